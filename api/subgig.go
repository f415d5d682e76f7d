package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerSubGig() {
	add(a, operation{id: "list-sub-gigs", method: get, path: root + "/projects/{id}/sub-gigs", tag: "sub-gig",
		summary: "Lists sub-gigs in the order of the plan", text: "A seller gets those that are theirs or offered to them, a section lead also those they lead."}, a.subGigs)
	add(a, operation{id: "get-sub-gig", method: get, path: root + "/sub-gigs/{id}", tag: "sub-gig", summary: "Gives one sub-gig"}, a.getSubGig)
	add(a, operation{id: "get-sub-gig-references", method: get, path: root + "/sub-gigs/{id}/references", tag: "sub-gig",
		summary: "Gives everything a seller works from, with links"}, a.subGigReferences)
	add(a, operation{id: "cast-sub-gig", method: post, path: root + "/sub-gigs/{id}/cast", tag: "sub-gig", summary: "Names more people to ask",
		rules: rules{command: true}}, a.cast)
	add(a, operation{id: "cancel-sub-gig", method: post, path: root + "/sub-gigs/{id}/cancel", tag: "sub-gig",
		summary: "Ends a sub-gig that is not wanted any more", rules: rules{command: true}}, a.cancelSubGig)
	add(a, operation{id: "release-sub-gig", method: post, path: root + "/sub-gigs/{id}/release", tag: "sub-gig",
		summary: "Takes a sub-gig from its seller and offers it to the next", rules: rules{command: true}}, a.releaseSubGig)
	add(a, operation{id: "step-out", method: post, path: root + "/sub-gigs/{id}/step-out", tag: "sub-gig", status: http.StatusNoContent,
		summary: "Leaves a sub-gig one has accepted", rules: rules{command: true}}, a.stepOut)
}

type subGigQuery struct {
	ProjectPath
	State project.SubGigState `query:"state" enum:"waiting,casting,offered,working,inspecting,in_review,disputed,approved,cancelled"`
	Paging
}

func (a *API) subGigs(ctx context.Context, in *subGigQuery) (*body[wire.SubGigList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	rows, err := a.subGigRows(ctx, p, in)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(g project.SubGigRecord) string { return strconv.Itoa(g.Position) })
	ids := make([]project.PersonID, 0, len(rows))
	for _, g := range rows {
		ids = append(ids, g.Seller)
	}
	names, err := a.names(ctx, ids...)
	if err != nil {
		return nil, err
	}
	waits, err := a.waitsFor(ctx, p.Project, rows)
	if err != nil {
		return nil, err
	}
	return &body[wire.SubGigList]{wire.SubGigList{Next: next, Items: each(rows, func(g project.SubGigRecord) wire.SubGig {
		view := a.subGigView(ctx, work{g, p.at(g)}, names)
		view.WaitsFor = waits(g)
		return view
	})}}, nil
}

func (a *API) subGigRows(ctx context.Context, p seen, in *subGigQuery) ([]project.SubGigRecord, error) {
	if p.work(ctx) {
		if _, err := strconv.Atoi(in.Cursor); in.Cursor != "" && err != nil {
			return nil, badCursor()
		}
		return a.o.Records.SubGigs(ctx, p.ID, project.SubGigFilter{State: in.State}, in.page())
	}
	return a.ownSubGigs(ctx, p, in)
}

func badCursor() error {
	return &project.Error{Code: project.Invalid, Message: "this is no cursor", Fields: []project.Field{{Path: "query.cursor", Message: "send the next of the part before"}}}
}

func (a *API) ownSubGigs(ctx context.Context, p seen, in *subGigQuery) ([]project.SubGigRecord, error) {
	rows, err := a.perhapsOwn(ctx, p)
	if err != nil {
		return nil, err
	}
	after, err := strconv.Atoi(in.Cursor)
	if in.Cursor == "" {
		after, err = -1, nil
	}
	if err != nil {
		return nil, badCursor()
	}
	rows = slices.DeleteFunc(rows, func(g project.SubGigRecord) bool {
		return g.Position <= after || in.State != "" && g.State != in.State || may(ctx, project.SeeSubGig, p.at(g).thing) != nil
	})
	slices.SortFunc(rows, func(x, y project.SubGigRecord) int { return x.Position - y.Position })
	return rows[:min(len(rows), in.Limit+1)], nil
}

