package records

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// SellerTransactions lists what was booked for a seller in all projects, and what was held for what they earned by.
func (s *Store) SellerTransactions(ctx context.Context, seller project.PersonID, before time.Time) ([]project.Transaction, error) {
	var lines []line
	err := s.snapshot(ctx, "ledger of "+string(seller), func(ctx context.Context, from source) (err error) {
		lines, err = list(ctx, from, scanLine, lineSelect+` WHERE t.seller_id = $1 AND t.at < $2 ORDER BY t.project_id, t.seq, e.line`, seller, micros(before))
		if err != nil {
			return err
		}
		var earned []project.SubGigID
		for _, l := range lines {
			if l.Kind == project.PostRelease || l.Kind == project.PostSettle {
				earned = append(earned, l.SubGig)
			}
		}
		holds, err := listIn(ctx, from, scanLine, lineSelect+` WHERE t.kind IN ($1, $2, $3) AND t.seller_id <> $4 AND t.at < $5 AND t.sub_gig_id IN `,
			` ORDER BY t.project_id, t.seq, e.line`, []any{project.PostHold, project.PostAdjust, project.PostReturn, seller, micros(before)}, earned)
		lines = append(lines, holds...)
		return err
	})
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Seq, b.Seq))
	})
	return transactionsOf(lines), err
}
