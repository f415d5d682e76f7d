package project

import (
	"context"
	"time"
)

// Backup is a copy of the whole instance as it was at one moment.
type Backup struct {
	Name    string // of its folder
	At      time.Time
	Files   int   // of the store
	Bytes   int64 // of all of it
	Program string
}

// BackupState is how the backups of an instance stand.
type BackupState struct {
	Every   time.Duration // how often one is taken by itself; 0: only when somebody asks
	Running bool          // one is being taken
	Failure string        // why the last one was not taken; empty when it was
	Items   []Backup      // newest first
}

// Backups is the port to the backups of an instance.
type Backups interface {
	// State says how they stand.
	State(ctx context.Context) (BackupState, error)
	// Begin takes one in the background, unless that is being done.
	Begin(ctx context.Context) error
}
