package examples_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tutti/api/planfile"
	"tutti/demo/score"
	"tutti/examples"
	"tutti/project"
)

func read(t *testing.T, name string) project.Plan {
	t.Helper()
	text, err := examples.Plan(name)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planfile.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return plan
}

// all names every plan, those of the templates included.
func all(t *testing.T) []string {
	t.Helper()
	names := examples.Names()
	for _, one := range templates(t) {
		names = append(names, one.Name+"/"+examples.PlanFile)
	}
	return names
}

func TestEveryExampleIsAValidPlan(t *testing.T) {
	for _, name := range all(t) {
		plan := read(t, name)
		if len(plan.SubGigs) < 3 || plan.Brief == "" {
			t.Errorf("%s is no example worth reading: %d sub-gigs", name, len(plan.SubGigs))
		}
		for _, s := range plan.SubGigs {
			if len(s.Cast) == 0 && !s.Casting.Calls() || len(s.Brief) == 0 {
				t.Errorf("%s: %s has nobody to ask or no brief", name, s.Key)
			}
		}
	}
}

// TestTheWalkShowsEveryModeAndExit: it is where a reader finds how they are written.
func TestTheWalkShowsEveryModeAndExit(t *testing.T) {
	plan := read(t, examples.Walk)
	seen := map[string]bool{}
	for _, s := range plan.SubGigs {
		mode := s.Casting
		if mode == "" {
			mode = project.CastCascade
		}
		seen[string(mode)] = true
		seen[string(plan.ExitsOf(s).SilentReview)] = true
		seen[string(plan.ExitsOf(s).KillFee)] = true
	}
	for _, m := range project.CastingModes() {
		if !seen[string(m)] {
			t.Errorf("no sub-gig is cast by %s", m)
		}
	}
	for _, exit := range []string{"approve", "escalate", "25%", "40%"} {
		if !seen[exit] {
			t.Errorf("no sub-gig has the exit %s", exit)
		}
	}
}

// TestEveryoneInAnExampleIsIntroduced keeps the plans launchable on an empty instance: everybody who is asked is in the
// roster that the plan brings.
func TestEveryoneInAnExampleIsIntroduced(t *testing.T) {
	for _, name := range all(t) {
		plan := read(t, name)
		known := map[string]bool{"": true}
		for _, p := range plan.People {
			known[p.Handle] = true
		}
		asked := []string{plan.Producer}
		for _, s := range plan.SubGigs {
			asked = append(append(asked, s.Cast...), s.Standby...)
		}
		for _, handle := range asked {
			if !known[handle] {
				t.Errorf("%s asks %q, whom it does not introduce", name, handle)
			}
		}
	}
}

// place is where the plan says how a part stands in the mix.
func place(part score.Part) string {
	return fmt.Sprintf("    place: {gain_db: %g, pan: %g}\n", part.GainDB, part.Pan)
}

// TestWritePlaces writes the gains and pans of the score into the plan, after the score was mixed anew:
// TUTTI_UPDATE=1 go test ./examples
func TestWritePlaces(t *testing.T) {
	if os.Getenv("TUTTI_UPDATE") == "" {
		t.Skip("only with TUTTI_UPDATE=1")
	}
	text, err := os.ReadFile(examples.Track)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range score.Parts() {
		of := regexp.MustCompile(`(?s)(  - key: ` + part.Key + "\n.*?)    place: [^\n]*\n")
		text = of.ReplaceAll(text, []byte("${1}"+place(part)))
	}
	if err := os.WriteFile(examples.Track, text, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Skip("written; run the tests again")
}

// TestTheTrackIsTheScore keeps the plan and the music in step.
func TestTheTrackIsTheScore(t *testing.T) {
	plan := read(t, examples.Track)
	parts := score.Parts()
	if len(plan.SubGigs) != len(parts) {
		t.Fatalf("the plan has %d sub-gigs, the score %d parts", len(plan.SubGigs), len(parts))
	}
	for i, part := range parts {
		sub := plan.SubGigs[i]
		if sub.Key != part.Key || sub.Title != part.Title || sub.Role != part.Role {
			t.Errorf("sub-gig %d is %s %q for a %s, the part is %s %q for a %s", i, sub.Key, sub.Title, sub.Role, part.Key, part.Title, part.Role)
		}
		if sub.Place.GainDB != part.GainDB || sub.Place.Pan != part.Pan {
			t.Errorf("%s stands at %+v, the score says %g dB, %g; TUTTI_UPDATE=1 go test ./examples writes them", sub.Key, sub.Place, part.GainDB, part.Pan)
		}
		checkFormat(t, plan.SpecOf(sub), part)
		checkCast(t, plan, sub, part)
	}
}

func checkFormat(t *testing.T, spec project.Spec, part score.Part) {
	t.Helper()
	f := part.Format
	if !slices.Contains(spec.Formats, f.Container.Ext()) || !slices.Contains(spec.SampleRates, f.SampleRate) || !slices.Contains(spec.Channels, f.Channels) {
		t.Errorf("%s: the plan does not take %+v", part.Key, f)
	}
	if score.Duration() < spec.MinSeconds || score.Duration() > spec.MaxSeconds {
		t.Errorf("%s: %g s are not between %g and %g", part.Key, score.Duration(), spec.MinSeconds, spec.MaxSeconds)
	}
}

// checkCast holds that the player of a part is asked for it, and that the standbys of the score are asked where it says.
func checkCast(t *testing.T, plan project.Plan, sub project.PlanSubGig, part score.Part) {
	t.Helper()
	asked := append(slices.Clone(sub.Cast), sub.Standby...)
	if !slices.Contains(asked, part.Player.Handle) {
		t.Errorf("%s is not offered to %s", part.Key, part.Player.Name)
	}
	for _, s := range score.Standbys() {
		if s.Part == part.Key && !slices.Contains(asked, s.Handle) {
			t.Errorf("%s is not offered to %s", part.Key, s.Name)
		}
	}
	at := slices.IndexFunc(plan.People, func(p project.PlanPerson) bool { return p.Handle == part.Player.Handle })
	if at < 0 || plan.People[at].Name != part.Player.Name || plan.People[at].Country != part.Player.Country || plan.People[at].Zone != part.Player.Zone {
		t.Errorf("the plan does not introduce %s as the score does", part.Player.Name)
	}
	if last := len(sub.Brief) - 1; strings.Join(sub.Brief[:last], " ") != part.Brief {
		t.Errorf("%s: the brief is not that of the score: %q", part.Key, sub.Brief[:last])
	}
}
