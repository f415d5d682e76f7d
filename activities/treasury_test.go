package activities

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/memory"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func TestWhenTheTreasuryLooksAgain(t *testing.T) {
	hour := noon.Add(time.Hour)
	for name, c := range map[string]struct{ latest, due, want time.Time }{
		"nothing is due":         {hour, time.Time{}, hour},
		"due after the rest":     {hour, noon.Add(2 * time.Hour), hour},
		"due before":             {hour, noon.Add(time.Minute), noon.Add(time.Minute)},
		"due now and not done":   {hour, noon, noon.Add(time.Minute)},
		"long overdue":           {hour, noon.Add(-time.Hour), noon.Add(time.Minute)},
		"overdue in a short one": {noon.Add(time.Second), noon.Add(-time.Hour), noon.Add(time.Second)},
	} {
		if got := nextLook(noon, c.latest, c.due); !got.Equal(c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestAnErrorOfAProviderIsNeverTheLastWord(t *testing.T) {
	for _, code := range project.Codes() {
		if got := project.CodeOf(mayPass(project.Errorf(code, "x"))); got.Final() || !code.Final() && got != code {
			t.Errorf("%s became %s", code, got)
		}
	}
}

// byHand is a settlement of which nothing is asked.
type byHand struct{ project.PaymentProvider }

func (byHand) Name() string { return project.ProviderManual }
func (byHand) ByHand() bool { return true }

// unclear is records of which one project cannot be cleared.
type unclear struct{ project.Records }

func (u unclear) ClearDue(ctx context.Context, now time.Time, limit int) (project.ClearedDue, error) {
	done, err := u.Records.ClearDue(ctx, now, limit)
	if err == nil {
		err = project.Errorf(project.Conflict, "a project cannot be cleared")
	}
	return done, err
}

// TestARoundIsBounded makes more payouts than fit into a round: the rest comes with the next, and nothing comes twice,
// even while a project cannot be cleared.
func TestARoundIsBounded(t *testing.T) {
	records := memory.NewRecords(project.FeePolicy{})
	draft(t, records)
	const sellers = payoutsAtOnce + 7
	var tips []project.Booking
	for i := range sellers {
		tips = append(tips, project.Tip(fmt.Sprintf("tip/%d", i), project.PersonID(fmt.Sprintf("per_%03d", i)), 100))
	}
	if _, err := records.PostLedger(t.Context(), "prj_1", tips, noon); err != nil {
		t.Fatal(err)
	}
	treasury := &Treasury{Records: unclear{records}, Live: &memory.Live{}, Settlement: byHand{}, Policy: project.PayoutPolicy{ByHand: true}, Log: slog.New(slog.DiscardHandler)}
	for look, want := range []struct {
		payouts int
		more    bool
	}{{payoutsAtOnce, true}, {sellers, false}, {sellers, false}} {
		round, err := treasury.SettleDue(t.Context(), RoundInput{At: noon.Add(time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		all, err := records.Payouts(t.Context(), project.PayoutFilter{}, project.Page{})
		if err != nil || len(all) != want.payouts || round.More != want.more || len(round.Send) != 0 || !round.Next.After(noon) {
			t.Errorf("look %d: %d payouts, %+v, %v", look, len(all), round, err)
		}
	}
}
