package activities

import (
	"bytes"
	"io"
	"testing"
	"time"

	"tutti/media/audio"
	"tutti/media/convert"
	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
	"tutti/storage/memory"
)

// TestApprovedFilesAreHandedOnInTheNextForm: what the next spec asks for is made beside the original, once, and a file that cannot
// be converted stops nobody.
func TestApprovedFilesAreHandedOnInTheNextForm(t *testing.T) {
	records, objects := memory.NewRecords(project.FeePolicy{}), memory.NewObjects()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	spec := project.Spec{Kind: project.KindTable, Formats: []string{"jsonl"}}
	err := records.CreateProject(t.Context(), project.NewProject{Project: project.Project{ID: "prj_1", Currency: "EUR", CreatedAt: at}, At: at, SubGigs: []project.SubGigRecord{
		{SubGig: project.SubGig{ID: "sub_1", State: project.Approved}, Project: "prj_1", Key: "one"},
		{SubGig: project.SubGig{ID: "sub_2", State: project.Casting}, Project: "prj_1", Key: "two", Spec: spec, NeedsAll: []project.SubGigID{"sub_1"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	cache, err := pcm.OpenCache(t.TempDir(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	converter, err := convert.New(&audio.Decoder{Tools: tool.New(tool.Options{}), Cache: cache})
	if err != nil {
		t.Fatal(err)
	}
	h := &Handoff{Records: records, Objects: objects, Converter: converter, Scratch: t.TempDir()}
	good, bad := stock(t, objects, "rows.csv", "a,b\n007,x\n"), stock(t, objects, "odd.csv", "a,a\n1,2\n")
	inputs := []project.Input{{SubGig: "sub_1", Delivery: "dlv_1", Files: []project.FileFacts{
		{Name: bad.Name, SHA256: bad.SHA256, Table: &project.TableFacts{Format: "csv"}},
		{Name: good.Name, SHA256: good.SHA256, Table: &project.TableFacts{Format: "csv"}},
	}}, {SubGig: "sub_2"}}
	for range 2 { // the second time it is there
		if err := h.handOn(t.Context(), "prj_1", inputs); err != nil {
			t.Fatal(err)
		}
	}
	body, info, err := objects.Get(t.Context(), project.DerivedKey(good.SHA256, "handoff.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if text, err := io.ReadAll(body); err != nil || !bytes.Equal(text, []byte("{\"a\":\"007\",\"b\":\"x\"}\n")) || info.Type != "application/jsonl" {
		t.Errorf("%q %s %v", text, info.Type, err)
	}
	if _, err := objects.Stat(t.Context(), project.DerivedKey(bad.SHA256, "handoff.jsonl")); project.CodeOf(err) != project.NotFound {
		t.Errorf("a table that cannot be converted: %v", err)
	}
	if _, err := objects.Stat(t.Context(), project.DerivedKey(bad.SHA256, "handoff.jsonl.refused")); err != nil {
		t.Errorf("it is not kept why: %v", err)
	}
}

// TestAStoreThatIsAwayIsTriedAgain: a file that cannot be fetched is trouble of ours.
func TestAStoreThatIsAwayIsTriedAgain(t *testing.T) {
	h := &Handoff{Objects: memory.NewObjects(), Scratch: t.TempDir()}
	err := h.make(t.Context(), project.HandoffFile{Key: "pre/aa/handoff.jsonl", File: project.FileFacts{SHA256: "aa"}})
	if project.CodeOf(err) != project.NotFound {
		t.Errorf("%v", err)
	}
}
