package api_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// asking is the plan of these tests with requirements: the drums wait for the lyrics, the bass for everything.
const asking = `requirements:
  - {key: lyrics, title: The lyrics, kind: text, min_length: 3}
  - {key: tuning, title: Which tuning, kind: choice, choices: [440 Hz, 442 Hz], for: [bass]}
  - {key: photo, title: A photo, kind: file, types: [image/*], for: [bass]}
  - {key: video, title: A video, kind: link, required: false}
sub_gigs:`

// asked is a draft or a running project with requirements.
func (w *world) asked(launch bool) wire.Project {
	w.t.Helper()
	p, err := w.as("bea").CreateProject(context.Background(), []byte(strings.Replace(plan, "sub_gigs:", asking, 1)+"vault: open\n"))
	must(w.t, err)
	if launch {
		p, err = w.as("bea").Launch(context.Background(), p.ID)
		must(w.t, err)
	}
	return p
}

func (w *world) say(p wire.Project, key, value string) error {
	_, err := w.as("bea").AnswerRequirement(context.Background(), p.ID, key, wire.RequirementRequest{Value: value})
	return err
}

func (w *world) sub(p wire.Project, key string) wire.SubGig {
	w.t.Helper()
	for g, err := range w.as("ida").AllSubGigs(context.Background(), p.ID, "") {
		must(w.t, err)
		if g.Key == key {
			return g
		}
	}
	w.t.Fatalf("there is no %s", key)
	return wire.SubGig{}
}

// sendFor sends a file up as the answer to a requirement.
func (w *world) sendFor(p wire.Project, key, name, text string) wire.Upload {
	w.t.Helper()
	up, err := w.as("bea").UploadReader(context.Background(), wire.UploadRequest{ProjectID: p.ID, Requirement: key, Name: name, Size: int64(len(text))},
		strings.NewReader(text), nil)
	must(w.t, err)
	return up
}

const pixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

// TestAnAnswerStartsWhatWaitedForIt answers while the project runs, and sees the drums offered and then the bass.
func TestAnAnswerStartsWhatWaitedForIt(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.asked(true)
	drums := w.sub(p, "drums")
	if drums.State != project.Waiting || drums.Clock.Party != project.PartyBuyer || drums.WaitsFor.Party != project.PartyBuyer ||
		!slices.Equal(drums.WaitsFor.Requirements, []wire.RequirementName{{Key: "lyrics", Title: "The lyrics"}}) || len(drums.WaitsFor.Upstream) != 0 {
		t.Fatalf("%+v", drums)
	}
	bass := w.sub(p, "bass")
	if bass.WaitsFor.Party != project.PartyUpstream || !slices.Equal(bass.WaitsFor.Upstream, []string{"drums"}) || len(bass.WaitsFor.Requirements) != 3 {
		t.Errorf("%+v", bass.WaitsFor)
	}
	if mine, err := w.as("bea").SubGig(ctx, drums.ID); err != nil || mine.NextAction != wire.NextAnswer || mine.WaitsFor == nil {
		t.Errorf("%+v %v", mine, err)
	}
	w.clock.add(time.Hour)
	must(t, w.say(p, "lyrics", "La la la"))
	drums = w.sub(p, "drums")
	if drums.State != project.Offered || drums.Clock.BuyerSeconds < 3600 || drums.WaitsFor.Party != project.PartySeller || drums.WaitsFor.Requirements != nil {
		t.Errorf("%+v", drums)
	}
	d := w.delivered("ama", w.accepted("ama"), "drums")
	_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	if bass = w.sub(p, "bass"); bass.State != project.Waiting || bass.WaitsFor.Party != project.PartyBuyer || len(bass.WaitsFor.Requirements) != 2 {
		t.Errorf("%+v", bass)
	}
	must(t, w.say(p, "tuning", "442 Hz"))
	up := w.sendFor(p, "photo", "me.png", pixel)
	answered, err := w.as("bea").AnswerRequirement(ctx, p.ID, "photo", wire.RequirementRequest{UploadID: up.ID})
	must(t, err)
	if !answered.Answered || answered.File == nil || answered.File.Type != "image/png" || answered.AnsweredAt == nil {
		t.Errorf("%+v", answered)
	}
	w.checkWhatTheSellerWorksFrom(p)
}

