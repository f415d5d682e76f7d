package records

import (
	"context"
	"time"

	"tutti/project"
)

const letterColumns = `id, key, kind, person_id, project_id, sub_gig_id, link_id, facts, at, state, tries, due_at, problem, ended_at`

func scanLetter(r row) (l project.LetterRecord, err error) {
	err = r.Scan(&l.ID, &l.Key, &l.Kind, &l.To, &l.Project, &l.SubGig, &l.Link, document{&l.Facts}, instant{&l.At}, &l.State, &l.Tries,
		instant{&l.Due}, &l.Problem, instant{&l.EndedAt})
	return l, err
}

// PutLetters keeps the letters that are not kept yet.
func (s *Store) PutLetters(ctx context.Context, letters ...project.Letter) error {
	return s.write(ctx, "letters", func(ctx context.Context, t *tx) error { return t.insertLetters(ctx, letters) })
}

// insertLetters leaves those out whose key is there. It is one statement for the letters of most transactions.
func (t *tx) insertLetters(ctx context.Context, letters []project.Letter) error {
	rows := make([][]any, 0, len(letters))
	for _, l := range letters {
		l = l.Named()
		rows = append(rows, []any{l.ID, l.Key, l.Kind, l.To, l.Project, l.SubGig, l.Link, asJSON{l.Facts}, micros(l.At),
			project.LetterWaiting, 0, micros(l.At), "", 0})
	}
	_, err := t.insert(ctx, `INSERT INTO letters (`+letterColumns+`)`, rows, `ON CONFLICT DO NOTHING`)
	return err
}

// Letter gives one letter.
func (s *Store) Letter(ctx context.Context, id project.LetterID) (project.LetterRecord, error) {
	return readOne(ctx, s, "letter "+string(id), scanLetter, `SELECT `+letterColumns+` FROM letters WHERE id = $1`, id)
}

// Letters lists, newest first.
func (s *Store) Letters(ctx context.Context, filter project.LetterFilter, page project.Page) ([]project.LetterRecord, error) {
	where := conditions{args: []any{limitOf(page.Limit)}}
	where.add(`state = ?`, string(filter.State))
	where.add(`person_id = ?`, string(filter.To))
	where.add(`id < ?`, page.After)
	return readList(ctx, s, "letters", scanLetter, `SELECT `+letterColumns+` FROM letters WHERE TRUE`+where.text+` ORDER BY id DESC LIMIT $1`, where.args...)
}

// DueLetters names the letters that are to be looked at now.
func (s *Store) DueLetters(ctx context.Context, at time.Time, limit int) ([]project.LetterID, error) {
	return readList(ctx, s, "letters", scanText[project.LetterID],
		`SELECT id FROM letters WHERE state IN ('waiting', 'handed') AND due_at <= $1 ORDER BY due_at, id LIMIT $2`, micros(at), limitOf(limit))
}

// lockLetter holds the row until the end of the transaction, by an update that changes nothing.
func (t *tx) lockLetter(ctx context.Context, id project.LetterID) (project.LetterRecord, error) {
	return one(ctx, t, scanLetter, `UPDATE letters SET tries = tries WHERE id = $1 RETURNING `+letterColumns, id)
}

func (t *tx) saveLetter(ctx context.Context, l project.LetterRecord) error {
	return t.must(ctx, `UPDATE letters SET state = $2, tries = $3, due_at = $4, problem = $5, ended_at = $6 WHERE id = $1`,
		l.ID, l.State, l.Tries, micros(l.Due), l.Problem, micros(l.EndedAt))
}

// HandLetter writes down that the mail server is being given the letter.
func (s *Store) HandLetter(ctx context.Context, id project.LetterID, tries int, answerBy time.Time) error {
	return s.changeLetter(ctx, id, func(l project.LetterRecord) (project.LetterRecord, error) { return l.Hand(tries, answerBy) })
}

// HearLetter writes down what became of a letter.
func (s *Store) HearLetter(ctx context.Context, id project.LetterID, news project.LetterNews) error {
	return s.changeLetter(ctx, id, func(l project.LetterRecord) (project.LetterRecord, error) { return l.Hear(news), nil })
}

// AgainLetter lets a letter that did not arrive wait once more.
func (s *Store) AgainLetter(ctx context.Context, id project.LetterID, at time.Time) error {
	return s.changeLetter(ctx, id, func(l project.LetterRecord) (project.LetterRecord, error) { return l.Again(at) })
}

// changeLetter applies a step of the domain to the row, and tells operators of a letter that needs them.
func (s *Store) changeLetter(ctx context.Context, id project.LetterID, step func(project.LetterRecord) (project.LetterRecord, error)) error {
	return s.write(ctx, "letter "+string(id), func(ctx context.Context, t *tx) error {
		was, err := t.lockLetter(ctx, id)
		if err != nil {
			return err
		}
		now, err := step(was)
		if err != nil {
			return err
		}
		if err := t.saveLetter(ctx, now); err != nil || !now.Alarms(was) {
			return err
		}
		operators, err := list(ctx, t, scanText[project.PersonID], `SELECT id FROM people WHERE roles LIKE '%"operator"%'`)
		if err != nil {
			return err
		}
		return t.insertNotices(ctx, now.Alarm(operators))
	})
}
