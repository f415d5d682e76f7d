package records

import (
	"context"
	"fmt"

	"tutti/project"
)

// stamp is the order of commits of one writer.
type stamp struct {
	writer string
	epoch  int
	seq    int
}

func stampOf(k project.CommitKey) stamp { return stamp{k.Writer, k.Epoch, k.Seq} }

// newerThan reports whether what stands in the row was written by a later commit of the same writer.
func (s stamp) newerThan(other stamp) bool {
	return s.writer == other.writer && (s.epoch > other.epoch || s.epoch == other.epoch && s.seq > other.seq)
}

// lockedProject is a project's row, held by this transaction until its end. All that numbers something per project
// holds it, so commits of one project follow one another and those of different projects do not meet.
type lockedProject struct {
	id        project.ProjectID
	state     project.ProjectState
	currency  string
	final     project.ArtifactID
	approved  int
	until     int64 // of a pause
	updatedAt int64
	lastEvent int64
	ledger    project.LedgerHead
	stamp     stamp
}

// lockProject holds the row by an update that changes nothing, since SQLite has no SELECT FOR UPDATE.
func (t *tx) lockProject(ctx context.Context, id project.ProjectID) (lockedProject, error) {
	scan := func(r row) (p lockedProject, err error) {
		err = r.Scan(&p.id, &p.state, &p.currency, &p.final, &p.approved, &p.until, &p.updatedAt, &p.lastEvent, &p.ledger.Seq, &p.ledger.Hash,
			&p.stamp.writer, &p.stamp.epoch, &p.stamp.seq)
		return p, err
	}
	found, err := list(ctx, t, scan, `
		UPDATE projects SET last_event = last_event WHERE id = $1
		RETURNING id, state, currency, final_id, approved, paused_until, updated_at, last_event, last_transaction, ledger_hash, writer, epoch, seq`, id)
	if err == nil && len(found) == 0 {
		return lockedProject{}, project.Errorf(project.NotFound, "there is no project %s", id)
	}
	if err != nil {
		return lockedProject{}, err
	}
	return found[0], nil
}

// Commit records one step of the process whole or not at all; see project.Records.
func (s *Store) Commit(ctx context.Context, c project.Commit) (project.Committed, error) {
	about := fmt.Sprintf("step %d.%d of section %s of %s", c.Key.Epoch, c.Key.Seq, c.Key.Writer, c.Key.Project)
	var answer project.Committed
	err := s.write(ctx, about, func(ctx context.Context, t *tx) (err error) {
		answer, err = s.commit(ctx, t, c)
		return err
	})
	return answer, err
}

func (s *Store) commit(ctx context.Context, t *tx, c project.Commit) (project.Committed, error) {
	p, err := t.lockProject(ctx, c.Key.Project)
	if err != nil {
		return project.Committed{}, err
	}
	known, err := t.answerOf(ctx, c.Key)
	if err != nil {
		return project.Committed{}, err
	}
	if len(known) > 0 {
		return known[0], nil
	}
	step := &step{tx: t, commit: c, project: p}
	if err := step.gather(ctx); err != nil {
		return project.Committed{}, err
	}
	return step.record(ctx, s.bookRules(p))
}

// answerOf gives the answer of a commit that was recorded before, nothing when this is the first time.
func (t *tx) answerOf(ctx context.Context, k project.CommitKey) ([]project.Committed, error) {
	scan := func(r row) (a project.Committed, err error) {
		err = r.Scan(document{&a})
		return a, err
	}
	return list(ctx, t, scan, `SELECT answer FROM commits WHERE project_id = $1 AND writer = $2 AND epoch = $3 AND seq = $4`,
		k.Project, k.Writer, k.Epoch, k.Seq)
}

// step is one commit on its way into the tables: what is to be written, without what came too late.
type step struct {
	tx      *tx
	commit  project.Commit
	project lockedProject

	subGigs  []project.SubGig // the last state of each
	before   []standing       // how each stood
	ended    []project.SubGigID
	reopened []project.SubGigID
	offers   []project.Offer
	marks    []project.DeliveryMark
	reviews  []project.ReviewID
	asked    []project.Proposal
	log      []project.LogEvent
	postings []project.Posting
	refund   bool
	rooms    rooms
}

// gather takes what the commit asks for. A change whose row holds a later state is left out with all its effects: it
// comes from a worker that was cut off and does not know what was decided since.
func (s *step) gather(ctx context.Context) error {
	s.gatherProject()
	ids := make([]project.SubGigID, 0, len(s.commit.Changes))
	for _, c := range s.commit.Changes {
		ids = append(ids, c.SubGig.ID)
	}
	rows, err := s.tx.standings(ctx, s.commit.Key.Project, ids)
	if err != nil {
		return err
	}
	place := map[project.SubGigID]int{}
	for _, c := range s.commit.Changes {
		row, ok := rows[c.SubGig.ID]
		if !ok {
			return project.Errorf(project.NotFound, "there is no sub-gig %s in the project %s", c.SubGig.ID, s.commit.Key.Project)
		}
		if row.stamp.newerThan(stampOf(s.commit.Key)) {
			continue
		}
		s.gatherChange(c, row, place)
		row.state = c.SubGig.State
		rows[c.SubGig.ID] = row
	}
	return nil
}

