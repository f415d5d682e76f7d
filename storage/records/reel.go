package records

import (
	"context"
	"slices"
	"time"

	"tutti/project"
)

func scanReel(r row) (samples []project.Sample, err error) {
	err = r.Scan(document{&samples})
	return samples, err
}

const selectReel = `SELECT samples FROM reels WHERE person_id = $1`

// Reel gives what a person shows of their work.
func (s *Store) Reel(ctx context.Context, id project.PersonID) ([]project.Sample, error) {
	found, err := readList(ctx, s, "reel", scanReel, selectReel, id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// PutReel writes the samples over those that are there, and marks the files that were theirs alone.
func (s *Store) PutReel(ctx context.Context, id project.PersonID, samples []project.Sample, at time.Time) error {
	return s.write(ctx, "reel of "+string(id), func(ctx context.Context, t *tx) error { return t.putReel(ctx, id, samples, at) })
}

// putReel makes the row first, so that two who write wait for each other.
func (t *tx) putReel(ctx context.Context, id project.PersonID, samples []project.Sample, at time.Time) error {
	if _, err := t.exec(ctx, `INSERT INTO reels (person_id, samples, updated_at) SELECT id, '', 0 FROM people WHERE id = $1
		ON CONFLICT (person_id) DO UPDATE SET updated_at = reels.updated_at`, id); err != nil {
		return err
	}
	before, err := one(ctx, t, scanReel, selectReel, id)
	if err != nil {
		return err
	}
	shown, gone := sumsOf(samples), sumsOf(before)
	leaving, err := t.holdFiles(ctx, append(gone, shown...)...)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(leaving, func(f leavingFile) bool { return slices.Contains(shown, f.sum) }) {
		return project.LeavingError()
	}
	if _, err := t.exec(ctx, `UPDATE reels SET samples = $2, updated_at = $3 WHERE person_id = $1`, id, asJSON{storedSamples(samples)}, micros(at)); err != nil {
		return err
	}
	for _, sum := range gone {
		if err := t.leaveUnused(ctx, sum, "", at); err != nil {
			return err
		}
	}
	return t.releaseFiles(ctx)
}

// eraseReel takes the samples away before the row goes, so that their files leave too.
func (t *tx) eraseReel(ctx context.Context, e project.Erasure) error {
	if err := t.putReel(ctx, e.Was.ID, nil, e.At); err != nil {
		return err
	}
	_, err := t.exec(ctx, `DELETE FROM reels WHERE person_id = $1`, e.Was.ID)
	return err
}

// storedSamples have their times as every engine keeps them.
func storedSamples(samples []project.Sample) []project.Sample {
	out := slices.Clone(samples)
	for i := range out {
		out[i].AddedAt = timeOf(micros(out[i].AddedAt))
	}
	return out
}

func sumsOf(samples []project.Sample) []string {
	sums := make([]string, 0, len(samples))
	for _, s := range samples {
		sums = append(sums, s.File.SHA256)
	}
	return sums
}
