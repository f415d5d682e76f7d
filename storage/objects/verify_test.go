package objects

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"

	"tutti/project"
	"tutti/storage/memory"
)

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestVerify(t *testing.T) {
	store := memory.NewObjects()
	put(t, store, "obj/a", "as it was")
	if sum, size, err := Verify(t.Context(), store, "obj/a"); sum != sumOf([]byte("as it was")) || size != 9 || err != nil {
		t.Errorf("Verify gives %s, %d, %v", sum, size, err)
	}
	if _, _, err := Verify(t.Context(), store, "obj/b"); project.CodeOf(err) != project.NotFound {
		t.Errorf("an absent object gives: %v", err)
	}
	if _, _, err := Verify(t.Context(), short{store}, "obj/a"); project.CodeOf(err) != project.Conflict {
		t.Errorf("a cut object gives: %v", err)
	}
}

// short is a store that loses the last byte.
type short struct{ project.Objects }

func (s short) Get(ctx context.Context, key string) (io.ReadCloser, project.ObjectInfo, error) {
	body, info, err := s.Objects.Get(ctx, key)
	return io.NopCloser(io.LimitReader(body, info.Size-1)), info, err
}

func TestSweep(t *testing.T) {
	store := memory.NewObjects()
	begun := project.Upload{ID: "upl_begun"}
	begun.StoreID, _ = store.StartParts(t.Context(), project.UploadKey(begun.ID), "")
	joined := project.Upload{ID: "upl_joined", StoreID: "finished long ago"}
	put(t, store, project.UploadKey(joined.ID), "joined, then forgotten")
	never := project.Upload{ID: "upl_never"}
	put(t, store, "obj/kept", "kept")

	for range 2 { // a repeat is safe
		gone, err := Sweep(t.Context(), store, []project.Upload{begun, joined, never})
		if len(gone) != 3 || err != nil {
			t.Errorf("Sweep gives %v, %v", gone, err)
		}
	}
	if _, err := store.Parts(t.Context(), project.UploadKey(begun.ID), begun.StoreID); project.CodeOf(err) != project.NotFound {
		t.Errorf("the parts are still there: %v", err)
	}
	if _, err := store.Stat(t.Context(), project.UploadKey(joined.ID)); project.CodeOf(err) != project.NotFound {
		t.Errorf("the joined bytes are still there: %v", err)
	}
	if _, err := store.Stat(t.Context(), "obj/kept"); err != nil {
		t.Error(err)
	}
}

// failingOn refuses to delete one key with an error.
type failingOn struct {
	project.Objects
	key string
	err error
}

func (f failingOn) Delete(ctx context.Context, key string) error {
	if strings.HasSuffix(key, f.key) {
		return f.err
	}
	return f.Objects.Delete(ctx, key)
}

func TestSweepGoesOnAfterOneFailureButNotWhenTheStoreIsAway(t *testing.T) {
	uploads := []project.Upload{{ID: "upl_a"}, {ID: "upl_b"}, {ID: "upl_c"}}
	for code, want := range map[project.Code]int{project.Internal: 2, project.Unavailable: 1} {
		failure := project.Errorf(code, "not this one")
		gone, err := Sweep(t.Context(), failingOn{memory.NewObjects(), "upl_b", failure}, uploads)
		if len(gone) != want || !errors.Is(err, failure) {
			t.Errorf("%s: gone %v, %v", code, gone, err)
		}
	}
}
