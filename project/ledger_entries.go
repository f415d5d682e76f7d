package project

// MaxPostingMinor is the greatest amount of one posting, in minor units: sums and fees of such amounts do not overflow.
const MaxPostingMinor = 100 * MaxAmountMinor

// moves are the entries of a transaction on their way, in pairs.
type moves []LedgerEntry

func (m *moves) move(from, to Account, minor int64) {
	if minor != 0 {
		*m = append(*m, LedgerEntry{from, -minor}, LedgerEntry{to, minor})
	}
}

// moveOut empties the first accounts, as far as they are needed, and takes the rest from the last one.
func (m *moves) moveOut(to Account, minor int64, stands func(Account) int64, from ...Account) {
	for i, account := range from {
		part := minor
		if i < len(from)-1 {
			part = min(minor, max(0, stands(account)))
		}
		m.move(account, to, part)
		minor -= part
	}
}

// entries turns the posting into pairs of entries. kept is the fee, which only a release and a settlement have; stands
// gives what is on an account now, for the postings that take first from one account and then from another.
func (p Posting) entries(kept int64, stands func(Account) int64) []LedgerEntry {
	var m moves
	held := HeldAccount(p.SubGig)
	switch p.Kind {
	case PostFund:
		m.move(AccountOutside, AccountFunding, p.Minor)
	case PostReserve:
		m.move(AccountFunding, AccountReserve, p.Minor)
	case PostHold: // what the reserve is short of is taken from what is free
		m.moveOut(held, p.Minor, stands, AccountReserve, AccountFunding)
	case PostReturn:
		m.move(held, AccountReserve, p.Minor)
	case PostRelease, PostSettle:
		m.move(held, ClearingAccount(p.Seller), p.earned()-kept)
		m.move(held, AccountFee, kept)
		m.move(held, AccountReserve, p.Minor-p.earned())
	case PostAdjust: // what sub-gigs that were dropped had set aside may be all that is left
		m.moveOut(held, p.Minor, stands, AccountFunding, AccountReserve)
	case PostReduce:
		m.move(held, AccountFunding, p.Minor)
	case PostClear:
		m.move(p.clearsFrom(), SellerAccount(p.Seller), p.Minor)
	case PostPayout:
		m.move(SellerAccount(p.Seller), PaidAccount(p.Seller), p.Minor)
	case PostPayback:
		m.move(PaidAccount(p.Seller), SellerAccount(p.Seller), p.Minor)
	case PostTip: // cleared like a release: a bank may take a tip back too
		m.move(AccountOutside, AccountTip, p.Minor)
	case PostRefund:
		m.moveOut(AccountRefund, p.Minor, stands, AccountFunding, AccountReserve)
	case PostChargeback: // what is held or earned is promised to sellers: the platform bears that
		m.moveOut(AccountOutside, p.Minor, stands, AccountFunding, AccountReserve, AccountLoss)
	case PostReinstate: // first to the platform, as far as it bore a loss
		borne := min(p.Minor, max(0, -stands(AccountLoss)))
		m.move(AccountOutside, AccountLoss, borne)
		m.move(AccountOutside, AccountFunding, p.Minor-borne)
	}
	return m
}

// earned is what of the posting the seller gets, the fee included; 0 for kinds that have no fee.
func (p Posting) earned() int64 {
	switch p.Kind {
	case PostRelease:
		return p.Minor
	case PostSettle:
		return p.Share
	}
	return 0
}

// Accounts lists where the posting may move something, and what it asks the balance of.
func (p Posting) Accounts() []Account {
	held := HeldAccount(p.SubGig)
	switch p.Kind {
	case PostFund:
		return []Account{AccountOutside, AccountFunding}
	case PostReserve:
		return []Account{AccountFunding, AccountReserve}
	case PostHold, PostReturn, PostAdjust, PostReduce:
		return []Account{AccountFunding, AccountReserve, held}
	case PostRelease, PostSettle:
		return []Account{held, ClearingAccount(p.Seller), AccountFee, AccountReserve}
	case PostClear:
		return []Account{p.clearsFrom(), SellerAccount(p.Seller)}
	case PostPayout, PostPayback:
		return []Account{SellerAccount(p.Seller), PaidAccount(p.Seller)}
	case PostTip:
		return []Account{AccountOutside, AccountTip}
	case PostRefund:
		return []Account{AccountFunding, AccountReserve, AccountRefund}
	case PostChargeback, PostReinstate:
		return []Account{AccountOutside, AccountFunding, AccountReserve, AccountLoss}
	}
	return nil
}

// Keys lists the transactions that the posting has to be compared with: its own, and what it clears.
func (p Posting) Keys() []string {
	if p.Kind == PostClear {
		return []string{p.Key, p.Cleared()}
	}
	return []string{p.Key}
}

// check refuses a posting that no ledger could take. These are defects of ours, so the code is Internal.
func (p Posting) check() error {
	needsSubGig := p.Kind.OfProcess()
	var needsSeller bool
	switch p.Kind {
	case PostRelease, PostSettle, PostClear, PostPayout, PostPayback, PostTip:
		needsSeller = true
	}
	switch {
	case p.Accounts() == nil:
		return Errorf(Internal, "ledger: there is no posting of kind %q", p.Kind)
	case p.Key == "":
		return Errorf(Internal, "ledger: a %s without a key", p.Kind)
	case p.Minor < 0:
		return Errorf(Internal, "ledger: %s of %d is negative", p.Kind, p.Minor)
	case p.Minor > MaxPostingMinor:
		return Errorf(Internal, "ledger: %s of %d is more than a posting can be", p.Kind, p.Minor)
	case p.Share < 0 || p.Share > p.Minor || p.Share != 0 && p.Kind != PostSettle:
		return Errorf(Internal, "ledger: a %s with a share of %d of %d", p.Kind, p.Share, p.Minor)
	case needsSubGig && p.SubGig == "":
		return Errorf(Internal, "ledger: a %s of no sub-gig", p.Kind)
	case needsSeller && p.Seller == "":
		return Errorf(Internal, "ledger: a %s for nobody", p.Kind)
	case p.Kind == PostTip && p.SubGig != "":
		return Errorf(Internal, "ledger: a tip is for a person, not for the sub-gig %s", p.SubGig)
	}
	return nil
}
