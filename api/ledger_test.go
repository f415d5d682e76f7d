package api_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// TestTheLedgerSaysHowItWasBooked follows a release through clearing to a payout, as the buyer and the seller see it.
func TestTheLedgerSaysHowItWasBooked(t *testing.T) {
	ctx, s := context.Background(), newStage(t)
	if _, err := s.as("ida").Review(ctx, s.delivery.ID, wire.ReviewRequest{Decision: project.Approve}); err != nil {
		t.Fatal(err)
	}
	id, ben := s.project.ID, s.ids["ben"]
	now := s.clock.Now().Add(time.Hour)
	_, err := s.records.PostLedger(ctx, id, []project.Booking{project.Tip("tip", ben, 300)}, now)
	must(t, err)
	done, err := s.records.ClearDue(ctx, now.Add(time.Hour), 0)
	must(t, err)
	_, err = s.records.PostLedger(ctx, id, []project.Booking{project.BookPayout("pay", ben, 11000)}, now.Add(time.Hour))
	must(t, err)
	ledger, err := s.as("bea").Ledger(ctx, id, client.Page{Limit: 200})
	must(t, err)
	want := project.Totals{Funded: 30300, Reserve: 18000, Released: 11700, Fee: 600, Cleared: 700, PaidOut: 11000}
	if done.Count != 2 || ledger.Totals != want || !ledger.Balanced {
		t.Errorf("%+v %+v", done, ledger.Totals)
	}
	for i, tx := range ledger.Transactions {
		if tx.Seq != int64(i)+1 || len(tx.Hash) != 64 || (tx.Kind == project.PostRelease || tx.Kind == project.PostTip) != (tx.ClearsAt != nil) {
			t.Errorf("%d: %+v", i, tx)
		}
	}
	events, err := s.as("ben").EventPage(ctx, id, 0, 200)
	must(t, err)
	heard := map[project.LogKind]int{}
	for _, e := range events.Items {
		heard[e.Kind]++
	}
	if heard[project.LogTipGiven] != 1 || heard[project.LogCleared] != 2 || heard[project.LogPayoutSent] != 1 {
		t.Errorf("ben hears %v", heard)
	}
	events, err = s.as("ama").EventPage(ctx, id, 0, 200)
	must(t, err)
	for _, e := range events.Items {
		if e.ActorID == ben {
			t.Errorf("ama hears of ben's money: %+v", e)
		}
	}
}

// TestAuditsAreTold holds that an audit is made on demand, and that the operator sees what the schedule has kept.
func TestAuditsAreTold(t *testing.T) {
	ctx, s := context.Background(), newStage(t)
	audit, err := s.as("bea").AuditLedger(ctx, s.project.ID)
	must(t, err)
	if len(audit.Findings) != 0 || audit.Transactions != 3 || audit.At.IsZero() {
		t.Errorf("%+v", audit)
	}
	must(t, s.records.KeepAudit(ctx, project.Audit{Project: s.project.ID, At: s.clock.Now(), Transactions: 3,
		Findings: []project.AuditFinding{{Check: project.AuditChain, Message: "changed"}}}))
	sum, err := s.as("olga").Audits(ctx)
	must(t, err)
	if sum.Audited != 1 || sum.Waiting != 1 || len(sum.Wrong) != 1 || !strings.Contains(sum.Wrong[0].Findings[0].String(), "chain: changed") {
		t.Errorf("%+v", sum)
	}
}
