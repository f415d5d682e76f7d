package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) auditCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "audit", Short: "who did what on this instance"}, c.auditList(), c.auditVerify())
}

func (c *cli) auditList() *cobra.Command {
	var limit int
	var who string
	var q client.AuditQuery
	cmd := leaf("list", "", "list the audit log, newest first", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		if who != "" {
			if q.Actor, err = findPerson(ctx, server.Client, who); err != nil {
				return err
			}
		}
		lines, err := gather(limit, func(p client.Page) ([]wire.AuditLine, string, error) {
			q.Page = p
			some, err := server.AuditLog(ctx, q)
			return some.Items, some.Next, err
		})
		if err != nil {
			return err
		}
		return c.answer(wire.AuditLog{Items: lines}, auditTable(lines))
	})
	cmd.Aliases = []string{"ls"}
	flags := cmd.Flags()
	flags.StringVar(&who, "who", "", "only what this handle did")
	flags.StringVar(&q.About, "about", "", "only what is about this id, or was done for this person's id")
	flags.StringVar(&q.Operation, "operation", "", "only this operation, as create-token")
	flags.BoolVar(&q.Oldest, "oldest", false, "oldest first")
	return limitFlag(cmd, &limit, usualLines)
}

func auditTable(lines []wire.AuditLine) table {
	t := table{head: []string{"seq", "at", "who", "for", "what", "outcome", "about", "from", "changed", "why"}}
	for _, l := range lines {
		var changed []string
		for _, c := range l.Changes {
			changed = append(changed, fmt.Sprintf("%s: %q -> %q", c.Field, c.Before, c.After))
		}
		t.add(strconv.FormatInt(l.Seq, 10), when(l.At), string(l.Actor), string(l.Behalf), l.Operation, auditOutcome(l.Status), strings.Join(l.About, " "), l.Address,
			strings.Join(changed, ", "), l.Reason)
	}
	return t
}

// auditOutcome says how a command ended.
func auditOutcome(status int) string {
	switch {
	case status == project.AuditRead:
		return "looked"
	case status == project.AuditLost:
		return "unknown"
	case status < 400:
		return "done"
	}
	return "refused " + strconv.Itoa(status)
}

func (c *cli) auditVerify() *cobra.Command {
	var file string
	cmd := leaf("verify", "", "recompute the chain of the audit log and name its first break", func(ctx context.Context, _ []string) error {
		before, err := keptHead(file)
		if err != nil {
			return err
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		lines, head, err := server.VerifyAudit(ctx, before)
		if err != nil {
			return err
		}
		if err := keepHead(file, head); err != nil {
			return err
		}
		return c.answer(head, facts("audit log", fmt.Sprintf("%d lines, each behind the one before", lines), "ends with", fmt.Sprintf("line %d, %s", head.Seq, head.Hash),
			"forgotten", fmt.Sprintf("%d lines, for their age", head.Forgotten)))
	})
	cmd.Long = "verify reads the whole audit log and computes every hash again, without believing the server. With --head it also\n" +
		"compares the log with what it ended with the last time, and keeps what it ends with now: so a log that was cut short\n" +
		"or written anew as a whole is found too. Keep that file on another machine."
	cmd.Flags().StringVar(&file, "head", "", "file that keeps what the log ends with")
	return cmd
}

// keptHead reads the file; the zero head when there is none yet.
func keptHead(file string) (head project.AuditHead, err error) {
	if file == "" {
		return head, nil
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return head, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &head)
	}
	if err != nil {
		return head, project.Because(err, project.Invalid, "%s is no head of an audit log: %v", file, err)
	}
	return head, nil
}

func keepHead(file string, head project.AuditHead) error {
	if file == "" {
		return nil
	}
	text, err := json.Marshal(head)
	if err == nil {
		err = os.WriteFile(file, append(text, '\n'), 0o600)
	}
	if err != nil {
		return project.Because(err, project.Invalid, "%s cannot be written: %v", file, err)
	}
	return nil
}
