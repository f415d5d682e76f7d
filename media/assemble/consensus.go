package assemble

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"tutti/media/table"
	"tutti/project"
)

// disagreementsName is the file beside the result that lists what could not be decided.
const disagreementsName = "disagreements.csv"

// vote is what one delivery says of a row.
type vote struct {
	piece piece
	cells map[string]string // by column; of a JSONL as written
}

// poll gathers what all deliveries say of each row.
type poll struct {
	columns []string // in the order of their first appearance
	keys    []string // of the rows, in the order of their first appearance
	votes   map[string][]vote
}

// consensus takes for each cell what most deliveries say, and at least as many as the recipe asks for. Cells without such a
// majority are left empty in the result and listed beside it, with what each seller said.
func (w *workshop) consensus(ctx context.Context, parts []piece, format table.Format) error {
	p := poll{votes: map[string][]vote{}}
	if err := fitMemory(parts); err != nil {
		return err
	}
	for _, part := range parts {
		src, err := w.load(ctx, part)
		if err != nil {
			return err
		}
		if err := p.count(part, src, format, w.request.Recipe.Key); err != nil {
			return project.Errorf(project.Invalid, "%q of %q: %s", part.file.Name, part.input.Key, err)
		}
	}
	return w.decide(p, format)
}

// count reads one delivery.
func (p *poll) count(from piece, src []byte, format table.Format, key string) error {
	t, err := table.NewReader(bytes.NewReader(src), format)
	if err != nil {
		return err
	}
	p.learn(t.Columns())
	seen := map[string]bool{}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		cells, name, err := p.cells(t, row, key)
		if err != nil {
			return err
		}
		if name == "" || seen[name] {
			return project.Errorf(project.Invalid, "row %d has no %q, or one that is there already; each row needs a name of its own", row.Number, key)
		}
		seen[name] = true
		if p.votes[name] == nil {
			p.keys = append(p.keys, name)
		}
		p.votes[name] = append(p.votes[name], vote{from, cells})
	}
}

func (p *poll) learn(columns []string) {
	for _, name := range columns {
		if !slices.Contains(p.columns, name) {
			p.columns = append(p.columns, name)
		}
	}
}

// cells reads a row by its columns, and its name.
func (p *poll) cells(t *table.Reader, row table.Row, key string) (cells map[string]string, name string, err error) {
	cells = map[string]string{}
	if t.Format() == table.CSV {
		for i, column := range t.Columns() {
			if i < len(row.Cells) {
				cells[column] = strings.Clone(row.Cells[i])
			}
		}
		return cells, cells[key], nil
	}
	fields, err := table.Fields(row.Object)
	if err != nil {
		return nil, "", err
	}
	for _, f := range fields {
		p.learn([]string{f.Name})
		var compact bytes.Buffer
		if err := json.Compact(&compact, f.Value); err != nil {
			return nil, "", err
		}
		cells[f.Name] = compact.String()
		if f.Name == key {
			name = f.Text()
		}
	}
	return cells, name, nil
}

// decide writes what is agreed on, and what is not.
func (w *workshop) decide(p poll, format table.Format) error {
	var result bytes.Buffer
	write := rowWriter(&result, format, p.columns)
	var open [][]string
	for row, key := range p.keys {
		votes := p.votes[key]
		for _, v := range votes {
			v.piece.stretch(int64(row), int64(row+1))
		}
		cells := map[string]string{}
		for _, column := range p.columns {
			value, agreed := majority(votes, column, w.request.Recipe.Consensus)
			if column == w.request.Recipe.Key {
				value, agreed = votes[0].cells[column], true
			}
			if agreed {
				cells[column] = value
				continue
			}
			said := sayings(votes, column)
			w.remark("no_consensus", column, int64(row+1), fmt.Sprintf("row %q, column %q: %s", key, column, spoken(said)))
			for _, s := range said {
				open = append(open, []string{key, column, s.by, s.value})
			}
		}
		if err := write(cells); err != nil {
			return err
		}
	}
	if err := os.WriteFile(w.path(w.resultName(string(format))), result.Bytes(), 0o600); err != nil {
		return err
	}
	if err := w.takeTable(format); err != nil {
		return err
	}
	return w.disagreements(open)
}

// majority is what most say of a cell. It must be said by at least so many, and by more than anything else is.
func majority(votes []vote, column string, least int) (string, bool) {
	count := map[string]int{}
	for _, v := range votes {
		if value, said := v.cells[column]; said {
			count[value]++
		}
	}
	best, second, value := 0, 0, ""
	for _, v := range votes {
		said, there := v.cells[column]
		if !there || said == value && best > 0 {
			continue
		}
		if n := count[said]; n > best {
			best, second, value = n, best, said
		} else {
			second = max(second, n)
		}
	}
	return value, best == 0 || best >= least && best > second
}

// saying is what one seller says of a cell.
type saying struct{ by, value string }

// sayings is what each seller says of a cell.
func sayings(votes []vote, column string) []saying {
	var out []saying
	for _, v := range votes {
		if said, there := v.cells[column]; there {
			out = append(out, saying{oneLine(cmp.Or(v.piece.input.Credit.Name, v.piece.input.Key)), oneLine(said)})
		}
	}
	return out
}

// spoken puts sayings into one sentence.
func spoken(all []saying) string {
	words := make([]string, 0, len(all))
	for _, s := range all {
		words = append(words, s.by+": "+s.value)
	}
	return strings.Join(words, "; ")
}

// rowWriter writes rows of a format.
func rowWriter(out *bytes.Buffer, format table.Format, columns []string) func(cells map[string]string) error {
	if format == table.JSONL {
		return func(cells map[string]string) error { return writeObject(out, cells, columns) }
	}
	writer := csv.NewWriter(out)
	headed := false
	return func(cells map[string]string) error {
		if !headed {
			headed = true
			if err := writer.Write(columns); err != nil {
				return err
			}
		}
		row := make([]string, 0, len(columns))
		for _, name := range columns {
			row = append(row, cells[name])
		}
		err := writer.Write(row)
		writer.Flush()
		return cmp.Or(err, writer.Error())
	}
}

func writeObject(out *bytes.Buffer, cells map[string]string, columns []string) error {
	first := true
	out.WriteByte('{')
	for _, name := range columns {
		value, there := cells[name]
		if !there || value == "" { // nobody said anything
			continue
		}
		if !first {
			out.WriteByte(',')
		}
		first = false
		text, err := json.Marshal(name)
		if err != nil {
			return err
		}
		out.Write(text)
		out.WriteString(":" + value)
	}
	out.WriteString("}\n")
	return nil
}

// disagreements lists the cells that nobody could decide, beside the result, with a line for each seller.
func (w *workshop) disagreements(open [][]string) error {
	if len(open) == 0 {
		return nil
	}
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	if err := writer.WriteAll(append([][]string{{"row", "column", "seller", "said"}}, open...)); err != nil {
		return err
	}
	return w.text(disagreementsName, tableType(table.CSV), out.Bytes())
}
