package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) projectSchedule() *cobra.Command {
	var extra string
	cmd := c.ofProject(leaf("schedule", "PROJECT|SUB_GIG", "show when everything ends, and what more time for a sub-gig would do", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if extra == "" {
			s, err := server.Schedule(ctx, project.ProjectID(args[0]))
			if err != nil {
				return err
			}
			return c.answer(s, scheduleFacts(s), slotTable(s))
		}
		more, err := project.ParseDuration(extra)
		if err != nil {
			return err
		}
		id, err := findSubGig(ctx, server, args[0])
		if err != nil {
			return err
		}
		k, err := server.KnockOn(ctx, id, more.Std())
		if err != nil {
			return err
		}
		return c.answer(k, knockOnTables(k)...)
	}))
	cmd.Long = "schedule supposes that everybody takes the whole of their clock and that whoever is asked next accepts.\n" +
		"With --extra it shows what more time for one sub-gig (an id, or PROJECT/KEY) moves, and changes nothing."
	cmd.Flags().StringVar(&extra, "extra", "", "more time to work for the sub-gig that is named, as 48h or 2d")
	return cmd
}

// there writes a time in the zone in which the server gave it: the reader's own.
func there(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04 -07:00")
}

func thereOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return there(*t)
}

// span writes a length of time in days, hours and minutes, as "-2d 3h".
func span(seconds int64) string {
	if seconds < 0 {
		return "-" + span(-seconds)
	}
	d := time.Duration(seconds) * time.Second
	var parts []string
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if n := d / unit.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%d%s", n, unit.name))
		}
		d %= unit.size
	}
	if len(parts) == 0 {
		return "0"
	}
	return strings.Join(parts[:min(2, len(parts))], " ")
}

func scheduleFacts(s wire.Schedule) table {
	slack := ""
	if s.SlackSeconds != nil {
		slack = span(*s.SlackSeconds)
	}
	keys := make(map[project.SubGigID]string, len(s.Items))
	for _, i := range s.Items {
		keys[i.SubGigID] = i.Key
	}
	chain := make([]string, 0, len(s.Critical))
	for _, id := range s.Critical {
		chain = append(chain, keys[id])
	}
	if n := len(chain); n > 12 {
		chain = append(append(chain[:6:6], fmt.Sprintf("(%d more)", n-12)), chain[n-6:]...)
	}
	return facts("ends", there(s.Finish), "due", thereOf(s.Due), "slack", slack, "decided by", strings.Join(chain, ", "), "zone", s.Zone, "as of", there(s.At))
}

func slotTable(s wire.Schedule) table {
	t := table{head: []string{"key", "state", "start", "finish", "latest finish", "slack", ""}}
	for _, i := range s.Items {
		slack, critical := "", ""
		if i.LatestFinish != nil {
			slack = span(i.SlackSeconds)
		}
		if i.Critical {
			critical = "critical"
		}
		t.add(i.Key, words(i.State), there(i.Start), there(i.Finish), thereOf(i.LatestFinish), slack, critical)
	}
	return t
}

func knockOnTables(k wire.KnockOn) []table {
	fits := "no: the date of the project moves, or passes its due date"
	if k.Fits {
		fits = "yes"
	}
	tables := []table{facts("extra time", span(k.ExtraSeconds), "inside the slack", fits, "this one ends", there(k.Before)+" -> "+there(k.After),
		"the project ends", there(k.ProjectBefore)+" -> "+there(k.ProjectAfter), "due", thereOf(k.Due), "others that move", fmt.Sprint(k.Others), "zone", k.Zone)}
	if len(k.Moves) == 0 {
		return tables
	}
	t := table{head: []string{"key", "starts", "ends", "later by"}}
	for _, m := range k.Moves {
		t.add(m.Key, there(m.StartAfter), there(m.FinishAfter), span(m.BySeconds))
	}
	return append(tables, t)
}
