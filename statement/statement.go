// Package statement turns a ledger into what people file: a month of a seller or of a project, as a CSV for a
// spreadsheet or a PDF for a folder. Everything here is computed from the ledger's transactions; names are put in by the
// caller.
package statement

import (
	"time"

	"tutti/project"
)

// Month is a calendar month in a time zone.
type Month struct {
	Year  int
	Month time.Month
	Zone  *time.Location
}

// ParseMonth reads a month, as 2026-11, in an IANA time zone; no zone is UTC.
func ParseMonth(text, zone string) (Month, error) {
	at, err := time.Parse("2006-01", text)
	if err != nil {
		return Month{}, project.Errorf(project.Invalid, "the month has the wrong form: write for example 2026-11")
	}
	if zone == "" {
		zone = "UTC"
	}
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return Month{}, project.Errorf(project.Invalid, "there is no such time zone; write for example Africa/Accra")
	}
	return Month{at.Year(), at.Month(), loc}, nil
}

// Begin is the first moment of the month, and End the first moment after it.
func (m Month) Begin() time.Time { return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, m.Zone) }

// End is the first moment of the next month.
func (m Month) End() time.Time { return time.Date(m.Year, m.Month+1, 1, 0, 0, 0, 0, m.Zone) }

// String writes the month as 2026-11.
func (m Month) String() string { return m.Begin().Format("2006-01") }

// Line is one transaction as it concerns the subject of the statement. Amounts are minor units.
type Line struct {
	At      time.Time
	Key     string // of the transaction
	Kind    project.PostingKind
	Project project.ProjectID
	SubGig  project.SubGigID
	Seller  project.PersonID
	Gross   int64 // what a seller earned by it, the fee included
	Fee     int64 // of Gross, what the platform kept
	Net     int64 // Gross - Fee
	Change  int64 // what the balance of the subject gained; negative when it lost
	Beside  int64 // what was moved beside the balance of a project: a tip to its seller, what the platform bore (negative)
	Balance int64 // after it
}

// Totals are the sums of a month, in minor units. Every one is positive when things go the usual way.
type Totals struct {
	Gross      int64 // earned by approved and settled work, the fee included
	Extras     int64 // of Gross, what change orders had added
	Fee        int64
	Net        int64 // Gross - Fee
	Tips       int64
	PaidIn     int64 // by the buyer, tips left out
	PaidOut    int64 // to sellers, less what came back
	Refunds    int64 // to the buyer
	Chargeback int64 // taken back by the buyer's bank, less what it gave again
	Borne      int64 // of Chargeback, what the platform bore
}

// Statement is a month of one subject in one currency. Opening plus the changes of all lines is Closing.
type Statement struct {
	Month    Month
	Currency string
	Seller   project.PersonID  // whose money it is; empty in the statement of a project
	Project  project.ProjectID // the only one it covers; empty in a statement over all projects of a seller
	Opening  int64
	Closing  int64
	Clearing int64 // of Closing, what is in clearing; a seller's only
	Lines    []Line
	Totals   Totals
	Names    Names
}

// Names are how people call things. What has no name keeps its id.
type Names struct {
	Title    string // of the page: whose statement it is
	Subtitle string // more about them: a handle, a buyer
	Projects map[project.ProjectID]string
	SubGigs  map[project.SubGigID]string
	People   map[project.PersonID]string
}

func named[K ~string](names map[K]string, id K) string {
	if name := names[id]; name != "" {
		return name
	}
	return string(id)
}

// words says what a kind of transaction is, in the words of the subject.
func (s Statement) words(l Line) string {
	switch l.Kind {
	case project.PostFund:
		return "Paid in"
	case project.PostRelease:
		return "Approved work"
	case project.PostSettle:
		return "Settled work"
	case project.PostTip:
		if s.Seller == "" {
			return "Tip of " + s.money(l.Beside) + ", beside the budget"
		}
		return "Tip"
	case project.PostPayout:
		return "Paid out"
	case project.PostPayback:
		return "Payout came back"
	case project.PostRefund:
		return "Refund"
	case project.PostChargeback:
		return "Chargeback"
	case project.PostReinstate:
		return "Chargeback given back"
	}
	return string(l.Kind)
}

// about says what a line is for: the sub-gig, the project, the seller, as far as the statement does not say it already.
func (s Statement) about(l Line) string {
	var parts []string
	if l.SubGig != "" {
		parts = append(parts, named(s.Names.SubGigs, l.SubGig))
	}
	if l.Seller != "" && s.Seller == "" {
		parts = append(parts, named(s.Names.People, l.Seller))
	}
	if s.Project == "" {
		parts = append(parts, named(s.Names.Projects, l.Project))
	}
	text := ""
	for i, p := range parts {
		if i > 0 {
			text += " · "
		}
		text += p
	}
	return text
}

// money writes an amount for the page.
func (s Statement) money(minor int64) string { return figure(s.decimal(minor)) + "\u00a0" + s.Currency }

// pair is one line of the summary.
type pair struct {
	label  string
	amount string
	strong bool
}

// summary is the month in a few lines: from the opening balance, by what came and went, to the closing balance.
func (s Statement) summary() []pair {
	if s.Currency == "" {
		return nil
	}
	lines := []pair{{"Balance at the beginning", s.money(s.Opening), true}}
	add := func(label string, minor int64) {
		if minor != 0 {
			lines = append(lines, pair{label, s.money(minor), false})
		}
	}
	t := s.Totals
	if s.Seller != "" {
		add("Earned (gross)", t.Gross)
		add("Platform fee", -t.Fee)
		add("Tips", t.Tips)
		add("Paid out", -t.PaidOut)
	} else {
		add("Paid in by the buyer", t.PaidIn)
		add("Earned, fee included", -t.Gross)
		add("Refunded to the buyer", -t.Refunds)
		add("Chargebacks", t.Borne-t.Chargeback)
	}
	return append(lines, pair{"Balance at the end", s.money(s.Closing), true})
}

// remarks are facts beside the sum.
func (s Statement) remarks() []pair {
	var out []pair
	add := func(label string, minor int64) {
		if minor != 0 {
			out = append(out, pair{label, s.money(minor), false})
		}
	}
	t := s.Totals
	if s.Seller != "" {
		add("Earned after the fee", t.Net)
		add("Extras in what was earned", t.Extras)
		add("Still in clearing at the end", s.Clearing)
		return out
	}
	add("The sellers' part", t.Net)
	add("The platform's fee", t.Fee)
	add("Extras in what was earned", t.Extras)
	add("Tips, beside the budget", t.Tips)
	add("Borne by the platform", t.Borne)
	return out
}
