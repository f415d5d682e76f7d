package score

import (
	"bytes"
	"context"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// recordAll renders every right take once, two at a time.
func recordAll(t *testing.T) []PCM {
	t.Helper()
	parts := Parts()
	out, errs := make([]PCM, len(parts)), make([]error, len(parts))
	var wg sync.WaitGroup
	for worker := range 2 {
		wg.Go(func() {
			for i := worker; i < len(parts); i += 2 {
				out[i], errs[i] = Render(parts[i].Key, TakeRight)
			}
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Fatalf("%s: %v", parts[i].Key, err)
		}
	}
	return out
}

type measure struct{ peak, rms, dc, quiet float64 }

// measured gives levels in dBFS, the mean, and the longest stretch below -60 dBFS in seconds.
func measured(p PCM) measure {
	var peak, power, sum float64
	run, quiet := 0, 0
	for i, s := range p.Samples {
		x := float64(s)
		peak = max(peak, math.Abs(x))
		power += x * x
		sum += x
		if math.Abs(x) < 0.001 {
			run++
		} else {
			run = 0
		}
		quiet = max(quiet, run)
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return measure{peak: math.NaN(), quiet: float64(i)}
		}
	}
	n := float64(len(p.Samples))
	return measure{20 * math.Log10(peak), 10 * math.Log10(power/n), sum / n, float64(quiet) / float64(p.Rate*p.Channels)}
}

func TestStems(t *testing.T) {
	takes := recordAll(t)
	t.Run("levels", func(t *testing.T) { checkLevels(t, takes) })
	t.Run("form", func(t *testing.T) { checkForm(t, takes) })
	t.Run("distinct", func(t *testing.T) { checkDistinct(t, takes) })
	t.Run("again", func(t *testing.T) { checkAgain(t, takes) })
	t.Run("encode", func(t *testing.T) { checkEncode(t, takes) })
}

func checkLevels(t *testing.T, takes []PCM) {
	guide := Guide()
	for i, part := range Parts() {
		p, m := takes[i], measured(takes[i])
		if p.Rate != part.Format.SampleRate || p.Channels != part.Format.Channels {
			t.Errorf("%s: %d Hz, %d channels, want %+v", part.Key, p.Rate, p.Channels, part.Format)
		}
		if math.Abs(p.Seconds()-guide.Seconds()) > 0.001 {
			t.Errorf("%s: %.4f s, the guide has %.4f", part.Key, p.Seconds(), guide.Seconds())
		}
		if !(m.peak >= -12 && m.peak <= -3) {
			t.Errorf("%s: peak %.1f dBFS", part.Key, m.peak)
		}
		if !(m.rms >= -42 && m.rms <= -15) {
			t.Errorf("%s: RMS %.1f dBFS", part.Key, m.rms)
		}
		if math.Abs(m.dc) > 0.0005 {
			t.Errorf("%s: DC %.5f", part.Key, m.dc)
		}
		first, last := p.Samples[0], p.Samples[len(p.Samples)-1]
		if math.Abs(float64(first)) > 0.01 || last != 0 {
			t.Errorf("%s: begins at %g, ends at %g", part.Key, first, last)
		}
	}
}

// checkForm asks that every part plays in the climax, most in the theme, few in the intro, and that all fade.
func checkForm(t *testing.T, takes []PCM) {
	playing := map[string]int{}
	for i, part := range Parts() {
		p := takes[i]
		for _, s := range Sections() {
			a, b := int(s.Start()*float64(p.Rate))*p.Channels, int(s.End()*float64(p.Rate))*p.Channels
			if m := measured(PCM{p.Rate, p.Channels, p.Samples[a:b]}); m.rms > -60 {
				playing[s.Key]++
			} else if s.Key == "climax" || s.Key == "build" {
				t.Errorf("%s is silent in the %s", part.Key, s.Key)
			}
		}
	}
	if playing["intro"] > 18 || playing["theme"] < 20 || playing["outro"] < 20 {
		t.Errorf("parts that play: %v", playing)
	}
}

// checkDistinct compares the stems sample by sample on a common clock of 8 kHz.
func checkDistinct(t *testing.T, takes []PCM) {
	parts := Parts()
	slow := make([][]float64, len(takes))
	for i, p := range takes {
		slow[i] = onClock(p, 8000)
	}
	for i := range slow {
		for k := range i {
			dot := 0.0
			for n, x := range slow[i] {
				dot += x * slow[k][n]
			}
			if math.Abs(dot) > 0.9 {
				t.Errorf("%s and %s correlate: %.2f", parts[i].Key, parts[k].Key, dot)
			}
		}
	}
}

// onClock picks samples of the first channel at a slower rate and scales them to unit power.
func onClock(p PCM, rate int) []float64 {
	out := make([]float64, int(Duration())*rate)
	power := 0.0
	for i := range out {
		out[i] = float64(p.Samples[i*p.Rate/rate*p.Channels])
		power += out[i] * out[i]
	}
	for i := range out {
		out[i] /= math.Sqrt(power)
	}
	return out
}

// checkAgain renders every second part again: all families of instruments are among them.
func checkAgain(t *testing.T, takes []PCM) {
	for i, part := range Parts() {
		if i%2 == 1 {
			continue
		}
		again, err := Render(part.Key, TakeRight)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(takes[i].Samples, again.Samples) {
			t.Errorf("%s: rendered twice, two results", part.Key)
		}
	}
}

// checkEncode encodes one part of every container twice and asks ffmpeg for the length of what it made.
func checkEncode(t *testing.T, takes []PCM) {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Fatal("ffmpeg is not installed: run scripts/setup")
	}
	seen := map[Container]bool{}
	for i, part := range Parts() {
		if seen[part.Format.Container] {
			continue
		}
		seen[part.Format.Container] = true
		first, second := encoded(t, ffmpeg, part, takes[i]), encoded(t, ffmpeg, part, takes[i])
		if !bytes.Equal(first, second) {
			t.Errorf("%s as %s: encoded twice, two files", part.Key, part.Format.Container)
		}
		if got := decodedSeconds(t, ffmpeg, first, part.Format); math.Abs(got-Duration()) > 0.001 {
			t.Errorf("%s as %s: decodes to %.4f s", part.Key, part.Format.Container, got)
		}
	}
}

