package e2e

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/storage/records"
)

// The clocks that run out while the program is away are so far ahead. All is set up within that time, so a machine that is
// too busy for it tries again with twice as much.
const (
	ahead     = 30 * time.Second
	mostAhead = 4 * time.Minute
)

// firesWithin is how soon an expired clock has fired once the program is ready again.
const firesWithin = 5 * time.Second

const clockPlan = `
currency: EUR
people:
  - {handle: ama, name: Ama Mensah, country: GH, zone: Africa/Accra}
  - {handle: noor, name: Noor Haddad, country: JO, zone: Asia/Amman}
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {offer: 10h, work: 10h, review: 10h, grace: 10h, answer: 10h, idle: 1000h, dispute: 10h, preview: 1h}
`

// workPlan has a sub-gig for each clock that begins with somebody's work: it is in the middle of the clock (half), before its
// end (due) or in the grace that follows (end).
const workPlan = clockPlan + `
title: Clocks of work
sub_gigs:
  - {key: review-half, title: A, role: tester, price: "10.00", cast: [ama], clocks: {review: TWICE}}
  - {key: review-due, title: A, role: tester, price: "10.00", cast: [ama], clocks: {review: AHEAD}}
  - {key: review-end, title: A, role: tester, price: "10.00", cast: [ama], clocks: {review: 1s, grace: AHEAD}}
  - {key: review-approved, title: A, role: tester, price: "10.00", cast: [ama], clocks: {review: 1s, grace: AHEAD}, silent_review: approve}
  - {key: dispute-direct, title: A, role: tester, price: "10.00", cast: [ama], clocks: {dispute: AHEAD}}
  - {key: dispute-producer, title: A, role: tester, price: "10.00", cast: [ama], clocks: {dispute: AHEAD}}
  - {key: dispute-ruled, title: A, role: tester, price: "10.00", cast: [ama], standby: [noor], clocks: {dispute: AHEAD}}
  - {key: dispute-operator, title: A, role: tester, price: "10.00", cast: [ama], standby: [noor], clocks: {dispute: AHEAD}}
  - {key: work-half, title: A, role: tester, price: "10.00", cast: [ama], clocks: {work: TWICE}}
  - {key: work-due, title: A, role: tester, price: "10.00", cast: [ama], clocks: {work: AHEAD}}
  - {key: work-end, title: A, role: tester, price: "10.00", cast: [ama], standby: [noor], clocks: {work: 1s, grace: AHEAD}}
  - {key: proposal, title: A, role: tester, price: "10.00", cast: [ama], clocks: {answer: AHEAD}}
`

// castPlan has one for each clock before anybody works.
const castPlan = clockPlan + `
title: Clocks of casting
requirements:
  - {key: lyrics, title: Lyrics, kind: text, for: [supply-due, supply-end]}
sub_gigs:
  - {key: offer-half, title: A, role: tester, price: "10.00", cast: [ama], clocks: {offer: TWICE}}
  - {key: offer-due, title: A, role: tester, price: "10.00", cast: [ama], standby: [noor], clocks: {offer: AHEAD}}
  - {key: question, title: A, role: tester, price: "10.00", cast: [ama], clocks: {answer: AHEAD}}
  - {key: call, title: A, role: tester, price: "10.00", casting: open_call, standby: [noor], clocks: {offer: AHEAD}}
  - {key: idle-due, title: A, role: tester, price: "10.00", clocks: {idle: AHEAD}}
  - {key: idle-end, title: A, role: tester, price: "10.00", clocks: {idle: 1s, grace: AHEAD}}
  - {key: supply-due, title: A, role: tester, price: "10.00", cast: [ama], clocks: {idle: AHEAD}}
  - {key: supply-end, title: A, role: tester, price: "10.00", cast: [ama], clocks: {idle: 1s, grace: AHEAD}}
`

const pausePlan = clockPlan + `
title: A pause that ends by itself
sub_gigs:
  - {key: paused, title: A, role: tester, price: "10.00", cast: [ama]}
`

const finalPlan = clockPlan + `
title: A final that waits
sub_gigs:
  - {key: only, title: A, role: tester, price: "10.00", cast: [ama]}
`

