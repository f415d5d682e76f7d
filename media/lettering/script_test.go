package lettering

import "testing"

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
		"北川":                    {"□□", false},
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
