package memory_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/memory"
)

// cast is a draft of n sub-gigs, 3 to a section, each needing the one before, in an ensemble over the memory records.
type cast struct {
	t       *testing.T
	now     time.Time
	records *memory.Records
	process *memory.Process
	id      project.ProjectID
	subs    []project.SubGigID
	keys    int
}

func newCast(t *testing.T, n int, o memory.ProcessOptions) *cast {
	t.Helper()
	c := &cast{t: t, now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), records: memory.NewRecords(project.FeePolicy{}), id: "prj_1"}
	o.Now = func() time.Time { return c.now }
	c.process = memory.NewProcess(c.records, o)
	draft := project.NewProject{Project: project.Project{ID: c.id, Title: "T", State: project.ProjectDraft, Buyer: "per_buyer", Producer: "per_prod",
		Currency: "EUR", BudgetMinor: int64(100 * n), SubGigs: n}, At: c.now}
	for i := range n {
		id := project.SubGigID(fmt.Sprint("sub_", i))
		g := project.SubGig{ID: id, State: project.Waiting, Terms: project.Terms{PriceMinor: 100, Candidates: []project.PersonID{"per_a", "per_b"},
			OfferFor: time.Hour, WorkFor: time.Hour, ReviewFor: time.Hour, Revisions: 1}}
		if i > 0 {
			g.Needs = []project.SubGigID{c.subs[i-1]}
		}
		c.subs = append(c.subs, id)
		draft.SubGigs = append(draft.SubGigs, project.SubGigRecord{SubGig: g, Project: c.id, Key: fmt.Sprint("k", i), Section: i / 3, Position: i,
			Title: "T", Role: "r", NeedsAll: g.Needs})
	}
	c.ok(c.records.CreateProject(context.Background(), draft))
	return c
}

func (c *cast) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *cast) give(i int, command project.Command) error {
	c.keys++
	return c.process.SubGig(context.Background(), c.id, i/3, c.subs[i], command, fmt.Sprint("key", c.keys))
}

func (c *cast) sub(i int) project.SubGigRecord {
	c.t.Helper()
	g, err := c.records.SubGig(context.Background(), c.subs[i])
	c.ok(err)
	return g
}

func (c *cast) state() project.Project {
	c.t.Helper()
	p, err := c.records.Project(context.Background(), c.id)
	c.ok(err)
	return p
}

// play takes the offer of sub-gig i, delivers and has it approved.
func (c *cast) play(i int) {
	c.t.Helper()
	ctx := context.Background()
	c.ok(c.give(i, project.Command{Kind: project.Accept, Actor: "per_a", Offer: c.sub(i).Offer.ID}))
	d := project.DeliveryID(fmt.Sprint("dlv_", i))
	c.ok(c.records.DraftDelivery(ctx, project.Delivery{ID: d, Project: c.id, SubGig: c.subs[i], Seller: "per_a", CreatedAt: c.now}))
	c.ok(c.give(i, project.Command{Kind: project.Submit, Actor: "per_a", Delivery: d}))
	r := project.ReviewID(fmt.Sprint("rev_", i))
	c.ok(c.records.DraftReview(ctx, project.Review{ID: r, Delivery: d, Reviewer: "per_prod", Decision: project.Approve}))
	c.ok(c.give(i, project.Command{Kind: project.Decide, Actor: "per_prod", Delivery: d, Decision: project.Approve, Review: r}))
}

func TestTheReferenceProcessPlaysAProjectAcrossSections(t *testing.T) {
	c := newCast(t, 7, memory.ProcessOptions{})
	ctx := context.Background()
	c.ok(c.process.Launch(ctx, c.id, "per_buyer", "launch"))
	for i := range 7 {
		if g := c.sub(i); g.State != project.Offered {
			t.Fatalf("sub-gig %d is %s", i, g.State)
		}
		c.play(i)
	}
	p := c.state()
	if p.State != project.ProjectInReview || p.Approved != 7 {
		t.Fatalf("%+v", p)
	}
	finals, err := c.records.Artifacts(ctx, c.id, project.ArtifactFinal, 10)
	c.ok(err)
	c.ok(c.process.DecideFinal(ctx, c.id, "per_prod", finals[0].ID, false, "rebuild"))
	c.ok(c.process.DecideFinal(ctx, c.id, "per_prod", finals[0].ID, true, "approve"))
	balances, err := c.records.Balances(ctx, c.id)
	c.ok(err)
	totals := project.TotalsOf(balances)
	if c.state().State != project.ProjectCompleted || totals.Check() != nil || totals.Released != 700 {
		t.Errorf("%+v %+v", c.state(), totals)
	}
}

func TestTheReferenceProcessRemembersKeys(t *testing.T) {
	c := newCast(t, 1, memory.ProcessOptions{})
	ctx := context.Background()
	for range 2 {
		c.ok(c.process.Launch(ctx, c.id, "per_buyer", "k"))
	}
	if err := c.process.Launch(ctx, c.id, "per_buyer", "other"); project.CodeOf(err) != project.Conflict {
		t.Errorf("%v", err)
	}
	events, err := c.records.LastEvent(ctx, c.id)
	c.ok(err)
	c.process.Away(project.Errorf(project.Unavailable, "away"))
	if err := c.give(0, project.Command{Kind: project.Cancel}); project.CodeOf(err) != project.Unavailable || c.process.Ping(ctx) == nil {
		t.Errorf("%v", err)
	}
	c.process.Away(nil)
	if now, _ := c.records.LastEvent(ctx, c.id); now != events {
		t.Error("something happened while the process was away")
	}
}

