package project

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the zones of the tests are there on every machine

	"pgregory.net/rapid"
)

// timed is a sub-gig that waits for needs, with clocks of whole hours.
func timed(id int, offer, work, review int, needs ...int) SubGig {
	g := SubGig{ID: subAt(id), State: Waiting, Terms: Terms{OfferFor: hours(offer), WorkFor: hours(work), ReviewFor: hours(review)}}
	for _, n := range needs {
		g.Needs = append(g.Needs, subAt(n))
	}
	return g
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }
func subAt(i int) SubGigID      { return SubGigID(fmt.Sprintf("sub_%05d", i)) }

func forecast(t interface {
	Helper()
	Fatal(...any)
}, subs []SubGig, deadline, now time.Time) Schedule {
	t.Helper()
	s, err := Forecast(subs, deadline, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestADiamond: 0 -> 1, 2 -> 3; the way over 2 is the longer one.
func TestADiamond(t *testing.T) {
	now := day()
	subs := []SubGig{timed(0, 1, 10, 1), timed(1, 1, 5, 1, 0), timed(2, 1, 20, 1, 0), timed(3, 1, 1, 1, 1, 2)}
	s := forecast(t, subs, now.Add(hours(40)), now)
	if !s.Finish.Equal(now.Add(hours(12+22+3))) || s.Slack != hours(3) {
		t.Fatalf("finish %s, slack %s", s.Finish.Sub(now), s.Slack)
	}
	if !slices.Equal(s.Critical, []SubGigID{subAt(0), subAt(2), subAt(3)}) {
		t.Errorf("critical %v", s.Critical)
	}
	one, _ := s.Slot(subAt(1))
	if one.Critical || one.Slack != hours(3+15) || !one.Start.Equal(now.Add(hours(12))) || !one.LatestFinish.Equal(now.Add(hours(37))) {
		t.Errorf("the short way: %+v", one)
	}
	k, err := s.KnockOn(subAt(1), hours(16))
	if err != nil || !k.Fits || len(k.Moves) != 1 || k.Moves[0].By != hours(1) || k.Finish[1].Sub(k.Finish[0]) != hours(1) {
		t.Errorf("16 hours more: %+v %v", k, err)
	}
	if k, _ = s.KnockOn(subAt(1), hours(19)); k.Fits {
		t.Errorf("19 hours more are beyond the due date: %+v", k)
	}
	if k, _ = s.KnockOn(subAt(1), hours(15)); !k.Fits || len(k.Moves) != 0 {
		t.Errorf("15 hours more move nobody: %+v", k)
	}
}

// TestWhatHasBegunCountsWhatIsLeft walks one sub-gig through its states; the forecast is what is left of its clocks.
func TestWhatHasBegunCountsWhatIsLeft(t *testing.T) {
	now := day()
	s := fresh("per_a") // 48 h to answer, 7 days to work, 72 h to review
	is := func(what string, at time.Time, want time.Duration) {
		t.Helper()
		f := forecast(t, []SubGig{s}, time.Time{}, at)
		if got := f.Finish.Sub(at); got != want {
			t.Errorf("%s: finishes in %s, want %s", what, got, want)
		}
		if slot := f.Slots[0]; !s.State.Ended() && (slot.Slack != 0 || !slot.Critical || slot.Start.After(at)) {
			t.Errorf("%s: %+v", what, slot)
		}
	}
	is("waiting", now, hours(48+168+72))
	s, _ = must(t, s, Command{Kind: Start}, now)
	is("offered for 8 hours", now.Add(hours(8)), hours(40+168+72))
	s, _ = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, now.Add(hours(8)))
	is("worked for 20 hours", now.Add(hours(28)), hours(148+72))
	is("overdue", now.Add(hours(8+168+50)), hours(72))
	s, _ = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, now.Add(hours(30)))
	is("inspecting", now.Add(hours(31)), hours(72))
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}, now.Add(hours(32)))
	is("in review for 2 hours", now.Add(hours(34)), hours(70))
	s, _ = must(t, s, Command{Kind: Decide, Delivery: "dlv_1", Decision: Approve}, now.Add(hours(40)))
	f := forecast(t, []SubGig{s}, time.Time{}, now.Add(hours(99)))
	if !f.Finish.Equal(now.Add(hours(40))) || len(f.Critical) != 0 || !f.Slots[0].Start.Equal(now) {
		t.Errorf("ended: %+v", f)
	}
	if _, err := f.KnockOn(s.ID, time.Hour); CodeOf(err) != Conflict {
		t.Errorf("more time for an approved sub-gig: %v", err)
	}
}

