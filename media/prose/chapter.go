package prose

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chapter is a part of a plain text that starts with its title. The bytes before the first title are a Chapter without one.
type Chapter struct {
	Title string
	Line  int // of the title, from 1
	From  int // first byte
	Body  int // first byte after the title
	To    int // byte after the last
}

const byteOrderMark = "\xef\xbb\xbf"

// longestTitle in letters; a longer line is text.
const longestTitle = 80

// Chapters finds the chapters of a plain text. They cover every byte once; a text without titles is one Chapter.
//
// A title is a line of its own between blank lines that says so ("Chapter 1", "Epilogue"), or one of a row of numbers that
// starts at 1 ("I.", "2. The Road"), or, where there are neither, a short line set apart by two blank lines before it.
func Chapters(text []byte) []Chapter {
	lines := candidates(text)
	for _, style := range []func([]candidate) []candidate{named, numbered, setApart} {
		if titles := style(lines); len(titles) > 0 {
			return chapters(text, titles)
		}
	}
	return chapters(text, nil)
}

// candidate is a short line between blank lines.
type candidate struct {
	title  string
	line   int
	from   int
	body   int
	before int // blank lines before it; the start of the text counts as two
}

func candidates(text []byte) []candidate {
	var out []candidate
	open := false // the last candidate waits for its blank line
	blank, number, at := 2, 0, 0
	for line := range bytes.Lines(text) {
		number++
		from := at
		at += len(line)
		content := strings.TrimSpace(strings.TrimPrefix(string(line[:min(len(line), 4*longestTitle)]), byteOrderMark))
		if content == "" && len(line) < 4*longestTitle {
			blank++
			open = false
			continue
		}
		if open {
			out = out[:len(out)-1]
			open = false
		}
		if blank > 0 && utf8.RuneCountInString(content) <= longestTitle && !startsWithMark(line, from) {
			out = append(out, candidate{content, number, from, at, blank})
			open = true
		}
		blank = 0
	}
	return out
}

// startsWithMark reports whether a line within the text starts with a byte order mark, which a join takes off.
func startsWithMark(line []byte, from int) bool {
	return from > 0 && bytes.HasPrefix(line, []byte(byteOrderMark))
}

func chapters(text []byte, titles []candidate) []Chapter {
	out := []Chapter{{Line: 1}}
	for _, t := range titles {
		c := Chapter{Title: t.title, Line: t.line, From: t.from, Body: t.body}
		if len(bytes.TrimSpace(bytes.TrimPrefix(text[:t.from], []byte(byteOrderMark)))) == 0 {
			c.From = 0
			out[0] = c
			continue
		}
		out[len(out)-1].To = t.from
		out = append(out, c)
	}
	out[len(out)-1].To = len(text)
	return out
}

// named are the lines that call themselves a chapter.
func named(lines []candidate) []candidate {
	name := regexp.MustCompile(`(?i)^(?:(?:chapter|part|book|act|scene|letter|stave|canto|kapitel|teil|chapitre|partie|livre|cap[ií]tulo|parte|capitolo|hoofdstuk|rozdzia[łl]|kapitola|глава|часть)\s+(?:[0-9]{1,4}|[ivxlc]{1,10}|[\pL-]{2,20})\b[^\pL]?.*|第[0-9一二三四五六七八九十百零〇]{1,8}[章回部卷].*|(?:prologue|epilogue|foreword|preface|introduction|afterword|appendix|acknowledge?ments|prolog|epilog|vorwort|nachwort|einleitung|avant-propos|pr[ée]face|[ée]pilogue|pr[óo]logo|ep[íi]logo|пролог|эпилог)[.:]?)$`)
	return keep(lines, func(c candidate) bool { return name.MatchString(c.title) && !endsSentence(c.title) })
}

// endsSentence reports whether a line of more than its number reads as a sentence: "Part of it was true."
func endsSentence(title string) bool {
	return len(strings.Fields(title)) > 3 && strings.HasSuffix(title, ".")
}

func keep(lines []candidate, fits func(candidate) bool) []candidate {
	var out []candidate
	for _, c := range lines {
		if fits(c) {
			out = append(out, c)
		}
	}
	return out
}

// numbered are lines that start with 1, 2, 3 or I, II, III, in a row without a gap. One alone is a list or a date.
func numbered(lines []candidate) []candidate {
	number := regexp.MustCompile(`^([0-9]{1,3}|[IVXLC]{1,8})(?:[.:)]|\s*$)(?:\s.*)?$`)
	var out []candidate
	for _, c := range lines {
		m := number.FindStringSubmatch(c.title)
		if m == nil {
			continue
		}
		if next := len(out) + 1; value(m[1]) == next {
			out = append(out, c)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// value reads a number in digits or in Roman letters.
func value(s string) int {
	if s[0] >= '0' && s[0] <= '9' {
		n := 0
		for _, c := range s {
			n = 10*n + int(c-'0')
		}
		return n
	}
	worth := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	total := 0
	for i := range len(s) {
		if i+1 < len(s) && worth[s[i]] < worth[s[i+1]] {
			total -= worth[s[i]]
		} else {
			total += worth[s[i]]
		}
	}
	return total
}

// setApart are short lines after two blank ones that begin like a title and do not end like a sentence.
func setApart(lines []candidate) []candidate {
	out := keep(lines, func(c candidate) bool {
		first, _ := utf8.DecodeRuneInString(c.title)
		last, _ := utf8.DecodeLastRuneInString(c.title)
		return c.before >= 2 && utf8.RuneCountInString(c.title) <= 60 && (unicode.IsUpper(first) || unicode.IsDigit(first)) &&
			(unicode.IsLetter(last) || unicode.IsDigit(last))
	})
	if len(out) < 2 {
		return nil
	}
	return out
}

// Paragraphs gives where the paragraphs of a text end, blank lines behind them included. The last ends the text.
func Paragraphs(text []byte) []int {
	var ends []int
	at := 0
	blank := true
	for line := range bytes.Lines(text) {
		empty := len(bytes.TrimSpace(line)) == 0
		if blank && !empty && at > 0 && !startsWithMark(line, at) && len(bytes.TrimSpace(text[:at])) > 0 {
			ends = append(ends, at)
		}
		blank = empty
		at += len(line)
	}
	return append(ends, len(text))
}

// Join puts parts one after another. Parts that are cuts of a text give its bytes; a part that does not end its line gets
// a blank line behind it. It gives where each part starts.
func Join(parts [][]byte) (text []byte, starts []int) {
	out := []byte{}
	for i, part := range parts {
		if i > 0 {
			part = bytes.TrimPrefix(part, []byte(byteOrderMark))
		}
		if n := len(out); n > 0 && len(part) > 0 && out[n-1] != '\n' && string(out) != byteOrderMark {
			end := "\n"
			if bytes.Contains(out, []byte("\r\n")) {
				end = "\r\n"
			}
			out = append(out, end+end...)
		}
		starts = append(starts, len(out))
		out = append(out, part...)
	}
	return out, starts
}
