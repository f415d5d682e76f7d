package inspect

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/pdf"
	"tutti/media/picture"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(pdf.Work(), picture.Work())
	os.Exit(m.Run())
}

func newInspector(t testing.TB, tools tool.Options) *Inspector {
	t.Helper()
	cache, err := pcm.OpenCache(t.TempDir(), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	i, err := New(Options{Decoder: &audio.Decoder{Tools: tool.New(tools), Cache: cache}})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// generate runs ffmpeg unconfined to generate test material.
func generate(t testing.TB, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	args = append([]string{"-v", "error", "-y"}, append(args, path)...)
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg %v: %v %s", args, err, out)
	}
	return path
}

func tone(seconds float64, rate int, channels int) []string {
	expr := strings.TrimSuffix(strings.Repeat("0.25*sin(2*PI*440*t)|", channels), "|")
	return []string{"-f", "lavfi", "-i", fmt.Sprintf("aevalsrc='%s':s=%d:d=%g", expr, rate, seconds)}
}

func write(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func inspectOne(t testing.TB, i *Inspector, path string, spec project.Spec) Result {
	t.Helper()
	r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Delivery: "dlv_1", Files: []File{{Name: filepath.Base(path), Path: path}}, Spec: spec})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// waveform reads what was drawn of the first file.
func waveform(t testing.TB, r Result) []byte {
	t.Helper()
	for _, d := range r.Derived {
		if d.Key == r.Files[0].Peaks {
			drawn, err := os.ReadFile(d.Path)
			if err != nil {
				t.Fatal(err)
			}
			return drawn
		}
	}
	t.Fatalf("no waveform among %+v", r.Derived)
	return nil
}

func codes(r Result, severity project.Severity) []string {
	out := []string{}
	for _, f := range r.Findings {
		if f.Severity == severity {
			out = append(out, f.Code)
		}
	}
	return out
}

// anyAudio asks for sound and nothing more.
func anyAudio() project.Spec { return project.Spec{Kind: project.KindAudio} }

// TestGoodFiles checks the facts of each format, mono and stereo, at several rates.
func TestGoodFiles(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, format, codec  string
		rate, bits, channels int
		args                 []string
	}{
		{"a.wav", "wav", "pcm_s16le", 44100, 16, 2, []string{"-c:a", "pcm_s16le"}},
		{"b.wav", "wav", "pcm_s24le", 48000, 24, 2, []string{"-c:a", "pcm_s24le"}},
		{"c.wav", "wav", "pcm_f32le", 96000, 32, 1, []string{"-c:a", "pcm_f32le"}},
		{"d.wav", "wav", "pcm_u8", 8000, 8, 1, []string{"-c:a", "pcm_u8"}},
		{"e.wav", "wav", "pcm_s24le", 48000, 24, 6, []string{"-c:a", "pcm_s24le"}},
		{"e3.wav", "wav", "pcm_s24le", 48000, 24, 3, []string{"-c:a", "pcm_s24le"}},
		{"e8.wav", "wav", "pcm_s24le", 192000, 24, 8, []string{"-c:a", "pcm_s24le"}},
		{"f.wav", "wav", "pcm_s16le", 48000, 16, 2, []string{"-c:a", "pcm_s16le", "-rf64", "always"}},
		{"g.flac", "flac", "flac", 44100, 24, 2, []string{"-sample_fmt", "s32", "-bits_per_raw_sample", "24"}},
		{"h.flac", "flac", "flac", 48000, 16, 1, []string{"-sample_fmt", "s16"}},
		{"i.aiff", "aiff", "pcm_s16be", 44100, 16, 2, nil},
		{"j.aiff", "aiff", "pcm_s24be", 48000, 24, 1, []string{"-c:a", "pcm_s24be"}},
		{"k.mp3", "mp3", "mp3", 44100, 0, 2, []string{"-b:a", "192k"}},
		{"l.mp3", "mp3", "mp3", 22050, 0, 1, []string{"-q:a", "4", "-metadata", "title=" + strings.Repeat("long ", 1000)}},
		{"m.mp3", "mp3", "mp3", 48000, 0, 1, []string{"-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0"}},
		{"n.ogg", "ogg", "vorbis", 44100, 0, 2, []string{"-c:a", "libvorbis"}},
		{"o.opus", "ogg", "opus", 48000, 0, 2, []string{"-c:a", "libopus"}},
		{"p.ogg", "ogg", "flac", 48000, 16, 2, []string{"-c:a", "flac", "-sample_fmt", "s16"}},
	}
	i := newInspector(t, tool.Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			args := append(tone(2.5, c.rate, c.channels), append([]string{"-ar", fmt.Sprint(c.rate)}, c.args...)...)
			r := inspectOne(t, i, generate(t, c.name, args...), anyAudio())
			if !r.Passed || len(r.Findings) != 0 {
				t.Fatalf("findings %+v", r.Findings)
			}
			f := r.Files[0]
			a := f.Audio
			if a.Format != c.format || a.Codec != c.codec || a.SampleRate != c.rate || a.BitDepth != c.bits || a.Channels != c.channels {
				t.Errorf("facts %+v", a)
			}
			slack := 0.001
			if a.BitDepth == 0 {
				slack = 0.15
			}
			if math.Abs(a.Seconds-2.5) > slack || math.Abs(pcm.Seconds(a.Frames)-2.5) > slack {
				t.Errorf("%g s, %d frames", a.Seconds, a.Frames)
			}
			if math.Abs(a.PeakDBFS+12.04) > 0.7 || math.Abs(a.TruePeakDBTP+12) > 0.7 || a.LUFS > -6 || a.LUFS < -17 {
				t.Errorf("levels %+v", a)
			}
			if f.CRC32 == 0 || len(f.SHA256) != 64 || len(f.PCM) != 64 || len(waveform(t, r)) < 24+2*200 {
				t.Errorf("file %+v, waveform of %d bytes", f, len(waveform(t, r)))
			}
		})
	}
}

