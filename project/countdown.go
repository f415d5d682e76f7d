package project

import "time"

// Countdown is the clock of a state. It has something to say at half and at nine tenths of its length, when it runs out,
// and when the grace after that is over. The zero Countdown never says anything.
type Countdown struct {
	From  time.Time     `json:"from,omitzero"`
	Due   time.Time     `json:"due,omitzero"` // when it runs out
	Grace time.Duration `json:"grace,omitempty"`
	End   time.Time     `json:"end,omitzero"`   // of the grace; it begins when it was said that the clock ran out
	Said  Mark          `json:"said,omitempty"` // how many marks were said
	Still time.Time     `json:"still,omitzero"` // since when it stands still; zero while it runs
}

// Mark is a moment of a countdown at which something is said.
type Mark int

// The marks, in their order.
const (
	MarkHalf Mark = iota
	MarkNineTenths
	MarkDue
	MarkEnd
	marks
)

func (m Mark) String() string { return [...]string{"half", "nine_tenths", "due", "end"}[m] }

// countdown starts a clock of the length.
func countdown(now time.Time, length, grace time.Duration) Countdown {
	return Countdown{From: now, Due: now.Add(length), Grace: grace}
}

// FinalReview starts the clock of a final's review.
func FinalReview(now time.Time, length, grace time.Duration) Countdown {
	return countdown(now, orDefault(length, DefaultClocks().Review), orDefault(grace, DefaultClocks().Grace))
}

// at gives the moment of a mark; zero when it is not known yet.
func (c Countdown) at(m Mark) time.Time {
	length := c.Due.Sub(c.From)
	switch m {
	case MarkHalf:
		return c.From.Add(length / 2)
	case MarkNineTenths:
		return c.From.Add(length / 10 * 9)
	case MarkDue:
		return c.Due
	}
	return c.End
}

// Next is when the countdown has something to say; zero when it has not, or stands still.
func (c Countdown) Next() time.Time {
	if c.Due.IsZero() || !c.Still.IsZero() || c.Said >= marks {
		return time.Time{}
	}
	return c.at(c.Said)
}

// Passed gives the countdown with the mark said that time has reached, and the mark. Reminders that came too late because
// nobody was there to say them are left out, but nothing is skipped after the clock ran out: the grace begins when that
// was said.
func (c Countdown) Passed(now time.Time) (Countdown, Mark, bool) {
	next := c.Next()
	if next.IsZero() || now.Before(next) {
		return c, 0, false
	}
	mark := c.Said
	for mark < MarkDue && !now.Before(c.at(mark+1)) {
		mark++
	}
	if mark == MarkDue {
		c.End = now.Add(c.Grace)
	}
	c.Said = mark + 1
	return c, mark, true
}

// RanOut reports whether it was said that the clock ran out.
func (c Countdown) RanOut() bool { return c.Said > MarkDue }

// Stop makes the clock stand still from now on.
func (c Countdown) Stop(now time.Time) Countdown {
	if c.Still.IsZero() {
		c.Still = now
	}
	return c
}

// Go lets a clock that stands still run on; everything ahead is as far away as it was.
func (c Countdown) Go(now time.Time) Countdown {
	if c.Still.IsZero() {
		return c
	}
	stood := now.Sub(c.Still)
	c.Still = time.Time{}
	for _, t := range []*time.Time{&c.From, &c.Due, &c.End} {
		if !t.IsZero() {
			*t = t.Add(stood)
		}
	}
	return c
}

// Longer gives the clock more time; what it said about the shorter time does not count. Reminders of the longer time that would
// be due at once are left out: who has just agreed on more time need not be reminded.
func (c Countdown) Longer(by time.Duration, now time.Time) Countdown {
	if !c.Still.IsZero() {
		now = c.Still
	}
	c.Due, c.End, c.Said = c.Due.Add(by), time.Time{}, 0
	for c.Said < MarkDue && !now.Before(c.at(c.Said)) {
		c.Said++
	}
	return c
}
