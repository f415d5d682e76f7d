package assemble

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/pdf"
	"tutti/media/picture"
	"tutti/media/steps"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(pdf.Work(), picture.Work())
	os.Exit(m.Run())
}

// studio is a builder with its cache, and the originals that it may fetch.
type studio struct {
	*Builder
	cache     *pcm.Cache
	dir       string
	originals map[string]string // sha256 to path
	fetched   atomic.Int32
}

// newStudio shares the originals of another one, so that both can build the same request.
func newStudio(t testing.TB, cacheBytes int64, workers int, like *studio) *studio {
	t.Helper()
	s := &studio{dir: t.TempDir(), originals: map[string]string{}}
	if like != nil {
		s.originals = like.originals
	}
	var err error
	if s.cache, err = pcm.OpenCache(s.dir, cacheBytes); err != nil {
		t.Fatal(err)
	}
	made, err := steps.Open(filepath.Join(s.dir, "steps"), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	if s.Builder, err = New(Options{Decoder: &audio.Decoder{Tools: tool.New(tool.Options{}), Cache: s.cache}, Steps: made, Workers: workers}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *studio) fetch(_ context.Context, sha, dst string) error {
	s.fetched.Add(1)
	b, err := os.ReadFile(s.originals[sha])
	if err != nil {
		return err
	}
	return os.WriteFile(dst, b, 0o600)
}

func (s *studio) request(t testing.TB, kind project.ArtifactKind, recipe project.Recipe, inputs []project.Input) Request {
	return Request{Project: "prj_1", Title: "Über den Wolken / No. 7", Artifact: "art_1", Kind: kind, Recipe: recipe, Inputs: inputs, Fetch: s.fetch, Work: t.TempDir()}
}

func (s *studio) build(t testing.TB, r Request) Result {
	t.Helper()
	result, err := s.Build(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// stemFile writes a WAV of a voice: a chord of its own with slow swells.
func stemFile(t testing.TB, dir string, i int, seconds float64) string {
	t.Helper()
	const rate = 48000
	n := int(seconds * rate)
	b := []byte("RIFF....WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00\x80\xbb\x00\x00\x00\xee\x02\x00\x04\x00\x10\x00data")
	binary.LittleEndian.PutUint32(b[4:], uint32(36+4*n))
	b = binary.LittleEndian.AppendUint32(b, uint32(4*n))
	for k := range n {
		x := float64(k) / rate
		swell := 0.6 + 0.4*math.Sin(2*math.Pi*(0.3+0.05*float64(i))*x)
		for c := range 2 {
			v := 0.35*math.Sin(2*math.Pi*(110*float64(i+1)+float64(c))*x) + 0.25*math.Sin(2*math.Pi*(173*float64(i+1))*x)
			b = binary.LittleEndian.AppendUint16(b, uint16(int16(32767*swell*v)))
		}
	}
	path := filepath.Join(dir, fmt.Sprintf("stem%d.wav", i))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// band gives inputs with a file each.
func (s *studio) band(t testing.TB, n int, seconds float64) []project.Input {
	t.Helper()
	dir := t.TempDir()
	var inputs []project.Input
	for i := range n {
		path := stemFile(t, dir, i, seconds)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sha := fmt.Sprintf("%064x", i+1)
		s.originals[sha] = path
		inputs = append(inputs, project.Input{
			SubGig: project.SubGigID(fmt.Sprintf("sub_%d", i)), Key: fmt.Sprintf("voice-%d", i), Title: fmt.Sprintf("Voice %d", i), Role: "singer",
			Place:    project.Place{GainDB: float64(-i % 4), Pan: float64(i%3)/2 - 0.5, OffsetMS: int64(100 * (i % 3)), FadeInMS: 50, FadeOutMS: 200},
			Delivery: project.DeliveryID(fmt.Sprintf("dlv_%d", i)), Version: 1,
			Files: []project.FileFacts{{Name: "take.wav", SHA256: sha, Size: int64(len(content)), CRC32: crc32.ChecksumIEEE(content), Type: "audio/vnd.wave",
				Audio: &project.AudioFacts{PeakDBFS: -5, TruePeakDBTP: -5}}},
			Credit: project.Credit{Name: fmt.Sprintf("Zoë Singer %d", i), Role: "singer", Country: []string{"DE", "BR", "JP"}[i%3]},
		})
	}
	return inputs
}

func fileNames(r Result) []string {
	var out []string
	for _, f := range r.Files {
		out = append(out, f.Name)
	}
	return out
}

// TestFinal builds every output and measures them with a plain ffmpeg.
func TestFinal(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.band(t, 5, 6)
	r := s.build(t, s.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioMix, Outputs: []string{"wav", "flac", "mp3"}, Stems: true}, inputs))
	want := []string{"uber-den-wolken-no-7.wav", "uber-den-wolken-no-7.flac", "uber-den-wolken-no-7.mp3", "uber-den-wolken-no-7-stems.zip", "credits.txt", "manifest.json"}
	if got := fileNames(r); !slices.Equal(got, want) {
		t.Fatalf("files %v", got)
	}
	for _, f := range r.Files[:3] {
		lufs, peak := measure(t, f.Path)
		slack := 0.1
		if strings.HasSuffix(f.Name, "mp3") {
			slack = 0.3
		}
		if math.Abs(lufs+14) > slack || peak > -1+4*(slack-0.1) {
			t.Errorf("%s: %g LUFS, %g dBTP", f.Name, lufs, peak)
		}
	}
	lufs, peak := measure(t, r.Files[0].Path)
	m := r.Manifest
	if m.LUFS != lufs || m.TruePeak != peak || math.Abs(m.Seconds-6.2) > 1e-9 || len(m.Entries) != 5 || len(m.Files) != 5 || len(m.Credits) != 5 {
		t.Errorf("manifest %+v, measured %g %g", m, lufs, peak)
	}
	if e := m.Entries[1]; e.FromSeconds != 0.1 || e.ToSeconds != 6.1 {
		t.Errorf("entry %g to %g", e.FromSeconds, e.ToSeconds)
	}
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_entries", "format_tags=title,artist:format=duration", "-of", "default=nk=1:nw=1", r.Files[1].Path).Output()
	if err != nil || !strings.Contains(string(out), "Über den Wolken / No. 7") || !strings.Contains(string(out), "Zoë Singer 0; Zoë Singer 1") || !strings.Contains(string(out), "6.2000") {
		t.Errorf("tags %q %v", out, err)
	}
	var read project.Manifest
	content, err := os.ReadFile(r.Files[5].Path)
	if err != nil || json.Unmarshal(content, &read) != nil || read.Files[0].SHA256 != r.Files[0].SHA256 {
		t.Errorf("manifest.json %s %v", content, err)
	}
	text, err := os.ReadFile(r.Files[4].Path)
	if err != nil || !strings.Contains(string(text), "singer: Zoë Singer 3 (DE)\n") || !strings.Contains(string(text), "5 people in 3 countries") {
		t.Errorf("credits %q %v", text, err)
	}
	left, err := os.ReadDir(filepath.Dir(r.Files[0].Path))
	if err != nil || len(left) != len(want) {
		t.Errorf("the work directory holds %v", left)
	}
}

// measure asks a plain ffmpeg, outside of everything that is tested.
func measure(t *testing.T, path string) (float64, float64) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=framelog=verbose:peak=true", "-f", "null", "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	last := func(expr string) float64 {
		all := regexp.MustCompile(expr).FindAllSubmatch(out, -1)
		v, err := strconv.ParseFloat(string(all[len(all)-1][1]), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	return last(`I:\s+(\S+) LUFS`), last(`Peak:\s+(\S+) dBFS`)
}

// TestSameBytes builds the same request twice: other cache, other directory, other number of workers, other history.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	a := newStudio(t, 1<<30, 2, nil)
	inputs := a.band(t, 4, 3)
	b := newStudio(t, 1<<30, 1, a)
	for _, kind := range []project.ArtifactKind{project.ArtifactPreview, project.ArtifactFinal} {
		for _, recipe := range []project.Recipe{{Kind: project.RecipeAudioMix, Outputs: []string{"wav", "flac", "mp3"}}, {Kind: project.RecipeBundle}} {
			moved := slices.Clone(inputs)
			moved[2].Place.GainDB = -11
			if recipe.Kind == project.RecipeAudioMix {
				b.build(t, b.request(t, project.ArtifactPreview, recipe, moved)) // leaves a sum of another mix behind
			}
			one, two := a.build(t, a.request(t, kind, recipe, inputs)), b.build(t, b.request(t, kind, recipe, inputs))
			for i := range one.Files {
				if one.Files[i].SHA256 != two.Files[i].SHA256 || one.Files[i].Size == 0 {
					t.Errorf("%s %s: %s differs", kind, recipe.Kind, one.Files[i].Name)
				}
			}
			changed := b.build(t, b.request(t, kind, recipe, moved))
			if recipe.Kind == project.RecipeAudioMix && changed.Files[0].SHA256 == one.Files[0].SHA256 {
				t.Errorf("%s: another gain gives the same bytes", kind)
			}
		}
	}
}

// TestNullAgainstFFmpeg mixes the same stems with ffmpeg's filters and expects hardly anything left of the difference.
func TestNullAgainstFFmpeg(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.band(t, 4, 4)
	sum, err := s.sum(t.Context(), s.request(t, project.ArtifactFinal, project.Recipe{}, inputs))
	if err != nil {
		t.Fatal(err)
	}
	defer sum.Close()
	var args []string
	var graph, mixed strings.Builder
	for i, in := range inputs {
		p := in.Place
		left, right := min(1, math.Cos(max(0, p.Pan)*math.Pi/2)), min(1, math.Cos(max(0, -p.Pan)*math.Pi/2))
		args = append(args, "-i", s.originals[in.Files[0].SHA256])
		fmt.Fprintf(&graph, "[%d:a]aformat=sample_fmts=dblp,volume=%gdB:precision=double,pan=stereo|c0=%.9g*c0|c1=%.9g*c1,afade=t=in:curve=tri:d=0.05,afade=t=out:curve=tri:st=3.8:d=0.2,adelay=%dS:all=1[a%d];",
			i, p.GainDB, left, right, p.OffsetMS*48, i)
		fmt.Fprintf(&mixed, "[a%d]", i)
	}
	args = append(args, "-filter_complex", graph.String()+mixed.String()+"amix=inputs=4:normalize=0:dropout_transition=0:duration=longest", "-f", "f32le", "-v", "error", "-")
	out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	ours, err := io.ReadAll(sum.Reader())
	if err != nil || len(ours) != len(out) {
		t.Fatalf("%d bytes of ours, %d of ffmpeg, %v", len(ours), len(out), err)
	}
	var square, loud float64
	for i := 0; i < len(out); i += 4 {
		a := float64(int32(binary.LittleEndian.Uint32(ours[i:]))) / pcm.One
		b := float64(math.Float32frombits(binary.LittleEndian.Uint32(out[i:])))
		square += (a - b) * (a - b)
		loud += a * a
	}
	rms := 10 * math.Log10(square/float64(len(out)/4))
	t.Logf("difference %.1f dB RMS of a mix of %.1f dB", rms, 10*math.Log10(loud/float64(len(out)/4)))
	if rms > -110 || loud == 0 {
		t.Errorf("the difference is %.1f dB RMS", rms)
	}
}

// fill puts random stems into the cache as if they had been decoded.
func (s *studio) fill(t testing.TB, n int, frames func(i int) int) []project.Input {
	t.Helper()
	var inputs []project.Input
	for i := range n {
		source := fmt.Sprintf("source %d", i)
		key, err := s.decoder.Key(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		e, err := s.cache.Create(key, nil, false)
		if err != nil {
			t.Fatal(err)
		}
		seed := uint32(i)
		samples := make([]int32, 2*frames(i))
		for k := range samples {
			seed = seed*1664525 + 1013904223
			samples[k] = int32(seed) >> 8
		}
		if err := e.Write(samples); err != nil {
			t.Fatal(err)
		}
		f, err := e.Commit()
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		inputs = append(inputs, project.Input{Key: source, Delivery: "dlv_x", Files: []project.FileFacts{{Name: "x", SHA256: source, Audio: &project.AudioFacts{}}}})
	}
	return inputs
}

func (s *studio) bytesOf(t *rapid.T, dir string, id project.ProjectID, inputs []project.Input) []byte {
	sum, err := s.sum(t.Context(), Request{Project: id, Inputs: inputs, Work: dir, Fetch: s.fetch})
	if err != nil {
		t.Fatal(err)
	}
	defer sum.Close()
	b, err := io.ReadAll(sum.Reader())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestIncrementalIsFull changes a project's inputs at random, build after build, and compares with a mix from nothing.
// With 40 stems both ways need several passes.
func TestIncrementalIsFull(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	pool := s.fill(t, 40, func(i int) int { return []int{3000, 10, 500, 9000, 70_000}[min(i%4+i/39, 4)] })
	dir := t.TempDir()
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		id := project.ProjectID(fmt.Sprint("prj_", run))
		for step := range 3 {
			inputs := slices.Clone(pool[:rapid.SampledFrom([]int{1, 2, 5, 33, 40}).Draw(t, "stems")])
			for range rapid.IntRange(0, 2).Draw(t, "changes") {
				inputs[rapid.IntRange(0, len(inputs)-1).Draw(t, "which")].Place = placeOf(t)
			}
			if rapid.Bool().Draw(t, "twice") {
				inputs = append(inputs, inputs[0])
			}
			if !bytes.Equal(s.bytesOf(t, dir, id, inputs), s.bytesOf(t, dir, project.ProjectID(fmt.Sprint(id, "fresh", step)), inputs)) {
				t.Fatalf("step %d differs", step)
			}
		}
	})
	if s.fetched.Load() != 0 {
		t.Error("something was fetched that the cache holds")
	}
}

// TestTornFilesAreMadeAgain damages a stem and the kept sum, each after its header.
func TestTornFilesAreMadeAgain(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.band(t, 3, 2)
	read := func(inputs []project.Input) []byte {
		sum, err := s.sum(t.Context(), s.request(t, project.ArtifactFinal, project.Recipe{}, inputs))
		if err != nil {
			t.Fatal(err)
		}
		defer sum.Close()
		b, err := io.ReadAll(sum.Reader())
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	good := read(inputs)
	moved := slices.Clone(inputs)
	moved[0].Place.GainDB = -20
	changed := read(moved)
	damage := func(source string) {
		key, err := s.decoder.Key(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(filepath.Join(s.dir, key+".pcm"), os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt([]byte("damage"), 50_000); err != nil {
			t.Fatal(err)
		}
	}
	if s.fetched.Load() != 3 {
		t.Errorf("%d originals fetched for 3 stems", s.fetched.Load())
	}
	damage("sum of prj_1")
	if !bytes.Equal(read(inputs), good) {
		t.Error("after a torn sum")
	}
	damage(inputs[0].Files[0].SHA256)
	if !bytes.Equal(read(moved), changed) || s.fetched.Load() != 4 {
		t.Errorf("after a torn stem; %d fetched", s.fetched.Load())
	}
}

// TestTinyCache mixes with a cache that keeps nothing: every stem is decoded when it is needed, and the result is the same.
func TestTinyCache(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.band(t, 3, 2)
	recipe := project.Recipe{Kind: project.RecipeAudioMix, Outputs: []string{"flac"}}
	want := s.build(t, s.request(t, project.ArtifactFinal, recipe, inputs))
	tiny := newStudio(t, 1, 2, s)
	got := tiny.build(t, tiny.request(t, project.ArtifactFinal, recipe, inputs))
	if got.Files[0].SHA256 != want.Files[0].SHA256 || tiny.fetched.Load() != 3 {
		t.Errorf("other bytes, or %d fetched", tiny.fetched.Load())
	}
}

func TestPreviewNamesTheMissing(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.band(t, 3, 4)
	inputs[1].Delivery, inputs[1].Files = "", nil
	recipe := project.Recipe{Kind: project.RecipeAudioMix}
	r := s.build(t, s.request(t, project.ArtifactPreview, recipe, inputs))
	if got := fileNames(r); !slices.Equal(got, []string{"uber-den-wolken-no-7-preview.mp3", "credits.txt", "manifest.json"}) {
		t.Errorf("files %v", got)
	}
	if len(r.Manifest.Missing) != 1 || r.Manifest.Missing[0].Key != "voice-1" || len(r.Manifest.Entries) != 2 || len(r.Manifest.Credits) != 2 {
		t.Errorf("manifest %+v", r.Manifest)
	}
	lufs, _ := measure(t, r.Files[0].Path)
	if math.Abs(lufs+14) > 1 || r.Manifest.LUFS != lufs {
		t.Errorf("%g LUFS, the manifest says %g", lufs, r.Manifest.LUFS)
	}
	if _, err := s.Build(t.Context(), s.request(t, project.ArtifactFinal, recipe, inputs)); project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), "voice-1") {
		t.Errorf("a final with a hole: %v", err)
	}
	for i := range inputs {
		inputs[i].Delivery = ""
	}
	if _, err := s.Build(t.Context(), s.request(t, project.ArtifactPreview, recipe, inputs)); project.CodeOf(err) != project.Invalid {
		t.Errorf("a preview of nothing: %v", err)
	}
}

// TestMP3Alone has no lossless output to measure; the figures are those of the MP3.
func TestMP3Alone(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	r := s.build(t, s.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioMix, Outputs: []string{"mp3"}, LUFS: -20, TruePeak: -3}, s.band(t, 2, 3)))
	lufs, peak := measure(t, r.Files[0].Path)
	if r.Manifest.LUFS != lufs || r.Manifest.TruePeak != peak || math.Abs(lufs+20) > 0.2 || peak > -3 {
		t.Errorf("%g LUFS %g dBTP, manifest %g %g", lufs, peak, r.Manifest.LUFS, r.Manifest.TruePeak)
	}
}

func TestHeadroom(t *testing.T) {
	t.Parallel()
	loud := project.Input{Key: "a", Delivery: "d", Files: []project.FileFacts{{SHA256: "a", Audio: &project.AudioFacts{PeakDBFS: 0}}}}
	for n, want := range map[int]int{1: 0, 24: 0, 88: 0, 90: 1, 1000: 4} {
		s, err := wanted(Request{Inputs: slices.Repeat([]project.Input{loud}, n)})
		if err != nil || s.Headroom != want {
			t.Errorf("%d stems at full scale: headroom %d, %v, want %d", n, s.Headroom, err, want)
		}
	}
	loud.Files[0].Audio = nil
	if _, err := wanted(Request{Inputs: []project.Input{loud}}); project.CodeOf(err) != project.Invalid {
		t.Errorf("no sound: %v", err)
	}
}

func TestBundle(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	dir := t.TempDir()
	file := func(name, content string) project.FileFacts {
		sha := "sha of " + content
		s.originals[sha] = filepath.Join(dir, fmt.Sprint(len(s.originals)))
		if err := os.WriteFile(s.originals[sha], []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return project.FileFacts{Name: name, SHA256: sha, Size: int64(len(content)), CRC32: crc32.ChecksumIEEE([]byte(content))}
	}
	inputs := []project.Input{
		{Key: "one", Delivery: "d1", Files: []project.FileFacts{file("a.txt", "first"), file("A.txt", "second"), file("../../etc/passwd", "third")}},
		{Key: "two", Delivery: "d2", Place: project.Place{Path: "book/part 1"}, Files: []project.FileFacts{file("größe?.pdf", "fourth"), file("", "fifth")}},
		{Key: "three", Title: "Third"},
	}
	r := s.build(t, s.request(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBundle}, inputs))
	archive, err := zip.OpenReader(r.Files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	got := map[string]string{}
	for _, f := range archive.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(rc)
		if err != nil || f.Method != zip.Store || !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s: %v %+v", f.Name, err, f.FileHeader)
		}
		got[f.Name] = string(content)
	}
	want := map[string]string{"one/a.txt": "first", "one/A (2).txt": "second", "one/etc_passwd": "third", "book/part 1/größe_.pdf": "fourth", "book/part 1/file": "fifth"}
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s holds %q; the archive has %v", name, got[name], fileKeys(got))
		}
	}
	if len(got) != len(want)+2 || !strings.Contains(got["manifest.json"], `"key":"three"`) || !strings.Contains(got["credits.txt"], "- Third") {
		t.Errorf("entries %v", fileKeys(got))
	}
	if out, err := exec.CommandContext(t.Context(), "python3", "-m", "zipfile", "-t", r.Files[0].Path).CombinedOutput(); err != nil {
		t.Logf("no second opinion: %v %s", err, out)
	}
	inputs[0].Files[0].CRC32++
	if _, err := s.Build(t.Context(), s.request(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBundle}, inputs)); project.CodeOf(err) != project.Internal {
		t.Errorf("a file that is not the inspected one: %v", err)
	}
}

func fileKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

func TestNames(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"Über den Wolken / No. 7": "uber-den-wolken-no-7", "": "result", "音楽": "result", "--a--": "a", "A  b": "a-b"} {
		if got := slugOf(in); got != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "name")
		got := safeName(in)
		if got == "" || len(got) > maxName || strings.ContainsAny(got, "/\\:\x00\n\"") || strings.HasPrefix(got, ".") || strings.HasPrefix(got, "-") {
			t.Fatalf("safeName(%q) = %q", in, got)
		}
		folder := folderOf(in)
		if strings.HasPrefix(folder, "/") || slices.Contains(strings.Split(folder, "/"), "..") {
			t.Fatalf("folderOf(%q) = %q", in, folder)
		}
	})
}
