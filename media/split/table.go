package split

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"tutti/media/table"
	"tutti/project"
)

// maxKeys is how many keys of rows are kept to tell them apart.
const maxKeys = 1_000_000

// cutTable cuts a table between rows, each piece under the header. However large it is, one row is in memory: the first pass
// counts the rows, the second finds the borders.
func cutTable(f table.Format) func(context.Context, *Splitter, Request) (draft, error) {
	return func(ctx context.Context, _ *Splitter, r Request) (draft, error) {
		source, err := os.Open(r.Path)
		if err != nil {
			return draft{}, err
		}
		defer source.Close()
		c := tableCut{ctx: ctx, request: r, format: f, source: source}
		rows, err := c.scan(c.whole)
		if err != nil {
			return draft{}, err
		}
		if err := c.toldApart(); err != nil {
			return draft{}, err
		}
		if rows == 0 {
			return draft{}, project.Errorf(project.Invalid, "%q has no rows", r.Name)
		}
		if c.groups = groups(rows, r, false); len(c.groups) > MaxPieces {
			return draft{}, project.Errorf(project.Invalid, "%q falls into %d pieces; ask for 1 to %d", r.Name, len(c.groups), MaxPieces)
		}
		pieces, err := c.pieces()
		out := draft{pieces: pieces, total: int64(rows), recipe: project.Recipe{Kind: project.RecipeTable, Outputs: []string{string(f)}, Key: c.key}}
		out.spec = project.Spec{Kind: project.KindTable, Formats: []string{string(f)}, Table: c.spec()}
		return out, err
	}
}

type tableCut struct {
	ctx     context.Context
	request Request
	format  table.Format
	source  *os.File
	groups  [][2]int
	columns []string
	key     string // column that names the rows; "" when none does
	head    int64
}

// scan reads all rows and counts them.
func (c *tableCut) scan(each func(table.Row) error) (int, error) {
	if _, err := c.source.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	t, err := table.NewReader(struct{ io.Reader }{c.source}, c.format)
	if err != nil {
		return 0, err
	}
	c.columns, c.head = t.Columns(), t.Head()
	for rows := 0; ; rows++ {
		row, err := t.Next()
		if err == io.EOF {
			return rows, c.ctx.Err()
		}
		if err == nil && rows%1000 == 0 {
			err = c.ctx.Err()
		}
		if err == nil {
			err = each(row)
		}
		if err != nil {
			return rows, err
		}
	}
}

// toldApart refuses columns that nobody can ask for by name. One without a name may stay: programs write it for row numbers.
func (c *tableCut) toldApart() error {
	for i, name := range c.columns {
		if first := slices.Index(c.columns, name); first < i {
			return project.Errorf(project.Invalid, "columns %d and %d of %q are both called %q; give each a name of its own", first+1, i+1, c.request.Name, name)
		}
	}
	return nil
}

// whole refuses a row that the inspection would refuse when it comes back untouched.
func (c *tableCut) whole(row table.Row) error {
	if c.format == table.JSONL {
		if err := table.Check(row.Object); err != nil {
			return project.Errorf(project.Invalid, "row %d (line %d): %s", row.Number, row.Line, err)
		}
		return nil
	}
	if len(row.Cells) != len(c.columns) {
		return project.Errorf(project.Invalid, "row %d (line %d) has %d cells, the header has %d; give every row as many, and quote cells that hold the separator",
			row.Number, row.Line, len(row.Cells), len(c.columns))
	}
	return nil
}

// pieces finds the bytes of each group of rows, and the keys of its rows when the first column looks as if it had any.
func (c *tableCut) pieces() ([]Piece, error) {
	if len(c.columns) > 0 && isKey(c.columns[0]) {
		c.key = c.columns[0]
	}
	info, err := c.source.Stat()
	if err != nil {
		return nil, err
	}
	pieces := make([]Piece, len(c.groups))
	ends := make([]int64, len(c.groups))
	keys := map[string]bool{}
	at := 0
	_, err = c.scan(func(row table.Row) error {
		if row.Number > c.groups[at][1] {
			at++
		}
		ends[at] = row.To
		c.collect(&pieces[at], row, keys)
		return nil
	})
	if err != nil {
		return nil, err
	}
	ends[len(ends)-1] = info.Size()
	from := c.head
	for i, g := range c.groups {
		pieces[i].Cut.From, pieces[i].Cut.To = int64(g[0]), int64(g[1])
		pieces[i].Title = fmt.Sprintf("Rows %d to %d", g[0]+1, g[1])
		if c.key == "" {
			pieces[i].Inventory = nil
		}
		pieces[i] = placePiece(c.request, i, "."+string(c.format), pieces[i])
		if err := c.write(pieces[i].Path, from, ends[i]); err != nil {
			return nil, err
		}
		from = ends[i]
	}
	return pieces, nil
}

// isKey reports whether a column's name says that it names the rows.
func isKey(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "id", "key", "uuid", "no", "nr", "#":
		return true
	}
	return false
}

// collect notes the key of a row. The column is no key when a value is missing or there twice, or when there are too many.
func (c *tableCut) collect(p *Piece, row table.Row, seen map[string]bool) {
	if c.key == "" {
		return
	}
	value := ""
	if len(row.Cells) > 0 {
		value = strings.Clone(row.Cells[0])
	}
	if value == "" || seen[value] || len(p.Inventory) >= project.MaxInventory || len(seen) >= maxKeys {
		c.key = ""
		return
	}
	seen[value] = true
	p.Inventory = append(p.Inventory, value)
}

func (c *tableCut) write(path string, from, to int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := table.Cut(f, c.source, c.head, from, to); err != nil {
		return err
	}
	return f.Close()
}

// spec asks for the columns of the table back, as far as they have names.
func (c *tableCut) spec() *project.TableSpec {
	if len(c.columns) == 0 {
		return nil
	}
	out := &project.TableSpec{Key: c.key}
	for _, name := range c.columns {
		if name != "" {
			out.Columns = append(out.Columns, project.TableColumn{Name: name})
		}
	}
	return out
}
