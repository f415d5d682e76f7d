package storagetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tutti/project"
)

// oneFor makes a project of one sub-gig that is offered to these people, in turn, up to the open offer.
func (w *world) oneFor(people ...project.Person) *host {
	w.Helper()
	h := w.draftFor(people...)
	h.start()
	return h
}

// draftFor is oneFor up to the funding.
func (w *world) draftFor(people ...project.Person) *host {
	w.Helper()
	n := w.draft(shape{subGigs: 1, sectionSize: 1, price: 100, candidates: 0})
	n.People = people
	for _, p := range people {
		n.SubGigs[0].Terms.Candidates = append(n.SubGigs[0].Terms.Candidates, p.ID)
	}
	ask(w, "", "create", w.r.CreateProject(context.Background(), n))
	h := newHost(w, w.r, n)
	h.fund(100)
	return h
}

// try gives a command and what the records say to it; a refusal leaves the host as it was.
func (h *host) try(c project.Command) (project.Committed, error) {
	h.Helper()
	next := h.sections[0].Clone()
	g := next.SubGigs[0]
	if c.Actor == "" && g.Offer != nil {
		c.Actor, c.Offer = g.Offer.Seller, g.Offer.ID
	}
	changes, err := next.Apply(g.ID, c, h.now)
	if err != nil {
		h.Fatalf("%s: %v", c.Kind, err)
	}
	return h.tryCommit(changes, next)
}

func (h *host) tryCommit(changes []project.Change, next project.Section) (project.Committed, error) {
	h.Helper()
	answer, err := h.r.Commit(context.Background(), project.Commit{Key: h.key(0), Changes: changes, At: h.now})
	if err != nil {
		return answer, err
	}
	h.sections[0] = next
	for _, c := range changes {
		h.logged += int64(len(c.Effects.Log))
	}
	return answer, nil
}

// move writes the present offer in another state, as a section does that queues it or opens it again.
func (h *host) move(state project.OfferState) project.Committed {
	h.Helper()
	next := h.sections[0].Clone()
	g := next.SubGigs[0]
	offer := *g.Offer
	offer.State = state
	g.Offer = &offer
	next.SubGigs[0] = g
	return must[project.Committed](h)(h.tryCommit([]project.Change{{SubGig: g, Effects: project.Effects{Offers: []project.Offer{offer}}}}, next))
}

func (h *host) freedOffer() project.FreedOffer {
	g := h.subGig(0, 0)
	return project.FreedOffer{Project: h.id, SubGig: g.ID, Offer: g.Offer.ID}
}

// end brings the accepted sub-gig to its approval and gives what the last commit said.
func (h *host) end() project.Committed {
	h.Helper()
	h.submit(0, 0)
	h.inspect(0, 0, true)
	g := h.subGig(0, 0)
	review := h.draftReview(g, project.Approve)
	return must[project.Committed](h)(h.try(project.Command{Kind: project.Decide, Actor: "per_producer", Delivery: g.Delivery, Decision: project.Approve, Review: review}))
}

// testCapacity: nobody gets more than they take at a time, in whatever projects, and nothing while on leave.
func testCapacity(w *world) {
	ama := w.seller("ama", project.Profile{Capacity: 1})
	ben := w.seller("ben", project.Profile{})
	first, second, third := w.oneFor(ama), w.oneFor(ama, ben), w.oneFor(ama)
	accept := project.Command{Kind: project.Accept}
	_, err := first.try(accept)
	ask(w, "", "the first", err)
	before := must[project.Section](w)(w.r.Section(context.Background(), second.id, 0))
	_, err = second.try(accept)
	ask(w, project.Limited, "one more than she takes", err)
	same(w, "what was refused", must[project.Section](w)(w.r.Section(context.Background(), second.id, 0)), before)
	checkBooks(w, w.r, second.id)
	same(w, "held", w.entry(ama).Held, 1)
	same(w, "free", w.handles(project.RosterFilter{Free: w.at, People: []project.PersonID{ama.ID, ben.ID}}), []string{"ben"})

	first.submit(0, 0) // work under way holds its place until it has ended
	_, err = second.try(accept)
	ask(w, project.Limited, "while the first is inspected", err)
	_, err = first.try(project.Command{Kind: project.StepOut, Actor: ama.ID, Reason: "busy"})
	ask(w, "", "step out", err)
	_, err = second.try(accept)
	ask(w, "", "after stepping out", err)
	second.end()
	same(w, "held after an approval", w.entry(ama).Held, 0)
	_, err = third.try(accept)
	ask(w, "", "after an approval", err)
	_, err = third.try(project.Command{Kind: project.Cancel, Actor: "per_buyer"})
	ask(w, "", "cancel", err)
	same(w, "held after a cancellation", w.entry(ama).Held, 0)
	testLeaveHolds(w, ben)
}

