package catalogue

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const messages = `# Translators
msgid ""
msgstr ""
"Language: de\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"

#: a.c:1
msgid "Hello"
msgstr "Hallo"

#, fuzzy, c-format
msgctxt "menu"
msgid "%d "
"file"
msgid_plural "%d files"
msgstr[0] "%d Datei"
msgstr[1] "%d Dateien"

msgid "Open"
msgstr ""
#~ msgid "Old"
#~ msgstr "Alt"
`

func TestReadPO(t *testing.T) {
	c, err := Read([]byte(messages), PO)
	if err != nil {
		t.Fatal(err)
	}
	if c.Into != "de" || !strings.HasSuffix(messages[:c.Head], "plural=n != 1;\\n\"\n\n") {
		t.Errorf("language %q, head %q", c.Into, messages[:c.Head])
	}
	var got []string
	for _, u := range c.Units {
		got = append(got, fmt.Sprintf("%d %q %q %v%v%v%v", u.Line, u.Name, u.Target, u.Translated(), u.Unsure, u.Plural, u.Old))
	}
	want := `8 "Hello" ["Hallo"] truefalsefalsefalse
13 "menu / %d file" ["%d Datei" "%d Dateien"] truetruetruefalse
19 "Open" [""] falsefalsefalsefalse
21 "Old" ["Alt"] truefalsefalsetrue`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestBrokenPO(t *testing.T) {
	for src, want := range map[string]string{
		"msgid \"a\nmsgstr \"\"":      "line 1: a text in quotes is missing",
		"msgstr \"a\"":                "line 1: \"msgstr\" does not belong here",
		"\"a\"":                       "line 1: a text stands here",
		"msgid \"a\"b\"\nmsgstr \"\"": "line 1: a quote within",
		"msgid \"a\"\nmsgstr \"\"\nmsgid \"a\"\nmsgstr \"\"": "line 3: the message \"a\" stands on line 1",
		"hello": "line 1: a text in quotes is missing",
	} {
		if _, err := Read([]byte(src), PO); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q gives %v, want %s", src, err, want)
		}
	}
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkCuts holds the laws: the units cover the catalogue, parts of any sizes put together are the catalogue, and so is the
// source with its own units put back.
func checkCuts(t fataler, src []byte, format Format, size int) {
	t.Helper()
	c, err := Read(src, format)
	if err != nil {
		return
	}
	parts := [][]byte{}
	var edits []Edit
	for i := 0; i < len(c.Units); i += size {
		part := c.Cut(src, i, min(i+size, len(c.Units)))
		parts = append(parts, part)
		read, err := Read(part, format)
		if err != nil {
			t.Fatalf("a part cannot be read: %v: %q of %q", err, part, src)
		}
		if len(read.Units) != min(size, len(c.Units)-i) {
			t.Fatalf("a part has %d units: %q of %q", len(read.Units), part, src)
		}
		for k, u := range read.Units {
			if u.ID != c.Units[i+k].ID {
				t.Fatalf("unit %q became %q: %q of %q", c.Units[i+k].ID, u.ID, part, src)
			}
			edits = append(edits, Edit{Unit: u, From: part})
		}
	}
	if got, unknown, _ := c.Replace(src, edits); !bytes.Equal(got, src) || unknown != nil {
		t.Fatalf("put back, %q is %q, unknown are %q", src, got, unknown)
	}
	if format == PO {
		checkJoin(t, src, c, parts)
	}
}

func checkJoin(t fataler, src []byte, c Catalogue, parts [][]byte) {
	t.Helper()
	at := c.Head
	for _, u := range c.Units {
		if u.From != at || u.To <= u.From {
			t.Fatalf("a unit is %d to %d, after %d: %q", u.From, u.To, at, src)
		}
		at = u.To
	}
	if at != len(src) {
		t.Fatalf("the units end at %d of %d: %q", at, len(src), src)
	}
	if len(parts) == 0 {
		parts = append(parts, src)
	}
	if got, err := JoinPO(parts); err != nil || !bytes.Equal(got, src) {
		t.Fatalf("cut and joined, %q is %q (%v)", src, got, err)
	}
}

func poDocument() *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		var lines []string
		if rapid.Bool().Draw(t, "header") {
			lines = append(lines, "# head", `msgid ""`, `msgstr "Language: fr\n"`, "")
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "entries") {
			lines = append(lines, rapid.SampledFrom([]string{"", "#: a.c:1", "#, fuzzy", "#| msgid \"x\"", "# TODO", "msgctxt \"c\""}).Draw(t, "first"))
			if rapid.IntRange(0, 5).Draw(t, "old") == 0 {
				lines = append(lines, fmt.Sprintf(`#~ msgid "o%d"`, i), `#~ msgstr "x"`)
				continue
			}
			lines = append(lines, fmt.Sprintf(`msgid "m%d"`, i))
			if rapid.Bool().Draw(t, "plural") {
				lines = append(lines, `"more\n"`, `msgid_plural "x"`, `msgstr[0] "a"`, `msgstr[1] "b"`)
			} else {
				lines = append(lines, `msgstr "é"`)
			}
			lines = append(lines, rapid.SampledFrom([]string{"", "\"more\"", "\n", "# end"}).Draw(t, "last"))
		}
		src := strings.Join(lines, end)
		if rapid.Bool().Draw(t, "mark") {
			src = byteOrderMark + src
		}
		return []byte(src + rapid.SampledFrom([]string{"", end, end + end}).Draw(t, "tail"))
	})
}

