package project

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// PayoutState is where a payout stands.
type PayoutState string

// The states of a payout. It begins as pending; paid and failed may still change when the provider takes money back.
const (
	PayoutPending PayoutState = "pending" // taken from the seller's account; nobody has confirmed that it was sent
	PayoutSent    PayoutState = "sent"    // the provider has taken it
	PayoutPaid    PayoutState = "paid"    // the provider, or the operator, has confirmed it
	PayoutFailed  PayoutState = "failed"  // refused or turned back whole; the money stands on the seller's account again
)

// PayoutStates lists every state, in the order of a life.
func PayoutStates() []PayoutState {
	return []PayoutState{PayoutPending, PayoutSent, PayoutPaid, PayoutFailed}
}

// Payout is money on its way from a seller's account in a project to the seller. It leaves the ledger when the payout is
// made, and comes back to it when the payout fails.
type Payout struct {
	ID        PayoutID
	Project   ProjectID
	Seller    PersonID
	Number    int   // of this seller in this project, from 1
	Minor     int64 // always positive
	Currency  string
	State     PayoutState
	Provider  string        // which settlement sends it: manual, stripe
	To        PayoutAccount // where to, fixed at the first try
	Reference string        // how the provider, or the operator, calls the transfer
	Reason    string        // a code word: why it failed
	BackMinor int64         // what of Minor came back
	MadeAt    time.Time
	TriedAt   time.Time // of the first try; zero: the provider was never asked
	SentAt    time.Time
	EndedAt   time.Time // when it was paid, or failed
}

// PayoutAccount names where a seller's money goes, as the provider calls it. Printed, logged or written as JSON it shows
// its last four characters at most; only string(account) gives it whole.
type PayoutAccount string

// String hides all but the end of the account.
func (a PayoutAccount) String() string {
	if r := []rune(string(a)); len(r) > 8 {
		return "…" + string(r[len(r)-4:])
	}
	if a == "" {
		return ""
	}
	return "…"
}

// GoString hides the account in %#v too.
func (a PayoutAccount) GoString() string { return `"` + a.String() + `"` }

// LogValue hides the account in logs.
func (a PayoutAccount) LogValue() slog.Value { return slog.StringValue(a.String()) }

