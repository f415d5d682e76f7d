package inspect

import (
	"context"
	"crypto/sha256"
	"io"
	"os"
	"slices"
	"strings"

	"tutti/media/galley"
	"tutti/media/table"
	"tutti/project"
)

// maxKeys is how many keys of rows are kept to find one that is there twice.
const maxKeys = 2_000_000

// table judges a table row by row, however long it is.
func (i *Inspector) table(ctx context.Context, j *judge) error {
	format, err := j.takes("table", "jsonl", "csv")
	if err != nil || format == "" {
		return err
	}
	f, err := os.Open(j.file.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := table.NewReader(struct{ io.Reader }{f}, table.Format(format))
	if err != nil {
		return j.unreadable(err)
	}
	j.facts.Table = &project.TableFacts{Format: format, Columns: t.Columns()}
	c := j.newTableCheck(t)
	j.checkColumns(c.asked, t)
	for n := 0; ; n++ {
		row, err := t.Next()
		if err == io.EOF {
			break
		}
		if err == nil && n%1000 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			c.done()
			return j.unreadableRow(row, err)
		}
		j.facts.Table.Rows++
		c.row(row)
	}
	c.done()
	j.checkRows(c.asked)
	j.handedOut(project.Block, "row", func(key string) bool { return c.inventory[key] })
	return i.proof(ctx, j, galley.ReadTable(format))
}

// unreadableRow is unreadable for the row at which the reading stopped.
func (j *judge) unreadableRow(row table.Row, err error) error {
	before := len(j.findings)
	if err := j.unreadable(err); err != nil {
		return err
	}
	for i := range j.findings[before:] {
		j.findings[before+i].Row = max(int64(row.Number), j.facts.Table.Rows+1)
	}
	return nil
}

// checkColumns compares the header with the columns asked for. A JSONL has none: its rows are compared one by one.
func (j *judge) checkColumns(asked project.TableSpec, t *table.Reader) {
	if t.Format() == table.JSONL {
		return
	}
	have := t.Columns()
	for i, name := range have {
		if slices.Index(have, name) < i {
			j.block("column_twice", "Give each column a name of its own.", "the column %q is there twice", clip(name)).At = clip(name)
		}
	}
	for _, c := range asked.Columns {
		if !slices.Contains(have, c.Name) {
			j.block("column_missing", "Add the column, named exactly so.", "the column %q is missing", c.Name).At = c.Name
		}
	}
	for _, name := range have {
		if asked.Exact && !slices.ContainsFunc(asked.Columns, func(c project.TableColumn) bool { return c.Name == name }) {
			j.block("column_extra", "Take the column out.", "nobody asked for the column %q", clip(name)).At = clip(name)
		}
	}
	if asked.Key != "" && !slices.Contains(have, asked.Key) {
		j.block("column_missing", "Add the column, named exactly so.", "the column %q, which names the rows, is missing", asked.Key).At = asked.Key
	}
}

func (j *judge) checkRows(asked project.TableSpec) {
	rows := j.facts.Table.Rows
	switch {
	case rows == 0 && asked.MinRows == 0:
		j.block("no_rows", "Deliver the rows too.", "the table has no rows")
	case rows < int64(asked.MinRows):
		j.block("rows_few", "Deliver all rows.", "%d rows, at least %d are wanted", rows, asked.MinRows)
	case asked.MaxRows > 0 && rows > int64(asked.MaxRows):
		j.block("rows_many", "Take out what was not asked for.", "%d rows, at most %d are wanted", rows, asked.MaxRows)
	}
}

// tableCheck looks at rows.
type tableCheck struct {
	judge     *judge
	asked     project.TableSpec
	columns   []string
	csv       bool
	keys      map[[16]byte]bool
	inventory map[string]bool // keys that were handed out: whether they came back

	cells, empty, kind, keyless, twice, broken, extra, unasked *tally
}

func (j *judge) newTableCheck(t *table.Reader) *tableCheck {
	c := &tableCheck{judge: j, columns: t.Columns(), csv: t.Format() == table.CSV, keys: map[[16]byte]bool{}, inventory: map[string]bool{},
		cells:   j.tally(project.Block, "row_cells", "Give every row as many cells as the header has; quote cells that hold the separator."),
		empty:   j.tally(project.Block, "cell_empty", "Fill the cell in."),
		kind:    j.tally(project.Block, "cell_type", "Write the value as it is asked for."),
		keyless: j.tally(project.Block, "key_missing", "Put the name of the row back, as it was handed out."),
		twice:   j.tally(project.Block, "key_twice", "Keep one of the rows."),
		broken:  j.tally(project.Block, "row_unreadable", "Write one JSON object on each line."),
		extra:   j.tally(project.Block, "column_extra", "Take the member out."),
		unasked: j.tally(project.Warn, "row_unasked", "Take the row out, or say in your note why it is there."),
	}
	if j.spec.Table != nil {
		c.asked = *j.spec.Table
	}
	for _, key := range j.spec.Inventory {
		c.inventory[key] = false
	}
	return c
}

