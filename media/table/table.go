// Package table reads tables of CSV and JSON Lines row by row, and says which bytes each row is, so that a table can
// be cut and put together again to the byte. However large the table, one row is held in memory.
package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tutti/project"
)

// Format is how a table is written.
type Format string

// The formats. A CSV has commas, semicolons or tabs between its columns; a JSONL has one JSON object on each line.
const (
	CSV   Format = "csv"
	JSONL Format = "jsonl"
)

// The limits of a table.
const (
	MaxRowBytes = 1 << 20
	MaxColumns  = 10_000
	sniffBytes  = 64 << 10 // of the header, to find out what separates its columns
)

const byteOrderMark = "\xef\xbb\xbf"

// Row is one row with the bytes it is written in. Blank lines before a row belong to it, those behind the last one too.
type Row struct {
	Number int      // from 1; the header of a CSV is not counted
	Line   int      // of the file, from 1
	From   int64    // first byte
	To     int64    // byte after the last
	Cells  []string // of a CSV; valid until the next row is read
	Object []byte   // of a JSONL, the line without its end; valid until the next row is read
}

// Reader reads the rows of one table.
type Reader struct {
	format  Format
	source  *meter
	csv     *csv.Reader
	lines   *bufio.Reader
	columns []string
	comma   rune
	crlf    bool
	mark    int64 // bytes of the byte order mark, and of a first line that says what separates the columns
	above   int   // lines of them
	head    int64 // bytes before the first row
	row     Row
}

// NewReader reads the head of a table: the byte order mark, and the header of a CSV.
// Errors: Invalid for a CSV without a readable header; those of r.
func NewReader(r io.Reader, format Format) (*Reader, error) {
	buffered := bufio.NewReaderSize(r, sniffBytes)
	t := &Reader{format: format, source: &meter{from: buffered}}
	start, err := buffered.Peek(sniffBytes)
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	if bytes.HasPrefix(start, []byte(byteOrderMark)) {
		t.mark = int64(len(byteOrderMark))
		start = start[t.mark:]
		if _, err := buffered.Discard(len(byteOrderMark)); err != nil {
			return nil, err
		}
	}
	i := bytes.IndexByte(start, '\n')
	t.crlf = i > 0 && start[i-1] == '\r'
	if format == JSONL {
		t.head, t.row.To = t.mark, t.mark
		t.lines = bufio.NewReaderSize(t.source, 4096)
		return t, nil
	}
	if i < 0 && bytes.IndexByte(bytes.TrimRight(start, "\r"), '\r') >= 0 {
		return nil, project.Errorf(project.Invalid, "its lines end in CR alone, as old programs for the Mac write them; save the table with line ends of Windows or Unix")
	}
	t.comma = comma(start)
	if told := separatorLine(start); told != "" {
		t.comma = rune(strings.Trim(told, "\"")[len("sep=")])
		t.mark, t.above = t.mark+int64(len(told)), 1
		if _, err := buffered.Discard(len(told)); err != nil {
			return nil, err
		}
	}
	t.head, t.row.To = t.mark, t.mark
	return t, t.readHeader()
}

// separatorLine is a first line as Excel reads it, sep=; with its end; "" when there is none.
func separatorLine(start []byte) string {
	return string(regexp.MustCompile(`^(?:sep=[,;\t|]|"sep=[,;\t|]")\r?\n`).Find(start))
}

// comma is what separates the columns: what the header has most of, beside its quoted names.
func comma(start []byte) rune {
	count := map[byte]int{}
	quoted, begun := false, false // blank lines may stand before the header
	for _, c := range start {
		switch {
		case c == '"':
			quoted, begun = !quoted, true
		case quoted || c == '\r':
		case c == '\n' && begun:
			return most(count)
		case c != '\n':
			begun = true
			count[c]++
		}
	}
	return most(count)
}

func most(count map[byte]int) rune {
	best := byte(',')
	for _, c := range []byte(";\t") {
		if count[c] > count[best] {
			best = c
		}
	}
	return rune(best)
}

func (t *Reader) readHeader() error {
	t.csv = csv.NewReader(t.source)
	t.csv.Comma = t.comma
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	cells, err := t.csv.Read()
	switch {
	case err == io.EOF:
		t.head = t.mark + t.source.total // blank lines only
		t.row.To = t.head
		return nil
	case err != nil:
		return t.trouble(err)
	case len(cells) > MaxColumns:
		return project.Errorf(project.Invalid, "the header has %d columns, at most %d can be read", len(cells), MaxColumns)
	}
	t.columns = slices.Clone(cells)
	t.row.Line = t.line()
	if !areUTF8(cells) {
		return project.Errorf(project.Invalid, "the header (line %d) %s", t.row.Line, notUTF8)
	}
	t.source.row = t.csv.InputOffset()
	t.head = t.mark + t.source.row
	t.row.To = t.head
	return nil
}

