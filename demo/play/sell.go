package play

import (
	"context"
	"fmt"

	"tutti/api/wire"
	"tutti/demo/ensemble"
	"tutti/project"
)

// sell is the part of one seller in one sub-gig: from the offer to the approved delivery.
func (p *performance) sell(ctx context.Context, sub project.PlanSubGig, id project.SubGigID) error {
	versions, err := p.template.Deliveries(sub.Key)
	if err != nil {
		return project.Because(err, project.Internal, "%s", err)
	}
	if len(sub.Cast) == 0 {
		return project.Errorf(project.Invalid, "nobody is cast for %s", sub.Key)
	}
	handle := sub.Cast[0]
	s := ensemble.NewSeller(p.template.Name + "/" + sub.Key)
	s.Client = p.sellers[handle]
	offer, err := s.AwaitOffer(ctx, p.result.Project, func(o wire.Offer) bool { return o.SubGigID == id })
	if err != nil {
		return err
	}
	work, err := s.Study(ctx, offer)
	if err != nil {
		return err
	}
	if _, err := s.Client.Accept(ctx, offer.ID); err != nil {
		return err
	}
	var last wire.Delivery
	for n, version := range versions {
		if last, err = p.deliver(ctx, s, work, version); err != nil {
			return err
		}
		if last.State == project.DeliveryApproved {
			return nil
		}
		if n < len(versions)-1 {
			p.say("version %d of %s is sent back%s", last.Version, sub.Key, ensemble.Blamed(last))
		}
	}
	return project.Errorf(project.Conflict, "version %d of %s is %s, and %s has nothing better%s", last.Version, sub.Key, last.State, handle, ensemble.Blamed(last))
}

// deliver sends the files of one version up.
func (p *performance) deliver(ctx context.Context, s *ensemble.Seller, sub wire.SubGig, version []string) (wire.Delivery, error) {
	var paths []string
	for _, name := range version {
		path, err := p.file(name)
		if err != nil {
			return wire.Delivery{}, err
		}
		paths = append(paths, path)
	}
	return s.Deliver(ctx, sub, paths, fmt.Sprintf("%s, as asked for.", sub.Title))
}
