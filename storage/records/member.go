package records

import (
	"context"
	"time"

	"tutti/project"
)

const memberColumns = `id, project_id, person_id, role, reach, added_by, added_at, ended_at`

func scanMember(r row) (m project.Member, err error) {
	err = r.Scan(&m.ID, &m.Project, &m.Person, &m.Role, document{&m.Reach}, &m.AddedBy, instant{&m.AddedAt}, instant{&m.EndedAt})
	return m, err
}

// PutMember records m, or how far the membership reaches that the person has already.
func (s *Store) PutMember(ctx context.Context, m project.Member) (project.Member, error) {
	var stored project.Member
	err := s.write(ctx, "member "+string(m.ID), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, m.Project)
		if err != nil {
			return err
		}
		there, err := list(ctx, t, scanMember, `SELECT `+memberColumns+` FROM members
			WHERE id = $1 OR project_id = $2 AND person_id = $3 AND role = $4 AND ended_at = 0`, m.ID, m.Project, m.Person, m.Role)
		if err != nil {
			return err
		}
		kind := project.LogMemberAdded
		switch {
		case len(there) == 0:
			stored = m
			_, err = t.exec(ctx, `INSERT INTO members (`+memberColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
				m.ID, m.Project, m.Person, m.Role, asJSON{m.Reach}, m.AddedBy, micros(m.AddedAt))
		case !there[0].EndedAt.IsZero() || there[0].Reach.Same(m.Reach):
			stored = there[0]
			return nil
		default:
			stored, kind = there[0], project.LogMemberChanged
			stored.Reach = m.Reach
			_, err = t.exec(ctx, `UPDATE members SET reach = $2 WHERE id = $1`, stored.ID, asJSON{m.Reach})
		}
		if err != nil {
			return err
		}
		return t.logAlone(ctx, p, stored.Log(kind, m.AddedBy, m.AddedAt))
	})
	return stored, err
}

// EndMember ends a membership, unless it has ended.
func (s *Store) EndMember(ctx context.Context, id project.MemberID, actor project.PersonID, at time.Time) error {
	return s.write(ctx, "member "+string(id), func(ctx context.Context, t *tx) error {
		m, err := one(ctx, t, scanMember, `SELECT `+memberColumns+` FROM members WHERE id = $1`, id)
		if err != nil {
			return err
		}
		p, err := t.lockProject(ctx, m.Project)
		if err != nil {
			return err
		}
		ended, err := t.exec(ctx, `UPDATE members SET ended_at = $2 WHERE id = $1 AND ended_at = 0`, id, micros(at))
		if err != nil || ended == 0 {
			return err
		}
		return t.logAlone(ctx, p, m.Log(project.LogMemberRemoved, actor, at))
	})
}

// Member gives one membership.
func (s *Store) Member(ctx context.Context, id project.MemberID) (project.Member, error) {
	return readOne(ctx, s, "member "+string(id), scanMember, `SELECT `+memberColumns+` FROM members WHERE id = $1`, id)
}

// Members lists the memberships that hold, oldest first.
func (s *Store) Members(ctx context.Context, filter project.MemberFilter) ([]project.Member, error) {
	var c conditions
	c.add("project_id = ?", string(filter.Project))
	c.add("person_id = ?", string(filter.Person))
	return readList(ctx, s, "members", scanMember, `SELECT `+memberColumns+` FROM members WHERE ended_at = 0`+c.text+` ORDER BY added_at, id`, c.args...)
}