// testLeaveHolds: a leave refuses from its first moment to its last, and does not touch what is under way.
func testLeaveHolds(w *world, ben project.Person) {
	ctx := context.Background()
	h, under := w.oneFor(ben), w.oneFor(ben)
	_, err := under.try(project.Command{Kind: project.Accept})
	ask(w, "", "accept before the leave", err)
	ask(w, "", "take leave", w.r.TakeLeave(ctx, ben.ID, project.Leave{From: h.now, To: h.now.Add(time.Hour)}))
	_, err = h.try(project.Command{Kind: project.Accept})
	ask(w, project.Conflict, "on leave", err)
	h.now = h.now.Add(time.Hour - time.Microsecond)
	_, err = h.try(project.Command{Kind: project.Accept})
	ask(w, project.Conflict, "at the end of the leave", err)
	under.now = h.now
	under.end()
	h.now = h.now.Add(time.Microsecond)
	_, err = h.try(project.Command{Kind: project.Accept})
	ask(w, "", "after the leave", err)
}

func (w *world) entry(p project.Person) project.RosterEntry {
	w.Helper()
	found := must[[]project.RosterEntry](w)(w.r.Roster(context.Background(), project.RosterFilter{People: []project.PersonID{p.ID}}, project.Page{}))
	if len(found) != 1 {
		w.Fatalf("%d entries of %s", len(found), p.Handle)
	}
	return found[0]
}

// testQueue: an offer beyond capacity is named so that it can be queued, and named again when a place is free for it.
func testQueue(w *world) {
	ctx := context.Background()
	ama := w.seller("ama", project.Profile{Capacity: 2})
	var hosts []*host
	for range 5 {
		hosts = append(hosts, w.draftFor(ama))
		hosts[len(hosts)-1].now = w.at.Add(time.Hour)
	}
	for i, h := range hosts {
		answer := must[project.Committed](w)(h.try(project.Command{Kind: project.Start}))
		if want := i >= 2; (len(answer.Queued) == 1) != want || len(answer.Freed) > 0 {
			w.Fatalf("offer %d: %+v", i, answer)
		} else if want {
			same(w, "the offer beyond", answer.Queued[0], h.subGig(0, 0).Offer.ID)
			same(w, "queued while full", h.move(project.OfferQueued), project.Committed{LastEvent: answer.LastEvent})
		}
		if i < 2 {
			_, err := h.try(project.Command{Kind: project.Accept})
			ask(w, "", "accept", err)
		}
	}
	same(w, "stored as", must[project.OfferRecord](w)(w.r.Offer(ctx, hosts[2].subGig(0, 0).Offer.ID)).State, project.OfferQueued)
	same(w, "while full", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, w.at, 0)), nil)
	answer := hosts[0].end()
	same(w, "one place is free", answer.Freed, []project.FreedOffer{hosts[2].freedOffer()})
	same(w, "found at any time", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, w.at, 0)), answer.Freed)
	two := must[project.Committed](w)(hosts[1].try(project.Command{Kind: project.StepOut, Actor: ama.ID, Reason: "busy"}))
	same(w, "two places are free", two.Freed, []project.FreedOffer{hosts[2].freedOffer(), hosts[3].freedOffer()})
	same(w, "one of them", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, w.at, 1)), two.Freed[:1])
	same(w, "a repeat", must[project.Committed](w)(w.r.Commit(ctx, project.Commit{Key: project.CommitKey{Project: hosts[1].id, Writer: "0", Seq: hosts[1].seq[0]}})), two)

	same(w, "opened", len(hosts[2].move(project.OfferOpen).Queued), 0)
	same(w, "opened already", len(hosts[2].move(project.OfferOpen).Queued), 0)
	_, err := hosts[2].try(project.Command{Kind: project.Accept})
	ask(w, "", "accept what was queued", err)
	same(w, "what is left", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, w.at, 0)), []project.FreedOffer{hosts[3].freedOffer()})
	late := w.oneFor(ama)
	same(w, "a place was free all the time", late.move(project.OfferQueued).Freed, []project.FreedOffer{hosts[3].freedOffer()})
	testQueueOverLeave(w, ama, hosts[3], hosts[4])
}

// testQueueOverLeave: nothing is freed during a leave; after it no commit says so, but the list does.
func testQueueOverLeave(w *world, ama project.Person, oldest, next *host) {
	ctx := context.Background()
	begin := oldest.now.Add(time.Hour)
	ask(w, "", "take leave", w.r.TakeLeave(ctx, ama.ID, project.Leave{From: begin, To: begin.Add(time.Hour)}))
	oldest.now = begin
	same(w, "opened on leave", oldest.move(project.OfferOpen).Queued, []project.OfferID{oldest.subGig(0, 0).Offer.ID})
	same(w, "open before", len(oldest.move(project.OfferOpen).Queued), 0)
	same(w, "queued on leave", len(oldest.move(project.OfferQueued).Freed), 0)
	same(w, "on leave", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, begin, 0)), nil)
	same(w, "after the leave", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, begin.Add(time.Hour), 0)), []project.FreedOffer{oldest.freedOffer()})
	_, err := oldest.try(project.Command{Kind: project.Cancel, Actor: "per_buyer"})
	ask(w, "", "cancel", err)
	same(w, "the next in line", must[[]project.FreedOffer](w)(w.r.FreeOffers(ctx, begin.Add(time.Hour), 0)), []project.FreedOffer{next.freedOffer()})
}

