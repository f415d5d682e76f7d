package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

func (r *Records) addNotices(notices []project.Notice) {
	for _, n := range notices {
		if _, there := r.notices[n.ID]; !there {
			pushed := n.Push
			n.At, n.ReadAt, n.Push = stored(n.At), stored(n.ReadAt), false
			r.notices[n.ID] = n
			if pushed {
				r.putPush(n)
			}
		}
	}
}

// Untold lists projects in whose log there is more than people were told of.
func (r *Records) Untold(ctx context.Context, limit int) ([]project.Untold, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Untold
	for id, p := range r.projects {
		told := r.told[id]
		told.Project = id
		if int64(len(p.events)) > told.Seq {
			all = append(all, told)
		}
	}
	slices.SortFunc(all, func(a, b project.Untold) int {
		return r.projects[a.Project].project.UpdatedAt.Compare(r.projects[b.Project].project.UpdatedAt)
	})
	return firstOf(all, limit), nil
}

// Tell writes a telling down.
func (r *Records) Tell(ctx context.Context, v project.Telling) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if r.told[v.Project].Seq != v.Seq {
		return project.Errorf(project.Conflict, "people were told of the log of %s by somebody else", v.Project)
	}
	r.told[v.Project] = project.Untold{Seq: v.To, Week: stored(v.NewWeek)}
	r.addLetters(v.Letters)
	r.addNotices(v.Notices)
	return nil
}

// Notices lists, newest first.
func (r *Records) Notices(ctx context.Context, filter project.NoticeFilter, page project.Page) ([]project.Notice, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.Notice
	for _, n := range r.notices {
		if (filter.To == "" || n.To == filter.To) && (filter.Project == "" || n.Project == filter.Project) && (filter.Letter == "" || n.Letter == filter.Letter) && (!filter.Shown || n.Shown) &&
			(!filter.Unread || n.ReadAt.IsZero()) && (page.After == "" || string(n.ID) < page.After) {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b project.Notice) int { return cmp.Compare(b.ID, a.ID) })
	return firstOf(found, page.Limit), nil
}

// UnreadNotices counts those that were not read.
func (r *Records) UnreadNotices(ctx context.Context, to project.PersonID) (int, error) {
	found, err := r.Notices(ctx, project.NoticeFilter{To: to, Shown: true, Unread: true}, project.Page{})
	return len(found), err
}

// UnreadOf says what people have not read.
func (r *Records) UnreadOf(ctx context.Context, people []project.PersonID) (map[project.PersonID]project.Unread, error) {
	all := map[project.PersonID]project.Unread{}
	for _, person := range people {
		found, err := r.Notices(ctx, project.NoticeFilter{To: person, Shown: true, Unread: true}, project.Page{})
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			all[person] = project.Unread{Count: len(found), Newest: found[0].ID, Kind: found[0].Kind}
		}
	}
	return all, nil
}

// ReadNotices marks notices as read.
func (r *Records) ReadNotices(ctx context.Context, to project.PersonID, ids []project.NoticeID, upTo project.NoticeID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	for id, n := range r.notices {
		if n.To == to && n.ReadAt.IsZero() && (slices.Contains(ids, id) || upTo != "" && id <= upTo) {
			n.ReadAt = stored(at)
			r.notices[id] = n
		}
	}
	return nil
}

// Choices gives what people have chosen.
func (r *Records) Choices(ctx context.Context, people []project.PersonID) (map[project.PersonID][]project.Choice, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	all := map[project.PersonID][]project.Choice{}
	for _, id := range people {
		if chosen := r.choices[id]; len(chosen) > 0 {
			all[id] = slices.Clone(chosen)
		}
	}
	return all, nil
}

// PutChoices writes choices over those that are there.
func (r *Records) PutChoices(ctx context.Context, person project.PersonID, choices []project.Choice, _ time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	all := r.choices[person]
	for _, c := range choices {
		all = slices.DeleteFunc(all, func(old project.Choice) bool { return old.Kind == c.Kind })
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b project.Choice) int { return cmp.Compare(a.Kind, b.Kind) })
	r.choices[person] = all
	return nil
}

// PutCalendar makes the hash the one of the person's calendar.
func (r *Records) PutCalendar(ctx context.Context, person project.PersonID, hash string, _ time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if hash == "" {
		delete(r.calendars, person)
		return nil
	}
	r.calendars[person] = hash
	return nil
}

// CalendarOf gives whose calendar has the hash.
func (r *Records) CalendarOf(ctx context.Context, hash string) (project.PersonID, error) {
	if err := r.enter(ctx); err != nil {
		return "", err
	}
	defer r.mu.Unlock()
	for person, own := range r.calendars {
		if own == hash {
			return person, nil
		}
	}
	return "", noRow("calendar")
}

// InstanceKey gives the key of the name.
func (r *Records) InstanceKey(ctx context.Context, name, fresh string) (string, error) {
	if err := r.enter(ctx); err != nil {
		return "", err
	}
	defer r.mu.Unlock()
	if r.keys[name] == "" {
		r.keys[name] = fresh
	}
	return r.keys[name], nil
}
