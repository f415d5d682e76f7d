package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// rooms is who gets, loses or waits for a place by a commit.
type rooms struct {
	last                 map[project.SubGigID]project.SubGig // as the commit leaves them
	taken, freed, queued []project.PersonID
	offers               []project.Offer // the last state of each
}

// checkRooms refuses sub-gigs that somebody cannot take.
func (s *step) checkRooms() error {
	s.rooms.last = map[project.SubGigID]project.SubGig{}
	place := map[project.OfferID]int{}
	for _, c := range s.changes {
		s.rooms.last[c.SubGig.ID] = c.SubGig
		for _, o := range c.Effects.Offers {
			if at, again := place[o.ID]; again {
				s.rooms.offers[at] = o
				continue
			}
			place[o.ID] = len(s.rooms.offers)
			s.rooms.offers = append(s.rooms.offers, o)
		}
	}
	for id, is := range s.rooms.last {
		s.rooms.movesPlace(s.records.subGigs[id].SubGig, is)
	}
	for _, o := range s.rooms.offers {
		if o.State == project.OfferQueued {
			s.rooms.queued = append(s.rooms.queued, o.Seller)
		}
	}
	slices.Sort(s.rooms.taken)
	for _, id := range s.rooms.taken {
		if err := s.records.profiles[id].CheckRoom(s.held(id), s.commit.At); err != nil {
			return err
		}
	}
	return nil
}

func (r *rooms) movesPlace(was, is project.SubGig) {
	held := is.Seller != "" && !is.State.Ended()
	if held && is.Seller != was.Seller {
		r.taken = append(r.taken, is.Seller)
	}
	if was.Seller != "" && !was.State.Ended() && !(held && is.Seller == was.Seller) {
		r.freed = append(r.freed, was.Seller)
	}
}

// held counts a person's sub-gigs as the commit leaves them.
func (s *step) held(id project.PersonID) int {
	n := 0
	for sub, row := range s.records.subGigs {
		g := row.SubGig
		if next, changes := s.rooms.last[sub]; changes {
			g = next
		}
		if g.Seller == id && !g.State.Ended() {
			n++
		}
	}
	return n
}

// opened names the offers that the commit opens to people without a place for them. It looks before anything is written.
func (s *step) opened() []project.OfferID {
	var full []project.OfferID
	for _, o := range s.rooms.offers {
		before := s.records.offers[o.ID].State
		if o.State == project.OfferOpen && before != project.OfferOpen && !s.records.profiles[o.Seller].HasRoom(s.held(o.Seller), s.commit.At) {
			full = append(full, o.ID)
		}
	}
	return full
}

// freedOffers names the queued offers that places are free for, now that everything is written.
func (s *step) freedOffers() []project.FreedOffer {
	concerned := slices.Concat(s.rooms.freed, s.rooms.queued)
	return s.records.freeOffers(s.commit.At, func(id project.PersonID) bool {
		_, known := s.records.profiles[id]
		return known && slices.Contains(concerned, id)
	})
}

// freeOffers gives the queued offers of some sellers that can be made open, oldest first.
func (r *Records) freeOffers(now time.Time, of func(project.PersonID) bool) []project.FreedOffer {
	var queued []project.OfferRecord
	for _, o := range r.offers {
		if o.State == project.OfferQueued && of(o.Seller) {
			queued = append(queued, o)
		}
	}
	slices.SortFunc(queued, func(a, b project.OfferRecord) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.ID, b.ID)) })
	taken := map[project.PersonID]int{}
	var all []project.FreedOffer
	for _, o := range queued {
		if r.profiles[o.Seller].HasRoom(r.held(o.Seller)+taken[o.Seller], stored(now)) {
			taken[o.Seller]++
			all = append(all, project.FreedOffer{Project: o.Project, Section: r.subGigs[o.SubGig].Section, SubGig: o.SubGig, Offer: o.ID})
		}
	}
	return all
}

// held counts a person's sub-gigs that have not ended.
func (r *Records) held(id project.PersonID) int {
	n := 0
	for _, g := range r.subGigs {
		if g.Seller == id && !g.State.Ended() {
			n++
		}
	}
	return n
}

// FreeOffers gives the queued offers that can be made open now, oldest first.
func (r *Records) FreeOffers(ctx context.Context, now time.Time, limit int) ([]project.FreedOffer, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return firstOf(r.freeOffers(now, func(project.PersonID) bool { return true }), limit), nil
}
