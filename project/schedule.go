package project

import (
	"slices"
	"time"
)

// Schedule says when a project ends if everybody takes the whole of their clock and whoever is asked next accepts. It is
// computed from where the sub-gigs stand and never stored. Building the final and its review have no clock and count
// nothing.
//
// A day of a clock is 24 hours, also when summer time begins or ends: a seller's agreed time is a number of seconds, the
// same for everybody, and the fair clock counts seconds. Only the plan's due date is a day of a calendar, see Deadline.
type Schedule struct {
	At       time.Time     // the moment it was computed for
	Finish   time.Time     // when the last sub-gig ends
	Due      time.Time     // when the plan wants the result; zero when it names no date
	Slack    time.Duration // from Finish to Due, negative when late; 0 when there is no Due
	Slots    []Slot        // one for each sub-gig, in the order given
	Critical []SubGigID    // a chain from now to Finish, each waiting for the one before; empty when all have ended

	needs [][]int // by place: the places of the upstreams that it waits for
	order []int   // places, upstreams first
	index map[SubGigID]int
}

// Slot is one sub-gig's place in time.
type Slot struct {
	ID           SubGigID
	State        SubGigState
	Begun        bool // it waits for nobody any more
	Start        time.Time
	Finish       time.Time
	LatestStart  time.Time     // the same with all slack used; zero when it has ended
	LatestFinish time.Time     // the same
	Slack        time.Duration // how much later it may finish: against Due, or against Finish where there is no Due
	Critical     bool          // any delay of it delays Finish

	due    time.Time     // of the clock that runs
	length time.Duration // from the start, or from At when it has begun
}

// Ended reports whether the slot is history.
func (s Slot) Ended() bool { return s.State.Ended() }

// Forecast computes the schedule of sub-gigs as they stand now, in time linear in sub-gigs and needs. Needs are those
// still open; one that is not among the sub-gigs is taken for ended. The deadline may be zero. It refuses a circle of
// needs with Invalid.
func Forecast(subs []SubGig, deadline, now time.Time) (Schedule, error) {
	s := Schedule{At: now, Due: deadline, Slots: make([]Slot, len(subs)), index: make(map[SubGigID]int, len(subs))}
	for i, g := range subs {
		s.index[g.ID] = i
		s.Slots[i] = slotOf(g, now)
	}
	s.wire(subs)
	if !s.sort() {
		return Schedule{}, Errorf(Invalid, "the sub-gigs wait for each other in a circle; no date can be given")
	}
	s.Finish = s.forward(nil)
	s.backward()
	s.Critical = s.chain()
	return s, nil
}

// slotOf says what is left of the sub-gig's way, without its upstreams.
func slotOf(g SubGig, now time.Time) Slot {
	s := Slot{ID: g.ID, State: g.State, Begun: g.State != Waiting, due: g.dueBy(now)}
	s.length = g.remaining(now)
	if s.Begun {
		s.Start = g.readySince(now)
	}
	if s.Ended() {
		s.Finish = g.Clock.Since
	}
	return s
}

// remaining is what is left of the sub-gig's clocks: of the one that runs, and of those that come after it.
func (g SubGig) remaining(now time.Time) time.Duration {
	left := max(0, g.dueBy(now).Sub(now))
	switch g.State {
	case Waiting, Casting:
		return g.Terms.OfferFor + g.Terms.WorkFor + g.Terms.ReviewFor
	case Offered:
		return left + g.Terms.WorkFor + g.Terms.ReviewFor
	case Working:
		return left + g.Terms.ReviewFor
	case Disputed:
		return left + g.Terms.ReviewFor + g.Terms.disputeFor()
	case Inspecting:
		return g.Terms.ReviewFor
	case InReview:
		return left
	}
	return 0
}

// dueBy is when the clock that runs is over, if one that stands still goes on now.
func (g SubGig) dueBy(now time.Time) time.Time { return g.Timer.Go(now).Due }

// readySince is when the last upstream ended.
func (g SubGig) readySince(now time.Time) time.Time {
	if g.Clock.Since.IsZero() {
		return now
	}
	return g.Clock.Since.Add(g.Clock.Upstream - g.Clock.Total())
}

// wire turns the needs of those who wait into places.
func (s *Schedule) wire(subs []SubGig) {
	s.needs = make([][]int, len(subs))
	for i, g := range subs {
		if g.State != Waiting {
			continue
		}
		for _, need := range g.Needs {
			if up, ok := s.index[need]; ok && !subs[up].State.Ended() {
				s.needs[i] = append(s.needs[i], up)
			}
		}
	}
}

