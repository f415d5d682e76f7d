package wire

import "tutti/project"

// ErasureRequest says why somebody is erased.
type ErasureRequest struct {
	Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"who asks for it and why; it stands in the audit log, but for the words of who erases themselves"`
}

// Erasure is what is left of a person.
type Erasure struct {
	Person  Person               `json:"person" doc:"the pseudonym"`
	Exports []project.ExportID   `json:"exports" doc:"archives that were made before, of projects they had a part in; they name them still, here and wherever they were taken"`
	Results []project.ArtifactID `json:"results" doc:"results whose files were built with their name in the credits"`
}
