package wire

import (
	"time"

	"tutti/project"
)

// Places say where sub-gigs are in an artifact, or why they are not.
type Places struct {
	ArtifactID project.ArtifactID    `json:"artifact_id"`
	Kind       project.ArtifactKind  `json:"kind"`
	Items      []project.Whereabouts `json:"items"`
}

// CommentRequest says something about a spot of an artifact.
type CommentRequest struct {
	project.Spot
	Text string `json:"text" minLength:"1" maxLength:"10000"`
}

// Comment is what somebody said about a spot, and the sub-gigs that sound or stand there.
type Comment struct {
	ID         project.CommentID  `json:"id"`
	ArtifactID project.ArtifactID `json:"artifact_id"`
	AuthorID   project.PersonID   `json:"author_id"`
	Spot       project.Spot       `json:"spot"`
	Text       string             `json:"text"`
	SubGigIDs  []project.SubGigID `json:"sub_gig_ids"`
	CreatedAt  time.Time          `json:"created_at"`
}

// CommentList is what was said about an artifact, oldest first.
type CommentList struct {
	Items []Comment `json:"items"`
}
