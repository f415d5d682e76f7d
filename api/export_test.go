package api_test

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tutti/activities"
	"tutti/api/wire"
	"tutti/project"
)

// finished is a world whose project has its final: ama's drums from 0 to 90 s and cem's bass from 0.333 s on.
func finished(t *testing.T) (*world, project.ProjectID) {
	t.Helper()
	w := newWorld(t)
	ctx := context.Background()
	w.held.verdict = func(d project.Delivery) project.Inspection {
		i := inspected(d, "audio/vnd.wave")
		for n := range i.Files {
			i.Files[n].Audio = &project.AudioFacts{Format: "wav", SampleRate: 48000, Channels: 2, Frames: 90 * 48000}
		}
		return i
	}
	makes := &activities.Export{Records: w.records, Objects: w.objects}
	w.makes = func(ctx context.Context, id project.ExportID) error {
		if err := makes.Make(ctx, id); err != nil {
			return makes.Fail(ctx, activities.FailInput{Export: id, Reason: err.Error()})
		}
		return nil
	}
	licensed := strings.Replace(plan, "currency: EUR", "licence: {name: CC-BY-4.0, text: \"Say who made it.\\nAlways.\"}\ncurrency: EUR", 1)
	p, err := w.as("bea").CreateProject(ctx, []byte(licensed))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	rain := project.Material{Title: "Rain", By: "Ida Brandt", Licence: "CC0-1.0", Source: "https://example.org/rain"}
	w.declares = map[string]*project.Declaration{"ama": {Material: []project.Material{rain}, Generated: "the last bar,\nby a tool"}, "cem": {}}
	for _, part := range [][2]string{{"ama", "sound of the drums"}, {"cem", "sound of the bass"}} {
		d := w.delivered(part[0], w.accepted(part[0]), part[1])
		_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve, Notes: []project.Note{{From: 2, Text: "lovely " + part[0]}}})
		must(t, err)
	}
	inputs, err := w.records.Inputs(ctx, p.ID)
	must(t, err)
	m := project.Manifest{Project: p.ID, Title: "Nine bars", Kind: project.ArtifactFinal, Recipe: project.Recipe{Kind: project.RecipeAudioMix}, Seconds: 95}
	for i, in := range inputs {
		from := float64(i) * 0.333
		m.Entries = append(m.Entries, project.Entry{Input: in, Span: project.Span{FromSeconds: from, ToSeconds: from + 90}})
		m.Credits = append(m.Credits, in.Credit)
	}
	for name, text := range map[string]string{"nine-bars.wav": "the mix", "credits.txt": "Ama, Cem", "manifest.json": "{}"} {
		key := project.ArtifactKey(p.ID, "final", name)
		must(t, w.objects.Put(ctx, key, strings.NewReader(text), int64(len(text)), "text/plain", ""))
		m.Files = append(m.Files, project.ArtifactFile{Name: name, Key: key, SHA256: sumOf(text), Size: int64(len(text))})
	}
	slices.SortFunc(m.Files, func(a, b project.ArtifactFile) int { return -strings.Compare(a.Name, b.Name) })
	_, err = w.records.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(project.NewID("art", w.clock.Now(), "final")), Project: p.ID,
		Kind: project.ArtifactFinal, Build: "with sound", Manifest: m, CreatedAt: w.clock.Now()})
	must(t, err)
	return w, p.ID
}

// exported asks for an archive and unpacks it into a folder.
func (w *world) exported(handle string, id project.ProjectID, kind project.ExportKind) (string, []string) {
	w.t.Helper()
	dir := w.t.TempDir()
	e, err := w.as(handle).AwaitExport(context.Background(), id, kind)
	must(w.t, err)
	path := filepath.Join(dir, "x.zip")
	must(w.t, w.as(handle).DownloadFile(context.Background(), *e.File, path, nil))
	archive, err := zip.OpenReader(path)
	must(w.t, err)
	defer func() { _ = archive.Close() }()
	into := filepath.Join(dir, "out")
	must(w.t, os.CopyFS(into, archive))
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	return into, names
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	must(t, err)
	return string(text)
}

