package assemble

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tutti/media/epub"
	"tutti/media/inspect"
	"tutti/media/split"
	"tutti/media/tool"
	"tutti/project"
)

// press is a studio for texts: it inspects what is delivered, as the service does.
type press struct {
	*studio
	inspector *inspect.Inspector
}

func newPress(t testing.TB) *press {
	t.Helper()
	s := newStudio(t, 1<<20, 1, nil)
	i, err := inspect.New(inspect.Options{Decoder: s.decoder})
	if err != nil {
		t.Fatal(err)
	}
	return &press{s, i}
}

// keep stores content as an original and gives its hash.
func (p *press) keep(t testing.TB, content []byte) string {
	t.Helper()
	sum := sha256.Sum256(content)
	sha := hex.EncodeToString(sum[:])
	p.originals[sha] = filepath.Join(p.dir, sha)
	if err := os.WriteFile(p.originals[sha], content, 0o600); err != nil {
		t.Fatal(err)
	}
	return sha
}

// deliver makes the input of a delivered file, with the facts that its inspection finds.
func (p *press) deliver(t testing.TB, key, name string, content []byte, kind project.MediaKind) project.Input {
	t.Helper()
	in, _ := p.inspect(t, key, name, content, project.Spec{Kind: kind})
	return in
}

// untouched delivers a piece as it was handed out. What is asked of it is what its plan asks, so nothing may be blocked; only
// messages are not translated yet.
func (p *press) untouched(t testing.TB, key, name string, content []byte, spec project.Spec) project.Input {
	t.Helper()
	in, found := p.inspect(t, key, name, content, spec)
	for _, f := range found {
		if f.Severity == project.Block && f.Code != "untranslated" {
			t.Errorf("the untouched piece %s is blocked: %s (%s)", name, f.Message, f.Code)
		}
	}
	return in
}

func (p *press) inspect(t testing.TB, key, name string, content []byte, spec project.Spec) (project.Input, []project.Finding) {
	t.Helper()
	sha := p.keep(t, content)
	r, err := p.inspector.Inspect(t.Context(), inspect.Request{Work: t.TempDir(), Trial: true, Spec: spec, Files: []inspect.File{{Name: name, Path: p.originals[sha], SHA256: sha}}})
	if err != nil {
		t.Fatal(err)
	}
	return project.Input{SubGig: project.SubGigID("sub_" + key), Key: key, Title: "Title of " + key, Role: "author", Delivery: project.DeliveryID("dlv_" + key),
		Version: 1, Files: r.Files, Credit: project.Credit{Name: "Zoë " + key, Role: "author", Country: "DE"}}, r.Findings
}

// awaited is an input that nobody has delivered yet.
func awaited(key string) project.Input {
	return project.Input{SubGig: project.SubGigID("sub_" + key), Key: key, Title: "Title of " + key, Role: "author", State: project.Working, Awaited: "Ana <b>"}
}

func (p *press) make(t testing.TB, kind project.ArtifactKind, recipe project.Recipe, inputs ...project.Input) Result {
	t.Helper()
	return p.build(t, p.request(t, kind, recipe, inputs))
}

