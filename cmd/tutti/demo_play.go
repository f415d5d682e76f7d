package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/demo/board"
	"tutti/demo/play"
	"tutti/examples"
)

func (c *cli) demoPlay() *cobra.Command {
	cmd := leaf("play", "[NAME...]", "play examples of every kind of project to their assembled results; all when none is named", func(ctx context.Context, args []string) error {
		return c.play(ctx, args)
	})
	cmd.Long = "play does for the examples what demo does for the track: their sellers deliver the files that come with Tutti, the machine inspects,\n" +
		"the producer approves, and each result is left in DATA/demo/NAME. It ends with a failure when one of them does not get there."
	cmd.ValidArgsFunction = completeTemplates
	return cmd
}

func (c *cli) play(ctx context.Context, names []string) error {
	list, err := templatesOf(names)
	if err != nil {
		return err
	}
	data, dir, log, err := c.backstage()
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	out := c.out
	if c.format != "table" {
		out = c.errs
	}
	// Several projects at once have no rows to fill: what happens is told in lines.
	shown := board.Lines(out)
	on, end, err := c.stage(ctx, data, log, shown.Say)
	if err != nil {
		return err
	}
	results, failed := play.Run(ctx, play.Options{Server: on.server, Token: on.token, Dir: dir, Say: shown.Say}, list)
	end()
	if failed != nil {
		c.note("the server's log is in %s", log.Name())
	}
	if err := c.answer(results, played(results)); err != nil {
		return err
	}
	return failed
}

// templatesOf gives the templates of these names; all when there is none.
func templatesOf(names []string) ([]examples.Template, error) {
	if len(names) == 0 {
		return examples.Templates()
	}
	var out []examples.Template
	for _, name := range names {
		one, err := openTemplate(name)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// played says what became of each example, those that failed left out: the error names them.
func played(results []play.Result) table {
	t := table{head: []string{"example", "recipe", "sub-gigs", "versions", "countries", "seconds", "result"}}
	for _, r := range results {
		if len(r.Files) == 0 {
			continue
		}
		var files []string
		for _, f := range r.Manifest.Files {
			if f.Name != "credits.txt" && f.Name != "manifest.json" {
				files = append(files, f.Name+" ("+size(f.Size)+")")
			}
		}
		t.add(r.Name, string(r.Recipe), fmt.Sprint(r.SubGigs), fmt.Sprint(r.Deliveries), fmt.Sprint(r.Countries), fmt.Sprintf("%.1f", r.Took.Seconds()), strings.Join(files, ", "))
	}
	if len(t.rows) > 0 {
		t.title = fmt.Sprintf("%d of %d examples came to their results, in %s", len(t.rows), len(results), filepath.Dir(results[0].Dir))
	}
	return t
}
