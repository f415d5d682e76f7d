package project

import (
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of refusal an Error is. It is the same word in the API's problem documents, in the type of a
// Temporal ApplicationError and in the exit status of the command line.
type Code string

// The codes. Invalid, Forbidden, NotFound and Conflict are final: the same request gets the same answer again.
// Limited and Unavailable may pass; Internal is a defect of ours.
const (
	Invalid         Code = "invalid"
	Unauthenticated Code = "unauthenticated"
	Forbidden       Code = "forbidden"
	NotFound        Code = "not_found"
	Conflict        Code = "conflict"
	Limited         Code = "limited"
	Unavailable     Code = "unavailable"
	Internal        Code = "internal"
)

// Codes lists every code, for tables and tests that must cover all of them.
func Codes() []Code {
	return []Code{Invalid, Unauthenticated, Forbidden, NotFound, Conflict, Limited, Unavailable, Internal}
}

// Final reports whether repeating the same request cannot help.
func (c Code) Final() bool {
	switch c {
	case Invalid, Unauthenticated, Forbidden, NotFound, Conflict:
		return true
	}
	return false
}

// Field is one thing wrong with an input: where it stands and what is wrong there.
type Field struct {
	Path    string `json:"path"` // as sub_gigs[3].price
	Message string `json:"message"`
}

// Error is the one error type of the domain and of everything that speaks to people.
type Error struct {
	Code    Code    `json:"code"`
	Message string  `json:"message"` // a sentence for a person: what, where and what to do
	Fields  []Field `json:"fields,omitempty"`
	cause   error
}

func (e *Error) Error() string {
	if len(e.Fields) == 0 {
		return e.Message
	}
	lines := make([]string, 0, len(e.Fields))
	for _, f := range e.Fields {
		lines = append(lines, f.Path+": "+f.Message)
	}
	return e.Message + " (" + strings.Join(lines, "; ") + ")"
}

// Unwrap gives the cause, which stays on our side: it is logged, never sent to a client.
func (e *Error) Unwrap() error { return e.cause }

// Errorf makes an Error with a sentence; %w keeps a cause for the log.
func Errorf(code Code, format string, args ...any) *Error {
	wrapped := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: wrapped.Error(), cause: errors.Unwrap(wrapped)}
}

// Because makes an Error whose sentence is for people and whose cause is for the log only.
func Because(cause error, code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), cause: cause}
}

// CodeOf gives the code of the first Error in the chain, Internal for any other error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
