package assemble

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tutti/media/archive"
	"tutti/media/inspect"
	"tutti/media/pdf"
	"tutti/media/split"
	"tutti/media/tool"
	"tutti/project"
)

// splitUp splits a source.
func splitUp(t testing.TB, r split.Request) split.Result {
	t.Helper()
	splitter, err := split.New(split.Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	r.Work = t.TempDir()
	out, err := splitter.Split(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// cutUp splits a source and delivers every piece untouched.
func (s *studio) cutUp(t testing.TB, r split.Request) (split.Result, []project.Input) {
	t.Helper()
	out := splitUp(t, r)
	i, err := inspect.New(inspect.Options{Decoder: s.decoder})
	if err != nil {
		t.Fatal(err)
	}
	p := &press{s, i}
	plan := out.Plan(project.SplitTerms{}, "")
	var inputs []project.Input
	for i, piece := range out.Pieces {
		in := p.untouched(t, piece.Key, piece.File.Name, readFile(t, piece.Path), plan.SpecOf(plan.SubGigs[i]))
		in.Place = piece.Place
		inputs = append(inputs, in)
	}
	return out, inputs
}

func digestsOf(t testing.TB, path string) []string {
	t.Helper()
	sums, err := pdf.New(tool.New(tool.Options{})).Digests(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// TestSplitPDFsBecomeThemselvesAgain: assemble(split(x)) has the pages of x, however it was cut.
func TestSplitPDFsBecomeThemselvesAgain(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	source := s.originals[s.manuscript(t, "source", 9).SHA256]
	joined := filepath.Join(t.TempDir(), "marked.pdf")
	if _, err := pdf.New(tool.New(tool.Options{})).Join(t.Context(), pdf.Book{Chapters: []pdf.Chapter{{Path: s.originals[s.manuscript(t, "preface", 2).SHA256]},
		{Path: source, Title: "Erstes"}, {Path: s.originals[s.manuscript(t, "more", 1).SHA256], Title: "第二"}}}, filepath.Dir(joined), "marked.pdf"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		request split.Request
		ranges  []int64
	}{
		"evenly":            {split.Request{Path: source}, []int64{0, 1, 2, 3, 4, 5, 6, 7, 9}},
		"in two":            {split.Request{Path: source, Parts: 2}, []int64{0, 4, 9}},
		"every four":        {split.Request{Path: source, Every: 4}, []int64{0, 4, 8, 9}},
		"at bookmarks":      {split.Request{Path: joined, By: project.ByBookmarks}, []int64{0, 2, 11, 12}},
		"bookmarks, in two": {split.Request{Path: joined, By: project.ByBookmarks, Parts: 2}, []int64{0, 2, 12}},
	} {
		t.Run(name, func(t *testing.T) {
			c.request.Name = "source.pdf"
			out, inputs := s.cutUp(t, c.request)
			borders := []int64{0}
			for _, cut := range out.Cuts {
				borders = append(borders, cut.To)
			}
			if !slices.Equal(borders, c.ranges) {
				t.Errorf("cut at %v, want %v", borders, c.ranges)
			}
			r := s.build(t, s.request(t, project.ArtifactFinal, out.Recipe, inputs))
			if !slices.Equal(digestsOf(t, r.Files[0].Path), digestsOf(t, c.request.Path)) {
				t.Error("the pages are not the same")
			}
		})
	}
	splitter, _ := split.New(split.Options{Tools: tool.New(tool.Options{})})
	if _, err := splitter.Split(t.Context(), split.Request{Name: "a.pdf", Path: source, By: project.ByBookmarks, Work: t.TempDir()}); project.CodeOf(err) != project.Invalid {
		t.Errorf("a PDF without bookmarks was cut at them: %v", err)
	}
}

// TestSplitArchivesBecomeThemselvesAgain: to the byte when our writer made them, else file by file.
func TestSplitArchivesBecomeThemselvesAgain(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		folders := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a/", "a/b/", "Größe/", "part 1/"}), 1, 12).Draw(rt, "folders")
		contents := map[string][]byte{}
		var items []archive.Item
		for i, folder := range folders {
			name := fmt.Sprintf("%s%d.txt", folder, i)
			contents[name] = rapid.SliceOfN(rapid.Byte(), 1, 500).Draw(rt, name)
			items = append(items, archive.Item{Name: name, Size: int64(len(contents[name])), CRC32: crc32.ChecksumIEEE(contents[name])})
		}
		path := filepath.Join(dir, "source.zip")
		f, err := os.Create(path)
		if err != nil {
			rt.Fatal(err)
		}
		err = archive.Write(f, items, func(i int) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(contents[items[i].Name])), nil })
		if err := f.Close(); err != nil {
			rt.Fatal(err)
		}
		if err != nil {
			rt.Fatal(err)
		}
		out, inputs := s.cutUp(t, split.Request{Name: "source.zip", Path: path})
		if out.Total != int64(len(items)) {
			rt.Fatalf("%d entries, %d were put in", out.Total, len(items))
		}
		r := s.build(t, s.request(t, project.ArtifactFinal, out.Recipe, inputs))
		if !bytes.Equal(readFile(t, r.Files[0].Path), readFile(t, path)) {
			rt.Fatal("the archive is not the same")
		}
	})
}

// TestNamesOfAnArchiveComeBack: a plain bundle keeps every name that an archive may hold, and no other.
func TestNamesOfAnArchiveComeBack(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	want := map[string]string{}
	for _, name := range []string{"_site/_index.html", ".env", "a/.gitignore", "-x.txt", "end.", "cafe\u0301.txt", "family \U0001f468\u200d\U0001f469.txt", "a\u00ad.txt",
		"__init__.py", " lead.txt", "x/file", strings.Repeat("long", 40) + ".txt"} {
		want[name] = "content of " + name
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "names.zip")
	var items []archive.Item
	want["pkg/__init__.py"], want[".gitkeep"] = "", "" // files of 0 bytes come back too
	for _, name := range slices.Sorted(maps.Keys(want)) {
		items = append(items, archive.Item{Name: name, Size: int64(len(want[name])), CRC32: crc32.ChecksumIEEE([]byte(want[name]))})
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	err = archive.Write(f, items, func(i int) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(want[items[i].Name])), nil })
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	out, inputs := s.cutUp(t, split.Request{Name: "names.zip", Path: path})
	if plan := out.Plan(project.SplitTerms{}, "pieces/"); plan.Validate() != nil {
		t.Errorf("no plan: %v", plan.Validate())
	}
	r := s.build(t, s.request(t, project.ArtifactFinal, out.Recipe, inputs))
	if !bytes.Equal(readFile(t, r.Files[0].Path), readFile(t, path)) {
		t.Errorf("%v became %v", slices.Sorted(maps.Keys(want)), namesIn(t, r.Files[0].Path))
	}
	for _, in := range []struct{ folder, name string }{{"..", "x"}, {"a", "../x"}, {"/a", "x"}, {"a", ".."}, {"a", "."}, {"", "C:x"}, {"a", "x\x01y"}, {"a", `x\y`}, {"a", "gpj\u202e.exe"},
		{"a", "\xff"}, {"a//b", "x"}, {"a", strings.Repeat("x", 2000)}} {
		if folder, name := ownName(in.folder, in.name); folder != folderOf(in.folder) || name != safeName(in.name) {
			t.Errorf("%q in %q became %q in %q", in.name, in.folder, name, folder)
		}
	}
}

