package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) reelCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "reel", Short: "samples of your work, for those who cast"}, c.reelShow(), c.reelGet(), c.reelAdd(), c.reelDrop())
}

func (c *cli) reelShow() *cobra.Command {
	return leaf("show", "[HANDLE]", "list the samples of a seller, your own when nobody is named", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := whom(ctx, server.Client, args)
		if err != nil {
			return err
		}
		reel, err := server.Reel(ctx, id)
		if err != nil {
			return err
		}
		return c.answer(reel, reelTable(reel))
	})
}

func reelTable(reel wire.Reel) table {
	t := table{head: []string{"number", "title", "file", "size"}}
	for i, s := range reel.Samples {
		t.add(strconv.Itoa(i+1), s.Title, s.File.Name, size(s.File.Size))
	}
	return t
}

func (c *cli) reelGet() *cobra.Command {
	return leaf("get", "HANDLE NUMBER FILE", "fetch a sample of a seller into a file", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := whom(ctx, server.Client, args[:1])
		if err != nil {
			return err
		}
		reel, err := server.Reel(ctx, id)
		if err != nil {
			return err
		}
		n, err := sampleNumber(args[1], len(reel.Samples))
		if err != nil {
			return err
		}
		link := reel.Samples[n-1].File
		if err := server.DownloadFile(ctx, link, args[2], nil); err != nil {
			return err
		}
		return c.answer(link, facts("file", args[2], "size", size(link.Size), "sha256", link.SHA256))
	})
}

// sampleNumber reads the number of one of so many samples, from 1.
func sampleNumber(text string, of int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > of {
		return 0, project.Errorf(project.Invalid, "NUMBER %q is none of the %d samples; `tutti reel show` lists them", text, of)
	}
	return n, nil
}

func (c *cli) reelAdd() *cobra.Command {
	var title string
	cmd := leaf("add", "FILE", "add a sample of your work, at the end", func(ctx context.Context, args []string) error {
		return c.changeReel(ctx, func(server *client.Client, samples []wire.SampleRequest) ([]wire.SampleRequest, error) {
			up, err := server.UploadFile(ctx, wire.UploadRequest{Reel: true}, args[0], nil)
			if err != nil {
				return nil, err
			}
			if title == "" {
				title = strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
			}
			return append(samples, wire.SampleRequest{Title: title, UploadID: up.ID}), nil
		})
	})
	cmd.Flags().StringVar(&title, "title", "", "what it is; the name of the file when left out")
	return cmd
}

func (c *cli) reelDrop() *cobra.Command {
	return leaf("drop", "NUMBER", "take a sample away", func(ctx context.Context, args []string) error {
		return c.changeReel(ctx, func(_ *client.Client, samples []wire.SampleRequest) ([]wire.SampleRequest, error) {
			n, err := sampleNumber(args[0], len(samples))
			if err != nil {
				return nil, err
			}
			return slices.Delete(samples, n-1, n), nil
		})
	})
}

// changeReel writes one's own reel as it becomes.
func (c *cli) changeReel(ctx context.Context, change func(*client.Client, []wire.SampleRequest) ([]wire.SampleRequest, error)) error {
	server, err := c.connect(ctx)
	if err != nil {
		return err
	}
	me, err := server.Me(ctx)
	if err != nil {
		return err
	}
	reel, err := server.Reel(ctx, me.ID)
	if err != nil {
		return err
	}
	samples := []wire.SampleRequest{}
	for _, s := range reel.Samples {
		samples = append(samples, wire.SampleRequest{Title: s.Title, SHA256: s.File.SHA256})
	}
	if samples, err = change(server, samples); err != nil {
		return err
	}
	if reel, err = server.PutReel(ctx, me.ID, wire.ReelRequest{Samples: samples}); err != nil {
		return fmt.Errorf("your reel: %w", err)
	}
	return c.answer(reel, reelTable(reel))
}
