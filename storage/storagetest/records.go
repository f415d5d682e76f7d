package storagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"tutti/project"
)

// RecordsFee is the fee policy that records under test must be opened with: 2.5 %.
func RecordsFee() project.FeePolicy { return project.FeePolicy{BasisPoints: 250} }

// RecordsClearing is the clearing time that records under test must be opened with.
const RecordsClearing = 7 * 24 * time.Hour

// Records holds an adapter to the contract of project.Records. open gives empty records that book with RecordsFee and
// RecordsClearing.
func Records(t *testing.T, open func(t *testing.T) project.Records) {
	t.Helper()
	for _, part := range []struct {
		name string
		test func(*world)
	}{
		{"people", testPeople}, {"tokens", testTokens}, {"token_lists", testTokenLists}, {"links", testLinks}, {"sessions", testSessions}, {"forgotten_sign_ins", testForgottenSignIns}, {"concurrent_links", testConcurrentLinks}, {"members", testMembers}, {"commands", testCommands},
		{"create", testCreate}, {"roster", testRoster}, {"references", testReferences}, {"sub_gigs", testSubGigs},
		{"projects", testProjects}, {"offers", testOffers}, {"uploads", testUploads}, {"uploads_of_nobody", testUploadsOfNobody}, {"errands", testErrands}, {"deliveries", testDeliveries}, {"proposals", testProposals},
		{"calls", testCalls}, {"artifacts", testArtifacts}, {"inputs", testInputs}, {"requirements", testRequirements}, {"evidence", testEvidence}, {"messages", testMessages}, {"message_lists", testMessageLists}, {"message_changes", testMessageChanges}, {"reports", testReports}, {"showings", testShowings}, {"pinned_answers", testPinnedAnswers}, {"round_notes", testRoundNotes}, {"exports", testExports},
		{"life", testLife}, {"repeat", testRepeat}, {"stale", testStale},
		{"unblock", testUnblock}, {"project_steps", testProjectSteps}, {"ledger_refusals", testLedgerRefusals}, {"many", testMany},
		{"concurrent_commits", testConcurrentCommits}, {"concurrent_money", testConcurrentMoney}, {"concurrent_makers", testConcurrentMakers},
		{"clearing", testClearing}, {"clearing_stops", testClearingStops}, {"clearing_many", testClearingMany}, {"post_ledger", testPostLedger}, {"fund", testFund}, {"consents", testConsents}, {"paused_until", testPausedUntil}, {"consents_refused", testConsentsRefused},
		{"post_ledger_refusals", testPostLedgerRefusals}, {"concurrent_ledger", testConcurrentLedger}, {"audits", testAudits},
		{"profiles", testProfiles}, {"roster_lists", testRosterLists}, {"roster_import", testRosterImport}, {"past_work", testPastWork},
		{"capacity", testCapacity}, {"queue", testQueue}, {"concurrent_places", testConcurrentPlaces}, {"places_are_not_lost", testPlacesAreNotLost},
		{"ratings", testRatings}, {"trust_events", testTrustEvents}, {"appeals", testAppeals}, {"rankings", testRankings},
		{"payouts", testPayouts}, {"payout_refusals", testPayoutRefusals}, {"payout_back", testPayoutBack}, {"payables", testPayables},
		{"payout_lists", testPayoutLists}, {"concurrent_payouts", testConcurrentPayouts}, {"destinations", testDestinations},
		{"seller_transactions", testSellerTransactions},
		{"audit_log", testAuditLog}, {"audited_commands", testAuditedCommands}, {"concurrent_audit", testConcurrentAudit}, {"erasure", testErasure},
		{"retention", testRetention},
		{"forgotten_letters", testForgottenLetters},
		{"forgotten_answers", testForgottenAnswers},
		{"forgotten_commits", testForgottenCommits},
		{"forgotten_attempts", testForgottenAttempts},
		{"leaving_files", testLeavingFiles},
		{"forgotten_messages", testForgottenMessages},
		{"concurrent_leaving", testConcurrentLeaving},
		{"cancelled_callers", testCancelledCallers}, {"replan", testReplan}, {"replan_refusals", testReplanRefusals}, {"replan_orders", testReplanOrders}, {"replan_rivals", testReplanRivals},
		{"webhooks", testWebhooks}, {"webhook_backlog", testWebhookBacklog}, {"webhook_steps", testWebhookSteps}, {"webhook_alarm", testWebhookAlarm},
		{"letters", testLetters}, {"letters_of_rivals", testLettersOfRivals}, {"tellings", testTellings}, {"notices", testNotices}, {"credits", testCredits}, {"reels", testReels}, {"push", testPush}, {"push_ends", testPushEnds}, {"choices", testChoices},
		{"replan_many", testReplanMany}, {"reopen", testReopen}, {"random", testRandom},
	} {
		t.Run(part.name, func(t *testing.T) {
			part.test(&world{T: t, r: open(t), at: time.Date(2026, 3, 1, 9, 0, 0, 123456000, time.UTC)})
		})
	}
}

// world is one test with its records and a clock that moves on with every id, so that ids sort as they were made.
type world struct {
	*testing.T
	r    project.Records
	at   time.Time
	made int
}

// tester is what testing and rapid have in common.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

func (w *world) id(prefix string) string {
	w.made++
	w.at = w.at.Add(time.Millisecond)
	return project.NewID(prefix, w.at, fmt.Sprintf("%s %d", w.Name(), w.made))
}

