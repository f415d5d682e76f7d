package project

import (
	"fmt"
)

// SubtitleSpec says more about subtitles that is asked for. A zero field asks for nothing.
type SubtitleSpec struct {
	MinCues      int     `json:"min_cues,omitempty" doc:"least number of cues"`
	MaxCues      int     `json:"max_cues,omitempty" doc:"greatest number of cues"`
	MaxSpeed     float64 `json:"max_characters_per_second,omitempty" doc:"greatest reading speed; 17 is usual for grown-ups, 13 for children"`
	MaxLineRunes int     `json:"max_line_characters,omitempty" doc:"longest line, in characters; 42 is usual"`
}

// SubtitleFacts are the measurements of subtitles.
type SubtitleFacts struct {
	Format   string  `json:"format"`
	Cues     int     `json:"cues"`
	Seconds  float64 `json:"seconds"` // end of the last cue
	MaxSpeed float64 `json:"max_characters_per_second"`
}

func (s *SubtitleSpec) check(at string, f *faults) {
	if s.MinCues < 0 || s.MaxCues < 0 || s.MaxCues > 0 && s.MinCues > s.MaxCues {
		f.addf(at+".min_cues", "%d to %d cues is no range", s.MinCues, s.MaxCues)
	}
	if s.MaxSpeed < 0 || s.MaxLineRunes < 0 {
		f.addf(at+".max_characters_per_second", "a limit is negative; write numbers from 0")
	}
}

func (s *SubtitleSpec) sentences() []string {
	var out []string
	if s.MinCues > 0 {
		out = append(out, fmt.Sprintf("at least %d cues", s.MinCues))
	}
	if s.MaxCues > 0 {
		out = append(out, fmt.Sprintf("at most %d cues", s.MaxCues))
	}
	if s.MaxSpeed > 0 {
		out = append(out, fmt.Sprintf("at most %g characters a second", s.MaxSpeed))
	}
	if s.MaxLineRunes > 0 {
		out = append(out, fmt.Sprintf("lines of at most %d characters", s.MaxLineRunes))
	}
	return out
}
