// Package ledgertest plays with money at random. Its model is the ledger said once more, in the plainest way, as numbers
// in a struct; its game does the same to the model and to a real ledger and compares them after every step.
package ledgertest

import (
	"time"

	"tutti/project"
)

// How many sub-gigs and sellers there are in a game.
const (
	subGigs = 3
	sellers = 3
)

func subGigOf(i int) project.SubGigID {
	return [subGigs]project.SubGigID{"sub_a", "sub_b", "sub_c"}[i]
}

func sellerOf(i int) project.PersonID {
	return [sellers]project.PersonID{"per_x", "per_y", "per_z"}[i]
}

// work is a sub-gig of the model.
type work struct {
	held   int64
	price  int64 // agreed for the present hold, what was released of it included
	open   bool  // somebody works on it
	paid   bool  // it was released to its end
	offers int
}

// earner is a seller of the model.
type earner struct{ clearing, cleared, paid int64 }

// wait is something in clearing.
type wait struct {
	clear project.Posting
	due   time.Time
}

// model is the reference: what must be on every account, and which posting must be refused with which code.
type model struct {
	fee      int64 // basis points
	clearing time.Duration

	outside, funding, reserve, fees, refunded, tips, loss int64

	works   [subGigs]work
	earners [sellers]earner
	done    map[string]project.Posting
	waits   []wait
}

func (m *model) work(p project.Posting) *work {
	for i := range m.works {
		if subGigOf(i) == p.SubGig {
			return &m.works[i]
		}
	}
	return &work{}
}

func (m *model) earner(p project.Posting) *earner {
	for i := range m.earners {
		if sellerOf(i) == p.Seller {
			return &m.earners[i]
		}
	}
	return &earner{}
}

// judge gives the code with which the posting must be refused, "" when it must be taken, and whether it is a repeat.
func (m *model) judge(p project.Posting, now time.Time) (code project.Code, repeat bool) {
	if p.Minor < 0 || p.Share < 0 || p.Share > p.Minor || p.Key == "" {
		return project.Internal, false
	}
	if before, there := m.done[p.Key]; there {
		if before != p {
			return project.Internal, false
		}
		return "", true
	}
	if p.Kind == project.PostClear {
		return m.judgeClear(p, now), false
	}
	if !m.covered(p) {
		return project.Conflict, false
	}
	return "", false
}

// covered says whether there is enough where the posting takes from, and all of a hold where it ends one.
func (m *model) covered(p project.Posting) bool {
	w, e := m.work(p), m.earner(p)
	switch p.Kind {
	case project.PostReserve:
		return m.funding >= p.Minor
	case project.PostAdjust:
		return m.funding+m.reserve >= p.Minor
	case project.PostHold:
		return w.held == 0 && m.funding+m.reserve >= p.Minor
	case project.PostReturn, project.PostSettle:
		return w.held == p.Minor
	case project.PostRelease, project.PostReduce:
		return w.held >= p.Minor
	case project.PostPayout:
		return e.cleared >= p.Minor
	case project.PostPayback:
		return e.paid >= p.Minor
	case project.PostRefund:
		return m.funding+m.reserve >= p.Minor
	}
	return true
}

func (m *model) judgeClear(p project.Posting, now time.Time) project.Code {
	if _, there := m.done[p.Cleared()]; !there {
		return project.NotFound
	}
	for _, w := range m.waits {
		if w.clear == p && now.Before(w.due) {
			return project.Conflict
		}
		if w.clear == p {
			return ""
		}
	}
	return project.Internal
}