// MarshalText hides the account in JSON.
func (a PayoutAccount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Destination is where a person wants to be paid by a provider.
type Destination struct {
	Person    PersonID
	Provider  string
	Account   PayoutAccount
	UpdatedAt time.Time
}

// ProviderManual is how payouts that a person makes by hand name their settlement.
const ProviderManual = "manual"

// PayoutNewsKind says what became known of a payout.
type PayoutNewsKind string

// The kinds of news. They may come twice and in any order.
const (
	NewsSent    PayoutNewsKind = "sent"    // the provider has taken it
	NewsPaid    PayoutNewsKind = "paid"    // it is confirmed
	NewsRefused PayoutNewsKind = "refused" // it is certain that it was not sent, and will not be
	NewsBack    PayoutNewsKind = "back"    // the provider took money back after sending it
)

// PayoutNews is one thing that became known of a payout.
type PayoutNews struct {
	Kind      PayoutNewsKind
	Reference string // sent, paid, back: how the provider calls the transfer
	Reason    string // refused, back: a code word
	BackMinor int64  // back: how much has come back in all
}

// Hear gives the payout after the news, and what has to be booked. News that is known already changes nothing, also
// when newer news has come before it. News that contradicts what is known is a Conflict: a person has to look.
func (p Payout) Hear(n PayoutNews, now time.Time) (Payout, []Booking, error) {
	if n.Reference != "" && p.Reference != "" && n.Reference != p.Reference {
		return p, nil, Errorf(Conflict, "the payout %s is known as %s, not as %s", p.ID, clip(p.Reference, 80), clip(n.Reference, 80))
	}
	switch n.Kind {
	case NewsSent, NewsPaid:
		return p.confirmed(n, now)
	case NewsRefused:
		return p.refused(n, now)
	case NewsBack:
		return p.back(n, now)
	}
	return p, nil, Errorf(Internal, "there is no news of the kind %q", n.Kind)
}

// FailedByHand is the news that a person gives of a payout that did not arrive: it was never sent, or all of it came back.
func (p Payout) FailedByHand(reason string) PayoutNews {
	if p.SentAt.IsZero() {
		return PayoutNews{Kind: NewsRefused, Reason: reason}
	}
	return PayoutNews{Kind: NewsBack, Reason: reason, BackMinor: p.Minor}
}

func (p Payout) confirmed(n PayoutNews, now time.Time) (Payout, []Booking, error) {
	if p.State == PayoutFailed {
		if p.SentAt.IsZero() {
			return p, nil, Errorf(Conflict, "the payout %s was given up, but is now said to be %s: the money may have gone out twice", p.ID, n.Kind)
		}
		return p, nil, nil // it was sent, and then came back
	}
	p.Reference = cmp.Or(p.Reference, n.Reference)
	if p.SentAt.IsZero() {
		p.State, p.SentAt = PayoutSent, now
	}
	if n.Kind == NewsPaid && p.State != PayoutPaid {
		p.State, p.EndedAt = PayoutPaid, now
	}
	return p, nil, nil
}

// refused gives the money back to the seller's account. What was sent before cannot be refused any more.
func (p Payout) refused(n PayoutNews, now time.Time) (Payout, []Booking, error) {
	switch p.State {
	case PayoutFailed:
		return p, nil, nil
	case PayoutSent, PayoutPaid:
		return p, nil, Errorf(Conflict, "the payout %s was sent, but is now said to be refused (%s)", p.ID, clip(n.Reason, 80))
	}
	return p.returned(p.Minor, n, now)
}

// back believes the greatest amount that was named, because it only grows.
func (p Payout) back(n PayoutNews, now time.Time) (Payout, []Booking, error) {
	switch {
	case n.BackMinor < 0 || n.BackMinor > p.Minor:
		return p, nil, Errorf(Conflict, "of the payout %s of %d, %d is said to have come back", p.ID, p.Minor, n.BackMinor)
	case n.BackMinor <= p.BackMinor:
		return p, nil, nil
	}
	p.Reference = cmp.Or(p.Reference, n.Reference)
	if p.SentAt.IsZero() { // what came back was sent
		p.State, p.SentAt = PayoutSent, now
	}
	return p.returned(n.BackMinor, n, now)
}

// returned posts what is new of the amount that came back in all. The amount is part of the key, so each part is posted once.
func (p Payout) returned(all int64, n PayoutNews, now time.Time) (Payout, []Booking, error) {
	booking := BookPayback(fmt.Sprintf("%s/payback/%d", p.ID, all), p.Seller, all-p.BackMinor)
	p.BackMinor = all
	p.Reason = cmp.Or(n.Reason, p.Reason)
	if all == p.Minor {
		p.State, p.EndedAt = PayoutFailed, now
	}
	return p, []Booking{booking}, nil
}

// Made is the payout as it is first recorded: numbered within the seller's payouts of the project, which also gives its
// id, and pending. A payout of nothing is Internal.
func (p Payout) Made(number int, currency string) (Payout, error) {
	if p.Minor <= 0 {
		return p, Errorf(Internal, "a payout of %d to %s", p.Minor, p.Seller)
	}
	seed := fmt.Sprintf("%s/%s/%d", p.Project, p.Seller, number)
	return Payout{ID: PayoutID(NewID(PrefixPayout, p.MadeAt, seed)), Project: p.Project, Seller: p.Seller, Number: number, Minor: p.Minor,
		Currency: currency, State: PayoutPending, Provider: p.Provider, MadeAt: p.MadeAt}, nil
}

// Booking is what is booked when the payout is made.
func (p Payout) Booking() Booking { return BookPayout(string(p.ID)+"/payout", p.Seller, p.Minor) }

// PayoutPolicy says when cleared money is paid out.
type PayoutPolicy struct {
	// Minimum is the least sum, over all projects of a seller in one currency, that is worth a payout, in major units as
	// people write them. Empty or "0" pays everything.
	Minimum Decimal
	// ByHand needs no destination: the operator knows how to pay.
	ByHand bool
}

// Payable is a seller's cleared balance in a project, with what decides whether it may be paid out.
type Payable struct {
	Project  ProjectID
	Seller   PersonID
	Currency string
	Minor    int64
	Disputed bool      // a sub-gig of the seller in the project is in dispute
	Wrong    bool      // the newest audit of the project has findings: somebody has to look before money leaves
	Reaches  time.Time // when the seller named where to pay; zero: nowhere
	Failures int       // payouts of the seller that failed in a row, by any project, since Reaches
	FailedAt time.Time // of the last of them
}

// A payout that failed is made anew after a day, then two, four and so on, or as soon as the seller names another
// destination: a closed account must not be tried every hour for ever.
const (
	payoutRest    = 24 * time.Hour
	maxPayoutRest = 5 // doublings
)

// Rests says until when no payout is made after failures; the zero time when nothing has failed.
func (p Payable) Rests() time.Time {
	if p.Failures == 0 {
		return time.Time{}
	}
	return p.FailedAt.Add(payoutRest << min(p.Failures-1, maxPayoutRest))
}

// ready reports whether the balance may be paid out now.
func (p Payable) ready(byHand bool, now time.Time) bool {
	return p.Minor > 0 && !p.Disputed && !p.Wrong && (byHand || !p.Reaches.IsZero()) && !now.Before(p.Rests())
}

// Due gives the balances that are to be paid out now, by seller and project. A currency whose minimum cannot be read is
// paid out from any sum.
func (c PayoutPolicy) Due(all []Payable, now time.Time) []Payable {
	type purse struct {
		seller   PersonID
		currency string
	}
	sums := map[purse]int64{}
	for _, p := range all {
		if p.ready(c.ByHand, now) {
			sums[purse{p.Seller, p.Currency}] += p.Minor
		}
	}
	var due []Payable
	for _, p := range all {
		if p.ready(c.ByHand, now) && sums[purse{p.Seller, p.Currency}] >= c.minimum(p.Currency) {
			due = append(due, p)
		}
	}
	slices.SortFunc(due, func(a, b Payable) int {
		return cmp.Or(cmp.Compare(a.Seller, b.Seller), cmp.Compare(a.Project, b.Project))
	})
	return due
}

func (c PayoutPolicy) minimum(currency string) int64 {
	if c.Minimum == "" {
		return 0
	}
	minor, _ := c.Minimum.Minor(currency) // 0 when it cannot be read; Check refuses what no currency can read
	return minor
}

// Check refuses a minimum that is no amount.
func (c PayoutPolicy) Check() error {
	if c.Minimum == "" {
		return nil
	}
	_, err := c.Minimum.Minor("KWD") // three places: the widest
	return err
}

// PaymentProvider is the port to who moves money to sellers: a person, or a payment provider.
type PaymentProvider interface {
	// Name is how payouts name it: manual, stripe.
	Name() string
	// ByHand reports that a person sends the money: payouts wait as pending until somebody says that they are paid. Send is
	// never called, and sellers name no destination.
	ByHand() bool
	// CheckDestination reports, as Invalid, an account that cannot be paid to. It asks nobody.
	CheckDestination(account PayoutAccount) error
	// Send moves p.Minor to p.To and gives the news: sent or paid; refused when it is certain that nothing was moved, and
	// that nothing will be, under this payout. It may be called any number of times with the same payout, for weeks, and
	// moves the money once; p.TriedAt is zero on the first call and on no other. An error means that the outcome is not
	// known, or that the cause may pass: the same payout is sent again.
	Send(ctx context.Context, p Payout) (PayoutNews, error)
}

// SettlementNotices is the port to what a provider tells by itself.
type SettlementNotices interface {
	// Read verifies and reads what came in; now is the time of arrival. Unauthenticated: it is not from the provider.
	// Invalid: it is, but makes no sense. Unavailable: it could not be understood just now, and has to be sent again. A
	// notice that concerns nothing of ours is empty.
	Read(ctx context.Context, body []byte, signature string, now time.Time) (SettlementNotice, error)
}

// SettlementNotice is one thing that a provider tells: news of a payout, or chargebacks. Both may be absent.
type SettlementNotice struct {
	ID          string // of the provider, for the log
	Payout      PayoutID
	News        PayoutNews
	Chargebacks []ChargebackNotice
}

// ChargebackNotice tells of money that the buyer's bank took back, or gave again when it took back too much.
type ChargebackNotice struct {
	Key      string // names the movement; the same key again is the same movement
	Project  ProjectID
	Minor    int64 // positive
	Currency string
	Won      bool // the bank has given the money again
}
