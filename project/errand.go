package project

import (
	"context"
	"time"
)

// ErrandKind says what an errand does.
type ErrandKind string

// The kinds of errand.
const (
	DryRun      ErrandKind = "dry_run" // inspect files as if they were delivered
	SplitSource ErrandKind = "split"   // cut a source into pieces
)

// ErrandState is where an errand stands.
type ErrandState string

// The states of an errand.
const (
	ErrandWorking ErrandState = "working"
	ErrandDone    ErrandState = "done"
	ErrandRefused ErrandState = "refused" // the files or the wish cannot be used; Problem says why
	ErrandFailed  ErrandState = "failed"  // trouble of ours; the same may be asked again
)

// Errand is work on bytes that somebody asked for beside the process of a project. Nothing follows from it: no clock, no
// statistic, no event.
type Errand struct {
	ID        ErrandID
	Kind      ErrandKind
	Owner     PersonID
	SubGig    SubGigID // of a dry run
	Files     []DeliveryFile
	Wish      SplitWish // of a split
	State     ErrandState
	Problem   string      // for the owner, when refused or failed
	Found     *Inspection // of a dry run, when done
	Split     *Split      // when done
	CreatedAt time.Time
	EndedAt   time.Time // zero while working
}

// SplitWish is how somebody wants a source to be cut. The zero wish leaves it to the format.
type SplitWish struct {
	By    SplitBy `json:"by,omitempty"`
	Parts int     `json:"parts,omitempty"`
	Every float64 `json:"every,omitempty"` // units a piece, seconds for time
}

// ErrandRecords keeps errands.
type ErrandRecords interface {
	// PutErrand records e once; the same id again returns the stored row.
	PutErrand(ctx context.Context, e Errand) (Errand, error)
	Errand(ctx context.Context, id ErrandID) (Errand, error)
	// EndErrand records how e ended: its state, problem, findings or split, and the time. One that has ended stays as it is.
	EndErrand(ctx context.Context, e Errand) error
}
