package assemble

import (
	"encoding/binary"
	"math"

	"tutti/media/pcm"
	"tutti/project"
)

// Gains are integers in Q4.28: 1 is 1<<28, and +12 dB fits with room.
const (
	gainBits = 28
	gainHalf = 1 << (gainBits - 1)
)

// voice is how one stem goes into the sum, in integers only. The same voice and the same samples give the same
// contribution on every machine, which is what lets it be taken out again exactly.
type voice struct {
	left, right int64 // gain of each channel, Q4.28
	offset      int64 // frame of the sum at which the stem starts
	fadeIn      int64 // frames
	fadeOut     int64 // frames
	frames      int64 // length of the stem
}

// newVoice turns a place into integers. Pan is a balance: to the right the left channel falls as a quarter cosine to
// nothing while the right one keeps its level, so a stereo stem keeps its own middle at 0 and nothing grows louder.
// headroom halves everything that many times, for sums that would outgrow 128 full scales.
func newVoice(p project.Place, frames int64, headroom int) voice {
	gain := math.Pow(10, p.GainDB/20) * math.Ldexp(1, -headroom)
	left, right := 1.0, 1.0
	switch {
	case p.Pan > 0:
		left = math.Cos(min(1, p.Pan) * math.Pi / 2)
	case p.Pan < 0:
		right = math.Cos(min(1, -p.Pan) * math.Pi / 2)
	}
	return voice{
		left: fixed(gain * left), right: fixed(gain * right),
		offset: framesOf(p.OffsetMS), fadeIn: framesOf(p.FadeInMS), fadeOut: framesOf(p.FadeOutMS), frames: frames,
	}
}

func fixed(gain float64) int64 { return int64(math.RoundToEven(gain * (1 << gainBits))) }

// maxMS keeps products of a gain and a fade within 64 bits: 24 hours.
const maxMS = 24 * 3600 * 1000

func framesOf(ms int64) int64 { return min(max(ms, 0), maxMS) * pcm.Rate / 1000 }

// end is the frame of the sum after the stem's last.
func (v voice) end() int64 { return v.offset + v.frames }

// add puts stem samples, whose first is frame at of the stem, into the sum; sub takes them out. Both use the same
// contribution, rounded once, added modulo 2^32.
func (v voice) add(sum []int32, stem []byte, at int64) { v.apply(sum, stem, at, 1) }

func (v voice) sub(sum []int32, stem []byte, at int64) { v.apply(sum, stem, at, -1) }

func (v voice) apply(sum []int32, stem []byte, at int64, sign int32) {
	n := int64(len(stem) / pcm.FrameBytes)
	// The frames between the fades have one gain and are nearly all of them.
	from := min(max(v.fadeIn-at, 0), n)
	to := min(max(v.frames-v.fadeOut-at, from), n)
	v.applyFaded(sum[:2*from], stem[:8*from], at, sign)
	if sign > 0 {
		addEven(sum[2*from:2*to], stem[8*from:8*to], v.left, v.right)
	} else {
		subEven(sum[2*from:2*to], stem[8*from:8*to], v.left, v.right)
	}
	v.applyFaded(sum[2*to:2*n], stem[8*to:8*n], at+to, sign)
}

func (v voice) applyFaded(sum []int32, stem []byte, at int64, sign int32) {
	for i := 0; i+1 < len(sum); i += 2 {
		left, right := v.faded(v.left, at), v.faded(v.right, at)
		sum[i] += sign * contribution(stem[4*i:], left)
		sum[i+1] += sign * contribution(stem[4*i+4:], right)
		at++
	}
}

// faded is the gain at a frame of the stem, on the straight lines of both fades.
func (v voice) faded(gain, at int64) int64 {
	if at < v.fadeIn {
		gain = gain * at / v.fadeIn
	}
	if rest := v.frames - at; rest < v.fadeOut {
		gain = gain * rest / v.fadeOut
	}
	return gain
}

func contribution(sample []byte, gain int64) int32 {
	return int32((int64(int32(binary.LittleEndian.Uint32(sample)))*gain + gainHalf) >> gainBits)
}

// addEven and subEven are the inner loops of a mix: two thirds of all its time. Two frames at a time, written out, through arrays whose
// bounds are known, take three quarters of the time that one frame at a time does.
func addEven(sum []int32, stem []byte, left, right int64) {
	for len(sum) >= 4 && len(stem) >= 16 {
		to, from := (*[4]int32)(sum), (*[16]byte)(stem)
		to[0] += contribution(from[0:4], left)
		to[1] += contribution(from[4:8], right)
		to[2] += contribution(from[8:12], left)
		to[3] += contribution(from[12:16], right)
		sum, stem = sum[4:], stem[16:]
	}
	if len(sum) >= 2 && len(stem) >= 8 {
		sum[0] += contribution(stem, left)
		sum[1] += contribution(stem[4:], right)
	}
}

func subEven(sum []int32, stem []byte, left, right int64) {
	for len(sum) >= 4 && len(stem) >= 16 {
		to, from := (*[4]int32)(sum), (*[16]byte)(stem)
		to[0] -= contribution(from[0:4], left)
		to[1] -= contribution(from[4:8], right)
		to[2] -= contribution(from[8:12], left)
		to[3] -= contribution(from[12:16], right)
		sum, stem = sum[4:], stem[16:]
	}
	if len(sum) >= 2 && len(stem) >= 8 {
		sum[0] -= contribution(stem, left)
		sum[1] -= contribution(stem[4:], right)
	}
}