// first is the content of the result's first file.
func first(t testing.TB, r Result) string {
	t.Helper()
	content, err := os.ReadFile(r.Files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func stretches(r Result) string {
	var out []string
	for _, e := range r.Manifest.Entries {
		out = append(out, fmt.Sprintf("%s %d-%d", e.Key, e.FromRow, e.ToRow))
	}
	return strings.Join(out, ", ")
}

const film = "1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n\r\n2\r\n00:00:05,000 --> 00:00:06,000\r\nB\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\nC\r\n\r\n4\r\n00:00:07,000 --> 00:00:08,000\r\nD"

const catalog = "# head\nmsgid \"\"\nmsgstr \"Language: de\\n\"\n\n#: a\nmsgid \"one\"\nmsgstr \"\"\n\nmsgctxt \"m\"\nmsgid \"two\"\nmsgstr \"\"\n\n\nmsgid \"three\"\nmsgstr \"\"\n#~ msgid \"old\"\n#~ msgstr \"alt\"\n"

const document2 = "<?xml version=\"1.0\"?>\r\n<xliff version=\"1.2\">\n <file original=\"a\"><body>\n  <trans-unit id=\"1\"><source>x</source></trans-unit>\n  <group><trans-unit id=\"2\"><source>y</source></trans-unit></group>\n </body></file>\n" +
	" <file original=\"b\"><body><trans-unit id=\"1\"><source>z</source></trans-unit></body></file>\n</xliff>\n"

// sources are documents of every format that is cut and joined to the byte.
func sources() map[string]string {
	return map[string]string{
		"a.md":    "\xef\xbb\xbf# Book\r\n\r\n## One\r\n\r\ntext\r\n```\r\n# no\r\n```\r\nTwo\r\n---\r\nlast\r\n\r\n## Three",
		"b.md":    "intro\n\n# A\n\nx\n\n# B\n> # quote\n\n# C\n",
		"c.md":    "# A\n\nx[^1]\n\n[^1]: one\n\n# B\n\ny[^1]\n\n[^1]: two\n", // two notes of one name
		"a.txt":   "Chapter 1\n\nx\n\nChapter 2\n\ny\n\nEpilogue\n\nz",
		"b.txt":   "one\r\n\r\ntwo\r\n\r\nthree\r\n",
		"a.csv":   "\xef\xbb\xbfid;name\r\n1;\"a\r\nb\"\r\n\r\n2;c\r\n3;d",
		"b.csv":   "x,y\n1,2\n3,4\n5,6\n\n",
		"c.csv":   "\xef\xbb\xbfsep=;\r\nid;\"a, b, c\"\r\n1;x\r\n2;y",
		"d.csv":   ",name\n0,a\n1,b\n",
		"a.jsonl": "{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}",
		"a.srt":   film,
		"a.vtt":   "WEBVTT\n\nSTYLE\n::cue {}\n\nNOTE x\n\n" + strings.ReplaceAll(strings.ReplaceAll(film, "\r\n", "\n"), ",000", ".000"),
		"a.po":    catalog,
		"a.xlf":   document2,
	}
}

// cut splits a source and delivers its pieces untouched.
func (p *press) cut(t testing.TB, name, content string, parts int) (project.Recipe, []project.Input, *project.DeliveryFile) {
	t.Helper()
	s, err := split.New(split.Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "source")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := s.Split(t.Context(), split.Request{Name: name, Path: path, Parts: parts, Work: t.TempDir()})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	plan := made.Plan(project.SplitTerms{}, "")
	var inputs []project.Input
	for i, piece := range made.Pieces {
		inputs = append(inputs, p.untouched(t, piece.Key, piece.File.Name, readFile(t, piece.Path), plan.SpecOf(plan.SubGigs[i])))
	}
	p.keep(t, []byte(content))
	source := made.Source
	return made.Recipe, inputs, &source
}

// TestAssembleIsTheInverseOfSplit: pieces that come back untouched give the source to the byte, however many there are.
func TestAssembleIsTheInverseOfSplit(t *testing.T) {
	p := newPress(t)
	for name, content := range sources() {
		for parts := range 5 {
			recipe, inputs, source := p.cut(t, name, content, parts)
			r := p.request(t, project.ArtifactFinal, recipe, inputs)
			if recipe.Source != "" {
				r.Source = source
			}
			if got := first(t, p.build(t, r)); got != content {
				t.Errorf("%s in %d parts:\n%q\nwant\n%q", name, parts, got, content)
			}
		}
	}
}

// TestAWordDocumentComesBackWithTheSameContent: pieces of a Word document give the body of the document to the byte.
func TestAWordDocumentComesBackWithTheSameContent(t *testing.T) {
	p := newPress(t)
	source := wordFile(t, "before", "# One", "x", "y", "# Two", "# Three", "z")
	body := func(content []byte) string {
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		f, err := archive.Open("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for parts := range 5 {
		recipe, inputs, _ := p.cut(t, "a.docx", string(source), parts)
		r := p.make(t, project.ArtifactFinal, recipe, inputs...)
		if got := body([]byte(first(t, r))); got != body(source) {
			t.Errorf("in %d parts: %s", parts, got)
		}
		if want := []int{4, 1, 2, 3, 4}[parts]; len(inputs) != want {
			t.Errorf("asked for %d parts, got %d", parts, len(inputs))
		}
	}
}

// TestAChangedPieceChangesItsCutOnly: what stands before and behind the cut stays to the byte.
func TestAChangedPieceChangesItsCutOnly(t *testing.T) {
	p := newPress(t)
	changes := map[string][3]string{ // what stands in the piece, what the seller makes of it
		"b.md": {"x\n", "changed"}, "a.txt": {"y\n", "changed"}, "b.csv": {"3,4", "3,\"chan\nged\""}, "a.jsonl": {"{\"a\":2}", "{\"a\":\"changed\"}"},
		"a.srt": {"B\r\n", "changed\r\n"}, "a.po": {"msgid \"two\"\nmsgstr \"\"", "msgid \"two\"\nmsgstr \"changed\""},
		"a.xlf": {"<source>y</source>", "<source>y</source><target>changed</target>"},
	}
	for name, change := range changes {
		content := sources()[name]
		recipe, inputs, source := p.cut(t, name, content, 3)
		changed := 0
		for i, in := range inputs {
			text, err := os.ReadFile(p.originals[in.Files[0].SHA256])
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), change[0]) {
				inputs[i] = p.deliver(t, in.Key, in.Files[0].Name, []byte(strings.Replace(string(text), change[0], change[1], 1)), kindOf(in))
				changed++
			}
		}
		r := p.request(t, project.ArtifactFinal, recipe, inputs)
		if recipe.Source != "" {
			r.Source = source
		}
		got := first(t, p.build(t, r))
		before, after, _ := strings.Cut(content, change[0])
		if changed != 1 || !strings.HasPrefix(got, before+change[1]) || !strings.HasSuffix(got, strings.TrimLeft(after, "\r\n")) {
			t.Errorf("%s: %d pieces changed, got %q", name, changed, got)
		}
	}
}

func kindOf(in project.Input) project.MediaKind {
	switch f := in.Files[0]; {
	case f.Text != nil:
		return project.KindText
	case f.Table != nil:
		return project.KindTable
	case f.Subtitles != nil:
		return project.KindSubtitles
	}
	return project.KindTranslation
}

// TestTextsAreBuiltTwiceAlike: the same inputs give the same bytes, in every output.
func TestTextsAreBuiltTwiceAlike(t *testing.T) {
	p := newPress(t)
	chapters := []project.Input{p.deliver(t, "a", "a.md", []byte("# A\n\nx"), project.KindText), p.deliver(t, "b", "b.docx", wordFile(t, "# B", "y"), project.KindText),
		p.deliver(t, "c", "c.txt", []byte("Chapter 1\n\nz\n"), project.KindText)}
	cues := []project.Input{p.deliver(t, "a", "a.srt", []byte(film[:60]+"\r\n"), project.KindSubtitles), p.deliver(t, "b", "b.vtt", []byte("WEBVTT\n\n00:09.000 --> 00:10.000\nLate\n"), project.KindSubtitles)}
	messages := []project.Input{p.deliver(t, "a", "a.po", []byte("msgid \"\"\nmsgstr \"\"\n\nmsgid \"one\"\nmsgstr \"eins\"\n"), project.KindTranslation)}
	rows := []project.Input{p.deliver(t, "a", "a.csv", []byte("k,v\n1,x\n2,y\n"), project.KindTable), p.deliver(t, "b", "b.csv", []byte("k,v\n1,x\n2,z\n"), project.KindTable)}
	for _, c := range []struct {
		recipe project.Recipe
		inputs []project.Input
	}{
		{project.Recipe{Kind: project.RecipeBook, Outputs: []string{"md", "txt", "epub"}, Contents: true, Language: "de"}, chapters},
		{project.Recipe{Kind: project.RecipeBook, Outputs: []string{"docx"}}, chapters[1:2]},
		{project.Recipe{Kind: project.RecipeTable, Key: "k", Consensus: 2}, rows},
		{project.Recipe{Kind: project.RecipeSubtitles, Outputs: []string{"srt", "vtt"}, Renumber: true}, cues},
		{project.Recipe{Kind: project.RecipeTranslation, Outputs: []string{"po", "xliff"}, Source: "source"}, messages},
	} {
		request := p.request(t, project.ArtifactFinal, c.recipe, c.inputs)
		if c.recipe.Source != "" {
			request.Source = &project.DeliveryFile{Name: "a.po", SHA256: p.keep(t, []byte(catalog)), Size: int64(len(catalog))}
		}
		a := p.build(t, request)
		afresh := newPress(t) // without what the first one kept
		afresh.originals = p.originals
		request.Work = t.TempDir()
		b := afresh.build(t, request)
		for i := range a.Files {
			if a.Files[i].SHA256 != b.Files[i].SHA256 || len(a.Files) != len(b.Files) {
				t.Errorf("%s differs", a.Files[i].Name)
			}
		}
	}
}

// wordFile makes a Word document of paragraphs; those that start with # are headings.
func wordFile(t testing.TB, paragraphs ...string) []byte {
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
	for _, file := range [][2]string{{"word/document.xml", body + "</w:body></w:document>"}, {"word/styles.xml", `<w:styles xmlns:w="w"><w:style w:styleId="h1"><w:name w:val="heading 1"/></w:style></w:styles>`}} {
		f, err := w.Create(file[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, file[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBookOfManyFormats(t *testing.T) {
	p := newPress(t)
	inputs := []project.Input{p.deliver(t, "a", "a.md", []byte("# A *x*\n\ntext"), project.KindText), awaited("b"),
		p.deliver(t, "c", "c.docx", wordFile(t, "# C", "1 &lt; 2"), project.KindText), p.deliver(t, "d", "d.txt", []byte("Chapter 1\n\nplain\n"), project.KindText)}
	got := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBook, Outputs: []string{"md"}, Contents: true}, inputs...)
	want := "# Über den Wolken / No. 7\n\n- A *x*\n- Title of b\n- C\n- Chapter 1\n\n# A *x*\n\ntext\n\n# Title of b\n\n*This chapter is being made: Ana \\<b\\>.*\n\n# C\n\n1 \\< 2\n\n# Chapter 1\n\n\nplain\n"
	if text := first(t, got); text != want {
		t.Errorf("got %q\nwant %q", text, want)
	}
	if s := stretches(got); s != "a 8-12, c 16-20, d 20-24" {
		t.Errorf("they stand at %s", s)
	}
	more := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBook, Outputs: []string{"epub", "md", "txt"}, Contents: true}, inputs...)
	if s := stretches(more); s != "a 8-12, c 16-20, d 20-24" {
		t.Errorf("with a text beside it they stand at %s", s)
	}
	if got.Files[0].Name != "uber-den-wolken-no-7-preview.md" || got.Files[0].Type != "text/markdown; charset=utf-8" {
		t.Errorf("the file is %+v", got.Files[0])
	}
}

func TestBookAsWord(t *testing.T) {
	p := newPress(t)
	got := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBook},
		p.deliver(t, "a", "a.docx", wordFile(t, "# A", "x"), project.KindText), awaited("b"), p.deliver(t, "c", "c.docx", wordFile(t, "# C"), project.KindText))
	again := p.deliver(t, "r", "r.docx", []byte(first(t, got)), project.KindText)
	if f := again.Files[0].Text; f == nil || !slices.Equal(f.Headings, []string{"A", "Title of b", "C"}) {
		t.Errorf("the result has %+v", f)
	}
	if s := stretches(got); s != "a 1-3, c 5-6" {
		t.Errorf("they stand at %s", s)
	}
}

