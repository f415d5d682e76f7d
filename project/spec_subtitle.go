package project

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

func (s *SubtitleSpec) check(at string, f *faults) {}

func (s *SubtitleSpec) sentences() []string { return nil }
