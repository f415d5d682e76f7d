package inspect

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"tutti/media/galley"
	"tutti/media/prose"
	"tutti/media/subtitle"
	"tutti/project"
)

// subtitles judges a file of subtitles: whether players can read it, and viewers can follow it.
func (i *Inspector) subtitles(ctx context.Context, j *judge) error {
	format, err := j.takes("subtitles", "vtt", "srt")
	if err != nil || format == "" {
		return err
	}
	src, err := j.read(subtitle.MaxBytes)
	if err != nil || src == nil {
		return err
	}
	if err := prose.Check(src); err != nil {
		return j.unreadable(err)
	}
	track, err := subtitle.Read(src, subtitle.Format(format))
	if err != nil {
		return j.unreadable(err)
	}
	j.facts.Subtitles = &project.SubtitleFacts{Format: format, Cues: len(track.Cues)}
	j.checkBlocks(track)
	j.checkCueCount(len(track.Cues))
	j.checkCues(track.Cues)
	j.checkEnd()
	names := map[string]bool{}
	for _, cue := range track.Cues {
		names[cue.Name()] = true
	}
	j.handedOut(project.Warn, "cue at", func(name string) bool { return names[name] })
	j.checkMarks(src)
	return i.proof(ctx, j, galley.ReadSubtitles(format))
}

// checkBlocks names what is no cue. A player drops it in silence.
func (j *judge) checkBlocks(t subtitle.Track) {
	bad := j.tally(project.Block, "cue_unreadable", "Write number, times and text of a cue without a blank line in them, and one blank line behind it.")
	for _, p := range t.Problems {
		bad.add("line %d: %s", p.Line, p.Message).At = fmt.Sprintf("line %d", p.Line)
	}
	bad.count = t.Damaged
	bad.done()
}

func (j *judge) checkCueCount(n int) {
	asked := project.SubtitleSpec{}
	if j.spec.Subtitles != nil {
		asked = *j.spec.Subtitles
	}
	switch {
	case n == 0:
		j.block("no_cues", "Export the subtitles again as "+strings.ToUpper(j.facts.Subtitles.Format)+".", "the file holds no cue that can be read")
	case n < asked.MinCues:
		j.block("cues_few", "Deliver all cues.", "%d cues, at least %d are wanted", n, asked.MinCues)
	case asked.MaxCues > 0 && n > asked.MaxCues:
		j.block("cues_many", "Join short cues, or agree on more.", "%d cues, at most %d are wanted", n, asked.MaxCues)
	}
}

// cueChecks are the findings about single cues.
type cueChecks struct {
	backwards, order, overlap, fast, wide, empty *tally
	asked                                        project.SubtitleSpec
}

func (j *judge) checkCues(cues []subtitle.Cue) {
	c := cueChecks{
		backwards: j.tally(project.Block, "cue_backwards", "Set the end of the cue behind its start."),
		order:     j.tally(project.Warn, "cue_order", "Sort the cues by their times."),
		overlap:   j.tally(project.Warn, "cue_overlap", "End a cue before the next one starts."),
		fast:      j.tally(project.Warn, "cue_fast", "Shorten the text, or let the cue stand longer."),
		wide:      j.tally(project.Warn, "cue_wide", "Break the line, or shorten it."),
		empty:     j.tally(project.Warn, "cue_empty", "Write its text, or take the cue out."),
	}
	if j.spec.Subtitles != nil {
		c.asked = *j.spec.Subtitles
	}
	facts := j.facts.Subtitles
	for n, cue := range cues {
		facts.Seconds = max(facts.Seconds, cue.End.Seconds())
		length := cue.Characters()
		v := speed(cue, length)
		facts.MaxSpeed = max(facts.MaxSpeed, round(v, 1))
		c.times(n, cues)
		c.text(n, cue, length, v)
	}
	for _, t := range []*tally{c.backwards, c.order, c.overlap, c.fast, c.wide, c.empty} {
		t.done()
	}
}

// times compares a cue with the one before it.
func (c *cueChecks) times(n int, cues []subtitle.Cue) {
	cue := cues[n]
	if cue.End <= cue.Start {
		at(c.backwards.add("cue %d ends at %v, which is not after its start at %v", n+1, cue.End, cue.Start), n, cue)
	}
	if n == 0 {
		return
	}
	switch before := cues[n-1]; {
	case cue.Start < before.Start:
		at(c.order.add("cue %d starts at %v, before the cue above it (%v)", n+1, cue.Start, before.Start), n, cue)
	case cue.Start < before.End:
		at(c.overlap.add("cue %d starts %v before the cue above it ends", n+1, before.End-cue.Start), n, cue)
	}
}

// text looks at a cue of so many characters, which must be read at a speed.
func (c *cueChecks) text(n int, cue subtitle.Cue, length int, v float64) {
	if length == 0 {
		at(c.empty.add("cue %d has no text", n+1), n, cue)
		return
	}
	if c.asked.MaxSpeed > 0 && v > c.asked.MaxSpeed {
		at(c.fast.add("cue %d: %.1f characters a second, at most %g are wanted", n+1, v, c.asked.MaxSpeed), n, cue)
	}
	if c.asked.MaxLineRunes == 0 {
		return
	}
	for line := range strings.Lines(subtitle.Plain(cue.Text)) {
		if length := utf8.RuneCountInString(strings.TrimRight(line, "\n")); length > c.asked.MaxLineRunes {
			at(c.wide.add("cue %d: a line of %d characters, at most %d are wanted", n+1, length, c.asked.MaxLineRunes), n, cue)
			return
		}
	}
}

// at says where a cue is.
func at(f *project.Finding, n int, cue subtitle.Cue) {
	f.Row, f.From, f.To = int64(n+1), cue.Start.Seconds(), cue.End.Seconds()
}

// speed is how many characters a second a viewer must read. A cue without a length has none, and its own finding.
func speed(cue subtitle.Cue, characters int) float64 {
	if cue.End <= cue.Start {
		return 0
	}
	return float64(characters) / (float64(cue.End-cue.Start) / float64(time.Second))
}

// checkEnd compares the end of the last cue with the length asked for.
func (j *judge) checkEnd() {
	if end, limit := j.facts.Subtitles.Seconds, j.spec.MaxSeconds; limit > 0 && end > limit {
		f := j.block("duration_long", "Check the times: the film is shorter.", "the last cue ends at %.2f s, at most %g s are accepted", end, limit)
		f.From, f.To = limit, end
	}
}