func TestBookAsEbook(t *testing.T) {
	p := newPress(t)
	got := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBook, Outputs: []string{"epub"}, Language: "de"},
		p.deliver(t, "a", "a.md", []byte("# A & B\n\n<script>alert(1)</script>\n\n![cover](x.png) [y](javascript:z)\n\n## Deep\n"), project.KindText), awaited("b"))
	archive, err := zip.OpenReader(got.Files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	texts := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name] = string(text)
	}
	titles := regexp.MustCompile(`<a href="[^"]+">([^<]+)</a>`).FindAllStringSubmatch(texts["EPUB/contents.xhtml"], -1)
	var names []string
	for _, m := range titles {
		names = append(names, m[1])
	}
	if strings.Join(names, "|") != "A &amp; B|Deep|Title of b|Credits" {
		t.Errorf("the contents are %q", names)
	}
	for name, want := range map[string]string{"EPUB/chapter-002.xhtml": "This chapter is being made: Ana &lt;b&gt;.", "EPUB/chapter-003.xhtml": "author: Zoë a (DE)"} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s does not say %q: %s", name, want, texts[name])
		}
	}
	for _, bad := range []string{"<script", "javascript:", "<img"} {
		if strings.Contains(texts["EPUB/chapter-001.xhtml"], bad) {
			t.Errorf("%s came through", bad)
		}
	}
	if e := got.Manifest.Entries[0]; !slices.Equal(e.Paths, []string{"EPUB/chapter-001.xhtml"}) {
		t.Errorf("it stands at %+v", e.Span)
	}
}

