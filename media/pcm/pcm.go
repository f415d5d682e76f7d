// Package pcm holds audio in the one form that the mix works on: 48 kHz, stereo, interleaved int32 in Q7.24.
//
// In Q7.24 full scale is 1<<24 and 128 full scales fit, so a sum of many voices has room, and sums are exact: adding
// integers modulo 2^32 is associative and can be undone, whatever the order and however many workers there are.
package pcm

import (
	"encoding/binary"
	"math"
)

// The canonical form.
const (
	Rate       = 48000   // frames a second
	Channels   = 2       // left, right
	FrameBytes = 8       // two int32, little endian
	One        = 1 << 24 // a sample at full scale
)

// Form names the canonical form; it is part of every cache key, so a change of the form leaves old files behind unused.
const Form = "q7.24-48000-2-v1"

// The greatest float that stops nowhere lies below 128 full scales. Floats without their sign order as their bits do.
const (
	signBit  = 1 << 31
	beyond   = 0x43000000 // the bits of 128
	unitStep = 3 << 51    // added to a number below 1<<31, it leaves the nearest integer, ties to even, in the lowest bits
)

// FromFloat converts interleaved floats (1.0 is full scale) to samples and returns how many there were. Values are rounded
// to the nearest step, ties to even; those beyond 128 full scales stop there and what is no number is silence.
func FromFloat(dst []int32, src []float32) int {
	n := min(len(dst), len(src))
	dst, src = dst[:n], src[:n]
	for i, x := range src {
		if math.Float32bits(x)&^signBit < beyond {
			dst[i] = int32(uint32(math.Float64bits(float64(x)*One + unitStep)))
		} else {
			dst[i] = limited(x)
		}
	}
	return n
}

func limited(x float32) int32 {
	switch {
	case x > 0:
		return math.MaxInt32
	case x < 0:
		return math.MinInt32
	}
	return 0
}

// Encode writes samples as little-endian bytes and returns the part of dst that it used.
func Encode(dst []byte, src []int32) []byte {
	dst = dst[:4*len(src)]
	for i, s := range src {
		binary.LittleEndian.PutUint32(dst[4*i:], uint32(s))
	}
	return dst
}

// Decode reads little-endian bytes and returns the part of dst that it used.
func Decode(dst []int32, src []byte) []int32 {
	dst = dst[:len(src)/4]
	for i := range dst {
		dst[i] = int32(binary.LittleEndian.Uint32(src[4*i:]))
	}
	return dst
}

// Seconds gives the duration of a number of frames.
func Seconds(frames int64) float64 { return float64(frames) / Rate }

// DB gives the level of a sample value in dB below full scale; silence is [Silence].
func DB(sample int32) float64 {
	a := math.Abs(float64(sample))
	if a == 0 {
		return Silence
	}
	return max(Silence, 20*math.Log10(a/One))
}

// Silence is the level given for digital silence, in dB: the floor of 24 bits.
const Silence = -144.0
