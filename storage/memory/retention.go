package memory

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"tutti/project"
)

// Forget deletes, or empties, what is old.
func (r *Records) Forget(ctx context.Context, class project.DataClass, before time.Time, limit int) (int, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	switch class {
	case project.KeepAudit:
		return r.auditLog.forget(before, limit), nil
	case project.KeepCommits:
		return r.forgetCommits(before, limit), nil
	case project.KeepAttempts:
		return r.forgetAttempts(before, limit), nil
	case project.KeepLetters:
		return r.emptyLetters(before, limit), nil
	case project.KeepAnswers:
		return forget(r.commands, before, limit, func(c project.CommandRecord) time.Time {
			if c.Status == 0 && c.Line.Operation != "" { // the audit log has to tell of it first
				return time.Time{}
			}
			return c.At
		}), nil
	case project.KeepErrands:
		return forget(r.errands, before, limit, func(e project.Errand) time.Time { return e.EndedAt }), nil
	case project.KeepNotices:
		return forget(r.notices, before, limit, func(n project.Notice) time.Time { return n.At }), nil
	case project.KeepLinks:
		return forget(r.links, before, limit, func(l project.Link) time.Time {
			if l.Purpose == project.LinkSetup {
				return time.Time{}
			}
			return l.ExpiresAt
		}), nil
	case project.KeepSessions:
		return forget(r.sessions, before, limit, sessionEnd), nil
	}
	return 0, project.Errorf(project.Invalid, "the records have no class %q of rows that can be forgotten", class)
}

// sessionEnd is the first of the ways in which a session ends.
func sessionEnd(s project.Session) time.Time {
	end := s.SeenAt.Add(project.SessionIdle)
	for _, other := range []time.Time{s.ExpiresAt, s.RevokedAt} {
		if !other.IsZero() && other.Before(end) {
			end = other
		}
	}
	return end
}

// forget deletes the oldest rows that were done with before the time; the zero time is never.
func forget[K comparable, V any](rows map[K]V, before time.Time, limit int, done func(V) time.Time) int {
	var old []K
	for key, row := range rows {
		if at := done(row); !at.IsZero() && at.Before(before) {
			old = append(old, key)
		}
	}
	slices.SortFunc(old, func(a, b K) int { return done(rows[a]).Compare(done(rows[b])) })
	old = firstOf(old, limit)
	for _, key := range old {
		delete(rows, key)
	}
	return len(old)
}

func (a *auditLog) forget(before time.Time, limit int) int {
	n := 0
	for _, l := range firstOf(a.lines, limit) {
		if !l.At.Before(before) {
			break
		}
		a.head.Forgotten, a.head.ForgottenHash = l.Seq, l.Hash
		n++
	}
	a.lines = a.lines[n:]
	return n
}

func (r *Records) emptyLetters(before time.Time, limit int) int {
	said := map[project.LetterID]project.LetterRecord{}
	for id, l := range r.letters {
		if len(l.Facts) > 0 {
			said[id] = l
		}
	}
	all := maps.Clone(said)
	n := forget(said, before, limit, func(l project.LetterRecord) time.Time { return l.EndedAt })
	for id, l := range all {
		if _, still := said[id]; !still {
			l.Facts = map[string]string{}
			r.letters[id] = l
		}
	}
	return n
}

func (r *Records) forgetAttempts(before time.Time, limit int) int {
	n := 0
	for _, w := range r.webhooks {
		w.attempts = slices.DeleteFunc(w.attempts, func(a project.WebhookAttempt) bool {
			old := a.At.Before(before) && (limit <= 0 || n < limit)
			if old {
				n++
			}
			return old
		})
	}
	return n
}

func (r *Records) forgetCommits(before time.Time, limit int) int {
	n := 0
	for _, p := range r.projects {
		for key, c := range p.commits {
			if c.at.Before(before) && (limit <= 0 || n < limit) && p.unrepeatable(key, before) {
				delete(p.commits, key)
				n++
			}
		}
	}
	return n
}

// unrepeatable reports whether nobody can repeat the step any more.
func (p *projectRows) unrepeatable(key project.CommitKey, before time.Time) bool {
	over := p.project.State.Ended() && p.project.UpdatedAt.Before(before)
	for other := range p.commits {
		later := other.Epoch > key.Epoch || over && other.Epoch == key.Epoch && other.Seq > key.Seq
		if other.Writer == key.Writer && later {
			return true
		}
	}
	return false
}

// leavingFile is a file that nothing refers to.
type leavingFile struct{ at, gone time.Time }

