package project

import (
	"fmt"
	"regexp"
	"strings"
)

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
	Pictures int      `json:"pictures,omitempty" doc:"pictures in it, or referred to; only a Word document that is made of this one keeps them"`
}

// maxHeadings is the greatest number of headings that can be asked for.
const maxHeadings = 1000

func (s *TextSpec) check(at string, f *faults) {
	if s.MinWords < 0 || s.MaxWords < 0 || s.MaxWords > 0 && s.MinWords > s.MaxWords {
		f.addf(at+".min_words", "%d to %d words is no range", s.MinWords, s.MaxWords)
	}
	checkLanguage(at+".language", s.Language, f)
	if len(s.Headings) > maxHeadings {
		f.addf(at+".headings", "names %d headings; at most %d", len(s.Headings), maxHeadings)
	}
	for i, heading := range s.Headings {
		if strings.TrimSpace(heading) == "" {
			f.addf(fmt.Sprintf("%s.headings[%d]", at, i), "is empty; write the heading")
		}
	}
}

// checkLanguage takes what looks like a language: two or three letters, and a country or a script behind them.
func checkLanguage(at, language string, f *faults) {
	if form := regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$`); language != "" && !form.MatchString(language) {
		f.addf(at, "%q is no language; write two or three letters, as de or pt-BR", clip(language, 20))
	}
}

func (s *TextSpec) sentences() []string {
	var out []string
	if s.MinWords > 0 {
		out = append(out, fmt.Sprintf("at least %d words", s.MinWords))
	}
	if s.MaxWords > 0 {
		out = append(out, fmt.Sprintf("at most %d words", s.MaxWords))
	}
	if s.Language != "" {
		out = append(out, "in the language "+s.Language)
	}
	if len(s.Headings) > 0 {
		out = append(out, "with the headings, in this order: "+strings.Join(s.Headings, ", "))
	}
	return out
}
