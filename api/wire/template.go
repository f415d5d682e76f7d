package wire

import "tutti/project"

// Template is a plan to begin a project of some kind with.
type Template struct {
	Name  string       `json:"name"`
	About string       `json:"about" doc:"one line"`
	Text  string       `json:"text" doc:"the plan in YAML, with comments that say what to change"`
	Plan  project.Plan `json:"plan" doc:"the same as data"`
}

// TemplateList is all of them.
type TemplateList struct {
	Items []Template `json:"items"`
}
