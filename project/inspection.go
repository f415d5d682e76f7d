package project

import "slices"

// Severity says what a finding does to a delivery.
type Severity string

// The severities: Block sends the delivery back, Warn needs the producer's eye and word, Info is a fact.
const (
	Block Severity = "block"
	Warn  Severity = "warn"
	Info  Severity = "info"
)

// Finding is one judgement of the machine about a delivery: what, against which limit, where, and how to put it right.
type Finding struct {
	Code     string   `json:"code" doc:"stable name, as duration_short"`
	Severity Severity `json:"severity" enum:"block,warn,info"`
	Message  string   `json:"message" doc:"the fact and the limit, for a person"`
	Fix      string   `json:"fix,omitempty" doc:"how to put it right"`
	File     string   `json:"file,omitempty" doc:"name of the file within the delivery"`
	From     float64  `json:"from_seconds,omitempty" doc:"where it starts, in seconds"`
	To       float64  `json:"to_seconds,omitempty" doc:"where it ends, in seconds"`
	Page     int      `json:"page,omitempty" doc:"page, from 1"`
	Row      int64    `json:"row,omitempty" doc:"line of a text, row of a table or number of a cue, from 1"`
	At       string   `json:"at,omitempty" doc:"what else names the place: a heading, the id of a unit, a path in an archive"`
	Area     *Area    `json:"area,omitempty" doc:"the part of a page or picture"`
}

// Range is a stretch of time in seconds.
type Range struct {
	From float64 `json:"from_seconds"`
	To   float64 `json:"to_seconds"`
}

// AudioFacts are the measurements of one audio file.
type AudioFacts struct {
	Format        string  `json:"format"`
	Codec         string  `json:"codec"`
	SampleRate    int     `json:"sample_rate_hz"`
	BitDepth      int     `json:"bit_depth,omitempty"` // 0 for lossy formats
	Channels      int     `json:"channels"`
	Seconds       float64 `json:"seconds"`
	Frames        int64   `json:"frames"` // at 48 kHz, as decoded
	LUFS          float64 `json:"lufs"`   // integrated, EBU R 128; -70 for silence
	PeakDBFS      float64 `json:"peak_dbfs"`
	TruePeakDBTP  float64 `json:"true_peak_dbtp"`
	ClippedRuns   int     `json:"clipped_runs"` // runs of 3 or more samples at full scale
	LeadSeconds   float64 `json:"lead_silence_seconds"`
	TailSeconds   float64 `json:"tail_silence_seconds"`
	SilentSeconds float64 `json:"longest_gap_seconds"`
	StartOffsetMS float64 `json:"start_offset_ms"`       // against the guide, when one is there
	Marked        bool    `json:"marked,omitempty"`      // the start was measured by the guide's sync mark, not estimated
	DriftPPM      float64 `json:"drift_ppm,omitempty"`   // against the guide: positive runs slow
	TempoBPM      float64 `json:"tempo_bpm,omitempty"`   // when a tempo is asked for
	Correlation   float64 `json:"correlation,omitempty"` // of left and right: 1 is mono, below 0 they work against each other
}

// FileFacts is what the inspection knows of one file of a delivery.
type FileFacts struct {
	Name     string      `json:"name"`
	SHA256   string      `json:"sha256"`
	Size     int64       `json:"size_bytes"`
	Type     string      `json:"type"` // media type by content
	CRC32    uint32      `json:"crc32"`
	Audio    *AudioFacts `json:"audio,omitempty"`
	PCM      string      `json:"pcm,omitempty"`      // sha256 of the canonical PCM
	Peaks    string      `json:"peaks,omitempty"`    // object key of the waveform
	Previews []string    `json:"previews,omitempty"` // object keys of reduced forms, the best first

	Video       *VideoFacts       `json:"video,omitempty"`
	Image       *ImageFacts       `json:"image,omitempty"`
	PDF         *PDFFacts         `json:"pdf,omitempty"`
	Text        *TextFacts        `json:"text,omitempty"`
	Subtitles   *SubtitleFacts    `json:"subtitles,omitempty"`
	Table       *TableFacts       `json:"table,omitempty"`
	Translation *TranslationFacts `json:"translation,omitempty"`
	Archive     *ArchiveFacts     `json:"archive,omitempty"`
}

// Inspection is the machine's judgement of a delivery.
type Inspection struct {
	Delivery DeliveryID  `json:"delivery_id"`
	Passed   bool        `json:"passed"`
	Findings []Finding   `json:"findings"`
	Files    []FileFacts `json:"files"`
	Tools    []string    `json:"tools"` // tool versions that judged, as "ffmpeg 5.1.9"
}

// Judge sets Passed: a delivery passes when nothing blocks it.
func (i *Inspection) Judge() {
	i.Passed = true
	for _, f := range i.Findings {
		if f.Severity == Block {
			i.Passed = false
		}
	}
}

// Warnings are the codes of what needs an eye, each once, in their order; none of what was not inspected.
func (i *Inspection) Warnings() []string {
	var out []string
	if i == nil {
		return out
	}
	for _, f := range i.Findings {
		if f.Severity == Warn && !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	return out
}