// take makes a posting count that was judged to be lawful and is no repeat.
func (m *model) take(p project.Posting, now time.Time) {
	m.done[p.Key] = p
	w, e := m.work(p), m.earner(p)
	switch p.Kind {
	case project.PostFund:
		m.outside, m.funding = m.outside-p.Minor, m.funding+p.Minor
	case project.PostReserve:
		m.funding, m.reserve = m.funding-p.Minor, m.reserve+p.Minor
	case project.PostHold:
		m.unreserve(p.Minor)
		*w = work{held: p.Minor, price: p.Minor, open: true, offers: w.offers + 1}
	case project.PostAdjust:
		m.unfund(p.Minor)
		w.held, w.price = w.held+p.Minor, w.price+p.Minor
	case project.PostReduce:
		m.funding, w.held, w.price = m.funding+p.Minor, w.held-p.Minor, w.price-p.Minor
	case project.PostReturn:
		m.reserve += p.Minor
		w.held, w.open = 0, false
	case project.PostRelease:
		m.earn(p, p.Minor, now)
		w.held -= p.Minor
		w.paid = w.held == 0
		w.open = !w.paid
	case project.PostSettle:
		m.earn(p, p.Share, now)
		m.reserve += p.Minor - p.Share
		w.held, w.open = 0, false
	case project.PostClear:
		m.cleared(p, e)
	case project.PostPayout:
		e.cleared, e.paid = e.cleared-p.Minor, e.paid+p.Minor
	case project.PostPayback:
		e.cleared, e.paid = e.cleared+p.Minor, e.paid-p.Minor
	case project.PostTip:
		m.outside, m.tips = m.outside-p.Minor, m.tips+p.Minor
		m.wait(p, p.Minor, now)
	case project.PostRefund:
		m.refunded += p.Minor
		m.unfund(p.Minor)
	case project.PostChargeback:
		m.outside += p.Minor
		m.loss -= m.unfund(p.Minor)
	case project.PostReinstate:
		borne := min(p.Minor, -m.loss)
		m.outside, m.loss, m.funding = m.outside-p.Minor, m.loss+borne, m.funding+p.Minor-borne
	}
}

// unreserve takes from the reserve, and what is missing there from what is free.
func (m *model) unreserve(minor int64) {
	m.reserve -= minor
	if m.reserve < 0 {
		m.funding, m.reserve = m.funding+m.reserve, 0
	}
}

// unfund takes from what is free, and what is missing there from the reserve; it gives what is missing there too.
func (m *model) unfund(minor int64) (missing int64) {
	m.funding -= minor
	if m.funding < 0 {
		m.reserve, m.funding = m.reserve+m.funding, 0
	}
	if m.reserve < 0 {
		missing, m.reserve = -m.reserve, 0
	}
	return missing
}

// earn pays a seller, less the fee, into clearing.
func (m *model) earn(p project.Posting, minor int64, now time.Time) {
	fee := minor * m.fee / 10_000
	m.fees += fee
	m.earner(p).clearing += minor - fee
	m.wait(p, minor-fee, now)
}

func (m *model) wait(p project.Posting, minor int64, now time.Time) {
	if minor > 0 {
		clear := project.Posting{Key: p.Key + "/clear", Kind: project.PostClear, SubGig: p.SubGig, Seller: p.Seller, Minor: minor}
		m.waits = append(m.waits, wait{clear, now.Add(m.clearing)})
	}
}

func (m *model) cleared(p project.Posting, e *earner) {
	e.cleared += p.Minor
	if p.SubGig == "" {
		m.tips -= p.Minor
	} else {
		e.clearing -= p.Minor
	}
	for i, w := range m.waits {
		if w.clear == p {
			m.waits = append(m.waits[:i:i], m.waits[i+1:]...)
			return
		}
	}
}

// accounts calls f with every account there is and what must stand on it.
func (m *model) accounts(f func(project.Account, int64)) {
	f(project.AccountOutside, m.outside)
	f(project.AccountFunding, m.funding)
	f(project.AccountReserve, m.reserve)
	f(project.AccountFee, m.fees)
	f(project.AccountRefund, m.refunded)
	f(project.AccountTip, m.tips)
	f(project.AccountLoss, m.loss)
	for i, w := range m.works {
		f(project.HeldAccount(subGigOf(i)), w.held)
	}
	for i, e := range m.earners {
		f(project.ClearingAccount(sellerOf(i)), e.clearing)
		f(project.SellerAccount(sellerOf(i)), e.cleared)
		f(project.PaidAccount(sellerOf(i)), e.paid)
	}
}

// subGig is how the process sees a sub-gig of the model. One that was paid has ended, as cancelled: of those that are
// approved the records keep count, and nothing is held for them again.
func (m *model) subGig(i int) project.SubGig {
	w := m.works[i]
	g := project.SubGig{ID: subGigOf(i), State: project.Waiting}
	switch {
	case w.open:
		g.State, g.Offer = project.Working, &project.Offer{State: project.OfferAccepted, PriceMinor: w.price}
	case w.paid:
		g.State = project.Cancelled
	}
	return g
}
