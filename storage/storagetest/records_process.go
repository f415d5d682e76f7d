package storagetest

import (
	"context"
	"slices"
	"strconv"
	"time"

	"tutti/project"
)

// testLife follows one sub-gig with a decline, a revision and an approval to the end of its project.
func testLife(w *world) {
	ctx := context.Background()
	n := w.one()
	id, sub := n.Project.ID, n.SubGigs[0].ID
	h := newHost(w, w.r, n)
	h.fund(12000)
	h.start()
	offer := h.subGig(0, 0).Offer
	ask(w, "", "decline", h.do(0, sub, project.Command{Kind: project.Decline, Actor: offer.Seller, Offer: offer.ID, Reason: "busy"}))
	h.accept(0, 0)
	balances := must[map[project.Account]int64](w)(w.r.Balances(ctx, id))
	same(w, "held", balances, map[project.Account]int64{project.AccountOutside: -12000, project.AccountFunding: 2000, project.AccountReserve: 0, project.HeldAccount(sub): 10000})
	h.submit(0, 0)
	h.inspect(0, 0, true)
	h.decide(0, 0, project.Revise)
	h.submit(0, 0)
	h.inspect(0, 0, true)
	h.now = h.now.Add(time.Hour)
	h.decide(0, 0, project.Approve)
	h.step(project.ProjectChange{State: project.ProjectCompleted, Final: "art_final", RefundReserve: true,
		Log: []project.LogEvent{{Kind: project.LogProjectState, Detail: "completed"}}})

	p := must[project.Project](w)(w.r.Project(ctx, id))
	if p.State != project.ProjectCompleted || p.Approved != 1 || p.Final != "art_final" || !p.UpdatedAt.Equal(h.now) {
		w.Errorf("the completed project: %+v", p)
	}
	seller := n.People[1].ID
	same(w, "paid", must[map[project.Account]int64](w)(w.r.Balances(ctx, id)), map[project.Account]int64{project.AccountOutside: -12000,
		project.AccountFunding: 0, project.AccountReserve: 0, project.HeldAccount(sub): 0, project.ClearingAccount(seller): 9750, project.AccountFee: 250,
		project.AccountRefund: 2000})
	kinds := []project.LogKind{}
	for _, e := range must[[]project.Event](w)(w.r.Events(ctx, id, 0, 0)) {
		kinds = append(kinds, e.Kind)
	}
	same(w, "the log", kinds, []project.LogKind{project.LogProjectCreated, project.LogProjectLaunched, project.LogSubGigReady, project.LogOfferMade,
		project.LogOfferDeclined, project.LogOfferMade, project.LogOfferAccepted, project.LogDelivered, project.LogInspectionPassed,
		project.LogRevisionAsked, project.LogDelivered, project.LogInspectionPassed, project.LogApproved, project.LogProjectState})
	testLifePages(w, id)
	same(w, "the section", must[project.Section](w)(w.r.Section(ctx, id, 0)), h.sections[0])
	checkBooks(w, w.r, id)
}

func testLifePages(w *world, id project.ProjectID) {
	ctx := context.Background()
	events := must[[]project.Event](w)(w.r.Events(ctx, id, 12, 1))
	if len(events) != 1 || events[0].Seq != 13 || events[0].Kind != project.LogApproved || events[0].Delivery == "" || events[0].Actor != "per_producer" {
		w.Errorf("one event after the 12th: %+v", events)
	}
	all := must[[]project.Transaction](w)(w.r.Transactions(ctx, id, project.Page{}))
	var paged []project.Transaction
	for after := 0; ; {
		page := must[[]project.Transaction](w)(w.r.Transactions(ctx, id, project.Page{After: strconv.Itoa(after), Limit: 2}))
		if len(page) == 0 {
			break
		}
		paged = append(paged, page...)
		after += len(page)
	}
	same(w, "the ledger by pages", paged, all)
	kinds := []project.PostingKind{}
	for _, tx := range all {
		kinds = append(kinds, tx.Kind)
	}
	same(w, "the ledger", kinds, []project.PostingKind{project.PostFund, project.PostReserve, project.PostHold, project.PostRelease, project.PostRefund})
	if all[4].Key != string(id)+"/refund" || len(all[3].Entries) != 4 || !all[3].Clears.Equal(all[3].At.Add(RecordsClearing)) {
		w.Errorf("refund and release: %+v", all[3:])
	}
}

