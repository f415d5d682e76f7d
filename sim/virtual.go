package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"tutti/api"
	"tutti/client"
	"tutti/project"
	"tutti/storage/memory"
	"tutti/storage/records"
)

const day = 24 * time.Hour

// maxSteps is more than any project needs; one that needs more does not end.
const maxSteps = 20_000

// Virtual is the place without a wall clock: the real API over real SQLite records, on the reference process, with faults
// between all of them. One goroutine plays everything.
type Virtual struct {
	Run *Run

	seed    uint64
	rng     *rand.Rand
	clock   *Clock
	faults  *Faults
	store   *records.Store
	objects *memory.Objects
	process *memory.Process
	api     *api.API
	crashes bool // the process is killed from time to time
	holds   map[project.DeliveryID]time.Time
	held    []project.DeliveryID // in the order of their coming
	leaks   []string             // personal data seen in commits
	verdict map[project.DeliveryID]project.Inspection
	minted  int
	struck  context.Context
}

// NewVirtual prepares the place for a seed over a SQLite database at the path. The caller closes it.
func NewVirtual(ctx context.Context, seed uint64, path string, coverage *Coverage) (*Virtual, error) {
	clock := NewClock()
	fee := NewScript(seed, day, clock.Now()).Fee
	store, err := records.Open(ctx, records.Options{URL: "sqlite:" + path, FeePolicy: fee})
	if err != nil {
		return nil, err
	}
	v := &Virtual{seed: seed, rng: chance(seed, 4), clock: clock, store: store, objects: memory.NewObjects(),
		holds: map[project.DeliveryID]time.Time{}, verdict: map[project.DeliveryID]project.Inspection{}}
	v.crashes = v.rng.IntN(2) == 0
	v.faults = NewFaults(seed, v.clock, coverage)
	v.struck = v.faults.Mark(ctx)
	if err := v.build(ctx, fee, coverage); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

func (v *Virtual) build(ctx context.Context, fee project.FeePolicy, coverage *Coverage) error {
	rows := faultyRecords{watchedRecords{v.store, v}, v.faults}
	live := faultyLive{&memory.Live{}, v.faults}
	v.process = memory.NewProcess(rows, memory.ProcessOptions{Now: v.clock.Now, Live: live, Inspect: v.inspect})
	v.objects.PublicAt("http://objects")
	var err error
	v.api, err = api.New(api.Options{
		Records: rows, Objects: faultyObjects{v.objects, v.faults}, Live: live,
		Process: faultyProcess{watchedProcess{v.process, coverage}, v.faults},
		Now:     v.clock.Now, Seed: v.mint, Fee: fee, Version: "sim", RequestsOfPerson: 1_000_000, RequestsOfAddress: 1_000_000, TellAtOnce: 1,
	})
	if err != nil {
		return err
	}
	token, err := v.hire(ctx)
	if err != nil {
		return err
	}
	v.Run = NewRun(v.seed, Stage{Day: day, Now: v.clock.Now, Records: v.store, Objects: v.objects, Operator: v.connect(token),
		Connect: v.connect, Audit: v.audit, Coverage: coverage, Settle: v.settle, Still: true})
	return nil
}

// hire puts the operator into the records, as a fresh instance does.
func (v *Virtual) hire(ctx context.Context) (string, error) {
	now, secret := v.clock.Now(), api.NewSecret()
	p := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, now, "operator")), Handle: "operator", Name: "Operator", Country: "GH",
		Roles: []project.Role{project.RoleOperator, project.RoleBuyer}, CreatedAt: now}
	if _, err := v.store.PutPerson(ctx, p); err != nil {
		return "", err
	}
	t := project.Token{ID: project.TokenID(project.NewID(project.PrefixToken, now, "operator")), Person: p.ID, Hash: api.HashSecret(secret), Name: "sim", CreatedAt: now}
	return api.FormatToken(t.ID, secret), v.store.PutToken(ctx, t)
}

func (v *Virtual) audit(ctx context.Context, id project.ProjectID) ([]string, error) {
	found, err := v.store.Audit(ctx, id, v.clock.Now())
	var findings []string
	for _, f := range found.Findings {
		findings = append(findings, f.String())
	}
	return findings, err
}

