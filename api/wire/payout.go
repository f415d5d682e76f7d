package wire

import (
	"time"

	"tutti/project"
)

// Payout is money on its way to a seller.
type Payout struct {
	ID          project.PayoutID    `json:"id"`
	ProjectID   project.ProjectID   `json:"project_id"`
	Seller      PersonName          `json:"seller"`
	Number      int                 `json:"number" doc:"of this seller in this project, from 1"`
	AmountMinor int64               `json:"amount_minor"`
	Currency    string              `json:"currency"`
	State       project.PayoutState `json:"state" doc:"pending: not known to be sent; sent: the provider has taken it; paid: confirmed; failed: the money is the seller's again"`
	Provider    string              `json:"provider" doc:"who sends it; manual: the operator"`
	To          string              `json:"to,omitempty" doc:"the end of the account it goes to"`
	Reference   string              `json:"reference,omitempty" doc:"how the provider, or the operator, calls the transfer"`
	Reason      string              `json:"reason,omitempty" doc:"why it failed, a word of the provider"`
	BackMinor   int64               `json:"back_minor,omitempty" doc:"what of the amount came back"`
	MadeAt      time.Time           `json:"made_at"`
	SentAt      *time.Time          `json:"sent_at,omitempty"`
	EndedAt     *time.Time          `json:"ended_at,omitempty" doc:"when it was paid, or failed"`
}

// PayoutList is a part of the payouts, newest first.
type PayoutList struct {
	Items []Payout `json:"items"`
	Next  string   `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// FailedRequest says why a payout by hand did not arrive.
type FailedRequest struct {
	Reason string `json:"reason" enum:"account_closed,wrong_account,refused_by_bank,returned,other"`
}

// PaidRequest says that a payout was made by hand.
type PaidRequest struct {
	Reference string `json:"reference" minLength:"1" maxLength:"200" doc:"how the transfer can be found again: the bank's number or text"`
}

// DestinationRequest names where the caller's money goes.
type DestinationRequest struct {
	Account string `json:"account" minLength:"1" maxLength:"200" doc:"as the provider names it: the id of a connected Stripe account, acct_..."`
}

// Destination is where a person's money goes.
type Destination struct {
	Provider  string     `json:"provider"`
	ByHand    bool       `json:"by_hand" doc:"the operator pays by hand: there is nothing to name here"`
	Account   string     `json:"account,omitempty" doc:"the end of the account; absent when none was named"`
	UpdatedAt *time.Time `json:"updated_at,omitempty"`
}