// checkWhatTheSellerWorksFrom: cem plays the bass and sees all four, the ones that are answered with their answers.
func (w *world) checkWhatTheSellerWorksFrom(p wire.Project) {
	t := w.t
	o := w.accepted("cem")
	refs, err := w.as("cem").SubGigReferences(context.Background(), o.SubGigID)
	must(t, err)
	got := []string{}
	for _, r := range refs.Requirements {
		got = append(got, r.Key+"="+r.Value)
		if r.For != nil {
			t.Errorf("cem learns of the other sub-gigs: %+v", r)
		}
	}
	if !slices.Equal(got, []string{"lyrics=La la la", "tuning=442 Hz", "photo=", "video="}) || refs.Requirements[3].Answered || refs.Requirements[3].Required {
		t.Errorf("%v", got)
	}
	var photo strings.Builder
	must(t, w.as("cem").Download(context.Background(), *refs.Requirements[2].File, &photo, nil))
	if photo.String() != pixel {
		t.Errorf("the photo is %q", photo.String())
	}
	var kinds []project.LogKind
	list, err := w.as("bea").EventPage(context.Background(), p.ID, 0, 0)
	must(t, err)
	for _, e := range list.Items {
		if strings.HasPrefix(string(e.Kind), "requirement.") {
			kinds = append(kinds, e.Kind)
		}
	}
	want := []project.LogKind{project.LogRequirementAsked, project.LogRequirementAsked, project.LogRequirementAnswered, project.LogRequirementMet,
		project.LogRequirementMet, project.LogRequirementAsked, project.LogRequirementAnswered, project.LogRequirementMet, project.LogRequirementAnswered,
		project.LogRequirementMet}
	if !slices.Equal(kinds, want) {
		t.Errorf("the log says %v", kinds)
	}
}

func TestAnAnswerBeforeTheLaunchIsNotAskedForAgain(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.asked(false)
	if g := w.sub(p, "drums"); g.WaitsFor != nil || g.NextAction != "" {
		t.Errorf("a draft waits: %+v", g)
	}
	must(t, w.say(p, "lyrics", "La la la"))
	must(t, w.say(p, "lyrics", "La la"))
	p, err := w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	if g := w.sub(p, "drums"); g.State != project.Offered || g.Clock.BuyerSeconds != 0 {
		t.Errorf("%+v", g)
	}
	list, err := w.as("ida").Requirements(ctx, p.ID)
	must(t, err)
	if len(list.Items) != 4 || list.Items[0].Value != "La la" || !list.Items[0].Required || list.Items[0].MaxLength != project.MaxText || !slices.Equal(list.Items[1].For, []string{"bass"}) {
		t.Errorf("%+v", list.Items)
	}
}

