package split

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/audio"
	"tutti/media/tool"
	"tutti/project"
)

func newSplitter(t testing.TB) *Splitter {
	t.Helper()
	s, err := New(Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ffmpeg runs it unconfined, to generate material and to look at results, and gives what it writes.
func ffmpeg(t testing.TB, args ...string) []byte {
	t.Helper()
	var log bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "ffmpeg", append([]string{"-v", "error", "-y"}, args...)...)
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ffmpeg %v: %v %s", args, err, log.String())
	}
	return out
}

func split(t testing.TB, r Request) Result {
	t.Helper()
	r.Name, r.Work = filepath.Base(r.Path), t.TempDir()
	result, err := newSplitter(t).Split(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestSoundIsCutOnTheFrame: the decoded samples of the pieces, one after another, are those of the source.
func TestSoundIsCutOnTheFrame(t *testing.T) {
	t.Parallel()
	const noise = "anoisesrc=c=pink:a=0.4:d=2.34567:seed=3:r="
	cases := map[string]struct {
		args    []string
		request Request
		pieces  int
		ending  string
	}{
		"a.wav":     {[]string{"-f", "lavfi", "-i", noise + "44100", "-ac", "2", "-c:a", "pcm_s24le"}, Request{Parts: 3}, 3, ".wav"},
		"b.wav":     {[]string{"-f", "lavfi", "-i", noise + "11025", "-c:a", "pcm_s16le"}, Request{Every: 1}, 3, ".wav"},
		"c.flac":    {[]string{"-f", "lavfi", "-i", noise + "96000", "-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24"}, Request{Every: 0.5}, 5, ".flac"},
		"d.flac":    {[]string{"-f", "lavfi", "-i", noise + "48000", "-c:a", "flac", "-sample_fmt", "s16"}, Request{Parts: 1}, 1, ".flac"},
		"e.aiff":    {[]string{"-f", "lavfi", "-i", noise + "48000", "-c:a", "pcm_s16be"}, Request{}, 8, ".aiff"},
		"f.mp3":     {[]string{"-f", "lavfi", "-i", noise + "44100", "-c:a", "libmp3lame", "-b:a", "128k"}, Request{Parts: 4}, 4, ".flac"},
		"g.ogg":     {[]string{"-f", "lavfi", "-i", noise + "48000", "-c:a", "libvorbis"}, Request{Every: 0.3}, 8, ".flac"},
		"float.wav": {[]string{"-f", "lavfi", "-i", noise + "48000", "-c:a", "pcm_f32le"}, Request{Parts: 2}, 2, ".wav"},
	}
	for name, c := range cases {
		path := filepath.Join(t.TempDir(), name)
		ffmpeg(t, append(c.args, path)...)
		c.request.Path = path
		got := split(t, c.request)
		if len(got.Pieces) != c.pieces || got.By != project.ByTime || got.Unit != "ms" || got.Total < 2340 || got.Total > 2400 || got.Recipe.Kind != project.RecipeAudioConcat || got.Spec.Kind != project.KindAudio {
			t.Errorf("%s: %d pieces of %+v", name, len(got.Pieces), got.Split)
		}
		var pieces []byte
		for _, p := range got.Pieces {
			h, err := audio.ReadHeader(p.Path)
			if there := int64(len(samples(t, p.Path)) / 3 / max(1, h.Channels)); err != nil || h.Truncated != "" || h.Frames != there || p.From >= p.To {
				t.Errorf("%s: %d frames are in %s, its head says %+v, %v, and its cut %+v", name, there, p.Key, h, err, p.Cut)
			}
			if filepath.Ext(p.File.Name) != c.ending || p.Place.Seconds != float64(p.To-p.From)/1000 {
				t.Errorf("%s: piece %+v", name, p.Cut)
			}
			pieces = append(pieces, samples(t, p.Path)...)
		}
		whole := ffmpeg(t, "-i", path, "-af", "aformat=sample_fmts=fltp,aresample=48000:internal_sample_fmt=fltp,aformat=sample_fmts=fltp", "-f", "s24le", "-c:a", "pcm_s24le", "-")
		if strings.Contains(strings.Join(c.args, " "), "48000") {
			whole = samples(t, path)
		}
		if !bytes.Equal(pieces, whole) {
			t.Errorf("%s: %d bytes of samples in pieces, %d in the source, or others", name, len(pieces), len(whole))
		}
	}
}

// samples are decoded to 24 bits, which a lossy file has too many of.
func samples(t testing.TB, path string) []byte {
	return ffmpeg(t, "-i", path, "-f", "s24le", "-c:a", "pcm_s24le", "-")
}

// TestFilmIsCutAtKeyPictures: the pieces hold every picture of the source once, in order, whichever way they are cut.
func TestFilmIsCutAtKeyPictures(t *testing.T) {
	t.Parallel()
	scenes := []string{"-f", "lavfi", "-i", "testsrc=s=160x90:r=25:d=1", "-f", "lavfi", "-i", "color=white:s=160x90:r=25:d=1.2", "-f", "lavfi", "-i", "mandelbrot=s=160x90:r=25,trim=duration=1",
		"-f", "lavfi", "-i", "sine=d=3.2:r=48000", "-filter_complex", "[0][1][2]concat=n=3,format=yuv420p[v]", "-map", "[v]", "-map", "3:a", "-c:a", "aac"}
	cases := map[string]struct {
		args    []string
		request Request
		cuts    []int64
	}{
		"time.mp4":   {[]string{"-c:v", "libx264", "-g", "10", "-sc_threshold", "0"}, Request{Parts: 2}, []int64{0, 1600, 3200}},
		"scenes.mkv": {[]string{"-c:v", "libx264"}, Request{By: project.ByScenes}, []int64{0, 1000, 2200, 3200}},
		"groups.mov": {[]string{"-c:v", "libx264", "-bf", "0"}, Request{By: project.ByScenes, Parts: 2}, []int64{0, 1000, 3200}},
		"open.mp4":   {[]string{"-c:v", "libx264", "-g", "20", "-sc_threshold", "0", "-x264-params", "open-gop=1:bframes=3"}, Request{Parts: 4}, nil},
		"hevc.mp4":   {[]string{"-c:v", "libx265", "-x265-params", "keyint=20:min-keyint=20:scenecut=0:open-gop=1:bframes=4:log-level=error"}, Request{Parts: 4}, nil},
		"short.mp4":  {[]string{"-c:v", "libx264", "-g", "1000", "-sc_threshold", "0"}, Request{Parts: 3}, []int64{0, 3200}},
		"whole.mp4":  {[]string{"-c:v", "libx264", "-g", "1000", "-sc_threshold", "0"}, Request{Every: 1}, []int64{0, 3200}},
	}
	for name, c := range cases {
		path := filepath.Join(t.TempDir(), name)
		ffmpeg(t, append(append(slices.Clone(scenes), c.args...), path)...)
		c.request.Path = path
		got := split(t, c.request)
		cuts := []int64{0}
		list := "ffconcat version 1.0\n"
		var pictures, played int
		for _, p := range got.Pieces {
			cuts = append(cuts, p.To)
			list += fmt.Sprintf("file '%s'\n", p.Path)
			pictures += packets(t, p.Path)
			played += shown(t, p.Path)
		}
		// Matroska puts the pictures a packet of sound later.
		if c.cuts != nil && !slices.EqualFunc(cuts, c.cuts, func(a, b int64) bool { return a == b || name == "scenes.mkv" && a-b == 21 }) {
			t.Errorf("%s: cut at %v, want %v", name, cuts, c.cuts)
		}
		wanted := 0
		if c.request.Parts > len(got.Pieces) {
			wanted = c.request.Parts
		}
		if got.Wanted != wanted {
			t.Errorf("%s: %d pieces of %d, wanted is said to be %d", name, len(got.Pieces), c.request.Parts, got.Wanted)
		}
		if pictures != 80 || packets(t, path) != 80 {
			t.Errorf("%s: %d pictures in pieces, %d in the source", name, pictures, packets(t, path))
		}
		if played != 80 {
			t.Errorf("%s: %d pictures are shown of the pieces, 80 of the source", name, played)
		}
		if name == "hevc.mp4" {
			continue // pictureHash knows H.264
		}
		listed := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(listed, []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		joined, whole := pictureHash(t, "-f", "concat", "-safe", "0", "-i", listed), pictureHash(t, "-i", path)
		if joined != whole {
			t.Errorf("%s: joined %s, source %s", name, joined, whole)
		}
		if r := got.Recipe; r.Kind != project.RecipeVideoConcat || r.Width != 160 || r.Height != 90 || r.FrameRate != 25 {
			t.Errorf("%s: recipe %+v", name, r)
		}
	}
}

func packets(t testing.TB, path string) int {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-count_packets", "-select_streams", "v:0", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if _, err := fmt.Sscan(string(out), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// shown counts the pictures that a film shows at its rate from the start on, as it is made into a scene.
func shown(t testing.TB, path string) int {
	t.Helper()
	out := ffmpeg(t, "-i", path, "-map", "0:v", "-vf", "fps=25:start_time=0", "-f", "framecrc", "-")
	return bytes.Count(out, []byte("\n0,"))
}

// pictureHash hashes the packets of the pictures, in the form that does not depend on the container.
func pictureHash(t testing.TB, input ...string) string {
	t.Helper()
	out := ffmpeg(t, append(input, "-map", "0:v", "-c", "copy", "-bsf:v", "h264_mp4toannexb", "-f", "streamhash", "-hash", "md5", "-")...)
	return strings.TrimSpace(string(out))
}

// TestBordersAreKeys: whatever is asked, borders are key pictures, rising, and never the first.
func TestBordersAreKeys(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfDistinct(rapid.Float64Range(0, 100), rapid.ID[float64]).Draw(t, "keys")
		slices.Sort(keys)
		wanted := rapid.SliceOf(rapid.Float64Range(0, 100)).Draw(t, "borders")
		slices.Sort(wanted)
		last := -1.0
		for _, at := range atKeys(wanted, keys) {
			if !slices.Contains(keys[1:], at) || at <= last {
				t.Fatalf("a border at %g after %g", at, last)
			}
			last = at
		}
	})
}

func TestDamagedFilmsAreRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.mp4")
	ffmpeg(t, "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", path)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(t.TempDir(), "a.wav")
	ffmpeg(t, "-f", "lavfi", "-i", "sine=d=1", short)
	sound, err := os.ReadFile(short)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"half.mp4": content[:len(content)/2], "half.wav": sound[:len(sound)/2]} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := newSplitter(t).Split(t.Context(), Request{Name: name, Path: path, Work: t.TempDir()})
		if project.CodeOf(err) != project.Invalid || strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
