package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) messageCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "message", Aliases: []string{"messages"}, Short: "change what you said, report what others said, and moderate"},
		c.messageEdit(), c.messageStep("delete", "MESSAGE", "take the words and files of your message away; its place stays", func(ctx context.Context, s *client.Client, args []string) (wire.Message, error) {
			return s.DeleteMessage(ctx, project.MessageID(args[0]))
		}),
		c.messageHistory(), c.messageSave(), c.messageReport(), c.messageReports(),
		c.messageStep("keep", "MESSAGE", "close the reports of a message: it stands", func(ctx context.Context, s *client.Client, args []string) (wire.Message, error) {
			return s.KeepMessage(ctx, project.MessageID(args[0]))
		}),
		c.messageStep("hide", "MESSAGE REASON", "hide a message; its author reads the reason and may appeal", func(ctx context.Context, s *client.Client, args []string) (wire.Message, error) {
			return s.HideMessage(ctx, project.MessageID(args[0]), args[1])
		}),
		c.messageStep("appeal", "MESSAGE WORDS", "appeal to the operator against your message being hidden, once", func(ctx context.Context, s *client.Client, args []string) (wire.Message, error) {
			return s.AppealMessage(ctx, project.MessageID(args[0]), args[1])
		}),
		c.messageAppeals(), c.messageRule("uphold", "show a hidden message again: the appeal is right", true), c.messageRule("dismiss", "leave a message hidden in spite of the appeal", false))
}

// messageStep is a command that changes one message and shows what has become of it.
func (c *cli) messageStep(use, needs, short string, do func(context.Context, *client.Client, []string) (wire.Message, error)) *cobra.Command {
	return leaf(use, needs, short, func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		m, err := do(ctx, server, args)
		if err != nil {
			return err
		}
		return c.answer(m, messageTable([]wire.Message{m}))
	})
}

func (c *cli) messageEdit() *cobra.Command {
	return c.messageStep("edit", "MESSAGE TEXT", "change the words of your message; what it said before is kept", func(ctx context.Context, s *client.Client, args []string) (wire.Message, error) {
		m, err := s.Message(ctx, project.MessageID(args[0]))
		if err != nil {
			return m, err
		}
		return s.EditMessage(ctx, m.ID, m.Version, args[1])
	})
}

func (c *cli) messageRule(use, short string, uphold bool) *cobra.Command {
	return c.messageStep(use, "MESSAGE REASON", short, func(ctx context.Context, s *client.Client, args []string) (wire.Message, error) {
		return s.RuleMessage(ctx, project.MessageID(args[0]), wire.MessageRulingRequest{Uphold: uphold, Reason: args[1]})
	})
}

func (c *cli) messageHistory() *cobra.Command {
	return leaf("history", "MESSAGE", "list what a message said before it was edited", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		history, err := server.MessageHistory(ctx, project.MessageID(args[0]))
		if err != nil {
			return err
		}
		t := table{head: []string{"version", "written", "text"}}
		for _, x := range history.Items {
			t.add(fmt.Sprint(x.Version), when(x.At), x.Text)
		}
		return c.answer(history, t)
	})
}

func (c *cli) messageSave() *cobra.Command {
	return leaf("save", "MESSAGE NUMBER FILE", "save a file that goes with a message", func(ctx context.Context, args []string) error {
		number, err := strconv.Atoi(args[1])
		if err != nil || number < 1 {
			return project.Errorf(project.Invalid, "NUMBER %q is no number of an attachment; `tutti room read` shows it", args[1])
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if err := server.Attachment(ctx, project.MessageID(args[0]), number, args[2]); err != nil {
			return err
		}
		return c.answer(map[string]string{"file": args[2]}, facts("saved", args[2]))
	})
}

func (c *cli) messageReport() *cobra.Command {
	var words string
	cmd := leaf("report", "MESSAGE spam|abuse|personal_data|other", "ask those who moderate to look at a message", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id := project.MessageID(args[0])
		if err := server.ReportMessage(ctx, id, wire.ReportRequest{Reason: project.ReportReason(args[1]), Words: words}); err != nil {
			return err
		}
		return c.answer(map[string]string{"reported": args[0]}, facts("reported", args[0]))
	})
	cmd.Flags().StringVar(&words, "words", "", "what is wrong with it")
	return cmd
}

func (c *cli) messageReports() *cobra.Command {
	return c.ofProject(leaf("reports", "PROJECT", "list the messages that were reported and not decided about", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := server.Reports(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		t := table{head: []string{"message", "reason", "said by", "reported by", "words", "text"}}
		for _, r := range list.Items {
			t.add(string(r.MessageID), words(r.Reason), r.Author.Handle, r.Reporter.Handle, r.Words, r.Text)
		}
		return c.answer(list, t)
	}))
}

func (c *cli) messageAppeals() *cobra.Command {
	return leaf("appeals", "", "list the appeals about hidden messages that wait for an operator", func(ctx context.Context, _ []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := gather(0, func(p client.Page) ([]wire.Message, string, error) {
			some, err := server.MessageAppeals(ctx, p)
			return some.Items, some.Next, err
		})
		if err != nil {
			return err
		}
		t := table{head: []string{"message", "by", "hidden because", "appeal", "text"}}
		for _, m := range list {
			t.add(string(m.ID), m.Author.Name, m.Moderation.Reason, m.Moderation.Appeal, m.Text)
		}
		return c.answer(wire.MessageList{Items: list}, t)
	})
}
