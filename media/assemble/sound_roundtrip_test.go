package assemble

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tutti/media/inspect"
	"tutti/media/split"
	"tutti/project"
)

// decodedAlone decodes a file, without ours: two channels of 32 bits at 48 kHz.
func decodedAlone(t *testing.T, path string) []byte {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-ac", "2", "-ar", "48000", "-f", "s32le", "-").Output()
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
	}{
		"WAV in three":         {"wav", "pcm_s24le", split.Request{Parts: 3}},
		"WAV of 16 bits":       {"wav", "pcm_s16le", split.Request{Every: 0.7}},
		"FLAC in five":         {"flac", "flac", split.Request{Parts: 5}},
		"FLAC at odd places":   {"flac", "flac", split.Request{Every: 0.333}},
		"WAV in one":           {"wav", "pcm_s24le", split.Request{Parts: 1}},
		"WAV in a great many":  {"wav", "pcm_s24le", split.Request{Every: 0.05}},
		"AIFF in two":          {"aiff", "pcm_s24be", split.Request{Parts: 2}},
		"quiet, and no louder": {"wav", "pcm_s24le", split.Request{Parts: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			volume := 0.99
			if name == "quiet, and no louder" {
				volume = 0.001
			}
			source := filepath.Join(t.TempDir(), "source."+c.ending)
			if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", fmt.Sprintf("anoisesrc=d=3.21:c=pink:r=48000:seed=7:a=%g", volume), "-f", "lavfi", "-i",
				fmt.Sprintf("aevalsrc='%g*sin(2*PI*997*t)':s=48000:d=3.21", volume), "-filter_complex", "[0][1]join=inputs=2:channel_layout=stereo", "-c:a", c.codec, source).CombinedOutput(); err != nil {
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
