package project

import (
	"fmt"
	"strings"
	"time"
)

// Account is a place where a project's money stands. Accounts are per project; those of people are per person in it.
type Account string

// The accounts of a project. Money comes from Outside and is at last on the sellers' paid accounts, the fee or the
// refund. Outside and Loss may be negative, everything else never is.
const (
	AccountOutside Account = "outside" // the buyer's world: minus what was paid in and not taken back
	AccountFunding Account = "funding" // paid in and free
	AccountReserve Account = "reserve" // set aside at launch for the prices
	AccountFee     Account = "fee"
	AccountRefund  Account = "refund"
	AccountTip     Account = "tip"  // tips in clearing
	AccountLoss    Account = "loss" // the platform's: minus what a bank took back when it was no longer free
)

// The first words of the accounts that there are many of.
const (
	heldPrefix     = "held/"
	clearingPrefix = "clearing/"
	sellerPrefix   = "seller/"
	paidPrefix     = "paid/"
)

// HeldAccount holds the money of one sub-gig between acceptance and its end.
func HeldAccount(s SubGigID) Account { return Account(heldPrefix + string(s)) }

// ClearingAccount is what a seller has earned in the project and cannot be paid yet: it is in clearing.
func ClearingAccount(p PersonID) Account { return Account(clearingPrefix + string(p)) }

// SellerAccount is what a seller has earned in the project and can be paid.
func SellerAccount(p PersonID) Account { return Account(sellerPrefix + string(p)) }

// PaidAccount is what has left to a seller. It is the sellers' side of the outside world, kept apart from the buyer's so
// that the balances alone tell what was paid in and what was paid out, and so that no more comes back than had left.
func PaidAccount(p PersonID) Account { return Account(paidPrefix + string(p)) }

// MayBeNegative says which accounts have no floor.
func (a Account) MayBeNegative() bool { return a == AccountOutside || a == AccountLoss }

// inClearing says which accounts money leaves only when its clearing time is over.
func (a Account) inClearing() bool { return a == AccountTip || a.begins(clearingPrefix) }

func (a Account) begins(prefix string) bool { return strings.HasPrefix(string(a), prefix) }

// PostingKind says what a transaction of the ledger is for.
type PostingKind string

// The kinds of transaction. The moves of each are in ledger_entries.go.
const (
	PostFund       PostingKind = "fund"       // the buyer pays in
	PostReserve    PostingKind = "reserve"    // the launch sets the prices aside
	PostHold       PostingKind = "hold"       // an accepted offer holds its price
	PostReturn     PostingKind = "return"     // a whole hold goes back to the reserve when the seller leaves
	PostRelease    PostingKind = "release"    // an approval pays the seller into clearing, less the fee
	PostSettle     PostingKind = "settle"     // a whole hold is split: a share to the seller, less the fee, the rest back to the reserve
	PostAdjust     PostingKind = "adjust"     // an agreed change order adds to a hold
	PostReduce     PostingKind = "reduce"     // an agreed change order takes from a hold
	PostClear      PostingKind = "clear"      // the clearing time of a release, a settlement or a tip is over
	PostPayout     PostingKind = "payout"     // a seller is paid
	PostPayback    PostingKind = "payback"    // a payout that failed comes back
	PostTip        PostingKind = "tip"        // the buyer gives a seller more, without a fee
	PostRefund     PostingKind = "refund"     // what was not needed goes back to the buyer
	PostChargeback PostingKind = "chargeback" // the buyer's bank takes money back
	PostReinstate  PostingKind = "reinstate"  // the buyer's bank gives again what it took back
)

// PostingKinds lists every kind.
func PostingKinds() []PostingKind {
	return []PostingKind{PostFund, PostReserve, PostHold, PostReturn, PostRelease, PostSettle, PostAdjust, PostReduce, PostClear, PostPayout,
		PostPayback, PostTip, PostRefund, PostChargeback, PostReinstate}
}

