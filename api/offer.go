package api

import (
	"context"
	"slices"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerOffer() {
	add(a, operation{id: "list-offers", method: get, path: root + "/offers", tag: "offer", summary: "Lists one's own offers, newest first"}, a.offers)
	add(a, operation{id: "get-offer", method: get, path: root + "/offers/{id}", tag: "offer", summary: "Gives one offer with its terms"}, a.getOffer)
	add(a, operation{id: "accept-offer", method: post, path: root + "/offers/{id}/accept", tag: "offer", summary: "Takes an offer",
		rules: rules{command: true}}, a.accept)
	add(a, operation{id: "decline-offer", method: post, path: root + "/offers/{id}/decline", tag: "offer", summary: "Says no to an offer",
		rules: rules{command: true}}, a.decline)
}

type offerQuery struct {
	State   project.OfferState `query:"state" enum:"open,queued,accepted,declined,expired,withdrawn"`
	Project project.ProjectID  `query:"project" maxLength:"60"`
	Paging
}

func (a *API) offers(ctx context.Context, in *offerQuery) (*body[wire.OfferList], error) {
	filter := project.OfferFilter{Seller: actor(ctx).ID, Project: in.Project, State: in.State}
	rows, err := a.o.Records.Offers(ctx, filter, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(o project.OfferRecord) string { return string(o.ID) })
	items, err := a.offerViews(ctx, rows)
	if err != nil {
		return nil, err
	}
	return &body[wire.OfferList]{wire.OfferList{Items: items, Next: next}}, nil
}

// offerViews shows offers with their terms; sub-gigs and projects are read once each.
func (a *API) offerViews(ctx context.Context, rows []project.OfferRecord) ([]wire.Offer, error) {
	ids := make([]project.SubGigID, 0, len(rows))
	for _, o := range rows {
		ids = append(ids, o.SubGig)
	}
	slices.Sort(ids)
	gigs, err := a.o.Records.SubGigsByID(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	byID := make(map[project.SubGigID]project.SubGigRecord, len(gigs))
	for _, g := range gigs {
		byID[g.ID] = g
	}
	projects := map[project.ProjectID]project.Project{}
	out := make([]wire.Offer, 0, len(rows))
	for _, o := range rows {
		p, ok := projects[o.Project]
		if !ok {
			if p, err = a.o.Records.Project(ctx, o.Project); err != nil {
				return nil, err
			}
			projects[o.Project] = p
		}
		view := offerView(o, byID[o.SubGig].SubGig)
		if view.Terms, err = a.termsView(ctx, p, byID[o.SubGig], o.PriceMinor, o.WorkFor); err != nil {
			return nil, err
		}
		out = append(out, view)
	}
	return out, nil
}

// offerView shows an offer; its clock is that of the sub-gig, while it is the open offer of it.
func offerView(o project.OfferRecord, g project.SubGig) wire.Offer {
	current := g.State == project.Offered && g.Offer.ID == o.ID
	return wire.Offer{ID: o.ID, ProjectID: o.Project, SubGigID: o.SubGig, SellerID: o.Seller, State: o.State, MadeAt: o.Made.UTC(),
		ExpiresAt: o.Expires.UTC(), AnsweredAt: moment(o.Answered), Reason: o.Reason, Note: o.Note,
		Stopped: current && !g.Timer.Still.IsZero()}
}

func (a *API) termsView(ctx context.Context, p project.Project, g project.SubGigRecord, price int64, workFor time.Duration) (*wire.OfferTerms, error) {
	plan, err := a.facts(ctx, p)
	return &wire.OfferTerms{ProjectTitle: p.Title, Title: g.Title, Role: g.Role, Brief: some(g.Brief), Spec: g.Spec, PriceMinor: price,
		FeeMinor: a.o.Fee.FeeMinor(price), Currency: p.Currency, WorkForSeconds: seconds(workFor), Revisions: g.Terms.Revisions,
		Licence: plan.licence}, err
}

// offer opens an offer for an action.
func (a *API) offer(ctx context.Context, id project.OfferID, action project.Action) (project.OfferRecord, error) {
	if project.CheckID(project.PrefixOffer, string(id)) != nil {
		return project.OfferRecord{}, nobody()
	}
	o, err := a.o.Records.Offer(ctx, id)
	if err != nil {
		return o, hide(err)
	}
	p, err := a.o.Records.Project(ctx, o.Project)
	if err != nil {
		return o, err
	}
	s, err := a.see(ctx, p)
	if err != nil {
		return o, err
	}
	return o, hide(may(ctx, action, s.atOffer(o).thing))
}

func (a *API) getOffer(ctx context.Context, in *OfferPath) (*body[wire.Offer], error) {
	o, err := a.offer(ctx, in.ID, project.SeeOffer)
	if err != nil {
		return nil, err
	}
	views, err := a.offerViews(ctx, []project.OfferRecord{o})
	if err != nil {
		return nil, err
	}
	return &body[wire.Offer]{views[0]}, nil
}

// answer gives the seller's answer to the process.
func (a *API) answer(ctx context.Context, o project.OfferRecord, c project.Command) error {
	g, err := a.o.Records.SubGig(ctx, o.SubGig)
	if err != nil {
		return err
	}
	c.Offer = o.ID
	return a.give(ctx, work{SubGigRecord: g}, c)
}

func (a *API) accept(ctx context.Context, in *OfferPath) (*body[wire.Offer], error) {
	o, err := a.offer(ctx, in.ID, project.AnswerOffer)
	if err != nil {
		return nil, err
	}
	if err := a.answer(ctx, o, project.Command{Kind: project.Accept}); err != nil {
		return nil, noRoom(err)
	}
	return a.getOffer(ctx, in)
}

// noRoom tells a seller who holds as many sub-gigs as they take that asking again is of no use now; Limited would say that
// it is, in a moment.
func noRoom(err error) error {
	if project.CodeOf(err) == project.Limited {
		return project.Errorf(project.Conflict, "%s", err.Error())
	}
	return err
}

// decline keeps the free words first: they are no harm when the process then refuses, and would be lost the other way
// round.
func (a *API) decline(ctx context.Context, in *struct {
	OfferPath
	Body wire.DeclineRequest
}) (*body[wire.Offer], error) {
	o, err := a.offer(ctx, in.ID, project.AnswerOffer)
	if err != nil {
		return nil, err
	}
	if in.Body.Note != "" && o.State == project.OfferOpen {
		if err := a.o.Records.NoteOffer(ctx, o.ID, in.Body.Note); err != nil {
			return nil, err
		}
	}
	if err := a.answer(ctx, o, project.Command{Kind: project.Decline, Reason: in.Body.Reason}); err != nil {
		return nil, err
	}
	return a.getOffer(ctx, &in.OfferPath)
}
