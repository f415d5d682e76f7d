package memory

import (
	"context"
	"slices"
	"time"

	"tutti/project"
)

// Reel gives what a person shows of their work.
func (r *Records) Reel(ctx context.Context, id project.PersonID) ([]project.Sample, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return slices.Clone(r.reels[id]), nil
}

// PutReel writes the samples over those that are there, and marks the files that were theirs alone.
func (r *Records) PutReel(ctx context.Context, id project.PersonID, samples []project.Sample, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, ok := r.people[id]; !ok {
		return noRow("reel of " + string(id))
	}
	if err := r.referTo(filesOf(samples)...); err != nil {
		return err
	}
	r.putReel(id, samples, at)
	return nil
}

func (r *Records) putReel(id project.PersonID, samples []project.Sample, at time.Time) {
	before := filesOf(r.reels[id])
	now := slices.Clone(samples)
	for i := range now {
		now[i].AddedAt = stored(now[i].AddedAt)
	}
	r.reels[id] = now
	r.leaveUnused(before, at)
}

func filesOf(samples []project.Sample) []project.DeliveryFile {
	files := make([]project.DeliveryFile, 0, len(samples))
	for _, s := range samples {
		files = append(files, s.File)
	}
	return files
}
