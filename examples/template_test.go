package examples_test

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tutti/api/planfile"
	"tutti/examples"
	"tutti/media/audio"
	"tutti/media/inspect"
	"tutti/media/pcm"
	"tutti/media/pdf"
	darkroom "tutti/media/picture"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(pdf.Work(), darkroom.Work())
	os.Exit(m.Run())
}

func templates(t *testing.T) []examples.Template {
	t.Helper()
	list, err := examples.Templates()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestThereIsATemplateOfEveryKind; the mix of many sounds has the demo.
func TestThereIsATemplateOfEveryKind(t *testing.T) {
	seen := map[project.RecipeKind]bool{project.RecipeAudioMix: true}
	needs := false
	for _, one := range templates(t) {
		plan := planOf(t, one)
		seen[plan.Recipe.Kind] = true
		if len(one.About) < 20 || !strings.HasSuffix(one.About, ".") {
			t.Errorf("%s does not say in its first line what it is: %q", one.Name, one.About)
		}
		for _, s := range plan.SubGigs {
			needs = needs || len(s.Needs) > 0
		}
	}
	for _, kind := range project.RecipeKinds() {
		if !seen[kind] {
			t.Errorf("no template has the recipe %s", kind)
		}
	}
	if !needs {
		t.Error("no template hands an approved delivery on")
	}
}

func planOf(t *testing.T, one examples.Template) project.Plan {
	t.Helper()
	text, err := one.Plan()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planfile.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", one.Name, err)
	}
	return plan
}

// TestTemplatesAreComplete: every reference of a plan is there, and nothing else is.
func TestTemplatesAreComplete(t *testing.T) {
	for _, one := range templates(t) {
		wanted := []string{examples.PlanFile}
		for _, r := range planOf(t, one).References {
			wanted = append(wanted, r.File)
		}
		files, err := one.Files()
		slices.Sort(wanted)
		if err != nil || !slices.Equal(files, wanted) {
			t.Errorf("%s has %v, its plan wants %v, %v", one.Name, files, wanted, err)
		}
	}
}

func TestUnknownTemplates(t *testing.T) {
	for _, name := range []string{"", ".", "..", "opera", "film/deliveries", "/film", examples.Track} {
		if _, err := examples.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// maxBytes is how much all examples may weigh: they are in every program that is built.
const maxBytes = 1_500_000

func TestExamplesAreSmall(t *testing.T) {
	total := int64(0)
	err := filepath.WalkDir(".", func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		total += info.Size()
		return err
	})
	if err != nil || total > maxBytes {
		t.Errorf("%d bytes, at most %d, %v", total, maxBytes, err)
	}
}

// TestDeliveriesAreWhatTheirSpecsAsk inspects what the simulated sellers deliver: the last version passes without a remark that
// a person had to look at, and those before it are sent back.
func TestDeliveriesAreWhatTheirSpecsAsk(t *testing.T) {
	judge := newJudge(t)
	for _, one := range templates(t) {
		plan := planOf(t, one)
		for _, s := range plan.SubGigs {
			versions, err := one.Deliveries(s.Key)
			if err != nil {
				t.Error(err)
			}
			for n, version := range versions {
				last := n == len(versions)-1
				if got := judge.inspect(t, one, plan, s, version); got.Passed != last || last && said(got, project.Warn) != "" {
					t.Errorf("%s: %s, version %d: passed %t: %s%s", one.Name, s.Key, n+1, got.Passed, said(got, project.Block), said(got, project.Warn))
				}
			}
		}
	}
}

func said(i project.Inspection, severity project.Severity) string {
	text := ""
	for _, f := range i.Findings {
		if f.Severity == severity {
			text += f.Code + ": " + f.Message + "; "
		}
	}
	return text
}

type judge struct{ inspector *inspect.Inspector }

func newJudge(t *testing.T) judge {
	t.Helper()
	cache, err := pcm.OpenCache(t.TempDir(), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	i, err := inspect.New(inspect.Options{Decoder: &audio.Decoder{Tools: tool.New(tool.Options{}), Cache: cache}})
	if err != nil {
		t.Fatal(err)
	}
	return judge{i}
}

func (j judge) inspect(t *testing.T, one examples.Template, plan project.Plan, s project.PlanSubGig, version []string) project.Inspection {
	t.Helper()
	r := inspect.Request{Delivery: "dlv_x", Spec: plan.SpecOf(s), Work: t.TempDir()}
	for _, name := range version {
		r.Files = append(r.Files, here(t, one, name))
	}
	for _, ref := range plan.References {
		if ref.Guide {
			guide := here(t, one, ref.File)
			guide.SHA256 = strings.Repeat("0", 64)
			r.Guide = &guide
		}
	}
	got, err := j.inspector.Inspect(t.Context(), r)
	if err != nil {
		t.Fatalf("%s: %s: %v", one.Name, s.Key, err)
	}
	return got.Inspection
}

func here(t *testing.T, one examples.Template, name string) inspect.File {
	t.Helper()
	full, err := filepath.Abs(filepath.Join(one.Name, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return inspect.File{Name: path.Base(name), Path: full}
}

// TestEverybodyIsOnePerson: a handle is the same person in all plans, and has a part in one template only, because those are
// played at once.
func TestEverybodyIsOnePerson(t *testing.T) {
	known, template := map[string]string{}, map[string]string{}
	for _, name := range all(t) {
		for _, p := range read(t, name).People {
			who := p.Name + " " + p.Country + " " + p.Zone
			if before := known[p.Handle]; before != "" && before != who {
				t.Errorf("%s: %s is %q here and %q elsewhere", name, p.Handle, who, before)
			}
			if strings.HasSuffix(name, "/"+examples.PlanFile) && template[p.Handle] != "" {
				t.Errorf("%s is in %s and in %s", p.Handle, template[p.Handle], name)
			}
			known[p.Handle], template[p.Handle] = who, name
		}
	}
}
