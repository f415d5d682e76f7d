package score

// band is one bell of an equaliser.
type band struct{ hz, quality, db float64 }

// sound is a part's instrument and the room it was recorded in.
type sound struct {
	play    voice
	legato  bool    // a note knows the one before
	ring    float64 // seconds a note may sound after it is let go
	sustain bool    // the written length does not stop the note: it rings until ring is over
	copies  int     // players or singers on every note
	detune  float64 // cents between them
	spread  float64 // how far apart they and the notes sit in a stereo stem
	jitter  float64 // seconds a note may be early or late
	eq      []band
	lowCut  float64
	highCut float64
	drive   float64 // soft saturation of the peaks
	room    float64 // share of the room
	tail    float64 // seconds of the room
	peak    float64 // dBFS of the finished stem
}

// soundOf is the instrument of a part.
func soundOf(key string) (sound, bool) {
	for _, family := range []func(string) (sound, bool){drumSound, pluckedSound, sustainedSound, sungSound} {
		if s, ok := family(key); ok {
			return s, true
		}
	}
	return sound{}, false
}

func drumSound(key string) (sound, bool) {
	s := sound{sustain: true, jitter: 0.0025, copies: 1, lowCut: 60, drive: 1.2, room: 0.12, tail: 0.5, peak: -5}
	switch key {
	case "kick":
		s.play, s.ring, s.lowCut, s.highCut, s.room = kick, 0.4, 32, 7000, 0.02
		s.drive = 1.8
		s.eq = []band{{300, 1, -4}}
	case "snare":
		s.play, s.ring, s.lowCut, s.room, s.tail = snare, 0.28, 120, 0.16, 0.7
		s.drive = 1.9
	case "hats":
		s.play, s.ring, s.spread, s.lowCut, s.room, s.peak = hats, 1.6, 0.15, 3000, 0.08, -7
	case "shaker":
		s.play, s.ring, s.jitter, s.lowCut, s.peak = shaker, 0.1, 0.004, 2500, -8
	case "congas":
		s.play, s.ring, s.spread, s.jitter, s.lowCut, s.tail, s.room = congas, 0.4, 0.4, 0.004, 110, 0.6, 0.14
	case "taiko":
		s.play, s.ring, s.spread, s.lowCut, s.highCut, s.room, s.tail = taiko, 1.3, 0.1, 38, 6000, 0.3, 1.6
		s.drive = 1.7
		s.eq = []band{{260, 1, -2}}
	default:
		return s, false
	}
	return s, true
}

func pluckedSound(key string) (sound, bool) {
	s := sound{copies: 1, ring: 0.15, jitter: 0.005, lowCut: 80, drive: 1.6, room: 0.12, tail: 0.8, peak: -6}
	switch key {
	case "bass":
		s.play = pluck{ring: 2.2, dull: 0.42, place: 0.22, soft: 0.8, body: 0.24, damped: 0.08}.voice()
		s.lowCut, s.highCut, s.room, s.jitter, s.drive = 34, 4500, 0.03, 0.004, 1.8
		s.eq = []band{{110, 1, 1.5}, {750, 1, 3}}
	case "epiano":
		s.play, s.ring, s.spread, s.lowCut, s.room, s.tail = epiano, 0.2, 0.35, 120, 0.1, 0.9
		s.eq = []band{{320, 1, -2}}
	case "kora":
		s.play = pluck{ring: 2.6, dull: 0.2, place: 0.18, soft: 0.45, damped: 0.5}.voice()
		s.sustain, s.ring, s.spread, s.lowCut, s.room, s.tail = true, 1.3, 0.7, 170, 0.2, 1.3
		s.eq = []band{{420, 1.2, 2.5}, {2800, 0.8, 2}}
	case "guitar":
		s.play = pluck{ring: 2.4, dull: 0.24, place: 0.14, soft: 0.3, damped: 0.07}.voice()
		s.spread, s.lowCut, s.jitter = 0.5, 160, 0.003
		s.eq = []band{{210, 1.2, 2}, {900, 0.8, -3}, {5500, 0.6, 5}}
	case "oud":
		s.play = pluck{ring: 1.3, dull: 0.33, place: 0.3, soft: 0.25, twin: 5, damped: 0.18}.voice()
		s.lowCut, s.room = 110, 0.16
		s.eq = []band{{260, 1, 3}, {1500, 0.9, 3}}
	case "balafon":
		s.play, s.sustain, s.ring, s.spread, s.lowCut, s.jitter = balafon, true, 0.75, 0.6, 180, 0.004
	case "koto":
		s.play = pluck{ring: 2.4, dull: 0.1, place: 0.08, soft: 0.12, damped: 0.6}.voice()
		s.sustain, s.ring, s.spread, s.lowCut, s.room, s.tail = true, 1.5, 0.5, 220, 0.26, 1.6
	default:
		return s, false
	}
	return s, true
}