func TestExtraTimeOfWhoIsLate(t *testing.T) {
	now := day()
	s := working(t, now, "per_a") // 168 h
	late := forecast(t, []SubGig{s}, time.Time{}, now.Add(hours(200)))
	k, err := late.KnockOn(s.ID, hours(40))
	if err != nil || k.After.Sub(k.Before) != hours(8) || k.Fits {
		t.Errorf("40 hours more, 32 of them used: %+v %v", k, err)
	}
	if k, _ = late.KnockOn(s.ID, hours(30)); !k.Fits || !k.After.Equal(k.Before) {
		t.Errorf("30 hours more are used already: %+v", k)
	}
	for extra, code := range map[time.Duration]Code{0: Invalid, -time.Hour: Invalid, MaxDuration.Std() + 1: Invalid} {
		if _, err := late.KnockOn(s.ID, extra); CodeOf(err) != code {
			t.Errorf("%s more: %v", extra, err)
		}
	}
	if _, err := late.KnockOn("sub_none", time.Hour); CodeOf(err) != NotFound {
		t.Errorf("an unknown sub-gig: %v", err)
	}
}

func TestACircleHasNoDate(t *testing.T) {
	_, err := Forecast([]SubGig{timed(0, 1, 1, 1, 1), timed(1, 1, 1, 1, 0)}, time.Time{}, day())
	if CodeOf(err) != Invalid {
		t.Fatalf("%v", err)
	}
	if s := forecast(t, nil, time.Time{}, day()); len(s.Slots) != 0 || !s.Finish.IsZero() {
		t.Errorf("nothing: %+v", s)
	}
}

// TestTwentyThousand: a chain, and a graph in which everyone needs two hundred.
func TestTwentyThousand(t *testing.T) {
	now := day()
	chain := make([]SubGig, MaxSubGigs)
	for i := range chain {
		chain[i] = timed(i, 1, 1, 1)
		if i > 0 {
			chain[i].Needs = []SubGigID{subAt(i - 1)}
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(chain), func(i, j int) { chain[i], chain[j] = chain[j], chain[i] })
	s := forecast(t, chain, time.Time{}, now)
	if s.Finish.Sub(now) != hours(3*MaxSubGigs) || len(s.Critical) != MaxSubGigs || s.Critical[0] != subAt(0) {
		t.Errorf("a chain: %s, %d critical", s.Finish.Sub(now), len(s.Critical))
	}
	k, err := s.KnockOn(subAt(0), time.Hour)
	if err != nil || len(k.Moves) != MaxSubGigs-1 {
		t.Errorf("its first is late: %d moves, %v", len(k.Moves), err)
	}
	if s := forecast(t, wide(), time.Time{}, now); s.Finish.Sub(now) != hours(3*MaxSubGigs/MaxNeeds) {
		t.Errorf("a wide graph: %s", s.Finish.Sub(now))
	}
}

// wide is MaxSubGigs in layers of MaxNeeds; each needs the whole layer before.
func wide() []SubGig {
	subs := make([]SubGig, MaxSubGigs)
	var layer, before []SubGigID
	for i := range subs {
		if i%MaxNeeds == 0 {
			before, layer = layer, nil
		}
		subs[i] = timed(i, 1, 1, 1)
		subs[i].Needs = before
		layer = append(layer, subs[i].ID)
	}
	return subs
}

func BenchmarkForecast(b *testing.B) {
	subs := wide()
	for b.Loop() {
		if _, err := Forecast(subs, time.Time{}, day()); err != nil {
			b.Fatal(err)
		}
	}
}

// drawProject makes sub-gigs in any lawful mixture of states: who waits has an upstream that has not ended.
func drawProject(t *rapid.T, now time.Time) []SubGig {
	n := rapid.IntRange(1, 12).Draw(t, "sub-gigs")
	clock := rapid.IntRange(0, 50)
	subs := make([]SubGig, n)
	for i := range subs {
		g := timed(i, clock.Draw(t, "offer"), clock.Draw(t, "work"), clock.Draw(t, "review"))
		for up := range i {
			if !subs[up].State.Ended() && rapid.IntRange(0, 3).Draw(t, "need") == 0 {
				g.Needs = append(g.Needs, subAt(up))
			}
		}
		if len(g.Needs) == 0 {
			g.State = rapid.SampledFrom(SubGigStates()[1:]).Draw(t, "state")
			g.Clock = Clock{Since: now.Add(-hours(clock.Draw(t, "since")))}
			switch g.State {
			case Offered, Working, InReview:
				g.Timer.Due = now.Add(hours(clock.Draw(t, "due") - 20))
			}
		}
		subs[i] = g
	}
	return subs
}

// TestAnyScheduleHolds checks what must be so in every schedule.
func TestAnyScheduleHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := day()
		subs := drawProject(t, now)
		deadline := time.Time{}
		if rapid.Bool().Draw(t, "has a due date") {
			deadline = now.Add(hours(rapid.IntRange(-100, 2000).Draw(t, "deadline")))
		}
		s := forecast(t, subs, deadline, now)
		checkDates(t, s, subs)
		checkChain(t, s)
		checkKnockOn(t, s, subs)
		shuffled := rapid.Permutation(subs).Draw(t, "order")
		for _, slot := range forecast(t, shuffled, deadline, now).Slots {
			if same, _ := s.Slot(slot.ID); same != slot {
				t.Fatalf("in another order %+v, not %+v", slot, same)
			}
		}
	})
}

