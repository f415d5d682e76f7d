package storagetest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"tutti/project"
)

// songPlan is part-0 to part-n in one line, each but the first with what needs says.
func songPlan(w *world, n int, needs map[int][]int) project.Plan {
	prefix := fmt.Sprintf("p%d-", w.made)
	p := project.Plan{Title: "A song", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle}, Due: "2026-12-24",
		References: []project.PlanReference{{Key: "score", Title: "Score"}}}
	for _, handle := range []string{"ama", "ben"} {
		p.People = append(p.People, project.PlanPerson{Handle: prefix + handle, Name: handle, Country: "GH", Zone: "Africa/Accra"})
	}
	for i := range n {
		s := songPart(fmt.Sprintf("part-%d", i), prefix+"ama", prefix+"ben")
		for _, up := range needs[i] {
			s.Needs = append(s.Needs, fmt.Sprintf("part-%d", up))
		}
		p.SubGigs = append(p.SubGigs, s)
	}
	return p
}

func songPart(key string, cast ...string) project.PlanSubGig {
	return project.PlanSubGig{Key: key, Title: "Title of " + key, Role: "drummer", Brief: []string{"Play"}, Price: "1.00", Cast: cast}
}

// song is a project that runs by a plan, and its host.
type song struct {
	*host
	w    *world
	plan project.Plan
	made int
}

func (w *world) song(n int, needs map[int][]int) *song {
	w.Helper()
	plan := songPlan(w, n, needs)
	draft, err := plan.Draft(project.Draft{Buyer: "per_buyer", Roster: map[string]project.Person{}, At: w.at, Seed: w.id("x")})
	ask(w, "", "draft", err)
	draft.Project.Producer = "per_producer"
	ask(w, "", "create", w.r.CreateProject(context.Background(), draft))
	s := &song{host: newHost(w, w.r, draft), w: w, plan: plan}
	s.fund(draft.Project.BudgetMinor)
	s.start()
	return s
}

// draftPlan writes the next plan down and gives the re-plan that it makes.
func (s *song) draftPlan(next project.Plan) (project.Replan, project.PlanDraft) {
	s.Helper()
	ctx := context.Background()
	s.made++
	d := project.PlanDraft{Project: s.id, Key: "key-" + strconv.Itoa(s.made), Plan: next, Actor: "per_buyer", At: s.now}
	at := must[project.Standing](s)(s.r.Standing(ctx, s.id, next.Handles()))
	d.Base = at.Project.PlanVersion
	ask(s, "", "draft a plan", s.r.DraftPlan(ctx, d))
	at.At, at.Seed = d.At, d.Key
	r, err := project.Diff(next, at)
	ask(s, "", "diff", err)
	return r, d
}

func (s *song) record(r project.Replan, d project.PlanDraft) project.Replanning {
	s.project++
	return r.Record(project.CommitKey{Project: s.id, Writer: "project", Seq: s.project}, d.Key, d.Actor, d.At)
}

// replan records the next plan, and tells the sections of it.
func (s *song) replan(next project.Plan) project.Replanned {
	s.Helper()
	ctx := context.Background()
	r, d := s.draftPlan(next)
	write := s.record(r, d)
	s.logged += int64(len(write.Commit.Project.Log))
	done := must[project.Replanned](s)(s.r.Replan(ctx, write))
	s.plan = next
	for k := len(s.sections); k < done.Sections; k++ {
		s.sections = append(s.sections, must[project.Section](s)(s.r.Section(ctx, s.id, k)))
		s.epoch, s.seq, s.last = append(s.epoch, 0), append(s.seq, 0), append(s.last, project.Commit{})
	}
	for _, k := range done.Told {
		for _, o := range must[project.Orders](s)(s.r.Orders(ctx, s.id, k, d.Base)).Orders {
			ask(s, "", "an order", s.do(k, o.SubGig, o.Command))
		}
	}
	return done
}

func (s *song) byKey() map[string]project.SubGigRecord {
	s.Helper()
	found := map[string]project.SubGigRecord{}
	for _, g := range must[[]project.SubGigRecord](s)(s.r.SubGigs(context.Background(), s.id, project.SubGigFilter{}, project.Page{})) {
		found[g.Key] = g
	}
	return found
}

// changed copies the plan so that it can be edited.
func changed(p project.Plan) project.Plan {
	p.SubGigs = slices.Clone(p.SubGigs)
	p.References = slices.Clone(p.References)
	p.People = slices.Clone(p.People)
	return p
}