func (w *world) person(handle string) project.Person {
	return project.Person{ID: project.PersonID(w.id(project.PrefixPerson)), Handle: handle, Name: "Name of " + handle, Country: "GH",
		Zone: "Africa/Accra", Email: handle + "@example.org", Roles: []project.Role{project.RoleSeller}, CreatedAt: w.at}
}

// ask calls do and fails unless it gives the code; an empty code asks for success.
func ask(t tester, want project.Code, what string, err error) {
	t.Helper()
	if got := project.CodeOf(err); got != want {
		t.Fatalf("%s: the code is %q, not %q: %v", what, got, want, err)
	}
}

// must fails on any error and passes the value on.
func must[T any](t tester) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("%v", err)
		}
		return v
	}
}

// same compares as JSON, which leaves out what rows do not keep: where a value lies and how a time is written.
func same(t tester, what string, got, want any) {
	t.Helper()
	g, errG := json.Marshal(got)
	w, errW := json.Marshal(want)
	if errG != nil || errW != nil {
		t.Fatalf("%s: %v %v", what, errG, errW)
	}
	if string(g) != string(w) {
		t.Errorf("%s\n got %s\nwant %s", what, g, w)
	}
}

// shape describes a project for tests: how many sub-gigs, how they are cut into sections, who waits for whom.
type shape struct {
	subGigs     int
	sectionSize int
	price       int64
	candidates  int
	needs       map[int][]int // position -> positions of the upstreams
}

// draft makes a project of the shape; every sub-gig is offered to the same people, in turn.
func (w *world) draft(s shape) project.NewProject {
	prefix := fmt.Sprintf("p%d", w.made)
	n := project.NewProject{At: w.at, Plan: project.Plan{Title: "A song", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeAudioMix}}}
	for i := range s.candidates {
		n.People = append(n.People, w.person(fmt.Sprintf("%s-seller-%d", prefix, i)))
	}
	n.Project = project.Project{ID: project.ProjectID(w.id(project.PrefixProject)), Title: "A song", State: project.ProjectDraft, Buyer: "per_buyer",
		Producer: "per_producer", Currency: "EUR", BudgetMinor: s.price * int64(s.subGigs), Due: w.at.AddDate(0, 1, 0), PlanVersion: 1,
		SubGigs: s.subGigs, CreatedAt: w.at, UpdatedAt: w.at}
	n.At = w.at
	n.References = []project.Reference{{Project: n.Project.ID, Key: "score", Title: "Score"}, {Project: n.Project.ID, Key: "guide-take", Guide: true},
		{Project: n.Project.ID, Key: "guide", Title: "Guide"}}
	for i := range s.subGigs {
		n.SubGigs = append(n.SubGigs, w.draftSubGig(n, s, i))
		n.Plan.SubGigs = append(n.Plan.SubGigs, project.PlanSubGig{Key: n.SubGigs[i].Key, Title: n.SubGigs[i].Title, Role: "drummer", Price: "1.00"})
	}
	return n
}

func (w *world) draftSubGig(n project.NewProject, s shape, i int) project.SubGigRecord {
	g := project.SubGigRecord{Project: n.Project.ID, Key: fmt.Sprintf("part-%d", i), Section: i / s.sectionSize, Position: i,
		Title: fmt.Sprintf("Part %d", i), Role: "drummer", Brief: []string{"Play in time", "No clicks"},
		Spec: project.Spec{Kind: project.KindAudio, SampleRates: []int{48000}}, Place: project.Place{GainDB: -3, Pan: 0.25},
		References: []string{"score"}, UpdatedAt: w.at}
	g.ID, g.State = project.SubGigID(w.id(project.PrefixSubGig)), project.Waiting
	g.Terms = project.Terms{PriceMinor: s.price, OfferFor: 48 * time.Hour, WorkFor: 7 * 24 * time.Hour, ReviewFor: 72 * time.Hour, Revisions: 2}
	for _, p := range n.People {
		g.Terms.Candidates = append(g.Terms.Candidates, p.ID)
	}
	for _, upstream := range s.needs[i] {
		g.NeedsAll = append(g.NeedsAll, n.SubGigs[upstream].ID)
	}
	g.Needs = g.NeedsAll
	return g
}

// create makes and records a project of the shape.
func (w *world) create(s shape) project.NewProject {
	w.Helper()
	n := w.draft(s)
	ask(w, "", "create", w.r.CreateProject(context.Background(), n))
	return n
}

// one is the simplest project: a sub-gig of 100.00, two candidates.
func (w *world) one() project.NewProject {
	w.Helper()
	return w.create(shape{subGigs: 1, sectionSize: 1, price: 10000, candidates: 2})
}

// checkBooks holds the log and the ledger of a project to their invariants.
func checkBooks(t tester, r project.Records, id project.ProjectID) {
	t.Helper()
	ctx := context.Background()
	events := must[[]project.Event](t)(r.Events(ctx, id, 0, 0))
	for i, e := range events {
		if e.Seq != int64(i)+1 || e.Project != id || e.At.IsZero() {
			t.Fatalf("event %d of the log has the number %d, project %q, time %v", i+1, e.Seq, e.Project, e.At)
		}
	}
	if last := must[int64](t)(r.LastEvent(ctx, id)); last != int64(len(events)) {
		t.Errorf("the last event is %d, the log has %d", last, len(events))
	}
	if audit := must[project.Audit](t)(r.Audit(ctx, id, events[0].At)); len(audit.Findings) > 0 || audit.LastEvent != int64(len(events)) {
		t.Errorf("the audit finds %+v", audit)
	}
}
