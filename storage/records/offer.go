package records

import (
	"context"

	"tutti/project"
)

const offerColumns = `id, project_id, sub_gig_id, seller_id, state, price_minor, work_for, reason, note, made_at, expires_at, answered_at`

func scanOffer(r row) (o project.OfferRecord, err error) {
	err = r.Scan(&o.ID, &o.Project, &o.SubGig, &o.Seller, &o.State, &o.PriceMinor, length{&o.WorkFor}, &o.Reason, &o.Note, instant{&o.Made}, instant{&o.Expires}, instant{&o.Answered})
	return o, err
}

// saveOffers writes the offers of a commit; of two states of one offer the later counts.
func (t *tx) saveOffers(ctx context.Context, id project.ProjectID, offers []project.Offer) error {
	rows := make([][]any, 0, len(offers))
	for _, o := range lastOffers(offers) {
		rows = append(rows, []any{o.ID, id, o.SubGig, o.Seller, o.State, o.PriceMinor, o.WorkFor.Microseconds(), o.Reason, "",
			micros(o.Made), micros(o.Expires), micros(o.Answered)})
	}
	_, err := t.insert(ctx, `INSERT INTO offers (`+offerColumns+`)`, rows, `
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, price_minor = excluded.price_minor, work_for = excluded.work_for,
		reason = excluded.reason, expires_at = excluded.expires_at, answered_at = excluded.answered_at`)
	return err
}

// Offers lists newest first.
func (s *Store) Offers(ctx context.Context, filter project.OfferFilter, page project.Page) ([]project.OfferRecord, error) {
	where := conditions{args: []any{limitOf(page.Limit)}}
	where.add("id < ?", page.After)
	where.add("seller_id = ?", string(filter.Seller))
	where.add("project_id = ?", string(filter.Project))
	where.add("sub_gig_id = ?", string(filter.SubGig))
	where.add("state = ?", string(filter.State))
	return readList(ctx, s, "offers", scanOffer,
		`SELECT `+offerColumns+` FROM offers WHERE TRUE`+where.text+` ORDER BY id DESC LIMIT $1`, where.args...)
}

// Offer gives one offer.
func (s *Store) Offer(ctx context.Context, id project.OfferID) (project.OfferRecord, error) {
	return readOne(ctx, s, "offer "+string(id), scanOffer, `SELECT `+offerColumns+` FROM offers WHERE id = $1`, id)
}

// NoteOffer keeps the seller's words.
func (s *Store) NoteOffer(ctx context.Context, id project.OfferID, note string) error {
	return s.write(ctx, "offer "+string(id), func(ctx context.Context, t *tx) error {
		return t.must(ctx, `UPDATE offers SET note = $2 WHERE id = $1`, id, note)
	})
}
