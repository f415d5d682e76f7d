package statement

import (
	"cmp"
	"maps"
	"slices"

	"tutti/project"
)

// subject is whose money a statement is about: what a transaction did to it.
type subject interface {
	// line gives what concerns the subject; an internal movement gives a line without amounts, which is left out.
	line(t project.Transaction) Line
	// add counts a line of the month into the totals.
	add(totals *Totals, t project.Transaction, l Line)
}

// OfSeller makes the statements of a seller, one for each currency, from what project.PayoutRecords.SellerTransactions
// gives, or from the ledger of one project. A seller whose money never moved gets one empty statement without a currency.
func OfSeller(seller project.PersonID, month Month, all []project.Transaction) []Statement {
	byCurrency := map[string][]project.Transaction{}
	for _, t := range all {
		byCurrency[t.Currency] = append(byCurrency[t.Currency], t)
	}
	var out []Statement
	for _, currency := range slices.Sorted(maps.Keys(byCurrency)) {
		s := compute(Statement{Month: month, Currency: currency, Seller: seller}, byCurrency[currency], ofSeller(seller))
		s.Clearing = inClearing(seller, month, byCurrency[currency])
		if len(s.Lines) > 0 || s.Opening != 0 {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		out = append(out, Statement{Month: month, Seller: seller})
	}
	return out
}

// OfProject makes the statement of a project: what the buyer paid in and what became of it. all is its whole ledger.
func OfProject(id project.ProjectID, currency string, month Month, all []project.Transaction) Statement {
	return compute(Statement{Month: month, Currency: currency, Project: id}, all, ofProject{})
}

// compute replays the transactions in the order of time: what came before the month is its opening balance.
func compute(s Statement, all []project.Transaction, about subject) Statement {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b project.Transaction) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Seq, b.Seq))
	})
	begin, end := s.Month.Begin(), s.Month.End()
	extras := extras{}
	for _, t := range all {
		if !t.At.Before(end) {
			break
		}
		extra := extras.see(t)
		l := about.line(t)
		l.At, l.Key, l.Kind, l.Project, l.SubGig, l.Seller = t.At, t.Key, t.Kind, t.Project, t.SubGig, t.Seller
		s.Closing += l.Change
		if t.At.Before(begin) {
			s.Opening += l.Change
			continue
		}
		if l.Gross == 0 && l.Change == 0 && l.Beside == 0 {
			continue
		}
		l.Balance = s.Closing
		s.Lines = append(s.Lines, l)
		about.add(&s.Totals, t, l)
		if l.Gross != 0 {
			s.Totals.Extras += min(extra, l.Gross)
		}
	}
	return s
}

// extras remembers, for each sub-gig, what change orders added to the hold that is open.
type extras map[project.SubGigID]int64

// see gives the extras in what the transaction releases.
func (e extras) see(t project.Transaction) int64 {
	switch t.Kind {
	case project.PostHold, project.PostReturn:
		e[t.SubGig] = 0
	case project.PostAdjust:
		e[t.SubGig] += t.Minor
	case project.PostRelease, project.PostSettle:
		extra := e[t.SubGig]
		e[t.SubGig] = 0
		return extra
	}
	return 0
}

// earned splits what a release or a settlement gave to its seller.
func earned(t project.Transaction) (gross, fee, net int64) {
	if t.Kind != project.PostRelease && t.Kind != project.PostSettle {
		return 0, 0, 0
	}
	fee = t.Moved(project.AccountFee)
	net = t.Moved(project.ClearingAccount(t.Seller)) + t.Moved(project.SellerAccount(t.Seller)) // the latter before there was clearing
	return fee + net, fee, net
}

// ofSeller is a seller's own money: in clearing and cleared, until it is paid out.
type ofSeller project.PersonID

func (p ofSeller) line(t project.Transaction) Line {
	if t.Seller != project.PersonID(p) {
		return Line{}
	}
	l := Line{Change: waiting(t) + t.Moved(project.SellerAccount(t.Seller))}
	l.Gross, l.Fee, l.Net = earned(t)
	return l
}

// waiting is what the transaction did to the clearing of its seller.
func waiting(t project.Transaction) int64 {
	return t.Moved(project.ClearingAccount(t.Seller)) + t.Moved(project.AccountTip)
}

func (p ofSeller) add(totals *Totals, t project.Transaction, l Line) {
	totals.Gross, totals.Fee, totals.Net = totals.Gross+l.Gross, totals.Fee+l.Fee, totals.Net+l.Net
	switch t.Kind {
	case project.PostTip:
		totals.Tips += l.Change
	case project.PostPayout, project.PostPayback:
		totals.PaidOut -= l.Change
	}
}

// inClearing is what of the closing balance cannot be paid out yet.
func inClearing(seller project.PersonID, month Month, all []project.Transaction) (minor int64) {
	for _, t := range all {
		if t.Seller == seller && t.At.Before(month.End()) {
			minor += waiting(t)
		}
	}
	return minor
}

// ofProject is what was paid in and is neither earned nor given back: free, set aside and held.
type ofProject struct{}

func (ofProject) line(t project.Transaction) Line {
	l := Line{Change: t.Moved(project.AccountFunding) + t.Moved(project.AccountReserve)}
	if t.SubGig != "" {
		l.Change += t.Moved(project.HeldAccount(t.SubGig))
	}
	l.Gross, l.Fee, l.Net = earned(t)
	switch t.Kind {
	case project.PostTip: // it passes the project by
		l.Beside = t.Minor
	case project.PostChargeback, project.PostReinstate:
		l.Beside = t.Moved(project.AccountLoss)
	}
	return l
}

func (ofProject) add(totals *Totals, t project.Transaction, l Line) {
	totals.Gross, totals.Fee, totals.Net = totals.Gross+l.Gross, totals.Fee+l.Fee, totals.Net+l.Net
	switch t.Kind {
	case project.PostFund:
		totals.PaidIn += l.Change
	case project.PostTip:
		totals.Tips += l.Beside
	case project.PostRefund:
		totals.Refunds -= l.Change
	case project.PostChargeback, project.PostReinstate:
		totals.Chargeback -= l.Change + l.Beside
		totals.Borne -= l.Beside
	}
}
