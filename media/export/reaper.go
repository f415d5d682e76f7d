package export

import (
	"fmt"
	"strings"
)

// REAPER writes a project of REAPER (.rpp): one track a clip, gain and pan on the track, fades on the item.
func REAPER(s Session) []byte {
	r := &rpp{}
	r.open(`REAPER_PROJECT 0.1 "6.0" 0`)
	r.line("SAMPLERATE %d 0 0", SampleRate)
	r.line("TEMPO 120 4 4")
	for i, m := range s.Markers {
		r.line("MARKER %d %s %s 0", i+1, decimal(seconds(m.At)), quoted(m.Text))
	}
	for _, c := range s.Clips {
		r.track(c)
	}
	r.close()
	return []byte(r.String())
}

// rpp writes nested elements, two spaces a level.
type rpp struct {
	strings.Builder
	depth int
}

func (r *rpp) line(format string, args ...any) {
	r.WriteString(strings.Repeat("  ", r.depth))
	fmt.Fprintf(r, format+"\n", args...)
}

func (r *rpp) open(format string, args ...any) {
	r.line("<"+format, args...)
	r.depth++
}

func (r *rpp) close() {
	r.depth--
	r.line(">")
}

func (r *rpp) track(c Clip) {
	r.open("TRACK")
	r.line("NAME %s", quoted(c.Name))
	r.line("VOLPAN %s %s -1 -1 1", decimal(c.linear()), decimal(c.Pan))
	r.open("ITEM")
	r.line("POSITION %s", decimal(c.Seconds()))
	r.line("LENGTH %s", decimal(seconds(c.Samples)))
	r.line("FADEIN 0 %s 0 0 0 0", decimal(seconds(c.FadeIn)))
	r.line("FADEOUT 0 %s 0 0 0 0", decimal(seconds(c.FadeOut)))
	r.line("NAME %s", quoted(c.Name))
	r.line("SOFFS %s", decimal(seconds(c.Skip)))
	r.open("SOURCE %s", source(c))
	r.line("FILE %s", quoted(c.Path))
	r.close()
	r.close()
	r.close()
}

// source names the reader of a file. WAVE reads AIFF too.
func source(c Clip) string {
	if c.Video {
		return "VIDEO"
	}
	switch c.Format {
	case "flac":
		return "FLAC"
	case "mp3":
		return "MP3"
	case "ogg":
		return "VORBIS"
	}
	return "WAVE"
}

// quoted puts a text between quotes that do not occur in it. The format has three and no escape: where all occur, the
// backtick gives way to an apostrophe.
func quoted(text string) string {
	for _, q := range []string{`"`, `'`, "`"} {
		if !strings.Contains(text, q) {
			return q + text + q
		}
	}
	return "`" + strings.ReplaceAll(text, "`", "'") + "`"
}
