package ledgertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"tutti/project"
)

// PlayRecords plays one game on a fresh project in the records, which must book with the rules, and holds at its end that
// the audit finds nothing and that the log tells of every booking once. One call in ten that reaches the records is
// answered as if it had timed out, whatever became of it; the caller then repeats it, with the same key.
func PlayRecords(t *rapid.T, r project.Records, name string, rules Rules) Tally {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	m := &onRecords{records: r, id: project.ProjectID("prj_" + name), t: t, lost: rapid.IntRange(0, 9)}
	n := project.NewProject{At: at, Project: project.Project{ID: m.id, State: project.ProjectRunning, Buyer: "per_b", Producer: "per_b", Currency: "EUR"}}
	for i := range subGigs {
		n.SubGigs = append(n.SubGigs, project.SubGigRecord{SubGig: project.SubGig{ID: m.named(subGigOf(i)), State: project.Waiting},
			Key: string(subGigOf(i)), Position: i})
	}
	if err := r.CreateProject(context.Background(), n); err != nil {
		t.Fatalf("create: %v", err)
	}
	g := NewGame(m, m.id, rules, at)
	t.Repeat(g.Actions())
	g.Audit(t)
	m.checkLog(g.tally)
	return g.tally
}

// onRecords is a Machine over records. The sub-gigs of the game get names of their own in each project.
type onRecords struct {
	records project.Records
	id      project.ProjectID
	t       *rapid.T
	lost    *rapid.Generator[int]
	seq     int
}

func (m *onRecords) named(id project.SubGigID) project.SubGigID {
	if id == "" {
		return ""
	}
	return id + project.SubGigID(m.id)
}

// surely calls until there is an answer. A time-out says nothing about what was done.
func (m *onRecords) surely(do func(context.Context) error) error {
	for {
		err := do(context.Background())
		if m.lost.Draw(m.t, "lost answer") > 0 && project.CodeOf(err) != project.Unavailable {
			return err
		}
	}
}

// Post sends what belongs to the process as a commit with the sub-gig's new state, everything else as a booking.
func (m *onRecords) Post(p project.Posting, at time.Time, after []project.SubGig) error {
	p.SubGig = m.named(p.SubGig)
	switch {
	case p.Kind.OfProcess():
		i := slices.IndexFunc(after, func(g project.SubGig) bool { return m.named(g.ID) == p.SubGig })
		g := after[i]
		g.ID = p.SubGig
		return m.commit(project.Commit{At: at, Changes: []project.Change{{SubGig: g, Effects: project.Effects{Postings: []project.Posting{p}}}}})
	case p.Kind == project.PostReserve:
		return m.commit(project.Commit{At: at, Project: &project.ProjectChange{Postings: []project.Posting{p}}})
	case p.Kind == project.PostRefund:
		return m.commit(project.Commit{At: at, Project: &project.ProjectChange{RefundReserve: true}})
	}
	return m.surely(func(ctx context.Context) error {
		_, err := m.records.PostLedger(ctx, m.id, []project.Booking{{Posting: p, Actor: "per_b"}}, at)
		return err
	})
}

func (m *onRecords) commit(c project.Commit) error {
	m.seq++
	c.Key = project.CommitKey{Project: m.id, Writer: "game", Seq: m.seq}
	return m.surely(func(ctx context.Context) error {
		_, err := m.records.Commit(ctx, c)
		return err
	})
}

// Clear clears what is due, of other games too.
func (m *onRecords) Clear(now time.Time) error {
	return m.surely(func(ctx context.Context) error {
		_, err := m.records.ClearDue(ctx, now, 0)
		return err
	})
}

// Balances gives what stands on every account, under the names of the game.
func (m *onRecords) Balances() map[project.Account]int64 {
	balances, err := m.records.Balances(context.Background(), m.id)
	if err != nil {
		m.t.Fatalf("balances: %v", err)
	}
	named := make(map[project.Account]int64, len(balances))
	for account, minor := range balances {
		named[project.Account(strings.TrimSuffix(string(account), string(m.id)))] = minor
	}
	return named
}

// Audit lets the records audit themselves.
func (m *onRecords) Audit([]project.SubGig) []project.AuditFinding {
	a, err := m.records.Audit(context.Background(), m.id, time.Now())
	if err != nil {
		m.t.Fatalf("audit: %v", err)
	}
	return a.Findings
}

// checkLog holds that what was booked is told once.
func (m *onRecords) checkLog(played Tally) {
	events, err := m.records.Events(context.Background(), m.id, 0, 0)
	if err != nil {
		m.t.Fatalf("events: %v", err)
	}
	told := map[project.LogKind]int{}
	for _, e := range events {
		told[e.Kind]++
	}
	for kind, n := range played.Kinds {
		line := project.Booking{Posting: project.Posting{Kind: kind}}.Log(time.Time{}).Kind
		if line != "" && told[line] != n {
			m.t.Fatalf("%s", fmt.Sprintf("%d postings of kind %s were booked, the log tells of %d", n, kind, told[line]))
		}
	}
}
