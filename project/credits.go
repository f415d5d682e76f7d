package project

import (
	"context"
	"slices"
	"time"
)

// Credit names the person behind a sub-gig as they want to be named.
type Credit struct {
	Name    string `json:"name"`
	Role    string `json:"role"`
	Country string `json:"country"` // ISO 3166-1 alpha-2
}

// Countries counts the different countries among the credits.
func Countries(credits []Credit) int {
	seen := map[string]bool{}
	for _, c := range credits {
		if c.Country != "" {
			seen[c.Country] = true
		}
	}
	return len(seen)
}

// CreditConsent is what somebody has said about standing in the public credits of a project by their name.
type CreditConsent struct {
	Project ProjectID
	Person  PersonID
	Agrees  bool
	At      time.Time
}

// CreditPage makes the credits of a project public: whoever has its address reads them without signing in.
type CreditPage struct {
	Project   ProjectID
	Secret    string // the part of the address that cannot be guessed
	By        PersonID
	CreatedAt time.Time
}

// CreditedPart is an approved part of a result and who made it.
type CreditedPart struct {
	SubGig SubGigID
	Title  string
	Seller PersonID
	Credit Credit
	Agrees *bool // to be named in public; nil while they have not said
}

// Public gives the part as everybody may read it: without consent nothing in it says who made it, nor where.
func (p CreditedPart) Public() CreditedPart {
	named := p.Agrees != nil && *p.Agrees
	p.SubGig, p.Seller = "", ""
	if !named {
		p.Credit = Credit{Role: p.Credit.Role}
	}
	return p
}

// CreditedParts puts together who made what, in the order of the plan.
func CreditedParts(inputs []Input, outline []SubGigRecord, consents []CreditConsent) []CreditedPart {
	sellers := make(map[SubGigID]PersonID, len(outline))
	for _, g := range outline {
		sellers[g.ID] = g.Seller
	}
	said := saidBy(consents)
	parts := []CreditedPart{}
	for _, in := range inputs {
		if in.Missing() {
			continue
		}
		p := CreditedPart{SubGig: in.SubGig, Title: in.Title, Seller: sellers[in.SubGig], Credit: in.Credit}
		if agrees, known := said[p.Seller]; known {
			p.Agrees = &agrees
		}
		parts = append(parts, p)
	}
	return parts
}

// saidBy gives what each has said.
func saidBy(consents []CreditConsent) map[PersonID]bool {
	said := make(map[PersonID]bool, len(consents))
	for _, c := range consents {
		said[c.Person] = c.Agrees
	}
	return said
}

// Unasked lists whose part is approved, and who have not said whether they want to be named in public.
func Unasked(outline []SubGigRecord, consents []CreditConsent) []PersonID {
	var people []PersonID
	said := saidBy(consents)
	for _, g := range outline {
		if _, known := said[g.Seller]; g.State == Approved && !known {
			people = append(people, g.Seller)
		}
	}
	slices.Sort(people)
	return slices.Compact(people)
}

// CreditRecords keeps who agrees to be named in public, and which credits are public.
type CreditRecords interface {
	// PutCreditConsent records what somebody says; what they say last holds.
	PutCreditConsent(ctx context.Context, c CreditConsent) error
	// CreditConsents lists what was said, by person.
	CreditConsents(ctx context.Context, id ProjectID) ([]CreditConsent, error)
	// PutCreditPage makes the credits public, writes that into the log, and gives the page that holds: the one before, when
	// they are public already.
	PutCreditPage(ctx context.Context, p CreditPage) (CreditPage, error)
	// RemoveCreditPage takes the page away and writes that into the log. Credits that are not public stay so.
	RemoveCreditPage(ctx context.Context, id ProjectID, actor PersonID, at time.Time) error
	// CreditPage gives the page of a project.
	CreditPage(ctx context.Context, id ProjectID) (CreditPage, error)
	// CreditPageAt gives the page with the secret.
	CreditPageAt(ctx context.Context, secret string) (CreditPage, error)
}
