package split

import (
	"bytes"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFilmComesBackAsLong: pieces that nobody touched, one after another and each for as long as its pictures, show as many pictures as the
// source and sound as it does, without a gap and without anything twice.
func TestFilmComesBackAsLong(t *testing.T) {
	t.Parallel()
	const x264, vp8 = "-c:v libx264 -bf 2 -g 25 ", "-c:v libvpx -deadline realtime -g 25 "
	for name, c := range map[string]source{
		"aac.mkv":             {more: x264 + "-c:a aac"},
		"mp3.mkv":             {more: x264 + "-c:a libmp3lame"},
		"opus.webm":           {more: vp8 + "-c:a libopus"},
		"vorbis.webm":         {more: vp8 + "-c:a libvorbis"},
		"lossless.mkv":        {more: "-c:v libx264 -bf 0 -g 25 -c:a flac -sample_fmt s32"},
		"film rate.mkv":       {more: x264 + "-c:a aac", num: 30000, den: 1001, hertz: 44100},
		"late sound.mkv":      {more: x264 + "-c:a flac", lateSound: 0.5},
		"late pictures.mkv":   {more: x264 + "-c:a flac", latePictures: 0.2},
		"sound ends.mkv":      {more: x264 + "-c:a aac", sound: 3},
		"aac.mp4":             {more: x264 + "-c:a aac"},
		"aac.mov":             {more: x264 + "-c:a aac"},
		"mp3.mp4":             {more: x264 + "-c:a libmp3lame"},
		"opus.mp4":            {more: x264 + "-c:a libopus -strict -2"},
		"samples.mov":         {more: x264 + "-c:a pcm_s16le"},
		"film rate.mp4":       {more: x264 + "-c:a aac", num: 30000, den: 1001, hertz: 44100},
		"late sound.mp4":      {more: x264 + "-c:a aac", lateSound: 0.5},
		"late pictures.mp4":   {more: x264 + "-c:a aac", latePictures: 0.2},
		"sound ends.mp4":      {more: x264 + "-c:a aac", sound: 3},
		"rare key images.mp4": {more: "-c:v libx264 -bf 2 -g 60 -sc_threshold 0 -c:a aac"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.fill()
			path := c.generate(t, name)
			pieces := split(t, Request{Path: path, Parts: 3}).Pieces
			late := c.startOfPictures(t, path)
			lead := math.Floor(late*c.perSecond() + 0.01)
			var pictures int
			var sound []int16
			for _, p := range pieces {
				n := c.shown(t, p.Path)
				sound = append(sound, c.heard(t, p.Path, 0, c.samples(pictures+n)-c.samples(pictures))...)
				pictures += n
			}
			if want := packets(t, path) + int(lead); len(pieces) < 2 || pictures != want {
				t.Fatalf("%d pieces show %d pictures, the source has %d", len(pieces), pictures, want)
			}
			skip := int(math.Round((late - lead/c.perSecond()) * float64(c.hertz)))
			want := c.heard(t, path, skip, c.samples(pictures))
			// Where the tone breaks off AAC has noise, which a decoder invents as it goes; all else comes back to the last bits.
			breaks, about := int((c.lateSound+c.sound)*float64(c.hertz))-skip, c.hertz/20
			for i := range len(sound) - 2*about {
				if d := int(sound[i]) - int(want[i]); (d > noise || d < -noise) && (i/2 < breaks-about || i/2 > breaks+about) {
					t.Fatalf("at %.4f s of %.4f s a sample is %d, in the source %d", float64(i/2)/float64(c.hertz), float64(len(sound)/2)/float64(c.hertz), sound[i], want[i])
				}
			}
		})
	}
}

// noise is 54 dB below full scale; the tone stands 10 dB below it.
const noise = 64

// source is a film of six seconds.
type source struct {
	more                    string // codecs
	num, den                int    // pictures a second; 25 when left out
	hertz                   int    // 48000 when left out
	sound                   float64
	lateSound, latePictures float64
}

func (c *source) fill() {
	if c.num == 0 {
		c.num, c.den = 25, 1
	}
	if c.hertz == 0 {
		c.hertz = 48000
	}
	if c.sound == 0 {
		c.sound = 6
	}
}

// generate makes it with a tone that never repeats itself, so that every moment of it is told from every other.
func (c *source) generate(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), strings.ReplaceAll(name, " ", "-"))
	args := []string{"-itsoffset", fmt.Sprint(c.latePictures), "-f", "lavfi", "-i", fmt.Sprintf("testsrc2=s=160x90:r=%d/%d:d=6", c.num, c.den),
		"-itsoffset", fmt.Sprint(c.lateSound), "-f", "lavfi", "-i", fmt.Sprintf("aevalsrc='0.3*sin(2*PI*(200*t+60*t*t))|0.3*cos(2*PI*(300*t+40*t*t))':s=%d:d=%g", c.hertz, c.sound)}
	ffmpeg(t, slices.Concat(args, strings.Fields(c.more), []string{"-pix_fmt", "yuv420p", path})...)
	return path
}

