package wire

import "tutti/project"

// FundRequest adds money to a project.
type FundRequest struct {
	Minor int64 `json:"minor" minimum:"1" maximum:"1000000000000" doc:"in minor units of the project's currency"`
}

// TipRequest gives the seller of approved work something on top.
type TipRequest struct {
	Minor int64 `json:"minor" minimum:"1" maximum:"1000000000000" doc:"in minor units of the project's currency"`
}

// Tip is what was given. It is in clearing like everything that is earned, and there is no fee on it.
type Tip struct {
	ProjectID project.ProjectID `json:"project_id"`
	SubGigID  project.SubGigID  `json:"sub_gig_id"`
	Seller    PersonName        `json:"seller"`
	Minor     int64             `json:"minor"`
	Currency  string            `json:"currency"`
}
