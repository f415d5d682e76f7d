package project

import (
	"testing"
	"time"
	_ "time/tzdata" // the test of a change of clocks must not depend on the machine
)

// look is a moment at which somebody looks at a countdown, counted from its start, and what it says then.
type look struct {
	at   time.Duration
	says string // the name of a mark; empty for nothing
}

// watch looks at the countdown again and again.
func watch(t *testing.T, c Countdown, from time.Time, looks []look) Countdown {
	t.Helper()
	for _, l := range looks {
		next, mark, passed := c.Passed(from.Add(l.at))
		said := ""
		if passed {
			said = mark.String()
		}
		if said != l.says {
			t.Fatalf("after %s it says %q, wanted %q", l.at, said, l.says)
		}
		c = next
	}
	return c
}

func TestACountdownSaysEachMarkOnce(t *testing.T) {
	const hour, moment = time.Hour, time.Nanosecond
	for name, c := range map[string]struct {
		grace time.Duration
		looks []look
	}{
		"somebody looks all the time": {2 * hour, []look{{0, ""}, {5*hour - moment, ""}, {5 * hour, "half"}, {5 * hour, ""}, {9*hour - moment, ""},
			{9 * hour, "nine_tenths"}, {10*hour - moment, ""}, {10 * hour, "due"}, {12*hour - moment, ""}, {12 * hour, "end"}, {99 * hour, ""}}},
		"half was missed":                       {2 * hour, []look{{9 * hour, "nine_tenths"}, {9 * hour, ""}, {10 * hour, "due"}}},
		"both reminders were missed":            {2 * hour, []look{{10 * hour, "due"}, {11 * hour, ""}, {12 * hour, "end"}}},
		"the grace is whole when due came late": {2 * hour, []look{{50 * hour, "due"}, {52*hour - moment, ""}, {52 * hour, "end"}, {99 * hour, ""}}},
		"the end came late":                     {2 * hour, []look{{10 * hour, "due"}, {90 * hour, "end"}}},
		"without a grace":                       {0, []look{{10 * hour, "due"}, {10 * hour, "end"}, {10 * hour, ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := watch(t, countdown(day(), 10*hour, c.grace), day(), c.looks)
			if last := c.looks[len(c.looks)-1].at; got.RanOut() != (last >= 10*hour) {
				t.Errorf("after %s it has run out: %t", last, got.RanOut())
			}
		})
	}
}

func TestACountdownThatStoodStillHasAsMuchLeft(t *testing.T) {
	const hour, stood = time.Hour, 31*time.Hour + 7*time.Nanosecond
	for name, c := range map[string]struct {
		before, after []look
		stop          time.Duration
	}{
		"before half":     {nil, []look{{5*hour + stood - 1, ""}, {5*hour + stood, "half"}, {10*hour + stood, "due"}, {12*hour + stood, "end"}}, 3 * hour},
		"at half exactly": {[]look{{5 * hour, "half"}}, []look{{9*hour + stood - 1, ""}, {9*hour + stood, "nine_tenths"}}, 5 * hour},
		"in the grace":    {[]look{{10 * hour, "due"}}, []look{{12*hour + stood - 1, ""}, {12*hour + stood, "end"}}, 11 * hour},
	} {
		t.Run(name, func(t *testing.T) {
			clock := watch(t, countdown(day(), 10*hour, 2*hour), day(), c.before)
			still := clock.Stop(day().Add(c.stop))
			if again := still.Stop(day().Add(c.stop + hour)); again != still {
				t.Errorf("stopped twice, it stands still since %s", again.Still)
			}
			if _, _, passed := still.Passed(day().Add(99 * hour)); passed || !still.Next().IsZero() {
				t.Error("it says something while it stands still")
			}
			running := still.Go(day().Add(c.stop + stood))
			if again := running.Go(day().Add(99 * hour)); again != running {
				t.Error("a clock that runs was moved")
			}
			watch(t, running, day(), c.after)
		})
	}
}

func TestALongerCountdownForgetsWhatItSaid(t *testing.T) {
	const hour = time.Hour
	c := watch(t, countdown(day(), 10*hour, 2*hour), day(), []look{{10 * hour, "due"}})
	if half := c.Longer(8*hour, day().Add(10*hour)); !half.Next().Equal(day().Add(16*hour + 12*time.Minute)) {
		t.Errorf("after 8 h more at 10 h, of 18 h, it speaks next at %s, and not at once", half.Next())
	}
	c = c.Longer(20*hour, day().Add(10*hour))
	if c.RanOut() || !c.Next().Equal(day().Add(15*hour)) {
		t.Fatalf("after 20 h more, of 30 h, it speaks next at %s", c.Next())
	}
	watch(t, c, day(), []look{{15 * hour, "half"}, {27 * hour, "nine_tenths"}, {30 * hour, "due"}, {32*hour - 1, ""}, {32 * hour, "end"}})
}

// TestNoHourIsLostOrWonWhenTheClocksChange: a day of work has 24 hours, also when the clock on the seller's wall shows 23
// or 25 of them, and all of them are charged.
func TestNoHourIsLostOrWonWhenTheClocksChange(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ from, wall string }{
		"autumn": {"2026-10-24T18:00:00+02:00", "2026-10-25 17:00"},
		"spring": {"2027-03-27T18:00:00+01:00", "2027-03-28 19:00"},
	} {
		t.Run(name, func(t *testing.T) {
			from, err := time.Parse(time.RFC3339, c.from)
			if err != nil {
				t.Fatal(err)
			}
			from = from.In(zone)
			s := fresh("per_a")
			s.Terms.WorkFor = 24 * time.Hour
			s, _ = must(t, s, Command{Kind: Start}, from)
			s, _ = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, from)
			if got := s.Timer.Due.In(zone).Format("2006-01-02 15:04"); got != c.wall {
				t.Errorf("due at %s, wanted %s", got, c.wall)
			}
			s, _ = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, s.Timer.Due)
			if s.Clock.Seller != 24*time.Hour {
				t.Errorf("charged %s of 24 hours", s.Clock.Seller)
			}
		})
	}
}
