package audio

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// wav is a file in the making; the zero value of each field is what is usual.
type wav struct {
	riff     string
	tag      uint16 // 1 when 0
	channels int    // 2 when 0
	bits     int    // 16 when 0
	block    int
	extra    string // of the format chunk
	before   string // chunks between format and data
	data     []byte
	size     uint32 // that the data chunk claims
	after    string
}

func chunk(id, body string) string {
	return id + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body + strings.Repeat("\x00", len(body)%2)
}

func (w wav) channelCount() int { return orElse(w.channels, 2) }

func (w wav) sampleBits() int { return orElse(w.bits, 16) }

func orElse[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func (w wav) encode() []byte {
	channels, bits := w.channelCount(), w.sampleBits()
	block := orElse(w.block, channels*bits/8)
	form := binary.LittleEndian.AppendUint16(nil, orElse(w.tag, 1))
	form = binary.LittleEndian.AppendUint16(form, uint16(channels))
	form = binary.LittleEndian.AppendUint32(form, 48000)
	form = binary.LittleEndian.AppendUint32(form, uint32(48000*block))
	form = binary.LittleEndian.AppendUint16(form, uint16(block))
	form = append(binary.LittleEndian.AppendUint16(form, uint16(bits)), w.extra...)
	data := []byte(chunk("data", string(w.data)))
	if w.size != 0 {
		binary.LittleEndian.PutUint32(data[4:], w.size)
	}
	body := "WAVE" + chunk("fmt ", string(form)) + w.before + string(data) + w.after
	return []byte(chunk(orElse(w.riff, "RIFF"), body))
}

// extensible is what follows the format in its long form.
func extensible(tag, valid uint16, speakers uint32) string {
	b := binary.LittleEndian.AppendUint16(nil, 22)
	b = binary.LittleEndian.AppendUint16(b, valid)
	b = binary.LittleEndian.AppendUint32(b, speakers)
	b = binary.LittleEndian.AppendUint16(b, tag)
	return string(b) + "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
}

func sourceOf(t testing.TB, content []byte) Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.wav")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := ReadHeader(path)
	if err != nil {
		t.Fatal(err)
	}
	return Source{Path: path, SHA256: "x", Header: h}
}