// perhapsOwn gives the sub-gigs among which are those that the caller may see: there is an offer behind everything a seller
// may see, and a section lead may see any.
func (a *API) perhapsOwn(ctx context.Context, p seen) ([]project.SubGigRecord, error) {
	if slices.Contains(p.thing.As, project.MemberLead) {
		return a.o.Records.SubGigs(ctx, p.ID, project.SubGigFilter{}, project.Page{})
	}
	offers, err := a.ownOffers(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	ids := []project.SubGigID{}
	for _, o := range offers {
		if o.State == project.OfferOpen || o.State == project.OfferAccepted {
			ids = append(ids, o.SubGig)
		}
	}
	slices.Sort(ids)
	return a.o.Records.SubGigsByID(ctx, slices.Compact(ids))
}

// ownOffers gives every offer the caller had in the project.
func (a *API) ownOffers(ctx context.Context, id project.ProjectID) ([]project.OfferRecord, error) {
	filter := project.OfferFilter{Seller: actor(ctx).ID, Project: id}
	var all []project.OfferRecord
	for page := (project.Page{Limit: wire.MaxPageLimit}); ; {
		rows, err := a.o.Records.Offers(ctx, filter, page)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		if len(rows) < page.Limit {
			return all, nil
		}
		page.After = string(rows[len(rows)-1].ID)
	}
}

func (a *API) getSubGig(ctx context.Context, in *SubGigPath) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.SeeSubGig)
	if err != nil {
		return nil, err
	}
	return a.subGigAnswer(ctx, w)
}

func (a *API) subGigAnswer(ctx context.Context, w work) (*body[wire.SubGig], error) {
	names, err := a.names(ctx, append(slices.Clone(w.Terms.Candidates), w.Seller)...)
	if err != nil {
		return nil, err
	}
	waits, err := a.waitsFor(ctx, w.in.Project, []project.SubGigRecord{w.SubGigRecord})
	if err != nil {
		return nil, err
	}
	plan, err := a.facts(ctx, w.in.Project)
	if err != nil {
		return nil, err
	}
	out := a.subGigView(ctx, w, names)
	out.WaitsFor, out.Licence = waits(w.SubGigRecord), plan.licence
	if may(ctx, project.SeePrice, w.in.thing) == nil {
		if out.Extras, err = a.extrasOf(ctx, w); err != nil {
			return nil, err
		}
	}
	if w.in.whole(ctx) {
		out.Candidates = each(w.Terms.Candidates, func(id project.PersonID) wire.PersonName { return names[id] })
	}
	return &body[wire.SubGig]{out}, nil
}

// subGigView shows a sub-gig as the caller may see it: what concerns other candidates only to those who see the whole.
func (a *API) subGigView(ctx context.Context, w work, names map[project.PersonID]wire.PersonName) wire.SubGig {
	out := wire.SubGig{ID: w.ID, ProjectID: w.Project, Key: w.Key, Title: w.Title, Role: w.Role, State: w.State, Position: w.Position,
		Section: w.Section, Brief: some(w.Brief), Spec: w.Spec, Place: w.Place, Currency: w.in.Currency,
		References: some(w.References), DeliveryID: w.SubGig.Delivery, Version: w.Version,
		Revisions: w.Terms.Revisions, RevisionsUsed: w.RevisionsUsed, Due: due(w.SubGig), Overdue: w.Overdue(),
		Stopped: !w.Timer.Still.IsZero(), Dispute: disputeView(w.SubGig),
		WorkForSeconds: seconds(w.Terms.WorkFor), Clock: clockView(w.Clock), UpdatedAt: w.UpdatedAt.UTC(), NextAction: nextAction(ctx, w)}
	out.Stale, out.Reopened = len(w.Stale) > 0, w.Earlier != nil
	if w.Seller != "" {
		name := names[w.Seller]
		out.Seller = &name
	}
	whole := w.in.whole(ctx)
	if may(ctx, project.SeePrice, w.in.thing) == nil {
		out.PriceMinor, out.FeeMinor = w.Price(), a.o.Fee.FeeMinor(w.Price())
	} else if out.Dispute != nil {
		out.Dispute.ShareMinor = nil
	}
	if o := w.SubGig.Offer; o != nil && (whole || o.Seller == actor(ctx).ID) {
		view := offerView(project.OfferRecord{Offer: *o, Project: w.Project}, w.SubGig)
		out.Offer = &view
	}
	if whole {
		out.Asked, out.Needs, out.NeedsOpen, out.StaleOf = w.Asked, w.NeedsAll, w.SubGig.Needs, w.Stale
	} else if may(ctx, project.SeeDelivery, w.in.thing) != nil { // offered: what others delivered before is not theirs to know
		out.DeliveryID, out.Version, out.RevisionsUsed = "", 0, 0
	}
	return out
}

