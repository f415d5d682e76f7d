package project

import (
	"fmt"
	"math"
	"slices"
)

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

// TakesRate reports whether a film with so many frames a second is taken. People write 29.97 for 30000/1001.
func (s *VideoSpec) TakesRate(rate float64) bool {
	return len(s.FrameRates) == 0 || slices.ContainsFunc(s.FrameRates, func(want float64) bool { return math.Abs(want-rate) <= rateTolerance })
}

// rateTolerance is how far a frame rate that people write may be from the exact one, in frames a second.
const rateTolerance = 0.01

func (s *VideoSpec) check(at string, f *faults) {
	if s.MinWidth < 0 || s.MinHeight < 0 || s.MinWidth > MaxFrameSide || s.MinHeight > MaxFrameSide {
		f.addf(at+".min_width", "%d by %d pixels is outside 0 to %d", s.MinWidth, s.MinHeight, MaxFrameSide)
	}
	for i, rate := range s.FrameRates {
		if !(rate > 0 && rate <= MaxFrameRate) {
			f.addf(fmt.Sprintf("%s.frame_rates[%d]", at, i), "%g is outside 1 to %d frames a second", rate, MaxFrameRate)
		}
	}
	if s.MaxBlack < 0 || s.MaxFrozen < 0 {
		f.addf(at+".max_black_seconds", "%g and %g seconds must not be negative", s.MaxBlack, s.MaxFrozen)
	}
}

func (s *VideoSpec) sentences() []string {
	var out []string
	say := func(asked bool, format string, args ...any) {
		if asked {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	say(s.MinWidth > 0 || s.MinHeight > 0, "at least %d x %d pixels", s.MinWidth, s.MinHeight)
	say(len(s.FrameRates) > 0, "frames a second: %s", oneOf(s.FrameRates))
	say(s.Sound, "with sound")
	say(s.MaxBlack > 0, "never black for more than %g seconds", s.MaxBlack)
	say(s.MaxFrozen > 0, "never without movement for more than %g seconds", s.MaxFrozen)
	return out
}
