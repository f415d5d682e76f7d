package records

import (
	"context"

	"tutti/project"
)

const ratingColumns = `sub_gig_id, rater_id, project_id, seller_id, stars, at`

func scanRating(r row) (v project.Rating, err error) {
	err = r.Scan(&v.SubGig, &v.Rater, &v.Project, &v.Seller, &v.Stars, instant{&v.At})
	return v, err
}

// PutRating records r once and logs it.
func (s *Store) PutRating(ctx context.Context, r project.Rating) (project.Rating, error) {
	var stored project.Rating
	err := s.write(ctx, "sub-gig "+string(r.SubGig), func(ctx context.Context, t *tx) (err error) {
		stored, err = t.putRating(ctx, r)
		return err
	})
	return stored, err
}

func (t *tx) putRating(ctx context.Context, r project.Rating) (project.Rating, error) {
	g, err := one(ctx, t, scanSubGig, `SELECT `+subGigWords+` FROM sub_gigs WHERE id = $1`, r.SubGig)
	if err != nil {
		return r, err
	}
	p, err := t.lockProject(ctx, g.Project)
	if err != nil {
		return r, err
	}
	before, err := list(ctx, t, scanRating, `SELECT `+ratingColumns+` FROM ratings WHERE sub_gig_id = $1 AND rater_id = $2`, r.SubGig, r.Rater)
	if err != nil {
		return r, err
	}
	if len(before) > 0 {
		return before[0], before[0].Same(r)
	}
	event, r, err := r.Of(g)
	if err != nil {
		return r, err
	}
	r.At = timeOf(micros(r.At))
	_, err = t.exec(ctx, `INSERT INTO ratings (`+ratingColumns+`) VALUES ($1, $2, $3, $4, $5, $6)`, r.SubGig, r.Rater, r.Project, r.Seller, r.Stars, micros(r.At))
	if err != nil {
		return r, err
	}
	return r, t.logAlone(ctx, p, event)
}

// Ratings lists the ratings of a sub-gig, oldest first.
func (s *Store) Ratings(ctx context.Context, id project.SubGigID) ([]project.Rating, error) {
	return readList(ctx, s, "ratings", scanRating, `SELECT `+ratingColumns+` FROM ratings WHERE sub_gig_id = $1 ORDER BY at, rater_id`, id)
}

// TrustEvents gives what counts for a person.
func (s *Store) TrustEvents(ctx context.Context, person project.PersonID) ([]project.TrustEvent, error) {
	found, err := s.TrustEventsOf(ctx, []project.PersonID{person})
	return found[person], err
}

// TrustEventsOf reads the logs of all sub-gigs that these people were ever offered.
func (s *Store) TrustEventsOf(ctx context.Context, people []project.PersonID) (map[project.PersonID][]project.TrustEvent, error) {
	var found map[project.PersonID][]project.TrustEvent
	err := s.read(ctx, "events", func(ctx context.Context) (err error) {
		found, err = trustEvents(ctx, s.reader, people)
		return err
	})
	return found, err
}

func trustEvents(ctx context.Context, from source, people []project.PersonID) (map[project.PersonID][]project.TrustEvent, error) {
	var kinds []any
	for _, kind := range project.TrustLog() {
		kinds = append(kinds, kind)
	}
	log, err := listIn(ctx, from, scanEvent, `
		SELECT `+eventColumns+` FROM events WHERE kind IN `+tuples(1, 1, make([]string, len(kinds)))+`
		AND sub_gig_id IN (SELECT sub_gig_id FROM offers WHERE seller_id IN `, `)`, kinds, people)
	if err != nil {
		return nil, err
	}
	return project.TrustByPerson(unique(log), people), nil
}

// PutAppeal logs a step of an appeal once.
func (s *Store) PutAppeal(ctx context.Context, a project.TrustAppeal) error {
	return s.write(ctx, "project "+string(a.Project), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, a.Project)
		if err != nil {
			return err
		}
		events, err := trustEvents(ctx, t, []project.PersonID{a.Person})
		if err != nil {
			return err
		}
		log, err := a.Of(events[a.Person])
		if log == nil || err != nil {
			return err
		}
		return t.logAlone(ctx, p, *log)
	})
}

// OpenAppeals lists the appeals that nobody has decided.
func (s *Store) OpenAppeals(ctx context.Context) ([]project.TrustAppeal, error) {
	log, err := readList(ctx, s, "appeals", scanEvent, `SELECT `+eventColumns+` FROM events WHERE kind IN ($1, $2, $3) ORDER BY at, project_id, seq`,
		project.LogAppealMade, project.LogAppealUpheld, project.LogAppealDismissed)
	return project.OpenAppeals(log), err
}
