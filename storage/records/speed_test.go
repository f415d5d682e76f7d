package records_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// engines runs a benchmark on both.
func engines(b *testing.B, run func(b *testing.B, s *records.Store)) {
	b.Run("sqlite", func(b *testing.B) { run(b, open(b, sqliteURL(b))) })
	b.Run("postgres", func(b *testing.B) { run(b, open(b, storagetest.Postgres(b))) })
}

// large is a project of n sub-gigs in sections of a hundred, with text as real plans have it, each waiting for the one
// before when chained.
func large(name string, n int, chained bool) project.NewProject {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	id := func(prefix string, i int) string { return project.NewID(prefix, at, fmt.Sprintf("%s %d", name, i)) }
	p := project.NewProject{At: at, Plan: project.Plan{Title: name, Currency: "EUR"}, Project: project.Project{ID: project.ProjectID(id("prj", 0)),
		Title: name, Buyer: "per_buyer", Producer: "per_producer", Currency: "EUR", BudgetMinor: int64(n) * 100}}
	p.People = []project.Person{{ID: project.PersonID(id("per", 0)), Handle: name, Name: "Ama", Country: "GH", CreatedAt: at}}
	for i := range n {
		g := project.SubGigRecord{Key: fmt.Sprintf("part-%d", i), Section: i / project.SectionSize, Position: i, Title: fmt.Sprintf("Part %d", i), Role: "drummer",
			Brief: []string{"Play to the guide, no count-in", "48 kHz, 24 bit, mono", "Leave two seconds of room at the end"}, References: []string{"guide", "score"}}
		g.ID, g.State = project.SubGigID(id("sub", i)), project.Waiting
		g.Terms = project.Terms{PriceMinor: 100, Candidates: []project.PersonID{p.People[0].ID}, OfferFor: time.Hour, WorkFor: time.Hour, ReviewFor: time.Hour}
		if chained && i > 0 {
			g.NeedsAll = []project.SubGigID{p.SubGigs[i-1].ID}
			g.Needs = g.NeedsAll
		}
		p.SubGigs = append(p.SubGigs, g)
		p.Plan.SubGigs = append(p.Plan.SubGigs, project.PlanSubGig{Key: g.Key, Title: g.Title, Role: g.Role, Brief: g.Brief, Price: "1.00"})
	}
	return p
}

// opening is the commit in which a section of a hundred makes its first offers.
func opening(n project.NewProject) project.Commit {
	c := project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "0", Seq: 1}, At: n.At.Add(time.Minute)}
	var section project.Section
	for _, g := range n.SubGigs {
		section.SubGigs = append(section.SubGigs, g.SubGig)
	}
	for _, g := range section.Clone().SubGigs {
		changes, err := section.Apply(g.ID, project.Command{Kind: project.Start}, c.At)
		if err != nil {
			panic(err)
		}
		c.Changes = append(c.Changes, changes...)
	}
	return c
}

func BenchmarkCreate2000(b *testing.B) {
	engines(b, func(b *testing.B, s *records.Store) {
		i := 0
		for b.Loop() {
			b.StopTimer()
			i++
			n := large(fmt.Sprintf("create-%d", i), 2000, true)
			b.StartTimer()
			if err := s.CreateProject(context.Background(), n); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOpening100(b *testing.B) {
	engines(b, func(b *testing.B, s *records.Store) {
		i := 0
		for b.Loop() {
			b.StopTimer()
			i++
			n := large(fmt.Sprintf("open-%d", i), 100, false)
			if err := s.CreateProject(context.Background(), n); err != nil {
				b.Fatal(err)
			}
			c := opening(n)
			b.StartTimer()
			if _, err := s.Commit(context.Background(), c); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkList2000(b *testing.B) {
	engines(b, func(b *testing.B, s *records.Store) {
		n := large("list", 2000, false)
		if err := s.CreateProject(context.Background(), n); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			all, err := s.SubGigs(context.Background(), n.Project.ID, project.SubGigFilter{}, project.Page{})
			if err != nil || len(all) != 2000 {
				b.Fatal(len(all), err)
			}
		}
	})
}
