// Package subtitle reads and writes subtitles: SubRip (SRT) and WebVTT. Every cue knows the bytes it is written in, so a
// file can be cut between cues and put together again to the byte.
//
// The reader takes what players take. What it cannot read is named in Track.Problems and stays with the cue before it.
package subtitle

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"tutti/project"
)

// Format is how subtitles are written.
type Format string

// The formats.
const (
	SRT Format = "srt"
	VTT Format = "vtt"
)

// The limits of a file.
const (
	MaxBytes    = 4 << 20
	MaxProblems = 100 // those beyond are counted only
)

const byteOrderMark = "\xef\xbb\xbf"

// Cue is one subtitle.
type Cue struct {
	ID       string // the number in SRT, any name in VTT; "" when there is none
	Start    time.Duration
	End      time.Duration
	Settings string // what follows the times in VTT, as "align:start"
	Text     string // lines joined by LF, with its tags
	Line     int    // of the times, from 1
	From     int    // first byte, comments before the cue included
	To       int    // byte after the last, blank lines behind the cue included
}

// Problem is a block that is no cue.
type Problem struct {
	Line    int
	Message string
}

// Track is a file of subtitles. Its head and its cues cover all bytes; what follows the last cue belongs to it.
type Track struct {
	Format   Format
	Head     int // bytes before the first cue: byte order mark, and header, styles and regions in VTT
	Cues     []Cue
	Problems []Problem // the first MaxProblems
	Damaged  int       // how many blocks are no cues
}

// Read reads subtitles. Errors: Invalid for a file beyond the limits.
func Read(src []byte, format Format) (Track, error) {
	if len(src) > MaxBytes {
		return Track{}, project.Errorf(project.Invalid, "the file has %d bytes, at most %d can be read; deliver it in parts", len(src), MaxBytes)
	}
	r := reader{src: src, track: Track{Format: format}, line: 1}
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		r.at = len(byteOrderMark)
	}
	r.track.Head = r.at
	if format == VTT {
		r.header()
	}
	for r.at < len(src) {
		r.block()
	}
	r.close()
	return r.track, nil
}

type reader struct {
	src   []byte
	track Track
	at    int // next byte
	line  int // number of the line there
	held  int // first byte of comments that wait for their cue
	holds bool
}

// line is one line of the file without its end.
type line struct {
	text   string
	from   int
	number int
}

// next takes a line. Lines end in LF, CR LF or CR.
func (r *reader) next() line {
	l := line{from: r.at, number: r.line}
	rest := r.src[r.at:]
	i := bytes.IndexAny(rest, "\r\n")
	switch {
	case i < 0:
		r.at = len(r.src)
		i = len(rest)
	case rest[i] == '\r' && i+1 < len(rest) && rest[i+1] == '\n':
		r.at += i + 2
	default:
		r.at += i + 1
	}
	l.text = string(rest[:i])
	r.line++
	return l
}

func isBlank(text string) bool { return strings.Trim(text, " \t") == "" }

// lines takes a block: the lines up to a blank one, and the blank ones behind it.
func (r *reader) lines() []line {
	var out []line
	behind := false // the text
	for r.at < len(r.src) {
		l := r.next()
		switch {
		case isBlank(l.text):
			behind = len(out) > 0
		case behind:
			r.at, r.line = l.from, l.number
			return out
		default:
			out = append(out, l)
		}
	}
	return out
}

// header reads the first block of a VTT, which must start with its name.
func (r *reader) header() {
	before := *r
	first := r.next()
	name, found := strings.CutPrefix(first.text, "WEBVTT")
	if !found || name != "" && name[0] != ' ' && name[0] != '\t' {
		*r = before
		r.problem(1, "the file does not start with WEBVTT; add it as its first line")
		return
	}
	for r.at < len(r.src) {
		l := r.next()
		if isBlank(l.text) {
			break
		}
		if strings.Contains(l.text, "-->") {
			r.problem(l.number, "a cue stands within the header; put a blank line behind WEBVTT")
		}
	}
	r.skipBlank()
}

// skipBlank moves blank lines behind a header into it.
func (r *reader) skipBlank() {
	for r.at < len(r.src) {
		if l := r.next(); !isBlank(l.text) {
			r.at, r.line = l.from, l.number
			break
		}
	}
	r.track.Head = r.at
}

// block reads one block and decides what it is.
func (r *reader) block() {
	from := r.at
	lines := r.lines()
	if len(lines) == 0 {
		return
	}
	if r.track.Format == VTT && isComment(lines[0].text) {
		r.comment(from, lines[0].text)
		return
	}
	cue, at, ok := timing(lines, r.track.Format)
	if !ok || len(r.track.Cues) > 0 && startsFile(lines[0].text) {
		r.stray(lines[0])
		return
	}
	if r.holds {
		from, r.holds = r.held, false
	}
	if at == 1 {
		cue.ID = strings.TrimSpace(lines[0].text)
	}
	cue.Line = lines[at].number
	cue.From = r.start(from)
	cue.Text = join(lines[at+1:])
	r.track.Cues = append(r.track.Cues, cue)
}

