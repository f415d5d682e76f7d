package activities

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"tutti/media/split"
	"tutti/project"
)

// Errands holds what dry runs and splits need.
type Errands struct {
	Records  project.Records
	Objects  project.Objects
	Inspect  *Inspect
	Splitter *split.Splitter
	Scratch  string // directory for files while they are worked on
}

// RunErrand does an errand and records how it ended. One that has ended is not done again. What its owner can mend (a file that
// cannot be split) is an end, not a failure.
func (e *Errands) RunErrand(ctx context.Context, id project.ErrandID) error {
	stop := beat(ctx, beatEvery)
	defer stop()
	errand, err := e.Records.Errand(ctx, id)
	if err != nil || errand.State != project.ErrandWorking {
		return Failure(err)
	}
	done, err := e.do(ctx, errand)
	var refusal *project.Error
	switch {
	case errors.As(err, &refusal) && (refusal.Code == project.Invalid || refusal.Code == project.Limited):
		done.State, done.Problem = project.ErrandRefused, refusal.Message
	case err != nil:
		return Failure(err)
	}
	done.EndedAt = time.Now()
	return Failure(e.Records.EndErrand(ctx, done))
}

// GiveUpErrand records that an errand failed by trouble of ours, so that its owner need not wait any longer.
func (e *Errands) GiveUpErrand(ctx context.Context, id project.ErrandID) error {
	errand, err := e.Records.Errand(ctx, id)
	if err != nil {
		return Failure(err)
	}
	errand.State, errand.EndedAt = project.ErrandFailed, time.Now()
	errand.Problem = "something went wrong on our side, and trying again did not help; ask for it once more later"
	return Failure(e.Records.EndErrand(ctx, errand))
}

func (e *Errands) do(ctx context.Context, errand project.Errand) (project.Errand, error) {
	errand.State = project.ErrandDone
	if errand.Kind == project.DryRun {
		found, err := e.Inspect.tryOut(ctx, errand)
		if err == nil {
			errand.Found = &found
		}
		return errand, err
	}
	cut, err := e.split(ctx, errand)
	if err == nil {
		errand.Split = &cut
	}
	return errand, err
}

// split cuts the source and stores its pieces under their hashes, like any other material.
func (e *Errands) split(ctx context.Context, errand project.Errand) (project.Split, error) {
	dir, err := os.MkdirTemp(e.Scratch, "split-")
	if err != nil {
		return project.Split{}, err
	}
	defer os.RemoveAll(dir)
	source := errand.Files[0]
	path, work := filepath.Join(dir, "source"), filepath.Join(dir, "pieces")
	if err := os.Mkdir(work, 0o700); err != nil {
		return project.Split{}, err
	}
	if err := fetch(ctx, e.Objects, source.SHA256, path); err != nil {
		return project.Split{}, err
	}
	done, err := e.Splitter.Split(ctx, split.Request{Name: source.Name, Path: path, Work: work,
		By: errand.Wish.By, Parts: errand.Wish.Parts, Every: errand.Wish.Every})
	if err != nil {
		return project.Split{}, err
	}
	for _, piece := range done.Pieces {
		if err := e.keep(ctx, piece); err != nil {
			return project.Split{}, err
		}
	}
	return done.Split, nil
}

func (e *Errands) keep(ctx context.Context, piece split.Piece) error {
	body, err := os.Open(piece.Path)
	if err != nil {
		return err
	}
	defer body.Close()
	return e.Objects.Put(ctx, project.ObjectKey(piece.File.SHA256), body, piece.File.Size, piece.File.Type, piece.File.SHA256)
}
