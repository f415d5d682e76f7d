package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerDelivery() {
	add(a, operation{id: "create-delivery", method: post, path: root + "/sub-gigs/{id}/deliveries", tag: "delivery", status: http.StatusCreated,
		summary: "Submits the next version of a sub-gig's result", rules: rules{command: true}}, a.deliver)
	add(a, operation{id: "list-deliveries", method: get, path: root + "/sub-gigs/{id}/deliveries", tag: "delivery",
		summary: "Lists the versions of a sub-gig, oldest first", text: "A seller gets their own, also when the sub-gig is not theirs any more."}, a.deliveries)
	add(a, operation{id: "get-delivery", method: get, path: root + "/deliveries/{id}", tag: "delivery", summary: "Gives one delivery with its inspection and reviews"}, a.getDelivery)
	add(a, operation{id: "get-delivery-file", method: get, path: root + "/deliveries/{id}/files/{name}", tag: "delivery",
		summary: "Gives a short-lived link to a file of a delivery, or to its preview",
		text:    "Its seller gets the original. Everybody else gets a preview until the seller's money is released, as the plan's vault says; 409 when there is none."}, a.deliveryFile)
	add(a, operation{id: "list-delivery-previews", method: get, path: root + "/deliveries/{id}/files/{name}/previews", tag: "delivery",
		summary: "Gives short-lived links to the reduced forms of a file"}, a.deliveryPreviews)
}

func (a *API) deliver(ctx context.Context, in *struct {
	SubGigPath
	Body wire.DeliveryRequest
}) (*body[wire.Delivery], error) {
	w, err := a.subGig(ctx, in.ID, project.Deliver)
	if err != nil {
		return nil, err
	}
	files, err := a.filesOf(ctx, w, in.Body.UploadIDs)
	if err != nil {
		return nil, err
	}
	plan, err := a.facts(ctx, w.in.Project)
	if err != nil {
		return nil, err
	}
	if err := plan.licence.Check(in.Body.Declaration); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	d := project.Delivery{ID: project.DeliveryID(c.id(project.PrefixDelivery)), Project: w.Project, SubGig: w.ID, Seller: actor(ctx).ID,
		State: project.DeliveryDraft, Note: in.Body.Note, Declaration: in.Body.Declaration, Files: files, CreatedAt: c.at}
	if err := a.briefRead(ctx, w, d.ID); err != nil {
		return nil, err
	}
	if err := a.o.Records.DraftDelivery(ctx, d); err != nil {
		return nil, err
	}
	if err := a.give(ctx, w, project.Command{Kind: project.Submit, Delivery: d.ID}); err != nil {
		return nil, err
	}
	return a.getDelivery(ctx, &DeliveryPath{d.ID})
}

// filesOf gives the files behind uploads that the caller sent for this sub-gig.
func (a *API) filesOf(ctx context.Context, w work, ids []project.UploadID) ([]project.DeliveryFile, error) {
	e := &project.Error{Code: project.Invalid, Message: "the delivery cannot be taken as it is"}
	names := map[string]bool{}
	files := make([]project.DeliveryFile, 0, len(ids))
	for i, id := range ids {
		path := fmt.Sprintf("upload_ids[%d]", i)
		up, err := a.upload(ctx, id)
		switch {
		case project.CodeOf(err) == project.NotFound || err == nil && up.SubGig != w.ID:
			e.Fields = append(e.Fields, project.Field{Path: path, Message: "is no upload of yours for this sub-gig"})
			continue
		case err != nil:
			return nil, err
		}
		file, err := fileOf(up)
		if err != nil {
			e.Fields = append(e.Fields, project.Field{Path: path, Message: "is " + string(up.State) + "; complete it first"})
			continue
		}
		if names[file.Name] {
			e.Fields = append(e.Fields, project.Field{Path: path, Message: "has the same name as another file of this delivery"})
		}
		names[file.Name] = true
		files = append(files, file)
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	return files, nil
}

func (a *API) deliveries(ctx context.Context, in *SubGigPath) (*body[wire.DeliveryList], error) {
	w, err := a.subGig(ctx, in.ID, project.SeeVersions)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Deliveries(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(d project.Delivery) bool {
		return may(ctx, project.SeeDelivery, w.in.atDelivery(w.SubGigRecord, d).thing) != nil
	})
	return &body[wire.DeliveryList]{wire.DeliveryList{Items: each(rows, deliveryView)}}, nil
}

func (a *API) getDelivery(ctx context.Context, in *DeliveryPath) (*body[wire.Delivery], error) {
	d, err := a.delivery(ctx, in.ID, project.SeeDelivery)
	if err != nil {
		return nil, err
	}
	out := deliveryView(d.Delivery)
	if may(ctx, project.SeeReviews, d.in.thing) != nil { // a guest: the files and what the machine says of them
		out.SellerID, out.Note, out.Declaration = "", "", nil
		return &body[wire.Delivery]{out}, nil
	}
	reviews, err := a.o.Records.Reviews(ctx, d.SubGig)
	if err != nil {
		return nil, err
	}
	reviews = slices.DeleteFunc(reviews, func(r project.Review) bool { return r.Delivery != d.ID })
	out.Reviews = each(reviews, reviewView)
	return &body[wire.Delivery]{out}, nil
}

func deliveryView(d project.Delivery) wire.Delivery {
	out := wire.Delivery{ID: d.ID, ProjectID: d.Project, SubGigID: d.SubGig, SellerID: d.Seller, Version: d.Version, State: d.State, Note: d.Note, Declaration: d.Declaration,
		Files: some(d.Files), Reviews: []wire.Review{}, SubmittedAt: d.SubmittedAt.UTC()}
	if d.Inspection != nil {
		i := *d.Inspection
		i.Findings, i.Files, i.Tools = some(i.Findings), some(i.Files), some(i.Tools)
		out.Inspection = &i
	}
	return out
}

func (a *API) deliveryFile(ctx context.Context, in *struct {
	DeliveryPath
	Name string `path:"name" maxLength:"255"`
}) (*body[wire.Link], error) {
	d, err := a.delivery(ctx, in.ID, project.SeeDelivery)
	if err != nil {
		return nil, err
	}
	shown, err := a.shownFile(ctx, d, in.Name)
	if err != nil {
		return nil, err
	}
	link, err := a.shownLink(ctx, shown)
	return &body[wire.Link]{link}, err
}

func (a *API) deliveryPreviews(ctx context.Context, in *struct {
	DeliveryPath
	Name string `path:"name" maxLength:"255"`
}) (*body[wire.LinkList], error) {
	d, err := a.delivery(ctx, in.ID, project.SeeDelivery)
	if err != nil {
		return nil, err
	}
	shown, err := a.shownFile(ctx, d, in.Name)
	if err != nil {
		return nil, err
	}
	out := wire.LinkList{Items: []wire.Link{}}
	for n := range shown.Previews {
		link, err := a.previewLink(ctx, shown, n)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, link)
	}
	return &body[wire.LinkList]{out}, nil
}
