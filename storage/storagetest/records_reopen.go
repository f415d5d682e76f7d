package storagetest

import (
	"context"

	"tutti/project"
)

// testReopen: an approved sub-gig that is reopened is counted no more, and whoever needs it is named, in every section.
func testReopen(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 4, sectionSize: 2, price: 100, candidates: 2, needs: map[int][]int{1: {0}, 3: {0}}})
	h := newHost(w, w.r, n)
	h.fund(1000)
	h.start()
	h.approve(0, 0)
	g := h.subGig(0, 0)
	first := g.Delivery
	input := func() project.DeliveryID { return must[[]project.Input](w)(w.r.Inputs(ctx, n.Project.ID))[0].Delivery }
	changes, err := h.sections[0].Apply(g.ID, project.Command{Kind: project.Reopen, Reopen: &project.Reopening{PriceMinor: 50, Same: true}}, h.now)
	ask(w, "", "reopen", err)
	c := project.Commit{Key: h.key(0), Changes: changes, At: h.now}
	answer := must[project.Committed](w)(w.r.Commit(ctx, c))
	h.logged = answer.LastEvent
	want := []project.Unblocked{{Section: 0, SubGig: n.SubGigs[1].ID, Upstream: g.ID, Reopened: true},
		{Section: 1, SubGig: n.SubGigs[3].ID, Upstream: g.ID, Reopened: true}}
	same(w, "outdated", answer.Outdate, want)
	same(w, "outdated, asked again", must[project.Committed](w)(w.r.Commit(ctx, c)), answer)
	if p := must[project.Project](w)(w.r.Project(ctx, n.Project.ID)); p.Approved != 0 {
		w.Errorf("%d approved", p.Approved)
	}
	if old := must[project.OfferRecord](w)(w.r.Offer(ctx, g.Offer.ID)); old.State != project.OfferWithdrawn || input() != first {
		w.Errorf("reopened: the offer of its seller is %s, the input is %s", old.State, input())
	}
	h.sections[0].SubGigs[0] = changes[0].SubGig
	ask(w, "", "taken back", h.do(0, g.ID, project.Command{Kind: project.Cancel}))
	if old := must[project.OfferRecord](w)(w.r.Offer(ctx, g.Offer.ID)); old.State != project.OfferAccepted || input() != first {
		w.Errorf("taken back: the offer of its seller is %s, the input is %s", old.State, input())
	}
	ask(w, "", "reopen again", h.do(0, g.ID, project.Command{Kind: project.Reopen, Reopen: &project.Reopening{PriceMinor: 50, Same: true}}))
	for _, u := range want {
		ask(w, "", "outdate", h.do(u.Section, u.SubGig, u.Command()))
	}
	if s := h.subGig(1, 1); s.State != project.Waiting {
		w.Errorf("who has not begun does not wait: %s", s.State)
	}
	h.approve(0, 0)
	second := h.subGig(0, 0).Delivery
	states := map[project.DeliveryID]project.DeliveryState{}
	for _, d := range must[[]project.Delivery](w)(w.r.Deliveries(ctx, g.ID)) {
		states[d.ID] = d.State
	}
	if input() != second || states[first] != project.DeliveryReplaced || states[second] != project.DeliveryApproved {
		w.Errorf("approved anew: the input is %s of %v", input(), states)
	}
	if s := h.subGig(1, 1); s.State != project.Offered {
		w.Errorf("who waited is not asked: %s", s.State)
	}
	if p := must[project.Project](w)(w.r.Project(ctx, n.Project.ID)); p.Approved != 1 {
		w.Errorf("%d approved", p.Approved)
	}
	same(w, "paid twice", must[map[project.Account]int64](w)(w.r.Balances(ctx, n.Project.ID))[project.ClearingAccount(g.Seller)], 98+49)
	checkBooks(w, w.r, n.Project.ID)
}
