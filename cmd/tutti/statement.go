package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tutti/client"
	"tutti/project"
)

func (c *cli) statementCommand() *cobra.Command {
	var q client.StatementQuery
	var seller, out string
	cmd := leaf("statement", "[PROJECT]", "a month of money as PDF or CSV: yours, or a project's", func(ctx context.Context, args []string) error {
		if q.Month == "" {
			q.Month = time.Now().Format("2006-01")
		}
		target, err := targetOf(out, "statement-"+q.Month+"."+q.Format)
		if err != nil {
			return err
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		if len(args) > 0 {
			q.Project = project.ProjectID(args[0])
		}
		if seller != "" {
			if q.Seller, err = findPerson(ctx, server.Client, seller); err != nil {
				return err
			}
		}
		file, err := server.Statement(ctx, q)
		if err != nil {
			return err
		}
		return c.keep(file, target)
	})
	cmd.Long = "statement writes what was earned, kept as a fee and paid out in a month, with the balance before and after it.\n" +
		"Without a PROJECT it is your own over all projects. The buyer gets all of a project, a seller their part of it; an\n" +
		"operator may ask for any seller."
	flags := cmd.Flags()
	flags.StringVar(&q.Month, "month", "", "as 2026-11; this month when left out")
	flags.StringVar(&q.Format, "format", "pdf", "pdf or csv")
	flags.StringVar(&q.Zone, "zone", "", "IANA time zone in which the month begins and ends; your own when left out")
	flags.StringVar(&seller, "seller", "", "handle of whose money it is, for operators")
	flags.StringVar(&out, "out", "", "file to write; - for the screen; statement-MONTH.FORMAT when left out")
	return c.ofProject(cmd)
}

// target is where a file is written: a path, or the screen when it has none.
type target struct {
	path  string
	fresh bool // it must not be there: what was filed under the usual name stays
}

// targetOf takes the path before a server is opened, which may change the working directory.
func targetOf(out, usual string) (t target, err error) {
	switch out {
	case "-":
		return target{}, nil
	case "":
		out, t.fresh = usual, true
	}
	if t.path, err = filepath.Abs(out); err != nil {
		return t, project.Because(err, project.Invalid, "%s cannot be found: %v", out, err)
	}
	return t, nil
}

func (c *cli) keep(file []byte, to target) error {
	if to.path == "" {
		_, err := c.out.Write(file)
		return err
	}
	flags := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	if to.fresh {
		flags |= os.O_EXCL
	}
	f, err := os.OpenFile(to.path, flags, 0o600)
	if os.IsExist(err) {
		return project.Errorf(project.Conflict, "%s is there already; give another --out", to.path)
	}
	if err != nil {
		return project.Because(err, project.Invalid, "%s cannot be written: %v", to.path, err)
	}
	_, err = f.Write(file)
	if err := errors.Join(err, f.Close()); err != nil {
		return project.Because(err, project.Unavailable, "%s could not be written whole: %v", to.path, err)
	}
	c.note("written to %s", to.path)
	return nil
}
