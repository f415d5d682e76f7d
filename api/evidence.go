package api

import (
	"context"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerEvidence() {
	add(a, operation{id: "get-sub-gig-record", method: get, path: root + "/sub-gigs/{id}/record", tag: "sub-gig",
		summary: "Gives everything that is known of a sub-gig, with a hash to cite it by",
		text: "Offers, deliveries with hashes and inspections, reviews, events, fair clock and ledger, each in the order of time. Whoever was asked for the " +
			"sub-gig gets their own part; who sees the whole can ask for the part of one seller and gets the same bytes as that seller. " +
			"Until something happens, the hash stays the same."}, a.subGigRecord)
}

type recordQuery struct {
	SubGigPath
	Part project.PersonID `query:"part" maxLength:"60" doc:"a seller, for their part alone"`
}

func (a *API) subGigRecord(ctx context.Context, in *recordQuery) (*body[wire.SubGigRecord], error) {
	w, part, err := a.recordPart(ctx, in)
	if err != nil {
		return nil, err
	}
	evidence, err := a.evidence(ctx, w, part)
	if err != nil {
		return nil, err
	}
	hash, err := evidence.Hash()
	return &body[wire.SubGigRecord]{wire.SubGigRecord{SHA256: hash, Record: evidence}}, err
}

// recordPart opens a sub-gig for its record and says whose part is asked for, "" for the whole. Former sellers keep their
// part: what was theirs is theirs to cite.
func (a *API) recordPart(ctx context.Context, in *recordQuery) (work, project.PersonID, error) {
	if project.CheckID(project.PrefixSubGig, string(in.ID)) != nil {
		return work{}, "", nobody()
	}
	g, err := a.o.Records.SubGig(ctx, in.ID)
	if err != nil {
		return work{}, "", hide(err)
	}
	p, err := a.o.Records.Project(ctx, g.Project)
	if err != nil {
		return work{}, "", err
	}
	s, err := a.see(ctx, p)
	if err != nil {
		return work{}, "", err
	}
	w, part := work{g, s.at(g)}, in.Part
	switch me := actor(ctx).ID; {
	case w.in.whole(ctx) && part == "":
		return w, "", nil
	case !w.in.whole(ctx) && part == "":
		part = me
	case !w.in.whole(ctx) && part != me:
		return w, "", nobody()
	}
	offers, err := a.o.Records.Offers(ctx, project.OfferFilter{SubGig: g.ID, Seller: part}, project.Page{Limit: 1})
	if err == nil && len(offers) == 0 {
		err = nobody()
	}
	return w, part, err
}

// gatherAgain is how often a record is gathered anew because something happened meanwhile.
const gatherAgain = 3

// evidence gathers the record of a sub-gig: the whole, or the part of one seller.
func (a *API) evidence(ctx context.Context, w work, part project.PersonID) (project.Evidence, error) {
	var facts project.EvidenceFacts
	for range gatherAgain {
		var err error
		if facts, err = a.evidenceFacts(ctx, w); err != nil {
			return project.Evidence{}, err
		}
		now, err := a.o.Records.SubGigEvents(ctx, w.ID)
		if err != nil {
			return project.Evidence{}, err
		}
		if len(now) == len(facts.Events) {
			break
		}
	}
	whole := facts.Gather()
	if part == "" {
		return whole, nil
	}
	own := slices.DeleteFunc(slices.Clone(facts.Offers), func(o project.OfferRecord) bool { return o.Seller != part })
	seller := ear{person: part, offers: own}
	return whole.PartOf(part, func(e project.EvidenceEvent) bool {
		return seller.concerns(project.Event{Seq: e.Seq, Project: w.Project, LogEvent: e.LogEvent})
	}), nil
}

// evidenceFacts reads the events first: when there are no others afterwards, everything belongs together.
func (a *API) evidenceFacts(ctx context.Context, w work) (project.EvidenceFacts, error) {
	facts := project.EvidenceFacts{Project: w.in.Project}
	plan, err := a.facts(ctx, w.in.Project)
	if err != nil {
		return facts, err
	}
	facts.Requirements = slices.DeleteFunc(slices.Clone(plan.requirements), func(r project.PlanRequirement) bool { return !r.IsFor(w.Key) })
	for _, read := range []func() error{
		func() (err error) { facts.Events, err = a.o.Records.SubGigEvents(ctx, w.ID); return err },
		func() (err error) { facts.SubGig, err = a.o.Records.SubGig(ctx, w.ID); return err },
		func() (err error) { facts.Answers, err = a.o.Records.RequirementAnswers(ctx, w.Project); return err },
		func() (err error) {
			facts.Offers, err = a.o.Records.Offers(ctx, project.OfferFilter{SubGig: w.ID}, project.Page{})
			return err
		},
		func() (err error) { facts.Deliveries, err = a.o.Records.Deliveries(ctx, w.ID); return err },
		func() (err error) { facts.Reviews, err = a.o.Records.Reviews(ctx, w.ID); return err },
		func() (err error) { facts.Transactions, err = a.o.Records.SubGigTransactions(ctx, w.ID); return err },
	} {
		if err := read(); err != nil {
			return facts, err
		}
	}
	return facts, nil
}
