package wire

import (
	"time"

	"tutti/project"
)

// ExportRequest asks for an archive of a project.
type ExportRequest struct {
	Kind project.ExportKind `json:"kind" enum:"release,session-dawproject,session-reaper,session-otio,archive,work"`
}

// Export is an archive of a project, on its way or ready.
type Export struct {
	ID        project.ExportID    `json:"id"`
	ProjectID project.ProjectID   `json:"project_id"`
	Kind      project.ExportKind  `json:"kind"`
	State     project.ExportState `json:"state"`
	Reason    string              `json:"reason,omitempty" doc:"why it failed"`
	File      *Link               `json:"file,omitempty" doc:"when it is ready; of one export, not in lists"`
	CreatedAt time.Time           `json:"created_at"`
	EndedAt   *time.Time          `json:"ended_at,omitempty"`
}

// ExportList is what was made of a project, newest first.
type ExportList struct {
	Items []Export `json:"items"`
}
