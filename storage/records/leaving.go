package records

import (
	"context"
	"slices"
	"time"

	"tutti/project"
)

// leavingFile is a file that nothing refers to, or one that is held.
type leavingFile struct {
	sum          string
	at, goneFrom int64
}

func scanLeaving(r row) (f leavingFile, err error) {
	err = r.Scan(&f.sum, &f.at, &f.goneFrom)
	return f, err
}

// holdFiles makes everybody else who holds one of the files wait until the end of the transaction, and gives those that are
// leaving or gone. The row of a file that is neither lives no longer than the transaction: releaseFiles takes it out, and an
// engine that locks rows makes others wait for it all the same.
func (t *tx) holdFiles(ctx context.Context, sums ...string) (leaving []leavingFile, err error) {
	sums = slices.DeleteFunc(unique(sums), func(sum string) bool { return sum == "" })
	slices.Sort(sums) // two who hold several take them in one order
	err = inChunks(sums, 3, t.parameters, func(part []string) error {
		args := make([]any, 0, 3*len(part))
		for _, sum := range part {
			args = append(args, sum, 0, 0)
		}
		held, err := list(ctx, t, scanLeaving, `INSERT INTO leaving_files (sha256, at, gone_at) VALUES `+tuples(1, len(part), make([]string, 3))+`
			ON CONFLICT (sha256) DO UPDATE SET at = leaving_files.at RETURNING sha256, at, gone_at`, args...)
		leaving = append(leaving, slices.DeleteFunc(held, func(f leavingFile) bool { return f.at == 0 })...)
		return err
	})
	return leaving, err
}

func (t *tx) releaseFiles(ctx context.Context) error {
	_, err := t.exec(ctx, `DELETE FROM leaving_files WHERE at = 0`)
	return err
}

// referTo refuses what comes to refer to files that are leaving.
func (t *tx) referTo(ctx context.Context, files ...project.DeliveryFile) error {
	sums := make([]string, 0, len(files))
	for _, f := range files {
		sums = append(sums, f.SHA256)
	}
	leaving, err := t.holdFiles(ctx, sums...)
	if err != nil {
		return err
	}
	if len(leaving) > 0 {
		return project.LeavingError()
	}
	return t.releaseFiles(ctx)
}

// claimFile makes the bytes of an upload stay. Those that are gone come again.
func (t *tx) claimFile(ctx context.Context, sum string) error {
	leaving, err := t.holdFiles(ctx, sum)
	if err != nil {
		return err
	}
	for _, f := range leaving {
		if f.goneFrom == 0 {
			return project.LeavingNowError()
		}
		if _, err := t.exec(ctx, `DELETE FROM leaving_files WHERE sha256 = $1`, f.sum); err != nil {
			return err
		}
	}
	return t.releaseFiles(ctx)
}

// referring are the places where the hash of a file may stand, each with $1 as the hash in the form of a LIKE, and $2 as itself.
// A new place for a file belongs here; a test of the suite asks for those there are.
// $3 is the sub-gig that it was sent for, where it is found soonest.
const referring = `EXISTS (SELECT 1 FROM uploads WHERE sha256 = $2 AND state IN ('checking', 'ready'))
	OR EXISTS (SELECT 1 FROM deliveries WHERE sub_gig_id = $3 AND files LIKE $1)
	OR EXISTS (SELECT 1 FROM deliveries WHERE files LIKE $1)
	OR EXISTS (SELECT 1 FROM project_references WHERE file LIKE $1)
	OR EXISTS (SELECT 1 FROM requirement_answers WHERE file LIKE $1)
	OR EXISTS (SELECT 1 FROM applications WHERE files LIKE $1)
	OR EXISTS (SELECT 1 FROM messages WHERE files LIKE $1)
	OR EXISTS (SELECT 1 FROM reels WHERE samples LIKE $1)
	OR EXISTS (SELECT 1 FROM errands WHERE files LIKE $1 OR result LIKE $1)
	OR EXISTS (SELECT 1 FROM plans WHERE body LIKE $1)
	OR EXISTS (SELECT 1 FROM plan_drafts WHERE body LIKE $1)
	OR EXISTS (SELECT 1 FROM plan_consents WHERE change LIKE $1)
	OR EXISTS (SELECT 1 FROM artifacts WHERE manifest LIKE $1)`