func TestAReleaseHoldsEverything(t *testing.T) {
	w, id := finished(t)
	ctx := context.Background()
	finals, err := w.as("bea").Artifacts(ctx, id, project.ArtifactFinal)
	must(t, err)
	at := 83.0
	_, err = w.as("ida").Comment(ctx, finals.Items[0].ID, wire.CommentRequest{Spot: project.Spot{Seconds: &at}, MessageRequest: wire.MessageRequest{Text: "the best bar"}})
	must(t, err)
	dir, names := w.exported("bea", id, project.ExportRelease)
	want := []string{"final/nine-bars.wav", "manifest.json", "credits.txt", "stems/01-drums.wav", "stems/02-bass.wav", "sessions/nine-bars.rpp", "sessions/nine-bars.txt",
		"sessions/nine-bars.otio", "sessions/nine-bars.edl", "sessions/nine-bars.cue", "sessions/nine-bars.dawproject", "credits.json", "shares.csv", "shares.json",
		"declarations.json", "licences.txt", "SHA256SUMS"}
	if !slices.Equal(names, want) {
		t.Fatalf("%q", names)
	}
	check := exec.Command("sha256sum", "--strict", "-c", "SHA256SUMS")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
	for name, says := range map[string][]string{
		"stems/02-bass.wav":      {"sound of the bass"},
		"sessions/nine-bars.rpp": {`FILE "../stems/02-bass.wav"`, "POSITION 0.333\n", `MARKER 3 83 "the best bar"`, `MARKER 2 2.333 "lovely cem"`},
		"sessions/nine-bars.cue": {`FILE "../final/nine-bars.wav" WAVE`},
		"shares.csv":             {"Ama,drummer,GH,drums,60.00\n", "Cem,bassist,GH,bass,40.00\n"},
		"declarations.json":      {`"note": "as asked"`, `"version": 1`, `"name": "CC-BY-4.0"`, `"licence_accepted_at": "20`, `"title": "Rain"`, `"declaration": {}`},
		"licences.txt": {"Terms of use\n\n  CC-BY-4.0\n    Say who made it.\n    Always.\n", "  Rain by Ida Brandt, CC0-1.0, in drums\n    https://example.org/rain\n",
			", by Ama\n    The terms of use were accepted on 20", "own work but for material by others: 1,", "tools:\n      the last bar,\n      by a tool\n", "Declared as their own work throughout.\n"},
	} {
		for _, text := range says {
			if got := read(t, dir, name); !strings.Contains(got, text) {
				t.Errorf("%s does not say %q:\n%s", name, text, got)
			}
		}
	}
	for _, name := range []string{"shares.csv", "shares.json", "declarations.json", "credits.json"} {
		if text := read(t, dir, name); strings.Contains(text, "12000") || strings.Contains(text, "8000") {
			t.Errorf("%s tells a price: %s", name, text)
		}
	}
	var sheet struct {
		Shares []project.Share `json:"shares"`
	}
	must(t, json.Unmarshal([]byte(read(t, dir, "shares.json")), &sheet))
	if sheet.Shares[0].Share+sheet.Shares[1].Share != project.WholeShare || sheet.Shares[0].Person != w.ids["ama"] {
		t.Errorf("%+v", sheet)
	}
}

// Where the plan has a licence, nothing is delivered without a word about the rights; what is wrong in it is named.
func TestRightsAreDeclaredWithADelivery(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p, err := w.as("bea").CreateProject(ctx, []byte("licence: {name: CC-BY-4.0}\n"+plan))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	if terms := w.offer("ama").Terms; terms.Licence == nil || terms.Licence.Name != "CC-BY-4.0" {
		t.Errorf("the offer names the licence %+v", terms.Licence)
	}
	o := w.accepted("ama")
	up := w.sent("ama", o, "take.wav", []byte("drums"))
	deliver := func(d *project.Declaration) (wire.Delivery, error) {
		return w.as("ama").Deliver(ctx, o.SubGigID, wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}, Declaration: d})
	}
	for path, d := range map[string]*project.Declaration{
		"declaration":                     nil,
		"declaration.material[0].title":   {Material: []project.Material{{Licence: "CC0-1.0"}}},
		"declaration.material[0].licence": {Material: []project.Material{{Title: "Rain"}}},
		"declaration.material[0].by":      {Material: []project.Material{{Title: "Rain", Licence: "CC0-1.0", By: "a\nb"}}},
		"declaration.material[1].source":  {Material: []project.Material{{Title: "Rain", Licence: "CC0-1.0"}, {Title: "Hail", Licence: "CC0-1.0", Source: "http://example.org"}}},
		"declaration.generated":           {Generated: " "},
	} {
		_, err := deliver(d)
		var refusal *project.Error
		if !errors.As(err, &refusal) || refusal.Code != project.Invalid || len(refusal.Fields) != 1 || refusal.Fields[0].Path != path {
			t.Errorf("%s: %v", path, err)
		}
	}
	d, err := deliver(&project.Declaration{})
	must(t, err)
	if d.Declaration == nil {
		t.Error("the delivery does not say what was declared")
	}
}

