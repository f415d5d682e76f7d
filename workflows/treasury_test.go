package workflows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
	"tutti/settlement"
	"tutti/settlement/stripetest"
	"tutti/storage/memory"
)

const clearing = 7 * 24 * time.Hour

var treasuryDay = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// vault is what a treasury works on: records in memory with projects in which sellers have earned.
type vault struct {
	t       *testing.T
	records *memory.Records
	people  []project.PersonID
}

func newVault(t *testing.T, sellers int) *vault {
	v := &vault{t: t, records: memory.NewRecords(project.FeePolicy{BasisPoints: 500}).ClearAfter(clearing)}
	for i := range sellers {
		p := project.Person{ID: project.PersonID(fmt.Sprintf("per_%d", i)), Handle: fmt.Sprintf("seller-%d", i), Name: "S", CreatedAt: treasuryDay}
		if _, err := v.records.PutPerson(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		v.people = append(v.people, p.ID)
	}
	return v
}

// earned makes a project in which the seller has earned 100.00 at the time, less 5 %.
func (v *vault) earned(id project.ProjectID, seller project.PersonID, at time.Time) {
	v.t.Helper()
	sub := project.SubGigID("sub_" + string(id))
	n := project.NewProject{At: at, Plan: project.Plan{Title: "One", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle}},
		Project: project.Project{ID: id, Title: "One", State: project.ProjectDraft, Buyer: "per_b", Producer: "per_b", Currency: "EUR", BudgetMinor: 10000, PlanVersion: 1, SubGigs: 1, CreatedAt: at, UpdatedAt: at},
		SubGigs: []project.SubGigRecord{{SubGig: project.SubGig{ID: sub, State: project.Waiting, Terms: project.Terms{PriceMinor: 10000}}, Project: id, Key: "one", Title: "One", Role: "r", Spec: project.Spec{Kind: project.KindFile}}}}
	if err := v.records.CreateProject(v.t.Context(), n); err != nil {
		v.t.Fatal(err)
	}
	commit := project.Commit{Key: project.CommitKey{Project: id, Writer: "project", Seq: 1}, At: at, Project: &project.ProjectChange{State: project.ProjectRunning,
		Postings: append(project.LaunchPostings(id, 10000, 10000), project.Posting{Key: "hold", Kind: project.PostHold, SubGig: sub, Minor: 10000},
			project.Posting{Key: "release", Kind: project.PostRelease, SubGig: sub, Seller: seller, Minor: 10000})}}
	if _, err := v.records.Commit(v.t.Context(), commit); err != nil {
		v.t.Fatal(err)
	}
}

func (v *vault) reached(person project.PersonID, account project.PayoutAccount) {
	v.t.Helper()
	err := v.records.PutDestination(v.t.Context(), project.Destination{Person: person, Provider: settlement.NameStripe, Account: account, UpdatedAt: treasuryDay})
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *vault) payouts() []project.Payout {
	v.t.Helper()
	all, err := v.records.Payouts(v.t.Context(), project.PayoutFilter{}, project.Page{})
	if err != nil {
		v.t.Fatal(err)
	}
	slices.Reverse(all)
	return all
}

// balanced holds the books of a project to their audit.
func (v *vault) balanced(id project.ProjectID) {
	v.t.Helper()
	balances, err := v.records.Balances(v.t.Context(), id)
	if err != nil {
		v.t.Fatal(err)
	}
	if err := project.TotalsOf(balances).Check(); err != nil {
		v.t.Errorf("%s: %v", id, err)
	}
}

// treasuryStage runs the treasury over a vault, with its real activities and skipped time.
type treasuryStage struct {
	*testsuite.TestWorkflowEnvironment
	timers []time.Duration
}

func (v *vault) stage(by project.PaymentProvider, policy project.PayoutPolicy) *treasuryStage {
	suite := &testsuite.WorkflowTestSuite{}
	s := &treasuryStage{TestWorkflowEnvironment: suite.NewTestWorkflowEnvironment()}
	Register(s.TestWorkflowEnvironment)
	s.SetStartTime(treasuryDay)
	s.SetTestTimeout(time.Minute)
	s.RegisterActivity(&activities.Treasury{Records: v.records, Live: &memory.Live{}, Settlement: by, Policy: policy, Log: slog.New(slog.DiscardHandler)})
	s.SetOnTimerScheduledListener(func(_ string, d time.Duration) { s.timers = append(s.timers, d) })
	return s
}

