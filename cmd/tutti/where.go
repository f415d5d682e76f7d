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

func (c *cli) artifactCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "artifact", Aliases: []string{"artifacts"}, Short: "see who is where in a result, and say what is wrong there"},
		c.artifactWhere(), c.artifactAt(), c.artifactComment(), c.artifactComments(), c.artifactRemarks())
}

func (c *cli) artifactWhere() *cobra.Command {
	var person string
	cmd := leaf("where", "PROJECT", "list where each sub-gig is in the newest result, or why it is not; a seller's own", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		var who project.PersonID
		if person != "" {
			if who, err = whom(ctx, server.Client, []string{person}); err != nil {
				return err
			}
		}
		found, err := server.Places(ctx, project.ProjectID(args[0]), "", who)
		if err != nil {
			return err
		}
		return c.answer(found, placeTable(found))
	})
	cmd.Flags().StringVar(&person, "person", "", "handle of a seller, for their part alone")
	return c.ofProject(cmd)
}

func (c *cli) artifactAt() *cobra.Command {
	return c.ofProject(leaf("at", "PROJECT WHERE", "list what sounds or stands there: 01:23, page:40, row:7, path:drums, or a point as 0.2,0.5", func(ctx context.Context, args []string) error {
		at, err := spotOf(args[1])
		if err != nil {
			return err
		}
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		found, err := server.At(ctx, project.ProjectID(args[0]), "", at)
		if err != nil {
			return err
		}
		if len(found.Items) == 0 {
			c.note("nothing that was approved is there; `tutti artifact where %s` lists what is missing, and for whom one waits", args[0])
		}
		return c.answer(found, placeTable(found))
	}))
}

func (c *cli) artifactComment() *cobra.Command {
	return c.ofProject(leaf("comment", "PROJECT|ARTIFACT WHERE TEXT", "say something about a spot of a result, as 01:23 or page:40", func(ctx context.Context, args []string) error {
		at, err := spotOf(args[1])
		if err != nil {
			return err
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
		said, err := server.Comment(ctx, a.ID, wire.CommentRequest{Spot: at, MessageRequest: wire.MessageRequest{Text: args[2]}})
		if err != nil {
			return err
		}
		return c.answer(said, commentTable([]wire.Message{said}))
	}))
}

func (c *cli) artifactComments() *cobra.Command {
	return c.ofProject(leaf("comments", "PROJECT|ARTIFACT", "list what was said about a result", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		said, err := commentsOf(ctx, server.Client, args[0])
		if err != nil {
			return err
		}
		return c.answer(said, commentTable(said.Items))
	}))
}

func (c *cli) artifactRemarks() *cobra.Command {
	return c.ofProject(leaf("remarks", "PROJECT|ARTIFACT", "list what to know of a result: what was left out of it, and what nobody could decide", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		found, err := findArtifact(ctx, server.Client, args[0])
		if err != nil {
			return err
		}
		a, err := server.Artifact(ctx, found.ID)
		if err != nil {
			return err
		}
		remarks := append([]project.Finding{}, a.Manifest.Remarks...)
		return c.answer(remarks, remarkTable(remarks))
	}))
}

func remarkTable(remarks []project.Finding) table {
	t := table{head: []string{"remark", "where", "what"}}
	for _, r := range remarks {
		t.add(r.Code, whereFound(r), r.Message)
	}
	return t
}

func commentsOf(ctx context.Context, server *client.Client, name string) (wire.MessageList, error) {
	a, err := findArtifact(ctx, server, name)
	if err != nil {
		return wire.MessageList{}, err
	}
	return server.Comments(ctx, a.ID)
}

func placeTable(p wire.Places) table {
	t := table{head: []string{"sub-gig", "title", "by", "where"}}
	for _, w := range p.Items {
		by := ""
		if w.Credit != nil {
			by = w.Credit.Name
		}
		t.add(w.Key, w.Title, by, spanText(w))
	}
	return t
}

