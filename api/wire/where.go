package wire

import "tutti/project"

// Places say where sub-gigs are in an artifact, or why they are not.
type Places struct {
	ArtifactID project.ArtifactID    `json:"artifact_id"`
	Kind       project.ArtifactKind  `json:"kind"`
	Items      []project.Whereabouts `json:"items"`
}