// testRepeat: an activity may run twice, the second time long after.
func testRepeat(w *world) {
	ctx := context.Background()
	n := w.one()
	h := newHost(w, w.r, n)
	h.fund(10000)
	h.start()
	changes, err := h.sections[0].Apply(n.SubGigs[0].ID, project.Command{Kind: project.Accept, Actor: n.People[0].ID, Offer: h.subGig(0, 0).Offer.ID}, h.now)
	ask(w, "", "accept", err)
	c := project.Commit{Key: h.key(0), Changes: changes, At: h.now}
	first := must[project.Committed](w)(w.r.Commit(ctx, c))
	h.logged = first.LastEvent
	h.submit(0, 0)
	state := must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0))
	for range 3 {
		same(w, "the answer of a repeat", must[project.Committed](w)(w.r.Commit(ctx, c)), first)
	}
	same(w, "the state after repeats", must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0)), state)
	if last := must[int64](w)(w.r.LastEvent(ctx, n.Project.ID)); last != h.logged {
		w.Errorf("%d events after repeats, not %d", last, h.logged)
	}
	c.Key.Project = "prj_none"
	_, err = w.r.Commit(ctx, c)
	ask(w, project.NotFound, "a commit of no project", err)
	c = project.Commit{Key: h.key(0), Changes: changes, At: h.now}
	c.Changes[0].SubGig.ID = "sub_none"
	_, err = w.r.Commit(ctx, c)
	ask(w, project.NotFound, "a commit of no sub-gig", err)
	checkBooks(w, w.r, n.Project.ID)
}

// testStale: a worker that was cut off knows an older state and must not bring it back.
func testStale(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 2, sectionSize: 2, price: 100, candidates: 2})
	h := newHost(w, w.r, n)
	h.fund(200)
	h.start()
	old := h.last[0]
	h.accept(0, 0)
	h.epoch[0], h.seq[0] = 1, 0
	h.submit(0, 0)
	state := must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0))
	books := must[map[project.Account]int64](w)(w.r.Balances(ctx, n.Project.ID))
	for _, key := range []project.CommitKey{{Epoch: 1, Seq: 1}, {Epoch: 0, Seq: 99}, {Epoch: 0, Seq: 3}} {
		late := old
		late.Changes = old.Changes[:1] // part-0, which has gone on since
		late.Changes[0].Effects.Postings = []project.Posting{{Key: "late", Kind: project.PostHold, SubGig: n.SubGigs[0].ID, Minor: 100}}
		late.Key = project.CommitKey{Project: n.Project.ID, Writer: "0", Epoch: key.Epoch, Seq: key.Seq}
		answer := must[project.Committed](w)(w.r.Commit(ctx, late))
		if answer.LastEvent != h.logged {
			w.Errorf("%+v logged something: %d events, not %d", key, answer.LastEvent, h.logged)
		}
	}
	same(w, "the state after late commits", must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0)), state)
	same(w, "the balances after late commits", must[map[project.Account]int64](w)(w.r.Balances(ctx, n.Project.ID)), books)

	g := h.subGig(0, 1) // part-1 is at 0.2: a number of the old epoch that is newer for it still counts
	g.Timer.Said = 3
	must[project.Committed](w)(w.r.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "0", Epoch: 0, Seq: 50},
		Changes: []project.Change{{SubGig: g}}, At: h.now}))
	if got := must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0)); !got.SubGigs[1].Overdue() {
		w.Errorf("a commit that is newer for the row was left out")
	}
	checkBooks(w, w.r, n.Project.ID)
}

