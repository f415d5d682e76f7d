package galley

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"tutti/media/lettering"
	"tutti/media/typeset"
)

// mostWords is how many words of two paragraphs are compared one by one; longer ones are marked as a whole.
const mostWords = 4000

// mostBlocks is how many blocks two texts have together that are compared.
const mostBlocks = 20_000

// Changes gives a text with what was added to the version before and removed from it, word by word, and whether there is anything to
// say: a change, or that not all was compared.
func Changes(before, after []typeset.Block) ([]typeset.Block, bool) {
	if len(before)+len(after) > mostBlocks {
		return []typeset.Block{typeset.Plain("The two versions are too long to be compared.")}, true
	}
	steps := align(keysOf(before, key), keysOf(after, key))
	if any := len(steps) != 1 || !steps[0].same; any || !cutShort(before) && !cutShort(after) {
		return merge(steps, before, after, changedBlock, allOf), any
	}
	return []typeset.Block{typeset.Plain("Nothing has changed in the rows that are shown. Those beyond were not compared.")}, true
}

// cutShort reports whether not all rows are shown.
func cutShort(blocks []typeset.Block) bool {
	return len(blocks) > 0 && strings.HasPrefix(typeset.Words(blocks[len(blocks)-1].Text), beyond)
}

// step is a stretch of two sequences: the same in both, or what of the first gives way to what of the second.
type step struct {
	same         bool
	from, to     int // of the first
	fromB, upToB int // of the second
}

// align finds the shortest way from one sequence to another.
func align(a, b []string) []step {
	number := map[string]rune{}
	runes := func(keys []string) []rune {
		out := make([]rune, 0, len(keys))
		for _, k := range keys {
			r, known := number[k]
			if !known {
				r = rune(len(number)) + 1
				if r >= 0xD800 { // no letters of their own stand behind these
					r += 0x800
				}
				number[k] = r
			}
			out = append(out, r)
		}
		return out
	}
	engine := diffmatchpatch.New()
	engine.DiffTimeout = 0 // what it finds in a given time would not be the same each time
	var out []step
	at, atB := 0, 0
	for _, d := range engine.DiffMainRunes(runes(a), runes(b), false) {
		n := utf8.RuneCountInString(d.Text)
		same := d.Type == diffmatchpatch.DiffEqual
		if len(out) == 0 || out[len(out)-1].same || same {
			out = append(out, step{same, at, at, atB, atB})
		}
		if d.Type != diffmatchpatch.DiffInsert {
			at += n
		}
		if d.Type != diffmatchpatch.DiffDelete {
			atB += n
		}
		out[len(out)-1].to, out[len(out)-1].upToB = at, atB
	}
	return out
}

// merge walks the steps: what is the same is taken from after, what gave way to something is changed into it one by one, and what is
// left over of either is removed or added.
func merge[T any](steps []step, before, after []T, changed func(a, b T) []T, whole func(T, typeset.Change) T) []T {
	var out []T
	for _, s := range steps {
		if s.same {
			out = append(out, after[s.fromB:s.upToB]...)
			continue
		}
		a, b := before[s.from:s.to], after[s.fromB:s.upToB]
		both := min(len(a), len(b))
		for i := range both {
			out = append(out, changed(a[i], b[i])...)
		}
		for _, one := range a[both:] {
			out = append(out, whole(one, typeset.Removed))
		}
		for _, one := range b[both:] {
			out = append(out, whole(one, typeset.Added))
		}
	}
	return out
}

func keysOf[T any](all []T, key func(T) string) []string {
	out := make([]string, 0, len(all))
	for _, one := range all {
		out = append(out, key(one))
	}
	return out
}

// key is what makes a block another one. Its number is none of that: one that is put in front would change all behind it.
func key(b typeset.Block) string {
	var out strings.Builder
	out.WriteString(string(rune('0'+b.Kind)) + string(rune('0'+b.Level)))
	if strings.Trim(b.Mark, "0123456789.)") != "" {
		out.WriteString(b.Mark)
	}
	out.WriteString(typeset.Words(b.Text))
	for _, row := range b.Rows {
		out.WriteString("\x00" + rowKey(b)(row))
	}
	return out.String()
}

