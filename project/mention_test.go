package project

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMentions(t *testing.T) {
	for text, want := range map[string]string{
		"@ama":                           "ama",
		"Hi @ama-mensah, and @ben.":      "ama-mensah ben",
		"(@cello) @Cello @violin-2!":     "cello violin-2",
		"@ama-- and @-ben and @ --":      "ama",
		"ama@example.org a.@b x-@c d+@e": "",
		"@@ama @":                        "",
		"@amé @ama_b @日本":                "",
		"日本@ama 日本 @ben":                 "ben",
		"@" + strings.Repeat("a", 64):    "",
		"@" + strings.Repeat("a", 63):    strings.Repeat("a", 63),
		"\n@ama\t@ben":                   "ama ben",
		"<b>@ama</b>":                    "ama",
	} {
		if got := strings.Join(Mentions(text), " "); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestMentionsAreShownUnderOtherNames(t *testing.T) {
	called := func(name string) (string, bool) {
		return map[string]string{"ben": "drums", "ida": "ida"}[name], name != "ama"
	}
	if got := WithMentions("@Ben, ask @ida or @ama; ben@example.org knows.", called); got != "@drums, ask @ida or @ama; ben@example.org knows." {
		t.Error(got)
	}
}

// FuzzMentions: whatever people write, names have the form of handles and stand behind an @, and a text that is shown with
// the names it has is the same text.
func FuzzMentions(f *testing.F) {
	for _, text := range []string{"@ama", "hi @a-b, @c.", "a@b @", "@@x\xff@y", "@é@e", "\x00@a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		small := strings.ToLower(text)
		names := Mentions(text)
		for _, name := range names {
			if !keyForm().MatchString(name) || !utf8.ValidString(name) {
				t.Fatalf("%q is no name", name)
			}
			if !strings.Contains(small, "@"+name) {
				t.Fatalf("nobody wrote @%s in %q", name, text)
			}
		}
		if len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
			t.Fatalf("%q twice", names)
		}
		if same := WithMentions(text, func(string) (string, bool) { return "", false }); same != text {
			t.Fatalf("%q has become %q", text, same)
		}
		hidden := WithMentions(text, func(string) (string, bool) { return "part", true })
		for _, name := range Mentions(hidden) {
			if name != "part" {
				t.Fatalf("@%s is still in %q", name, hidden)
			}
		}
	})
}