// due gives the moment at which the clock runs out; nothing while it stands still, because then nobody knows.
func due(g project.SubGig) *time.Time {
	if !g.Timer.Still.IsZero() {
		return nil
	}
	return moment(g.Timer.Due)
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

func clockView(c project.Clock) wire.ClockTotals {
	return wire.ClockTotals{Party: c.Party, SellerSeconds: seconds(c.Seller), ProducerSeconds: seconds(c.Producer),
		BuyerSeconds: seconds(c.Buyer), UpstreamSeconds: seconds(c.Upstream), PlatformSeconds: seconds(c.Platform)}
}

func nextAction(ctx context.Context, w work) string {
	me := actor(ctx).ID
	runs := w.in.Producer == me || w.in.Buyer == me
	switch {
	case slices.ContainsFunc(w.Proposals, func(p project.Proposal) bool { return mayAnswer(ctx, p, w.in.thing) }):
		return wire.NextAnswerProposal
	case w.State == project.Offered && w.in.thing.Offered == me:
		return wire.NextAnswerOffer
	case w.State == project.Working && w.Seller == me:
		return wire.NextDeliver
	case w.State == project.InReview && may(ctx, project.ReviewWork, w.in.thing) == nil:
		return wire.NextReview
	case w.State == project.Waiting && w.Clock.Party != "" && len(w.Requires) > 0 && runs:
		return wire.NextAnswer
	case w.State == project.Disputed && w.in.Producer == me && w.SubGig.Dispute.Stage == project.StageProducer && w.SubGig.Dispute.Ruling == nil:
		return wire.NextRule
	case len(w.Stale) > 0 && w.in.Producer == me:
		return wire.NextResolve
	case w.State == project.Casting && runs:
		return nextCasting(w.SubGig)
	}
	return ""
}

// nextCasting is what those who run the project are to do for a sub-gig that nobody has: nothing while an open call stands.
func nextCasting(g project.SubGig) string {
	switch {
	case g.Call != nil && g.Call.Mode == project.CastOpenCall:
		return ""
	case g.Asked == 0 && g.Terms.Mode.Calls() && g.Terms.Mode != project.CastOpenCall:
		return wire.NextChoose
	}
	return wire.NextCast
}

func (a *API) subGigReferences(ctx context.Context, in *SubGigPath) (*body[wire.SubGigReferences], error) {
	w, err := a.subGig(ctx, in.ID, project.SeeSubGig)
	if err != nil {
		return nil, err
	}
	out := wire.SubGigReferences{Upstream: []wire.Upstream{}}
	out.References, err = a.referenceViews(ctx, w.in.Project, func(r project.Reference) bool { return slices.Contains(w.References, r.Key) })
	if err != nil {
		return nil, err
	}
	out.Requirements, err = a.requirementViews(ctx, w.in, func(r project.PlanRequirement) bool { return r.IsFor(w.Key) })
	if err != nil {
		return nil, err
	}
	upstream, err := a.o.Records.SubGigsByID(ctx, w.NeedsAll)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(upstream, func(x, y project.SubGigRecord) int { return x.Position - y.Position })
	for _, g := range upstream {
		view, err := a.upstreamView(ctx, g, w.Spec)
		if err != nil {
			return nil, err
		}
		out.Upstream = append(out.Upstream, view)
	}
	return &body[wire.SubGigReferences]{out}, nil
}

// upstreamView hands the files on only when they are approved, and beside each the form that the spec asks for.
func (a *API) upstreamView(ctx context.Context, g project.SubGigRecord, spec project.Spec) (wire.Upstream, error) {
	out := wire.Upstream{SubGigID: g.ID, Key: g.Key, Title: g.Title, Role: g.Role, State: g.State, Files: []wire.Link{}}
	handed := g.SubGig.Approved()
	if handed == "" {
		return out, nil
	}
	d, err := a.o.Records.Delivery(ctx, handed)
	if err != nil {
		return out, err
	}
	out.DeliveryID, out.Version = d.ID, d.Version
	for _, f := range d.Files {
		link, err := a.link(ctx, f)
		if err != nil {
			return out, err
		}
		out.Files = append(out.Files, link)
	}
	out.Converted, err = a.convertedLinks(ctx, d, spec)
	return out, err
}

// give gives a command of the caller to the sub-gig.
func (a *API) give(ctx context.Context, w work, c project.Command) error {
	c.Actor = actor(ctx).ID
	return a.o.Process.SubGig(ctx, w.Project, w.Section, w.ID, c, commandOf(ctx).key)
}

// after gives a command to the sub-gig and answers with what became of it.
func (a *API) after(ctx context.Context, w work, c project.Command) (*body[wire.SubGig], error) {
	if err := a.give(ctx, w, c); err != nil {
		return nil, err
	}
	return a.getSubGig(ctx, &SubGigPath{w.ID})
}

func (a *API) cast(ctx context.Context, in *struct {
	SubGigPath
	Body wire.CastRequest
}) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	people, err := a.o.Records.PeopleByHandle(ctx, in.Body.Handles)
	if err != nil {
		return nil, err
	}
	c := project.Command{Kind: project.Recast}
	e := &project.Error{Code: project.Invalid, Message: "nobody was cast"}
	for i, handle := range in.Body.Handles {
		if p, ok := people[handle]; ok {
			c.Candidates = append(c.Candidates, p.ID)
		} else {
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("handles[%d]", i), Message: "nobody on the roster has this handle"})
		}
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	return a.after(ctx, w, c)
}

