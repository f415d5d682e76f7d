package api

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerCall() {
	add(a, operation{id: "list-calls", method: get, path: root + "/calls", tag: "casting", summary: "Lists the open calls that one may answer, oldest first"}, a.calls)
	add(a, operation{id: "claim-call", method: post, path: root + "/sub-gigs/{id}/claim", tag: "casting", summary: "Takes an open call: the first has it",
		rules: rules{command: true}}, a.claim)
	add(a, operation{id: "apply", method: post, path: root + "/sub-gigs/{id}/applications", tag: "casting", status: http.StatusCreated,
		summary: "Applies to a call that the producer chooses from", rules: rules{command: true}}, a.apply)
	add(a, operation{id: "list-applications", method: get, path: root + "/sub-gigs/{id}/applications", tag: "casting",
		summary: "Lists the applications to a call", text: "In an audition nobody is named until the choice. A seller gets their own."}, a.applications)
	add(a, operation{id: "choose", method: post, path: root + "/sub-gigs/{id}/choose", tag: "casting", summary: "Asks one person now",
		text: "One who applied, or anybody by handle. While somebody else is asked, the one who is chosen comes next.", rules: rules{command: true}}, a.choose)
}

func (a *API) calls(ctx context.Context, in *struct{ Paging }) (*body[wire.CallList], error) {
	page := in.page()
	out := wire.CallList{Items: []wire.Call{}}
	for { // calls for others are passed over
		rows, err := a.o.Records.OpenCalls(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, g := range rows {
			if len(out.Items) == in.Limit {
				out.Next = page.After
				return &body[wire.CallList]{out}, nil
			}
			if project.MayAnswerCall(actor(ctx), g.SubGig) {
				view, err := a.callView(ctx, g)
				if err != nil {
					return nil, err
				}
				out.Items = append(out.Items, view)
			}
			page.After = string(g.ID)
		}
		if len(rows) < page.Limit {
			return &body[wire.CallList]{out}, nil
		}
	}
}

func (a *API) callView(ctx context.Context, g project.SubGigRecord) (wire.Call, error) {
	p, err := a.o.Records.Project(ctx, g.Project)
	if err != nil {
		return wire.Call{}, err
	}
	applications, err := a.o.Records.Applications(ctx, g.ID)
	if err != nil {
		return wire.Call{}, err
	}
	terms, err := a.termsView(ctx, p, g, g.Terms.PriceMinor, g.Terms.WorkFor)
	return wire.Call{SubGigID: g.ID, ProjectID: g.Project, Mode: g.Call.Mode, Terms: *terms,
		OpenedAt: g.Call.Opened.UTC(), ClosesAt: due(g.SubGig),
		Applied: slices.ContainsFunc(applications, func(x project.Application) bool { return x.Seller == actor(ctx).ID })}, err
}

func (a *API) claim(ctx context.Context, in *SubGigPath) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.AnswerCall)
	if err != nil {
		return nil, err
	}
	err = noRoom(a.give(ctx, w, project.Command{Kind: project.Claim}))
	if project.CodeOf(err) == project.Conflict {
		return nil, a.tooLate(ctx, w, err)
	}
	if err != nil {
		return nil, err
	}
	return a.getSubGig(ctx, in)
}

// tooLate adds to a refusal what is still open in the project for the caller.
func (a *API) tooLate(ctx context.Context, w work, refusal error) error {
	rows, err := a.o.Records.SubGigs(ctx, w.Project, project.SubGigFilter{State: project.Casting}, project.Page{})
	if err != nil {
		return refusal
	}
	var open []string
	for _, g := range rows {
		if g.Call != nil && g.ID != w.ID && project.MayAnswerCall(actor(ctx), g.SubGig) && len(open) < 10 {
			open = append(open, fmt.Sprintf("%s (%s)", g.Title, g.ID))
		}
	}
	still := "nothing else is open to you in this project"
	if len(open) > 0 {
		still = "still open to you in this project: " + strings.Join(open, ", ")
	}
	return project.Errorf(project.Conflict, "%s; %s", refusal.Error(), still)
}

