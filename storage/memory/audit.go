package memory

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"tutti/project"
)

// Audit recomputes what the rows of a project say twice.
func (r *Records) Audit(ctx context.Context, id project.ProjectID, at time.Time) (project.Audit, error) {
	if err := r.enter(ctx); err != nil {
		return project.Audit{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return project.Audit{}, err
	}
	books := project.Books{Project: p.project, Head: p.ledger.LedgerHead, Transactions: p.transactions, Balances: p.ledger.Balances,
		Clearing: slices.Collect(maps.Keys(p.clearing))}
	approved := 0
	for _, g := range p.order {
		books.SubGigs = append(books.SubGigs, g.SubGig)
		if g.State == project.Approved {
			approved++
		}
	}
	for _, payout := range r.payouts {
		if payout.Project == id {
			books.Payouts = append(books.Payouts, payout)
		}
	}
	slices.SortFunc(books.Payouts, func(a, b project.Payout) int { return cmp.Compare(a.ID, b.ID) })
	a := project.Audit{Project: id, At: stored(at), Transactions: int64(len(p.transactions)), LastEvent: int64(len(p.events)),
		Findings: project.AuditLedger(books)}
	if approved != p.project.Approved {
		a.Findings = append(a.Findings, project.AuditFinding{Check: project.AuditApproved,
			Message: fmt.Sprintf("the project counts %d approved, its rows %d", p.project.Approved, approved)})
	}
	return kept(a), nil
}

// KeepAudit keeps the newest outcome.
func (r *Records) KeepAudit(ctx context.Context, a project.Audit) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(a.Project)
	if err != nil {
		return err
	}
	a = kept(a)
	if a.At = stored(a.At); p.audit == nil || !a.At.Before(p.audit.At) {
		p.audit = &a
	}
	return nil
}

// stale reports whether the log has grown since the newest audit.
func (p *projectRows) stale() bool {
	return p.audit == nil || p.audit.LastEvent != int64(len(p.events))
}

// AuditsDue names projects that ought to be audited.
func (r *Records) AuditsDue(ctx context.Context, before time.Time, limit int) ([]project.ProjectID, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var due []*projectRows
	for _, p := range r.projects {
		if p.stale() || p.audit.At.Before(before) {
			due = append(due, p)
		}
	}
	slices.SortFunc(due, func(a, b *projectRows) int {
		return cmp.Or(a.audited().Compare(b.audited()), cmp.Compare(a.project.ID, b.project.ID))
	})
	var ids []project.ProjectID
	for _, p := range firstOf(due, limit) {
		ids = append(ids, p.project.ID)
	}
	return ids, nil
}

// audited is the time of the newest audit, zero when there was none.
func (p *projectRows) audited() time.Time {
	if p.audit == nil {
		return time.Time{}
	}
	return p.audit.At
}

// AuditSummary tells how far the audits have come, and what they found.
func (r *Records) AuditSummary(ctx context.Context) (project.AuditSummary, error) {
	if err := r.enter(ctx); err != nil {
		return project.AuditSummary{}, err
	}
	defer r.mu.Unlock()
	var s project.AuditSummary
	for _, p := range r.projects {
		if p.stale() {
			s.Waiting++
		}
		if p.audit == nil {
			continue
		}
		s.Audited++
		if s.Oldest.IsZero() || p.audit.At.Before(s.Oldest) {
			s.Oldest = p.audit.At
		}
		if len(p.audit.Findings) > 0 {
			s.Wrong = append(s.Wrong, kept(*p.audit))
		}
	}
	slices.SortFunc(s.Wrong, func(a, b project.Audit) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Project, b.Project)) })
	s.Wrong = firstOf(s.Wrong, project.MaxAuditsListed)
	return s, nil
}
