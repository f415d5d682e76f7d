package demo

import (
	"context"
	"io"
	"math/rand/v2"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/score"
	"tutti/project"
)

// lookEvery is about how often a seller looks whether something has changed for them.
const lookEvery = 300 * time.Millisecond

// seller is one person with a client: all they know comes from the API.
type seller struct {
	player  score.Player
	conduct score.Conduct
	answer  string
	client  *client.Client
	pace    *rand.Rand
}

// run lives the seller's part of the project: it ends when their work is approved, when they have said no, or with ctx.
func (s *seller) run(ctx context.Context, id project.ProjectID, studio *studio) error {
	offer, err := s.awaitOffer(ctx, id)
	if err != nil {
		return err
	}
	switch s.conduct {
	case score.StaysSilent:
		return nil
	case score.Declines:
		_, err := s.client.Decline(ctx, offer.ID, wire.DeclineRequest{Reason: "dates", Note: s.answer})
		return err
	}
	sub, err := s.study(ctx, offer)
	if err != nil {
		return err
	}
	if _, err := s.client.Accept(ctx, offer.ID); err != nil {
		return err
	}
	return s.work(ctx, sub, studio)
}

// pause waits about lookEvery; every seller has a rhythm of their own, so that they do not all come at once.
func (s *seller) pause(ctx context.Context) error {
	wait := lookEvery*3/4 + time.Duration(s.pace.Int64N(int64(lookEvery/2)))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

func (s *seller) awaitOffer(ctx context.Context, id project.ProjectID) (wire.Offer, error) {
	for {
		open, err := s.client.Offers(ctx, client.OfferQuery{State: project.OfferOpen, Project: id})
		if err != nil {
			return wire.Offer{}, err
		}
		if len(open.Items) > 0 {
			return open.Items[0], nil
		}
		if err := s.pause(ctx); err != nil {
			return wire.Offer{}, err
		}
	}
}

// study reads the brief and fetches every reference, those of the buyer and those handed on from upstream.
func (s *seller) study(ctx context.Context, offer wire.Offer) (wire.SubGig, error) {
	sub, err := s.client.SubGig(ctx, offer.SubGigID)
	if err != nil {
		return sub, err
	}
	if len(sub.Brief) == 0 {
		return sub, project.Errorf(project.Internal, "%s has no brief", sub.Key)
	}
	refs, err := s.client.SubGigReferences(ctx, sub.ID)
	if err != nil {
		return sub, err
	}
	for _, link := range links(refs) {
		if err := s.client.Download(ctx, link, io.Discard, nil); err != nil {
			return sub, err
		}
	}
	return sub, upstreamIsThere(sub, refs)
}

func links(refs wire.SubGigReferences) []wire.Link {
	var out []wire.Link
	for _, r := range refs.References {
		if r.File != nil {
			out = append(out, *r.File)
		}
	}
	for _, u := range refs.Upstream {
		out = append(out, u.Files...)
	}
	return out
}

// upstreamIsThere holds the server to its word: who is asked has everything they need.
func upstreamIsThere(sub wire.SubGig, refs wire.SubGigReferences) error {
	for _, u := range refs.Upstream {
		if u.State != project.Approved || len(u.Files) == 0 {
			return project.Errorf(project.Internal, "%s was offered before %s was approved and handed on", sub.Key, u.Key)
		}
	}
	return nil
}

// work delivers take after take until one is approved.
func (s *seller) work(ctx context.Context, sub wire.SubGig, studio *studio) error {
	var last wire.Delivery
	for _, take := range takesOf(sub.Key) {
		path, err := studio.take(ctx, recording{sub.Key, take})
		if err != nil {
			return err
		}
		up, err := s.client.UploadFile(ctx, wire.UploadRequest{ProjectID: sub.ProjectID, SubGigID: sub.ID}, path, nil)
		if err != nil {
			return err
		}
		made, err := s.client.Deliver(ctx, sub.ID, wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}, Note: noteOf(take)})
		if err != nil {
			return err
		}
		if last, err = s.await(ctx, made.ID); err != nil || last.State == project.DeliveryApproved {
			return err
		}
	}
	return project.Errorf(project.Conflict, "version %d of %s is %s, and %s has nothing better%s", last.Version, sub.Key, last.State, s.player.Name, blamed(last))
}

// await waits for the inspection and the review.
func (s *seller) await(ctx context.Context, id project.DeliveryID) (wire.Delivery, error) {
	for {
		now, err := s.client.Delivery(ctx, id)
		if err != nil {
			return now, err
		}
		if now.State != project.DeliverySubmitted && now.State != project.DeliveryInReview {
			return now, nil
		}
		if err := s.pause(ctx); err != nil {
			return now, err
		}
	}
}

// blamed says why a delivery was not taken.
func blamed(d wire.Delivery) string {
	if d.Inspection == nil {
		return ""
	}
	for _, f := range d.Inspection.Findings {
		if f.Severity == project.Block {
			return ": " + f.Message
		}
	}
	return ""
}
