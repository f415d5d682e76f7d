package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// read gives the cuts of a table: its head, then each row, the last with what follows it.
func read(src []byte, format Format) (t *Reader, rows []Row, err error) {
	if t, err = NewReader(bytes.NewReader(src), format); err != nil {
		return t, nil, err
	}
	for {
		row, err := t.Next()
		if err != nil && err != io.EOF {
			return t, nil, err
		}
		if err == io.EOF {
			if len(rows) > 0 {
				rows[len(rows)-1].To = row.To
			} else if row.To > row.From {
				rows = append(rows, row)
			}
			return t, rows, nil
		}
		row.Cells = append([]string(nil), row.Cells...)
		row.Object = bytes.Clone(row.Object)
		rows = append(rows, row)
	}
}

// opened is a part in memory.
type opened struct{ *strings.Reader }

func (opened) Close() error { return nil }

func opener(content string) Opener {
	return func() (io.ReadSeekCloser, error) { return opened{strings.NewReader(content)}, nil }
}

func TestRows(t *testing.T) {
	cases := map[string]struct {
		format Format
		src    string
		want   string // line, cells and cut of each row
	}{
		"plain":      {CSV, "a,b\n1,2\n3,4\n", `2[1 2]"1,2\n" 3[3 4]"3,4\n"`},
		"CRLF, mark": {CSV, "\xef\xbb\xbfa,b\r\n1,2\r\n3,4", `2[1 2]"1,2\r\n" 3[3 4]"3,4"`},
		"quoted":     {CSV, "a\n\"x\ny\"\n\"\"\"\"\n", `2["x\ny"]"\"x\ny\"\n" 4["\""]"\"\"\"\"\n"`},
		"semicolons": {CSV, "a;b,c;d\n1;2;3\n", `2[1 2 3]"1;2;3\n"`},
		"tabs":       {CSV, "a\tb\n1\t2,3\n", `2[1 2,3]"1\t2,3\n"`},
		"blank":      {CSV, "\na\n\n1\n\n\n", `4[1]"\n1\n\n\n"`},
		"in quotes":  {CSV, "\"a,b,c\";\"d\n,\"\n1;2\n", `3[1 2]"1;2\n"`},
		"says it":    {CSV, "sep=;\r\na;b,c,d\r\n1;2,3\r\n", `3[1 2,3]"1;2,3\r\n"`},
		"bar":        {CSV, "\xef\xbb\xbf\"sep=|\"\na|b\n1|2", `3[1 2]"1|2"`},
		"header":     {CSV, "a,b", ``},
		"nothing":    {CSV, "", ``},
		"lines":      {JSONL, "{\"a\":1}\n\n {} \r\n\n", `1{"a":1}"{\"a\":1}\n" 3{}"\n {} \r\n\n"`},
		"one line":   {JSONL, "{}", `1{}"{}"`},
	}
	for name, c := range cases {
		_, rows, err := read([]byte(c.src), c.format)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, r := range rows {
			content := string(r.Object)
			if c.format != JSONL {
				content = fmt.Sprint(r.Cells)
				if strings.ContainsAny(content, "\n\"") {
					content = fmt.Sprintf("%q", r.Cells)
				}
			}
			got = append(got, fmt.Sprintf("%d%s%q", r.Line, content, c.src[r.From:r.To]))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %s, want %s", name, strings.Join(got, " "), c.want)
		}
	}
}

func TestUnreadableRowsAreNamed(t *testing.T) {
	for src, want := range map[string]string{
		"a,b\n1,2\n3,\"4\n5,6\n": "line 3: a quoted cell is not closed",
		"a\nx\"y\n":              "line 2: a quote stands within a cell",
		"sep=;\na\nx\"y\n":       "line 3: a quote stands within a cell",
		"a,b\r1,2\r3,4\r":        "its lines end in CR alone",
		"a\n\"" + strings.Repeat("x\n", MaxRowBytes): "line 2: the row has more than",
	} {
		_, _, err := read([]byte(src), CSV)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q gives %v, want %s", src, err, want)
		}
	}
	if _, _, err := read(bytes.Repeat([]byte("x"), 3*MaxRowBytes), JSONL); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a long line gives %v", err)
	}
}

// endless is a line that never ends; it counts how much of it was asked for.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += int64(len(p))
	return len(p), nil
}

func TestAnEndlessRowIsGivenUp(t *testing.T) {
	for _, format := range []Format{CSV, JSONL} {
		source := &endless{}
		r, err := NewReader(source, format)
		for err == nil {
			_, err = r.Next()
		}
		if source.read > 2*MaxRowBytes || err == io.EOF {
			t.Errorf("%s: %d bytes were read before %v", format, source.read, err)
		}
	}
}

