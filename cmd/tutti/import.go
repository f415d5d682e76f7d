package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"

	"github.com/spf13/cobra"

	"tutti/app"
	"tutti/project"
)

func (c *cli) importCommand() *cobra.Command {
	var s settings
	cmd := leaf("import", "FILE", "bring the project of an archive to this instance", func(ctx context.Context, args []string) error {
		if err := s.check(); err != nil {
			return err
		}
		level, err := s.level()
		if err != nil {
			return err
		}
		path, err := filepath.Abs(args[0])
		if err != nil {
			return project.Because(err, project.Invalid, "the file %q cannot be found", args[0])
		}
		data, err := filepath.Abs(c.data) // the embedded S3 changes the working directory
		if err != nil {
			return project.Because(err, project.Invalid, "the data directory %q cannot be found", c.data)
		}
		running, err := app.Start(ctx, s.config(data, slog.New(slog.NewTextHandler(c.errs, &slog.HandlerOptions{Level: level}))))
		if err != nil {
			return err
		}
		defer running.Stop()
		done, err := running.Import(ctx, path)
		if err != nil {
			return err
		}
		t := table{head: []string{"project", "title", "state", "files", "in the vault", "state hash"}}
		t.add(string(done.Project), done.Title, string(done.State), fmt.Sprint(done.Objects), fmt.Sprint(done.Withheld), done.StateHash)
		return c.answer(done, t)
	})
	cmd.Long = "import reads an archive that `export --kind archive` made, checks everything in it, and writes it to the database and\n" +
		"the object store of this instance: under --data, which no other process may serve meanwhile, or those that are named.\n" +
		"Ids and state hash stay the same. A project that has ended is kept as it was: nothing changes it, and nobody is paid\n" +
		"for it here. A project that runs cannot be moved. A refused archive leaves no record behind."
	s.booking(cmd.Flags())
	s.servers(cmd.Flags(), embeddedWhenEmpty)
	_ = cmd.Flags().Set("log-level", "warn")
	return cmd
}
