package records

import (
	"context"
	"time"

	"tutti/project"
)

const pushColumns = `id, person_id, session_id, name, sealed, hash, created_at`

func pushFields(s *project.PushSubscription) []any {
	return []any{&s.ID, &s.Person, &s.Session, &s.Name, &s.Sealed, &s.Hash, instant{&s.CreatedAt}}
}

func scanPush(r row) (s project.PushSubscription, err error) {
	err = r.Scan(pushFields(&s)...)
	return s, err
}

// PutPush records s once.
func (s *Store) PutPush(ctx context.Context, v project.PushSubscription) error {
	return s.write(ctx, "browser", func(ctx context.Context, t *tx) error {
		if err := t.dropPushes(ctx, `hash = $1 AND id <> $2`, v.Hash, v.ID); err != nil {
			return err
		}
		n, err := one(ctx, t, scanNumber, `SELECT COUNT(*) FROM push_subscriptions WHERE person_id = $1 AND id <> $2`, v.Person, v.ID)
		if err != nil {
			return err
		}
		if n >= project.MaxPushes {
			return project.Errorf(project.Limited, "%d browsers show your notices already, and no more can: take one away first", n)
		}
		_, err = t.exec(ctx, `INSERT INTO push_subscriptions (`+pushColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
			v.ID, v.Person, v.Session, v.Name, v.Sealed, v.Hash, micros(v.CreatedAt))
		return err
	})
}

// dropPushes forgets browsers and what they had still to show.
func (t *tx) dropPushes(ctx context.Context, where string, args ...any) error {
	if _, err := t.exec(ctx, `DELETE FROM pushes WHERE subscription_id IN (SELECT id FROM push_subscriptions WHERE `+where+`)`, args...); err != nil {
		return err
	}
	_, err := t.exec(ctx, `DELETE FROM push_subscriptions WHERE `+where, args...)
	return err
}

// PushSubscriptions lists, oldest first.
func (s *Store) PushSubscriptions(ctx context.Context, person project.PersonID) ([]project.PushSubscription, error) {
	return readList(ctx, s, "browsers", scanPush, `SELECT `+pushColumns+` FROM push_subscriptions WHERE person_id = $1 ORDER BY id`, person)
}

// RemovePush forgets a browser.
func (s *Store) RemovePush(ctx context.Context, person project.PersonID, id project.PushID) error {
	return s.write(ctx, "browser "+string(id), func(ctx context.Context, t *tx) error {
		if _, err := one(ctx, t, scanPush, `SELECT `+pushColumns+` FROM push_subscriptions WHERE id = $1 AND person_id = $2`, id, person); err != nil {
			return err
		}
		return t.dropPushes(ctx, `id = $1`, id)
	})
}

// putPushes writes notices down for the browsers of their people.
func (t *tx) putPushes(ctx context.Context, notices []project.Notice) error {
	var asked []project.NoticeID
	for _, n := range notices {
		if n.Push {
			asked = append(asked, n.ID)
		}
	}
	return inChunks(asked, 1, listedParameters, func(part []project.NoticeID) error {
		args := make([]any, 0, len(part))
		for _, id := range part {
			args = append(args, id)
		}
		_, err := t.exec(ctx, `INSERT INTO pushes (subscription_id, notice_id, tries, due_at)
			SELECT s.id, n.id, 0, n.at FROM notices n JOIN push_subscriptions s ON s.person_id = n.person_id
			WHERE n.id IN `+tuples(1, 1, make([]string, len(part)))+` ON CONFLICT DO NOTHING`, args...)
		return err
	})
}

// takenPush is a row that was taken out.
type takenPush struct {
	subscription project.PushID
	notice       project.NoticeID
	tries        int
}

func scanTaken(r row) (p takenPush, err error) {
	err = r.Scan(&p.subscription, &p.notice, &p.tries)
	return p, err
}

// TakePushes gives what is due.
func (s *Store) TakePushes(ctx context.Context, at time.Time, limit int) ([]project.Push, error) {
	var due []project.Push
	waits, err := readOne(ctx, s, "pushes", scanNumber, `SELECT COUNT(*) FROM (SELECT 1 FROM pushes WHERE due_at <= $1 LIMIT 1) AS due`, micros(at))
	if err != nil || waits == 0 { // most looks end here, without a transaction that writes
		return nil, err
	}
	err = s.write(ctx, "pushes", func(ctx context.Context, t *tx) error {
		due = nil
		taken, err := list(ctx, t, scanTaken, `DELETE FROM pushes WHERE (subscription_id, notice_id) IN (
			SELECT subscription_id, notice_id FROM pushes WHERE due_at <= $1 ORDER BY due_at LIMIT $2) RETURNING subscription_id, notice_id, tries`,
			micros(at), limitOf(limit))
		if err != nil {
			return err
		}
		for _, one := range taken {
			found, err := list(ctx, t, scanPushOf, `
				SELECT s.id, s.person_id, s.session_id, s.name, s.sealed, s.hash, s.created_at,
				       n.id, n.person_id, n.kind, n.project_id, n.sub_gig_id, n.detail, n.letter_id, n.shown, n.at, n.read_at
				FROM push_subscriptions s JOIN notices n ON n.id = $2 AND n.person_id = s.person_id
				WHERE s.id = $1 AND n.read_at = 0 AND (s.session_id = '' OR EXISTS (
					SELECT 1 FROM sessions WHERE id = s.session_id AND revoked_at = 0 AND expires_at > $3 AND seen_at > $4))`,
				one.subscription, one.notice, micros(at), micros(at.Add(-project.SessionIdle)))
			if err != nil {
				return err
			}
			for _, p := range found {
				p.Tries = one.tries
				due = append(due, p)
			}
		}
		return nil
	})
	return due, err
}

func scanPushOf(r row) (p project.Push, err error) {
	err = r.Scan(append(pushFields(&p.Subscription), noticeFields(&p.Notice)...)...)
	return p, err
}

// PushAgain lets one be due once more.
func (s *Store) PushAgain(ctx context.Context, p project.Push, due time.Time) error {
	return s.write(ctx, "push", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO pushes (subscription_id, notice_id, tries, due_at)
			SELECT id, CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM push_subscriptions WHERE id = $1 ON CONFLICT DO NOTHING`,
			p.Subscription.ID, p.Notice.ID, p.Tries+1, micros(due))
		return err
	})
}
