package lettering

import (
	"slices"
	"strings"
	"testing"
)

func TestScripts(t *testing.T) {
	s, err := Scripts()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]struct {
		shown string
		whole bool
	}{
		"Ama Mensah":            {"Ama Mensah", true},
		"Nguyễn Thị Hồng":       {"Nguyễn Thị Hồng", true},
		"e\u0301":               {"é", true},
		"Ольга Ґалаґан":         {"Ольга Ґалаґан", true},
		"Γιώργος":               {"Γιώργος", true},
		"Արամ":                  {"Արամ", true},
		"ნინო":                  {"ნინო", true},
		"דוד לוי":               {"יול דוד", true},
		"a\tb\u200dc":           {"a bc", true},
		"北川":                    {"北川", true},
		"한국어 ひらがな":              {"한국어 ひらがな", true},
		"ไทย":                   {"□□□", false},
		"Ama 🎺":                 {"Ama □", false},
		"كتب":                   {"\uFE90\uFE98\uFEDB", true},       // first, middle, last, from the right
		"نور":                   {"\uFEAD\uFEEE\uFEE7", true},       // waw joins only backwards
		"لا":                    {"\uFEFB", true},                   // lam and alef are one
		"كلا":                   {"\uFEFC\uFEDB", true},             // also after another letter
		"پری":                   {"\uFBFC\uFEAE\uFB58", true},       // Persian
		"مُحَمَّد":              {"\uFEAA\uFEE4\uFEA4\uFEE3", true}, // vowel marks go
		"Noor (نور) Haddad":     {"Noor (\uFEAD\uFEEE\uFEE7) Haddad", true},
		"\u202eevil\u202c text": {"evil text", true},
	} {
		shown, whole := s.Shown(text)
		if shown != want.shown || whole != want.whole {
			t.Errorf("%s: %q (%+q), %v", text, shown, shown, whole)
		}
	}
}

func TestNumbersInsideHebrew(t *testing.T) {
	if got := visual("חנות 24 טוב"); got != "בוט 24 תונח" {
		t.Errorf("%q", got)
	}
}

func TestRunsTakeTheFontThatHasTheLetters(t *testing.T) {
	got := SerifBold.Runs("Ana 北川 اب")
	want := []Run{{SerifBold, "Ana "}, {Ideographs, "北川"}, {SerifBold, " "}, {SansBold, "اب"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	for f := range faces {
		if f.read().err != nil || f != Ideographs && !f.Has('a') {
			t.Errorf("font %d cannot be read: %v", f, f.read().err)
		}
		if wide, one := f.Width("北北"), f.Width("北"); wide != 2*one || one < 0.9 {
			t.Errorf("an ideograph of font %d is %v wide, two are %v", f, one, wide)
		}
	}
}

func TestPiecesEndWhereALineMay(t *testing.T) {
	for text, want := range map[string]string{
		"one two-three": "one |two-|three",
		"北川、東京":         "北|川、|東|京",
		"a\nb":          "a\n|b",
		"":              "",
	} {
		pieces, hard := Pieces(text)
		if got := strings.Join(pieces, "|"); got != want || len(hard) != len(pieces) {
			t.Errorf("%q: %q", text, got)
		}
		for i, piece := range pieces {
			if hard[i] != strings.HasSuffix(piece, "\n") {
				t.Errorf("%q must end a line: %v", piece, hard[i])
			}
		}
	}
}
