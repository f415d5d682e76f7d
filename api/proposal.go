package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerProposal() {
	add(a, operation{id: "create-proposal", method: post, path: root + "/sub-gigs/{id}/proposals", tag: "proposal", status: http.StatusCreated,
		summary: "Asks the other side for something", text: "A question or a counter-offer stops the offer's clock until it is answered. An extension inside the slack is granted at once.",
		rules: rules{command: true}}, a.propose)
	add(a, operation{id: "list-proposals", method: get, path: root + "/sub-gigs/{id}/proposals", tag: "proposal", summary: "Lists what was proposed about a sub-gig, newest first"}, a.proposals)
	add(a, operation{id: "agree-to-proposal", method: post, path: root + "/proposals/{id}/agree", tag: "proposal", summary: "Agrees to what the other side proposed, or answers its question",
		rules: rules{command: true}}, a.agree)
	add(a, operation{id: "refuse-proposal", method: post, path: root + "/proposals/{id}/refuse", tag: "proposal",
		summary: "Refuses what the other side proposed, or to answer its question", rules: rules{command: true}}, a.refuseProposal)
	add(a, operation{id: "withdraw-proposal", method: post, path: root + "/proposals/{id}/withdraw", tag: "proposal", summary: "Takes a proposal back",
		rules: rules{command: true}}, a.withdraw)
}

// sideOf says for whom the caller speaks. Who holds the sub-gig, or is asked, speaks as its seller, also when they are the
// producer.
func sideOf(ctx context.Context, t project.Thing) project.Side {
	if me := actor(ctx).ID; me == t.Seller || me == t.Offered {
		return project.SideSeller
	}
	return project.SideProducer
}

func (a *API) propose(ctx context.Context, in *struct {
	SubGigPath
	Body wire.ProposalRequest
}) (*body[wire.Proposal], error) {
	w, err := a.subGig(ctx, in.ID, project.Negotiate)
	if err != nil {
		return nil, err
	}
	if in.Body.Kind == project.Question {
		if err := needsWords(in.Body.Words, "nothing was asked", "say what the question is"); err != nil {
			return nil, err
		}
	}
	c := commandOf(ctx)
	p := project.Proposal{ID: project.ProposalID(c.id(project.PrefixProposal)), SubGig: w.ID, Kind: in.Body.Kind, By: sideOf(ctx, w.in.thing),
		Actor: actor(ctx).ID, Minor: in.Body.Minor, Time: time.Duration(in.Body.TimeSeconds) * time.Second, Outcome: in.Body.Outcome, Made: c.at}
	if p.By == project.SideProducer {
		if err := a.affordable(ctx, w.in.Project, raises(w.SubGig, p)); err != nil {
			return nil, err
		}
	}
	if err := a.o.Records.DraftProposal(ctx, project.ProposalRecord{Proposal: p, Project: w.Project, Words: in.Body.Words}); err != nil {
		return nil, err
	}
	command := project.Command{Kind: project.Propose, Side: p.By, Proposal: &p}
	if p.Kind == project.Extension {
		if command.Slack, err = a.slack(ctx, w, p.Time); err != nil {
			return nil, err
		}
	}
	if err := a.give(ctx, w, command); err != nil {
		return nil, err
	}
	return a.proposalAnswer(ctx, p.ID, w)
}

// raises is how much more the sub-gig costs, in minor units, once both sides agree to the proposal.
func raises(g project.SubGig, p project.Proposal) int64 {
	switch {
	case p.Kind == project.ChangeOrder:
		return p.Minor
	case p.Kind == project.Counter && g.Offer != nil:
		return p.Minor - g.Terms.PriceMinor
	}
	return 0
}

// slack is the extra time when it moves nothing that was promised, so that it is granted by rule; otherwise none.
func (a *API) slack(ctx context.Context, w work, extra time.Duration) (time.Duration, error) {
	f, err := a.forecast(ctx, w.in.Project)
	if err != nil {
		return 0, err
	}
	k, err := f.KnockOn(w.ID, extra)
	if err != nil || !k.Fits {
		return 0, err
	}
	return extra, nil
}

// needsWords refuses a question or an answer that says nothing.
func needsWords(words, sentence, missing string) error {
	if strings.TrimSpace(words) != "" {
		return nil
	}
	return &project.Error{Code: project.Invalid, Message: sentence, Fields: []project.Field{{Path: "words", Message: missing}}}
}

func (a *API) proposalAnswer(ctx context.Context, id project.ProposalID, w work) (*body[wire.Proposal], error) {
	p, err := a.o.Records.Proposal(ctx, id)
	if err != nil {
		return nil, err
	}
	return &body[wire.Proposal]{proposalView(ctx, p, w)}, nil
}

func proposalView(ctx context.Context, p project.ProposalRecord, w work) wire.Proposal {
	out := wire.Proposal{ID: p.ID, ProjectID: p.Project, SubGigID: p.SubGig, Kind: p.Kind, By: p.By, State: p.State, Minor: p.Minor,
		Currency: w.in.Currency, TimeSeconds: seconds(p.Time), Outcome: p.Outcome, ByRule: p.ByRule, Words: p.Words, Reply: p.Reply,
		MadeAt: p.Made.UTC(), ExpiresAt: moment(p.Expires), AnsweredAt: moment(p.Answered)}
	if p.Kind != project.Objection {
		out.YourAnswer = p.State == project.ProposalOpen && mayAnswer(ctx, p.Proposal, w.in.thing)
	} else if d := w.SubGig.Dispute; d != nil && d.ID == p.ID {
		out.Dispute = disputeView(w.SubGig)
	}
	return out
}