func (c *clocks) plan(plan string) string {
	return strings.NewReplacer("AHEAD", c.ahead.String(), "TWICE", (2 * c.ahead).String()).Replace(plan)
}

// expected is what a clock has to say: the events, once each, not before it is due.
type expected struct {
	of     *ensemble
	what   string
	sub    project.SubGigID
	due    time.Time
	events []string // the kind and the detail, of which one is said
}

// clocks is a set of projects in which every kind of clock runs.
type clocks struct {
	t        *testing.T
	ahead    time.Duration
	began    time.Time // to set them
	work     *ensemble
	cast     *ensemble
	pause    *ensemble
	final    *ensemble
	pauseEnd time.Time
	waits    []expected
	last     map[*ensemble]int64 // the newest event before the kill
}

func (c *clocks) all() []*ensemble { return []*ensemble{c.work, c.cast, c.pause, c.final} }

// TestEachClockIsKilledAcross lets every clock run out while the program is dead, and starts it again: what is due is said
// soon, never early, and once. In the second case it is killed again as soon as it is ready.
func TestEachClockIsKilledAcross(t *testing.T) {
	for name, kills := range map[string]int{"killed": 1, "killed twice": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, port := t.TempDir(), freePort(t)
			serve := func() *program { return start(t, data, "dev", "--listen", "127.0.0.1:"+port, "--log-level", "warn") }
			p := serve()
			c := setClocks(t, p, ahead)
			for p.kill(); !c.inTime() && c.ahead < mostAhead; p.kill() {
				data = t.TempDir()
				p = serve()
				c = setClocks(t, p, 2*c.ahead)
			}
			over := c.expect(data)
			time.Sleep(time.Until(over)) // the program is away until every clock has run out
			p = serve()
			ready := c.ready(p)
			for range kills - 1 {
				p.kill()
				p = serve()
				ready = c.ready(p)
			}
			c.check(ready)
		})
	}
}

// inTime says whether none of the clocks that are ahead can have run out yet.
func (c *clocks) inTime() bool { return time.Since(c.began) < c.ahead }

// ready waits until /readyz says ok, and gives that moment.
func (c *clocks) ready(p *program) time.Time {
	c.t.Helper()
	probe, err := client.New(c.work.url, "", client.Options{Attempts: 1})
	c.work.must(err, "client")
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(c.t.Context(), 2*time.Second)
		health, err := probe.Ready(ctx)
		cancel()
		if err == nil && health.Status == "ok" {
			return time.Now()
		}
	}
	c.t.Fatalf("it is not ready within 90 s: %s", tail(p.output.String(), 20))
	return time.Time{}
}

func setClocks(t *testing.T, p *program, ahead time.Duration) *clocks {
	t.Helper()
	c := &clocks{t: t, ahead: ahead, began: time.Now(), last: map[*ensemble]int64{}}
	for _, e := range []**ensemble{&c.work, &c.cast, &c.pause, &c.final} {
		*e = newEnsemble(t, p)
	}
	c.work.launch(c.plan(workPlan))
	c.cast.launch(c.plan(castPlan))
	c.work.setReviews()
	c.work.setDisputes()
	c.work.setWork()
	question := c.cast.await("question", project.Offered)
	_, err := c.cast.seller("ama").Propose(c.cast.ctx(), question.ID, wire.ProposalRequest{Kind: project.Question, Words: "how loud?"})
	c.cast.must(err, "ask a question")
	c.setFinal()
	c.setPause()
	for _, key := range []string{"review-end", "review-approved", "work-end"} {
		c.work.overdue(key)
	}
	for _, key := range []string{"idle-end", "supply-end"} {
		c.cast.overdue(key)
	}
	return c
}

func (c *clocks) setFinal() {
	c.final.launch(strings.Replace(c.plan(finalPlan), "review: 10h", "review: "+(2*c.ahead).String(), 1))
	c.final.whole("only", "ama", []byte("the only one"))
	c.final.awaitProject(project.ProjectInReview)
}

func (c *clocks) setPause() {
	c.pause.launch(c.plan(pausePlan))
	c.pause.await("paused", project.Offered)
	c.pauseEnd = time.Now().Add(c.ahead).UTC().Truncate(time.Millisecond)
	_, err := c.pause.operator.Pause(c.pause.ctx(), c.pause.id, c.pauseEnd)
	c.pause.must(err, "pause")
}

