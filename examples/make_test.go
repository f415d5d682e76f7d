package examples_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-pdf/fpdf"
)

// TestMakeDeliveries draws, sounds and sets what the simulated sellers deliver, where it is no text:
// TUTTI_UPDATE=1 go test ./examples -run MakeDeliveries
func TestMakeDeliveries(t *testing.T) {
	if os.Getenv("TUTTI_UPDATE") == "" {
		t.Skip("only with TUTTI_UPDATE=1")
	}
	for path, p := range photographs() {
		writePhotograph(t, path, p)
	}
	for path, f := range films() {
		writeFilm(t, path, f)
	}
	for path, s := range sounds() {
		encode(t, path, s)
	}
	for path, p := range pages() {
		writePages(t, path, p)
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// The size of a photograph in pixels: 90 x 60 mm at 200 dots an inch.
const photoWidth, photoHeight = 720, 480

func photographs() map[string]picture {
	dawn, dusk := rgb{0.95, 0.7, 0.55}, rgb{0.9, 0.45, 0.35}
	return map[string]picture{
		"photo-book/deliveries/lofoten/1-reine.jpg":    landscape{rgb{0.2, 0.35, 0.6}, rgb{0.8, 0.85, 0.9}, rgb{0.2, 0.24, 0.3}, rgb{0.12, 0.25, 0.35}, 0.7, 0.15, 2.2, 1}.at,
		"photo-book/deliveries/lofoten/2-midnight.jpg": landscape{rgb{0.35, 0.3, 0.5}, dusk, rgb{0.12, 0.12, 0.2}, rgb{0.2, 0.18, 0.3}, 0.45, 0.42, 2.0, 3}.at,
		"photo-book/deliveries/nazare.jpg":             landscape{rgb{0.3, 0.55, 0.8}, rgb{0.9, 0.92, 0.9}, rgb{0.5, 0.4, 0.28}, rgb{0.1, 0.4, 0.45}, 0.2, 0.12, 0.7, 5}.at,
		"photo-book/deliveries/setouchi/1-torii.jpg":   landscape{rgb{0.5, 0.6, 0.75}, dawn, rgb{0.22, 0.3, 0.3}, rgb{0.35, 0.45, 0.55}, 0.55, 0.3, 1.0, 7}.at,
		"photo-book/deliveries/setouchi/2-ferry.jpg":   func(x, y, _ float64) rgb { return boat(x, y, 1.2) },
		"photo-book/deliveries/zanzibar.jpg":           landscape{rgb{0.15, 0.5, 0.8}, rgb{0.8, 0.95, 0.95}, rgb{0.15, 0.35, 0.15}, rgb{0.1, 0.65, 0.65}, 0.85, 0.1, 0.5, 11}.at,
		"bundle/deliveries/picture.png":                lighthouseAt(0.4),
	}
}

func lighthouseAt(moment float64) picture {
	return func(x, y, _ float64) rgb { return lighthouse(x, y, moment) }
}

func writePhotograph(t *testing.T, path string, p picture) {
	t.Helper()
	var out bytes.Buffer
	var err error
	if filepath.Ext(path) == ".png" {
		err = png.Encode(&out, draw(p, 480, 320, 0))
	} else {
		err = jpeg.Encode(&out, draw(p, photoWidth, photoHeight, 0), &jpeg.Options{Quality: 80})
	}
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, out.Bytes())
}

// film is a moving picture with its sound.
type film struct {
	picture picture
	sound   []float32
	seconds float64
}

func films() map[string]film {
	dusk := func(x, y, t float64) rgb {
		return landscape{rgb{0.25, 0.2, 0.45}, rgb{0.95, 0.5, 0.3}, rgb{0.1, 0.08, 0.15}, rgb{0.15, 0.12, 0.25}, 0.6, 0.3 + 0.09*t, 1.1, 2}.at(x, y, t)
	}
	dawn := func(x, y, t float64) rgb {
		light := 0.3 + 0.3*t
		day := landscape{rgb{0.3, 0.5, 0.8}, rgb{1, 0.75, 0.5}, rgb{0.2, 0.25, 0.25}, rgb{0.2, 0.35, 0.45}, 0.35, 0.52 - 0.12*t, 1.1, 2}
		return blend(rgb{0.05, 0.06, 0.15}, day.at(x, y, t), light)
	}
	bell := voice{partials: []float64{1, 0, 0.4, 0, 0.25, 0.1}, attack: 0.005, decay: 2}
	out := map[string]film{
		"film/deliveries/dusk.mp4":       {dusk, surf(2, 1.1, 2.4, 1), 2},
		"film/deliveries/lighthouse.mp4": {lighthouse, add(surf(2, 0.9, 1.8, 2), play(bell, []note{{64, 0.3, 1.6}}, 2, 0.12)), 2},
		"film/deliveries/boat.mp4":       {boat, add(surf(2, 0.8, 2.1, 3), play(bell, []note{{57, 0.2, 0.7}, {57, 1.1, 0.8}}, 2, 0.1)), 2},
		"film/deliveries/dawn.1.mp4":     {dawn, surf(1, 1, 2.4, 4), 1},
		"film/deliveries/dawn.2.mp4":     {dawn, add(surf(2, 1, 2.4, 4), play(bell, []note{{76, 0.5, 0.4}, {79, 0.9, 0.4}, {83, 1.3, 0.6}}, 2, 0.08)), 2},
	}
	for path, f := range choir() {
		out[path] = f
	}
	return out
}

// choirSeconds is how long the chorale is.
const choirSeconds = 4

// choir is four people who sing two chords and a close, each a part of it.
func choir() map[string]film {
	ah := voice{partials: []float64{1, 0.55, 0.4, 0.28, 0.08, 0.12, 0.1}, attack: 0.09, vibrato: 0.006}
	line := func(a, b, c float64, level float64) []float32 {
		return play(ah, []note{{a, 0.1, 0.98}, {b, 1.1, 0.98}, {c, 2.1, 1.75}}, choirSeconds, level)
	}
	oak, ebony, amber := rgb{0.95, 0.78, 0.65}, rgb{0.42, 0.27, 0.18}, rgb{0.85, 0.65, 0.48}
	return map[string]film{
		"choir/deliveries/soprano.mp4": {face{rgb{0.75, 0.82, 0.85}, oak, rgb{0.55, 0.3, 0.12}, rgb{0.5, 0.1, 0.2}}.at, line(72, 74, 76, 0.13), choirSeconds},
		"choir/deliveries/alto.mp4":    {face{rgb{0.85, 0.8, 0.65}, ebony, rgb{0.08, 0.06, 0.05}, rgb{0.9, 0.7, 0.2}}.at, line(67, 67, 67, 0.13), choirSeconds},
		"choir/deliveries/tenor.mp4":   {face{rgb{0.6, 0.7, 0.62}, amber, rgb{0.12, 0.1, 0.1}, rgb{0.15, 0.25, 0.45}}.at, line(64, 62, 60, 0.13), choirSeconds},
		"choir/deliveries/bass.mp4":    {face{rgb{0.7, 0.65, 0.75}, oak, rgb{0.75, 0.73, 0.7}, rgb{0.12, 0.12, 0.14}}.at, line(48, 55, 48, 0.15), choirSeconds},
	}
}

// The form of a film.
const filmWidth, filmHeight, filmRate = 320, 180, 25

func writeFilm(t *testing.T, path string, f film) {
	t.Helper()
	sound := rawSound(t, f.sound)
	var frames bytes.Buffer
	for n := range int(f.seconds * filmRate) {
		frames.Write(draw(f.picture, filmWidth, filmHeight, float64(n)/filmRate).Pix)
	}
	size := fmt.Sprintf("%dx%d", filmWidth, filmHeight)
	ffmpeg(t, path, frames.Bytes(), "-f", "rawvideo", "-pix_fmt", "rgba", "-s", size, "-r", fmt.Sprint(filmRate), "-i", "-",
		"-f", "f32le", "-ar", fmt.Sprint(soundRate), "-ac", "1", "-i", sound,
		"-c:v", "libx264", "-preset", "slow", "-crf", "27", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart")
}

// sounds are the four lines of a birthday song, each by somebody else, and what is heard beside them.
func sounds() map[string][]float32 {
	harp := voice{partials: []float64{1, 0.5, 0.3, 0.2, 0.1}, attack: 0.004, decay: 3.2}
	clarinet := voice{partials: []float64{1, 0, 0.55, 0, 0.3, 0, 0.15}, attack: 0.03, vibrato: 0.003}
	cello := voice{partials: []float64{1, 0.7, 0.5, 0.35, 0.3, 0.2, 0.12}, attack: 0.07, vibrato: 0.005}
	balafon := voice{partials: []float64{1, 0, 0, 0.45, 0, 0, 0, 0, 0.15}, attack: 0.002, decay: 5}
	line := func(v voice, level float64, low float64, pitches ...float64) []float32 {
		lengths := []float64{0.3, 0.15, 0.45, 0.45, 0.45, 0.9}
		if len(pitches) == 7 {
			lengths = []float64{0.3, 0.15, 0.45, 0.45, 0.45, 0.45, 0.9}
		}
		var notes []note
		at := 0.05
		for i, p := range pitches {
			notes = append(notes, note{p + low, at, lengths[i] - 0.02})
			at += lengths[i]
		}
		return play(v, notes, at+0.15, level)
	}
	pulse := func(pitches ...float64) []float32 {
		var notes []note
		for i, p := range pitches {
			notes = append(notes, note{p, 0.1 + float64(i), 0.3})
		}
		return play(voice{partials: []float64{1}, attack: 0.005, decay: 3}, notes, choirSeconds, 0.3)
	}
	return map[string][]float32{
		"greeting/deliveries/line-1.flac": line(harp, 0.3, 0, 67, 67, 69, 67, 72, 71),
		"greeting/deliveries/line-2.ogg":  line(clarinet, 0.18, 0, 67, 67, 69, 67, 74, 72),
		"greeting/deliveries/line-3.mp3":  line(cello, 0.15, -12, 67, 67, 79, 76, 72, 71, 69),
		"greeting/deliveries/line-4.mp3":  line(balafon, 0.35, 0, 77, 77, 76, 72, 74, 72),
		"choir/references/guide.mp3":      pulse(72, 67, 64, 60),
		"bundle/deliveries/ident.mp3":     play(harp, []note{{60, 0.05, 1.9}, {64, 0.25, 1.7}, {67, 0.45, 1.5}, {72, 0.7, 1.25}}, 2, 0.25),
	}
}

// encode writes a sound in the format that its name ends with.
func encode(t *testing.T, path string, samples []float32) {
	t.Helper()
	ffmpeg(t, path, nil, "-f", "f32le", "-ar", fmt.Sprint(soundRate), "-ac", "1", "-i", rawSound(t, samples), "-sample_fmt", sampleFormat(path))
}

func sampleFormat(path string) string {
	switch filepath.Ext(path) {
	case ".flac":
		return "s16"
	case ".ogg", ".mp3":
		return "fltp"
	}
	return "s16"
}

func rawSound(t *testing.T, samples []float32) string {
	t.Helper()
	var out bytes.Buffer
	if err := binary.Write(&out, binary.LittleEndian, samples); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sound.raw")
	write(t, path, out.Bytes())
	return path
}

func ffmpeg(t *testing.T, path string, in []byte, args ...string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	args = append([]string{"-v", "error", "-y"}, append(args, "-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1", path)...)
	cmd := exec.Command("ffmpeg", args...)
	cmd.Stdin = bytes.NewReader(in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", path, err, out)
	}
}

// sheet is a page of a cook-book.
type sheet struct {
	title string
	lines []string
}

func writePages(t *testing.T, path string, list []sheet) {
	t.Helper()
	p := fpdf.New("P", "mm", "A5", "")
	p.AddUTF8FontFromBytes("text", "", dejavusans.TTF)
	p.AddUTF8FontFromBytes("text", "B", dejavusansbold.TTF)
	p.SetMargins(16, 18, 16)
	for _, one := range list {
		p.AddPage()
		p.SetFont("text", "B", 17)
		p.MultiCell(0, 9, one.title, "", "L", false)
		p.Ln(4)
		p.SetFont("text", "", 10)
		for _, line := range one.lines {
			p.MultiCell(0, 5.6, line, "", "L", false)
			p.Ln(1.6)
		}
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	write(t, path, out.Bytes())
}
