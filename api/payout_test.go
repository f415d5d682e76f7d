package api_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/settlement"
	"tutti/settlement/stripetest"
)

// paidOut gives the seller some money in the project and makes a payout of it, by hand.
func (w *world) paidOut(id project.ProjectID, handle string, minor int64) project.PayoutID {
	w.t.Helper()
	return w.paidBy(project.ProviderManual, id, handle, minor).ID
}

func (w *world) paidBy(provider string, id project.ProjectID, handle string, minor int64) project.Payout {
	w.t.Helper()
	ctx, now := context.Background(), w.clock.Now()
	_, err := w.records.PostLedger(ctx, id, []project.Booking{project.Tip("tip/"+handle+now.String(), w.ids[handle], minor)}, now)
	must(w.t, err)
	_, err = w.records.ClearDue(ctx, now, 0)
	must(w.t, err)
	p, err := w.records.MakePayout(ctx, project.Payout{Project: id, Seller: w.ids[handle], Minor: minor, Provider: provider, MadeAt: now})
	must(w.t, err)
	return p
}

func TestPayoutsByHand(t *testing.T) {
	w := newWorld(t)
	ctx, p := context.Background(), w.launched()
	first, second := w.paidOut(p.ID, "ben", 500), w.paidOut(p.ID, "ama", 700)
	all, err := w.as("olga").Payouts(ctx, client.PayoutQuery{})
	must(t, err)
	own, err := w.as("ben").Payouts(ctx, client.PayoutQuery{})
	must(t, err)
	if len(all.Items) != 2 || len(own.Items) != 1 || own.Items[0].ID != first || own.Items[0].State != project.PayoutPending || own.Items[0].Seller.Handle != "ben" {
		t.Fatalf("%+v\n%+v", all, own)
	}
	page, err := w.as("olga").Payouts(ctx, client.PayoutQuery{Page: client.Page{Limit: 1}})
	must(t, err)
	rest, err := w.as("olga").Payouts(ctx, client.PayoutQuery{Page: client.Page{Cursor: page.Next}})
	must(t, err)
	if page.Items[0].ID != second || len(rest.Items) != 1 || rest.Items[0].ID != first || rest.Next != "" {
		t.Errorf("%+v\n%+v", page, rest)
	}
	_, err = w.as("ben").Payouts(ctx, client.PayoutQuery{Seller: w.ids["ama"]})
	wantCode(t, err, project.NotFound)

	_, err = w.as("olga").MarkPaid(ctx, first, "  ")
	wantCode(t, err, project.Invalid)
	for range 2 { // each time with another key
		paid, err := w.as("olga").MarkPaid(ctx, first, "SEPA 4711")
		must(t, err)
		if paid.State != project.PayoutPaid || paid.Reference != "SEPA 4711" || paid.EndedAt == nil {
			t.Errorf("%+v", paid)
		}
	}
	_, err = w.as("olga").MarkPaid(ctx, first, "SEPA 4712")
	wantCode(t, err, project.Conflict)
	pending, err := w.as("olga").Payouts(ctx, client.PayoutQuery{State: project.PayoutPending, Project: p.ID})
	must(t, err)
	if len(pending.Items) != 1 || pending.Items[0].ID != second {
		t.Errorf("%+v", pending)
	}
	d, err := w.as("ben").PayoutDestination(ctx)
	must(t, err)
	if !d.ByHand || d.Account != "" {
		t.Errorf("%+v", d)
	}
	_, err = w.as("ben").SetPayoutDestination(ctx, "DE89 3704 0044 0532 0130 00")
	wantCode(t, err, project.Invalid)
	if strings.Contains(w.log.String(), "3704") {
		t.Error("the account is in the log")
	}
}

// stripeWorld is a world that pays through the simulated Stripe.
func stripeWorld(t *testing.T) (*world, *stripetest.Server, *settlement.Stripe) {
	t.Helper()
	s := stripetest.New(t)
	adapter, err := settlement.NewStripe(settlement.StripeOptions{Key: stripetest.Key, WebhookSecret: stripetest.Secret, URL: s.URL})
	must(t, err)
	w := newWorld(t, func(o *api.Options) { o.Settlement, o.Notices = adapter, adapter })
	return w, s, adapter
}

