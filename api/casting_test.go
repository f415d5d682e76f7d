package api_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// called launches the plan with the drums open to all who are named, in the mode.
func (w *world) called(mode project.CastingMode, more string) wire.Project {
	w.t.Helper()
	ctx := context.Background()
	text := strings.Replace(plan, "    cast: [ama]\n    standby: [ben]\n", "    casting: "+string(mode)+"\n"+more, 1)
	p, err := w.as("bea").CreateProject(ctx, []byte(text))
	must(w.t, err)
	p, err = w.as("bea").Launch(ctx, p.ID)
	must(w.t, err)
	return p
}

func (w *world) call(handle string) wire.Call {
	w.t.Helper()
	list, err := w.as(handle).Calls(context.Background(), client.Page{})
	must(w.t, err)
	if len(list.Items) != 1 {
		w.t.Fatalf("%s sees %d calls", handle, len(list.Items))
	}
	return list.Items[0]
}

// TestFiftyTakeOneOpenCallAtOnce: one has it, the others get a sentence that names what is still open to them.
func TestFiftyTakeOneOpenCallAtOnce(t *testing.T) {
	w := newWorld(t)
	const many = 50
	for n := range many {
		w.person(fmt.Sprintf("s%d", n), project.RoleSeller)
	}
	ctx := context.Background()
	text := strings.Replace(plan, "    cast: [ama]\n    standby: [ben]\n", "    casting: open_call\n", 1)
	text = strings.Replace(text, "    cast: [cem]\n    needs: [drums]\n", "    casting: open_call\n", 1)
	p, err := w.as("bea").CreateProject(ctx, []byte(text))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	calls, err := w.as("s0").Calls(ctx, client.Page{})
	must(t, err)
	at := slices.IndexFunc(calls.Items, func(c wire.Call) bool { return c.Terms.Title == "Drums" })
	if len(calls.Items) != 2 || at < 0 {
		t.Fatalf("calls: %+v", calls)
	}
	var all sync.WaitGroup
	errs := make([]error, many)
	for n := range many {
		c := w.as(fmt.Sprintf("s%d", n))
		all.Go(func() { _, errs[n] = c.Claim(ctx, calls.Items[at].SubGigID) })
	}
	all.Wait()
	winners := 0
	for n, err := range errs {
		if err == nil {
			winners++
			continue
		}
		if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "Bass") {
			t.Errorf("s%d: %v", n, err)
		}
	}
	if winners != 1 {
		t.Errorf("%d have it", winners)
	}
}

func TestAnAuditionIsBlindUntilTheChoice(t *testing.T) {
	w := newWorld(t)
	w.called(project.CastAudition, "")
	ctx := context.Background()
	c := w.call("ama")
	_, err := w.as("ama").Apply(ctx, c.SubGigID, wire.ApplicationRequest{Words: "I am Ama"})
	wantCode(t, err, project.Invalid)
	for _, handle := range []string{"ama", "ben"} {
		up := w.sent(handle, wire.Offer{ProjectID: c.ProjectID, SubGigID: c.SubGigID}, handle+"-of-accra.wav", []byte(handle))
		_, err := w.as(handle).Apply(ctx, c.SubGigID, wire.ApplicationRequest{Words: "I am " + handle, UploadIDs: []project.UploadID{up.ID}})
		must(t, err)
	}
	got := w.ask("ida", "GET", path("/sub-gigs/%s/applications", c.SubGigID), "")
	for _, tells := range []string{"ama", "Ama", "ben", "accra", string(w.ids["ama"])} {
		if regexp.MustCompile(`\b` + regexp.QuoteMeta(tells) + `\b`).MatchString(got.body) { // ids may hold any letters
			t.Errorf("the audition tells %q: %s", tells, got.body)
		}
	}
	list, err := w.as("ida").Applications(ctx, c.SubGigID)
	must(t, err)
	if len(list.Items) != 2 || list.Items[1].Alias != 2 || len(list.Items[1].Files) != 1 {
		t.Fatalf("applications: %+v", list)
	}
	own, err := w.as("ben").Applications(ctx, c.SubGigID)
	must(t, err)
	if len(own.Items) != 1 || own.Items[0].Seller.Handle != "ben" {
		t.Errorf("ben sees %+v", own.Items)
	}
	if next := w.next("ida", c.SubGigID); next != wire.NextChoose {
		t.Errorf("the producer is to %q", next)
	}
	_, err = w.as("ida").Choose(ctx, c.SubGigID, wire.ChooseRequest{ApplicationID: list.Items[1].ID})
	must(t, err)
	if w.offer("ben").SubGigID != c.SubGigID {
		t.Error("the chosen one was not asked")
	}
	list, err = w.as("ida").Applications(ctx, c.SubGigID)
	must(t, err)
	if list.Items[0].Seller == nil || list.Items[0].Seller.Handle != "ama" {
		t.Errorf("after the choice: %+v", list.Items)
	}
}

