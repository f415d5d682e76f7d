package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) projectArtifacts() *cobra.Command {
	return c.ofProject(leaf("artifacts", "PROJECT", "list previews and finals, newest first", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		list, err := server.Artifacts(ctx, project.ProjectID(args[0]), "")
		if err != nil {
			return err
		}
		t := table{head: []string{"id", "kind", "missing", "created", "build"}}
		for _, a := range list.Items {
			t.add(string(a.ID), string(a.Kind), fmt.Sprint(a.Missing), when(a.CreatedAt), a.Build)
		}
		return c.answer(list, t)
	}))
}

func (c *cli) projectGet() *cobra.Command {
	var dir string
	cmd := leaf("get", "PROJECT|ARTIFACT", "fetch the files of the final, or of the newest preview, and verify them", func(ctx context.Context, args []string) error {
		folder, err := filepath.Abs(dir)
		if err != nil {
			return project.Because(err, project.Invalid, "the folder %q cannot be found", dir)
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		a, err := findArtifact(ctx, server.Client, args[0])
		if err != nil {
			return err
		}
		t := table{head: []string{"file", "size", "sha256"}}
		for _, link := range a.Files {
			path, err := c.fetch(ctx, server.Client, link, folder)
			if err != nil {
				return err
			}
			t.add(path, size(link.Size), link.SHA256)
		}
		return c.answer(a, t)
	})
	cmd.Flags().StringVar(&dir, "dir", ".", "folder in which the files are written")
	return c.ofProject(cmd)
}

// findArtifact takes the id of an artifact, or that of a project for its newest final or else preview.
func findArtifact(ctx context.Context, server *client.Client, text string) (wire.Artifact, error) {
	if strings.HasPrefix(text, project.PrefixArtifact+"_") {
		return server.Artifact(ctx, project.ArtifactID(text))
	}
	for _, kind := range []project.ArtifactKind{project.ArtifactFinal, project.ArtifactPreview} {
		list, err := server.Artifacts(ctx, project.ProjectID(text), kind)
		if err != nil {
			return wire.Artifact{}, err
		}
		if len(list.Items) > 0 {
			return server.Artifact(ctx, list.Items[0].ID)
		}
	}
	return wire.Artifact{}, project.Errorf(project.NotFound, "nothing has been built of %s yet: the first preview follows the first approval", text)
}

// fetch writes one file below the folder. Names come from the server and may lead nowhere else.
func (c *cli) fetch(ctx context.Context, server *client.Client, link wire.Link, folder string) (string, error) {
	if !filepath.IsLocal(link.Name) {
		return "", project.Errorf(project.Invalid, "the server names a file %q, which is not below the folder", link.Name)
	}
	path := filepath.Join(folder, filepath.FromSlash(link.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", project.Because(err, project.Invalid, "cannot write in %s: %v", folder, err)
	}
	bar := c.bar(link.Name)
	defer bar.end()
	return path, server.DownloadFile(ctx, link, path, bar.progress)
}