func noise(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// TestWhatIsPlain: anything unusual is left to ffmpeg.
func TestWhatIsPlain(t *testing.T) {
	t.Parallel()
	data := noise(rand.New(rand.NewPCG(1, 2)), 4800)
	with := func(at int, mark string) []byte {
		b := slices.Clone(data)
		copy(b[at:], mark)
		return b
	}
	cases := map[string]struct {
		file wav
		want bool
	}{
		"16 bits":                  {wav{data: data}, true},
		"24 bits":                  {wav{data: data, bits: 24}, true},
		"32 bits":                  {wav{data: data, bits: 32, channels: 1}, true},
		"floats":                   {wav{data: data, bits: 32, tag: 3}, true},
		"long form":                {wav{data: data, bits: 24, tag: 0xfffe, extra: extensible(1, 24, 3)}, true},
		"no speakers named":        {wav{data: data, bits: 24, tag: 0xfffe, extra: extensible(1, 24, 0)}, true},
		"other chunks":             {wav{data: data, before: chunk("fact", "1234") + chunk("JUNK", "odd"), after: chunk("LIST", "INFO")}, true},
		"8 bits":                   {wav{data: data, bits: 8}, false},
		"64-bit floats":            {wav{data: data, bits: 64, tag: 3}, false},
		"surround":                 {wav{data: data, channels: 6}, false},
		"RF64":                     {wav{data: data, riff: "RF64"}, false},
		"other block size":         {wav{data: data, bits: 24, block: 8}, false},
		"fewer bits than it holds": {wav{data: data, bits: 32, tag: 0xfffe, extra: extensible(1, 24, 3)}, false},
		"other speakers":           {wav{data: data, bits: 24, tag: 0xfffe, extra: extensible(1, 24, 12)}, false},
		"half a frame":             {wav{data: data[:4798]}, false},
		"no size":                  {wav{data: data, size: math.MaxUint32}, false},
		"two pieces of data":       {wav{data: data, after: chunk("data", "12345678")}, false},
		"two formats":              {wav{data: data, after: chunk("fmt ", strings.Repeat("x", 16))}, false},
		"a chunk that is cut":      {wav{data: data, after: "LIST\xff\x00\x00\x00x"}, false},
		"film":                     {wav{data: data, before: chunk("SMV0", "x")}, false},
		"S/PDIF":                   {wav{data: with(1000, "\x72\xf8\x1f\x4e")}, false},
		"DTS":                      {wav{data: with(0, "\xff\x1f\x00\xe8")}, false},
	}
	for name, c := range cases {
		p, err := findPlain(sourceOf(t, c.file.encode()))
		if err != nil || (p != nil) != c.want {
			t.Errorf("%s: plain %t, %v", name, p != nil, err)
		}
	}
}

// TestPlainIsWhatFFmpegReads compares every float, bit by bit, on files of any form that is taken for plain.
func TestPlainIsWhatFFmpegReads(t *testing.T) {
	t.Parallel()
	d := newDecoder(t)
	for seed := range uint64(24) {
		r := rand.New(rand.NewPCG(seed, 3))
		w := wav{channels: 1 + r.IntN(2), bits: []int{16, 24, 32, 32}[seed%4]}
		w.data = noise(r, w.channels*w.bits/8*r.IntN(100_000)+w.channels*w.bits/8)
		if seed%4 == 3 {
			w.tag = 3
			oddFloats(r, w.data)
		}
		if seed%3 == 0 {
			w.tag, w.extra = 0xfffe, extensible(orElse(w.tag, 1), uint16(w.bits), 0)
		}
		if seed%2 == 0 {
			w.before, w.after = chunk("fact", "1234")+chunk("bext", strings.Repeat("x", 603)), chunk("LIST", "INFOISFT\x02\x00\x00\x00x\x00")+"\x00"
		}
		s := sourceOf(t, w.encode())
		p, err := findPlain(s)
		if err != nil || p == nil {
			t.Fatalf("seed %d: not plain, %v", seed, err)
		}
		var ours, theirs []uint32
		if err := p.read(t.Context(), collect(&ours)); err != nil {
			t.Fatal(err)
		}
		report, err := d.deliver(t.Context(), s, collect(&theirs))
		if err != nil || !slices.Equal(ours, theirs) || len(complaints(report.Log)) > 0 {
			t.Errorf("seed %d, %d bits, tag %x: %d floats, ffmpeg gives %d (%v)\n%s", seed, w.bits, w.tag, len(ours), len(theirs), err, report.Log)
		}
	}
}

// oddFloats puts what is no number, no end and beyond full scale among others.
func oddFloats(r *rand.Rand, data []byte) {
	for at := 0; at+4 <= len(data); at += 4 {
		x := float32(r.NormFloat64())
		if r.IntN(50) == 0 {
			x = []float32{float32(math.NaN()), float32(math.Inf(1)), -1e38, 1e-42, 127.99999}[r.IntN(5)]
		}
		binary.LittleEndian.PutUint32(data[at:], math.Float32bits(x))
	}
}

func collect(bits *[]uint32) func([]float32) error {
	return func(samples []float32) error {
		for _, x := range samples {
			*bits = append(*bits, math.Float32bits(x))
		}
		return nil
	}
}

// TestSurroundInDisguise: a digital cable's stream in a WAV file is refused by ffmpeg, as the sound that it is not.
func TestSurroundInDisguise(t *testing.T) {
	t.Parallel()
	raw := filepath.Join(t.TempDir(), "a.spdif")
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=r=48000:d=1", "-c:a", "ac3", "-f", "spdif", raw).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	data, err := os.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	s := sourceOf(t, wav{data: data}.encode())
	if p, err := findPlain(s); p != nil || err != nil {
		t.Error("taken for plain", err)
	}
	if _, err := newDecoder(t).Measure(t.Context(), s); project.CodeOf(err) != project.Invalid {
		t.Errorf("it was taken for sound: %v", err)
	}
}

// TestPlainSoundStartsNoTool: once its version is known, ffmpeg may be gone.
func TestPlainSoundStartsNoTool(t *testing.T) {
	t.Parallel()
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "ffmpeg")
	if err := os.Symlink(ffmpeg, link); err != nil {
		t.Fatal(err)
	}
	cache, err := pcm.OpenCache(t.TempDir(), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	d := &Decoder{Tools: tool.New(tool.Options{Paths: map[string]string{tool.FFmpeg: link}}), Cache: cache}
	if _, err := d.Version(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	data := noise(rand.New(rand.NewPCG(1, 2)), 96000)
	m, err := d.Measure(t.Context(), sourceOf(t, wav{data: data, bits: 24}.encode()))
	if err != nil {
		t.Fatal(err)
	}
	m.PCM.Close()
	if _, err := d.Measure(t.Context(), sourceOf(t, wav{data: data, bits: 8}.encode())); project.CodeOf(err) != project.Unavailable {
		t.Errorf("without ffmpeg: %v", err)
	}
}

// TestReadingStops at the limit, and when nobody waits any more.
func TestReadingStops(t *testing.T) {
	t.Parallel()
	s := sourceOf(t, wav{data: make([]byte, 4*48000*20)}.encode())
	s.MaxSeconds = 2
	d := newDecoder(t)
	if _, err := d.PCM(t.Context(), s); !errors.Is(err, ErrTooLong) {
		t.Errorf("beyond the limit: %v", err)
	}
	s.MaxSeconds = 0
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	p, err := findPlain(s)
	if err != nil {
		t.Fatal(err)
	}
	pieces := 0
	err = p.read(ctx, func([]float32) error { pieces++; stop(); return nil })
	if project.CodeOf(err) != project.Unavailable || pieces > plainBuffer/(2*blockSamples)+1 {
		t.Errorf("after %d pieces: %v", pieces, err)
	}
}
