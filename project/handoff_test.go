package project

import "testing"

func TestHandoffOf(t *testing.T) {
	sound := func(format string, rate, bits int) FileFacts {
		return FileFacts{Audio: &AudioFacts{Format: format, SampleRate: rate, BitDepth: bits}}
	}
	picture := func(format string, size int64) FileFacts {
		return FileFacts{Size: size, Image: &ImageFacts{Format: format}}
	}
	film := func(format string, rate float64) FileFacts {
		return FileFacts{Video: &VideoFacts{Format: format, FrameRate: rate}}
	}
	audio := func(s Spec) Spec { s.Kind = KindAudio; return s }
	table := FileFacts{Table: &TableFacts{Format: "csv"}}
	for name, c := range map[string]struct {
		spec Spec
		file FileFacts
		want string // profile; "" for as it is
	}{
		"nothing is asked":            {audio(Spec{}), sound("ogg", 44100, 0), ""},
		"it is as asked":              {audio(Spec{Formats: []string{"wav"}, SampleRates: []int{48000}, MinBitDepth: 24}), sound("wav", 48000, 24), ""},
		"another container":           {audio(Spec{Formats: []string{"wav", "flac"}}), sound("aiff", 44100, 16), "handoff-44100-16.wav"},
		"another rate":                {audio(Spec{SampleRates: []int{48000, 96000}}), sound("flac", 44100, 16), "handoff-48000-16.flac"},
		"a rate below all":            {audio(Spec{SampleRates: []int{44100, 48000}}), sound("wav", 96000, 24), "handoff-48000-24.wav"},
		"more depth":                  {audio(Spec{MinBitDepth: 20}), sound("wav", 48000, 16), "handoff-48000-24.wav"},
		"lossy becomes 24 bits":       {audio(Spec{Formats: []string{"wav"}}), sound("mp3", 44100, 0), "handoff-44100-24.wav"},
		"lossy has enough depth":      {audio(Spec{Formats: []string{"mp3"}, MinBitDepth: 24}), sound("mp3", 44100, 0), ""},
		"mp3 of it":                   {audio(Spec{Formats: []string{"mp3"}}), sound("wav", 48000, 24), "handoff-48000.mp3"},
		"no mp3 at that rate":         {audio(Spec{Formats: []string{"mp3"}}), sound("wav", 96000, 24), ""},
		"ogg is not written":          {audio(Spec{Formats: []string{"ogg"}}), sound("wav", 48000, 24), ""},
		"ogg at another rate":         {audio(Spec{SampleRates: []int{48000}}), sound("ogg", 44100, 0), "handoff-48000-24.wav"},
		"flac has 24 bits at most":    {audio(Spec{Formats: []string{"flac"}, MinBitDepth: 32}), sound("wav", 48000, 24), ""},
		"32 bits as flac":             {audio(Spec{Formats: []string{"flac"}}), sound("wav", 48000, 32), "handoff-48000-24.flac"},
		"another kind":                {Spec{Kind: KindText, Formats: []string{"md"}}, sound("wav", 48000, 24), ""},
		"a picture in its format":     {Spec{Kind: KindImage, Formats: []string{"jpg"}}, picture("jpeg", 10), ""},
		"a picture in another":        {Spec{Kind: KindImage, Formats: []string{"tiff", "png"}}, picture("jpeg", 10), "handoff.png"},
		"a picture that is large":     {Spec{Kind: KindImage, MaxBytes: 9}, picture("png", 10), "handoff-9.jpg"},
		"a large one as png":          {Spec{Kind: KindImage, Formats: []string{"png"}, MaxBytes: 9}, picture("png", 10), ""},
		"a film as asked":             {Spec{Kind: KindVideo, Formats: []string{"mp4"}, Video: &VideoSpec{FrameRates: []float64{29.97}}}, film("mp4", 30000./1001), ""},
		"a film in another container": {Spec{Kind: KindVideo, Formats: []string{"mov"}}, film("mp4", 25), "handoff.mov"},
		"a film at another rate":      {Spec{Kind: KindVideo, Video: &VideoSpec{FrameRates: []float64{24, 25, 50}}}, film("mkv", 24.5), "handoff-25fps.mkv"},
		"a film for the web":          {Spec{Kind: KindVideo, Formats: []string{"webm"}}, film("mp4", 25), "handoff.webm"},
		"webm at another rate":        {Spec{Kind: KindVideo, Video: &VideoSpec{FrameRates: []float64{24}}}, film("webm", 25), "handoff-24fps.webm"},
		"a word document":             {Spec{Kind: KindText, Formats: []string{"epub", "txt"}}, FileFacts{Text: &TextFacts{Format: "docx"}}, "handoff.txt"},
		"a text as word document":     {Spec{Kind: KindText, Formats: []string{"docx"}}, FileFacts{Text: &TextFacts{Format: "md"}}, ""},
		"subtitles":                   {Spec{Kind: KindSubtitles, Formats: []string{"vtt"}}, FileFacts{Subtitles: &SubtitleFacts{Format: "srt"}}, "handoff.vtt"},
		"a table":                     {Spec{Kind: KindTable, Formats: []string{"jsonl"}}, table, "handoff.jsonl"},
		"a table, and either will do": {Spec{Kind: KindTable, Formats: []string{"jsonl", "csv"}}, table, ""},
		"a catalogue":                 {Spec{Kind: KindTranslation, Formats: []string{"po"}}, FileFacts{Translation: &TranslationFacts{Format: "xliff"}}, "handoff.po"},
	} {
		h, ok := HandoffOf(c.spec, c.file)
		if ok != (c.want != "") || ok && h.Profile() != c.want {
			t.Errorf("%s: %t %q, want %q", name, ok, h.Profile(), c.want)
		}
		if ok && (h.Type() == "" || CheckKey(DerivedKey("0", h.Profile())) != nil) {
			t.Errorf("%s: type %q, key %v", name, h.Type(), CheckKey(DerivedKey("0", h.Profile())))
		}
	}
}

func TestHandoffsAreListedOnce(t *testing.T) {
	spec := Spec{Kind: KindTable, Formats: []string{"jsonl"}}
	gig := func(id SubGigID, state SubGigState, spec Spec, needs ...SubGigID) SubGigRecord {
		return SubGigRecord{SubGig: SubGig{ID: id, State: state}, Spec: spec, NeedsAll: needs}
	}
	all := []SubGigRecord{gig("up", Approved, Spec{}), gig("open", Working, Spec{}), gig("a", Casting, spec, "up", "open"), gig("b", Working, spec, "up"),
		gig("c", Cancelled, Spec{Kind: KindTable, Formats: []string{"csv"}}, "up"), gig("d", Working, Spec{Kind: KindTable}, "up")}
	found := Handoffs(all, map[SubGigID][]FileFacts{"up": {{Name: "rows.csv", SHA256: "aa", Table: &TableFacts{Format: "csv"}}}})
	if len(found) != 1 || found[0].Key != "pre/aa/handoff.jsonl" || found[0].Name(found[0].File.Name) != "rows.jsonl" {
		t.Errorf("%+v", found)
	}
}
