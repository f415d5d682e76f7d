package records

import (
	"context"

	"tutti/project"
)

const noticeColumns = `id, person_id, kind, project_id, sub_gig_id, detail, letter_id, shown, at, read_at`

func scanNotice(r row) (n project.Notice, err error) {
	err = r.Scan(&n.ID, &n.To, &n.Kind, &n.Project, &n.SubGig, &n.Detail, &n.Letter, &n.Shown, instant{&n.At}, instant{&n.ReadAt})
	return n, err
}

// insertNotices leaves those out that are there.
func (t *tx) insertNotices(ctx context.Context, notices []project.Notice) error {
	rows := make([][]any, 0, len(notices))
	for _, n := range notices {
		rows = append(rows, []any{n.ID, n.To, n.Kind, n.Project, n.SubGig, n.Detail, n.Letter, n.Shown, micros(n.At), micros(n.ReadAt)})
	}
	_, err := t.insert(ctx, `INSERT INTO notices (`+noticeColumns+`)`, rows, `ON CONFLICT DO NOTHING`)
	return err
}
