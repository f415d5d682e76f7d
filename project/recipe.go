package project

import "slices"

// RecipeKind names how deliveries become the result.
type RecipeKind string

// The recipes.
const (
	RecipeAudioMix    RecipeKind = "audio-mix"    // all at once, as one sound
	RecipeAudioConcat RecipeKind = "audio-concat" // one after another, as one sound
	RecipeVideoConcat RecipeKind = "video-concat" // one after another, as one film
	RecipeVideoGrid   RecipeKind = "video-grid"   // all at once, side by side, with the sound mixed
	RecipeBook        RecipeKind = "book"         // chapters of one format, in their order
	RecipePhotoBook   RecipeKind = "photo-book"   // pictures, a spread for each seller
	RecipeSubtitles   RecipeKind = "subtitles"    // cues, by their times
	RecipeTranslation RecipeKind = "translation"  // units, put back into the source
	RecipeTable       RecipeKind = "table"        // rows, one part after another or by the consensus of several
	RecipeBundle      RecipeKind = "bundle"       // any files, in one archive
)

// Recipe says how approved deliveries become the artifact.
type Recipe struct {
	Kind      RecipeKind `json:"kind" doc:"audio-mix, audio-concat, video-concat, video-grid, book, photo-book, subtitles, translation, table or bundle"`
	Outputs   []string   `json:"outputs,omitempty" doc:"files of the final, as wav or epub; each recipe has its own"`
	LUFS      float64    `json:"loudness_lufs,omitempty" doc:"integrated loudness of the final in LUFS; -14 when left out"`
	TruePeak  float64    `json:"true_peak_dbtp,omitempty" doc:"greatest true peak of the final in dBTP; -1 when left out"`
	AsIs      bool       `json:"as_is,omitempty" doc:"audio-mix, audio-concat: sound as it was delivered, neither brought to a loudness nor limited; book: footnotes keep their names in the joined Markdown"`
	Stems     bool       `json:"stems,omitempty" doc:"also hand over the single deliveries"`
	Align     bool       `json:"align,omitempty" doc:"audio-mix, video-grid: move each stem or voice by the start that was measured against the guide"`
	GapMS     int64      `json:"gap_ms,omitempty" doc:"audio-concat: silence between two, in milliseconds"`
	FadeMS    int64      `json:"crossfade_ms,omitempty" doc:"audio-concat: how long two sound together, in milliseconds"`
	Width     int        `json:"width,omitempty" doc:"video: width of the final in pixels; 1280 when left out"`
	Height    int        `json:"height,omitempty" doc:"video: height of the final in pixels; 720 when left out"`
	FrameRate float64    `json:"frame_rate,omitempty" doc:"video: frames a second; 30 when left out"`
	Columns   int        `json:"columns,omitempty" doc:"video-grid: cells in a row; as square as possible when left out"`
	PageSize  string     `json:"page_size,omitempty" doc:"photo-book, book: A3, A4, A5, A6, Letter or millimetres as 210x210; A4 when left out, A5 for a book of texts"`
	Contents  bool       `json:"contents,omitempty" doc:"book: with a page of contents in front"`
	Language  string     `json:"language,omitempty" doc:"book: language of the text, as ISO 639-1; en when left out"`
	Renumber  bool       `json:"renumber,omitempty" doc:"subtitles: number the cues anew"`
	Source    string     `json:"source,omitempty" doc:"key of the reference that the pieces were cut from; translation needs it"`
	Key       string     `json:"key,omitempty" doc:"table: column that names the rows"`
	Consensus int        `json:"consensus,omitempty" doc:"table: how many must agree on a cell, when several sub-gigs deliver the same rows"`
	Plain     bool       `json:"plain,omitempty" doc:"bundle: only the delivered files, without manifest and credits"`
}

// Place says where and how one sub-gig stands in the result. What stands one after another stands in the order of the plan.
type Place struct {
	GainDB    float64 `json:"gain_db,omitempty" doc:"gain in dB, -60 to 12"`
	Pan       float64 `json:"pan,omitempty" doc:"-1 left, 0 middle, 1 right"`
	OffsetMS  int64   `json:"offset_ms,omitempty" doc:"start in the result in milliseconds"`
	FadeInMS  int64   `json:"fade_in_ms,omitempty" doc:"linear fade in, milliseconds"`
	FadeOutMS int64   `json:"fade_out_ms,omitempty" doc:"linear fade out, milliseconds"`
	Seconds   float64 `json:"seconds,omitempty" doc:"length it is meant to have in the result; how long its placeholder is in a preview"`
	Path      string  `json:"path,omitempty" doc:"folder within a bundle; the sub-gig's key when left out"`
}

