package sim

import (
	"container/heap"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"math/rand/v2"
	"strconv"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// Stage is what a run needs of the place where it happens.
type Stage struct {
	Day      time.Duration                     // how long a day of the plan lasts
	Now      func() time.Time                  // the time there
	Records  project.Records                   // to look on; no fault comes from here
	Objects  project.Objects                   // the same
	Operator *client.Client                    // puts the people on the roster
	Connect  func(token string) *client.Client // acts as the person behind the token
	Audit    func(context.Context, project.ProjectID) ([]string, error)
	Coverage *Coverage
	Settle   func(context.Context) error // clears and pays what is due; nil where the treasury does
	Still    bool                        // nothing happens while one looks, and no clock rings late
}

// Run is one project and its people, from the roster to the end. One goroutine uses it.
type Run struct {
	Seed   uint64
	Script Script
	ID     project.ProjectID

	stage     Stage
	rng       *rand.Rand
	agenda    agenda
	people    map[project.PersonID]*actor
	sellers   []*actor
	buyer     *actor
	producer  *actor
	operator  *actor
	seen      int64 // events heard of
	places    map[project.SubGigID]string
	proposals map[project.ProposalID]bool
	state     string // of the project, as last considered
	escalated bool   // the final waits and nobody answers
	history   []project.Event
	delivered []handed
	broken    []string
	minted    int
	log       hash.Hash
	trace     []string
}

// actor is one of the people at work.
type actor struct {
	Person
	id     project.PersonID
	client *client.Client
	extras map[string]int // what they did besides the plain thing, by engagement
}

// handed is a delivery that was answered as taken.
type handed struct {
	id     project.DeliveryID
	sub    project.SubGigID
	seller project.PersonID
	files  map[string]string // sha256 by name
}

// NewRun prepares the run of a seed.
func NewRun(seed uint64, s Stage) *Run {
	return &Run{Seed: seed, Script: NewScript(seed, s.Day, s.Now()), stage: s, rng: chance(seed, 2), people: map[project.PersonID]*actor{},
		places: map[project.SubGigID]string{}, proposals: map[project.ProposalID]bool{}, log: sha256.New()}
}

// Open puts everybody on the roster, and creates and launches the project.
func (r *Run) Open(ctx context.Context) error {
	s := r.Script
	me, err := r.stage.Operator.Me(ctx)
	if err != nil {
		return fmt.Errorf("the operator: %w", err)
	}
	r.operator = &actor{Person: Person{Handle: "operator", Manner: s.Operator}, id: me.ID, client: r.stage.Operator, extras: map[string]int{}}
	if r.buyer, err = r.join(ctx, s.Buyer, project.RoleBuyer); err != nil {
		return err
	}
	if r.producer = r.buyer; s.Producer.Handle != s.Buyer.Handle {
		if r.producer, err = r.join(ctx, s.Producer, project.RoleProducer); err != nil {
			return err
		}
	}
	for _, p := range s.Sellers {
		if !p.Planned {
			if _, err := r.join(ctx, p, project.RoleSeller); err != nil {
				return err
			}
		}
	}
	return r.launch(ctx)
}

func (r *Run) launch(ctx context.Context) error {
	plan, err := json.Marshal(r.Script.Plan)
	if err != nil {
		return err
	}
	created, err := r.buyer.client.CreateProject(ctx, plan)
	if err != nil {
		return fmt.Errorf("create the project: %w", err)
	}
	r.ID = created.ID
	for _, p := range r.Script.Sellers {
		if p.Planned {
			if _, err := r.meet(ctx, p); err != nil {
				return err
			}
		}
	}
	if _, err := r.buyer.client.Launch(ctx, r.ID); err != nil {
		return fmt.Errorf("launch the project: %w", err)
	}
	r.planSupplies()
	return nil
}

// join puts somebody on the roster and connects them.
func (r *Run) join(ctx context.Context, p Person, roles ...project.Role) (*actor, error) {
	_, err := r.stage.Operator.CreatePerson(ctx, wire.PersonRequest{Handle: p.Handle, Name: p.Name, Country: "GH", Zone: "Africa/Accra", Email: p.Email, Roles: roles})
	if err != nil {
		return nil, fmt.Errorf("add %s to the roster: %w", p.Handle, err)
	}
	return r.meet(ctx, p)
}

// meet connects somebody who is on the roster.
func (r *Run) meet(ctx context.Context, p Person) (*actor, error) {
	known, err := r.stage.Records.PersonByHandle(ctx, p.Handle)
	if err != nil {
		return nil, err
	}
	token, err := r.stage.Operator.CreateToken(ctx, known.ID, wire.TokenRequest{Name: "sim"})
	if err != nil {
		return nil, fmt.Errorf("a token for %s: %w", p.Handle, err)
	}
	a := &actor{Person: p, id: known.ID, client: r.stage.Connect(token.Token), extras: map[string]int{}}
	r.people[a.id] = a
	if p.Handle != r.Script.Buyer.Handle && p.Handle != r.Script.Producer.Handle {
		r.sellers = append(r.sellers, a)
		return a, r.limit(ctx, a)
	}
	return a, nil
}

// Play carries the run on until the project has ended, and checks it, where time passes by itself. The news are read so often.
func (r *Run) Play(ctx context.Context, look time.Duration) error {
	for {
		ended, err := r.Hear(ctx)
		if err != nil {
			return err
		}
		if ended {
			return r.Check(ctx)
		}
		wait := look
		if next := r.Next(); !next.IsZero() {
			wait = max(0, min(look, next.Sub(r.stage.Now())))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the project has not ended: %w", context.Cause(ctx))
		case <-time.After(wait):
		}
		r.Act(ctx)
	}
}

// Next is when somebody means to do something; zero when everybody waits.
func (r *Run) Next() time.Time { return r.agenda.next() }

// Act does the first plan if its time has come.
func (r *Run) Act(ctx context.Context) {
	if next := r.agenda.next(); next.IsZero() || next.After(r.stage.Now()) {
		return
	}
	p := heap.Pop(&r.agenda).(plan)
	err := p.act(ctx)
	code := project.CodeOf(err)
	r.stage.Coverage.count("did", p.do+" "+outcome(code))
	r.note("%s %s %s %s: %s", r.stage.Now().UTC().Format(time.RFC3339Nano), p.who.Handle, p.do, p.sub, outcome(code))
	switch code {
	case project.Unavailable: // the client's patience is over; people try again later, as a new command
		p.at = r.stage.Now().Add(r.stage.Day / 20)
		r.agenda.add(p)
	case project.Internal, project.Unauthenticated, project.Invalid:
		r.breakf("%s could not %s %s: %v", p.who.Handle, p.do, p.sub, err)
	}
}

func outcome(code project.Code) string {
	if code == "" {
		return "ok"
	}
	return string(code)
}

// mint gives the next of a row of short names.
func (r *Run) mint() string {
	r.minted++
	return strconv.Itoa(r.minted)
}

// note writes a line into the log of the run.
func (r *Run) note(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	_, _ = fmt.Fprintln(r.log, line)
	r.trace = append(r.trace, line)
}

// Log is the sum over everything that happened; two runs of a seed on the same stage have the same.
func (r *Run) Log() string { return hex.EncodeToString(r.log.Sum(nil)) }

// Trace is everything that happened, a line each.
func (r *Run) Trace() []string { return r.trace }

// breakf notes that something does not hold.
func (r *Run) breakf(format string, args ...any) {
	r.broken = append(r.broken, fmt.Sprintf(format, args...))
}

// Broken is what did not hold so far.
func (r *Run) Broken() []string { return r.broken }

// later makes a plan for somebody after some days.
func (r *Run) later(days float64, who *actor, do string, sub project.SubGigID, act func(context.Context) error) {
	at := r.stage.Now().Add(time.Duration(days * float64(r.stage.Day)))
	r.agenda.add(plan{at: at, who: who, do: do, sub: sub, act: act})
}

// often is true in so many of a hundred cases.
func (r *Run) often(percent int) bool { return r.rng.IntN(100) < percent }

// between is a number in a range.
func (r *Run) between(least, most float64) float64 { return least + r.rng.Float64()*max(0, most-least) }

// days is a length of time in days of the plan.
func (r *Run) days(d time.Duration) float64 { return float64(d) / float64(r.stage.Day) }

// soon is within how many days somebody acts whose clock has so much left: in good time, or late.
func (r *Run) soon(who *actor, due time.Time) float64 {
	left := r.days(due.Sub(r.stage.Now()))
	if r.often(who.Manner.Late) {
		return max(0.01, r.between(left*0.95, left+1.5))
	}
	return max(0.01, r.between(0.05, left*0.85))
}
