package e2e

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"tutti/examples"
)

// TestExamples plays every example as `make examples` does, and reads each result by other means than those that made it.
func TestExamples(t *testing.T) {
	data := t.TempDir()
	out, code := run(t, "demo", "play", "--data", data)
	if code != 0 {
		t.Fatalf("the examples end with %d:\n%s", code, tail(out, 60))
	}
	for _, detour := range []string{"version 1 of istanbul is sent back: 26 words", "version 1 of dawn is sent back: 1.00 s long"} {
		if !strings.Contains(out, detour) {
			t.Errorf("nobody is told that %q:\n%s", detour, tail(out, 60))
		}
	}
	checks := map[string]func(*testing.T, result){
		"book": checkBook, "bundle": checkBundle, "choir": checkChoir, "data-set": checkDataSet, "film": checkFilm,
		"greeting": checkGreeting, "pdf-book": checkCookBook, "photo-book": checkPhotoBook, "subtitles": checkSubtitles, "translation": checkTranslation,
	}
	list, err := examples.Templates()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		t.Run(one.Name, func(t *testing.T) {
			r := result{filepath.Join(data, "demo", one.Name)}
			r.wellFormed(t)
			if checks[one.Name] == nil {
				t.Fatalf("nobody looks at the result of %s", one.Name)
			}
			checks[one.Name](t, r)
		})
	}
}

// result is the folder of an example that was played.
type result struct{ dir string }

// path gives the one file that ends so.
func (r result) path(t *testing.T, ending string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(r.dir, "*"+ending))
	if err != nil || len(found) != 1 {
		t.Fatalf("%d files end with %s, %v", len(found), ending, err)
	}
	return found[0]
}

func (r result) read(t *testing.T, ending string) string {
	t.Helper()
	text, err := os.ReadFile(r.path(t, ending))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// wellFormed holds that the manifest names entries and credits, and that nothing is missing.
func (r result) wellFormed(t *testing.T) {
	t.Helper()
	var m struct {
		Entries, Missing, Credits []json.RawMessage
	}
	if err := json.Unmarshal([]byte(r.read(t, "manifest.json")), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Entries) < 3 || len(m.Missing) > 0 || len(m.Credits) < 3 {
		t.Errorf("the manifest has %d entries, %d missing, %d credits", len(m.Entries), len(m.Missing), len(m.Credits))
	}
}

// entries reads an archive by name.
func entries(t *testing.T, path string) map[string]string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	out := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = string(content)
	}
	return out
}

