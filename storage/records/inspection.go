package records

import (
	"context"
	"time"

	"tutti/project"
)

// PutInspection records the judgement of a delivery once.
func (s *Store) PutInspection(ctx context.Context, i project.Inspection, at time.Time) error {
	return s.write(ctx, "inspection of "+string(i.Delivery), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO inspections (delivery_id, passed, body, at) VALUES ($1, $2, $3, $4) ON CONFLICT (delivery_id) DO NOTHING`,
			i.Delivery, i.Passed, asJSON{i}, micros(at))
		return err
	})
}

// Inputs gives every sub-gig that is not cancelled as an assembly takes it, in the order of the plan. One delivery of a
// sub-gig is approved at a time; it stands until a later one is approved in its place.
func (s *Store) Inputs(ctx context.Context, id project.ProjectID) ([]project.Input, error) {
	return readList(ctx, s, "inputs", scanInput, `
		SELECT g.id, g.key, g.title, g.role, g.place, COALESCE(d.id, ''), COALESCE(d.version, 0), i.body, COALESCE(p.name, ''), COALESCE(p.country, ''),
		       g.state, COALESCE(w.name, '')
		FROM sub_gigs g
		LEFT JOIN deliveries d ON d.sub_gig_id = g.id AND d.state = 'approved'
		LEFT JOIN inspections i ON i.delivery_id = d.id
		LEFT JOIN people p ON p.id = d.seller_id
		LEFT JOIN people w ON w.id = g.seller_id
		WHERE g.project_id = $1 AND g.state <> 'cancelled' ORDER BY g.position`, id)
}

// scanInput gives no credit for what is missing: whoever works on it may yet leave.
func scanInput(r row) (in project.Input, err error) {
	var judged project.Inspection
	err = r.Scan(&in.SubGig, &in.Key, &in.Title, &in.Role, document{&in.Place}, &in.Delivery, &in.Version, document{&judged},
		&in.Credit.Name, &in.Credit.Country, &in.State, &in.Awaited)
	if !in.Missing() {
		in.Files, in.Credit.Role = judged.Files, in.Role
		in.State, in.Awaited = "", ""
	}
	return in, err
}
