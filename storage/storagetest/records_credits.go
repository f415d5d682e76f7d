package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// testCredits: what somebody said last holds, and credits are public once, until they are taken back.
func testCredits(w *world) {
	ctx := context.Background()
	n := w.one()
	id := n.Project.ID
	say := func(of project.ProjectID, person project.PersonID, agrees bool) project.CreditConsent {
		w.Helper()
		w.at = w.at.Add(time.Second)
		c := project.CreditConsent{Project: of, Person: person, Agrees: agrees, At: w.at}
		ask(w, "", "say", w.r.PutCreditConsent(ctx, c))
		return c
	}
	say(id, "per_b", true)
	say("prj_other", "per_b", true)
	a, b := say(id, "per_a", true), say(id, "per_b", false)
	same(w, "consents", must[[]project.CreditConsent](w)(w.r.CreditConsents(ctx, id)), []project.CreditConsent{a, b})

	logged := must[int64](w)(w.r.LastEvent(ctx, id))
	events := func(what string, kinds ...project.LogKind) {
		w.Helper()
		var got []project.LogKind
		for _, e := range must[[]project.Event](w)(w.r.Events(ctx, id, logged, 0)) {
			got = append(got, e.Kind)
			if e.Actor != "per_buyer" || !e.At.Equal(w.at) {
				w.Errorf("%s: %+v", what, e)
			}
		}
		logged += int64(len(kinds))
		same(w, what, got, kinds)
	}
	page := project.CreditPage{Project: id, Secret: "secret-1", By: "per_buyer", CreatedAt: w.at}
	other := page
	other.Secret = "secret-2"
	_, err := w.r.CreditPage(ctx, id)
	ask(w, project.NotFound, "before", err)
	same(w, "public", must[project.CreditPage](w)(w.r.PutCreditPage(ctx, page)), page)
	same(w, "public again", must[project.CreditPage](w)(w.r.PutCreditPage(ctx, other)), page)
	events("published", project.LogCreditsPublished)
	same(w, "of the project", must[project.CreditPage](w)(w.r.CreditPage(ctx, id)), page)
	same(w, "at its address", must[project.CreditPage](w)(w.r.CreditPageAt(ctx, "secret-1")), page)
	_, err = w.r.CreditPageAt(ctx, "secret-2")
	ask(w, project.NotFound, "another address", err)
	_, err = w.r.PutCreditPage(ctx, project.CreditPage{Project: "prj_none", Secret: "secret-3"})
	ask(w, project.NotFound, "of no project", err)

	for range 2 {
		ask(w, "", "take back", w.r.RemoveCreditPage(ctx, id, "per_buyer", w.at))
	}
	events("withdrawn", project.LogCreditsWithdrawn)
	_, err = w.r.CreditPageAt(ctx, "secret-1")
	ask(w, project.NotFound, "taken back", err)
	ask(w, project.NotFound, "take back of no project", w.r.RemoveCreditPage(ctx, "prj_none", "per_buyer", w.at))
	same(w, "public once more", must[project.CreditPage](w)(w.r.PutCreditPage(ctx, other)), other)
}
