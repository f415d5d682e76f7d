package wire

import (
	"time"

	"tutti/project"
)

// Ledger is the money of a project.
type Ledger struct {
	ProjectID    project.ProjectID `json:"project_id"`
	Currency     string            `json:"currency"`
	Totals       project.Totals    `json:"totals"`
	Balanced     bool              `json:"balanced" doc:"funded = reserve + held + released + fee + refunded"`
	Balances     []Balance         `json:"balances" doc:"by account"`
	Transactions []Transaction     `json:"transactions" doc:"oldest first"`
	Next         string            `json:"next,omitempty" doc:"cursor of the next transactions; absent at the end"`
}

// Balance is what stands on an account.
type Balance struct {
	Account project.Account `json:"account"`
	Minor   int64           `json:"minor"`
}

// Transaction is one double-entry posting.
type Transaction struct {
	Key      string                `json:"key"`
	Kind     project.PostingKind   `json:"kind"`
	SubGigID project.SubGigID      `json:"sub_gig_id,omitempty"`
	Entries  []project.LedgerEntry `json:"entries" doc:"they sum to zero"`
	At       time.Time             `json:"at"`
}
