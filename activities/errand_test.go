package activities

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"tutti/media/audio"
	"tutti/media/inspect"
	"tutti/media/pcm"
	"tutti/media/split"
	"tutti/media/tool"
	"tutti/project"
	"tutti/storage/memory"
)

// desk is what errands are run at: real tools, records and objects in memory.
func desk(t *testing.T) (*Errands, *memory.Records, *memory.Objects) {
	t.Helper()
	records, objects, tools := memory.NewRecords(project.FeePolicy{}), memory.NewObjects(), tool.New(tool.Options{})
	cache, err := pcm.OpenCache(t.TempDir(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	inspector, err := inspect.New(inspect.Options{Decoder: &audio.Decoder{Tools: tools, Cache: cache}})
	if err != nil {
		t.Fatal(err)
	}
	splitter, err := split.New(split.Options{Tools: tools})
	if err != nil {
		t.Fatal(err)
	}
	looks := &Inspect{Records: records, Objects: objects, Inspector: inspector, Scratch: t.TempDir()}
	return &Errands{Records: records, Objects: objects, Inspect: looks, Splitter: splitter, Scratch: t.TempDir()}, records, objects
}

// stock puts bytes into the store and names them as a file.
func stock(t *testing.T, objects project.Objects, name, text string) project.DeliveryFile {
	t.Helper()
	sum := sha256.Sum256([]byte(text))
	file := project.DeliveryFile{Name: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(text)), Type: "application/octet-stream"}
	if err := objects.Put(t.Context(), project.ObjectKey(file.SHA256), bytes.NewReader([]byte(text)), file.Size, file.Type, file.SHA256); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestErrandsEndWithWhatTheyFound(t *testing.T) {
	errands, records, objects := desk(t)
	_, sub := draft(t, records)
	for _, c := range []struct {
		name   string
		errand project.Errand
		state  project.ErrandState
		found  bool
	}{
		{"a dry run", project.Errand{Kind: project.DryRun, SubGig: sub.ID, Files: []project.DeliveryFile{stock(t, objects, "notes.txt", "some words\n")}}, project.ErrandDone, true},
		{"a source that cannot be split", project.Errand{Kind: project.SplitSource, Files: []project.DeliveryFile{stock(t, objects, "a.out", "\x7fELF\x02\x01\x01")}}, project.ErrandRefused, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.errand.ID, c.errand.State, c.errand.CreatedAt = project.ErrandID("run_"+c.name), project.ErrandWorking, time.Now()
			if _, err := records.PutErrand(t.Context(), c.errand); err != nil {
				t.Fatal(err)
			}
			for range 2 { // a repeat changes nothing
				if err := errands.RunErrand(t.Context(), c.errand.ID); err != nil {
					t.Fatal(err)
				}
			}
			e, err := records.Errand(t.Context(), c.errand.ID)
			if err != nil || e.State != c.state || (e.Found != nil) != c.found || (e.Problem == "") == (c.state == project.ErrandRefused) || e.EndedAt.IsZero() {
				t.Errorf("%+v %v", e, err)
			}
			if err := errands.GiveUpErrand(t.Context(), c.errand.ID); err != nil {
				t.Fatal(err)
			}
			if after, _ := records.Errand(t.Context(), c.errand.ID); after.State != c.state {
				t.Errorf("one that has ended was given up")
			}
		})
	}
}

// TestAnErrandWaitsForAStoreThatIsAway: trouble of ours is no answer to its owner.
func TestAnErrandWaitsForAStoreThatIsAway(t *testing.T) {
	errands, records, _ := desk(t)
	e := project.Errand{ID: "run_1", Kind: project.SplitSource, State: project.ErrandWorking, CreatedAt: time.Now(), Files: []project.DeliveryFile{{Name: "a.md", SHA256: "absent"}}}
	if _, err := records.PutErrand(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if err := errands.RunErrand(t.Context(), e.ID); err == nil {
		t.Fatal("the errand ended without its source")
	}
	if after, _ := records.Errand(t.Context(), e.ID); after.State != project.ErrandWorking {
		t.Errorf("state %s, want it to be tried again", after.State)
	}
	if err := errands.GiveUpErrand(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	if after, _ := records.Errand(t.Context(), e.ID); after.State != project.ErrandFailed || after.Problem == "" {
		t.Errorf("given up: %+v", after)
	}
}
