package ensemble

import (
	"context"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// lookEvery is about how often a seller looks whether something has changed for them.
const lookEvery = 300 * time.Millisecond

// Seller is one person with a client: all they know comes from the API. It is for one goroutine.
type Seller struct {
	Client *client.Client
	pace   *rand.Rand
}

// NewSeller makes a seller whose rhythm follows from their name, so that they do not all come at once.
func NewSeller(name string) *Seller {
	seed := fnv.New64a()
	_, _ = seed.Write([]byte(name)) // a hash never fails
	return &Seller{pace: rand.New(rand.NewPCG(seed.Sum64(), 24))}
}

// pause waits about lookEvery.
func (s *Seller) pause(ctx context.Context) error {
	wait := lookEvery*3/4 + time.Duration(s.pace.Int64N(int64(lookEvery/2)))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

// AwaitOffer waits for an open offer of the project that fits.
func (s *Seller) AwaitOffer(ctx context.Context, id project.ProjectID, fits func(wire.Offer) bool) (wire.Offer, error) {
	for {
		open, err := s.Client.Offers(ctx, client.OfferQuery{State: project.OfferOpen, Project: id})
		if err != nil {
			return wire.Offer{}, err
		}
		for _, offer := range open.Items {
			if fits(offer) {
				return offer, nil
			}
		}
		if err := s.pause(ctx); err != nil {
			return wire.Offer{}, err
		}
	}
}

// Study reads the brief and fetches every reference, those of the buyer and those handed on from upstream.
func (s *Seller) Study(ctx context.Context, offer wire.Offer) (wire.SubGig, error) {
	sub, err := s.Client.SubGig(ctx, offer.SubGigID)
	if err != nil {
		return sub, err
	}
	if len(sub.Brief) == 0 {
		return sub, project.Errorf(project.Internal, "%s has no brief", sub.Key)
	}
	refs, err := s.Client.SubGigReferences(ctx, sub.ID)
	if err != nil {
		return sub, err
	}
	for _, link := range links(refs) {
		if err := s.Client.Download(ctx, link, io.Discard, nil); err != nil {
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

// Deliver sends a version up and waits for what the inspection and the review make of it.
func (s *Seller) Deliver(ctx context.Context, sub wire.SubGig, paths []string, note string) (wire.Delivery, error) {
	request := wire.DeliveryRequest{Note: note, Declaration: &project.Declaration{}} // all of it is their own work
	for _, path := range paths {
		up, err := s.Client.UploadFile(ctx, wire.UploadRequest{ProjectID: sub.ProjectID, SubGigID: sub.ID}, path, nil)
		if err != nil {
			return wire.Delivery{}, err
		}
		request.UploadIDs = append(request.UploadIDs, up.ID)
	}
	made, err := s.Client.Deliver(ctx, sub.ID, request)
	if err != nil {
		return wire.Delivery{}, err
	}
	return s.await(ctx, made.ID)
}

func (s *Seller) await(ctx context.Context, id project.DeliveryID) (wire.Delivery, error) {
	for {
		now, err := s.Client.Delivery(ctx, id)
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

// Blamed says why a delivery was not taken, as the end of a sentence.
func Blamed(d wire.Delivery) string {
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
