package wire

import (
	"time"

	"tutti/project"
)

// Requirement is what the buyer must supply, with the answer where there is one.
type Requirement struct {
	Key        string                  `json:"key"`
	Title      string                  `json:"title"`
	Kind       project.RequirementKind `json:"kind" enum:"text,choice,file,link"`
	Choices    []string                `json:"choices,omitempty" doc:"for kind choice"`
	MinLength  int                     `json:"min_length,omitempty" doc:"least number of characters, for kind text"`
	MaxLength  int                     `json:"max_length,omitempty" doc:"greatest number of characters, for kind text"`
	Types      []string                `json:"types,omitempty" doc:"media types that are taken, for kind file; any when absent"`
	Required   bool                    `json:"required" doc:"sub-gigs wait for it"`
	For        []string                `json:"for,omitempty" doc:"keys of the sub-gigs that work from it, all when absent; only for who sees the whole"`
	Answered   bool                    `json:"answered"`
	Value      string                  `json:"value,omitempty" doc:"the answer, for kinds text, choice and link"`
	File       *Link                   `json:"file,omitempty" doc:"the answer, for kind file"`
	AnsweredAt *time.Time              `json:"answered_at,omitempty"`
}

// RequirementList is the requirements of a project, in the order of the plan.
type RequirementList struct {
	Items []Requirement `json:"items"`
}

// RequirementRequest answers a requirement.
type RequirementRequest struct {
	Value    string           `json:"value,omitempty" maxLength:"10000" doc:"for kinds text, choice and link"`
	UploadID project.UploadID `json:"upload_id,omitempty" doc:"a ready upload of one's own for this project, for kind file"`
}

// WaitsFor says for whom, or for what, a sub-gig waits at present.
type WaitsFor struct {
	Party        project.Party     `json:"party" enum:"seller,producer,buyer,upstream,platform" doc:"who must act; their time is running"`
	Upstream     []string          `json:"upstream,omitempty" doc:"keys of the sub-gigs that must be approved first"`
	Requirements []RequirementName `json:"requirements,omitempty" doc:"what the buyer must supply first"`
}

// RequirementName names a requirement.
type RequirementName struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}