func TestSubtitlesAreMerged(t *testing.T) {
	p := newPress(t)
	cue := func(id, from, to, text string) string {
		return id + "\n00:00:" + from + ",000 --> 00:00:" + to + ",000\n" + text + "\n"
	}
	a := p.deliver(t, "a", "a.srt", []byte(cue("1", "01", "02", "A")+"\n"+cue("2", "09", "10", "B")), project.KindSubtitles)
	b := p.deliver(t, "b", "b.srt", []byte(cue("1", "05", "06", "C")), project.KindSubtitles)
	late := b
	late.Place.OffsetMS = 10_000
	late.SubGig = "sub_late"
	waits := awaited("w")
	for name, c := range map[string]struct {
		recipe project.Recipe
		inputs []project.Input
		want   string
		rows   string
	}{
		"interleaved": {project.Recipe{Renumber: true}, []project.Input{a, b}, cue("1", "01", "02", "A") + "\n" + cue("2", "05", "06", "C") + "\n" + cue("3", "09", "10", "B") + "\n", "a 1-4, b 2-3"},
		"moved":       {project.Recipe{}, []project.Input{late, a}, cue("1", "01", "02", "A") + "\n" + cue("2", "09", "10", "B") + "\n" + cue("1", "15", "16", "C") + "\n", "b 3-4, a 1-3"},
		"as VTT":      {project.Recipe{Outputs: []string{"vtt"}}, []project.Input{b}, "WEBVTT\n\n1\n00:00:05.000 --> 00:00:06.000\nC\n\n", "b 1-2"},
		"waiting":     {project.Recipe{}, []project.Input{b, waits}, cue("1", "05", "06", "C") + "\n00:00:06,000 --> 00:00:08,000\n[Title of w is being made: Ana <b>]\n\n", "b 1-2"},
	} {
		c.recipe.Kind = project.RecipeSubtitles
		got := p.make(t, project.ArtifactPreview, c.recipe, c.inputs...)
		if text := first(t, got); text != c.want || stretches(got) != c.rows {
			t.Errorf("%s: %q at %s\nwant %q at %s", name, text, stretches(got), c.want, c.rows)
		}
	}
	got := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeSubtitles}, a, late)
	if e := got.Manifest.Entries[1]; e.FromSeconds != 15 || e.ToSeconds != 16 {
		t.Errorf("it stands at %+v", e.Span)
	}
}

