package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tutti/project"
)

// entry is one stem of a mix.
func entry(key, title, name string, offsetMS int64, frames int64, place project.Place) project.Entry {
	place.OffsetMS = offsetMS
	from := float64(offsetMS*48) / SampleRate
	return project.Entry{Span: project.Span{FromSeconds: from, ToSeconds: from + float64(frames)/SampleRate},
		Input: project.Input{SubGig: project.SubGigID("sub_" + key), Key: key, Title: title, Place: place, Credit: project.Credit{Name: name, Role: key, Country: "GH"},
			Files: []project.FileFacts{{Name: key + ".flac", SHA256: strings.Repeat("ab", 32), Size: 9, Type: "audio/flac",
				Audio: &project.AudioFacts{Format: "flac", SampleRate: 44100, Channels: 1, Frames: frames}}}}}
}

// awkward holds what the formats trip over: quotes of all kinds, other scripts, line ends, offsets between frames.
func awkward() Session {
	m := project.Manifest{Title: "Nine \"bars\"\n& <more>", Seconds: 30, Credits: []project.Credit{{Name: "Ama", Role: "drummer"}},
		Entries: []project.Entry{
			entry("drums", "Drums \"loud\"", "Ama O'Mensah", 0, 48000, project.Place{GainDB: -6, Pan: -1, FadeInMS: 10}),
			entry("bass", "`Bass` \"it's\"", "Çağlar", 333, 480001, project.Place{Pan: 0.5, FadeOutMS: 2000}),
			entry("voice", "声\tline\r\nbreak", "Ида", 1001, 7, project.Place{GainDB: 12, Pan: 1}),
		}}
	notes := []Note{{Seconds: 12.5, Text: "louder\nhere"}, {SubGig: "sub_bass", Seconds: 1, Text: `say "it"`}, {SubGig: "sub_gone", Text: "not in it"}, {Seconds: -3, Text: "<start>"}}
	return FromManifest(m, notes, "audio")
}

func TestASessionStandsWhereTheMixStands(t *testing.T) {
	s := awkward()
	want := []struct{ start, samples, in, out int64 }{{0, 48000, 480, 0}, {333 * 48, 480001, 0, 96000}, {1001 * 48, 7, 0, 0}}
	for i, c := range s.Clips {
		if w := want[i]; c.Start != w.start || c.Samples != w.samples || c.FadeIn != w.in || c.FadeOut != w.out {
			t.Errorf("%s: %+v", c.Key, c)
		}
	}
	if s.Clips[1].Path != "audio/02-bass.flac" || s.Clips[2].Name != "声 line break (Ида)" || s.Title != `Nine "bars" & <more>` {
		t.Errorf("%+v", s)
	}
	var marks []string
	for _, m := range s.Markers {
		marks = append(marks, fmt.Sprint(m.At, m.Text))
	}
	if want := []string{"0<start>", fmt.Sprint(333*48+48000, `say "it"`), "600000louder here"}; !slices.Equal(marks, want) {
		t.Errorf("%q", marks)
	}
}

func TestDAWprojectKeepsToItsSchema(t *testing.T) {
	project, meta := readSchema(t, "testdata/dawproject/Project.xsd"), readSchema(t, "testdata/dawproject/MetaData.xsd")
	for name, s := range map[string]Session{"awkward": awkward(), "empty": {}, "film": film(Rate{24, 1})} {
		for _, external := range []bool{true, false} {
			files := DAWprojectFiles(s, external)
			if faults := project.check(files[0].Text); len(faults) > 0 {
				t.Errorf("%s: %q", name, faults)
			}
			if faults := meta.check(files[1].Text); len(faults) > 0 {
				t.Errorf("%s: %q", name, faults)
			}
			lint(t, "testdata/dawproject/Project.xsd", files[0].Text)
			lint(t, "testdata/dawproject/MetaData.xsd", files[1].Text)
		}
	}
}

// lint asks xmllint too, where it is.
func lint(t *testing.T, schema string, text []byte) {
	t.Helper()
	path, err := exec.LookPath("xmllint")
	if err != nil {
		return
	}
	cmd := exec.Command(path, "--noout", "--schema", schema, "-")
	cmd.Stdin = bytes.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("xmllint: %s", out)
	}
}

