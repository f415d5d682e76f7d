package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// PutMember records m, or how far the membership reaches that the person has already.
func (r *Records) PutMember(ctx context.Context, m project.Member) (project.Member, error) {
	if err := r.enter(ctx); err != nil {
		return project.Member{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(m.Project)
	if err != nil {
		return project.Member{}, err
	}
	m = kept(m)
	m.AddedAt, m.EndedAt = stored(m.AddedAt), time.Time{}
	there, held := r.membership(m)
	kind := project.LogMemberAdded
	switch {
	case held && (!there.EndedAt.IsZero() || there.Reach.Same(m.Reach)):
		return kept(there), nil
	case held:
		there.Reach, kind = m.Reach, project.LogMemberChanged
	default:
		there = m
	}
	r.members[there.ID] = there
	p.log(there.Log(kind, m.AddedBy, m.AddedAt))
	p.touch(m.AddedAt)
	return kept(there), nil
}

// membership finds the one with the same id, or else the one that holds for the same person and role.
func (r *Records) membership(like project.Member) (project.Member, bool) {
	if there, ok := r.members[like.ID]; ok {
		return there, true
	}
	for _, m := range r.members {
		if m.Project == like.Project && m.Person == like.Person && m.Role == like.Role && m.EndedAt.IsZero() {
			return m, true
		}
	}
	return project.Member{}, false
}

// EndMember ends a membership, unless it has ended.
func (r *Records) EndMember(ctx context.Context, id project.MemberID, actor project.PersonID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	m, ok := r.members[id]
	if !ok {
		return noRow("member " + string(id))
	}
	if !m.EndedAt.IsZero() {
		return nil
	}
	m.EndedAt = stored(at)
	r.members[id] = m
	p := r.projects[m.Project]
	p.log(m.Log(project.LogMemberRemoved, actor, at))
	p.touch(at)
	return nil
}

// Member gives one membership.
func (r *Records) Member(ctx context.Context, id project.MemberID) (project.Member, error) {
	if err := r.enter(ctx); err != nil {
		return project.Member{}, err
	}
	defer r.mu.Unlock()
	m, ok := r.members[id]
	if !ok {
		return m, noRow("member " + string(id))
	}
	return kept(m), nil
}

// Members lists the memberships that hold, oldest first.
func (r *Records) Members(ctx context.Context, filter project.MemberFilter) ([]project.Member, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Member
	for _, m := range r.members {
		wanted := (filter.Project == "" || filter.Project == m.Project) && (filter.Person == "" || filter.Person == m.Person)
		if wanted && m.EndedAt.IsZero() {
			all = append(all, kept(m))
		}
	}
	slices.SortFunc(all, func(a, b project.Member) int {
		return cmp.Or(a.AddedAt.Compare(b.AddedAt), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// takesPart reports whether the person has a membership of the project that holds.
func (r *Records) takesPart(id project.ProjectID, person project.PersonID) bool {
	for _, m := range r.members {
		if m.Project == id && m.Person == person && m.EndedAt.IsZero() {
			return true
		}
	}
	return false
}
