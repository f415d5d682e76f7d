package wire

import "tutti/project"

// Stem is one sound of a delivery, as the review room draws and plays it beside others.
type Stem struct {
	SubGigID   project.SubGigID      `json:"sub_gig_id"`
	Title      string                `json:"title" doc:"of the sub-gig"`
	Role       string                `json:"role"`
	Place      project.Place         `json:"place" doc:"where and how it stands in the mix"`
	DeliveryID project.DeliveryID    `json:"delivery_id"`
	Version    int                   `json:"version"`
	State      project.DeliveryState `json:"state" enum:"submitted,rejected,in_review,revised,approved,withdrawn,replaced" doc:"of the delivery"`
	File       string                `json:"file" doc:"name of the file within the delivery"`
	Seconds    float64               `json:"seconds"`
	LUFS       float64               `json:"lufs" doc:"integrated loudness, EBU R 128; -70 for silence"`
	Peaks      Link                  `json:"peaks" doc:"the waveform: .dat of audiowaveform, version 2, 8 bits, one channel"`
	Sound      *Link                 `json:"sound,omitempty" doc:"what is played; absent when the reader may not hear it yet"`
	RateHz     int                   `json:"rate_hz,omitempty" doc:"the sound is bare samples of 16 bits, the low byte first, one channel, so many a second, and may be fetched in parts; absent: it is a file that a browser plays"`
}

// StemList is a part of the stems of a project, or all of a delivery.
type StemList struct {
	Items []Stem `json:"items"`
	Next  string `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}
