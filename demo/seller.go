package demo

import (
	"context"

	"tutti/api/wire"
	"tutti/demo/ensemble"
	"tutti/demo/score"
	"tutti/project"
)

// seller is one player of the score.
type seller struct {
	*ensemble.Seller
	player  score.Player
	conduct score.Conduct
	answer  string
}

// run lives the seller's part of the project: it ends when their work is approved, when they have said no, or with ctx.
func (s *seller) run(ctx context.Context, id project.ProjectID, studio *studio) error {
	offer, err := s.AwaitOffer(ctx, id, func(wire.Offer) bool { return true })
	if err != nil {
		return err
	}
	switch s.conduct {
	case score.StaysSilent:
		return nil
	case score.Declines:
		_, err := s.Client.Decline(ctx, offer.ID, wire.DeclineRequest{Reason: "dates", Note: s.answer})
		return err
	}
	sub, err := s.Study(ctx, offer)
	if err != nil {
		return err
	}
	if _, err := s.Client.Accept(ctx, offer.ID); err != nil {
		return err
	}
	return s.work(ctx, sub, studio)
}

// work delivers take after take until one is approved.
func (s *seller) work(ctx context.Context, sub wire.SubGig, studio *studio) error {
	var last wire.Delivery
	for _, take := range takesOf(sub.Key) {
		path, err := studio.take(ctx, recording{sub.Key, take})
		if err != nil {
			return err
		}
		if last, err = s.Deliver(ctx, sub, []string{path}, noteOf(take)); err != nil || last.State == project.DeliveryApproved {
			return err
		}
	}
	return project.Errorf(project.Conflict, "version %d of %s is %s, and %s has nothing better%s", last.Version, sub.Key, last.State, s.player.Name, ensemble.Blamed(last))
}