// rowKey is what makes a row of the table another one.
func rowKey(table typeset.Block) func([][]typeset.Span) string {
	return func(row [][]typeset.Span) string {
		return strings.Join(keysOf(row[min(len(row), counters(table)):], typeset.Words), "\x01")
	}
}

// counters is how many cells of a row only count it.
func counters(table typeset.Block) int {
	if table.Numbered {
		return 1
	}
	return 0
}

// changedBlock is one block with the changes from another; blocks that have nothing to do with each other stand one behind the other.
func changedBlock(a, b typeset.Block) []typeset.Block {
	if a.Kind != b.Kind {
		return []typeset.Block{allOf(a, typeset.Removed), allOf(b, typeset.Added)}
	}
	b.Text = changedText(a.Text, b.Text)
	if b.Kind == typeset.Table {
		b.Rows = merge(align(keysOf(a.Rows, rowKey(a)), keysOf(b.Rows, rowKey(b))), a.Rows, b.Rows, changedRow(counters(b)), rowOf)
	}
	return []typeset.Block{b}
}

// changedRow is one row with the changes from another; the first so many cells only count it.
func changedRow(counters int) func(a, b [][]typeset.Span) [][][]typeset.Span {
	return func(a, b [][]typeset.Span) [][][]typeset.Span {
		if len(a) != len(b) {
			return [][][]typeset.Span{rowOf(a, typeset.Removed), rowOf(b, typeset.Added)}
		}
		out := slices.Clone(b)
		for i := min(counters, len(b)); i < len(b); i++ {
			out[i] = changedText(a[i], b[i])
		}
		return [][][]typeset.Span{out}
	}
}

// changedText marks words.
func changedText(a, b []typeset.Span) []typeset.Span {
	if typeset.Words(a) == typeset.Words(b) {
		return b
	}
	before, _ := lettering.Pieces(typeset.Words(a))
	after, _ := lettering.Pieces(typeset.Words(b))
	if len(before)+len(after) > mostWords {
		return append(marked(a, typeset.Removed), marked(b, typeset.Added)...)
	}
	var out []typeset.Span
	for _, s := range align(before, after) {
		var old, fresh []typeset.Span
		old, a = cut(a, length(before[s.from:s.to]))
		fresh, b = cut(b, length(after[s.fromB:s.upToB]))
		if s.same {
			out = append(out, fresh...)
			continue
		}
		out = append(append(out, marked(old, typeset.Removed)...), marked(fresh, typeset.Added)...)
	}
	return out
}

func length(pieces []string) int { return len(strings.Join(pieces, "")) }

// cut gives the first bytes of spans, and the rest.
func cut(spans []typeset.Span, bytes int) (first, rest []typeset.Span) {
	for i, s := range spans {
		if len(s.Text) > bytes {
			head, tail := s, s
			head.Text, tail.Text = s.Text[:bytes], s.Text[bytes:]
			if bytes > 0 {
				first = append(first, head)
			}
			return first, append([]typeset.Span{tail}, spans[i+1:]...)
		}
		first = append(first, s)
		bytes -= len(s.Text)
	}
	return first, nil
}

func marked(spans []typeset.Span, change typeset.Change) []typeset.Span {
	out := make([]typeset.Span, 0, len(spans))
	for _, s := range spans {
		s.Change = change
		out = append(out, s)
	}
	return out
}

func rowOf(row [][]typeset.Span, change typeset.Change) [][]typeset.Span {
	out := make([][]typeset.Span, 0, len(row))
	for _, cell := range row {
		out = append(out, marked(cell, change))
	}
	return out
}

func allOf(b typeset.Block, change typeset.Change) typeset.Block {
	b.Text = marked(b.Text, change)
	rows := make([][][]typeset.Span, 0, len(b.Rows))
	for _, row := range b.Rows {
		rows = append(rows, rowOf(row, change))
	}
	b.Rows = rows
	return b
}
