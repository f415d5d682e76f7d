package project

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// soundBooks are those of a project in which sub-gig a was returned by one seller and released by another, b is worked on
// after a change order, and c was settled. Everything that was due has cleared but the tip.
func soundBooks(t *testing.T) Books {
	t.Helper()
	b := openTestBook()
	booked(t, b,
		Posting{Key: "fund", Kind: PostFund, Minor: 1000},
		Posting{Key: "reserve", Kind: PostReserve, Minor: 600},
		Posting{Key: "a/hold/1", Kind: PostHold, SubGig: "a", Minor: 200},
		Posting{Key: "a/return/1", Kind: PostReturn, SubGig: "a", Minor: 200},
		Posting{Key: "a/hold/2", Kind: PostHold, SubGig: "a", Minor: 200},
		Posting{Key: "b/hold/1", Kind: PostHold, SubGig: "b", Minor: 300},
		Posting{Key: "b/adjust/1", Kind: PostAdjust, SubGig: "b", Minor: 50},
		Posting{Key: "c/hold/1", Kind: PostHold, SubGig: "c", Minor: 100},
		Posting{Key: "a/release/2", Kind: PostRelease, SubGig: "a", Seller: "p", Minor: 200},
		Posting{Key: "c/settle/1", Kind: PostSettle, SubGig: "c", Seller: "q", Minor: 100, Share: 40},
	)
	for _, t0 := range b.Fresh()[8:10] {
		p, _ := t0.Clearance()
		if _, err := b.Post(p, t0.Clears.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	booked(t, b, Posting{Key: "pay", Kind: PostPayout, Seller: "p", Minor: 100}, Posting{Key: "tip", Kind: PostTip, Seller: "q", Minor: 5})
	accepted := func(price int64) *Offer { return &Offer{State: OfferAccepted, PriceMinor: price} }
	return Books{Project: Project{ID: "prj_1", Currency: "EUR", State: ProjectRunning}, Head: b.Head(), Transactions: b.Fresh(), Balances: b.Touched(),
		Clearing: []string{"tip"}, SubGigs: []SubGig{
			{ID: "a", State: Approved, Offer: accepted(200)}, {ID: "b", State: InReview, Offer: accepted(350)},
			{ID: "c", State: Offered, Offer: &Offer{State: OfferOpen, PriceMinor: 100}}}}
}

// copied shares nothing with b that a test may change.
func (b Books) copied() Books {
	b.Transactions, b.SubGigs, b.Balances = slices.Clone(b.Transactions), slices.Clone(b.SubGigs), maps.Clone(b.Balances)
	for i := range b.Transactions {
		b.Transactions[i].Entries = slices.Clone(b.Transactions[i].Entries)
	}
	return b
}

// reseal makes the chain and the balances follow from the transactions again, as somebody would who can write everything
// and knows how.
func (b *Books) reseal() {
	b.Balances, b.Head = map[Account]int64{}, LedgerHead{}
	for i := range b.Transactions {
		tx := &b.Transactions[i]
		tx.Seq, tx.Hash = int64(i)+1, ""
		tx.Hash = tx.HashAfter(b.Head.Hash)
		b.Head = LedgerHead{tx.Seq, tx.Hash}
		for _, e := range tx.Entries {
			b.Balances[e.Account] += e.Minor
		}
	}
}

func (b Books) at(key string) int {
	return slices.IndexFunc(b.Transactions, func(tx Transaction) bool { return tx.Key == key })
}

func (b Books) tx(key string) *Transaction { return &b.Transactions[b.at(key)] }

// TestEveryInvariantIsAudited breaks one after the other. resealed says that whoever broke it has put the chain and the
// balances in order afterwards, so that only the invariant itself can tell.
func TestEveryInvariantIsAudited(t *testing.T) {
	sound := soundBooks(t)
	if found := AuditLedger(sound); len(found) > 0 {
		t.Fatalf("at first: %v", found)
	}
	for name, c := range map[string]struct {
		break_   func(*Books)
		resealed bool
		check    AuditCheck
		says     string
	}{
		"one flipped amount":      {func(b *Books) { b.tx("b/hold/1").Entries[1].Minor++ }, false, AuditChain, "b/hold/1 or the one before it was changed"},
		"an amount asked for":     {func(b *Books) { b.tx("pay").Minor++ }, false, AuditChain, "pay or the one"},
		"another time":            {func(b *Books) { b.tx("pay").At = day().Add(time.Microsecond) }, false, AuditChain, "pay or the one"},
		"a changed hash":          {func(b *Books) { b.tx("pay").Hash = strings.Repeat("0", 64) }, false, AuditChain, "pay or the one"},
		"a hash taken away":       {func(b *Books) { b.tx("pay").Hash = "" }, false, AuditChain, "pay has no hash"},
		"the head taken away":     {func(b *Books) { b.Head.Hash = "" }, false, AuditChain, "the project has kept"},
		"all hashes taken away":   {func(b *Books) { b.unhash() }, false, AuditChain, "the project has kept"},
		"a removed row":           {func(b *Books) { b.Transactions = slices.Delete(b.Transactions, 4, 5) }, false, AuditSequence, "stands in place 5"},
		"the last row removed":    {func(b *Books) { b.Transactions = b.Transactions[:len(b.Transactions)-1] }, false, AuditSequence, "counts 14 transactions, there are 13"},
		"two rows changed places": {func(b *Books) { b.Transactions[2], b.Transactions[5] = b.Transactions[5], b.Transactions[2] }, false, AuditSequence, "stands in place"},
		"a key used twice":        {func(b *Books) { b.Transactions = append(b.Transactions, *b.tx("tip")) }, true, AuditKey, "have the key tip"},
		"it does not sum to zero": {func(b *Books) { b.tx("tip").Entries[1].Minor = 6 }, true, AuditSum, "tip sums to 1"},
		"the whole does not":      {func(b *Books) { b.tx("tip").Entries[1].Minor = 6 }, true, AuditSum, "all accounts together have 1"},
		"another currency":        {func(b *Books) { b.tx("tip").Currency = "USD" }, true, AuditSum, "in USD"},
		"another project's":       {func(b *Books) { b.tx("tip").Project = "prj_2" }, true, AuditSum, "of prj_2"},
		"more than was asked for": {func(b *Books) { b.tx("tip").Entries = []LedgerEntry{{"outside", -9}, {"tip", 9}} }, true, AuditSplit, "is a tip of 5"},
		"a split off by one":      {func(b *Books) { b.tx("c/settle/1").Entries[3].Minor++; b.tx("c/settle/1").Entries[2].Minor-- }, true, AuditSplit, "c/settle/1 is a settle of 100"},
		"a fee of more than all":  {func(b *Books) { b.tx("a/release/2").Entries = []LedgerEntry{{"held/a", -201}, {"fee", 201}} }, true, AuditSplit, "takes a fee of 201"},
		"a fee on a tip":          {func(b *Books) { b.tx("tip").Entries = []LedgerEntry{{"outside", -5}, {"tip", 4}, {"fee", 1}} }, true, AuditSplit, "takes a fee of 1 from 0"},
		"a share above the whole": {func(b *Books) { b.tx("c/settle/1").Share = 101 }, true, AuditSplit, "share of 101 of 100"},
		"a negative escrow":       {func(b *Books) { b.tx("pay").Entries = []LedgerEntry{{"seller/p", -500}, {"paid/p", 500}} }, true, AuditEscrow, "seller/p has -320"},
		"a payout out of a hold":  {func(b *Books) { b.tx("pay").Entries = []LedgerEntry{{"held/b", -100}, {"paid/p", 100}} }, true, AuditSplit, "does not move that"},
		"a payout in clearing":    {func(b *Books) { b.tx("pay").Entries = []LedgerEntry{{"tip", -100}, {"paid/p", 100}} }, true, AuditEscrow, "tip has -100"},
		"a hold ended twice":      {func(b *Books) { b.again("a/return/1", "a/return/x", 4) }, true, AuditHold, "is a return of a, which is not held"},
		"a hold held twice":       {func(b *Books) { b.again("b/hold/1", "b/hold/x", 7) }, true, AuditHold, "which is held already"},
		"money of another":        {func(b *Books) { b.tx("b/hold/1").SubGig = "c" }, true, AuditSubGig, "b got"},
		"a balance":               {func(b *Books) { b.Balances[AccountFee]++ }, false, AuditBalances, "fee stands at 25, its entries sum to 24"},
		"a balance of nothing":    {func(b *Books) { b.Balances["seller/x"] = 1 }, false, AuditBalances, "seller/x stands at 1"},
		"a balance that is gone":  {func(b *Books) { delete(b.Balances, AccountFee) }, false, AuditBalances, "fee stands at 0"},
		"cleared too early":       {func(b *Books) { b.tx("a/release/2/clear").At = day() }, true, AuditClearing, "a/release/2 is in clearing until"},
		"cleared twice":           {func(b *Books) { b.again("a/release/2/clear", "a/release/2/clear", 12) }, true, AuditClearing, "does not clear what a/release/2 put"},
		"cleared for another":     {func(b *Books) { b.tx("a/release/2/clear").Seller = "q" }, true, AuditClearing, "does not clear what"},
		"cleared without release": {func(b *Books) { b.tx("a/release/2/clear").Key = "x/clear" }, true, AuditClearing, "clears x, which is not there"},
		"forgotten in clearing":   {func(b *Books) { b.Clearing = nil }, false, AuditClearing, "tip is in clearing and nothing will clear it"},
		"kept in clearing":        {func(b *Books) { b.Clearing = []string{"tip", "pay"} }, false, AuditClearing, "pay is kept as in clearing and is not"},
		"cleared in dispute":      {func(b *Books) { b.SubGigs[0].State = ClearingStops()[0] }, false, AuditClearing, "while a was disputed"},
		"worked on without hold":  {func(b *Books) { b.SubGigs[2].Offer = &Offer{State: OfferAccepted, PriceMinor: 100} }, false, AuditProcess, "0 are held for it, not 100"},
		"a price not held":        {func(b *Books) { b.SubGigs[1].Offer = &Offer{State: OfferAccepted, PriceMinor: 300} }, false, AuditProcess, "350 are held for it, not 300"},
		"ended with a hold":       {func(b *Books) { b.SubGigs[1].State = Cancelled }, false, AuditProcess, "b is cancelled and 350 are held"},
		"a sub-gig of nobody":     {func(b *Books) { b.SubGigs = b.SubGigs[:2] }, false, AuditProcess, "money was moved for c"},
		"an ended project":        {func(b *Books) { b.Project.State = ProjectCompleted }, false, AuditProcess, "the project is completed, but 350 are held"},
	} {
		b := sound.copied()
		c.break_(&b)
		if c.resealed {
			b.reseal()
		}
		found := AuditLedger(b)
		if !slices.ContainsFunc(found, func(f AuditFinding) bool { return f.Check == c.check && strings.Contains(f.Message, c.says) }) {
			t.Errorf("%s: no %s with %q in %v", name, c.check, c.says, found)
		}
	}
}

func (b *Books) unhash() {
	for i := range b.Transactions {
		b.Transactions[i].Hash = ""
	}
}

// again books a copy of a transaction under a key, in a place.
func (b *Books) again(from, key string, at int) {
	tx := *b.tx(from)
	tx.Key = key
	b.Transactions = slices.Insert(b.Transactions, at, tx)
}

func TestAnAuditListsOnlySoMuch(t *testing.T) {
	b := soundBooks(t)
	for range 2 * MaxAuditFindings {
		b.Transactions = append(b.Transactions, b.Transactions[0])
	}
	found := AuditLedger(b)
	if n := len(found); n != MaxAuditFindings+1 || found[n-1].Check != AuditMore {
		t.Errorf("%d findings, the last is %v", n, found[n-1])
	}
}
