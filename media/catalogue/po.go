package catalogue

import (
	"bytes"
	"strings"

	"tutti/project"
)

// readPO reads a PO line by line. An entry ends where the next one starts: at the first comment, context or text behind a
// translation, or behind a blank line.
func readPO(src []byte) (Catalogue, error) {
	r := poReader{catalogue: Catalogue{Format: PO}}
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		r.at = len(byteOrderMark)
	}
	r.entry.from = r.at
	for line := range bytes.Lines(src[r.at:]) {
		r.number++
		r.next = r.at + len(line)
		if err := r.line(strings.TrimSpace(string(line))); err != nil {
			return Catalogue{}, err
		}
		r.at += len(line)
	}
	r.end(len(src))
	return r.finish(src)
}

type poReader struct {
	catalogue Catalogue
	at        int // first byte of the line
	next      int // first byte of the line after it
	number    int
	entry     poEntry
	headed    bool // the header entry has been seen
}

// poEntry is an entry on its way.
type poEntry struct {
	from    int
	line    int // of its msgid
	context *strings.Builder
	source  []*strings.Builder // text, and its plural
	target  []*strings.Builder
	fuzzy   bool
	old     bool
	filled  bool             // a line that is not blank has been seen
	open    *strings.Builder // takes the lines that follow
	asks    [2]int           // bytes of msgid and msgid_plural
	says    [2]int           // bytes of msgstr
}

func (r *poReader) line(text string) error {
	if rest, old := strings.CutPrefix(text, "#~"); old {
		rest = strings.TrimSpace(rest)
		if strings.HasPrefix(rest, "|") {
			rest = ""
		}
		r.begin(rest == "" || strings.HasPrefix(rest, "msgid ") || strings.HasPrefix(rest, "msgctxt"))
		r.entry.old = r.entry.old || rest != ""
		text = rest
		if text == "" {
			return nil
		}
	}
	switch {
	case text == "":
		return nil
	case text[0] == '#':
		r.begin(true)
		r.entry.fuzzy = r.entry.fuzzy || strings.HasPrefix(text, "#,") && strings.Contains(text, "fuzzy")
		return nil
	case text[0] == '"':
		return r.more(text)
	}
	return r.keyword(text)
}

// begin ends the entry before when it is complete and this line cannot belong to it.
func (r *poReader) begin(starts bool) {
	if starts && len(r.entry.target) > 0 {
		r.end(r.at)
	}
	r.entry.filled = true
}

func (r *poReader) keyword(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	if i := strings.IndexAny(word, "\"\t"); i >= 0 {
		word, rest = line[:i], line[i:]
	}
	value, err := r.unquote(rest)
	if err != nil {
		return err
	}
	r.begin(word == "msgctxt" || word == "msgid")
	text := &strings.Builder{}
	switch e := &r.entry; {
	case word == "msgctxt" && e.source == nil:
		e.context = text
	case word == "msgid" && e.source == nil:
		e.line, e.asks[0] = r.number, r.at
		e.source = append(e.source, text)
	case word == "msgid_plural" && len(e.source) == 1 && e.target == nil:
		e.source = append(e.source, text)
	case (word == "msgstr" || strings.HasPrefix(word, "msgstr[")) && e.source != nil:
		if e.target == nil {
			e.asks[1], e.says[0] = r.at, r.at
		}
		e.says[1] = r.next
		e.target = append(e.target, text)
	default:
		return project.Errorf(project.Invalid, "line %d: %q does not belong here; an entry is msgctxt, msgid, msgid_plural, msgstr in this order", r.number, clip(word))
	}
	text.WriteString(value)
	r.entry.open = text
	return nil
}

// more adds a line to the text that is open.
func (r *poReader) more(text string) error {
	value, err := r.unquote(text)
	if err != nil {
		return err
	}
	if r.entry.open == nil {
		return project.Errorf(project.Invalid, "line %d: a text stands here without msgid or msgstr before it", r.number)
	}
	r.entry.open.WriteString(value)
	r.entry.says[1] = r.next
	return nil
}

