package convert

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/picture"
	"tutti/media/tool"
	"tutti/media/video"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(picture.Work())
	os.Exit(m.Run())
}

func newConverter(t *testing.T) (*Converter, *audio.Decoder) {
	t.Helper()
	cache, err := pcm.OpenCache(t.TempDir(), 64<<20)
	if err != nil {
		t.Fatal(err)
	}
	d := &audio.Decoder{Tools: tool.New(tool.Options{}), Cache: cache}
	c, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	return c, d
}

// made converts a file and gives what came of it.
func made(t *testing.T, c *Converter, h project.Handoff, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "made."+h.Format)
	if err := c.Convert(t.Context(), h, from, to); err != nil {
		t.Fatalf("%s: %v", h.Profile(), err)
	}
	return to
}

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSoundKeepsWhatIsHeard: every form has the length and the level of the original, and is made to the same bytes again.
func TestSoundKeepsWhatIsHeard(t *testing.T) {
	c, decoder := newConverter(t)
	path := filepath.Join(t.TempDir(), "take.flac")
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:d=1.5:r=44100", "-ac", "1", "-sample_fmt", "s16", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	measure := func(path, sum string) (audio.Header, audio.Measured) {
		h, err := audio.ReadHeader(path)
		if err != nil {
			t.Fatal(err)
		}
		m, err := decoder.Measure(t.Context(), audio.Source{Path: path, SHA256: sum, Header: h})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { m.PCM.Close() })
		return h, m
	}
	_, was := measure(path, "original")
	for _, want := range []audio.Header{{Format: "wav", Rate: 48000, BitDepth: 24}, {Format: "flac", Rate: 96000, BitDepth: 24}, {Format: "aiff", Rate: 44100, BitDepth: 16},
		{Format: "wav", Rate: 44100, BitDepth: 32}, {Format: "mp3", Rate: 48000}} {
		h := project.Handoff{Kind: project.KindAudio, From: "flac", Format: want.Format, SampleRate: want.Rate, BitDepth: want.BitDepth}
		to := made(t, c, h, path)
		got, is := measure(to, h.Profile())
		if got.Format != want.Format || got.Rate != want.Rate || got.BitDepth != want.BitDepth || got.Channels != 1 {
			t.Errorf("%s is %+v", h.Profile(), got)
		}
		long := float64(is.Frames)/float64(got.Rate) - 1.5
		if long < -0.001 || long > 0.06 || is.LUFS < was.LUFS-0.3 || is.LUFS > was.LUFS+0.3 {
			t.Errorf("%s is %g s too long, and has %g LUFS of %g", h.Profile(), long, is.LUFS, was.LUFS)
		}
		if !bytes.Equal(read(t, to), read(t, made(t, c, h, path))) {
			t.Errorf("%s has other bytes the second time", h.Profile())
		}
	}
}

// TestAFilmKeepsItsPictures: another container copies them, another rate makes as many as it needs; the sound goes along.
func TestAFilmKeepsItsPictures(t *testing.T) {
	c, _ := newConverter(t)
	path := filepath.Join(t.TempDir(), "scene.mp4")
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=30:d=2", "-f", "lavfi", "-i", "sine=440:d=2",
		"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for _, want := range []struct {
		handoff  project.Handoff
		rate     float64
		pictures int64
	}{
		{project.Handoff{Format: "mov"}, 30, 60}, {project.Handoff{Format: "mkv"}, 30, 60}, {project.Handoff{Format: "webm"}, 30, 60}, {project.Handoff{Format: "mp4", FrameRate: 25}, 25, 50}, {project.Handoff{Format: "mov", FrameRate: 29.97}, 30000. / 1001, 60},
	} {
		h := want.handoff
		h.Kind, h.From = project.KindVideo, "mp4"
		to := made(t, c, h, path)
		facts, err := c.editor.Read(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		scan, err := c.editor.Scan(t.Context(), video.Source{Path: to, Facts: facts}, "", filepath.Join(t.TempDir(), "proxy.mp4"))
		if err != nil {
			t.Fatal(err)
		}
		if facts.Format != h.Format || facts.Sound == nil || math.Abs(facts.Rate.PerSecond()-want.rate) > 0.01 || scan.Pictures != want.pictures {
			t.Errorf("%s is %+v with %d pictures", h.Profile(), facts, scan.Pictures)
		}
		if !bytes.Equal(read(t, to), read(t, made(t, c, h, path))) {
			t.Errorf("%s has other bytes the second time", h.Profile())
		}
	}
}