func (e *ensemble) setReviews() {
	for _, key := range []string{"review-half", "review-due", "review-end", "review-approved"} {
		e.accept(key, "ama")
		e.deliver(key, "ama", "take.txt", []byte(key))
	}
}

func (e *ensemble) setDisputes() {
	appeal := func(id project.SubGigID) {
		_, err := e.operator.AppealDispute(e.ctx(), id)
		e.must(err, "appeal")
	}
	for _, key := range []string{"dispute-direct", "dispute-producer", "dispute-ruled", "dispute-operator"} {
		e.accept(key, "ama")
		id := e.sub(key).ID
		_, err := e.seller("ama").OpenDispute(e.ctx(), id, "not as agreed")
		e.must(err, "open a dispute")
		switch key {
		case "dispute-producer":
			appeal(id)
		case "dispute-ruled":
			appeal(id)
			_, err := e.operator.RuleDispute(e.ctx(), id, wire.RulingRequest{ShareMinor: 500, Outcome: project.OutcomeRecast})
			e.must(err, "rule")
		case "dispute-operator":
			appeal(id)
			appeal(id)
		}
	}
}

func (e *ensemble) setWork() {
	for _, key := range []string{"work-half", "work-due", "work-end", "proposal"} {
		e.accept(key, "ama")
	}
	_, err := e.seller("ama").Propose(e.ctx(), e.sub("proposal").ID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 100, Words: "one more"})
	e.must(err, "propose")
}

// overdue waits until it was said that the clock ran out: the grace runs.
func (e *ensemble) overdue(key string) {
	e.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if e.sub(key).Overdue {
			return
		}
	}
	e.t.Fatalf("%s does not become overdue", key)
}

// expect reads from the data of a dead program what its clocks will say next, as the domain has it, and when the last of
// them will have run out.
func (c *clocks) expect(data string) time.Time {
	c.t.Helper()
	killed := time.Now()
	over := killed.Add(c.ahead) // every clock was started before
	store, err := records.Open(c.t.Context(), records.Options{URL: "sqlite:" + filepath.Join(data, "tutti.db")})
	c.work.must(err, "open the records")
	defer store.Close()
	for _, e := range c.all() {
		c.last[e], err = store.LastEvent(c.t.Context(), e.id)
		e.must(err, "last event")
	}
	c.waits = append(c.waits, expected{of: c.pause, what: "the pause", due: c.pauseEnd, events: []string{string(project.LogProjectState) + " running"}})
	c.waits = append(c.waits, c.reminderOfFinal(store))
	c.expectOf(store, c.work, over)
	c.expectOf(store, c.cast, over)
	for _, w := range c.waits {
		if !w.due.After(killed) {
			c.t.Fatalf("%s was due %s before the kill: setting up took too long to prove anything", w.what, killed.Sub(w.due))
		}
	}
	return over
}

// expectOf asks each sub-gig, as it was written down last, what the time makes of it. The program may be slow to come back:
// what a clock says then, in place of it, is as good.
func (c *clocks) expectOf(store *records.Store, e *ensemble, over time.Time) {
	c.t.Helper()
	section, err := store.Section(c.t.Context(), e.id, 0)
	e.must(err, "read the section")
	rows, err := store.SubGigs(c.t.Context(), e.id, project.SubGigFilter{}, project.Page{})
	e.must(err, "read the sub-gigs")
	for i, g := range section.SubGigs {
		said, due := says(g, over)
		if len(said) == 0 {
			c.t.Errorf("%s, which is %s, waits for nothing soon", rows[i].Key, g.State)
		}
		for n, event := range said {
			w := expected{of: e, what: rows[i].Key, sub: g.ID, due: due, events: []string{event}}
			for wait := time.Second; wait <= time.Minute; wait += time.Second {
				if slow, _ := says(g, over.Add(wait)); len(slow) == len(said) && !slices.Contains(w.events, slow[n]) {
					w.events = append(w.events, slow[n])
				}
			}
			c.waits = append(c.waits, w)
		}
	}
}

