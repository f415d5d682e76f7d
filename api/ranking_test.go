package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func ranked(r wire.Ranking) string {
	var line []string
	for _, c := range r.Candidates {
		line = append(line, c.Handle)
	}
	return strings.Join(line, " ")
}

// TestSellersAreRankedForASubGig ranks by price first, and gives the same ranking when everything has changed since.
func TestSellersAreRankedForASubGig(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for handle, rate := range map[string]int64{"ama": 24000, "ben": 12000, "cem": 16000} {
		_, err := w.as(handle).PutProfile(ctx, w.ids[handle], drummer("GH", rate))
		must(t, err)
	}
	p := w.launched()
	subs, err := w.as("bea").SubGigs(ctx, p.ID, client.SubGigQuery{})
	must(t, err)
	drums := subs.Items[0].ID
	first, err := w.as("ida").Rank(ctx, drums, wire.RankRequest{Languages: []string{"en"}, Countries: []string{"GH"}})
	must(t, err)
	if ranked(first) != "ben cem ama" || !first.Agrees || first.Inputs.Role != "drummer" || first.Inputs.PriceMinor != 12000 || first.Inputs.Minutes != 2400 ||
		first.Inputs.Candidates[0].Overlap != 2400 {
		t.Errorf("%+v", first)
	}
	sum := 0
	for _, f := range first.Candidates[1].Factors {
		sum += f.Weight * f.Value
		if f.Name == "price" && (f.Value != 750 || f.Why != "asks for 160.00 EUR, more than the price of 120.00 EUR") {
			t.Errorf("%+v", f)
		}
	}
	if sum != first.Candidates[1].Points {
		t.Errorf("%d points, the factors sum to %d", first.Candidates[1].Points, sum)
	}
	_, err = w.as("ben").PutProfile(ctx, w.ids["ben"], wire.ProfileRequest{})
	must(t, err)
	again, err := w.as("bea").Ranking(ctx, first.ID)
	must(t, err)
	if ranked(again) != ranked(first) || !again.Agrees || fmt.Sprint(again.Candidates) != fmt.Sprint(first.Candidates) {
		t.Errorf("%+v", again)
	}
	now, err := w.as("bea").Rank(ctx, drums, wire.RankRequest{Handles: []string{"ben", "ama"}})
	must(t, err)
	if ranked(now) != "ama ben" {
		t.Errorf("%+v", now)
	}
	rankingIsRefused(t, w, drums, first.ID)
}

func rankingIsRefused(t *testing.T, w *world, drums project.SubGigID, id project.RankingID) {
	t.Helper()
	ctx := context.Background()
	for handle, code := range map[string]project.Code{"ama": project.Forbidden, "bob": project.NotFound, "olga": project.Forbidden} {
		_, err := w.as(handle).Rank(ctx, drums, wire.RankRequest{})
		wantCode(t, err, code)
	}
	for handle, code := range map[string]project.Code{"ama": project.NotFound, "bob": project.NotFound, "olga": "", "ida": ""} {
		_, err := w.as(handle).Ranking(ctx, id)
		wantCode(t, err, code)
	}
	_, err := w.as("bea").Ranking(ctx, "rnk_none")
	wantCode(t, err, project.NotFound)
	_, err = w.as("bea").Rank(ctx, drums, wire.RankRequest{Handles: []string{"ama", "nobody"}})
	if wantCode(t, err, project.Invalid); !strings.Contains(err.Error(), "handles[1]") {
		t.Error(err)
	}
	_, err = w.as("bea").Rank(ctx, drums, wire.RankRequest{Languages: []string{"english"}})
	if wantCode(t, err, project.Invalid); !strings.Contains(err.Error(), "languages[0]") {
		t.Error(err)
	}
	kept, err := w.as("bea").Rank(ctx, drums, wire.RankRequest{Kept: true})
	must(t, err)
	if len(kept.Candidates) != 0 || !kept.Agrees {
		t.Errorf("%+v", kept)
	}
}