// document draws tables that are rich in what ends rows, and in what hides it.
func document(format Format) *rapid.Generator[[]byte] {
	pieces := []string{"a", "b,c", ",", "\"x\ny\"", "\"\"\"\"", "\"a\r\nb\"", "", " ", "\x00", "é", ";", "\t"}
	if format == JSONL {
		pieces = []string{"{}", `{"a":1}`, `{"a":"x\n"}`, "", " ", "\x00", "é", "\r", "broken"}
	}
	return rapid.Custom(func(t *rapid.T) []byte {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		var out bytes.Buffer
		if rapid.Bool().Draw(t, "mark") {
			out.WriteString(byteOrderMark)
		}
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			out.WriteString(rapid.SampledFrom(pieces).Draw(t, "cell"))
			if format == CSV && rapid.Bool().Draw(t, "second") {
				out.WriteString("," + rapid.SampledFrom(pieces).Draw(t, "cell"))
			}
			out.WriteString(end)
		}
		src := out.Bytes()
		if rapid.Bool().Draw(t, "open") {
			src = bytes.TrimSuffix(src, []byte(end))
		}
		return src
	})
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkCuts holds the law: parts of any sizes, each under the head, are the table again.
func checkCuts(t fataler, src []byte, format Format, size int) {
	t.Helper()
	r, rows, err := read(src, format)
	if err != nil {
		return
	}
	at := r.Head()
	var parts []Opener
	for i := 0; i < len(rows); i += size {
		from, to := rows[i].From, rows[min(i+size, len(rows))-1].To
		if from != at || to <= from {
			t.Fatalf("a part is %d to %d, after %d: %q", from, to, at, src)
		}
		at = to
		var part bytes.Buffer
		if err := Cut(&part, bytes.NewReader(src), r.Head(), from, to); err != nil {
			t.Fatalf("cut: %v", err)
		}
		parts = append(parts, opener(part.String()))
	}
	if at != int64(len(src)) {
		t.Fatalf("the rows end at %d of %d: %q", at, len(src), src)
	}
	if len(parts) == 0 {
		parts = append(parts, opener(string(src)))
	}
	var got bytes.Buffer
	if _, err := Join(&got, format, parts); err != nil {
		t.Fatalf("join: %v: %q", err, src)
	}
	if !bytes.Equal(got.Bytes(), src) {
		t.Fatalf("cut and joined, %q is %q", src, got.Bytes())
	}
}

func TestCutsAreTheTable(t *testing.T) {
	for _, format := range []Format{CSV, JSONL} {
		rapid.Check(t, func(t *rapid.T) {
			checkCuts(t, document(format).Draw(t, "table"), format, rapid.IntRange(1, 5).Draw(t, "size"))
		})
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("\xef\xbb\xbfa;b\r\n\"x\r\ny\";2\r\n\r\n3;4"), uint8(2))
	f.Fuzz(func(t *testing.T, src []byte, size uint8) { checkCuts(t, src, CSV, 1+int(size)) })
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte("{}\r\n\n{\"a\":1}\n {} "), uint8(1))
	f.Fuzz(func(t *testing.T, src []byte, size uint8) { checkCuts(t, src, JSONL, 1+int(size)) })
}

func TestJoin(t *testing.T) {
	cases := map[string]struct {
		format Format
		parts  []string
		want   string
		spans  []Span
	}{
		"an open end":   {CSV, []string{"a,b\n1,2", "a,b\n3,4"}, "a,b\n1,2\n3,4", []Span{{0, 1}, {1, 2}}},
		"CRLF":          {CSV, []string{"a\r\n1", "a\n2"}, "a\r\n1\r\n2", []Span{{0, 1}, {1, 2}}},
		"an empty part": {CSV, []string{"a\n1\n", "a\n", "", "a\n2\n"}, "a\n1\n2\n", []Span{{0, 1}, {1, 1}, {1, 1}, {1, 2}}},
		"other order":   {CSV, []string{"a,b\n1,2\n", "b,a\n\"x,y\",3\n"}, "a,b\n1,2\n3,\"x,y\"\n", []Span{{0, 1}, {1, 2}}},
		"other comma":   {CSV, []string{"a,b\n1,2\n", "a;b\n3;4\n"}, "a,b\n1,2\n3,4\n", []Span{{0, 1}, {1, 2}}},
		"marks":         {CSV, []string{"\xef\xbb\xbfa\n1\n", "\xef\xbb\xbfa\n2\n"}, "\xef\xbb\xbfa\n1\n2\n", []Span{{0, 1}, {1, 2}}},
		"lines":         {JSONL, []string{"{}", "{}\n\n", "", "{}"}, "{}\n{}\n\n{}", []Span{{0, 1}, {1, 2}, {2, 2}, {2, 3}}},
	}
	for name, c := range cases {
		var parts []Opener
		for _, p := range c.parts {
			parts = append(parts, opener(p))
		}
		var got bytes.Buffer
		spans, err := Join(&got, c.format, parts)
		if err != nil || got.String() != c.want || fmt.Sprint(spans) != fmt.Sprint(c.spans) {
			t.Errorf("%s: %q %v %v, want %q %v", name, got.String(), spans, err, c.want, c.spans)
		}
	}
}

func TestJoinRefusesOtherColumns(t *testing.T) {
	for _, second := range []string{"a,c\n1,2\n", "a\n1\n", "a,b,c\n1,2,3\n", "b,a\n1\n"} {
		_, err := Join(io.Discard, CSV, []Opener{opener("a,b\n1,2\n"), opener(second)})
		if err == nil || !strings.HasPrefix(err.Error(), "part 2: ") {
			t.Errorf("%q: %v", second, err)
		}
	}
}

// TestCheckIsFields: the quick look at a row refuses what the slow one refuses, and nothing else.
func TestCheckIsFields(t *testing.T) {
	part := rapid.SampledFrom([]string{"{", "}", "[", "]", ",", ":", `"a"`, `"b"`, `"\u0061"`, `"\""`, `"{"`, "1", "null", " ", `"a":1`, `"b":[{"a":1},"a"]`, `"c":{}`})
	rapid.Check(t, func(t *rapid.T) {
		row := []byte("{" + strings.Join(rapid.SliceOfN(part, 0, 6).Draw(t, "parts"), "") + "}")
		if rapid.Bool().Draw(t, "members") {
			row = []byte("{" + strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{`"a":1`, `"b":["a",{"a":1}]`, `"\u0061":2`, `"c":"}"`, `"d":{"a":1}`}), 0, 5).Draw(t, "of"), ",") + "}")
		}
		_, slow := Fields(row)
		if quick := Check(row); (quick == nil) != (slow == nil) {
			t.Fatalf("%s: %v, and %v when it is read", row, quick, slow)
		}
	})
}
