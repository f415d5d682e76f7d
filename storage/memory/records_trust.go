package memory

import (
	"cmp"
	"context"
	"slices"

	"tutti/project"
)

// PutRating records v once and logs it.
func (r *Records) PutRating(ctx context.Context, v project.Rating) (project.Rating, error) {
	if err := r.enter(ctx); err != nil {
		return v, err
	}
	defer r.mu.Unlock()
	g, ok := r.subGigs[v.SubGig]
	if !ok {
		return v, noRow("sub-gig " + string(v.SubGig))
	}
	for _, before := range r.ratings {
		if before.SubGig == v.SubGig && before.Rater == v.Rater {
			return before, before.Same(v)
		}
	}
	event, v, err := v.Of(g.SubGigRecord)
	if err != nil {
		return v, err
	}
	v.At = stored(v.At)
	r.ratings = append(r.ratings, v)
	p := r.projects[g.Project]
	p.log(event)
	p.touch(v.At)
	return v, nil
}

// Ratings lists the ratings of a sub-gig, oldest first.
func (r *Records) Ratings(ctx context.Context, id project.SubGigID) ([]project.Rating, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Rating
	for _, v := range r.ratings {
		if v.SubGig == id {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b project.Rating) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Rater, b.Rater)) })
	return all, nil
}

// TrustEvents gives what counts for a person.
func (r *Records) TrustEvents(ctx context.Context, person project.PersonID) ([]project.TrustEvent, error) {
	found, err := r.TrustEventsOf(ctx, []project.PersonID{person})
	return found[person], err
}

// TrustEventsOf reads the logs of all sub-gigs that these people were ever offered.
func (r *Records) TrustEventsOf(ctx context.Context, people []project.PersonID) (map[project.PersonID][]project.TrustEvent, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return r.trustEvents(people), nil
}

func (r *Records) trustEvents(people []project.PersonID) map[project.PersonID][]project.TrustEvent {
	theirs := map[project.SubGigID]bool{}
	for _, o := range r.offers {
		if slices.Contains(people, o.Seller) {
			theirs[o.SubGig] = true
		}
	}
	var log []project.Event
	for _, p := range r.projects {
		for _, e := range p.events {
			if theirs[e.SubGig] && slices.Contains(project.TrustLog(), e.Kind) {
				log = append(log, e)
			}
		}
	}
	return project.TrustByPerson(log, people)
}

// PutAppeal logs a step of an appeal once.
func (r *Records) PutAppeal(ctx context.Context, a project.TrustAppeal) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(a.Project)
	if err != nil {
		return err
	}
	log, err := a.Of(r.trustEvents([]project.PersonID{a.Person})[a.Person])
	if log == nil || err != nil {
		return err
	}
	p.log(*log)
	p.touch(a.At)
	return nil
}

// OpenAppeals lists the appeals that nobody has decided.
func (r *Records) OpenAppeals(ctx context.Context) ([]project.TrustAppeal, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var log []project.Event
	for _, p := range r.projects {
		for _, e := range p.events {
			switch e.Kind {
			case project.LogAppealMade, project.LogAppealUpheld, project.LogAppealDismissed:
				log = append(log, e)
			}
		}
	}
	slices.SortFunc(log, func(a, b project.Event) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Seq, b.Seq))
	})
	return project.OpenAppeals(log), nil
}
