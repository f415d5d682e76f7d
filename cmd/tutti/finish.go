package main

import (
	"context"
	"errors"
	"fmt"

	"tutti/project"
)

// The exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1 // it was tried and did not succeed
	exitUsage       = 2 // wrong usage or invalid input: the same again will fail again
	exitUnavailable = 3 // the server, or something it relies on, cannot be reached: later it may succeed
)

func statusOf(err error) int {
	switch project.CodeOf(err) {
	case "":
		return exitOK
	case project.Invalid:
		return exitUsage
	case project.Unavailable, project.Limited:
		return exitUnavailable
	}
	return exitFailed
}

// finish writes the error, if there is one, as a sentence and its fields, and gives the exit status.
func (c *cli) finish(ctx context.Context, err error) int {
	if err == nil {
		return exitOK
	}
	if ctx.Err() != nil {
		c.complain("interrupted")
		return exitFailed
	}
	var e *project.Error
	if !errors.As(err, &e) {
		c.complain(err.Error())
		return exitFailed
	}
	c.complain(e.Message)
	for _, f := range e.Fields {
		c.note("  %s: %s", f.Path, f.Message)
	}
	if cause := errors.Unwrap(e); e.Code == project.Internal && cause != nil { // it happened in this process, where nobody else is told
		c.note("  because: %v", cause)
	}
	return statusOf(err)
}

func (c *cli) complain(sentence string) { c.note("tutti: %s", sentence) }

// note writes a line for the person in front of the terminal, beside the output.
func (c *cli) note(format string, args ...any) {
	_, _ = fmt.Fprintf(c.errs, format+"\n", args...) // nobody can be told that telling failed
}
