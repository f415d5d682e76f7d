package storagetest

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	"tutti/project"
)

// rivals is how many goroutines meet in the tests below.
const rivals = 50

// atOnce runs do in many goroutines and gives what each said.
func atOnce[T any](n int, do func(i int) T) []T {
	said := make([]T, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { said[i] = do(i) })
	}
	wg.Wait()
	return said
}

// testConcurrentCommits: fifty sellers accept at the same moment, each commit is sent twice.
func testConcurrentCommits(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: rivals, sectionSize: rivals, price: 100, candidates: 1})
	h := newHost(w, w.r, n)
	h.fund(100 * rivals)
	h.start()
	var commits []project.Commit
	for _, g := range h.sections[0].Clone().SubGigs {
		changes, err := h.sections[0].Apply(g.ID, project.Command{Kind: project.Accept, Actor: g.Offer.Seller, Offer: g.Offer.ID}, h.now)
		ask(w, "", "accept", err)
		commits = append(commits, project.Commit{Key: h.key(0), Changes: changes, At: h.now})
	}
	type result struct {
		answer project.Committed
		err    error
	}
	results := atOnce(2*rivals, func(i int) result {
		answer, err := w.r.Commit(ctx, commits[i%rivals])
		return result{answer, err}
	})
	seen := map[int64]bool{}
	for i, r := range results {
		ask(w, "", fmt.Sprintf("commit %d", i), r.err)
		same(w, "the answers to one key", r.answer, results[i%rivals].answer)
		seen[r.answer.LastEvent] = true
	}
	if len(seen) != rivals {
		w.Errorf("%d different ends of the log for %d commits", len(seen), rivals)
	}
	same(w, "the section", must[project.Section](w)(w.r.Section(ctx, n.Project.ID, 0)), h.sections[0])
	checkBooks(w, w.r, n.Project.ID)
	if last := must[int64](w)(w.r.LastEvent(ctx, n.Project.ID)); last != h.logged+rivals {
		w.Errorf("%d events, not %d", last, h.logged+rivals)
	}
}

// testConcurrentMoney: there is money for ten of fifty holds; exactly ten get it.
func testConcurrentMoney(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: rivals, sectionSize: rivals, price: 100, candidates: 1})
	h := newHost(w, w.r, n)
	h.fund(1000)
	codes := atOnce(rivals, func(i int) project.Code {
		g := n.SubGigs[i].SubGig
		g.State, g.Offer = project.Working, &project.Offer{State: project.OfferAccepted, PriceMinor: 100}
		hold := project.Posting{Key: string(g.ID) + "/hold", Kind: project.PostHold, SubGig: g.ID, Minor: 100}
		key := project.CommitKey{Project: n.Project.ID, Writer: strconv.Itoa(i), Seq: 1}
		_, err := w.r.Commit(ctx, project.Commit{Key: key, At: h.now, Changes: []project.Change{{SubGig: g, Effects: project.Effects{
			Postings: []project.Posting{hold}, Log: []project.LogEvent{{Kind: project.LogOfferAccepted, SubGig: g.ID, At: h.now}}}}}})
		return project.CodeOf(err)
	})
	count := map[project.Code]int{}
	for _, c := range codes {
		count[c]++
	}
	if count[""] != 10 || count[project.Conflict] != rivals-10 {
		w.Errorf("answers by code: %v", count)
	}
	working := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, n.Project.ID, project.SubGigFilter{State: project.Working}, project.Page{}))
	if len(working) != 10 {
		w.Errorf("%d sub-gigs are working, not 10", len(working))
	}
	checkBooks(w, w.r, n.Project.ID)
}

// testConcurrentMakers: repeats and rivals that make the same thing at the same moment end with one of it.
func testConcurrentMakers(w *world) {
	ctx := context.Background()
	var people []project.Person
	var drafts []project.NewProject
	var commands []project.CommandRecord
	for i := range rivals {
		people = append(people, w.person("the-same"))
		n := w.draft(shape{subGigs: 1, sectionSize: 1, price: 100, candidates: 3})
		for c := range n.People {
			n.People[(c+i)%3].Handle = fmt.Sprintf("new-seller-%d", c) // the same handles under other ids, in other orders
		}
		drafts = append(drafts, n)
		commands = append(commands, project.CommandRecord{Actor: "per_a", Key: "k", Seed: fmt.Sprint(i), At: w.at})
	}
	won := 0
	for _, code := range atOnce(rivals, func(i int) project.Code { _, err := w.r.PutPerson(ctx, people[i]); return project.CodeOf(err) }) {
		switch code {
		case "":
			won++
		case project.Conflict:
		default:
			w.Errorf("put person: %s", code)
		}
	}
	if won != 1 {
		w.Errorf("%d people got one handle", won)
	}
	for i, err := range atOnce(2*rivals, func(i int) error { return w.r.CreateProject(ctx, drafts[i%rivals]) }) {
		ask(w, "", fmt.Sprintf("create %d", i), err)
	}
	for _, n := range drafts {
		got := must[project.SubGigRecord](w)(w.r.SubGig(ctx, n.SubGigs[0].ID))
		if known := must[map[project.PersonID]project.Person](w)(w.r.PeopleByID(ctx, got.Terms.Candidates)); len(known) != 3 {
			w.Errorf("%d of 3 candidates are people", len(known))
		}
		checkBooks(w, w.r, n.Project.ID)
	}
	seeds := map[string]bool{}
	for _, seed := range atOnce(rivals, func(i int) string {
		stored, err := w.r.BeginCommand(ctx, commands[i])
		return stored.Seed + string(project.CodeOf(err))
	}) {
		seeds[seed] = true
	}
	if len(seeds) != 1 {
		w.Errorf("one command has the seeds %v", seeds)
	}
}
