package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// PutLetters keeps the letters that are not kept yet.
func (r *Records) PutLetters(ctx context.Context, letters ...project.Letter) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	r.addLetters(letters)
	return nil
}

func (r *Records) addLetters(letters []project.Letter) {
	for _, l := range letters {
		l = l.Named()
		l.At = stored(l.At)
		if _, there := r.letters[l.ID]; there || r.letterKeys[l.Key] {
			continue
		}
		r.letterKeys[l.Key] = true
		r.letters[l.ID] = kept(project.LetterRecord{Letter: l, State: project.LetterWaiting, Due: l.At})
	}
}

// Letter gives one letter.
func (r *Records) Letter(ctx context.Context, id project.LetterID) (project.LetterRecord, error) {
	if err := r.enter(ctx); err != nil {
		return project.LetterRecord{}, err
	}
	defer r.mu.Unlock()
	l, ok := r.letters[id]
	if !ok {
		return l, noRow("letter " + string(id))
	}
	return kept(l), nil
}

// Letters lists, newest first.
func (r *Records) Letters(ctx context.Context, filter project.LetterFilter, page project.Page) ([]project.LetterRecord, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.LetterRecord
	for _, l := range r.letters {
		if (filter.State == "" || l.State == filter.State) && (filter.To == "" || l.To == filter.To) && (page.After == "" || string(l.ID) < page.After) {
			found = append(found, l)
		}
	}
	slices.SortFunc(found, func(a, b project.LetterRecord) int { return cmp.Compare(b.ID, a.ID) })
	return keptAll(firstOf(found, page.Limit)), nil
}

// DueLetters names the letters that are to be looked at now.
func (r *Records) DueLetters(ctx context.Context, at time.Time, limit int) ([]project.LetterID, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var due []project.LetterRecord
	for _, l := range r.letters {
		if !l.State.Ended() && !l.Due.After(stored(at)) {
			due = append(due, l)
		}
	}
	slices.SortFunc(due, func(a, b project.LetterRecord) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	var ids []project.LetterID
	for _, l := range firstOf(due, limit) {
		ids = append(ids, l.ID)
	}
	return ids, nil
}

// HandLetter writes down that the mail server is being given the letter.
func (r *Records) HandLetter(ctx context.Context, id project.LetterID, tries int, answerBy time.Time) error {
	return r.changeLetter(ctx, id, func(l project.LetterRecord) (project.LetterRecord, error) { return l.Hand(tries, answerBy) })
}

// HearLetter writes down what became of a letter.
func (r *Records) HearLetter(ctx context.Context, id project.LetterID, news project.LetterNews) error {
	return r.changeLetter(ctx, id, func(l project.LetterRecord) (project.LetterRecord, error) { return l.Hear(news), nil })
}

// AgainLetter lets a letter that did not arrive wait once more.
func (r *Records) AgainLetter(ctx context.Context, id project.LetterID, at time.Time) error {
	return r.changeLetter(ctx, id, func(l project.LetterRecord) (project.LetterRecord, error) { return l.Again(at) })
}

func (r *Records) changeLetter(ctx context.Context, id project.LetterID, step func(project.LetterRecord) (project.LetterRecord, error)) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	was, ok := r.letters[id]
	if !ok {
		return noRow("letter " + string(id))
	}
	now, err := step(kept(was))
	if err != nil {
		return err
	}
	now.Due, now.EndedAt = stored(now.Due), stored(now.EndedAt)
	r.letters[id] = now
	if !now.Alarms(was) {
		return nil
	}
	var operators []project.PersonID
	for _, p := range r.people {
		if slices.Contains(p.Roles, project.RoleOperator) {
			operators = append(operators, p.ID)
		}
	}
	r.addNotices(now.Alarm(operators))
	return nil
}