func TestAnswersThatAreNotTaken(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.asked(true)
	answer := func(key string, in wire.RequirementRequest) error {
		_, err := w.as("bea").AnswerRequirement(ctx, p.ID, key, in)
		return err
	}
	file := func(name, text string) wire.RequirementRequest {
		return wire.RequirementRequest{UploadID: w.sendFor(p, "photo", name, text).ID}
	}
	for name, c := range map[string]struct {
		err  error
		code project.Code
		says string
	}{
		"too short":        {w.say(p, "lyrics", "La"), project.Invalid, "value: has 2 characters"},
		"no choice":        {w.say(p, "tuning", "441 Hz"), project.Invalid, "cannot be chosen"},
		"no address":       {w.say(p, "video", "example.org"), project.Invalid, "no https address"},
		"nothing":          {answer("photo", wire.RequirementRequest{}), project.Invalid, "upload_id: is missing"},
		"a lie":            {answer("photo", file("me.png", "GIF, honestly")), project.Invalid, `the content of "me.png" is text/plain; wanted is image/*`},
		"empty":            {answer("photo", file("me.png", "")), project.Invalid, "is empty"},
		"a file for words": {answer("lyrics", file("lyrics.png", pixel)), project.Invalid, "is not wanted here"},
		"no upload":        {answer("photo", wire.RequirementRequest{UploadID: project.UploadID(project.NewID("upl", w.clock.Now(), "x"))}), project.NotFound, ""},
		"unknown":          {w.say(p, "shoe-size", "44"), project.NotFound, ""},
	} {
		if project.CodeOf(c.err) != c.code || !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	o := w.sub(p, "drums")
	if o.State != project.Waiting {
		t.Errorf("%+v", o)
	}
	for _, key := range []string{"lyrics", "shoe-size"} {
		_, err := w.as("bea").CreateUpload(ctx, wire.UploadRequest{ProjectID: p.ID, Requirement: key, Name: "a", Size: 1, Fingerprint: "f"})
		var e *project.Error
		if !errors.As(err, &e) || e.Code != project.Invalid || e.Fields[0].Path != "requirement" {
			t.Errorf("an upload for %s: %v", key, err)
		}
	}
}

func TestAnUploadOfAnotherPlaceIsNoAnswer(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p, other := w.asked(true), w.asked(true)
	must(t, w.say(p, "lyrics", "La la la"))
	o := w.accepted("ama")
	_, err := w.as("ama").AnswerRequirement(ctx, p.ID, "photo", wire.RequirementRequest{UploadID: w.sent("ama", o, "me.png", []byte(pixel)).ID})
	wantCode(t, err, project.Forbidden)
	_, err = w.as("bea").AnswerRequirement(ctx, p.ID, "photo", wire.RequirementRequest{UploadID: w.sendFor(other, "photo", "me.png", pixel).ID})
	wantCode(t, err, project.Conflict)
	begun, err := w.as("bea").CreateUpload(ctx, wire.UploadRequest{ProjectID: p.ID, Requirement: "photo", Name: "a", Size: 1, Fingerprint: "f"})
	must(t, err)
	_, err = w.as("bea").AnswerRequirement(ctx, p.ID, "photo", wire.RequirementRequest{UploadID: begun.ID})
	wantCode(t, err, project.Conflict)
}

func TestTextsAreToldByTheirName(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	text := strings.Replace(asking, "types: [image/*]", "types: [text/markdown, application/pdf]", 1)
	p, err := w.as("bea").CreateProject(ctx, []byte(strings.Replace(plan, "sub_gigs:", text, 1)))
	must(t, err)
	for name, c := range map[string]struct {
		bytes string
		code  project.Code
	}{"score.md": {"# Score", ""}, "score.txt": {"# Score", project.Invalid}, "score.pdf": {"%PDF-1.7\n", ""}, "picture.md": {pixel, project.Invalid}} {
		up := w.sendFor(p, "photo", name, c.bytes)
		_, err := w.as("bea").AnswerRequirement(ctx, p.ID, "photo", wire.RequirementRequest{UploadID: up.ID})
		if project.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAnAnswerStandsOnceSomebodyWorksFromIt: afterwards it takes a change order.
func TestAnAnswerStandsOnceSomebodyWorksFromIt(t *testing.T) {
	w := newWorld(t)
	p := w.asked(true)
	must(t, w.say(p, "tuning", "440 Hz"))
	must(t, w.say(p, "tuning", "442 Hz"))
	must(t, w.say(p, "lyrics", "La la la"))
	must(t, w.say(p, "tuning", "440 Hz")) // the bass has not started
	must(t, w.say(p, "lyrics", "La la la"))
	err := w.say(p, "lyrics", "Lo lo lo")
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "change order") {
		t.Errorf("%v", err)
	}
	_, err = w.as("bea").CancelProject(context.Background(), p.ID)
	must(t, err)
	wantCode(t, w.say(p, "video", "https://example.org/v"), project.Conflict)
}

// deafProcess loses some commands to sub-gigs, as a workflow service does that is away.
type deafProcess struct {
	project.Process
	mu   sync.Mutex
	lose int
	keys []string
}

func (d *deafProcess) SubGig(ctx context.Context, id project.ProjectID, section int, sub project.SubGigID, c project.Command, key string) error {
	d.mu.Lock()
	d.keys = append(d.keys, key)
	lost := d.lose > 0
	d.lose--
	d.mu.Unlock()
	if lost {
		return project.Errorf(project.Unavailable, "away")
	}
	return d.Process.SubGig(ctx, id, section, sub, c, key)
}

// TestARepeatTellsWhatWasNotTold: the answer is kept, the telling is lost; the same command again, or the same answer in
// another command, heals it.
func TestARepeatTellsWhatWasNotTold(t *testing.T) {
	for name, second := range map[string]string{"the same command": "k", "another command": "k2"} {
		deaf := &deafProcess{}
		w := newWorld(t, func(o *api.Options) { deaf.Process, o.Process = o.Process, deaf })
		p := w.asked(true)
		deaf.lose = 2
		ask := func(key string) answer {
			return w.ask("bea", "PUT", path("/projects/%s/requirements/lyrics", p.ID), `{"value":"La la la"}`, keyHeader, key)
		}
		if got := ask("k"); got.status != 503 || w.sub(p, "drums").State != project.Waiting {
			t.Fatalf("%s: %d %s", name, got.status, got.body)
		}
		first := slices.Clone(deaf.keys)
		deaf.lose = 0
		if got := ask(second); got.status != 200 || w.sub(p, "drums").State != project.Offered {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
		for _, key := range deaf.keys[len(first):] {
			if slices.Contains(first, key) != (second == "k") {
				t.Errorf("%s: the process got the keys %v and then %v", name, first, deaf.keys[len(first):])
			}
		}
		if len(w.sub(p, "bass").WaitsFor.Requirements) != 2 {
			t.Errorf("%s: the bass was not told", name)
		}
	}
}

// launchingProcess runs something in the middle of a launch.
type launchingProcess struct {
	project.Process
	before func()
}

func (l launchingProcess) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	l.before()
	return l.Process.Launch(ctx, id, actor, key)
}

// TestAnAnswerDuringTheLaunchIsNotLost is given after the API has seen a draft and before the process has.
func TestAnAnswerDuringTheLaunchIsNotLost(t *testing.T) {
	var w *world
	var p wire.Project
	w = newWorld(t, func(o *api.Options) {
		o.Process = launchingProcess{o.Process, func() { must(t, w.say(p, "lyrics", "La la la")) }}
	})
	p = w.asked(false)
	_, err := w.as("bea").Launch(context.Background(), p.ID)
	must(t, err)
	if g := w.sub(p, "drums"); g.State != project.Offered {
		t.Errorf("%+v", g)
	}
}

func TestAnswersAndAcceptancesAtOnce(t *testing.T) {
	w := newWorld(t)
	p := w.asked(true)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			_, err := w.as("bea").AnswerRequirement(client.WithKey(context.Background(), string(rune('a'+i))), p.ID, "lyrics", wire.RequirementRequest{Value: "La la la"})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if g := w.sub(p, "drums"); g.State != project.Offered || g.Asked != 1 {
		t.Errorf("%+v", g)
	}
}
