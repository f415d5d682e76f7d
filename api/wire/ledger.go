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
	Balanced     bool              `json:"balanced" doc:"funded + loss = reserve + held + released + fee + refunded"`
	Balances     []Balance         `json:"balances" doc:"by account"`
	Transactions []Transaction     `json:"transactions" doc:"oldest first"`
	Next         string            `json:"next,omitempty" doc:"cursor of the next transactions; absent at the end"`
}

// Balance is what stands on an account.
type Balance struct {
	Account project.Account `json:"account"`
	Minor   int64           `json:"minor"`
}

// Transaction is one double-entry posting: what was asked for, and how it was booked.
type Transaction struct {
	Seq      int64                 `json:"seq" doc:"from 1, without a gap"`
	Key      string                `json:"key"`
	Kind     project.PostingKind   `json:"kind"`
	SubGigID project.SubGigID      `json:"sub_gig_id,omitempty"`
	SellerID project.PersonID      `json:"seller_id,omitempty"`
	Minor    int64                 `json:"minor" doc:"what was asked for, the fee included"`
	Share    int64                 `json:"share,omitempty" doc:"of a settlement: what of it goes to the seller, the fee included"`
	Entries  []project.LedgerEntry `json:"entries" doc:"they sum to zero; in pairs: what an account loses, what another gains by it"`
	At       time.Time             `json:"at"`
	ClearsAt *time.Time            `json:"clears_at,omitempty" doc:"when what it put into clearing may leave it"`
	Hash     string                `json:"hash,omitempty" doc:"seals it behind the transaction before"`
}

// Audit is the outcome of recomputing what the records of a project say twice.
type Audit struct {
	ProjectID    project.ProjectID      `json:"project_id"`
	At           time.Time              `json:"at"`
	Transactions int64                  `json:"transactions"`
	Findings     []project.AuditFinding `json:"findings" doc:"empty when all is well"`
}

// AuditSummary is how far the audits of all projects have come.
type AuditSummary struct {
	Audited int        `json:"audited" doc:"projects that were audited at least once"`
	Waiting int        `json:"waiting" doc:"projects whose log has grown since, or that never were audited"`
	Oldest  *time.Time `json:"oldest,omitempty" doc:"of the newest audit of each project; absent when there is none"`
	Wrong   []Audit    `json:"wrong" doc:"the newest audits with findings, the latest first"`
}
