package records

import (
	"context"
	"fmt"
	"time"

	"tutti/project"
)

// Audit recomputes what the records of a project say twice: the log's numbers, the ledger with everything that
// project.AuditLedger checks, the count of approved sub-gigs.
func (s *Store) Audit(ctx context.Context, id project.ProjectID, at time.Time) (project.Audit, error) {
	about := "project " + string(id)
	var audit project.Audit
	err := s.snapshot(ctx, about, func(ctx context.Context, from source) error {
		books, err := booksOf(ctx, from, id)
		if err != nil {
			return err
		}
		audit = project.Audit{Project: id, At: at, Transactions: int64(len(books.Transactions)), Findings: project.AuditLedger(books)}
		if audit.LastEvent, err = one(ctx, from, scanNumber, `SELECT last_event FROM projects WHERE id = $1`, id); err != nil {
			return err
		}
		for _, look := range []func(context.Context, source, project.ProjectID) ([]project.AuditFinding, error){auditEvents, auditApproved} {
			more, err := look(ctx, from, id)
			if err != nil {
				return err
			}
			audit.Findings = append(audit.Findings, more...)
		}
		return nil
	})
	return audit, err
}

// booksOf reads everything there is about the money of a project.
func booksOf(ctx context.Context, from source, id project.ProjectID) (project.Books, error) {
	var b project.Books
	var err error
	if b.Project, err = one(ctx, from, scanProject, `SELECT `+projectColumns+` FROM projects WHERE id = $1`, id); err != nil {
		return b, err
	}
	scanHead := func(r row) (h project.LedgerHead, err error) {
		err = r.Scan(&h.Seq, &h.Hash)
		return h, err
	}
	if b.Head, err = one(ctx, from, scanHead, `SELECT last_transaction, ledger_hash FROM projects WHERE id = $1`, id); err != nil {
		return b, err
	}
	lines, err := list(ctx, from, scanLine, lineSelect+` WHERE t.project_id = $1`+lineOrder, id)
	if err != nil {
		return b, err
	}
	b.Transactions = transactionsOf(lines)
	balances, err := list(ctx, from, scanBalance, selectBalances, id)
	if err != nil {
		return b, err
	}
	b.Balances = balancesOf(balances)
	if b.Clearing, err = list(ctx, from, scanText[string], `SELECT key FROM ledger_clearing WHERE project_id = $1`, id); err != nil {
		return b, err
	}
	scanState := func(r row) (g project.SubGig, err error) {
		err = r.Scan(document{&g})
		return g, err
	}
	if b.SubGigs, err = list(ctx, from, scanState, `SELECT process FROM sub_gigs WHERE project_id = $1 ORDER BY position`, id); err != nil {
		return b, err
	}
	b.Payouts, err = list(ctx, from, scanPayout, `SELECT `+payoutColumns+` FROM payouts WHERE project_id = $1 ORDER BY id`, id)
	return b, err
}

func auditApproved(ctx context.Context, from source, id project.ProjectID) ([]project.AuditFinding, error) {
	scan := func(r row) (project.AuditFinding, error) {
		var kept, counted int64
		err := r.Scan(&kept, &counted)
		return project.AuditFinding{Check: project.AuditApproved, Message: fmt.Sprintf("the project counts %d approved, its rows %d", kept, counted)}, err
	}
	return list(ctx, from, scan, `
		SELECT p.approved, COUNT(g.id) FROM projects p LEFT JOIN sub_gigs g ON g.project_id = p.id AND g.state = 'approved'
		WHERE p.id = $1 GROUP BY p.approved HAVING COUNT(g.id) <> p.approved`, id)
}

// KeepAudit keeps the newest outcome of a project.
func (s *Store) KeepAudit(ctx context.Context, a project.Audit) error {
	return s.write(ctx, "audit of "+string(a.Project), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO audits (`+auditColumns+`, wrong) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (project_id) DO UPDATE SET at = excluded.at, transactions = excluded.transactions, last_event = excluded.last_event,
				findings = excluded.findings, wrong = excluded.wrong WHERE audits.at <= excluded.at`,
			a.Project, micros(a.At), a.Transactions, a.LastEvent, asJSON{a.Findings}, len(a.Findings) > 0)
		return err
	})
}

const auditColumns = `project_id, at, transactions, last_event, findings`

func scanAudit(r row) (a project.Audit, err error) {
	err = r.Scan(&a.Project, instant{&a.At}, &a.Transactions, &a.LastEvent, document{&a.Findings})
	return a, err
}

// AuditsDue names projects that ought to be audited.
func (s *Store) AuditsDue(ctx context.Context, before time.Time, limit int) ([]project.ProjectID, error) {
	return readList(ctx, s, "audits", scanText[project.ProjectID], `
		SELECT p.id FROM projects p LEFT JOIN audits a ON a.project_id = p.id
		WHERE a.at IS NULL OR a.at < $1 OR a.last_event <> p.last_event
		ORDER BY COALESCE(a.at, 0), p.id LIMIT $2`, micros(before), limitOf(limit))
}

// AuditSummary tells how far the audits have come, and what they found.
func (s *Store) AuditSummary(ctx context.Context) (project.AuditSummary, error) {
	scan := func(r row) (sum project.AuditSummary, err error) {
		err = r.Scan(&sum.Audited, &sum.Waiting, instant{&sum.Oldest})
		return sum, err
	}
	summary, err := readOne(ctx, s, "audits", scan, `
		SELECT COUNT(a.at), COUNT(*) - COUNT(CASE WHEN a.last_event = p.last_event THEN 1 END), COALESCE(MIN(a.at), 0)
		FROM projects p LEFT JOIN audits a ON a.project_id = p.id`)
	if err != nil {
		return summary, err
	}
	summary.Wrong, err = readList(ctx, s, "audits", scanAudit, `
		SELECT `+auditColumns+` FROM audits WHERE wrong ORDER BY at DESC, project_id LIMIT $1`, project.MaxAuditsListed)
	return summary, err
}