func (a *API) cancelSubGig(ctx context.Context, in *SubGigPath) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	return a.after(ctx, w, project.Command{Kind: project.Cancel})
}

func (a *API) releaseSubGig(ctx context.Context, in *SubGigPath) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.DirectWork)
	if err != nil {
		return nil, err
	}
	c := project.Command{Kind: project.Decide, Decision: project.Release, Delivery: w.SubGig.Delivery}
	if w.SubGig.Offer != nil {
		c.Offer = w.SubGig.Offer.ID // the seller who is meant; the next one must not suffer for a second click
	}
	return a.after(ctx, w, c)
}

func (a *API) stepOut(ctx context.Context, in *struct {
	SubGigPath
	Body wire.StepOutRequest
}) (*nothing, error) {
	w, err := a.subGig(ctx, in.ID, project.Deliver)
	if err != nil && !a.leftBy(ctx, w) {
		return nil, err
	}
	if err := a.give(ctx, w, project.Command{Kind: project.StepOut, Reason: in.Body.Reason}); err != nil {
		return nil, err
	}
	if in.Body.Reason != project.ReasonIllness || in.Body.Until == nil {
		return nil, nil
	}
	return nil, a.o.Records.TakeLeave(ctx, actor(ctx).ID, project.Leave{From: commandOf(ctx).at, To: in.Body.Until.UTC()})
}

// leftBy reports whether this command is a repeat that may have ended the caller's part in the sub-gig itself. The process
// remembers what it answered, and refuses who has no part in it.
func (a *API) leftBy(ctx context.Context, w work) bool {
	if !commandOf(ctx).repeat || w.ID == "" {
		return false
	}
	held, err := a.held(ctx, w)
	return held && err == nil
}
