package api_test

import (
	"context"
	"encoding/json"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// approved is a stage on which the drums are approved.
func approved(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	_, err := s.as("ida").Review(context.Background(), s.delivery.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	return s
}

func TestApprovedWorkIsRated(t *testing.T) {
	s := newStage(t)
	ctx := context.Background()
	_, err := s.as("ida").Rate(ctx, s.offer.SubGigID, 5)
	wantCode(t, err, project.Conflict)
	_, err = s.as("ida").Review(ctx, s.delivery.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	for handle, code := range map[string]project.Code{"ben": project.Forbidden, "cem": project.NotFound, "bob": project.NotFound} {
		_, err = s.as(handle).Rate(ctx, s.offer.SubGigID, 5)
		wantCode(t, err, code)
	}
	for _, stars := range []int{0, 6} {
		_, err = s.as("ida").Rate(ctx, s.offer.SubGigID, stars)
		wantCode(t, err, project.Invalid)
	}
	r, err := s.as("ida").Rate(ctx, s.offer.SubGigID, 4)
	must(t, err)
	again, err := s.as("ida").Rate(ctx, s.offer.SubGigID, 4)
	must(t, err)
	if r != again || r.SellerID != s.ids["ben"] || r.RaterID != s.ids["ida"] {
		t.Errorf("%+v %+v", r, again)
	}
	_, err = s.as("ida").Rate(ctx, s.offer.SubGigID, 1)
	wantCode(t, err, project.Conflict)
	_, err = s.as("bea").Rate(ctx, s.offer.SubGigID, 5)
	must(t, err)
	heard, err := s.as("ben").EventPage(ctx, s.project.ID, 0, 0)
	must(t, err)
	stars := ""
	for _, e := range heard.Items {
		if e.Kind == project.LogRated {
			stars += e.Detail
		}
	}
	if stars != "45" {
		t.Errorf("ben hears of the ratings %q", stars)
	}
}

// TestTrustIsSeenAndComputedAgain: the seller gets every event and can compute the rest from it; others get level and
// score.
func TestTrustIsSeenAndComputedAgain(t *testing.T) {
	s := approved(t)
	ctx := context.Background()
	_, err := s.as("bea").Rate(ctx, s.offer.SubGigID, 5)
	must(t, err)
	for _, handle := range []string{"ben", "olga"} {
		got, err := s.as(handle).Trust(ctx, s.ids["ben"])
		must(t, err)
		if got.Level != project.LevelNew || got.Score != 540 || *got.OnTime != 1 || *got.OnTimePermille != 1000 || len(got.Events) != 3 || got.Events[2].Effect != 20 {
			t.Errorf("%s sees %+v", handle, got)
		}
		text, err := json.Marshal(got)
		must(t, err)
		var account project.TrustAccount
		must(t, json.Unmarshal(text, &account))
		if wrong, err := account.Check(); err != nil || len(wrong) > 0 {
			t.Errorf("computed again: %v %v\n%s", wrong, err, text)
		}
	}
	for _, handle := range []string{"bea", "ida", "cem"} {
		got, err := s.as(handle).Trust(ctx, s.ids["ben"])
		must(t, err)
		text, _ := json.Marshal(got)
		if want := `{"person_id":"` + string(s.ids["ben"]) + `","level":"new","score":540}`; string(text) != want {
			t.Errorf("%s sees %s", handle, text)
		}
	}
	_, err = s.as("bea").Trust(ctx, "per_nobody")
	wantCode(t, err, project.NotFound)
	ama, err := s.as("ama").Trust(ctx, s.ids["ama"])
	must(t, err)
	if ama.Score != 500 || ama.OnTimePermille != nil {
		t.Errorf("ama, who declined or left it unanswered: %+v", ama)
	}
}
