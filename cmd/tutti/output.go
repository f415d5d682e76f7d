package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"tutti/demo/board"
	"tutti/project"
)

// table is an answer for people. Its last column is never padded.
type table struct {
	title string
	head  []string
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// facts is a table of names and values; what has no value is left out.
func facts(pairs ...string) table {
	var t table
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			t.add(pairs[i], pairs[i+1])
		}
	}
	return t
}

// answer writes v as JSON or YAML, or the tables.
func (c *cli) answer(v any, tables ...table) error {
	switch c.format {
	case "json":
		return c.json(v)
	case "yaml":
		return c.yaml(v)
	}
	for i, t := range tables {
		if i > 0 {
			_, _ = io.WriteString(c.out, "\n")
		}
		if err := t.write(c.out); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) json(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// yaml writes what json writes, in the same order, as YAML.
func (c *cli) yaml(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if text, err = yaml.JSONToYAML(text); err != nil {
		return err
	}
	_, err = c.out.Write(text)
	return err
}

func (t table) write(w io.Writer) error {
	if t.title != "" {
		if _, err := fmt.Fprintln(w, t.title); err != nil {
			return err
		}
	}
	lines := t.rows
	if len(t.head) > 0 {
		lines = append([][]string{t.head}, t.rows...)
		if len(t.rows) == 0 {
			lines = [][]string{{"none"}}
		}
	}
	widths := widthsOf(lines)
	for _, line := range lines {
		cells := make([]string, len(line))
		for i, cell := range line {
			cells[i] = board.Fit(cell, widths[i])
		}
		text := strings.TrimRight(strings.Join(cells, "  "), " ")
		if t.title != "" {
			text = "  " + text
		}
		if _, err := fmt.Fprintln(w, text); err != nil {
			return err
		}
	}
	return nil
}

func widthsOf(lines [][]string) []int {
	var widths []int
	for _, line := range lines {
		for i, cell := range line {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], board.Width(board.Printable(cell)))
		}
	}
	return widths
}

// when writes a time for people: ISO 8601 in the zone of this machine.
func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04:05 -07:00")
}

func whenOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return when(*t)
}

func money(minor int64, currency string) string { return project.FormatMinor(minor, currency) }

func size(bytes int64) string {
	value, unit := float64(bytes), 0
	for value >= 1000 && unit < 5 {
		value, unit = value/1000, unit+1
	}
	if unit == 0 {
		return fmt.Sprintf("%d B", bytes)
	}
	return fmt.Sprintf("%.1f %cB", value, " kMGTP"[unit])
}

func words[S ~string](state S) string { return strings.ReplaceAll(string(state), "_", " ") }
