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

// TestArchivesAreLaid: streamed through us or composed inside the store, the bytes are the same; only the first way knows
// their sha256, also when a build before had stored them already.
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
	if sum, err := composed(t.Context(), "all.zip", "application/zip", size, stretches); err != nil || sum != "" {
		t.Fatalf("composed: %q %v", sum, err)
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
