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

// Post books it, for a project in the state; a kind that is the process's own is Invalid. What is paid in once everything
// unspent has gone back would stay for ever, so a project that has ended takes no funds: Conflict.
func (b Booking) Post(book *Book, state ProjectState, at time.Time) (bool, error) {
	if b.logKind() == "" {
		return false, Errorf(Invalid, "ledger: a posting of kind %q is made by the process alone", b.Kind)
	}
	if _, repeat := book.find(b.Key); !repeat && b.Kind == PostFund && state.Ended() {
		return false, Errorf(Conflict, "nothing can be paid in: the project is %s", state)
	}
	return book.Post(b.Posting, at)
}

// Raise is what the booking adds to the budget of its project, in minor units.
func (b Booking) Raise() int64 {
	if b.Kind == PostFund {
		return b.Minor
	}
	return 0
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

// Fund adds money of the buyer to a project that runs, in minor units; its budget grows by as much.
func Fund(key string, minor int64, buyer PersonID) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostFund, Minor: minor}, Actor: buyer}
}

// Tip gives a seller of a project something on top, from the buyer's pocket and without a fee. It clears like a release.
func Tip(key string, seller PersonID, minor int64) Booking {
	return Booking{Posting: Posting{Key: key, Kind: PostTip, Seller: seller, Minor: minor}}
}

// Tipped is who gets a tip for the sub-gig: the seller whose delivery is approved. Conflict while there is none.
func (g SubGig) Tipped() (PersonID, error) {
	if g.State != Approved {
		return "", Errorf(Conflict, "a tip is for approved work: %s", standing(g.State))
	}
	return g.Seller, nil
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
	// is there already is left out with its line. What is funded raises the budget of the project. The refusals are those of
	// Booking.Post; NotFound for a project that is not there.
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
