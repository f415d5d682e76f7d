package api

import (
	"context"
	"net/http"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerBrief() {
	add(a, operation{id: "pin-answer", method: post, path: root + "/projects/{id}/answers", tag: "sub-gig", status: http.StatusCreated,
		summary: "Answers a question for all whom it concerns: it becomes a part of their briefs",
		text:    "Each answer makes a new version. Who holds a sub-gig acknowledges it before their next delivery is taken. Who asked is not named.", rules: rules{command: true}}, a.pinAnswer)
	add(a, operation{id: "get-brief", method: get, path: root + "/sub-gigs/{id}/brief", tag: "sub-gig", summary: "Gives the brief of a sub-gig with the answers that were pinned to it"}, a.getBrief)
	add(a, operation{id: "acknowledge-brief", method: post, path: root + "/sub-gigs/{id}/brief/acknowledge", tag: "sub-gig",
		summary: "Says that one has read the newest version of a brief", rules: rules{command: true}}, a.acknowledgeBrief)
}

func (a *API) pinAnswer(ctx context.Context, in *struct {
	ProjectPath
	Body wire.PinRequest
}) (*body[wire.PinnedAnswer], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	answer := project.PinnedAnswer{ID: project.AnswerID(c.id(project.PrefixAnswer)), Project: p.ID, Question: in.Body.Question, Answer: in.Body.Answer,
		Role: in.Body.Role, SubGig: in.Body.SubGigID, Actor: actor(ctx).ID, At: c.at}
	if err := answer.Check(); err != nil {
		return nil, err
	}
	if err := a.concernsSomebody(ctx, answer); err != nil {
		return nil, err
	}
	stored, err := a.o.Records.PinAnswer(ctx, answer)
	if err != nil {
		return nil, err
	}
	a.wake(ctx, p.ID)
	return &body[wire.PinnedAnswer]{pinnedView(stored, 0)}, nil
}

// concernsSomebody refuses an answer for a role or a sub-gig that the project does not have.
func (a *API) concernsSomebody(ctx context.Context, answer project.PinnedAnswer) error {
	if answer.Role == "" && answer.SubGig == "" {
		return nil
	}
	rows, err := a.o.Records.SubGigs(ctx, answer.Project, project.SubGigFilter{}, project.Page{})
	if err != nil || slices.ContainsFunc(rows, answer.IsFor) {
		return err
	}
	field := "role"
	if answer.SubGig != "" {
		field = "sub_gig_id"
	}
	return &project.Error{Code: project.Invalid, Message: "the answer cannot be pinned as it is", Fields: []project.Field{{Path: field, Message: "is none of this project"}}}
}

func pinnedView(p project.PinnedAnswer, item int) wire.PinnedAnswer {
	return wire.PinnedAnswer{ID: p.ID, Item: item, Version: p.Version, Question: p.Question, Answer: p.Answer, Role: p.Role, SubGigID: p.SubGig, PinnedAt: p.At.UTC()}
}

// brief gives the brief of a sub-gig as it stands.
func (a *API) brief(ctx context.Context, g project.SubGigRecord) (project.Brief, error) {
	pinned, err := a.o.Records.PinnedAnswers(ctx, g.Project)
	return project.BriefOf(g, pinned), err
}

func (a *API) getBrief(ctx context.Context, in *SubGigPath) (*body[wire.Brief], error) {
	w, err := a.subGig(ctx, in.ID, project.SeeSubGig)
	if err != nil {
		return nil, err
	}
	b, err := a.brief(ctx, w.SubGigRecord)
	if err != nil {
		return nil, err
	}
	out := wire.Brief{SubGigID: w.ID, Version: b.Version, Items: some(b.Items), Pinned: []wire.PinnedAnswer{}}
	for i, p := range b.Pinned {
		out.Pinned = append(out.Pinned, pinnedView(p, len(b.Items)+i+1))
	}
	if out.Acknowledged, err = a.o.Records.Acknowledged(ctx, w.ID, actor(ctx).ID); err != nil {
		return nil, err
	}
	out.Unread = w.Seller == actor(ctx).ID && out.Acknowledged < b.Version
	return &body[wire.Brief]{out}, nil
}

func (a *API) acknowledgeBrief(ctx context.Context, in *struct {
	SubGigPath
	Body wire.AcknowledgeRequest
}) (*body[wire.Brief], error) {
	w, err := a.subGig(ctx, in.ID, project.Deliver)
	if err != nil {
		return nil, err
	}
	b, err := a.brief(ctx, w.SubGigRecord)
	if err == nil {
		err = b.Acknowledge(in.Body.Version)
	}
	if err != nil {
		return nil, err
	}
	read := project.Acknowledgement{Project: w.Project, SubGig: w.ID, Person: actor(ctx).ID, Version: b.Version, At: commandOf(ctx).at}
	if b.Version > 0 {
		if err := a.o.Records.AcknowledgeBrief(ctx, read); err != nil {
			return nil, err
		}
		a.wake(ctx, w.Project)
	}
	return a.getBrief(ctx, &in.SubGigPath)
}

// briefRead refuses a delivery by somebody who has not acknowledged the newest version of the brief. It is asked here and not
// in the process: words and versions are in the records, histories hold ids. An answer that is pinned between this and the
// process's step is as if it were pinned right after the delivery, and asked for before the next one. A repeat of a command
// that was taken is let through: it is no further delivery.
func (a *API) briefRead(ctx context.Context, w work, id project.DeliveryID) error {
	b, err := a.brief(ctx, w.SubGigRecord)
	if err != nil || b.Version == 0 {
		return err
	}
	acknowledged, err := a.o.Records.Acknowledged(ctx, w.ID, actor(ctx).ID)
	if err != nil {
		return err
	}
	unread := b.Unread(w.ID, acknowledged)
	if unread != nil && commandOf(ctx).repeat {
		if d, err := a.o.Records.Delivery(ctx, id); err == nil && d.State != project.DeliveryDraft {
			return nil
		}
	}
	return unread
}
