package api_test

import (
	"context"
	"fmt"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// laid is a stage whose newest preview has ben's drums from 0 to 90 s, and something of cem's from 80 s on.
func laid(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	ctx := context.Background()
	subs, err := s.records.SubGigs(ctx, s.project.ID, project.SubGigFilter{}, project.Page{})
	must(t, err)
	entry := func(g project.SubGigRecord, id project.DeliveryID, from, to float64) project.Entry {
		return project.Entry{Input: project.Input{SubGig: g.ID, Key: g.Key, Title: g.Title, Delivery: id, Version: 1, Credit: project.Credit{Name: "Somebody"}},
			Span: project.Span{FromSeconds: from, ToSeconds: to}}
	}
	m := project.Manifest{Project: s.project.ID, Entries: []project.Entry{entry(subs[0], s.delivery.ID, 0, 90), entry(subs[1], "dlv_other", 80, 120)}}
	a, err := s.records.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(project.NewID("art", s.clock.Now(), "laid")), Project: s.project.ID,
		Kind: project.ArtifactFinal, Build: "laid", Manifest: m, CreatedAt: s.clock.Now()})
	must(t, err)
	s.artifact = a.ID
	return s
}

func keys(p wire.Places) string {
	text := ""
	for _, w := range p.Items {
		text += w.Key + fmt.Sprintf(" %g-%g %s;", w.FromSeconds, w.ToSeconds, w.Reason)
	}
	return text
}

func TestWhereAmIInIt(t *testing.T) {
	s := laid(t)
	ctx := context.Background()
	for handle, want := range map[string]string{"bea": "drums 0-90 ;bass 80-120 ;", "ida": "drums 0-90 ;bass 80-120 ;", "ben": "drums 0-90 ;", "ama": ""} {
		got, err := s.as(handle).Places(ctx, s.project.ID, "", "")
		must(t, err)
		if keys(got) != want || got.ArtifactID != s.artifact {
			t.Errorf("%s: %q %s", handle, keys(got), got.ArtifactID)
		}
	}
	part, err := s.as("bea").Places(ctx, s.project.ID, s.artifact, s.ids["ben"])
	must(t, err)
	if keys(part) != "drums 0-90 ;" {
		t.Errorf("ben's part: %q", keys(part))
	}
	_, err = s.as("ben").Places(ctx, s.project.ID, "", s.ids["cem"])
	wantCode(t, err, project.NotFound)
	_, err = s.as("bea").Places(ctx, s.project.ID, "art_none", "")
	wantCode(t, err, project.NotFound)
	must(t, s.as("ben").StepOut(ctx, s.offer.SubGigID, "busy"))
	left, err := s.as("ben").Places(ctx, s.project.ID, "", "")
	must(t, err)
	if keys(left) != "drums 0-90 ;" {
		t.Errorf("who left is still in what was built: %q", keys(left))
	}
}

func TestWhatSoundsAtAMoment(t *testing.T) {
	s := laid(t)
	ctx := context.Background()
	for at, want := range map[float64][2]string{83: {"drums 0-90 ;bass 80-120 ;", "drums 0-90 ;"}, 100: {"bass 80-120 ;", ""}, 120: {"", ""}} {
		for i, handle := range []string{"ida", "ben"} {
			got, err := s.as(handle).At(ctx, s.project.ID, "", project.Spot{Seconds: &at})
			must(t, err)
			if keys(got) != want[i] {
				t.Errorf("%s at %g: %q", handle, at, keys(got))
			}
		}
	}
	for _, query := range []string{"", "?seconds=soon", "?seconds=-1", "?x=0.5", "?seconds=NaN"} {
		if got := s.ask("ida", "GET", path("/projects/%s/at%s", s.project.ID, query), ""); got.status != 422 && got.status != 400 {
			t.Errorf("%q: %d %s", query, got.status, got.body)
		}
	}
}

func TestACommentFindsTheSubGigs(t *testing.T) {
	s := laid(t)
	ctx := context.Background()
	at := 83.0
	said, err := s.as("ida").Comment(ctx, s.artifact, wire.CommentRequest{Spot: project.Spot{Seconds: &at}, MessageRequest: wire.MessageRequest{Text: "too loud here"}})
	must(t, err)
	if len(said.SubGigIDs) != 2 || said.SubGigIDs[0] != s.offer.SubGigID || said.AuthorID != s.ids["ida"] || *said.Spot.Seconds != 83 {
		t.Errorf("%+v", said)
	}
	list, err := s.as("bea").Comments(ctx, s.artifact)
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Text != "too loud here" {
		t.Errorf("%+v", list)
	}
	events, err := s.as("bea").EventPage(ctx, s.project.ID, 0, 0)
	must(t, err)
	if last := events.Items[len(events.Items)-1]; last.Kind != project.LogCommented || last.ArtifactID != s.artifact || last.Detail != string(said.ID) {
		t.Errorf("%+v", last)
	}
	own, err := s.as("ben").EventPage(ctx, s.project.ID, 0, 0)
	must(t, err)
	for _, e := range own.Items {
		if e.Kind == project.LogCommented {
			t.Error("ben hears what the producer says to the buyer")
		}
	}
	_, err = s.as("ida").Comment(ctx, s.artifact, wire.CommentRequest{MessageRequest: wire.MessageRequest{Text: "where?"}})
	wantCode(t, err, project.Invalid)
}

func TestNothingIsAnywhereBeforeSomethingIsBuilt(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	_, err := w.as("bea").Places(context.Background(), p.ID, "", "")
	wantCode(t, err, project.Conflict)
}