// Defaults of recipes of sound and film.
const (
	DefaultLUFS      = -14.0
	DefaultTruePeak  = -1.0
	DefaultWidth     = 1280
	DefaultHeight    = 720
	DefaultFrameRate = 30.0
)

// recipeRule is what holds for one kind of recipe.
type recipeRule struct {
	kind     RecipeKind
	outputs  []string    // files that it can make
	defaults []string    // files that it makes when the plan names none
	media    []MediaKind // what it is made of; nil for anything. The first is what a sub-gig delivers that says nothing
	sound    bool        // it has a loudness
	film     bool        // it has a size and a frame rate
}

func recipeRules() []recipeRule {
	sound := []string{"wav", "flac", "mp3"}
	return []recipeRule{
		{kind: RecipeAudioMix, outputs: sound, defaults: []string{"wav", "mp3"}, media: []MediaKind{KindAudio}, sound: true},
		{kind: RecipeAudioConcat, outputs: sound, defaults: []string{"wav", "mp3"}, media: []MediaKind{KindAudio}, sound: true},
		{kind: RecipeVideoConcat, outputs: []string{"mp4", "mkv"}, defaults: []string{"mp4"}, media: []MediaKind{KindVideo}, film: true},
		{kind: RecipeVideoGrid, outputs: []string{"mp4", "mkv"}, defaults: []string{"mp4"}, media: []MediaKind{KindVideo}, sound: true, film: true},
		{kind: RecipeBook, outputs: []string{"md", "txt", "docx", "epub", "pdf"}, media: []MediaKind{KindText, KindPDF}},
		{kind: RecipePhotoBook, outputs: []string{"pdf"}, defaults: []string{"pdf"}, media: []MediaKind{KindImage}},
		{kind: RecipeSubtitles, outputs: []string{"srt", "vtt"}, media: []MediaKind{KindSubtitles}},
		{kind: RecipeTranslation, outputs: []string{"po", "xliff"}, media: []MediaKind{KindTranslation}},
		{kind: RecipeTable, outputs: []string{"csv", "jsonl"}, media: []MediaKind{KindTable}},
		{kind: RecipeBundle, outputs: []string{"zip"}, defaults: []string{"zip"}},
	}
}

// RecipeKinds lists the recipes.
func RecipeKinds() []RecipeKind {
	kinds := []RecipeKind{}
	for _, rule := range recipeRules() {
		kinds = append(kinds, rule.kind)
	}
	return kinds
}

func (k RecipeKind) rule() (recipeRule, bool) {
	rules := recipeRules()
	i := slices.IndexFunc(rules, func(r recipeRule) bool { return r.kind == k })
	if i < 0 {
		return recipeRule{}, false
	}
	return rules[i], true
}

// Takes reports whether the recipe can be made of the kind of media. One that is unknown is refused elsewhere.
func (k RecipeKind) Takes(media MediaKind) bool {
	return k.made() == nil || slices.Contains(k.made(), media)
}

// made is what the recipe is made of; nil for anything.
func (k RecipeKind) made() []MediaKind {
	rule, _ := k.rule()
	return rule.media
}

// media is what a sub-gig delivers when neither it nor the plan says so.
func (k RecipeKind) media() MediaKind {
	if made := k.made(); len(made) > 0 {
		return made[0]
	}
	return KindFile
}

// WithDefaults fills in what the plan left out. Where the outputs follow from what is delivered, as for a book, they stay empty:
// the result then has the format of its parts.
func (r Recipe) WithDefaults() Recipe {
	rule, _ := r.Kind.rule()
	if rule.sound && !r.AsIs {
		r.LUFS = orFloat(r.LUFS, DefaultLUFS)
		r.TruePeak = orFloat(r.TruePeak, DefaultTruePeak)
	}
	if rule.film {
		r.FrameRate = orFloat(r.FrameRate, DefaultFrameRate)
		if r.Width == 0 && r.Height == 0 {
			r.Width, r.Height = DefaultWidth, DefaultHeight
		}
	}
	if len(r.Outputs) == 0 {
		r.Outputs = rule.defaults
	}
	return r
}

