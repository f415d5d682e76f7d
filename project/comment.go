package project

import (
	"context"
	"time"
)

// CommentID names a comment on an artifact: cmt_...
type CommentID string

// PrefixComment begins the ids of comments.
const PrefixComment = "cmt"

// Comment is what somebody says about a spot of an artifact. It keeps the sub-gigs that were found there.
type Comment struct {
	ID        CommentID
	Project   ProjectID
	Artifact  ArtifactID
	Author    PersonID
	Spot      Spot
	Text      string
	SubGigs   []SubGigID // that sound or stand there, in the order of the plan
	CreatedAt time.Time
}

// CommentRecords keeps what is said about artifacts.
type CommentRecords interface {
	// PutComment records c once, with its line in the log; the same id again returns the stored row.
	PutComment(ctx context.Context, c Comment) (Comment, error)
	// Comments lists what was said about an artifact, oldest first.
	Comments(ctx context.Context, id ArtifactID) ([]Comment, error)
	// ProjectComments lists what was said about every artifact of a project, oldest first.
	ProjectComments(ctx context.Context, id ProjectID) ([]Comment, error)
}