func testUnblock(w *world) {
	ctx := context.Background()
	// part-0 and part-1 are section 0; part-2, part-3 section 1; part-4 section 2.
	n := w.create(shape{subGigs: 5, sectionSize: 2, price: 100, candidates: 1, needs: map[int][]int{1: {0}, 2: {0}, 3: {0, 1}, 4: {0, 1}}})
	h := newHost(w, w.r, n)
	h.fund(500)
	h.start()
	h.accept(0, 0)
	h.submit(0, 0)
	h.inspect(0, 0, true)
	g := h.subGig(0, 0)
	review := h.draftReview(g, project.Approve)
	changes, err := h.sections[0].Apply(g.ID, project.Command{Kind: project.Decide, Actor: "per_producer", Delivery: g.Delivery, Decision: project.Approve, Review: review}, h.now)
	ask(w, "", "approve", err)
	c := project.Commit{Key: h.key(0), Changes: changes, At: h.now}
	if len(changes) != 2 {
		w.Fatalf("%d changes, not the approved one and its dependent", len(changes))
	}
	answer := must[project.Committed](w)(w.r.Commit(ctx, c))
	up := n.SubGigs[0].ID
	want := []project.Unblocked{{Section: 1, SubGig: n.SubGigs[2].ID, Upstream: up}, {Section: 1, SubGig: n.SubGigs[3].ID, Upstream: up}, {Section: 2, SubGig: n.SubGigs[4].ID, Upstream: up}}
	same(w, "unblocked", answer.Unblock, want)
	same(w, "unblocked, asked again", must[project.Committed](w)(w.r.Commit(ctx, c)), answer)
	h.logged = answer.LastEvent

	h.now = h.now.Add(time.Minute)
	changes, err = h.sections[0].Apply(n.SubGigs[1].ID, project.Command{Kind: project.Cancel}, h.now)
	ask(w, "", "cancel", err)
	answer = must[project.Committed](w)(w.r.Commit(ctx, project.Commit{Key: h.key(0), Changes: changes, At: h.now}))
	up = n.SubGigs[1].ID
	want = []project.Unblocked{{Section: 1, SubGig: n.SubGigs[3].ID, Upstream: up}, {Section: 2, SubGig: n.SubGigs[4].ID, Upstream: up}}
	same(w, "unblocked by a cancellation", answer.Unblock, want)
	if p := must[project.Project](w)(w.r.Project(ctx, n.Project.ID)); p.Approved != 1 {
		w.Errorf("%d approved, not 1", p.Approved)
	}
}

func testProjectSteps(w *world) {
	ctx := context.Background()
	n := w.one()
	h := newHost(w, w.r, n)
	h.fund(10000)
	h.step(project.ProjectChange{Log: []project.LogEvent{{Kind: project.LogPreviewBuilt, Artifact: "art_1"}}})
	if p := must[project.Project](w)(w.r.Project(ctx, n.Project.ID)); p.State != project.ProjectRunning {
		w.Errorf("a step without a state made it %s", p.State)
	}
	h.step(project.ProjectChange{State: project.ProjectCancelled, RefundReserve: true})
	h.step(project.ProjectChange{RefundReserve: true}) // nothing is left
	late := project.ProjectChange{State: project.ProjectRunning, Log: []project.LogEvent{{Kind: project.LogProjectLaunched}}, RefundReserve: true}
	answer := must[project.Committed](w)(w.r.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "project", Seq: 0}, Project: &late, At: h.now}))
	if p := must[project.Project](w)(w.r.Project(ctx, n.Project.ID)); p.State != project.ProjectCancelled || answer.LastEvent != h.logged {
		w.Errorf("a late step was carried out: %s, %d events", p.State, answer.LastEvent)
	}

	h.step(project.ProjectChange{Postings: []project.Posting{{Key: "more", Kind: project.PostFund, Minor: 5}}, RefundReserve: true})
	keys := []string{}
	for _, tx := range must[[]project.Transaction](w)(w.r.Transactions(ctx, n.Project.ID, project.Page{})) {
		keys = append(keys, tx.Key)
	}
	id := string(n.Project.ID)
	same(w, "every refund once", keys, []string{id + "/fund", id + "/reserve", id + "/refund", "more", id + "/refund/2"})
	checkBooks(w, w.r, n.Project.ID)
}