// TestHostileFiles lists what sellers, and others, may send; none of it may pass, harm, or reach another file.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	canary, hits := canaryListener(t)
	good := generate(t, "good.wav", append(tone(2, 48000, 2), "-c:a", "pcm_s16le")...)
	wav := readAll(t, good)
	flac := readAll(t, generate(t, "a.flac", tone(3, 44100, 2)...))
	mp3 := readAll(t, generate(t, "a.mp3", tone(3, 44100, 2)...))
	ogg := readAll(t, generate(t, "a.ogg", append(tone(3, 44100, 2), "-c:a", "libvorbis")...))
	aiff := readAll(t, generate(t, "a.aiff", tone(3, 44100, 2)...))
	url := "http://" + canary + "/x.wav"
	flipped := bytes.Clone(flac)
	for at := len(flac) / 2; at < len(flac)/2+40; at++ {
		flipped[at] ^= 0x55
	}
	cases := []struct {
		name    string
		content []byte
		want    string
	}{
		{"hls-local.wav", []byte("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n" + good + "\n#EXT-X-ENDLIST\n"), "playlist_refused"},
		{"hls-http.wav", []byte("#EXTM3U\n#EXTINF:10,\n" + url + "\n#EXT-X-ENDLIST\n"), "playlist_refused"},
		{"ffconcat.wav", []byte("ffconcat version 1.0\nfile '" + good + "'\n"), "playlist_refused"},
		{"mpd.wav", []byte("<?xml version=\"1.0\"?>\n<MPD><Period><BaseURL>" + url + "</BaseURL></Period></MPD>"), "playlist_refused"},
		{"svg.wav", []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"" + url + "\"/></svg>"), "playlist_refused"},
		{"sdp.wav", []byte("v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"), "playlist_refused"},
		{"pls.mp3", []byte("[playlist]\nFile1=" + url + "\n"), "playlist_refused"},
		{"empty.wav", nil, "empty_file"},
		{"text.wav", []byte("Dear producer, here is my part.\n"), "not_audio"},
		{"zip.wav", []byte("PK\x03\x04 not really an archive but enough of one"), "not_audio"},
		{"mkv.wav", readAll(t, generate(t, "a.mkv", append(tone(1, 48000, 2), "-c:a", "pcm_s16le")...)), "not_audio"},
		{"cut.wav", wav[:len(wav)/2], "truncated"},
		{"headonly.wav", wav[:bytes.Index(wav, []byte("data"))+8], "truncated"},
		{"stub.wav", wav[:30], "undecodable"},
		{"cut.flac", flac[:len(flac)/2], "truncated"},
		{"flipped.flac", flipped, "truncated"},
		{"cut.mp3", mp3[:len(mp3)/2], "truncated"},
		{"cut.ogg", ogg[:len(ogg)/2], "truncated"},
		{"cut.aiff", aiff[:len(aiff)/2], "truncated"},
		{"adpcm.wav", readAll(t, generate(t, "x.wav", append(tone(1, 48000, 2), "-c:a", "adpcm_ms")...)), "codec_not_supported"},
		{"speexlike.ogg", bytes.Replace(ogg, []byte("\x01vorbis"), []byte("Speex   "), 1)[:len(ogg)], "codec_not_supported"},
		{"manychannels.wav", patch(wav, 22, []byte{200, 0}), "undecodable"},
		{"zerorate.wav", patch(wav, 24, []byte{0, 0, 0, 0}), "undecodable"},
		{"nochannels.wav", patch(wav, 22, []byte{0, 0}), "undecodable"},
		{"noise.mp3", append([]byte{0xff, 0xfb, 0x90, 0x00}, bytes.Repeat([]byte{0x5a}, 5000)...), "not_audio"},
		{"id3only.mp3", append([]byte("ID3\x03\x00\x00\x7f\x7f\x7f\x7f"), make([]byte, 100)...), "not_audio"},
	}
	i := newInspector(t, tool.Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := inspectOne(t, i, write(t, c.name, c.content), anyAudio())
			if got := codes(r, project.Block); r.Passed || !slices.Contains(got, c.want) {
				t.Errorf("findings %+v, want %s", r.Findings, c.want)
			}
			for _, f := range r.Findings {
				if f.Fix == "" || f.Message == "" || f.File != c.name {
					t.Errorf("unhelpful finding %+v", f)
				}
			}
		})
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the canary had %d connections", n)
	}
}