// line is the line of the file that the record begins on.
func (t *Reader) line() int {
	line, _ := t.csv.FieldPos(0)
	return line + t.above
}

// Format is how the table is written.
func (t *Reader) Format() Format { return t.format }

// Columns are the names in the header of a CSV, as written; nil for a JSONL.
func (t *Reader) Columns() []string { return t.columns }

// Head is how many bytes stand before the first row.
func (t *Reader) Head() int64 { return t.head }

// LineEnd is what ends the first line: CR LF or LF.
func (t *Reader) LineEnd() string {
	if t.crlf {
		return "\r\n"
	}
	return "\n"
}

// Next reads a row. At the end it gives io.EOF and a Row whose From and To are what is left: blank lines after the last row.
// Errors: Invalid, with the line, for a row that cannot be read or is not in UTF-8; those of the reader. After an error nothing more is read.
func (t *Reader) Next() (Row, error) {
	t.row.From = t.row.To
	var err error
	if t.format == JSONL {
		err = t.nextLine()
	} else {
		err = t.nextRecord()
	}
	if err == nil {
		t.row.Number++
		if !utf8.Valid(t.row.Object) || !areUTF8(t.row.Cells) {
			err = project.Errorf(project.Invalid, "row %d (line %d) %s", t.row.Number, t.row.Line, notUTF8)
		}
	}
	return t.row, err
}

// notUTF8 is said of what another encoding wrote. Which one is not guessed: a wrong guess changes letters, and nobody sees it.
const notUTF8 = "is not in UTF-8; save the table as UTF-8 (Excel calls it \"CSV UTF-8\")"

func areUTF8(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return !utf8.ValidString(cell) })
}

func (t *Reader) nextRecord() error {
	cells, err := t.csv.Read()
	if err == io.EOF {
		t.row.To = t.mark + t.source.total
		return io.EOF
	}
	if err != nil {
		return t.trouble(err)
	}
	t.row.Cells = cells
	t.row.Line = t.line()
	t.source.row = t.csv.InputOffset()
	t.row.To = t.mark + t.source.row
	return nil
}

// nextLine reads up to a line that is not blank.
func (t *Reader) nextLine() error {
	for {
		line, err := t.readLine()
		if err != nil && err != io.EOF {
			return err
		}
		t.row.To += int64(len(line))
		if len(line) > 0 {
			t.row.Line++
		}
		if object := bytes.TrimSpace(line); len(object) > 0 {
			t.row.Object = object
			return nil
		}
		if err == io.EOF {
			return io.EOF
		}
	}
}

func (t *Reader) readLine() ([]byte, error) {
	t.source.row = t.row.To - t.mark
	line, err := t.lines.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	long := bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = t.lines.ReadSlice('\n')
		long = append(long, line...)
	}
	if errors.Is(err, errTooLong) {
		err = t.tooLong(t.row.Line + 1)
	}
	return long, err
}

// trouble says what is wrong with a record in words for its author.
func (t *Reader) trouble(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, errTooLong):
		return t.tooLong(t.row.Line + 1)
	case !errors.As(err, &parse):
		return err
	case errors.Is(parse.Err, csv.ErrBareQuote):
		return project.Errorf(project.Invalid, `line %d: a quote stands within a cell that is not quoted; quote the cell and write each quote in it twice ("")`, parse.Line+t.above)
	case errors.Is(parse.Err, csv.ErrQuote):
		return project.Errorf(project.Invalid, `line %d: a quoted cell is not closed, or goes on after its quote; write each quote within it twice ("")`, parse.StartLine+t.above)
	}
	return project.Errorf(project.Invalid, "line %d: the row cannot be read: %s", parse.Line+t.above, parse.Err)
}

func (t *Reader) tooLong(line int) error {
	return project.Errorf(project.Invalid, "line %d: the row has more than %d bytes; a quote that is not closed, or no table", line, MaxRowBytes)
}

var errTooLong = errors.New("the row is longer than the limit")

// meter counts what is read, and stops when a row takes too much.
type meter struct {
	from  io.Reader
	total int64 // bytes
	row   int64 // where the row began
}

func (m *meter) Read(p []byte) (int, error) {
	if m.total-m.row > MaxRowBytes {
		return 0, errTooLong
	}
	n, err := m.from.Read(p)
	m.total += int64(n)
	return n, err
}