func testReplan(w *world) {
	ctx := context.Background()
	s := w.song(3, map[int][]int{2: {0}})
	next := changed(s.plan)
	next.Title, next.Due, next.Recipe.Stems = "Another song", "2027-01-31", true
	next.References = append(next.References, project.PlanReference{Key: "click", Title: "Click"})
	next.References[0].Title = "Full score"
	newcomer := fmt.Sprintf("n%d-cem", w.made)
	next.People = append(next.People, project.PlanPerson{Handle: newcomer, Name: "Cem", Country: "TR"})
	part2 := next.SubGigs[2]
	part2.Needs, part2.Brief, part2.Price, part2.Cast = []string{"fresh"}, []string{"Play", "Sing"}, "3.00", []string{newcomer}
	fresh := songPart("fresh", newcomer)
	fresh.Needs, fresh.Replaces = []string{"part-0"}, []string{"part-1"}
	next.SubGigs = []project.PlanSubGig{part2, fresh, next.SubGigs[0]} // part-1 is dropped, the order is another
	s.now = s.now.Add(time.Hour)
	before := s.byKey()
	done := s.replan(next)
	if done.Version != 2 || done.Sections != 2 || !slices.Equal(done.Told, []int{0}) {
		w.Fatalf("%+v", done)
	}
	p := must[project.Project](w)(w.r.Project(ctx, s.id))
	if p.Title != "Another song" || p.PlanVersion != 2 || p.SubGigs != 3 || p.BudgetMinor != 500 || p.Due.Format(time.DateOnly) != "2027-01-31" || p.State != project.ProjectRunning {
		w.Errorf("the project: %+v", p)
	}
	same(w, "the plan", must[project.Plan](w)(w.r.Plan(ctx, s.id)), next)
	refs := must[[]project.Reference](w)(w.r.References(ctx, s.id))
	same(w, "references", refs, []project.Reference{{Project: s.id, Key: "click", Title: "Click"}, {Project: s.id, Key: "score", Title: "Full score"}})
	rows := s.byKey()
	cem := must[project.Person](w)(w.r.PersonByHandle(ctx, newcomer)).ID
	for key, want := range map[string]int{"part-2": 0, "fresh": 1, "part-0": 2, "part-1": 3} {
		if rows[key].Position != want {
			w.Errorf("%s stands at %d, not %d", key, rows[key].Position, want)
		}
	}
	g := rows["part-2"]
	if g.State != project.Waiting || !slices.Equal(g.Needs, []project.SubGigID{rows["fresh"].ID}) || !slices.Equal(g.NeedsAll, g.Needs) ||
		g.Terms.PriceMinor != 300 || !slices.Equal(g.Terms.Candidates, []project.PersonID{cem}) || len(g.Brief) != 2 || !g.UpdatedAt.Equal(s.now) {
		w.Errorf("part-2: %+v", g)
	}
	if g := rows["fresh"]; g.Section != 1 || !slices.Equal(g.NeedsAll, []project.SubGigID{before["part-0"].ID}) || g.Title != "Title of fresh" ||
		!slices.Equal(g.References, []string{"score", "click"}) || !slices.Equal(g.Terms.Candidates, []project.PersonID{cem}) {
		w.Errorf("fresh: %+v", g)
	}
	if g := rows["part-1"]; g.State != project.Cancelled {
		w.Errorf("part-1: %+v", g)
	}
	if before["part-0"].ID != rows["part-0"].ID || rows["part-0"].State != project.Offered {
		w.Errorf("part-0: %+v", rows["part-0"])
	}
	testReplanRepeat(w, s)
	testReplanUnblocks(w, s)
}

// testReplanRepeat: the same draft again changes nothing and gives the same answer, also when the plan has gone on since.
func testReplanRepeat(w *world, s *song) {
	ctx := context.Background()
	next := changed(s.plan)
	next.Brief = "In haste"
	r, d := s.draftPlan(next)
	write := s.record(r, d)
	s.logged += int64(len(write.Commit.Project.Log))
	first := must[project.Replanned](w)(w.r.Replan(ctx, write))
	s.plan = next
	last := changed(next)
	last.Brief = "At leisure"
	s.replan(last)
	write.Commit.Key.Seq += 100
	for range 2 {
		same(w, "a repeat", must[project.Replanned](w)(w.r.Replan(ctx, write)), first)
	}
	if p := must[project.Plan](w)(w.r.Plan(ctx, s.id)); p.Brief != "At leisure" {
		w.Errorf("a repeat brought the old plan back: %q", p.Brief)
	}
	if again := must[project.PlanDraft](w)(w.r.PlanDraft(ctx, s.id, d.Key)); again.Applied != first.Version || again.Base != d.Base || again.Actor != "per_buyer" {
		w.Errorf("the draft: %+v", again)
	}
	if e := must[int64](w)(w.r.LastEvent(ctx, s.id)); e != s.logged {
		w.Errorf("%d events, not %d", e, s.logged)
	}
	checkBooks(w, w.r, s.id)
}

