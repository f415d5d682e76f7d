package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Notes are what a text refers to, and what it defines for that: footnotes as [^1], and the addresses of links as [home].
type Notes struct {
	src     []byte
	used    []bracket
	defined []definition
}

// bracket is [what stands between brackets].
type bracket struct {
	from, to int // of what is between them
	label    string
}

// definition is [^1]: and what follows it, or [home]: and an address.
type definition struct {
	label    string
	from, to int
}

// isNote tells a footnote from the address of a link.
func isNote(label string) bool { return strings.HasPrefix(label, "^") }

// ReadNotes finds them. Of a text beyond the limits of Read it finds nothing.
func ReadNotes(src []byte) Notes {
	d, err := Read(src)
	if err != nil {
		return Notes{src: src}
	}
	shown := d.Prose() // what means something: without code
	n := Notes{src: src, defined: definitions(shown, src)}
	for _, d := range n.defined {
		copy(shown[d.from:d.to], src[d.from:d.to]) // what goes on in a footnote is indented, as code is
	}
	blankCode(shown)
	n.used = brackets(shown)
	return n
}

// Pictures counts the pictures that a document refers to.
func (d *Document) Pictures() int {
	shown := d.Prose()
	blankCode(shown)
	return bytes.Count(shown, []byte("!["))
}

// blankCode overwrites code in a line: `so`.
func blankCode(text []byte) {
	for at := 0; at < len(text); {
		open := bytes.IndexByte(text[at:], '`')
		if open < 0 {
			return
		}
		from := at + open
		ticks := from
		for ticks < len(text) && text[ticks] == '`' {
			ticks++
		}
		end := closing(text[ticks:], ticks-from)
		if at = ticks; end >= 0 {
			blank(text[from : ticks+end])
			at = ticks + end
		}
	}
}

// closing is where code ends that was begun with so many ticks, in the same paragraph; -1 when it does not.
func closing(text []byte, ticks int) int {
	if end := bytes.Index(text, []byte("\n\n")); end >= 0 {
		text = text[:end]
	}
	for at := 0; at < len(text); {
		next := bytes.IndexByte(text[at:], '`')
		if next < 0 {
			return -1
		}
		from := at + next
		for at = from; at < len(text) && text[at] == '`'; at++ {
		}
		if at-from == ticks {
			return from
		}
	}
	return -1
}

// brackets lists the innermost pairs of brackets.
func brackets(text []byte) []bracket {
	var out []bracket
	open := -1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			open = i + 1
		case ']':
			if open >= 0 {
				out = append(out, bracket{open, i, labelOf(text[open:i])})
			}
			open = -1
		}
	}
	return out
}

// labelOf is what tells a label from others: case and blanks do not count for links.
func labelOf(text []byte) string {
	if label := string(text); isNote(label) {
		return label
	}
	return strings.ToLower(strings.Join(strings.Fields(string(text)), " "))
}

var startsDefinition = regexp.MustCompile(`^ {0,3}\[((?:[^\[\]\\\n]|\\.)+)\]:`)

// definitions lists those that begin in what is shown of a text, with the lines they take: an address its line, a footnote all up to what
// is not indented behind a blank line.
func definitions(shown, text []byte) []definition {
	var out []definition
	var open *definition
	at, blankBefore := 0, false
	for line := range bytes.Lines(text) {
		empty := len(bytes.TrimSpace(line)) == 0
		indented := bytes.HasPrefix(line, []byte("    ")) || bytes.HasPrefix(line, []byte("\t"))
		switch m := startsDefinition.FindSubmatch(shown[at : at+len(line)]); {
		case m != nil && labelOf(m[1]) != "":
			out = append(out, definition{labelOf(m[1]), at, at + len(line)})
			open = nil
			if d := &out[len(out)-1]; isNote(d.label) {
				open = d
			}
		case open == nil || empty:
		case indented || !blankBefore:
			open.to = at + len(line)
		default:
			open = nil
		}
		at, blankBefore = at+len(line), empty
	}
	return out
}

// Defined are the definitions of several texts, by their labels. Of several the first counts, as in one text.
type Defined map[string][]byte

// DefinedIn collects what texts define.
func DefinedIn(texts []Notes) Defined {
	out := Defined{}
	for _, n := range texts {
		for _, d := range n.defined {
			if _, known := out[d.label]; !known {
				out[d.label] = n.src[d.from:d.to]
			}
		}
	}
	return out
}

// Lacking gives what the text refers to and does not define itself, to be put behind the text where it stands alone: a chapter of which
// the notes stand at the end of the book.
func (n Notes) Lacking(defined Defined) []byte {
	had := map[string]bool{}
	for _, d := range n.defined {
		had[d.label] = true
	}
	var out bytes.Buffer
	for _, b := range n.used {
		text, known := defined[b.label]
		if !known || had[b.label] {
			continue
		}
		had[b.label] = true
		out.WriteString("\n\n")
		out.Write(bytes.TrimRight(text, "\r\n"))
	}
	if out.Len() > 0 {
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// KeepNotesApart gives parts in which no footnote has the name of one in a part before: in one text, the first of a name would stand for
// both. A part whose footnotes are its own stays as it is, to the byte.
func KeepNotesApart(parts [][]byte) [][]byte {
	var all []Notes
	taken := map[string]bool{} // names in any part
	for _, p := range parts {
		n := ReadNotes(p)
		all = append(all, n)
		for _, b := range n.used {
			taken[b.label] = true
		}
	}
	before := map[string]bool{} // names of footnotes of the parts so far
	out := make([][]byte, len(parts))
	for i, n := range all {
		named := map[string]string{}
		for _, d := range n.defined {
			if isNote(d.label) && before[d.label] && named[d.label] == "" {
				named[d.label] = free(d.label, i+1, taken)
			}
		}
		for _, d := range n.defined {
			before[d.label] = true
		}
		out[i] = n.renamed(named)
	}
	return out
}

// free is a name that nobody has: of the second chapter, ^1-2.
func free(label string, part int, taken map[string]bool) string {
	name := fmt.Sprintf("%s-%d", label, part)
	for taken[name] {
		name += "a"
	}
	taken[name] = true
	return name
}

// renamed is the text with other names for labels.
func (n Notes) renamed(named map[string]string) []byte {
	if len(named) == 0 {
		return n.src
	}
	var out []byte
	at := 0
	for _, b := range n.used {
		if name := named[b.label]; name != "" {
			out = append(append(out, n.src[at:b.from]...), name...)
			at = b.to
		}
	}
	return append(out, n.src[at:]...)
}
