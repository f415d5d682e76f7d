package memory

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tutti/project"
)

// wanted names a person's destination at a provider.
type wanted struct {
	person   project.PersonID
	provider string
}

// Payables lists what can be paid to sellers.
func (r *Records) Payables(ctx context.Context, provider string, page project.Page) ([]project.Payable, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Payable
	for id, rows := range r.projects {
		for account, minor := range rows.ledger.Balances {
			if seller, ok := strings.CutPrefix(string(account), "seller/"); ok && minor > 0 {
				all = append(all, r.payable(id, project.PersonID(seller), provider, minor))
			}
		}
	}
	slices.SortFunc(all, func(a, b project.Payable) int {
		return cmp.Or(cmp.Compare(a.Seller, b.Seller), cmp.Compare(a.Project, b.Project))
	})
	seller, of, _ := strings.Cut(page.After, " ")
	all = slices.DeleteFunc(all, func(p project.Payable) bool {
		return cmp.Or(cmp.Compare(string(p.Seller), seller), cmp.Compare(string(p.Project), of)) <= 0
	})
	return firstOf(all, page.Limit), nil
}

func (r *Records) payable(id project.ProjectID, seller project.PersonID, provider string, minor int64) project.Payable {
	rows := r.projects[id]
	p := project.Payable{Project: id, Seller: seller, Currency: rows.project.Currency, Minor: minor, Disputed: r.disputed(id, seller)}
	p.Wrong = rows.audit != nil && len(rows.audit.Findings) > 0
	p.Reaches = r.destinations[wanted{seller, provider}].UpdatedAt
	since := p.Reaches
	var failed []time.Time
	for _, out := range r.payouts {
		switch {
		case out.Seller != seller || out.Provider != provider:
		case out.State == project.PayoutFailed:
			failed = append(failed, out.EndedAt)
		case out.SentAt.After(since):
			since = out.SentAt
		}
	}
	for _, at := range failed {
		if !at.Before(since) { // at the same moment: the doubt is for waiting
			p.Failures++
			if at.After(p.FailedAt) {
				p.FailedAt = at
			}
		}
	}
	return p
}

func (r *Records) disputed(id project.ProjectID, seller project.PersonID) bool {
	for _, g := range r.subGigs {
		if g.Project == id && g.Seller == seller && slices.Contains(project.ClearingStops(), g.State) {
			return true
		}
	}
	return false
}

// MakePayout records the payout and takes its money off the seller's account.
func (r *Records) MakePayout(ctx context.Context, p project.Payout) (project.Payout, error) {
	if err := r.enter(ctx); err != nil {
		return project.Payout{}, err
	}
	defer r.mu.Unlock()
	rows, err := r.find(p.Project)
	if err != nil {
		return project.Payout{}, err
	}
	if r.disputed(p.Project, p.Seller) {
		return project.Payout{}, project.Errorf(project.Conflict, "the seller %s has a sub-gig in dispute in %s: nothing is paid out until it is settled", p.Seller, p.Project)
	}
	number := 1
	for _, before := range r.payouts {
		if before.Project == p.Project && before.Seller == p.Seller {
			number++
		}
	}
	made, err := p.Made(number, rows.project.Currency)
	if err != nil {
		return project.Payout{}, err
	}
	made = keptPayout(made)
	if _, err := r.postAlone(rows, []project.Booking{made.Booking()}, made.MadeAt); err != nil {
		return project.Payout{}, err
	}
	r.payouts[made.ID] = made
	return made, nil
}

// keptPayout gives the payout with its times as a row keeps them.
func keptPayout(p project.Payout) project.Payout {
	for _, t := range []*time.Time{&p.MadeAt, &p.TriedAt, &p.SentAt, &p.EndedAt} {
		*t = stored(*t)
	}
	return p
}

