package api

import (
	"context"

	"tutti/project"
)

// seen is a project and what the caller is in it.
type seen struct {
	project.Project
	thing   project.Thing
	members []project.Member // the caller's own memberships
}

// may asks the domain, with the caller of ctx.
func may(ctx context.Context, action project.Action, t project.Thing) error {
	return project.Can(actor(ctx), action, t)
}

// whole reports whether the caller sees everything in the project, work whether they see all the work in it, and money
// whether they see its money.
func (s seen) whole(ctx context.Context) bool { return may(ctx, project.SeeWhole, s.thing) == nil }
func (s seen) work(ctx context.Context) bool  { return may(ctx, project.SeeWork, s.thing) == nil }
func (s seen) money(ctx context.Context) bool { return may(ctx, project.SeeMoney, s.thing) == nil }

// see finds out what the caller is in a project, but for whether they were ever asked to work in it.
func (a *API) see(ctx context.Context, p project.Project) (seen, error) {
	members, err := a.o.Records.Members(ctx, project.MemberFilter{Project: p.ID, Person: actor(ctx).ID})
	return seenBy(p, members), err
}

func seenBy(p project.Project, members []project.Member) seen {
	return seen{p, project.Thing{Buyer: p.Buyer, Producer: p.Producer, As: project.RolesOf(members, nil)}, members}
}

// at gives the project with what the caller is to one of its sub-gigs.
func (s seen) at(g project.SubGigRecord) seen {
	s.thing = project.Thing{Buyer: s.Buyer, Producer: s.Producer, Seller: g.Seller, State: g.State,
		As: project.RolesOf(s.members, func(m project.Member) bool { return m.ReachesSubGig(g) })}
	if g.Offer != nil && (g.Offer.State == project.OfferOpen || g.Offer.State == project.OfferQueued) {
		s.thing.Offered = g.Offer.Seller
	}
	return s
}

// atDelivery gives the project with what the caller is to a delivery of the sub-gig.
func (s seen) atDelivery(g project.SubGigRecord, d project.Delivery) seen {
	s.thing = project.Thing{Buyer: s.Buyer, Producer: s.Producer, Seller: d.Seller,
		As: project.RolesOf(s.members, func(m project.Member) bool { return m.ReachesDelivery(g, d.ID) })}
	return s
}

// atOffer gives the project with what the caller is to an offer.
func (s seen) atOffer(o project.OfferRecord) seen {
	s.thing.Seller = o.Seller
	return s
}

// project opens a project for an action.
func (a *API) project(ctx context.Context, id project.ProjectID, action project.Action) (seen, error) {
	if project.CheckID(project.PrefixProject, string(id)) != nil {
		return seen{}, nobody()
	}
	p, err := a.o.Records.Project(ctx, id)
	if err != nil {
		return seen{}, hide(err)
	}
	s, err := a.see(ctx, p)
	if err == nil && !s.whole(ctx) {
		s.thing.Asked, err = a.o.Records.IsMember(ctx, id, actor(ctx).ID)
	}
	if err != nil {
		return seen{}, err
	}
	return s, hide(may(ctx, action, s.thing))
}

// work is a sub-gig, its project and what the caller is to them.
type work struct {
	project.SubGigRecord
	in seen
}

// subGig opens a sub-gig for an action. Somebody in the project who has no part in the sub-gig must not learn that it is
// there, so only those who see it count as asked here.
func (a *API) subGig(ctx context.Context, id project.SubGigID, action project.Action) (work, error) {
	if project.CheckID(project.PrefixSubGig, string(id)) != nil {
		return work{}, nobody()
	}
	g, err := a.o.Records.SubGig(ctx, id)
	if err != nil {
		return work{}, hide(err)
	}
	p, err := a.o.Records.Project(ctx, g.Project)
	if err != nil {
		return work{}, err
	}
	s, err := a.see(ctx, p)
	if err != nil {
		return work{}, err
	}
	w := work{g, s.at(g)}
	w.in.thing.Called = project.MayAnswerCall(actor(ctx), g.SubGig)
	if w.in.thing.Asked = may(ctx, project.SeeSubGig, w.in.thing) == nil; !w.in.thing.Asked {
		if w.in.thing.Held, err = a.held(ctx, w); err != nil {
			return work{}, err
		}
	}
	err = hide(may(ctx, action, w.in.thing))
	if action == project.Deliver && project.CodeOf(err) == project.NotFound {
		err = heldBefore(w, err)
	}
	return w, err
}

// heldBefore is the refusal for somebody who delivers to a sub-gig that is not theirs: those who held it before are told
// so, for they know of it; everybody else gets the refusal as it is. An offer is withdrawn from who has accepted it, or
// when the sub-gig is cancelled.
func heldBefore(w work, refusal error) error {
	switch {
	case !w.in.thing.Held || w.State == project.Cancelled:
		return refusal
	case w.Seller == "":
		return project.Errorf(project.Conflict, "this sub-gig is not yours any more; your earlier work is kept")
	}
	return project.Errorf(project.Conflict, "this sub-gig went to somebody else; your earlier work is kept")
}

// held reports whether the caller had accepted the sub-gig and has left it, or it was cancelled.
func (a *API) held(ctx context.Context, w work) (bool, error) {
	filter := project.OfferFilter{Seller: actor(ctx).ID, SubGig: w.ID, State: project.OfferWithdrawn}
	offers, err := a.o.Records.Offers(ctx, filter, project.Page{Limit: 1})
	return len(offers) > 0, err
}

// handed is a delivery, its project and what the caller is to them.
type handed struct {
	project.Delivery
	in seen
}

// delivery opens a delivery for an action. Drafts are nobody's to see: the process has not accepted them.
func (a *API) delivery(ctx context.Context, id project.DeliveryID, action project.Action) (handed, error) {
	if project.CheckID(project.PrefixDelivery, string(id)) != nil {
		return handed{}, nobody()
	}
	d, err := a.o.Records.Delivery(ctx, id)
	if err != nil {
		return handed{}, hide(err)
	}
	if d.State == project.DeliveryDraft {
		return handed{}, nobody()
	}
	p, err := a.o.Records.Project(ctx, d.Project)
	if err != nil {
		return handed{}, err
	}
	s, err := a.see(ctx, p)
	if err != nil {
		return handed{}, err
	}
	var g project.SubGigRecord
	if len(s.members) > 0 { // how far they reach depends on the sub-gig
		if g, err = a.o.Records.SubGig(ctx, d.SubGig); err != nil {
			return handed{}, err
		}
	}
	h := handed{d, s.atDelivery(g, d)}
	return h, hide(may(ctx, action, h.in.thing))
}
