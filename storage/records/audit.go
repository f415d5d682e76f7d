package records

import (
	"context"
	"fmt"

	"tutti/project"
)

// Audit recomputes what the records of a project say twice and gives a sentence for each disagreement, none when all is
// well: the log's numbers, every transaction's sum, every balance, the totals, the count of approved sub-gigs.
func (s *Store) Audit(ctx context.Context, id project.ProjectID) ([]string, error) {
	var findings []string
	err := s.snapshot(ctx, "project "+string(id), func(ctx context.Context, from source) error {
		findings = nil
		for _, audit := range []func(context.Context, source, project.ProjectID) ([]string, error){
			auditEvents, auditTransactions, auditBalances, auditTotals, auditApproved,
		} {
			more, err := audit(ctx, from, id)
			if err != nil {
				return err
			}
			findings = append(findings, more...)
		}
		return nil
	})
	return findings, err
}

// auditTransactions reports transactions whose entries do not sum to zero, and gaps in their numbers.
func auditTransactions(ctx context.Context, from source, id project.ProjectID) ([]string, error) {
	scan := func(r row) (finding string, err error) {
		var key string
		var sum int64
		err = r.Scan(&key, &sum)
		return fmt.Sprintf("ledger: transaction %s sums to %d, not 0", key, sum), err
	}
	findings, err := list(ctx, from, scan, `
		SELECT t.key, CAST(SUM(e.minor) AS BIGINT) FROM ledger_transactions t JOIN ledger_entries e ON e.project_id = t.project_id AND e.seq = t.seq
		WHERE t.project_id = $1 GROUP BY t.key HAVING SUM(e.minor) <> 0 ORDER BY t.key`, id)
	if err != nil {
		return nil, err
	}
	scanGap := func(r row) (finding string, err error) {
		var counter, rows, last int64
		err = r.Scan(&counter, &rows, &last)
		return fmt.Sprintf("ledger: %d transactions up to number %d, but the project counted %d", rows, last, counter), err
	}
	gaps, err := list(ctx, from, scanGap, `
		SELECT p.last_transaction, COUNT(t.seq), COALESCE(MAX(t.seq), 0)
		FROM projects p LEFT JOIN ledger_transactions t ON t.project_id = p.id WHERE p.id = $1 GROUP BY p.last_transaction
		HAVING COUNT(t.seq) <> p.last_transaction OR COALESCE(MAX(t.seq), 0) <> p.last_transaction`, id)
	return append(findings, gaps...), err
}

// auditBalances reports accounts whose balance is not the sum of their entries.
func auditBalances(ctx context.Context, from source, id project.ProjectID) ([]string, error) {
	kept, err := list(ctx, from, scanBalance, `SELECT account, minor FROM balances WHERE project_id = $1 ORDER BY account`, id)
	if err != nil {
		return nil, err
	}
	counted, err := list(ctx, from, scanBalance, `
		SELECT account, CAST(SUM(minor) AS BIGINT) FROM ledger_entries WHERE project_id = $1 GROUP BY account ORDER BY account`, id)
	if err != nil {
		return nil, err
	}
	sums := make(map[project.Account]int64, len(counted))
	for _, e := range counted {
		sums[e.Account] = e.Minor
	}
	var findings []string
	for _, e := range kept {
		if sums[e.Account] != e.Minor {
			findings = append(findings, fmt.Sprintf("ledger: %s stands at %d, its entries sum to %d", e.Account, e.Minor, sums[e.Account]))
		}
		delete(sums, e.Account)
	}
	for account, sum := range sums {
		findings = append(findings, fmt.Sprintf("ledger: %s has no balance, its entries sum to %d", account, sum))
	}
	return findings, nil
}

func auditTotals(ctx context.Context, from source, id project.ProjectID) ([]string, error) {
	kept, err := list(ctx, from, scanBalance, `SELECT account, minor FROM balances WHERE project_id = $1`, id)
	balances := make(map[project.Account]int64, len(kept))
	for _, e := range kept {
		balances[e.Account] = e.Minor
	}
	if bad := project.TotalsOf(balances).Check(); err == nil && bad != nil {
		return []string{bad.Error()}, nil
	}
	return nil, err
}

func auditApproved(ctx context.Context, from source, id project.ProjectID) ([]string, error) {
	scan := func(r row) (finding string, err error) {
		var kept, counted int64
		err = r.Scan(&kept, &counted)
		return fmt.Sprintf("sub-gigs: the project counts %d approved, its rows %d", kept, counted), err
	}
	return list(ctx, from, scan, `
		SELECT p.approved, COUNT(g.id) FROM projects p LEFT JOIN sub_gigs g ON g.project_id = p.id AND g.state = 'approved'
		WHERE p.id = $1 GROUP BY p.approved HAVING COUNT(g.id) <> p.approved`, id)
}
