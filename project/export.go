package project

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// ExportID names an export: exp_...
type ExportID string

// PrefixExport begins the ids of exports.
const PrefixExport = "exp"

// ExportKind says what a project is exported as.
type ExportKind string

// The kinds of export.
const (
	ExportRelease ExportKind = "release"            // the final with everything that goes with it
	ExportDAW     ExportKind = "session-dawproject" // DAWproject with its sound
	ExportREAPER  ExportKind = "session-reaper"     // REAPER project, Audacity labels and cue sheet with their sound
	ExportOTIO    ExportKind = "session-otio"       // OpenTimelineIO and EDL with their media
	ExportArchive ExportKind = "archive"            // the whole project, for another instance
	ExportWork    ExportKind = "work"               // a seller's own work
)

// ExportKinds lists every kind.
func ExportKinds() []ExportKind {
	return []ExportKind{ExportRelease, ExportDAW, ExportREAPER, ExportOTIO, ExportArchive, ExportWork}
}

// Session reports whether the kind is a session of a tool, made of the newest artifact.
func (k ExportKind) Session() bool {
	return slices.Contains([]ExportKind{ExportDAW, ExportREAPER, ExportOTIO}, k)
}

// Own reports whether the kind holds one person's work alone, and only they may have it.
func (k ExportKind) Own() bool { return k == ExportWork }

// ExportState is where an export stands.
type ExportState string

// The states of an export.
const (
	ExportBuilding ExportState = "building"
	ExportReady    ExportState = "ready"
	ExportFailed   ExportState = "failed" // asking again begins anew
)

// Export is one archive made of a project.
type Export struct {
	ID        ExportID
	Project   ProjectID
	Kind      ExportKind
	Of        string // what it is made of: the same project, kind and Of give the same export; see ExportOf
	Actor     PersonID
	State     ExportState
	Reason    string        // why it failed
	File      *ArtifactFile // when ready
	CreatedAt time.Time
	EndedAt   time.Time
}

// exportForm counts how releases and sessions are written: one that an older program has made is not given for one of today.
const exportForm = 3

// ExportOf says what an export is made of: the artifact and what was said about it, for a release and a session, and what
// was earned by then, for a release, in which the shares stand. Every message counts with its changes, so an edited one makes
// another export.
func ExportOf(artifact ArtifactID, said []Message, earned []Transaction) string {
	changes, last := 0, int64(0)
	for _, m := range said {
		changes += m.Version
	}
	for _, t := range earned {
		if t.earned() != 0 {
			last = t.Seq
		}
	}
	return fmt.Sprintf("%s/%d/%d/%d", artifact, changes, last, exportForm)
}

// ExportKey is where the archive of an export stays.
func ExportKey(p ProjectID, id ExportID, name string) string {
	return "art/" + string(p) + "/" + string(id) + "/" + name
}

// ExportRecords keeps exports.
type ExportRecords interface {
	// BeginExport records e once by its project, kind and Of, as building, and gives the stored row. One that failed is
	// building again.
	BeginExport(ctx context.Context, e Export) (Export, error)
	// EndExport records the outcome of an export that is building: its file, or the reason why there is none. Any other is left
	// as it is.
	EndExport(ctx context.Context, id ExportID, file *ArtifactFile, reason string, at time.Time) error
	Export(ctx context.Context, id ExportID) (Export, error)
	// Exports lists newest first.
	Exports(ctx context.Context, id ProjectID) ([]Export, error)
}
