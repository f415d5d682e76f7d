package project

import (
	"slices"
	"time"
)

// MaxPause is the longest a project rests: then it goes on by itself.
const MaxPause = 90 * 24 * time.Hour

// While a project is paused every clock of its sub-gigs stands still. What the machine has begun goes on; what people
// decide waits, except ending it.

func (s SubGig) allowedInPause(kind CommandKind) error {
	if s.Paused.IsZero() {
		return nil
	}
	switch kind {
	case Start, Unblock, Fulfil, Inspected, Queue, Unqueue, Pause, Resume, Cancel, Amend, Drop, Seek, Outdate, Tick:
		return nil
	}
	return Errorf(Conflict, "the project is paused; every clock stands still until it goes on")
}

func pause(s *SubGig, c Command, now time.Time, e *Effects) error {
	if !s.Paused.IsZero() {
		return nil
	}
	s.Paused = now
	e.log(LogPaused, c)
	return nil
}

// resume lets every clock run on with what was left of it, and starts what became ready meanwhile.
func resume(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.Paused.IsZero() {
		return nil
	}
	s.later(now.Sub(s.Paused), e)
	s.Paused = time.Time{}
	e.log(LogResumed, c)
	if s.State == Waiting && !s.Clock.Since.IsZero() {
		return start(s, Command{Kind: Start}, now, e)
	}
	return nil
}

// later moves what is open by the time that did not count.
func (s *SubGig) later(by time.Duration, e *Effects) {
	s.Proposals = slices.Clone(s.Proposals)
	for i := range s.Proposals {
		s.Proposals[i].Expires = s.Proposals[i].Expires.Add(by)
	}
	e.Proposals = append(e.Proposals, s.Proposals...)
}
