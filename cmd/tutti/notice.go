package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) noticeCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "notice", Aliases: []string{"notices"}, Short: "see what you were told"}, c.noticeList(), c.noticeFollow(), c.noticeRead())
}

func (c *cli) noticeList() *cobra.Command {
	var unread bool
	cmd := leaf("list", "", "list what you were told, newest first", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		found, err := server.Notices(ctx, unread, client.Page{Limit: 100})
		if err != nil {
			return err
		}
		return c.answer(found, noticeTable(found))
	})
	cmd.Flags().BoolVar(&unread, "unread", false, "only what was not read")
	return cmd
}

// noticeFollow writes what was not read, the oldest first, and goes on with whatever comes.
func (c *cli) noticeFollow() *cobra.Command {
	return leaf("follow", "", "show what you have not read, and go on with what you are told from now on", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		shown := map[project.NoticeID]bool{}
		for _, err := range server.NoticeNews(ctx) {
			if err != nil {
				return err
			}
			found, err := server.Notices(ctx, true, client.Page{Limit: 100})
			if err != nil {
				return err
			}
			for _, n := range slices.Backward(found.Items) {
				if shown[n.ID] {
					continue
				}
				shown[n.ID] = true
				if err := c.answer(n, noticeLine(n)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (c *cli) noticeRead() *cobra.Command {
	return leaf("read", "[NOTICE...]", "mark notices as read; all there are when none is named", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		in := wire.NoticesRead{}
		for _, id := range args {
			in.IDs = append(in.IDs, project.NoticeID(id))
		}
		if len(args) == 0 {
			newest, err := server.Notices(ctx, false, client.Page{Limit: 1})
			if err != nil || len(newest.Items) == 0 {
				return err
			}
			in.UpTo = newest.Items[0].ID
		}
		return server.ReadNotices(ctx, in)
	})
}

func noticeTable(l wire.NoticeList) table {
	t := table{head: []string{"notice", "when", "read", "what"}}
	for _, n := range l.Items {
		t.rows = append(t.rows, noticeLine(n).rows...)
	}
	return t
}

func noticeLine(n wire.Notice) (t table) {
	read := "no"
	if n.ReadAt != nil {
		read = "yes"
	}
	t.add(string(n.ID), n.At.Format(time.RFC3339), read, n.Text)
	return t
}

func (c *cli) notifyCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "notify", Short: "choose how you are told of what"}, c.notifyList(), c.notifySet())
}

func (c *cli) notifyList() *cobra.Command {
	return leaf("list", "", "list how you are told of each kind of notice", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		found, err := server.Notify(ctx)
		if err != nil {
			return err
		}
		return c.answer(found, choiceTable(found))
	})
}

func (c *cli) notifySet() *cobra.Command {
	inside, push := true, false
	cmd := leaf("set", "KIND WHEN", "choose when you get mails of a kind of notice or a class of kinds: now, hourly, daily, weekly or never", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		choice := wire.Choice{Kind: args[0], Mail: project.Cadence(args[1]), Inside: inside, Push: push}
		found, err := server.SetNotify(ctx, wire.ChoiceList{Items: []wire.Choice{choice}})
		if err != nil {
			return err
		}
		return c.answer(found, choiceTable(found))
	})
	cmd.Flags().BoolVar(&inside, "inside", true, "show it among the notices of the application")
	cmd.Flags().BoolVar(&push, "push", false, "tell the browser, where that is set up")
	return cmd
}

func choiceTable(l wire.ChoiceList) table {
	t := table{head: []string{"kind", "class", "mail", "also"}}
	for _, c := range l.Items {
		var also []string
		if c.Inside {
			also = append(also, "inside")
		}
		if c.Push {
			also = append(also, "push")
		}
		t.add(c.Kind, string(c.Class), string(c.Mail), strings.Join(also, ", "))
	}
	return t
}

func (c *cli) calendarCommand() *cobra.Command {
	var end bool
	cmd := leaf("calendar", "", "give a new address of your deadlines for a calendar program; the one before works no more", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		if end {
			return server.DeleteCalendar(ctx)
		}
		made, err := server.CreateCalendar(ctx)
		if err != nil {
			return err
		}
		return c.answer(made, facts("address", made.Address))
	})
	cmd.Flags().BoolVar(&end, "end", false, "end the address, and give no other")
	return cmd
}

func (c *cli) letterCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "letter", Aliases: []string{"letters"}, Short: "see which letters of the instance were sent"}, c.letterList(), c.letterAgain())
}

func (c *cli) letterList() *cobra.Command {
	var state string
	cmd := leaf("list", "", "list letters, newest first", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		found, err := server.Letters(ctx, project.LetterState(state), client.Page{Limit: 100})
		if err != nil {
			return err
		}
		t := table{head: []string{"letter", "kind", "to", "state", "tries", "due", "problem"}}
		for _, l := range found.Items {
			t.add(string(l.ID), string(l.Kind), string(l.PersonID), string(l.State), fmt.Sprint(l.Tries), l.DueAt.Format(time.RFC3339), l.Problem)
		}
		return c.answer(found, t)
	})
	cmd.Flags().StringVar(&state, "state", "", "only those that are waiting, handed, sent, failed, in_doubt or moot")
	return cmd
}

func (c *cli) letterAgain() *cobra.Command {
	return leaf("again", "LETTER", "have a letter sent once more that failed or is in doubt; one in doubt may come twice", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		return server.SendLetterAgain(ctx, project.LetterID(args[0]))
	})
}
