package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"tutti/project"
)

// verdict says how a thing is that Tutti relies on.
type verdict string

const (
	fine    verdict = "ok"
	missing verdict = "missing" // something will not work
	warning verdict = "warning" // it works, but look at it
	noted   verdict = "info"
)

// finding is one line of the doctor.
type finding struct {
	What    string  `json:"what"`
	Verdict verdict `json:"verdict"`
	Text    string  `json:"text"`
	Remedy  string  `json:"remedy,omitempty"`
}

func (c *cli) doctorCommand() *cobra.Command {
	var listen string
	cmd := leaf("doctor", "", "say what is missing on this machine and how to get it", func(ctx context.Context, _ []string) error {
		findings := c.examine(ctx, listen)
		t := table{head: []string{"", "what", "found", "remedy"}}
		for _, f := range findings {
			t.add(string(f.Verdict), f.What, f.Text, f.Remedy)
		}
		if err := c.answer(findings, t); err != nil {
			return err
		}
		count := 0
		for _, f := range findings {
			if f.Verdict == missing {
				count++
			}
		}
		if count > 0 {
			return project.Errorf(project.Conflict, "%d of %d things are missing; the remedy stands beside each", count, len(findings))
		}
		return nil
	})
	cmd.Flags().StringVar(&listen, "listen", ownListen, "host:port that the API is to use")
	fromEnv(cmd.Flags(), "listen")
	return cmd
}

// examine looks at everything, in the order in which a newcomer needs it.
func (c *cli) examine(ctx context.Context, listen string) []finding {
	return slices.Concat(
		[]finding{{What: "tutti", Verdict: fine, Text: version}},
		toolchain(ctx),
		mediaTools(ctx),
		testServers(),
		c.dataDirectory(),
		c.network(ctx, listen),
	)
}

func found(what, format string, args ...any) finding {
	return finding{What: what, Verdict: fine, Text: fmt.Sprintf(format, args...)}
}

func lacks(what, text, remedy string) finding {
	return finding{What: what, Verdict: missing, Text: text, Remedy: remedy}
}

func warns(what, text, remedy string) finding {
	return finding{What: what, Verdict: warning, Text: text, Remedy: remedy}
}
