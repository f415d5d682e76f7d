// Package examples carries the plans that come with Tutti: single plans that can be validated and launched as they are, and
// templates, one for each kind of project, with everything that is needed to play them to their result.
package examples

import "embed"

// The file names of the plans.
const (
	Track  = "24-musician-track.yaml"
	Voices = "podcast-trailer.yaml"
	Photos = "river-photo-set.yaml"
	Walk   = "harbour-walk.yaml"
)

//go:embed *.yaml */*
var files embed.FS // an embedded file system cannot be anything but a variable; it is read only

// Plan gives one of the plans as it is written.
func Plan(name string) ([]byte, error) { return files.ReadFile(name) }

// Names lists the plans.
func Names() []string { return []string{Track, Voices, Photos, Walk} }
