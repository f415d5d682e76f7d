package export

import (
	"bytes"
	"encoding/json"
)

// The objects of OpenTimelineIO. Clip.1 and its like are read by every version; newer ones are not read by older tools.
type (
	otioTime struct {
		Schema string `json:"OTIO_SCHEMA"`
		Rate   any    `json:"rate"`
		Value  any    `json:"value"`
	}
	otioRange struct {
		Schema   string   `json:"OTIO_SCHEMA"`
		Start    otioTime `json:"start_time"`
		Duration otioTime `json:"duration"`
	}
	otioMedia struct {
		Schema    string         `json:"OTIO_SCHEMA"`
		Metadata  map[string]any `json:"metadata"`
		Name      string         `json:"name"`
		Available *otioRange     `json:"available_range"`
		URL       string         `json:"target_url"`
	}
	otioItem struct { // Clip.1, Gap.1, Track.1 and Stack.1
		Schema   string         `json:"OTIO_SCHEMA"`
		Metadata map[string]any `json:"metadata"`
		Name     string         `json:"name"`
		Source   *otioRange     `json:"source_range"`
		Effects  []any          `json:"effects"`
		Markers  []otioMarker   `json:"markers"`
		Enabled  bool           `json:"enabled"`
		Media    *otioMedia     `json:"media_reference,omitempty"`
		Kind     string         `json:"kind,omitempty"`
		Children []otioItem     `json:"children,omitempty"`
	}
	otioMarker struct {
		Schema   string         `json:"OTIO_SCHEMA"`
		Metadata map[string]any `json:"metadata"`
		Name     string         `json:"name"`
		Color    string         `json:"color"`
		Range    otioRange      `json:"marked_range"`
	}
	otioTimeline struct {
		Schema   string         `json:"OTIO_SCHEMA"`
		Metadata map[string]any `json:"metadata"`
		Name     string         `json:"name"`
		Start    *otioTime      `json:"global_start_time"`
		Tracks   otioItem       `json:"tracks"`
	}
)

// otio counts in frames where there are pictures, and in samples where there is sound alone.
type otio struct {
	frames bool
	rate   Rate
}

// OTIO writes a timeline of OpenTimelineIO (.otio). A timeline of sound alone counts in samples and is exact; one with
// pictures counts in whole frames, and each clip says in its metadata where it stands to the sample.
func OTIO(s Session) []byte {
	w := otio{rate: s.rate()}
	for _, c := range s.Clips {
		w.frames = w.frames || c.Video
	}
	stack := otioItem{Schema: "Stack.1", Metadata: map[string]any{}, Name: "tracks", Effects: []any{}, Markers: []otioMarker{}, Enabled: true, Children: []otioItem{}}
	for _, l := range s.lanes() {
		stack.Children = append(stack.Children, w.track(l))
	}
	for _, m := range s.Markers {
		stack.Markers = append(stack.Markers, otioMarker{Schema: "Marker.2", Metadata: map[string]any{}, Name: m.Text, Color: "RED", Range: w.span(m.At, m.At)})
	}
	t := otioTimeline{Schema: "Timeline.1", Metadata: map[string]any{"tutti": map[string]any{"sample_rate": SampleRate}}, Name: s.Title, Tracks: stack}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(t); err != nil {
		panic("export: the types of this package cannot be written as JSON: " + err.Error()) // they have no such fields
	}
	return out.Bytes()
}

// count turns a sample into the timeline's own unit.
func (w otio) count(sample int64) int64 {
	if w.frames {
		return w.rate.FrameAt(sample)
	}
	return sample
}

func (w otio) time(value int64) otioTime {
	rate := float64(SampleRate)
	if w.frames {
		rate = float64(w.rate.Num) / float64(w.rate.Den)
	}
	return otioTime{"RationalTime.1", rate, value}
}

// span is from one sample to another. Both ends are rounded, so that what touches goes on touching.
func (w otio) span(from, to int64) otioRange {
	return otioRange{"TimeRange.1", w.time(w.count(from)), w.time(w.count(to) - w.count(from))}
}

func (w otio) track(l lane) otioItem {
	kind := "Audio"
	if l.video {
		kind = "Video"
	}
	t := otioItem{Schema: "Track.1", Metadata: map[string]any{}, Name: l.clips[0].Name, Effects: []any{}, Markers: []otioMarker{}, Enabled: true, Kind: kind}
	at := int64(0)
	for _, c := range l.clips {
		if w.count(c.Start) > w.count(at) {
			gap := otioRange{"TimeRange.1", w.time(0), w.time(w.count(c.Start) - w.count(at))}
			t.Children = append(t.Children, otioItem{Schema: "Gap.1", Metadata: map[string]any{}, Source: &gap, Effects: []any{}, Markers: []otioMarker{}, Enabled: true})
		}
		t.Children = append(t.Children, w.clip(c))
		at = c.End()
	}
	return t
}

func (w otio) clip(c Clip) otioItem {
	length := w.count(c.End()) - w.count(c.Start)
	in := w.count(c.Skip)
	source := otioRange{"TimeRange.1", w.time(in), w.time(length)}
	available := otioRange{"TimeRange.1", w.time(0), w.time(in + length)}
	about := map[string]any{"sub_gig": c.Key, "start_sample": c.Start, "samples": c.Samples, "skip_samples": c.Skip, "gain_db": c.GainDB, "pan": c.Pan,
		"fade_in_samples": c.FadeIn, "fade_out_samples": c.FadeOut, "sha256": c.SHA256}
	return otioItem{Schema: "Clip.1", Metadata: map[string]any{"tutti": about}, Name: c.Name, Source: &source, Effects: []any{}, Markers: []otioMarker{}, Enabled: true,
		Media: &otioMedia{Schema: "ExternalReference.1", Metadata: map[string]any{}, Available: &available, URL: c.Path}}
}