func shipped(t *testing.T, template, name string) string {
	t.Helper()
	one, err := examples.Open(template)
	if err != nil {
		t.Fatal(err)
	}
	content, err := one.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func checkBook(t *testing.T, r result) {
	text, at := r.read(t, ".md"), 0
	titles := []string{"The crane driver", "The night ferry", "The funicular", "What the letters have in common"}
	for _, title := range titles {
		next := strings.Index(text, "\n# "+title+"\n")
		if next < at {
			t.Errorf("the chapter %q stands at %d, behind %d is its place", title, next, at)
		}
		at = next
	}
	if strings.Contains(text, "The rest follows tomorrow") {
		t.Error("the version that was sent back is in the book")
	}
	pages := entries(t, r.path(t, ".epub"))
	if pages["mimetype"] != "application/epub+zip" {
		t.Errorf("the e-book says that it is %q", pages["mimetype"])
	}
	var contents, all string
	for name, page := range pages {
		if strings.HasSuffix(name, ".xhtml") {
			all += page
		}
		if strings.Contains(page, `epub:type="toc"`) {
			contents = page
		}
	}
	for _, title := range titles {
		if !strings.Contains(contents, title) {
			t.Errorf("%q is not in the contents of the e-book", title)
		}
	}
	if strings.Count(all, "<h1") < len(titles) || !strings.Contains(all, "Elif Aydın") {
		t.Error("the e-book lacks chapters or credits")
	}
	printed, marks := pdfOf(t, r.path(t, ".pdf"))
	if printed < 6 || !slices.Contains(marks, "Contents") || !slices.Contains(marks, "Credits") {
		t.Errorf("the book to print has %d pages and the bookmarks %q", printed, marks)
	}
	for _, title := range titles {
		if !slices.Contains(marks, title) {
			t.Errorf("%q is not in the contents of the book to print", title)
		}
	}
}

func checkBundle(t *testing.T, r result) {
	files := entries(t, r.path(t, ".zip"))
	for _, name := range []string{"text/story.md", "text/story-de.md", "facts/facts.pdf", "picture/picture.png", "sound/ident.mp3"} {
		if files[name] != shipped(t, "bundle", "deliveries/"+filepath.Base(name)) {
			t.Errorf("%s is not what was delivered", name)
		}
	}
	if files["manifest.json"] == "" || files["credits.txt"] == "" {
		t.Error("manifest or credits are missing")
	}
}

func checkDataSet(t *testing.T, r result) {
	rows, err := csv.NewReader(strings.NewReader(r.read(t, "owieza.csv"))).ReadAll()
	if err != nil || len(rows) != 13 || !slices.Equal(rows[0], []string{"clip", "species", "voices", "wind"}) {
		t.Fatalf("%v, %v", rows, err)
	}
	for number, want := range map[int][]string{
		1: {"bia-01", "blackbird", "2", "false"}, 2: {"bia-02", "song thrush", "3", "false"}, 3: {"bia-03", "robin", "1", "false"},
		4: {"bia-04", "", "2", "true"}, 8: {"bia-08", "goldcrest", "1", "false"}, 12: {"bia-12", "river warbler", "1", "false"},
	} {
		if !slices.Equal(rows[number], want) {
			t.Errorf("row %d is %v, two of three say %v", number, rows[number], want)
		}
	}
	if open := r.read(t, "disagreements.csv"); !strings.Contains(open, "bia-04,species,") || strings.Count(open, "\n") != 4 {
		t.Errorf("the disagreements are\n%s", open)
	}
}

// probe asks ffprobe.
func probe(t *testing.T, path, show string) string {
	t.Helper()
	out, err := exec.Command("ffprobe", "-v", "error", "-show_entries", show, "-of", "csv=p=0", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func checkLength(t *testing.T, path string, want float64) {
	t.Helper()
	got, err := strconv.ParseFloat(probe(t, path, "format=duration"), 64)
	if err != nil || got < want-0.1 || got > want+0.1 {
		t.Errorf("%s is %g s long, not %g, %v", filepath.Base(path), got, want, err)
	}
}

func checkPicture(t *testing.T, path string, seconds float64) {
	t.Helper()
	checkLength(t, path, seconds)
	if streams := probe(t, path, "stream=codec_type,width,height"); !strings.Contains(streams, "320,180") || !strings.Contains(streams, "audio") {
		t.Errorf("%s has the streams %s", filepath.Base(path), streams)
	}
}

func checkChoir(t *testing.T, r result) { checkPicture(t, r.path(t, ".mp4"), 4) }

func checkFilm(t *testing.T, r result) { checkPicture(t, r.path(t, ".mp4"), 8) }

func checkGreeting(t *testing.T, r result) {
	want := 3 * 0.25 // the gaps
	for _, name := range []string{"line-1.flac", "line-2.ogg", "line-3.mp3", "line-4.mp3"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(shipped(t, "greeting", "deliveries/"+name)), 0o600); err != nil {
			t.Fatal(err)
		}
		seconds, err := strconv.ParseFloat(probe(t, path, "format=duration"), 64)
		if err != nil {
			t.Fatal(err)
		}
		want += seconds
	}
	checkLength(t, r.path(t, ".flac"), want)
	checkLength(t, r.path(t, ".mp3"), want)
}

// pdfOf counts the pages and names the bookmarks.
func pdfOf(t *testing.T, path string) (pages int, titles []string) {
	t.Helper()
	api.DisableConfigDir()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if pages, err = api.PageCount(f, nil); err != nil {
		t.Fatal(err)
	}
	marks, err := api.Bookmarks(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks {
		titles = append(titles, m.Title)
	}
	return pages, titles
}

func checkCookBook(t *testing.T, r result) {
	pages, titles := pdfOf(t, r.path(t, ".pdf"))
	if pages != 7 { // contents, and 2 + 1 + 2 + 1 of the cooks
		t.Errorf("%d pages", pages)
	}
	for _, title := range []string{"Caldo verde", "Khinkali", "Doro wat", "Suspiro limeño"} {
		if !slices.Contains(titles, title) {
			t.Errorf("%q has no bookmark: %q", title, titles)
		}
	}
}

func checkPhotoBook(t *testing.T, r result) {
	if pages, titles := pdfOf(t, r.path(t, ".pdf")); pages != 9 || !slices.Contains(titles, "Joana Pires") { // a cover and four spreads
		t.Errorf("%d pages, %q", pages, titles)
	}
}

func checkSubtitles(t *testing.T, r result) {
	text := r.read(t, ".srt")
	cues := regexp.MustCompile(`(?m)^(\d+)\n(\d\d:\d\d:\d\d,\d{3}) --> `).FindAllStringSubmatch(text, -1)
	for i, cue := range cues {
		if cue[1] != strconv.Itoa(i+1) || i > 0 && cue[2] <= cues[i-1][2] {
			t.Errorf("cue %d is number %s, at %s", i+1, cue[1], cue[2])
		}
	}
	if len(cues) != 15 || !strings.Contains(text, "00:02:05,000 --> 00:02:08,400") {
		t.Errorf("%d cues:\n%s", len(cues), text)
	}
	if web := r.read(t, ".vtt"); !strings.HasPrefix(web, "WEBVTT") || strings.Count(web, " --> ") != 15 {
		t.Error("the WebVTT is not the same subtitles")
	}
}

func checkTranslation(t *testing.T, r result) {
	text, source := r.read(t, ".po"), shipped(t, "translation", "references/rising-bread.po")
	translations := regexp.MustCompile(`(?m)^msgstr.*$`)
	if translations.ReplaceAllString(text, "msgstr") != translations.ReplaceAllString(source, "msgstr") {
		t.Error("something else than the translations differs from the source")
	}
	if strings.Count(text, `msgstr ""`) != 1 { // that of the head
		t.Errorf("messages are untranslated:\n%s", text)
	}
	for _, want := range []string{`msgstr "Alimente seu fermento"`, `msgstr[1] "Faltam %d dobras"`, `msgstr "Bata nele: tem de soar oco."`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not there", want)
		}
	}
}
