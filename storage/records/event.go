package records

import (
	"context"
	"fmt"

	"tutti/project"
)

const eventColumns = `project_id, seq, kind, sub_gig_id, actor_id, offer_id, delivery_id, artifact_id, proposal_id, detail, at`

func scanEvent(r row) (e project.Event, err error) {
	err = r.Scan(&e.Project, &e.Seq, &e.Kind, &e.SubGig, &e.Actor, &e.Offer, &e.Delivery, &e.Artifact, &e.Proposal, &e.Detail, instant{&e.At})
	return e, err
}

// insertEvents appends to the log after the sequence number last. The caller holds the project's row and counts up its
// last_event in the same transaction: that leaves no gap, and no reader sees 8 before 7.
func (t *tx) insertEvents(ctx context.Context, id project.ProjectID, last int64, log []project.LogEvent) error {
	rows := make([][]any, 0, len(log))
	for i, e := range log {
		rows = append(rows, []any{id, last + int64(i) + 1, e.Kind, e.SubGig, e.Actor, e.Offer, e.Delivery, e.Artifact, e.Proposal, e.Detail, micros(e.At)})
	}
	_, err := t.insert(ctx, `INSERT INTO events (`+eventColumns+`)`, rows, ``)
	return err
}

// logAlone appends one event outside a commit of the process.
func (t *tx) logAlone(ctx context.Context, p lockedProject, e project.LogEvent) error {
	if err := t.insertEvents(ctx, p.id, p.lastEvent, []project.LogEvent{e}); err != nil {
		return err
	}
	return t.must(ctx, `UPDATE projects SET last_event = last_event + 1, updated_at = $2 WHERE id = $1`, p.id, max(p.updatedAt, micros(e.At)))
}

// Events lists the log after a sequence number, oldest first.
func (s *Store) Events(ctx context.Context, id project.ProjectID, after int64, limit int) ([]project.Event, error) {
	return readList(ctx, s, "events", scanEvent, `
		SELECT `+eventColumns+` FROM events WHERE project_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`, id, after, limitOf(limit))
}

// LastEvent gives the sequence number of the newest event.
func (s *Store) LastEvent(ctx context.Context, id project.ProjectID) (int64, error) {
	return readOne(ctx, s, "project "+string(id), scanNumber, `SELECT last_event FROM projects WHERE id = $1`, id)
}

// auditEvents reports a log whose numbers are not 1, 2, 3 and so on up to the project's counter.
func auditEvents(ctx context.Context, from source, id project.ProjectID) ([]project.AuditFinding, error) {
	type facts struct{ counter, rows, first, last int64 }
	scan := func(r row) (f facts, err error) {
		err = r.Scan(&f.counter, &f.rows, &f.first, &f.last)
		return f, err
	}
	f, err := one(ctx, from, scan, `
		SELECT p.last_event, COUNT(e.seq), COALESCE(MIN(e.seq), 0), COALESCE(MAX(e.seq), 0)
		FROM projects p LEFT JOIN events e ON e.project_id = p.id WHERE p.id = $1 GROUP BY p.last_event`, id)
	if err != nil {
		return nil, err
	}
	if f.rows == f.counter && f.last == f.counter && (f.rows == 0 || f.first == 1) {
		return nil, nil
	}
	return []project.AuditFinding{{Check: project.AuditEvents,
		Message: fmt.Sprintf("%d rows from %d to %d, but the project counted %d", f.rows, f.first, f.last, f.counter)}}, nil
}
