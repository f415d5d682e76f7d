package project

// TextSpec says more about a text that is asked for. A zero field asks for nothing.
type TextSpec struct {
	MinWords int      `json:"min_words,omitempty" doc:"least number of words"`
	MaxWords int      `json:"max_words,omitempty" doc:"greatest number of words"`
	Language string   `json:"language,omitempty" doc:"language of the text, as ISO 639-1, e.g. de"`
	Headings []string `json:"headings,omitempty" doc:"headings that must be there, in this order"`
}

// TextFacts are the measurements of a text.
type TextFacts struct {
	Format   string   `json:"format"`
	Words    int      `json:"words"`
	Lines    int      `json:"lines"`
	Language string   `json:"language,omitempty"` // ISO 639-1, when it could be told
	Headings []string `json:"headings,omitempty"`
}

func (s *TextSpec) check(at string, f *faults) {}

func (s *TextSpec) sentences() []string { return nil }
