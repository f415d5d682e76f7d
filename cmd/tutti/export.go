package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/project"
)

func (c *cli) exportCommand() *cobra.Command {
	var kind, to string
	cmd := leaf("export", "PROJECT", "make an archive of a project and fetch it", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		made, err := server.AwaitExport(ctx, project.ProjectID(args[0]), project.ExportKind(kind))
		if err != nil {
			return err
		}
		path := to
		if path == "" {
			path = made.File.Name
		}
		if path, err = filepath.Abs(path); err != nil {
			return project.Because(err, project.Invalid, "the file %q cannot be found", to)
		}
		bar := c.bar(filepath.Base(path))
		defer bar.end()
		if err := server.DownloadFile(ctx, *made.File, path, bar.progress); err != nil {
			return err
		}
		t := table{head: []string{"file", "size", "sha256"}}
		t.add(path, size(made.File.Size), made.File.SHA256)
		return c.answer(made, t)
	})
	kinds := make([]string, 0, len(project.ExportKinds()))
	for _, k := range project.ExportKinds() {
		kinds = append(kinds, string(k))
	}
	cmd.Flags().StringVar(&kind, "kind", string(project.ExportRelease), strings.Join(kinds, ", "))
	cmd.Flags().StringVar(&to, "to", "", "file that is written; the archive's own name when left out")
	return c.ofProject(cmd)
}
