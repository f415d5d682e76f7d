package score

import (
	"fmt"
	"strconv"
	"strings"
)

// note is one event of a part: time in beats, pitch as a MIDI number, the articulation as the letter of the sheet.
type note struct {
	at, length float64
	pitch      int
	velocity   float64
	art        byte
}

// hand says how the bars of a sheet are to be read.
type hand int

const (
	line  hand = iota // "F#4:1.5 E4:.5 r ~:2": notes, rests and ties with their beats
	steps             // sixteen letters a bar, each a stroke
	chase             // sixteen digits a bar: rungs of the chord's ladder
	comp              // sixteen letters a bar, each a whole chord
)

// sheet is the written part: eighteen bars of text and how to read them.
type sheet struct {
	hand hand
	low  int     // lowest note of the ladder (chase, comp)
	size int     // tones of a chord (comp)
	roll float64 // beats between two tones of a chord (comp)
	bars [Bars]string
}

// notes reads the sheet. A bar that does not add up is an error that names it.
func (s sheet) notes() ([]note, error) {
	var out []note
	for bar, text := range s.bars {
		var err error
		switch s.hand {
		case line:
			out, err = readLine(out, bar, text)
		default:
			out, err = s.readSteps(out, bar, text)
		}
		if err != nil {
			return nil, fmt.Errorf("bar %d: %w", bar+1, err)
		}
	}
	for i := range out {
		out[i].velocity *= arc(out[i].at / beatsPerBar)
	}
	return out, nil
}

// readLine appends the notes of one bar; the beats of a bar that is not empty must add up to four.
func readLine(out []note, bar int, text string) ([]note, error) {
	at := float64(bar * beatsPerBar)
	end := at + beatsPerBar
	for _, token := range strings.Fields(text) {
		name, beats, art, err := splitToken(token)
		if err != nil {
			return nil, err
		}
		switch {
		case name == "r":
		case name == "~" && len(out) > 0:
			out[len(out)-1].length += beats
		default:
			pitch, err := midi(name)
			if err != nil {
				return nil, err
			}
			out = append(out, note{at, beats, pitch, metric(at), art})
		}
		at += beats
	}
	if text != "" && (at < end-1e-9 || at > end+1e-9) {
		return nil, fmt.Errorf("%q is %.3f beats off", text, at-end)
	}
	return out, nil
}

// splitToken takes "F#4:1.5s" apart: the note, its beats (one when not written) and its articulation.
func splitToken(token string) (name string, beats float64, art byte, err error) {
	name, rest, found := strings.Cut(token, ":")
	if !found || rest == "" {
		return name, 1, 0, nil
	}
	if last := rest[len(rest)-1]; last >= 'a' && last <= 'z' {
		art, rest = last, rest[:len(rest)-1]
	}
	beats, err = strconv.ParseFloat(rest, 64)
	return name, beats, art, err
}

// midi reads a note such as Bb4; C4 is 60.
func midi(name string) (int, error) {
	class, rest, err := pitchClass(name)
	if err != nil {
		return 0, err
	}
	octave, err := strconv.Atoi(rest)
	return (octave+1)*12 + class, err
}

// metric is the natural stress of a beat: the first of the bar, the third, the others, the off-beats.
func metric(at float64) float64 {
	switch in := at - float64(int(at/beatsPerBar)*beatsPerBar); in {
	case 0:
		return 0.95
	case 2:
		return 0.9
	case 1, 3:
		return 0.86
	}
	return 0.8
}

// readSteps appends the strokes of one bar of sixteenths.
func (s sheet) readSteps(out []note, bar int, text string) ([]note, error) {
	if text == "" {
		return out, nil
	}
	if len(text) != stepsPerBar {
		return nil, fmt.Errorf("%q has %d steps", text, len(text))
	}
	for step := range stepsPerBar {
		letter := text[step]
		if letter == '.' {
			continue
		}
		at := float64(bar*beatsPerBar) + float64(step)/4
		stroke := note{at: at, length: gap(text, step), velocity: 1, art: letter}
		if s.hand == steps {
			out = append(out, stroke)
			continue
		}
		harmony, err := chordAt(bar, step)
		if err != nil {
			return nil, err
		}
		out = append(out, s.voiced(stroke, harmony)...)
	}
	return out, nil
}

// gap is the beats until the next stroke or the end of the bar.
func gap(text string, step int) float64 {
	next := strings.IndexFunc(text[step+1:], func(r rune) bool { return r != '.' })
	if next < 0 {
		next = len(text) - step - 1
	}
	return float64(next+1) / 4
}

// voiced turns a stroke into the tones of the chord it stands for. A small letter is soft, u strikes from above.
func (s sheet) voiced(n note, harmony chord) []note {
	if s.hand == chase {
		rung := int(n.art - '0')
		n.pitch = harmony.ladder(s.low, rung+1)[rung]
		n.velocity = metric(n.at)
		return []note{n}
	}
	if n.art >= 'a' && n.art != 'u' {
		n.velocity = 0.72
	}
	var out []note
	for i, pitch := range harmony.ladder(s.low, s.size) {
		tone, order := n, i
		if n.art == 'u' {
			tone.velocity, order = 0.6, s.size-1-i
		}
		tone.pitch = pitch
		tone.at += float64(order) * s.roll
		out = append(out, tone)
	}
	return out
}
