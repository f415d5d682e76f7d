package verify

import (
	"context"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// books is the ledger as it was read, recomputed from nothing but its transactions.
type books struct {
	served   wire.Ledger
	balances map[project.Account]int64
	keys     map[string]bool
	released map[project.SubGigID][]wire.Transaction
	split    map[project.SubGigID]int // holds that were settled or given back
	count    int
	hash     string // of the transaction before
	sealed   bool   // a transaction with a hash was met; the oldest may have none
}

// ledger recomputes the money.
func (v *verifier) ledger(ctx context.Context) error {
	b := &books{balances: map[project.Account]int64{}, keys: map[string]bool{}, released: map[project.SubGigID][]wire.Transaction{},
		split: map[project.SubGigID]int{}}
	page := client.Page{Limit: wire.MaxPageLimit}
	for {
		some, err := v.client.Ledger(ctx, v.id, page)
		if code := project.CodeOf(err); code == project.Forbidden || code == project.NotFound {
			v.checks[Ledger].Hidden, v.checks[Ledger].Note = true, "not looked at: only the buyer and an operator see the money"
			return nil
		}
		if err != nil {
			return err
		}
		b.served = some
		for _, tx := range some.Transactions {
			v.transaction(b, tx)
		}
		if page.Cursor = some.Next; page.Cursor == "" {
			break
		}
	}
	v.count(Ledger, b.count)
	v.balances(b)
	v.releases(b)
	return nil
}

func (v *verifier) transaction(b *books, tx wire.Transaction) {
	b.count++
	if b.keys[tx.Key] {
		v.faultf(-1, Ledger, "the transaction %s was booked twice", tx.Key)
	}
	b.keys[tx.Key] = true
	v.chain(b, tx)
	var sum int64
	for _, e := range tx.Entries {
		sum += e.Minor
		b.balances[e.Account] += e.Minor
	}
	if sum != 0 {
		v.faultf(-1, Ledger, "the transaction %s does not balance: it sums to %s", tx.Key, project.FormatMinor(sum, b.served.Currency))
	}
	switch tx.Kind {
	case project.PostRelease:
		b.released[tx.SubGigID] = append(b.released[tx.SubGigID], tx)
	case project.PostSettle, project.PostReturn:
		b.split[tx.SubGigID]++
	}
}

// chain seals the transaction behind the one before, as whoever booked it had to.
func (v *verifier) chain(b *books, tx wire.Transaction) {
	if tx.Seq != int64(b.count) {
		v.faultf(-1, Ledger, "the transaction %s has the number %d and comes as number %d", tx.Key, tx.Seq, b.count)
	}
	t := project.Transaction{Seq: tx.Seq, Project: v.id, Currency: b.served.Currency, Entries: tx.Entries, At: tx.At,
		Posting: project.Posting{Key: tx.Key, Kind: tx.Kind, SubGig: tx.SubGigID, Seller: tx.SellerID, Minor: tx.Minor, Share: tx.Share}}
	if tx.ClearsAt != nil {
		t.Clears = *tx.ClearsAt
	}
	b.hash, b.sealed = t.HashAfter(b.hash), b.sealed || tx.Hash != ""
	if b.sealed && tx.Hash != b.hash {
		v.faultf(-1, Ledger, "the transaction %s, or one before it, was changed after it was booked: its hash is %.12q, not %.12q", tx.Key, tx.Hash, b.hash)
		b.hash = tx.Hash
	}
}

// balances compares what is served with what the transactions amount to.
func (v *verifier) balances(b *books) {
	money := func(minor int64) string { return project.FormatMinor(minor, b.served.Currency) }
	served := map[project.Account]int64{}
	for _, balance := range b.served.Balances {
		served[balance.Account] = balance.Minor
	}
	for account, minor := range b.balances {
		if served[account] != minor {
			v.faultf(-1, Ledger, "%s stands at %s, its transactions amount to %s", account, money(served[account]), money(minor))
		}
		delete(served, account)
	}
	for account, minor := range served {
		if minor != 0 {
			v.faultf(-1, Ledger, "%s stands at %s without a transaction", account, money(minor))
		}
	}
	totals := project.TotalsOf(b.balances)
	if totals != b.served.Totals {
		v.faultf(-1, Ledger, "the totals served are not those of the transactions: %+v, %+v", b.served.Totals, totals)
	}
	if err := totals.Check(); err != nil {
		v.faultf(-1, Ledger, "%s", err)
	}
	if v.about.State.Ended() && (totals.Held != 0 || totals.Reserve != 0) {
		v.faultf(-1, Ledger, "the project is %s, but %s are held and %s lie in reserve", v.about.State, money(totals.Held), money(totals.Reserve))
	}
}

// releases holds that every approval was paid once, the latest with the price, and nothing else was. A sub-gig that was
// reopened is approved, and paid, again; what a seller who left was given of a hold is a settlement, not a release.
func (v *verifier) releases(b *books) {
	for at, w := range v.works {
		paid := b.released[w.sub.ID]
		delete(b.released, w.sub.ID)
		short := v.approvals[w.sub.ID] - len(paid) // approved by a dispute, for a part of the price
		if short < 0 || short > b.split[w.sub.ID] {
			v.faultf(at, Ledger, "is %s, was approved %d times and paid %d times", w.sub.State, v.approvals[w.sub.ID], len(paid))
			continue
		}
		held := project.HeldAccount(w.sub.ID)
		if n := len(paid); n > 0 && short == 0 && w.sub.State == project.Approved {
			if minor := -moved(paid[n-1], held); minor != w.sub.PriceMinor {
				v.faultf(at, Ledger, "was paid %s, its price is %s", project.FormatMinor(minor, w.sub.Currency), project.FormatMinor(w.sub.PriceMinor, w.sub.Currency))
			}
		}
		if w.sub.State.Ended() && b.balances[held] != 0 {
			v.faultf(at, Ledger, "is %s, but %s are still held for it", w.sub.State, project.FormatMinor(b.balances[held], w.sub.Currency))
		}
	}
	for id := range b.released {
		v.faultf(-1, Ledger, "somebody was paid for %s, which is no sub-gig of this project", id)
	}
}

func moved(tx wire.Transaction, account project.Account) int64 {
	var sum int64
	for _, e := range tx.Entries {
		if e.Account == account {
			sum += e.Minor
		}
	}
	return sum
}
