package audio

import (
	"encoding/binary"
	"math"

	"tutti/media/pcm"
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

// meter measures interleaved 32-bit floats as they come out of the decoder.
type meter struct {
	Levels
	full      float64 // absolute value of full scale
	channels  int
	left      []byte
	buf       []float32
	loud      *r128 // nil where the loudness is measured elsewhere
	clipping  bool  // some run is open
	runs      []int // samples at full scale in a row, by channel
	sums      []float64
	silence   int64 // silent frames in a row
	sounded   bool
	maxSample float32
	power     [2]float64 // sums of squares of left and right
	product   float64    // sum of left times right
}

func newMeter(h Header) *meter {
	full := 1.0
	if h.BitDepth > 0 && h.BitDepth < 32 {
		full = 1 - math.Ldexp(1, 1-h.BitDepth) // the greatest positive integer is one step below full scale
	}
	return &meter{full: full, channels: h.Channels, runs: make([]int, h.Channels), sums: make([]float64, h.Channels)}
}

func (m *meter) Write(p []byte) (int, error) {
	all := len(p)
	size := 4 * m.channels
	if len(m.left) > 0 {
		n := min(size-len(m.left), len(p))
		m.left = append(m.left, p[:n]...)
		p = p[n:]
		if len(m.left) < size {
			return all, nil
		}
		m.take(m.left)
		m.left = m.left[:0]
	}
	whole := len(p) - len(p)%size
	m.take(p[:whole])
	m.left = append(m.left, p[whole:]...)
	return all, nil
}

// take measures whole frames. A sample that is no number is counted, and silent otherwise.
func (m *meter) take(p []byte) {
	if need := len(p) / 4; cap(m.buf) < need {
		m.buf = make([]float32, need)
	}
	samples := m.buf[:len(p)/4]
	for i := range samples {
		x := math.Float32frombits(binary.LittleEndian.Uint32(p[4*i:]))
		if x != x {
			m.BadSamples++
			x = 0
		}
		samples[i] = x
	}
	m.add(samples)
	if m.channels == 2 {
		m.pairs(samples)
	}
	if m.loud != nil {
		m.loud.add(samples)
	}
}

// add keeps what is told frame by frame.
func (m *meter) add(samples []float32) {
	full := float32(m.full)
	for at := 0; at < len(samples); at += m.channels {
		var loudest float32
		for c, x := range samples[at : at+m.channels] {
			m.sums[c] += float64(x)
			loudest = max(loudest, x, -x)
		}
		if loudest >= full || m.clipping {
			m.clips(samples[at : at+m.channels])
		}
		if sound := loudest > SilenceLevel; !sound || m.silence > 0 || !m.sounded {
			m.hush(sound)
		}
		m.maxSample = max(m.maxSample, loudest)
		m.Frames++
	}
}

// clips counts samples at full scale in a frame that may end a run of them, or go on with it.
func (m *meter) clips(frame []float32) {
	m.clipping = false
	for c, x := range frame {
		if float64(max(x, -x)) >= m.full {
			m.clip(c)
			m.clipping = true
		} else {
			m.runs[c] = 0
		}
	}
}

// pairs keeps what tells how two channels go together.
func (m *meter) pairs(samples []float32) {
	left, right, product := m.power[0], m.power[1], m.product
	for i := 0; i+1 < len(samples); i += 2 {
		l, r := float64(samples[i]), float64(samples[i+1])
		left += l * l
		right += r * r
		product += l * r
	}
	m.power[0], m.power[1], m.product = left, right, product
}

// phase turns the sums into the figures. Near silence and samples that are no number give those of mono.
func (m *meter) phase(l *Levels) {
	l.Correlation = 1
	both := m.power[0] + m.power[1]
	if !(m.power[0] > 1e-6 && m.power[1] > 1e-6 && both < math.MaxFloat64) {
		return
	}
	l.Correlation = m.product / math.Sqrt(m.power[0]*m.power[1])
	// ((L+R)/2)² against (L²+R²)/2: 0 dB for mono, -3 dB for two strangers, without end for opposites.
	l.MonoLoss = min(-10*math.Log10(max(both+2*m.product, both*1e-6)/(2*both)), 60) + 0
}

func (m *meter) clip(c int) {
	m.runs[c]++
	if m.runs[c] != clipRun {
		return
	}
	if m.ClippedRuns == 0 {
		m.ClipFrom = max(0, m.Frames-clipRun+1)
	}
	m.ClippedRuns++
}

// hush keeps track of silence: before the first sound it is the lead, after it a gap.
func (m *meter) hush(sound bool) {
	switch {
	case !sound:
		m.silence++
		return
	case !m.sounded:
		m.sounded, m.Lead = true, m.silence
	case m.silence > m.Gap:
		m.Gap, m.GapFrom = m.silence, m.Frames-m.silence
	}
	m.silence = 0
}

// levels ends the measurement.
func (m *meter) levels() Levels {
	l := m.Levels
	l.Peak = float64(m.maxSample)
	l.Tail = m.silence
	if !m.sounded {
		l.Lead, l.Tail = l.Frames, 0
	}
	for _, sum := range m.sums {
		l.DC = max(l.DC, math.Abs(sum)/float64(max(1, l.Frames)))
	}
	m.phase(&l)
	return l
}

// PeakDBFS is the sample peak in dB below full scale.
func (l Levels) PeakDBFS() float64 {
	if l.Peak == 0 {
		return pcm.Silence
	}
	return max(pcm.Silence, 20*math.Log10(l.Peak))
}
