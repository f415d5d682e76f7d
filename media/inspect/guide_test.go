package inspect

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// takes are taps at irregular times over a minute, with the guide's mark at its start: moved by some milliseconds, and running slow
// by some parts per million.
func takes(t *testing.T, name string, marked bool, moved, ppm float64) string {
	mark := audio.Mark()
	r := rand.New(rand.NewPCG(3, 3))
	var taps []float64
	for at := 1.5; at < 58; at += 0.25 + r.Float64()*0.5 {
		taps = append(taps, (at+moved/1000)*(1+ppm*1e-6))
	}
	next := 0
	return synth(t, name, 60, func(x float64) float64 {
		for next+1 < len(taps) && taps[next+1] <= x {
			next++
		}
		var sum float64
		if since := x - taps[next]; since > 0 {
			sum = 0.4 * math.Sin(2*math.Pi*400*since) * math.Exp(-15*since)
		}
		if at := int(math.Round((x - 0.5 - moved/1000) * pcm.Rate)); marked && at >= 0 && 2*at < len(mark) {
			sum += float64(mark[2*at]) / pcm.One
		}
		return sum
	})
}

// TestCertificate measures start and speed against a guide that carries the sync mark.
func TestCertificate(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	guide := &File{Name: "guide.wav", Path: takes(t, "guide.wav", true, 0, 0), SHA256: "guide"}
	for name, c := range map[string]struct {
		marked     bool
		moved, ppm float64
		slack      float64 // ms
		warn, info []string
	}{
		"as it should be":  {true, 0, 0, 0.01, []string{}, []string{}},
		"late":             {true, 80, 0, 0.01, []string{"align_start"}, []string{}},
		"a little early":   {true, -12.5, 0, 0.01, []string{}, []string{}},
		"slow":             {true, 0, 600, 0.05, []string{"drift"}, []string{}},
		"without the mark": {false, 15, 0, 3, []string{}, []string{"align_no_mark"}},
	} {
		path := takes(t, "part.wav", c.marked, c.moved, c.ppm)
		r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Files: []File{{Name: "part.wav", Path: path}}, Spec: project.Spec{Kind: project.KindAudio, AlignGuide: true}, Guide: guide})
		if err != nil {
			t.Fatal(err)
		}
		a := r.Files[0].Audio
		if a.Marked != c.marked || math.Abs(a.StartOffsetMS-c.moved) > c.slack || math.Abs(a.DriftPPM-c.ppm) > 30 {
			t.Errorf("%s: %+v", name, a)
		}
		if !slices.Equal(codes(r, project.Warn), c.warn) || !slices.Equal(codes(r, project.Info), c.info) {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}
}

func TestTempoAndPhase(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	beat := synth(t, "beat.wav", 15, func(x float64) float64 { return 0.5 * math.Sin(2*math.Pi*500*x) * math.Exp(-30*math.Mod(x, 0.5)) })
	for tempo, want := range map[float64][]string{120: {}, 60: {}, 121: {}, 100: {"tempo"}} {
		r := inspectOne(t, i, beat, project.Spec{Kind: project.KindAudio, TempoBPM: tempo})
		if !slices.Equal(codes(r, project.Warn), want) || len(codes(r, project.Info)) > 0 {
			t.Errorf("%g beats asked: %+v", tempo, r.Findings)
		}
	}
	still := generate(t, "tone.wav", tone(12, 48000, 2)...)
	if r := inspectOne(t, i, still, project.Spec{Kind: project.KindAudio, TempoBPM: 120}); !slices.Equal(codes(r, project.Info), []string{"tempo_unsure"}) {
		t.Errorf("a tone: %+v", r.Findings)
	}
	turned := generate(t, "turned.wav", "-i", still, "-af", "pan=stereo|c0=c0|c1=-1*c1", "-c:a", "pcm_s24le")
	r := inspectOne(t, i, turned, anyAudio())
	if !r.Passed || !slices.Equal(codes(r, project.Warn), []string{"phase"}) || r.Files[0].Audio.Correlation != -1 {
		t.Errorf("one side turned over: %+v %+v", r.Findings, r.Files[0].Audio)
	}
}

// TestAMarkThatWasWrittenIsMeasured: a guide is marked, played back and recorded late; the inspection says by how much.
func TestAMarkThatWasWrittenIsMeasured(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := audio.WriteMark(&out, takes(t, "guide.wav", false, 0, 0), 0); err != nil {
		t.Fatal(err)
	}
	guide := write(t, "marked.wav", out.Bytes())
	late := generate(t, "late.wav", "-i", guide, "-af", "adelay=80:all=1,atrim=end=60", "-c:a", "pcm_s24le")
	i := newInspector(t, tool.Options{})
	r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Files: []File{{Name: "late.wav", Path: late}}, Spec: project.Spec{Kind: project.KindAudio, AlignGuide: true},
		Guide: &File{Name: "guide.wav", Path: guide, SHA256: "guide"}})
	if err != nil {
		t.Fatal(err)
	}
	if a := r.Files[0].Audio; !a.Marked || math.Abs(a.StartOffsetMS-80) > 0.01 {
		t.Errorf("%+v", a)
	}
}