// TestToolsAloneRefusePlaylists goes behind the type check and hands the lists to the decoder itself.
func TestToolsAloneRefusePlaylists(t *testing.T) {
	t.Parallel()
	canary, hits := canaryListener(t)
	other := generate(t, "other.wav", append(tone(2, 48000, 2), "-c:a", "pcm_s16le")...)
	i := newInspector(t, tool.Options{})
	for _, target := range []string{other, "http://" + canary + "/x.wav"} {
		path := write(t, "list.wav", []byte("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n"+target+"\n#EXT-X-ENDLIST\n"))
		for _, format := range []string{"wav", "mp3", "ogg", "flac", "aiff", "hls", "concat"} {
			h := audio.Header{Format: format, Codec: "pcm_s16le", Rate: 48000, Channels: 2, BitDepth: 16}
			f, err := i.decoder.PCM(t.Context(), audio.Source{Path: path, SHA256: target + format, Header: h})
			if err == nil && f.Frames > 0 {
				t.Errorf("%s: %d frames came out of a list", format, f.Frames)
			}
			if f != nil {
				f.Close()
			}
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the canary had %d connections", n)
	}
}

func canaryListener(t *testing.T) (string, *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	hits := new(atomic.Int32)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			c.Close()
		}
	}()
	return l.Addr().String(), hits
}