// sort puts upstreams first; false when there is a circle.
func (s *Schedule) sort() bool {
	open, after := make([]int, len(s.needs)), make([][]int, len(s.needs))
	for i, ups := range s.needs {
		open[i] = len(ups)
		for _, up := range ups {
			after[up] = append(after[up], i)
		}
	}
	s.order = make([]int, 0, len(open))
	for i, n := range open {
		if n == 0 {
			s.order = append(s.order, i)
		}
	}
	for next := 0; next < len(s.order); next++ {
		for _, down := range after[s.order[next]] {
			if open[down]--; open[down] == 0 {
				s.order = append(s.order, down)
			}
		}
	}
	return len(s.order) == len(open)
}

// forward fills in the earliest dates and gives the last of them. more lengthens slots by their places.
func (s *Schedule) forward(more map[int]time.Duration) time.Time {
	var last time.Time
	for _, i := range s.order {
		slot := &s.Slots[i]
		if !slot.Begun {
			slot.Start = s.At
			for _, up := range s.needs[i] {
				slot.Start = later(slot.Start, s.Slots[up].Finish)
			}
		}
		if !slot.Ended() {
			slot.Finish = s.from(i).Add(slot.length + more[i])
		}
		last = later(last, slot.Finish)
	}
	return last
}

// from is where the length of a slot is counted from.
func (s *Schedule) from(i int) time.Time {
	if s.Slots[i].Begun {
		return s.At
	}
	return s.Slots[i].Start
}

// backward fills in the latest dates, from the target back.
func (s *Schedule) backward() {
	target := s.Due
	if target.IsZero() {
		target = s.Finish
	} else {
		s.Slack = s.Due.Sub(s.Finish)
	}
	spare := target.Sub(s.Finish)
	for i := range s.Slots {
		if !s.Slots[i].Ended() {
			s.Slots[i].LatestFinish = target
		}
	}
	for _, i := range slices.Backward(s.order) {
		slot := &s.Slots[i]
		if slot.Ended() {
			continue
		}
		slot.LatestStart = slot.LatestFinish.Add(-slot.length)
		slot.Slack = slot.LatestFinish.Sub(slot.Finish)
		slot.Critical = slot.Slack == spare
		for _, up := range s.needs[i] {
			if slot.LatestStart.Before(s.Slots[up].LatestFinish) {
				s.Slots[up].LatestFinish = slot.LatestStart
			}
		}
	}
}

// chain walks back from the one that ends last, each time to the upstream that it waits for longest.
func (s *Schedule) chain() []SubGigID {
	at := -1
	for i, slot := range s.Slots {
		if !slot.Ended() && (at < 0 || slot.Finish.After(s.Slots[at].Finish)) {
			at = i
		}
	}
	var chain []SubGigID
	for at >= 0 {
		chain = append(chain, s.Slots[at].ID)
		last := -1
		for _, up := range s.needs[at] {
			if last < 0 || s.Slots[up].Finish.After(s.Slots[last].Finish) {
				last = up
			}
		}
		at = last
	}
	slices.Reverse(chain)
	return chain
}

// Slot gives the slot of a sub-gig, and whether it is in the schedule.
func (s Schedule) Slot(id SubGigID) (Slot, bool) {
	i, ok := s.index[id]
	if !ok {
		return Slot{}, false
	}
	return s.Slots[i], true
}

// Deadline is the plan's due date as an instant: the end of that day where zone is. The day is one of the calendar, so it
// has 23 or 25 hours when summer time begins or ends. A zero date has none.
func Deadline(due time.Time, zone *time.Location) time.Time {
	if due.IsZero() {
		return time.Time{}
	}
	year, month, day := due.UTC().Date()
	return startOfDay(time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC), zone)
}

// startOfDay is the first moment of the day in the zone. Where clocks are put forward at midnight the day begins later,
// where they are put back its midnight comes twice, and the first counts.
func startOfDay(day time.Time, zone *time.Location) time.Time {
	year, month, date := day.Date()
	noon := time.Date(year, month, date, 12, 0, 0, 0, zone)
	_, offset := noon.Zone()
	since, _ := noon.ZoneBounds()
	midnight := day.Add(-time.Duration(offset) * time.Second).In(zone)
	if since.IsZero() || midnight.After(since) {
		return midnight
	}
	_, before := since.Add(-time.Nanosecond).Zone()
	if midnight = day.Add(-time.Duration(before) * time.Second).In(zone); midnight.Before(since) {
		return midnight
	}
	return since
}
