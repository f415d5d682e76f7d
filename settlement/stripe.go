package settlement

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

// NameStripe is how payouts name Stripe.
const NameStripe = "stripe"

// The addresses and limits of Stripe. Its idempotency keys hold for at least 24 hours; after that the same key would
// move the money again, so a try that is not the first looks for its transfer first.
const (
	StripeURL       = "https://api.stripe.com"
	stripeVersion   = "2025-08-27.basil" // what the answers look like; Stripe keeps old versions for good
	stripeWithin    = 20 * time.Second
	maxStripeAnswer = 1 << 20
	stripePage      = 100
)

// metadataPayout is the key under which a transfer carries the id of its payout.
const metadataPayout = "tutti_payout"

// StripeOptions are what Stripe needs. Key and WebhookSecret are required.
type StripeOptions struct {
	Key           string        // secret API key, sk_... or rk_...
	WebhookSecret string        // signing secret of the webhook endpoint, whsec_...
	URL           string        // StripeURL when empty; tests give another
	Within        time.Duration // of one request; 20 s when 0
}

// Stripe pays through Stripe Connect by separate charges and transfers: the platform's balance is the source, the
// seller's connected account the destination, the project's id the transfer group. Any number of goroutines may use it.
type Stripe struct {
	o    StripeOptions
	http *http.Client
}

var _ project.PaymentProvider = (*Stripe)(nil)

// NewStripe refuses options that cannot work. It asks nobody.
func NewStripe(o StripeOptions) (*Stripe, error) {
	switch {
	case o.Key == "":
		return nil, project.Errorf(project.Invalid, "Stripe needs an API key")
	case o.WebhookSecret == "":
		return nil, project.Errorf(project.Invalid, "Stripe needs the signing secret of its webhook: without it nobody learns that a transfer was reversed or a payment disputed")
	}
	if o.URL == "" {
		o.URL = StripeURL
	}
	if u, err := url.Parse(o.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, project.Errorf(project.Invalid, "the address of Stripe has the wrong form: write for example %s", StripeURL)
	}
	if o.Within == 0 {
		o.Within = stripeWithin
	}
	o.URL = strings.TrimRight(o.URL, "/")
	// A redirect would carry the key to somebody else.
	client := &http.Client{Timeout: o.Within, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &Stripe{o: o, http: client}, nil
}

// Name is stripe.
func (s *Stripe) Name() string { return NameStripe }

// ByHand is false.
func (s *Stripe) ByHand() bool { return false }

var connectedAccount = regexp.MustCompile(`^acct_[A-Za-z0-9]{6,60}$`)

// CheckDestination takes the id of a connected account.
func (s *Stripe) CheckDestination(account project.PayoutAccount) error {
	if !connectedAccount.MatchString(string(account)) {
		return project.Errorf(project.Invalid, "this is not the id of a connected Stripe account; it reads acct_ and letters or digits")
	}
	return nil
}

// transfer is the part of Stripe's transfer that is read here.
type transfer struct {
	ID             string            `json:"id"`
	Amount         int64             `json:"amount"`
	AmountReversed int64             `json:"amount_reversed"`
	Currency       string            `json:"currency"`
	Metadata       map[string]string `json:"metadata"`
}

// Send makes the transfer unless it is there. The idempotency key is the payout's id at every try.
func (s *Stripe) Send(ctx context.Context, p project.Payout) (project.PayoutNews, error) {
	amount, ok := stripeAmount(p.Minor, p.Currency)
	switch {
	case !ok:
		return project.PayoutNews{Kind: project.NewsRefused, Reason: "amount_not_possible"}, nil
	case s.CheckDestination(p.To) != nil:
		return project.PayoutNews{Kind: project.NewsRefused, Reason: "destination_invalid"}, nil
	}
	made, err := s.find(ctx, p)
	if err == nil && made == nil {
		made, err = s.transfer(ctx, p, amount)
	}
	var no refused
	switch {
	case errors.As(err, &no):
		return project.PayoutNews{Kind: project.NewsRefused, Reason: no.code}, nil
	case err != nil:
		return project.PayoutNews{}, err
	}
	return project.PayoutNews{Kind: project.NewsSent, Reference: made.ID}, nil
}

func (s *Stripe) transfer(ctx context.Context, p project.Payout, amount int64) (*transfer, error) {
	form := url.Values{
		"amount":                           {strconv.FormatInt(amount, 10)},
		"currency":                         {strings.ToLower(p.Currency)},
		"destination":                      {string(p.To)},
		"transfer_group":                   {string(p.Project)},
		"metadata[" + metadataPayout + "]": {string(p.ID)},
	}
	var made transfer
	if err := s.call(ctx, http.MethodPost, "/v1/transfers", form, string(p.ID), &made); err != nil {
		return nil, err
	}
	if made.ID == "" || made.Amount != amount || made.Metadata[metadataPayout] != string(p.ID) {
		return nil, project.Errorf(project.Internal, "Stripe answered for the payout %s with another transfer", p.ID)
	}
	return &made, nil
}

// stripeAmount gives the amount in Stripe's minor units, and whether it can be sent. They are ours but for two kinds of
// currency: krona and Uganda shilling have no decimals any more, yet Stripe counts hundredths of them; of those with
// three decimals it takes multiples of ten only.
func stripeAmount(minor int64, currency string) (amount int64, ok bool) {
	switch strings.ToUpper(currency) {
	case "ISK", "UGX":
		return minor * 100, true
	}
	places, ok := project.CurrencyPlaces(strings.ToUpper(currency))
	return minor, ok && (places < 3 || minor%10 == 0)
}

// minorOf is the way back.
func minorOf(amount int64, currency string) int64 {
	switch strings.ToUpper(currency) {
	case "ISK", "UGX":
		return amount / 100
	}
	return amount
}

// find looks for the transfer of a payout that was tried before; nil when there is none.
func (s *Stripe) find(ctx context.Context, p project.Payout) (*transfer, error) {
	if p.TriedAt.IsZero() {
		return nil, nil
	}
	query := url.Values{"transfer_group": {string(p.Project)}, "destination": {string(p.To)}, "limit": {strconv.Itoa(stripePage)}}
	for {
		var page struct {
			Data    []transfer `json:"data"`
			HasMore bool       `json:"has_more"`
		}
		if err := s.call(ctx, http.MethodGet, "/v1/transfers", query, "", &page); err != nil {
			return nil, unsure(err)
		}
		for _, t := range page.Data {
			if t.Metadata[metadataPayout] == string(p.ID) {
				return &t, nil
			}
		}
		if !page.HasMore || len(page.Data) == 0 {
			return nil, nil
		}
		query.Set("starting_after", page.Data[len(page.Data)-1].ID)
	}
}

// unsure keeps the refusal of a question from being taken for the refusal of a transfer.
func unsure(err error) error {
	var no refused
	if errors.As(err, &no) {
		return project.Errorf(project.Unavailable, "Stripe does not answer what is asked (%s); it is asked again", no.code)
	}
	return err
}

// refused is Stripe's certain no to this very request; the code is one of its words.
type refused struct{ code string }

func (r refused) Error() string { return "Stripe refuses it: " + r.code }

// call sends one request and reads the answer into out. Errors never hold the key, the destination or what Stripe wrote.
func (s *Stripe) call(ctx context.Context, method, path string, values url.Values, key string, out any) error {
	req, err := s.request(ctx, method, path, values, key)
	if err != nil {
		return project.Errorf(project.Internal, "the request to Stripe cannot be made")
	}
	res, err := s.http.Do(req)
	if err != nil { // its text holds the address with the query, so it stays here
		return project.Errorf(project.Unavailable, "Stripe could not be reached, or did not answer in time")
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, maxStripeAnswer))
	if err != nil {
		return project.Errorf(project.Unavailable, "Stripe's answer was cut off")
	}
	if res.StatusCode != http.StatusOK {
		return stripeRefusal(res.StatusCode, text)
	}
	if json.Unmarshal(text, out) != nil {
		return project.Errorf(project.Unavailable, "Stripe's answer is no JSON")
	}
	return nil
}

