package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// wrongCreditsPerMinute is how often an address may ask for credits that are not public.
const wrongCreditsPerMinute = 30

func (a *API) registerCredits() {
	add(a, operation{id: "get-credits", method: get, path: root + "/projects/{id}/credits", tag: "project", summary: "Names who made the project",
		text: "A seller gets their own lines until the project is completed."}, a.credits)
	add(a, operation{id: "put-credit-consent", method: put, path: root + "/projects/{id}/credits/consent", tag: "project", status: http.StatusNoContent,
		summary: "Says whether one is named in the public credits of a project",
		text:    "It can be said before they are public, and changed at any time: what was said last holds from the next reading on.", rules: rules{command: true}}, a.putCreditConsent)
	add(a, operation{id: "publish-credits", method: post, path: root + "/projects/{id}/credits/page", tag: "project", status: http.StatusCreated,
		summary: "Makes the credits of a completed project public",
		text: "Everybody who has the address reads them, without signing in. Who has not agreed stands there as a part without a name, and is asked. " +
			"Credits that are public keep their address.", rules: rules{command: true}}, a.publishCredits)
	add(a, operation{id: "withdraw-credits", method: del, path: root + "/projects/{id}/credits/page", tag: "project", status: http.StatusNoContent,
		summary: "Takes public credits back", text: "Their address never leads anywhere again.", rules: rules{command: true}}, a.withdrawCredits)
	add(a, operation{id: "get-public-credits", method: get, path: root + "/public-credits/{secret}", tag: "project",
		summary: "Gives credits that are public", rules: rules{public: true}}, a.publicCredits)
}

// creditedParts names those whose delivery was approved.
func (a *API) creditedParts(ctx context.Context, id project.ProjectID) ([]project.CreditedPart, error) {
	inputs, err := a.o.Records.Inputs(ctx, id)
	if err != nil {
		return nil, err
	}
	outline, err := a.o.Records.Outline(ctx, id)
	if err != nil {
		return nil, err
	}
	consents, err := a.o.Records.CreditConsents(ctx, id)
	return project.CreditedParts(inputs, outline, consents), err
}

func (a *API) credits(ctx context.Context, in *ProjectPath) (*body[wire.CreditList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	parts, err := a.creditedParts(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	me := actor(ctx).ID
	if p.State != project.ProjectCompleted && may(ctx, project.SeeCredits, p.thing) != nil {
		parts = slices.DeleteFunc(parts, func(c project.CreditedPart) bool { return c.Seller != me })
	}
	out := wire.CreditList{Items: []wire.CreditLine{}}
	var credits []project.Credit
	for _, c := range parts {
		line := wire.CreditLine{SubGigID: c.SubGig, Title: c.Title, Name: c.Credit.Name, Role: c.Credit.Role, Country: c.Credit.Country, Own: c.Seller == me}
		if line.Own || p.whole(ctx) {
			line.Agrees = c.Agrees
		}
		credits, out.Items = append(credits, c.Credit), append(out.Items, line)
	}
	out.Countries = project.Countries(credits)
	page, err := a.o.Records.CreditPage(ctx, p.ID)
	switch project.CodeOf(err) {
	case "":
		view := a.creditPageView(page)
		out.Public = &view
	case project.NotFound:
		err = nil
	}
	return &body[wire.CreditList]{out}, err
}

func (a *API) creditPageView(p project.CreditPage) wire.CreditPage {
	return wire.CreditPage{Address: a.o.PublicURL + "/credits/" + p.Secret, CreatedAt: p.CreatedAt.UTC()}
}

func (a *API) putCreditConsent(ctx context.Context, in *struct {
	ProjectPath
	Body wire.CreditConsentRequest
}) (*nothing, error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	parts, err := a.creditedParts(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	me := actor(ctx).ID
	made := slices.ContainsFunc(parts, func(c project.CreditedPart) bool { return c.Seller == me })
	p.thing.Asked = p.thing.Asked || made // who sees the whole project is not looked up as a seller
	if err := may(ctx, project.BeNamed, p.thing); err != nil {
		return nil, err
	}
	if !made {
		return nil, project.Errorf(project.Conflict, "nothing of yours is approved in this project, so there is nothing to name you for")
	}
	changed(ctx, "credits.agrees", "", strconv.FormatBool(in.Body.Agrees))
	return nil, a.o.Records.PutCreditConsent(ctx, project.CreditConsent{Project: p.ID, Person: me, Agrees: in.Body.Agrees, At: commandOf(ctx).at})
}

func (a *API) publishCredits(ctx context.Context, in *ProjectPath) (*body[wire.CreditPage], error) {
	p, err := a.project(ctx, in.ID, project.OpenCredits)
	if err != nil {
		return nil, err
	}
	if p.State != project.ProjectCompleted {
		return nil, project.Errorf(project.Conflict, "the project is %s: its credits can be public once it is completed, when nobody in them changes any more", p.State)
	}
	page, err := a.o.Records.PutCreditPage(ctx, project.CreditPage{Project: p.ID, Secret: NewSecret(), By: actor(ctx).ID, CreatedAt: commandOf(ctx).at})
	if err != nil {
		return nil, err
	}
	a.wake(ctx, p.ID)
	return &body[wire.CreditPage]{a.creditPageView(page)}, nil
}

func (a *API) withdrawCredits(ctx context.Context, in *ProjectPath) (*nothing, error) {
	p, err := a.project(ctx, in.ID, project.OpenCredits)
	if err == nil {
		err = a.o.Records.RemoveCreditPage(ctx, p.ID, actor(ctx).ID, commandOf(ctx).at)
	}
	if err == nil {
		a.wake(ctx, p.ID)
	}
	return nil, err
}

// publicCredits answers whoever has the address. What somebody has not agreed to is not in it, and neither are ids.
func (a *API) publicCredits(ctx context.Context, in *struct {
	Secret string `path:"secret" maxLength:"100"`
}) (*body[wire.PublicCredits], error) {
	page, err := project.CreditPage{}, error(nobody())
	if isSecret(in.Secret) {
		page, err = a.o.Records.CreditPageAt(ctx, in.Secret)
	}
	if project.CodeOf(err) == project.NotFound {
		return nil, a.wrong(ctx, guard("wrong-credits", wrongCreditsPerMinute, time.Minute),
			project.Errorf(project.NotFound, "there are no credits at this address: it is not whole, or whoever made them public has taken them back"))
	}
	if err != nil {
		return nil, err
	}
	p, err := a.o.Records.Project(ctx, page.Project)
	if err != nil {
		return nil, err
	}
	parts, err := a.creditedParts(ctx, p.ID)
	return &body[wire.PublicCredits]{wire.PublicCredits{Title: p.Title, Items: each(parts, publicLine)}}, err
}

func publicLine(c project.CreditedPart) wire.PublicCreditLine {
	c = c.Public()
	return wire.PublicCreditLine{Title: c.Title, Role: c.Credit.Role, Name: c.Credit.Name, Country: c.Credit.Country}
}
