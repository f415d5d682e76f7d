package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// SubGig gives one sub-gig.
func (c *Client) SubGig(ctx context.Context, id project.SubGigID) (out wire.SubGig, err error) {
	return out, c.get(ctx, to("sub-gigs", id), nil, &out)
}

// SubGigReferences gives everything a seller works from, with links.
func (c *Client) SubGigReferences(ctx context.Context, id project.SubGigID) (out wire.SubGigReferences, err error) {
	return out, c.get(ctx, to("sub-gigs", id, "references"), nil, &out)
}

// Cast names more people to ask.
func (c *Client) Cast(ctx context.Context, id project.SubGigID, handles ...string) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "cast"), wire.CastRequest{Handles: handles}, &out)
}

// CancelSubGig ends a sub-gig that is not wanted any more.
func (c *Client) CancelSubGig(ctx context.Context, id project.SubGigID) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "cancel"), nil, &out)
}

// ReleaseSubGig takes a sub-gig from a seller who is working on it and offers it to the next.
func (c *Client) ReleaseSubGig(ctx context.Context, id project.SubGigID) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "release"), nil, &out)
}

// StepOut leaves a sub-gig one has accepted.
func (c *Client) StepOut(ctx context.Context, id project.SubGigID, reason string) error {
	return c.command(ctx, http.MethodPost, to("sub-gigs", id, "step-out"), wire.StepOutRequest{Reason: reason}, nil)
}

// OfferQuery narrows a list of one's own offers.
type OfferQuery struct {
	State   project.OfferState
	Project project.ProjectID
	Page
}

// Offers lists one's own offers, newest first.
func (c *Client) Offers(ctx context.Context, q OfferQuery) (out wire.OfferList, err error) {
	values := q.query()
	set(values, "state", string(q.State))
	set(values, "project", string(q.Project))
	return out, c.get(ctx, root+"/offers", values, &out)
}

// Offer gives one offer with its terms.
func (c *Client) Offer(ctx context.Context, id project.OfferID) (out wire.Offer, err error) {
	return out, c.get(ctx, to("offers", id), nil, &out)
}

// Accept takes an offer.
func (c *Client) Accept(ctx context.Context, id project.OfferID) (out wire.Offer, err error) {
	return out, c.command(ctx, http.MethodPost, to("offers", id, "accept"), nil, &out)
}

// Decline says no to an offer.
func (c *Client) Decline(ctx context.Context, id project.OfferID, in wire.DeclineRequest) (out wire.Offer, err error) {
	return out, c.command(ctx, http.MethodPost, to("offers", id, "decline"), in, &out)
}

// Deliver submits finished uploads as the next version of a sub-gig's result.
func (c *Client) Deliver(ctx context.Context, id project.SubGigID, in wire.DeliveryRequest) (out wire.Delivery, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "deliveries"), in, &out)
}

// Deliveries lists the versions of a sub-gig, oldest first.
func (c *Client) Deliveries(ctx context.Context, id project.SubGigID) (out wire.DeliveryList, err error) {
	return out, c.get(ctx, to("sub-gigs", id, "deliveries"), nil, &out)
}

// Delivery gives one delivery with its inspection and reviews.
func (c *Client) Delivery(ctx context.Context, id project.DeliveryID) (out wire.Delivery, err error) {
	return out, c.get(ctx, to("deliveries", id), nil, &out)
}

// DeliveryFile gives a short-lived link to a file of a delivery.
func (c *Client) DeliveryFile(ctx context.Context, id project.DeliveryID, name string) (out wire.Link, err error) {
	return out, c.get(ctx, to("deliveries", id, "files", name), nil, &out)
}

// Review decides on a delivery.
func (c *Client) Review(ctx context.Context, id project.DeliveryID, in wire.ReviewRequest) (out wire.Review, err error) {
	return out, c.command(ctx, http.MethodPost, to("deliveries", id, "reviews"), in, &out)
}
