package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"tutti/project"
)

// said is everything that people say, and how they want to be called.
type said struct {
	messages map[project.MessageID]project.Message
	texts    map[project.MessageID][]project.MessageText
	reports  []project.Report // in the order of their making
	showings map[showingKey]project.Showing
}

type showingKey struct {
	project project.ProjectID
	person  project.PersonID
}

func newSaid() said {
	return said{messages: map[project.MessageID]project.Message{}, texts: map[project.MessageID][]project.MessageText{}, showings: map[showingKey]project.Showing{}}
}

// PutMessage records m once, with its line in the log.
func (r *Records) PutMessage(ctx context.Context, m project.Message) (project.Message, error) {
	if err := r.enter(ctx); err != nil {
		return project.Message{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(m.Project)
	if err != nil {
		return project.Message{}, err
	}
	if !r.stands(m) {
		return project.Message{}, project.Errorf(project.NotFound, "the message %s is about something that is not there", m.ID)
	}
	if there, ok := r.said.messages[m.ID]; ok {
		return kept(there), nil
	}
	if err := r.referTo(m.Files...); err != nil {
		return project.Message{}, err
	}
	m = storedMessage(m)
	r.said.messages[m.ID] = m
	p.log(m.Announced())
	p.touch(m.CreatedAt)
	return kept(m), nil
}

// stands reports whether what the message is about is there.
func (r *Records) stands(m project.Message) bool {
	d, delivery := r.deliveries[m.Delivery]
	a, artifact := r.artifacts[m.Artifact]
	head, thread := r.said.messages[m.ReplyTo]
	return (m.Delivery == "" || delivery && d.Project == m.Project) && (m.Artifact == "" || artifact && a.Project == m.Project) &&
		(m.ReplyTo == "" || thread && head.Project == m.Project)
}

func storedMessage(m project.Message) project.Message {
	m = kept(m)
	m.CreatedAt, m.EditedAt, m.DeletedAt = stored(m.CreatedAt), stored(m.EditedAt), stored(m.DeletedAt)
	return m
}

// Message gives one message.
func (r *Records) Message(ctx context.Context, id project.MessageID) (project.Message, error) {
	if err := r.enter(ctx); err != nil {
		return project.Message{}, err
	}
	defer r.mu.Unlock()
	m, ok := r.said.messages[id]
	if !ok {
		return m, noRow("message " + string(id))
	}
	return kept(m), nil
}

// Messages lists what the filter asks for, by id.
func (r *Records) Messages(ctx context.Context, filter project.MessageFilter, page project.Page) ([]project.Message, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	ids := slices.Sorted(maps.Keys(r.said.messages))
	if filter.Newest {
		slices.Reverse(ids)
	}
	var all []project.Message
	for _, id := range ids {
		past := page.After != "" && cmp.Compare(string(id), page.After) != 1
		if filter.Newest {
			past = page.After != "" && cmp.Compare(string(id), page.After) != -1
		}
		if m := r.said.messages[id]; !past && wantedMessage(filter, m) {
			all = append(all, m)
		}
	}
	return keptAll(firstOf(all, page.Limit)), nil
}

func wantedMessage(f project.MessageFilter, m project.Message) bool {
	return (f.Project == "" || f.Project == m.Project) && (f.Room == "" || f.Room == m.Room) && (f.Delivery == "" || f.Delivery == m.Delivery) &&
		(f.Artifact == "" || f.Artifact == m.Artifact) && (f.SubGig == "" || f.SubGig == m.SubGig) &&
		(f.Thread == "" || f.Thread == m.ReplyTo) && (!f.Appealed || m.Appealed())
}

// ChangeMessage records the next version of a message, with a line in the log.
func (r *Records) ChangeMessage(ctx context.Context, next project.Message, log project.LogEvent) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(next.Project)
	if err != nil {
		return err
	}
	was, ok := r.said.messages[next.ID]
	if !ok {
		return noRow("message " + string(next.ID))
	}
	if was.Version != next.Version-1 {
		return project.Errorf(project.Conflict, "the message was changed meanwhile; read it again")
	}
	next = storedMessage(next)
	switch {
	case !next.DeletedAt.IsZero():
		delete(r.said.texts, next.ID)
	case !next.EditedAt.Equal(was.EditedAt):
		written := was.CreatedAt
		if was.EditedAt.After(written) {
			written = was.EditedAt
		}
		r.said.texts[next.ID] = append(r.said.texts[next.ID], project.MessageText{Version: was.Version, Text: was.Text, At: written})
	}
	if next.Hidden() {
		r.forgetReports(next.ID)
	}
	r.said.messages[next.ID] = next
	if !next.DeletedAt.IsZero() {
		r.leaveUnused(was.Files, next.DeletedAt)
	}
	p.log(log)
	p.touch(stored(log.At))
	return nil
}

// MessageHistory lists what a message said before, oldest first.
func (r *Records) MessageHistory(ctx context.Context, id project.MessageID) ([]project.MessageText, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return keptAll(r.said.texts[id]), nil
}

// ReportMessage records v once for its message and reporter.
func (r *Records) ReportMessage(ctx context.Context, v project.Report, log project.LogEvent) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(v.Project)
	if err != nil {
		return err
	}
	if _, ok := r.said.messages[v.Message]; !ok {
		return project.Errorf(project.NotFound, "the report of %s refers to something that is not there", v.Message)
	}
	if slices.ContainsFunc(r.said.reports, func(x project.Report) bool { return x.Message == v.Message && x.Reporter == v.Reporter }) {
		return nil
	}
	v.At = stored(v.At)
	r.said.reports = append(r.said.reports, v)
	p.log(log)
	p.touch(v.At)
	return nil
}

// Reports lists the open reports of a project, oldest first.
func (r *Records) Reports(ctx context.Context, id project.ProjectID) ([]project.Report, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Report
	for _, v := range r.said.reports {
		if v.Project == id {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b project.Report) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Reporter, b.Reporter))
	})
	return all, nil
}

func (r *Records) forgetReports(id project.MessageID) (forgotten int) {
	before := len(r.said.reports)
	r.said.reports = slices.DeleteFunc(r.said.reports, func(v project.Report) bool { return v.Message == id })
	return before - len(r.said.reports)
}

// CloseReports forgets the reports of a message, with a line in the log.
func (r *Records) CloseReports(ctx context.Context, id project.MessageID, log project.LogEvent) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	m, ok := r.said.messages[id]
	if !ok {
		return noRow("message " + string(id))
	}
	p, err := r.find(m.Project)
	if err != nil {
		return err
	}
	if r.forgetReports(id) > 0 {
		p.log(log)
		p.touch(stored(log.At))
	}
	return nil
}

// PutShowing records how a person wants to be called in a project.
func (r *Records) PutShowing(ctx context.Context, id project.ProjectID, person project.PersonID, s project.Showing) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, err := r.find(id); err != nil {
		return err
	}
	r.said.showings[showingKey{id, person}] = s
	return nil
}

// Showings gives what people have chosen.
func (r *Records) Showings(ctx context.Context, id project.ProjectID, people []project.PersonID) (map[project.PersonID]project.Showing, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	found := map[project.PersonID]project.Showing{}
	for _, person := range people {
		if s, ok := r.said.showings[showingKey{id, person}]; ok {
			found[person] = s
		}
	}
	return found, nil
}
