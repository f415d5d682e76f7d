package records

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"tutti/project"
)

// forgetClearing takes what was cleared off the list of what is in clearing.
func (t *tx) forgetClearing(ctx context.Context, id project.ProjectID, keys []string) error {
	return inChunks(keys, 1, t.parameters-1, func(part []string) error {
		args := []any{id}
		for _, key := range part {
			args = append(args, key)
		}
		_, err := t.exec(ctx, `DELETE FROM ledger_clearing WHERE project_id = $1 AND key IN `+tuples(2, 1, make([]string, len(part))), args...)
		return err
	})
}

// mayClear is the condition for what may leave clearing, joined to its sub-gig; its parameters begin at the number first.
func mayClear(first int) (string, []any) {
	stops := project.ClearingStops()
	args := make([]any, 0, len(stops))
	for _, state := range stops {
		args = append(args, state)
	}
	return ` FROM ledger_clearing c JOIN projects p ON p.id = c.project_id LEFT JOIN sub_gigs g ON g.id = c.sub_gig_id
		WHERE NOT p.frozen AND COALESCE(g.state, '') NOT IN ` + tuples(first, 1, make([]string, len(stops))), args
}

func scanText[T ~string](r row) (text T, err error) {
	err = r.Scan(&text)
	return text, err
}

// ClearDue posts one clear for everything whose clearing time is over; see project.LedgerRecords.
func (s *Store) ClearDue(ctx context.Context, now time.Time, limit int) (project.ClearedDue, error) {
	var done project.ClearedDue
	may, stops := mayClear(3)
	due, err := readList(ctx, s, "clearing", scanText[project.ProjectID],
		`SELECT c.project_id`+may+` AND c.due <= $1 ORDER BY c.due, c.project_id, c.key LIMIT $2`, append([]any{micros(now), limitOf(limit)}, stops...)...)
	if err != nil {
		return done, err
	}
	counts := map[project.ProjectID]int{}
	for _, id := range due {
		counts[id]++
	}
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		n, err := s.clearProject(ctx, id, now, counts[id])
		if err != nil {
			errs = append(errs, err)
		} else if n > 0 {
			done.Count += n
			done.Projects = append(done.Projects, id)
		}
	}
	may, stops = mayClear(1)
	next, err := readOne(ctx, s, "clearing", scanNumber, `SELECT COALESCE(MIN(c.due), 0)`+may, stops...)
	done.Next = timeOf(next)
	return done, errors.Join(append(errs, err)...)
}

// clearProject clears what is due of one project and says how much that was. It looks again while it holds the project's
// row: a dispute may have begun since, or another process may have been here.
func (s *Store) clearProject(ctx context.Context, id project.ProjectID, now time.Time, limit int) (int, error) {
	cleared := 0
	err := s.write(ctx, "clearing of "+string(id), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, id)
		if err != nil {
			return err
		}
		due, err := t.clearances(ctx, id, now, limit)
		if err != nil {
			return err
		}
		booked, err := t.postAlone(ctx, p, s.bookRules(p), due, now)
		cleared = booked.Fresh
		return err
	})
	return cleared, err
}

func (t *tx) clearances(ctx context.Context, id project.ProjectID, now time.Time, limit int) ([]project.Booking, error) {
	may, stops := mayClear(4)
	keys, err := list(ctx, t, scanText[string], `SELECT c.key`+may+` AND c.project_id = $1 AND c.due <= $2 ORDER BY c.due, c.key LIMIT $3`,
		append([]any{id, micros(now), limit}, stops...)...)
	if err != nil {
		return nil, err
	}
	lines, err := listIn(ctx, t, scanLine, lineSelect+` WHERE t.project_id = $1 AND t.key IN `, lineOrder, []any{id}, keys)
	byKey := map[string]project.Transaction{}
	for _, released := range transactionsOf(lines) {
		byKey[released.Key] = released
	}
	bookings := make([]project.Booking, 0, len(keys))
	for _, key := range keys { // the longest overdue first
		if posting, waits := byKey[key].Clearance(); waits {
			bookings = append(bookings, project.Booking{Posting: posting})
		}
	}
	return bookings, err
}
