package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/project"
)

// smallArchive is one of a project with one reference; entries may be changed before they are packed.
func smallArchive(t testing.TB) ([]Entry, ArchiveHead) {
	t.Helper()
	const text, sum = "hello", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	id := project.ProjectID(project.NewID(project.PrefixProject, time.Unix(1, 0), "x"))
	file, err := json.Marshal(project.DeliveryFile{Name: "a", SHA256: sum, Size: 5})
	if err != nil {
		t.Fatal(err)
	}
	row, err := json.Marshal(map[string]any{"file": string(file), "project_id": id})
	if err != nil {
		t.Fatal(err)
	}
	rows := project.ProjectRows{Project: id, Schema: 9, Tables: []project.RowTable{{Name: "projects", Rows: []string{`{"id":"` + string(id) + `","state":"draft","title":"X"}`}},
		{Name: "plans", Rows: []string{}}, {Name: "project_references", Rows: []string{string(row)}}}}
	objects := []project.ArchiveObject{{Key: project.ObjectKey(sum), SHA256: sum, Size: 5}}
	entries, err := ArchiveEntries(rows, nil, objects, func(context.Context, string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries, ArchiveHead{Format: ArchiveFormat, Project: id, State: project.ProjectDraft, Schema: 9, StateHash: rows.StateHash(),
		Tables: []string{"projects", "plans", "project_references"}, Objects: objects}
}

func packed(t testing.TB, entries []Entry) string {
	t.Helper()
	var out bytes.Buffer
	if err := Pack(context.Background(), &out, entries, true); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnArchiveReadsBack(t *testing.T) {
	entries, head := smallArchive(t)
	a, err := OpenArchive(packed(t, entries))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	body, err := a.Open(a.Head.Objects[0])
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(body)
	if err != nil || string(text) != "hello" || a.Rows.StateHash() != head.StateHash || a.Head.Title != "X" || len(a.Rows.Tables) != 3 {
		t.Errorf("%q %v %+v", text, err, a.Head)
	}
}

func TestHostileArchivesAreRefusedWithSentences(t *testing.T) {
	withHead := func(change func(*ArchiveHead)) func([]Entry, ArchiveHead) []Entry {
		return func(entries []Entry, head ArchiveHead) []Entry {
			change(&head)
			file, err := encoded(archiveHead, head)
			if err != nil {
				t.Fatal(err)
			}
			return append([]Entry{Text(file)}, entries[1:]...)
		}
	}
	add := func(name, text string) func([]Entry, ArchiveHead) []Entry {
		return func(entries []Entry, _ ArchiveHead) []Entry { return append(entries, Text(File{name, []byte(text)})) }
	}
	for says, change := range map[string]func([]Entry, ArchiveHead) []Entry{
		"is no file of an archive":               add("evil.sh", "x"),
		"is there twice":                         add("records/plans.jsonl", ""),
		"it is of the form":                      withHead(func(h *ArchiveHead) { h.Format = "tutti-archive-9" }),
		"it names no project":                    withHead(func(h *ArchiveHead) { h.Project = "prj_../x" }),
		"its records hash to":                    withHead(func(h *ArchiveHead) { h.StateHash = strings.Repeat("0", 64) }),
		"is missing":                             func(e []Entry, _ ArchiveHead) []Entry { return e[:len(e)-1] },
		"is named by the records and is missing": withHead(func(h *ArchiveHead) { h.Objects = nil }),
		"is not named by the records": withHead(func(h *ArchiveHead) {
			h.Objects = append(h.Objects, project.ArchiveObject{Key: "obj/" + strings.Repeat("a", 64), SHA256: strings.Repeat("a", 64)})
		}),
		"is not what the records say": withHead(func(h *ArchiveHead) {
			h.Objects = []project.ArchiveObject{{Key: h.Objects[0].Key, SHA256: strings.Repeat("b", 64), Size: 5}}
		}),
		"records/people.jsonl": withHead(func(h *ArchiveHead) { h.Tables = append(h.Tables, "people") }),
		"cannot be read": func(e []Entry, _ ArchiveHead) []Entry {
			return append([]Entry{Text(File{archiveHead, []byte("{")})}, e[1:]...)
		},
	} {
		entries, head := smallArchive(t)
		head.Objects = append([]project.ArchiveObject{}, head.Objects...)
		if _, err := OpenArchive(packed(t, change(entries, head))); project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// TestZipsThatAreNoArchives are refused before anything in them is read: paths outside, bombs, links, cut and overlapping files.
func TestZipsThatAreNoArchives(t *testing.T) {
	zipped := func(write func(w *zip.Writer)) []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		write(w)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	plain := func(name string, method uint16, mode os.FileMode, text string) func(w *zip.Writer) {
		return func(w *zip.Writer) {
			h := &zip.FileHeader{Name: name, Method: method}
			h.SetMode(mode)
			f, err := w.CreateHeader(h)
			if err == nil {
				_, err = io.WriteString(f, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	lying := func(w *zip.Writer) {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: "archive.json", Method: zip.Store, CompressedSize64: 1 << 40, UncompressedSize64: 1 << 40}); err != nil {
			t.Fatal(err)
		}
	}
	whole := zipped(plain("archive.json", zip.Store, 0o644, "{}"))
	for name, content := range map[string][]byte{
		"outside": zipped(plain("../archive.json", zip.Store, 0o644, "{}")), "absolute": zipped(plain("/archive.json", zip.Store, 0o644, "{}")),
		"bomb": zipped(plain("archive.json", zip.Deflate, 0o644, strings.Repeat("0", 1<<20))), "link": zipped(plain("archive.json", zip.Store, os.ModeSymlink|0o777, "/etc/passwd")),
		"folder": zipped(plain("records/", zip.Store, os.ModeDir|0o755, "")), "lying": zipped(lying), "cut": whole[:len(whole)-10], "empty": {}, "text": []byte("hello"),
		"nothing in it": zipped(func(*zip.Writer) {}),
	} {
		path := filepath.Join(t.TempDir(), "a.zip")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenArchive(path); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenArchive(filepath.Join(t.TempDir(), "none.zip")); project.CodeOf(err) != project.Invalid {
		t.Errorf("%v", err)
	}
}

func FuzzOpenArchive(f *testing.F) {
	entries, _ := smallArchive(f)
	text, err := os.ReadFile(packed(f, entries))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "a.zip")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := OpenArchive(path)
		if err != nil {
			if project.CodeOf(err) != project.Invalid {
				t.Fatal(err)
			}
			return
		}
		defer a.Close()
		if a.Rows.StateHash() != a.Head.StateHash {
			t.Fatal("it passed with another state")
		}
	})
}
