package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

const keyHeader = wire.HeaderIdempotencyKey

func TestACommandNeedsAKey(t *testing.T) {
	w := newWorld(t)
	for name, key := range map[string]string{"none": "", "too long": strings.Repeat("k", 201), "blank": "a b"} {
		got := w.ask("bea", "POST", "/api/v1/people", `{"handle":"new","name":"New"}`, keyHeader, key)
		if p := got.problem(t); got.status != 400 || !strings.Contains(p.Detail, "Idempotency-Key") {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestTheSameCommandTwiceHasOneEffectAndOneAnswer(t *testing.T) {
	w := newWorld(t)
	ask := func(handle, key string) answer {
		return w.ask(handle, "POST", "/api/v1/projects", plan, keyHeader, key, "Content-Type", "application/yaml")
	}
	first, again := ask("bea", "k"), ask("bea", "k")
	if first.status != 201 || again.status != 201 || first.body != again.body || again.header.Get(wire.HeaderReplayed) != "true" {
		t.Errorf("\n%d %s\n%d %s", first.status, first.body, again.status, again.body)
	}
	if first.header.Get("Content-Type") != again.header.Get("Content-Type") {
		t.Errorf("%q and %q", first.header.Get("Content-Type"), again.header.Get("Content-Type"))
	}
	if other := ask("bob", "k"); other.status != 201 || other.body == first.body {
		t.Errorf("somebody else with the same key: %d %s", other.status, other.body)
	}
	if next := ask("bea", "k2"); next.body == first.body {
		t.Error("another key is no new command")
	}
	list, err := w.as("bea").Projects(context.Background(), client.Page{})
	must(t, err)
	if len(list.Items) != 2 {
		t.Errorf("%d projects", len(list.Items))
	}
}

func TestTheSameKeyForAnotherRequestIsAConflict(t *testing.T) {
	w := newWorld(t)
	w.ask("bea", "POST", "/api/v1/people", `{"handle":"a","name":"A"}`, keyHeader, "k")
	for name, got := range map[string]answer{
		"other body": w.ask("bea", "POST", "/api/v1/people", `{"handle":"b","name":"B"}`, keyHeader, "k"),
		"other path": w.ask("bea", "POST", path("/people/%s/tokens", w.ids["bea"]), `{"name":"x"}`, keyHeader, "k"),
	} {
		if got.status != 409 || got.problem(t).Code != "conflict" || got.header.Get("Retry-After") != "" {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestARefusalIsAnsweredAgain(t *testing.T) {
	w := newWorld(t)
	first := w.ask("bea", "POST", "/api/v1/projects", "title: x", keyHeader, "k", "Content-Type", "application/yaml")
	again := w.ask("bea", "POST", "/api/v1/projects", "title: x", keyHeader, "k", "Content-Type", "application/yaml")
	if first.status != 400 || first.body != again.body {
		t.Errorf("%s\n%s", first.body, again.body)
	}
}

// slowProcess waits in Launch until it is let go, or fails as often as it was told.
type slowProcess struct {
	project.Process
	mu      sync.Mutex
	fail    int
	entered chan struct{}
	letGo   chan struct{}
	keys    []string
}

func (p *slowProcess) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	p.mu.Lock()
	p.keys = append(p.keys, key)
	fail := p.fail > 0
	p.fail--
	p.mu.Unlock()
	if p.entered != nil {
		p.entered <- struct{}{}
		<-p.letGo
	}
	if fail {
		return project.Because(errors.New("broken pipe to 10.0.0.7"), project.Unavailable, "the workflow service does not answer")
	}
	return p.Process.Launch(ctx, id, actor, key)
}

func TestACommandThatStillRunsIsAConflictForAWhile(t *testing.T) {
	slow := &slowProcess{entered: make(chan struct{}), letGo: make(chan struct{})}
	w := newWorld(t, func(o *api.Options) { slow.Process, o.Process = o.Process, slow })
	id := w.draft().ID
	ask := func() answer { return w.ask("bea", "POST", path("/projects/%s/launch", id), "", keyHeader, "k") }
	done := make(chan answer)
	go func() { done <- ask() }()
	<-slow.entered
	second := ask()
	if second.status != 409 || second.header.Get("Retry-After") != "1" {
		t.Errorf("while it runs: %d %v %s", second.status, second.header, second.body)
	}
	w.clock.add(31 * time.Second)
	go func() { done <- ask() }()
	<-slow.entered // it is taken for lost and runs again
	close(slow.letGo)
	a, b := <-done, <-done
	if a.status != 200 || b.status != 200 {
		t.Errorf("%d %s\n%d %s", a.status, a.body, b.status, b.body)
	}
	if len(slow.keys) != 2 || slow.keys[0] != slow.keys[1] {
		t.Errorf("the process got the keys %v", slow.keys)
	}
}

func TestAnAnswerOf5xxIsNotKept(t *testing.T) {
	slow := &slowProcess{fail: 1}
	w := newWorld(t, func(o *api.Options) { slow.Process, o.Process = o.Process, slow })
	id := w.draft().ID
	ask := func() answer { return w.ask("bea", "POST", path("/projects/%s/launch", id), "", keyHeader, "k") }
	first := ask()
	if first.status != 503 || first.header.Get("Retry-After") != "1" || first.problem(t).Code != "unavailable" {
		t.Fatalf("%d %v %s", first.status, first.header, first.body)
	}
	if strings.Contains(first.body, "10.0.0.7") || !strings.Contains(w.log.String(), "10.0.0.7") {
		t.Error("the cause belongs into the log and not into the answer")
	}
	second, third := ask(), ask()
	if second.status != 200 || third.body != second.body || third.header.Get(wire.HeaderReplayed) != "true" {
		t.Errorf("%d %s\n%d %s", second.status, second.body, third.status, third.body)
	}
}

// panickingProcess fails once in the worst way.
type panickingProcess struct {
	project.Process
	done bool
}

func (p *panickingProcess) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	if !p.done {
		p.done = true
		panic("out of tune")
	}
	return p.Process.Launch(ctx, id, actor, key)
}

func TestACommandThatPanickedIsRunAgain(t *testing.T) {
	p := &panickingProcess{}
	w := newWorld(t, func(o *api.Options) { p.Process, o.Process = o.Process, p })
	id := w.draft().ID
	for _, want := range []int{500, 200} {
		if got := w.ask("bea", "POST", path("/projects/%s/launch", id), "", keyHeader, "k"); got.status != want {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
}

func TestARepeatMakesTheSameThings(t *testing.T) {
	w := newWorld(t)
	forgetful := &forgetfulRecords{Records: w.records}
	w.options.Records = forgetful
	again, err := api.New(w.options)
	must(t, err)
	defer func() { _ = again.Close() }()
	w.server.Config.Handler = again
	ask := func() wire.Project {
		got := w.ask("bea", "POST", "/api/v1/projects", plan, keyHeader, "k", "Content-Type", "application/yaml")
		var p wire.Project
		must(t, json.Unmarshal([]byte(got.body), &p))
		w.clock.add(time.Minute)
		return p
	}
	if a, b := ask(), ask(); a.ID != b.ID || a.ID == "" {
		t.Errorf("%s and %s", a.ID, b.ID)
	}
	list, err := w.as("bea").Projects(context.Background(), client.Page{})
	must(t, err)
	if len(list.Items) != 1 {
		t.Errorf("%d projects", len(list.Items))
	}
}

// forgetfulRecords loses every answer, as a server does that dies before it has kept it.
type forgetfulRecords struct{ project.Records }

func (forgetfulRecords) EndCommand(context.Context, project.CommandRecord) error {
	return project.Errorf(project.Unavailable, "the database is away")
}

func TestATokensSecretIsSaidButNeverKept(t *testing.T) {
	keeper := &keepingRecords{}
	w := newWorld(t, func(o *api.Options) { keeper.Records, o.Records = o.Records, keeper })
	ask := func() answer {
		return w.ask("olga", "POST", path("/people/%s/tokens", w.ids["ama"]), `{"name":"laptop"}`, keyHeader, "k")
	}
	first, again := ask(), ask()
	if first.status != 201 || first.body != again.body {
		t.Fatalf("%s\n%s", first.body, again.body)
	}
	var made wire.Token
	must(t, json.Unmarshal([]byte(first.body), &made))
	w.tokens["laptop"] = made.Token
	if me := w.ask("laptop", "GET", "/api/v1/me", ""); me.status != 200 || !strings.Contains(me.body, `"ama"`) {
		t.Errorf("%s", me.body)
	}
	_, secret, _ := api.ParseToken(made.Token)
	for _, kept := range keeper.kept {
		if strings.Contains(string(kept.Answer)+kept.Seed, secret) {
			t.Error("the secret is in the kept answer")
		}
	}
	if len(keeper.kept) == 0 {
		t.Error("nothing was kept")
	}
}

// keepingRecords shows what was kept of answers.
type keepingRecords struct {
	project.Records
	kept []project.CommandRecord
}

func (k *keepingRecords) EndCommand(ctx context.Context, c project.CommandRecord) error {
	k.kept = append(k.kept, c)
	return k.Records.EndCommand(ctx, c)
}

// TestConcurrentRepeats sends one command many times at once.
func TestConcurrentRepeats(t *testing.T) {
	w := newWorld(t)
	w.launched()
	o := w.offer("ama")
	ctx := client.WithKey(context.Background(), "k")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got, err := w.as("ama").Accept(ctx, o.ID); err != nil || got.State != project.OfferAccepted {
				t.Errorf("%+v %v", got, err)
			}
		})
	}
	all.Wait()
	ledger, err := w.as("bea").Ledger(context.Background(), o.ProjectID, client.Page{})
	must(t, err)
	if ledger.Totals.Held != 12000 {
		t.Errorf("held %d", ledger.Totals.Held)
	}
}

// TestACommandOfAProcessThatDiedIsNotWaitedFor: where no other process can be at it, a command that was begun before this
// one started is run again at once. Where others serve the same records it is waited for.
func TestACommandOfAProcessThatDiedIsNotWaitedFor(t *testing.T) {
	for _, alone := range []bool{true, false} {
		slow := &slowProcess{entered: make(chan struct{}), letGo: make(chan struct{})}
		w := newWorld(t, func(o *api.Options) { slow.Process, o.Process = o.Process, slow })
		id := w.draft().ID
		ask := func() answer { return w.ask("bea", "POST", path("/projects/%s/launch", id), "", keyHeader, "k") }
		done := make(chan answer)
		go func() { done <- ask() }()
		<-slow.entered
		old := w.server.URL
		next := w.options
		next.Process, next.Alone = slow.Process, alone
		a, err := api.New(next)
		must(t, err)
		t.Cleanup(func() { must(t, a.Close()) })
		server := httptest.NewServer(a)
		t.Cleanup(server.Close)
		w.server.URL = server.URL
		want := map[bool]int{true: 200, false: 409}[alone]
		if got := ask(); got.status != want {
			t.Errorf("alone %v: the next process answers %d, not %d: %s", alone, got.status, want, got.body)
		}
		w.server.URL = old
		close(slow.letGo)
		<-done
	}
}
