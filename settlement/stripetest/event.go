package stripetest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"
)

// Event is a webhook on its way.
type Event struct {
	ID   string
	Type string
	Body []byte
}

// Dispute is a chargeback that a buyer's bank has begun.
type Dispute struct {
	Object   string `json:"object"`
	ID       string `json:"id"`
	Charge   string `json:"charge"`
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
	Status   string `json:"status"`
	Moves    []Move `json:"balance_transactions"`
}

// Move is money that a dispute has taken (negative) or given again.
type Move struct {
	Object   string `json:"object"`
	ID       string `json:"id"`
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// event puts one on its way; the caller holds the lock. The object is written down as it is now.
func (s *Server) event(kind string, object any) {
	e := Event{ID: s.id("evt"), Type: kind}
	e.Body, _ = json.Marshal(map[string]any{
		"object": "event", "id": e.ID, "type": kind, "api_version": "2025-08-27.basil", "created": 1, "livemode": false,
		"data": map[string]any{"object": object},
	})
	s.events = append(s.events, e)
}

// Events gives what is on its way, in the order in which it happened.
func (s *Server) Events() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Event(nil), s.events...)
}

// Reverse takes part of a transfer back; a transfer that is not there is a mistake in the test.
func (s *Server) Reverse(transfer string, amount int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.transfers {
		if t.ID == transfer {
			t.AmountReversed += amount
			t.Reversed = t.AmountReversed == t.Amount
			s.event("transfer.reversed", t)
			return
		}
	}
	panic("stripetest: there is no transfer " + transfer)
}

// Inquire begins a dispute that takes no money yet.
func (s *Server) Inquire(charge string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.charges[charge]
	d := &Dispute{Object: "dispute", ID: s.id("dp"), Charge: charge, Amount: c.Amount, Currency: c.Currency, Status: "warning_needs_response", Moves: []Move{}}
	s.disputes[d.ID] = d
	s.event("charge.dispute.created", d)
	return d.ID
}

// Withdraw has the bank take the disputed money.
func (s *Server) Withdraw(dispute string) {
	s.move(dispute, -1, "needs_response", "charge.dispute.funds_withdrawn")
}

// Reinstate has the bank give the money again, and ends the dispute.
func (s *Server) Reinstate(dispute string) {
	s.move(dispute, 1, "won", "charge.dispute.funds_reinstated")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.event("charge.dispute.closed", s.disputes[dispute])
}

func (s *Server) move(dispute string, sign int64, status, kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.disputes[dispute]
	d.Status = status
	d.Moves = append(d.Moves, Move{Object: "balance_transaction", ID: s.id("txn"), Amount: sign * d.Amount, Currency: d.Currency})
	s.event(kind, d)
}

// Deliver sends everything that is on its way, each event once or twice and in any order that the seed gives. An event
// that take does not accept stays on its way.
func (s *Server) Deliver(seed uint64, now time.Time, take func(body []byte, signature string) bool) {
	s.mu.Lock()
	all := s.events
	s.events = nil
	s.mu.Unlock()
	chance := rand.New(rand.NewPCG(seed, 7))
	sent := append([]Event(nil), all...)
	for _, e := range all {
		if chance.IntN(2) == 0 {
			sent = append(sent, e)
		}
	}
	chance.Shuffle(len(sent), func(i, j int) { sent[i], sent[j] = sent[j], sent[i] })
	taken := map[string]bool{}
	for _, e := range sent {
		taken[e.ID] = take(e.Body, Sign(e.Body, Secret, now)) || taken[e.ID]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range all {
		if !taken[e.ID] {
			s.events = append(s.events, e)
		}
	}
}

// Sign makes the header Stripe-Signature for a body. While a secret is changed Stripe signs with both.
func Sign(body []byte, secret string, at time.Time, older ...string) string {
	header := fmt.Sprintf("t=%d", at.Unix())
	for _, one := range append([]string{secret}, older...) {
		mac := hmac.New(sha256.New, []byte(one))
		fmt.Fprintf(mac, "%d.", at.Unix())
		mac.Write(body)
		header += ",v1=" + hex.EncodeToString(mac.Sum(nil))
	}
	return header
}
