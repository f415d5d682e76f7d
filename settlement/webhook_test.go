package settlement

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v82/webhook"

	"tutti/project"
	"tutti/settlement/stripetest"
)

func TestSignatures(t *testing.T) {
	adapter := stripeOf(t, stripetest.New(t))
	body := []byte(`{"id":"evt_1","type":"payout.paid","data":{"object":{}}}`)
	good := stripetest.Sign(body, stripetest.Secret, at)
	theirs := webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: body, Secret: stripetest.Secret, Timestamp: at}).Header
	for name, c := range map[string]struct {
		body   string
		header string
		now    time.Time
		want   project.Code
	}{
		"as it comes":                {string(body), good, at, ""},
		"of the official client":     {string(body), theirs, at, ""},
		"with the new secret second": {string(body), stripetest.Sign(body, "whsec_old", at, stripetest.Secret), at, ""},
		"with unknown schemes":       {string(body), good + ",v0=00,v2=ff,odd", at, ""},
		"with blanks":                {string(body), "t=1, v1=zz, " + good, at, ""},
		"a little late":              {string(body), good, at.Add(5 * time.Minute), ""},
		"a little early":             {string(body), good, at.Add(-5 * time.Minute), ""},
		"too late":                   {string(body), good, at.Add(5*time.Minute + time.Second), project.Unauthenticated},
		"too early":                  {string(body), good, at.Add(-5*time.Minute - time.Second), project.Unauthenticated},
		"another body":               {string(body) + " ", good, at, project.Unauthenticated},
		"another secret":             {string(body), stripetest.Sign(body, "whsec_other", at), at, project.Unauthenticated},
		"a later time":               {string(body), fmt.Sprintf("t=%d,%s", at.Unix()+1, good[13:]), at, project.Unauthenticated},
		"no time":                    {string(body), good[13:], at, project.Unauthenticated},
		"no signature":               {string(body), good[:12], at, project.Unauthenticated},
		"only an older scheme":       {string(body), "t=1,v0=" + good[len(good)-64:], at, project.Unauthenticated},
		"nothing":                    {string(body), "", at, project.Unauthenticated},
	} {
		if _, err := adapter.Read(context.Background(), []byte(c.body), c.header, c.now); project.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func read(t *testing.T, adapter *Stripe, body string) (project.SettlementNotice, error) {
	t.Helper()
	return adapter.Read(context.Background(), []byte(body), stripetest.Sign([]byte(body), stripetest.Secret, at), at)
}

func TestEventsThatConcernNobody(t *testing.T) {
	s := stripetest.New(t)
	adapter := stripeOf(t, s)
	of := func(kind, object string) string {
		return fmt.Sprintf(`{"id":"evt_1","type":%q,"data":{"object":%s}}`, kind, object)
	}
	foreign := s.Charge("order 12", 100, "eur")
	for _, body := range []string{
		of("payout.paid", `{}`), of("transfer.created", `{"id":"tr_1","metadata":{}}`), of("transfer.created", `{"id":"tr_1","metadata":{"tutti_payout":"17"}}`),
		of("charge.dispute.created", `{"id":"dp_1","charge":"ch_x","amount":5}`), of("charge.dispute.funds_withdrawn", `{"id":"dp_1","charge":"../x","amount":5}`),
		of("charge.dispute.funds_withdrawn", `{"id":"dp_1","charge":"ch_nobody","amount":5}`),
		of("charge.dispute.funds_withdrawn", fmt.Sprintf(`{"id":"dp_1","charge":%q,"amount":5}`, foreign)),
	} {
		if n, err := read(t, adapter, body); err != nil || n.Payout != "" || len(n.Chargebacks) != 0 || n.ID != "evt_1" {
			t.Errorf("%s: %+v %v", body, n, err)
		}
	}
	for _, body := range []string{"", "[]", "{}", of("transfer.created", `[]`), of("transfer.created", `{}`), of("charge.dispute.closed", `"x"`)} {
		if _, err := read(t, adapter, body); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestTransfersAreToldInAnyOrder lets a transfer go back in parts and delivers the events twice and shuffled: every order
// leads to the same payout and the same postings.
func TestTransfersAreToldInAnyOrder(t *testing.T) {
	for seed := range uint64(50) {
		s := stripetest.New(t)
		s.Account(seller)
		adapter, p := stripeOf(t, s), payout("a")
		answered, err := adapter.Send(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		s.Reverse(answered.Reference, 2050)
		s.Reverse(answered.Reference, 10000)
		posted := map[string]int64{}
		hear := func(n project.PayoutNews) {
			next, postings, err := p.Hear(n, at)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			for _, one := range postings {
				posted[one.Key] += one.Minor
			}
			p = next
		}
		late := seed%2 == 0 // the answer to Send may be recorded before or after the events
		if !late {
			hear(answered)
		}
		s.Deliver(seed, at, func(body []byte, signature string) bool {
			n, err := adapter.Read(context.Background(), body, signature, at)
			if err != nil || n.Payout != p.ID {
				t.Fatalf("seed %d: %+v %v", seed, n, err)
			}
			hear(n.News)
			return true
		})
		if late {
			hear(answered)
		}
		var back int64
		for _, minor := range posted {
			back += minor
		}
		if p.State != project.PayoutFailed || p.Reason != "reversed" || back != p.Minor || p.Reference != answered.Reference {
			t.Errorf("seed %d: %+v, posted %v", seed, p, posted)
		}
	}
}

func TestDisputesAreToldInAnyOrder(t *testing.T) {
	of := payout("a").Project
	for seed := range uint64(30) {
		s := stripetest.New(t)
		adapter := stripeOf(t, s)
		s.Inquire(s.Charge(string(of), 100, "eur")) // asks, and takes nothing
		dispute := s.Inquire(s.Charge(string(of), 30000, "eur"))
		s.Withdraw(dispute)
		if seed%2 == 0 {
			s.Reinstate(dispute)
		}
		if seed%3 == 0 {
			s.Fail(stripetest.Broken, stripetest.Gibberish, stripetest.BadKey) // three notices cannot be understood at first
		}
		moved := map[string]int64{}
		for range 5 {
			s.Deliver(seed, at, func(body []byte, signature string) bool {
				n, err := adapter.Read(context.Background(), body, signature, at)
				if project.CodeOf(err) == project.Unavailable {
					return false
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range n.Chargebacks {
					sign := int64(-1)
					if c.Won {
						sign = 1
					}
					if c.Project != of || c.Currency != "EUR" {
						t.Errorf("%+v", c)
					}
					moved[c.Key] = sign * c.Minor
				}
				return true
			})
		}
		want := map[string]int64{"stripe/" + dispute + "/taken": -30000}
		if seed%2 == 0 {
			want["stripe/"+dispute+"/given"] = 30000
		}
		if fmt.Sprint(moved) != fmt.Sprint(want) || len(s.Events()) != 0 {
			t.Errorf("seed %d: %v, %d events left", seed, moved, len(s.Events()))
		}
	}
}

// FuzzSignature: a header is taken only when the MAC of this body at this time stands in it.
func FuzzSignature(f *testing.F) {
	adapter := readerOf(f, "http://127.0.0.1:9")
	body := []byte(`{"id":"evt_1","type":"payout.paid","data":{"object":{}}}`)
	good := stripetest.Sign(body, stripetest.Secret, at)
	for _, seed := range []string{good, "", "t=1,v1=00", good + ",v1=zz", "t=99999999999999999999,v1=00", strings.Replace(good, "v1=", "v0=", 1)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		err := adapter.verify(body, header, at)
		if err != nil && project.CodeOf(err) != project.Unauthenticated {
			t.Fatal(err)
		}
		if err == nil && !signedAbout(header, body) {
			t.Errorf("%q is taken", header)
		}
	})
}

// signedAbout reports whether the MAC of the body at some time that holds stands in the header.
func signedAbout(header string, body []byte) bool {
	for after := -signatureHolds; after <= signatureHolds; after += time.Second {
		_, mac, _ := strings.Cut(stripetest.Sign(body, stripetest.Secret, at.Add(after)), "v1=")
		if strings.Contains(strings.ToLower(header), mac) {
			return true
		}
	}
	return false
}

// FuzzNotice: whatever Stripe signs, it is understood or refused; what is understood names nobody's payout but one of ours, and no
// negative sum.
func FuzzNotice(f *testing.F) {
	charges := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"transfer_group":"` + project.NewID(project.PrefixProject, at, "p") + `"}`))
	}))
	f.Cleanup(charges.Close)
	adapter := readerOf(f, charges.URL)
	paid := project.NewID(project.PrefixPayout, at, "a")
	for _, seed := range []string{`{}`, `[]`, `{"id":"evt_1","type":"transfer.reversed","data":{"object":{"id":"tr_1","currency":"eur","amount_reversed":-5,"metadata":{"tutti_payout":"` + paid + `"}}}}`,
		`{"id":"evt_1","type":"charge.dispute.funds_withdrawn","data":{"object":{"id":"dp_1","charge":"ch_1","amount":500,"currency":"eur"}}}`,
		`{"id":"evt_1","type":"charge.dispute.closed","data":{"object":{"id":"dp_1","charge":"ch_1","amount":5,"currency":"xx","balance_transactions":[{"amount":-5},{"amount":5}]}}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		n, err := adapter.Read(context.Background(), body, stripetest.Sign(body, stripetest.Secret, at), at)
		if err != nil {
			if code := project.CodeOf(err); code != project.Invalid && code != project.Unavailable {
				t.Fatal(err)
			}
			return
		}
		if n.ID == "" || n.Payout != "" && project.CheckID(project.PrefixPayout, string(n.Payout)) != nil || n.News.BackMinor < 0 {
			t.Errorf("%+v", n)
		}
		for _, c := range n.Chargebacks {
			if c.Minor <= 0 || c.Key == "" || project.CheckID(project.PrefixProject, string(c.Project)) != nil {
				t.Errorf("%+v", c)
			}
		}
	})
}

func readerOf(f *testing.F, address string) *Stripe {
	f.Helper()
	adapter, err := NewStripe(StripeOptions{Key: stripetest.Key, WebhookSecret: stripetest.Secret, URL: address, Within: patient})
	if err != nil {
		f.Fatal(err)
	}
	return adapter
}