// TestATranslatedTemplateIsACatalogue: the header is that of the deliveries, and their texts to translate are not.
func TestATranslatedTemplateIsACatalogue(t *testing.T) {
	p := newPress(t)
	const template = "#, fuzzy\nmsgid \"\"\nmsgstr \"\"\n\"Language: \\n\"\n\"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n\"\n\nmsgid \"%d a\"\nmsgid_plural \"%d as\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\nmsgid \"b\"\nmsgstr \"\"\n"
	recipe, inputs, source := p.cut(t, "a.pot", template, 2)
	fill := strings.NewReplacer("#, fuzzy\n", "", "Language: ", "Language: pl", "nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=n != 1",
		`msgstr[0] ""`, `msgstr[0] "%d x"`, `msgstr[1] ""`, `msgstr[1] "%d y"`, "msgid \"b\"\nmsgstr \"\"", "msgid \"b\"\nmsgstr \"B\"")
	for i, in := range inputs {
		text := fill.Replace(string(readFile(t, p.originals[in.Files[0].SHA256])))
		inputs[i] = p.deliver(t, in.Key, in.Files[0].Name, []byte(strings.Replace(text, "%d as", "%d bs", 1)), project.KindTranslation)
	}
	r := p.request(t, project.ArtifactFinal, recipe, inputs)
	r.Source = source
	got := p.build(t, r)
	if text := first(t, got); text != fill.Replace(template) {
		t.Errorf("got  %s\nwant %s", text, fill.Replace(template))
	}
	if remarks := got.Manifest.Remarks; len(remarks) != 1 || remarks[0].Code != "source_changed" || remarks[0].At != "%d a" {
		t.Errorf("remarks %+v", remarks)
	}
}