func TestTheReferenceProcessLetsTimePass(t *testing.T) {
	c := newCast(t, 1, memory.ProcessOptions{})
	ctx := context.Background()
	c.ok(c.process.Launch(ctx, c.id, "per_buyer", "k"))
	for _, want := range []project.PersonID{"per_b", ""} {
		c.now = c.now.Add(2 * time.Hour)
		c.ok(c.process.Elapse(ctx, c.id))
		got := project.PersonID("")
		if o := c.sub(0).Offer; o != nil {
			got = o.Seller
		}
		if got != want {
			t.Errorf("asked is %q, not %q", got, want)
		}
	}
	if c.sub(0).State != project.Casting {
		t.Errorf("%s", c.sub(0).State)
	}
}

func TestTheReferenceProcessHoldsAnInspection(t *testing.T) {
	c := newCast(t, 1, memory.ProcessOptions{Inspect: func(d project.Delivery) (project.Inspection, bool) {
		return project.Inspection{Delivery: d.ID}, true
	}})
	ctx := context.Background()
	c.ok(c.process.Launch(ctx, c.id, "per_buyer", "k"))
	c.ok(c.give(0, project.Command{Kind: project.Accept, Actor: "per_a", Offer: c.sub(0).Offer.ID}))
	c.ok(c.records.DraftDelivery(ctx, project.Delivery{ID: "dlv_0", Project: c.id, SubGig: c.subs[0], Seller: "per_a", CreatedAt: c.now}))
	c.ok(c.give(0, project.Command{Kind: project.Submit, Actor: "per_a", Delivery: "dlv_0"}))
	if c.sub(0).State != project.Inspecting {
		t.Fatalf("%s", c.sub(0).State)
	}
	c.ok(c.process.Inspected(ctx, project.Inspection{Delivery: "dlv_0", Passed: false}))
	if c.sub(0).State != project.Working {
		t.Errorf("%s", c.sub(0).State)
	}
}

func TestTheReferenceProcessCancels(t *testing.T) {
	c := newCast(t, 2, memory.ProcessOptions{})
	ctx := context.Background()
	c.ok(c.process.Launch(ctx, c.id, "per_buyer", "k"))
	c.play(0)
	c.ok(c.process.CancelProject(ctx, c.id, "per_buyer", "c"))
	balances, err := c.records.Balances(ctx, c.id)
	c.ok(err)
	if totals := project.TotalsOf(balances); c.state().State != project.ProjectCancelled || totals.Released != 100 || totals.Refunded != 100 {
		t.Errorf("%+v %+v", c.state(), totals)
	}
}

// hasty loses the answer of every second commit.
type hasty struct {
	project.Records
	commits int
	away    bool
}

func (h *hasty) Commit(ctx context.Context, c project.Commit) (project.Committed, error) {
	if h.away {
		return project.Committed{}, project.Errorf(project.Unavailable, "away")
	}
	done, err := h.Records.Commit(ctx, c)
	if h.commits++; err == nil && h.commits%2 == 1 {
		return project.Committed{}, project.Errorf(project.Unavailable, "the answer was lost")
	}
	return done, err
}

func TestTheReferenceProcessIsLoadedFromTheRecordsAgain(t *testing.T) {
	c := newCast(t, 7, memory.ProcessOptions{})
	ctx := context.Background()
	slow := &hasty{Records: c.records}
	c.process = memory.NewProcess(slow, memory.ProcessOptions{Now: func() time.Time { return c.now }})
	c.ok(c.process.Launch(ctx, c.id, "per_buyer", "launch"))
	for i := range 7 {
		c.process.Restart()
		c.play(i)
	}
	slow.away = true
	c.process.Restart()
	finals, err := c.records.Artifacts(ctx, c.id, project.ArtifactFinal, 1)
	c.ok(err)
	if err := c.process.DecideFinal(ctx, c.id, "per_prod", finals[0].ID, true, "final"); project.CodeOf(err) != project.Unavailable {
		t.Fatal(err)
	}
	slow.away = false
	c.ok(c.process.DecideFinal(ctx, c.id, "per_prod", finals[0].ID, true, "final"))
	if p := c.state(); p.State != project.ProjectCompleted || p.Approved != 7 {
		t.Errorf("%+v", p)
	}
	events, err := c.records.Events(ctx, c.id, 0, 0)
	c.ok(err)
	made := 0
	for _, e := range events {
		if e.Kind == project.LogOfferMade {
			made++
		}
	}
	if made != 7 {
		t.Errorf("%d offers were made for 7 sub-gigs", made)
	}
}

func TestTheReferenceProcessEndsAPause(t *testing.T) {
	c := newCast(t, 1, memory.ProcessOptions{})
	ctx := context.Background()
	c.ok(c.process.Launch(ctx, c.id, "per_buyer", "k"))
	c.ok(c.process.Pause(ctx, c.id, "per_buyer", c.now.Add(48*time.Hour), "p"))
	c.now = c.now.Add(47 * time.Hour)
	c.ok(c.process.Elapse(ctx, c.id))
	if c.state().State != project.ProjectPaused {
		t.Fatal(c.state().State)
	}
	if next := c.process.NextRing(c.id); !next.Equal(c.now.Add(time.Hour)) {
		t.Errorf("rings at %v", next)
	}
	c.now = c.now.Add(time.Hour)
	c.ok(c.process.Elapse(ctx, c.id))
	if g := c.sub(0); c.state().State != project.ProjectRunning || g.State != project.Offered || !g.Timer.Due.Equal(c.now.Add(time.Hour)) {
		t.Errorf("%+v %+v", c.state(), g)
	}
}