func namesIn(t testing.TB, path string) []string {
	t.Helper()
	z, err := archive.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out []string
	for _, e := range z.Entries {
		out = append(out, e.Name)
	}
	return out
}

// TestForeignArchives are packed in another way, and come back with the same files in them.
func TestForeignArchives(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	path := filepath.Join(t.TempDir(), "foreign.zip")
	want := map[string]string{"a/one.txt": "one", "a/b/two.txt": "two", "three.txt": "three"}
	if err := os.WriteFile(path, foreign(t, want), 0o600); err != nil {
		t.Fatal(err)
	}
	out, inputs := s.cutUp(t, split.Request{Name: "foreign.zip", Path: path})
	r := s.build(t, s.request(t, project.ArtifactFinal, out.Recipe, inputs))
	z, err := archive.Open(r.Files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	got := map[string]string{}
	for i, e := range z.Entries {
		var content bytes.Buffer
		if err := z.Copy(&content, i); err != nil {
			t.Fatal(err)
		}
		got[e.Name] = content.String()
	}
	if !maps.Equal(got, want) {
		t.Errorf("%v became %v", want, got)
	}
}

// foreign packs as other programs do: deflated, with folders and times.
func foreign(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range append([]string{"a/", "a/b/"}, slices.Sorted(maps.Keys(files))...) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)})
		if err == nil && files[name] != "" {
			_, err = io.WriteString(w, files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