func TestAPictureFitsItsSize(t *testing.T) {
	c, _ := newConverter(t)
	random := rand.New(rand.NewPCG(1, 2))
	img := image.NewNRGBA(image.Rect(0, 0, 400, 300))
	for i := range img.Pix {
		img.Pix[i] = byte(random.Uint32()) // noise: the worst to compress
	}
	var src bytes.Buffer
	if err := png.Encode(&src, img); err != nil {
		t.Fatal(err)
	}
	from := write(t, "picture.png", src.Bytes())
	for _, limit := range []int64{0, 60_000, 5_000} {
		got := read(t, made(t, c, project.Handoff{Kind: project.KindImage, From: "png", Format: "jpg", MaxBytes: limit}, from))
		small, err := jpeg.DecodeConfig(bytes.NewReader(got))
		if err != nil || limit > 0 && int64(len(got)) > limit || limit == 0 && small.Width != 400 {
			t.Errorf("at most %d: %d bytes, %d x %d, %v", limit, len(got), small.Width, small.Height, err)
		}
	}
	err := c.Convert(t.Context(), project.Handoff{Kind: project.KindImage, Format: "jpg", MaxBytes: 100}, from, filepath.Join(t.TempDir(), "made.jpg"))
	if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), "100 bytes") {
		t.Errorf("a picture of 100 bytes: %v", err)
	}
}

func TestAPictureAsPNGHasItsPixels(t *testing.T) {
	c, _ := newConverter(t)
	img := image.NewGray(image.Rect(0, 0, 20, 10))
	img.SetGray(3, 4, color.Gray{Y: 200})
	var src bytes.Buffer
	if err := jpeg.Encode(&src, img, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	want, err := jpeg.Decode(bytes.NewReader(src.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(read(t, made(t, c, project.Handoff{Kind: project.KindImage, From: "jpg", Format: "png"}, write(t, "a.jpg", src.Bytes())))))
	if err != nil || got.Bounds() != want.Bounds() {
		t.Fatalf("%v", err)
	}
	for _, p := range []image.Point{{3, 4}, {0, 0}, {19, 9}} {
		if color.GrayModel.Convert(got.At(p.X, p.Y)) != color.GrayModel.Convert(want.At(p.X, p.Y)) {
			t.Errorf("%v is %v, was %v", p, got.At(p.X, p.Y), want.At(p.X, p.Y))
		}
	}
}

func TestTextsAreConverted(t *testing.T) {
	c, _ := newConverter(t)
	for _, x := range []struct {
		h         project.Handoff
		src, want string
	}{
		{project.Handoff{Kind: project.KindTable, From: "csv", Format: "jsonl"}, "a,b\n1,2\n", "{\"a\":\"1\",\"b\":\"2\"}\n"},
		{project.Handoff{Kind: project.KindSubtitles, From: "srt", Format: "vtt"}, "1\n00:00:01,000 --> 00:00:02,000\nHi\n", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHi\n\n"},
	} {
		if got := string(read(t, made(t, c, x.h, write(t, "in", []byte(x.src))))); got != x.want {
			t.Errorf("%s: %q, want %q", x.h.Profile(), got, x.want)
		}
	}
	for h, src := range map[project.Handoff]string{
		{Kind: project.KindText, From: "docx", Format: "md"}:         "no word document",
		{Kind: project.KindTable, From: "csv", Format: "jsonl"}:      "a\n1,2\n",
		{Kind: project.KindTranslation, From: "po", Format: "xliff"}: "no catalogue",
		{Kind: project.KindAudio, From: "mp3", Format: "wav"}:        "no sound",
		{Kind: project.KindImage, From: "png", Format: "jpg"}:        "no picture",
	} {
		err := c.Convert(t.Context(), h, write(t, "in", []byte(src)), filepath.Join(t.TempDir(), "out"))
		if project.CodeOf(err) != project.Invalid {
			t.Errorf("%s of %q: %v", h.Profile(), src, err)
		}
	}
}
