package wire

import (
	"time"

	"tutti/project"
)

// Event is one line of a project's log: names and ids, no data.
type Event struct {
	Seq        int64              `json:"seq" doc:"place in the project's log, from 1"`
	ProjectID  project.ProjectID  `json:"project_id"`
	Kind       project.LogKind    `json:"kind" doc:"as offer.accepted"`
	SubGigID   project.SubGigID   `json:"sub_gig_id,omitempty"`
	ActorID    project.PersonID   `json:"actor_id,omitempty"`
	OfferID    project.OfferID    `json:"offer_id,omitempty"`
	DeliveryID project.DeliveryID `json:"delivery_id,omitempty"`
	ArtifactID project.ArtifactID `json:"artifact_id,omitempty"`
	ProposalID project.ProposalID `json:"proposal_id,omitempty"`
	Detail     string             `json:"detail,omitempty" doc:"a code word, such as a decline reason"`
	At         time.Time          `json:"at"`
}

// EventList is a part of the log, oldest first.
type EventList struct {
	Items []Event `json:"items"`
	Last  int64   `json:"last" doc:"ask for what comes after this; it moves on even when the reader may see nothing of it"`
	More  bool    `json:"more" doc:"there is more already"`
}

// EventResync is the name of the stream event that tells a reader to read everything again.
const EventResync = "resync"

// Resync tells a reader that its place in the log is too old or unknown; the stream goes on after Last.
type Resync struct {
	Last int64 `json:"last"`
}