func TestADestinationIsNeverShownWhole(t *testing.T) {
	w, _, _ := stripeWorld(t)
	ctx, account := context.Background(), "acct_1BensAccountWxyz"
	_, err := w.as("ben").SetPayoutDestination(ctx, "DE89 3704")
	wantCode(t, err, project.Invalid)
	none, err := w.as("ben").PayoutDestination(ctx)
	must(t, err)
	set, err := w.as("ben").SetPayoutDestination(ctx, " "+account+" ")
	must(t, err)
	got, err := w.as("ben").PayoutDestination(ctx)
	must(t, err)
	if none.Account != "" || none.UpdatedAt != nil || none.ByHand || set != got && *set.UpdatedAt != *got.UpdatedAt || got.Account != "…Wxyz" || got.Provider != "stripe" {
		t.Errorf("%+v %+v %+v", none, set, got)
	}
	p := w.launched()
	made := w.paidBy("stripe", p.ID, "ben", 500)
	_, err = w.records.TryPayout(ctx, made.ID, w.clock.Now())
	must(t, err)
	stored, err := w.records.Destination(ctx, w.ids["ben"], "stripe")
	must(t, err)
	if string(stored.Account) != account {
		t.Errorf("%q is stored", string(stored.Account))
	}
	key := "the-key"
	for range 2 {
		if a := w.ask("ben", "PUT", path("/me/payout-destination"), `{"account":"`+account+`"}`, wire.HeaderIdempotencyKey, key); a.status != 200 || strings.Contains(a.body, account) {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	for _, handle := range []string{"ben", "olga"} {
		if a := w.ask(handle, "GET", path("/payouts"), ""); !strings.Contains(a.body, "…Wxyz") || strings.Contains(a.body, account) {
			t.Errorf("%s: %s", handle, a.body)
		}
	}
	if strings.Contains(w.log.String(), account) {
		t.Error("the account is in the log")
	}
}

// TestStripeTellsOfTransfers lets Stripe tell of a transfer that then goes back, twice and in any order.
func TestStripeTellsOfTransfers(t *testing.T) {
	for seed := range uint64(8) {
		w, s, adapter := stripeWorld(t)
		s.Account("acct_00000000")
		ctx, p := context.Background(), w.launched()
		_, err := w.as("ben").SetPayoutDestination(ctx, "acct_00000000")
		must(t, err)
		made := w.paidBy("stripe", p.ID, "ben", 500)
		tried, err := w.records.TryPayout(ctx, made.ID, w.clock.Now())
		must(t, err)
		_, err = w.as("olga").MarkPaid(ctx, made.ID, "by hand")
		wantCode(t, err, project.Conflict)
		news, err := adapter.Send(ctx, tried) // and then the process dies before it writes that down
		must(t, err)
		w.tellAll(s, seed)
		w.wantPayout(made.ID, project.PayoutPaid, news.Reference)
		s.Reverse(news.Reference, 200)
		s.Reverse(news.Reference, 300)
		w.tellAll(s, seed)
		w.wantPayout(made.ID, project.PayoutFailed, news.Reference)
		balances, err := w.records.Balances(ctx, p.ID)
		must(t, err)
		if balances[project.SellerAccount(w.ids["ben"])] != 500 || project.TotalsOf(balances).Check() != nil {
			t.Errorf("%v", balances)
		}
	}
}

func (w *world) wantPayout(id project.PayoutID, state project.PayoutState, reference string) {
	w.t.Helper()
	p, err := w.records.Payout(context.Background(), id)
	must(w.t, err)
	if p.State != state || p.Reference != reference {
		w.t.Errorf("%+v", p)
	}
}

// tellAll delivers what Stripe has to tell until everything was taken.
func (w *world) tellAll(s *stripetest.Server, seed uint64) {
	w.t.Helper()
	for try := 0; len(s.Events()) > 0; try++ {
		if try == 20 {
			w.t.Fatalf("%d notices are never taken", len(s.Events()))
		}
		s.Deliver(seed, w.clock.Now(), func(body []byte, signature string) bool {
			return w.ask("", "POST", path("/webhooks/stripe"), string(body), "Stripe-Signature", signature).status == 204
		})
	}
}

func TestStripeTellsOfChargebacks(t *testing.T) {
	for seed := range uint64(6) {
		w, s, _ := stripeWorld(t)
		ctx, p := context.Background(), w.launched()
		dispute := s.Inquire(s.Charge(string(p.ID), 10000, "eur"))
		s.Withdraw(dispute)
		s.Withdraw(s.Inquire(s.Charge(string(p.ID), 5, "usd")))                          // not the project's currency: somebody has to look
		s.Withdraw(s.Inquire(s.Charge(project.NewID("prj", time.Now(), "x"), 5, "eur"))) // of another instance
		s.Fail(stripetest.Broken, stripetest.DoneCut)
		w.tellAll(s, seed)
		balances, err := w.records.Balances(ctx, p.ID)
		must(t, err)
		if balances[project.AccountOutside] != -20000 || balances[project.AccountFunding]+balances[project.AccountReserve] != 20000 {
			t.Errorf("taken: %v", balances)
		}
		s.Reinstate(dispute)
		w.tellAll(s, seed)
		balances, err = w.records.Balances(ctx, p.ID)
		must(t, err)
		if balances[project.AccountOutside] != -30000 || project.TotalsOf(balances).Check() != nil {
			t.Errorf("given again: %v", balances)
		}
		if log := w.log.String(); !strings.Contains(log, "somebody has to look") || !strings.Contains(log, "concerns nothing here") {
			t.Errorf("%s", log)
		}
	}
}

func TestNoticesOfStrangersAreRefused(t *testing.T) {
	w, s, _ := stripeWorld(t)
	body := `{"id":"evt_1","type":"transfer.created","data":{"object":{"id":"tr_1"}}}`
	send := func(body, signature string) int {
		return w.ask("", "POST", path("/webhooks/stripe"), body, "Stripe-Signature", signature).status
	}
	now := w.clock.Now()
	for name, c := range map[string]struct {
		body, signature string
		want            int
	}{
		"signed":         {body, stripetest.Sign([]byte(body), stripetest.Secret, now), 204},
		"not signed":     {body, "", 401},
		"another secret": {body, stripetest.Sign([]byte(body), "whsec_other", now), 401},
		"an old one":     {body, stripetest.Sign([]byte(body), stripetest.Secret, now.Add(-time.Hour)), 401},
		"changed":        {body + " ", stripetest.Sign([]byte(body), stripetest.Secret, now), 401},
		"no event":       {"{}", stripetest.Sign([]byte("{}"), stripetest.Secret, now), 400},
		"too large":      {strings.Repeat("x", 300<<10), "", 413},
	} {
		if got := send(c.body, c.signature); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	if s.Requests() != 0 {
		t.Errorf("%d requests to Stripe", s.Requests())
	}
	if strings.Contains(w.log.String(), stripetest.Secret) || strings.Contains(w.log.String(), stripetest.Key) {
		t.Error("a secret is in the log")
	}
}

// TestAPayoutByHandFails: the money is the seller's again, also when it was said to be paid; once.
func TestAPayoutByHandFails(t *testing.T) {
	for name, paid := range map[string]bool{"never sent": false, "sent back by the bank": true} {
		t.Run(name, func(t *testing.T) {
			s, ctx := newStage(t), context.Background()
			id := s.paidOut(s.project.ID, "ben", 100)
			if paid {
				_, err := s.as("olga").MarkPaid(ctx, id, "SEPA 17")
				must(t, err)
			}
			once := client.WithKey(ctx, "failed")
			for range 2 {
				p, err := s.as("olga").MarkFailed(once, id, "wrong_account")
				must(t, err)
				if p.State != project.PayoutFailed || p.Reason != "wrong_account" || p.BackMinor != 100 {
					t.Errorf("%+v", p)
				}
			}
			balances, err := s.records.Balances(ctx, s.project.ID)
			must(t, err)
			audit, err := s.as("bea").AuditLedger(ctx, s.project.ID)
			must(t, err)
			if balances[project.SellerAccount(s.ids["ben"])] != 100 || len(audit.Findings) != 0 {
				t.Errorf("%v %+v", balances, audit.Findings)
			}
		})
	}
}
