package records

import (
	"context"
	"strings"
	"time"

	"tutti/project"
)

const payoutColumns = `id, project_id, seller_id, number, minor, currency, state, provider, account, reference, reason, back_minor, made_at,
	tried_at, sent_at, ended_at`

func scanPayout(r row) (p project.Payout, err error) {
	err = r.Scan(&p.ID, &p.Project, &p.Seller, &p.Number, &p.Minor, &p.Currency, &p.State, &p.Provider, &p.To, &p.Reference, &p.Reason, &p.BackMinor,
		instant{&p.MadeAt}, instant{&p.TriedAt}, instant{&p.SentAt}, instant{&p.EndedAt})
	return p, err
}

func payoutRow(p project.Payout) []any {
	return []any{p.ID, p.Project, p.Seller, p.Number, p.Minor, p.Currency, p.State, p.Provider, string(p.To), p.Reference, p.Reason, p.BackMinor,
		micros(p.MadeAt), micros(p.TriedAt), micros(p.SentAt), micros(p.EndedAt)}
}

// Payables lists what can be paid to sellers. A failure counts until the seller names another destination or a later
// payout goes out.
func (s *Store) Payables(ctx context.Context, provider string, page project.Page) ([]project.Payable, error) {
	scan := func(r row) (p project.Payable, err error) {
		err = r.Scan(&p.Project, &p.Seller, &p.Currency, &p.Minor, &p.Disputed, &p.Wrong, instant{&p.Reaches}, &p.Failures, instant{&p.FailedAt})
		return p, err
	}
	seller, of, _ := strings.Cut(page.After, " ")
	stops := project.ClearingStops()
	args := []any{provider, seller, of, limitOf(page.Limit)}
	for _, state := range stops {
		args = append(args, state)
	}
	return readList(ctx, s, "payable balances", scan, `
		WITH payable AS (
			SELECT b.project_id, SUBSTR(b.account, 8) AS seller_id, b.minor FROM balances b JOIN projects f ON f.id = b.project_id
			WHERE b.account LIKE 'seller/%' AND b.minor > 0 AND NOT f.frozen
		), failed AS (
			SELECT f.seller_id, COUNT(*) AS failures, MAX(f.ended_at) AS failed_at
			FROM payouts f LEFT JOIN payout_destinations d ON d.person_id = f.seller_id AND d.provider = f.provider
			WHERE f.provider = $1 AND f.state = 'failed' AND f.ended_at >= COALESCE(d.updated_at, 0) AND f.ended_at >= COALESCE(
				(SELECT MAX(g.sent_at) FROM payouts g WHERE g.seller_id = f.seller_id AND g.provider = $1 AND g.state IN ('sent', 'paid')), 0)
			GROUP BY f.seller_id
		)
		SELECT a.project_id, a.seller_id, p.currency, a.minor,
			EXISTS (SELECT 1 FROM sub_gigs g WHERE g.project_id = a.project_id AND g.seller_id = a.seller_id AND g.state IN `+tuples(5, 1, make([]string, len(stops)))+`),
			COALESCE(u.wrong, FALSE), COALESCE(d.updated_at, 0), COALESCE(f.failures, 0), COALESCE(f.failed_at, 0)
		FROM payable a JOIN projects p ON p.id = a.project_id
			LEFT JOIN audits u ON u.project_id = a.project_id
			LEFT JOIN payout_destinations d ON d.person_id = a.seller_id AND d.provider = $1
			LEFT JOIN failed f ON f.seller_id = a.seller_id
		WHERE (a.seller_id, a.project_id) > ($2, $3) ORDER BY a.seller_id, a.project_id LIMIT $4`, args...)
}

// MakePayout records the payout and takes its money off the seller's account, in one transaction that holds the project.
func (s *Store) MakePayout(ctx context.Context, p project.Payout) (project.Payout, error) {
	about := "payout to " + string(p.Seller)
	var made project.Payout
	err := s.write(ctx, about, func(ctx context.Context, t *tx) error {
		of, err := t.lockProject(ctx, p.Project)
		if err != nil {
			return err
		}
		if err := t.noDispute(ctx, p.Project, p.Seller); err != nil {
			return err
		}
		before, err := one(ctx, t, scanNumber, `SELECT COUNT(*) FROM payouts WHERE project_id = $1 AND seller_id = $2`, p.Project, p.Seller)
		if err != nil {
			return err
		}
		if made, err = p.Made(int(before)+1, of.currency); err != nil {
			return err
		}
		if _, err := t.insert(ctx, `INSERT INTO payouts (`+payoutColumns+`)`, [][]any{payoutRow(made)}, ``); err != nil {
			return err
		}
		_, err = t.postAlone(ctx, of, s.bookRules(of), []project.Booking{made.Booking()}, made.MadeAt)
		return err
	})
	return stamped(made), err
}

// stamped gives the payout with its times as a row keeps them.
func stamped(p project.Payout) project.Payout {
	for _, t := range []*time.Time{&p.MadeAt, &p.TriedAt, &p.SentAt, &p.EndedAt} {
		*t = timeOf(micros(*t))
	}
	return p
}

func (t *tx) noDispute(ctx context.Context, id project.ProjectID, seller project.PersonID) error {
	stops := project.ClearingStops()
	args := []any{id, seller}
	for _, state := range stops {
		args = append(args, state)
	}
	n, err := one(ctx, t, scanNumber, `SELECT COUNT(*) FROM sub_gigs WHERE project_id = $1 AND seller_id = $2 AND state IN `+
		tuples(3, 1, make([]string, len(stops))), args...)
	if err == nil && n > 0 {
		return project.Errorf(project.Conflict, "the seller %s has a sub-gig in dispute in %s: nothing is paid out until it is settled", seller, id)
	}
	return err
}

