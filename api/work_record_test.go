package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"tutti/project"
	"tutti/record"
)

// taken is the work record of somebody, verified with the keys of the server and nothing else.
func (w *world) taken(who string, of project.PersonID, prices bool) (project.WorkRecord, []byte) {
	w.t.Helper()
	signed, err := w.as(who).WorkRecord(context.Background(), of, prices)
	must(w.t, err)
	file, err := json.Marshal(signed)
	must(w.t, err)
	keys, err := w.as(who).Keys(context.Background())
	must(w.t, err)
	text, err := json.Marshal(keys)
	must(w.t, err)
	r, err := record.Verify(file, text)
	must(w.t, err)
	return r, file
}

func TestASellerTakesTheirWorkAlong(t *testing.T) {
	s := approved(t)
	w := s.world
	r, _ := w.taken("ben", "", false)
	if len(r.Work) != 1 || r.Totals.Approved != 1 || r.Person.ID != w.ids["ben"] || r.Person.Handle != "ben" || r.Trust.Level != project.LevelNew || r.Trust.OnTime+r.Trust.Late != 1 {
		t.Fatalf("%+v", r)
	}
	if done := r.Work[0]; done.PriceMinor != nil || done.Currency != "" || done.Versions != 1 || done.Title == "" || done.ProjectTitle == "" || done.ApprovedAt.IsZero() {
		t.Errorf("%+v", done)
	}
	priced, _ := w.taken("ben", "", true)
	if done := priced.Work[0]; done.PriceMinor == nil || *done.PriceMinor == 0 || done.Currency != "EUR" || done.Digest != r.Work[0].Digest {
		t.Errorf("%+v", done)
	}
	if _, again := w.taken("ben", "", false); true {
		if _, once := w.taken("olga", w.ids["ben"], false); !bytes.Equal(once, again) {
			t.Error("an operator gets another record of the same person")
		}
	}
	if none, _ := w.taken("ama", "", true); len(none.Work) != 0 || none.Totals.Approved != 0 || none.Trust.OnTimePermille != nil {
		t.Errorf("%+v", none)
	}
	for _, who := range []string{"bea", "ama"} {
		if _, err := w.as(who).WorkRecord(t.Context(), w.ids["ben"], false); project.CodeOf(err) != project.NotFound {
			t.Errorf("%s gets the record of ben: %v", who, err)
		}
	}
}

func TestACertificateIsForItsSellerAlone(t *testing.T) {
	s := approved(t)
	w := s.world
	r, _ := w.taken("ben", "", false)
	id := r.Work[0].SubGig
	first, err := w.as("ben").Certificate(t.Context(), id)
	must(t, err)
	again, err := w.as("ben").Certificate(t.Context(), id)
	must(t, err)
	if !bytes.HasPrefix(first, []byte("%PDF-1.")) || !bytes.Equal(first, again) {
		t.Errorf("%d and %d bytes", len(first), len(again))
	}
	for _, who := range []string{"bea", "olga"} {
		if _, err := w.as(who).Certificate(t.Context(), id); project.CodeOf(err) != project.Forbidden {
			t.Errorf("%s: %v", who, err)
		}
	}
	if _, err := w.as("bob").Certificate(t.Context(), id); project.CodeOf(err) != project.NotFound {
		t.Errorf("a stranger: %v", err)
	}
}

func TestWhoWasErasedHasNoWorkRecord(t *testing.T) {
	w := newWorld(t)
	_, file := w.taken("ben", "", false)
	keys, err := w.as("olga").Keys(t.Context())
	must(t, err)
	_, err = w.as("olga").ErasePerson(t.Context(), w.ids["ben"], "they asked for it")
	must(t, err)
	if _, err := w.as("olga").WorkRecord(t.Context(), w.ids["ben"], false); project.CodeOf(err) != project.NotFound {
		t.Errorf("after the erasure: %v", err)
	}
	text, err := json.Marshal(keys)
	must(t, err)
	if r, err := record.Verify(file, text); err != nil || !strings.EqualFold(r.Person.Handle, "ben") {
		t.Errorf("what was taken away before is not valid any more: %+v %v", r, err)
	}
}
