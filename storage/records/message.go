package records

import (
	"context"
	"strconv"
	"strings"

	"tutti/project"
)

const messageColumns = `id, project_id, room, delivery_id, artifact_id, sub_gig_id, reply_to, author_id, author_part, spot, body, mentions, files, sub_gigs,
	version, moderation, appeal, created_at, edited_at, deleted_at`

func scanMessage(r row) (m project.Message, err error) {
	appeal := ""
	err = r.Scan(&m.ID, &m.Project, &m.Room, &m.Delivery, &m.Artifact, &m.SubGig, &m.ReplyTo, &m.Author.Person, &m.Author.SubGig, document{&m.Spot}, &m.Text,
		document{&m.Mentions}, document{&m.Files}, document{&m.SubGigs}, &m.Version, document{&m.Moderation}, &appeal,
		instant{&m.CreatedAt}, instant{&m.EditedAt}, instant{&m.DeletedAt})
	return m, err
}

func messageRow(m project.Message) []any {
	return []any{m.ID, m.Project, m.Room, m.Delivery, m.Artifact, m.SubGig, m.ReplyTo, m.Author.Person, m.Author.SubGig, asJSON{m.Spot}, m.Text,
		asJSON{m.Mentions}, asJSON{m.Files}, asJSON{m.SubGigs}, m.Version, asJSON{m.Moderation}, appealOf(m),
		micros(m.CreatedAt), micros(m.EditedAt), micros(m.DeletedAt)}
}

func appealOf(m project.Message) string {
	if m.Appealed() {
		return "open"
	}
	return ""
}

// PutMessage records m once, with its line in the log.
func (s *Store) PutMessage(ctx context.Context, m project.Message) (project.Message, error) {
	var stored project.Message
	err := s.write(ctx, "message "+string(m.ID), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, m.Project)
		if err != nil {
			return err
		}
		if err := t.messageStands(ctx, m); err != nil {
			return err
		}
		fresh, err := t.insert(ctx, `INSERT INTO messages (`+messageColumns+`)`, [][]any{messageRow(m)}, `ON CONFLICT (id) DO NOTHING`)
		if err == nil {
			stored, err = one(ctx, t, scanMessage, `SELECT `+messageColumns+` FROM messages WHERE id = $1`, m.ID)
		}
		if err != nil || fresh == 0 {
			return err
		}
		if err := t.referTo(ctx, m.Files...); err != nil {
			return err
		}
		return t.logAlone(ctx, p, m.Announced())
	})
	return stored, err
}

// messageStands refuses a message about something that is not there.
func (t *tx) messageStands(ctx context.Context, m project.Message) error {
	for table, id := range map[string]string{"deliveries": string(m.Delivery), "artifacts": string(m.Artifact), "messages": string(m.ReplyTo)} {
		if id == "" {
			continue
		}
		n, err := one(ctx, t, scanNumber, `SELECT COUNT(*) FROM `+table+` WHERE id = $1 AND project_id = $2`, id, m.Project)
		if err != nil {
			return err
		}
		if n == 0 {
			return project.Errorf(project.NotFound, "the message %s is about %s, which is not there", m.ID, id)
		}
	}
	return nil
}

// Message gives one message.
func (s *Store) Message(ctx context.Context, id project.MessageID) (project.Message, error) {
	return readOne(ctx, s, "message "+string(id), scanMessage, `SELECT `+messageColumns+` FROM messages WHERE id = $1`, id)
}

// Messages lists what the filter asks for; see project.MessageRecords.
func (s *Store) Messages(ctx context.Context, filter project.MessageFilter, page project.Page) ([]project.Message, error) {
	var c conditions
	c.add("project_id = ?", string(filter.Project))
	c.add("room = ?", string(filter.Room))
	c.add("delivery_id = ?", string(filter.Delivery))
	c.add("artifact_id = ?", string(filter.Artifact))
	c.add("sub_gig_id = ?", string(filter.SubGig))
	c.add("reply_to = ?", string(filter.Thread))
	if filter.Appealed {
		c.add("appeal = ?", "open")
	}
	after, order := "id > ?", "id"
	if filter.Newest {
		after, order = "id < ?", "id DESC"
	}
	c.add(after, page.After)
	text := `SELECT ` + messageColumns + ` FROM messages WHERE ` + strings.TrimPrefix(c.text+" AND 1 = 1", " AND ") +
		` ORDER BY ` + order + ` LIMIT $` + strconv.Itoa(len(c.args)+1)
	return readList(ctx, s, "messages", scanMessage, text, append(c.args, limitOf(page.Limit))...)
}