// mayAnswer reports whether the caller speaks for the side that answers.
func mayAnswer(ctx context.Context, p project.Proposal, t project.Thing) bool {
	me := actor(ctx).ID
	if p.By == project.SideSeller {
		return me == t.Producer || me == t.Buyer
	}
	return me == t.Seller || me == t.Offered
}

func (a *API) proposals(ctx context.Context, in *struct {
	SubGigPath
	Paging
}) (*body[wire.ProposalList], error) {
	w, err := a.subGig(ctx, in.ID, project.SeeSubGig)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Proposals(ctx, project.ProposalFilter{SubGig: w.ID}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(p project.ProposalRecord) string { return string(p.ID) })
	out := wire.ProposalList{Next: next, Items: []wire.Proposal{}}
	for _, p := range rows {
		if w.in.whole(ctx) || w.aboutMe(ctx, p) {
			out.Items = append(out.Items, proposalView(ctx, p, w))
		}
	}
	return &body[wire.ProposalList]{out}, nil
}

// aboutMe reports whether the proposal belongs to the caller's own engagement: what others negotiated is not theirs to see.
func (w work) aboutMe(ctx context.Context, p project.ProposalRecord) bool {
	return p.Actor == actor(ctx).ID || w.SubGig.Offer != nil && p.Offer == w.SubGig.Offer.ID && w.SubGig.Offer.Seller == actor(ctx).ID
}

type proposalAnswer struct {
	ProposalPath
	Body wire.AnswerRequest
}

// negotiated is a proposal and the sub-gig it is about.
type negotiated struct {
	project.ProposalRecord
	about work
	left  bool // the caller repeats a command that may have ended their part
}

// proposal opens a proposal for somebody who has a part in its sub-gig.
func (a *API) proposal(ctx context.Context, id project.ProposalID) (negotiated, error) {
	if project.CheckID(project.PrefixProposal, string(id)) != nil {
		return negotiated{}, nobody()
	}
	p, err := a.o.Records.Proposal(ctx, id)
	if err != nil {
		return negotiated{}, hide(err)
	}
	if p.State == project.ProposalDraft {
		return negotiated{}, nobody()
	}
	w, err := a.subGig(ctx, p.SubGig, project.Negotiate)
	if err == nil && !w.in.whole(ctx) && !w.aboutMe(ctx, p) {
		err = nobody()
	}
	if err != nil && a.leftBy(ctx, w) {
		return negotiated{p, w, true}, nil
	}
	return negotiated{p, w, false}, err
}

func (a *API) agree(ctx context.Context, in *proposalAnswer) (*body[wire.Proposal], error) {
	return a.answerProposal(ctx, in, true)
}

func (a *API) refuseProposal(ctx context.Context, in *proposalAnswer) (*body[wire.Proposal], error) {
	return a.answerProposal(ctx, in, false)
}

// answerProposal keeps the words first, as with a decline.
func (a *API) answerProposal(ctx context.Context, in *proposalAnswer, agree bool) (*body[wire.Proposal], error) {
	p, err := a.proposal(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	side := sideOf(ctx, p.about.in.thing)
	if mayAnswer(ctx, p.Proposal, p.about.in.thing) { // who is both speaks for the side that answers
		side = otherSide(p.By)
	}
	if p.left {
		side = project.SideSeller
	}
	if agree && p.Kind == project.Question {
		if err := needsWords(in.Body.Words, "nothing was answered", "write the answer to the question"); err != nil {
			return nil, err
		}
	}
	if agree && side == project.SideProducer && p.State == project.ProposalOpen {
		if err := a.affordable(ctx, p.about.in.Project, raises(p.about.SubGig, p.Proposal)); err != nil {
			return nil, err
		}
	}
	if in.Body.Words != "" && p.State == project.ProposalOpen && side != p.By {
		if err := a.o.Records.ReplyProposal(ctx, p.ID, in.Body.Words); err != nil {
			return nil, err
		}
	}
	c := project.Command{Kind: project.Answer, Side: side, Agree: agree, Proposal: &project.Proposal{ID: p.ID}}
	if err := a.give(ctx, p.about, c); err != nil {
		return nil, err
	}
	return a.proposalAnswer(ctx, p.ID, p.about)
}

func otherSide(s project.Side) project.Side {
	if s == project.SideSeller {
		return project.SideProducer
	}
	return project.SideSeller
}

func (a *API) withdraw(ctx context.Context, in *ProposalPath) (*body[wire.Proposal], error) {
	p, err := a.proposal(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	side := sideOf(ctx, p.about.in.thing)
	if p.Actor == actor(ctx).ID {
		side = p.By
	}
	if err := a.give(ctx, p.about, project.Command{Kind: project.Withdraw, Side: side, Proposal: &project.Proposal{ID: p.ID}}); err != nil {
		return nil, err
	}
	return a.proposalAnswer(ctx, p.ID, p.about)
}
