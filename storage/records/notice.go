package records

import (
	"context"
	"time"

	"tutti/project"
)

const noticeColumns = `id, person_id, kind, project_id, sub_gig_id, detail, letter_id, shown, at, read_at`

func noticeFields(n *project.Notice) []any {
	return []any{&n.ID, &n.To, &n.Kind, &n.Project, &n.SubGig, &n.Detail, &n.Letter, &n.Shown, instant{&n.At}, instant{&n.ReadAt}}
}

func scanNotice(r row) (n project.Notice, err error) {
	err = r.Scan(noticeFields(&n)...)
	return n, err
}

// insertNotices leaves those out that are there.
func (t *tx) insertNotices(ctx context.Context, notices []project.Notice) error {
	rows := make([][]any, 0, len(notices))
	for _, n := range notices {
		rows = append(rows, []any{n.ID, n.To, n.Kind, n.Project, n.SubGig, n.Detail, n.Letter, n.Shown, micros(n.At), micros(n.ReadAt)})
	}
	if _, err := t.insert(ctx, `INSERT INTO notices (`+noticeColumns+`)`, rows, `ON CONFLICT DO NOTHING`); err != nil {
		return err
	}
	return t.putPushes(ctx, notices)
}

// Untold lists projects in whose log there is more than people were told of. What was brought here when it had ended is
// history: nobody is told of it.
func (s *Store) Untold(ctx context.Context, limit int) ([]project.Untold, error) {
	scan := func(r row) (u project.Untold, err error) {
		err = r.Scan(&u.Project, &u.Seq, instant{&u.Week})
		return u, err
	}
	return readList(ctx, s, "logs", scan, `
		SELECT p.id, COALESCE(t.seq, 0), COALESCE(t.week, 0) FROM projects p LEFT JOIN told t ON t.project_id = p.id
		WHERE p.last_event > COALESCE(t.seq, 0) AND NOT p.frozen ORDER BY p.updated_at LIMIT $1`, limitOf(limit))
}

// Tell writes a telling down.
func (s *Store) Tell(ctx context.Context, v project.Telling) error {
	return s.write(ctx, "the log of "+string(v.Project), func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `INSERT INTO told (project_id, seq, week) VALUES ($1, $3, $4)
			ON CONFLICT (project_id) DO UPDATE SET seq = excluded.seq, week = excluded.week WHERE told.seq = $2`,
			v.Project, v.Seq, v.To, micros(v.NewWeek))
		if err == nil && n == 0 {
			err = project.Errorf(project.Conflict, "people were told of the log of %s by somebody else", v.Project)
		}
		if err != nil {
			return err
		}
		if err := t.insertLetters(ctx, v.Letters); err != nil {
			return err
		}
		return t.insertNotices(ctx, v.Notices)
	})
}

// Notices lists, newest first.
func (s *Store) Notices(ctx context.Context, filter project.NoticeFilter, page project.Page) ([]project.Notice, error) {
	where := conditions{args: []any{limitOf(page.Limit)}}
	where.add(`person_id = ?`, string(filter.To))
	where.add(`project_id = ?`, string(filter.Project))
	where.add(`letter_id = ?`, string(filter.Letter))
	where.add(`id < ?`, page.After)
	if filter.Shown {
		where.text += ` AND shown`
	}
	if filter.Unread {
		where.text += ` AND read_at = 0`
	}
	return readList(ctx, s, "notices", scanNotice, `SELECT `+noticeColumns+` FROM notices WHERE TRUE`+where.text+` ORDER BY id DESC LIMIT $1`, where.args...)
}

// UnreadNotices counts those that were not read.
func (s *Store) UnreadNotices(ctx context.Context, to project.PersonID) (int, error) {
	n, err := readOne(ctx, s, "notices", scanNumber, `SELECT COUNT(*) FROM notices WHERE person_id = $1 AND shown AND read_at = 0`, to)
	return int(n), err
}

// unreadBy is what somebody has not read, with whose it is.
type unreadBy struct {
	person project.PersonID
	project.Unread
}

