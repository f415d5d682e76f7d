package inspect

import (
	"bytes"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"tutti/media/tool"
	"tutti/project"
)

// film generates moving pictures, then black, then a still, with a tone.
func film(t testing.TB, name string, more ...string) string {
	t.Helper()
	args := []string{"-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1", "-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=1", "-f", "lavfi", "-i", "color=red:s=320x180:r=25:d=2.5",
		"-f", "lavfi", "-i", "sine=f=440:r=44100:d=4.5", "-filter_complex", "[0][1][2]concat=n=3[v]", "-map", "[v]", "-map", "3:a",
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"}
	return generate(t, name, append(args, more...)...)
}

func TestFilm(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	path := film(t, "scene.mp4")
	r := inspectOne(t, i, path, project.Spec{Kind: project.KindVideo, Video: &project.VideoSpec{MinWidth: 320, MinHeight: 180, FrameRates: []float64{25}, Sound: true}})
	if !r.Passed || !slices.Equal(codes(r, project.Warn), []string{"black", "frozen"}) {
		t.Errorf("findings %+v", r.Findings)
	}
	f := r.Files[0]
	v := f.Video
	if v == nil || v.Format != "mp4" || v.Codec != "h264" || v.Width != 320 || v.Height != 180 || v.FrameRate != 25 || v.Frames != 112 && v.Frames != 113 || math.Abs(v.Seconds-4.5) > 0.05 || !v.Sound {
		t.Fatalf("facts %+v", v)
	}
	if !slices.Equal(v.Black, []project.Range{{From: 1, To: 2}}) || len(v.Frozen) == 0 || v.Frozen[len(v.Frozen)-1].From != 2 {
		t.Errorf("black %v, frozen %v", v.Black, v.Frozen)
	}
	// The sine of ffmpeg stands 18 dB below full scale; AAC overshoots where it begins.
	if a := f.Audio; a == nil || a.Format != "mp4" || a.Codec != "aac" || a.SampleRate != 44100 || math.Abs(a.PeakDBFS+15.5) > 3 || v.LUFS != a.LUFS || a.LUFS > -15 || a.LUFS < -25 || len(f.PCM) != 64 {
		t.Errorf("sound %+v", f.Audio)
	}
	if len(r.Derived) != 3 || len(f.Previews) != 2 || f.Peaks == "" || f.Type != "video/mp4" {
		t.Fatalf("derived %+v, file %+v", r.Derived, f)
	}
	for n, start := range map[int]string{0: "\x00\x00\x00", 1: "\xff\xd8\xff"} {
		if b, err := os.ReadFile(r.Derived[n].Path); err != nil || !bytes.HasPrefix(b, []byte(start)) || r.Derived[n].Key != f.Previews[n] {
			t.Errorf("%s: %d bytes %v", r.Derived[n].Key, len(b), err)
		}
	}
	if !slices.ContainsFunc(r.Tools, func(s string) bool { return strings.HasPrefix(s, "ffmpeg ") }) {
		t.Errorf("tools %v", r.Tools)
	}
}

// TestBars: what is black beside the picture from the start to the end is told with the area of the picture; a dark scene is not.
func TestBars(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	const encode = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
	shown := func(filter string) string {
		return generate(t, "a.mp4", strings.Fields("-f lavfi -i testsrc2=s=640x360:r=25:d=1 -f lavfi -i color=black:s=640x360:r=25:d=1 -filter_complex "+filter+" -map [v]"+encode)...)
	}
	turned := generate(t, "turned.mp4", "-i", shown("[0]pad=640:480:0:60[v]"), "-metadata:s:v", "rotate=90", "-c", "copy")
	for name, c := range map[string]struct {
		path string
		want *project.Area
	}{
		"none":                {shown("[0]null[v]"), nil},
		"black first":         {shown("[1][0]concat[v]"), nil},
		"letterbox":           {shown("[0]crop=640:346,pad=640:360:0:7[v]"), &project.Area{X: 0, Y: 7.0 / 360, Width: 1, Height: 346.0 / 360}},
		"pillarbox":           {shown("[0]crop=480:360,pad=640:360:80:0[v]"), &project.Area{X: 0.125, Y: 0, Width: 0.75, Height: 1}},
		"a window, late":      {shown("[0]scale=320:180,pad=640:360:64:36[p];[1][p]concat[v]"), &project.Area{X: 0.1, Y: 0.1, Width: 0.5, Height: 0.5}},
		"less than it counts": {shown("[0]crop=640:352,pad=640:360:0:4[v]"), nil},
		"bars in a part":      {shown("[0]split[p][q];[p]crop=640:260,pad=640:360:0:50[b];[b][q]concat[v]"), nil},
		"black":               {shown("[1]null[v]"), nil},
		"black, but a dot":    {shown("[1]drawbox=x=300:y=200:w=8:h=8:c=white:t=fill[v]"), nil},
	} {
		checkBars(t, name, inspectOne(t, i, c.path, project.Spec{Kind: project.KindVideo}), c.want)
	}
	checkBars(t, "turned", inspectOne(t, i, turned, project.Spec{Kind: project.KindVideo}), &project.Area{X: 0.125, Y: 0, Width: 0.75, Height: 1})
}

func checkBars(t *testing.T, name string, r Result, want *project.Area) {
	t.Helper()
	at := slices.IndexFunc(r.Findings, func(f project.Finding) bool { return f.Code == "black_bars" })
	if (at >= 0) != (want != nil) {
		t.Errorf("%s: findings %+v", name, r.Findings)
		return
	}
	if at < 0 {
		return
	}
	f := r.Findings[at]
	const near = 0.012 // two rows of the small picture that is looked at
	if a := f.Area; f.Severity != project.Info || a == nil || math.Abs(a.X-want.X) > near || math.Abs(a.Y-want.Y) > near || math.Abs(a.Width-want.Width) > near || math.Abs(a.Height-want.Height) > near {
		t.Errorf("%s: %+v with %+v, want %+v", name, f, f.Area, want)
	}
}

func TestFilmsThatAreSentBack(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	whole := film(t, "a.mp4")
	content, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(content)
	for k := len(flipped) * 2 / 3; k < len(flipped)*2/3+2000; k++ {
		flipped[k] ^= 0x55
	}
	mute := generate(t, "mute.mp4", "-i", whole, "-an", "-c", "copy")
	still := generate(t, "silent.mp4", "-i", whole, "-af", "volume=0", "-c:v", "copy", "-c:a", "aac")
	cases := map[string]struct {
		path  string
		video project.VideoSpec
		spec  project.Spec
		want  []string
	}{
		"cut":              {write(t, "a.mp4", content[:len(content)*3/4]), project.VideoSpec{}, project.Spec{}, []string{"truncated"}},
		"no table":         {write(t, "a.mp4", content[:400]), project.VideoSpec{}, project.Spec{}, []string{"undecodable"}},
		"small":            {whole, project.VideoSpec{MinWidth: 1280, MinHeight: 720}, project.Spec{}, []string{"frame_size"}},
		"slow":             {whole, project.VideoSpec{FrameRates: []float64{24, 29.97}}, project.Spec{}, []string{"frame_rate"}},
		"mute":             {mute, project.VideoSpec{Sound: true}, project.Spec{}, []string{"no_sound"}},
		"silent":           {still, project.VideoSpec{Sound: true}, project.Spec{}, []string{"silent"}},
		"mute, not loud":   {mute, project.VideoSpec{}, project.Spec{MinLUFS: -30}, []string{"no_sound"}},
		"silent, not loud": {still, project.VideoSpec{}, project.Spec{MinLUFS: -30}, []string{"silent"}},
		"black":            {mute, project.VideoSpec{MaxBlack: 0.9, MaxFrozen: 2}, project.Spec{}, []string{"black", "frozen"}},
		"format":           {whole, project.VideoSpec{}, project.Spec{Formats: []string{"mov", "mkv"}}, []string{"format_not_allowed"}},
		"long":             {mute, project.VideoSpec{}, project.Spec{MaxSeconds: 4}, []string{"duration_long"}},
		"much longer":      {mute, project.VideoSpec{}, project.Spec{MaxSeconds: 0.1}, []string{"duration_long"}},
		"short":            {mute, project.VideoSpec{}, project.Spec{MinSeconds: 5}, []string{"duration_short"}},
		"quiet":            {whole, project.VideoSpec{}, project.Spec{MinLUFS: -10}, []string{"loudness_low"}},
		"a playlist":       {write(t, "a.mp4", []byte("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")), project.VideoSpec{}, project.Spec{}, []string{"playlist_refused"}},
		"a text":           {write(t, "a.mp4", []byte("hello, this is a text")), project.VideoSpec{}, project.Spec{}, []string{"not_video"}},
		"an old codec":     {generate(t, "a.mkv", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-c:v", "magicyuv"), project.VideoSpec{}, project.Spec{}, []string{"codec_not_supported"}},
	}
	for name, c := range cases {
		c.spec.Kind, c.spec.Video = project.KindVideo, &c.video
		r := inspectOne(t, i, c.path, c.spec)
		if r.Passed || !slices.Equal(codes(r, project.Block), c.want) {
			t.Errorf("%s: %+v", name, r.Findings)
		}
		for _, f := range r.Findings {
			if f.Fix == "" || strings.Contains(f.Message, c.path) {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
	r := inspectOne(t, i, write(t, "b.mp4", flipped), project.Spec{Kind: project.KindVideo})
	if !slices.Contains(append(codes(r, project.Warn), codes(r, project.Block)...), "damaged") {
		t.Errorf("flipped bits: %+v", r.Findings)
	}
}
