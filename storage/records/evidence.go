package records

import (
	"context"

	"tutti/project"
)

// SubGigEvents lists what the log says of the sub-gig, oldest first.
func (s *Store) SubGigEvents(ctx context.Context, id project.SubGigID) ([]project.Event, error) {
	return readList(ctx, s, "events", scanEvent,
		`SELECT `+eventColumns+` FROM events WHERE sub_gig_id = $1 AND sub_gig_id <> '' ORDER BY seq`, id)
}

// SubGigTransactions lists what the ledger says of the sub-gig, oldest first.
func (s *Store) SubGigTransactions(ctx context.Context, id project.SubGigID) ([]project.Transaction, error) {
	lines, err := readList(ctx, s, "ledger", scanLine, lineSelect+` WHERE t.sub_gig_id = $1 AND t.sub_gig_id <> ''`+lineOrder, id)
	return transactionsOf(lines), err
}