func TestTranslationsGoBackIntoTheSource(t *testing.T) {
	p := newPress(t)
	part := func(key, entries string) project.Input {
		return p.deliver(t, key, key+".po", []byte("msgid \"\"\nmsgstr \"\"\n\n"+entries), project.KindTranslation)
	}
	r := p.request(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeTranslation, Source: "source"}, []project.Input{
		part("a", "msgid \"one\"\nmsgstr \"eins\"\n\nmsgid \"three\"\nmsgstr \"\"\n\nmsgid \"new\"\nmsgstr \"neu\"\n"),
		part("b", "msgid \"three\"\nmsgstr \"drei\"\n\nmsgid \"one\"\nmsgstr \"ein\"\n"), awaited("c")})
	r.Source = &project.DeliveryFile{Name: "a.po", SHA256: p.keep(t, []byte(catalog)), Size: int64(len(catalog))}
	got := p.build(t, r)
	want := strings.Replace(strings.Replace(catalog, "#: a\nmsgid \"one\"\nmsgstr \"\"", "msgid \"one\"\nmsgstr \"eins\"", 1), "msgid \"three\"\nmsgstr \"\"", "msgid \"three\"\nmsgstr \"drei\"", 1)
	if text := first(t, got); text != want {
		t.Errorf("got %s", text)
	}
	var remarks []string
	for _, f := range got.Manifest.Remarks {
		remarks = append(remarks, f.Code+" "+f.At)
	}
	if strings.Join(remarks, ", ") != "unit_twice one, unit_unknown new" {
		t.Errorf("remarks are %q", remarks)
	}
	r.Recipe.Outputs = []string{"xliff", "po"}
	both := p.build(t, r)
	if text := first(t, both); !strings.Contains(text, "<source>three</source><target>drei</target>") || both.Files[0].Type != "application/xliff+xml" {
		t.Errorf("as XLIFF: %s", text)
	}
	if text, err := os.ReadFile(both.Files[1].Path); err != nil || string(text) != want {
		t.Errorf("as PO beside it: %s %v", text, err)
	}
	r.Source = nil
	if _, err := p.Build(t.Context(), r); project.CodeOf(err) != project.Invalid {
		t.Errorf("without a source: %v", err)
	}
}

