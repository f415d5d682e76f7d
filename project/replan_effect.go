package project

import (
	"slices"
	"time"
)

// ReplanMoney is the effect of a re-plan on money, in minor units.
type ReplanMoney struct {
	BudgetBefore int64
	Budget       int64
	Prices       int64 // how much more all sub-gigs cost together
	Holds        int64 // how much more is held once everybody has consented
	Needed       int64 // what is held or paid already, and what will be held
	Fund         int64 // what the buyer has to fund in addition
}

// ReplanDates is the effect on dates, before and after.
type ReplanDates struct {
	Finish [2]time.Time
	Due    [2]time.Time // zero where the plan names no date
	Moves  []Move       // sub-gigs of both plans that finish at another time
}

// free is the funding that nobody has been promised.
func free(balances map[Account]int64) int64 {
	return balances[AccountFunding] + balances[AccountReserve]
}

// funded is what the buyer has paid in so far.
func funded(balances map[Account]int64) int64 { return -balances[AccountOutside] }

// ToHold is what will be held for the sub-gigs that nobody has accepted yet, in minor units.
func ToHold(subs []SubGig) int64 {
	var sum int64
	for _, g := range subs {
		if !g.accepted() && !g.State.Ended() {
			sum += g.Terms.PriceMinor
		}
	}
	return sum
}

// Spare is the funding that is left when every sub-gig has been accepted, in minor units.
func Spare(subs []SubGig, balances map[Account]int64) int64 { return free(balances) - ToHold(subs) }

// money sums up. What is held or paid stays so; prices of those who have not accepted, and what accepted ones cost more,
// come on top. A budget below that is a fault, and so is nothing else: the buyer funds the difference.
func (d *differ) money() {
	m := &d.out.Money
	var more int64 // a seller who gives up something may refuse, and one who gets something agree
	for _, diff := range d.out.Differences {
		m.Prices += diff.PriceMinor
		m.Holds += diff.HoldMinor
		more += max(0, diff.HoldMinor)
	}
	more += d.askedBefore()
	paid := funded(d.at.Balances)
	m.Needed = paid - free(d.at.Balances) + more + ToHold(d.after())
	m.BudgetBefore = d.at.Project.BudgetMinor
	budget, err := d.next.BudgetMinor()
	if was, _ := d.old.BudgetMinor(); err == nil && budget == was { // it says the same: what the buyer added since stays
		budget = max(budget, m.BudgetBefore)
	}
	switch {
	case err != nil: // a fault already
	case d.next.Budget == "":
		budget = max(budget, d.dearest(), m.Needed)
	case budget < m.Needed:
		d.faults.addf("budget", "%s is less than what is needed, %s: what is held or paid already, and the prices of everything that is not accepted yet",
			FormatMinor(budget, d.old.Currency), FormatMinor(m.Needed, d.old.Currency))
	}
	m.Budget, d.out.budget = budget, budget
	m.Fund = max(0, budget-paid)
	if m.Budget != m.BudgetBefore {
		d.out.Differences = append([]Difference{{Kind: DiffBudget, Path: "budget", Before: FormatMinor(m.BudgetBefore, d.old.Currency),
			After: FormatMinor(m.Budget, d.old.Currency)}}, d.out.Differences...)
	}
}

// askedBefore is how much more is held when sellers agree to what earlier plans asked them for, and this one does not ask anew.
func (d *differ) askedBefore() (more int64) {
	for _, c := range d.out.changes {
		open := c.row.open(ChangeOrder)
		if anew := c.ask != nil && c.ask.proposal.Kind == ChangeOrder; open != nil && open.Consent != nil && !anew {
			more += max(0, open.Minor)
		}
	}
	return more
}

// dearest is the sum of the prices when everybody who is asked agrees to get more, and nobody to get less.
func (d *differ) dearest() int64 {
	sum, _ := d.out.held.PricesMinor()
	sum += d.askedBefore()
	for _, c := range d.out.changes {
		if c.ask != nil && c.ask.change.Price != nil {
			sum += max(0, *c.ask.proposal.Consent.Amend.PriceMinor-c.row.Terms.PriceMinor)
		}
	}
	return sum
}

// after gives the sub-gigs as they will stand when everything that needs no consent has happened, and those that are
// added. Nothing is as before in an open offer whose terms change: it begins anew.
func (d *differ) after() []SubGig {
	subs := make([]SubGig, 0, len(d.out.changes)+len(d.out.added))
	for _, c := range d.out.changes {
		g := c.row.SubGig
		switch {
		case c.accepted:
		case c.drop:
			continue
		case c.amend != nil:
			amended := *c.amend
			amended.Needs = d.open(amended.Needs)
			if next, _, err := g.Next(Command{Kind: Amend, Amend: &amended}, d.at.At); err == nil {
				g = next
			}
		}
		subs = append(subs, g)
	}
	for _, row := range d.out.added {
		g := row.SubGig
		g.Needs = d.open(g.Needs)
		subs = append(subs, g)
	}
	return subs
}

