package records

import (
	"context"

	"tutti/project"
)

const rankingColumns = `id, project_id, sub_gig_id, actor_id, inputs, result, created_at`

func scanRanking(r row) (k project.RankingRecord, err error) {
	err = r.Scan(&k.ID, &k.Project, &k.SubGig, &k.Actor, document{&k.Inputs}, document{&k.Result}, instant{&k.CreatedAt})
	return k, err
}

// PutRanking records k once; the same id again gives the stored row.
func (s *Store) PutRanking(ctx context.Context, k project.RankingRecord) (project.RankingRecord, error) {
	var stored project.RankingRecord
	err := s.write(ctx, "ranking "+string(k.ID), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO rankings (`+rankingColumns+`, rule) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
			k.ID, k.Project, k.SubGig, k.Actor, asJSON{k.Inputs}, asJSON{k.Result}, micros(k.CreatedAt), k.Inputs.Rule)
		if err != nil {
			return err
		}
		stored, err = one(ctx, t, scanRanking, `SELECT `+rankingColumns+` FROM rankings WHERE id = $1`, k.ID)
		return err
	})
	return stored, err
}

// Ranking gives one ranking.
func (s *Store) Ranking(ctx context.Context, id project.RankingID) (project.RankingRecord, error) {
	return readOne(ctx, s, "ranking "+string(id), scanRanking, `SELECT `+rankingColumns+` FROM rankings WHERE id = $1`, id)
}
