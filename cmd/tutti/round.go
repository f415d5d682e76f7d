package main

import (
	"context"
	"fmt"
	"slices"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"

	"github.com/spf13/cobra"
)

func (c *cli) reviewNote() *cobra.Command {
	cmd := leaf("note", "DELIVERY|SUB_GIG NOTE", "note something to change, for the one list that the producer sends", func(ctx context.Context, args []string) error {
		n, err := parseNote(args[1])
		if err != nil {
			return err
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findDelivery(ctx, server, args[0])
		if err != nil {
			return err
		}
		noted, err := server.NoteChange(ctx, id, n)
		if err != nil {
			return err
		}
		return c.answer(noted, roundTable([]wire.RoundNote{noted}))
	})
	cmd.Long = `note waits until the producer sends a list of changes with it; what is noted after that waits for the next round. It cites an item
of the brief, as "2: text" or "2 @21.6-24: text" with seconds.`
	return c.ofSubGig(cmd, project.InReview)
}

func (c *cli) reviewNotes() *cobra.Command {
	return c.ofSubGig(leaf("notes", "DELIVERY|SUB_GIG", "list the notes that wait for a list of changes, and those that were sent", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findDelivery(ctx, server, args[0])
		if err != nil {
			return err
		}
		notes, err := server.Notes(ctx, id)
		if err != nil {
			return err
		}
		return c.answer(notes, roundTable(notes.Items))
	}), project.InReview)
}

func (c *cli) reviewDrop() *cobra.Command {
	return leaf("drop", "NOTE", "take a note away that waits", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if err := server.DropNote(ctx, project.NoteID(args[0])); err != nil {
			return err
		}
		return c.answer(map[string]string{"dropped": args[0]}, facts("dropped", args[0]))
	})
}

func roundTable(notes []wire.RoundNote) table {
	t := table{head: []string{"note", "brief", "at", "text", "by", "noted", "sent with"}}
	for _, n := range notes {
		at := ""
		if n.Note.From > 0 || n.Note.To > 0 {
			at = clockText(n.Note.From)
		}
		t.add(string(n.ID), fmt.Sprint(n.Note.Brief), at, n.Note.Text, n.Author.Name, when(n.At), string(n.ReviewID))
	}
	return t
}

// everyNote asks for all notes that wait.
const everyNote = "all"

// takenNotes gives the ids of the notes that go with a list: those that are named, or all that wait.
func (c *cli) takenNotes(ctx context.Context, server *client.Client, id project.DeliveryID, named []string) ([]project.NoteID, error) {
	var ids []project.NoteID
	if !slices.Contains(named, everyNote) {
		for _, name := range named {
			ids = append(ids, project.NoteID(name))
		}
		return ids, nil
	}
	notes, err := server.Notes(ctx, id)
	for _, n := range notes.Items {
		if n.ReviewID == "" {
			ids = append(ids, n.ID)
		}
	}
	return ids, err
}
