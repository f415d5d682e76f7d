package galley

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/media/archive"
	"tutti/media/catalogue"
	"tutti/media/subtitle"
	"tutti/media/table"
	"tutti/media/typeset"
)

// mostRows is how many rows of a table, cues, messages or files are shown; the last line says how many are not.
const mostRows = 5000

// mostColumns is how many columns stand side by side; rows with more are shown as lists.
const mostColumns = 6

// mostLetters is how much of one cell is shown.
const mostLetters = 2000

// rows gathers a table whose rows may be many.
type rows struct {
	all  [][][]typeset.Span
	left int // not shown
}

// tableOf begins a table; all names empty are no head.
func tableOf(head ...string) *rows {
	r := &rows{}
	if strings.Join(head, "") == "" {
		r.all = append(r.all, nil)
		return r
	}
	r.put(head)
	return r
}

func (r *rows) add(cells ...string) {
	if len(r.all) > mostRows {
		r.left++
		return
	}
	r.put(cells)
}

func (r *rows) put(cells []string) {
	row := make([][]typeset.Span, 0, len(cells))
	for _, cell := range cells {
		row = append(row, []typeset.Span{{Text: clip(cell)}})
	}
	r.all = append(r.all, row)
}

func (r *rows) blocks() []typeset.Block {
	return append([]typeset.Block{{Kind: typeset.Table, Rows: r.all, Numbered: true}}, more(r.left)...)
}

// beyond begins the line about what is not shown.
const beyond = "… and "

// more is a line about what is not shown.
func more(n int) []typeset.Block {
	if n == 0 {
		return nil
	}
	return []typeset.Block{typeset.Plain(fmt.Sprintf(beyond+"%d more", n))}
}

func clip(cell string) string {
	if len(cell) <= mostLetters {
		return cell
	}
	letters := []rune(strings.ToValidUTF8(cell, "\uFFFD"))
	return string(letters[:min(len(letters), mostLetters)]) + "…"
}

// Subtitles gives cues with their times.
func Subtitles(t subtitle.Track) []typeset.Block {
	out := tableOf("", "", "")
	for n, cue := range t.Cues {
		out.add(strconv.Itoa(n+1), clock(cue.Start)+"\n"+clock(cue.End), subtitle.Plain(cue.Text))
	}
	return out.blocks()
}

// clock is a moment as 1:02:03.450.
func clock(d time.Duration) string {
	return fmt.Sprintf("%d:%02d:%06.3f", int(d.Hours()), int(d.Minutes())%60, (d % time.Minute).Seconds())
}

// Catalogue gives messages beside their translations.
func Catalogue(c catalogue.Catalogue) []typeset.Block {
	out := tableOf("", c.From, c.Into)
	for n, u := range c.Units {
		out.add(strconv.Itoa(n+1), strings.Join(u.Source, "\n"), strings.Join(u.Target, "\n"))
	}
	return out.blocks()
}

// Table gives the rows of a table: side by side, or as lists when they are wide. A row that cannot be read ends it. Errors: those of
// its reader.
func Table(t *table.Reader) ([]typeset.Block, error) {
	if t.Format() == table.CSV && len(t.Columns()) < mostColumns {
		return narrow(t)
	}
	return wide(t)
}

func narrow(t *table.Reader) ([]typeset.Block, error) {
	out := tableOf(append([]string{""}, t.Columns()...)...)
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return out.blocks(), nil
		}
		if err != nil {
			return nil, err
		}
		out.add(append([]string{strconv.Itoa(row.Number)}, few(row.Cells)...)...)
	}
}

// few are the cells of a row that are shown. One with more than its header has is not bounded by it.
func few(cells []string) []string {
	if len(cells) <= mostColumns {
		return cells
	}
	return append(slices.Clone(cells[:mostColumns]), fmt.Sprintf("… and %d more cells", len(cells)-mostColumns))
}

func wide(t *table.Reader) ([]typeset.Block, error) {
	var out []typeset.Block
	shown, left := 0, 0
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return append(out, more(left)...), nil
		}
		if err != nil {
			return nil, err
		}
		fields := fieldsOf(t, row)
		if shown += len(fields); shown > mostRows {
			left++
			continue
		}
		for i, f := range fields {
			mark := ""
			if i == 0 {
				mark = strconv.Itoa(row.Number)
			}
			out = append(out, typeset.Block{Depth: 2, Mark: mark, Tight: i > 0, Text: []typeset.Span{{Text: f.name + ": ", Italic: true}, {Text: clip(f.text)}}})
		}
	}
}

// field is one cell with the name of its column.
type field struct{ name, text string }

func fieldsOf(t *table.Reader, row table.Row) []field {
	var out []field
	for i, cell := range row.Cells {
		name := ""
		if i < len(t.Columns()) {
			name = t.Columns()[i]
		}
		out = append(out, field{name, cell})
	}
	members, err := table.Fields(row.Object)
	if err != nil && len(row.Cells) == 0 { // shown as it is written
		return []field{{"", string(row.Object)}}
	}
	for _, m := range members {
		out = append(out, field{m.Name, m.Text()})
	}
	return out
}

// Archive gives the names and sizes of the files in an archive.
func Archive(entries []archive.Entry) []typeset.Block {
	out := tableOf("", "", "")
	n := 0
	for _, e := range entries {
		if !e.Dir {
			n++
			out.add(strconv.Itoa(n), e.Name, fmt.Sprintf("%d bytes", e.Size))
		}
	}
	return out.blocks()
}