// next is what the person is to do about the sub-gig.
func (w *world) next(handle string, id project.SubGigID) string {
	w.t.Helper()
	g, err := w.as(handle).SubGig(context.Background(), id)
	must(w.t, err)
	return g.NextAction
}

func TestOnlyTheInvitedSeeACall(t *testing.T) {
	w := newWorld(t)
	w.called(project.CastOpenCall, "    cast: [ama]\n    standby: [ben]\n")
	c := w.call("ama")
	if list, err := w.as("ben").Calls(context.Background(), client.Page{}); err != nil || len(list.Items) != 0 {
		t.Errorf("ben sees %+v (%v)", list, err)
	}
	_, err := w.as("ben").Claim(context.Background(), c.SubGigID)
	wantCode(t, err, project.NotFound)
	_, err = w.as("ama").Claim(context.Background(), c.SubGigID)
	must(t, err)
	_, err = w.as("ama").Claim(context.Background(), c.SubGigID)
	must(t, err) // hers already
}

// TestAQuestionStopsTheOffersClock: it runs on with what was left when the answer has come.
func TestAQuestionStopsTheOffersClock(t *testing.T) {
	w := newWorld(t)
	w.launched()
	ctx := context.Background()
	o := w.offer("ama")
	w.clock.add(40 * time.Hour)
	_, err := w.as("ama").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.Question, Words: " "})
	wantCode(t, err, project.Invalid)
	q, err := w.as("ama").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.Question, Words: "Which tempo?"})
	must(t, err)
	if asked, answers := w.next("ama", o.SubGigID), w.next("ida", o.SubGigID); asked != wire.NextAnswerOffer || answers != wire.NextAnswerProposal {
		t.Errorf("who asked is to %q, who answers to %q", asked, answers)
	}
	if still := w.offer("ama"); !still.Stopped {
		t.Errorf("the offer expires at %s", still.ExpiresAt)
	}
	_, err = w.as("ida").Agree(ctx, q.ID, "")
	wantCode(t, err, project.Invalid)
	g, err := w.as("ama").SubGig(ctx, o.SubGigID)
	must(t, err)
	if g.Due != nil || !g.Stopped || g.Clock.Party != project.PartyProducer {
		t.Errorf("while it is unanswered: %+v", g)
	}
	w.clock.add(30 * time.Hour)
	must(t, w.process.Elapse(ctx, o.ProjectID))
	answered, err := w.as("ida").Agree(ctx, q.ID, "120")
	must(t, err)
	if answered.Reply != "120" || answered.State != project.ProposalAgreed {
		t.Errorf("answered: %+v", answered)
	}
	g, err = w.as("ama").SubGig(ctx, o.SubGigID)
	must(t, err)
	if left := g.Due.Sub(w.clock.Now()); left < 7*time.Hour || left > 8*time.Hour {
		t.Errorf("%s are left of 48 h", left)
	}
	w.accepted("ama")
}