func TestAnExportIsMadeOnceAndIsTheSameEachTime(t *testing.T) {
	w, id := finished(t)
	ctx := context.Background()
	one, err := w.as("bea").AwaitExport(ctx, id, project.ExportRelease)
	must(t, err)
	two, err := w.as("ida").AwaitExport(ctx, id, project.ExportRelease)
	must(t, err)
	if one.ID != two.ID {
		t.Errorf("%s and %s", one.ID, two.ID)
	}
	first, err := w.records.Export(ctx, one.ID)
	must(t, err)
	again, err := w.records.BeginExport(ctx, project.Export{ID: project.ExportID(project.NewID("exp", w.clock.Now(), "again")), Project: id, Kind: project.ExportRelease,
		Of: first.Of + "0", Actor: first.Actor, CreatedAt: w.clock.Now()})
	must(t, err)
	for range 2 { // the second time it is there already
		must(t, w.makes(ctx, again.ID))
	}
	again, err = w.records.Export(ctx, again.ID)
	must(t, err)
	if again.File == nil || again.File.SHA256 != first.File.SHA256 || again.File.Key == first.File.Key {
		t.Errorf("%+v and %+v", first.File, again.File)
	}
	list, err := w.as("ida").Exports(ctx, id)
	must(t, err)
	if len(list.Items) != 2 || list.Items[0].File != nil {
		t.Errorf("%+v", list)
	}
}

func TestSessionsComeWithTheirSound(t *testing.T) {
	w, id := finished(t)
	for kind, want := range map[project.ExportKind][]string{
		project.ExportDAW:    {"project.xml", "metadata.xml", "audio/01-drums.wav", "audio/02-bass.wav"},
		project.ExportREAPER: {"nine-bars.rpp", "nine-bars.txt", "audio/01-drums.wav", "audio/02-bass.wav", "SHA256SUMS"},
		project.ExportOTIO:   {"nine-bars.otio", "nine-bars.edl", "media/01-drums.wav", "media/02-bass.wav", "SHA256SUMS"},
	} {
		dir, names := w.exported("ida", id, kind)
		if !slices.Equal(names, want) || read(t, dir, want[len(want)-2]) == "" {
			t.Errorf("%s: %q", kind, names)
		}
	}
}

func TestASellerGetsTheirOwnWork(t *testing.T) {
	w, id := finished(t)
	dir, names := w.exported("cem", id, project.ExportWork)
	if !slices.Equal(names, []string{"bass/v1/01-take.wav", "declarations.json", "SHA256SUMS"}) || read(t, dir, "bass", "v1", "01-take.wav") != "sound of the bass" {
		t.Errorf("%q", names)
	}
	list, err := w.as("ama").Exports(context.Background(), id)
	must(t, err)
	if len(list.Items) != 0 {
		t.Errorf("ama sees cem's: %+v", list)
	}
	_, err = w.as("ben").CreateExport(context.Background(), id, project.ExportWork)
	wantCode(t, err, project.NotFound)
}

// TestNoExportHoldsWhatIsInTheVault: a preview that would name an unpaid delivery makes no session.
func TestNoExportHoldsWhatIsInTheVault(t *testing.T) {
	s := sealed(t)
	ctx := context.Background()
	makes := &activities.Export{Records: s.records, Objects: s.objects}
	s.makes = func(ctx context.Context, id project.ExportID) error {
		err := makes.Make(ctx, id)
		wantCode(t, activities.FromFailure(err), project.Conflict)
		return makes.Fail(ctx, activities.FailInput{Export: id, Reason: err.Error()})
	}
	d, err := s.records.Delivery(ctx, s.delivery.ID)
	must(t, err)
	m := project.Manifest{Entries: []project.Entry{{Span: project.Span{ToSeconds: 5}, Input: project.Input{SubGig: s.offer.SubGigID, Key: "drums", Delivery: d.ID, Files: d.Inspection.Files}}}}
	_, err = s.records.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(project.NewID("art", s.clock.Now(), "too early")), Project: s.project.ID, Kind: project.ArtifactFinal,
		Build: "too early", Manifest: m, CreatedAt: s.clock.Now()})
	must(t, err)
	for _, kind := range []project.ExportKind{project.ExportRelease, project.ExportDAW, project.ExportREAPER, project.ExportOTIO} {
		_, err := s.as("bea").AwaitExport(ctx, s.project.ID, kind)
		wantCode(t, err, project.Conflict)
		if !strings.Contains(err.Error(), "in the vault") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestThereIsNoReleaseBeforeTheFinal(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	for _, kind := range []project.ExportKind{project.ExportRelease, project.ExportDAW} {
		_, err := w.as("bea").CreateExport(context.Background(), p.ID, kind)
		wantCode(t, err, project.Conflict)
	}
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
