package wire

import (
	"time"

	"tutti/project"
)

// MemberRequest gives somebody a role in a project. Somebody who has the role already reaches as far as it says from now on.
type MemberRequest struct {
	Handle      string               `json:"handle" minLength:"1" maxLength:"63"`
	Role        project.MemberRole   `json:"role" enum:"buyer_viewer,section_lead,mentor,guest_reviewer,auditor"`
	Section     *int                 `json:"section,omitempty" doc:"of a section lead, from 0"`
	Roles       []string             `json:"roles,omitempty" maxItems:"50" doc:"of a section lead: the roles whose sub-gigs they lead, beside the section"`
	DeliveryIDs []project.DeliveryID `json:"delivery_ids,omitempty" maxItems:"200" doc:"of a guest reviewer: the deliveries that are shown to them"`
}

// Member is somebody with a role in a project that was given to them.
type Member struct {
	ID          project.MemberID     `json:"id"`
	ProjectID   project.ProjectID    `json:"project_id"`
	Person      PersonName           `json:"person"`
	Role        project.MemberRole   `json:"role" enum:"buyer_viewer,section_lead,mentor,guest_reviewer,auditor"`
	Section     *int                 `json:"section,omitempty" doc:"that a section lead leads"`
	Roles       []string             `json:"roles,omitempty" doc:"whose sub-gigs a section lead leads"`
	DeliveryIDs []project.DeliveryID `json:"delivery_ids,omitempty" doc:"that are shown to a guest reviewer"`
	AddedByID   project.PersonID     `json:"added_by_id"`
	AddedAt     time.Time            `json:"added_at"`
}

// MemberList is who has a role in a project, oldest first.
type MemberList struct {
	Items []Member `json:"items"`
}
