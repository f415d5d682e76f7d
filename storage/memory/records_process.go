package memory

import (
	"cmp"
	"context"
	"slices"

	"tutti/project"
)

// newer reports whether the row's commit came after k from the same writer.
func newer(row, k project.CommitKey) bool {
	return row.Writer == k.Writer && (row.Epoch > k.Epoch || row.Epoch == k.Epoch && row.Seq > k.Seq)
}

// Commit records one step of the process whole or not at all.
func (r *Records) Commit(ctx context.Context, c project.Commit) (project.Committed, error) {
	if err := r.enter(ctx); err != nil {
		return project.Committed{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(c.Key.Project)
	if err != nil {
		return project.Committed{}, err
	}
	if done, ok := p.commits[c.Key]; ok {
		return kept(done.answer), nil
	}
	s := &step{records: r, rows: p, commit: kept(c)}
	if err := s.gather(); err != nil {
		return project.Committed{}, err
	}
	if err := s.checkRooms(); err != nil {
		return project.Committed{}, err
	}
	if err := s.agree(); err != nil {
		return project.Committed{}, err
	}
	book, err := s.book()
	if err != nil {
		return project.Committed{}, err
	}
	return s.record(book), nil // nothing fails from here on
}

// step is one commit on its way into the rows, without what came too late.
type step struct {
	records  *Records
	rows     *projectRows
	commit   project.Commit
	changes  []project.Change
	project  *project.ProjectChange // nil when there is none or it came too late
	log      []project.LogEvent
	postings []project.Posting
	rooms    rooms
	agreed   []project.PlanChange
	plan     project.Plan // once that is in it
}

func (s *step) gather() error {
	if c := s.commit.Project; c != nil && !newer(s.rows.stamp, s.commit.Key) {
		s.project = c
		s.log, s.postings = append(s.log, c.Log...), append(s.postings, c.Postings...)
	}
	for _, c := range s.commit.Changes {
		row, ok := s.records.subGigs[c.SubGig.ID]
		if !ok || row.Project != s.commit.Key.Project {
			return project.Errorf(project.NotFound, "there is no sub-gig %s in the project %s", c.SubGig.ID, s.commit.Key.Project)
		}
		if newer(row.stamp, s.commit.Key) {
			continue
		}
		s.changes = append(s.changes, c)
		s.log, s.postings = append(s.log, c.Effects.Log...), append(s.postings, c.Effects.Postings...)
	}
	return s.check()
}

// check finds what the changes name and the rows do not have.
func (s *step) check() error {
	for _, c := range s.changes {
		for _, m := range c.Effects.Deliveries {
			if _, ok := s.records.deliveries[m.ID]; !ok {
				return project.Errorf(project.NotFound, "a delivery that the process marks, such as %s, is not in the records", m.ID)
			}
		}
		if v := c.Effects.Review; v != "" {
			if _, ok := s.records.reviews[v]; !ok {
				return project.Errorf(project.NotFound, "the review %s that the process decides is not in the records", v)
			}
		}
	}
	return nil
}

// record writes everything and keeps the answer for repeats.
func (s *step) record(book *project.Book) project.Committed {
	s.rows.keepBook(book)
	queued := s.opened()
	var ended, reopened []*subGigRow
	for _, c := range s.changes {
		row := s.records.subGigs[c.SubGig.ID]
		if row.State == project.Approved && c.SubGig.State != project.Approved {
			s.rows.project.Approved--
			reopened = append(reopened, row)
		}
		if s.change(row, c) {
			ended = append(ended, row)
		}
	}
	s.changeProject()
	s.sayAgreed()
	for _, e := range s.log {
		if e.At.IsZero() {
			e.At = s.commit.At
		}
		s.rows.log(e)
	}
	s.rows.touch(s.commit.At)
	answer := project.Committed{Unblock: s.dependents(ended, false), Outdate: s.dependents(reopened, true), LastEvent: int64(len(s.rows.events)),
		Queued: queued, Freed: s.freedOffers()}
	s.rows.commits[s.commit.Key] = recordedCommit{answer, stored(s.commit.At)}
	return kept(answer)
}

func (s *step) changeProject() {
	if s.project == nil {
		return
	}
	s.rows.stamp = s.commit.Key
	if s.project.State != "" {
		s.rows.project.State, s.rows.project.PausedUntil = s.project.State, stored(s.project.Until)
	}
	s.rows.project.Final = cmp.Or(s.project.Final, s.rows.project.Final)
}

// change writes one sub-gig with its offers, marks and review, and says whether it ended now.
func (s *step) change(row *subGigRow, c project.Change) bool {
	ended := c.SubGig.State.Ended() && !row.State.Ended()
	if c.SubGig.State == project.Approved && row.State != project.Approved {
		s.rows.project.Approved++
	}
	row.SubGig, row.stamp, row.UpdatedAt = kept(c.SubGig), s.commit.Key, stored(s.commit.At)
	for _, o := range c.Effects.Offers {
		there, known := s.records.offers[o.ID]
		if !known {
			there = project.OfferRecord{Offer: o, Project: s.commit.Key.Project}
			there.Made = stored(o.Made)
		}
		there.State, there.Reason, there.Answered, there.Expires = o.State, o.Reason, stored(o.Answered), stored(o.Expires)
		there.PriceMinor, there.WorkFor = o.PriceMinor, o.WorkFor
		s.records.offers[o.ID] = there
	}
	for _, p := range c.Effects.Proposals {
		s.records.propose(s.commit.Key.Project, p)
	}
	for _, m := range c.Effects.Deliveries {
		d := s.records.deliveries[m.ID]
		d.State, d.Version = m.State, cmp.Or(m.Version, d.Version)
		if m.State == project.DeliverySubmitted {
			d.SubmittedAt = stored(s.commit.At)
		}
		s.records.deliveries[m.ID] = d
	}
	if id := c.Effects.Review; id != "" {
		v := s.records.reviews[id]
		v.State = project.ReviewDecided
		s.records.reviews[id] = v
		s.records.sendNotes(v)
	}
	return ended
}

// dependents names the sub-gigs of other sections, or of all when these are reopened, that need one of these.
func (s *step) dependents(upstreams []*subGigRow, reopened bool) []project.Unblocked {
	type place struct {
		project.Unblocked
		position, upstream int
	}
	var all []place
	for _, g := range s.rows.order {
		for _, u := range upstreams {
			if (reopened || g.Section != u.Section) && slices.Contains(g.NeedsAll, u.ID) {
				all = append(all, place{project.Unblocked{Section: g.Section, SubGig: g.ID, Upstream: u.ID, Reopened: reopened}, g.Position, u.Position})
			}
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.Section, b.Section), cmp.Compare(a.position, b.position), cmp.Compare(a.upstream, b.upstream))
	})
	var found []project.Unblocked
	for _, p := range all {
		found = append(found, p.Unblocked)
	}
	return found
}