// start is where a cue begins: the first takes everything after the head, and each ends the one before it.
func (r *reader) start(from int) int {
	n := len(r.track.Cues)
	if n == 0 {
		return r.track.Head
	}
	r.track.Cues[n-1].To = from
	return from
}

// startsFile reports whether a block begins as a file does. Within a file it is damage: two files were put together.
func startsFile(text string) bool {
	return strings.HasPrefix(text, byteOrderMark) || strings.HasPrefix(text, "WEBVTT")
}

func isComment(text string) bool {
	for _, name := range []string{"NOTE", "STYLE", "REGION"} {
		if rest, found := strings.CutPrefix(text, name); found && (rest == "" || rest[0] == ' ' || rest[0] == '\t') && !strings.Contains(rest, "-->") {
			return true
		}
	}
	return false
}

// comment keeps a style in the head while no cue has come, and a note with the cue that follows it. A style that comes too
// late stays with the cue before it.
func (r *reader) comment(from int, first string) {
	switch isNote := strings.HasPrefix(first, "NOTE"); {
	case !isNote && len(r.track.Cues) == 0:
		r.track.Head, r.holds = r.at, false
	case !isNote:
		r.holds = false
	case !r.holds:
		r.held, r.holds = from, true
	}
}

// stray is a block without times: text with a blank line in it, or damage.
func (r *reader) stray(first line) {
	r.problem(first.number, "no times stand here, as 00:00:01"+map[Format]string{SRT: ",", VTT: "."}[r.track.Format]+
		"000 --> 00:00:02"+map[Format]string{SRT: ",", VTT: "."}[r.track.Format]+"500; a cue's text must not hold a blank line")
	r.holds = false
}

func (r *reader) problem(line int, message string) {
	r.track.Damaged++
	if len(r.track.Problems) < MaxProblems {
		r.track.Problems = append(r.track.Problems, Problem{Line: line, Message: message})
	}
}

// close gives the rest to the last cue. A file without cues is all head.
func (r *reader) close() {
	if n := len(r.track.Cues); n > 0 {
		r.track.Cues[n-1].To = len(r.src)
		return
	}
	r.track.Head = len(r.src)
}

func join(lines []line) string {
	texts := make([]string, 0, len(lines))
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	return strings.Join(texts, "\n")
}

// timing finds the times of a cue in the first or second line of its block.
func timing(lines []line, format Format) (cue Cue, at int, ok bool) {
	for at = range min(2, len(lines)) {
		from, rest, found := strings.Cut(lines[at].text, "-->")
		if !found {
			continue
		}
		to, settings, _ := strings.Cut(strings.TrimSpace(rest), " ")
		start, okStart := parseTime(strings.TrimSpace(from), format)
		end, okEnd := parseTime(strings.TrimSpace(to), format)
		return Cue{Start: start, End: end, Settings: strings.TrimSpace(settings)}, at, okStart && okEnd
	}
	return Cue{}, 0, false
}

// parseTime reads 01:02:03,456; in VTT the hours may be missing and a point stands for the comma. Both take either.
func parseTime(s string, format Format) (time.Duration, bool) {
	s = strings.ReplaceAll(s, ",", ".")
	clock, fraction, _ := strings.Cut(s, ".")
	parts := strings.Split(clock, ":")
	if len(parts) == 2 && format == VTT {
		parts = append([]string{"0"}, parts...)
	}
	if len(parts) != 3 {
		return 0, false
	}
	total := time.Duration(0)
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second} {
		n, ok := digits(parts[i], 5)
		if !ok || i > 0 && n > 59 {
			return 0, false
		}
		total += time.Duration(n) * unit
	}
	if fraction == "" {
		return total, !strings.Contains(s, ".")
	}
	n, ok := digits(fraction, 3)
	for range 3 - len(fraction) {
		n *= 10
	}
	return total + time.Duration(n)*time.Millisecond, ok
}

// digits reads a number of at most so many digits.
func digits(s string, most int) (int, bool) {
	if s == "" || len(s) > most {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// clock writes a time as the format asks for it.
func clock(d time.Duration, format Format) string {
	ms := d.Milliseconds()
	point := map[Format]string{SRT: ",", VTT: "."}[format]
	return fmt.Sprintf("%02d:%02d:%02d%s%03d", ms/3600000, ms/60000%60, ms/1000%60, point, ms%1000)
}

// Name is what a cue is known by when its text is translated: the time at which it starts.
func (c Cue) Name() string { return clock(c.Start, SRT) }

// Append writes a cue with a blank line behind it. Its ID is left out when empty, its Settings where the format has none.
func Append(dst []byte, c Cue, format Format) []byte {
	if c.ID != "" {
		dst = fmt.Appendf(dst, "%s\n", c.ID)
	}
	dst = fmt.Appendf(dst, "%s --> %s", clock(c.Start, format), clock(c.End, format))
	if c.Settings != "" && format == VTT {
		dst = append(dst, " "+c.Settings...)
	}
	dst = append(dst, '\n')
	if c.Text != "" {
		dst = fmt.Appendf(dst, "%s\n", c.Text)
	}
	return append(dst, '\n')
}
