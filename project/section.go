package project

import (
	"slices"
	"time"
)

// Section is up to SectionSize sub-gigs that are hosted together. Apply is the one way to change it.
type Section struct {
	SubGigs []SubGig `json:"sub_gigs"`
}

// Change is a sub-gig after a transition, with what has to be recorded with it.
type Change struct {
	SubGig  SubGig  `json:"sub_gig"`
	Effects Effects `json:"effects"`
}

// Clone copies the section so that changes can be tried and thrown away.
func (s Section) Clone() Section { return Section{SubGigs: slices.Clone(s.SubGigs)} }

// Find gives the place of a sub-gig, -1 when it is not in the section.
func (s Section) Find(id SubGigID) int {
	return slices.IndexFunc(s.SubGigs, func(g SubGig) bool { return g.ID == id })
}

// Apply carries a command out on one sub-gig, and on those of the section that waited for it. It gives one Change for
// each sub-gig that changed, none for a repeat.
func (s *Section) Apply(id SubGigID, c Command, now time.Time) ([]Change, error) {
	at := s.Find(id)
	if at < 0 {
		return nil, Errorf(NotFound, "there is no sub-gig %s in this section", id)
	}
	next, effects, err := s.SubGigs[at].Next(c, now)
	if err != nil {
		return nil, err
	}
	ended := next.State.Ended() && !s.SubGigs[at].State.Ended()
	s.SubGigs[at] = next
	if effects.None() {
		return nil, nil
	}
	changes := []Change{{next, effects}}
	if ended {
		more, err := s.unblock(id, now)
		return append(changes, more...), err
	}
	return changes, nil
}

func (s *Section) unblock(upstream SubGigID, now time.Time) ([]Change, error) {
	var changes []Change
	for _, g := range s.SubGigs {
		if !slices.Contains(g.Needs, upstream) {
			continue
		}
		more, err := s.Apply(g.ID, Command{Kind: Unblock, Upstream: upstream}, now)
		if err != nil {
			return nil, err
		}
		changes = append(changes, more...)
	}
	return changes, nil
}

// Merge joins the changes of the same sub-gig, the last state with all effects, so that a step of many commands stays
// small. Changes whose effects can stand only once in a record stay apart.
func Merge(changes []Change) []Change {
	var merged []Change
	last := map[SubGigID]int{}
	for _, c := range changes {
		at, again := last[c.SubGig.ID]
		if !again || !merged[at].Effects.joins(c.Effects) {
			last[c.SubGig.ID] = len(merged)
			merged = append(merged, c)
			continue
		}
		merged[at] = Change{SubGig: c.SubGig, Effects: merged[at].Effects.join(c.Effects)}
	}
	return merged
}

func (e Effects) joins(next Effects) bool {
	return (e.Review == "" || next.Review == "") && (e.Inspect == "" || next.Inspect == "")
}

func (e Effects) join(next Effects) Effects {
	return Effects{
		Log:        slices.Concat(e.Log, next.Log),
		Offers:     slices.Concat(e.Offers, next.Offers),
		Deliveries: slices.Concat(e.Deliveries, next.Deliveries),
		Postings:   slices.Concat(e.Postings, next.Postings),
		Proposals:  slices.Concat(e.Proposals, next.Proposals),
		Review:     max(e.Review, next.Review),
		Inspect:    max(e.Inspect, next.Inspect),
	}
}

// Elapse carries out everything whose clock has run out.
func (s *Section) Elapse(now time.Time) ([]Change, error) {
	var changes []Change
	for _, g := range s.SubGigs {
		if due := g.NextRing(); due.IsZero() || now.Before(due) {
			continue
		}
		more, err := s.Apply(g.ID, Command{Kind: Tick}, now)
		if err != nil {
			return nil, err
		}
		changes = append(changes, more...)
	}
	return changes, nil
}

// NextDue is the earliest clock that will run out; zero when none runs.
func (s Section) NextDue() time.Time {
	var first time.Time
	for _, g := range s.SubGigs {
		if due := g.NextRing(); !due.IsZero() && (first.IsZero() || due.Before(first)) {
			first = due
		}
	}
	return first
}

// Ended reports whether every sub-gig is approved or cancelled.
func (s Section) Ended() bool {
	return !slices.ContainsFunc(s.SubGigs, func(g SubGig) bool { return !g.State.Ended() })
}