// open leaves out the upstreams that have ended.
func (d *differ) open(needs []SubGigID) []SubGigID {
	return slices.DeleteFunc(slices.Clone(needs), func(n SubGigID) bool {
		at, there := d.places[n]
		return there && d.at.SubGigs[at].State.Ended()
	})
}

// agreed is after with everything that needs a consent, too.
func (d *differ) agreed() []SubGig {
	subs := d.after()
	left := subs[:0]
	for _, g := range subs {
		at, there := d.places[g.ID]
		if !there || !d.out.changes[at].accepted {
			left = append(left, g)
			continue
		}
		switch ask := d.out.changes[at].ask; {
		case ask == nil:
			left = append(left, g)
		case ask.proposal.Consent.Amend != nil:
			left = append(left, g.withConsent(ask.proposal.Consent.Amend))
		}
	}
	return left
}

// withConsent gives the sub-gig with the times its seller would have agreed to.
func (g SubGig) withConsent(a *Amendment) SubGig {
	if a.WorkFor != nil && g.State == Working {
		g.Timer = g.Timer.Longer(*a.WorkFor-g.Terms.WorkFor, g.Timer.From)
	}
	g.apply(Amendment{WorkFor: a.WorkFor, ReviewFor: a.ReviewFor})
	return g
}

// dates compares the schedules of both plans.
func (d *differ) dates() error {
	zone := d.at.Zone
	if zone == nil {
		zone = time.UTC
	}
	before := make([]SubGig, 0, len(d.at.SubGigs))
	for _, row := range d.at.SubGigs {
		before = append(before, row.SubGig)
	}
	dates := &d.out.Dates
	dates.Due = [2]time.Time{Deadline(d.at.Project.Due, zone), Deadline(d.next.due(), zone)}
	was, err := Forecast(before, dates.Due[0], d.at.At)
	if err != nil {
		return err
	}
	is, err := Forecast(d.agreed(), dates.Due[1], d.at.At)
	if err != nil {
		return err
	}
	dates.Finish = [2]time.Time{was.Finish, is.Finish}
	for _, slot := range is.Slots {
		old, there := was.Slot(slot.ID)
		if by := slot.Finish.Sub(old.Finish); there && by != 0 {
			dates.Moves = append(dates.Moves, Move{ID: slot.ID, Start: [2]time.Time{old.Start, slot.Start}, Finish: [2]time.Time{old.Finish, slot.Finish}, By: by})
		}
	}
	return nil
}

// due is the date of a valid plan; zero when it names none.
func (p Plan) due() time.Time {
	due, _ := time.Parse(time.DateOnly, p.Due)
	return due
}

// stale names what has been begun and is made from something that this plan changes or takes away.
func (d *differ) stale() {
	changed := map[string]bool{}
	for _, diff := range d.out.Differences {
		switch diff.Kind {
		case DiffRebriefed, DiffRespecced, DiffDropped, DiffSplit:
			changed[diff.Key] = diff.State != Cancelled
		}
	}
	for _, c := range d.out.changes {
		if !c.accepted && c.row.State != Approved {
			continue
		}
		was, inPlan := d.oldAt[c.row.Key]
		gained := c.amend != nil && c.amend.Rewired || c.ask != nil && c.ask.change.Needs != nil
		if gained || inPlan && slices.ContainsFunc(d.old.SubGigs[was].Needs, func(n string) bool { return changed[n] }) {
			d.out.Stale = append(d.out.Stale, c.row.ID)
		}
	}
}

// Applicable says, as one Conflict that names each of them, what stands in the way of the plan: sellers whose consent it
// needs and who cannot be asked now, and money that only the buyer can add.
func (r Replan) Applicable(actor PersonID) error {
	e := &Error{Code: Conflict, Message: "the plan cannot be applied as it is"}
	for _, c := range r.changes {
		if c.ask != nil && c.ask.refused != "" && len(e.Fields) < MaxFaultsListed {
			e.Fields = append(e.Fields, Field{Path: c.ask.path, Message: c.ask.refused})
		}
	}
	if r.unheld != nil && len(e.Fields) == 0 {
		e.Fields = append(e.Fields, Field{Path: "sub_gigs", Message: r.unheld.Error()})
	}
	if r.Money.Fund > 0 && actor != r.standing.Project.Buyer {
		e.Fields = append(e.Fields, Field{Path: "budget", Message: "more money is needed than was funded; only the buyer can apply this plan"})
	}
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}
