package settlement

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

// signatureHolds is how far the time in a signature may be from ours, either way: a notice that somebody recorded cannot
// be played again later.
const signatureHolds = 5 * time.Minute

var _ project.SettlementNotices = (*Stripe)(nil)

// event is the part of a Stripe event that is read here.
type event struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Data struct {
		Object json.RawMessage `json:"object"`
	} `json:"data"`
}

// Read verifies the Stripe-Signature and reads the event. What it makes of a transfer or a dispute depends on the object
// in it alone, not on what came before, so events may come twice and in any order. A dispute needs one request more: only
// its charge knows the project.
func (s *Stripe) Read(ctx context.Context, body []byte, signature string, now time.Time) (project.SettlementNotice, error) {
	if err := s.verify(body, signature, now); err != nil {
		return project.SettlementNotice{}, err
	}
	var e event
	if json.Unmarshal(body, &e) != nil || e.ID == "" {
		return project.SettlementNotice{}, project.Errorf(project.Invalid, "this is no Stripe event")
	}
	switch {
	case strings.HasPrefix(e.Type, "transfer."):
		return transferNotice(e)
	case strings.HasPrefix(e.Type, "charge.dispute."):
		return s.disputeNotice(ctx, e)
	}
	return project.SettlementNotice{ID: e.ID}, nil
}

// verify holds the header against the body: t=<unix seconds>, and one v1=<hex> for each secret that is in use, of which
// one must fit. v1 is the HMAC-SHA256 of "<t>.<body>".
func (s *Stripe) verify(body []byte, header string, now time.Time) error {
	var stamp string
	var given [][]byte
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "t":
			stamp = value
		case "v1":
			if mac, err := hex.DecodeString(value); err == nil {
				given = append(given, mac)
			}
		}
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || len(given) == 0 {
		return project.Errorf(project.Unauthenticated, "the notice is not signed: Stripe-Signature is missing or has the wrong form")
	}
	mac := hmac.New(sha256.New, []byte(s.o.WebhookSecret))
	mac.Write([]byte(stamp + "."))
	mac.Write(body)
	want, fits := mac.Sum(nil), false
	for _, one := range given {
		fits = hmac.Equal(one, want) || fits
	}
	switch at := time.Unix(seconds, 0); {
	case !fits:
		return project.Errorf(project.Unauthenticated, "the notice is not signed with our secret")
	case now.Sub(at) > signatureHolds, at.Sub(now) > signatureHolds:
		return project.Errorf(project.Unauthenticated, "the notice was signed more than %s away from our time", signatureHolds)
	}
	return nil
}

// transferNotice reads transfer.created, .updated and .reversed alike: money that came back, or a transfer that stands.
func transferNotice(e event) (project.SettlementNotice, error) {
	n := project.SettlementNotice{ID: e.ID}
	var t transfer
	if json.Unmarshal(e.Data.Object, &t) != nil || t.ID == "" {
		return n, project.Errorf(project.Invalid, "the Stripe event %.60q holds no transfer", e.ID)
	}
	payout := t.Metadata[metadataPayout]
	if project.CheckID(project.PrefixPayout, payout) != nil {
		return n, nil // somebody else's: the Stripe account may serve more than Tutti
	}
	n.Payout = project.PayoutID(payout)
	n.News = project.PayoutNews{Kind: project.NewsPaid, Reference: t.ID}
	if t.AmountReversed > 0 {
		n.News = project.PayoutNews{Kind: project.NewsBack, Reference: t.ID, Reason: "reversed", BackMinor: minorOf(t.AmountReversed, t.Currency)}
	}
	return n, nil
}

// dispute is the part of Stripe's dispute that is read here. The balance transactions say what has moved so far: taken
// (negative) and given again.
type dispute struct {
	ID       string `json:"id"`
	Charge   string `json:"charge"`
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
	Moves    []struct {
		Amount int64 `json:"amount"`
	} `json:"balance_transactions"`
}

var chargeForm = regexp.MustCompile(`^[a-z]{2}_[A-Za-z0-9]{1,200}$`)

// disputeNotice gives the movements of money that a dispute has caused so far. The bank cannot give what it has not
// taken, so the giving brings the taking with it, in case that event is late.
func (s *Stripe) disputeNotice(ctx context.Context, e event) (project.SettlementNotice, error) {
	n := project.SettlementNotice{ID: e.ID}
	var d dispute
	if json.Unmarshal(e.Data.Object, &d) != nil || d.ID == "" || d.Amount < 0 {
		return n, project.Errorf(project.Invalid, "the Stripe event %.60q holds no dispute", e.ID)
	}
	taken, given := e.Type == "charge.dispute.funds_withdrawn", e.Type == "charge.dispute.funds_reinstated"
	for _, move := range d.Moves {
		taken, given = taken || move.Amount < 0, given || move.Amount > 0
	}
	minor := minorOf(d.Amount, d.Currency)
	if !taken && !given || minor == 0 { // an inquiry: no money has moved
		return n, nil
	}
	of, err := s.projectOf(ctx, d.Charge)
	if err != nil || of == "" {
		return n, err
	}
	back := project.ChargebackNotice{Key: "stripe/" + d.ID + "/taken", Project: of, Minor: minor, Currency: strings.ToUpper(d.Currency)}
	n.Chargebacks = append(n.Chargebacks, back)
	if given {
		back.Key, back.Won = "stripe/"+d.ID+"/given", true
		n.Chargebacks = append(n.Chargebacks, back)
	}
	return n, nil
}

// projectOf asks for the transfer group of a charge; empty when it is none of our projects.
func (s *Stripe) projectOf(ctx context.Context, charge string) (project.ProjectID, error) {
	if !chargeForm.MatchString(charge) {
		return "", nil
	}
	var found struct {
		Group string `json:"transfer_group"`
	}
	if err := s.call(ctx, http.MethodGet, "/v1/charges/"+url.PathEscape(charge), nil, "", &found); err != nil {
		var no refused
		if errors.As(err, &no) && no.code == "resource_missing" { // of another account
			return "", nil
		}
		return "", unsure(err)
	}
	if project.CheckID(project.PrefixProject, found.Group) != nil {
		return "", nil
	}
	return project.ProjectID(found.Group), nil
}