func encoded(t *testing.T, ffmpeg string, part Part, pcm PCM) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	file, err := Encode(ctx, ffmpeg, t.TempDir(), part, pcm)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decodedSeconds(t *testing.T, ffmpeg string, data []byte, f Format) float64 {
	t.Helper()
	name := t.TempDir() + "/stem." + f.Container.Ext()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), ffmpeg, "-v", "error", "-nostdin", "-i", "file:"+name, "-f", "s16le", "pipe:1").Output()
	if err != nil {
		t.Fatal(err)
	}
	return float64(len(out)) / float64(2*f.Channels*f.SampleRate)
}

func TestBadTakesAreBad(t *testing.T) {
	const key = "viola"
	take := func(take Take) PCM {
		p, err := Render(key, take)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	clipped, full := take(TakeClipped), 0
	for _, x := range clipped.Samples {
		if x == 1 || x == -1 {
			full++
		}
	}
	if share := float64(full) / float64(len(clipped.Samples)); share < 0.01 {
		t.Errorf("clipped: only %.4f of the samples at full scale", share)
	}
	if m := measured(take(TakeSilent)); m.peak > -70 || m.peak < -100 {
		t.Errorf("silent: peak %.1f dBFS", m.peak)
	}
	if s := take(TakeShort).Seconds(); math.Abs(s-Duration()/3) > 0.01 {
		t.Errorf("short: %.2f s", s)
	}
	right, late := take(TakeRight), take(TakeLate)
	shift := right.Rate * 35 / 100
	if late.Frames() != right.Frames() || late.Samples[shift+right.Rate*20] != right.Samples[right.Rate*20] {
		t.Error("late: not the right take moved by 0.35 s")
	}
}

func TestFirstTakeIsLouderAndLacksTheFill(t *testing.T) {
	first, err := Render(RevisedPart(), TakeFirst)
	if err != nil {
		t.Fatal(err)
	}
	right, err := Render(RevisedPart(), TakeRight)
	if err != nil {
		t.Fatal(err)
	}
	a, b := measured(first), measured(right)
	if a.peak > -1 || a.rms < b.rms+3 {
		t.Errorf("first take: peak %.1f, RMS %.1f against %.1f dBFS", a.peak, a.rms, b.rms)
	}
	if first.Frames() != right.Frames() {
		t.Error("the first take has another length")
	}
	if _, err := Render("kora", TakeFirst); err == nil {
		t.Error("kora has a first take")
	}
}

func TestUnknownPartOrTake(t *testing.T) {
	if _, err := Render("theremin", TakeRight); err == nil {
		t.Error("rendered a part that does not exist")
	}
	if _, err := Render("kick", "third"); err == nil {
		t.Error("rendered a take that does not exist")
	}
}

func TestCast(t *testing.T) {
	parts := Parts()
	keys, handles, countries := map[string]bool{}, map[string]bool{}, map[string]int{}
	formats, rates, channels := map[Container]bool{}, map[int]bool{}, map[int]bool{}
	for _, p := range parts {
		keys[p.Key], handles[p.Player.Handle] = true, true
		countries[p.Player.Country]++
		formats[p.Format.Container], rates[p.Format.SampleRate], channels[p.Format.Channels] = true, true, true
		if p.Title == "" || p.Role == "" || p.Instrument == "" || p.Brief == "" || DeliveryNote(p.Key, TakeRight) == "" {
			t.Errorf("%s: something is not told", p.Key)
		}
		checkPlayer(t, p.Player)
	}
	for _, s := range Standbys() {
		handles[s.Handle] = true
		checkPlayer(t, s.Player)
		if countries[s.Country] > 0 || !keys[s.Part] {
			t.Errorf("standby %s: country %s, part %s", s.Handle, s.Country, s.Part)
		}
	}
	for country, n := range countries {
		if n != 2 {
			t.Errorf("%d players in %s", n, country)
		}
	}
	if len(parts) != 24 || len(keys) != 24 || len(handles) != 27 || len(countries) != 12 {
		t.Errorf("%d parts, %d keys, %d handles, %d countries", len(parts), len(keys), len(handles), len(countries))
	}
	if len(formats) < 6 || len(rates) != 2 || len(channels) != 2 {
		t.Errorf("formats %v, rates %v, channels %v", formats, rates, channels)
	}
}

func checkPlayer(t *testing.T, p Player) {
	t.Helper()
	if _, err := time.LoadLocation(p.Zone); err != nil {
		t.Errorf("%s: %v", p.Handle, err)
	}
	if len(p.Country) != 2 || p.Country != strings.ToUpper(p.Country) || p.Name == "" || p.City == "" {
		t.Errorf("%+v", p)
	}
}

func TestScoreAddsUp(t *testing.T) {
	next := 0
	for _, s := range Sections() {
		if s.Bar != next {
			t.Errorf("%s begins at bar %d, want %d", s.Key, s.Bar, next)
		}
		next += s.Bars
	}
	if next != Bars || math.Abs(Guide().Seconds()-Duration()) > 1e-9 {
		t.Errorf("the form has %d bars, the guide %.3f s", next, Guide().Seconds())
	}
	for bar := range Bars {
		for step := range stepsPerBar {
			if _, err := chordAt(bar, step); err != nil {
				t.Error(err)
			}
		}
	}
	for _, text := range []string{"H4:4", "A4:3", "A4:x", "A4:4 r"} {
		if _, err := readLine(nil, 0, text); err == nil {
			t.Errorf("%q was read as a bar", text)
		}
	}
}

func TestWriteAIFFHeader(t *testing.T) {
	var b bytes.Buffer
	if err := WriteAIFF(&b, PCM{44100, 1, []float32{0, 0.5, -1}}, 24); err != nil {
		t.Fatal(err)
	}
	want := []byte("FORM\x00\x00\x00\x38AIFFCOMM\x00\x00\x00\x12\x00\x01\x00\x00\x00\x03\x00\x18\x40\x0e\xac\x44\x00\x00\x00\x00\x00\x00SSND\x00\x00\x00\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x40\x00\x00\x80\x00\x01\x00")
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("got  %x\nwant %x", b.Bytes(), want)
	}
	if err := WriteWAV(&b, PCM{44100, 1, nil}, 12); err == nil {
		t.Error("wrote 12 bits")
	}
}
