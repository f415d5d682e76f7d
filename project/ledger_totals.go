package project

// Totals sums the balances of a project by what they mean.
type Totals struct {
	Funded   int64 `json:"funded_minor"`   // paid in by the buyer, tips included, less what their bank took back
	Reserve  int64 `json:"reserve_minor"`  // paid in and not held: free, or set aside for the prices
	Held     int64 `json:"held_minor"`     // held for accepted sub-gigs
	Released int64 `json:"released_minor"` // earned by sellers: in clearing, cleared and paid out
	Fee      int64 `json:"fee_minor"`
	Refunded int64 `json:"refunded_minor"`
	Clearing int64 `json:"clearing_minor"` // of Released, in clearing, tips included
	Cleared  int64 `json:"cleared_minor"`  // of Released, can be paid out
	PaidOut  int64 `json:"paid_out_minor"` // of Released, has left
	Loss     int64 `json:"loss_minor"`     // what the platform bore after chargebacks
}

// TotalsOf sums balances by kind of account.
func TotalsOf(balances map[Account]int64) Totals {
	var t Totals
	for account, minor := range balances {
		switch {
		case account == AccountOutside:
			t.Funded = -minor
		case account == AccountFunding, account == AccountReserve:
			t.Reserve += minor
		case account == AccountFee:
			t.Fee = minor
		case account == AccountRefund:
			t.Refunded = minor
		case account == AccountLoss:
			t.Loss = -minor
		case account.inClearing():
			t.Clearing += minor
		case account.begins(heldPrefix):
			t.Held += minor
		case account.begins(sellerPrefix):
			t.Cleared += minor
		case account.begins(paidPrefix):
			t.PaidOut += minor
		}
	}
	t.Released = t.Clearing + t.Cleared + t.PaidOut
	return t
}

// Check reports a sentence for a book that does not add up.
func (t Totals) Check() error {
	if t.Funded+t.Loss != t.Reserve+t.Held+t.Released+t.Fee+t.Refunded {
		return Errorf(Conflict, "the ledger does not add up: funded %d + loss %d, but reserve %d + held %d + released %d + fee %d + refunded %d",
			t.Funded, t.Loss, t.Reserve, t.Held, t.Released, t.Fee, t.Refunded)
	}
	if t.Released != t.Clearing+t.Cleared+t.PaidOut {
		return Errorf(Conflict, "the ledger does not add up: released %d, but clearing %d + cleared %d + paid out %d",
			t.Released, t.Clearing, t.Cleared, t.PaidOut)
	}
	for _, part := range []struct {
		name  string
		minor int64
	}{
		{"reserve", t.Reserve}, {"held", t.Held}, {"clearing", t.Clearing}, {"cleared", t.Cleared}, {"paid out", t.PaidOut}, {"fee", t.Fee},
		{"refunded", t.Refunded}, {"loss", t.Loss},
	} {
		if part.minor < 0 {
			return Errorf(Conflict, "the ledger's %s is negative: %d", part.name, part.minor)
		}
	}
	return nil
}