// UnreadOf says what people have not read.
func (s *Store) UnreadOf(ctx context.Context, people []project.PersonID) (map[project.PersonID]project.Unread, error) {
	scan := func(r row) (u unreadBy, err error) {
		err = r.Scan(&u.person, &u.Count, &u.Newest, &u.Kind)
		return u, err
	}
	all := map[project.PersonID]project.Unread{}
	err := s.read(ctx, "notices", func(ctx context.Context) error {
		rows, err := listIn(ctx, s.reader, scan, `SELECT u.person_id, u.unread, u.newest, n.kind FROM
			(SELECT person_id, COUNT(*) AS unread, MAX(id) AS newest FROM notices WHERE shown AND read_at = 0 AND person_id IN `,
			` GROUP BY person_id) AS u JOIN notices n ON n.id = u.newest`, nil, people)
		clear(all)
		for _, u := range rows {
			all[u.person] = u.Unread
		}
		return err
	})
	return all, err
}

// ReadNotices marks notices as read.
func (s *Store) ReadNotices(ctx context.Context, to project.PersonID, ids []project.NoticeID, upTo project.NoticeID, at time.Time) error {
	return s.write(ctx, "notices", func(ctx context.Context, t *tx) error {
		if upTo != "" {
			if _, err := t.exec(ctx, `UPDATE notices SET read_at = $3 WHERE person_id = $1 AND id <= $2 AND read_at = 0`, to, upTo, micros(at)); err != nil {
				return err
			}
		}
		return inChunks(unique(ids), 1, listedParameters, func(part []project.NoticeID) error {
			args := []any{to, micros(at)}
			for _, id := range part {
				args = append(args, id)
			}
			_, err := t.exec(ctx, `UPDATE notices SET read_at = $2 WHERE person_id = $1 AND read_at = 0 AND id IN `+tuples(3, 1, make([]string, len(part))), args...)
			return err
		})
	})
}

// chosen is a choice with whose it is.
type chosen struct {
	person project.PersonID
	project.Choice
}

// Choices gives what people have chosen.
func (s *Store) Choices(ctx context.Context, people []project.PersonID) (map[project.PersonID][]project.Choice, error) {
	scan := func(r row) (c chosen, err error) {
		err = r.Scan(&c.person, &c.Kind, &c.Mail, &c.Inside, &c.Push)
		return c, err
	}
	all := map[project.PersonID][]project.Choice{}
	err := s.read(ctx, "choices", func(ctx context.Context) error {
		rows, err := listIn(ctx, s.reader, scan, `SELECT person_id, kind, mail, inside, push FROM notify_choices WHERE person_id IN `, ` ORDER BY kind`, nil, people)
		clear(all)
		for _, c := range rows {
			all[c.person] = append(all[c.person], c.Choice)
		}
		return err
	})
	return all, err
}

// PutChoices writes choices over those that are there.
func (s *Store) PutChoices(ctx context.Context, person project.PersonID, choices []project.Choice, at time.Time) error {
	return s.write(ctx, "choices", func(ctx context.Context, t *tx) error {
		rows := make([][]any, 0, len(choices))
		for _, c := range choices {
			rows = append(rows, []any{person, c.Kind, c.Mail, c.Inside, c.Push, micros(at)})
		}
		_, err := t.insert(ctx, `INSERT INTO notify_choices (person_id, kind, mail, inside, push, at)`, rows,
			`ON CONFLICT (person_id, kind) DO UPDATE SET mail = excluded.mail, inside = excluded.inside, push = excluded.push, at = excluded.at`)
		return err
	})
}

// PutCalendar makes the hash the one of the person's calendar.
func (s *Store) PutCalendar(ctx context.Context, person project.PersonID, hash string, at time.Time) error {
	return s.write(ctx, "calendar", func(ctx context.Context, t *tx) error {
		if hash == "" {
			_, err := t.exec(ctx, `DELETE FROM calendars WHERE person_id = $1`, person)
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO calendars (person_id, hash, created_at) VALUES ($1, $2, $3)
			ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at`, person, hash, micros(at))
		return err
	})
}

// CalendarOf gives whose calendar has the hash.
func (s *Store) CalendarOf(ctx context.Context, hash string) (project.PersonID, error) {
	return readOne(ctx, s, "calendar", scanText[project.PersonID], `SELECT person_id FROM calendars WHERE hash = $1`, hash)
}

// InstanceKey gives the key of the name.
func (s *Store) InstanceKey(ctx context.Context, name, fresh string) (string, error) {
	var key string
	err := s.write(ctx, "key "+name, func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, `INSERT INTO instance_keys (name, secret) VALUES ($1, $2) ON CONFLICT DO NOTHING`, name, fresh); err != nil {
			return err
		}
		var err error
		key, err = one(ctx, t, scanText[string], `SELECT secret FROM instance_keys WHERE name = $1`, name)
		return err
	})
	return key, err
}