// TryPayout notes that the provider is about to be asked.
func (s *Store) TryPayout(ctx context.Context, id project.PayoutID, at time.Time) (project.Payout, error) {
	return s.changePayout(ctx, id, func(ctx context.Context, t *tx, _ lockedProject, p project.Payout) (project.Payout, error) {
		if p.State != project.PayoutPending || !p.TriedAt.IsZero() {
			return p, nil
		}
		to, err := list(ctx, t, scanDestination, selectDestination, p.Seller, p.Provider)
		if err != nil {
			return p, err
		}
		if len(to) > 0 {
			p.To = to[0].Account
		}
		_, err = t.exec(ctx, `UPDATE payouts SET account = $2, tried_at = $3 WHERE id = $1`, p.ID, string(p.To), micros(at))
		return p, err
	})
}

// HearPayout records what is made of the news.
func (s *Store) HearPayout(ctx context.Context, id project.PayoutID, n project.PayoutNews, at time.Time) (project.Payout, error) {
	return s.changePayout(ctx, id, func(ctx context.Context, t *tx, of lockedProject, p project.Payout) (project.Payout, error) {
		next, bookings, err := p.Hear(n, at)
		if err != nil || next == p {
			return p, err
		}
		_, err = t.exec(ctx, `UPDATE payouts SET state = $2, reference = $3, reason = $4, back_minor = $5, sent_at = $6, ended_at = $7 WHERE id = $1`,
			next.ID, next.State, next.Reference, next.Reason, next.BackMinor, micros(next.SentAt), micros(next.EndedAt))
		if err == nil && len(bookings) > 0 {
			_, err = t.postAlone(ctx, of, s.bookRules(of), bookings, at)
		}
		return next, err
	})
}

// changePayout reads a payout while it holds its project, so that changes of one payout follow one another.
func (s *Store) changePayout(ctx context.Context, id project.PayoutID,
	change func(context.Context, *tx, lockedProject, project.Payout) (project.Payout, error)) (project.Payout, error) {
	var changed project.Payout
	err := s.write(ctx, "payout "+string(id), func(ctx context.Context, t *tx) error {
		of, err := one(ctx, t, scanText[project.ProjectID], `SELECT project_id FROM payouts WHERE id = $1`, id)
		if err != nil {
			return err
		}
		locked, err := t.lockProject(ctx, of)
		if err != nil {
			return err
		}
		p, err := one(ctx, t, scanPayout, `SELECT `+payoutColumns+` FROM payouts WHERE id = $1`, id)
		if err == nil {
			changed, err = change(ctx, t, locked, p)
		}
		return err
	})
	return stamped(changed), err
}

// Payout gives one payout.
func (s *Store) Payout(ctx context.Context, id project.PayoutID) (project.Payout, error) {
	return readOne(ctx, s, "payout "+string(id), scanPayout, `SELECT `+payoutColumns+` FROM payouts WHERE id = $1`, id)
}

// Payouts lists, newest first.
func (s *Store) Payouts(ctx context.Context, filter project.PayoutFilter, page project.Page) ([]project.Payout, error) {
	where := conditions{args: []any{limitOf(page.Limit)}}
	where.add("id < ?", page.After)
	where.add("seller_id = ?", string(filter.Seller))
	where.add("project_id = ?", string(filter.Project))
	where.add("state = ?", string(filter.State))
	return readList(ctx, s, "payouts", scanPayout, `SELECT `+payoutColumns+` FROM payouts WHERE 1 = 1`+where.text+` ORDER BY id DESC LIMIT $1`, where.args...)
}

// UnsentPayouts lists the pending payouts of a provider, oldest first.
func (s *Store) UnsentPayouts(ctx context.Context, provider string, page project.Page) ([]project.PayoutID, error) {
	return readList(ctx, s, "payouts", scanText[project.PayoutID],
		`SELECT y.id FROM payouts y JOIN projects p ON p.id = y.project_id
			WHERE y.state = $1 AND y.provider = $2 AND y.id > $3 AND NOT p.frozen ORDER BY y.id LIMIT $4`,
		project.PayoutPending, provider, page.After, limitOf(page.Limit))
}

const selectDestination = `SELECT person_id, provider, account, updated_at FROM payout_destinations WHERE person_id = $1 AND provider = $2`

func scanDestination(r row) (d project.Destination, err error) {
	err = r.Scan(&d.Person, &d.Provider, &d.Account, instant{&d.UpdatedAt})
	return d, err
}

// PutDestination records where a person wants to be paid.
func (s *Store) PutDestination(ctx context.Context, d project.Destination) error {
	return s.write(ctx, "payout destination of "+string(d.Person), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO payout_destinations (person_id, provider, account, updated_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person_id, provider) DO UPDATE SET account = excluded.account, updated_at = excluded.updated_at`,
			d.Person, d.Provider, string(d.Account), micros(d.UpdatedAt))
		return err
	})
}

// Destination gives where a person wants to be paid by a provider.
func (s *Store) Destination(ctx context.Context, person project.PersonID, provider string) (project.Destination, error) {
	return readOne(ctx, s, "payout destination of "+string(person), scanDestination, selectDestination, person, provider)
}