func sustainedSound(key string) (sound, bool) {
	s := sound{legato: true, copies: 1, jitter: 0.008, drive: 1.1, room: 0.28, tail: 1.4, peak: -6}
	switch key {
	case "violin1":
		s.play = bow{attack: 0.09, release: 0.16, bright: 2, open: 5200, vibrato: 16, hair: 0.05}.voice()
		s.ring, s.lowCut = 0.16, 250
		s.eq = []band{{460, 2, 3}, {1150, 1.5, -3}, {2900, 1, 3}}
	case "violin2":
		s.play = bow{attack: 0.08, release: 0.16, bright: 2, open: 4200, vibrato: 14, hair: 0.05}.voice()
		s.ring, s.lowCut = 0.16, 230
		s.eq = []band{{520, 2, 3}, {1300, 1.5, -3}, {2500, 1, 2}}
	case "viola":
		s.play = bow{attack: 0.1, release: 0.18, bright: 2, open: 3000, vibrato: 13, hair: 0.05}.voice()
		s.ring, s.lowCut = 0.18, 150
		s.eq = []band{{330, 1.5, 2}, {800, 1.5, -2}, {1900, 1, 2}}
	case "cello":
		s.play = bow{attack: 0.1, release: 0.2, bright: 2.5, open: 2500, vibrato: 14, hair: 0.05}.voice()
		s.ring, s.lowCut = 0.2, 62
		s.eq = []band{{180, 1, -2}, {420, 1.5, 2}, {1500, 1, 2}}
	case "flute":
		s.play, s.ring, s.lowCut, s.highCut = flute, 0.1, 300, 14000
	case "clarinet":
		s.play, s.ring, s.lowCut = clarinet, 0.08, 130
		s.eq = []band{{1500, 1, 2}}
	case "trumpet":
		s.play, s.ring, s.lowCut, s.drive = brass{attack: 0.05, open: 11, growl: 0.02}.voice(), 0.12, 260, 1.3
		s.eq = []band{{1250, 1.2, 3}, {2700, 1, -3}}
	case "trombone":
		s.play, s.ring, s.lowCut, s.drive = brass{attack: 0.06, open: 12, growl: 0.02}.voice(), 0.14, 90, 1.3
		s.eq = []band{{260, 1, -2}, {650, 1.2, 3}}
	default:
		return s, false
	}
	return s, true
}

func sungSound(key string) (sound, bool) {
	s := sound{legato: true, jitter: 0.01, drive: 1.1, peak: -6}
	switch key {
	case "lead":
		s.play = sung{resonances: 4, size: 1.04, attack: 0.05, release: 0.12, vibrato: 26, breath: 0.03, tongue: true}.voice()
		s.copies, s.ring, s.lowCut, s.room, s.tail, s.drive = 1, 0.12, 190, 0.2, 1.3, 1.4
		s.eq = []band{{3000, 0.7, 5}}
	case "choir-high":
		s.play = sung{resonances: 3, size: 1.1, attack: 0.16, release: 0.3, vibrato: 17, breath: 0.05}.voice()
		s.copies, s.detune, s.spread, s.ring, s.lowCut, s.room, s.tail = 3, 9, 0.9, 0.3, 280, 0.35, 2
	case "choir-low":
		s.play = sung{resonances: 3, size: 0.9, attack: 0.16, release: 0.3, vibrato: 13, breath: 0.04}.voice()
		s.copies, s.detune, s.spread, s.ring, s.lowCut, s.room, s.tail = 3, 8, 0.8, 0.3, 95, 0.35, 2
		s.eq = []band{{300, 1, -2}}
	default:
		return s, false
	}
	return s, true
}

// sheetOf is the written part.
func sheetOf(key string, take Take) (sheet, bool) {
	if key == "snare" {
		return snareSheet(take), true
	}
	for _, entry := range sheets() {
		if entry.key == key {
			return entry.read(), true
		}
	}
	return sheet{}, false
}

type sheetEntry struct {
	key  string
	read func() sheet
}

func sheets() []sheetEntry {
	return []sheetEntry{
		{"kick", kickSheet}, {"hats", hatsSheet}, {"shaker", shakerSheet}, {"congas", congasSheet}, {"taiko", taikoSheet},
		{"bass", bassSheet}, {"epiano", epianoSheet}, {"kora", koraSheet}, {"guitar", guitarSheet}, {"oud", oudSheet},
		{"balafon", balafonSheet}, {"koto", kotoSheet},
		{"violin1", violin1Sheet}, {"violin2", violin2Sheet}, {"viola", violaSheet}, {"cello", celloSheet},
		{"flute", fluteSheet}, {"clarinet", clarinetSheet}, {"trumpet", trumpetSheet}, {"trombone", tromboneSheet},
		{"lead", leadSheet}, {"choir-high", choirHighSheet}, {"choir-low", choirLowSheet},
	}
}
