package project

import (
	"fmt"
	"slices"
	"testing"
)

// TestPayoutsAreHeldAgainstTheLedger: the row and the transactions say the same of each payout, or it is a finding.
func TestPayoutsAreHeldAgainstTheLedger(t *testing.T) {
	book := OpenBook(BookRules{Project: "prj_1", Currency: "EUR"}, Ledger{})
	post := func(b Booking) {
		t.Helper()
		if _, err := b.Post(book, ProjectRunning, day()); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Payout{Project: "prj_1", Seller: "per_a", Minor: 500, MadeAt: day()}.Made(1, "EUR")
	if err != nil {
		t.Fatal(err)
	}
	tip := Tip("tip", "per_a", 500)
	post(tip)
	clearance, _ := book.Fresh()[0].Clearance()
	post(Booking{Posting: clearance})
	post(p.Booking())
	failed, back, err := p.Hear(p.FailedByHand("returned"), day())
	if err != nil {
		t.Fatal(err)
	}
	post(back[0])
	other := failed
	other.ID = PayoutID(NewID(PrefixPayout, day(), "other"))
	for name, c := range map[string]struct {
		rows []Payout
		want int
	}{
		"as it is":               {[]Payout{failed}, 0},
		"no row":                 {nil, 1},
		"nothing came back":      {[]Payout{p}, 1},
		"another amount":         {[]Payout{func() Payout { q := failed; q.Minor = 7; return q }()}, 1},
		"one that never left":    {[]Payout{failed, other}, 2},
		"more came back than is": {[]Payout{func() Payout { q := failed; q.BackMinor = 501; return q }()}, 1},
	} {
		found := AuditLedger(Books{Project: Project{ID: "prj_1", Currency: "EUR"}, Head: book.Head(), Transactions: book.Fresh(), Balances: book.Touched(), Payouts: c.rows})
		found = slices.DeleteFunc(found, func(f AuditFinding) bool { return f.Check != AuditPayout })
		if len(found) != c.want {
			t.Errorf("%s: %v", name, fmt.Sprint(found))
		}
	}
	if paid, _, err := p.Hear(PayoutNews{Kind: NewsPaid, Reference: "R 1"}, day()); err != nil || paid.FailedByHand("returned").Kind != NewsBack {
		t.Errorf("one that was paid comes back: %+v %v", paid, err)
	}
}
