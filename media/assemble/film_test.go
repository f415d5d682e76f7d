package assemble

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/pcm"
	"tutti/media/video"
	"tutti/project"
)

// TestLineUp holds for any takes: nothing is left out, a take begins where the one before ends, but for the gap or the crossfade,
// and never more than two sound at once.
func TestLineUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lengths := rapid.SliceOfN(rapid.Int64Range(0, 500_000), 1, 12).Draw(t, "lengths")
		r := project.Recipe{GapMS: rapid.SampledFrom([]int64{0, 0, 1, 700}).Draw(t, "gap"), FadeMS: rapid.SampledFrom([]int64{0, 1, 500, 60_000}).Draw(t, "crossfade")}
		slots := lineUp(lengths, r)
		for i, s := range slots {
			if s.to-s.from != lengths[i] || s.from < 0 {
				t.Fatalf("take %d of %d frames stands at %+v", i, lengths[i], s)
			}
			if i == 0 {
				continue
			}
			before := slots[i-1]
			switch overlap := before.to - s.from; {
			case r.GapMS > 0 && overlap != -framesOf(r.GapMS), r.GapMS == 0 && r.FadeMS == 0 && overlap != 0:
				t.Fatalf("between %+v and %+v", before, s)
			case overlap > 0 && (overlap != framesOf(s.fadeIn) || s.fadeIn != before.fadeOut || s.fadeIn > r.FadeMS):
				t.Fatalf("the crossfade of %+v and %+v", before, s)
			case i > 1 && slots[i-2].to > s.from:
				t.Fatalf("three sound at once: %+v and %+v", slots[i-2], s)
			}
		}
	})
}

// TestAudioConcatIsExact compares the sum with the stems written one after another.
func TestAudioConcatIsExact(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.fill(t, 4, func(i int) int { return []int{70_001, 1, 48_000, 13}[i] })
	w := s.workshop(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioConcat, GapMS: 2}, inputs)
	want, chapters, err := w.takes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sum, err := s.sumOf(t.Context(), w.request, want)
	if err != nil {
		t.Fatal(err)
	}
	defer sum.Close()
	got, err := io.ReadAll(sum.Reader())
	if err != nil {
		t.Fatal(err)
	}
	var plain []byte
	for i, in := range inputs {
		f, err := s.stem(t.Context(), w.request, in.Files[0].SHA256)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(f.Reader())
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if plain = append(plain, b...); i < len(inputs)-1 {
			plain = append(plain, make([]byte, 2*48*pcm.FrameBytes)...)
		}
	}
	if string(got) != string(plain) {
		t.Errorf("%d bytes, want %d, or others", len(got), len(plain))
	}
	if e := w.manifest.Entries[2]; e.FromSeconds != float64(70_001+1+2*96)/48000 || math.Abs(e.ToSeconds-e.FromSeconds-1) > 1e-9 {
		t.Errorf("third take %+v", e.Span)
	}
	if n := strings.Count(string(chapters), "[CHAPTER]"); n != 4 {
		t.Errorf("%d chapters", n)
	}
}

