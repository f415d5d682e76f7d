package api_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// TestWhatIsHandedOnIsThereInTheFormOfTheNextSpec: as soon as the converted file is made it stands beside the original, which stays.
func TestWhatIsHandedOnIsThereInTheFormOfTheNextSpec(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	w.held.verdict = func(d project.Delivery) project.Inspection {
		i := inspected(d, "text/csv")
		for n := range i.Files {
			i.Files[n].Table = &project.TableFacts{Format: "csv", Rows: 1}
		}
		return i
	}
	p, err := w.as("bea").CreateProject(ctx, []byte(strings.Replace(plan, "    needs: [drums]\n", "    needs: [drums]\n    delivery: {kind: table, formats: [jsonl]}\n", 1)))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	_, err = w.as("ama").Decline(ctx, w.offer("ama").ID, wire.DeclineRequest{Reason: "busy"})
	must(t, err)
	drums := w.accepted("ben")
	up := w.sent("ben", drums, "hits.csv", []byte("bar\n1\n"))
	d, err := w.as("ben").Deliver(ctx, drums.SubGigID, wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}})
	must(t, err)
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	bass := w.accepted("cem")

	upstream := func() wire.Upstream {
		refs, err := w.as("cem").SubGigReferences(ctx, bass.SubGigID)
		must(t, err)
		if len(refs.Upstream) != 1 || len(refs.Upstream[0].Files) != 1 || refs.Upstream[0].Files[0].Name != "hits.csv" {
			t.Fatalf("%+v", refs.Upstream)
		}
		return refs.Upstream[0]
	}
	if u := upstream(); len(u.Converted) != 0 {
		t.Errorf("before it was made: %+v", u.Converted)
	}
	must(t, w.objects.Put(ctx, project.DerivedKey(d.Files[0].SHA256, "handoff.jsonl"), strings.NewReader(`{"bar":"1"}`), 11, "application/jsonl", ""))
	u := upstream()
	if len(u.Converted) != 1 || u.Converted[0].Of != "hits.csv" || u.Converted[0].Name != "hits.jsonl" || u.Converted[0].Type != "application/jsonl" {
		t.Fatalf("%+v", u.Converted)
	}
	var got bytes.Buffer
	must(t, w.as("cem").Download(ctx, u.Converted[0].Link, &got, nil))
	if got.String() != `{"bar":"1"}` {
		t.Errorf("%q", got.String())
	}
}
