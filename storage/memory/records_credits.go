package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

type consentKey struct {
	project project.ProjectID
	person  project.PersonID
}

// PutCreditConsent records what somebody says.
func (r *Records) PutCreditConsent(ctx context.Context, c project.CreditConsent) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	c.At = stored(c.At)
	r.creditConsents[consentKey{c.Project, c.Person}] = c
	return nil
}

// CreditConsents lists what was said, by person.
func (r *Records) CreditConsents(ctx context.Context, id project.ProjectID) ([]project.CreditConsent, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.CreditConsent
	for k, c := range r.creditConsents {
		if k.project == id {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b project.CreditConsent) int { return cmp.Compare(a.Person, b.Person) })
	return all, nil
}

// PutCreditPage makes the credits public, unless they are.
func (r *Records) PutCreditPage(ctx context.Context, v project.CreditPage) (project.CreditPage, error) {
	if err := r.enter(ctx); err != nil {
		return project.CreditPage{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(v.Project)
	if err != nil {
		return project.CreditPage{}, err
	}
	if there, ok := r.creditPages[v.Project]; ok {
		return there, nil
	}
	v.CreatedAt = stored(v.CreatedAt)
	r.creditPages[v.Project] = v
	p.log(project.LogEvent{Kind: project.LogCreditsPublished, Actor: v.By, At: v.CreatedAt})
	p.touch(v.CreatedAt)
	return v, nil
}

// RemoveCreditPage takes the page away.
func (r *Records) RemoveCreditPage(ctx context.Context, id project.ProjectID, actor project.PersonID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return err
	}
	if _, public := r.creditPages[id]; public {
		delete(r.creditPages, id)
		p.log(project.LogEvent{Kind: project.LogCreditsWithdrawn, Actor: actor, At: stored(at)})
		p.touch(stored(at))
	}
	return nil
}

// CreditPage gives the page of a project.
func (r *Records) CreditPage(ctx context.Context, id project.ProjectID) (project.CreditPage, error) {
	if err := r.enter(ctx); err != nil {
		return project.CreditPage{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.creditPages[id]
	if !ok {
		return p, noRow("public credits of " + string(id))
	}
	return p, nil
}

// CreditPageAt gives the page with the secret.
func (r *Records) CreditPageAt(ctx context.Context, secret string) (project.CreditPage, error) {
	if err := r.enter(ctx); err != nil {
		return project.CreditPage{}, err
	}
	defer r.mu.Unlock()
	for _, p := range r.creditPages {
		if p.Secret == secret {
			return p, nil
		}
	}
	return project.CreditPage{}, noRow("public credits")
}