// runFor lets it run and then cancels it, which it obeys at once.
func (s *treasuryStage) runFor(t *testing.T, d time.Duration) {
	t.Helper()
	s.RegisterDelayedCallback(s.CancelWorkflow, d)
	s.ExecuteWorkflow(Treasury, TreasuryInput{})
	if err := s.GetWorkflowError(); !temporal.IsCanceledError(err) {
		t.Fatalf("it ended by itself: %v", err)
	}
}

func stripe(t *testing.T, s *stripetest.Server) *settlement.Stripe {
	t.Helper()
	adapter, err := settlement.NewStripe(settlement.StripeOptions{Key: stripetest.Key, WebhookSecret: stripetest.Secret, URL: s.URL, Within: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

func TestTheTreasuryClearsAndPaysWhenItIsDue(t *testing.T) {
	provider := stripetest.New(t)
	provider.Account("acct_00000000")
	v := newVault(t, 2)
	v.reached(v.people[0], "acct_00000000")
	v.earned("prj_1", v.people[0], treasuryDay.Add(90*time.Minute))
	v.earned("prj_2", v.people[1], treasuryDay) // who says nowhere to be paid
	s := v.stage(stripe(t, provider), project.PayoutPolicy{})
	s.runFor(t, 8*24*time.Hour)
	all := v.payouts()
	if len(all) != 1 || all[0].State != project.PayoutSent || all[0].Minor != 9500 || len(provider.Transfers()) != 1 {
		t.Fatalf("%+v, %d transfers", all, len(provider.Transfers()))
	}
	due := treasuryDay.Add(90 * time.Minute).Add(clearing)
	if late := all[0].MadeAt.Sub(due); late < 0 || late > time.Second {
		t.Errorf("due at %s, made at %s", due, all[0].MadeAt)
	}
	for _, d := range s.timers {
		if d > time.Hour {
			t.Errorf("it rested for %s", d)
		}
	}
	v.balanced("prj_1")
	v.balanced("prj_2")
}

func TestByHandThePayoutsWait(t *testing.T) {
	v := newVault(t, 1)
	v.earned("prj_1", v.people[0], treasuryDay.Add(-clearing))
	v.stage(settlement.Manual{}, project.PayoutPolicy{ByHand: true, Minimum: "95.00"}).runFor(t, 5*time.Hour)
	all := v.payouts()
	if len(all) != 1 || all[0].State != project.PayoutPending || !all[0].TriedAt.IsZero() || all[0].Provider != settlement.NameManual {
		t.Errorf("%+v", all)
	}
}

// TestNothingIsPaidTwiceWhateverTheProviderDoes has 12 sellers and a provider that fails at every second request, in all
// its ways; after some days everybody is paid once.
func TestNothingIsPaidTwiceWhateverTheProviderDoes(t *testing.T) {
	provider := stripetest.New(t)
	v := newVault(t, 12)
	for i, id := range v.people {
		account := fmt.Sprintf("acct_%08d", i)
		provider.Account(account)
		v.reached(id, project.PayoutAccount(account))
		v.earned(project.ProjectID(fmt.Sprintf("prj_%d", i)), id, treasuryDay.Add(-clearing))
	}
	provider.Chaos(7, true)
	s := v.stage(stripe(t, provider), project.PayoutPolicy{})
	s.RegisterDelayedCallback(provider.ForgetKeys, 2*time.Hour)
	s.runFor(t, 3*24*time.Hour)
	all := v.payouts()
	if len(all) != 12 || len(provider.Transfers()) != 12 {
		t.Fatalf("%d payouts, %d transfers", len(all), len(provider.Transfers()))
	}
	for _, p := range all {
		if p.State != project.PayoutSent {
			t.Errorf("%+v", p)
		}
		v.balanced(p.Project)
	}
}

// TestARefusedPayoutComesBackAndIsNotTriedForEver: a closed account fails, the money is the seller's again, and after a
// day, two and four it is tried anew.
func TestARefusedPayoutComesBackAndIsNotTriedForEver(t *testing.T) {
	provider := stripetest.New(t)
	provider.Refuse("acct_00000000", "account_closed")
	provider.Account("acct_11111111")
	v := newVault(t, 1)
	v.reached(v.people[0], "acct_00000000")
	v.earned("prj_1", v.people[0], treasuryDay.Add(-clearing))
	s := v.stage(stripe(t, provider), project.PayoutPolicy{})
	var before int
	s.RegisterDelayedCallback(func() {
		before = len(v.payouts())
		err := v.records.PutDestination(context.Background(), project.Destination{Person: v.people[0], Provider: settlement.NameStripe,
			Account: "acct_11111111", UpdatedAt: s.Now()})
		if err != nil {
			t.Error(err)
		}
	}, 9*24*time.Hour)
	s.runFor(t, 10*24*time.Hour)
	all := v.payouts()
	if before != 4 || len(all) != 5 || all[4].State != project.PayoutSent || all[3].State != project.PayoutFailed || all[3].Reason != "account_closed" {
		t.Errorf("%d failed, then %+v", before, all)
	}
	v.balanced("prj_1")
}

// balky is a provider that is away for a time of the workflow.
type balky struct {
	settlement.Manual
	mu    sync.Mutex
	away  bool
	calls []project.PayoutID
	sent  map[project.PayoutID]int
}

func (b *balky) Name() string { return "balky" }
func (b *balky) ByHand() bool { return false }

func (b *balky) Send(_ context.Context, p project.Payout) (project.PayoutNews, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls = append(b.calls, p.ID)
	if b.away {
		return project.PayoutNews{}, project.Errorf(project.Conflict, "away") // of whatever code: an error is never the last word
	}
	b.sent[p.ID]++
	return project.PayoutNews{Kind: project.NewsSent, Reference: "ref-" + string(p.ID)}, nil
}

func (v *vault) balky(sellers int) *balky {
	b := &balky{sent: map[project.PayoutID]int{}}
	for i := range sellers {
		err := v.records.PutDestination(v.t.Context(), project.Destination{Person: v.people[i], Provider: b.Name(), Account: "x", UpdatedAt: treasuryDay})
		if err != nil {
			v.t.Fatal(err)
		}
		v.earned(project.ProjectID(fmt.Sprintf("prj_%d", i)), v.people[i], treasuryDay.Add(-clearing))
	}
	return b
}

func TestAProviderThatIsAwayIsLeftInPeace(t *testing.T) {
	v := newVault(t, 6)
	b := v.balky(6)
	b.away = true
	s := v.stage(b, project.PayoutPolicy{})
	s.RegisterDelayedCallback(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		asked := map[project.PayoutID]bool{}
		for _, id := range b.calls {
			asked[id] = true
		}
		if len(asked) != treasuryGivesUp || len(b.calls) > treasuryGivesUp*outsideAttempts*12 {
			t.Errorf("%d payouts were tried %d times in an hour", len(asked), len(b.calls))
		}
		b.away = false
	}, time.Hour)
	s.runFor(t, 3*time.Hour)
	if len(b.sent) != 6 {
		t.Errorf("%d of 6 were sent", len(b.sent))
	}
	for id, n := range b.sent {
		if n != 1 {
			t.Errorf("%s was sent %d times", id, n)
		}
	}
}

// TestTheTreasuryHandsOver lets every run end as early as it can: together they do what one run would have done.
func TestTheTreasuryHandsOver(t *testing.T) {
	v := newVault(t, 5)
	b := v.balky(5)
	in := TreasuryInput{Limits: Limits{Events: 20}}
	for run := range 8 {
		s := v.stage(b, project.PayoutPolicy{})
		s.SetCurrentHistoryLength(100)
		s.ExecuteWorkflow(Treasury, in)
		var next *workflow.ContinueAsNewError
		if err := s.GetWorkflowError(); !errors.As(err, &next) {
			t.Fatalf("run %d: %v", run, err)
		}
		in = TreasuryInput{}
		if err := converterOf().FromPayloads(next.Input, &in); err != nil {
			t.Fatal(err)
		}
		if in.Epoch != run+1 || in.Limits.Events != 20 {
			t.Fatalf("%+v", in)
		}
	}
	if len(b.calls) != 5 || len(b.sent) != 5 {
		t.Errorf("%d calls, %d sent", len(b.calls), len(b.sent))
	}
}