func readAll(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func patch(b []byte, at int, with []byte) []byte {
	b = bytes.Clone(b)
	copy(b[at:], with)
	return b
}

// TestBomb gives a small file of long silence. It is refused by the 10 hours that its header promises before anything
// decodes it, and where the header is silent about its length, by the limit of the decoder.
func TestBomb(t *testing.T) {
	t.Parallel()
	bomb := readAll(t, generate(t, "bomb.flac", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "900", "-c:a", "flac", "-compression_level", "0"))
	i := newInspector(t, tool.Options{})
	promise := func(frames uint64) []byte {
		b := bytes.Clone(bomb)
		binary.BigEndian.PutUint64(b[18:], binary.BigEndian.Uint64(b[18:])&^(1<<36-1)|frames)
		return b
	}
	r := inspectOne(t, i, write(t, "honest.flac", promise(36000*8000)), anyAudio())
	if got := codes(r, project.Block); !slices.Equal(got, []string{"duration_long"}) {
		t.Errorf("10 hours promised: %+v", r.Findings)
	}
	r = inspectOne(t, i, write(t, "liar.flac", promise(0)), project.Spec{Kind: project.KindAudio, MaxSeconds: 60})
	if got := codes(r, project.Block); !slices.Equal(got, []string{"duration_long"}) || r.Files[0].PCM != "" {
		t.Errorf("no length promised: %+v", r.Findings)
	}
}

func TestSpecIsChecked(t *testing.T) {
	t.Parallel()
	quiet := -20.0
	cases := []struct {
		name string
		spec project.Spec
		want string
	}{
		{"format", project.Spec{Formats: []string{"flac", "mp3"}}, "format_not_allowed"},
		{"rate", project.Spec{SampleRates: []int{48000}}, "sample_rate"},
		{"depth", project.Spec{MinBitDepth: 24}, "bit_depth"},
		{"channels", project.Spec{Channels: []int{1}}, "channels"},
		{"short", project.Spec{MinSeconds: 3}, "duration_short"},
		{"long", project.Spec{MaxSeconds: 2.4}, "duration_long"},
		{"too quiet", project.Spec{MinLUFS: -10}, "loudness_low"},
		{"too loud", project.Spec{MaxLUFS: -18}, "loudness_high"},
		{"peak", project.Spec{MaxPeakDBFS: &quiet}, "peak_high"},
		{"size", project.Spec{MaxBytes: 1000}, "too_large"},
		{"nothing wrong", project.Spec{Formats: []string{"wav"}, SampleRates: []int{44100, 48000}, MinBitDepth: 16, Channels: []int{2},
			MinSeconds: 2, MaxSeconds: 2.5, MinLUFS: -18, MaxLUFS: -10}, ""},
	}
	path := generate(t, "a.wav", append(tone(2.5, 44100, 2), "-c:a", "pcm_s16le")...)
	i := newInspector(t, tool.Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.spec.Kind = project.KindAudio
			r := inspectOne(t, i, path, c.spec)
			want := []string{c.want}
			if c.want == "" {
				want = []string{}
			}
			if got := codes(r, project.Block); !slices.Equal(got, want) || r.Passed != (c.want == "") {
				t.Errorf("findings %+v, want %v", r.Findings, want)
			}
		})
	}
}

func TestLevels(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	// One second of silence, a clipped tone with an offset, 16 seconds of silence, a tone, half a second of silence.
	expr := "if(lt(t,1),0,if(lt(t,2),min(1,max(-1,3*sin(2*PI*100*t)))+0.02,if(lt(t,18),0,if(lt(t,19),0.5*sin(2*PI*440*t),0))))"
	r := inspectOne(t, i, generate(t, "levels.wav", "-f", "lavfi", "-i", "aevalsrc='"+expr+"':s=44100:d=19.5", "-c:a", "pcm_s16le"), anyAudio())
	a := r.Files[0].Audio
	if math.Abs(a.LeadSeconds-1) > 0.002 || math.Abs(a.TailSeconds-0.5) > 0.002 || math.Abs(a.SilentSeconds-16) > 0.002 {
		t.Errorf("silences %+v", a)
	}
	if a.ClippedRuns != 100 || a.PeakDBFS != 0 {
		t.Errorf("%d clipped runs, peak %g, want one a period of 100 Hz", a.ClippedRuns, a.PeakDBFS)
	}
	if got := codes(r, project.Warn); !slices.Equal(got, []string{"clipping"}) {
		t.Errorf("warnings %v", r.Findings)
	}
	for _, f := range r.Findings {
		if f.Code == "gap" && (math.Abs(f.From-2) > 0.002 || math.Abs(f.To-18) > 0.002) || f.Code == "clipping" && math.Abs(f.From-1) > 0.01 {
			t.Errorf("where: %+v", f)
		}
	}
	r = inspectOne(t, i, generate(t, "dc.wav", "-f", "lavfi", "-i", "aevalsrc='0.2*sin(2*PI*440*t)+0.1':d=1", "-c:a", "pcm_s24le"), anyAudio())
	if got := codes(r, project.Warn); !slices.Equal(got, []string{"dc_offset"}) {
		t.Errorf("dc: %v", r.Findings)
	}
	r = inspectOne(t, i, generate(t, "silence.flac", "-f", "lavfi", "-i", "anullsrc=d=2", "-t", "2"), anyAudio())
	if got := codes(r, project.Block); !slices.Equal(got, []string{"silent"}) || r.Files[0].Audio.LUFS != audio.SilentLUFS || r.Files[0].Audio.PeakDBFS != pcm.Silence {
		t.Errorf("silence: %+v %+v", r.Findings, r.Files[0].Audio)
	}
}