func (s *step) gatherProject() {
	change := s.commit.Project
	if change == nil || s.project.stamp.newerThan(stampOf(s.commit.Key)) {
		return
	}
	if change.State != "" { // a line of the log alone, as the assembly's, says nothing about what is newer
		s.project.stamp = stampOf(s.commit.Key)
		s.project.state, s.project.until = change.State, micros(change.Until)
	}
	if change.Final != "" {
		s.project.final = change.Final
	}
	s.log = append(s.log, change.Log...)
	s.postings = append(s.postings, change.Postings...)
	s.refund = change.RefundReserve
}

func (s *step) gatherChange(c project.Change, row standing, place map[project.SubGigID]int) {
	if i, again := place[c.SubGig.ID]; again {
		s.subGigs[i] = c.SubGig
	} else {
		place[c.SubGig.ID] = len(s.subGigs)
		s.subGigs = append(s.subGigs, c.SubGig)
		s.before = append(s.before, row)
	}
	if c.SubGig.State.Ended() && !row.state.Ended() {
		s.ended = append(s.ended, c.SubGig.ID)
	}
	if c.SubGig.State == project.Approved && row.state != project.Approved {
		s.project.approved++
	}
	if c.SubGig.State != project.Approved && row.state == project.Approved {
		s.project.approved--
		s.reopened = append(s.reopened, c.SubGig.ID)
	}
	s.offers = append(s.offers, c.Effects.Offers...)
	s.marks = append(s.marks, c.Effects.Deliveries...)
	s.asked = append(s.asked, c.Effects.Proposals...)
	if c.Effects.Review != "" {
		s.reviews = append(s.reviews, c.Effects.Review)
	}
	s.log = append(s.log, c.Effects.Log...)
	s.postings = append(s.postings, c.Effects.Postings...)
}

// record writes what was gathered, and the answer for repeats.
func (s *step) record(ctx context.Context, rules project.BookRules) (project.Committed, error) {
	var answer project.Committed
	id, at := s.commit.Key.Project, micros(s.commit.At)
	for _, do := range []func() error{
		func() error { return s.holdRooms(ctx) },
		func() error { return s.tx.saveSubGigs(ctx, s.commit.Key, at, s.subGigs) },
		func() (err error) { answer.Queued, err = s.checkRooms(ctx); return err },
		func() error { return s.tx.saveOffers(ctx, id, s.offers) },
		func() error { return s.tx.saveProposals(ctx, id, s.asked) },
		func() error { return s.agree(ctx) },
		func() (err error) { answer.Freed, err = s.freedOffers(ctx); return err },
		func() error { return s.tx.markDeliveries(ctx, at, s.marks) },
		func() error { return s.tx.decideReviews(ctx, s.reviews) },
		func() (err error) { s.project.ledger, err = s.post(ctx, rules); return err },
		func() error { return s.tx.insertEvents(ctx, id, s.project.lastEvent, s.dated()) },
		func() (err error) { answer.Unblock, err = s.tx.unblocked(ctx, s.ended); return err },
		func() (err error) { answer.Outdate, err = s.tx.outdated(ctx, s.reopened); return err },
	} {
		if err := do(); err != nil {
			return project.Committed{}, err
		}
	}
	answer.LastEvent = s.project.lastEvent + int64(len(s.log))
	return answer, s.close(ctx, answer)
}

// dated gives every event of the step a time.
func (s *step) dated() []project.LogEvent {
	for i := range s.log {
		if s.log[i].At.IsZero() {
			s.log[i].At = s.commit.At
		}
	}
	return s.log
}

// close keeps the answer under the commit's key and writes the project's row.
func (s *step) close(ctx context.Context, answer project.Committed) error {
	k, p := s.commit.Key, s.project
	_, err := s.tx.exec(ctx, `INSERT INTO commits (project_id, writer, epoch, seq, answer, at) VALUES ($1, $2, $3, $4, $5, $6)`,
		k.Project, k.Writer, k.Epoch, k.Seq, asJSON{answer}, micros(s.commit.At))
	if err != nil {
		return err
	}
	return s.tx.must(ctx, `
		UPDATE projects SET state = $2, final_id = $3, approved = $4, updated_at = $5, last_event = $6, last_transaction = $7,
		ledger_hash = $8, writer = $9, epoch = $10, seq = $11, paused_until = $12 WHERE id = $1`,
		k.Project, p.state, p.final, p.approved, max(p.updatedAt, micros(s.commit.At)), answer.LastEvent, p.ledger.Seq, p.ledger.Hash,
		p.stamp.writer, p.stamp.epoch, p.stamp.seq, p.until)
}
