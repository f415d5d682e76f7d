package stripetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v82"
	"github.com/stripe/stripe-go/v82/webhook"
)

// official is Stripe's own client, pointed at the simulation: what it understands is what Stripe would have said.
func official(s *Server) *stripe.Client {
	quiet := &stripe.BackendConfig{URL: stripe.String(s.URL), MaxNetworkRetries: stripe.Int64(0), EnableTelemetry: stripe.Bool(false),
		LeveledLogger: &stripe.LeveledLogger{Level: stripe.LevelNull}}
	return stripe.NewClient(Key, stripe.WithBackends(stripe.NewBackendsWithConfig(quiet)))
}

func order(key string, amount int64, to string) *stripe.TransferCreateParams {
	p := &stripe.TransferCreateParams{Amount: stripe.Int64(amount), Currency: stripe.String("eur"), Destination: stripe.String(to),
		TransferGroup: stripe.String("group"), Metadata: map[string]string{"a": "b"}}
	p.SetIdempotencyKey(key)
	return p
}

func TestTheOfficialClientUnderstandsTheSimulation(t *testing.T) {
	s := New(t)
	s.Account("acct_1")
	c, ctx := official(s), context.Background()
	made, err := c.V1Transfers.Create(ctx, order("k1", 500, "acct_1"))
	if err != nil || made.Amount != 500 || made.Currency != stripe.CurrencyEUR || made.Destination.ID != "acct_1" || made.TransferGroup != "group" || made.Metadata["a"] != "b" {
		t.Fatalf("%+v %v", made, err)
	}
	again, err := c.V1Transfers.Create(ctx, order("k1", 500, "acct_1"))
	if err != nil || again.ID != made.ID || len(s.Transfers()) != 1 {
		t.Fatalf("a repeat made %+v %v", again, err)
	}
	for i, amount := range []int64{1, 2, 3} {
		if _, err := c.V1Transfers.Create(ctx, order("more"+string(rune('0'+i)), amount, "acct_1")); err != nil {
			t.Fatal(err)
		}
	}
	s.PageSize = 2
	var amounts []int64
	for one, err := range c.V1Transfers.List(ctx, &stripe.TransferListParams{TransferGroup: stripe.String("group")}) {
		if err != nil {
			t.Fatal(err)
		}
		amounts = append(amounts, one.Amount)
	}
	if len(amounts) != 4 || amounts[0] != 3 || amounts[3] != 500 {
		t.Errorf("listed %v", amounts)
	}
}

func TestTheOfficialClientUnderstandsRefusals(t *testing.T) {
	s := New(t)
	s.Account("acct_1")
	s.Refuse("acct_2", "account_closed")
	c, ctx := official(s), context.Background()
	if _, err := c.V1Transfers.Create(ctx, order("k1", 500, "acct_1")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		order  *stripe.TransferCreateParams
		fault  Fault
		status int
		kind   stripe.ErrorType
		code   stripe.ErrorCode
	}{
		{order("k1", 501, "acct_1"), "", 400, stripe.ErrorTypeIdempotency, ""},
		{order("k2", 500, "acct_2"), "", 400, stripe.ErrorTypeInvalidRequest, stripe.ErrorCodeAccountClosed},
		{order("k3", 500, "acct_3"), "", 400, stripe.ErrorTypeInvalidRequest, stripe.ErrorCodeResourceMissing},
		{order("k4", 500, "acct_1"), NoFunds, 400, stripe.ErrorTypeInvalidRequest, stripe.ErrorCodeBalanceInsufficient},
		{order("k5", 500, "acct_1"), InUse, 409, stripe.ErrorTypeIdempotency, stripe.ErrorCodeIdempotencyKeyInUse},
		{order("k6", 500, "acct_1"), Busy, 429, stripe.ErrorTypeInvalidRequest, stripe.ErrorCodeRateLimit},
		{order("k7", 500, "acct_1"), Broken, 500, stripe.ErrorTypeAPI, ""},
		{order("k8", 500, "acct_1"), BadKey, 401, stripe.ErrorTypeInvalidRequest, stripe.ErrorCodeAPIKeyExpired},
	} {
		if want.fault != "" {
			s.Fail(want.fault)
		}
		_, err := c.V1Transfers.Create(ctx, want.order)
		var got *stripe.Error
		if !errors.As(err, &got) || got.HTTPStatusCode != want.status || got.Type != want.kind || got.Code != want.code {
			t.Errorf("%s %s: %v", *want.order.Destination, want.fault, err)
		}
	}
	if n := len(s.Transfers()); n != 1 {
		t.Errorf("%d transfers", n)
	}
}

func TestTheOfficialClientAcceptsTheSignatures(t *testing.T) {
	s := New(t)
	s.Account("acct_1")
	if _, err := official(s).V1Transfers.Create(context.Background(), order("k1", 500, "acct_1")); err != nil {
		t.Fatal(err)
	}
	s.Withdraw(s.Inquire(s.Charge("group", 700, "eur")))
	kinds := map[stripe.EventType]bool{}
	s.Deliver(1, time.Now(), func(body []byte, signature string) bool {
		e, err := webhook.ConstructEvent(body, signature, Secret)
		if err != nil {
			t.Error(err)
		}
		kinds[e.Type] = true
		return true
	})
	if len(kinds) != 3 || len(s.Events()) != 0 {
		t.Errorf("%v, %d left", kinds, len(s.Events()))
	}
}