func checkDates(t *rapid.T, s Schedule, subs []SubGig) {
	var last time.Time
	for i, slot := range s.Slots {
		last = later(last, slot.Finish)
		if slot.ID != subs[i].ID || slot.Ended() != subs[i].State.Ended() {
			t.Fatalf("%d: %+v", i, slot)
		}
		if slot.Ended() {
			continue
		}
		if slot.Finish.Before(s.At) || slot.Finish.Before(slot.Start) || slot.LatestFinish.Sub(slot.Finish) != slot.Slack {
			t.Fatalf("dates out of order: %+v", slot)
		}
		if slot.State == Waiting && slot.LatestStart.Sub(slot.Start) != slot.Slack {
			t.Fatalf("its slack is not the same at both ends: %+v", slot)
		}
		for _, need := range subs[i].Needs {
			if up, ok := s.Slot(need); ok && !up.Ended() && (slot.Start.Before(up.Finish) || slot.LatestStart.Before(up.LatestFinish)) {
				t.Fatalf("%s starts before %s ends", slot.ID, need)
			}
		}
	}
	if !s.Finish.Equal(last) {
		t.Fatalf("it ends at %s, its last sub-gig at %s", s.Finish, last)
	}
}

// checkChain: the critical chain begins with one that waits for nobody, has no gap, and ends when the project does.
func checkChain(t *rapid.T, s Schedule) {
	if len(s.Critical) == 0 {
		if slices.ContainsFunc(s.Slots, func(slot Slot) bool { return !slot.Ended() }) {
			t.Fatal("there is no critical chain")
		}
		return
	}
	for i, id := range s.Critical {
		slot, _ := s.Slot(id)
		if i == 0 && slot.Start.After(s.At) {
			t.Fatalf("the first of the chain waits: %+v", slot)
		}
		if i > 0 {
			if before, _ := s.Slot(s.Critical[i-1]); !before.Finish.Equal(slot.Start) {
				t.Fatalf("a gap before %s", id)
			}
		}
		if i == len(s.Critical)-1 && slot.Finish.Before(s.Finish) && !slices.ContainsFunc(s.Slots, func(o Slot) bool { return o.Ended() && o.Finish.Equal(s.Finish) }) {
			t.Fatalf("the chain ends at %s, the project at %s", slot.Finish, s.Finish)
		}
	}
}

