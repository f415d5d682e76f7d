package wire

import "tutti/project"

// Retention is the policy of an instance.
type Retention struct {
	Items []RetentionRule `json:"items"`
}

// RetentionRule says how long data of a class is kept.
type RetentionRule struct {
	Class   project.DataClass `json:"class" doc:"as answers, letters, audit_log"`
	Keep    project.Duration  `json:"keep" doc:"how long after it is done with, as 720h0m0s"`
	Least   project.Duration  `json:"least" doc:"the shortest time that can be set"`
	Most    project.Duration  `json:"most" doc:"the longest"`
	What    string            `json:"what"`
	Why     string            `json:"why" doc:"it is kept at all"`
	Remains string            `json:"remains" doc:"when it goes"`
}
