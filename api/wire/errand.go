package wire

import (
	"time"

	"tutti/project"
)

// DryRunRequest asks for files to be inspected as if they were delivered.
type DryRunRequest struct {
	UploadIDs []project.UploadID `json:"upload_ids" minItems:"1" maxItems:"100" doc:"completed uploads for this sub-gig"`
}

// DryRun is an inspection without consequences.
type DryRun struct {
	ID         project.ErrandID    `json:"id"`
	SubGigID   project.SubGigID    `json:"sub_gig_id"`
	State      project.ErrandState `json:"state" enum:"working,done,refused,failed"`
	Problem    string              `json:"problem,omitempty" doc:"why there are no findings, when refused or failed"`
	Inspection *project.Inspection `json:"inspection,omitempty" doc:"when done"`
	CreatedAt  time.Time           `json:"created_at"`
}

// SplitRequest asks for a source to be cut into pieces.
type SplitRequest struct {
	UploadID project.UploadID `json:"upload_id" doc:"completed upload of the source, sent with source: true"`
	By       project.SplitBy  `json:"by,omitempty" enum:"pages,bookmarks,headings,chapters,rows,cues,units,time,scenes,entries" doc:"at what to cut; the format's own way when left out"`
	Parts    int              `json:"parts,omitempty" minimum:"0" maximum:"10000" doc:"so many pieces, as even as possible"`
	Every    float64          `json:"every,omitempty" minimum:"0" doc:"so many units a piece, seconds for time; parts or every, not both"`
}

// SplitRun is a source in pieces, or on its way to be.
type SplitRun struct {
	ID        project.ErrandID    `json:"id"`
	State     project.ErrandState `json:"state" enum:"working,done,refused,failed"`
	Problem   string              `json:"problem,omitempty" doc:"why it was not split, when refused or failed"`
	Split     *project.Split      `json:"split,omitempty" doc:"when done"`
	Links     []Link              `json:"links,omitempty" doc:"when done: the pieces in the order of the cuts"`
	CreatedAt time.Time           `json:"created_at"`
}