// TestCoverPictureIsNoDamage delivers files with a picture, whose codec is refused to the decoder.
func TestCoverPictureIsNoDamage(t *testing.T) {
	t.Parallel()
	picture := generate(t, "cover.png", "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1")
	i := newInspector(t, tool.Options{})
	for _, name := range []string{"a.mp3", "a.flac"} {
		path := generate(t, name, append(tone(2, 44100, 2), "-i", picture, "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")...)
		if r := inspectOne(t, i, path, anyAudio()); !r.Passed || len(r.Findings) != 0 {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}
}

func TestNameAgainstContent(t *testing.T) {
	t.Parallel()
	mp3 := readAll(t, generate(t, "a.mp3", tone(1, 44100, 2)...))
	mismatch := []string{"name_mismatch"}
	for name, want := range map[string][]string{"a.wav": mismatch, "a.png": mismatch, "a.exe": mismatch, "a.mp3": nil, "a": nil, "take 1.2": nil, "a.": nil} {
		r := inspectOne(t, newInspector(t, tool.Options{}), write(t, name, mp3), anyAudio())
		if got := codes(r, project.Warn); !r.Passed || !slices.Equal(got, want) || r.Files[0].Type != "audio/mpeg" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// synth writes a 16-bit mono WAV of a function of time.
func synth(t *testing.T, name string, seconds float64, sound func(t float64) float64) string {
	t.Helper()
	const rate = 48000
	n := int(seconds * rate)
	b := []byte("RIFF....WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\xbb\x00\x00\x00\x77\x01\x00\x02\x00\x10\x00data")
	binary.LittleEndian.PutUint32(b[4:], uint32(36+2*n))
	b = binary.LittleEndian.AppendUint32(b, uint32(2*n))
	for i := range n {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(32767*sound(float64(i)/rate))))
	}
	return write(t, name, b)
}

// clicks is a part with irregular onsets, moved by some milliseconds.
func clicks(t *testing.T, name string, moved float64, seconds float64) string {
	return synth(t, name, seconds, func(x float64) float64 {
		var sum float64
		for _, at := range []float64{0.5, 1.1, 1.35, 2.4, 2.9, 4.05, 4.6, 5.5, 6.15, 7.3} {
			if since := x - at - moved/1000; since > 0 {
				sum += 0.5 * math.Sin(2*math.Pi*300*x) * math.Exp(-12*since)
			}
		}
		return sum
	})
}

func TestGuide(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	guide := &File{Name: "guide.wav", Path: clicks(t, "guide.wav", 0, 9), SHA256: "guide"}
	spec := project.Spec{Kind: project.KindAudio, AlignGuide: true}
	cases := []struct {
		moved, seconds float64
		block, warn    []string
	}{
		{0, 9, []string{}, []string{}},
		{20, 9.3, []string{}, []string{}},
		{130, 9, []string{}, []string{"align_start"}},
		{-200, 9, []string{}, []string{"align_start"}},
		{0, 8, []string{"align_length"}, []string{}},
	}
	for _, c := range cases {
		path := clicks(t, "part.wav", c.moved, c.seconds)
		r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Files: []File{{Name: "part.wav", Path: path}}, Spec: spec, Guide: guide})
		if err != nil {
			t.Fatal(err)
		}
		a := r.Files[0].Audio
		if math.Abs(a.StartOffsetMS-c.moved) > 3 || !slices.Equal(codes(r, project.Block), c.block) || !slices.Equal(codes(r, project.Warn), c.warn) {
			t.Errorf("moved %g ms: said %g, findings %+v", c.moved, a.StartOffsetMS, r.Findings)
		}
	}
	r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Files: []File{{Name: "guide.wav", Path: guide.Path}}, Spec: spec})
	if err != nil || !slices.Equal(codes(r, project.Warn), []string{"align_no_guide"}) {
		t.Errorf("no guide: %v %+v", err, r.Findings)
	}
	// A steady click repeats: no lag stands out, so none is given.
	beat := synth(t, "beat.wav", 9, func(x float64) float64 { return 0.5 * math.Sin(2*math.Pi*500*x) * math.Exp(-30*math.Mod(x, 0.25)) })
	r, err = i.Inspect(t.Context(), Request{Work: t.TempDir(), Files: []File{{Name: "beat.wav", Path: beat}}, Spec: spec,
		Guide: &File{Name: "beat.wav", Path: beat, SHA256: "beat"}})
	if err != nil || !slices.Equal(codes(r, project.Info), []string{"align_unsure"}) {
		t.Errorf("%v %+v", err, r.Findings)
	}
}