// RetireUploads deletes uploads that have ended, and marks the files that were theirs alone.
func (s *Store) RetireUploads(ctx context.Context, before, at time.Time, limit int) (int, error) {
	n := 0
	err := s.write(ctx, "uploads", func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, `DELETE FROM leaving_files WHERE gone_at > 0 AND gone_at < $1`, micros(at.Add(-project.LeavingLasts))); err != nil {
			return err
		}
		old, err := list(ctx, t, scanUpload, `
			SELECT `+uploadColumns+` FROM uploads WHERE state IN ('ready', 'aborted') AND updated_at < $1 ORDER BY updated_at, id LIMIT $2`, micros(before), limitOf(limit))
		if err != nil {
			return err
		}
		n = len(old)
		sums := make([]string, 0, len(old))
		for _, u := range old {
			sums = append(sums, u.SHA256) // empty for one that never arrived
		}
		if _, err := t.holdFiles(ctx, sums...); err != nil {
			return err
		}
		for _, u := range old {
			if _, err := t.exec(ctx, `DELETE FROM uploads WHERE id = $1 AND state IN ('ready', 'aborted')`, u.ID); err != nil {
				return err
			}
		}
		for _, u := range old {
			if err := t.leaveUnused(ctx, u.SHA256, u.SubGig, at); err != nil {
				return err
			}
		}
		return t.releaseFiles(ctx)
	})
	return n, err
}

// leaveUnused marks a file that is held when nothing refers to it.
func (t *tx) leaveUnused(ctx context.Context, sum string, sentFor project.SubGigID, at time.Time) error {
	_, err := t.exec(ctx, `UPDATE leaving_files SET at = $4 WHERE sha256 = $2 AND at = 0 AND NOT (`+referring+`)`,
		`%"`+sum+`"%`, sum, sentFor, micros(at))
	return err
}

// RetireMessages empties what was said in rooms long ago, and marks the files that were theirs alone.
func (s *Store) RetireMessages(ctx context.Context, before, at time.Time, limit int) (int, error) {
	n := 0
	err := s.write(ctx, "old messages", func(ctx context.Context, t *tx) error {
		old, err := list(ctx, t, scanMessage, `
			SELECT `+messageColumns+` FROM messages WHERE room <> '' AND deleted_at = 0 AND created_at < $1 AND appeal = ''
				AND project_id IN (SELECT id FROM projects p WHERE state IN ('completed', 'cancelled') AND updated_at < $1
					AND NOT EXISTS (SELECT 1 FROM events WHERE project_id = p.id AND kind = 'dispute.opened'))
				AND NOT EXISTS (SELECT 1 FROM message_reports WHERE message_id = messages.id)
			ORDER BY created_at, id LIMIT $2`, micros(before), limitOf(limit))
		if err != nil {
			return err
		}
		n = len(old)
		return t.emptied(ctx, old, at, func() error {
			for _, m := range old {
				if err := t.forgetMessage(ctx, m.Forget(at)); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return n, err
}

// forgetMessage writes a message that is emptied, unless it was changed meanwhile: then it is found again.
func (t *tx) forgetMessage(ctx context.Context, m project.Message) error {
	n, err := t.exec(ctx, `UPDATE messages SET body = $2, mentions = $3, files = $4, version = $5, moderation = $6, deleted_at = $7 WHERE id = $1 AND version = $5 - 1`,
		m.ID, m.Text, asJSON{m.Mentions}, asJSON{m.Files}, m.Version, asJSON{m.Moderation}, micros(m.DeletedAt))
	if err != nil || n == 0 {
		return err
	}
	_, err = t.exec(ctx, `DELETE FROM message_texts WHERE message_id = $1`, m.ID)
	return err
}

// emptied does what takes the files of the messages away, and marks those that nothing refers to afterwards.
func (t *tx) emptied(ctx context.Context, messages []project.Message, at time.Time, do func() error) error {
	var sums []string
	for _, m := range messages {
		for _, f := range m.Files {
			sums = append(sums, f.SHA256)
		}
	}
	if _, err := t.holdFiles(ctx, sums...); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	for _, sum := range unique(sums) {
		if err := t.leaveUnused(ctx, sum, "", at); err != nil {
			return err
		}
	}
	return t.releaseFiles(ctx)
}

// LeavingFiles lists those whose bytes may be in the store.
func (s *Store) LeavingFiles(ctx context.Context, limit int) ([]string, error) {
	return readList(ctx, s, "files", scanText[string], `SELECT sha256 FROM leaving_files WHERE gone_at = 0 AND at > 0 ORDER BY at, sha256 LIMIT $1`, limitOf(limit))
}

// FilesGone says that the bytes are out of the store.
func (s *Store) FilesGone(ctx context.Context, sums []string, at time.Time) error {
	return s.write(ctx, "files", func(ctx context.Context, t *tx) error {
		return inChunks(unique(sums), 1, listedParameters, func(part []string) error {
			args := []any{micros(at)}
			for _, sum := range part {
				args = append(args, sum)
			}
			_, err := t.exec(ctx, `UPDATE leaving_files SET gone_at = $1 WHERE gone_at = 0 AND at > 0 AND sha256 IN `+tuples(2, 1, make([]string, len(part))), args...)
			return err
		})
	})
}
