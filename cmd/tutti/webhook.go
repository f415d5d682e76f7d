package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) webhookCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "webhook", Aliases: []string{"webhooks"}, Short: "programs that are told what happens"},
		c.webhookAdd(), c.webhookList(), c.webhookTest(), c.webhookLog(), c.webhookRotate(), c.webhookEnable(), c.webhookRemove())
}

func (c *cli) webhookAdd() *cobra.Command {
	var in wire.WebhookRequest
	var of string
	cmd := leaf("add", "URL", "name a program that is told what happens; its secret is shown this once", func(ctx context.Context, args []string) error {
		in.URL = args[0]
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		w, err := server.CreateWebhook(ctx, project.ProjectID(of), in)
		if err != nil {
			return err
		}
		return c.webhookSecret(w)
	})
	cmd.Long = "add names an https address that is told what happens in a project, or without --project in every project. Messages are signed\n" +
		"as Standard Webhooks says, with the secret that is shown; keep it where the program finds it."
	flags := cmd.Flags()
	flags.StringVar(&of, "project", "", "the project; the whole instance when left out, for operators")
	flags.StringSliceVar(&in.Kinds, "kind", nil, "what is wanted, as review.approved, or a group as 'offer.*'; everything when left out")
	flags.StringVar((*string)(&in.Form), "form", "", "standard, or slack for a text that Slack and others take")
	return cmd
}

// webhookSecret shows a new secret alone, so that a script can take it.
func (c *cli) webhookSecret(w wire.Webhook) error {
	if c.format != "table" {
		return c.answer(w)
	}
	c.note("%s signs with this secret, which is not shown again:", w.ID)
	_, err := fmt.Fprintln(c.out, w.Secret)
	return err
}

func (c *cli) webhookList() *cobra.Command {
	var of string
	cmd := leaf("list", "", "list the webhooks of a project, or of the instance", func(ctx context.Context, _ []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := server.Webhooks(ctx, project.ProjectID(of))
		if err != nil {
			return err
		}
		return c.answer(list, webhookTable(list.Items...))
	})
	cmd.Aliases = []string{"ls"}
	cmd.Flags().StringVar(&of, "project", "", "the project; the instance when left out, for operators")
	return cmd
}

func webhookTable(all ...wire.Webhook) table {
	t := table{head: []string{"id", "state", "failures", "next attempt", "wants", "url"}}
	for _, w := range all {
		state := string(w.State)
		if w.Reason != "" {
			state += ": " + string(w.Reason)
		}
		wants := strings.Join(w.Kinds, " ")
		if wants == "" {
			wants = "everything"
		}
		t.add(string(w.ID), state, strconv.Itoa(w.Failures), whenOf(w.NextAttemptAt), wants, w.URL)
	}
	return t
}

func attemptTable(all ...wire.WebhookAttempt) table {
	t := table{head: []string{"number", "at", "type", "status", "ms", "problem", "answer"}}
	for _, a := range all {
		status := ""
		if a.Status != 0 {
			status = strconv.Itoa(a.Status)
		}
		t.add(strconv.FormatInt(a.Number, 10), when(a.At), a.Type, status, strconv.FormatInt(a.DurationMS, 10), words(a.Problem), oneLine(a.Answer))
	}
	return t
}

// oneLine is the beginning of an answer, on one line.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if short := []rune(text); len(short) > 60 {
		return string(short[:59]) + "…"
	}
	return text
}

func (c *cli) webhookTest() *cobra.Command {
	return leaf("test", "WEBHOOK", "send it a message now, and say what came back", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		a, err := server.TestWebhook(ctx, project.WebhookID(args[0]))
		if err != nil {
			return err
		}
		if err := c.answer(a, attemptTable(a)); err != nil || a.Problem == "" {
			return err
		}
		return project.Errorf(project.Conflict, "the message was not taken: %s", words(a.Problem))
	})
}

func (c *cli) webhookLog() *cobra.Command {
	var limit int
	cmd := limitFlag(leaf("log", "WEBHOOK", "list what was sent and what came back, newest first", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := gather(limit, func(p client.Page) ([]wire.WebhookAttempt, string, error) {
			some, err := server.WebhookAttempts(ctx, project.WebhookID(args[0]), p)
			return some.Items, some.Next, err
		})
		if err != nil {
			return err
		}
		return c.answer(wire.WebhookAttemptList{Items: list}, attemptTable(list...))
	}), &limit, 50)
	return cmd
}

func (c *cli) webhookRotate() *cobra.Command {
	return leaf("rotate", "WEBHOOK", "give it a new secret; the former one signs too for 24 hours", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		w, err := server.RotateWebhook(ctx, project.WebhookID(args[0]))
		if err != nil {
			return err
		}
		return c.webhookSecret(w)
	})
}

func (c *cli) webhookEnable() *cobra.Command {
	return leaf("enable", "WEBHOOK", "set it going again; what it has missed is sent at once", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		w, err := server.EnableWebhook(ctx, project.WebhookID(args[0]))
		if err != nil {
			return err
		}
		return c.answer(w, webhookTable(w))
	})
}

func (c *cli) webhookRemove() *cobra.Command {
	cmd := leaf("remove", "WEBHOOK", "end it and forget what was sent", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if err := server.RemoveWebhook(ctx, project.WebhookID(args[0])); err != nil {
			return err
		}
		c.note("%s is removed", args[0])
		return nil
	})
	cmd.Aliases = []string{"rm"}
	return cmd
}
