// Package score composes and renders "Tutti", the little piece of the demonstration: forty-three seconds for
// twenty-four musicians from twelve countries who never met.
//
// The composition is data: a form (form.go), a chord chart (harmony.go) and one sheet of eighteen bars for every
// part (sheet_*.go). The instruments are small synthesisers (voice_*.go) built from a few sound processors
// (dsp.go, room.go). Everything is deterministic on one architecture: no clock, no shared random source, no map
// order. The same part and take give the same samples, and Encode gives the same bytes.
//
// Every stem starts at the zero of the guide, is as long as the guide, begins and ends in silence and may be
// mixed as it is, with the gain and pan its Part names.
package score