func TestConsensus(t *testing.T) {
	p := newPress(t)
	row := func(key, content string) project.Input {
		return p.deliver(t, key, key+".csv", []byte(content), project.KindTable)
	}
	got := p.make(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeTable, Key: "k", Consensus: 2},
		row("a", "k,kind,n\n1,cat,3\n2,dog,1\n"), row("b", "k,kind,n\n1,cat,4\n2,cow,1\n"), row("c", "n,k,kind\n5,1,cat\n1,2,dog\n"))
	if text := first(t, got); text != "k,kind,n\n1,cat,\n2,dog,1\n" {
		t.Errorf("got %q", text)
	}
	side, err := os.ReadFile(got.Files[1].Path)
	if err != nil || got.Files[1].Name != "disagreements.csv" || string(side) != "row,column,seller,said\n1,n,Zoë a,3\n1,n,Zoë b,4\n1,n,Zoë c,5\n" {
		t.Errorf("beside it stands %q %v", side, err)
	}
	if m := got.Manifest.Remarks; len(m) != 1 || m[0].Code != "no_consensus" || m[0].Row != 1 || m[0].At != "n" {
		t.Errorf("remarks are %+v", m)
	}
	lines := func(key, content string) project.Input {
		return p.deliver(t, key, key+".jsonl", []byte(content), project.KindTable)
	}
	got = p.make(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeTable, Key: "k", Consensus: 1},
		lines("a", "{\"k\":1,\"v\":[1, 2]}\n"), lines("b", "{\"k\":2,\"v\":null,\"w\":\"x\"}\n"))
	if text := first(t, got); text != "{\"k\":1,\"v\":[1,2]}\n{\"k\":2,\"v\":null,\"w\":\"x\"}\n" {
		t.Errorf("got %q", text)
	}
}

func TestTablesAreJoined(t *testing.T) {
	p := newPress(t)
	got := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeTable}, p.deliver(t, "a", "a.csv", []byte("x,y\n1,2"), project.KindTable), awaited("b"),
		p.deliver(t, "c", "c.csv", []byte("y,x\n4,3\n6,5\n"), project.KindTable))
	if text := first(t, got); text != "x,y\n1,2\n3,4\n5,6\n" || stretches(got) != "a 1-2, c 2-4" {
		t.Errorf("got %q at %s", text, stretches(got))
	}
	if len(got.Manifest.Missing) != 1 {
		t.Errorf("missing are %+v", got.Manifest.Missing)
	}
}