func (c *tableCheck) done() {
	for _, t := range []*tally{c.cells, c.empty, c.kind, c.keyless, c.twice, c.broken, c.extra, c.unasked} {
		t.done()
	}
}

func (c *tableCheck) row(row table.Row) {
	if c.csv {
		c.csvRow(row)
		return
	}
	var fields []table.Field
	err := table.Check(row.Object)
	if err == nil && c.reads() {
		fields, err = table.Fields(row.Object)
	}
	if err != nil {
		c.broken.add("line %d: %s", row.Line, clip(err.Error())).Row = int64(row.Number)
		return
	}
	c.jsonRow(row, fields)
}

// reads reports whether anything is asked of single values. If not, it is enough that a row of a JSONL can be read.
func (c *tableCheck) reads() bool {
	return len(c.asked.Columns) > 0 || c.asked.Key != "" || c.asked.Exact || len(c.inventory) > 0
}

func (c *tableCheck) csvRow(row table.Row) {
	if len(row.Cells) != len(c.columns) {
		c.cells.add("row %d (line %d) has %d cells, the header has %d", row.Number, row.Line, len(row.Cells), len(c.columns)).Row = int64(row.Number)
		return
	}
	for _, asked := range c.asked.Columns {
		i := slices.Index(c.columns, asked.Name)
		if i < 0 {
			continue
		}
		c.cell(row, asked, row.Cells[i], strings.TrimSpace(row.Cells[i]) == "", table.Is(row.Cells[i], asked.Type))
	}
	if i := c.keyColumn(); i >= 0 {
		c.key(row, row.Cells[i])
	}
}

// keyColumn is the column that names the rows: the first, where only an inventory says that they have names.
func (c *tableCheck) keyColumn() int {
	if c.asked.Key != "" {
		return slices.Index(c.columns, c.asked.Key)
	}
	if len(c.inventory) > 0 {
		return 0
	}
	return -1
}

func (c *tableCheck) jsonRow(row table.Row, fields []table.Field) {
	values := map[string]table.Field{}
	for _, f := range fields {
		values[f.Name] = f
		if c.asked.Exact && !slices.ContainsFunc(c.asked.Columns, func(a project.TableColumn) bool { return a.Name == f.Name }) {
			at := c.extra.add("row %d (line %d): nobody asked for the member %q", row.Number, row.Line, clip(f.Name))
			at.Row, at.At = int64(row.Number), clip(f.Name)
		}
	}
	for _, asked := range c.asked.Columns {
		f, there := values[asked.Name]
		c.cell(row, asked, f.Text(), !there || f.Text() == "" || string(f.Value) == "null", !there || f.Is(asked.Type))
	}
	if c.asked.Key != "" || len(c.inventory) > 0 {
		key := c.asked.Key
		if key == "" && len(fields) > 0 {
			key = fields[0].Name
		}
		c.key(row, values[key].Text())
	}
}

// cell judges a cell by what is asked of its column.
func (c *tableCheck) cell(row table.Row, asked project.TableColumn, value string, empty, fits bool) {
	var f *project.Finding
	switch {
	case asked.Required && empty:
		f = c.empty.add("row %d (line %d): %q is empty", row.Number, row.Line, asked.Name)
	case !fits:
		f = c.kind.add("row %d (line %d): %q is %q, wanted is %s", row.Number, row.Line, asked.Name, clip(value), kindName(asked.Type))
	default:
		return
	}
	f.Row, f.At = int64(row.Number), asked.Name
}

func kindName(kind string) string {
	names := map[string]string{"integer": "a whole number", "number": "a number with a point, as 1.5", "boolean": "true or false", "date": "a date, as 2026-01-31"}
	if name, ok := names[kind]; ok {
		return name
	}
	return "a text"
}

func (c *tableCheck) key(row table.Row, key string) {
	if strings.TrimSpace(key) == "" {
		c.keyless.add("row %d (line %d) has no key", row.Number, row.Line).Row = int64(row.Number)
		return
	}
	if _, handedOut := c.inventory[key]; handedOut {
		c.inventory[strings.Clone(key)] = true
	} else if len(c.inventory) > 0 {
		f := c.unasked.add("row %d: %q was not handed out", row.Number, clip(key))
		f.Row, f.At = int64(row.Number), clip(key)
	}
	full := sha256.Sum256([]byte(key))
	short := [16]byte(full[:16])
	if c.keys[short] {
		f := c.twice.add("row %d (line %d): the key %q is there already", row.Number, row.Line, clip(key))
		f.Row, f.At = int64(row.Number), clip(key)
		return
	}
	if len(c.keys) == maxKeys {
		c.judge.info("keys_unchecked", "", "only the first %d keys were compared with each other", maxKeys)
	}
	if len(c.keys) <= maxKeys {
		c.keys[short] = true
	}
}
