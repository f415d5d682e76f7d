package audio

import (
	"math"
	"math/bits"
)

// SilenceLevel is the sample value at or below which a moment counts as silent: -60 dBFS.
const SilenceLevel = 0.001

// clipRun is the number of samples in a row at full scale that count as clipped.
const clipRun = 3

// Levels are measured on the samples as they were delivered, before any conversion.
type Levels struct {
	Frames      int64   // at the file's own rate
	Peak        float64 // greatest absolute sample, 1 is full scale
	ClippedRuns int
	ClipFrom    int64   // frame of the first clipped run
	DC          float64 // greatest mean of a channel
	Lead, Tail  int64   // silent frames at the start and the end
	Gap         int64   // longest silence between them
	GapFrom     int64   // frame where it starts
	BadSamples  int64   // samples that are no number
	Correlation float64 // of left and right: 1 is mono, 0 is wide, below 0 they work against each other; 1 unless there are two
	MonoLoss    float64 // dB that are lost when left and right are heard as one, against the mean of both
}

// Silent reports whether nothing rises above SilenceLevel.
func (l Levels) Silent() bool { return l.Lead == l.Frames }

// meter measures interleaved floats as they come out of the decoder, a piece of frames at a time. What every sample is asked for is
// asked without a branch; silence, clipping and what is no number are then looked for only in the pieces that can hold them.
type meter struct {
	Levels
	full     uint32 // bits of full scale
	channels int
	loud     *r128 // nil where the loudness is measured elsewhere
	clipping bool  // some run is open
	runs     []int // samples at full scale in a row, by channel
	silence  int64 // silent frames in a row
	sounded  bool
	now      piece
	all      piece
}

// piece is what some frames in a row add up to.
type piece struct {
	extents [MaxChannels]extent
	product float64 // sum of left times right
	sounds  uint16  // a bit for each frame that is not silent, the first is the highest
}

// extent is how far one channel goes.
type extent struct {
	loudest uint32  // bits of the greatest absolute sample
	sum     float64 // of the samples
	energy  float64 // sum of their squares
}

// Floats without their sign order as their bits do, and those above infinity are no numbers.
const (
	signBit    = 1 << 31
	infinity   = 0x7f800000
	silentBits = 0x3a83126f // of SilenceLevel
)

func magnitude(x float32) uint32 { return math.Float32bits(x) &^ signBit }

func newMeter(h Header) *meter {
	full := 1.0
	if h.BitDepth > 0 && h.BitDepth < 32 {
		full = 1 - math.Ldexp(1, 1-h.BitDepth) // the greatest positive integer is one step below full scale
	}
	return &meter{full: magnitude(float32(full)), channels: h.Channels, runs: make([]int, h.Channels)}
}

// take measures whole pieces; only the last of all may be shorter. A sample that is no number is counted, and silent otherwise.
func (m *meter) take(samples []float32) {
	size := pieceFrames * m.channels
	for at := 0; at < len(samples); at += size {
		m.piece(samples[at:min(at+size, len(samples))])
	}
	if m.loud != nil {
		m.loud.weigh(samples)
	}
}

func (m *meter) piece(samples []float32) {
	m.look(samples)
	frames, loudest := len(samples)/m.channels, m.loudest()
	if loudest > infinity {
		m.dropNoNumbers(samples)
		m.look(samples)
		loudest = m.loudest()
	}
	if loudest >= m.full || m.clipping {
		m.clips(samples)
	}
	m.hushes(frames)
	if m.loud != nil {
		m.loud.rise(samples, &m.now)
	}
	m.all.add(&m.now, m.channels)
	m.Frames += int64(frames)
}

// look takes the sums of a piece.
func (m *meter) look(samples []float32) {
	switch m.channels {
	case 1:
		m.now.one(samples)
	case 2:
		m.now.pair(samples)
	default:
		m.now.many(samples, m.channels)
	}
	m.now.sounds <<= pieceFrames - len(samples)/m.channels
}

// sounds is 1 for the bits of a sample above SilenceLevel, otherwise 0, without a branch.
func sounds(magnitude uint32) uint16 { return uint16((silentBits - magnitude) >> 31) }

func (m *meter) loudest() uint32 {
	top := uint32(0)
	for _, e := range m.now.extents[:m.channels] {
		top = max(top, e.loudest)
	}
	return top
}

func (p *piece) one(samples []float32) {
	var e extent
	var heard uint16
	for _, x := range samples {
		size, value := magnitude(x), float64(x)
		e.loudest = max(e.loudest, size)
		heard = heard<<1 | sounds(size)
		e.sum += value
		e.energy += value * value
	}
	p.extents[0], p.sounds = e, heard
}

