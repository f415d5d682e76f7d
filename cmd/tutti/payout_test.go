package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/app"
	"tutti/project"
	"tutti/settlement"
)

func TestPayoutCommands(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	p := wire.Payout{ID: "pay_1", ProjectID: "prj_1", Seller: wire.PersonName{Handle: "ama"}, AmountMinor: 12050, Currency: "EUR", State: project.PayoutFailed,
		Provider: "stripe", To: "…Wxyz", Reason: "account_closed", MadeAt: at}
	paid := p
	paid.State, paid.Reason, paid.Provider, paid.Reference, paid.EndedAt = project.PayoutPaid, "", "manual", "SEPA 17", &at
	env := answers{
		"GET /api/v1/payouts":               wire.PayoutList{Items: []wire.Payout{p}},
		"POST /api/v1/payouts/pay_2/paid":   paid,
		"POST /api/v1/payouts/pay_2/failed": p,
		"GET /api/v1/me/payout-destination": wire.Destination{Provider: "manual", ByHand: true},
		"PUT /api/v1/me/payout-destination": wire.Destination{Provider: "stripe", Account: "…Wxyz", UpdatedAt: &at},
	}.serve(t)
	for args, want := range map[string]struct {
		code int
		says []string
	}{
		"payout ls":                          {exitOK, []string{"pay_1", "failed: account_closed", "120.50 EUR", "ama", "…Wxyz"}},
		"payouts list --state failed":        {exitOK, []string{"pay_1"}},
		"payout paid pay_2 --reference SEPA": {exitOK, []string{"paid", "SEPA 17"}},
		"payout paid pay_2":                  {exitUsage, []string{"--reference is missing"}},
		"payout paid pay_9 --reference x":    {exitFailed, []string{"nothing here"}},
		"payout failed pay_2":                {exitOK, []string{"failed: account_closed"}},
		"payout to":                          {exitOK, []string{"the operator pays by hand"}},
		"payout to acct_1abcdefghijkWxyz":    {exitOK, []string{"stripe", "…Wxyz"}},
		"payout paid pay_2 one-too-many":     {exitUsage, []string{"one argument too many"}},
	} {
		got := tutti(t, env, strings.Fields(args)...)
		if got.code != want.code {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
		for _, text := range want.says {
			if !strings.Contains(got.out+got.errs, text) {
				t.Errorf("%s does not say %q:\n%s%s", args, text, got.out, got.errs)
			}
		}
		if strings.Contains(got.out+got.errs, "acct_1abcdefghijkWxyz") {
			t.Errorf("%s shows the account", args)
		}
	}
}

func TestStatementIsKept(t *testing.T) {
	t.Parallel()
	env := answers{"GET /api/v1/me/statement": "a file", "GET /api/v1/projects/prj_1/statement": "of a project"}.serve(t)
	if got := tutti(t, env, "statement", "--month", "2026-11", "--format", "csv", "--out", "-"); got.code != exitOK || !strings.Contains(got.out, "a file") {
		t.Errorf("%+v", got)
	}
	path := filepath.Join(t.TempDir(), "s.pdf")
	for range 2 { // a path that was named may be written again
		if got := tutti(t, env, "statement", "prj_1", "--out", path); got.code != exitOK || !strings.Contains(got.errs, path) {
			t.Errorf("%+v", got)
		}
	}
	if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "of a project") {
		t.Errorf("%s %v", text, err)
	}
	c := &cli{errs: os.Stderr}
	if err := c.keep(nil, target{path: path, fresh: true}); project.CodeOf(err) != project.Conflict {
		t.Errorf("what was filed is written over: %v", err)
	}
}

// TestTheStartTellsNoSecret looks at what is told of the settlement at the start.
func TestTheStartTellsNoSecret(t *testing.T) {
	t.Parallel()
	stripe := app.Payouts{Minimum: "10.00", Stripe: settlement.StripeOptions{Key: "sk_live_1", WebhookSecret: "whsec_1"}}
	for want, p := range map[string]app.Payouts{"by hand": {}, "through Stripe, from 10.00": stripe} {
		if got := payoutsOf(p); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