// TestTheSchemaReaderRefuses proves that the check above can fail.
func TestTheSchemaReaderRefuses(t *testing.T) {
	s := readSchema(t, "testdata/dawproject/Project.xsd")
	good := string(DAWprojectFiles(awkward(), false)[0].Text)
	for _, c := range [][2]string{
		{`unit="normalized"`, `unit="side"`}, {`destination="`, `destination="x`}, {`<Mute `, `<Volume `},
		{`id="id5"`, `id="id4"`}, {` sampleRate="44100"`, ``}, {`time="0"`, `time="soon"`}, {`role="master"`, `roll="master"`},
	} {
		bad := strings.Replace(good, c[0], c[1], 1)
		if faults := s.check([]byte(bad)); (bad != good) != (len(faults) > 0) {
			t.Errorf("%s instead of %s: %q", c[1], c[0], faults)
		}
	}
}

func TestDAWprojectSaysWhereEverythingStands(t *testing.T) {
	doc := parse(t, DAWprojectFiles(awkward(), true)[0].Text)
	tracks := doc.kid(t, "Structure").kids("Track")
	for i, want := range []struct{ pan, volume float64 }{{0, math.Pow(10, -0.3)}, {0.75, 1}, {1, math.Pow(10, 0.6)}, {0.5, 1}} {
		pan, volume := tracks[i].kid(t, "Channel/Pan"), tracks[i].kid(t, "Channel/Volume")
		if number(t, pan.attr("value")) != want.pan || number(t, volume.attr("value")) != want.volume || pan.attr("unit") != "normalized" || volume.attr("unit") != "linear" {
			t.Errorf("track %d: %v %v", i, pan.Attrs, volume.Attrs)
		}
	}
	lanes := doc.kid(t, "Arrangement/Lanes")
	if lanes.attr("timeUnit") != "seconds" || len(lanes.kids("Lanes")) != 3 {
		t.Errorf("%v", lanes.Attrs)
	}
	bass := lanes.kids("Lanes")[1]
	clip := bass.kid(t, "Clips/Clip")
	if bass.attr("track") != tracks[1].attr("id") || number(t, clip.attr("time")) != 0.333 || number(t, clip.attr("duration")) != 480001.0/48000 ||
		clip.attr("playStart") != "0" || clip.attr("fadeOutTime") != "2" || clip.attr("name") != "`Bass` \"it's\" (Çağlar)" {
		t.Errorf("%v", clip.Attrs)
	}
	if file := clip.kid(t, "Audio/File"); file.attr("path") != "audio/02-bass.flac" || file.attr("external") != "true" {
		t.Errorf("%v", file.Attrs)
	}
	marks := doc.kid(t, "Arrangement/Markers").kids("Marker")
	if len(marks) != 3 || marks[1].attr("name") != `say "it"` || number(t, marks[1].attr("time")) != 1.333 {
		t.Errorf("%v", marks)
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// rppNode is an element of a REAPER file as a reader of its own sees it: lines of words, elements in elements.
type rppNode struct {
	words []string
	lines [][]string
	kids  []*rppNode
}

func readRPP(t *testing.T, text []byte) *rppNode {
	t.Helper()
	root := &rppNode{}
	stack := []*rppNode{root}
	for _, l := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		l = strings.TrimSpace(l)
		top := stack[len(stack)-1]
		switch {
		case l == ">":
			stack = stack[:len(stack)-1]
		case strings.HasPrefix(l, "<"):
			n := &rppNode{words: rppWords(t, l[1:])}
			top.kids, stack = append(top.kids, n), append(stack, n)
		default:
			top.lines = append(top.lines, rppWords(t, l))
		}
	}
	if len(stack) != 1 || len(root.kids) != 1 {
		t.Fatal("the elements do not close")
	}
	return root.kids[0]
}

func rppWords(t *testing.T, l string) (words []string) {
	t.Helper()
	for l = strings.TrimLeft(l, " "); l != ""; l = strings.TrimLeft(l, " ") {
		stop := " "
		if strings.ContainsAny(l[:1], "\"'`") {
			stop, l = l[:1], l[1:]
		}
		word, rest, closed := strings.Cut(l, stop)
		if stop != " " && !closed {
			t.Fatalf("a quote is not closed: %q", l)
		}
		words, l = append(words, word), rest
	}
	return words
}

func (n *rppNode) line(t *testing.T, name string) []string {
	t.Helper()
	for _, l := range n.lines {
		if l[0] == name {
			return l[1:]
		}
	}
	t.Fatalf("%v has no %s", n.words, name)
	return nil
}

func TestREAPERReadsItBack(t *testing.T) {
	s := awkward()
	doc := readRPP(t, REAPER(s))
	if len(doc.kids) != 3 || len(doc.words) != 4 || doc.words[0] != "REAPER_PROJECT" {
		t.Fatalf("%v", doc.words)
	}
	for i, track := range doc.kids {
		c, item := s.Clips[i], track.kids[0]
		from, length := number(t, item.line(t, "POSITION")[0]), number(t, item.line(t, "LENGTH")[0])
		if math.Round(from*SampleRate) != float64(c.Start) || math.Round(length*SampleRate) != float64(c.Samples) {
			t.Errorf("%s stands at %g for %g", c.Key, from, length)
		}
		volpan := track.line(t, "VOLPAN")
		if number(t, volpan[0]) != c.linear() || number(t, volpan[1]) != c.Pan || number(t, item.line(t, "FADEIN")[1]) != seconds(c.FadeIn) ||
			number(t, item.line(t, "FADEOUT")[1]) != seconds(c.FadeOut) {
			t.Errorf("%s: %v", c.Key, track.lines)
		}
		if src := item.kids[0]; !slices.Equal(src.words, []string{"SOURCE", "FLAC"}) || src.line(t, "FILE")[0] != c.Path {
			t.Errorf("%v", src)
		}
	}
	if name := doc.kids[1].line(t, "NAME")[0]; name != "'Bass' \"it's\" (Çağlar)" { // no quote is left for the backticks
		t.Error(name)
	}
	if name := doc.kids[0].line(t, "NAME")[0]; name != `Drums "loud" (Ama O'Mensah)` {
		t.Error(name)
	}
	var marks []string
	for _, l := range doc.lines {
		if l[0] == "MARKER" {
			marks = append(marks, strings.Join(l[1:4], "|"))
		}
	}
	if !slices.Equal(marks, []string{"1|0|<start>", `2|1.333|say "it"`, "3|12.5|louder here"}) {
		t.Errorf("%q", marks)
	}
}

func TestAudacityReadsItBack(t *testing.T) {
	s := awkward()
	var got []string
	last := -1.0
	for l := range strings.Lines(string(AudacityLabels(s))) {
		cells := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		if len(cells) != 3 {
			t.Fatalf("%q", l)
		}
		from, to := number(t, cells[0]), number(t, cells[1])
		if from < last {
			t.Errorf("%q comes after %g", l, last)
		}
		last = from
		got = append(got, fmt.Sprint(math.Round(from*SampleRate), " ", math.Round(to*SampleRate), " ", cells[2]))
	}
	want := []string{"0 48000 Drums \"loud\" (Ama O'Mensah)", "0 0 <start>", "15984 495985 `Bass` \"it's\" (Çağlar)", "48048 48055 声 line break (Ида)",
		`63984 63984 say "it"`, "600000 600000 louder here"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// film is three scenes, the last over the second, and a sound whose start is between two frames.
func film(rate Rate) Session {
	scene := func(key string, start, samples int64) Clip {
		return Clip{Key: key, Name: key, Path: "media/" + key + ".mp4", Video: true, Format: "mp4", Rate: 48000, Channels: 2, Start: start, Samples: samples}
	}
	return Session{Title: "Film", Rate: rate, Samples: 48000 * 60, Clips: []Clip{scene("opening", 0, 48000*10), scene("opening-two", 48000*12, 48000*10+900),
		scene("overlay", 48000*15, 48000), {Key: "score", Name: "score", Path: "media/score.wav", Format: "wav", Rate: 48000, Channels: 2, Start: 1001, Samples: 48000 * 30}},
		Markers: []Marker{{At: 48000 * 83, Text: "cut here"}}}
}

// otioNode is an object of a timeline.
type otioNode struct {
	Schema   string     `json:"OTIO_SCHEMA"`
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Children []otioNode `json:"children"`
	Tracks   *otioNode  `json:"tracks"`
	Markers  []struct {
		Schema string       `json:"OTIO_SCHEMA"`
		Name   string       `json:"name"`
		Range  otioTestSpan `json:"marked_range"`
	} `json:"markers"`
	Source *otioTestSpan `json:"source_range"`
	Media  *struct {
		URL string `json:"target_url"`
	} `json:"media_reference"`
}

type otioTestSpan struct {
	Start, Duration struct{ Rate, Value float64 }
}

func (s *otioTestSpan) UnmarshalJSON(text []byte) error {
	var in struct {
		Schema   string                        `json:"OTIO_SCHEMA"`
		Start    struct{ Rate, Value float64 } `json:"start_time"`
		Duration struct{ Rate, Value float64 } `json:"duration"`
	}
	err := json.Unmarshal(text, &in)
	s.Start, s.Duration = in.Start, in.Duration
	return err
}

func readOTIO(t *testing.T, text []byte) otioNode {
	t.Helper()
	var n otioNode
	if err := json.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	if n.Schema != "Timeline.1" || n.Tracks == nil || n.Tracks.Schema != "Stack.1" {
		t.Fatalf("%+v", n)
	}
	return n
}

// placed walks the tracks and gives where each clip begins and ends, in the timeline's own unit.
func placed(t *testing.T, n otioNode) map[string][2]float64 {
	t.Helper()
	out := map[string][2]float64{}
	for _, track := range n.Tracks.Children {
		at := 0.0
		for _, item := range track.Children {
			if item.Schema == "Clip.1" {
				out[item.Media.URL] = [2]float64{at, at + item.Source.Duration.Value}
			} else if item.Schema != "Gap.1" {
				t.Errorf("a track holds a %s", item.Schema)
			}
			at += item.Source.Duration.Value
		}
	}
	return out
}

func TestOTIOIsExactWhereThereIsSoundAlone(t *testing.T) {
	s := awkward()
	n := readOTIO(t, OTIO(s))
	got := placed(t, n)
	for _, c := range s.Clips {
		if got[c.Path] != [2]float64{float64(c.Start), float64(c.End())} {
			t.Errorf("%s: %v", c.Path, got[c.Path])
		}
	}
	if m := n.Tracks.Markers[1]; m.Name != `say "it"` || m.Range.Start.Value != 63984 || m.Range.Start.Rate != SampleRate || m.Schema != "Marker.2" {
		t.Errorf("%+v", m)
	}
}

func TestOTIOCountsFramesWhereThereArePictures(t *testing.T) {
	n := readOTIO(t, OTIO(film(Rate{25, 1})))
	want := map[string][2]float64{"media/opening.mp4": {0, 250}, "media/opening-two.mp4": {300, 550}, "media/overlay.mp4": {375, 400}, "media/score.wav": {1, 751}}
	if got := placed(t, n); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	kinds := []string{}
	for _, track := range n.Tracks.Children {
		kinds = append(kinds, track.Kind)
	}
	if !slices.Equal(kinds, []string{"Video", "Video", "Audio"}) {
		t.Errorf("%q", kinds)
	}
}

// readEDL gives reel, channel and record frames of the events of a list.
func readEDL(t *testing.T, text []byte, fps int64) (events []string) {
	t.Helper()
	ends := map[string]int64{}
	lines := strings.Split(string(text), "\n")
	if !strings.HasPrefix(lines[0], "TITLE: ") || lines[1] != "FCM: NON-DROP FRAME" {
		t.Fatalf("%q", lines[:2])
	}
	for _, l := range lines {
		cells := strings.Fields(l)
		if len(cells) != 8 || strings.HasPrefix(l, "*") {
			continue
		}
		if len(cells[1]) > 8 || len(l) != len("001  REELNAME V    C        00:00:00:00 00:00:10:00 00:00:00:00 00:00:10:00") {
			t.Errorf("%q", l)
		}
		var at [4]int64
		for i, code := range cells[4:] {
			var h, m, s, f int64
			if _, err := fmt.Sscanf(code, "%02d:%02d:%02d:%02d", &h, &m, &s, &f); err != nil || f >= fps || s > 59 || m > 59 {
				t.Fatalf("%q", code)
			}
			at[i] = ((h*60+m)*60+s)*fps + f
		}
		if at[1]-at[0] != at[3]-at[2] || at[3] <= at[2] || at[2] < ends[cells[2]] {
			t.Errorf("%q does not fit", l)
		}
		ends[cells[2]] = at[3]
		events = append(events, fmt.Sprint(cells[1], " ", cells[2], " ", at[2], " ", at[3]))
	}
	return events
}

func TestAnEDLReadsBack(t *testing.T) {
	files, err := EDL(film(Rate{30, 1}), "film")
	if err != nil || len(files) != 2 || files[1].Path != "film-2.edl" {
		t.Fatalf("%v %d", err, len(files))
	}
	if got := readEDL(t, files[0].Text, 30); !slices.Equal(got, []string{"OPENING V 0 300", "OPENINGT V 360 661", "SCORE A 1 901"}) {
		t.Errorf("%q", got)
	}
	if got := readEDL(t, files[1].Text, 30); !slices.Equal(got, []string{"OVERLAY V 450 480"}) {
		t.Errorf("%q", got)
	}
	for _, want := range []string{"* FRAME RATE: 30\n", "* FROM CLIP NAME: opening-two\n", "* LOC: 00:01:23:00 RED     cut here\n", "* EXACT: 12 s TO 22.01875 s\n"} {
		if !strings.Contains(string(files[0].Text), want) {
			t.Errorf("no %q in\n%s", want, files[0].Text)
		}
	}
	long := film(Rate{})
	long.Samples = 24 * 3600 * SampleRate
	if _, err := EDL(long, "film"); project.CodeOf(err) != project.Invalid {
		t.Errorf("%v", err)
	}
}

func TestManySoundsTakeSeveralLists(t *testing.T) {
	var s Session
	for i := range 2500 { // nine over each other
		s.Clips = append(s.Clips, Clip{Key: fmt.Sprint("stem-", i), Name: "x", Path: fmt.Sprint(i), Start: int64(i/9) * 48000, Samples: 48000})
	}
	files, err := EDL(s, "mix")
	if err != nil {
		t.Fatal(err)
	}
	reels, n := map[string]bool{}, 0
	for _, f := range files {
		events := readEDL(t, f.Text, 25)
		if len(events) > 999 {
			t.Errorf("%s has %d events", f.Path, len(events))
		}
		for _, e := range events {
			reels[strings.Fields(e)[0]] = true
			n++
		}
	}
	if n != 2500 || len(reels) != 2500 {
		t.Errorf("%d events of %d reels in %d lists", n, len(reels), len(files))
	}
}

func TestACueSheetReadsBack(t *testing.T) {
	s := awkward()
	s.Clips = append(s.Clips, s.Clips[0])
	text, err := CueSheet(s, "final/nine \"bars\".wav")
	if err != nil {
		t.Fatal(err)
	}
	want := "REM GENERATOR Tutti\nTITLE \"Nine 'bars' & <more>\"\nFILE \"final/nine 'bars'.wav\" WAVE\n" +
		"  TRACK 01 AUDIO\n    TITLE \"Drums 'loud' (Ama O'Mensah) / Drums 'loud' (Ama O'Mensah)\"\n    INDEX 01 00:00:00\n" +
		"  TRACK 02 AUDIO\n    TITLE \"`Bass` 'it's' (Çağlar)\"\n    INDEX 01 00:00:25\n  TRACK 03 AUDIO\n    TITLE \"声 line break (Ида)\"\n    INDEX 01 00:01:00\n"
	if string(text) != want {
		t.Errorf("%s", text)
	}
	for i := range 100 {
		s.Clips = append(s.Clips, Clip{Start: int64(i) * 48000, Samples: 1})
	}
	if _, err := CueSheet(s, "x"); project.CodeOf(err) != project.Invalid {
		t.Errorf("%v", err)
	}
}

func TestASessionOfNothing(t *testing.T) {
	m := project.Manifest{Title: "Book", Entries: []project.Entry{{Input: project.Input{Key: "one", Files: []project.FileFacts{{Name: "one.md"}}}}}}
	s := FromManifest(m, []Note{{Text: "about the whole"}}, "x")
	if files, _ := s.Files("book", ""); len(s.Clips) != 0 || len(files) != 0 || OfTime(m) {
		t.Errorf("%+v %v", s, files)
	}
	readRPP(t, REAPER(s))
	readOTIO(t, OTIO(s))
	if len(AudacityLabels(Session{})) != 0 {
		t.Error("labels of nothing")
	}
}

// TestEveryTextStaysInItsPlace: whatever people write, every form keeps its own shape.
func TestEveryTextStaysInItsPlace(t *testing.T) {
	schema := readSchema(t, "testdata/dawproject/Project.xsd")
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String()
		m := project.Manifest{Title: text.Draw(r, "title"), Entries: []project.Entry{
			entry("a", text.Draw(r, "one"), text.Draw(r, "who"), rapid.Int64Range(0, 86_000_000).Draw(r, "ms"), rapid.Int64Range(1, 1<<30).Draw(r, "frames"), project.Place{}),
			entry("b", text.Draw(r, "two"), "", 0, 1, project.Place{Pan: rapid.Float64Range(-1, 1).Draw(r, "pan")})}}
		s := FromManifest(m, []Note{{Seconds: rapid.Float64Range(-1, 90_000).Draw(r, "at"), Text: text.Draw(r, "note")}}, "audio")
		if faults := schema.check(DAWprojectFiles(s, false)[0].Text); len(faults) > 0 {
			r.Fatalf("%q", faults)
		}
		if got := readRPP(t, REAPER(s)); len(got.kids) != 2 {
			r.Fatalf("%d tracks", len(got.kids))
		}
		if n := strings.Count(string(AudacityLabels(s)), "\n"); n != 2+len(s.Markers) {
			r.Fatalf("%d labels", n)
		}
		got := placed(t, readOTIO(t, OTIO(s)))
		for _, c := range s.Clips {
			if got[c.Path] != [2]float64{float64(c.Start), float64(c.End())} {
				r.Fatalf("%v", got)
			}
		}
	})
}

func TestFramesAreTheNearest(t *testing.T) {
	for _, c := range []struct {
		rate         Rate
		sample, want int64
	}{{Rate{25, 1}, 959, 0}, {Rate{25, 1}, 960, 1}, {Rate{25, 1}, 1920, 1}, {Rate{30000, 1001}, 48000 * 3600, 107892}, {Rate{75, 1}, 319, 0}, {Rate{75, 1}, 320, 1}} {
		if got := c.rate.FrameAt(c.sample); got != c.want {
			t.Errorf("%s at %d: %d", c.rate, c.sample, got)
		}
	}
	if got := (Rate{30000, 1001}); got.Nominal() != 30 || got.String() != "30000/1001" {
		t.Error(got)
	}
}

func TestScenesStandOneAfterAnother(t *testing.T) {
	scene := func(key string, from, to float64) project.Entry {
		return project.Entry{Span: project.Span{FromSeconds: from, ToSeconds: to}, Input: project.Input{Key: key, Files: []project.FileFacts{
			{Name: key + ".mp4", Type: "video/mp4", Video: &project.VideoFacts{Format: "mp4", Seconds: to - from, FrameRate: 30}}, {Name: "script.md", Type: "text/markdown"}}}}
	}
	s := FromManifest(project.Manifest{Title: "Film", Seconds: 20, Recipe: project.Recipe{FrameRate: 29.97},
		Entries: []project.Entry{scene("one", 0, 10.01), scene("two", 10.01, 20)}}, nil, "media")
	files, err := EDL(s, "film")
	if err != nil || s.Rate != (Rate{30000, 1001}) {
		t.Fatalf("%v %v", err, s.Rate)
	}
	if got := readEDL(t, files[0].Text, 30); !slices.Equal(got, []string{"ONE V 0 300", "TWO V 300 599"}) {
		t.Errorf("%q", got)
	}
	for fps, want := range map[float64]Rate{0: {}, 25: {25, 1}, 23.976: {24000, 1001}, 12.5: {12500, 1000}} {
		if got := RateOf(fps); got.Num*max(1, want.Den) != want.Num*max(1, got.Den) {
			t.Errorf("%g: %v", fps, got)
		}
	}
}

// TestAFilmWithSoundHasPicturesAndSound: what is delivered as a film is measured as sound too, and stands on tracks of both.
func TestAFilmWithSoundHasPicturesAndSound(t *testing.T) {
	scene := func(key string, from float64) project.Entry {
		return project.Entry{Span: project.Span{FromSeconds: from, ToSeconds: from + 2}, Input: project.Input{Key: key, Files: []project.FileFacts{
			{Name: key + ".mp4", Video: &project.VideoFacts{Format: "mp4", Seconds: 2, Sound: true}, Audio: &project.AudioFacts{Format: "mp4", SampleRate: 44100, Channels: 1, Frames: 96512}}}}}
	}
	s := FromManifest(project.Manifest{Title: "Film", Recipe: project.Recipe{Kind: project.RecipeVideoConcat, FrameRate: 25},
		Entries: []project.Entry{scene("dusk", 0), scene("dawn", 2)}}, nil, "media")
	lists, err := EDL(s, "film")
	if err != nil || len(lists) != 1 {
		t.Fatalf("%v %d", err, len(lists))
	}
	if got := readEDL(t, lists[0].Text, 25); !slices.Equal(got, []string{"DUSK V 0 50", "DAWN V 50 100", "DUSK A 0 50", "DAWN A 50 100"}) {
		t.Errorf("%q", got)
	}
	var tracks []string
	for _, track := range readOTIO(t, OTIO(s)).Tracks.Children {
		tracks = append(tracks, fmt.Sprint(track.Kind, " ", len(track.Children), " ", track.Children[1].Media.URL))
	}
	if !slices.Equal(tracks, []string{"Video 2 media/02-dawn.mp4", "Audio 2 media/02-dawn.mp4"}) {
		t.Errorf("%q", tracks)
	}
	if src := readRPP(t, REAPER(s)).kids[1].kids[0].kids[0]; src.words[1] != "VIDEO" {
		t.Errorf("%v", src.words)
	}
	file := parse(t, DAWprojectFiles(s, false)[0].Text).kid(t, "Arrangement/Lanes").kids("Lanes")[1].kid(t, "Clips/Clip/Audio")
	if file.attr("sampleRate") != "44100" || file.attr("channels") != "1" {
		t.Errorf("%v", file.Attrs)
	}
}

// TestAStemThatTheMixMovedEarlierBeginsWithinItsFile: a stem that came late is aligned to the guide, and what lies before the start
// of the result is not heard there.
func TestAStemThatTheMixMovedEarlierBeginsWithinItsFile(t *testing.T) {
	late := func(key string, offsetMS, frames, cut int64) project.Entry {
		e := entry(key, key, "Ama", offsetMS, frames, project.Place{})
		e.Files[0].Audio.StartOffsetMS = 100
		e.FromSeconds = max(0, float64(offsetMS)/1000-0.1)
		e.ToSeconds = e.FromSeconds + float64(frames-cut)/SampleRate
		return e
	}
	m := project.Manifest{Title: "Mix", Recipe: project.Recipe{Kind: project.RecipeAudioMix, Align: true}, Entries: []project.Entry{late("cut", 40, 48000, 2880), late("moved", 500, 48000, 0)}}
	s := FromManifest(m, []Note{{SubGig: "sub_cut", Seconds: 0.5, Text: "here"}, {SubGig: "sub_cut", Seconds: 0.01, Text: "before the start"}}, "audio")
	if c := s.Clips[0]; c.Start != 0 || c.Skip != 2880 || c.Samples != 45120 {
		t.Errorf("%+v", c)
	}
	if c := s.Clips[1]; c.Start != 19200 || c.Skip != 0 || c.Samples != 48000 {
		t.Errorf("%+v", c)
	}
	if s.Markers[0].At != 0 || s.Markers[1].At != 21120 {
		t.Errorf("%+v", s.Markers)
	}
	if soffs := readRPP(t, REAPER(s)).kids[0].kids[0].line(t, "SOFFS")[0]; soffs != "0.06" {
		t.Error(soffs)
	}
	clip := parse(t, DAWprojectFiles(s, false)[0].Text).kid(t, "Arrangement/Lanes").kids("Lanes")[0].kid(t, "Clips/Clip")
	if clip.attr("playStart") != "0.06" || clip.attr("playStop") != "1" || clip.attr("duration") != "0.94" {
		t.Errorf("%v", clip.Attrs)
	}
	item := readOTIO(t, OTIO(s)).Tracks.Children[0].Children[0]
	if item.Source.Start.Value != 2880 || item.Source.Duration.Value != 45120 {
		t.Errorf("%+v", item.Source)
	}
	lists, err := EDL(s, "mix")
	if err != nil || !strings.Contains(string(lists[0].Text), "00:00:00:02 00:00:01:01 00:00:00:00 00:00:00:24") {
		t.Errorf("%v %s", err, lists[0].Text)
	}
	m.Recipe.Align = false
	if c := FromManifest(m, nil, "audio").Clips[0]; c.Skip != 0 {
		t.Errorf("%+v", c)
	}
}

// TestTakesOneAfterAnother: the files of a delivery follow one another, and takes fade into each other as long as both sound.
func TestTakesOneAfterAnother(t *testing.T) {
	one, two := entry("one", "one", "Ama", 0, 48000, project.Place{FadeInMS: 5}), entry("two", "two", "Ida", 900, 48000, project.Place{FadeOutMS: 10})
	one.Files = append(slices.Clone(one.Files), one.Files[0])
	one.Files[0].Audio = &project.AudioFacts{Format: "flac", Frames: 28000}
	one.Files[1].Audio = &project.AudioFacts{Format: "flac", Frames: 20000}
	s := FromManifest(project.Manifest{Recipe: project.Recipe{Kind: project.RecipeAudioConcat, FadeMS: 100}, Entries: []project.Entry{one, two}}, nil, "audio")
	var got []string
	for _, c := range s.Clips {
		got = append(got, fmt.Sprint(c.Start, c.Samples, c.FadeIn, c.FadeOut))
	}
	if !slices.Equal(got, []string{"0 28000 240 0", "28000 20000 0 4800", "43200 48000 4800 480"}) {
		t.Errorf("%q", got)
	}
}

// TestSubtitlesHaveTimesAndNoSession: there is nothing to play in them.
func TestSubtitlesHaveTimesAndNoSession(t *testing.T) {
	m := project.Manifest{Entries: []project.Entry{{Span: project.Span{FromSeconds: 1, ToSeconds: 9}, Input: project.Input{Key: "one", Files: []project.FileFacts{{Name: "one.srt"}}}}}}
	if OfTime(m) {
		t.Error("a session of subtitles is offered")
	}
}

func TestNamesAreReadableAndEachThereOnce(t *testing.T) {
	files := func(names ...string) (out []project.FileFacts) {
		for _, n := range names {
			out = append(out, project.FileFacts{Name: n})
		}
		return out
	}
	got := Names([]project.Entry{{Input: project.Input{Key: "Çello/../x", Files: files("a.WAV")}}, {Input: project.Input{Key: "声", Files: files("a b", "c.tar.gz", "d.$$$")}}, {}})
	if want := "[[01-cello-x.wav] [02-untitled-1 02-untitled-2.gz 02-untitled-3] []]"; fmt.Sprint(got) != want {
		t.Errorf("%v", got)
	}
}

func TestLinesAreBounded(t *testing.T) {
	if got := line(strings.Repeat("声", 200) + "\xff"); len(got) > maxLine || !utf8.ValidString(got) {
		t.Errorf("%q", got)
	}
}

func TestAPackIsTheSameEachTimeAndItsSumsHold(t *testing.T) {
	ctx := context.Background()
	entries := []Entry{Text(File{"credits.txt", []byte("Ama\n")}), Text(File{"stems/01-drums.wav", bytes.Repeat([]byte("x"), 3<<20)}), Text(File{"stems/empty", nil})}
	var a, b bytes.Buffer
	if err := Pack(ctx, &a, entries, true); err != nil {
		t.Fatal(err)
	}
	if err := Pack(ctx, &b, entries, true); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("two packs of the same differ: %v", err)
	}
	if size, err := PackSize(ctx, entries, true); err != nil || size != int64(a.Len()) {
		t.Errorf("it has %d bytes, %d were foretold: %v", a.Len(), size, err)
	}
	dir := t.TempDir()
	archive, err := zip.NewReader(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, archive); err != nil {
		t.Fatal(err)
	}
	check := exec.Command("sha256sum", "--strict", "-c", SumsName)
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil || strings.Count(string(out), ": OK") != 3 {
		t.Errorf("%v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "credits.txt"), []byte("Ben\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	check = exec.Command("sha256sum", "-c", SumsName)
	check.Dir = dir
	if err := check.Run(); err == nil {
		t.Error("changed bytes pass")
	}
}

func TestAPackRefusesWhatIsNotWhatItSays(t *testing.T) {
	wrong := Text(File{"a", []byte("abc")})
	wrong.SHA256 = strings.Repeat("00", 32)
	short := Text(File{"a", []byte("abc")})
	short.Size = 4
	for code, e := range map[project.Code][]Entry{project.Conflict: {wrong, short},
		project.Internal: {Text(File{"../a", nil}), Text(File{"/a", nil}), Text(File{"a\nb", nil}), Text(File{`a\b`, nil}), Text(File{"c:a", nil})}} {
		for _, entry := range e {
			if err := Pack(context.Background(), &bytes.Buffer{}, []Entry{entry}, true); project.CodeOf(err) != code {
				t.Errorf("%q: %v", entry.Path, err)
			}
		}
	}
}