func orFloat(x, otherwise float64) float64 {
	if x == 0 {
		return otherwise
	}
	return x
}

func (r Recipe) check(f *faults) {
	rule, known := r.Kind.rule()
	if !known {
		f.addf("recipe.kind", "is %q; write one of %v", clip(string(r.Kind), 20), RecipeKinds())
		return
	}
	for _, out := range r.Outputs {
		if !slices.Contains(rule.outputs, out) {
			f.addf("recipe.outputs", "%q is no output of %s; use %v", clip(out, 20), r.Kind, rule.outputs)
		}
	}
	if r.LUFS > 0 || r.LUFS < -40 {
		f.addf("recipe.loudness_lufs", "%g LUFS is outside -40 to 0", r.LUFS)
	}
	if r.TruePeak > 0 || r.TruePeak < -20 {
		f.addf("recipe.true_peak_dbtp", "%g dBTP is outside -20 to 0", r.TruePeak)
	}
	if r.AsIs && !rule.sound && r.Kind != RecipeBook {
		f.addf("recipe.as_is", "is about sound and texts, and a result of %s has none; leave it out", r.Kind)
	}
	if r.AsIs && (r.LUFS != 0 || r.TruePeak != 0) {
		f.addf("recipe.as_is", "leaves the sound as it was delivered; leave loudness_lufs and true_peak_dbtp out, or this")
	}
	r.checkFilm(f)
	r.checkJoins(f)
	checkPageSize("recipe.page_size", r.PageSize, f)
}

// Limits of recipes.
const (
	MaxFrameSide = 4096
	MaxFrameRate = 120
	MaxGapMS     = 60_000
	MaxColumns   = 64
	MaxConsensus = 99
)

func (r Recipe) checkFilm(f *faults) {
	if (r.Width == 0) != (r.Height == 0) || r.Width < 0 || r.Height < 0 || r.Width > MaxFrameSide || r.Height > MaxFrameSide || r.Width%2+r.Height%2 > 0 {
		f.addf("recipe.width", "%d by %d pixels is no frame; write both, even numbers up to %d", r.Width, r.Height, MaxFrameSide)
	}
	if r.FrameRate < 0 || r.FrameRate > MaxFrameRate {
		f.addf("recipe.frame_rate", "%g is outside 0 to %d frames a second", r.FrameRate, MaxFrameRate)
	}
	if r.Columns < 0 || r.Columns > MaxColumns {
		f.addf("recipe.columns", "%d is outside 0 to %d", r.Columns, MaxColumns)
	}
}

func (r Recipe) checkJoins(f *faults) {
	if r.GapMS < 0 || r.GapMS > MaxGapMS || r.FadeMS < 0 || r.FadeMS > MaxGapMS {
		f.addf("recipe.gap_ms", "a gap of %d ms and a crossfade of %d ms are not both within 0 to %d", r.GapMS, r.FadeMS, MaxGapMS)
	}
	if r.Consensus < 0 || r.Consensus > MaxConsensus || r.Consensus > 0 && r.Key == "" {
		f.addf("recipe.consensus", "%d needs a number from 0 to %d, and a key that names the rows", r.Consensus, MaxConsensus)
	}
	if r.Kind == RecipeTranslation && r.Source == "" {
		f.addf("recipe.source", "is missing: a translation is put back into the reference it was cut from")
	}
}

func (p Place) check(at string, f *faults) {
	if p.GainDB < -60 || p.GainDB > 12 {
		f.addf(at+".gain_db", "%g dB is outside -60 to 12", p.GainDB)
	}
	if p.Pan < -1 || p.Pan > 1 {
		f.addf(at+".pan", "%g is outside -1 (left) to 1 (right)", p.Pan)
	}
	if p.OffsetMS < 0 || p.FadeInMS < 0 || p.FadeOutMS < 0 || p.Seconds < 0 {
		f.addf(at, "an offset, a fade or a length is negative; write numbers from 0")
	}
	if p.Path != "" && !safePath(p.Path) {
		f.addf(at+".path", "%q is no relative path; use letters, digits, - _ . and / without ..", p.Path)
	}
}
