package score

import (
	"fmt"
	"strings"
)

// chart is the harmony, one entry for each bar; several chords share the bar evenly. The theme walks down from D,
// the build climbs back from E to A, the climax takes the long way through F sharp and ends on the borrowed
// B flat and C, which lift the return of D.
func chart() [Bars]string {
	return [Bars]string{
		"Dadd9", "G A",
		"D", "A/C#", "Bm7", "G",
		"Em7", "D/F#", "Gmaj7", "Asus4 A",
		"D", "F#7/A#", "Bm7", "G G Bb C",
		"D", "Gm6/D", "D", "Dadd9",
	}
}

// chord is a set of pitch classes, the root first.
type chord struct {
	classes []int
	bass    int
}

// chordAt finds the chord that sounds at a step (a sixteenth) of a bar.
func chordAt(bar, step int) (chord, error) {
	names := strings.Fields(chart()[bar])
	return parseChord(names[step*len(names)/stepsPerBar])
}

// parseChord reads a chord symbol such as F#7/A#.
func parseChord(symbol string) (chord, error) {
	name, under, slash := strings.Cut(symbol, "/")
	root, quality, err := pitchClass(name)
	if err != nil {
		return chord{}, fmt.Errorf("chord %q: %w", symbol, err)
	}
	intervals := chordIntervals(quality)
	if intervals == nil {
		return chord{}, fmt.Errorf("chord %q: unknown quality %q", symbol, quality)
	}
	c := chord{bass: root}
	for _, i := range intervals {
		c.classes = append(c.classes, (root+i)%12)
	}
	if slash {
		if c.bass, _, err = pitchClass(under); err != nil {
			return chord{}, fmt.Errorf("chord %q: %w", symbol, err)
		}
	}
	return c, nil
}

// chordIntervals names the semitones above the root, nil for a quality nobody wrote here.
func chordIntervals(quality string) []int {
	switch quality {
	case "":
		return []int{0, 4, 7}
	case "m7":
		return []int{0, 3, 7, 10}
	case "7":
		return []int{0, 4, 7, 10}
	case "maj7":
		return []int{0, 4, 7, 11}
	case "m6":
		return []int{0, 3, 7, 9}
	case "add9":
		return []int{0, 2, 4, 7}
	case "sus4":
		return []int{0, 5, 7}
	}
	return nil
}

// pitchClass reads a letter with its accidental and returns what follows.
func pitchClass(s string) (class int, rest string, err error) {
	if s == "" || s[0] < 'A' || s[0] > 'G' {
		return 0, "", fmt.Errorf("no pitch in %q", s)
	}
	class = [7]int{9, 11, 0, 2, 4, 5, 7}[s[0]-'A']
	rest = s[1:]
	switch {
	case strings.HasPrefix(rest, "#"):
		return (class + 1) % 12, rest[1:], nil
	case strings.HasPrefix(rest, "b"):
		return (class + 11) % 12, rest[1:], nil
	}
	return class, rest, nil
}

// ladder is the n lowest chord tones at or above a note: close voicings that move by step when the chord changes.
func (c chord) ladder(low, n int) []int {
	tones := make([]int, 0, n)
	for note := low; len(tones) < n; note++ {
		for _, class := range c.classes {
			if note%12 == class {
				tones = append(tones, note)
				break
			}
		}
	}
	return tones
}
