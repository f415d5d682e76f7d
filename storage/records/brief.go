package records

import (
	"context"
	"strconv"

	"tutti/project"
)

const pinnedColumns = `id, project_id, version, question, answer, role, sub_gig_id, message_id, actor_id, at`

func scanPinned(r row) (a project.PinnedAnswer, err error) {
	err = r.Scan(&a.ID, &a.Project, &a.Version, &a.Question, &a.Answer, &a.Role, &a.SubGig, &a.Message, &a.Actor, instant{&a.At})
	return a, err
}

// PinAnswer records a once under the project's next version.
func (s *Store) PinAnswer(ctx context.Context, a project.PinnedAnswer) (project.PinnedAnswer, error) {
	var stored project.PinnedAnswer
	err := s.write(ctx, "answer "+string(a.ID), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, a.Project) // numbers without a gap
		if err != nil {
			return err
		}
		there, err := list(ctx, t, scanPinned, `SELECT `+pinnedColumns+` FROM pinned_answers WHERE id = $1`, a.ID)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			stored = there[0]
			return nil
		}
		last, err := one(ctx, t, scanNumber, `SELECT COALESCE(MAX(version), 0) FROM pinned_answers WHERE project_id = $1`, a.Project)
		if err != nil {
			return err
		}
		if last >= project.MaxPinned {
			return project.Errorf(project.Conflict, "the project has %d pinned answers, which is the most there can be; write what is new into the plan", last)
		}
		stored = a
		stored.Version, stored.At = int(last)+1, timeOf(micros(a.At))
		_, err = t.insert(ctx, `INSERT INTO pinned_answers (`+pinnedColumns+`)`, [][]any{{a.ID, a.Project, stored.Version, a.Question, a.Answer, a.Role, a.SubGig, a.Message, a.Actor, micros(a.At)}}, ``)
		if err != nil {
			return err
		}
		return t.logAlone(ctx, p, project.LogEvent{Kind: project.LogPinned, Actor: a.Actor, Detail: strconv.Itoa(stored.Version), At: a.At})
	})
	return stored, err
}

// PinnedAnswers lists the answers of a project by version.
func (s *Store) PinnedAnswers(ctx context.Context, id project.ProjectID) ([]project.PinnedAnswer, error) {
	return readList(ctx, s, "pinned answers", scanPinned, `SELECT `+pinnedColumns+` FROM pinned_answers WHERE project_id = $1 ORDER BY version`, id)
}

// AcknowledgeBrief records a, unless the person has acknowledged as much before.
func (s *Store) AcknowledgeBrief(ctx context.Context, a project.Acknowledgement) error {
	return s.write(ctx, "acknowledgement of "+string(a.SubGig), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, a.Project)
		if err != nil {
			return err
		}
		fresh, err := t.exec(ctx, `INSERT INTO brief_acknowledgements (sub_gig_id, person_id, project_id, version, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (sub_gig_id, person_id) DO UPDATE SET version = excluded.version, at = excluded.at WHERE brief_acknowledgements.version < excluded.version`,
			a.SubGig, a.Person, a.Project, a.Version, micros(a.At))
		if err != nil || fresh == 0 {
			return err
		}
		return t.logAlone(ctx, p, project.LogEvent{Kind: project.LogAcknowledged, SubGig: a.SubGig, Actor: a.Person, Detail: strconv.Itoa(a.Version), At: a.At})
	})
}

// Acknowledged gives the newest version that the person has acknowledged.
func (s *Store) Acknowledged(ctx context.Context, id project.SubGigID, person project.PersonID) (int, error) {
	n, err := readOne(ctx, s, "acknowledgement", scanNumber, `SELECT COALESCE(MAX(version), 0) FROM brief_acknowledgements WHERE sub_gig_id = $1 AND person_id = $2`, id, person)
	return int(n), err
}
