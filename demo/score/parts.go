package score

// Player is a person who records a part. All of them are invented.
type Player struct {
	Handle  string // ASCII, unique
	Name    string // as it is credited, in the player's own spelling
	Country string // ISO 3166-1 alpha-2
	City    string
	Zone    string // IANA time zone
}

// Container is the kind of file a player sends.
type Container string

// The containers the players use.
const (
	WAV16 Container = "wav16"
	WAV24 Container = "wav24"
	FLAC  Container = "flac"
	MP3   Container = "mp3"
	OGG   Container = "ogg"
	AIFF  Container = "aiff"
)

// Ext is the extension of the container's files, without a dot.
func (c Container) Ext() string {
	switch c {
	case WAV16, WAV24:
		return "wav"
	}
	return string(c)
}

// Format is what a player's equipment makes.
type Format struct {
	Container  Container
	SampleRate int // 44100 or 48000
	Channels   int // 1 or 2
}

// Part is one of the twenty-four voices of the piece with the person who plays it.
type Part struct {
	Key        string
	Title      string
	Role       string // the skill: drummer, kora player
	Instrument string
	Player     Player
	GainDB     float64 // of the stem in the mix; a mono stem keeps its level on both sides
	Pan        float64 // -1 left to 1 right, as a balance: the far side falls as a quarter cosine
	Format     Format
	Brief      string // what the buyer asks of the player
}

// PartByKey finds a part.
func PartByKey(key string) (Part, bool) {
	for _, p := range Parts() {
		if p.Key == key {
			return p, true
		}
	}
	return Part{}, false
}

// Parts is the score from top to bottom as the mix lists it: twenty-four parts, twelve countries.
func Parts() []Part {
	parts := append(drumParts(), pluckedParts()...)
	return append(parts, sustainedParts()...)
}

func drumParts() []Part {
	return []Part{
		{"kick", "Kick drum", "drummer", "Kick drum", marcus(), -6.5, 0, Format{WAV24, 48000, 1},
			"The floor of the piece. Lay back in the theme, four to the bar in the build, push in the climax."},
		{"snare", "Snare drum", "drummer", "Snare drum", gulsen(), -4, 0.1, Format{WAV16, 44100, 1},
			"Cross-stick in the theme, brushes of ghost notes after it, and a fill in bar 10 that carries everybody into the climax. Leave room for the voice."},
		{"hats", "Hi-hat and cymbals", "drummer", "Hi-hat and cymbals", kathe(), -7, 0.35, Format{FLAC, 48000, 2},
			"Eighths in the theme, sixteenths in the build, one crash at bar 11 and one at bar 15. Soft hands."},
		{"shaker", "Shaker", "percussionist", "Ganzá shaker", lua(), -8, -0.6, Format{MP3, 44100, 1},
			"Steady sixteenths from the second half of bar 1. You are the first to start the groove and the last to leave it."},
		{"congas", "Congas", "percussionist", "Congas", yoel(), -8, 0.5, Format{WAV24, 48000, 2},
			"A tumbao with open tones on four. Answer the drums, do not repeat them."},
		{"taiko", "Taiko", "percussionist", "Ō-daiko", kenta(), -8.5, -0.1, Format{FLAC, 48000, 2},
			"A far heartbeat at the beginning and the end, the mountain in between."},
	}
}

func pluckedParts() []Part {
	return []Part{
		{"bass", "Double bass", "bassist", "Double bass, pizzicato", jorg(), -7.5, 0, Format{AIFF, 44100, 1},
			"Descend with the theme, climb through the build, drive the eighths in bar 10. Long notes in the outro."},
		{"epiano", "Electric piano", "keyboardist", "Electric piano", renee(), -12, -0.2, Format{WAV24, 48000, 2},
			"Soft chords in the middle, never above the voice."},
		{"kora", "Kora", "kora player", "Kora", seydou(), -8.5, -0.5, Format{FLAC, 44100, 2},
			"The ostinato that holds the piece together. One long descending run in bar 6 is yours."},
		{"guitar", "Acoustic guitar", "guitarist", "Steel-string guitar", thais(), -10, 0.6, Format{WAV16, 44100, 2},
			"Light strumming, mostly right hand. From the theme to the end."},
		{"oud", "Oud", "oud player", "Oud", karim(), -9.5, 0.45, Format{OGG, 44100, 1},
			"Answer the singer in the gaps of the theme, lead the build with sixteenths."},
		{"balafon", "Balafon", "balafon player", "Balafon", aminata(), -10.5, -0.7, Format{MP3, 48000, 2},
			"Interlock with the kora: when it rests, you play."},
		{"koto", "Koto", "koto player", "Koto", haruka(), -9, 0.75, Format{MP3, 44100, 2},
			"The first sound of the piece and the last. Glissandi and sparks between the phrases."},
	}
}

func sustainedParts() []Part {
	return []Part{
		{"violin1", "Violin 1", "violinist", "Violin", malgorzata(), -8, -0.55, Format{WAV24, 48000, 1},
			"A high quiet line first, the great tune in the climax, the sigh from A to B flat at the end."},
		{"violin2", "Violin 2", "violinist", "Violin", oisin(), -12, -0.35, Format{FLAC, 48000, 1},
			"Short bows in the build, broken chords under the tune in the climax."},
		{"viola", "Viola", "violist", "Viola", stoyan(), -12, 0.35, Format{AIFF, 48000, 1},
			"The warm middle. Keep the short bows of the build even."},
		{"cello", "Cello", "cellist", "Cello", yasmin(), -10, 0.5, Format{WAV24, 44100, 1},
			"The drone that opens the piece, then a counter-line to the singer."},
		{"flute", "Flute", "flautist", "Wooden flute", sadhbh(), -14.5, 0.3, Format{OGG, 48000, 1},
			"Answers to the voice, then the tune an octave up. The last word before the fade is yours."},
		{"clarinet", "Clarinet", "clarinettist", "Clarinet in G", caglar(), -15, -0.45, Format{WAV16, 48000, 1},
			"Low register against the voice in the theme, inner voice in the climax."},
		{"trumpet", "Trumpet", "trumpeter", "Trumpet", idalmis(), -8, 0.2, Format{FLAC, 44100, 1},
			"The call from far away in bar 1, the tune in the climax. Save yourself for bar 13."},
		{"trombone", "Trombone", "trombonist", "Tenor trombone", lukasz(), -11, -0.4, Format{WAV24, 48000, 1},
			"Soft pillars in the theme, the bass of the brass in the climax."},
		{"lead", "Lead voice", "singer", "Voice", thandeka(), -5, 0, Format{WAV24, 48000, 1},
			"Sing the theme as if you had known it all your life, without words. In the climax you are a third below the tune."},
		{"choir-high", "Choir, high voices", "choir leader", "Women's voices", desislava(), -10.5, 0, Format{FLAC, 48000, 2},
			"Oo, then oh, then ah. Three voices, each recorded three times."},
		{"choir-low", "Choir, low voices", "choir leader", "Men's voices", bongani(), -11.5, 0, Format{OGG, 48000, 2},
			"Hum the first two bars; open in the climax. Three voices, each recorded three times."},
	}
}