// testReplanUnblocks: the dependencies that a commit reads are the new ones.
func testReplanUnblocks(w *world, s *song) {
	place := s.sections[0].Find(s.byKey()["part-0"].ID)
	s.approve(0, place) // the host gives the Unblock to section 1
	rows := s.byKey()
	if g := rows["fresh"]; g.State != project.Offered {
		w.Errorf("fresh waits for %v and is %s", g.Needs, g.State)
	}
	if g := rows["part-2"]; g.State != project.Waiting {
		w.Errorf("part-2 needs part-0 no more and is %s", g.State)
	}
	checkBooks(w, w.r, s.id)
}

func testReplanRefusals(w *world) {
	ctx := context.Background()
	s := w.song(2, nil)
	next := changed(s.plan)
	next.Brief = "one"
	other := changed(s.plan)
	other.Brief = "two"
	r1, d1 := s.draftPlan(next)
	r2, d2 := s.draftPlan(other)
	same(w, "the draft", must[project.PlanDraft](w)(w.r.PlanDraft(ctx, s.id, d1.Key)), d1)
	changedDraft := d1
	changedDraft.Plan = other
	ask(w, "", "the same key again", w.r.DraftPlan(ctx, changedDraft))
	same(w, "still the draft", must[project.PlanDraft](w)(w.r.PlanDraft(ctx, s.id, d1.Key)), d1)

	write := s.record(r1, d1)
	write.Base = 7
	_, err := w.r.Replan(ctx, write)
	ask(w, project.Conflict, "another base", err)
	write = s.record(r1, d1)
	write.Draft = "key-none"
	_, err = w.r.Replan(ctx, write)
	ask(w, project.NotFound, "no draft", err)
	write = s.record(r1, d1)
	taken := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, s.id, project.SubGigFilter{}, project.Page{}))[0]
	taken.ID, taken.Position = project.SubGigID(w.id(project.PrefixSubGig)), 9
	write.Added, write.Title = []project.SubGigRecord{taken}, "never"
	_, err = w.r.Replan(ctx, write)
	ask(w, project.Conflict, "a key that is taken", err)
	write = s.record(r1, d1)
	write.Commit.Project.Postings = []project.Posting{{Key: "x", Kind: project.PostRefund, Minor: 1_000_000}}
	_, err = w.r.Replan(ctx, write)
	ask(w, project.Conflict, "money that is not there", err)
	same(w, "the plan after refusals", must[project.Plan](w)(w.r.Plan(ctx, s.id)), s.plan)
	if p := must[project.Project](w)(w.r.Project(ctx, s.id)); p.PlanVersion != 1 || p.Title != "A song" {
		w.Errorf("%+v", p)
	}
	if e := must[int64](w)(w.r.LastEvent(ctx, s.id)); e != s.logged {
		w.Errorf("%d events, not %d", e, s.logged)
	}

	must[project.Replanned](w)(w.r.Replan(ctx, s.record(r1, d1)))
	_, err = w.r.Replan(ctx, s.record(r2, d2))
	if code := project.CodeOf(err); code != project.Conflict && code != project.NotFound {
		w.Errorf("the second of two plans from one base: %v", err)
	}
	_, err = w.r.PlanDraft(ctx, s.id, "key-none")
	ask(w, project.NotFound, "no draft", err)
	_, err = w.r.Standing(ctx, "prj_none", nil)
	ask(w, project.NotFound, "no project", err)
	ask(w, project.NotFound, "a draft for no project", w.r.DraftPlan(ctx, project.PlanDraft{Project: "prj_none", Key: "k"}))

	r3, d3 := s.draftPlan(changed(s.plan))
	s.step(project.ProjectChange{State: project.ProjectCancelled, RefundReserve: true})
	_, err = w.r.Replan(ctx, s.record(r3, d3))
	ask(w, project.Conflict, "a project that has ended", err)
	s.logged = must[int64](w)(w.r.LastEvent(ctx, s.id))
	checkBooks(w, w.r, s.id)
}