// TestChangeOrdersAndCounterOffersMoveMoney: what was agreed is held, and paid.
func TestChangeOrdersAndCounterOffersMoveMoney(t *testing.T) {
	w := newWorld(t)
	w.launched()
	ctx := context.Background()
	o := w.offer("ama")
	counter, err := w.as("ama").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.Counter, Minor: 15_000, TimeSeconds: 86_400})
	must(t, err)
	_, err = w.as("ama").Agree(ctx, counter.ID, "")
	wantCode(t, err, project.Conflict)
	_, err = w.as("bea").Agree(ctx, counter.ID, "")
	must(t, err)
	_, err = w.as("ida").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 1_000_000, Words: "and an orchestra"})
	if wantCode(t, err, project.Conflict); !strings.Contains(err.Error(), "are missing; the buyer adds them first") {
		t.Errorf("%v", err)
	}
	change, err := w.as("ida").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 2_000, TimeSeconds: 3600, Words: "and a shaker"})
	must(t, err)
	_, err = w.as("ama").Agree(ctx, change.ID, "")
	must(t, err)
	g, err := w.as("ama").SubGig(ctx, o.SubGigID)
	must(t, err)
	if g.PriceMinor != 17_000 || g.State != project.Working {
		t.Errorf("%+v", g)
	}
	d := w.delivered("ama", o, "drums")
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	balances, err := w.records.Balances(ctx, o.ProjectID)
	must(t, err)
	if totals := project.TotalsOf(balances); totals.Released+totals.Fee != 17_000 || totals.Held != 0 {
		t.Errorf("%+v", totals)
	}
}

func TestADisputeGoesThroughItsStages(t *testing.T) {
	w := newWorld(t)
	w.launched()
	ctx := context.Background()
	o := w.accepted("ama")
	w.delivered("ama", o, "drums")
	g, err := w.as("ida").OpenDispute(ctx, o.SubGigID, "this is a drum machine")
	must(t, err)
	if g.State != project.Disputed || g.Dispute.Stage != project.StageDirect {
		t.Fatalf("%+v", g)
	}
	open, err := w.as("olga").Disputes(ctx, client.Page{})
	must(t, err)
	if len(open.Items) != 1 || open.Items[0].Words != "this is a drum machine" || open.Items[0].Dispute.Stage != project.StageDirect {
		t.Errorf("open disputes: %+v", open)
	}
	if next := w.next("ida", o.SubGigID); next != "" {
		t.Errorf("in the direct stage the producer is to %q", next)
	}
	_, err = w.as("ida").RuleDispute(ctx, o.SubGigID, wire.RulingRequest{Outcome: project.OutcomeRecast})
	wantCode(t, err, project.Conflict)
	offered, err := w.as("ama").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.Settlement, Minor: 9_000, Outcome: project.OutcomeApprove})
	must(t, err)
	_, err = w.as("ida").Refuse(ctx, offered.ID, "no")
	must(t, err)
	w.clock.add(73 * time.Hour)
	must(t, w.process.Elapse(ctx, o.ProjectID))
	if next := w.next("ida", o.SubGigID); next != wire.NextRule {
		t.Errorf("in their stage the producer is to %q", next)
	}
	_, err = w.as("ida").RuleDispute(ctx, o.SubGigID, wire.RulingRequest{ShareMinor: 1_000, Outcome: project.OutcomeRecast})
	must(t, err)
	g, err = w.as("ama").AppealDispute(ctx, o.SubGigID)
	must(t, err)
	if g.Dispute.Stage != project.StageOperator || g.Dispute.Outcome != "" {
		t.Errorf("after the appeal: %+v", g.Dispute)
	}
	_, err = w.as("ida").RuleDispute(ctx, o.SubGigID, wire.RulingRequest{ShareMinor: 1_000, Outcome: project.OutcomeRecast})
	wantCode(t, err, project.Conflict)
	g, err = w.as("olga").RuleDispute(ctx, o.SubGigID, wire.RulingRequest{ShareMinor: 6_000, Outcome: project.OutcomeRecast})
	must(t, err)
	if g.State != project.Offered || w.offer("ben").SubGigID != o.SubGigID {
		t.Errorf("after the ruling: %+v", g)
	}
	balances, err := w.records.Balances(ctx, o.ProjectID)
	must(t, err)
	if totals := project.TotalsOf(balances); totals.Released+totals.Fee != 6_000 || totals.Held != 0 {
		t.Errorf("%+v", totals)
	}
	if open, err := w.as("olga").Disputes(ctx, client.Page{}); err != nil || len(open.Items) != 0 {
		t.Errorf("still open: %+v (%v)", open, err)
	}
}

