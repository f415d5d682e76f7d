package api

import (
	"context"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerStale() {
	add(a, operation{id: "reopen-sub-gig", method: post, path: root + "/sub-gigs/{id}/reopen", tag: "sub-gig",
		summary: "Has an approved delivery replaced, for a new price", rules: rules{command: true},
		text: "What was paid stays paid. Whoever works from the delivery is stale until the producer has chosen; cancelling brings the approved delivery back."}, a.reopen)
	add(a, operation{id: "resolve-stale", method: post, path: root + "/sub-gigs/{id}/stale", tag: "sub-gig",
		summary: "Chooses what becomes of a sub-gig that was made from a delivery that is being replaced", rules: rules{command: true}}, a.resolveStale)
}

func (a *API) reopen(ctx context.Context, in *struct {
	SubGigPath
	Body wire.ReopenRequest
}) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.DirectWork)
	if err != nil {
		return nil, err
	}
	if w.State == project.Approved { // otherwise it may be this very command that reopened it: the process knows
		if err := a.affordable(ctx, w.in.Project, in.Body.PriceMinor); err != nil {
			return nil, err
		}
	}
	return a.after(ctx, w, project.Command{Kind: project.Reopen, Reopen: &project.Reopening{PriceMinor: in.Body.PriceMinor, Same: in.Body.SameSeller}})
}

// affordable refuses to spend more than is left once everything else is accepted.
func (a *API) affordable(ctx context.Context, p project.Project, price int64) error {
	if price <= 0 {
		return nil
	}
	rows, err := a.o.Records.Outline(ctx, p.ID)
	if err != nil {
		return err
	}
	balances, err := a.o.Records.Balances(ctx, p.ID)
	if err != nil {
		return err
	}
	subs := make([]project.SubGig, 0, len(rows))
	for _, g := range rows {
		subs = append(subs, g.SubGig)
	}
	if missing := price - project.Spare(subs, balances); missing > 0 {
		return project.Errorf(project.Conflict, "the funding does not cover this price: %s are missing; the buyer adds them first, with `tutti project fund`",
			project.FormatMinor(missing, p.Currency))
	}
	return nil
}

func (a *API) resolveStale(ctx context.Context, in *struct {
	SubGigPath
	Body wire.StaleRequest
}) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.DirectWork)
	if err != nil {
		return nil, err
	}
	if err := a.resolvable(ctx, w, in.Body); err != nil {
		return nil, err
	}
	c := project.Command{Kind: project.Resolve, Choice: in.Body.Choice}
	if c.Choice == project.StaleRedo {
		c.Reopen = &project.Reopening{PriceMinor: in.Body.PriceMinor, Same: in.Body.SameSeller}
	}
	return a.after(ctx, w, c)
}

// resolvable refuses a choice that nothing could come of. One about a sub-gig that is not stale may be a repeat.
func (a *API) resolvable(ctx context.Context, w work, in wire.StaleRequest) error {
	switch {
	case len(w.Stale) == 0 || in.Choice == project.StaleKeep:
		return nil
	case in.Choice == project.StaleRedo:
		return a.affordable(ctx, w.in.Project, in.PriceMinor)
	}
	upstream, err := a.o.Records.SubGigsByID(ctx, w.Stale)
	if err != nil {
		return err
	}
	for _, up := range upstream {
		if up.State != project.Approved {
			return project.Errorf(project.Conflict, "the new delivery of %q is not approved yet; there is nothing to conform to", up.Key)
		}
	}
	return nil
}
