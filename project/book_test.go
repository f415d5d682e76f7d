package project

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// openTestBook is a book with a fee of 10 % that clears after a day.
func openTestBook() *Book {
	return OpenBook(BookRules{Project: "prj_1", Currency: "EUR", Fee: FeePolicy{BasisPoints: 1000}, Clearing: 24 * time.Hour}, Ledger{})
}

// booked posts everything and fails on a refusal.
func booked(t *testing.T, b *Book, all ...Posting) {
	t.Helper()
	for _, p := range all {
		if _, err := b.Post(p, day()); err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
	}
}

func (e LedgerEntry) text() string { return fmt.Sprintf("%s %+d", e.Account, e.Minor) }

// TestWhatEachPostingMoves shows the pairs of every kind.
func TestWhatEachPostingMoves(t *testing.T) {
	fund := []Posting{{Key: "f", Kind: PostFund, Minor: 1000}}
	reserve := append(slices.Clone(fund), Posting{Key: "r", Kind: PostReserve, Minor: 300})
	hold := append(slices.Clone(reserve), Posting{Key: "h", Kind: PostHold, SubGig: "s", Minor: 250})
	released := append(slices.Clone(hold), Posting{Key: "rel", Kind: PostRelease, SubGig: "s", Seller: "p", Minor: 250})
	for name, c := range map[string]struct {
		before []Posting
		posted Posting
		moves  string
	}{
		"fund":                       {nil, Posting{Kind: PostFund, Minor: 5}, "outside -5, funding +5"},
		"a price of nothing":         {reserve, Posting{Kind: PostHold, SubGig: "s"}, ""},
		"reserve":                    {fund, Posting{Kind: PostReserve, Minor: 300}, "funding -300, reserve +300"},
		"hold":                       {reserve, Posting{Kind: PostHold, SubGig: "s", Minor: 300}, "reserve -300, held/s +300"},
		"hold, the reserve short":    {reserve, Posting{Kind: PostHold, SubGig: "s", Minor: 400}, "reserve -300, held/s +300, funding -100, held/s +100"},
		"hold, nothing set aside":    {fund, Posting{Kind: PostHold, SubGig: "s", Minor: 400}, "funding -400, held/s +400"},
		"adjust":                     {hold, Posting{Kind: PostAdjust, SubGig: "s", Minor: 7}, "funding -7, held/s +7"},
		"adjust, what is free short": {hold, Posting{Kind: PostAdjust, SubGig: "s", Minor: 720}, "funding -700, held/s +700, reserve -20, held/s +20"},
		"reinstate what was free":    {reserve, Posting{Kind: PostReinstate, Minor: 5}, "outside -5, funding +5"},
		"reinstate a loss":           {[]Posting{{Key: "cb", Kind: PostChargeback, Minor: 3}}, Posting{Kind: PostReinstate, Minor: 5}, "outside -3, loss +3, outside -2, funding +2"},
		"reduce":                     {hold, Posting{Kind: PostReduce, SubGig: "s", Minor: 7}, "held/s -7, funding +7"},
		"return":                     {hold, Posting{Kind: PostReturn, SubGig: "s", Minor: 250}, "held/s -250, reserve +250"},
		"release":                    {hold, Posting{Kind: PostRelease, SubGig: "s", Seller: "p", Minor: 250}, "held/s -225, clearing/p +225, held/s -25, fee +25"},
		"release a part":             {hold, Posting{Kind: PostRelease, SubGig: "s", Seller: "p", Minor: 9}, "held/s -9, clearing/p +9"},
		"settle":                     {hold, Posting{Kind: PostSettle, SubGig: "s", Seller: "p", Minor: 250, Share: 101}, "held/s -91, clearing/p +91, held/s -10, fee +10, held/s -149, reserve +149"},
		"settle with nothing":        {hold, Posting{Kind: PostSettle, SubGig: "s", Seller: "p", Minor: 250}, "held/s -250, reserve +250"},
		"tip":                        {nil, Posting{Kind: PostTip, Seller: "p", Minor: 99}, "outside -99, tip +99"},
		"refund":                     {reserve, Posting{Kind: PostRefund, Minor: 1000}, "funding -700, refund +700, reserve -300, refund +300"},
		"chargeback of what is free": {reserve, Posting{Kind: PostChargeback, Minor: 600}, "funding -600, outside +600"},
		"chargeback of more":         {released, Posting{Kind: PostChargeback, Minor: 1000}, "funding -700, outside +700, reserve -50, outside +50, loss -250, outside +250"},
	} {
		b := openTestBook()
		booked(t, b, c.before...)
		c.posted.Key = "key"
		booked(t, b, c.posted)
		var moves []string
		for _, e := range b.Fresh()[len(c.before)].Entries {
			moves = append(moves, e.text())
		}
		if got := strings.Join(moves, ", "); got != c.moves {
			t.Errorf("%s moves %s\nnot %s", name, got, c.moves)
		}
	}
}

