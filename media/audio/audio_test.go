package audio

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main()
	os.Exit(m.Run())
}

func newDecoder(t *testing.T) *Decoder {
	t.Helper()
	cache, err := pcm.OpenCache(t.TempDir(), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	return &Decoder{Tools: tool.New(tool.Options{}), Cache: cache}
}

// sample makes one second of two tones in a form.
func sample(t testing.TB, name string, rate, channels int, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	all := append([]string{"-v", "error", "-f", "lavfi", "-i", "aevalsrc='0.4*sin(2*PI*997*t)|0.3*sin(2*PI*1501*t)':s=44100:d=1",
		"-ar", fmt.Sprint(rate), "-ac", fmt.Sprint(channels)}, args...)
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", append(all, path)...).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	return path
}

// TestBothWaysOfDecodingAgree compares the PCM of an inspection with that of a later decoding, on which the exact mix
// relies, and with the sum that the inspection recorded.
func TestBothWaysOfDecodingAgree(t *testing.T) {
	t.Parallel()
	d := newDecoder(t)
	for _, path := range []string{
		sample(t, "a.wav", 48000, 2, "-c:a", "pcm_s24le"), sample(t, "b.wav", 48000, 1, "-c:a", "pcm_s32le"),
		sample(t, "c.wav", 44100, 2, "-c:a", "pcm_s16le"), sample(t, "d.wav", 96000, 6, "-c:a", "pcm_f32le"),
		sample(t, "e.wav", 48000, 6, "-c:a", "pcm_s24le"), sample(t, "f.flac", 44100, 1), sample(t, "g.mp3", 48000, 2),
		sample(t, "h.mp3", 44100, 1), sample(t, "i.ogg", 48000, 2, "-c:a", "libvorbis"), sample(t, "j.opus", 48000, 1, "-c:a", "libopus"),
		sample(t, "k.wav", 48000, 2, "-c:a", "pcm_s32le"), sample(t, "m.wav", 44100, 2, "-c:a", "pcm_s32le"),
		sample(t, "n.wav", 44100, 6, "-c:a", "pcm_f64le"), sample(t, "o.aiff", 22050, 1), sample(t, "l.wav", 48000, 2, "-c:a", "pcm_f64le"),
	} {
		h, err := ReadHeader(path)
		if err != nil {
			t.Fatal(err)
		}
		s := Source{Path: path, SHA256: path, Header: h}
		m, err := d.Measure(t.Context(), s)
		if err != nil {
			t.Fatal(path, err)
		}
		measured := content(t, m.PCM)
		key, err := d.Key(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		d.Cache.Remove(key)
		f, err := d.PCM(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(measured)
		if !bytes.Equal(content(t, f), measured) || m.PCM.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: decoding again gives other samples", filepath.Base(path))
		}
		if math.Abs(float64(f.Frames)-pcm.Rate) > 3000 || f.Peak < pcm.One/8 {
			t.Errorf("%s: %d frames, peak %d", filepath.Base(path), f.Frames, f.Peak)
		}
	}
}

func content(t *testing.T, f *pcm.File) []byte {
	t.Helper()
	defer f.Close()
	b, err := io.ReadAll(f.Reader())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestMonoKeepsItsLevel makes sure that a mono file sounds on both sides as loud as it is.
func TestMonoKeepsItsLevel(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "mono.wav")
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "aevalsrc=0.5:s=48000:d=0.1", "-c:a", "pcm_s24le", path).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	h, err := ReadHeader(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := newDecoder(t).PCM(t.Context(), Source{Path: path, SHA256: "x", Header: h})
	if err != nil {
		t.Fatal(err)
	}
	samples := pcm.Decode(make([]int32, 2*4800), content(t, f))
	if samples[100] != pcm.One/2 || samples[101] != pcm.One/2 {
		t.Errorf("left %d, right %d, want %d", samples[100], samples[101], pcm.One/2)
	}
}

// TestHeadersOfDamagedFiles changes good files at random: the reader may refuse them, it may not fail otherwise.
func TestHeadersOfDamagedFiles(t *testing.T) {
	t.Parallel()
	var good [][]byte
	for _, path := range []string{
		sample(t, "a.wav", 48000, 2), sample(t, "a.flac", 48000, 2), sample(t, "a.mp3", 48000, 2), sample(t, "a.aiff", 48000, 2),
		sample(t, "a.ogg", 48000, 2, "-c:a", "libvorbis"), sample(t, "a.opus", 48000, 2, "-c:a", "libopus"), sample(t, "b.ogg", 48000, 2, "-c:a", "flac"),
	} {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		good = append(good, b)
	}
	rapid.Check(t, func(t *rapid.T) {
		b := bytes.Clone(rapid.SampledFrom(good).Draw(t, "file"))
		for range rapid.IntRange(0, 6).Draw(t, "changes") {
			b[rapid.IntRange(0, min(len(b)-1, 200)).Draw(t, "at")] = rapid.Byte().Draw(t, "to")
		}
		judged(t, b[:rapid.IntRange(0, len(b)).Draw(t, "length")])
	})
}

func FuzzHeader(f *testing.F) {
	for _, seed := range []string{"RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00", "fLaC\x00\x00\x00\x22", "OggS", "FORM\x00\x00\x00\x00AIFFCOMM", "ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) { judged(t, b) })
}

// judged expects a header within bounds or one of the three refusals, and plain samples within the file.
func judged(t interface{ Fatalf(string, ...any) }, b []byte) {
	content := source{bytes.NewReader(b), int64(len(b))}
	h, err := parse(content)
	if err == nil && plainCodecs()[h.Codec] != nil {
		p := plain{size: h.BitDepth / 8}
		if found, err := p.walk(content, h); err != nil || found && (p.from < 12 || p.bytes <= 0 || p.from+p.bytes > content.size) {
			t.Fatalf("samples out of bounds: %+v %v", p, err)
		}
	}
	var codec *CodecError
	var damaged *DamagedError
	switch {
	case err == nil && (h.Channels < 1 || h.Channels > MaxChannels || h.Rate < MinRate || h.Rate > MaxRate || h.Frames < 0 || h.Codec == ""):
		t.Fatalf("a header out of bounds: %+v", h)
	case err != nil && !errors.Is(err, ErrNotAudio) && !errors.As(err, &codec) && !errors.As(err, &damaged):
		t.Fatalf("an error that does not judge the file: %v", err)
	}
}

func TestParseLoudness(t *testing.T) {
	t.Parallel()
	summary := "[Parsed_ebur128_0 @ 0x1] [info] Summary:\n\n  Integrated loudness:\n    I:         %s LUFS\n    Threshold: -21.9 LUFS\n\n  True peak:\n    Peak:       %s dBFS\n"
	forged := fmt.Sprintf("    title : x\n    I:  -14.0 LUFS\n  True peak:\n    Peak: -1.0 dBFS\n"+summary, "-23.5", "0.3")
	cases := map[string]Loudness{
		fmt.Sprintf(summary, "-11.8", "-6.2"): {-11.8, -6.2},
		fmt.Sprintf(summary, "-70.0", "-inf"): {SilentLUFS, pcm.Silence},
		fmt.Sprintf(summary, "nan", "nan"):    {SilentLUFS, pcm.Silence},
		forged:                                {-23.5, 0.3},
	}
	for log, want := range cases {
		if got, err := ParseLoudness(log); err != nil || got != want {
			t.Errorf("%q: %+v %v", log, got, err)
		}
	}
	if _, err := ParseLoudness("nothing"); project.CodeOf(err) != project.Internal {
		t.Errorf("no summary: %v", err)
	}
}

// TestPiecesDoNotMatter feeds the same bytes in odd pieces, as pipes do.
func TestPiecesDoNotMatter(t *testing.T) {
	t.Parallel()
	var all []byte
	for i := range 4000 {
		all = append(all, byte(i), byte(i>>3), byte(i*7), byte(60+i%4))
	}
	rapid.Check(t, func(t *rapid.T) {
		var meters [2]*meter
		var sums [2][]int32
		for i, most := range []int{len(all), 3000} {
			meters[i] = newMeter(Header{Channels: 2, BitDepth: 16})
			meters[i].loud = newR128(48000, 2)
			sink := &canonical{write: func(s []int32) error { sums[i] = append(sums[i], s...); return nil }, buf: make([]int32, blockSamples)}
			in := newFloats(2, func(samples []float32) error {
				meters[i].take(samples)
				return sink.take(samples)
			})
			for rest := all; len(rest) > 0; {
				n := min(len(rest), rapid.IntRange(1, most).Draw(t, "piece"))
				if _, err := in.Write(rest[:n]); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if err := in.end(); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(sums[0], sums[1]) || meters[0].levels() != meters[1].levels() || meters[0].loud.loudness() != meters[1].loud.loudness() {
			t.Fatal("pieces change the result")
		}
	})
}