// says gives what the clock of a sub-gig says at the time, as kinds and details, and when that was due.
func says(g project.SubGig, now time.Time) (said []string, due time.Time) {
	_, effects, err := g.Next(project.Command{Kind: project.Tick}, now)
	if err != nil {
		return nil, due
	}
	for _, entry := range effects.Log {
		said = append(said, string(entry.Kind)+" "+entry.Detail)
	}
	for _, p := range g.Proposals {
		if !p.Expires.After(now) {
			return said, p.Expires
		}
	}
	_, mark, _ := g.Timer.Passed(now)
	length := g.Timer.Due.Sub(g.Timer.From)
	return said, map[project.Mark]time.Time{project.MarkHalf: g.Timer.From.Add(length / 2), project.MarkNineTenths: g.Timer.From.Add(length / 10 * 9),
		project.MarkDue: g.Timer.Due, project.MarkEnd: g.Timer.End}[mark]
}

// reminderOfFinal is due at half of the review's clock, which began when the project came into review.
func (c *clocks) reminderOfFinal(store *records.Store) expected {
	c.t.Helper()
	events, err := store.Events(c.t.Context(), c.final.id, 0, 0)
	c.final.must(err, "read the log")
	at := slices.IndexFunc(events, func(e project.Event) bool {
		return e.Kind == project.LogProjectState && e.Detail == string(project.ProjectInReview)
	})
	if at < 0 {
		c.t.Fatal("the final is not in review")
	}
	return expected{of: c.final, what: "the final", due: events[at].At.Add(c.ahead), events: []string{string(project.LogFinalReminder) + " half"}}
}

// check follows the logs until everything was said, and a while longer.
func (c *clocks) check(ready time.Time) {
	c.t.Helper()
	for deadline := ready.Add(patience); time.Now().Before(deadline) && !c.said(); time.Sleep(100 * time.Millisecond) {
	}
	time.Sleep(time.Until(ready.Add(firesWithin))) // what is said twice may come later
	latest := time.Duration(0)
	for _, w := range c.waits {
		found := w.of.since(c.last[w.of], w)
		if len(found) == 0 {
			c.t.Errorf("%s: %q was not said", w.what, w.events)
			continue
		}
		at := found[0].At
		if at.Before(w.due) {
			c.t.Errorf("%s: %q was said %s early", w.what, w.events, w.due.Sub(at))
		}
		latest = max(latest, at.Sub(ready))
	}
	// Told and not asserted: a busy machine may stand still for longer than that.
	c.t.Logf("%d events of clocks, the last %s after the program was ready, of %s that are wanted", len(c.waits), latest.Round(time.Millisecond), firesWithin)
	for _, e := range c.all() {
		e.checkLog()
		e.onceEach()
	}
}

func (c *clocks) said() bool {
	return !slices.ContainsFunc(c.waits, func(w expected) bool { return len(w.of.since(c.last[w.of], w)) == 0 })
}

// since gives the events after a place in the log that are what was expected.
func (e *ensemble) since(after int64, w expected) []wire.Event {
	e.t.Helper()
	page, err := e.operator.EventPage(e.ctx(), e.id, after, 1000)
	e.must(err, "read the log")
	return slices.DeleteFunc(page.Items, func(event wire.Event) bool {
		return event.SubGigID != w.sub || !slices.Contains(w.events, string(event.Kind)+" "+event.Detail)
	})
}

// onceEach makes sure that no event is there twice: the same thing said about the same offer, delivery or proposal.
func (e *ensemble) onceEach() {
	e.t.Helper()
	page, err := e.operator.EventPage(e.ctx(), e.id, 0, 1000)
	e.must(err, "read the log")
	seen, happened := map[string]int64{}, map[project.SubGigID]int{}
	for _, event := range page.Items {
		id := fmt.Sprint(event.Kind, event.SubGigID, event.ActorID, event.OfferID, event.DeliveryID, event.ArtifactID, event.ProposalID, event.Detail)
		if event.Kind == project.LogReminder { // each stage of a dispute has its own
			id += fmt.Sprint(happened[event.SubGigID])
		} else {
			happened[event.SubGigID]++
		}
		if before, twice := seen[id]; twice {
			e.t.Errorf("events %d and %d are the same: %s %s", before, event.Seq, event.Kind, event.Detail)
		}
		seen[id] = event.Seq
	}
}
