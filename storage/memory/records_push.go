package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tutti/project"
)

type pushKey struct {
	subscription project.PushID
	notice       project.NoticeID
}

// pushRow is what a browser has still to show.
type pushRow struct {
	tries int
	due   time.Time
}

// PutPush records s once.
func (r *Records) PutPush(ctx context.Context, s project.PushSubscription) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	for id, other := range r.browsers {
		if other.Hash == s.Hash && id != s.ID {
			r.dropPush(id)
		}
	}
	if _, there := r.browsers[s.ID]; there {
		return nil
	}
	if n := len(r.browsersOf(s.Person)); n >= project.MaxPushes {
		return project.Errorf(project.Limited, "%d browsers show your notices already, and no more can: take one away first", n)
	}
	s.CreatedAt = stored(s.CreatedAt)
	r.browsers[s.ID] = s
	return nil
}

func (r *Records) browsersOf(person project.PersonID) (all []project.PushSubscription) {
	for _, s := range r.browsers {
		if s.Person == person {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b project.PushSubscription) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (r *Records) dropPush(id project.PushID) {
	delete(r.browsers, id)
	maps.DeleteFunc(r.pushes, func(k pushKey, _ pushRow) bool { return k.subscription == id })
}

// PushSubscriptions lists, oldest first.
func (r *Records) PushSubscriptions(ctx context.Context, person project.PersonID) ([]project.PushSubscription, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return r.browsersOf(person), nil
}

// RemovePush forgets a browser.
func (r *Records) RemovePush(ctx context.Context, person project.PersonID, id project.PushID) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if s, there := r.browsers[id]; !there || s.Person != person {
		return noRow("browser " + string(id))
	}
	r.dropPush(id)
	return nil
}

// putPush writes a notice down for the browsers of its person.
func (r *Records) putPush(n project.Notice) {
	for _, s := range r.browsersOf(n.To) {
		r.pushes[pushKey{s.ID, n.ID}] = pushRow{due: n.At}
	}
}

// TakePushes gives what is due.
func (r *Records) TakePushes(ctx context.Context, at time.Time, limit int) ([]project.Push, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var keys []pushKey
	for k, p := range r.pushes {
		if !p.due.After(at) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b pushKey) int {
		return cmp.Or(r.pushes[a].due.Compare(r.pushes[b].due), cmp.Compare(a.notice, b.notice), cmp.Compare(a.subscription, b.subscription))
	})
	var due []project.Push
	for _, k := range firstOf(keys, limit) {
		s, n, tries := r.browsers[k.subscription], r.notices[k.notice], r.pushes[k].tries
		delete(r.pushes, k)
		if n.ID != "" && n.ReadAt.IsZero() && r.holds(s.Session, at) {
			due = append(due, project.Push{Subscription: s, Notice: n, Tries: tries})
		}
	}
	return due, nil
}

// holds reports whether the session has not ended; none never does.
func (r *Records) holds(id project.SessionID, at time.Time) bool {
	s, there := r.sessions[id]
	return id == "" || there && s.Holds(at)
}

// PushAgain lets one be due once more.
func (r *Records) PushAgain(ctx context.Context, p project.Push, due time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, there := r.browsers[p.Subscription.ID]; there {
		r.pushes[pushKey{p.Subscription.ID, p.Notice.ID}] = pushRow{tries: p.Tries + 1, due: stored(due)}
	}
	return nil
}
