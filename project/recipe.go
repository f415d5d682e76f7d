package project

import "slices"

// RecipeKind names how deliveries become the result.
type RecipeKind string

// The recipes.
const (
	RecipeAudioMix RecipeKind = "audio-mix"
	RecipeBundle   RecipeKind = "bundle"
)

// Recipe says how approved deliveries become the artifact.
type Recipe struct {
	Kind     RecipeKind `json:"kind" doc:"audio-mix or bundle"`
	LUFS     float64    `json:"loudness_lufs,omitempty" doc:"integrated loudness of the final in LUFS; -14 when left out"`
	TruePeak float64    `json:"true_peak_dbtp,omitempty" doc:"greatest true peak of the final in dBTP; -1 when left out"`
	Outputs  []string   `json:"outputs,omitempty" doc:"files of the final: wav, flac, mp3 for audio-mix; zip for bundle"`
	Stems    bool       `json:"stems,omitempty" doc:"also hand over the single deliveries"`
}

// Place says where and how one sub-gig stands in the result.
type Place struct {
	GainDB    float64 `json:"gain_db,omitempty" doc:"gain in dB, -60 to 12"`
	Pan       float64 `json:"pan,omitempty" doc:"-1 left, 0 middle, 1 right"`
	OffsetMS  int64   `json:"offset_ms,omitempty" doc:"start in the result in milliseconds"`
	FadeInMS  int64   `json:"fade_in_ms,omitempty" doc:"linear fade in, milliseconds"`
	FadeOutMS int64   `json:"fade_out_ms,omitempty" doc:"linear fade out, milliseconds"`
	Path      string  `json:"path,omitempty" doc:"folder within a bundle; the sub-gig's key when left out"`
}

// Defaults of the audio-mix recipe.
const (
	DefaultLUFS     = -14.0
	DefaultTruePeak = -1.0
)

// WithDefaults fills in what the plan left out.
func (r Recipe) WithDefaults() Recipe {
	if r.Kind == RecipeAudioMix {
		if r.LUFS == 0 {
			r.LUFS = DefaultLUFS
		}
		if r.TruePeak == 0 {
			r.TruePeak = DefaultTruePeak
		}
		if len(r.Outputs) == 0 {
			r.Outputs = []string{"wav", "mp3"}
		}
	}
	if r.Kind == RecipeBundle && len(r.Outputs) == 0 {
		r.Outputs = []string{"zip"}
	}
	return r
}

func (r Recipe) check(f *faults) {
	allowed := map[RecipeKind][]string{RecipeAudioMix: {"wav", "flac", "mp3"}, RecipeBundle: {"zip"}}[r.Kind]
	if allowed == nil {
		f.addf("recipe.kind", "is %q; write audio-mix or bundle", r.Kind)
		return
	}
	for _, out := range r.Outputs {
		if !slices.Contains(allowed, out) {
			f.addf("recipe.outputs", "%q is no output of %s; use %v", out, r.Kind, allowed)
		}
	}
	if r.LUFS > 0 || r.LUFS < -40 {
		f.addf("recipe.loudness_lufs", "%g LUFS is outside -40 to 0", r.LUFS)
	}
	if r.TruePeak > 0 || r.TruePeak < -20 {
		f.addf("recipe.true_peak_dbtp", "%g dBTP is outside -20 to 0", r.TruePeak)
	}
}

func (p Place) check(at string, f *faults) {
	if p.GainDB < -60 || p.GainDB > 12 {
		f.addf(at+".gain_db", "%g dB is outside -60 to 12", p.GainDB)
	}
	if p.Pan < -1 || p.Pan > 1 {
		f.addf(at+".pan", "%g is outside -1 (left) to 1 (right)", p.Pan)
	}
	if p.OffsetMS < 0 || p.FadeInMS < 0 || p.FadeOutMS < 0 {
		f.addf(at, "an offset or a fade is negative; write milliseconds from 0")
	}
	if p.Path != "" && !safePath(p.Path) {
		f.addf(at+".path", "%q is no relative path; use letters, digits, - _ . and / without ..", p.Path)
	}
}
