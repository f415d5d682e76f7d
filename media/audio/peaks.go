package audio

import (
	"encoding/binary"

	"tutti/media/pcm"
)

// PeakFrames is the number of frames behind one pair of a waveform.
const PeakFrames = 512

// peaks collects a waveform for players: for every PeakFrames frames the least and greatest sample of both channels.
type peaks struct {
	pairs    []byte
	low, top int32
	frames   int
}

func (p *peaks) add(samples []int32) {
	for len(samples) > 0 {
		n := min(len(samples), 2*(PeakFrames-p.frames))
		low, top := p.low, p.top
		for _, s := range samples[:n] {
			low, top = min(low, s), max(top, s)
		}
		p.low, p.top = low, top
		samples = samples[n:]
		p.frames += n / 2
		if p.frames == PeakFrames {
			p.flush()
		}
	}
}

func (p *peaks) flush() {
	if p.frames == 0 {
		return
	}
	p.pairs = append(p.pairs, eighth(p.low), eighth(p.top))
	p.low, p.top, p.frames = 0, 0, 0
}

// eighth is a sample as 8 bits, stopped at full scale.
func eighth(s int32) byte { return byte(int8(max(-128, min(127, s>>17)))) }

// dat is the waveform in the .dat format of audiowaveform, version 2, 8 bits, one channel.
func (p *peaks) dat() []byte {
	p.flush()
	out := make([]byte, 0, 24+len(p.pairs))
	for _, v := range []uint32{2, 1, pcm.Rate, PeakFrames, uint32(len(p.pairs) / 2), 1} {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return append(out, p.pairs...)
}
