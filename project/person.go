package project

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of how somebody is called.
const (
	MaxName          = MaxTitle // characters
	MaxPronunciation = 200      // characters
)

// Languages lists the languages that pages and letters are written in; the first is for those whose own is not among them.
func Languages() []string { return []string{"en", "de", "es", "ar"} }

// PersonChange is what somebody changes about how they are called and spoken to. Nil leaves it as it is.
type PersonChange struct {
	Name          *string // credit name
	Pronunciation *string // how the name is said; empty takes it away
	Language      *string // of Languages; empty takes the choice back
}

// Tidy leaves out what stands around the words.
func (c PersonChange) Tidy() PersonChange {
	for _, text := range []**string{&c.Name, &c.Pronunciation, &c.Language} {
		if *text != nil {
			tidy := strings.TrimSpace(**text)
			*text = &tidy
		}
	}
	return c
}

// Check names everything that is wrong with a tidy change.
func (c PersonChange) Check() error {
	var f faults
	if c.Name != nil {
		if *c.Name == "" {
			f.addf("name", "is empty; write how you are credited")
		}
		f.checkLine("name", *c.Name, MaxName)
	}
	if c.Pronunciation != nil {
		f.checkLine("pronunciation", *c.Pronunciation, MaxPronunciation)
	}
	if c.Language != nil && *c.Language != "" && !slices.Contains(Languages(), *c.Language) {
		f.addf("language", "%q is no language that Tutti speaks; there are %s", clip(*c.Language, 24), strings.Join(Languages(), ", "))
	}
	return f.asError("the change")
}

// checkLine names what is wrong with words that stand on one line beside others: what ends the line, cannot be shown, or
// turns the direction of what stands around it.
func (f *faults) checkLine(path, text string, limit int) {
	switch {
	case !utf8.ValidString(text):
		f.addf(path, "is not UTF-8")
	case utf8.RuneCountInString(text) > limit:
		f.addf(path, "has %d characters; at most %d", utf8.RuneCountInString(text), limit)
	case strings.ContainsFunc(text, leavesLine):
		f.addf(path, "has a control character in it; write it on one line")
	}
}

func leavesLine(r rune) bool {
	turns := r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	return turns || unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// With gives the person as the change leaves them.
func (p Person) With(c PersonChange) Person {
	set(&p.Name, c.Name)
	set(&p.Pronunciation, c.Pronunciation)
	set(&p.Language, c.Language)
	return p
}

// Reads gives the languages that the person is spoken to in, the best first: the one they chose, then those they work in.
func (p Person) Reads(working []string) []string {
	if p.Language == "" {
		return working
	}
	return unique(append([]string{p.Language}, working...))
}
