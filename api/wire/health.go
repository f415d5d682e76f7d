package wire

// Health says whether this process can do its work.
type Health struct {
	Status       string       `json:"status" enum:"ok,degraded,away" doc:"degraded: only what may be lost is away"`
	Version      string       `json:"version"`
	Dependencies []Dependency `json:"dependencies"`
}

// Dependency is one thing this process relies on.
type Dependency struct {
	Name       string  `json:"name" enum:"records,objects,process,live"`
	State      string  `json:"state" enum:"ok,away"`
	Required   bool    `json:"required"`
	AgeSeconds float64 `json:"age_seconds" doc:"since it was last seen to answer; -1 when never"`
}

// Live says that a process runs.
type Live struct {
	Status  string `json:"status"`
	Version string `json:"version"`
}
