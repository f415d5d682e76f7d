package sim

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"tutti/project"
	"tutti/storage/records"
)

var (
	oneSeed = flag.Uint64("seed", 0, "play this seed only, and print what happened")
	seeds   = flag.Int("seeds", 200, "how many seeds to play, from 1")
)

// TestMain lets the garbage wait: the runs are short and small, and collecting is a fifth of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// TestSeed plays the seeds. `go test ./sim -run Seed -seed=N` plays one of them again.
func TestSeed(t *testing.T) {
	blank := blankDatabase(t)
	if *oneSeed != 0 {
		play(t, *oneSeed, blank, nil)
		return
	}
	coverage := &Coverage{}
	t.Run("seeds", func(t *testing.T) {
		for seed := 1; seed <= *seeds; seed++ {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				play(t, uint64(seed), blank, coverage)
			})
		}
	})
	t.Logf("how often each thing happened in %d seeds:\n%s", *seeds, coverage)
	if *seeds < enoughSeeds {
		return
	}
	for group, things := range mustHappen() {
		for _, what := range things {
			if coverage.Of(group, what) == 0 {
				t.Errorf("in %d seeds it never happened, in %s: %s", *seeds, group, what)
			}
		}
	}
}

// enoughSeeds is from how many seeds on everything of mustHappen has to happen.
const enoughSeeds = 200

// mustHappen lists what the simulation is for. A change that makes one of these impossible, or so rare that nobody would find
// out whether it works, fails.
func mustHappen() map[string][]string {
	lists := map[string][]string{
		"project": {"running", "paused", "in_review", "completed", "cancelled"},
		"log": {"offer.declined busy", "offer.expired", "inspection.failed", "seller.taken_over", "seller.stepped_out busy", "seller.leave illness",
			"seller.released", "clock.overdue", "clock.review_overdue", "clock.cast_overdue", "clock.supply_overdue", "review.approved on_time",
			"review.approved late", "review.approved_by_rule", "sub_gig.cancelled", "sub_gig.cancelled agreed", "sub_gig.cancelled nobody_cast",
			"sub_gig.cancelled not_supplied", "sub_gig.cancelled_by_agreement", "dispute.opened direct", "dispute.opened operator", "dispute.moved producer",
			"dispute.moved operator", "dispute.settled", "dispute.ruled approve/operator", "dispute.ruled recast/producer", "dispute.ruled cancel/operator", "dispute.ruled resume/operator",
			"offer.queued", "sub_gig.amended", "sub_gig.change_not_agreed amend", "sub_gig.change_not_agreed drop",
			"sub_gig.paused", "sub_gig.resumed", "final.reminder half", "final.escalated end", "call.opened open_call", "call.opened applications",
			"call.opened audition", "call.chosen", "requirement.answered"},
		"did": {"final rebuild ok", "give up the final ok", "cancel the project ok", "cancel the sub-gig ok", "resume ok", "re-plan ok",
			"add money ok", "tip ok", "pay out ok", "agree change_order ok", "refuse cancellation ok"},
		"replan": {"asks for consent"},
		"fault":  {"process: killed and loaded again"},
	}
	for _, state := range project.SubGigStates() {
		lists["state"] = append(lists["state"], string(state))
	}
	for _, kind := range []project.CommandKind{project.Accept, project.Decline, project.Claim, project.Choose, project.Submit, project.Decide, project.StepOut,
		project.Recast, project.Propose, project.Answer, project.Withdraw, project.Disagree, project.Appeal, project.Rule, project.Cancel, project.Fulfil} {
		lists["command"] = append(lists["command"], string(kind)+" ok")
		if kind != project.Fulfil { // told again, it changes nothing
			lists["command"] = append(lists["command"], string(kind)+" conflict")
		}
	}
	for _, kind := range project.ProposalKinds() {
		for _, end := range []string{"made", "agreed", "refused", "lapsed", "withdrawn"} {
			if kind != project.Question || end != "agreed" { // a question is answered by refusing it
				lists["log"] = append(lists["log"], "proposal."+end+" "+string(kind))
			}
		}
	}
	for _, port := range []string{"http", "records", "objects", "process", "live"} {
		for _, b := range []blow{before, after, slow} {
			lists["fault"] = append(lists["fault"], port+": "+string(b))
		}
	}
	return lists
}

// play runs a seed to its end and fails with everything that did not hold.
func play(t *testing.T, seed uint64, blank []byte, coverage *Coverage) *Run {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tutti.db")
	if err := os.WriteFile(path, blank, 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := NewVirtual(context.Background(), seed, path, coverage)
	if err != nil {
		t.Fatal(err)
	}
	err = v.Play(context.Background())
	if closing := v.Close(); closing != nil {
		t.Error(closing)
	}
	if broken := v.Run.Broken(); err != nil || len(broken) > 0 {
		trace := v.Run.Trace()
		if *oneSeed == 0 {
			trace = trace[max(0, len(trace)-5):]
		}
		t.Errorf("seed %d: %v\n%s\n\nthe last that happened:\n%s\n\nplay it again: go test ./sim -run Seed -seed=%d", seed, err,
			strings.Join(broken, "\n"), strings.Join(trace, "\n"), seed)
	} else if *oneSeed != 0 {
		t.Logf("seed %d:\n%s", seed, strings.Join(v.Run.Trace(), "\n"))
	}
	return v.Run
}

// blankDatabase is an empty database with its tables, made once.
func blankDatabase(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "blank.db")
	store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + path})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	blank, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return blank
}

// TestASeedIsTheSameRunEveryTime: otherwise a seed that failed could not be played again.
func TestASeedIsTheSameRunEveryTime(t *testing.T) {
	blank := blankDatabase(t)
	for seed := uint64(1); seed <= 5; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			one, other := play(t, seed, blank, nil), play(t, seed, blank, nil)
			if one.Log() == other.Log() {
				return
			}
			for i, line := range one.Trace() {
				if i >= len(other.Trace()) || other.Trace()[i] != line {
					t.Fatalf("line %d differs:\n%s\n%s", i, line, append(other.Trace(), make([]string, i+1)...)[i])
				}
			}
		})
	}
}