// settle does what the treasury does: it clears what is due and makes payouts by hand of what has cleared.
func (v *Virtual) settle(ctx context.Context) error {
	if _, err := v.store.ClearDue(ctx, v.clock.Now(), 0); err != nil {
		return err
	}
	payable, err := v.store.Payables(ctx, project.ProviderManual, project.Page{})
	if err != nil {
		return err
	}
	for _, due := range (project.PayoutPolicy{ByHand: true}).Due(payable, v.clock.Now()) {
		_, err := v.store.MakePayout(ctx, project.Payout{Project: due.Project, Seller: due.Seller, Minor: due.Minor, Currency: due.Currency,
			Provider: project.ProviderManual, MadeAt: v.clock.Now()})
		if err != nil && project.CodeOf(err) != project.Conflict {
			return err
		}
	}
	return nil
}

// mint gives the seed of a command: the next of a row.
func (v *Virtual) mint() string {
	v.minted++
	return fmt.Sprintf("%d/%d", v.seed, v.minted)
}

// Close ends the place.
func (v *Virtual) Close() error {
	var err error
	if v.api != nil {
		err = v.api.Close()
	}
	return errors.Join(err, v.store.Close())
}

// connect gives a client whose waits are jumps and who sends its requests straight into the handlers.
func (v *Virtual) connect(token string) *client.Client {
	c, err := client.New("http://tutti", token, client.Options{HTTP: &http.Client{Transport: door{v}}, Parallel: 1,
		Sleep: func(context.Context, time.Duration) bool { v.clock.Advance(3 * time.Second); return true }})
	if err != nil {
		panic(err) // the address is a constant
	}
	return c
}

// door lets requests in without a network.
type door struct{ v *Virtual }

// RoundTrip answers one request. A blow is a connection that broke before the request or before its answer.
func (d door) RoundTrip(req *http.Request) (*http.Response, error) {
	d.v.clock.Advance(3*time.Millisecond + 17)
	return through(req.Context(), d.v.faults, "http", req.URL.Path, func() (*http.Response, error) {
		var in http.Handler = d.v.api
		if req.URL.Host == "objects" {
			in = d.v.objects.Handler()
		}
		inside := req.Clone(req.Context())
		if inside.Body == nil {
			inside.Body = http.NoBody
		}
		out := httptest.NewRecorder()
		in.ServeHTTP(out, inside)
		return out.Result(), nil
	})
}

// inspect judges a delivery by its first bytes, often at once, else after some minutes or hours.
func (v *Virtual) inspect(d project.Delivery) (project.Inspection, bool) {
	known, judged := v.verdict[d.ID]
	if !judged {
		var err error
		if known, err = v.judge(d); err != nil {
			v.hold(d.ID, time.Minute)
			return known, true
		}
		v.verdict[d.ID] = known
		if v.rng.IntN(3) == 0 {
			v.hold(d.ID, time.Duration(1+v.rng.Int64N(int64(8*time.Hour))))
		}
	}
	_, held := v.holds[d.ID]
	return known, held
}

func (v *Virtual) hold(id project.DeliveryID, length time.Duration) {
	if _, held := v.holds[id]; !held {
		v.held = append(v.held, id)
	}
	v.holds[id] = v.clock.Now().Add(length)
}

func (v *Virtual) judge(d project.Delivery) (project.Inspection, error) {
	i := project.Inspection{Delivery: d.ID, Passed: true, Findings: []project.Finding{}, Files: []project.FileFacts{}, Tools: []string{"sim"}}
	for _, f := range d.Files {
		body, _, err := (faultyObjects{v.objects, v.faults}).Get(v.struck, project.ObjectKey(f.SHA256))
		if err != nil {
			return i, err
		}
		content, err := io.ReadAll(body)
		_ = body.Close()
		if err != nil {
			return i, err
		}
		if bytes.HasPrefix(content, []byte(badFile)) {
			i.Passed = false
			i.Findings = append(i.Findings, project.Finding{Code: "wrong_format", Severity: project.Block, Message: "a picture", Fix: "Send text.", File: f.Name})
		}
	}
	return i, nil
}

