package split

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tutti/media/tool"
	"tutti/project"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAFolderBecomesAnArchiveAndThePiecesItsFiles(t *testing.T) {
	files := map[string]string{"b.txt": "second", "a/été.txt": "first", ".DS_Store": "x", ".git/config": "x", "a/empty": ""}
	var before []byte
	for range 2 {
		to := filepath.Join(t.TempDir(), "folder.zip")
		if err := Folder(t.Context(), folder(t, files), to); err != nil {
			t.Fatal(err)
		}
		all, err := os.ReadFile(to)
		if err != nil || before != nil && !bytes.Equal(all, before) {
			t.Fatalf("the second time it has other bytes (%v)", err)
		}
		before = all
		r, err := zip.OpenReader(to)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range r.File {
			names = append(names, f.Name)
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(in); err != nil || string(text) != files[f.Name] {
				t.Errorf("%s holds %q, %v", f.Name, text, err)
			}
		}
		r.Close()
		if !slices.Equal(names, []string{"a/empty", "a/été.txt", "b.txt"}) {
			t.Errorf("%q", names)
		}
	}
}

func TestAFolderThatCannotBeSplitIsRefused(t *testing.T) {
	linked := folder(t, map[string]string{"a.txt": "a"})
	if err := os.Symlink("/etc/passwd", filepath.Join(linked, "b.txt")); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{folder(t, nil): "no files", folder(t, map[string]string{".hidden": "x"}): "no files", linked: "a link"} {
		err := Folder(t.Context(), dir, filepath.Join(t.TempDir(), "folder.zip"))
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// TestWhyAnArchiveCannotBeCut: what nobody could bring back under its name is not handed out.
func TestWhyAnArchiveCannotBeCut(t *testing.T) {
	s, err := New(Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	for want, names := range map[string][]string{
		"is not in UTF-8":       {"a.txt", "gr\x94\xe1e.txt"},
		"has one of":            {"a/b: c.txt"},
		"has an empty part":     {"a//b.txt"},
		"there is nothing in":   {},
		"or folders only":       {"a/", "a/b/"},
		"of more than 200 byte": {strings.Repeat("x", 201)},
	} {
		path := filepath.Join(t.TempDir(), "source")
		if err := os.WriteFile(path, zipped(t, names...), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := s.Split(t.Context(), Request{Name: "a.zip", Path: path, Work: t.TempDir()})
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", names, err, want)
		}
	}
}

// zipped is an archive of files, and of folders where a name ends in a slash.
func zipped(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil && !strings.HasSuffix(name, "/") {
			_, err = io.WriteString(w, "content")
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
