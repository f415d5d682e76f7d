package api_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tutti/project"
	"tutti/storage/records"
)

// TestBothSidesCiteTheSameRecord: the buyer who asks for a seller's part gets the bytes that the seller gets, and the hash
// is that of the bytes in the answer.
func TestBothSidesCiteTheSameRecord(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	o := w.left()
	_, err := w.as("dan").Accept(ctx, o.ID)
	must(t, err)
	seen := map[string]bool{}
	for _, seller := range []string{"cem", "dan"} {
		own := w.ask(seller, "GET", path("/sub-gigs/%s/record", o.SubGigID), "")
		for _, handle := range []string{seller, "bea", "ida", "olga"} {
			same := w.ask(handle, "GET", path("/sub-gigs/%s/record?part=%s", o.SubGigID, w.ids[seller]), "")
			if same.status != 200 || same.body != own.body {
				t.Errorf("%s gets another part of %s: %d %s\n%s", handle, seller, same.status, same.body, own.body)
			}
		}
		var answer struct {
			SHA256 string          `json:"sha256"`
			Record json.RawMessage `json:"record"`
		}
		must(t, json.Unmarshal([]byte(own.body), &answer))
		if sum := sha256.Sum256(answer.Record); hex.EncodeToString(sum[:]) != answer.SHA256 || seen[answer.SHA256] {
			t.Errorf("the hash of %s is not that of the bytes: %s", seller, own.body)
		}
		seen[answer.SHA256] = true
	}
	whole, err := w.as("bea").SubGigRecord(ctx, o.SubGigID, "")
	must(t, err)
	again, err := w.as("olga").SubGigRecord(ctx, o.SubGigID, "")
	must(t, err)
	if whole.SHA256 != again.SHA256 || seen[whole.SHA256] {
		t.Errorf("%s and %s", whole.SHA256, again.SHA256)
	}
	w.delivered("dan", o, "bass three")
	after, err := w.as("bea").SubGigRecord(ctx, o.SubGigID, "")
	must(t, err)
	if after.SHA256 == whole.SHA256 || len(after.Record.Deliveries) != 3 {
		t.Errorf("a delivery leaves the record as it was: %+v", after)
	}
	if cem, err := w.as("cem").SubGigRecord(ctx, o.SubGigID, ""); err != nil || !seen[cem.SHA256] {
		t.Errorf("what dan does changes the part of cem: %v %v", cem, err)
	}
}

func TestTheRecordHoldsEverything(t *testing.T) {
	w := newWorld(t)
	o := w.left()
	w.accepted("dan")
	got, err := w.as("olga").SubGigRecord(context.Background(), o.SubGigID, "")
	must(t, err)
	e := got.Record
	var events, moved []string
	for _, l := range e.Events {
		events = append(events, string(l.Kind))
	}
	for _, tx := range e.Transactions {
		moved = append(moved, fmt.Sprint(tx.Kind, " ", len(tx.Entries)))
	}
	if all := strings.Join(events, " "); all != "sub_gig.waiting sub_gig.ready offer.made offer.accepted delivery.submitted inspection.passed review.revision_asked "+
		"delivery.submitted inspection.passed seller.stepped_out sub_gig.cast_exhausted sub_gig.recast offer.made offer.accepted" {
		t.Error(all)
	}
	if all := strings.Join(moved, ", "); all != "hold 2, return 2, hold 2" {
		t.Error(all)
	}
	if len(e.Offers) != 2 || e.Offers[0].Seller != w.ids["cem"] || len(e.Deliveries) != 2 || e.Deliveries[0].Inspection == nil || len(e.Deliveries[0].Files[0].SHA256) != 64 ||
		len(e.Reviews) != 1 || e.Reviews[0].Notes[0].Text != "too <loud> & late" || len(e.Requirements) != 3 || e.Requirements[2].File == nil {
		t.Errorf("%+v", e)
	}
	if s := e.Standing; s.State != project.Working || s.Seller != w.ids["dan"] || s.PriceMinor != 8000 || s.Clock.Party != project.PartySeller || s.Clock.Seller <= s.WorkedMicros {
		t.Errorf("%+v", s)
	}
}

// TestAPartTellsNothingOfTheOthers reads what cem, who left, and dan, who is asked, get.
func TestAPartTellsNothingOfTheOthers(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	o := w.left()
	for handle, others := range map[string][]string{"cem": {"dan", "ama"}, "dan": {"cem", "ama"}} {
		got, err := w.as(handle).SubGigRecord(ctx, o.SubGigID, "")
		must(t, err)
		text, err := got.Record.Canonical()
		must(t, err)
		for _, other := range others {
			if strings.Contains(string(text), string(w.ids[other])) {
				t.Errorf("%s reads of %s: %s", handle, other, text)
			}
		}
		if got.Record.Standing != nil || len(got.Record.Offers) != 1 || got.Record.Part != w.ids[handle] {
			t.Errorf("%s: %s", handle, text)
		}
		if handle == "dan" && len(got.Record.Deliveries)+len(got.Record.Reviews)+len(got.Record.Transactions) > 0 {
			t.Errorf("dan reads what cem did: %s", text)
		}
	}
	for _, part := range []string{"cem", "bob"} {
		_, err := w.as("dan").SubGigRecord(ctx, o.SubGigID, w.ids[part])
		wantCode(t, err, project.NotFound)
	}
	_, err := w.as("bea").SubGigRecord(ctx, o.SubGigID, w.ids["ben"])
	wantCode(t, err, project.NotFound)
	_, err = w.as("ben").SubGigRecord(ctx, o.SubGigID, "")
	wantCode(t, err, project.NotFound)
}

// TestPackAndRecordOverSQL has the same project in memory and over the records that are used in earnest: the pack and the
// record say the same.
func TestPackAndRecordOverSQL(t *testing.T) {
	store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "tutti.db"),
		FeePolicy: project.FeePolicy{BasisPoints: 500}})
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	var packs, counts []string
	for _, w := range []*world{newWorld(t), newWorldOver(t, store)} {
		o := w.left()
		data, err := w.pack("dan", o.SubGigID)
		must(t, err)
		order, content := unpacked(t, data)
		packs = append(packs, fmt.Sprint(order, content["comments.md"], content["references/requirements.md"]))
		got, err := w.as("bea").SubGigRecord(context.Background(), o.SubGigID, "")
		must(t, err)
		e := got.Record
		counts = append(counts, fmt.Sprint(len(e.Offers), len(e.Deliveries), len(e.Reviews), len(e.Events), len(e.Transactions), len(e.Requirements)))
	}
	if counts[0] != counts[1] {
		t.Errorf("%s in memory, %s over SQL", counts[0], counts[1])
	}
	clocks := regexp.MustCompile(`\d\d:\d\d UTC`)
	if a, b := clocks.ReplaceAllString(packs[0], ""), clocks.ReplaceAllString(packs[1], ""); a != b {
		t.Errorf("in memory\n%s\nover SQL\n%s", a, b)
	}
}
