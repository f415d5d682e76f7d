package activities

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"tutti/media/archive"
	"tutti/media/assemble"
	"tutti/project"
	"tutti/storage/memory"
)

// parcels are delivered files in a store, and how an archive of them is laid out.
func parcels(t *testing.T, store project.Objects, contents ...string) ([]assemble.Stretch, int64) {
	t.Helper()
	var items []archive.Item
	var files []project.FileFacts
	for i, c := range contents {
		sum := sha256.Sum256([]byte(c))
		f := project.FileFacts{Name: string(rune('a' + i)), SHA256: hex.EncodeToString(sum[:]), Size: int64(len(c)), CRC32: crc32.ChecksumIEEE([]byte(c))}
		if err := store.Put(t.Context(), project.ObjectKey(f.SHA256), strings.NewReader(c), f.Size, "", f.SHA256); err != nil {
			t.Fatal(err)
		}
		files, items = append(files, f), append(items, archive.Item{Name: f.Name, Size: f.Size, CRC32: f.CRC32})
	}
	segments, size, err := archive.Plan(items)
	if err != nil {
		t.Fatal(err)
	}
	var out []assemble.Stretch
	for _, s := range segments {
		if s.Bytes != nil {
			out = append(out, assemble.Stretch{Bytes: s.Bytes})
		} else {
			out = append(out, assemble.Stretch{File: files[s.Item]})
		}
	}
	return out, size
}

func content(t *testing.T, store project.Objects, key string) []byte {
	t.Helper()
	body, _, err := store.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	all, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestArchivesAreLaid: streamed through us or composed inside the store, the bytes are the same, and so is the sha256, also when a
// build before had stored them already.
func TestArchivesAreLaid(t *testing.T) {
	store := memory.NewObjects()
	stretches, size := parcels(t, store, "first", "", strings.Repeat("long ", 100_000))
	streamed := Layer{Objects: store}.Lay("prj_1", "streamed")
	composed := Layer{Objects: store, From: 1}.Lay("prj_1", "composed")
	want := ""
	for range 2 {
		sum, err := streamed(t.Context(), "all.zip", "application/zip", size, stretches)
		if err != nil || len(sum) != 64 || want != "" && sum != want {
			t.Fatalf("sha256 %q, want %q (%v)", sum, want, err)
		}
		want = sum
	}
	for range 2 {
		if sum, err := composed(t.Context(), "all.zip", "application/zip", size, stretches); err != nil || sum != want {
			t.Fatalf("composed: %q, want %q (%v)", sum, want, err)
		}
	}
	one, other := content(t, store, project.ArtifactKey("prj_1", "streamed", "all.zip")), content(t, store, project.ArtifactKey("prj_1", "composed", "all.zip"))
	if got := sha256.Sum256(one); !bytes.Equal(one, other) || hex.EncodeToString(got[:]) != want {
		t.Errorf("%d streamed and %d composed bytes", len(one), len(other))
	}
	z, err := zip.NewReader(bytes.NewReader(one), size)
	if err != nil || len(z.File) != 3 {
		t.Fatalf("%v %v", z, err)
	}
	if in, err := z.File[2].Open(); err != nil {
		t.Error(err)
	} else if text, err := io.ReadAll(in); err != nil || len(text) != 500_000 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

// rotten gives other bytes than were stored.
type rotten struct{ project.Objects }

func (r rotten) Get(_ context.Context, _ string) (io.ReadCloser, project.ObjectInfo, error) {
	return io.NopCloser(strings.NewReader("fIrst")), project.ObjectInfo{Size: 5}, nil
}

func TestDamagedFilesAreNotLaid(t *testing.T) {
	store := memory.NewObjects()
	stretches, size := parcels(t, store, "first")
	_, err := Layer{Objects: rotten{store}}.Lay("prj_1", "b")(t.Context(), "all.zip", "", size, stretches)
	if project.CodeOf(err) != project.Conflict {
		t.Errorf("%v", err)
	}
	if _, err := store.Stat(t.Context(), project.ArtifactKey("prj_1", "b", "all.zip")); project.CodeOf(err) != project.NotFound {
		t.Errorf("the archive is there: %v", err)
	}
}

// TestADamagedCompositionIsFound: what the store has put together is read before anybody is told of it.
func TestADamagedCompositionIsFound(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"a file":     func(b []byte) []byte { return bytes.Replace(b, []byte("first"), []byte("fIrst"), 1) },
		"the layout": func(b []byte) []byte { return append([]byte("p"), b[1:]...) },
		"cut":        func(b []byte) []byte { return b[:len(b)-1] },
		"longer":     func(b []byte) []byte { return append(bytes.Clone(b), 0) },
	} {
		store := memory.NewObjects()
		stretches, size := parcels(t, store, "first", "second")
		if _, err := (Layer{Objects: store}).Lay("prj_1", "good")(t.Context(), "all.zip", "", size, stretches); err != nil {
			t.Fatal(err)
		}
		bad := spoil(content(t, store, project.ArtifactKey("prj_1", "good", "all.zip")))
		// A key holds the same bytes for ever: composing finds what was stored before.
		if err := store.Put(t.Context(), project.ArtifactKey("prj_1", "bad", "all.zip"), bytes.NewReader(bad), int64(len(bad)), "", ""); err != nil {
			t.Fatal(err)
		}
		sum, err := Layer{Objects: store, From: 1}.Lay("prj_1", "bad")(t.Context(), "all.zip", "", size, stretches)
		if project.CodeOf(err) != project.Conflict || sum != "" {
			t.Errorf("%s: %q %v", name, sum, err)
		}
	}
}
