package memory

import (
	"context"

	"tutti/project"
)

// PutRanking records k once; the same id again gives the stored one.
func (r *Records) PutRanking(ctx context.Context, k project.RankingRecord) (project.RankingRecord, error) {
	if err := r.enter(ctx); err != nil {
		return k, err
	}
	defer r.mu.Unlock()
	if there, ok := r.rankings[k.ID]; ok {
		return kept(there), nil
	}
	if _, ok := r.subGigs[k.SubGig]; !ok {
		return k, project.Errorf(project.NotFound, "the ranking %s refers to something that is not there", k.ID)
	}
	k = kept(k)
	k.CreatedAt = stored(k.CreatedAt)
	r.rankings[k.ID] = k
	return kept(k), nil
}

// Ranking gives one ranking.
func (r *Records) Ranking(ctx context.Context, id project.RankingID) (project.RankingRecord, error) {
	if err := r.enter(ctx); err != nil {
		return project.RankingRecord{}, err
	}
	defer r.mu.Unlock()
	k, ok := r.rankings[id]
	if !ok {
		return k, noRow("ranking " + string(id))
	}
	return kept(k), nil
}