// unquote reads a quoted text with its escapes.
func (r *poReader) unquote(s string) (string, error) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", project.Errorf(project.Invalid, "line %d: a text in quotes is missing", r.number)
	}
	s = s[1 : len(s)-1]
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' && i+1 == len(s) {
			return "", project.Errorf(project.Invalid, `line %d: a quote within the text; write \" for it`, r.number)
		}
		if s[i] != '\\' {
			out.WriteByte(s[i])
			continue
		}
		i++
		if plain, ok := map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', '"': '"', '\\': '\\', 'a': 7, 'b': 8, 'v': 11, 'f': 12}[s[i]]; ok {
			out.WriteByte(plain)
			continue
		}
		out.WriteString(s[i-1 : i+1])
	}
	return out.String(), nil
}

// end closes the entry before byte at. The first one without a text is the header; what is no entry joins its neighbour.
func (r *poReader) end(at int) {
	e := r.entry
	r.entry = poEntry{from: at}
	switch {
	case e.source == nil && len(r.catalogue.Units) > 0:
		r.catalogue.Units[len(r.catalogue.Units)-1].To = at
	case e.source == nil, len(r.catalogue.Units) == 0 && !r.headed && e.context == nil && e.source[0].Len() == 0 && !e.old:
		r.headed = e.source != nil
		r.catalogue.Header, r.catalogue.headed = strings.Join(texts(e.target), ""), e.says
		r.catalogue.Head = at
	default:
		r.catalogue.Units = append(r.catalogue.Units, e.unit(at))
	}
	if n := len(r.catalogue.Units); n == 0 {
		r.catalogue.Head = at
	}
}

func (e poEntry) unit(to int) Unit {
	id := e.source[0].String()
	u := Unit{ID: id, Name: nameOf(id), Source: texts(e.source), Target: texts(e.target), Unsure: e.fuzzy, Old: e.old, Locked: e.old,
		Plural: len(e.source) > 1, Line: e.line, From: e.from, To: to}
	if e.target != nil {
		u.texts = [][2]int{e.asks}
	}
	if e.context != nil {
		u.ID = e.context.String() + "\x04" + u.ID
		u.Name = nameOf(e.context.String(), id)
	}
	return u
}

func texts(of []*strings.Builder) []string {
	out := make([]string, 0, len(of))
	for _, b := range of {
		out = append(out, b.String())
	}
	return out
}

// finish checks that no message stands twice, and reads the languages from the header.
func (r *poReader) finish(src []byte) (Catalogue, error) {
	c := r.catalogue
	if len(c.Units) > maxUnits {
		return c, project.Errorf(project.Invalid, "the catalogue has %d messages, at most %d can be read; deliver it in parts", len(c.Units), maxUnits)
	}
	if len(c.Units) == 0 {
		c.Head = len(src)
	} else {
		c.Units[0].From = c.Head
	}
	lines := map[string]int{}
	for i, u := range c.Units {
		if u.Old {
			c.Units[i].ID = "#~\x04" + u.ID
			continue
		}
		if u.ID == "" {
			return c, project.Errorf(project.Invalid, "line %d: a header (an entry with an empty msgid) stands here; a catalogue has one, before all messages", u.Line)
		}
		if first, twice := lines[u.ID]; twice {
			return c, project.Errorf(project.Invalid, "line %d: the message %q stands on line %d already; keep one", u.Line, u.Name, first)
		}
		lines[u.ID] = u.Line
	}
	c.Into = field(c.Header, language)
	return c, nil
}

// JoinPO puts catalogues one after another under the head of the first. Parts that are cuts of a catalogue give it to the
// byte. Errors: Invalid for a part that cannot be read.
func JoinPO(parts [][]byte) ([]byte, error) {
	var out []byte
	for i, part := range parts {
		c, err := readPO(part)
		if err != nil {
			return nil, project.Errorf(project.Invalid, "part %d: %s", i+1, err)
		}
		body := part[c.Head:]
		if i == 0 {
			body = part
		} else if len(body) > 0 && len(out) > 0 && out[len(out)-1] != '\n' {
			out = append(out, "\n\n"...)
		}
		out = append(out, body...)
	}
	return out, nil
}