// TryPayout notes that the provider is about to be asked.
func (r *Records) TryPayout(ctx context.Context, id project.PayoutID, at time.Time) (project.Payout, error) {
	if err := r.enter(ctx); err != nil {
		return project.Payout{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.payouts[id]
	if !ok {
		return p, noRow("payout " + string(id))
	}
	if p.State != project.PayoutPending || !p.TriedAt.IsZero() {
		return p, nil
	}
	if d, ok := r.destinations[wanted{p.Seller, p.Provider}]; ok {
		p.To = d.Account
	}
	tried := p
	tried.TriedAt = stored(at)
	r.payouts[id] = tried
	return p, nil
}

// HearPayout records what is made of the news.
func (r *Records) HearPayout(ctx context.Context, id project.PayoutID, n project.PayoutNews, at time.Time) (project.Payout, error) {
	if err := r.enter(ctx); err != nil {
		return project.Payout{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.payouts[id]
	if !ok {
		return p, noRow("payout " + string(id))
	}
	next, bookings, err := p.Hear(n, at)
	if err != nil {
		return project.Payout{}, err
	}
	if len(bookings) > 0 {
		if _, err := r.postAlone(r.projects[p.Project], bookings, at); err != nil {
			return project.Payout{}, err
		}
	}
	next = keptPayout(next)
	r.payouts[id] = next
	return next, nil
}

// Payout gives one payout.
func (r *Records) Payout(ctx context.Context, id project.PayoutID) (project.Payout, error) {
	if err := r.enter(ctx); err != nil {
		return project.Payout{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.payouts[id]
	if !ok {
		return p, noRow("payout " + string(id))
	}
	return p, nil
}

// Payouts lists, newest first.
func (r *Records) Payouts(ctx context.Context, filter project.PayoutFilter, page project.Page) ([]project.Payout, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.Payout
	for _, p := range r.payouts {
		if (page.After == "" || string(p.ID) < page.After) && (filter.Seller == "" || p.Seller == filter.Seller) &&
			(filter.Project == "" || p.Project == filter.Project) && (filter.State == "" || p.State == filter.State) {
			found = append(found, p)
		}
	}
	return firstOf(newestFirst(found, func(p project.Payout) string { return string(p.ID) }), page.Limit), nil
}

// UnsentPayouts lists the pending payouts of a provider, oldest first.
func (r *Records) UnsentPayouts(ctx context.Context, provider string, page project.Page) ([]project.PayoutID, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var ids []project.PayoutID
	for id, p := range r.payouts {
		if p.State == project.PayoutPending && p.Provider == provider && string(id) > page.After {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return firstOf(ids, page.Limit), nil
}

// PutDestination records where a person wants to be paid.
func (r *Records) PutDestination(ctx context.Context, d project.Destination) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, ok := r.people[d.Person]; !ok {
		return project.Errorf(project.NotFound, "the payout destination of %s refers to something that is not there", d.Person)
	}
	d.UpdatedAt = stored(d.UpdatedAt)
	r.destinations[wanted{d.Person, d.Provider}] = d
	return nil
}

// Destination gives where a person wants to be paid by a provider.
func (r *Records) Destination(ctx context.Context, person project.PersonID, provider string) (project.Destination, error) {
	if err := r.enter(ctx); err != nil {
		return project.Destination{}, err
	}
	defer r.mu.Unlock()
	d, ok := r.destinations[wanted{person, provider}]
	if !ok {
		return d, noRow("payout destination of " + string(person))
	}
	return d, nil
}

// SellerTransactions lists what was booked for a seller in all projects, and what was held for what they earned by.
func (r *Records) SellerTransactions(ctx context.Context, seller project.PersonID, before time.Time) ([]project.Transaction, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	earned := map[project.SubGigID]bool{}
	var found []project.Transaction
	holds := []project.PostingKind{project.PostHold, project.PostAdjust, project.PostReturn}
	for pass := range 2 { // a hold comes before what is earned by it
		for _, rows := range r.projects {
			for _, t := range rows.transactions {
				theirs, hold := t.Seller == seller, earned[t.SubGig] && slices.Contains(holds, t.Kind)
				switch {
				case !t.At.Before(before):
				case pass == 0 && theirs && (t.Kind == project.PostRelease || t.Kind == project.PostSettle):
					earned[t.SubGig] = true
				case pass == 1 && (theirs || hold):
					found = append(found, kept(t))
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b project.Transaction) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Seq, b.Seq))
	})
	return found, nil
}