// checkKnockOn compares with a schedule that is computed anew, and holds the slack to its promise.
func checkKnockOn(t *rapid.T, s Schedule, subs []SubGig) {
	at := rapid.IntRange(0, len(subs)-1).Draw(t, "who asks for more time")
	extra := hours(rapid.IntRange(1, 200).Draw(t, "extra"))
	k, err := s.KnockOn(subs[at].ID, extra)
	if CodeOf(err) == Conflict {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	longer := slices.Clone(subs)
	if longer[at].State == Working {
		longer[at].Timer.Due = longer[at].Timer.Due.Add(extra)
	} else {
		longer[at].Terms.WorkFor += extra
	}
	anew := forecast(t, longer, s.Due, s.At)
	moved := map[SubGigID]Move{}
	for _, m := range k.Moves {
		moved[m.ID] = m
	}
	for i, slot := range anew.Slots {
		by := slot.Finish.Sub(s.Slots[i].Finish)
		if i == at && !slot.Finish.Equal(k.After) || i != at && moved[slot.ID].By != by {
			t.Fatalf("%s moves by %s, the knock-on says %+v", slot.ID, by, k)
		}
	}
	if !k.Finish[1].Equal(anew.Finish) {
		t.Fatalf("the project ends at %s, the knock-on says %s", anew.Finish, k.Finish[1])
	}
	target := s.Due
	if target.IsZero() {
		target = s.Finish
	}
	if k.Fits && anew.Finish.After(later(target, s.Finish)) {
		t.Fatalf("it fits, and moves the end to %s: %+v", anew.Finish, k)
	}
	if !k.Fits && k.Slack >= 0 && !anew.Finish.After(target) {
		t.Fatalf("it does not fit, and the end is in time: %+v", k)
	}
}

// TestADayEndsWhereTheBuyerIs: the due date is a day of the calendar there, whatever summer time does on it.
func TestADayEndsWhereTheBuyerIs(t *testing.T) {
	for _, c := range []struct{ zone, due, ends string }{
		{"UTC", "2026-12-24", "2026-12-25T00:00:00Z"},
		{"Europe/Berlin", "2026-03-28", "2026-03-29T00:00:00+01:00"},
		{"Europe/Berlin", "2026-03-29", "2026-03-30T00:00:00+02:00"}, // 23 hours later
		{"Europe/Berlin", "2026-10-24", "2026-10-25T00:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25", "2026-10-26T00:00:00+01:00"}, // 25 hours later
		{"America/New_York", "2026-03-08", "2026-03-09T00:00:00-04:00"},
		{"America/New_York", "2026-11-01", "2026-11-02T00:00:00-05:00"},
		{"Australia/Lord_Howe", "2026-04-04", "2026-04-05T00:00:00+11:00"},
		{"Australia/Lord_Howe", "2026-04-05", "2026-04-06T00:00:00+10:30"}, // half an hour
		{"Australia/Lord_Howe", "2026-10-04", "2026-10-05T00:00:00+11:00"},
		{"Africa/Cairo", "2026-04-23", "2026-04-24T01:00:00+03:00"},      // there is no midnight
		{"America/Havana", "2026-10-31", "2026-11-01T00:00:00-04:00"},    // there are two
		{"America/Sao_Paulo", "2018-02-17", "2018-02-18T00:00:00-03:00"}, // the first one never came
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		due, _ := time.Parse(time.DateOnly, c.due)
		ends := Deadline(due, zone)
		if got := ends.Format(time.RFC3339); got != c.ends {
			t.Errorf("%s in %s ends at %s, want %s", c.due, c.zone, got, c.ends)
		}
		if before := ends.Add(-time.Nanosecond).Format(time.DateOnly); before != c.due {
			t.Errorf("%s in %s: the moment before the end is on %s", c.due, c.zone, before)
		}
	}
	if !Deadline(time.Time{}, time.UTC).IsZero() {
		t.Error("no date has a deadline")
	}
}

// TestADayOfAClockHas24Hours: the seller who has seven days has the same seven days everywhere and all year round. Across
// a change of summer time the due time therefore stands at another time of day.
func TestADayOfAClockHas24Hours(t *testing.T) {
	for _, c := range []struct{ zone, from, due string }{
		{"Europe/Berlin", "2026-10-20T09:00:00+02:00", "2026-10-27T08:00:00+01:00"},
		{"Europe/Berlin", "2026-03-25T09:00:00+01:00", "2026-04-01T10:00:00+02:00"},
		{"America/New_York", "2026-10-28T09:00:00-04:00", "2026-11-04T08:00:00-05:00"},
		{"Australia/Lord_Howe", "2026-04-01T09:00:00+11:00", "2026-04-08T08:30:00+10:30"},
		{"Australia/Lord_Howe", "2026-10-01T09:00:00+10:30", "2026-10-08T09:30:00+11:00"},
		{"Asia/Kolkata", "2026-10-20T09:00:00+05:30", "2026-10-27T09:00:00+05:30"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		from, err := time.Parse(time.RFC3339, c.from)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := must(t, fresh("per_a"), Command{Kind: Start}, from)
		s, _ = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, from)
		if got := s.Timer.Due.In(zone).Format(time.RFC3339); got != c.due || s.Timer.Due.Sub(from) != s.Agreed {
			t.Errorf("%s: seven days from %s are due at %s, want %s", c.zone, c.from, got, c.due)
		}
	}
}
