package main

import (
	"cmp"
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) subGigReferences() *cobra.Command {
	var dir string
	cmd := leaf("references", "SUB_GIG", "show what a seller works from; with --dir, fetch and verify it", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		all, err := server.SubGigReferences(ctx, id)
		if err != nil {
			return err
		}
		if dir == "" {
			return c.answer(all, referenceTable(all))
		}
		folder, err := filepath.Abs(dir)
		if err != nil {
			return project.Because(err, project.Invalid, "the folder %q cannot be found", dir)
		}
		t := table{head: []string{"file", "size"}}
		for _, link := range referenceLinks(all) {
			path, err := c.fetch(ctx, server, link, folder)
			if err != nil {
				return err
			}
			t.add(path, size(link.Size))
		}
		return c.answer(all, t)
	})
	cmd.Flags().StringVar(&dir, "dir", "", "folder in which the files are written, one for each reference")
	return c.ofSubGig(cmd, "")
}

func referenceTable(r wire.SubGigReferences) table {
	t := table{head: []string{"from", "what", "file", "size"}}
	file := func(from, what string, link *wire.Link) {
		if link == nil {
			t.add(from, what, "not there yet", "")
			return
		}
		t.add(from, what, link.Name, size(link.Size))
	}
	for _, one := range r.References {
		file("buyer", cmp.Or(one.Title, one.Key), one.File)
	}
	for _, one := range r.Requirements {
		if one.Value != "" {
			t.add("buyer", one.Title, one.Value, "")
			continue
		}
		file("buyer", one.Title, one.File)
	}
	for _, up := range r.Upstream {
		if len(up.Files) == 0 {
			file(up.Key, up.Title, nil)
		}
		for _, link := range up.Files {
			file(up.Key, up.Title, &link)
		}
		for _, made := range up.Converted {
			file(up.Key, "the same as "+made.Of, &made.Link)
		}
	}
	return t
}

// referenceLinks lists the files, each in a folder that is named after what it belongs to: two may have the same name.
func referenceLinks(r wire.SubGigReferences) []wire.Link {
	var out []wire.Link
	in := func(folder string, link wire.Link) {
		link.Name = folder + "/" + link.Name
		out = append(out, link)
	}
	for _, one := range r.References {
		if one.File != nil {
			in(one.Key, *one.File)
		}
	}
	for _, one := range r.Requirements {
		if one.File != nil {
			in(one.Key, *one.File)
		}
	}
	for _, up := range r.Upstream {
		for _, link := range up.Files {
			in(up.Key, link)
		}
		for _, made := range up.Converted {
			in(up.Key, made.Link)
		}
	}
	return out
}
