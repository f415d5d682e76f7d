package main

import (
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) projectAnswer() *cobra.Command {
	cmd := leaf("answer", "PROJECT [KEY] [VALUE|@FILE]", "answer what a project requires of its buyer, or list it", func(ctx context.Context, args []string) error {
		if len(args) == 2 {
			return project.Errorf(project.Invalid, "the answer is missing: write it after %q, or @FILE", args[1])
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id := project.ProjectID(args[0])
		list, err := server.Requirements(ctx, id)
		if err != nil {
			return err
		}
		if len(args) == 3 {
			if err := c.sendAnswer(ctx, server, id, list, args[1], args[2]); err != nil {
				return err
			}
			if list, err = server.Requirements(ctx, id); err != nil {
				return err
			}
		}
		return c.answer(list, requirementTable(list))
	})
	cmd.Long = "answer supplies what sub-gigs wait for. For a file, @FILE is sent up; for a text, @FILE is read."
	return c.ofProject(cmd)
}

func (c *cli) sendAnswer(ctx context.Context, server *client.Client, id project.ProjectID, list wire.RequirementList, key, value string) error {
	in, err := c.readAnswer(ctx, server, id, kindOf(list, key), key, value)
	if err != nil {
		return err
	}
	_, err = server.AnswerRequirement(ctx, id, key, in)
	return err
}

// kindOf is empty for a key that is not required; the server says so then.
func kindOf(list wire.RequirementList, key string) project.RequirementKind {
	for _, r := range list.Items {
		if r.Key == key {
			return r.Kind
		}
	}
	return ""
}

func (c *cli) readAnswer(ctx context.Context, server *client.Client, id project.ProjectID, kind project.RequirementKind, key, value string) (wire.RequirementRequest, error) {
	path, isFile := strings.CutPrefix(value, "@")
	switch {
	case kind == project.RequirementFile && !isFile:
		return wire.RequirementRequest{}, project.Errorf(project.Invalid, "the answer to %q is a file; write @%s", key, value)
	case kind == project.RequirementFile:
		up, err := c.send(ctx, server, wire.UploadRequest{ProjectID: id, Requirement: key}, path)
		return wire.RequirementRequest{UploadID: up.ID}, err
	case kind == project.RequirementText && isFile:
		text, err := readText(path)
		return wire.RequirementRequest{Value: text}, err
	}
	return wire.RequirementRequest{Value: value}, nil
}

func readText(path string) (string, error) {
	const most = 4 * project.MaxText // bytes of the longest answer
	info, err := os.Stat(path)
	if err == nil && info.Size() > most {
		return "", project.Errorf(project.Invalid, "%s has %s; an answer has at most %d characters", path, size(info.Size()), project.MaxText)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", project.Because(err, project.Invalid, "the answer cannot be read: %v", err)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

func requirementTable(list wire.RequirementList) table {
	t := table{head: []string{"key", "kind", "needed", "answer", "answered", "asked for"}}
	for _, r := range list.Items {
		needed, answer := "", r.Value
		if r.Required {
			needed = "yes"
		}
		if r.File != nil {
			answer = r.File.Name
		}
		if !r.Answered {
			answer = "open"
			if len(r.Choices) > 0 {
				answer += ": " + strings.Join(r.Choices, " or ")
			}
		}
		t.add(r.Key, string(r.Kind), needed, firstLine(answer), whenOf(r.AnsweredAt), r.Title)
	}
	return t
}

// firstLine shortens a text for a table.
func firstLine(text string) string {
	const most = 40
	line, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if letters := []rune(line); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	if rest != "" {
		line += " …"
	}
	return line
}