// release tells the process of the inspections whose time has come.
func (v *Virtual) release(ctx context.Context) {
	for _, id := range v.held {
		if at, held := v.holds[id]; !held || at.After(v.clock.Now()) {
			continue
		}
		i, judged := v.verdict[id]
		if !judged {
			d, err := v.store.Delivery(ctx, id)
			if err == nil {
				i, err = v.judge(d)
			}
			if err != nil {
				v.hold(id, time.Minute)
				continue
			}
			v.verdict[id] = i
		}
		if err := v.process.Inspected(v.struck, i); project.CodeOf(err) == project.Unavailable {
			v.hold(id, time.Minute)
			continue
		}
		delete(v.holds, id)
	}
}

// Play runs the project to its end and checks it. The error says what went wrong with the play; what did not hold is in
// Run.Broken.
func (v *Virtual) Play(ctx context.Context) error {
	if err := v.Run.Open(v.struck); err != nil {
		return err
	}
	for range maxSteps {
		ended, err := v.Run.Hear(ctx)
		switch {
		case err != nil:
			return err
		case ended:
			return v.end(ctx)
		case len(v.Run.Broken()) > 0:
			return nil
		}
		next := v.next()
		if next.IsZero() {
			return errors.New("nothing is due any more and the project has not ended")
		}
		v.clock.JumpTo(next)
		v.step(ctx)
	}
	return fmt.Errorf("the project has not ended after %d steps", maxSteps)
}

// next is the earliest of what is due.
func (v *Virtual) next() time.Time {
	first := v.Run.Next()
	sooner := func(t time.Time) {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	sooner(v.process.NextRing(v.Run.ID))
	for _, at := range v.holds {
		sooner(at)
	}
	return first
}

func (v *Virtual) step(ctx context.Context) {
	if v.crashes && v.rng.IntN(60) == 0 {
		v.process.Restart()
		v.Run.stage.Coverage.count("fault", "process: killed and loaded again")
		v.Run.note("the process is killed")
	}
	v.ring()
	v.release(ctx)
	v.Run.Act(v.struck)
}

// ring has the process do what is due. It may not, while the records are away; then it is asked again a minute later.
func (v *Virtual) ring() {
	due := v.process.NextRing(v.Run.ID)
	if due.IsZero() || due.After(v.clock.Now()) {
		return
	}
	now := v.clock.Now()
	err := v.process.Elapse(v.struck, v.Run.ID)
	switch {
	case project.CodeOf(err) == project.Unavailable:
		v.clock.Advance(time.Minute)
	case err != nil:
		v.Run.breakf("a clock ran out and could not be answered: %v", err)
	default:
		if left := v.process.NextRing(v.Run.ID); !left.IsZero() && !left.After(now) {
			v.Run.breakf("a clock was due at %v and has not rung at %v", left, now)
		}
	}
}

func (v *Virtual) end(ctx context.Context) error {
	if due := v.process.NextRing(v.Run.ID); !due.IsZero() {
		if err := v.process.Elapse(ctx, v.Run.ID); err != nil { // it may have been lost and has to be loaded once more
			return err
		}
		if due := v.process.NextRing(v.Run.ID); !due.IsZero() {
			v.Run.breakf("the project has ended and a clock is set for %v", due)
		}
	}
	for _, leak := range v.leaks {
		v.Run.breakf("%s", leak)
	}
	return v.Run.Check(ctx)
}

// watchedRecords looks at what the process writes down.
type watchedRecords struct {
	*records.Store
	v *Virtual
}

func (w watchedRecords) Commit(ctx context.Context, c project.Commit) (project.Committed, error) {
	text, err := json.Marshal(c)
	if err != nil || strings.Contains(string(text), Mark(w.v.seed)) {
		w.v.leaks = append(w.v.leaks, fmt.Sprintf("personal data in a commit: %s %v", text, err))
	}
	return w.Store.Commit(ctx, c)
}

// watchedProcess counts the commands that people give.
type watchedProcess struct {
	*memory.Process
	coverage *Coverage
}

func (w watchedProcess) SubGig(ctx context.Context, id project.ProjectID, section int, sub project.SubGigID, c project.Command, key string) error {
	err := w.Process.SubGig(ctx, id, section, sub, c, key)
	w.coverage.count("command", string(c.Kind)+" "+outcome(project.CodeOf(err)))
	return err
}
