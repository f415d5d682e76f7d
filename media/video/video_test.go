package video

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main()
	os.Exit(m.Run())
}

func newEditor() *Editor { return &Editor{Tools: tool.New(tool.Options{})} }

// generate runs ffmpeg unconfined to generate test material.
func generate(t testing.TB, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", append(append([]string{"-v", "error", "-y"}, args...), path)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg %v: %v %s", args, err, out)
	}
	return path
}

// moving gives arguments for moving pictures with sound.
func moving(size string, rate string, seconds float64) []string {
	return []string{"-f", "lavfi", "-i", fmt.Sprintf("testsrc2=s=%s:r=%s:d=%g", size, rate, seconds),
		"-f", "lavfi", "-i", fmt.Sprintf("sine=f=440:r=44100:d=%g", seconds), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"}
}

func small() Profile {
	return Profile{Width: 160, Height: 90, Rate: Rate{30, 1}, Quality: 23, Preset: "ultrafast"}
}

func (e *Editor) source(t testing.TB, path string) Source {
	t.Helper()
	f, err := e.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return Source{Path: path, Facts: f}
}

// times asks a plain ffprobe for the time of each picture.
func times(t testing.TB, path string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(strings.ReplaceAll(string(out), ",", ""))
}

func TestFacts(t *testing.T) {
	t.Parallel()
	e := newEditor()
	f := e.source(t, generate(t, "a.bin", append(moving("320x180", "25", 1), "-f", "mp4")...)).Facts
	want := Facts{Format: MP4, Type: "video/mp4", Codec: "h264", Width: 320, Height: 180, PixelAspect: Rate{1, 1}, Rate: Rate{25, 1}, Pictures: 25, Seconds: 1, PixelFormat: "yuv420p"}
	if f.Sound == nil || *f.Sound != (Sound{"aac", 44100, 1}) {
		t.Errorf("sound %+v", f.Sound)
	}
	if f.Sound = nil; f != want {
		t.Errorf("%+v", f)
	}
	webm := e.source(t, generate(t, "a.webm", "-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=1", "-c:v", "libvpx", "-b:v", "200k")).Facts
	if webm.Format != WebM || webm.Codec != "vp8" || webm.Sound != nil || webm.Seconds != 1 {
		t.Errorf("%+v", webm)
	}
	upright := generate(t, "a.mov", moving("320x180", "30000/1001", 0.5)...)
	turned := e.source(t, generate(t, "b.mov", "-i", upright, "-c", "copy", "-metadata:s:v", "rotate=90")).Facts
	if turned.Format != MOV || turned.Width != 180 || turned.Height != 320 || turned.Rate != (Rate{30000, 1001}) {
		t.Errorf("%+v", turned)
	}
	cues := filepath.Join(t.TempDir(), "a.srt")
	if err := os.WriteFile(cues, []byte("1\n00:00:00,000 --> 00:00:01,000\nhello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cover := generate(t, "a.png", "-f", "lavfi", "-i", "color=red:s=32x32", "-frames:v", "1")
	dressed := e.source(t, generate(t, "c.mp4", "-i", cover, "-i", upright, "-i", cues, "-map", "0", "-map", "1", "-map", "2", "-c", "copy", "-c:s", "mov_text", "-disposition:v:0", "attached_pic")).Facts
	if dressed.Codec != "h264" || dressed.Sound == nil {
		t.Errorf("with a cover and subtitles: %+v", dressed)
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	e := newEditor()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	whole := generate(t, "whole.mp4", moving("64x64", "25", 1)...)
	content, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var codec *CodecError
	var damaged *DamagedError
	is := func(target any) func(error) bool { return func(err error) bool { return errors.As(err, target) } }
	cases := map[string]struct {
		path string
		is   func(error) bool
	}{
		"a playlist":       {write("a.mp4", []byte("#EXTM3U\n#EXTINF:1,\nhttp://"+listener.Addr().String()+"/x.ts\n")), func(err error) bool { return errors.Is(err, ErrNotVideo) }},
		"a list of files":  {write("b.mp4", []byte("ffconcat version 1.0\nfile /etc/passwd\n")), func(err error) bool { return errors.Is(err, ErrNotVideo) }},
		"nothing":          {write("c.mp4", nil), func(err error) bool { return errors.Is(err, ErrNotVideo) }},
		"a codec":          {generate(t, "d.mkv", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-c:v", "magicyuv"), is(&codec)},
		"an audio codec":   {generate(t, "e.mkv", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-f", "lavfi", "-i", "sine=d=1", "-c:v", "mjpeg", "-c:a", "ac3"), is(&codec)},
		"sound alone":      {generate(t, "f.mp4", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac"), is(&codec)},
		"no table":         {write("g.mp4", content[:len(content)/2]), is(&damaged)},
		"a table of noise": {write("h.mp4", append(slices.Clone(content[:64]), bytes.Repeat([]byte{0xee}, 5000)...)), is(&damaged)},
	}
	for name, c := range cases {
		if f, err := e.Read(t.Context(), c.path); !c.is(err) || err != nil && strings.Contains(err.Error(), c.path) {
			t.Errorf("%s: %+v %v", name, f, err)
		}
	}
	var missing *os.PathError
	if _, err := e.Read(t.Context(), filepath.Join(t.TempDir(), "none")); !errors.As(err, &missing) {
		t.Errorf("no file: %v", err)
	}
}

// TestJoinKeepsEveryPicture joins scenes of every kind with a card between them, and expects each picture at its exact time and
// the sound as long as the pictures.
func TestJoinKeepsEveryPicture(t *testing.T) {
	t.Parallel()
	e := newEditor()
	dir, out := t.TempDir(), t.TempDir()
	var scenes []Scene
	for i, material := range []string{
		generate(t, "a.mp4", moving("320x180", "25", 1)...),
		generate(t, "b.mkv", moving("90x160", "60", 0.7)...),
		generate(t, "c.mov", append(moving("200x200", "30000/1001", 0.5), "-vf", "setsar=4/3")...),
		generate(t, "d.mp4", append(moving("160x90", "15", 0.61), "-bf", "3", "-preset", "medium")...),
	} {
		path := filepath.Join(dir, fmt.Sprintf("%d.mp4", i))
		s := e.source(t, material)
		n, err := e.Normalise(t.Context(), s, small(), path)
		if err != nil || math.Abs(float64(n)-s.Facts.Seconds*30) > 1 {
			t.Fatalf("%g s give %d pictures, %v", s.Facts.Seconds, n, err)
		}
		counted, err := Count(path)
		if err != nil || counted != n || len(times(t, path)) != int(n) {
			t.Errorf("%d: %d pictures, %d in the table %v", i, n, counted, err)
		}
		scenes = append(scenes, Scene{path, n})
	}
	card, err := Card{Title: "Scene 5", Who: "Zoë"}.Pixels(small())
	if err != nil {
		t.Fatal(err)
	}
	still := filepath.Join(dir, "it's a card.mp4")
	if err := e.Still(t.Context(), card, small(), 7, still); err != nil {
		t.Fatal(err)
	}
	film := Film{Scenes: slices.Insert(scenes, 2, Scene{still, 7}), Rate: small().Rate, Format: MP4, Tags: []string{"-metadata", "title=Film"}}
	total := film.Pictures()
	sound := generate(t, "sound.wav", "-f", "lavfi", "-i", fmt.Sprintf("sine=f=300:r=48000:d=10,atrim=end_sample=%d", small().Rate.Samples(total)), "-c:a", "pcm_s24le")
	film.Sound = &Track{Path: sound, Kbps: 128}
	var sums []string
	for i := range 2 {
		path := filepath.Join(out, fmt.Sprintf("film%d.mp4", i))
		if err := e.Join(t.Context(), film, path); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, string(b))
	}
	if sums[0] != sums[1] {
		t.Error("the same film has other bytes")
	}
	at := times(t, filepath.Join(out, "film0.mp4"))
	if len(at) != int(total) {
		t.Errorf("%d pictures of %d", len(at), total)
	}
	for i, text := range at {
		var seconds float64
		if _, err := fmt.Sscan(text, &seconds); err != nil || math.Abs(seconds-float64(i)/30) > 1e-5 {
			t.Fatalf("picture %d is at %s", i, text)
		}
	}
	f := e.source(t, filepath.Join(out, "film0.mp4")).Facts
	if math.Abs(f.Seconds-float64(total)/30) > 1e-3 || f.Sound == nil || f.Sound.Rate != 48000 {
		t.Errorf("%+v", f)
	}
	left, err := os.ReadDir(out)
	if err != nil || len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
}

func TestNormaliseGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	e := newEditor()
	s := e.source(t, generate(t, "a.mp4", moving("320x180", "25", 1)...))
	var sums [][]byte
	for range 2 {
		out := filepath.Join(t.TempDir(), "scene.mp4")
		if _, err := e.Normalise(t.Context(), s, small(), out); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, b)
	}
	if !bytes.Equal(sums[0], sums[1]) || bytes.Contains(sums[0], []byte("Lavf")) {
		t.Error("other bytes, or a version within")
	}
}

func TestScan(t *testing.T) {
	t.Parallel()
	e := newEditor()
	path := generate(t, "a.mp4", "-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=1.2", "-f", "lavfi", "-i", "color=black:s=640x480:r=25:d=1",
		"-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=1", "-f", "lavfi", "-i", "color=red:s=640x480:r=25:d=3", "-f", "lavfi", "-i", "sine=d=6.2",
		"-filter_complex", "[0][1][2][3]concat=n=4[v]", "-map", "[v]", "-map", "4:a", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
	s := e.source(t, path)
	dir := t.TempDir()
	got, err := e.Scan(t.Context(), s, "", filepath.Join(dir, "proxy.mp4"))
	if err != nil {
		t.Fatal(err)
	}
	if got.Pictures != 155 || math.Abs(got.Seconds-6.2) > 1e-9 || len(got.Damage) > 0 {
		t.Errorf("%+v", got)
	}
	if !slices.Equal(got.Black, []Stretch{{1.2, 2.2}}) || !slices.Equal(got.Frozen, []Stretch{{3.2, 6.2}}) {
		t.Errorf("black %v frozen %v", got.Black, got.Frozen)
	}
	if got.Used != (project.Area{Width: 1, Height: 1}) || got.IsBlack() {
		t.Errorf("used %+v of what fills the frame", got.Used)
	}
	if at := got.Moment(); at != 2.2 {
		t.Errorf("poster at %g", at)
	}
	proxy := e.source(t, filepath.Join(dir, "proxy.mp4"))
	if f := proxy.Facts; f.Width != 480 || f.Height != 360 || f.Sound == nil || f.Rate != (Rate{25, 1}) {
		t.Errorf("proxy %+v", f)
	}
	if err := e.Poster(t.Context(), proxy, 2.2, filepath.Join(dir, "poster.jpg")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "poster.jpg")); err != nil || len(b) < 1000 || !bytes.HasPrefix(b, []byte("\xff\xd8")) {
		t.Errorf("%d bytes %v", len(b), err)
	}
	cuts, err := e.Scenes(t.Context(), s)
	if err != nil || len(cuts.Cuts) != 3 || math.Abs(cuts.Cuts[1]-2.2) > 0.05 {
		t.Errorf("cuts %v %v", cuts.Cuts, err)
	}
}

// TestScanSeesDamage breaks the pictures of a file whose description is whole.
func TestScanSeesDamage(t *testing.T) {
	t.Parallel()
	e := newEditor()
	path := generate(t, "a.mp4", append(moving("320x180", "25", 2), "-movflags", "+faststart")...)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := slices.Clone(content)
	for i := len(broken) / 2; i < len(broken)/2+3000; i++ {
		broken[i] ^= 0x5a
	}
	if err := os.WriteFile(path, broken, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := e.Scan(t.Context(), e.source(t, path), "", filepath.Join(t.TempDir(), "proxy.mp4"))
	if err != nil || len(got.Damage) == 0 {
		t.Errorf("flipped: %+v %v", got, err)
	}
	if err := os.WriteFile(path, content[:len(content)*2/3], 0o600); err != nil {
		t.Fatal(err)
	}
	got, err = e.Scan(t.Context(), e.source(t, path), "", filepath.Join(t.TempDir(), "proxy.mp4"))
	if err != nil || got.Pictures > 40 {
		t.Errorf("cut: %+v %v", got, err)
	}
}

// TestGrid puts red, green and blue side by side, one late, one with its beginning cut off, and looks at the cells.
func TestGrid(t *testing.T) {
	t.Parallel()
	e := newEditor()
	p := small()
	layout := LayoutOf(3, 0, p)
	if layout != (Layout{2, 2, 80, 44}) {
		t.Fatalf("%+v", layout)
	}
	dir := t.TempDir()
	var tiles []Tile
	for i, ink := range []string{"red", "lime", "blue"} {
		path := generate(t, "a.mp4", "-f", "lavfi", "-i", "color="+ink+":s=320x180:r=30:d=0.5", "-f", "lavfi", "-i", "color=white:s=320x180:r=30:d=0.5",
			"-filter_complex", "[0][1]concat=n=2", "-c:v", "libx264", "-pix_fmt", "yuv420p")
		tile := filepath.Join(dir, fmt.Sprintf("%d.mp4", i))
		if _, err := e.Normalise(t.Context(), e.source(t, path), layout.Tile(p), tile); err != nil {
			t.Fatal(err)
		}
		tiles = append(tiles, Tile{Path: tile, Shift: []int64{0, 10, -15}[i]})
	}
	out := filepath.Join(t.TempDir(), "grid.mp4")
	if err := e.Grid(t.Context(), tiles, layout, p, 40, out); err != nil {
		t.Fatal(err)
	}
	if n, err := Count(out); err != nil || n != 40 {
		t.Errorf("%d pictures %v", n, err)
	}
	raw, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", out, "-f", "rawvideo", "-pix_fmt", "rgb24", "-").Output()
	if err != nil || len(raw) != 40*160*90*3 {
		t.Fatalf("%d bytes %v", len(raw), err)
	}
	cells := layout.Cells(3, p)
	for _, c := range []struct {
		picture, tile int
		want          [3]byte
	}{
		{0, 0, [3]byte{255, 0, 0}}, {14, 0, [3]byte{255, 0, 0}}, {16, 0, [3]byte{255, 255, 255}}, {39, 0, [3]byte{255, 255, 255}},
		{24, 1, [3]byte{0, 255, 0}}, {26, 1, [3]byte{255, 255, 255}},
		{1, 2, [3]byte{255, 255, 255}},
	} {
		at := 3 * (c.picture*160*90 + (cells[c.tile].Y+22)*160 + cells[c.tile].X + 40)
		for k := range 3 {
			if math.Abs(float64(raw[at+k])-float64(c.want[k])) > 30 {
				t.Errorf("picture %d, tile %d is %v, want %v", c.picture, c.tile, raw[at:at+3], c.want)
				break
			}
		}
	}
}

// TestLayout holds for any number of tiles: every cell lies within the picture, and no two overlap.
func TestLayout(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, MaxTiles).Draw(t, "tiles")
		p := Profile{Width: 2 * rapid.IntRange(80, 960).Draw(t, "width"), Height: 2 * rapid.IntRange(80, 960).Draw(t, "height")}
		l := LayoutOf(n, rapid.IntRange(0, 8).Draw(t, "columns"), p)
		cells := l.Cells(n, p)
		for i, a := range cells {
			if a.X < 0 || a.Y < 0 || a.X+a.Width > p.Width || a.Y+a.Height > p.Height || a.Width%2+a.Height%2+a.X%2+a.Y%2 != 0 {
				t.Fatalf("%+v of %+v lies outside", a, l)
			}
			for _, b := range cells[:i] {
				if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
					t.Fatalf("%+v and %+v overlap", a, b)
				}
			}
		}
	})
}

// TestSamplesNeverDrift cuts any film into scenes and expects the lengths of their sound to add up.
func TestSamplesNeverDrift(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom([]Rate{{24, 1}, {25, 1}, {30, 1}, {24000, 1001}, {30000, 1001}, {60000, 1001}}).Draw(t, "rate")
		n := rapid.Int64Range(0, 1_000_000).Draw(t, "pictures")
		samples := r.Samples(n)
		if exact := r.Seconds(n) * 48000; exact-float64(samples) >= 1 || float64(samples)-exact > 1e-3 {
			t.Fatalf("%d pictures are %d samples", n, samples)
		}
		if back := r.Pictures(samples); back != n {
			t.Fatalf("%d pictures are %d samples are %d pictures", n, samples, back)
		}
	})
}

func TestCard(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft ", 8)
	for name, c := range map[string]Card{"empty": {}, "plain": {"Scene 12: the mill", "Waiting for Zoë Müller", "due on 3 December"}, "long": {long, long, strings.Repeat("x", 5000)}} {
		picture, err := c.Draw(320, 180)
		if err != nil {
			t.Fatal(err)
		}
		ground, ink := picture.RGBAAt(0, 0), 0
		for y := range 180 {
			for x := range 320 {
				if picture.RGBAAt(x, y) != ground {
					ink++
					if name != "long" && (x < 8 || x > 312 || y < 4 || y > 176) {
						t.Fatalf("%s: ink at the edge %d %d", name, x, y)
					}
				}
			}
		}
		if (ink > 300) != (name != "empty") {
			t.Errorf("%s: %d pixels of ink", name, ink)
		}
		if path := os.Getenv("TUTTI_CARD"); path != "" && name == "plain" {
			f, _ := os.Create(path)
			_ = png.Encode(f, picture)
			f.Close()
		}
	}
}

func TestToolTrouble(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	e := newEditor()
	path := generate(t, "a.mp4", moving("64x64", "25", 0.2)...)
	cancel()
	if _, err := e.Read(ctx, path); project.CodeOf(err) != project.Unavailable {
		t.Errorf("a stopped look: %v", err)
	}
	none := &Editor{Tools: tool.New(tool.Options{Paths: map[string]string{tool.FFprobe: "/nowhere/ffprobe"}})}
	if _, err := none.Read(t.Context(), path); project.CodeOf(err) != project.Unavailable {
		t.Errorf("no tool: %v", err)
	}
}

func FuzzCount(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x08moov"))
	f.Add([]byte("\x00\x00\x00\x01moov\x00\x00\x00\x00\x00\x00\x00\x18\x00\x00\x00\x08trak"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n, err := count(bytes.NewReader(b), int64(len(b))); err != nil && n != 0 {
			t.Errorf("%d with %v", n, err)
		}
	})
}

func FuzzEvents(f *testing.F) {
	f.Add([]byte("lavfi.cropdetect.x1=4\nlavfi.cropdetect.x2=-3\nlavfi.cropdetect.y1=1\nlavfi.cropdetect.y2=500\n"))
	f.Add([]byte("frame:1 pts:1 pts_time:1\nlavfi.black_start=1\nlavfi.black_end=2\nlavfi.freezedetect.freeze_start=3\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var e events
		if _, err := io.Copy(&e, bytes.NewReader(b)); err != nil {
			t.Fatal(err)
		}
		got := e.end(10)
		for _, s := range append(got.Black, got.Frozen...) {
			if !(s.From < s.To) {
				t.Errorf("%+v", s)
			}
		}
		if a := e.used(180); !(a.X >= 0 && a.Y >= 0 && a.X+a.Width <= 1 && a.Y+a.Height <= 1) {
			t.Errorf("%+v", a)
		}
	})
}
