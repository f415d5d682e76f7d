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

func (s *TranslationSpec) check(at string, f *faults) {
	checkLanguage(at+".source", s.Source, f)
	checkLanguage(at+".target", s.Target, f)
}

func (s *TranslationSpec) sentences() []string {
	var out []string
	if s.Source != "" {
		out = append(out, "from the language "+s.Source)
	}
	if s.Target != "" {
		out = append(out, "into the language "+s.Target)
	}
	if !s.Fuzzy {
		out = append(out, "no message left unsure or untranslated")
	}
	return out
}
