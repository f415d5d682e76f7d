package audio

import (
	"encoding/binary"
	"math"

	"tutti/project"
)

// pieceFrames is the number of frames that are looked at together.
const pieceFrames = 16

// blockSamples is the number of samples that are handed on together: few enough to stay in a core's nearest cache.
const blockSamples = 2 << 10

// floats receives 32-bit little-endian floats in pieces of any size, as pipes give them, and hands on whole frames: always a
// multiple of pieceFrames, except for the last. Who takes them may change them.
type floats struct {
	channels int
	take     func(samples []float32) error
	left     []byte
	buf      []float32
}

func newFloats(channels int, take func([]float32) error) *floats {
	whole := blockSamples - blockSamples%(pieceFrames*channels)
	return &floats{channels: channels, take: take, buf: make([]float32, whole)}
}

func (f *floats) Write(p []byte) (int, error) {
	all := len(p)
	size := 4 * pieceFrames * f.channels
	if len(f.left) > 0 {
		n := min(size-len(f.left), len(p))
		f.left = append(f.left, p[:n]...)
		p = p[n:]
		if len(f.left) < size {
			return all, nil
		}
		if err := f.hand(f.left); err != nil {
			return 0, err
		}
		f.left = f.left[:0]
	}
	whole := len(p) - len(p)%size
	if err := f.hand(p[:whole]); err != nil {
		return 0, err
	}
	f.left = append(f.left, p[whole:]...)
	return all, nil
}

// hand converts and hands on, a block at a time.
func (f *floats) hand(p []byte) error {
	for len(p) > 0 {
		block := f.buf[:min(len(f.buf), len(p)/4)]
		for i := range block {
			block[i] = math.Float32frombits(binary.LittleEndian.Uint32(p[4*i:]))
		}
		if err := f.take(block); err != nil {
			return err
		}
		p = p[4*len(block):]
	}
	return nil
}

// end hands on what is left.
func (f *floats) end() error {
	if len(f.left)%(4*f.channels) != 0 {
		return project.Errorf(project.Invalid, "the decoder stopped in the middle of a sample")
	}
	return f.hand(f.left)
}
