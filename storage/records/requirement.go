package records

import (
	"context"

	"tutti/project"
)

const requirementColumns = `project_id, key, value, file, actor_id, answered_at`

func scanRequirementAnswer(r row) (a project.RequirementAnswer, err error) {
	err = r.Scan(&a.Project, &a.Requirement, &a.Value, document{&a.File}, &a.Actor, instant{&a.At})
	return a, err
}

// RequirementAnswers lists by key.
func (s *Store) RequirementAnswers(ctx context.Context, id project.ProjectID) ([]project.RequirementAnswer, error) {
	return readList(ctx, s, "answers", scanRequirementAnswer,
		`SELECT `+requirementColumns+` FROM requirement_answers WHERE project_id = $1 ORDER BY key`, id)
}

// PutRequirementAnswer keeps the answer and logs it; see project.RequirementRecords. It holds the project's row, as every
// commit does, so no sub-gig starts meanwhile.
func (s *Store) PutRequirementAnswer(ctx context.Context, a project.RequirementAnswer, subGigs []string) error {
	return s.write(ctx, "answer to "+a.Requirement+" of "+string(a.Project), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, a.Project)
		if err != nil {
			return err
		}
		stored, err := list(ctx, t, scanRequirementAnswer,
			`SELECT `+requirementColumns+` FROM requirement_answers WHERE project_id = $1 AND key = $2`, a.Project, a.Requirement)
		if err != nil || len(stored) > 0 && stored[0].Same(a) {
			return err
		}
		if err := t.mayAnswer(ctx, p, a.Requirement, len(stored) > 0, subGigs); err != nil {
			return err
		}
		if a.File != nil {
			if err := t.referTo(ctx, *a.File); err != nil {
				return err
			}
		}
		_, err = t.exec(ctx, `INSERT INTO requirement_answers (`+requirementColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (project_id, key) DO UPDATE SET value = excluded.value, file = excluded.file, actor_id = excluded.actor_id,
			answered_at = excluded.answered_at`, a.Project, a.Requirement, a.Value, fileText(a.File), a.Actor, micros(a.At))
		if err != nil {
			return err
		}
		return t.logAlone(ctx, p, project.LogEvent{Kind: project.LogRequirementAnswered, Actor: a.Actor, Detail: a.Requirement, At: a.At})
	})
}

// mayAnswer refuses what comes too late.
func (t *tx) mayAnswer(ctx context.Context, p lockedProject, key string, change bool, subGigs []string) error {
	if err := project.MayAnswer(p.state, key); err != nil || !change {
		return err
	}
	started, err := t.started(ctx, p.id, subGigs)
	if err != nil || len(started) == 0 {
		return err
	}
	return project.AnswerStands(key, started[0])
}

// started gives keys of sub-gigs, among these or all, that wait for nothing any more.
func (t *tx) started(ctx context.Context, id project.ProjectID, subGigs []string) ([]string, error) {
	scan := func(r row) (key string, err error) {
		err = r.Scan(&key)
		return key, err
	}
	const text = `SELECT key FROM sub_gigs WHERE project_id = $1 AND state NOT IN ('waiting', 'cancelled')`
	if len(subGigs) == 0 {
		return list(ctx, t, scan, text+` ORDER BY position LIMIT 1`, id)
	}
	return listIn(ctx, t, scan, text+` AND key IN `, ` ORDER BY position LIMIT 1`, []any{id}, subGigs)
}
