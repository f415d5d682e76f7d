package statement

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tutti/project"
)

const prj = project.ProjectID("prj_1")

var start = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

// books is a ledger that was filled by chance: what the domain refuses is left out.
type books struct {
	*project.Book
	sellers []project.PersonID
}

// fill books up to 60 postings over some months.
func fill(t *rapid.T) books {
	rules := project.BookRules{Project: prj, Currency: "EUR", Fee: project.FeePolicy{BasisPoints: rapid.Int64Range(0, 2000).Draw(t, "fee")}, Clearing: 100 * time.Hour}
	b := books{project.OpenBook(rules, project.Ledger{}), []project.PersonID{"per_a", "per_b", "per_c"}}
	at := start
	var clearances []project.Posting
	for i := range rapid.IntRange(5, 60).Draw(t, "postings") {
		at = at.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
		kind := rapid.SampledFrom(project.PostingKinds()).Draw(t, "kind")
		p := project.Posting{Key: fmt.Sprintf("k%d", i), Kind: kind, Minor: rapid.Int64Range(0, 50000).Draw(t, "minor")}
		if kind.OfProcess() {
			p.SubGig = rapid.SampledFrom([]project.SubGigID{"sub_1", "sub_2", "sub_3"}).Draw(t, "sub-gig")
		}
		switch kind {
		case project.PostRelease, project.PostSettle, project.PostPayout, project.PostPayback, project.PostTip:
			p.Seller = rapid.SampledFrom(b.sellers).Draw(t, "seller")
		}
		held := b.Balance(project.HeldAccount(p.SubGig))
		switch kind {
		case project.PostSettle:
			p.Minor, p.Share = held, rapid.Int64Range(0, held).Draw(t, "share")
		case project.PostReturn, project.PostRelease:
			p.Minor = held
		case project.PostClear:
			if len(clearances) == 0 {
				continue
			}
			p, clearances = clearances[0], clearances[1:]
		case project.PostPayout:
			p.Minor = min(p.Minor, b.Balance(project.SellerAccount(p.Seller)))
		case project.PostPayback:
			p.Minor = min(p.Minor, b.Balance(project.PaidAccount(p.Seller)))
		}
		if _, err := b.Post(p, at); err != nil {
			continue
		}
		if next, ok := b.Fresh()[len(b.Fresh())-1].Clearance(); ok {
			clearances = append(clearances, next)
		}
	}
	return b
}

// months lists the months in which something may have happened, and one on either side.
func (b books) months(zone *time.Location) []Month {
	var all []Month
	last := start
	if n := len(b.Fresh()); n > 0 {
		last = b.Fresh()[n-1].At
	}
	for m := (Month{start.Year(), start.Month() - 1, zone}); m.Begin().Before(last.AddDate(0, 2, 0)); m = of(m.End()) {
		all = append(all, m)
	}
	return all
}

func of(at time.Time) Month { return Month{at.Year(), at.Month(), at.Location()} }

func zoneOf(t *rapid.T) *time.Location {
	zone, err := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Africa/Accra", "Europe/Berlin", "Pacific/Apia", "America/Los_Angeles", "Asia/Kolkata"}).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func (t *Totals) plus(o Totals) {
	t.Gross, t.Fee, t.Net, t.Tips, t.PaidIn = t.Gross+o.Gross, t.Fee+o.Fee, t.Net+o.Net, t.Tips+o.Tips, t.PaidIn+o.PaidIn
	t.PaidOut, t.Refunds, t.Chargeback, t.Borne, t.Extras = t.PaidOut+o.PaidOut, t.Refunds+o.Refunds, t.Chargeback+o.Chargeback, t.Borne+o.Borne, t.Extras+o.Extras
}

// TestStatementsEqualTheLedger takes random ledgers and zones: month follows month without a gap, each month sums up, and
// all months together are the ledger's balances to the cent, for the project and for each of its sellers.
func TestStatementsEqualTheLedger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, zone := fill(t), zoneOf(t)
		all := b.Fresh()
		whole, rest := Totals{}, int64(0)
		for _, m := range b.months(zone) {
			s := OfProject(prj, "EUR", m, all)
			rest = follow(t, s, rest)
			if s.Opening+s.Totals.PaidIn-s.Totals.Gross-s.Totals.Refunds-(s.Totals.Chargeback-s.Totals.Borne) != s.Closing {
				t.Fatalf("%s does not add up: %+v", m, s)
			}
			whole.plus(s.Totals)
		}
		balances := map[project.Account]int64{}
		maps.Copy(balances, b.Touched())
		totals := project.TotalsOf(balances)
		if rest != totals.Reserve+totals.Held || whole.Fee != totals.Fee || whole.Refunds != totals.Refunded || whole.Borne != totals.Loss ||
			whole.PaidIn+whole.Tips-whole.Chargeback != totals.Funded {
			t.Fatalf("the project: %+v, closing %d, the ledger: %+v", whole, rest, totals)
		}
		sellers := Totals{}
		for _, seller := range b.sellers {
			sellers.plus(b.seller(t, seller, zone))
		}
		if sellers.Gross != whole.Gross || sellers.Fee != whole.Fee || sellers.Net+sellers.Tips != totals.Released || sellers.Tips != whole.Tips ||
			sellers.PaidOut != totals.PaidOut || sellers.Extras != whole.Extras {
			t.Fatalf("the sellers: %+v, the project: %+v, the ledger: %+v", sellers, whole, totals)
		}
	})
}