// OfProcess reports whether the kind follows from what happens to a sub-gig. Such postings are made by the commit that
// records what happened and by nothing else.
func (k PostingKind) OfProcess() bool {
	switch k {
	case PostHold, PostReturn, PostRelease, PostSettle, PostAdjust, PostReduce:
		return true
	}
	return false
}

// Posting asks for a transaction; the Book of the project turns it into entries. Which fields count depends on its kind.
type Posting struct {
	Key    string      `json:"key"` // the same key again is the same posting
	Kind   PostingKind `json:"kind"`
	SubGig SubGigID    `json:"sub_gig_id,omitempty"` // of the process; clear: of the release, empty for a tip
	Seller PersonID    `json:"seller_id,omitempty"`  // whom it is for
	Minor  int64       `json:"minor"`                // minor units, the fee included
	Share  int64       `json:"share,omitempty"`      // settle: what of Minor goes to the seller, the fee included
}

// LedgerEntry is one side of a transaction: an account and what it gains, in minor units; negative when it loses.
type LedgerEntry struct {
	Account Account `json:"account"`
	Minor   int64   `json:"minor"`
}

// Transaction is one double-entry posting as it was booked. Its entries come in pairs: what an account lost, what
// another gained by it. Nothing about it ever changes.
type Transaction struct {
	Posting
	Project  ProjectID     `json:"project_id"`
	Seq      int64         `json:"seq"` // from 1, without a gap
	Currency string        `json:"currency"`
	Entries  []LedgerEntry `json:"entries"`
	At       time.Time     `json:"at,omitzero"`
	Clears   time.Time     `json:"clears_at,omitzero"` // when what it put into clearing may leave it; zero when it put nothing there
	Hash     string        `json:"hash,omitempty"`     // see HashAfter; empty for what was booked before there was a chain
}

// Moved is what the transaction did to one account.
func (t Transaction) Moved(a Account) int64 {
	var sum int64
	for _, e := range t.Entries {
		if e.Account == a {
			sum += e.Minor
		}
	}
	return sum
}

// clearSuffix ends the key of the posting that clears another one.
const clearSuffix = "/clear"

// Clearance gives the posting that ends the clearing of a release, a settlement or a tip; false when the transaction put
// nothing into clearing.
func (t Transaction) Clearance() (Posting, bool) {
	p := Posting{Key: t.Key + clearSuffix, Kind: PostClear, SubGig: t.SubGig, Seller: t.Seller}
	p.Minor = t.Moved(p.clearsFrom())
	return p, !t.Clears.IsZero() && p.Minor > 0
}

// clearsFrom is where a posting of kind clear takes from: a tip is for a person, not for a sub-gig.
func (p Posting) clearsFrom() Account {
	if p.SubGig == "" {
		return AccountTip
	}
	return ClearingAccount(p.Seller)
}

// Cleared gives the key of what a posting of kind clear clears.
func (p Posting) Cleared() string { return strings.TrimSuffix(p.Key, clearSuffix) }

// FeePolicy is what the platform keeps of a release, in basis points of the price (1 = 0.01 %).
type FeePolicy struct {
	BasisPoints int64 `json:"basis_points"`
}

// FeeMinor is the fee on an amount, rounded down in the seller's favour.
func (f FeePolicy) FeeMinor(minor int64) int64 { return minor * f.BasisPoints / 10_000 }

// RefundKey names the n-th refund of a project, from 1. Money that comes back after the first one is refunded again.
func RefundKey(id ProjectID, n int64) string {
	if n == 1 {
		return string(id) + "/refund"
	}
	return fmt.Sprintf("%s/refund/%d", id, n)
}

// LaunchPostings take the buyer's money in and set the prices aside, in minor units.
func LaunchPostings(id ProjectID, budget, prices int64) []Posting {
	return []Posting{
		{Key: string(id) + "/fund", Kind: PostFund, Minor: budget},
		{Key: string(id) + "/reserve", Kind: PostReserve, Minor: prices},
	}
}

func postingKey(s SubGigID, kind PostingKind, o OfferID) string {
	return fmt.Sprintf("%s/%s/%s", s, kind, o)
}