func (s *Stripe) request(ctx context.Context, method, path string, values url.Values, key string) (*http.Request, error) {
	address, body := s.o.URL+path, io.Reader(http.NoBody)
	if method == http.MethodGet {
		address += "?" + values.Encode()
	} else {
		body = strings.NewReader(values.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.o.Key)
	req.Header.Set("Stripe-Version", stripeVersion)
	req.Header.Set("User-Agent", "tutti")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Idempotency-Key", key)
	}
	return req, nil
}

// stripeRefusal is the table from Stripe's errors to ours. What is wrong on the platform's side (its key, its balance,
// its load) passes: it must not give every seller's payout up. Only a refusal of this very transfer is final.
func stripeRefusal(status int, text []byte) error {
	var answer struct {
		Error struct {
			Type string `json:"type"`
			Code string `json:"code"`
		} `json:"error"`
	}
	known := json.Unmarshal(text, &answer) == nil && answer.Error.Type != ""
	code := word(answer.Error.Code)
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return project.Errorf(project.Unavailable, "Stripe does not accept our key, or the key may not do this (%d %s): the operator has to look", status, code)
	case status == http.StatusTooManyRequests:
		return project.Errorf(project.Limited, "Stripe asks for a pause")
	case status == http.StatusConflict, answer.Error.Type == "idempotency_error":
		return project.Errorf(project.Unavailable, "Stripe is still at work on the same payout, or knows it otherwise (%d %s)", status, code)
	case platformFault(code):
		return project.Errorf(project.Unavailable, "Stripe cannot pay from our account at the moment (%s): the operator has to look", code)
	case known && status >= 400 && status < 500 && answer.Error.Type != "api_error":
		return refused{code}
	}
	return project.Errorf(project.Unavailable, "Stripe failed (%d)", status)
}

// platformFault lists refusals that are the platform's to mend, not the seller's.
func platformFault(code string) bool {
	switch code {
	case "balance_insufficient", "insufficient_funds", "transfers_not_allowed", "lock_timeout", "rate_limit", "api_key_expired",
		"platform_api_key_expired", "platform_account_required", "testmode_charges_only", "livemode_mismatch":
		return true
	}
	return false
}

var wordForm = regexp.MustCompile(`^[a-z0-9_]{1,60}$`)

// word takes a code of Stripe's only if it is one: nothing else that it writes goes into our errors.
func word(code string) string {
	if wordForm.MatchString(code) {
		return code
	}
	return "refused"
}