func (a *API) apply(ctx context.Context, in *struct {
	SubGigPath
	Body wire.ApplicationRequest
}) (*body[wire.Application], error) {
	w, err := a.subGig(ctx, in.ID, project.AnswerCall)
	if err != nil {
		return nil, err
	}
	files, err := a.filesOf(ctx, w, in.Body.UploadIDs)
	switch {
	case err != nil:
		return nil, err
	case w.Call == nil:
		return nil, a.tooLate(ctx, w, project.Errorf(project.Conflict, "this call is closed"))
	case w.Call.Mode == project.CastOpenCall:
		return nil, project.Errorf(project.Conflict, "nobody applies to an open call: the first who takes it has it")
	case w.Call.Mode == project.CastAudition && len(files) == 0:
		return nil, &project.Error{Code: project.Invalid, Message: "an audition is judged by a sample",
			Fields: []project.Field{{Path: "upload_ids", Message: "name one upload at least"}}}
	}
	c := commandOf(ctx)
	stored, err := a.o.Records.PutApplication(ctx, project.Application{ID: project.ApplicationID(c.id(project.PrefixApplication)), Project: w.Project,
		SubGig: w.ID, Seller: actor(ctx).ID, Words: in.Body.Words, Files: files, CreatedAt: c.at})
	if err != nil {
		return nil, err
	}
	view, err := a.applicationView(ctx, stored, false)
	return &body[wire.Application]{view}, err
}

func (a *API) applications(ctx context.Context, in *SubGigPath) (*body[wire.ApplicationList], error) {
	w, err := a.subGig(ctx, in.ID, project.AnswerCall)
	if err != nil {
		w, err = a.subGig(ctx, in.ID, project.SeeSubGig)
	}
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Applications(ctx, w.ID)
	if err != nil {
		return nil, err
	}
	out := wire.ApplicationList{Items: []wire.Application{}}
	blind := w.Terms.Mode == project.CastAudition && w.Asked == 0
	for _, x := range rows {
		mine := x.Seller == actor(ctx).ID
		if !mine && !w.in.whole(ctx) {
			continue
		}
		view, err := a.applicationView(ctx, x, blind && !mine)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, view)
	}
	return &body[wire.ApplicationList]{out}, nil
}

// applicationView shows an application. A blind one keeps back everything that could name its seller: the name, the words,
// the id of the file's maker in its name, and when it came.
func (a *API) applicationView(ctx context.Context, x project.Application, blind bool) (wire.Application, error) {
	out := wire.Application{ID: x.ID, SubGigID: x.SubGig, Alias: x.Alias, Files: []wire.Link{}}
	for i, f := range x.Files {
		if blind {
			f.Name = fmt.Sprintf("application-%d-sample-%d%s", x.Alias, i+1, path.Ext(f.Name))
		}
		link, err := a.link(ctx, f)
		if err != nil {
			return out, err
		}
		out.Files = append(out.Files, link)
	}
	if blind {
		return out, nil
	}
	names, err := a.names(ctx, x.Seller)
	name := names[x.Seller]
	out.Seller, out.Words, out.CreatedAt = &name, x.Words, moment(x.CreatedAt)
	return out, err
}

func (a *API) choose(ctx context.Context, in *struct {
	SubGigPath
	Body wire.ChooseRequest
}) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	chosen, err := a.chosen(ctx, w, in.Body)
	if err != nil {
		return nil, err
	}
	return a.after(ctx, w, project.Command{Kind: project.Choose, Candidates: []project.PersonID{chosen}})
}

func (a *API) chosen(ctx context.Context, w work, in wire.ChooseRequest) (project.PersonID, error) {
	wrong := func(field, message string) error {
		return &project.Error{Code: project.Invalid, Message: "nobody was chosen", Fields: []project.Field{{Path: field, Message: message}}}
	}
	if (in.ApplicationID == "") == (in.Handle == "") {
		return "", wrong("application_id", "write either application_id or handle")
	}
	if in.Handle != "" {
		p, err := a.o.Records.PersonByHandle(ctx, in.Handle)
		if project.CodeOf(err) == project.NotFound {
			err = wrong("handle", "nobody on the roster has this handle")
		}
		return p.ID, err
	}
	x, err := a.o.Records.Application(ctx, in.ApplicationID)
	if project.CodeOf(err) == project.NotFound || err == nil && x.SubGig != w.ID {
		return "", wrong("application_id", "names no application to this sub-gig")
	}
	return x.Seller, err
}
