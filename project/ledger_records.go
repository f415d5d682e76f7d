package project

import (
	"context"
	"time"
)

// Booking is a posting that comes from no commit of the process.
type Booking struct {
	Posting
	Actor PersonID // who caused it; the log names the posting's seller instead, when it has one
}

// Post books it; a kind that is the process's own is Invalid.
func (b Booking) Post(book *Book, at time.Time) (bool, error) {
	if b.logKind() == "" {
		return false, Errorf(Invalid, "ledger: a posting of kind %q is made by the process alone", b.Kind)
	}
	return book.Post(b.Posting, at)
}

// Log is the line of the project's log that tells of the booking, without amounts.
func (b Booking) Log(at time.Time) LogEvent {
	e := LogEvent{Kind: b.logKind(), SubGig: b.SubGig, Actor: b.Actor, Detail: b.Key, At: at}
	if b.Seller != "" {
		e.Actor = b.Seller
	}
	return e
}

func (b Booking) logKind() LogKind {
	switch b.Kind {
	case PostFund:
		return LogFunded
	case PostClear:
		return LogCleared
	case PostTip:
		return LogTipGiven
	case PostPayout:
		return LogPayoutSent
	case PostPayback:
		return LogPayoutReturned
	case PostChargeback:
		return LogChargedBack
	case PostReinstate:
		return LogReinstated
	}
	return ""
}

// Tip gives a seller of a project something on top, from the buyer's pocket and without a fee. It clears like a release.
func Tip(key string, seller PersonID, minor int64) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostTip, Seller: seller, Minor: minor}}
}

// BookPayout takes what a seller is paid off what they can be paid.
func BookPayout(key string, seller PersonID, minor int64) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostPayout, Seller: seller, Minor: minor}}
}

// BookPayback brings a payout that failed back to the seller's account.
func BookPayback(key string, seller PersonID, minor int64) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostPayback, Seller: seller, Minor: minor}}
}

// Chargeback tells that the buyer's bank took money back; actor is who or what has told it.
func Chargeback(key string, minor int64, actor PersonID) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostChargeback, Minor: minor}, Actor: actor}
}

// Reinstate tells that the buyer's bank gave again what it took back; actor is who or what has told it.
func Reinstate(key string, minor int64, actor PersonID) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostReinstate, Minor: minor}, Actor: actor}
}

// Booked is what PostLedger found out.
type Booked struct {
	Fresh     int   // postings that were not there before
	LastEvent int64 // the project's newest event
}

// ClearedDue is what ClearDue did.
type ClearedDue struct {
	Count    int
	Projects []ProjectID // whose log has grown
	Next     time.Time   // when the earliest of what is left in clearing is due; zero when nothing is
}

// Audit is the outcome of recomputing what the records of one project say twice.
type Audit struct {
	Project      ProjectID      `json:"project_id"`
	At           time.Time      `json:"at"`
	Transactions int64          `json:"transactions"` // how many there were
	LastEvent    int64          `json:"last_event"`   // how far the project's log had come
	Findings     []AuditFinding `json:"findings"`     // none when all is well
}

// AuditSummary is how far the audits have come.
type AuditSummary struct {
	Audited int       // projects that were audited at least once
	Waiting int       // projects whose log has grown since, or that never were
	Oldest  time.Time // the oldest of the newest audits; zero when there is none
	Wrong   []Audit   // those with findings, the latest first, at most MaxAuditsListed
}

// MaxAuditsListed bounds AuditSummary.Wrong.
const MaxAuditsListed = 100

// LedgerRecords keeps the money. What belongs to a step of the process comes with its commit, everything else through
// PostLedger and ClearDue.
type LedgerRecords interface {
	// Balances gives what stands on every account of the project that was ever touched.
	Balances(ctx context.Context, id ProjectID) (map[Account]int64, error)
	// Transactions lists the ledger, oldest first; the cursor is the sequence number, which begins at 1 and has no gap, as
	// decimal digits.
	Transactions(ctx context.Context, id ProjectID, page Page) ([]Transaction, error)
	// PostLedger books postings that come from no commit, all or none, each with its line in the log. A posting whose key
	// is there already is left out with its line. The refusals are those of Book.Post; Invalid for a kind that only the
	// process posts, NotFound for a project that is not there.
	PostLedger(ctx context.Context, id ProjectID, bookings []Booking, at time.Time) (Booked, error)
	// ClearDue posts one clear, with its line in the log, for everything whose clearing time is over, the longest overdue
	// first, at most limit of them (0: all). Nothing leaves clearing while its sub-gig is in one of ClearingStops. Each
	// project is one transaction; when one cannot be cleared the others are, and the error comes with what was done.
	ClearDue(ctx context.Context, now time.Time, limit int) (ClearedDue, error)
	// Audit recomputes what the records of a project say twice, on one state of the database, and changes nothing.
	Audit(ctx context.Context, id ProjectID, at time.Time) (Audit, error)
	// KeepAudit keeps the outcome as the newest of its project. An older one than is kept changes nothing.
	KeepAudit(ctx context.Context, a Audit) error
	// AuditsDue names projects that ought to be audited: those that never were, whose log has grown since or whose newest
	// audit was before the time; the longest waiting first.
	AuditsDue(ctx context.Context, before time.Time, limit int) ([]ProjectID, error)
	// AuditSummary tells how far the audits have come, and what they found.
	AuditSummary(ctx context.Context) (AuditSummary, error)
}