// referTo refuses what comes to refer to files that are leaving.
func (r *Records) referTo(files ...project.DeliveryFile) error {
	for _, f := range files {
		if _, leaves := r.leaving[f.SHA256]; leaves {
			return project.LeavingError()
		}
	}
	return nil
}

// claim makes the bytes of an upload stay. Those that are gone come again.
func (r *Records) claim(sum string) error {
	f, leaves := r.leaving[sum]
	if leaves && f.gone.IsZero() {
		return project.LeavingNowError()
	}
	delete(r.leaving, sum)
	return nil
}

// RetireUploads deletes uploads that have ended, and marks the files that were theirs alone.
func (r *Records) RetireUploads(ctx context.Context, before, at time.Time, limit int) (int, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	maps.DeleteFunc(r.leaving, func(_ string, f leavingFile) bool {
		return !f.gone.IsZero() && f.gone.Before(at.Add(-project.LeavingLasts))
	})
	whole := maps.Clone(r.uploads)
	n := forget(r.uploads, before, limit, func(u project.Upload) time.Time {
		if u.State != project.UploadReady && u.State != project.UploadAborted {
			return time.Time{}
		}
		return u.UpdatedAt
	})
	for id, u := range whole {
		_, still := r.uploads[id]
		_, leaves := r.leaving[u.SHA256]
		if !still && u.SHA256 != "" && !leaves && !r.refers(u.SHA256) {
			r.leaving[u.SHA256] = leavingFile{at: stored(at)}
		}
	}
	return n, nil
}

// RetireMessages empties what was said in rooms long ago, and marks the files that were theirs alone.
func (r *Records) RetireMessages(ctx context.Context, before, at time.Time, limit int) (int, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	said := map[project.MessageID]project.Message{}
	for id, m := range r.said.messages {
		if m.Room != "" && m.DeletedAt.IsZero() && !m.Appealed() && !r.needed(m, before) {
			said[id] = m
		}
	}
	all := maps.Clone(said)
	n := forget(said, before, limit, func(m project.Message) time.Time { return m.CreatedAt })
	for id, m := range all {
		if _, still := said[id]; !still {
			r.said.messages[id] = storedMessage(m.Forget(at))
			delete(r.said.texts, id)
			r.leaveUnused(m.Files, at)
		}
	}
	return n, nil
}

// needed reports whether a message stays for another reason than its age.
func (r *Records) needed(m project.Message, before time.Time) bool {
	p := r.projects[m.Project]
	if !p.project.State.Ended() || !p.project.UpdatedAt.Before(before) {
		return true
	}
	return slices.ContainsFunc(p.events, func(e project.Event) bool { return e.Kind == project.LogDisputeOpened }) ||
		slices.ContainsFunc(r.said.reports, func(x project.Report) bool { return x.Message == m.ID })
}

// leaveUnused marks those of the files that nothing refers to.
func (r *Records) leaveUnused(files []project.DeliveryFile, at time.Time) {
	for _, f := range files {
		if _, leaves := r.leaving[f.SHA256]; !leaves && f.SHA256 != "" && !r.refers(f.SHA256) {
			r.leaving[f.SHA256] = leavingFile{at: stored(at)}
		}
	}
}

// refers reports whether anything holds the hash of the file.
func (r *Records) refers(sum string) bool {
	for _, u := range r.uploads {
		if u.SHA256 == sum && (u.State == project.UploadChecking || u.State == project.UploadReady) {
			return true
		}
	}
	for _, p := range r.projects {
		if mentions(sum, p.references, p.answers, p.plan, p.drafts) {
			return true
		}
	}
	return mentions(sum, r.deliveries, r.applied, r.said.messages, r.errands, r.consents, r.artifacts, r.reels)
}

// mentions reports whether one of the values says the text anywhere.
func mentions(text string, values ...any) bool {
	raw, err := json.Marshal(values)
	return err == nil && bytes.Contains(raw, []byte(`"`+text+`"`))
}

// LeavingFiles lists those whose bytes may be in the store.
func (r *Records) LeavingFiles(ctx context.Context, limit int) ([]string, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var sums []string
	for sum, f := range r.leaving {
		if f.gone.IsZero() {
			sums = append(sums, sum)
		}
	}
	slices.SortFunc(sums, func(a, b string) int { return cmp.Or(r.leaving[a].at.Compare(r.leaving[b].at), cmp.Compare(a, b)) })
	return firstOf(sums, limit), nil
}

// FilesGone says that the bytes are out of the store.
func (r *Records) FilesGone(ctx context.Context, sums []string, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	for _, sum := range sums {
		if f, leaves := r.leaving[sum]; leaves && f.gone.IsZero() {
			f.gone = stored(at)
			r.leaving[sum] = f
		}
	}
	return nil
}
