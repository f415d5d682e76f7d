package mail

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/project"
)

var day = time.Date(2026, 3, 2, 13, 5, 0, 0, time.UTC)

func texts(t *testing.T) *Texts {
	t.Helper()
	all, err := NewTexts()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// wording fills the declared fields of a kind, each with something that can be found again.
func wording(kind project.LetterKind, language string) project.Wording {
	w := project.Wording{Letter: project.Letter{ID: "let_1", Kind: kind}, Reader: project.Person{Name: "Ama Mensah", Email: "ama@example.org"},
		Languages: []string{language}, Zone: time.UTC, Fields: map[string]string{}, Link: "https://tutti.example/go#s=<1>", Now: day}
	for _, f := range project.LetterFields(kind) {
		w.Fields[f] = "<" + strings.ToUpper(f) + ">"
	}
	return w
}

// TestEveryLetterIsWrittenInEveryLanguage: with its declared fields and no others, as text and as HTML, in which what people
// wrote is no markup.
func TestEveryLetterIsWrittenInEveryLanguage(t *testing.T) {
	all := texts(t)
	for _, kind := range project.LetterKinds() {
		for _, language := range Languages() {
			w := wording(kind, language)
			m, err := all.Write(w)
			if err != nil {
				t.Errorf("%s in %s: %v", kind, language, err)
				continue
			}
			if m.Subject == "" || m.Language != language || !strings.Contains(m.Text, "<NAME>") || strings.Contains(m.HTML, "<NAME>") || !strings.Contains(m.HTML, "&lt;NAME&gt;") {
				t.Errorf("%s in %s: %+v", kind, language, m)
			}
			if rtl := strings.Contains(m.HTML, `dir="rtl"`); rtl != (language == "ar") {
				t.Errorf("%s in %s: from right to left %v", kind, language, rtl)
			}
			if !strings.Contains(m.Text, w.Link) || !strings.Contains(m.HTML, `href="https://tutti.example/go#s=%3c1%3e"`) {
				t.Errorf("%s in %s leads nowhere:\n%s\n%s", kind, language, m.Text, m.HTML)
			}
		}
	}
}

// TestALetterWithAHoleIsNotWritten: every declared field is needed in every language, and what is not declared is there in none.
func TestALetterWithAHoleIsNotWritten(t *testing.T) {
	all := texts(t)
	for _, kind := range project.LetterKinds() {
		for _, missing := range project.LetterFields(kind) {
			for _, language := range Languages() {
				w := wording(kind, language)
				delete(w.Fields, missing)
				if m, err := all.Write(w); project.CodeOf(err) != project.Internal {
					t.Errorf("%s in %s without %s: %v\n%s", kind, language, missing, err, m.Text)
				}
			}
		}
	}
}

// TestEveryLanguageSaysTheSameThings: a text that is new in one language is missed in the others.
func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	all := texts(t)
	want := slices.Sorted(slices.Values(all.names(fallback)))
	for _, language := range Languages() {
		if got := slices.Sorted(slices.Values(all.names(language))); !slices.Equal(got, want) {
			t.Errorf("%s says %v, %s says %v", language, got, fallback, want)
		}
	}
}

func TestTheLanguageIsTheReaders(t *testing.T) {
	for want, wanted := range map[string][]string{"de": {"de-AT", "en"}, "ar": {"tlh", "AR-EG"}, "en": {"tlh"}, "es": {"es"}} {
		if got := chooseLanguage(wanted); got != want {
			t.Errorf("%v reads %s, not %s", wanted, got, want)
		}
	}
	if chooseLanguage(nil) != fallback {
		t.Error("who says nothing reads another language")
	}
}

func TestATimeIsByTheClockOfItsReader(t *testing.T) {
	accra, tokyo := time.FixedZone("GMT", 0), time.FixedZone("JST", 9*3600)
	all := texts(t)
	got := map[string]string{"en": all.When(day, []string{"en"}, accra), "de": all.When(day, []string{"de"}, tokyo), "es": all.When(day, []string{"es"}, tokyo),
		"ar": all.When(day, []string{"ar"}, accra)}
	want := map[string]string{"en": "2 March 2026, 13:05 GMT", "de": "2. März 2026, 22:05 Uhr (JST)", "es": "2 de marzo de 2026, 22:05 JST",
		"ar": "2 مارس 2026، 13:05 GMT"}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
