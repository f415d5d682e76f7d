package audio

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"os"

	"tutti/project"
)

// The limits of a guide that is marked.
const (
	MaxPreRollSeconds = 60
	maxHeaderBytes    = 1 << 20 // of a WAV, before its sound
)

// WriteMark copies the WAV at path to w with the sync mark at its very start. Without a pre-roll the mark is laid over the silence
// that is there; with one, so many seconds of silence with the mark in them come before everything else, which is that much later then.
// Everything but the sound stays to the byte.
//
// Errors: Invalid for what is no WAV, for one without silence at its start and no pre-roll, and for one that is marked already; those
// of reading and writing.
func WriteMark(w io.Writer, path string, preRoll float64) error {
	if preRoll != 0 && !(preRoll >= markSeconds && preRoll <= MaxPreRollSeconds) {
		return project.Errorf(project.Invalid, "a pre-roll of %g s is outside %g to %d", preRoll, markSeconds, MaxPreRollSeconds)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return err
	}
	g, err := readGuide(source{f, stat.Size()})
	if err != nil {
		return err
	}
	return g.write(w, preRoll)
}

// guide is a WAV whose sound is at hand.
type guide struct {
	source
	Header
	start  int64 // first byte of the sound
	length int64 // bytes of the sound
}

func readGuide(s source) (guide, error) {
	g := guide{source: s}
	h, err := parse(s)
	if err != nil || h.Format != WAV {
		return g, project.Errorf(project.Invalid, "the guide is no WAV that can be read; export it as WAV with 16 or 24 bits")
	}
	g.Header = h
	if _, ok := wavSampleOf(h.Codec); !ok || h.Truncated != "" {
		return g, project.Errorf(project.Invalid, "the guide is a WAV of %s %s; export it as WAV with 16 or 24 bits", h.Codec, h.Truncated)
	}
	for g.start = 12; g.start < min(s.size, maxHeaderBytes); {
		head, err := s.at(g.start, 8)
		if err != nil || len(head) < 8 {
			return g, err
		}
		g.start += 8
		if string(head[:4]) == "data" {
			g.length = h.Frames * g.frame()
			return g, nil
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		g.start += size + size&1
	}
	return g, project.Errorf(project.Invalid, "the guide has no sound within its first %d bytes", maxHeaderBytes)
}

// frame is the bytes of one sample of every channel.
func (g guide) frame() int64 { return int64(g.Channels) * int64(g.BitDepth) / 8 }

func (g guide) write(w io.Writer, preRoll float64) error {
	extra := int64(preRoll*float64(g.Rate)) * g.frame()
	head, err := g.head(extra)
	if err != nil {
		return err
	}
	first, err := g.marked(extra)
	if err != nil {
		return err
	}
	for _, part := range [][]byte{head, first} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	rest := g.start + int64(len(first)) - extra
	_, err = io.Copy(w, io.NewSectionReader(g.r, rest, g.size-rest))
	return err
}

// head is everything before the sound, with the sizes that it has when so many bytes more are there.
func (g guide) head(extra int64) ([]byte, error) {
	head, err := g.at(0, int(g.start))
	if err != nil || extra == 0 {
		return head, err
	}
	riff, data := int64(binary.LittleEndian.Uint32(head[4:])), int64(binary.LittleEndian.Uint32(head[g.start-4:]))
	if string(head[:4]) != "RIFF" || data != g.length || riff+extra >= math.MaxUint32-(1<<16) {
		return nil, project.Errorf(project.Invalid, "the guide does not say its length plainly, or is too long for a pre-roll; put the silence in front of it in your editor")
	}
	if pad := (data & 1) + (data+extra)&1; pad == 1 {
		return nil, project.Errorf(project.Invalid, "a pre-roll of this length does not fit this guide; make it a little longer")
	}
	binary.LittleEndian.PutUint32(head[4:], uint32(riff+extra))
	binary.LittleEndian.PutUint32(head[g.start-4:], uint32(data+extra))
	return head, nil
}

// marked is the start of the sound with the mark in it: the pre-roll, or as much of what is there as the mark takes.
func (g guide) marked(extra int64) ([]byte, error) {
	shape := markShape(g.Rate)
	sound, err := g.at(g.start, int(min(g.length, int64(markReach*g.Rate)*g.frame())))
	if err != nil {
		return nil, err
	}
	if at, likeness := g.found(sound, shape); likeness >= clearMark {
		return nil, project.Errorf(project.Invalid, "the guide has a sync mark already, at %.2f s", at/float64(g.Rate))
	}
	need := int64(len(shape)) * g.frame()
	first := make([]byte, extra)
	if extra == 0 {
		if int64(len(sound)) < need || !g.silent(sound[:need]) {
			return nil, project.Errorf(project.Invalid, "the first %g s of the guide are not silent; ask for a pre-roll, which moves everything else by its length", markSeconds)
		}
		first = bytes.Clone(sound[:need])
	}
	sample, _ := wavSampleOf(g.Codec)
	for i, x := range shape {
		for c := range g.Channels {
			p := first[int64(i)*g.frame()+int64(c*g.BitDepth/8):]
			sample.put(p, sample.get(p)+x*markLevel)
		}
	}
	return first, nil
}

// found looks for a mark in sound of the guide's own rate.
func (g guide) found(sound []byte, shape []float64) (at, likeness float64) {
	sample, _ := wavSampleOf(g.Codec)
	mono := make([]float64, int64(len(sound))/g.frame())
	for i := range mono {
		for c := range g.Channels {
			mono[i] += sample.get(sound[int64(i)*g.frame()+int64(c*g.BitDepth/8):]) / float64(g.Channels)
		}
	}
	if len(mono) < len(shape) {
		return 0, 0
	}
	return match(mono, shape)
}

func (g guide) silent(sound []byte) bool {
	sample, _ := wavSampleOf(g.Codec)
	for ; len(sound) > 0; sound = sound[g.BitDepth/8:] {
		if math.Abs(sample.get(sound)) > SilenceLevel {
			return false
		}
	}
	return true
}

// wavSample reads and writes one sample of a WAV; 1 is full scale.
type wavSample struct {
	get func(p []byte) float64
	put func(p []byte, x float64)
}

// wavSampleOf gives the samples of a codec; false for one that is not marked.
func wavSampleOf(codec string) (wavSample, bool) {
	switch codec {
	case "pcm_s16le":
		return wavSample{
			func(p []byte) float64 { return float64(int16(binary.LittleEndian.Uint16(p))) / (1 << 15) },
			func(p []byte, x float64) { binary.LittleEndian.PutUint16(p, uint16(int16(math.Round(x*(1<<15))))) },
		}, true
	case "pcm_s24le":
		return wavSample{
			func(p []byte) float64 {
				return float64(int32(uint32(p[0])<<8|uint32(p[1])<<16|uint32(p[2])<<24)) / (1 << 31)
			},
			func(p []byte, x float64) {
				s := int32(math.Round(x * (1 << 23)))
				p[0], p[1], p[2] = byte(s), byte(s>>8), byte(s>>16)
			},
		}, true
	case "pcm_s32le":
		return wavSample{
			func(p []byte) float64 { return float64(int32(binary.LittleEndian.Uint32(p))) / (1 << 31) },
			func(p []byte, x float64) { binary.LittleEndian.PutUint32(p, uint32(int32(math.Round(x*(1<<31))))) },
		}, true
	case "pcm_f32le":
		return wavSample{
			func(p []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(p))) },
			func(p []byte, x float64) { binary.LittleEndian.PutUint32(p, math.Float32bits(float32(x))) },
		}, true
	}
	return wavSample{}, false
}
