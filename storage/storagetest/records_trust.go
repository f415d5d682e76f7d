package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

func testRatings(w *world) {
	ctx := context.Background()
	ama := w.seller("ama", project.Profile{})
	h := w.oneFor(ama)
	rating := project.Rating{SubGig: h.subGig(0, 0).ID, Rater: "per_producer", Stars: 5, At: h.now}
	_, err := w.r.PutRating(ctx, rating)
	ask(w, project.Conflict, "rate what is not approved", err)
	_, err = w.r.PutRating(ctx, project.Rating{SubGig: "sub_none", Rater: "per_producer", Stars: 5})
	ask(w, project.NotFound, "rate nothing", err)
	_, err = h.try(project.Command{Kind: project.Accept})
	ask(w, "", "accept", err)
	h.end()
	_, err = w.r.PutRating(ctx, project.Rating{SubGig: rating.SubGig, Rater: "per_producer", Stars: 6, At: h.now})
	ask(w, project.Invalid, "six stars", err)
	_, err = w.r.PutRating(ctx, project.Rating{SubGig: rating.SubGig, Rater: ama.ID, Stars: 5, At: h.now})
	ask(w, project.Forbidden, "one's own work", err)

	want := rating
	want.Project, want.Seller = h.id, ama.ID
	same(w, "rated", must[project.Rating](w)(w.r.PutRating(ctx, rating)), want)
	rating.At = rating.At.Add(time.Hour)
	same(w, "rated again", must[project.Rating](w)(w.r.PutRating(ctx, rating)), want)
	rating.Stars = 1
	_, err = w.r.PutRating(ctx, rating)
	ask(w, project.Conflict, "other stars", err)
	other := project.Rating{SubGig: rating.SubGig, Rater: "per_buyer", Stars: 4, At: h.now.Add(time.Minute)}
	second := must[project.Rating](w)(w.r.PutRating(ctx, other))
	same(w, "the ratings", must[[]project.Rating](w)(w.r.Ratings(ctx, rating.SubGig)), []project.Rating{want, second})
	events := must[[]project.Event](w)(w.r.Events(ctx, h.id, h.logged, 0))
	if len(events) != 2 || events[0].Kind != project.LogRated || events[0].Detail != "5" || events[0].Actor != "per_producer" || events[0].Offer != h.subGig(0, 0).Offer.ID {
		w.Errorf("the log of two ratings: %+v", events)
	}
	if p := must[project.Project](w)(w.r.Project(ctx, h.id)); !p.UpdatedAt.Equal(second.At) {
		w.Errorf("the project was last changed at %s", p.UpdatedAt)
	}
	checkBooks(w, w.r, h.id)
}

// testTrustEvents: what counts is found in the logs of all projects, for the right people.
func testTrustEvents(w *world) {
	ctx := context.Background()
	ama, ben := w.seller("ama", project.Profile{}), w.seller("ben", project.Profile{})
	first, second := w.oneFor(ama, ben), w.oneFor(ben)
	accept := project.Command{Kind: project.Accept}
	_, err := first.try(accept)
	ask(w, "", "ama accepts", err)
	first.now = first.now.Add(time.Minute)
	_, err = first.try(project.Command{Kind: project.StepOut, Actor: ama.ID, Reason: "busy"})
	ask(w, "", "ama leaves", err)
	first.now = first.now.Add(time.Minute)
	_, err = first.try(accept)
	ask(w, "", "ben accepts", err)
	first.now = first.now.Add(time.Minute)
	first.end()
	must[project.Rating](w)(w.r.PutRating(ctx, project.Rating{SubGig: first.subGig(0, 0).ID, Rater: "per_buyer", Stars: 3, At: first.now.Add(time.Minute)}))
	second.now = first.now.Add(time.Hour)
	_, err = second.try(project.Command{Kind: project.Decline, Reason: "busy"})
	ask(w, "", "ben declines", err)

	found := must[map[project.PersonID][]project.TrustEvent](w)(w.r.TrustEventsOf(ctx, []project.PersonID{ama.ID, ben.ID, "per_nobody"}))
	for who, want := range map[project.PersonID][]project.TrustKind{
		ama.ID: {project.TrustAccepted, project.TrustSteppedOut},
		ben.ID: {project.TrustAccepted, project.TrustOnTime, project.TrustRated, project.TrustDeclined},
	} {
		var kinds []project.TrustKind
		for _, e := range found[who] {
			kinds = append(kinds, e.Kind)
		}
		same(w, "what counts", kinds, want)
		same(w, "for one", must[[]project.TrustEvent](w)(w.r.TrustEvents(ctx, who)), found[who])
	}
	if len(found) != 2 || found[ben.ID][2].Stars != 3 || found[ben.ID][3].Project != second.id {
		w.Errorf("what was found: %+v", found)
	}
	same(w, "for nobody", must[[]project.TrustEvent](w)(w.r.TrustEvents(ctx, "per_nobody")), nil)
}
