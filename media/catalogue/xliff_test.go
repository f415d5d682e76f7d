package catalogue

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const one = `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="a.txt" source-language="en" target-language="de" datatype="plaintext">
    <header><note>kept</note></header>
    <body>
      <trans-unit id="1">
        <source>Hello <g id="7">you</g> &amp; me</source>
        <target state="needs-review-translation">Hallo <g id="7">du</g></target>
        <alt-trans><target>no</target></alt-trans>
      </trans-unit>
      <group id="g" translate="no">
        <trans-unit id="2"><source>Brand</source></trans-unit>
        <trans-unit id="3" translate="yes"><source>Open</source><target></target></trans-unit>
      </group>
    </body>
  </file>
  <file original="b.txt" source-language="en"><body><trans-unit id="1"><source>x</source></trans-unit></body></file>
</xliff>
`

const two = `<xliff version="2.0" srcLang="en" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0">
 <file id="f1">
  <unit id="u1">
   <segment><source>One <ph id="1"/></source><target>Un <ph id="1"/></target></segment>
   <ignorable><source> </source></ignorable>
   <segment><source>Two</source></segment>
  </unit>
  <unit id="u2"><segment><source>x</source><target>y</target></segment></unit>
 </file>
</xliff>`

func TestReadXLIFF(t *testing.T) {
	for src, want := range map[string]string{
		one: `en  6 "a.txt / 1" ["Hello <g id=\"7\">you</g> & me"] ["Hallo <g id=\"7\">du</g>"] truetruefalse
12 "a.txt / 2" ["Brand"] [""] falsefalsetrue
13 "a.txt / 3" ["Open"] [""] falsefalsefalse
17 "b.txt / 1" ["x"] [""] falsefalsefalse`,
		two: `en fr 3 "f1 / u1" ["One <ph id=\"1\"></ph>" "Two"] ["Un <ph id=\"1\"></ph>" ""] falsefalsefalse
8 "f1 / u2" ["x"] ["y"] truefalsefalse`,
	} {
		c, err := Read([]byte(src), XLIFF)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range c.Units {
			got = append(got, fmt.Sprintf("%d %q %q %q %v%v%v", u.Line, u.Name, u.Source, u.Target, u.Translated(), u.Unsure, u.Locked))
		}
		if text := c.From + " " + c.Into + " " + strings.Join(got, "\n"); text != want {
			t.Errorf("got\n%s\nwant\n%s", text, want)
		}
	}
}

func TestCutXLIFF(t *testing.T) {
	c, err := Read([]byte(one), XLIFF)
	if err != nil {
		t.Fatal(err)
	}
	first := string(c.Cut([]byte(one), 0, 1))
	for _, kept := range []string{"<note>kept</note>", `<trans-unit id="1">`, `<group id="g" translate="no">`} {
		if !strings.Contains(first, kept) {
			t.Errorf("%s is gone: %s", kept, first)
		}
	}
	for _, gone := range []string{"b.txt", "Brand", "Open"} {
		if strings.Contains(first, gone) {
			t.Errorf("%s is left: %s", gone, first)
		}
	}
}

