package project

// VideoSpec says more about a film that is asked for. A zero field asks for nothing.
type VideoSpec struct {
	MinWidth   int       `json:"min_width,omitempty" doc:"least width in pixels"`
	MinHeight  int       `json:"min_height,omitempty" doc:"least height in pixels"`
	FrameRates []float64 `json:"frame_rates,omitempty" doc:"allowed frame rates, in frames a second; 29.97 stands for 30000/1001"`
	Sound      bool      `json:"sound,omitempty" doc:"the film must have sound"`
	MaxBlack   float64   `json:"max_black_seconds,omitempty" doc:"longest black stretch, in seconds"`
	MaxFrozen  float64   `json:"max_frozen_seconds,omitempty" doc:"longest stretch without movement, in seconds"`
}

// VideoFacts are the measurements of a film.
type VideoFacts struct {
	Format    string  `json:"format"`
	Codec     string  `json:"codec"`
	Width     int     `json:"width_px"`
	Height    int     `json:"height_px"`
	FrameRate float64 `json:"frame_rate"` // frames a second
	Frames    int64   `json:"frames"`
	Seconds   float64 `json:"seconds"`
	Sound     bool    `json:"sound"`
	LUFS      float64 `json:"lufs,omitempty"`   // of the sound, integrated, EBU R 128
	Black     []Range `json:"black,omitempty"`  // stretches, in seconds
	Frozen    []Range `json:"frozen,omitempty"` // stretches, in seconds
}

func (s *VideoSpec) check(at string, f *faults) {}

func (s *VideoSpec) sentences() []string { return nil }