// TestMoneyOnItsWayToASeller follows a release and a tip through clearing to a payout that fails and is made again.
func TestMoneyOnItsWayToASeller(t *testing.T) {
	b := openTestBook()
	booked(t, b, Posting{Key: "f", Kind: PostFund, Minor: 100}, Posting{Key: "h", Kind: PostHold, SubGig: "s", Minor: 100},
		Posting{Key: "rel", Kind: PostRelease, SubGig: "s", Seller: "p", Minor: 100}, Posting{Key: "tip", Kind: PostTip, Seller: "p", Minor: 7})
	for _, t0 := range b.Fresh()[2:] {
		p, waits := t0.Clearance()
		if !waits || !t0.Clears.Equal(day().Add(24*time.Hour)) {
			t.Fatalf("%+v waits for nothing", t0)
		}
		if _, err := b.Post(p, t0.Clears.Add(-time.Microsecond)); CodeOf(err) != Conflict || !strings.Contains(err.Error(), "in clearing until") {
			t.Errorf("too early: %v", err)
		}
		if fresh, err := b.Post(p, t0.Clears); !fresh || err != nil {
			t.Error(fresh, err)
		}
	}
	booked(t, b, Posting{Key: "out", Kind: PostPayout, Seller: "p", Minor: 97}, Posting{Key: "back", Kind: PostPayback, Seller: "p", Minor: 97},
		Posting{Key: "out2", Kind: PostPayout, Seller: "p", Minor: 90})
	if _, err := b.Post(Posting{Key: "out3", Kind: PostPayout, Seller: "p", Minor: 8}, day()); CodeOf(err) != Conflict {
		t.Errorf("a payout above the balance: %v", err)
	}
	if _, err := b.Post(Posting{Key: "back2", Kind: PostPayback, Seller: "p", Minor: 91}, day()); CodeOf(err) != Conflict {
		t.Errorf("more comes back than had left: %v", err)
	}
	want := Totals{Funded: 107, Released: 97, Fee: 10, Cleared: 7, PaidOut: 90}
	if got := TotalsOf(b.Touched()); got != want || got.Check() != nil {
		t.Errorf("%+v, not %+v: %v", got, want, got.Check())
	}
}

// TestAHoldIsEndedOnceAndWhole holds the rules that balances alone do not.
func TestAHoldIsEndedOnceAndWhole(t *testing.T) {
	b := openTestBook()
	booked(t, b, Posting{Key: "f", Kind: PostFund, Minor: 1000}, Posting{Key: "h", Kind: PostHold, SubGig: "s", Minor: 100})
	for _, p := range []Posting{
		{Key: "x", Kind: PostHold, SubGig: "s", Minor: 100},
		{Key: "x", Kind: PostReturn, SubGig: "s", Minor: 99},
		{Key: "x", Kind: PostReturn, SubGig: "s", Minor: 101},
		{Key: "x", Kind: PostSettle, SubGig: "s", Seller: "p", Minor: 99, Share: 1},
		{Key: "x", Kind: PostRelease, SubGig: "s", Seller: "p", Minor: 101},
		{Key: "x", Kind: PostReturn, SubGig: "other", Minor: 100},
	} {
		if fresh, err := b.Post(p, day()); fresh || CodeOf(err) != Conflict {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if head := b.Head(); head.Seq != 2 || len(b.Fresh()) != 2 {
		t.Errorf("a refusal left something behind: %+v", head)
	}
	for _, fresh := range []bool{true, false} {
		if got, err := b.Post(Posting{Key: "h/end", Kind: PostReturn, SubGig: "s", Minor: 100}, day()); got != fresh || err != nil {
			t.Errorf("the end: %t, %v", got, err)
		}
	}
}

// TestTheBookGoesOn holds that a book on top of what is stored books as one that was never closed.
func TestTheBookGoesOn(t *testing.T) {
	all := []Posting{{Key: "f", Kind: PostFund, Minor: 1000}, {Key: "r", Kind: PostReserve, Minor: 500}, {Key: "h", Kind: PostHold, SubGig: "s", Minor: 600},
		{Key: "f", Kind: PostFund, Minor: 1000}, {Key: "rel", Kind: PostRelease, SubGig: "s", Seller: "p", Minor: 600}}
	whole := openTestBook()
	booked(t, whole, all...)
	stored := Ledger{Balances: map[Account]int64{}, Known: map[string]Transaction{}}
	for _, p := range all {
		b := OpenBook(whole.rules, stored)
		booked(t, b, p)
		stored.LedgerHead = b.Head()
		for account, minor := range b.Touched() {
			stored.Balances[account] = minor
		}
		for _, tx := range b.Fresh() {
			stored.Known[tx.Key] = tx
		}
	}
	if stored.LedgerHead != whole.Head() || fmt.Sprint(stored.Balances) != fmt.Sprint(whole.Touched()) {
		t.Errorf("%+v, not %+v", stored, whole)
	}
}

// TestTheHashIsWrittenDown fails when the text that is hashed changes: every ledger that is stored would be found wrong.
func TestTheHashIsWrittenDown(t *testing.T) {
	tx := Transaction{Posting: Posting{Key: "k", Kind: PostSettle, SubGig: "sub_1", Seller: "per_1", Minor: 12, Share: 5}, Project: "prj_1", Seq: 3,
		Currency: "EUR", Entries: []LedgerEntry{{"held/sub_1", -12}, {"reserve", 12}}, At: time.UnixMicro(1), Clears: time.UnixMicro(2)}
	const want = "e8b423464fd93020acb856ad958f2b295d05bcbff5f77ccbbc92ea459525f11c" // sha256sum of the netstrings
	if got := tx.HashAfter("before"); got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