func TestCutsOfPO(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkCuts(t, poDocument().Draw(t, "catalogue"), PO, rapid.IntRange(1, 3).Draw(t, "size"))
	})
}

func FuzzPO(f *testing.F) {
	f.Add([]byte(messages), uint8(0))
	f.Add([]byte("\xef\xbb\xbfmsgid \"\"\r\nmsgstr \"\"\r\n#~ msgid \"a\"\r\n#~ msgstr \"\"\r\n"), uint8(1))
	f.Fuzz(func(t *testing.T, src []byte, size uint8) { checkCuts(t, src, PO, 1+int(size)) })
}

func TestReplaceChangesOneUnit(t *testing.T) {
	c, err := Read([]byte(messages), PO)
	if err != nil {
		t.Fatal(err)
	}
	delivered := []byte("msgid \"\"\nmsgstr \"\"\n\nmsgid \"Open\"\nmsgstr \"Öffnen\"\n\nmsgid \"New\"\nmsgstr \"Neu\"")
	d, err := Read(delivered, PO)
	if err != nil {
		t.Fatal(err)
	}
	got, unknown, _ := c.Replace([]byte(messages), []Edit{{d.Units[0], delivered}, {d.Units[1], delivered}})
	if want := strings.Replace(messages, "msgid \"Open\"\nmsgstr \"\"", "msgid \"Open\"\nmsgstr \"Öffnen\"", 1); string(got) != want {
		t.Errorf("got %s", got)
	}
	if len(unknown) != 1 || unknown[0] != "New" {
		t.Errorf("unknown are %q", unknown)
	}
}

// TestATemplateIsFilledIn: gettext refuses a catalogue whose header is that of a template.
func TestATemplateIsFilledIn(t *testing.T) {
	const template = "# Copyright\n#, fuzzy, x\nmsgid \"\"\nmsgstr \"\"\n\"Project: a\\n\"\n\"Language: \\n\"\n\"Plural-Forms: nplurals=INTEGER; \"\n\"plural=EXPRESSION;\\n\"\n\n#, fuzzy\nmsgid \"a\"\nmsgstr \"\"\n"
	const polish = "Language: pl\nPlural-Forms: nplurals=2; plural=n != 1;\n"
	want := "# Copyright\n#, x\nmsgid \"\"\nmsgstr \"\"\n\"Project: a\\n\"\n\"Language: pl\\n\"\n\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n\n#, fuzzy\nmsgid \"a\"\nmsgstr \"\"\n"
	open := func(src string) string {
		return strings.NewReplacer("Language: pl", "Language: ", "#, x\n", "#, fuzzy\n").Replace(src)
	}
	for name, c := range map[string]struct {
		source  string
		headers []string
		want    string
	}{
		"all agree":         {template, []string{polish, polish}, want},
		"one says nothing":  {template, []string{"Language: \nPlural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n", polish, ""}, want},
		"untouched":         {template, []string{"Language: \n"}, template},
		"they differ":       {template, []string{polish, "Language: de\nPlural-Forms: nplurals=3; plural=0;\n"}, template},
		"filled in":         {want, []string{"Language: de\nPlural-Forms: nplurals=3; plural=0;\n"}, want},
		"only the language": {open(want), []string{polish}, strings.Replace(want, "#, x\n", "", 1)},
		"lines of Windows":  {strings.ReplaceAll(template, "\n", "\r\n"), []string{polish}, strings.ReplaceAll(want, "\n", "\r\n")},
		"no header":         {"msgid \"a\"\nmsgstr \"\"\n", []string{polish}, "msgid \"a\"\nmsgstr \"\"\n"},
	} {
		cat, err := Read([]byte(c.source), PO)
		if err != nil {
			t.Fatal(err)
		}
		got := string(cat.Complete([]byte(c.source), c.headers))
		if got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, c.want)
		}
		if again, err := Read([]byte(got), PO); err != nil || len(again.Units) != len(cat.Units) {
			t.Errorf("%s: it cannot be read again: %v", name, err)
		}
	}
}
