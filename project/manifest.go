package project

import "time"

// ArtifactKind is preview or final.
type ArtifactKind string

// The kinds of artifact.
const (
	ArtifactPreview ArtifactKind = "preview"
	ArtifactFinal   ArtifactKind = "final"
)

// Input is one approved delivery as an assembly takes it.
type Input struct {
	SubGig   SubGigID    `json:"sub_gig_id"`
	Key      string      `json:"key"`
	Title    string      `json:"title"`
	Role     string      `json:"role"`
	Place    Place       `json:"place"`
	Delivery DeliveryID  `json:"delivery_id,omitempty"`
	Version  int         `json:"version,omitempty"`
	Files    []FileFacts `json:"files,omitempty"`
	Credit   Credit      `json:"credit"`

	// What is missing has nobody's credit yet: these say for whom one waits, and for what.
	State   SubGigState `json:"state,omitempty"`   // of the sub-gig
	Awaited string      `json:"awaited,omitempty"` // name of whoever works on it
}

// Missing reports whether nothing is approved yet for the sub-gig.
func (i Input) Missing() bool { return i.Delivery == "" }

// Waiting says for whom and what a missing input waits.
func (i Input) Waiting() string {
	what := map[SubGigState]string{
		Waiting: "waits for what it needs", Casting: "looks for a seller", Offered: "is offered", Working: "is being made",
		Inspecting: "is being inspected", InReview: "is in review", Disputed: "is disputed",
	}[i.State]
	if what == "" {
		what = "is not there yet"
	}
	if i.Awaited == "" {
		return what
	}
	return what + ": " + i.Awaited
}

// ArtifactFile is one file of an artifact.
type ArtifactFile struct {
	Name   string `json:"name"`
	Key    string `json:"key"` // object key
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size_bytes"`
	Type   string `json:"type"`
}

// Entry says where one delivery stands in the artifact.
type Entry struct {
	Input
	Span
	AlignedMS float64 `json:"aligned_ms,omitempty"` // by how much it was moved to stand on the guide; negative is earlier
}

// Span is the part of an artifact that one delivery takes. Every stretch is half open, of time as of pages and rows, which
// count from 1. What does not apply is left out.
type Span struct {
	FromSeconds float64  `json:"from_seconds,omitempty"`
	ToSeconds   float64  `json:"to_seconds,omitempty"`
	FromPage    int      `json:"from_page,omitempty"`
	ToPage      int      `json:"to_page,omitempty" doc:"the page behind its last"`
	FromRow     int64    `json:"from_row,omitempty" doc:"line of the first text of the result, row of a table, number of a cue or unit"`
	ToRow       int64    `json:"to_row,omitempty" doc:"the row behind its last"`
	Cell        *Area    `json:"cell,omitempty"`  // of a grid
	Paths       []string `json:"paths,omitempty"` // in an archive
}

// Manifest says what an artifact is made of: which delivery stands where, and what is missing. Two builds with the same
// Inputs, Recipe, Tools and Arch give the same bytes.
type Manifest struct {
	Project  ProjectID      `json:"project_id"`
	Title    string         `json:"title"`
	Artifact ArtifactID     `json:"artifact_id"`
	Kind     ArtifactKind   `json:"kind"`
	Recipe   Recipe         `json:"recipe"`
	Entries  []Entry        `json:"entries"`
	Missing  []Input        `json:"missing"`
	Tools    []string       `json:"tools"`
	Arch     string         `json:"arch"`
	Files    []ArtifactFile `json:"files"`
	LUFS     float64        `json:"lufs,omitempty"`
	TruePeak float64        `json:"true_peak_dbtp,omitempty"`
	Seconds  float64        `json:"seconds,omitempty"`
	Credits  []Credit       `json:"credits"`
	Source   *DeliveryFile  `json:"source,omitempty"`  // what the pieces were cut from, when the recipe needs it
	Remarks  []Finding      `json:"remarks,omitempty"` // what a person should know of this build, as rows on which no two agree
}

// Artifact is an assembled output.
type Artifact struct {
	ID        ArtifactID
	Project   ProjectID
	Kind      ArtifactKind
	Build     string // content address of the inputs; the same inputs give the same build
	Manifest  Manifest
	CreatedAt time.Time
}