func TestAPauseStopsEveryClock(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	ctx := context.Background()
	o := w.offer("ama")
	_, err := w.as("bea").Pause(ctx, p.ID, w.clock.Now().Add(100*24*time.Hour))
	wantCode(t, err, project.Invalid)
	p, err = w.as("bea").Pause(ctx, p.ID, w.clock.Now().Add(30*24*time.Hour))
	must(t, err)
	if p.State != project.ProjectPaused {
		t.Errorf("%+v", p)
	}
	w.clock.add(20 * 24 * time.Hour)
	must(t, w.process.Elapse(ctx, p.ID))
	_, err = w.as("ama").Accept(ctx, o.ID)
	wantCode(t, err, project.Conflict)
	_, err = w.as("bea").Resume(ctx, p.ID)
	must(t, err)
	w.accepted("ama")
	g, err := w.as("ama").SubGig(ctx, o.SubGigID)
	must(t, err)
	if g.Clock.BuyerSeconds < 20*24*3600 || g.Clock.SellerSeconds > 10 {
		t.Errorf("the pause was charged wrongly: %+v", g.Clock)
	}
}

// TestAnExtensionInsideTheSlackIsGrantedByRule: the bass waits for the drums, so the drums have no slack where no date is
// named; the bass has some once a date is.
func TestAnExtensionInsideTheSlackIsGrantedByRule(t *testing.T) {
	for due, want := range map[string]project.ProposalState{"": project.ProposalOpen, "due: 2026-06-01\n": project.ProposalAgreed} {
		w := newWorld(t)
		ctx := context.Background()
		p, err := w.as("bea").CreateProject(ctx, []byte(due+plan))
		must(t, err)
		_, err = w.as("bea").Launch(ctx, p.ID)
		must(t, err)
		o := w.accepted("ama")
		before, err := w.as("ama").SubGig(ctx, o.SubGigID)
		must(t, err)
		asked, err := w.as("ama").Propose(ctx, o.SubGigID, wire.ProposalRequest{Kind: project.Extension, TimeSeconds: 3 * 86_400})
		must(t, err)
		if asked.State != want || asked.ByRule != (want == project.ProposalAgreed) {
			t.Errorf("%q: %+v", due, asked)
		}
		after, err := w.as("ama").SubGig(ctx, o.SubGigID)
		must(t, err)
		if longer := after.Due.Sub(*before.Due); (longer == 72*time.Hour) != asked.ByRule {
			t.Errorf("%q: the clock is %s longer", due, longer)
		}
	}
}

// TestAnOfferBeyondCapacityIsQueuedNotLost: somebody who takes one sub-gig at a time is asked for two.
func TestAnOfferBeyondCapacityIsQueuedNotLost(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	must(t, w.records.PutProfile(ctx, project.Profile{Person: w.ids["ama"], Keeper: w.ids["ama"], Country: "GH", Capacity: 1}))
	w.launched()
	first := w.accepted("ama")
	w.launched()
	list, err := w.as("ama").Offers(ctx, client.OfferQuery{State: project.OfferQueued})
	must(t, err)
	if len(list.Items) != 1 {
		t.Fatalf("%d offers wait", len(list.Items))
	}
	_, err = w.as("ama").Accept(ctx, list.Items[0].ID)
	wantCode(t, err, project.Conflict)
	d := w.delivered("ama", first, "drums")
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	if second := w.accepted("ama"); second.ID != list.Items[0].ID {
		t.Errorf("another offer was opened: %+v", second)
	}
}

// TestIllnessIsNobodysFault: the standby takes over, and nothing is offered to who is ill before they are well.
func TestIllnessIsNobodysFault(t *testing.T) {
	w := newWorld(t)
	w.launched()
	ctx := context.Background()
	o := w.accepted("ama")
	body := fmt.Sprintf(`{"reason":"illness","until":%q}`, w.clock.Now().AddDate(0, 0, 10).Format(time.RFC3339))
	if got := w.ask("ama", "POST", path("/sub-gigs/%s/step-out", o.SubGigID), body, "Idempotency-Key", "ill"); got.status != 204 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if w.offer("ben").SubGigID != o.SubGigID {
		t.Error("the standby was not asked")
	}
	w.launched()
	waiting, err := w.as("ama").Offers(ctx, client.OfferQuery{State: project.OfferQueued})
	must(t, err)
	if len(waiting.Items) != 1 {
		t.Errorf("while ama is ill %d offers wait", len(waiting.Items))
	}
}
