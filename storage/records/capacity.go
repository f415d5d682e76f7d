package records

import (
	"cmp"
	"context"
	"slices"

	"tutti/project"
)

// rooms is what a commit has to know of the people whose places it takes, frees or asks for. Who has no profile takes any
// number of sub-gigs and is not in here.
type rooms struct {
	taken, freed, queued []project.PersonID // queued: an offer to them is
	profiles             map[project.PersonID]project.Profile
	held                 map[project.PersonID]int // after the commit, of those who have a limit
}

// movesPlace notes who gets or loses a place by the change of one sub-gig.
func (r *rooms) movesPlace(was standing, is project.SubGig) {
	held := is.Seller != "" && !is.State.Ended()
	if held && is.Seller != was.seller {
		r.taken = append(r.taken, is.Seller)
	}
	if was.seller != "" && !was.state.Ended() && !(held && is.Seller == was.seller) {
		r.freed = append(r.freed, was.seller)
	}
}

// holdRooms reads the profiles of everybody concerned and holds those whose limit the commit could break, or whose queued
// offers it must not miss, until the end of the transaction. They are taken in the order of their ids, after the project.
func (s *step) holdRooms(ctx context.Context) error {
	for i, was := range s.before {
		s.rooms.movesPlace(was, s.subGigs[i])
	}
	concerned := slices.Concat(s.rooms.taken, s.rooms.freed)
	for _, o := range lastOffers(s.offers) {
		if o.State == project.OfferQueued {
			s.rooms.queued = append(s.rooms.queued, o.Seller)
		}
		if o.State == project.OfferQueued || o.State == project.OfferOpen {
			concerned = append(concerned, o.Seller)
		}
	}
	s.rooms.profiles = map[project.PersonID]project.Profile{}
	found, err := listIn(ctx, s.tx, scanProfile, `SELECT p.id, p.country, p.zone, f.body FROM profiles f JOIN people p ON p.id = f.person_id WHERE p.id IN `, ``, nil, concerned)
	if err != nil {
		return err
	}
	for _, p := range found {
		s.rooms.profiles[p.Person] = p
	}
	return s.holdLimited(ctx)
}

func (s *step) holdLimited(ctx context.Context) error {
	scan := func(r row) (p project.Profile, err error) {
		err = r.Scan(document{&p})
		return p, err
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(s.rooms.taken, s.rooms.freed, s.rooms.queued)))) {
		if s.rooms.profiles[id].Capacity == 0 {
			continue
		}
		p, err := one(ctx, s.tx, scan, `UPDATE profiles SET capacity = capacity WHERE person_id = $1 RETURNING body`, id)
		if err != nil {
			return err
		}
		s.rooms.profiles[id] = p
	}
	return nil
}

// checkRooms refuses sub-gigs that somebody cannot take, now that the new states are written, and names the offers that
// this commit opens to people without a place for them.
func (s *step) checkRooms(ctx context.Context) ([]project.OfferID, error) {
	if err := s.countHeld(ctx); err != nil {
		return nil, err
	}
	for _, id := range s.rooms.taken {
		if p, ok := s.rooms.profiles[id]; ok {
			if err := p.CheckRoom(s.rooms.held[id], s.commit.At); err != nil {
				return nil, err
			}
		}
	}
	var full []project.OfferID
	for _, o := range lastOffers(s.offers) {
		if p, ok := s.rooms.profiles[o.Seller]; ok && o.State == project.OfferOpen && !p.HasRoom(s.rooms.held[o.Seller], s.commit.At) {
			full = append(full, o.ID)
		}
	}
	return s.opened(ctx, full)
}

func (s *step) countHeld(ctx context.Context) error {
	var limited []project.PersonID
	for id, p := range s.rooms.profiles {
		if p.Capacity > 0 {
			limited = append(limited, id)
		}
	}
	type count struct {
		id project.PersonID
		n  int
	}
	scan := func(r row) (c count, err error) {
		err = r.Scan(&c.id, &c.n)
		return c, err
	}
	counts, err := listIn(ctx, s.tx, scan, `
		SELECT seller_id, COUNT(*) FROM sub_gigs WHERE state NOT IN ('approved', 'cancelled') AND seller_id IN `, ` GROUP BY seller_id`, nil, limited)
	s.rooms.held = map[project.PersonID]int{}
	for _, c := range counts {
		s.rooms.held[c.id] = c.n
	}
	return err
}

// opened leaves out the offers that were open before this commit.
func (s *step) opened(ctx context.Context, ids []project.OfferID) ([]project.OfferID, error) {
	scan := func(r row) (id project.OfferID, err error) {
		err = r.Scan(&id)
		return id, err
	}
	before, err := listIn(ctx, s.tx, scan, `SELECT id FROM offers WHERE state = 'open' AND id IN `, ``, nil, ids)
	return slices.DeleteFunc(ids, func(id project.OfferID) bool { return slices.Contains(before, id) }), err
}

// freedOffers names the queued offers that the places freed by this commit are for. A place that was free already when
// this commit queued an offer counts too: whoever freed it could not see the offer.
func (s *step) freedOffers(ctx context.Context) ([]project.FreedOffer, error) {
	people := slices.DeleteFunc(slices.Concat(s.rooms.freed, s.rooms.queued), func(id project.PersonID) bool {
		_, ok := s.rooms.profiles[id]
		return !ok
	})
	found, err := listIn(ctx, s.tx, scanQueued, freeOffers()+` AND q.seller_id IN `, ``, []any{micros(s.commit.At)}, people)
	slices.SortFunc(found, func(a, b queuedOffer) int { return cmp.Or(cmp.Compare(a.made, b.made), cmp.Compare(a.Offer, b.Offer)) })
	return freed(found), err
}

// lastOffers gives the last state of each offer, in the order in which they first appear.
func lastOffers(offers []project.Offer) []project.Offer {
	place := make(map[project.OfferID]int, len(offers))
	var last []project.Offer
	for _, o := range offers {
		at, again := place[o.ID]
		if !again {
			place[o.ID] = len(last)
			last = append(last, o)
			continue
		}
		last[at] = o
	}
	return last
}
