package score

import "fmt"

// Take is one recording of a part: the right one or one that goes wrong in a known way.
type Take string

const (
	// TakeRight is the take that belongs into the mix.
	TakeRight Take = "right"
	// TakeFirst is the first interpretation of the part RevisedPart names: sound as a file, weak as music. The
	// producer asks for a revision, and TakeRight is it.
	TakeFirst Take = "first"
	// TakeClipped is recorded far too hot: every loud sample stands at full scale, 0 dBFS. No other take goes above
	// -1 dBFS before it is compressed.
	TakeClipped Take = "clipped"
	// TakeSilent is a recording of an unplugged cable: the noise of the converter and nothing else.
	TakeSilent Take = "silent"
	// TakeShort stops after a third of the piece.
	TakeShort Take = "short"
	// TakeLate starts 0.35 s behind the guide and is as long as the guide.
	TakeLate Take = "late"
)

// Takes names every take.
func Takes() []Take {
	return []Take{TakeRight, TakeFirst, TakeClipped, TakeSilent, TakeShort, TakeLate}
}

// RevisedPart is the key of the only part that has a TakeFirst.
func RevisedPart() string { return "snare" }

// PCM is sound: interleaved samples in -1 to 1.
type PCM struct {
	Rate, Channels int
	Samples        []float32
}

// Frames is the number of samples of one channel.
func (p PCM) Frames() int { return len(p.Samples) / p.Channels }

// Seconds is the length.
func (p PCM) Seconds() float64 { return float64(p.Frames()) / float64(p.Rate) }

// Render records a take of a part at the rate and with the channels of its format. The same call gives the same
// samples. A key or a take that does not exist is an error.
func Render(key string, take Take) (PCM, error) {
	part, ok := PartByKey(key)
	if !ok {
		return PCM{}, fmt.Errorf("score: no part %q", key)
	}
	if take == TakeFirst && key != RevisedPart() {
		return PCM{}, fmt.Errorf("score: part %q has no first take", key)
	}
	pcm, err := record(part, take)
	if err != nil {
		return PCM{}, fmt.Errorf("score: part %q: %w", key, err)
	}
	return spoil(pcm, take)
}

// record plays a part as written.
func record(part Part, take Take) (PCM, error) {
	if take == TakeSilent {
		return PCM{part.Format.SampleRate, part.Format.Channels, make([]float32, frames(part.Format.SampleRate)*part.Format.Channels)}, nil
	}
	s, ok := soundOf(part.Key)
	if !ok {
		return PCM{}, fmt.Errorf("no sound")
	}
	written, ok := sheetOf(part.Key, take)
	if !ok {
		return PCM{}, fmt.Errorf("no sheet")
	}
	notes, err := written.notes()
	if err != nil {
		return PCM{}, err
	}
	if take == TakeFirst {
		s.peak, s.drive = -1.2, 1.9
		for i := range notes {
			notes[i].velocity = 1
		}
	}
	st := newStem(part.Key, s, part.Format)
	st.perform(notes)
	return st.finish(), nil
}

// spoil does to a right take what went wrong in this one.
func spoil(p PCM, take Take) (PCM, error) {
	switch take {
	case TakeRight, TakeFirst:
	case TakeClipped:
		for i, x := range p.Samples {
			p.Samples[i] = max(-1, min(1, 8*x))
		}
	case TakeSilent:
		hiss := noise(1)
		for i := range p.Samples {
			p.Samples[i] = float32(0.0001 * hiss.next())
		}
	case TakeShort:
		p.Samples = p.Samples[:p.Frames()/3*p.Channels]
	case TakeLate:
		shift := p.Rate * 35 / 100 * p.Channels
		copy(p.Samples[shift:], p.Samples)
		clear(p.Samples[:shift])
	default:
		return PCM{}, fmt.Errorf("score: no take %q", take)
	}
	return p, nil
}
