package records

import (
	"context"
	"time"

	"tutti/project"
)

const noteColumns = `id, project_id, sub_gig_id, delivery_id, author_id, note, review_id, at`

func scanNote(r row) (n project.RoundNote, err error) {
	err = r.Scan(&n.ID, &n.Project, &n.SubGig, &n.Delivery, &n.Author, document{&n.Note}, &n.Review, instant{&n.At})
	return n, err
}

// PutRoundNote records n once, with its line in the log.
func (s *Store) PutRoundNote(ctx context.Context, n project.RoundNote) (project.RoundNote, error) {
	var stored project.RoundNote
	err := s.write(ctx, "note "+string(n.ID), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, n.Project)
		if err != nil {
			return err
		}
		fresh, err := t.insert(ctx, `INSERT INTO round_notes (`+noteColumns+`)`,
			[][]any{{n.ID, n.Project, n.SubGig, n.Delivery, n.Author, asJSON{n.Note}, "", micros(n.At)}}, `ON CONFLICT (id) DO NOTHING`)
		if err == nil {
			stored, err = one(ctx, t, scanNote, `SELECT `+noteColumns+` FROM round_notes WHERE id = $1`, n.ID)
		}
		if err != nil || fresh == 0 {
			return err
		}
		return t.logAlone(ctx, p, n.Event(project.LogNoted, n.Author, n.At))
	})
	return stored, err
}

// RoundNote gives one note.
func (s *Store) RoundNote(ctx context.Context, id project.NoteID) (project.RoundNote, error) {
	return readOne(ctx, s, "note "+string(id), scanNote, `SELECT `+noteColumns+` FROM round_notes WHERE id = $1`, id)
}

// RoundNotes lists the notes of a sub-gig, oldest first.
func (s *Store) RoundNotes(ctx context.Context, id project.SubGigID) ([]project.RoundNote, error) {
	return readList(ctx, s, "notes", scanNote, `SELECT `+noteColumns+` FROM round_notes WHERE sub_gig_id = $1 ORDER BY id`, id)
}

// DropRoundNote forgets a note that waits, with its line in the log.
func (s *Store) DropRoundNote(ctx context.Context, id project.NoteID, actor project.PersonID, at time.Time) error {
	return s.write(ctx, "note "+string(id), func(ctx context.Context, t *tx) error {
		found, err := list(ctx, t, scanNote, `SELECT `+noteColumns+` FROM round_notes WHERE id = $1`, id)
		if err != nil || len(found) == 0 {
			return err
		}
		n := found[0]
		p, err := t.lockProject(ctx, n.Project)
		if err != nil {
			return err
		}
		gone, err := t.exec(ctx, `DELETE FROM round_notes WHERE id = $1 AND review_id = ''`, id)
		if err != nil {
			return err
		}
		if gone == 0 {
			return project.Errorf(project.Conflict, "this note was sent to the seller already")
		}
		return t.logAlone(ctx, p, n.Event(project.LogNoteDropped, actor, at))
	})
}

// sendNotes marks the notes that a decided review has taken.
func (t *tx) sendNotes(ctx context.Context, id project.ReviewID) error {
	scan := func(r row) (taken []project.NoteID, err error) {
		err = r.Scan(document{&taken})
		return taken, err
	}
	taken, err := one(ctx, t, scan, `SELECT taken FROM reviews WHERE id = $1`, id)
	if err != nil {
		return err
	}
	for _, note := range taken {
		if _, err := t.exec(ctx, `UPDATE round_notes SET review_id = $2 WHERE id = $1 AND review_id = ''`, note, id); err != nil {
			return err
		}
	}
	return nil
}