// testLedgerRefusals: a refused posting leaves nothing of its commit behind.
func testLedgerRefusals(w *world) {
	ctx := context.Background()
	n := w.one()
	h := newHost(w, w.r, n)
	h.fund(9999)
	h.start()
	before := must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0))
	g := h.subGig(0, 0)
	try := h.sections[0].Clone()
	changes, err := try.Apply(g.ID, project.Command{Kind: project.Accept, Actor: g.Offer.Seller, Offer: g.Offer.ID}, h.now)
	ask(w, "", "accept", err)
	c := project.Commit{Key: h.key(0), Changes: changes, At: h.now}
	for range 2 {
		_, err = w.r.Commit(ctx, c)
		ask(w, project.Conflict, "a hold of more than the funding", err)
	}
	same(w, "the state", must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0)), before)
	same(w, "the offer", must[project.OfferRecord](w)(w.r.Offer(ctx, g.Offer.ID)).State, project.OfferOpen)
	checkBooks(w, w.r, n.Project.ID)
	if last := must[int64](w)(w.r.LastEvent(ctx, n.Project.ID)); last != h.logged {
		w.Errorf("%d events, not %d", last, h.logged)
	}
	key := string(n.Project.ID) + "/fund"
	h.step(project.ProjectChange{Postings: []project.Posting{{Key: key, Kind: project.PostFund, Minor: 9999}}}) // the same again is nothing
	_, err = w.r.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "project", Seq: 50}, At: h.now,
		Project: &project.ProjectChange{Postings: []project.Posting{{Key: key, Kind: project.PostFund, Minor: 1}}}})
	ask(w, project.Internal, "the same key with another amount", err)
	h.step(project.ProjectChange{Postings: []project.Posting{{Key: "1", Kind: project.PostFund, Minor: 1}}})
	must[project.Committed](w)(w.r.Commit(ctx, c))
	same(w, "accepted with enough", must[map[project.Account]int64](w)(w.r.Balances(ctx, n.Project.ID))[project.HeldAccount(g.ID)], 10000)

	for what, e := range map[string]project.Effects{
		"a delivery":      {Deliveries: []project.DeliveryMark{{ID: "dlv_none", State: project.DeliverySubmitted}}},
		"a review":        {Review: "rev_none"},
		"another project": {},
	} {
		change := project.Change{SubGig: try.SubGigs[0], Effects: e}
		if what == "another project" {
			change.SubGig.ID = w.one().SubGigs[0].ID
		}
		_, err = w.r.Commit(ctx, project.Commit{Key: h.key(0), Changes: []project.Change{change}, At: h.now})
		ask(w, project.NotFound, what+" that is not there", err)
	}
	checkBooks(w, w.r, n.Project.ID)
}

// testMany: what a full section and a large project ask for in one go, beyond any limit of parameters.
func testMany(w *world) {
	ctx := context.Background()
	needs := map[int][]int{}
	for i := 1; i < 2000; i++ {
		needs[i] = []int{i - 1}
	}
	n := w.create(shape{subGigs: 2000, sectionSize: 100, price: 100, candidates: 1, needs: needs})
	got := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, n.Project.ID, project.SubGigFilter{}, project.Page{Limit: 2000}))
	if len(got) != 2000 || got[1999].Key != "part-1999" || len(got[1999].Needs) != 1 {
		w.Errorf("%d sub-gigs came back", len(got))
	}
	open := w.create(shape{subGigs: 100, sectionSize: 100, price: 100, candidates: 1})
	h := newHost(w, w.r, open)
	h.fund(10000)
	h.start()
	all := h.sections[0].Clone()
	var changes []project.Change
	for _, g := range all.SubGigs {
		more, err := all.Apply(g.ID, project.Command{Kind: project.Accept, Actor: g.Offer.Seller, Offer: g.Offer.ID}, h.now)
		ask(w, "", "accept", err)
		changes = append(changes, more...)
	}
	h.sections[0] = all
	h.commit(0, changes)
	same(w, "the section", must[project.Section](w)(w.r.Section(ctx, open.Project.ID, 0)), all)
	states := must[[]project.OfferRecord](w)(w.r.Offers(ctx, project.OfferFilter{Project: open.Project.ID, State: project.OfferAccepted}, project.Page{}))
	if len(states) != 100 || slices.ContainsFunc(states, func(o project.OfferRecord) bool { return o.Answered.IsZero() }) {
		w.Errorf("%d accepted offers, not 100", len(states))
	}
	if held := must[map[project.Account]int64](w)(w.r.Balances(ctx, open.Project.ID)); len(held) != 103 {
		w.Errorf("%d accounts, not 103", len(held))
	}
	checkBooks(w, w.r, open.Project.ID)
}