func (s *studio) workshop(t testing.TB, kind project.ArtifactKind, recipe project.Recipe, inputs []project.Input) *workshop {
	t.Helper()
	r := s.request(t, kind, recipe, inputs)
	m, err := s.newManifest(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return &workshop{Builder: s.Builder, request: r, manifest: m}
}

func TestAudioConcat(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.band(t, 3, 2)
	inputs[1].Title = "Two; with = signs # and \\"
	recipe := project.Recipe{Kind: project.RecipeAudioConcat, FadeMS: 100}
	final := s.build(t, s.request(t, project.ArtifactFinal, recipe, inputs))
	again := newStudio(t, 1<<30, 1, s)
	if second := again.build(t, again.request(t, project.ArtifactFinal, recipe, inputs)); second.Files[0].SHA256 != final.Files[0].SHA256 || second.Files[1].SHA256 != final.Files[1].SHA256 {
		t.Error("the same inputs and recipe give other bytes")
	}
	if got := fileNames(final); !slices.Equal(got, []string{"uber-den-wolken-no-7.wav", "uber-den-wolken-no-7.mp3", "credits.txt", "manifest.json"}) {
		t.Fatalf("files %v", got)
	}
	if m := final.Manifest; math.Abs(m.Seconds-5.8) > 1e-9 || m.Entries[1].FromSeconds != 1.9 || m.Entries[1].ToSeconds != 3.9 || math.Abs(m.LUFS+14) > 0.2 {
		t.Errorf("manifest %+v", m)
	}
	titles := chaptersOf(t, final.Files[1].Path)
	if !slices.Equal(titles, []string{"0.000000 Voice 0", "1.900000 Two; with = signs # and /", "3.800000 Voice 2"}) {
		t.Errorf("chapters %q", titles)
	}
	inputs[1].Delivery, inputs[1].Files, inputs[1].State, inputs[1].Awaited, inputs[1].Place.Seconds = "", nil, project.Working, "Ana", 1.5
	preview := s.build(t, s.request(t, project.ArtifactPreview, recipe, inputs))
	if m := preview.Manifest; math.Abs(m.Seconds-(2+1.4+1.9)) > 1e-9 || len(m.Remarks) != 1 || m.Remarks[0].From != 1.9 || !strings.Contains(m.Remarks[0].Message, "Ana") {
		t.Errorf("preview %+v", m)
	}
	if titles := chaptersOf(t, preview.Files[0].Path); len(titles) != 3 || !strings.Contains(titles[1], "is being made: Ana") {
		t.Errorf("chapters of the preview %q", titles)
	}
}

// chaptersOf asks a plain ffprobe.
func chaptersOf(t testing.TB, path string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_entries", "chapter=start_time:chapter_tags=title", "-of", "default=nk=1:nw=1", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	var chapters []string
	for i := 0; i+1 < len(lines); i += 2 {
		chapters = append(chapters, lines[i]+" "+lines[i+1])
	}
	return chapters
}

// scenes gives inputs with a small video each: pictures of different rates and sizes, and a tone of their own.
func (s *studio) scenes(t testing.TB, n int) []project.Input {
	t.Helper()
	dir := t.TempDir()
	var inputs []project.Input
	for i := range n {
		path := filepath.Join(dir, fmt.Sprintf("scene%d.mp4", i))
		form := []string{"160x90:r=50", "90x160:r=30", "128x96:r=20"}[i%3]
		args := []string{"-v", "error", "-y", "-f", "lavfi", "-i", fmt.Sprintf("testsrc2=s=%s:d=%g", form, 0.6+0.1*float64(i%4)),
			"-f", "lavfi", "-i", fmt.Sprintf("sine=f=%d:r=48000:d=%g", 200+50*i, 0.6+0.1*float64(i%4)),
			"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path}
		if out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		sha := fmt.Sprintf("%064x", 1000+i)
		s.originals[sha] = path
		inputs = append(inputs, project.Input{
			SubGig: project.SubGigID(fmt.Sprintf("sub_%d", i)), Key: fmt.Sprintf("scene-%d", i), Title: fmt.Sprintf("Scene %d", i), Delivery: project.DeliveryID(fmt.Sprintf("dlv_%d", i)), Version: 1,
			Files:  []project.FileFacts{{Name: "scene.mp4", SHA256: sha, Type: "video/mp4", Video: &project.VideoFacts{Format: "mp4", Sound: true}, Audio: &project.AudioFacts{PeakDBFS: -10, TruePeakDBTP: -10}}},
			Credit: project.Credit{Name: fmt.Sprintf("Zoë %d", i)},
		})
	}
	return inputs
}

func small(kind project.RecipeKind) project.Recipe {
	return project.Recipe{Kind: kind, Width: 160, Height: 90, FrameRate: 30}
}

// TestVideoConcat builds twice and compares, then changes one of five scenes and expects only that one to be made again.
func TestVideoConcat(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.scenes(t, 6)
	five := inputs[:5]
	one := s.build(t, s.request(t, project.ArtifactFinal, small(project.RecipeVideoConcat), five))
	other := newStudio(t, 1<<30, 1, s)
	two := other.build(t, other.request(t, project.ArtifactFinal, small(project.RecipeVideoConcat), five))
	if one.Files[0].SHA256 != two.Files[0].SHA256 || one.Files[0].Name != "uber-den-wolken-no-7.mp4" {
		t.Errorf("the same inputs and recipe give other bytes of %s", one.Files[0].Name)
	}
	if s.fetched.Load() != 5 {
		t.Errorf("%d originals fetched for 5 scenes", s.fetched.Load())
	}
	pictures := int64(18 + 21 + 24 + 27 + 18)
	if n, err := video.Count(one.Files[0].Path); err != nil || n != pictures {
		t.Errorf("%d pictures of %d, %v", n, pictures, err)
	}
	m := one.Manifest
	if math.Abs(m.Seconds-float64(pictures)/30) > 1e-9 || m.Entries[1].FromSeconds != 18.0/30 || math.Abs(m.Entries[1].ToSeconds-39.0/30) > 1e-9 || m.LUFS != 0 || len(m.Tools) != 3 {
		t.Errorf("manifest %+v", m)
	}
	changed := slices.Clone(five)
	changed[2].Files = inputs[5].Files
	s.fetched.Store(0)
	three := s.build(t, s.request(t, project.ArtifactFinal, small(project.RecipeVideoConcat), changed))
	if s.fetched.Load() != 1 || three.Files[0].SHA256 == one.Files[0].SHA256 {
		t.Errorf("%d originals fetched after one scene changed, want 1, and other bytes", s.fetched.Load())
	}
	fresh := newStudio(t, 1<<30, 2, s)
	if four := fresh.build(t, fresh.request(t, project.ArtifactFinal, small(project.RecipeVideoConcat), changed)); four.Files[0].SHA256 != three.Files[0].SHA256 {
		t.Error("the changed film is not the film made afresh")
	}
	left, err := os.ReadDir(filepath.Dir(three.Files[0].Path))
	if err != nil || len(left) != 3 {
		t.Errorf("the work directory holds %v", left)
	}
}

// TestVideoConcatPreview shows a card for what is missing, and a loudness where the plan asks for one.
func TestVideoConcatPreview(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.scenes(t, 3)
	inputs[1].Delivery, inputs[1].Files, inputs[1].State, inputs[1].Awaited, inputs[1].Place.Seconds = "", nil, project.Offered, "Björn", 1
	recipe := small(project.RecipeVideoConcat)
	recipe.LUFS = -16
	r := s.build(t, s.request(t, project.ArtifactPreview, recipe, inputs))
	if n, err := video.Count(r.Files[0].Path); err != nil || n != 18+30+24 || r.Files[0].Name != "uber-den-wolken-no-7-preview.mp4" {
		t.Errorf("%s has %d pictures, %v", r.Files[0].Name, n, err)
	}
	m := r.Manifest
	if len(m.Remarks) != 1 || m.Remarks[0].From != 0.6 || m.Remarks[0].To != 1.6 || m.Remarks[0].At != "scene-1" || !strings.Contains(m.Remarks[0].Message, "Björn") {
		t.Errorf("remarks %+v", m.Remarks)
	}
	if lufs, _ := measure(t, r.Files[0].Path); math.Abs(lufs+16) > 1 {
		t.Errorf("%g LUFS", lufs)
	}
	first := s.fetched.Load()
	if again := s.build(t, s.request(t, project.ArtifactPreview, recipe, inputs)); again.Files[0].SHA256 != r.Files[0].SHA256 || s.fetched.Load() != first {
		t.Errorf("a second preview has other bytes, or fetched %d more", s.fetched.Load()-first)
	}
}

func TestVideoGrid(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.scenes(t, 5)
	inputs[1].Place.OffsetMS = 200
	inputs[2].Files[0].Audio = nil // it has a sound, but nobody asked for it
	final := s.build(t, s.request(t, project.ArtifactFinal, small(project.RecipeVideoGrid), inputs[:4]))
	other := newStudio(t, 1<<30, 1, s)
	if two := other.build(t, other.request(t, project.ArtifactFinal, small(project.RecipeVideoGrid), inputs[:4])); two.Files[0].SHA256 != final.Files[0].SHA256 {
		t.Error("the same inputs and recipe give other bytes")
	}
	m := final.Manifest
	if n, err := video.Count(final.Files[0].Path); err != nil || n != 27 || math.Abs(m.Seconds-0.9) > 1e-9 || math.Abs(m.LUFS+14) > 0.5 {
		t.Errorf("%d pictures %v, manifest %+v", n, err, m)
	}
	if e := m.Entries[1]; e.Cell == nil || *e.Cell != (project.Area{X: 0.5, Width: 0.5, Height: 44.0 / 90}) || e.FromSeconds != 0.2 || math.Abs(e.ToSeconds-0.9) > 1e-9 {
		t.Errorf("second cell %+v %+v", e.Span, e.Cell)
	}
	changed := slices.Clone(inputs[:4])
	changed[3].Files = inputs[4].Files
	s.fetched.Store(0)
	s.build(t, s.request(t, project.ArtifactFinal, small(project.RecipeVideoGrid), changed))
	if s.fetched.Load() != 1 {
		t.Errorf("%d originals fetched after one changed", s.fetched.Load())
	}
	changed[0].Delivery, changed[0].Files, changed[0].Awaited = "", nil, "Chloé"
	preview := s.build(t, s.request(t, project.ArtifactPreview, small(project.RecipeVideoGrid), changed))
	if m := preview.Manifest; len(m.Remarks) != 1 || m.Remarks[0].Area == nil || len(m.Entries) != 3 || m.Entries[0].Cell.X != 0.5 {
		t.Errorf("preview %+v", m)
	}
}

// TestGridOfRows makes a grid whose tiles are too many for one run, and looks for the same picture.
func TestGridOfRows(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.scenes(t, 4)
	inputs[3].Files, inputs[3].Place.OffsetMS = inputs[0].Files, 100
	means := func(most int) []int {
		w := s.workshop(t, project.ArtifactFinal, small(project.RecipeVideoGrid).WithDefaults(), inputs)
		c, err := w.cutter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.clean()
		c.most = most
		if err := c.choir(t.Context()); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", w.files[0].Path, "-vf", "scale=8:6:flags=area,format=gray", "-f", "rawvideo", "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		var levels []int
		for _, b := range out {
			levels = append(levels, int(b))
		}
		return levels
	}
	one, rows := means(4), means(2)
	if len(one) != 24*48 || len(rows) != len(one) {
		t.Fatalf("%d and %d cells", len(one), len(rows))
	}
	for i := range one {
		if d := one[i] - rows[i]; d > 24 || d < -24 {
			t.Fatalf("picture %d, cell %d: %d in one run, %d by rows", i/48, i%48, one[i], rows[i])
		}
	}
}

// TestFilmsThatCannotBeMade says why.
func TestFilmsThatCannotBeMade(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	sounds := s.band(t, 1, 1)
	scenes := s.scenes(t, 1)
	scenes[0].Files = append(scenes[0].Files, scenes[0].Files[0])
	for name, c := range map[string]struct {
		kind   project.RecipeKind
		inputs []project.Input
		want   string
	}{
		"sound in a film":      {project.RecipeVideoConcat, sounds, "no inspected video"},
		"two videos of a cell": {project.RecipeVideoGrid, scenes, "several videos"},
	} {
		_, err := s.Build(t.Context(), s.request(t, project.ArtifactPreview, small(c.kind), c.inputs))
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAlign moves a late stem back to where the guide is, also before the start of its place.
func TestAlign(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	inputs := s.fill(t, 2, func(int) int { return 9600 })
	inputs[0].SubGig, inputs[1].SubGig, inputs[1].Key = "sub_0", "sub_1", "late"
	inputs[1].Files[0].Audio = &project.AudioFacts{StartOffsetMS: 10.5}
	mix := func(align bool, change func(*project.Input)) ([]byte, project.Manifest) {
		moved := slices.Clone(inputs)
		change(&moved[1])
		w := s.workshop(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioMix, Align: align}, moved)
		sum, err := s.sum(t.Context(), w.request)
		if err != nil {
			t.Fatal(err)
		}
		defer sum.Close()
		w.placeEntries(sum)
		b, err := io.ReadAll(sum.Reader())
		if err != nil {
			t.Fatal(err)
		}
		return b, w.manifest
	}
	at := func(ms int64) func(*project.Input) { return func(in *project.Input) { in.Place.OffsetMS = ms } }
	aligned, m := mix(true, at(30))
	// 30 - 10.5 ms is the frame 936: of a stem that was moved by hand 10 ms, half a millisecond is left.
	if e := m.Entries[1]; e.AlignedMS != -10.5 || math.Abs(e.FromSeconds-0.0195) > 1e-9 || len(aligned) != (9600+936)*pcm.FrameBytes {
		t.Errorf("%+v, %d bytes", e, len(aligned))
	}
	plain, m := mix(false, at(30))
	if e := m.Entries[1]; e.AlignedMS != 0 || e.FromSeconds != 0.03 || len(plain) != (9600+1440)*pcm.FrameBytes {
		t.Errorf("%+v, %d bytes", e, len(plain))
	}
	early, m := mix(true, at(0))
	if e := m.Entries[1]; e.FromSeconds != 0 || math.Abs(e.ToSeconds-(0.2-0.0105)) > 1e-9 || len(early) != 9600*pcm.FrameBytes {
		t.Errorf("%+v, %d bytes", e, len(early))
	}
	// What is cut off at the start can be taken out again.
	alone, _ := mix(true, func(in *project.Input) { in.Delivery, in.Files = "", nil })
	fresh := newStudio(t, 1<<30, 1, s)
	refill := fresh.fill(t, 1, func(int) int { return 9600 })
	sum, err := fresh.sum(context.Background(), fresh.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioMix}, refill))
	if err != nil {
		t.Fatal(err)
	}
	defer sum.Close()
	if b, err := io.ReadAll(sum.Reader()); err != nil || string(b) != string(alone) {
		t.Errorf("%d bytes are left, %v", len(alone), err)
	}
}

// TestADeliveryOfSeveralScenesFadesAsAWhole: its sound comes in with its first film and goes out with its last, and is whole between.
func TestADeliveryOfSeveralScenesFadesAsAWhole(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<30, 2, nil)
	scenes := s.scenes(t, 3)
	scenes[0].Files = []project.FileFacts{scenes[0].Files[0], scenes[1].Files[0], scenes[2].Files[0]}
	scenes[0].Place.FadeInMS, scenes[0].Place.FadeOutMS = 300, 300
	c := &cutter{workshop: s.workshop(t, project.ArtifactFinal, small(project.RecipeVideoConcat), scenes[:1]), profile: video.Profile{Rate: video.Rate{Num: 30, Den: 1}}}
	var shots []shot
	for _, f := range scenes[0].Files {
		shots = append(shots, shot{input: scenes[0], file: f, scene: video.Scene{Pictures: 18}})
	}
	parts, _, err := c.follow(shots)
	if err != nil || len(parts) != 3 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	for i, want := range [][2]int64{{300, 0}, {0, 0}, {0, 300}} {
		if p := parts[i].Place; p.FadeInMS != want[0] || p.FadeOutMS != want[1] {
			t.Errorf("film %d fades in for %d ms and out for %d, want %v", i+1, p.FadeInMS, p.FadeOutMS, want)
		}
	}
}
