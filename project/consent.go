package project

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// What a re-plan changes about work that a seller has accepted happens only with their consent: docs/decisions/0009. The
// plan that holds keeps saying what was agreed on; the seller is asked by a proposal, and when they agree the plan says it too.

// Consent is what changes about a sub-gig when its seller agrees to what a re-plan asks.
type Consent struct {
	Amend *Amendment `json:"amend,omitempty"` // terms that change; nil: the plan does without the sub-gig
}

// kind is the command that would have done it, had nobody accepted.
func (c Consent) kind() CommandKind {
	if c.Amend == nil {
		return Drop
	}
	return Amend
}

// PlanChange is what a plan says differently of one sub-gig once its seller has agreed. Nil leaves as it is.
type PlanChange struct {
	Key       string    `json:"key"`
	Drop      bool      `json:"drop,omitempty"`
	Price     *Decimal  `json:"price,omitempty"`
	Brief     *[]string `json:"brief,omitempty"`
	Delivery  *Spec     `json:"delivery,omitempty"`
	Work      *Duration `json:"work,omitempty"`
	Review    *Duration `json:"review,omitempty"`
	Revisions *int      `json:"revisions,omitempty"`
	Needs     *[]string `json:"needs,omitempty"`
}

// ConsentRecord is a proposal that a re-plan makes, and what the plan says once it is agreed to.
type ConsentRecord struct {
	ProposalRecord
	Change PlanChange
}

// With gives the plan with the changes made that sellers have agreed to. Conflict when a later plan has gone another way, so
// that what was asked cannot be any more.
func (p Plan) With(changes ...PlanChange) (Plan, error) {
	p.SubGigs = slices.Clone(p.SubGigs)
	for _, c := range changes {
		at := slices.IndexFunc(p.SubGigs, func(s PlanSubGig) bool { return s.Key == c.Key })
		switch {
		case at < 0:
			return p, Errorf(Conflict, "the plan has %q no more; this cannot be agreed to any more", c.Key)
		case c.Drop:
			p = p.without(at)
		default:
			c.change(&p.SubGigs[at])
		}
	}
	if err := p.Validate(); err != nil {
		return p, Because(err, Conflict, "the plan has changed since this was asked, and does not allow it any more")
	}
	return p, nil
}

// without takes out a sub-gig whose seller parts. Others that stay only until their own sellers part may still need it: they
// need it no more.
func (p Plan) without(at int) Plan {
	gone := p.SubGigs[at].Key
	p.SubGigs = slices.Delete(p.SubGigs, at, at+1)
	for i, s := range p.SubGigs {
		p.SubGigs[i].Needs = slices.DeleteFunc(slices.Clone(s.Needs), func(need string) bool { return need == gone })
	}
	return p
}

func (c PlanChange) change(s *PlanSubGig) {
	set(&s.Price, c.Price)
	set(&s.Brief, c.Brief)
	set(&s.Clocks.Work, c.Work)
	set(&s.Clocks.Review, c.Review)
	set(&s.Needs, c.Needs)
	if c.Delivery != nil {
		s.Delivery = c.Delivery
	}
	if c.Revisions != nil {
		s.Revisions = c.Revisions
	}
}

