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
	add(a, operation{id: "make-appeal", method: post, path: root + "/people/{id}/appeals", tag: "roster", summary: "Appeals against a demotion that is announced",
		text: "Within the window, by the person themselves. project_id and seq are those of the demotion.", rules: rules{command: true}}, a.makeAppeal)
	add(a, operation{id: "decide-appeal", method: post, path: root + "/people/{id}/appeals/decide", tag: "roster", summary: "Upholds or dismisses an appeal, once",
		text: "When it is upheld, what the demotion came with does not count any more.", rules: rules{command: true}}, a.decideAppeal)
	add(a, operation{id: "list-appeals", method: get, path: root + "/appeals", tag: "roster", summary: "Lists the appeals that nobody has decided, oldest first"}, a.appeals)
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

func (a *API) makeAppeal(ctx context.Context, in *struct {
	PersonPath
	Body wire.AppealRequest
}) (*body[wire.Trust], error) {
	if err := may(ctx, project.MakeAppeal, project.Thing{Person: in.ID}); err != nil {
		return nil, err
	}
	return a.appeal(ctx, in.ID, in.Body, project.AppealMade)
}

func (a *API) decideAppeal(ctx context.Context, in *struct {
	PersonPath
	Body wire.AppealDecision
}) (*body[wire.Trust], error) {
	if err := may(ctx, project.DecideAppeal, project.Thing{}); err != nil {
		return nil, err
	}
	step := project.AppealDismissed
	if in.Body.Uphold {
		step = project.AppealUpheld
	}
	return a.appeal(ctx, in.ID, in.Body.AppealRequest, step)
}

// appeal logs the step and says where the person stands now.
func (a *API) appeal(ctx context.Context, id project.PersonID, in wire.AppealRequest, step project.AppealStep) (*body[wire.Trust], error) {
	err := a.o.Records.PutAppeal(ctx, project.TrustAppeal{Person: id, Project: in.ProjectID, Seq: in.Seq, Step: step, At: commandOf(ctx).at})
	if err != nil {
		return nil, err
	}
	a.wake(ctx, in.ProjectID)
	return a.trust(ctx, &PersonPath{id})
}

func (a *API) appeals(ctx context.Context, _ *nothing) (*body[wire.AppealList], error) {
	if err := may(ctx, project.SeeAppeals, project.Thing{}); err != nil {
		return nil, err
	}
	open, err := a.o.Records.OpenAppeals(ctx)
	if err != nil {
		return nil, err
	}
	people := make([]project.PersonID, 0, len(open))
	for _, x := range open {
		people = append(people, x.Person)
	}
	names, err := a.names(ctx, people...)
	return &body[wire.AppealList]{wire.AppealList{Items: each(open, func(x project.TrustAppeal) wire.Appeal {
		return wire.Appeal{Person: names[x.Person], ProjectID: x.Project, Seq: x.Seq, MadeAt: x.At}
	})}}, err
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
