package app

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"tutti/project"
	fakes "tutti/storage/memory"
)

// stubborn is a store that does not delete while it is told so.
type stubborn struct {
	project.Objects
	away bool
}

func (s *stubborn) Delete(ctx context.Context, key string) error {
	if s.away {
		return project.Errorf(project.Unavailable, "away")
	}
	return s.Objects.Delete(ctx, key)
}

// unused is an upload of the content that arrived long ago.
func (a *App) unused(t *testing.T, id project.UploadID, sum string, at time.Time) {
	t.Helper()
	ctx := t.Context()
	up := project.Upload{ID: id, Owner: "per_a", Project: "prj_1", Name: string(id), Size: 1, Fingerprint: string(id), State: project.UploadReady, SHA256: sum,
		CreatedAt: at, UpdatedAt: at}
	if _, err := a.records.PutUpload(ctx, up); err != nil {
		t.Fatal(err)
	}
	if err := a.ports.Objects.Put(ctx, project.ObjectKey(sum), strings.NewReader("x"), 1, "text/plain", ""); err != nil {
		t.Fatal(err)
	}
}

// TestTheSweepForgets: what is old goes, more than one batch of it, and the log says how much; a file stays marked until the store
// has removed it.
func TestTheSweepForgets(t *testing.T) {
	a, log, _ := swept(t)
	a.config.Retention = project.DefaultRetention()
	store := &stubborn{Objects: fakes.NewObjects(), away: true}
	a.ports.Objects = store
	old := time.Now().AddDate(-1, 0, 0)
	for i := range forgetBatch + 1 {
		c := project.CommandRecord{Actor: "per_a", Key: strconv.Itoa(i), At: old}
		if _, err := a.records.BeginCommand(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	a.unused(t, "upl_1", strings.Repeat("a", 64), old)
	a.unused(t, "upl_2", strings.Repeat("b", 64), time.Now())
	a.sweepOnce(t.Context())
	if !strings.Contains(log.String(), "class=answers count=501") || !strings.Contains(log.String(), "class=unused_uploads") {
		t.Errorf("%s", log)
	}
	stored := func(sum string) bool {
		_, err := store.Stat(t.Context(), project.ObjectKey(strings.Repeat(sum, 64)))
		return err == nil
	}
	if leaving, err := a.records.LeavingFiles(t.Context(), 0); err != nil || len(leaving) != 1 || !stored("a") {
		t.Fatalf("%v %v", leaving, err)
	}
	store.away = false
	a.sweepOnce(t.Context())
	if leaving, err := a.records.LeavingFiles(t.Context(), 0); err != nil || len(leaving) != 0 || stored("a") || !stored("b") {
		t.Errorf("%v %v", leaving, err)
	}
}