// Agreed names the proposals among those of a step by which sellers have agreed to what a re-plan asked.
func Agreed(proposals []Proposal) []ProposalID {
	var ids []ProposalID
	for _, p := range proposals {
		if p.Consent != nil && p.State == ProposalAgreed {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Reworded gives the rows, among those of the project, that the changes are about or that lose a need by them, with the brief,
// the spec and the needs that the plan says.
func (p Plan) Reworded(rows []SubGigRecord, changes []PlanChange) []SubGigRecord {
	ids, at := make(map[string]SubGigID, len(rows)), make(map[string]PlanSubGig, len(p.SubGigs))
	for _, row := range rows {
		ids[row.Key] = row.ID
	}
	for _, s := range p.SubGigs {
		at[s.Key] = s
	}
	about := func(row SubGigRecord) bool {
		return slices.ContainsFunc(changes, func(c PlanChange) bool {
			return c.Key == row.Key || c.Drop && slices.Contains(row.NeedsAll, ids[c.Key])
		})
	}
	var all []SubGigRecord
	for _, row := range rows {
		s, stands := at[row.Key]
		if !stands || !about(row) {
			continue
		}
		row.Brief, row.Spec, row.NeedsAll = append([]string{}, s.Brief...), p.SpecOf(s), make([]SubGigID, 0, len(s.Needs))
		for _, need := range unique(s.Needs) {
			row.NeedsAll = append(row.NeedsAll, ids[need])
		}
		all = append(all, row)
	}
	return all
}

// asking is how a re-plan asks one seller.
type asking struct {
	proposal Proposal
	words    string
	change   PlanChange
	path     string // where the first of the changes stands in the plan
	refused  string // why they cannot be asked now; empty when they can
}

// ask turns what was found about a sub-gig that is accepted into what happens at once and what its seller is asked for.
func (c *comparison) ask() {
	change, back := PlanChange{Key: c.row.Key}, PlanChange{Key: c.row.Key}
	free, a := Amendment{OfferFor: c.amend.OfferFor, Recast: c.amend.Recast, Candidates: c.amend.Candidates}, c.amend
	a.OfferFor, a.Recast, a.Candidates, a.Rewired, a.Needs = nil, false, nil, false, nil
	old, next := c.differ.old, c.differ.next
	if a.PriceMinor != nil {
		change.Price, back.Price = &c.next.Price, &c.old.Price
	}
	if before, after := old.ClocksOf(c.old), next.ClocksOf(c.next); a.WorkFor != nil || a.ReviewFor != nil {
		change.Work, back.Work = ifSet(a.WorkFor, after.Work), ifSet(a.WorkFor, before.Work)
		change.Review, back.Review = ifSet(a.ReviewFor, after.Review), ifSet(a.ReviewFor, before.Review)
	}
	if a.Revisions != nil {
		before := c.old.RevisionsIncluded()
		change.Revisions, back.Revisions = a.Revisions, &before
	}
	if c.asks(DiffRebriefed) {
		change.Brief, back.Brief, c.change.row.Brief = &c.next.Brief, &c.old.Brief, c.row.Brief
	}
	if c.asks(DiffRespecced) {
		before, after := old.SpecOf(c.old), next.SpecOf(c.next)
		change.Delivery, back.Delivery, c.change.row.Spec = &after, &before, c.row.Spec
	}
	if c.asks(DiffRewired) { // what it loses it loses at once
		stays := slices.DeleteFunc(slices.Clone(c.old.Needs), func(n string) bool { return !slices.Contains(c.next.Needs, n) })
		change.Needs, back.Needs = &c.next.Needs, &stays
		c.change.row.NeedsAll = c.idsOf(stays)
	}
	c.change.amend = nil
	if !free.None() {
		c.change.amend = &free
	}
	p := Proposal{Kind: ChangeOrder, Consent: &Consent{Amend: &a}}
	if a.PriceMinor != nil {
		p.Minor = *a.PriceMinor - c.row.Price()
	}
	if a.WorkFor != nil {
		p.Time = *a.WorkFor - c.row.Terms.WorkFor
	}
	c.change.ask = &asking{proposal: p, words: consentWords(c.asked), change: change, path: c.asked[0].Path}
	c.askFor(c.change, nil)
	c.held = append(c.held, back)
}

// asks reports whether a difference of the kind needs a consent.
func (c *comparison) asks(kind DifferenceKind) bool {
	return slices.ContainsFunc(c.asked, func(d Difference) bool { return d.Kind == kind })
}

func ifSet(has *time.Duration, d Duration) *Duration {
	if has == nil {
		return nil
	}
	return &d
}

func (d *differ) idsOf(keys []string) []SubGigID {
	ids := make([]SubGigID, 0, len(keys))
	for _, k := range keys {
		ids = append(ids, d.ids[k])
	}
	return ids
}

// askToPart asks the seller of a sub-gig that the plan does without. It stays in the plan, after all others, until they agree.
func (d *differ) askToPart(change *subGigChange, old PlanSubGig, by []string) {
	row := change.row
	share := row.killFee()
	words := fmt.Sprintf("A new plan does without this sub-gig. You are asked to part without fault; you keep %s of %s.",
		FormatMinor(share, d.old.Currency), FormatMinor(row.Price(), d.old.Currency))
	change.ask = &asking{proposal: Proposal{Kind: Cancellation, Minor: share, Outcome: OutcomeCancel, Consent: &Consent{}}, words: words,
		change: PlanChange{Key: row.Key, Drop: true}, path: "sub_gigs"}
	d.askFor(change, by)
	stays := slices.DeleteFunc(slices.Clone(old.Needs), func(n string) bool { _, there := d.nextAt[n]; return !there && !slices.Contains(d.kept, n) })
	if len(stays) < len(old.Needs) {
		change.row.NeedsAll, change.rewired = d.idsOf(stays), true
	}
	d.nextAt[row.Key] = len(d.next.SubGigs) + len(d.kept)
	d.kept = append(d.kept, row.Key)
	old.Needs = stays
	d.keptAs = append(d.keptAs, old)
}

// askFor fills in who asks whom, and why they cannot be asked when they cannot.
func (d *differ) askFor(change *subGigChange, by []string) {
	a, row := change.ask, change.row
	a.proposal.ID = ProposalID(d.at.id(PrefixProposal, "consent/"+row.Key))
	a.proposal.SubGig, a.proposal.By, a.proposal.State, a.proposal.Made = row.ID, SideProducer, ProposalDraft, d.at.At
	open := row.open(a.proposal.Kind)
	states, _ := proposable(a.proposal.Kind)
	switch {
	case len(by) > 0:
		a.refused = fmt.Sprintf("%q is %s: its seller accepted it, and nothing can take its place before they have gone; agree with them on a cancellation first, or leave it in the plan", row.Key, row.State)
	case !slices.Contains(states, row.State):
		a.refused = fmt.Sprintf("%q is %s: its seller can be asked when that is over; leave it as it is until then", row.Key, row.State)
	case open != nil && open.Consent == nil:
		a.refused = fmt.Sprintf("%q has a %s that is open; it is answered or withdrawn first", row.Key, a.proposal.Kind.words())
	case row.Proposed >= MaxProposals:
		a.refused = fmt.Sprintf("%q had %d proposals, which is the most there can be; release its seller, or leave it as it is", row.Key, MaxProposals)
	}
}

// hold makes the plan as it will be stored: what sellers are asked for stays as it was.
func (d *differ) hold() {
	held := d.next
	held.SubGigs = append(slices.Clone(d.next.SubGigs), d.keptAs...)
	d.out.held = held
	if len(d.held) == 0 && len(d.keptAs) == 0 {
		return
	}
	held, err := held.With(d.held...)
	d.out.held = held
	if err != nil {
		d.out.unheld = Errorf(Conflict, "as long as not everybody who is asked has agreed, the plan would be none: %w", err)
	}
}

// consentWords tells a seller what would be different.
func consentWords(asked []Difference) string {
	names := map[DifferenceKind]string{DiffRepriced: "the price: ", DiffRebriefed: "the brief: ", DiffRespecced: "what a delivery must be: ",
		DiffReclocked: "the time: ", DiffRevisions: "the revisions in the price: ", DiffRewired: "what it is made from: "}
	var parts []string
	for _, d := range asked {
		parts = append(parts, names[d.Kind]+orNothing(d.Before)+" -> "+orNothing(d.After))
	}
	return "A new plan changes what you agreed to. " + strings.Join(parts, "; ")
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

// Asked is a seller whose consent a re-plan asks for.
type Asked struct {
	Proposal Proposal
	Key      string
	Seller   PersonID
	Words    string
}

// Asks lists whose consent the re-plan asks for, in the order of the sub-gigs.
func (r Replan) Asks() []Asked {
	var all []Asked
	for _, c := range r.changes {
		if c.ask != nil {
			all = append(all, Asked{Proposal: c.ask.proposal, Key: c.row.Key, Seller: c.row.Seller, Words: c.ask.words})
		}
	}
	return all
}

// seekConsent opens the proposal of a re-plan. What an earlier plan asked for is overtaken by it. Where the seller cannot be
// asked any more, because they have left or are done, everything stays as it was and the buyer is told so.
func seekConsent(s *SubGig, c Command, now time.Time, e *Effects) error {
	if c.Proposal == nil || c.Proposal.Consent == nil {
		return Errorf(Invalid, "say what the seller is asked for")
	}
	p := *c.Proposal
	if s.knows(p.ID) {
		return nil
	}
	states, _ := proposable(p.Kind)
	if open := s.open(p.Kind); open != nil && open.Consent != nil && slices.Contains(states, s.State) {
		s.closeProposal(*open, ProposalWithdrawn, Command{}, now, e)
	}
	c.Side = SideProducer
	if err := s.proposable(p, c, now); err != nil {
		s.notAgreed(p, c, e)
		return nil
	}
	s.openProposal(&p, c, now, e)
	e.Proposals = append(e.Proposals, p)
	return nil
}

// notAsked is what a re-plan meets where nobody has accepted, or nobody can be asked.
func notAsked(s *SubGig, c Command, _ time.Time, e *Effects) error {
	if c.Proposal == nil {
		return nil
	}
	s.notAgreed(*c.Proposal, c, e)
	return nil
}

// notAgreed tells the buyer that what a re-plan asked for stays as it was.
func (s *SubGig) notAgreed(p Proposal, c Command, e *Effects) {
	if p.Consent == nil {
		return
	}
	entry := e.log(LogNotAgreed, Command{Actor: c.Actor})
	entry.Detail, entry.Proposal = string(p.Consent.kind()), p.ID
}

// consented makes the terms those that the seller has agreed to, for them and for whoever comes after them.
func (s *SubGig) consented(p Proposal, c Command, e *Effects) {
	if p.Consent == nil || p.Consent.Amend == nil {
		return
	}
	a := p.Consent.Amend
	s.apply(Amendment{PriceMinor: a.PriceMinor, WorkFor: a.WorkFor, ReviewFor: a.ReviewFor, Revisions: a.Revisions})
	e.log(LogAmended, c)
}