// ChangeMessage records the next version of a message, with a line in the log.
func (s *Store) ChangeMessage(ctx context.Context, next project.Message, log project.LogEvent) error {
	return s.write(ctx, "message "+string(next.ID), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, next.Project)
		if err != nil {
			return err
		}
		was, err := one(ctx, t, scanMessage, `SELECT `+messageColumns+` FROM messages WHERE id = $1`, next.ID)
		if err != nil {
			return err
		}
		if was.Version != next.Version-1 {
			return project.Errorf(project.Conflict, "the message was changed meanwhile; read it again")
		}
		if err := t.keepMessageText(ctx, was, next); err != nil {
			return err
		}
		change := func() error {
			return t.must(ctx, `UPDATE messages SET body = $2, mentions = $3, files = $4, version = $5, moderation = $6, appeal = $7, edited_at = $8, deleted_at = $9 WHERE id = $1`,
				next.ID, next.Text, asJSON{next.Mentions}, asJSON{next.Files}, next.Version, asJSON{next.Moderation}, appealOf(next), micros(next.EditedAt), micros(next.DeletedAt))
		}
		if next.DeletedAt.IsZero() {
			err = change()
		} else {
			err = t.emptied(ctx, []project.Message{was}, next.DeletedAt, change)
		}
		if err == nil && next.Hidden() {
			_, err = t.exec(ctx, `DELETE FROM message_reports WHERE message_id = $1`, next.ID)
		}
		if err != nil {
			return err
		}
		return t.logAlone(ctx, p, log)
	})
}

// keepMessageText keeps what an edit replaces, and nothing of what was deleted.
func (t *tx) keepMessageText(ctx context.Context, was, next project.Message) (err error) {
	switch {
	case !next.DeletedAt.IsZero():
		_, err = t.exec(ctx, `DELETE FROM message_texts WHERE message_id = $1`, next.ID)
	case !next.EditedAt.Equal(was.EditedAt):
		_, err = t.exec(ctx, `INSERT INTO message_texts (message_id, version, body, at) VALUES ($1, $2, $3, $4)`, was.ID, was.Version, was.Text,
			max(micros(was.CreatedAt), micros(was.EditedAt)))
	}
	return err
}

// MessageHistory lists what a message said before, oldest first.
func (s *Store) MessageHistory(ctx context.Context, id project.MessageID) ([]project.MessageText, error) {
	scan := func(r row) (x project.MessageText, err error) {
		err = r.Scan(&x.Version, &x.Text, instant{&x.At})
		return x, err
	}
	return readList(ctx, s, "history of a message", scan, `SELECT version, body, at FROM message_texts WHERE message_id = $1 ORDER BY version`, id)
}

// ReportMessage records r once for its message and reporter.
func (s *Store) ReportMessage(ctx context.Context, r project.Report, log project.LogEvent) error {
	return s.write(ctx, "report of "+string(r.Message), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, r.Project)
		if err != nil {
			return err
		}
		fresh, err := t.exec(ctx, `INSERT INTO message_reports (message_id, reporter_id, project_id, reason, words, body, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`, r.Message, r.Reporter, r.Project, r.Reason, r.Words, r.Text, micros(r.At))
		if err != nil || fresh == 0 {
			return err
		}
		return t.logAlone(ctx, p, log)
	})
}

// Reports lists the open reports of a project, oldest first.
func (s *Store) Reports(ctx context.Context, id project.ProjectID) ([]project.Report, error) {
	scan := func(r row) (x project.Report, err error) {
		err = r.Scan(&x.Project, &x.Message, &x.Reporter, &x.Reason, &x.Words, &x.Text, instant{&x.At})
		return x, err
	}
	return readList(ctx, s, "reports", scan, `
		SELECT project_id, message_id, reporter_id, reason, words, body, at FROM message_reports WHERE project_id = $1 ORDER BY at, message_id, reporter_id`, id)
}

// CloseReports forgets the reports of a message, with a line in the log.
func (s *Store) CloseReports(ctx context.Context, id project.MessageID, log project.LogEvent) error {
	return s.write(ctx, "reports of "+string(id), func(ctx context.Context, t *tx) error {
		m, err := one(ctx, t, scanMessage, `SELECT `+messageColumns+` FROM messages WHERE id = $1`, id)
		if err != nil {
			return err
		}
		p, err := t.lockProject(ctx, m.Project)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, `DELETE FROM message_reports WHERE message_id = $1`, id)
		if err != nil || n == 0 {
			return err
		}
		return t.logAlone(ctx, p, log)
	})
}

// PutShowing records how a person wants to be called in a project.
func (s *Store) PutShowing(ctx context.Context, id project.ProjectID, person project.PersonID, shows project.Showing) error {
	return s.write(ctx, "showing in "+string(id), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO showings (project_id, person_id, shows) VALUES ($1, $2, $3)
			ON CONFLICT (project_id, person_id) DO UPDATE SET shows = excluded.shows`, id, person, shows)
		return err
	})
}

// Showings gives what people have chosen.
func (s *Store) Showings(ctx context.Context, id project.ProjectID, people []project.PersonID) (map[project.PersonID]project.Showing, error) {
	type choice struct {
		person project.PersonID
		shows  project.Showing
	}
	scan := func(r row) (c choice, err error) {
		err = r.Scan(&c.person, &c.shows)
		return c, err
	}
	found := map[project.PersonID]project.Showing{}
	err := s.read(ctx, "showings", func(ctx context.Context) error {
		rows, err := listIn(ctx, s.reader, scan, `SELECT person_id, shows FROM showings WHERE project_id = $1 AND person_id IN `, ``, []any{id}, people)
		for _, c := range rows {
			found[c.person] = c.shows
		}
		return err
	})
	return found, err
}
