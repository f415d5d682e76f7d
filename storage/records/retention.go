package records

import (
	"context"
	"time"

	"tutti/project"
)

// forgetting is the statement that forgets a class: $1 is the time, $2 the greatest number of rows. Empty for what is no class of
// rows, and for the audit log, which keeps its chain.
func forgetting(class project.DataClass) string {
	switch class {
	case project.KeepAnswers:
		return `DELETE FROM commands WHERE (actor_id, key) IN (
			SELECT actor_id, key FROM commands WHERE at < $1 AND (status <> 0 OR line = '') ORDER BY at LIMIT $2)`
	case project.KeepCommits:
		return `DELETE FROM commits WHERE (project_id, writer, epoch, seq) IN (
			SELECT c.project_id, c.writer, c.epoch, c.seq FROM commits c JOIN projects p ON p.id = c.project_id WHERE c.at < $1
				AND EXISTS (SELECT 1 FROM commits n WHERE n.project_id = c.project_id AND n.writer = c.writer AND (n.epoch > c.epoch
					OR n.epoch = c.epoch AND n.seq > c.seq AND p.state IN ('completed', 'cancelled') AND p.updated_at < $1))
			ORDER BY c.at LIMIT $2)`
	case project.KeepErrands:
		return `DELETE FROM errands WHERE id IN (SELECT id FROM errands WHERE ended_at > 0 AND ended_at < $1 ORDER BY ended_at LIMIT $2)`
	case project.KeepLetters:
		return `UPDATE letters SET facts = '{}' WHERE id IN (
			SELECT id FROM letters WHERE ended_at > 0 AND ended_at < $1 AND facts <> '{}' AND facts <> 'null' ORDER BY ended_at LIMIT $2)`
	case project.KeepNotices:
		return `DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE at < $1 ORDER BY at LIMIT $2)`
	case project.KeepLinks:
		return `DELETE FROM links WHERE id IN (SELECT id FROM links WHERE expires_at < $1 AND purpose <> 'setup' ORDER BY expires_at LIMIT $2)`
	case project.KeepAttempts:
		return `DELETE FROM webhook_attempts WHERE (webhook_id, number) IN (SELECT webhook_id, number FROM webhook_attempts WHERE at < $1 ORDER BY at LIMIT $2)`
	}
	return ""
}

// Forget deletes, or empties, what is old.
func (s *Store) Forget(ctx context.Context, class project.DataClass, before time.Time, limit int) (int, error) {
	switch class {
	case project.KeepAudit:
		return s.forgetAudit(ctx, before, limit)
	case project.KeepSessions: // idle ones have ended earlier than they were last seen
		return s.forgetBy(ctx, class, `DELETE FROM sessions WHERE id IN (
			SELECT id FROM sessions WHERE expires_at < $1 OR revoked_at > 0 AND revoked_at < $1 OR seen_at < $3 ORDER BY seen_at LIMIT $2)`,
			micros(before), limitOf(limit), micros(before.Add(-project.SessionIdle)))
	}
	text := forgetting(class)
	if text == "" {
		return 0, project.Errorf(project.Invalid, "the records have no class %q of rows that can be forgotten", class)
	}
	return s.forgetBy(ctx, class, text, micros(before), limitOf(limit))
}

func (s *Store) forgetBy(ctx context.Context, class project.DataClass, text string, args ...any) (int, error) {
	n := 0
	err := s.write(ctx, string(class), func(ctx context.Context, t *tx) (err error) {
		n, err = t.exec(ctx, text, args...)
		return err
	})
	return n, err
}
