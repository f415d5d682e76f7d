package memory

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"tutti/project"
)

// openBook opens the ledger of a project; nothing of it changes before keepBook.
func (r *Records) openBook(p *projectRows) *project.Book {
	rules := project.BookRules{Project: p.project.ID, Currency: p.project.Currency, Fee: r.fee, Clearing: r.clearing}
	return project.OpenBook(rules, p.ledger)
}

// keepBook stores what was booked.
func (p *projectRows) keepBook(b *project.Book) {
	maps.Copy(p.ledger.Balances, b.Touched())
	for _, t := range b.Fresh() {
		t = kept(t)
		p.transactions = append(p.transactions, t)
		p.ledger.Known[t.Key] = t
		if !t.Clears.IsZero() {
			p.clearing[t.Key] = t.Clears
		}
		if t.Kind == project.PostClear {
			delete(p.clearing, t.Cleared())
		}
	}
	p.ledger.LedgerHead = b.Head()
}

// book books the postings of the step.
func (s *step) book() (*project.Book, error) {
	b := s.records.openBook(s.rows)
	for _, p := range s.postings {
		if _, err := b.Post(p, s.commit.At); err != nil {
			return b, err
		}
	}
	if s.project == nil || !s.project.RefundReserve || b.Unspent() == 0 {
		return b, nil
	}
	key := project.RefundKey(s.rows.project.ID, s.rows.refunds()+1)
	_, err := b.Post(project.Posting{Key: key, Kind: project.PostRefund, Minor: b.Unspent()}, s.commit.At)
	return b, err
}

func (p *projectRows) refunds() (n int64) {
	for _, t := range p.transactions {
		if t.Kind == project.PostRefund {
			n++
		}
	}
	return n
}

// PostLedger books postings that come from no commit.
func (r *Records) PostLedger(ctx context.Context, id project.ProjectID, bookings []project.Booking, at time.Time) (project.Booked, error) {
	if err := r.enter(ctx); err != nil {
		return project.Booked{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return project.Booked{}, err
	}
	return r.postAlone(p, bookings, at)
}

func (r *Records) postAlone(p *projectRows, bookings []project.Booking, at time.Time) (project.Booked, error) {
	b := r.openBook(p)
	var log []project.LogEvent
	var raise int64
	for _, booking := range bookings {
		fresh, err := booking.Post(b, p.project.State, at)
		if err != nil {
			return project.Booked{}, err
		}
		if fresh {
			log, raise = append(log, booking.Log(at)), raise+booking.Raise()
		}
	}
	p.keepBook(b)
	p.project.BudgetMinor += raise
	for _, e := range log {
		p.log(e)
		p.touch(at)
	}
	return project.Booked{Fresh: len(log), LastEvent: int64(len(p.events))}, nil
}

// waiting is something in clearing.
type waiting struct {
	project project.ProjectID
	key     string
	due     time.Time
}

// inClearing lists what is in clearing and may leave it, the earliest first.
func (r *Records) inClearing() []waiting {
	var all []waiting
	for id, p := range r.projects {
		for key, due := range p.clearing {
			g, ok := r.subGigs[p.ledger.Known[key].SubGig]
			if !ok || !slices.Contains(project.ClearingStops(), g.State) {
				all = append(all, waiting{id, key, due})
			}
		}
	}
	slices.SortFunc(all, func(a, b waiting) int {
		return cmp.Or(a.due.Compare(b.due), cmp.Compare(a.project, b.project), cmp.Compare(a.key, b.key))
	})
	return all
}

// ClearDue clears what is due.
func (r *Records) ClearDue(ctx context.Context, now time.Time, limit int) (project.ClearedDue, error) {
	if err := r.enter(ctx); err != nil {
		return project.ClearedDue{}, err
	}
	defer r.mu.Unlock()
	due := r.inClearing()
	due = firstOf(due[:dueBy(due, now)], limit)
	var done project.ClearedDue
	var errs []error
	for _, id := range projectsOf(due) {
		p := r.projects[id]
		booked, err := r.postAlone(p, clearances(p, due), now)
		if err != nil {
			errs = append(errs, err)
		} else if booked.Fresh > 0 {
			done.Count += booked.Fresh
			done.Projects = append(done.Projects, id)
		}
	}
	if left := r.inClearing(); len(left) > 0 {
		done.Next = left[0].due
	}
	return done, errors.Join(errs...)
}

func dueBy(all []waiting, now time.Time) int {
	n := slices.IndexFunc(all, func(w waiting) bool { return w.due.After(now) })
	if n < 0 {
		return len(all)
	}
	return n
}

func projectsOf(due []waiting) []project.ProjectID {
	var ids []project.ProjectID
	for _, w := range due {
		ids = append(ids, w.project)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// clearances are the postings that clear what is due of one project.
func clearances(p *projectRows, due []waiting) []project.Booking {
	var all []project.Booking
	for _, w := range due {
		if posting, ok := p.ledger.Known[w.key].Clearance(); ok && w.project == p.project.ID {
			all = append(all, project.Booking{Posting: posting})
		}
	}
	return all
}

// Balances gives what stands on every account of the project.
func (r *Records) Balances(ctx context.Context, id project.ProjectID) (map[project.Account]int64, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	balances := map[project.Account]int64{}
	if p, ok := r.projects[id]; ok {
		maps.Copy(balances, p.ledger.Balances)
	}
	return balances, nil
}

// Transactions lists the ledger, oldest first; the numbers begin at 1 and have no gap.
func (r *Records) Transactions(ctx context.Context, id project.ProjectID, page project.Page) ([]project.Transaction, error) {
	after, err := numberAfter(page.After, 0)
	if err != nil {
		return nil, err
	}
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	p, ok := r.projects[id]
	if !ok {
		return nil, nil // a list of nothing, as SQL gives
	}
	from := min(max(0, after), int64(len(p.transactions)))
	return keptAll(firstOf(p.transactions[from:], page.Limit)), nil
}
