package settlement

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tutti/project"
	"tutti/settlement/stripetest"
)

const seller = "acct_1SellerAbcdefgh"

// at is the time of everything here.
var at = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

// A patient adapter waits longer than a busy machine ever takes; a hasty one is for answers that never come.
const (
	patient = time.Minute
	hasty   = 50 * time.Millisecond
)

// stripeOf is an adapter that always hears the answer.
func stripeOf(t *testing.T, s *stripetest.Server) *Stripe { return stripeBy(t, s, patient) }

func stripeBy(t *testing.T, s *stripetest.Server, within time.Duration) *Stripe {
	t.Helper()
	adapter, err := NewStripe(StripeOptions{Key: stripetest.Key, WebhookSecret: stripetest.Secret, URL: s.URL, Within: within})
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

func payout(seed string) project.Payout {
	return project.Payout{
		ID: project.PayoutID(project.NewID(project.PrefixPayout, at, seed)), Project: project.ProjectID(project.NewID(project.PrefixProject, at, "p")),
		Seller: "per_s", Minor: 12050, Currency: "EUR", State: project.PayoutPending, Provider: NameStripe, To: seller, MadeAt: at,
	}
}

func TestATransferIsMade(t *testing.T) {
	s := stripetest.New(t)
	s.Account(seller)
	p := payout("a")
	news, err := stripeOf(t, s).Send(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	made := s.Transfers()
	if len(made) != 1 {
		t.Fatalf("%d transfers", len(made))
	}
	got := made[0]
	if got.Amount != 12050 || got.Currency != "eur" || got.Destination != seller || got.Group != string(p.Project) || got.Metadata["tutti_payout"] != string(p.ID) {
		t.Errorf("%+v", got)
	}
	if news != (project.PayoutNews{Kind: project.NewsSent, Reference: got.ID}) {
		t.Errorf("%+v", news)
	}
}

// TestMoneyMovesOnceWhateverGoesWrong tries a payout until it is answered, while every second request goes wrong by
// chance and Stripe forgets its keys in between, as it does after a day.
func TestMoneyMovesOnceWhateverGoesWrong(t *testing.T) {
	s := stripetest.New(t)
	s.Account(seller)
	s.PageSize = 25
	adapter := stripeBy(t, s, hasty)
	const payouts = 60
	for seed := range uint64(payouts) {
		s.Chaos(seed, true)
		p := payout(fmt.Sprint(seed))
		for try := 1; ; try++ {
			news, err := adapter.Send(context.Background(), p)
			if err == nil {
				if news.Kind != project.NewsSent || news.Reference == "" {
					t.Fatalf("seed %d: %+v", seed, news)
				}
				break
			}
			if try == 200 {
				t.Fatalf("seed %d: still %v", seed, err)
			}
			p.TriedAt = at
			if try%3 == 0 {
				s.ForgetKeys()
			}
		}
	}
	seen := map[string]bool{}
	for _, made := range s.Transfers() {
		if seen[made.Metadata["tutti_payout"]] {
			t.Errorf("the payout %s was made twice", made.Metadata["tutti_payout"])
		}
		seen[made.Metadata["tutti_payout"]] = true
	}
	if len(seen) != payouts {
		t.Errorf("%d of %d payouts were made", len(seen), payouts)
	}
}

func TestWhatAFaultIsTakenFor(t *testing.T) {
	for fault, want := range map[stripetest.Fault]project.Code{
		stripetest.Broken: project.Unavailable, stripetest.DoneBroken: project.Unavailable, stripetest.DoneCut: project.Unavailable,
		stripetest.DoneSilent: project.Unavailable, stripetest.Busy: project.Limited, stripetest.InUse: project.Unavailable,
		stripetest.BadKey: project.Unavailable, stripetest.NoFunds: project.Unavailable, stripetest.Gibberish: project.Unavailable,
		stripetest.ProxyRefuse: project.Unavailable,
	} {
		s := stripetest.New(t)
		s.Account(seller)
		s.Fail(fault)
		p, within := payout("a"), patient
		if fault == stripetest.DoneSilent {
			within = hasty
		}
		adapter := stripeBy(t, s, within)
		_, err := adapter.Send(context.Background(), p)
		if project.CodeOf(err) != want || want.Final() {
			t.Errorf("%s: %v", fault, err)
		}
		s.Fail(fault)
		p.TriedAt = at // now the question goes wrong
		if _, err = adapter.Send(context.Background(), p); project.CodeOf(err) != want {
			t.Errorf("%s, asked again: %v", fault, err)
		}
		s.Heal() // a hasty question may have gone before it arrived
		if news, err := stripeOf(t, s).Send(context.Background(), p); err != nil || news.Kind != project.NewsSent {
			t.Errorf("%s, at last: %+v %v", fault, news, err)
		}
		if n := len(s.Transfers()); n != 1 {
			t.Errorf("%s: %d transfers", fault, n)
		}
	}
	if len(stripetest.Faults()) != 10 {
		t.Error("a fault is not in this table")
	}
}

func TestWhatIsRefusedForGood(t *testing.T) {
	s := stripetest.New(t)
	s.Account(seller)
	s.Refuse("acct_closed00000000", "account_closed")
	s.Refuse("acct_odd0000000000", "No such thing: acct_odd0000000000")
	adapter := stripeOf(t, s)
	for _, c := range []struct {
		to       project.PayoutAccount
		minor    int64
		currency string
		reason   string
	}{
		{"acct_closed00000000", 100, "EUR", "account_closed"},
		{"acct_unknown0000000", 100, "EUR", "resource_missing"},
		{"acct_odd0000000000", 100, "EUR", "refused"},
		{"", 100, "EUR", "destination_invalid"},
		{"DE00 1234", 100, "EUR", "destination_invalid"},
		{seller, 1234, "KWD", "amount_not_possible"},
		{seller, 100, "XXX", "amount_not_possible"},
	} {
		p := payout(string(c.to) + c.currency)
		p.To, p.Minor, p.Currency = c.to, c.minor, c.currency
		news, err := adapter.Send(context.Background(), p)
		if err != nil || news != (project.PayoutNews{Kind: project.NewsRefused, Reason: c.reason}) {
			t.Errorf("%s %s: %+v %v", c.to, c.currency, news, err)
		}
	}
	if n := len(s.Transfers()); n != 0 {
		t.Errorf("%d transfers", n)
	}
}

// TestAmountsAreStripesOwn holds the two currencies that Stripe counts in hundredths although they have none.
func TestAmountsAreStripesOwn(t *testing.T) {
	s := stripetest.New(t)
	s.Account(seller)
	adapter := stripeOf(t, s)
	for i, c := range []struct {
		currency      string
		minor, amount int64
	}{{"EUR", 12050, 12050}, {"JPY", 500, 500}, {"ISK", 500, 50000}, {"UGX", 3, 300}, {"KWD", 5120, 5120}, {"HUF", 1045, 1045}} {
		p := payout(c.currency)
		p.Minor, p.Currency = c.minor, c.currency
		if news, err := adapter.Send(context.Background(), p); err != nil || news.Kind != project.NewsSent {
			t.Fatalf("%s: %+v %v", c.currency, news, err)
		}
		if got := s.Transfers()[i].Amount; got != c.amount || minorOf(got, c.currency) != c.minor {
			t.Errorf("%s: %d minor units were sent as %d", c.currency, c.minor, got)
		}
	}
}

// TestADestinationIsFixedAtTheFirstTry is why the port keeps it in the payout: another one under the same key is no
// refusal, since the first try may have moved the money.
func TestADestinationIsFixedAtTheFirstTry(t *testing.T) {
	s := stripetest.New(t)
	s.Account(seller)
	s.Account("acct_other000000000")
	adapter, p := stripeOf(t, s), payout("a")
	s.Fail(stripetest.DoneCut)
	if _, err := adapter.Send(context.Background(), p); project.CodeOf(err) != project.Unavailable {
		t.Fatal(err)
	}
	p.TriedAt, p.To = at, "acct_other000000000"
	if news, err := adapter.Send(context.Background(), p); project.CodeOf(err) != project.Unavailable {
		t.Errorf("%+v %v", news, err)
	}
	if n := len(s.Transfers()); n != 1 {
		t.Errorf("%d transfers", n)
	}
}

// TestNoSecretIsTold gathers everything that the adapter says, in every way it can be printed.
func TestNoSecretIsTold(t *testing.T) {
	s := stripetest.New(t)
	s.Refuse(seller, "No such destination: "+seller)
	adapter := stripeBy(t, s, hasty)
	var told []string
	tell := func(v any) {
		told = append(told, fmt.Sprintf("%v %+v %#v", v, v, v))
		if text, err := json.Marshal(v); err == nil {
			told = append(told, string(text))
		}
		for err, ok := v.(error); ok; err, ok = unwrapped(err) {
			told = append(told, fmt.Sprintf("%v %#v", err, err))
		}
	}
	for _, fault := range append(stripetest.Faults(), "") {
		for _, tried := range []time.Time{{}, at} {
			if fault != "" {
				s.Fail(fault)
			}
			p := payout(string(fault))
			p.TriedAt = tried
			news, err := adapter.Send(context.Background(), p)
			tell(news)
			tell(p)
			if err != nil {
				tell(err)
			}
		}
	}
	tell(adapter.CheckDestination("DE89 3704 0044 0532 0130 00"))
	away, err := NewStripe(StripeOptions{Key: stripetest.Key, WebhookSecret: stripetest.Secret, URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	p := payout("away")
	p.TriedAt = at
	_, err = away.Send(context.Background(), p)
	tell(err)
	_, err = adapter.Read(context.Background(), []byte("{}"), stripetest.Sign([]byte("{}"), "another", at), at)
	tell(err)
	for _, text := range told {
		for _, secret := range []string{stripetest.Key, stripetest.Secret, seller, "3704"} {
			if strings.Contains(text, secret) {
				t.Errorf("told: %s", text)
			}
		}
	}
}

func unwrapped(err error) (error, bool) {
	u, ok := err.(interface{ Unwrap() error })
	if !ok {
		return nil, false
	}
	inner := u.Unwrap()
	return inner, inner != nil
}

func TestOptionsThatCannotWork(t *testing.T) {
	for _, o := range []StripeOptions{{}, {Key: "sk"}, {WebhookSecret: "w"}, {Key: "sk", WebhookSecret: "w", URL: "stripe.com"}, {Key: "sk", WebhookSecret: "w", URL: "ftp://x"}} {
		if _, err := NewStripe(o); project.CodeOf(err) != project.Invalid {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestByHandNothingIsSent(t *testing.T) {
	var m Manual
	if !m.ByHand() || project.CodeOf(m.CheckDestination("acct_1")) != project.Invalid {
		t.Error("by hand, nobody needs a destination")
	}
	if _, err := m.Send(context.Background(), payout("a")); project.CodeOf(err) != project.Internal {
		t.Errorf("%v", err)
	}
}
