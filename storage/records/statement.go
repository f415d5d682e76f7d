package records

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// SellerTransactions lists what was booked for a seller in all projects, and the change orders of what they earned by.
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
		extras, err := listIn(ctx, from, scanLine, lineSelect+` WHERE t.kind = $1 AND t.seller_id <> $2 AND t.at < $3 AND t.sub_gig_id IN `,
			` ORDER BY t.project_id, t.seq, e.line`, []any{project.PostAdjust, seller, micros(before)}, earned)
		lines = append(lines, extras...)
		return err
	})
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Seq, b.Seq))
	})
	return transactionsOf(lines), err
}
