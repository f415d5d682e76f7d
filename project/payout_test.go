package project

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var payoutDay = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

func newPayout() Payout {
	return Payout{ID: "pay_1", Project: "prj_1", Seller: "per_s", Minor: 500, Currency: "EUR", State: PayoutPending, Provider: "stripe", To: "acct_1abcdefgh", MadeAt: payoutDay}
}

// TestPayoutNews is the table of what news does to a payout. Each row is a life; want is the state at its end and what
// came back to the seller's account in all.
func TestPayoutNews(t *testing.T) {
	sent, paid := PayoutNews{Kind: NewsSent, Reference: "tr_1"}, PayoutNews{Kind: NewsPaid, Reference: "tr_1"}
	refused := PayoutNews{Kind: NewsRefused, Reason: "account_closed"}
	back := func(minor int64) PayoutNews {
		return PayoutNews{Kind: NewsBack, Reference: "tr_1", Reason: "reversed", BackMinor: minor}
	}
	for _, c := range []struct {
		life     []PayoutNews
		want     PayoutState
		back     int64
		conflict bool // the last news is refused
	}{
		{nil, PayoutPending, 0, false},
		{[]PayoutNews{sent}, PayoutSent, 0, false},
		{[]PayoutNews{sent, sent, paid, sent, paid}, PayoutPaid, 0, false},
		{[]PayoutNews{paid, sent}, PayoutPaid, 0, false},
		{[]PayoutNews{refused, refused}, PayoutFailed, 500, false},
		{[]PayoutNews{sent, refused}, PayoutSent, 0, true},
		{[]PayoutNews{paid, refused}, PayoutPaid, 0, true},
		{[]PayoutNews{refused, sent}, PayoutFailed, 500, true},
		{[]PayoutNews{refused, paid}, PayoutFailed, 500, true},
		{[]PayoutNews{sent, back(200), back(200), back(100)}, PayoutSent, 200, false},
		{[]PayoutNews{paid, back(200), back(500), back(200), paid, sent}, PayoutFailed, 500, false},
		{[]PayoutNews{back(500), sent, paid}, PayoutFailed, 500, false},
		{[]PayoutNews{back(200), paid}, PayoutPaid, 200, false},
		{[]PayoutNews{sent, back(501)}, PayoutSent, 0, true},
		{[]PayoutNews{sent, back(-1)}, PayoutSent, 0, true},
		{[]PayoutNews{sent, {Kind: NewsPaid, Reference: "tr_2"}}, PayoutSent, 0, true},
	} {
		p, posted := newPayout(), int64(0)
		for i, n := range c.life {
			next, postings, err := p.Hear(n, payoutDay.Add(time.Duration(i)*time.Minute))
			if last := i == len(c.life)-1; (err != nil) != (last && c.conflict) || err != nil && CodeOf(err) != Conflict {
				t.Fatalf("%+v: news %d: %v", c.life, i, err)
			}
			for _, one := range postings {
				if one.Kind != PostPayback || one.Seller != p.Seller || one.Minor <= 0 {
					t.Errorf("%+v", one)
				}
				posted += one.Minor
			}
			p = next
		}
		if p.State != c.want || p.BackMinor != c.back || posted != c.back {
			t.Errorf("%+v: %+v, posted %d", c.life, p, posted)
		}
		if (p.State == PayoutPaid || p.State == PayoutFailed) == p.EndedAt.IsZero() {
			t.Errorf("%+v ended at %s", p.State, p.EndedAt)
		}
	}
	if _, _, err := newPayout().Hear(PayoutNews{Kind: "gossip"}, payoutDay); CodeOf(err) != Internal {
		t.Errorf("%v", err)
	}
}

// TestNewsOfATransferComesInAnyOrder takes what a transfer can truly tell, repeats and shuffles it.
func TestNewsOfATransferComesInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.Int64Range(0, 500).Draw(t, "came back at first")
		whole := rapid.Int64Range(first, 500).Draw(t, "came back in all")
		truth := []PayoutNews{{Kind: NewsSent, Reference: "tr_1"}, {Kind: NewsPaid, Reference: "tr_1"},
			{Kind: NewsBack, Reference: "tr_1", BackMinor: first}, {Kind: NewsBack, Reference: "tr_1", BackMinor: whole}}
		p, keys, posted := newPayout(), map[string]bool{}, int64(0)
		for _, n := range rapid.Permutation(append(slices.Clone(truth), truth...)).Draw(t, "order") {
			next, postings, err := p.Hear(n, payoutDay)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range postings {
				if keys[one.Key] {
					t.Fatalf("%s is posted twice", one.Key)
				}
				keys[one.Key], posted = true, posted+one.Minor
			}
			p = next
		}
		want := PayoutPaid
		if whole == p.Minor {
			want = PayoutFailed
		}
		if p.State != want || posted != whole {
			t.Fatalf("%+v, posted %d of %d", p, posted, whole)
		}
	})
}

