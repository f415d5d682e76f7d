package table

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"tutti/project"
)

// Span is which rows of a joined table came from one part, half open, counted from 0.
type Span struct{ From, To int64 }

// Opener opens a part. Parts are open one at a time, however many there are.
type Opener func() (io.ReadSeekCloser, error)

// Join writes tables one below the other: the head of the first, then the rows of all. Parts that are cuts of a table, each
// under its head, give the table to the byte. A part whose columns stand in another order is written in the first one's.
// Errors: Invalid, with the number of the part, for a row that cannot be read and for other columns; those of reading and
// writing.
func Join(w io.Writer, format Format, parts []Opener) ([]Span, error) {
	j := joiner{out: &ending{to: w}}
	spans := make([]Span, 0, len(parts))
	for i, part := range parts {
		from := j.rows
		if err := j.open(part, format); err != nil {
			if project.CodeOf(err) == project.Invalid {
				err = &PartError{i, err}
			}
			return nil, err
		}
		spans = append(spans, Span{from, j.rows})
	}
	return spans, nil
}

// PartError says which part cannot be joined, counted from 0, and why.
type PartError struct {
	Part int
	Err  error
}

func (e *PartError) Error() string { return fmt.Sprintf("part %d: %s", e.Part+1, e.Err) }

// Unwrap gives why.
func (e *PartError) Unwrap() error { return e.Err }

type joiner struct {
	out   *ending
	first *Reader // nil before the first part
	rows  int64
}

func (j *joiner) open(part Opener, format Format) error {
	f, err := part()
	if err != nil {
		return err
	}
	defer f.Close()
	return j.add(f, format)
}

func (j *joiner) add(part io.ReadSeeker, format Format) error {
	t, rows, err := count(part, format)
	if err != nil {
		return err
	}
	if j.first == nil {
		j.first, j.out.mark = t, t.mark
		return j.copy(part, 0, rows)
	}
	switch order := columnOrder(j.first.columns, t.columns); {
	case t.columns == nil && t.row.To == t.head && format != JSONL:
		return nil // an empty file
	case order == nil:
		return project.Errorf(project.Invalid, "its columns are %s, those of the first part are %s; name them alike",
			strings.Join(t.columns, ", "), strings.Join(j.first.columns, ", "))
	case !slices.IsSorted(order) || t.comma != j.first.comma:
		return j.rewrite(part, order, rows)
	}
	return j.copy(part, t.head, rows)
}

// count reads a whole table to know that it can be read.
func count(part io.ReadSeeker, format Format) (*Reader, int64, error) {
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return nil, 0, err
	}
	t, err := NewReader(part, format)
	if err != nil {
		return nil, 0, err
	}
	for rows := int64(0); ; rows++ {
		switch _, err := t.Next(); {
		case err == io.EOF:
			return t, rows, nil
		case err != nil:
			return nil, 0, err
		}
	}
}

// columnOrder says where each of the wanted columns stands; nil when the two do not have the same ones. Tables without
// columns have the same ones.
func columnOrder(want, have []string) []int {
	order := make([]int, 0, len(want))
	for i, name := range want {
		at := slices.Index(have, name)
		if i < len(have) && have[i] == name {
			at = i
		}
		if at < 0 || slices.Contains(order, at) {
			return nil
		}
		order = append(order, at)
	}
	if len(want) != len(have) {
		return nil
	}
	return order
}

// copy takes the bytes from one on as they are.
func (j *joiner) copy(part io.ReadSeeker, from, rows int64) error {
	if _, err := part.Seek(from, io.SeekStart); err != nil {
		return err
	}
	j.rows += rows
	j.out.pending = j.first.LineEnd()
	_, err := io.Copy(j.out, struct{ io.Reader }{part})
	return err
}

// rewrite takes the cells in another order.
func (j *joiner) rewrite(part io.ReadSeeker, order []int, rows int64) error {
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return err
	}
	t, err := NewReader(part, j.first.format)
	if err != nil {
		return err
	}
	j.rows += rows
	j.out.pending = j.first.LineEnd()
	out := newWriter(j.out, j.first)
	cells := make([]string, len(order))
	for {
		row, err := t.Next()
		if err == io.EOF {
			out.Flush()
			return out.Error()
		}
		if err != nil {
			return err
		}
		if len(row.Cells) != len(order) {
			return project.Errorf(project.Invalid, "line %d: %d cells, the header has %d", row.Line, len(row.Cells), len(order))
		}
		for i, at := range order {
			cells[i] = row.Cells[at]
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
}

// newWriter writes rows in the manner of a table.
func newWriter(w io.Writer, like *Reader) *csv.Writer {
	out := csv.NewWriter(w)
	out.Comma = like.comma
	out.UseCRLF = like.crlf
	return out
}

// ending ends the line that the part before left open, as soon as something follows it.
type ending struct {
	to      io.Writer
	pending string // the line end, asked for at the start of a part
	last    byte
	written int64
	mark    int64 // bytes of the byte order mark, which is no line
}

func (e *ending) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if e.pending != "" && e.last != '\n' && e.written > e.mark {
		if _, err := io.WriteString(e.to, e.pending); err != nil {
			return 0, err
		}
	}
	e.pending = ""
	n, err := e.to.Write(p)
	if n > 0 {
		e.last = p[n-1]
	}
	e.written += int64(n)
	return n, err
}

// Cut writes the part of a table between two bytes, which must be borders of rows, under the table's head.
func Cut(w io.Writer, table io.ReadSeeker, head, from, to int64) error {
	out := bufio.NewWriter(w)
	if err := section(out, table, 0, head); err != nil {
		return err
	}
	if err := section(out, table, from, to); err != nil {
		return err
	}
	return out.Flush()
}

func section(w io.Writer, table io.ReadSeeker, from, to int64) error {
	if _, err := table.Seek(from, io.SeekStart); err != nil {
		return err
	}
	_, err := io.CopyN(w, table, to-from)
	return err
}
