package records

import (
	"context"

	"tutti/project"
)

// DraftReview records r once as a draft, whatever state it names.
func (s *Store) DraftReview(ctx context.Context, r project.Review) error {
	return s.write(ctx, "review "+string(r.ID), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO reviews (id, delivery_id, reviewer_id, decision, notes, taken, state, created_at) VALUES ($1, $2, $3, $4, $5, $7, 'draft', $6)
			ON CONFLICT (id) DO NOTHING`, r.ID, r.Delivery, r.Reviewer, r.Decision, asJSON{r.Notes}, micros(r.CreatedAt), asJSON{r.Taken})
		return err
	})
}

// Reviews lists the decided reviews of a sub-gig, oldest first.
func (s *Store) Reviews(ctx context.Context, id project.SubGigID) ([]project.Review, error) {
	scan := func(r row) (v project.Review, err error) {
		err = r.Scan(&v.ID, &v.Delivery, &v.Reviewer, &v.Decision, document{&v.Notes}, document{&v.Taken}, &v.State, instant{&v.CreatedAt})
		return v, err
	}
	return readList(ctx, s, "reviews", scan, `
		SELECT r.id, r.delivery_id, r.reviewer_id, r.decision, r.notes, r.taken, r.state, r.created_at
		FROM reviews r JOIN deliveries d ON d.id = r.delivery_id
		WHERE d.sub_gig_id = $1 AND r.state = 'decided' ORDER BY r.created_at, r.id`, id)
}

// decideReviews makes drafts count, and marks the notes that they have taken as sent.
func (t *tx) decideReviews(ctx context.Context, ids []project.ReviewID) error {
	for _, id := range ids { // a commit decides one review, rarely more
		n, err := t.exec(ctx, `UPDATE reviews SET state = 'decided' WHERE id = $1`, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return project.Errorf(project.NotFound, "the review %s that the process decides is not in the records", id)
		}
		if err := t.sendNotes(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