func (c *source) perSecond() float64 { return float64(c.num) / float64(c.den) }

// samples is how many go with so many pictures.
func (c *source) samples(pictures int) int { return pictures * c.hertz * c.den / c.num }

// startOfPictures is by how many seconds a file begins before its first picture.
func (c *source) startOfPictures(t testing.TB, path string) float64 {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=start_time:format=start_time", "-of", "csv=p=0", path).Output()
	var pictures, start float64
	if err == nil {
		_, err = fmt.Sscan(string(out), &pictures, &start)
	}
	if err != nil {
		t.Fatal(err)
	}
	return pictures - start
}

// shown counts the pictures that a film shows at its rate from the start on, as it is made into a scene.
func (c *source) shown(t testing.TB, path string) int {
	t.Helper()
	out := ffmpeg(t, "-i", path, "-map", "0:v", "-vf", fmt.Sprintf("fps=%d/%d:start_time=0", c.num, c.den), "-f", "framecrc", "-")
	return bytes.Count(out, []byte("\n0,"))
}

// heard is so much of the sound of a film, on the times of its pictures, with silence where it has none.
func (c *source) heard(t testing.TB, path string, from, samples int) []int16 {
	t.Helper()
	kinds, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", path).Output()
	if err != nil || !bytes.Contains(kinds, []byte("audio")) {
		return make([]int16, 2*samples)
	}
	raw := ffmpeg(t, "-i", path, "-map", "0:a", "-af", "aresample=async=1:first_pts=0", "-ac", "2", "-f", "s16le", "-")
	raw = raw[min(len(raw), 4*from):]
	out := make([]int16, 2*samples)
	for i := range min(len(out), len(raw)/2) {
		out[i] = int16(raw[2*i]) | int16(raw[2*i+1])<<8
	}
	return out
}

// TestNoPictureOfAnUnevenFilmIsLost: where the pictures of a film are not evenly spaced, its recipe has a rate that holds those of its
// fastest stretch, and shows them when the source does.
func TestNoPictureOfAnUnevenFilmIsLost(t *testing.T) {
	t.Parallel()
	for name, codecs := range map[string]string{"a.mp4": "-c:v libx264 -bf 2 -g 25 -c:a aac", "b.mov": "-c:v libx264 -bf 0 -g 25 -c:a pcm_s16le", "c.mkv": "-c:v libx264 -g 25 -c:a aac",
		"d.webm": "-c:v libvpx -deadline realtime -g 25 -c:a libopus", "silent.mp4": "-c:v libx264 -g 25 -an", "silent.mkv": "-c:v libx264 -g 25 -an"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), name)
			// Two seconds with 25 pictures in each, two with 50, two with 10.
			uneven := "select='if(lt(t,2),not(mod(n,2)),if(lt(t,4),1,not(mod(n,5))))'"
			ffmpeg(t, slices.Concat([]string{"-f", "lavfi", "-i", "testsrc2=s=160x90:r=50:d=6", "-f", "lavfi", "-i", "sine=d=6:r=48000", "-vf", uneven, "-fps_mode", "vfr", "-pix_fmt", "yuv420p"},
				strings.Fields(codecs), []string{path})...)
			got := split(t, Request{Path: path, Parts: 3})
			if rate := got.Recipe.FrameRate; rate != 50 || len(got.Pieces) < 2 {
				t.Fatalf("%d pieces with %g pictures a second", len(got.Pieces), rate)
			}
			whole := shownAt50(t, path)
			var pieces []string
			for _, p := range got.Pieces {
				pieces = append(pieces, shownAt50(t, p.Path)...)
			}
			if different := slices.Compact(slices.Clone(whole)); len(different) != 170 {
				t.Fatalf("the source shows %d different pictures", len(different))
			}
			if !slices.Equal(slices.Compact(slices.Clone(pieces)), slices.Compact(slices.Clone(whole))) {
				t.Errorf("the pieces show other pictures than the source")
			}
			// Matroska does not say for how long the last picture of a piece is shown.
			if d, most := len(pieces)-len(whole), len(got.Pieces)-1; d < -most || d > most {
				t.Errorf("the pieces last %d pictures, the source %d", len(pieces), len(whole))
			}
		})
	}
}

// shownAt50 gives the hash of each picture that a film shows at 50 in a second.
func shownAt50(t testing.TB, path string) []string {
	t.Helper()
	var hashes []string
	for line := range strings.Lines(string(ffmpeg(t, "-i", path, "-map", "0:v", "-vf", "fps=50:start_time=0", "-f", "framemd5", "-"))) {
		if fields := strings.Split(line, ","); len(fields) == 6 && !strings.HasPrefix(line, "#") {
			hashes = append(hashes, strings.TrimSpace(fields[5]))
		}
	}
	return hashes
}
