package inspect

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tutti/media/tool"
	"tutti/project"
)

// wordFile makes a Word document of paragraphs; those that start with # are headings.
func wordFile(t testing.TB, paragraphs ...string) string {
	t.Helper()
	body := `<w:document xmlns:w="w"><w:body>`
	for _, p := range paragraphs {
		style := ""
		if title, ok := strings.CutPrefix(p, "# "); ok {
			p, style = title, `<w:pPr><w:pStyle w:val="h1"/></w:pPr>`
		}
		body += "<w:p>" + style + "<w:r><w:t>" + p + "</w:t></w:r></w:p>"
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range map[string]string{"word/styles.xml": `<w:styles xmlns:w="w"><w:style w:styleId="h1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/document.xml": body + "</w:body></w:document>"} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func german(n int) string {
	return strings.Repeat("Der Fluss war breit und das Wasser so kalt, dass niemand von uns es wagte, hinüber zu schwimmen.\n", n)
}

// cues are good subtitles.
const cues = "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n"

const po = "msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"Save %s\"\nmsgstr \"%s sichern\"\n\nmsgid \"Open\"\nmsgstr \"Öffnen\"\n"

// TestTexts gives each trouble of a text, table, subtitles or translation its code, severity and place.
func TestTexts(t *testing.T) {
	text := func(s project.TextSpec) project.Spec { return project.Spec{Kind: project.KindText, Text: &s} }
	table := func(s project.TableSpec) project.Spec { return project.Spec{Kind: project.KindTable, Table: &s} }
	subs := func(s project.SubtitleSpec) project.Spec {
		return project.Spec{Kind: project.KindSubtitles, Subtitles: &s}
	}
	trans := func(s project.TranslationSpec) project.Spec {
		return project.Spec{Kind: project.KindTranslation, Translation: &s}
	}
	columns := []project.TableColumn{{Name: "id", Type: "integer", Required: true}, {Name: "on", Type: "date"}}
	cases := []struct {
		name, content string
		spec          project.Spec
		want          string // severity code row at, each
	}{
		{"good.md", "# A\n\nwords here\n", text(project.TextSpec{MinWords: 2}), ""},
		{"few.md", "# A\n\nwords here\n", text(project.TextSpec{MinWords: 9}), "block words_few 0 "},
		{"many.txt", "words here and more\n", text(project.TextSpec{MaxWords: 2}), "block words_many 0 "},
		{"none.md", "---\n\n***\n", text(project.TextSpec{}), "block no_words 0 "},
		{"language.md", german(5), text(project.TextSpec{Language: "en"}), "warn language_other 0 "},
		{"language.txt", german(5), text(project.TextSpec{Language: "de-AT"}), ""},
		{"short.txt", german(1), text(project.TextSpec{Language: "en"}), ""},
		{"headings.md", "# B\n\nx\n\n# A\n\ny\n", text(project.TextSpec{Headings: []string{"A", "B", "C"}}), "warn heading_order 1 B|block heading_missing 0 C"},
		{"inventory.md", "# **a**\n\nx\n", project.Spec{Kind: project.KindText, Inventory: []string{"A", "Bridge"}}, "warn inventory_missing 0 Bridge"},
		{"empty.md", "# Book\n\n## One\n\n## Two\n\nx\n\n# End\n", text(project.TextSpec{}), "warn chapter_empty 3 One|warn chapter_empty 9 End"},
		{"marks.md", "a TODO\n\n```\nTODO\n```\n\n[insert name]\n", text(project.TextSpec{}), "warn placeholder 1 |warn placeholder 7 "},
		{"broken.txt", "x\ncafÃ© here\n", text(project.TextSpec{}), "warn letters_broken 2 "},
		{"fence.md", "# A\n\nwords\n\n```\ncode\n", text(project.TextSpec{}), "block fence_open 0 "},
		{"latin.txt", "x\ncaf\xe9 and so on\n", text(project.TextSpec{}), "block unreadable 0 "},
		{"nested.md", strings.Repeat(">", 5000), text(project.TextSpec{}), "block unreadable 0 "},
		{"picture.md", "\x89PNG\r\n\x1a\n\x00\x00", text(project.TextSpec{}), "block not_text 0 "},
		{"other.txt", "words\n", project.Spec{Kind: project.KindText, Formats: []string{"docx", "md"}}, "block format_not_allowed 0 "},
		{"good.docx", wordFile(t, "# One", "words", "# Two", "TBD"), text(project.TextSpec{Headings: []string{"One"}}), "warn placeholder 4 "},
		{"empty.docx", wordFile(t, "# One", "# Two", "x"), text(project.TextSpec{}), "warn chapter_empty 1 One"},
		{"bomb.docx", wordFile(t, strings.Repeat(" ", 8<<20)), text(project.TextSpec{}), "block unreadable 0 "},
		{"long.txt", strings.Repeat("word ", 4<<20), text(project.TextSpec{}), "block too_large 0 "},

		{"good.srt", cues, subs(project.SubtitleSpec{MinCues: 2, MaxSpeed: 17}), ""},
		{"good.vtt", "WEBVTT\n\n" + strings.ReplaceAll(cues, ",", "."), subs(project.SubtitleSpec{}), ""},
		{"few.srt", cues, subs(project.SubtitleSpec{MinCues: 3}), "block cues_few 0 "},
		{"backwards.srt", "1\n00:00:02,000 --> 00:00:01,000\nA\n", subs(project.SubtitleSpec{}), "block cue_backwards 1 "},
		{"overlap.srt", strings.Replace(cues, "00:00:02,000", "00:00:03,500", 1), subs(project.SubtitleSpec{}), "warn cue_overlap 2 "},
		{"order.srt", strings.Replace(cues, "00:00:01", "00:00:00", 1) + "\n3\n00:00:01,500 --> 00:00:01,900\nC\n", subs(project.SubtitleSpec{}), "warn cue_order 3 "},
		{"fast.srt", strings.Replace(cues, "A\n", strings.Repeat("a", 30)+"\n", 1), subs(project.SubtitleSpec{MaxSpeed: 17, MaxLineRunes: 20}), "warn cue_fast 1 |warn cue_wide 1 "},
		{"blank.srt", strings.Replace(cues, "A\n", "\n", 1), subs(project.SubtitleSpec{}), "warn cue_empty 1 "},
		{"damaged.srt", cues + "\n3\n00:00:05 - 00:00:06\nC\n", subs(project.SubtitleSpec{}), "block cue_unreadable 0 line 9"},
		{"late.srt", cues, project.Spec{Kind: project.KindSubtitles, MaxSeconds: 3}, "block duration_long 0 "},
		{"dropped.srt", cues, project.Spec{Kind: project.KindSubtitles, Inventory: []string{"00:00:01,000", "00:00:02,000"}}, "warn inventory_missing 0 00:00:02,000"},
		{"none.vtt", "WEBVTT\n", subs(project.SubtitleSpec{}), "block no_cues 0 "},
		{"headless.vtt", strings.ReplaceAll(cues, ",", "."), subs(project.SubtitleSpec{}), "block cue_unreadable 0 line 1"},

		{"good.csv", "id,on\n1,2026-01-31\n2,\n", table(project.TableSpec{Columns: columns, Key: "id", Exact: true, MinRows: 2}), ""},
		{"good.jsonl", "{\"id\":1,\"on\":\"2026-01-31\"}\n{\"id\":2}\n", table(project.TableSpec{Columns: columns, Key: "id", Exact: true}), ""},
		{"types.csv", "id,on\nx,31.1.26\n,\n", table(project.TableSpec{Columns: columns}), "block cell_type 1 id|block cell_type 1 on|block cell_empty 2 id"},
		{"types.jsonl", "{\"id\":\"1\",\"on\":5}\n", table(project.TableSpec{Columns: columns}), "block cell_type 1 id|block cell_type 1 on"},
		{"columns.csv", "id,x\n1,2\n", table(project.TableSpec{Columns: columns, Exact: true}), "block column_missing 0 on|block column_extra 0 x"},
		{"columns.jsonl", "{\"id\":1,\"x\":2}\n", table(project.TableSpec{Columns: columns, Exact: true}), "block column_extra 1 x"},
		{"twice.csv", "id,id\n1,2\n", table(project.TableSpec{}), "block column_twice 0 id"},
		{"cells.csv", "a,b\n1\n", table(project.TableSpec{}), "block row_cells 1 "},
		{"keys.csv", "id,on\n1,\n1,\n,\n", table(project.TableSpec{Key: "id"}), "block key_twice 2 1|block key_missing 3 "},
		{"inventory.csv", "id,on\n1,\n9,\n", project.Spec{Kind: project.KindTable, Inventory: []string{"1", "2"}}, "warn row_unasked 2 9|block inventory_missing 0 2"},
		{"open.csv", "a,b\n1,2\n3,\"4\n", table(project.TableSpec{}), "block unreadable 2 "},
		{"latin.csv", "a,b\n1,2\n3,Gr\xf6\xdfe\n", table(project.TableSpec{}), "block unreadable 2 "},
		{"latin-header.csv", "a,Gr\xf6\xdfe\n1,2\n", table(project.TableSpec{}), "block unreadable 0 "},
		{"member.jsonl", "{\"a\":1}\n{\"a\":1,\"b\":[{\"a\":2},\"a\"]}\n{\"a\":1,\"\\u0061\":2}\n{\"a\":1,\"b\":2,\"a\":3}\n{\"\\\"\":1}\n", table(project.TableSpec{}), "block row_unreadable 3 |block row_unreadable 4 "},
		{"latin.jsonl", "{\"a\":1}\n\n{\"a\":\"Gr\xf6\xdfe\"}\n", table(project.TableSpec{}), "block unreadable 2 "},
		{"none.csv", "a,b\n", table(project.TableSpec{}), "block no_rows 0 "},
		{"few.csv", "a,b\n1,2\n", table(project.TableSpec{MinRows: 2}), "block rows_few 0 "},
		{"broken.jsonl", "{\"a\":1}\n{\"a\":\n[1]\n{} {}\n", table(project.TableSpec{}), "block row_unreadable 2 |block row_unreadable 3 |block row_unreadable 4 "},
		{"deep.jsonl", "{\"a\":" + strings.Repeat("[", 100_000) + "\n", table(project.TableSpec{}), "block row_unreadable 1 "},
		{"line.csv", "a\n" + strings.Repeat("x", 3<<20) + "\n", table(project.TableSpec{}), "block unreadable 1 "},

		{"good.po", po, trans(project.TranslationSpec{Target: "de"}), ""},
		{"lost.po", strings.Replace(po, "%s sichern", "%d sichern", 1), trans(project.TranslationSpec{}), "block placeholder_lost 4 Save %s|warn placeholder_added 4 Save %s"},
		{"open.po", strings.Replace(po, "Öffnen", "", 1), trans(project.TranslationSpec{}), "block untranslated 7 Open"},
		{"unsure.po", strings.Replace(po, "msgid \"Open\"", "#, fuzzy\nmsgid \"Open\"", 1), trans(project.TranslationSpec{}), "block unsure 8 Open"},
		{"fuzzy.po", strings.Replace(po, "msgid \"Open\"", "#, fuzzy\nmsgid \"Open\"", 1), trans(project.TranslationSpec{Fuzzy: true}), ""},
		{"french.po", po, trans(project.TranslationSpec{Target: "fr"}), "warn language_other 0 "},
		{"missing.po", po, project.Spec{Kind: project.KindTranslation, Inventory: []string{"Open", "Close"}}, "block inventory_missing 0 Close"},
		{"header.po", "msgid \"\"\nmsgstr \"\"\n", trans(project.TranslationSpec{}), "block no_units 0 "},
		{"damaged.po", "msgid \"a\nmsgstr \"b\"\n", trans(project.TranslationSpec{}), "block unreadable 0 "},
		{"tags.xlf", `<xliff version="2.0"><file id="f"><unit id="1"><segment><source>a <ph id="1"/></source><target>b</target></segment></unit></file></xliff>`,
			trans(project.TranslationSpec{}), `block placeholder_lost 1 f / 1`},
		{"bomb.xlf", `<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff version="1.2">&b;</xliff>`, trans(project.TranslationSpec{}), "block unreadable 0 "},
	}
	i := newInspector(t, tool.Options{})
	for _, c := range cases {
		r := inspectOne(t, i, write(t, c.name, []byte(c.content)), c.spec)
		var got []string
		for _, f := range r.Findings {
			got = append(got, fmt.Sprintf("%s %s %d %s", f.Severity, f.Code, f.Row, f.At))
			if f.Message == "" || f.Fix == "" {
				t.Errorf("%s: %s says nothing or no way out", c.name, f.Code)
			}
		}
		if c.name == "lost.po" || c.name == "tags.xlf" { // one unit lacks one thing and has another
			slices.Sort(got)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: got %s\nwant %s (%+v)", c.name, strings.Join(got, "|"), c.want, r.Findings)
		}
	}
}

func TestFactsOfTexts(t *testing.T) {
	i := newInspector(t, tool.Options{})
	facts := func(name, content string, kind project.MediaKind) project.FileFacts {
		return inspectOne(t, i, write(t, name, []byte(content)), project.Spec{Kind: kind}).Files[0]
	}
	if got := facts("a.md", "# A\n\n"+german(4)+"## B\n", project.KindText).Text; got == nil || got.Format != "md" || got.Words != 74 || got.Lines != 7 || got.Language != "de" ||
		!slices.Equal(got.Headings, []string{"A", "B"}) {
		t.Errorf("text: %+v", got)
	}
	if got := facts("a.srt", cues, project.KindSubtitles).Subtitles; got == nil || *got != (project.SubtitleFacts{Format: "srt", Cues: 2, Seconds: 4, MaxSpeed: 1}) {
		t.Errorf("subtitles: %+v", got)
	}
	if got := facts("a.csv", "a;b\n1;2\n", project.KindTable).Table; got == nil || got.Rows != 1 || !slices.Equal(got.Columns, []string{"a", "b"}) {
		t.Errorf("table: %+v", got)
	}
	if got := facts("a.po", po, project.KindTranslation).Translation; got == nil || *got != (project.TranslationFacts{Format: "po", Units: 2, Translated: 2, Target: "de"}) {
		t.Errorf("translation: %+v", got)
	}
}

// TestManyTroublesAreCounted: a file that is wrong all over gives few findings, not one for each line.
func TestManyTroublesAreCounted(t *testing.T) {
	path := write(t, "many.csv", []byte("a,b\n"+strings.Repeat("1\n", 5000)))
	r := inspectOne(t, newInspector(t, tool.Options{}), path, project.Spec{Kind: project.KindTable})
	if n := len(r.Findings); n != maxShown+1 || r.Findings[maxShown].Message != "4980 more of the same" {
		t.Errorf("%d findings, the last %+v", n, r.Findings[n-1])
	}
}
