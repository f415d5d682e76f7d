// Package catalogue reads catalogues of messages to translate: gettext PO, and XLIFF 1.2 and 2. Every unit knows the bytes
// it is written in, so a catalogue can be cut into valid smaller ones, and translated units can be put back into the source
// without a change to anything else.
package catalogue

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tutti/project"
)

// Format is how a catalogue is written.
type Format string

// The formats. XLIFF is 1.2 or 2; the document says which.
const (
	PO    Format = "po"
	XLIFF Format = "xliff"
)

// The limits of a catalogue.
const (
	MaxBytes = 16 << 20
	maxDepth = 100     // of elements in an XLIFF
	maxUnits = 500_000 // messages
)

const byteOrderMark = "\xef\xbb\xbf"

// Unit is one message with its translation.
type Unit struct {
	ID     string   // unique in the catalogue: file and id in XLIFF, context and text in PO
	Name   string   // the ID as a person reads it
	Source []string // texts to translate: one, singular and plural, or the segments of the unit
	Target []string // translations; of a plural as many as the language has forms
	Locked bool     // not to be translated
	Plural bool     // Target are plural forms
	Unsure bool     // marked as fuzzy or as in need of review
	Old    bool     // an obsolete entry of a PO
	Line   int      // from 1
	From   int      // first byte, blank space before the unit included
	To     int      // byte after the last

	texts [][2]int   // bytes of each text to translate: elements of an XLIFF, from msgid up to the first msgstr of a PO
	outer namespaces // of an XLIFF: what is declared around the unit
	needs namespaces // what of it stands in the unit
}

// Catalogue is a read catalogue. In a PO the head and the units cover all bytes; in an XLIFF the rest is the skeleton.
type Catalogue struct {
	Format Format
	Head   int // bytes before the first unit of a PO: byte order mark and header entry
	Units  []Unit
	Files  []File // of an XLIFF
	From   string // language of the source, as written; "" when not said
	Into   string // language of the translation
	Header string // of a PO: the fields of its header entry, a line each

	headed [2]int // bytes of the header's msgstr
}

// File is one file element of an XLIFF.
type File struct {
	From  int // first byte, blank space before it included
	To    int
	Units int // how many units are in it
}

// Read reads a catalogue. Errors: Invalid, with the line, for what is no catalogue or is beyond the limits.
func Read(src []byte, format Format) (Catalogue, error) {
	if len(src) > MaxBytes {
		return Catalogue{}, project.Errorf(project.Invalid, "the catalogue has %d bytes, at most %d can be read; deliver it in parts", len(src), MaxBytes)
	}
	if format == PO {
		return readPO(src)
	}
	return readXLIFF(src)
}

// Cut writes the catalogue that holds only the units from one to before another, under the same header.
func (c Catalogue) Cut(src []byte, from, to int) []byte {
	if c.Format == PO {
		if len(c.Units) == 0 {
			return bytes.Clone(src)
		}
		return append(bytes.Clone(src[:c.Head]), src[c.Units[from].From:c.Units[to-1].To]...)
	}
	return c.cutXLIFF(src, from, to)
}

// Edit is a unit to put into a catalogue: its bytes stand in a document of the same format.
type Edit struct {
	Unit Unit
	From []byte // the document that Unit was read from
}

// Replace puts edits in the place of the units with the same ID. Everything else of src stays to the byte; edits that are
// cuts of src give src. The texts to translate stay as src has them: who translates does not change what is said; units in which they
// were changed are returned as altered. What a unit of an XLIFF needs of the namespaces of its own document goes with it. IDs that src
// does not have are returned as unknown.
func (c Catalogue) Replace(src []byte, edits []Edit) (out []byte, unknown []string, altered []Unit) {
	byID := make(map[string]Edit, len(edits))
	for _, e := range edits {
		byID[e.Unit.ID] = e
	}
	at := 0
	for _, u := range c.Units {
		e, ok := byID[u.ID]
		if !ok {
			continue
		}
		delete(byID, u.ID)
		text, same := e.under(u, src)
		if !same {
			altered = append(altered, u)
		}
		from, to := u.content(src)
		out = append(append(out, src[at:from]...), e.Unit.needs.carry(text, u.outer)...)
		at = to
	}
	for id := range byID {
		unknown = append(unknown, id)
	}
	slices.Sort(unknown)
	return append(out, src[at:]...), unknown, altered
}

// under is the content of an edit with the texts to translate of the unit of src that it takes the place of, and whether they are
// the same. Where it has them in other segments, their bytes belong to nothing of src: it is taken as it is, or, where they say
// something else, not at all.
func (e Edit) under(u Unit, src []byte) (content []byte, same bool) {
	same = strings.Join(e.Unit.Source, "") == strings.Join(u.Source, "")
	switch {
	case len(e.Unit.texts) == len(u.texts):
		same = slices.Equal(e.Unit.Source, u.Source)
	case same:
		return e.Unit.Content(e.From), same
	default:
		return u.Content(src), same
	}
	at, to := e.Unit.content(e.From)
	for i, text := range e.Unit.texts {
		content = append(append(content, e.From[at:text[0]]...), src[u.texts[i][0]:u.texts[i][1]]...)
		at = text[1]
	}
	return append(content, e.From[at:to]...), same
}

// content is a unit without the blank space around it, which belongs to the place and not to the unit.
func (u Unit) content(src []byte) (from, to int) {
	const blank = " \t\r\n"
	text := src[u.From:u.To]
	from = u.From + len(text) - len(bytes.TrimLeft(text, blank))
	return from, max(from, u.From+len(bytes.TrimRight(text, blank)))
}

// Content is a unit as it is written in src.
func (u Unit) Content(src []byte) []byte {
	from, to := u.content(src)
	return src[from:to]
}

// Translated reports whether every text of a unit has a translation.
func (u Unit) Translated() bool {
	if len(u.Target) == 0 || !u.Plural && len(u.Target) < len(u.Source) {
		return false
	}
	for i, text := range u.Target {
		wanted := u.Plural || i < len(u.Source) && strings.TrimSpace(u.Source[i]) != ""
		if wanted && text == "" {
			return false
		}
	}
	return true
}

// longestName in letters; what is cut off is told apart by its hash.
const longestName = 60

// nameOf makes a name of the parts of an ID.
func nameOf(parts ...string) string {
	full := strings.Join(parts, "\x04")
	name := strings.Join(strings.Fields(strings.Join(parts, " / ")), " ")
	if short := clip(name); short != name || strings.Join(parts, " / ") != name {
		sum := sha256.Sum256([]byte(full))
		return short + " #" + hex.EncodeToString(sum[:4])
	}
	return name
}

// clip shortens a text for people.
func clip(s string) string {
	if all := []rune(s); len(all) > longestName {
		return string(all[:longestName]) + "…"
	}
	return s
}
