package memory

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"tutti/project"
)

type acknowledgedKey struct {
	subGig project.SubGigID
	person project.PersonID
}

// PinAnswer records a once under the project's next version.
func (r *Records) PinAnswer(ctx context.Context, a project.PinnedAnswer) (project.PinnedAnswer, error) {
	if err := r.enter(ctx); err != nil {
		return project.PinnedAnswer{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(a.Project)
	if err != nil {
		return project.PinnedAnswer{}, err
	}
	all := r.pinned[a.Project]
	if at := slices.IndexFunc(all, func(x project.PinnedAnswer) bool { return x.ID == a.ID }); at >= 0 {
		return all[at], nil
	}
	if len(all) >= project.MaxPinned {
		return project.PinnedAnswer{}, project.Errorf(project.Conflict, "the project has %d pinned answers, which is the most there can be; write what is new into the plan", len(all))
	}
	a.Version, a.At = len(all)+1, stored(a.At)
	r.pinned[a.Project] = append(all, a)
	p.log(project.LogEvent{Kind: project.LogPinned, Actor: a.Actor, Detail: strconv.Itoa(a.Version), At: a.At})
	p.touch(a.At)
	return a, nil
}

// PinnedAnswers lists the answers of a project by version.
func (r *Records) PinnedAnswers(ctx context.Context, id project.ProjectID) ([]project.PinnedAnswer, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return slices.Clone(r.pinned[id]), nil
}

// AcknowledgeBrief records a, unless the person has acknowledged as much before.
func (r *Records) AcknowledgeBrief(ctx context.Context, a project.Acknowledgement) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(a.Project)
	if err != nil {
		return err
	}
	if _, ok := r.subGigs[a.SubGig]; !ok {
		return project.Errorf(project.NotFound, "the acknowledgement of %s refers to something that is not there", a.SubGig)
	}
	key := acknowledgedKey{a.SubGig, a.Person}
	if before, ok := r.acknowledged[key]; ok && before >= a.Version {
		return nil
	}
	r.acknowledged[key] = a.Version
	p.log(project.LogEvent{Kind: project.LogAcknowledged, SubGig: a.SubGig, Actor: a.Person, Detail: strconv.Itoa(a.Version), At: a.At})
	p.touch(stored(a.At))
	return nil
}

// Acknowledged gives the newest version that the person has acknowledged.
func (r *Records) Acknowledged(ctx context.Context, id project.SubGigID, person project.PersonID) (int, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	return r.acknowledged[acknowledgedKey{id, person}], nil
}

// PutRoundNote records n once, with its line in the log.
func (r *Records) PutRoundNote(ctx context.Context, n project.RoundNote) (project.RoundNote, error) {
	if err := r.enter(ctx); err != nil {
		return project.RoundNote{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(n.Project)
	if err != nil {
		return project.RoundNote{}, err
	}
	if there, ok := r.notes[n.ID]; ok {
		return there, nil
	}
	if _, ok := r.deliveries[n.Delivery]; !ok {
		return project.RoundNote{}, project.Errorf(project.NotFound, "the note %s refers to something that is not there", n.ID)
	}
	n.Review, n.At = "", stored(n.At)
	r.notes[n.ID] = n
	p.log(n.Event(project.LogNoted, n.Author, n.At))
	p.touch(n.At)
	return n, nil
}

// RoundNote gives one note.
func (r *Records) RoundNote(ctx context.Context, id project.NoteID) (project.RoundNote, error) {
	if err := r.enter(ctx); err != nil {
		return project.RoundNote{}, err
	}
	defer r.mu.Unlock()
	n, ok := r.notes[id]
	if !ok {
		return n, noRow("note " + string(id))
	}
	return n, nil
}

// RoundNotes lists the notes of a sub-gig, oldest first.
func (r *Records) RoundNotes(ctx context.Context, id project.SubGigID) ([]project.RoundNote, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.RoundNote
	for _, n := range r.notes {
		if n.SubGig == id {
			all = append(all, n)
		}
	}
	slices.SortFunc(all, func(a, b project.RoundNote) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// DropRoundNote forgets a note that waits, with its line in the log.
func (r *Records) DropRoundNote(ctx context.Context, id project.NoteID, actor project.PersonID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	n, there := r.notes[id]
	if !there {
		return nil
	}
	if n.Review != "" {
		return project.Errorf(project.Conflict, "this note was sent to the seller already")
	}
	p, err := r.find(n.Project)
	if err != nil {
		return err
	}
	delete(r.notes, id)
	p.log(n.Event(project.LogNoteDropped, actor, at))
	p.touch(stored(at))
	return nil
}

// sendNotes marks the notes that a decided review has taken.
func (r *Records) sendNotes(v project.Review) {
	for _, id := range v.Taken {
		if n, ok := r.notes[id]; ok && n.Review == "" {
			n.Review = v.ID
			r.notes[id] = n
		}
	}
}
