package records

import (
	"context"

	"tutti/project"
)

const (
	deliveryColumns = `id, project_id, sub_gig_id, seller_id, version, state, note, declaration, files, created_at, submitted_at`
	// deliverySelect reads a delivery with its inspection, where there is one.
	deliverySelect = `SELECT d.id, d.project_id, d.sub_gig_id, d.seller_id, d.version, d.state, d.note, d.declaration, d.files, d.created_at, d.submitted_at, i.body
		FROM deliveries d LEFT JOIN inspections i ON i.delivery_id = d.id`
)

func scanDelivery(r row) (d project.Delivery, err error) {
	err = r.Scan(&d.ID, &d.Project, &d.SubGig, &d.Seller, &d.Version, &d.State, &d.Note, document{&d.Declaration}, document{&d.Files},
		instant{&d.CreatedAt}, instant{&d.SubmittedAt}, document{&d.Inspection})
	return d, err
}

// DraftDelivery records d once as a draft, whatever state it names.
func (s *Store) DraftDelivery(ctx context.Context, d project.Delivery) error {
	return s.write(ctx, "delivery "+string(d.ID), func(ctx context.Context, t *tx) error {
		if err := t.referTo(ctx, d.Files...); err != nil {
			return err
		}
		_, err := t.exec(ctx, `
			INSERT INTO deliveries (`+deliveryColumns+`) VALUES ($1, $2, $3, $4, 0, 'draft', $5, $6, $7, $8, 0) ON CONFLICT (id) DO NOTHING`,
			d.ID, d.Project, d.SubGig, d.Seller, d.Note, asJSON{d.Declaration}, asJSON{d.Files}, micros(d.CreatedAt))
		return err
	})
}

// Deliveries lists the versions of a sub-gig, oldest first, without drafts.
func (s *Store) Deliveries(ctx context.Context, id project.SubGigID) ([]project.Delivery, error) {
	return readList(ctx, s, "deliveries", scanDelivery, deliverySelect+` WHERE d.sub_gig_id = $1 AND d.state <> 'draft' ORDER BY d.version, d.id`, id)
}

// Delivery gives one delivery, a draft too.
func (s *Store) Delivery(ctx context.Context, id project.DeliveryID) (project.Delivery, error) {
	return readOne(ctx, s, "delivery "+string(id), scanDelivery, deliverySelect+` WHERE d.id = $1`, id)
}

// markDeliveries carries out what the process decided about deliveries; a later mark of the same delivery counts.
func (t *tx) markDeliveries(ctx context.Context, at int64, marks []project.DeliveryMark) error {
	if len(marks) == 0 {
		return nil
	}
	rows := [][]any{}
	place := map[project.DeliveryID]int{}
	for _, m := range marks {
		i, again := place[m.ID]
		if !again {
			i = len(rows)
			place[m.ID] = i
			rows = append(rows, []any{m.ID, m.State, 0, int64(0)})
		}
		rows[i][1] = m.State
		if m.Version > 0 {
			rows[i][2] = m.Version
		}
		if m.State == project.DeliverySubmitted {
			rows[i][3] = at
		}
	}
	n, err := t.update(ctx, `
		UPDATE deliveries SET state = v.column2,
		version = CASE WHEN v.column3 > 0 THEN v.column3 ELSE deliveries.version END,
		submitted_at = CASE WHEN v.column4 > 0 THEN v.column4 ELSE deliveries.submitted_at END`,
		nil, []string{"TEXT", "TEXT", "BIGINT", "BIGINT"}, rows, `deliveries.id = v.column1`)
	if err == nil && n < len(rows) {
		return project.Errorf(project.NotFound, "a delivery that the process marks, such as %s, is not in the records", marks[0].ID)
	}
	return err
}
