package audio

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/project"
)

// wavOf writes a WAV with a note behind its sound.
func wavOf(t *testing.T, codec string, rate, channels int, sound []float64) string {
	t.Helper()
	bits := map[string]int{"pcm_s16le": 16, "pcm_s24le": 24, "pcm_s32le": 32, "pcm_f32le": 32}[codec]
	s, _ := wavSampleOf(codec)
	data := make([]byte, len(sound)*channels*bits/8)
	for i, x := range sound {
		for c := range channels {
			s.put(data[(i*channels+c)*bits/8:], x)
		}
	}
	tag := map[bool]uint16{true: 3, false: 1}[codec == "pcm_f32le"]
	le := binary.LittleEndian
	format := le.AppendUint16(le.AppendUint16(nil, tag), uint16(channels))
	format = le.AppendUint32(le.AppendUint32(format, uint32(rate)), uint32(rate*channels*bits/8))
	format = le.AppendUint16(le.AppendUint16(format, uint16(channels*bits/8)), uint16(bits))
	var out bytes.Buffer
	chunk := func(name string, body []byte) []byte {
		return append(le.AppendUint32([]byte(name), uint32(len(body))), body...)
	}
	body := bytes.Join([][]byte{[]byte("WAVE"), chunk("fmt ", format), chunk("data", data), chunk("LIST", []byte("note"))}, nil)
	out.Write(chunk("RIFF", body))
	path := filepath.Join(t.TempDir(), "guide.wav")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// pulses are silent for half a second, then sound.
func pulses(rate int) []float64 {
	out := make([]float64, 2*rate)
	for i := rate / 2; i < len(out); i++ {
		out[i] = 0.3 * math.Sin(float64(i)*0.05)
	}
	return out
}

func marked(t *testing.T, path string, preRoll float64) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteMark(&out, path, preRoll); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestAMarkIsWrittenIntoAGuide: it is found where it was written, and everything else is as it was.
func TestAMarkIsWrittenIntoAGuide(t *testing.T) {
	for _, c := range []struct {
		codec          string
		rate, channels int
	}{{"pcm_s16le", 44100, 1}, {"pcm_s24le", 48000, 2}, {"pcm_s32le", 96000, 2}, {"pcm_f32le", 22050, 1}} {
		path := wavOf(t, c.codec, c.rate, c.channels, pulses(c.rate))
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, preRoll := range []float64{0, 2} {
			name := fmt.Sprintf("%s at %d, pre-roll %g", c.codec, c.rate, preRoll)
			after := marked(t, path, preRoll)
			g, err := readGuide(source{bytes.NewReader(after), int64(len(after))})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			extra := int64(preRoll*float64(c.rate)) * g.frame()
			if int64(len(after)) != int64(len(before))+extra || g.Frames != int64((2+preRoll)*float64(c.rate)) {
				t.Errorf("%s: %d bytes of %d, %d frames", name, len(after), len(before), g.Frames)
			}
			sound, err := g.at(g.start, int(g.length))
			if err != nil {
				t.Fatal(err)
			}
			if at, likeness := g.found(sound, markShape(c.rate)); likeness < 0.99 || math.Abs(at) > 0.01 {
				t.Errorf("%s: the mark is at %g with the likeness %g", name, at, likeness)
			}
			half := int64(c.rate/2)*g.frame() + g.start
			if !bytes.Equal(after[half+extra:], before[half:]) {
				t.Errorf("%s: what follows the silence was changed", name)
			}
		}
	}
}

func TestWhatCannotBeMarkedIsRefused(t *testing.T) {
	loud := pulses(48000)
	loud[100] = 0.5
	twice := filepath.Join(t.TempDir(), "twice.wav")
	if err := os.WriteFile(twice, marked(t, wavOf(t, "pcm_s16le", 48000, 1, pulses(48000)), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "text.wav")
	if err := os.WriteFile(text, []byte("RIFF no sound"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, c := range map[string]struct {
		preRoll float64
		want    string
	}{
		wavOf(t, "pcm_s16le", 48000, 2, loud):               {0, "not silent"},
		wavOf(t, "pcm_s16le", 48000, 2, make([]float64, 9)): {0, "not silent"},
		wavOf(t, "pcm_s16le", 48000, 1, pulses(48000)):      {0.1, "outside"},
		twice: {2, "already"},
		text:  {0, "no WAV"},
	} {
		var out bytes.Buffer
		err := WriteMark(&out, path, c.preRoll)
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.want) || out.Len() > 0 {
			t.Errorf("want %q, got %v and %d bytes", c.want, err, out.Len())
		}
	}
}
