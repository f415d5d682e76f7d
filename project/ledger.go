package project

import (
	"fmt"
	"time"
)

// Account is a place where a project's money stands. Accounts are per project; seller accounts are per person in it.
type Account string

// The accounts of a project. Money comes from Outside and leaves to Outside; everything else is never negative.
const (
	AccountOutside Account = "outside"
	AccountFunding Account = "funding"
	AccountFee     Account = "fee"
	AccountRefund  Account = "refund"
)

// HeldAccount holds the money of one sub-gig between acceptance and approval.
func HeldAccount(s SubGigID) Account { return Account("held/" + string(s)) }

// SellerAccount is what a seller has earned in the project.
func SellerAccount(p PersonID) Account { return Account("seller/" + string(p)) }

// PostingKind says what a transaction of the ledger is for.
type PostingKind string

// The kinds of transaction.
const (
	PostFund    PostingKind = "fund"    // the buyer pays the budget in
	PostHold    PostingKind = "hold"    // an accepted offer reserves its price
	PostReturn  PostingKind = "return"  // a hold goes back to the funding when the seller leaves
	PostRelease PostingKind = "release" // an approval pays the seller, less the fee
	PostSettle  PostingKind = "settle"  // a hold is split: a share to the seller, less the fee, the rest back to the funding
	PostAdjust  PostingKind = "adjust"  // an agreed change order adds to a hold
	PostRefund  PostingKind = "refund"  // what was not needed goes back to the buyer
)

// LedgerEntry is one side of a transaction: an account and what it gains, in minor units; negative when it loses.
type LedgerEntry struct {
	Account Account `json:"account"`
	Minor   int64   `json:"minor"`
}

// Transaction is one double-entry posting. Key makes it happen once: the same key again is the same transaction.
type Transaction struct {
	Key      string        `json:"key"`
	Project  ProjectID     `json:"project_id"`
	Kind     PostingKind   `json:"kind"`
	SubGig   SubGigID      `json:"sub_gig_id,omitempty"`
	Currency string        `json:"currency"`
	Entries  []LedgerEntry `json:"entries"`
	At       time.Time     `json:"at,omitzero"`
}

// Posting asks for a transaction; the ledger of the project turns it into entries with its currency and fee.
type Posting struct {
	Key    string      `json:"key"`
	Kind   PostingKind `json:"kind"`
	SubGig SubGigID    `json:"sub_gig_id,omitempty"`
	Seller PersonID    `json:"seller_id,omitempty"`
	Minor  int64       `json:"minor"`
	Share  int64       `json:"share,omitempty"` // settle: what of Minor goes to the seller, the fee included
}

// FeePolicy is what the platform keeps of a release, in basis points of the price (1 = 0.01 %).
type FeePolicy struct {
	BasisPoints int64 `json:"basis_points"`
}

// FeeMinor is the fee on an amount, rounded down in the seller's favour.
func (f FeePolicy) FeeMinor(minor int64) int64 { return minor * f.BasisPoints / 10_000 }

// Transaction turns the posting into balanced entries.
func (p Posting) Transaction(project ProjectID, currency string, fee FeePolicy, at time.Time) (Transaction, error) {
	tx := Transaction{Key: p.Key, Project: project, Kind: p.Kind, SubGig: p.SubGig, Currency: currency, At: at}
	if p.Minor < 0 {
		return tx, Errorf(Internal, "ledger: %s of %d is negative", p.Kind, p.Minor)
	}
	move := func(from, to Account, minor int64) {
		if minor != 0 {
			tx.Entries = append(tx.Entries, LedgerEntry{from, -minor}, LedgerEntry{to, minor})
		}
	}
	switch p.Kind {
	case PostFund:
		move(AccountOutside, AccountFunding, p.Minor)
	case PostHold:
		move(AccountFunding, HeldAccount(p.SubGig), p.Minor)
	case PostReturn:
		move(HeldAccount(p.SubGig), AccountFunding, p.Minor)
	case PostRelease:
		kept := fee.FeeMinor(p.Minor)
		move(HeldAccount(p.SubGig), SellerAccount(p.Seller), p.Minor-kept)
		move(HeldAccount(p.SubGig), AccountFee, kept)
	case PostSettle:
		if p.Share < 0 || p.Share > p.Minor {
			return tx, Errorf(Internal, "ledger: a share of %d of %d", p.Share, p.Minor)
		}
		kept := fee.FeeMinor(p.Share)
		move(HeldAccount(p.SubGig), SellerAccount(p.Seller), p.Share-kept)
		move(HeldAccount(p.SubGig), AccountFee, kept)
		move(HeldAccount(p.SubGig), AccountFunding, p.Minor-p.Share)
	case PostAdjust:
		move(AccountFunding, HeldAccount(p.SubGig), p.Minor)
	case PostRefund:
		move(AccountFunding, AccountRefund, p.Minor)
	default:
		return tx, Errorf(Internal, "ledger: there is no posting of kind %q", p.Kind)
	}
	return tx, nil
}

