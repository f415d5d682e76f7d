package galley

import (
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

// Changes gives a text with what was added to the version before and removed from it, word by word, and whether anything was. Texts of
// very many blocks are not compared.
func Changes(before, after []typeset.Block) ([]typeset.Block, bool) {
	if len(before)+len(after) > mostBlocks {
		return after, false
	}
	steps := align(keysOf(before, key), keysOf(after, key))
	out := merge(steps, before, after, changedBlock, allOf)
	return out, len(steps) != 1 || !steps[0].same
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

// key is what makes a block another one.
func key(b typeset.Block) string {
	out := string(rune('0'+b.Kind)) + string(rune('0'+b.Level)) + b.Mark + typeset.Words(b.Text)
	for _, row := range b.Rows {
		out += "\x00" + rowKey(row)
	}
	return out
}

func rowKey(row [][]typeset.Span) string {
	return strings.Join(keysOf(row, typeset.Words), "\x01")
}

// changedBlock is one block with the changes from another; blocks that have nothing to do with each other stand one behind the other.
func changedBlock(a, b typeset.Block) []typeset.Block {
	if a.Kind != b.Kind {
		return []typeset.Block{allOf(a, typeset.Removed), allOf(b, typeset.Added)}
	}
	b.Text = changedText(a.Text, b.Text)
	if b.Kind == typeset.Table {
		b.Rows = merge(align(keysOf(a.Rows, rowKey), keysOf(b.Rows, rowKey)), a.Rows, b.Rows, changedRow, rowOf)
	}
	return []typeset.Block{b}
}

func changedRow(a, b [][]typeset.Span) [][][]typeset.Span {
	if len(a) != len(b) {
		return [][][]typeset.Span{rowOf(a, typeset.Removed), rowOf(b, typeset.Added)}
	}
	out := make([][]typeset.Span, len(b))
	for i := range b {
		out[i] = changedText(a[i], b[i])
	}
	return [][][]typeset.Span{out}
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