// testConcurrentPlaces: fifty projects give one person a sub-gig at the same moment, each twice; as many go through as the
// person takes. Then all end at once, and the queue moves up by as many.
func testConcurrentPlaces(w *world) {
	const takes = 7
	ctx := context.Background()
	ama := w.seller("ama", project.Profile{Capacity: takes})
	var hosts []*host
	var commits []project.Commit
	for range rivals {
		h := w.oneFor(ama)
		g := h.subGig(0, 0)
		changes, err := h.sections[0].Apply(g.ID, project.Command{Kind: project.Accept, Actor: ama.ID, Offer: g.Offer.ID}, h.now)
		ask(w, "", "accept", err)
		hosts, commits = append(hosts, h), append(commits, project.Commit{Key: h.key(0), Changes: changes, At: h.now})
	}
	count := map[project.Code]int{}
	won := make([]bool, rivals)
	for i, err := range atOnce(2*rivals, func(i int) error { _, err := w.r.Commit(ctx, commits[i%rivals]); return err }) {
		count[project.CodeOf(err)]++
		won[i%rivals] = won[i%rivals] || err == nil
	}
	if count[""] != 2*takes || count[project.Limited] != 2*(rivals-takes) {
		w.Errorf("answers by code: %v", count)
	}
	same(w, "held", w.entry(ama).Held, takes)
	var queued, ending []*host
	for i, h := range hosts {
		if won[i] {
			ending = append(ending, h)
		} else {
			g := h.sections[0].SubGigs[0]
			g.State, g.Seller = project.Offered, ""
			h.sections[0].SubGigs[0] = g
			h.move(project.OfferQueued)
			queued = append(queued, h)
		}
	}
	freed := map[project.OfferID]bool{}
	for i, answer := range atOnce(len(ending), func(i int) project.Committed {
		return must[project.Committed](w)(ending[i].try(project.Command{Kind: project.StepOut, Actor: ama.ID, Reason: "busy"}))
	}) {
		for _, f := range answer.Freed {
			freed[f.Offer] = true
		}
		if len(answer.Freed) == 0 || len(answer.Freed) > takes {
			w.Errorf("ending %d freed %d offers", i, len(answer.Freed))
		}
	}
	slices.SortFunc(queued, func(a, b *host) int { return a.subGig(0, 0).Offer.Made.Compare(b.subGig(0, 0).Offer.Made) })
	for i, h := range queued {
		if freed[h.subGig(0, 0).Offer.ID] != (i < takes) {
			w.Errorf("the queued offer %d was freed: %v", i, i >= takes)
		}
	}
	for i := range hosts {
		checkBooks(w, w.r, hosts[i].id)
	}
}

// testPlacesAreNotLost: projects queue offers at the very moment at which others free the places. Whoever comes second
// names the offer.
func testPlacesAreNotLost(w *world) {
	for round := range 10 {
		ama := w.seller(fmt.Sprintf("ama-%d", round), project.Profile{Capacity: 1})
		holder, waiting := w.oneFor(ama), w.draftFor(ama)
		_, err := holder.try(project.Command{Kind: project.Accept})
		ask(w, "", "accept", err)
		waiting.start()
		answers := atOnce(2, func(i int) project.Committed {
			if i == 0 {
				return must[project.Committed](w)(holder.try(project.Command{Kind: project.StepOut, Actor: ama.ID, Reason: "busy"}))
			}
			return waiting.move(project.OfferQueued)
		})
		if len(answers[0].Freed)+len(answers[1].Freed) != 1 {
			w.Errorf("round %d: freed %v and %v", round, answers[0].Freed, answers[1].Freed)
		}
	}
}

func testPastWork(w *world) {
	ctx := context.Background()
	ama, ben := w.seller("ama", project.Profile{}), w.seller("ben", project.Profile{})
	for _, h := range []*host{w.oneFor(ama), w.oneFor(ama), w.oneFor(ben)} {
		_, err := h.try(project.Command{Kind: project.Accept})
		ask(w, "", "accept", err)
		if h.subGig(0, 0).Seller == ama.ID {
			h.end()
		}
	}
	ask3 := []project.PersonID{ama.ID, ben.ID, "per_nobody"}
	same(w, "with the buyer", must[map[project.PersonID]int](w)(w.r.PastWork(ctx, "per_buyer", ask3)), map[project.PersonID]int{ama.ID: 2})
	same(w, "with another", must[map[project.PersonID]int](w)(w.r.PastWork(ctx, "per_other", ask3)), map[project.PersonID]int{})
}
