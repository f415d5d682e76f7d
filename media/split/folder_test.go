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
