package wire

import (
	"time"

	"tutti/project"
)

// Reel is what a seller shows of their work to those who cast, in their order.
type Reel struct {
	Samples []Sample `json:"samples"`
}

// Sample is one piece of it. Its file is fetched from the address, which holds for a while.
type Sample struct {
	Title   string    `json:"title"`
	File    Link      `json:"file"`
	AddedAt time.Time `json:"added_at"`
}

// ReelRequest writes the whole reel: what is left out goes.
type ReelRequest struct {
	Samples []SampleRequest `json:"samples" maxItems:"6"`
}

// SampleRequest names a sample: one that is there by its sha256, a new one by an upload.
type SampleRequest struct {
	Title    string           `json:"title" minLength:"1" maxLength:"100"`
	SHA256   string           `json:"sha256,omitempty" pattern:"^[0-9a-f]{64}$" doc:"of the file of a sample that is there; one of sha256 and upload_id"`
	UploadID project.UploadID `json:"upload_id,omitempty" maxLength:"60" doc:"a completed upload of one's own with reel: true"`
}
