package table

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"

	"tutti/project"
)

// Convert writes a table in the other format. A cell of a CSV becomes a text of a JSONL, whatever it looks like, so that nothing of
// it is lost ("007" stays what it is). Of a JSONL the columns are all members that any row has, in the order in which they first
// come; a text loses its quotes, null becomes an empty cell, anything else stands in its cell as it was written. Of the table one
// row is held in memory.
//
// Errors: Invalid, with the line, for a row that cannot be read or has no place in the other format; those of reading and writing.
func Convert(w io.Writer, to Format, r io.ReadSeeker, from Format) error {
	if from == to {
		_, err := io.Copy(w, r)
		return err
	}
	if from == CSV {
		return toJSONL(w, r)
	}
	return toCSV(w, r)
}

func toJSONL(w io.Writer, r io.Reader) error {
	t, err := NewReader(r, CSV)
	if err != nil {
		return err
	}
	names, err := memberNames(t.Columns())
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	var line []byte
	for {
		row, err := t.Next()
		if err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		if line, err = object(line[:0], names, row); err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
}

// memberNames are the columns as JSON writes them. Two of one name cannot be told apart in an object.
func memberNames(columns []string) ([][]byte, error) {
	names := make([][]byte, 0, len(columns))
	for i, c := range columns {
		if slices.Contains(columns[:i], c) {
			return nil, project.Errorf(project.Invalid, "two columns are called %q; give each a name of its own", c)
		}
		name, err := quoted(c)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// object appends a row as a line of a JSONL. Cells that are missing at its end are empty.
func object(dst []byte, names [][]byte, row Row) ([]byte, error) {
	if len(row.Cells) > len(names) {
		return nil, project.Errorf(project.Invalid, "line %d: %d cells, the header has %d", row.Line, len(row.Cells), len(names))
	}
	dst = append(dst, '{')
	for i, name := range names {
		if i > 0 {
			dst = append(dst, ',')
		}
		cell := ""
		if i < len(row.Cells) {
			cell = row.Cells[i]
		}
		value, err := quoted(cell)
		if err != nil {
			return nil, err
		}
		dst = append(append(append(dst, name...), ':'), value...)
	}
	return append(dst, "}\n"...), nil
}

// quoted writes a text as JSON does, with <, > and & as they are.
func quoted(s string) ([]byte, error) {
	var out jsonLine
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return out, err
}

// jsonLine takes what an encoder writes, without the line end behind it.
type jsonLine []byte

func (l *jsonLine) Write(p []byte) (int, error) {
	*l = append(*l, p...)
	if n := len(*l); n > 0 && (*l)[n-1] == '\n' {
		*l = (*l)[:n-1]
	}
	return len(p), nil
}

func toCSV(w io.Writer, r io.ReadSeeker) error {
	columns, err := members(r)
	if err != nil {
		return err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	t, err := NewReader(r, JSONL)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if len(columns) > 0 {
		if err := out.Write(columns); err != nil {
			return err
		}
	}
	place := map[string]int{}
	for i, c := range columns {
		place[c] = i
	}
	for {
		row, err := t.Next()
		if err == io.EOF {
			out.Flush()
			return out.Error()
		}
		if err != nil {
			return err
		}
		fields, err := Fields(row.Object)
		if err != nil {
			return atLine(row.Line, err)
		}
		cells := make([]string, len(columns))
		for _, f := range fields {
			cells[place[f.Name]] = f.Text()
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
}

// members lists what any row of a JSONL has.
func members(r io.Reader) ([]string, error) {
	t, err := NewReader(r, JSONL)
	if err != nil {
		return nil, err
	}
	var columns []string
	known := map[string]bool{}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return columns, nil
		}
		if err != nil {
			return nil, err
		}
		fields, err := Fields(row.Object)
		if err != nil {
			return nil, atLine(row.Line, err)
		}
		for _, f := range fields {
			if !known[f.Name] {
				known[f.Name] = true
				columns = append(columns, f.Name)
			}
		}
		if len(columns) > MaxColumns {
			return nil, project.Errorf(project.Invalid, "line %d: more than %d columns altogether", row.Line, MaxColumns)
		}
	}
}

func atLine(line int, err error) error {
	return project.Errorf(project.Invalid, "line %d: %s", line, err)
}
