package split

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/media/tool"
	"tutti/project"
)

// splitText cuts a text and gives its pieces as they were written.
func splitText(t *testing.T, name, content string, r Request) (Result, []string) {
	t.Helper()
	s, err := New(Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	r.Name, r.Path, r.Work = name, filepath.Join(t.TempDir(), "source"), t.TempDir()
	if err := os.WriteFile(r.Path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := s.Split(t.Context(), r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var pieces []string
	for _, p := range got.Pieces {
		text, err := os.ReadFile(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, string(text))
	}
	return got, pieces
}

const novel = "# The River\n\n## One\n\ntext\n\n### Deep\n\nx\n\n## Two\n\ntext\n\n## Three\n\ntext\n"

const table100 = "id,name\n1,a\n2,\"b\nc\"\n3,d\n4,e\n"

const dialogue = "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:01:03,000 --> 00:01:04,000\nB\n\n3\n00:01:01,000 --> 00:01:02,000\nC\n\n4\n01:00:05,000 --> 01:00:06,000\nD\n"

const messages = "msgid \"\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"\n\nmsgctxt \"m\"\nmsgid \"b\"\nmsgstr \"\"\n"

const units = `<xliff version="2.0" srcLang="en"><file id="f"><unit id="1"><segment><source>a</source></segment></unit><unit id="2" translate="no"><segment><source>b</source></segment></unit></file></xliff>`

func TestTextsAreCut(t *testing.T) {
	cases := []struct {
		name, content string
		request       Request
		want          string // title, range and inventory of each piece
		recipe        project.RecipeKind
	}{
		{"a.md", novel, Request{}, "One 0-40 [The River One Deep]|Two 40-54 [Two]|Three 54-69 [Three]", project.RecipeBook},
		{"a.md", novel, Request{Parts: 2}, "One 0-40 [The River One Deep]|Two 40-69 [Two Three]", project.RecipeBook},
		{"a.md", novel, Request{Every: 2}, "One 0-54 [The River One Deep Two]|Three 54-69 [Three]", project.RecipeBook},
		{"a.md", "no headings\n", Request{}, "Part 1 0-12 []", project.RecipeBook},
		{"a.md", "intro\n\n# A\n\nx\n\n# B\n", Request{}, "Part 1 0-7 []|A 7-15 [A]|B 15-19 [B]", project.RecipeBook},
		{"a.txt", "Chapter 1\n\nx\n\nChapter 2\n\ny\n", Request{}, "Chapter 1 0-14 [Chapter 1]|Chapter 2 14-27 [Chapter 2]", project.RecipeBook},
		{"a.txt", "one\n\ntwo\n\nthree\n", Request{Parts: 2}, "Part 1 0-5 []|Part 2 5-16 []", project.RecipeBook},
		{"a.csv", table100, Request{Parts: 2}, "Rows 1 to 2 0-2 [1 2]|Rows 3 to 4 2-4 [3 4]", project.RecipeTable},
		{"rows.csv", ",name\n0,a\n1,b\n", Request{Parts: 1}, "Rows 1 to 2 0-2 []", project.RecipeTable},
		{"sep.csv", "sep=;\nid;\"a,b,c\"\n1;x\n2;y\n", Request{Parts: 2}, "Rows 1 to 1 0-1 [1]|Rows 2 to 2 1-2 [2]", project.RecipeTable},
		{"a.jsonl", "{\"a\":1}\n\n{\"a\":2}\n", Request{Every: 1}, "Rows 1 to 1 0-1 []|Rows 2 to 2 1-2 []", project.RecipeTable},
		{"a.srt", dialogue, Request{}, "Cues 1 to 1, 0:01 to 0:02 0-1 [00:00:01,000]|Cues 2 to 3, 1:03 to 1:02 1-3 [00:01:03,000 00:01:01,000]|Cues 4 to 4, 1:00:05 to 1:00:06 3-4 [01:00:05,000]", project.RecipeSubtitles},
		{"a.vtt", "WEBVTT\n\n" + strings.ReplaceAll(dialogue, ",", "."), Request{Parts: 1}, "Cues 1 to 4, 0:01 to 1:00:06 0-4 [00:00:01,000 00:01:03,000 00:01:01,000 01:00:05,000]", project.RecipeSubtitles},
		{"a.po", messages, Request{}, "Messages 1 to 1 0-1 [a]|Messages 2 to 2 1-2 [m / b]", project.RecipeTranslation},
		{"old.po", strings.Replace(messages, "msgid \"a\"", "#~ msgid \"x\"\n#~ msgstr \"y\"\n\nmsgid \"a\"", 1) + "\n#~ msgid \"u\"\n#~ msgstr \"v\"\n\n#~ msgid \"w\"\n#~ msgstr \"z\"\n", Request{}, "Messages 1 to 2 0-2 [a]|Messages 3 to 5 2-5 [m / b]", project.RecipeTranslation},
		{"a.xlf", units, Request{}, "Messages 1 to 1 0-1 [f / 1]|Messages 2 to 2 1-2 []", project.RecipeTranslation},
	}
	for _, c := range cases {
		got, _ := splitText(t, c.name, c.content, c.request)
		var pieces []string
		for _, p := range got.Pieces {
			pieces = append(pieces, fmt.Sprintf("%s %d-%d %v", p.Title, p.From, p.To, p.Inventory))
		}
		if text := strings.Join(pieces, "|"); text != c.want || got.Recipe.Kind != c.recipe {
			t.Errorf("%s: got %s by %s\nwant %s", c.name, text, got.Recipe.Kind, c.want)
		}
		plan := got.Plan(project.SplitTerms{}, "x/")
		if err := plan.Validate(); err != nil {
			t.Errorf("%s: no plan: %v", c.name, err)
		}
	}
}

// TestRowsWithoutNamesAreCounted: what was handed out must come back, also where nothing names it.
func TestRowsWithoutNamesAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    []int
	}{
		"a.jsonl":   {"{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}\n", []int{1, 2}},
		"a.csv":     {"x,y\n1,2\n1,2\n\"3\n\",4\n", []int{1, 2}},
		"twice.csv": {"id,y\n1,2\n1,2\n2,4\n", []int{1, 2}},
		"id.csv":    {"id,y\n1,2\n2,2\n3,4\n", []int{0, 0}}, // its inventory asks for more
	} {
		made, _ := splitText(t, name, c.content, Request{Parts: 2})
		plan := made.Plan(project.SplitTerms{}, "x/")
		for i, sub := range plan.SubGigs {
			if asked := plan.SpecOf(sub).Table; asked == nil && c.want[i] > 0 || asked != nil && asked.MinRows != c.want[i] {
				t.Errorf("%s: of piece %d is asked %+v, want %d rows at least", name, i+1, asked, c.want[i])
			}
		}
	}
}

func TestPiecesStandUnderTheirHead(t *testing.T) {
	for name, c := range map[string]struct{ content, head string }{
		"a.csv": {table100, "id,name\n"},
		"a.vtt": {"WEBVTT\n\nSTYLE\nx\n\n" + strings.ReplaceAll(dialogue, ",", "."), "WEBVTT\n\nSTYLE\nx\n\n"},
		"a.po":  {messages, "msgid \"\"\nmsgstr \"\"\n\n"},
		"a.xlf": {units, `<xliff version="2.0" srcLang="en"><file id="f">`},
	} {
		got, pieces := splitText(t, name, c.content, Request{Parts: 2})
		if len(pieces) != 2 || got.Pieces[0].File.Name == got.Pieces[1].File.Name {
			t.Errorf("%s: %d pieces", name, len(pieces))
		}
		for _, p := range pieces {
			if !strings.HasPrefix(p, c.head) {
				t.Errorf("%s: a piece does not stand under its head: %s", name, p)
			}
		}
	}
}

// TestWhyATextCannotBeCut: the sentence says where and what to do.
func TestWhyATextCannotBeCut(t *testing.T) {
	s, err := New(Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, content, want string }{
		{"latin.csv", "a,b\n1,2\n3,Gr\xf6\xdfe\n", "row 2 (line 3) is not in UTF-8; save the table as UTF-8"},
		{"header.csv", "a,Gr\xf6\xdfe\n1,2\n", "the header (line 1) is not in UTF-8"},
		{"list.jsonl", "{\"a\":1}\n\n[1]\n", "row 2 (line 3): the line is no JSON object"},
		{"twice.jsonl", "{\"a\":1,\"a\":2}\n", `row 1 (line 1): the member "a" is there twice`},
		{"ragged.csv", "a,b\n1,2\n3\n", "row 2 (line 3) has 1 cells, the header has 2"},
		{"twice.csv", "a,b,a\n1,2,3\n", `columns 1 and 3 of "twice.csv" are both called "a"`},
		{"nameless.csv", "a,,\n1,2,3\n", `are both called ""`},
		{"mac.csv", "a,b\r1,2\r", "its lines end in CR alone"},
		{"late.po", "msgid \"a\"\nmsgstr \"\"\n\nmsgid \"\"\nmsgstr \"Language: de\\n\"\n", "line 4: a header (an entry with an empty msgid) stands here"},
		{"old.po", "msgid \"\"\nmsgstr \"\"\n\n#~ msgid \"a\"\n#~ msgstr \"b\"\n", "has no messages to translate"},
		{"latin.jsonl", "{\"a\":\"Gr\xf6\xdfe\"}\n", "row 1 (line 1) is not in UTF-8"},
	} {
		path := filepath.Join(t.TempDir(), "source")
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := s.Split(t.Context(), Request{Name: c.name, Path: path, Work: t.TempDir()})
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestTextsThatCannotBeCut(t *testing.T) {
	s, err := New(Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"latin.txt": "caf\xe9 and more text", "open.csv": "a,b\n1,\"2\n", "head.csv": "a,b\n", "none.srt": "hello\n", "none.po": "msgid \"\"\nmsgstr \"\"\n",
		"bomb.xlf": `<!DOCTYPE a [<!ENTITY a "a">]><xliff version="1.2"/>`, "nested.md": strings.Repeat(">", 10_000),
	} {
		path := filepath.Join(t.TempDir(), "source")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Split(t.Context(), Request{Name: name, Path: path, Work: t.TempDir()}); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: %v, %d pieces", name, err, len(got.Pieces))
		}
	}
}
