package project

import (
	"context"
	"time"
)

// PayoutFilter narrows a list of payouts; zero fields ask for nothing.
type PayoutFilter struct {
	Seller  PersonID
	Project ProjectID
	State   PayoutState
}

// PayoutRecords keeps payouts, and where people want to be paid. What a payout takes and gives back is booked in the
// same transaction as its row, with its line in the project's log.
type PayoutRecords interface {
	// Payables lists what can be paid to sellers, with what decides whether it may be, by seller and project. Only
	// destinations of the provider count. The cursor is what Payable.Cursor gives.
	Payables(ctx context.Context, provider string, page Page) ([]Payable, error)
	// MakePayout records p as pending and takes its money off the seller's account. Its ID and Number are made here, from
	// how many payouts the seller had in the project before. A Conflict, and nothing recorded, when the account has less or
	// a sub-gig of the seller in the project stops clearing.
	MakePayout(ctx context.Context, p Payout) (Payout, error)
	// TryPayout notes that the provider is about to be asked: at the first time it fixes To, from where the seller wants to
	// be paid now, and TriedAt. It gives the payout with To, but with the TriedAt from before.
	TryPayout(ctx context.Context, id PayoutID, at time.Time) (Payout, error)
	// HearPayout records what Payout.Hear makes of the news, and gives the payout after it.
	HearPayout(ctx context.Context, id PayoutID, n PayoutNews, at time.Time) (Payout, error)
	Payout(ctx context.Context, id PayoutID) (Payout, error)
	// Payouts lists, newest first; the cursor is the payout's id.
	Payouts(ctx context.Context, filter PayoutFilter, page Page) ([]Payout, error)
	// UnsentPayouts lists the pending payouts of a provider, oldest first; the cursor is the payout's id.
	UnsentPayouts(ctx context.Context, provider string, page Page) ([]PayoutID, error)
	// PutDestination records where a person wants to be paid by a provider; the latest counts.
	PutDestination(ctx context.Context, d Destination) error
	Destination(ctx context.Context, person PersonID, provider string) (Destination, error)
	// SellerTransactions lists what was booked for a seller before the time, in all projects, by project and number: every
	// transaction that names them, and every hold, change order and return of a sub-gig that they earned by.
	SellerTransactions(ctx context.Context, seller PersonID, before time.Time) ([]Transaction, error)
}

// Cursor names the balance in a list.
func (p Payable) Cursor() string { return string(p.Seller) + " " + string(p.Project) }