func TestPlainFiles(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{Paths: map[string]string{tool.FFmpeg: "/nowhere"}}) // no tool is needed
	pdf := append([]byte("%PDF-1.7\n"), make([]byte, 100)...)
	cases := []struct {
		name    string
		content []byte
		formats []string
		want    []string
	}{
		{"a.pdf", pdf, []string{"pdf"}, []string{}},
		{"a.pdf", []byte("plain words\n"), []string{"pdf"}, []string{"format_not_allowed"}},
		{"a.bin", pdf, nil, []string{}},
		{"a.md", []byte("# Chapter\n\nwords\n"), []string{"md"}, []string{}},
		{"a.md", pdf, []string{"md"}, []string{"format_not_allowed"}},
		{"a.jpg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), []string{"jpeg"}, []string{}},
		{"a.txt", nil, nil, []string{"empty_file"}},
	}
	for _, c := range cases {
		r := inspectOne(t, i, write(t, c.name, c.content), project.Spec{Kind: project.KindFile, Formats: c.formats})
		if got := codes(r, project.Block); !slices.Equal(got, c.want) {
			t.Errorf("%s %v: %+v", c.name, c.formats, r.Findings)
		}
		if r.Files[0].Audio != nil || r.Files[0].CRC32 != crc32.ChecksumIEEE(c.content) {
			t.Errorf("%s: %+v", c.name, r.Files[0])
		}
	}
	empty := project.Spec{Kind: project.KindFile, MayBeEmpty: true, Inventory: []string{"__init__.py"}}
	for name, want := range map[string][]string{"__init__.py": {}, "other.py": {"missing"}} {
		if r := inspectOne(t, i, write(t, name, nil), empty); !slices.Equal(codes(r, project.Block), want) {
			t.Errorf("%s, handed out empty: %+v", name, r.Findings)
		}
	}
}

