package assemble

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tutti/media/inspect"
	"tutti/media/split"
	"tutti/project"
)

// decodedAlone decodes a file, without ours: two channels of 24 bits at 48 kHz.
func decodedAlone(t *testing.T, path string) []byte {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-af", "aformat=sample_fmts=fltp,aresample=48000:internal_sample_fmt=fltp,aformat=sample_fmts=fltp", "-ac", "2", "-c:a", "pcm_s24le", "-f", "s24le", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSplitSoundComesBackSampleBySample: pieces that nobody touched become the sound that they were cut from, as loud as it was and
// with its peaks, however it was cut.
func TestSplitSoundComesBackSampleBySample(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ending, codec string
		request       split.Request
		rate          int // 48 kHz when 0
	}{
		"WAV in three":         {ending: "wav", codec: "pcm_s24le", request: split.Request{Parts: 3}},
		"WAV of 16 bits":       {ending: "wav", codec: "pcm_s16le", request: split.Request{Every: 0.7}},
		"FLAC in five":         {ending: "flac", codec: "flac", request: split.Request{Parts: 5}},
		"FLAC at odd places":   {ending: "flac", codec: "flac", request: split.Request{Every: 0.333}},
		"WAV in one":           {ending: "wav", codec: "pcm_s24le", request: split.Request{Parts: 1}},
		"WAV in a great many":  {ending: "wav", codec: "pcm_s24le", request: split.Request{Every: 0.05}},
		"AIFF in two":          {ending: "aiff", codec: "pcm_s24be", request: split.Request{Parts: 2}},
		"WAV at 44.1 kHz":      {ending: "wav", codec: "pcm_s16le", request: split.Request{Parts: 4}, rate: 44100},
		"FLAC at 44.1 kHz":     {ending: "flac", codec: "flac", request: split.Request{Every: 0.3}, rate: 44100},
		"WAV at 22.05 kHz":     {ending: "wav", codec: "pcm_s24le", request: split.Request{Every: 0.5}, rate: 22050},
		"AIFF at 96 kHz":       {ending: "aiff", codec: "pcm_s24be", request: split.Request{Parts: 3}, rate: 96000},
		"quiet, and no louder": {ending: "wav", codec: "pcm_s24le", request: split.Request{Parts: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			volume, rate := 0.99, cmp.Or(c.rate, 48000)
			if name == "quiet, and no louder" {
				volume = 0.001
			}
			source := filepath.Join(t.TempDir(), "source."+c.ending)
			if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", fmt.Sprintf("anoisesrc=d=3.21:c=pink:r=%d:seed=7:a=%g", rate, volume), "-f", "lavfi", "-i",
				fmt.Sprintf("aevalsrc='%g*sin(2*PI*997*t)':s=%d:d=3.21", volume, rate), "-filter_complex", "[0][1]join=inputs=2:channel_layout=stereo", "-c:a", c.codec, source).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			p := newPress(t)
			c.request.Path, c.request.Name = source, "source."+c.ending
			out, inputs := p.cutSound(t, c.request)
			out.Recipe.Outputs = []string{"wav"}
			r := p.make(t, project.ArtifactFinal, out.Recipe, inputs...)
			if want, got := decodedAlone(t, source), decodedAlone(t, r.Files[0].Path); !bytes.Equal(want, got) {
				t.Errorf("%d pieces of %d bytes became %d others", len(inputs), len(want), len(got))
			}
		})
	}
}

// cutSound splits a sound, and delivers every piece untouched.
func (p *press) cutSound(t *testing.T, r split.Request) (split.Result, []project.Input) {
	t.Helper()
	out := splitUp(t, r)
	var inputs []project.Input
	for _, piece := range out.Pieces {
		content, err := os.ReadFile(piece.Path)
		if err != nil {
			t.Fatal(err)
		}
		p.passes(t, piece, out.Spec)
		in := p.deliver(t, piece.Key, piece.File.Name, content, project.KindAudio)
		in.Place = piece.Place
		inputs = append(inputs, in)
	}
	return out, inputs
}

// passes sees to it that an untouched piece would be taken as it is.
func (p *press) passes(t *testing.T, piece split.Piece, spec project.Spec) {
	t.Helper()
	r, err := p.inspector.Inspect(t.Context(), inspect.Request{Work: t.TempDir(), Spec: spec,
		Files: []inspect.File{{Name: piece.File.Name, Path: piece.Path, SHA256: piece.File.SHA256}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Severity == project.Block {
			t.Errorf("the untouched piece %s is sent back: %s: %s", piece.Key, f.Code, f.Message)
		}
	}
}

// TestAMixAsItIsSaysWhereItIsCut: takes that reach full scale together are cut there, and the manifest says so.
func TestAMixAsItIsSaysWhereItIsCut(t *testing.T) {
	t.Parallel()
	for takes, want := range map[int]int{1: 0, 3: 1} {
		p := newPress(t)
		var inputs []project.Input
		for i := range takes {
			path := filepath.Join(t.TempDir(), "take.wav")
			if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", fmt.Sprintf("aevalsrc='0.6*sin(2*PI*%d*t)':s=48000:d=1", 440+i), path).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, p.deliver(t, fmt.Sprint("take", i), "take.wav", content, project.KindAudio))
		}
		r := p.make(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioMix, AsIs: true, Outputs: []string{"wav"}}, inputs...)
		if got := r.Manifest.Remarks; len(got) != want || want > 0 && got[0].Code != "full_scale" {
			t.Errorf("%d takes: %+v", takes, got)
		}
	}
}