// seller goes through the months of one seller.
func (b books) seller(t *rapid.T, seller project.PersonID, zone *time.Location) Totals {
	whole, rest, clearing := Totals{}, int64(0), int64(0)
	for _, m := range b.months(zone) {
		list := OfSeller(seller, m, b.Fresh())
		if len(list) != 1 {
			t.Fatalf("%d statements", len(list))
		}
		s := list[0]
		if s.Currency == "" && rest == 0 {
			continue
		}
		rest = follow(t, s, rest)
		if s.Opening+s.Totals.Net+s.Totals.Tips-s.Totals.PaidOut != s.Closing {
			t.Fatalf("%s of %s does not add up: %+v", m, seller, s)
		}
		clearing = s.Clearing
		whole.plus(s.Totals)
	}
	tips := int64(0) // the account of tips is shared
	for _, tx := range b.Fresh() {
		if tx.Seller == seller {
			tips += tx.Moved(project.AccountTip)
		}
	}
	waits := b.Balance(project.ClearingAccount(seller)) + tips
	if clearing != waits || rest != waits+b.Balance(project.SellerAccount(seller)) || whole.PaidOut != b.Balance(project.PaidAccount(seller)) {
		t.Fatalf("%s ends with %d, %d of it in clearing, %d paid out; the ledger has %d + %d and %d", seller, rest, clearing, whole.PaidOut,
			waits, b.Balance(project.SellerAccount(seller)), b.Balance(project.PaidAccount(seller)))
	}
	return whole
}

// follow holds a statement against the month before and its own lines, and its CSV against itself.
func follow(t *rapid.T, s Statement, before int64) int64 {
	balance := s.Opening
	for _, l := range s.Lines {
		balance += l.Change
		if l.Balance != balance || l.Gross-l.Fee != l.Net || l.At.Before(s.Month.Begin()) || !l.At.Before(s.Month.End()) {
			t.Fatalf("%+v after %d", l, balance)
		}
	}
	if s.Opening != before || balance != s.Closing || s.Totals.Gross-s.Totals.Fee != s.Totals.Net {
		t.Fatalf("%s opens with %d after %d, its lines end with %d, it closes with %d", s.Month, s.Opening, before, balance, s.Closing)
	}
	var out bytes.Buffer
	if err := WriteCSV(&out, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != len(s.Lines)+3 {
		t.Fatalf("%d rows for %d lines: %v", len(rows), len(s.Lines), err)
	}
	change, balanced := slices.Index(rows[0], "change"), slices.Index(rows[0], "balance")
	sum := minor(t, rows[1][balanced])
	for _, row := range rows[2:] {
		sum += minor(t, row[change])
	}
	if last := minor(t, rows[len(rows)-1][balanced]); sum != last || last != s.Closing {
		t.Fatalf("the CSV sums to %d, says %d, the statement %d", sum, last, s.Closing)
	}
	return s.Closing
}

func minor(t *rapid.T, text string) int64 {
	sign := int64(1)
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		sign, text = -1, rest
	}
	n, err := project.Decimal(text).Minor("EUR")
	if err != nil {
		t.Fatal(err)
	}
	return sign * n
}

func TestMonthsInZones(t *testing.T) {
	for _, c := range []struct{ month, zone, begin, end string }{
		{"2026-11", "", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"},
		{"2026-10", "Europe/Berlin", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"}, // summer time ends in between
		{"2026-12", "Asia/Kolkata", "2026-11-30T18:30:00Z", "2026-12-31T18:30:00Z"},
		{"2011-12", "Pacific/Apia", "2011-12-01T10:00:00Z", "2011-12-31T10:00:00Z"}, // a month without its 30th
	} {
		m, err := ParseMonth(c.month, c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if b, e := m.Begin().UTC().Format(time.RFC3339), m.End().UTC().Format(time.RFC3339); b != c.begin || e != c.end || m.String() != c.month {
			t.Errorf("%s in %s: %s to %s, called %s", c.month, c.zone, b, e, m)
		}
	}
	for _, bad := range [][2]string{{"", ""}, {"2026-13", ""}, {"11/2026", ""}, {"2026-11", "Moon/Base"}, {"2026-11", "Local"}} {
		if _, err := ParseMonth(bad[0], bad[1]); project.CodeOf(err) != project.Invalid {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

func TestCurrenciesStandApart(t *testing.T) {
	month := Month{2026, 11, time.UTC}
	tip := func(currency string, at time.Time) project.Transaction {
		return project.Transaction{Posting: project.Posting{Key: currency, Kind: project.PostTip, Seller: "per_a", Minor: 5}, Project: prj, Currency: currency, At: at,
			Entries: []project.LedgerEntry{{Account: project.AccountOutside, Minor: -5}, {Account: project.AccountTip, Minor: 5}}}
	}
	got := OfSeller("per_a", month, []project.Transaction{tip("USD", month.Begin()), tip("EUR", month.Begin().Add(-1)), tip("JPY", month.End())})
	if len(got) != 2 || got[0].Currency != "EUR" || got[0].Opening != 5 || len(got[0].Lines) != 0 || got[1].Currency != "USD" || got[1].Closing != 5 || len(got[1].Lines) != 1 {
		t.Errorf("%+v", got)
	}
	if none := OfSeller("per_b", month, nil); len(none) != 1 || none[0].Currency != "" {
		t.Errorf("%+v", none)
	}
}
