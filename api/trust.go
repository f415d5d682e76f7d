package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerTrust() {
	add(a, operation{id: "get-trust", method: get, path: root + "/people/{id}/trust", tag: "roster", summary: "Says where a seller stands, by published rules",
		text: "The person themselves and operators get every event with its effect; the answer can be computed again from itself."}, a.trust)
	add(a, operation{id: "rate-work", method: post, path: root + "/sub-gigs/{id}/rating", tag: "sub-gig", status: http.StatusCreated,
		summary: "Rates approved work with 1 to 5 stars, once", rules: rules{command: true}}, a.rate)
}

func (a *API) trust(ctx context.Context, in *PersonPath) (*body[wire.Trust], error) {
	if _, err := a.o.Records.Person(ctx, in.ID); err != nil {
		return nil, hide(err)
	}
	events, err := a.o.Records.TrustEvents(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	account := project.AccountOf(rules, in.ID, events, a.o.Now().UTC())
	return &body[wire.Trust]{trustView(account, may(ctx, project.SeeTrust, project.Thing{Person: in.ID}) == nil)}, nil
}

func trustView(t project.TrustAccount, whole bool) wire.Trust {
	out := wire.Trust{PersonID: t.Person, Level: t.Level, Score: t.Score}
	if !whole {
		return out
	}
	out.Rules, out.At, out.OnTime, out.Late, out.Demotions, out.Events = t.Rules, moment(t.At), &t.OnTime, &t.Late, t.Demotions, t.Events
	if rate, ok := t.OnTimeRate(); ok {
		out.OnTimePermille = &rate
	}
	return out
}

func (a *API) rate(ctx context.Context, in *struct {
	SubGigPath
	Body wire.RatingRequest
}) (*body[wire.Rating], error) {
	w, err := a.subGig(ctx, in.ID, project.RateWork)
	if err != nil {
		return nil, err
	}
	r, err := a.o.Records.PutRating(ctx, project.Rating{SubGig: w.ID, Rater: actor(ctx).ID, Stars: in.Body.Stars, At: commandOf(ctx).at})
	if err != nil {
		return nil, err
	}
	a.wake(ctx, w.Project)
	return &body[wire.Rating]{wire.Rating{SubGigID: r.SubGig, SellerID: r.Seller, RaterID: r.Rater, Stars: r.Stars, At: r.At.UTC()}}, nil
}
