package inspect

import (
	"os/exec"
	"strings"
	"testing"

	"tutti/media/pdf"
	"tutti/media/tool"
	"tutti/project"
)

// TestWordsAreSeenAndNotHad: whatever is made of words has a proof, from which none of them can be taken.
func TestWordsAreSeenAndNotHad(t *testing.T) {
	i := newInspector(t, tool.Options{Weak: true})
	for name, c := range map[string]struct {
		kind    project.MediaKind
		content []byte
	}{
		"a.md":          {project.KindText, []byte("# One\n\nThe secret of this text.\n")},
		"a.txt":         {project.KindText, []byte("The secret of this text.\n")},
		"short.md":      {project.KindText, []byte("secret")}, // refused for its length, and seen all the same
		"a.srt":         {project.KindSubtitles, []byte("1\n00:00:01,000 --> 00:00:02,000\nsecret\n")},
		"a.csv":         {project.KindTable, []byte("clip,species\nc1,secret\n")},
		"a.jsonl":       {project.KindTable, []byte("{\"clip\":\"secret\"}\n")},
		"a.po":          {project.KindTranslation, []byte("msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"secret\"\nmsgstr \"Geheimnis\"\n")},
		"a.zip":         {project.KindArchive, zipOf(t, packed{name: "secret.txt", content: []byte("hush")})},
		"any.txt":       {project.KindFile, []byte("secret\n")},
		"any.zip":       {project.KindFile, zipOf(t, packed{name: "secret.txt", content: []byte("hush")})},
		"any of a kind": {project.KindFile, []byte("\x7fELF\x02\x01\x01\x00 secret")},
	} {
		spec := project.Spec{Kind: c.kind}
		if name == "short.md" {
			spec.Text = &project.TextSpec{MinWords: 100}
		}
		r := inspectOne(t, i, write(t, name, c.content), spec)
		if want := name != "any of a kind"; (len(r.Files[0].Previews) == 1) != want || (len(r.Derived) == 1) != want {
			t.Errorf("%s: previews %q, derived %+v, findings %+v", name, r.Files[0].Previews, r.Derived, r.Findings)
			continue
		} else if !want {
			continue
		}
		proof := r.Derived[0]
		if d, err := pdf.New(i.decoder.Tools).Look(t.Context(), proof.Path); err != nil || len(d.Pages) != 1 || proof.Key != r.Files[0].Previews[0] {
			t.Errorf("%s: %d pages, %v", name, len(d.Pages), err)
		}
		if text, err := exec.Command("pdftotext", proof.Path, "-").Output(); err != nil || strings.Contains(string(text), "secret") {
			t.Errorf("%s: %q can be taken from it, %v", name, text, err)
		}
	}
	path := write(t, "a.md", []byte("# One\n\nwords\n"))
	r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Trial: true, Files: []File{{Name: "a.md", Path: path}}, Spec: project.Spec{Kind: project.KindText}})
	if err != nil || len(r.Derived) != 0 || len(r.Files[0].Previews) != 0 {
		t.Errorf("a trial left %+v, %v", r.Derived, err)
	}
}

// TestATextBeyondMarkdownIsShownAsItIsWritten: the beginning of what is too long for pages has a proof too.
func TestATextBeyondMarkdownIsShownAsItIsWritten(t *testing.T) {
	i := newInspector(t, tool.Options{Weak: true})
	r := inspectOne(t, i, write(t, "a.md", []byte("# One\n\n"+strings.Repeat("Many words stand on this line of a long text, one after another.\n\n", 17_000))), project.Spec{Kind: project.KindText})
	if len(r.Derived) != 1 {
		t.Fatalf("%+v", r.Findings)
	}
	if d, err := pdf.New(i.decoder.Tools).Look(t.Context(), r.Derived[0].Path); err != nil || len(d.Pages) < 300 {
		t.Errorf("%d pages, %v", len(d.Pages), err)
	}
}

// TestChangesSinceTheVersionBeforeAreSeen: a second proof says what changed, and none when nothing did.
func TestChangesSinceTheVersionBeforeAreSeen(t *testing.T) {
	i := newInspector(t, tool.Options{Weak: true})
	version := func(name, text string) File {
		return File{Name: name, Path: write(t, name, []byte(text)), SHA256: strings.Repeat("ab", 32)}
	}
	for name, c := range map[string]struct {
		before []File
		want   int
	}{
		"changed":      {[]File{version("a.md", "# One\n\nold words\n")}, 2},
		"renamed":      {[]File{version("b.md", "# One\n\nold words\n")}, 2},
		"the same":     {[]File{version("a.md", "# One\n\nwords\n")}, 1},
		"other files":  {[]File{version("b.md", "x"), version("c.md", "y")}, 1},
		"not readable": {[]File{version("a.md", strings.Repeat("x", 5<<20))}, 1},
		"the first":    {nil, 1},
	} {
		r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Before: c.before, Files: []File{version("a.md", "# One\n\nwords\n")}, Spec: project.Spec{Kind: project.KindText}})
		if err != nil {
			t.Fatal(err)
		}
		if previews := r.Files[0].Previews; len(previews) != c.want || len(r.Derived) != c.want {
			t.Errorf("%s: %q", name, previews)
		} else if c.want == 2 && !strings.HasSuffix(previews[1], "/changes-abababababab.pdf") {
			t.Errorf("%s: %q", name, previews[1])
		}
	}
}