// testReplanRivals: of many plans from one base at the same moment one wins, and the others are told.
func testReplanRivals(w *world) {
	s := w.song(1, nil)
	var writes []project.Replanning
	for i := range rivals {
		next := changed(s.plan)
		next.Brief = strconv.Itoa(i)
		r, d := s.draftPlan(next)
		writes = append(writes, s.record(r, d))
	}
	won := -1
	for i, err := range atOnce(rivals, func(i int) error { _, err := w.r.Replan(context.Background(), writes[i]); return err }) {
		switch project.CodeOf(err) {
		case "":
			if won >= 0 {
				w.Errorf("%d and %d have won", won, i)
			}
			won = i
		case project.Conflict, project.NotFound:
		default:
			w.Errorf("%d: %v", i, err)
		}
	}
	if p := must[project.Plan](w)(w.r.Plan(context.Background(), s.id)); p.Brief != strconv.Itoa(won) {
		w.Errorf("%d has won, the plan is that of %s", won, p.Brief)
	}
	if p := must[project.Project](w)(w.r.Project(context.Background(), s.id)); p.PlanVersion != 2 {
		w.Errorf("%+v", p)
	}
	checkBooks(w, w.r, s.id)
}

// testReplanOrders: a section gets what it has not carried out yet, oldest first; what has ended is not waited for.
func testReplanOrders(w *world) {
	ctx := context.Background()
	s := w.song(3, nil)
	price := func(p project.Plan, i int, price project.Decimal, needs ...string) project.Plan {
		p = changed(p)
		p.SubGigs[i].Price, p.SubGigs[i].Needs = price, needs
		return p
	}
	for i, next := range []project.Plan{price(s.plan, 0, "2.00"), price(price(price(s.plan, 0, "2.00"), 1, "3.00", "part-0", "part-2"), 2, "4.00")} {
		r, d := s.draftPlan(next)
		write := s.record(r, d)
		s.logged += int64(len(write.Commit.Project.Log))
		if done := must[project.Replanned](w)(w.r.Replan(ctx, write)); done.Version != i+2 {
			w.Errorf("%+v", done)
		}
		same(w, "orders in their order", must[project.Orders](w)(w.r.Orders(ctx, s.id, 0, i+1)).Orders, write.Orders)
	}
	orders := must[project.Orders](w)(w.r.Orders(ctx, s.id, 0, 1))
	if orders.Version != 3 || len(orders.Orders) != 3 || *orders.Orders[0].Command.Amend.PriceMinor != 200 || len(orders.Orders[1].Command.Amend.Needs) != 2 {
		w.Fatalf("%+v", orders)
	}
	ask(w, "", "part-2 ends", s.do(0, s.byKey()["part-2"].ID, project.Command{Kind: project.Cancel}))
	orders = must[project.Orders](w)(w.r.Orders(ctx, s.id, 0, 2))
	if rows := s.byKey(); len(orders.Orders) != 2 || !slices.Equal(orders.Orders[0].Command.Amend.Needs, []project.SubGigID{rows["part-0"].ID}) || orders.Orders[0].SubGig != rows["part-1"].ID {
		w.Errorf("%+v", orders)
	}
	for _, none := range []project.Orders{must[project.Orders](w)(w.r.Orders(ctx, s.id, 0, 3)), must[project.Orders](w)(w.r.Orders(ctx, s.id, 9, 3))} {
		if none.Version != 3 || len(none.Orders) != 0 {
			w.Errorf("%+v", none)
		}
	}
	checkBooks(w, w.r, s.id)
}

// testReplanMany turns two thousand around and re-prices them all, beyond any limit of parameters.
func testReplanMany(w *world) {
	s := w.song(2000, nil)
	next := changed(s.plan)
	slices.Reverse(next.SubGigs)
	for i := range next.SubGigs {
		next.SubGigs[i].Price = "2.00"
		if i > 0 {
			next.SubGigs[i].Needs = []string{next.SubGigs[i-1].Key}
		}
	}
	next.SubGigs = append(next.SubGigs, songPart("one-more"))
	r, d := s.draftPlan(next)
	write := s.record(r, d)
	done := must[project.Replanned](w)(w.r.Replan(context.Background(), write))
	if done.Sections != 21 || len(done.Told) != 20 || len(write.Positions) != 2000 {
		w.Errorf("%+v, %d positions", done, len(write.Positions))
	}
	rows := must[[]project.SubGigRecord](w)(w.r.SubGigs(context.Background(), s.id, project.SubGigFilter{}, project.Page{}))
	for i, g := range rows {
		if g.Position != i || g.Key != next.SubGigs[i].Key || len(g.NeedsAll) != len(next.SubGigs[i].Needs) {
			w.Fatalf("%d: %+v", i, g)
		}
	}
}
