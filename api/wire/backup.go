package wire

import "time"

// Backups says how the backups of the instance stand.
type Backups struct {
	Possible     bool     `json:"possible" doc:"this server takes backups of itself"`
	EverySeconds int64    `json:"every_seconds" doc:"how often one is taken by itself; 0: only when somebody asks"`
	Running      bool     `json:"running" doc:"one is being taken"`
	Failure      string   `json:"failure,omitempty" doc:"why the last one was not taken"`
	Items        []Backup `json:"items"`
}

// Backup is a copy of the whole instance as it was at one moment.
type Backup struct {
	Name    string    `json:"name" doc:"of its folder"`
	At      time.Time `json:"at"`
	Files   int       `json:"files" doc:"of the store"`
	Bytes   int64     `json:"bytes" doc:"of all of it; what it shares with another backup takes room once"`
	Version string    `json:"version" doc:"of the program"`
}
