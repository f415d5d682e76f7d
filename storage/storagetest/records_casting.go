package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// testProposals follows a counter-offer from its draft to the agreement, and what it moves.
func testProposals(w *world) {
	ctx := context.Background()
	n := w.one()
	h := newHost(w, w.r, n)
	h.fund(100_000)
	h.start()
	sub := n.SubGigs[0].ID
	g := h.subGig(0, 0)
	draft := project.ProposalRecord{Project: n.Project.ID, Words: "☃ it is more work", Proposal: project.Proposal{
		ID: project.ProposalID(w.id(project.PrefixProposal)), SubGig: sub, Kind: project.Counter, By: project.SideSeller, Actor: g.Offer.Seller,
		State: project.ProposalAgreed, Minor: 12_345, Time: 36 * time.Hour, Made: h.now}}
	ask(w, "", "draft", w.r.DraftProposal(ctx, draft))
	stored := draft
	stored.State = project.ProposalDraft
	same(w, "a draft is a draft", must[project.ProposalRecord](w)(w.r.Proposal(ctx, draft.ID)), stored)
	same(w, "and in no list", must[[]project.ProposalRecord](w)(w.r.Proposals(ctx, project.ProposalFilter{SubGig: sub}, project.Page{})), nil)
	again := draft
	again.Words = "changed"
	ask(w, "", "draft again", w.r.DraftProposal(ctx, again))
	orphan := draft
	orphan.ID, orphan.SubGig = project.ProposalID(w.id(project.PrefixProposal)), "sub_none"
	ask(w, project.NotFound, "about no sub-gig", w.r.DraftProposal(ctx, orphan))
	_, err := w.r.Proposal(ctx, "prp_none")
	ask(w, project.NotFound, "an unknown proposal", err)

	give := func(c project.Command) { ask(w, "", string(c.Kind), h.do(0, sub, c)) }
	give(project.Command{Kind: project.Propose, Actor: g.Offer.Seller, Side: project.SideSeller, Proposal: &draft.Proposal})
	open := must[[]project.ProposalRecord](w)(w.r.Proposals(ctx, project.ProposalFilter{SubGig: sub, State: project.ProposalOpen}, project.Page{}))
	if len(open) != 1 || open[0].ID != draft.ID || open[0].Words != draft.Words || open[0].Minor != 12_345 || open[0].Time != 36*time.Hour || open[0].Expires.IsZero() {
		w.Fatalf("open: %+v", open)
	}
	ask(w, "", "reply", w.r.ReplyProposal(ctx, draft.ID, "very well"))
	ask(w, project.NotFound, "reply to nothing", w.r.ReplyProposal(ctx, "prp_none", "x"))
	give(project.Command{Kind: project.Answer, Actor: "per_producer", Side: project.SideProducer, Agree: true, Proposal: &project.Proposal{ID: draft.ID}})
	answered := must[project.ProposalRecord](w)(w.r.Proposal(ctx, draft.ID))
	if answered.State != project.ProposalAgreed || answered.Reply != "very well" || answered.Words != draft.Words || !answered.Answered.Equal(h.now) {
		w.Errorf("answered: %+v", answered)
	}
	offer := must[project.OfferRecord](w)(w.r.Offer(ctx, g.Offer.ID))
	if offer.State != project.OfferAccepted || offer.PriceMinor != 12_345 || offer.WorkFor != 36*time.Hour {
		w.Errorf("the offer: %+v", offer)
	}
	events := must[[]project.Event](w)(w.r.Events(ctx, n.Project.ID, 0, 0))
	if at := len(events) - 2; events[at].Kind != project.LogAgreed || events[at].Proposal != draft.ID {
		w.Errorf("the log: %+v", events[at:])
	}
	same(w, "of another kind", must[[]project.ProposalRecord](w)(w.r.Proposals(ctx, project.ProposalFilter{Kind: project.Question, Project: n.Project.ID}, project.Page{})), nil)
	checkBooks(w, w.r, n.Project.ID)
}

// testCalls: a sub-gig is listed while its call is open, and those who apply are numbered.
func testCalls(w *world) {
	ctx := context.Background()
	draft := w.draft(shape{subGigs: 2, sectionSize: 2, price: 10000, candidates: 2})
	for i := range draft.SubGigs {
		draft.SubGigs[i].Terms.Mode = project.CastOpenCall
	}
	ask(w, "", "create", w.r.CreateProject(ctx, draft))
	h := newHost(w, w.r, draft)
	h.fund(100_000)
	listed := func() (mine []project.SubGigID) {
		for _, g := range must[[]project.SubGigRecord](w)(w.r.OpenCalls(ctx, project.Page{})) {
			if g.Project == draft.Project.ID {
				mine = append(mine, g.ID)
			}
		}
		return mine
	}
	same(w, "before the start", listed(), nil)
	h.start()
	first, second := draft.SubGigs[0].ID, draft.SubGigs[1].ID
	same(w, "open", listed(), []project.SubGigID{first, second})
	after := must[[]project.SubGigRecord](w)(w.r.OpenCalls(ctx, project.Page{After: string(first), Limit: 1}))
	if len(after) != 1 || after[0].ID != second {
		w.Errorf("after the first: %+v", after)
	}

	apply := func(seller project.PersonID, words string) project.Application {
		return must[project.Application](w)(w.r.PutApplication(ctx, project.Application{ID: project.ApplicationID(w.id(project.PrefixApplication)),
			Project: draft.Project.ID, SubGig: first, Seller: seller, Words: words, Files: []project.DeliveryFile{{Name: "a.wav", SHA256: "aa", Size: 1}}, CreatedAt: w.at}))
	}
	one, two := apply("per_x", "me"), apply("per_y", "no, me")
	same(w, "again", apply("per_x", "changed"), one)
	if one.Alias != 1 || two.Alias != 2 {
		w.Errorf("aliases %d and %d", one.Alias, two.Alias)
	}
	same(w, "applications", must[[]project.Application](w)(w.r.Applications(ctx, first)), []project.Application{one, two})
	same(w, "one of them", must[project.Application](w)(w.r.Application(ctx, two.ID)), two)
	_, err := w.r.Application(ctx, "app_none")
	ask(w, project.NotFound, "an unknown application", err)
	_, err = w.r.PutApplication(ctx, project.Application{ID: "app_x", Project: draft.Project.ID, SubGig: "sub_none", Seller: "per_x"})
	ask(w, project.NotFound, "an application to nothing", err)

	ask(w, "", "claim", h.do(0, first, project.Command{Kind: project.Claim, Actor: "per_x"}))
	same(w, "one is taken", listed(), []project.SubGigID{second})
}
