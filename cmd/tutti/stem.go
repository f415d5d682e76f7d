package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) reviewStems() *cobra.Command {
	return c.ofProject(leaf("stems", "PROJECT|DELIVERY", "list what sounds in a project or a delivery, with loudness and links", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		list, err := stemsOf(ctx, server.Client, args[0])
		if err != nil {
			return err
		}
		t := table{head: []string{"sub-gig", "version", "state", "file", "seconds", "LUFS"}}
		for _, s := range list {
			t.add(s.Title, fmt.Sprint(s.Version), words(s.State), s.File, fmt.Sprintf("%.1f", s.Seconds), fmt.Sprintf("%.1f", s.LUFS))
		}
		return c.answer(list, t)
	}))
}

// stemsOf lists the stems of a delivery, or all of a project.
func stemsOf(ctx context.Context, server *client.Client, name string) ([]wire.Stem, error) {
	if strings.HasPrefix(name, project.PrefixDelivery+"_") {
		list, err := server.DeliveryStems(ctx, project.DeliveryID(name))
		return list.Items, err
	}
	out := []wire.Stem{}
	for page := (client.Page{Limit: 200}); ; {
		list, err := server.Stems(ctx, project.ProjectID(name), page)
		out = append(out, list.Items...)
		if err != nil || list.Next == "" {
			return out, err
		}
		page.Cursor = list.Next
	}
}