// TestATableHasTheFormatsThatAreAskedFor: of parts in one format, also with a consensus.
func TestATableHasTheFormatsThatAreAskedFor(t *testing.T) {
	p := newPress(t)
	for _, recipe := range []project.Recipe{{Outputs: []string{"jsonl"}}, {Outputs: []string{"csv", "jsonl"}}, {Outputs: []string{"jsonl"}, Key: "x", Consensus: 1}} {
		recipe.Kind = project.RecipeTable
		got := p.make(t, project.ArtifactFinal, recipe, p.deliver(t, "a", "a.csv", []byte("x,y\n01,2\n"), project.KindTable))
		for n, format := range recipe.Outputs {
			want := map[string]string{"csv": "x,y\n01,2\n", "jsonl": "{\"x\":\"01\",\"y\":\"2\"}\n"}[format]
			if text, err := os.ReadFile(got.Files[n].Path); err != nil || string(text) != want || filepath.Ext(got.Files[n].Name) != "."+format {
				t.Errorf("%v: %s holds %q, %v", recipe.Outputs, got.Files[n].Name, text, err)
			}
		}
	}
	mixed := p.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeTable, Outputs: []string{"csv"}}, []project.Input{
		p.deliver(t, "a", "a.csv", []byte("x\n1\n"), project.KindTable), p.deliver(t, "b", "b.jsonl", []byte("{\"x\":1}\n"), project.KindTable)})
	if _, err := p.Build(t.Context(), mixed); project.CodeOf(err) != project.Invalid {
		t.Errorf("parts in two formats: %v", err)
	}
}

// TestFootnotesAreThoseOfTheirChapter: in every form of a book a note says what its chapter says, also when it stands in another one.
func TestFootnotesAreThoseOfTheirChapter(t *testing.T) {
	p := newPress(t)
	one, two := "# One\n\nFirst[^1], see[^end].\n\n[^1]: Uno.\n", "# Two\n\nSecond[^1].\n\n[^1]: Due.\n"
	notes := "# Notes\n\nThe end.\n\n[^end]: Finis.\n"
	inputs := []project.Input{p.deliver(t, "a", "a.md", []byte(one), project.KindText), p.deliver(t, "b", "b.md", []byte(two), project.KindText), p.deliver(t, "c", "c.md", []byte(notes), project.KindText)}
	got := p.make(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeBook, Outputs: []string{"md", "epub", "pdf"}}, inputs...)
	if text, want := first(t, got), one+strings.ReplaceAll(two, "[^1]", "[^1-2]")+notes; text != want {
		t.Errorf("got %q\nwant %q", text, want)
	}
	book, err := zip.OpenReader(got.Files[1].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for i, words := range [][]string{{"Uno.", "Finis."}, {"Due."}} {
		page, err := fs.ReadFile(book, epub.ChapterPath(i))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Uno.", "Due.", "Finis."} {
			if bytes.Contains(page, []byte(word)) != slices.Contains(words, word) {
				t.Errorf("%q in chapter %d: %s", word, i+1, page)
			}
		}
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", got.Files[2].Path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(out), "\f")
	if !strings.Contains(pages[0], "Uno.") || !strings.Contains(pages[0], "Finis.") || strings.Contains(pages[0], "Due.") || !strings.Contains(pages[1], "Due.") {
		t.Errorf("pages %q", pages)
	}
}

// TestPicturesThatAreLeftOutAreTold: what a form of a book cannot hold is not gone in silence.
func TestPicturesThatAreLeftOutAreTold(t *testing.T) {
	p := newPress(t)
	inputs := []project.Input{p.deliver(t, "a", "a.docx", wordFile(t, "# A", "x</w:t><a:blip/><w:t>"), project.KindText), p.deliver(t, "b", "b.docx", wordFile(t, "# B", "y"), project.KindText)}
	for outputs, want := range map[string]string{"docx": "", "docx epub pdf": `"a.docx" of "a" has 1 pictures; they are in no epub or pdf`} {
		var said []string
		for _, r := range p.make(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeBook, Outputs: strings.Fields(outputs)}, inputs...).Manifest.Remarks {
			said = append(said, r.Message)
		}
		if got := strings.Join(said, "|"); got != want {
			t.Errorf("%s: %s", outputs, got)
		}
	}
	marked := p.deliver(t, "m", "m.md", []byte("# M\n\n![a](b.png) and `![no](c.png)`\n"), project.KindText)
	if n := marked.Files[0].Text.Pictures; n != 1 {
		t.Errorf("%d pictures in the Markdown", n)
	}
}