func TestTroubleIsNoFinding(t *testing.T) {
	t.Parallel()
	path := generate(t, "a.wav", tone(1, 48000, 2)...)
	request := Request{Work: t.TempDir(), Files: []File{{Name: "a.wav", Path: path}}, Spec: anyAudio()}
	_, err := newInspector(t, tool.Options{Paths: map[string]string{tool.FFmpeg: "/nowhere"}}).Inspect(t.Context(), request)
	if project.CodeOf(err) != project.Unavailable || !strings.Contains(err.Error(), "not installed") {
		t.Errorf("missing tool: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newInspector(t, tool.Options{}).Inspect(ctx, request); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	request.Files[0].Size = 5
	if _, err := newInspector(t, tool.Options{}).Inspect(t.Context(), request); project.CodeOf(err) != project.Internal {
		t.Errorf("wrong size: %v", err)
	}
}

func TestSeveralFiles(t *testing.T) {
	t.Parallel()
	a := generate(t, "a.wav", tone(1, 48000, 2)...)
	b := write(t, "b.wav", []byte("text"))
	r, err := newInspector(t, tool.Options{}).Inspect(t.Context(), Request{Work: t.TempDir(), Files: []File{{Name: "a.wav", Path: a}, {Name: "b.wav", Path: b}}, Spec: anyAudio()})
	if err != nil || r.Passed || len(r.Files) != 2 || len(r.Derived) != 1 || r.Derived[0].Key != r.Files[0].Peaks || r.Files[1].Peaks != "" || r.Findings[0].File != "b.wav" {
		t.Errorf("%v %+v", err, r.Inspection)
	}
	r, err = newInspector(t, tool.Options{}).Inspect(t.Context(), Request{Work: t.TempDir(), Spec: anyAudio()})
	if err != nil || r.Passed || codes(r, project.Block)[0] != "no_files" {
		t.Errorf("%v %+v", err, r.Inspection)
	}
}

func TestWaveform(t *testing.T) {
	t.Parallel()
	path := generate(t, "a.wav", "-f", "lavfi", "-i", "aevalsrc='if(lt(t,1),0.5*sin(2*PI*440*t),0)':s=48000:d=2", "-c:a", "pcm_s24le")
	wave := waveform(t, inspectOne(t, newInspector(t, tool.Options{}), path, anyAudio()))
	var head [6]uint32
	if _, err := binary.Decode(wave, binary.LittleEndian, &head); err != nil {
		t.Fatal(err)
	}
	if head != [6]uint32{2, 1, 48000, 512, 188, 1} || len(wave) != 24+2*188 {
		t.Fatalf("header %v, %d bytes", head, len(wave))
	}
	if low, top := int8(wave[24+20]), int8(wave[24+21]); low != -64 || top < 63 {
		t.Errorf("pair 10 is %d to %d", low, top)
	}
	if wave[24+2*150] != 0 || wave[24+2*150+1] != 0 {
		t.Error("silence has a waveform")
	}
}

// TestWhatIsMissingIsNamed: an inventory holds for the delivery as a whole, whatever is delivered and in however many files.
func TestWhatIsMissingIsNamed(t *testing.T) {
	i := newInspector(t, tool.Options{})
	picture := readAll(t, generate(t, "a.png", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-frames:v", "1"))
	wav := readAll(t, generate(t, "a.wav", tone(1, 48000, 1)...))
	for name, c := range map[string]struct {
		kind      project.MediaKind
		files     map[string][]byte
		inventory []string
		want      string
	}{
		"pictures":         {project.KindImage, map[string][]byte{"a.png": picture}, []string{"a.jpg", "B.jpg"}, "missing B.jpg"},
		"sound":            {project.KindAudio, map[string][]byte{"one.wav": wav, "TWO.wav": wav}, []string{"one", "two.flac", "three"}, "missing three"},
		"any file":         {project.KindFile, map[string][]byte{"notes.txt": []byte("x")}, []string{"notes.txt"}, ""},
		"chapters":         {project.KindText, map[string][]byte{"1.md": []byte("# One\n\nx\n"), "2.md": []byte("# Two\n\nx\n")}, []string{"One", "Two", "Three"}, "inventory_missing Three"},
		"rows":             {project.KindTable, map[string][]byte{"1.csv": []byte("id,n\na,1\n"), "2.csv": []byte("id,n\nb,1\n")}, []string{"a", "b"}, ""},
		"none can be read": {project.KindImage, map[string][]byte{"a.png": {}}, []string{"b.png"}, ""},
	} {
		spec := project.Spec{Kind: c.kind, Inventory: c.inventory}
		if c.kind == project.KindTable {
			spec.Table = &project.TableSpec{Key: "id"}
		}
		var files []File
		for _, file := range slices.Sorted(maps.Keys(c.files)) {
			files = append(files, File{Name: file, Path: write(t, file, c.files[file])})
		}
		r, err := i.Inspect(t.Context(), Request{Work: t.TempDir(), Trial: true, Files: files, Spec: spec})
		if err != nil {
			t.Fatal(err)
		}
		var missing []string
		for _, f := range r.Findings {
			if strings.HasSuffix(f.Code, "missing") {
				missing = append(missing, f.Code+" "+f.At)
			}
		}
		if got := strings.Join(missing, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
