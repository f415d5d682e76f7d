package score

const (
	// BPM is the tempo. A beat is 0.6 s, a whole number of samples at 44.1 and at 48 kHz.
	BPM = 100
	// Bars is the length of the piece.
	Bars = 18

	beatsPerBar    = 4
	stepsPerBar    = 16
	secondsPerBeat = 60.0 / BPM
	secondsPerBar  = beatsPerBar * secondsPerBeat
)

// Section is a stretch of the form; Bar counts from zero.
type Section struct {
	Key, Title string
	Bar, Bars  int
}

// Start is the second at which the section begins.
func (s Section) Start() float64 { return float64(s.Bar) * secondsPerBar }

// End is the second at which the section ends.
func (s Section) End() float64 { return float64(s.Bar+s.Bars) * secondsPerBar }

// Sections is the form of the piece, in order and without gaps.
func Sections() []Section {
	return []Section{
		{"intro", "Intro", 0, 2},
		{"theme", "Theme", 2, 4},
		{"build", "Build", 6, 4},
		{"climax", "Climax", 10, 4},
		{"outro", "Outro", 14, 4},
	}
}

// Duration is the length of the guide and of every right take, in seconds.
func Duration() float64 { return Bars * secondsPerBar }

// frames is the length of the piece at a sample rate.
func frames(rate int) int { return Bars * beatsPerBar * rate * 60 / BPM }

// arc is the dynamic of the whole ensemble at a bar: every velocity is multiplied by it.
func arc(bar float64) float64 {
	points := []struct{ bar, level float64 }{
		{0, 0.56}, {2, 0.73}, {6, 0.75}, {9, 0.87}, {9.9, 0.97},
		{10, 1}, {14.3, 1}, {14.8, 0.76}, {16, 0.6}, {18, 0.5},
	}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if bar < b.bar {
			return a.level + (b.level-a.level)*(bar-a.bar)/(b.bar-a.bar)
		}
	}
	return points[len(points)-1].level
}
