package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/cmd/tutti/verify"
	"tutti/project"
)

func (c *cli) verifyCommand() *cobra.Command {
	var parallel int
	cmd := leaf("verify", "PROJECT", "read every object again, recompute every hash and the ledger", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		bar := c.bar("verifying")
		options := verify.Options{Parallel: parallel, Progress: func(_ int, bytes int64) { bar.progress(bytes, bytes) }}
		result, err := verify.Project(ctx, server.Client, project.ProjectID(args[0]), options)
		bar.end()
		if err != nil {
			return err
		}
		if err := c.answer(result, verifyTables(result)...); err != nil {
			return err
		}
		if n := len(result.Faults); n > 0 {
			return wrongThings(n, result)
		}
		return nil
	})
	cmd.Long = "verify is an ordinary client that believes nothing. It fetches every file of every delivery, reference and\n" +
		"artifact, compares it with what was written down, compares the manifests with the deliveries, recomputes the\n" +
		"ledger from its transactions and looks for gaps in the log. What is wrong is named; then it exits with 1."
	cmd.Flags().IntVar(&parallel, "parallel", 4, "files under way at a time")
	return c.ofProject(cmd)
}

// wrongThings is the last sentence of a verification that failed; it names the sub-gigs concerned.
func wrongThings(n int, r verify.Result) error {
	err := project.Errorf(project.Conflict, "%d things are wrong with %s", n, r.Project.ID)
	if n == 1 {
		err.Message = fmt.Sprintf("1 thing is wrong with %s", r.Project.ID)
	}
	for _, f := range r.Faults[:min(n, project.MaxFaultsListed)] {
		err.Fields = append(err.Fields, project.Field{Path: f.Check, Message: f.String()})
	}
	return err
}

func verifyTables(r verify.Result) []table {
	t := table{head: []string{"what", "looked at", "bytes", "wrong", ""}}
	for _, check := range r.Checks {
		bytes := ""
		if check.Bytes > 0 {
			bytes = size(check.Bytes)
		}
		verdict := "ok"
		if check.Faults > 0 {
			verdict = fmt.Sprint(check.Faults)
		}
		if check.Hidden {
			verdict = "-"
		}
		t.add(check.Name, fmt.Sprint(check.Things), bytes, verdict, check.Note)
	}
	about := []string{"project", string(r.Project.ID), "title", r.Project.Title, "state", words(r.Project.State)}
	if r.StateHash != "" {
		about = append(about, "state hash", r.StateHash)
	}
	return []table{facts(about...), t}
}
