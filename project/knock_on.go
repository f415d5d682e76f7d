package project

import (
	"slices"
	"time"
)

// KnockOn is what more time for one sub-gig does to all others.
type KnockOn struct {
	SubGig SubGigID
	Extra  time.Duration
	Before time.Time // when the sub-gig would finish as it stands
	After  time.Time // and with the extra time
	Moves  []Move    // every dependent that moves, in the order of the schedule
	Finish [2]time.Time
	Due    time.Time     // when the plan wants the result; zero when it names no date
	Slack  time.Duration // of the sub-gig, before
	Fits   bool          // the extra time is inside the slack: nothing that was promised moves
}

// Move is a sub-gig that starts and finishes later.
type Move struct {
	ID     SubGigID
	Start  [2]time.Time // before and after, as Finish
	Finish [2]time.Time
	By     time.Duration
}

// KnockOn says what happens when the sub-gig's seller gets extra time to work. Only what lies before the delivery can be
// lengthened: afterwards it is a Conflict; no or too much extra time is Invalid.
func (s Schedule) KnockOn(id SubGigID, extra time.Duration) (KnockOn, error) {
	at, ok := s.index[id]
	if !ok {
		return KnockOn{}, Errorf(NotFound, "there is no sub-gig %s in this schedule", id)
	}
	if extra <= 0 || extra > MaxDuration.Std() {
		return KnockOn{}, Errorf(Invalid, "the extra time is more than nothing and at most two years")
	}
	slot := s.Slots[at]
	switch slot.State {
	case Waiting, Casting, Offered, Working:
	default:
		return KnockOn{}, Errorf(Conflict, "there is no time to work that could be longer: the sub-gig is %s", slot.State)
	}
	after := s
	after.Slots = slices.Clone(s.Slots)
	finish := after.forward(map[int]time.Duration{at: s.gain(slot, extra)})
	k := KnockOn{SubGig: id, Extra: extra, Before: slot.Finish, After: after.Slots[at].Finish, Finish: [2]time.Time{s.Finish, finish},
		Due: s.Due, Slack: slot.Slack}
	k.Fits = !k.After.After(slot.LatestFinish) || k.After.Equal(k.Before)
	for i, was := range s.Slots {
		if is := after.Slots[i]; i != at && !is.Finish.Equal(was.Finish) {
			k.Moves = append(k.Moves, Move{ID: was.ID, Start: [2]time.Time{was.Start, is.Start},
				Finish: [2]time.Time{was.Finish, is.Finish}, By: is.Finish.Sub(was.Finish)})
		}
	}
	return k, nil
}

// gain is how much later the sub-gig finishes. Who is overdue has used a part of the extra time already.
func (s Schedule) gain(slot Slot, extra time.Duration) time.Duration {
	if slot.State != Working || slot.due.IsZero() {
		return extra
	}
	return max(0, extra-max(0, s.At.Sub(slot.due)))
}
