package score

// formants are the resonances of a vowel: where they lie, how wide they are, how loud.
type formants struct {
	hz, width, level [4]float64
}

// vowel is the mouth for a letter; an unknown letter is ah.
func vowel(letter byte) formants {
	width := [4]float64{95, 110, 150, 220}
	switch letter {
	case 'e':
		return formants{[4]float64{520, 1880, 2650, 3600}, width, [4]float64{1.2, 0.5, 0.28, 0.12}}
	case 'o', 'O':
		return formants{[4]float64{470, 860, 2600, 3500}, width, [4]float64{0.75, 0.55, 0.12, 0.07}}
	case 'u':
		return formants{[4]float64{360, 760, 2500, 3400}, width, [4]float64{1, 0.35, 0.06, 0.03}}
	case 'm':
		return formants{[4]float64{270, 900, 2200, 3100}, width, [4]float64{1, 0.14, 0.05, 0.02}}
	}
	return formants{[4]float64{800, 1180, 2750, 3700}, width, [4]float64{1.5, 1.1, 0.4, 0.2}}
}

// sung describes a singer.
type sung struct {
	resonances      int     // that are heard, four at most
	size            float64 // of the mouth: 1 an alto, less is larger
	attack, release float64
	vibrato         float64 // cents
	breath          float64
	tongue          bool // begins a note with a closing of the mouth, as in "la"
}

func (s sung) voice() voice {
	return func(b []float32, t tone) {
		way := newPitch(t, 5.5, s.vibrato, 0.55)
		way.scoop, way.scoopSpeed, way.glide = 0.012, 18, 0.085
		n := t.seed
		p := 0.5 + 0.5*n.next()
		f := vowel(t.art)
		mouth := make([]biquad, s.resonances)
		var chest biquad
		chest.lowPass(t.rate, t.hz*1.3, 0.7)
		s.tune(mouth, f, t, 1)
		blocks(b, t.rate, func(part []float32, sec float64) {
			if s.tongue && sec < 0.1 {
				s.tune(mouth, f, t, 0.45+0.55*ease(sec/0.1))
			}
			dp := way.at(sec) / t.rate
			for i := range part {
				p = turn(p + dp)
				x := saw(p, dp) + s.breath*n.next()
				y := 0.22 * chest.step(x)
				for k := range mouth {
					y += f.level[k] * mouth[k].step(x)
				}
				part[i] = float32(y)
			}
		})
		swell(b, t)
		shape(b, t.seconds(s.attack), t.hold, t.seconds(s.release))
	}
}

// tune sets the resonances; shut below one draws the first two down towards a closed mouth. A soprano lifts the
// first resonance with the note, or the high notes would vanish.
func (s sung) tune(mouth []biquad, f formants, t tone, shut float64) {
	for k := range mouth {
		hz := f.hz[k] * s.size
		if k < 2 {
			hz *= shut
		}
		if k == 0 {
			hz = max(hz, t.hz*1.04)
		}
		mouth[k].bandPass(t.rate, hz, hz/f.width[k])
	}
}