// spanText says where something is, or why it is not.
func spanText(w project.Whereabouts) string {
	if !w.In {
		return "not in it: " + w.Reason
	}
	var parts []string
	if w.ToSeconds > w.FromSeconds {
		parts = append(parts, clockText(w.FromSeconds)+" to "+clockText(w.ToSeconds))
	}
	if w.ToPage > 0 {
		parts = append(parts, stretchText("page", int64(w.FromPage), int64(w.ToPage)))
	}
	if w.ToRow > 0 {
		parts = append(parts, stretchText("row", w.FromRow, w.ToRow))
	}
	if w.Cell != nil {
		parts = append(parts, fmt.Sprintf("cell at %g,%g", w.Cell.X, w.Cell.Y))
	}
	if len(w.Paths) > 0 {
		parts = append(parts, strings.Join(w.Paths, ", "))
	}
	if len(parts) == 0 {
		return "in it"
	}
	return strings.Join(parts, "; ")
}

// stretchText names the first and the last of a half-open stretch.
func stretchText(what string, from, to int64) string {
	if to-from <= 1 {
		return fmt.Sprintf("%s %d", what, from)
	}
	return fmt.Sprintf("%s %d to %d", what, from, to-1)
}

// clockText writes seconds as minutes, seconds and tenths.
func clockText(seconds float64) string {
	tenths := int64(seconds*10 + 0.5)
	return fmt.Sprintf("%02d:%02d.%d", tenths/600, tenths/10%60, tenths%10)
}

func commentTable(said []wire.Message) table {
	t := table{head: []string{"where", "text", "sub-gigs", "said"}}
	for _, s := range said {
		ids := make([]string, 0, len(s.SubGigIDs))
		for _, id := range s.SubGigIDs {
			ids = append(ids, string(id))
		}
		t.add(spotText(s.Spot), s.Text, strings.Join(ids, " "), when(s.CreatedAt))
	}
	return t
}

func spotText(s project.Spot) string {
	switch {
	case s.Seconds != nil:
		return clockText(*s.Seconds)
	case s.Page > 0:
		return fmt.Sprintf("page %d", s.Page)
	case s.Row > 0:
		return fmt.Sprintf("row %d", s.Row)
	case s.X != nil:
		return fmt.Sprintf("%g,%g", *s.X, *s.Y)
	}
	return s.Path
}

// spotOf reads a place as people write it: 83.5, 01:23 or 1:02:03 for a moment, page:40, row:7, path:drums/take.wav, and 0.2,0.5
// for a point of the picture.
func spotOf(text string) (project.Spot, error) {
	wrong := project.Errorf(project.Invalid, "%q is no place; write a moment as 01:23, or page:40, row:7, path:drums, or a point as 0.2,0.5", text)
	kind, rest, named := strings.Cut(text, ":")
	switch {
	case named && kind == "path":
		return project.Spot{Path: rest}, nil
	case named && (kind == "page" || kind == "row"):
		n, err := strconv.ParseInt(rest, 10, 32)
		if err != nil || n < 1 {
			return project.Spot{}, wrong
		}
		if kind == "row" {
			return project.Spot{Row: n}, nil
		}
		return project.Spot{Page: int(n)}, nil
	}
	if x, y, point := strings.Cut(text, ","); point {
		left, errX := strconv.ParseFloat(x, 64)
		top, errY := strconv.ParseFloat(y, 64)
		if errX != nil || errY != nil {
			return project.Spot{}, wrong
		}
		return project.Spot{X: &left, Y: &top}, nil
	}
	seconds, ok := secondsOf(text)
	if !ok {
		return project.Spot{}, wrong
	}
	return project.Spot{Seconds: &seconds}, nil
}

// secondsOf reads seconds, minutes:seconds or hours:minutes:seconds.
func secondsOf(text string) (float64, bool) {
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0, false
	}
	total := 0.0
	for i, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || v < 0 || v != v || i > 0 && v >= 60 || i < len(parts)-1 && v != float64(int64(v)) {
			return 0, false
		}
		total = total*60 + v
	}
	return total, total < 1e9
}