func TestWhatIsPaidOut(t *testing.T) {
	day := func(n int) time.Time { return payoutDay.AddDate(0, 0, n) }
	ama := Payable{Project: "prj_1", Seller: "per_ama", Currency: "EUR", Minor: 600, Reaches: day(-9)}
	with := func(change func(*Payable)) Payable { p := ama; change(&p); return p }
	elsewhere := with(func(p *Payable) { p.Project, p.Minor = "prj_0", 400 })
	for name, c := range map[string]struct {
		policy PayoutPolicy
		all    []Payable
		want   string
	}{
		"above the minimum":             {PayoutPolicy{Minimum: "6"}, []Payable{ama}, "prj_1"},
		"below it":                      {PayoutPolicy{Minimum: "6.01"}, []Payable{ama}, ""},
		"small sums together":           {PayoutPolicy{Minimum: "10"}, []Payable{ama, elsewhere}, "prj_0 prj_1"},
		"in another currency":           {PayoutPolicy{Minimum: "10"}, []Payable{ama, with(func(p *Payable) { p.Project, p.Currency = "prj_0", "USD" })}, ""},
		"of another person":             {PayoutPolicy{Minimum: "10"}, []Payable{ama, with(func(p *Payable) { p.Seller = "per_b" })}, ""},
		"a currency without decimals":   {PayoutPolicy{Minimum: "500"}, []Payable{with(func(p *Payable) { p.Currency = "JPY" })}, "prj_1"},
		"no minimum":                    {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Minor = 1 })}, "prj_1"},
		"nothing there":                 {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Minor = 0 })}, ""},
		"in dispute":                    {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Disputed = true }), elsewhere}, "prj_0"},
		"after a bad audit":             {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Wrong = true }), elsewhere}, "prj_0"},
		"disputed money does not count": {PayoutPolicy{Minimum: "10"}, []Payable{with(func(p *Payable) { p.Disputed = true }), elsewhere}, ""},
		"nowhere to send it":            {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Reaches = time.Time{} })}, ""},
		"by hand":                       {PayoutPolicy{ByHand: true}, []Payable{with(func(p *Payable) { p.Reaches = time.Time{} })}, "prj_1"},
		"failed an hour ago":            {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Failures, p.FailedAt = 1, payoutDay.Add(-time.Hour) })}, ""},
		"failed yesterday":              {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Failures, p.FailedAt = 1, day(-1) })}, "prj_1"},
		"failed twice, last yesterday":  {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Failures, p.FailedAt = 2, day(-1) })}, ""},
		"failed for ever, a month ago":  {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Failures, p.FailedAt = 90, day(-32) })}, "prj_1"},
		"failed for ever, three weeks":  {PayoutPolicy{}, []Payable{with(func(p *Payable) { p.Failures, p.FailedAt = 90, day(-21) })}, ""},
	} {
		var got []string
		for _, p := range c.policy.Due(c.all, payoutDay) {
			got = append(got, string(p.Project))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPayoutMinimum(t *testing.T) {
	for text, ok := range map[Decimal]bool{"": true, "0": true, "12.50": true, "0.001": true, "-1": false, "ten": false, "0.0001": false} {
		if err := (PayoutPolicy{Minimum: text}).Check(); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAnAccountIsNeverShownWhole(t *testing.T) {
	for account, want := range map[PayoutAccount]string{"": "", "12345678": "…", "acct_1abcdefgh": "…efgh"} {
		p := newPayout()
		p.To = account
		asJSON, err := json.Marshal(map[string]any{"payout": p, "destination": Destination{Account: account}})
		if err != nil {
			t.Fatal(err)
		}
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "account", account, "payout", p)
		for _, shown := range []string{account.String(), fmt.Sprint(account), fmt.Sprintf("%v %+v %#v", p, p, p), fmt.Sprintf("%s %q", account, account), string(asJSON), log.String()} {
			if account != "" && strings.Contains(shown, string(account)) {
				t.Errorf("%s", shown)
			}
		}
		if account.String() != want {
			t.Errorf("%s", account)
		}
	}
}
