package project

// TranslationSpec says more about a translation that is asked for. A zero field asks for nothing.
type TranslationSpec struct {
	Source string `json:"source,omitempty" doc:"language translated from, as ISO 639-1"`
	Target string `json:"target,omitempty" doc:"language translated into, as ISO 639-1"`
	Fuzzy  bool   `json:"fuzzy,omitempty" doc:"unsure translations are accepted"`
}

// TranslationFacts are the measurements of a translation.
type TranslationFacts struct {
	Format     string `json:"format"`
	Units      int    `json:"units"`
	Translated int    `json:"translated"`
	Target     string `json:"target,omitempty"`
}

func (s *TranslationSpec) check(at string, f *faults) {}

func (s *TranslationSpec) sentences() []string { return nil }
