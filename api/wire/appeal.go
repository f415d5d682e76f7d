package wire

import (
	"time"

	"tutti/project"
)

// AppealRequest names a demotion by what it came with: a line of a project's log.
type AppealRequest struct {
	ProjectID project.ProjectID `json:"project_id" minLength:"1" maxLength:"60"`
	Seq       int64             `json:"seq" minimum:"1" doc:"the line of the project's log, as the demotion names it"`
}

// AppealDecision is what an operator says of an appeal.
type AppealDecision struct {
	AppealRequest
	Uphold bool `json:"uphold" doc:"true: what the demotion came with does not count; false: it counts"`
}

// Appeal waits for an operator.
type Appeal struct {
	Person    PersonName        `json:"person"`
	ProjectID project.ProjectID `json:"project_id"`
	Seq       int64             `json:"seq"`
	MadeAt    time.Time         `json:"made_at"`
}

// AppealList is the appeals that nobody has decided, oldest first.
type AppealList struct {
	Items []Appeal `json:"items"`
}
