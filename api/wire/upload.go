package wire

import (
	"time"

	"tutti/project"
)

// UploadRequest begins an upload, or finds the one that was begun before.
type UploadRequest struct {
	ProjectID   project.ProjectID `json:"project_id,omitempty" doc:"left out for a source and for a reel"`
	SubGigID    project.SubGigID  `json:"sub_gig_id,omitempty" doc:"for a delivery"`
	Reference   string            `json:"reference,omitempty" maxLength:"63" doc:"key of the project's reference; one of sub_gig_id, reference, requirement, source, attachment and reel"`
	Requirement string            `json:"requirement,omitempty" maxLength:"63" doc:"key of the project's requirement, for a file"`
	Source      bool              `json:"source,omitempty" doc:"true for a source that is to be split; it belongs to no project yet"`
	Attachment  bool              `json:"attachment,omitempty" doc:"true for a file that goes with a message in the project; at most 50 MiB"`
	Reel        bool              `json:"reel,omitempty" doc:"true for a sample of one's work; at most 100 MiB"`
	Name        string            `json:"name" minLength:"1" maxLength:"255" doc:"file name without folders"`
	Size        int64             `json:"size" minimum:"0" doc:"bytes"`
	Type        string            `json:"type,omitempty" maxLength:"127" doc:"media type as the client believes it"`
	Fingerprint string            `json:"fingerprint" minLength:"1" maxLength:"128" doc:"the client's own key: the same file, name and size with the same fingerprint is resumed"`
}

// Upload is bytes on their way.
type Upload struct {
	ID        project.UploadID    `json:"id"`
	ProjectID project.ProjectID   `json:"project_id"`
	SubGigID  project.SubGigID    `json:"sub_gig_id,omitempty"`
	Name      string              `json:"name"`
	Size      int64               `json:"size"`
	Type      string              `json:"type"`
	State     project.UploadState `json:"state" enum:"open,checking,ready,aborted"`
	PartSize  int64               `json:"part_size" doc:"bytes; every part but the last has exactly this size"`
	Parts     int                 `json:"parts"`
	Done      []int               `json:"done" doc:"numbers of the parts that have arrived whole"`
	SHA256    string              `json:"sha256,omitempty" doc:"hex, as the server read it; when ready"`
	CreatedAt time.Time           `json:"created_at"`
}

// SignRequest asks for the addresses of parts.
type SignRequest struct {
	Parts []int `json:"parts" minItems:"1" maxItems:"500" doc:"numbers from 1"`
}

// SignedPart is the address of one part: PUT exactly size bytes to it.
type SignedPart struct {
	Number int    `json:"number"`
	URL    string `json:"url"`
	Size   int64  `json:"size" doc:"bytes"`
}

// SignedParts are the addresses of parts.
type SignedParts struct {
	Parts   []SignedPart `json:"parts"`
	Expires time.Time    `json:"expires_at"`
}
