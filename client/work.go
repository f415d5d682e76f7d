package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

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

// TakeoverPack writes the zip of what the next seller of a sub-gig needs to path, which is there whole or not at all.
func (c *Client) TakeoverPack(ctx context.Context, id project.SubGigID, path string) error {
	return wholeFile(path, func(w io.Writer) error {
		return c.do(ctx, call{method: http.MethodGet, path: to("sub-gigs", id, "takeover-pack"), timeout: -1, out: &flow{to: w}})
	})
}

// SubGigRecord gives everything that is known of a sub-gig. part is a seller, for their part alone; "" is all that one may
// see. The hash was computed over what arrived and is the server's.
func (c *Client) SubGigRecord(ctx context.Context, id project.SubGigID, part project.PersonID) (out wire.SubGigRecord, err error) {
	q := url.Values{}
	set(q, "part", string(part))
	var raw []byte
	if err := c.get(ctx, to("sub-gigs", id, "record"), q, &raw); err != nil {
		return out, err
	}
	var answer struct {
		Record json.RawMessage `json:"record"`
	}
	if err := errors.Join(json.Unmarshal(raw, &answer), json.Unmarshal(raw, &out)); err != nil {
		return out, project.Because(err, project.Unavailable, "the server's answer was cut off or is no JSON")
	}
	if sum := sha256.Sum256(answer.Record); hex.EncodeToString(sum[:]) != out.SHA256 {
		return out, project.Errorf(project.Conflict, "the record of %s is not the one that its hash says", id)
	}
	return out, nil
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

// DeliveryPreviews gives short-lived links to the reduced forms of a file of a delivery.
func (c *Client) DeliveryPreviews(ctx context.Context, id project.DeliveryID, name string) (out wire.LinkList, err error) {
	return out, c.get(ctx, to("deliveries", id, "files", name, "previews"), nil, &out)
}

// Review decides on a delivery.
func (c *Client) Review(ctx context.Context, id project.DeliveryID, in wire.ReviewRequest) (out wire.Review, err error) {
	return out, c.command(ctx, http.MethodPost, to("deliveries", id, "reviews"), in, &out)
}