func (p *piece) pair(samples []float32) {
	var left, right extent
	var heard uint16
	product := 0.0
	for i := 1; i < len(samples); i += 2 {
		a, b := magnitude(samples[i-1]), magnitude(samples[i])
		left.loudest, right.loudest = max(left.loudest, a), max(right.loudest, b)
		heard = heard<<1 | sounds(max(a, b))
		l, r := float64(samples[i-1]), float64(samples[i])
		left.sum += l
		right.sum += r
		left.energy += l * l
		right.energy += r * r
		product += l * r
	}
	p.extents[0], p.extents[1], p.product, p.sounds = left, right, product, heard
}

func (p *piece) many(samples []float32, channels int) {
	*p = piece{}
	for ; len(samples) >= channels; samples = samples[channels:] {
		top := uint32(0)
		for c, x := range samples[:channels] {
			e, size, value := &p.extents[c], magnitude(x), float64(x)
			e.loudest, top = max(e.loudest, size), max(top, size)
			e.sum += value
			e.energy += value * value
		}
		p.sounds = p.sounds<<1 | sounds(top)
	}
}

func (p *piece) add(q *piece, channels int) {
	for c := range channels {
		e, other := &p.extents[c], &q.extents[c]
		e.loudest = max(e.loudest, other.loudest)
		e.sum += other.sum
		e.energy += other.energy
	}
	p.product += q.product
}

func (m *meter) dropNoNumbers(samples []float32) {
	for i, x := range samples {
		if x != x {
			m.BadSamples++
			samples[i] = 0
		}
	}
}

// clips counts the runs at full scale in a piece that may begin one, or end one, or go on with it.
func (m *meter) clips(samples []float32) {
	for i, x := range samples {
		c := i % m.channels
		if c == 0 {
			m.clipping = false
		}
		if magnitude(x) < m.full {
			m.runs[c] = 0
			continue
		}
		m.clipping = true
		m.clip(c, m.Frames+int64(i/m.channels))
	}
}

func (m *meter) clip(c int, frame int64) {
	m.runs[c]++
	if m.runs[c] != clipRun {
		return
	}
	if m.ClippedRuns == 0 {
		m.ClipFrom = max(0, frame-clipRun+1)
	}
	m.ClippedRuns++
}

// hushes keeps track of silence through so many frames, run by run.
func (m *meter) hushes(frames int) {
	heard := m.now.sounds
	if heard == math.MaxUint16 && m.sounded && m.silence == 0 {
		return // as nearly always
	}
	for at := 0; ; {
		quiet := min(bits.LeadingZeros16(heard), frames-at)
		m.silence += int64(quiet)
		if at += quiet; at == frames {
			return
		}
		m.sound(m.Frames + int64(at))
		heard <<= quiet
		loud := bits.LeadingZeros16(^heard)
		heard <<= loud
		at += loud
	}
}

// sound ends a silence: before the first sound it is the lead, after it a gap.
func (m *meter) sound(frame int64) {
	switch {
	case !m.sounded:
		m.sounded, m.Lead = true, m.silence
	case m.silence > m.Gap:
		m.Gap, m.GapFrom = m.silence, frame-m.silence
	}
	m.silence = 0
}

// levels ends the measurement.
func (m *meter) levels() Levels {
	l := m.Levels
	l.Tail = m.silence
	if !m.sounded {
		l.Lead, l.Tail = l.Frames, 0
	}
	for _, e := range m.all.extents[:m.channels] {
		l.Peak = max(l.Peak, float64(math.Float32frombits(e.loudest)))
		l.DC = max(l.DC, math.Abs(e.sum)/float64(max(1, l.Frames)))
	}
	m.phase(&l)
	return l
}

// phase turns the sums into the figures. Near silence and samples that are no number give those of mono.
func (m *meter) phase(l *Levels) {
	l.Correlation = 1
	left, right := m.all.extents[0].energy, m.all.extents[1].energy
	both := left + right
	if m.channels != 2 || !(left > 1e-6 && right > 1e-6 && both < math.MaxFloat64) {
		return
	}
	l.Correlation = m.all.product / math.Sqrt(left*right)
	// ((L+R)/2)² against (L²+R²)/2: 0 dB for mono, -3 dB for two strangers, without end for opposites.
	l.MonoLoss = min(-10*math.Log10(max(both+2*m.all.product, both*1e-6)/(2*both)), 60) + 0
}

// PeakDBFS is the sample peak in dB below full scale.
func (l Levels) PeakDBFS() float64 { return decibels(l.Peak) }