// Book is the ledger of one project as balances. The zero Book is empty and ready.
type Book struct {
	balances map[Account]int64
	seen     map[string]bool
}

// Apply books the transaction once; the same key again changes nothing. A transaction that does not sum to zero or
// would overdraw an account is refused and changes nothing.
func (b *Book) Apply(tx Transaction) error {
	if b.seen[tx.Key] {
		return nil
	}
	var sum int64
	change := map[Account]int64{}
	for _, e := range tx.Entries {
		sum += e.Minor
		change[e.Account] += e.Minor
	}
	if sum != 0 {
		return Errorf(Internal, "ledger: transaction %s does not balance, it sums to %d", tx.Key, sum)
	}
	for account, minor := range change {
		if account != AccountOutside && b.balances[account]+minor < 0 {
			return Errorf(Conflict, "ledger: %s has %d, transaction %s takes %d", account, b.balances[account], tx.Key, -minor)
		}
	}
	b.init()
	for account, minor := range change {
		b.balances[account] += minor
	}
	b.seen[tx.Key] = true
	return nil
}

func (b *Book) init() {
	if b.balances == nil {
		b.balances, b.seen = map[Account]int64{}, map[string]bool{}
	}
}

// Balance is what stands on an account, in minor units.
func (b *Book) Balance(a Account) int64 { return b.balances[a] }

// Totals sums the book by the first word of the account: outside, funding, held, seller, fee, refund.
type Totals struct {
	Funded   int64 `json:"funded_minor"`   // paid in by the buyer
	Reserve  int64 `json:"reserve_minor"`  // funding not yet held
	Held     int64 `json:"held_minor"`     // reserved for accepted sub-gigs
	Released int64 `json:"released_minor"` // paid to sellers
	Fee      int64 `json:"fee_minor"`
	Refunded int64 `json:"refunded_minor"`
}

// TotalsOf sums balances by kind of account.
func TotalsOf(balances map[Account]int64) Totals {
	var t Totals
	for account, minor := range balances {
		switch {
		case account == AccountOutside:
			t.Funded = -minor
		case account == AccountFunding:
			t.Reserve += minor
		case account == AccountFee:
			t.Fee += minor
		case account == AccountRefund:
			t.Refunded += minor
		case len(account) > 5 && account[:5] == "held/":
			t.Held += minor
		default:
			t.Released += minor
		}
	}
	return t
}

// Check reports a sentence for a book that does not add up.
func (t Totals) Check() error {
	if t.Funded != t.Reserve+t.Held+t.Released+t.Fee+t.Refunded {
		return Errorf(Conflict, "the ledger does not add up: funded %d, but reserve %d + held %d + released %d + fee %d + refunded %d",
			t.Funded, t.Reserve, t.Held, t.Released, t.Fee, t.Refunded)
	}
	for name, minor := range map[string]int64{"reserve": t.Reserve, "held": t.Held, "released": t.Released, "fee": t.Fee, "refunded": t.Refunded} {
		if minor < 0 {
			return Errorf(Conflict, "the ledger's %s is negative: %d", name, minor)
		}
	}
	return nil
}

func postingKey(s SubGigID, kind PostingKind, o OfferID) string {
	return fmt.Sprintf("%s/%s/%s", s, kind, o)
}