func TestHostileXLIFF(t *testing.T) {
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xliff version="1.2"><file><body><trans-unit id="1"><source>&b;</source></trans-unit></body></file></xliff>`
	for src, want := range map[string]string{
		bomb: "a document type stands here",
		"":   "no element xliff",
		`<xliff version="1.2"><file>&b;</file></xliff>`: "no XML",
		`<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>`:  "a document type",
		`<html/>`:                      `"html", not xliff`,
		`<xliff version="3"/>`:         `version "3"`,
		`<xliff version="2.0"><file>`:  "ends within <file>",
		`<xliff version="2.0"></file>`: "closes nothing",
		`<xliff version="1.2">` + strings.Repeat("<a>", 200_000):            "within each other",
		`<?xml version="1.0" encoding="ISO-8859-1"?><xliff version="1.2"/>`: "UTF-8",
		"\xff\xfe<\x00x\x00": "XML",
		`<xliff version="2.0"><file id="f"><unit id="1"></unit><unit id="1"></unit></file></xliff>`: "stands on line 1 already",
	} {
		if _, err := Read([]byte(src), XLIFF); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q gives %v, want %s", src, err, want)
		}
	}
}

func xliffDocument() *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		version := rapid.SampledFrom([]string{"1.2", "2.0"}).Draw(t, "version")
		end := rapid.SampledFrom([]string{"\n", "\r\n", "", "\n \t"}).Draw(t, "end")
		var out bytes.Buffer
		out.WriteString(rapid.SampledFrom([]string{"", byteOrderMark, "<?xml version='1.0'?>\n", "<!-- <unit id='0'> -->"}).Draw(t, "start"))
		out.WriteString("<xliff version='" + version + "'>" + end)
		unit := 0
		for f := range rapid.IntRange(1, 3).Draw(t, "files") {
			fmt.Fprintf(&out, "<file id='%d' original='%d'>%s", f, f, end)
			if version == "1.2" {
				out.WriteString("<body>")
			}
			for range rapid.IntRange(0, 4).Draw(t, "units") {
				unit++
				body := rapid.SampledFrom([]string{"<source>a</source>", "<source>a <x id='1'/></source>\n<target>b</target>", "<source><![CDATA[<unit>]]></source>", ""}).Draw(t, "body")
				if version == "1.2" {
					fmt.Fprintf(&out, "%s<trans-unit id='%d'>%s</trans-unit>", end, unit, body)
				} else {
					fmt.Fprintf(&out, "%s<unit id='%d'>%s<segment>%s</segment></unit>", end, unit, end, body)
				}
				out.WriteString(rapid.SampledFrom([]string{"", end, "<!-- c -->", "<group></group>", "\n\n"}).Draw(t, "between"))
			}
			if version == "1.2" {
				out.WriteString("</body>")
			}
			out.WriteString("</file>" + end)
		}
		out.WriteString("</xliff>" + end)
		return out.Bytes()
	})
}

func TestCutsOfXLIFF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := xliffDocument().Draw(t, "catalogue")
		if _, err := Read(src, XLIFF); err != nil {
			t.Fatalf("%v: %q", err, src)
		}
		checkCuts(t, src, XLIFF, rapid.IntRange(1, 3).Draw(t, "size"))
	})
}

func FuzzXLIFF(f *testing.F) {
	f.Add([]byte(one), uint8(0))
	f.Add([]byte(two), uint8(0))
	f.Fuzz(func(t *testing.T, src []byte, size uint8) { checkCuts(t, src, XLIFF, 1+int(size)) })
}

func TestReplacedUnitKeepsTheRest(t *testing.T) {
	c, err := Read([]byte(one), XLIFF)
	if err != nil {
		t.Fatal(err)
	}
	part := bytes.Replace(c.Cut([]byte(one), 2, 3), []byte("<target></target>"), []byte("<target>Öffnen</target>"), 1)
	d, err := Read(part, XLIFF)
	if err != nil {
		t.Fatal(err)
	}
	got, unknown, _ := c.Replace([]byte(one), []Edit{{d.Units[0], part}})
	if want := strings.Replace(one, "<target></target>", "<target>Öffnen</target>", 1); string(got) != want || unknown != nil {
		t.Errorf("got %s %q", got, unknown)
	}
}

// TestAUnitBringsItsNamespaces: what the root of a delivered piece declares goes with the units that use it, and nowhere else.
func TestAUnitBringsItsNamespaces(t *testing.T) {
	const source = `<xliff version="1.2" xmlns:same="urn:same" xmlns:other="urn:one"><file original="a"><body><trans-unit id="1"><source>x</source></trans-unit><trans-unit id="2"><source>y</source></trans-unit></body></file></xliff>`
	const piece = `<xliff version="1.2" xmlns:same="urn:same" xmlns:other="urn:two" xmlns:tool="urn:a&amp;b" xmlns:in="urn:out"><file original="a"><body>` +
		`<trans-unit id="1" same:a="1" other:b="2"><source>x</source><target tool:c="3">X</target><in:d xmlns:in="urn:in"/></trans-unit><trans-unit id="2"><source>y</source></trans-unit></body></file></xliff>`
	c, err := Read([]byte(source), XLIFF)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read([]byte(piece), XLIFF)
	if err != nil {
		t.Fatal(err)
	}
	var edits []Edit
	for _, u := range d.Units {
		edits = append(edits, Edit{u, []byte(piece)})
	}
	got, _, _ := c.Replace([]byte(source), edits)
	unit := `<trans-unit xmlns:other="urn:two" xmlns:tool="urn:a&amp;b" id="1" same:a="1" other:b="2"><source>x</source><target tool:c="3">X</target><in:d xmlns:in="urn:in"/></trans-unit>`
	if want := strings.Replace(source, `<trans-unit id="1"><source>x</source></trans-unit>`, unit, 1); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := Read(got, XLIFF); err != nil {
		t.Errorf("the result cannot be read: %v", err)
	}
	if _, err := Read([]byte(strings.Replace(piece, ` xmlns:tool="urn:a&amp;b"`, "", 1)), XLIFF); err == nil || !strings.Contains(err.Error(), `the prefix "tool" is not declared`) {
		t.Errorf("a prefix without a meaning gives %v", err)
	}
}

// TestWhoTranslatesDoesNotChangeWhatIsSaid: the texts to translate stay as the source has them, and a change is told.
func TestWhoTranslatesDoesNotChangeWhatIsSaid(t *testing.T) {
	const unit2 = `<xliff version="2.0"><file id="f"><unit id="1"><segment><source>One. </source></segment><segment><source>Two.</source></segment></unit></file></xliff>`
	const plural = "msgid \"\"\nmsgstr \"\"\n\nmsgid \"%d a\"\nmsgid_plural \"%d \"\n\"as\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n"
	translated := strings.NewReplacer(`msgstr[0] ""`, `msgstr[0] "ein"`, `msgstr[1] ""`, `msgstr[1] "zwei"`)
	for name, c := range map[string]struct {
		source, piece string
		format        Format
		want, altered string
	}{
		"1.2, changed": {one, strings.Replace(one, "<source>Open</source><target></target>", "<source a=\"b\">Close</source><target>Auf</target>", 1), XLIFF,
			strings.Replace(one, "<source>Open</source><target></target>", "<source>Open</source><target>Auf</target>", 1), "[a.txt / 3]"},
		"2, changed": {unit2, strings.Replace(unit2, "Two.</source>", "Three.</source><target>Drei.</target>", 1), XLIFF,
			strings.Replace(unit2, "Two.</source>", "Two.</source><target>Drei.</target>", 1), "[f / 1]"},
		"2, other segments": {unit2, strings.Replace(unit2, "One. </source></segment><segment><source>Two.</source>", "One. Two.</source><target>Eins</target>", 1), XLIFF,
			strings.Replace(unit2, "One. </source></segment><segment><source>Two.</source>", "One. Two.</source><target>Eins</target>", 1), "[]"},
		"2, other segments and texts": {unit2, strings.Replace(unit2, "One. </source></segment><segment><source>Two.</source>", "Three.</source><target>Drei</target>", 1), XLIFF,
			unit2, "[f / 1]"},
		"plural, changed": {plural, translated.Replace(strings.Replace(plural, "as\"", "others\"", 1)), PO, translated.Replace(plural), "[%d a]"},
		"plural, wrapped": {plural, translated.Replace(strings.Replace(plural, "%d \"\n\"as\"", "%d as\"", 1)), PO, translated.Replace(plural), "[]"},
	} {
		c1, err := Read([]byte(c.source), c.format)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read([]byte(c.piece), c.format)
		if err != nil {
			t.Fatal(err)
		}
		var edits []Edit
		for _, u := range d.Units {
			edits = append(edits, Edit{u, []byte(c.piece)})
		}
		got, unknown, altered := c1.Replace([]byte(c.source), edits)
		var names []string
		for _, u := range altered {
			names = append(names, u.Name)
		}
		if string(got) != c.want || len(unknown) > 0 || fmt.Sprint(names) != c.altered {
			t.Errorf("%s: altered %v\ngot  %s\nwant %s", name, names, got, c.want)
		}
	}
}
