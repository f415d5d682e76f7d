package storagetest

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"tutti/project"
)

func testCreate(w *world) {
	ctx := context.Background()
	n := w.draft(shape{subGigs: 3, sectionSize: 2, price: 500, candidates: 1, needs: map[int][]int{2: {0, 1}}})
	_, err := w.r.Project(ctx, n.Project.ID)
	ask(w, project.NotFound, "before", err)
	ask(w, "", "create", w.r.CreateProject(ctx, n))
	same(w, "the project", must[project.Project](w)(w.r.Project(ctx, n.Project.ID)), n.Project)
	same(w, "the plan", must[project.Plan](w)(w.r.Plan(ctx, n.Project.ID)), n.Plan)
	same(w, "the sub-gigs", must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, n.Project.ID, project.SubGigFilter{}, project.Page{})), n.SubGigs)
	same(w, "the log", must[[]project.Event](w)(w.r.Events(ctx, n.Project.ID, 0, 0)), []project.Event{{Seq: 1, Project: n.Project.ID,
		LogEvent: project.LogEvent{Kind: project.LogProjectCreated, Actor: "per_buyer", At: n.At}}})

	again := n
	again.Project.Title, again.Plan.Title = "Another song", "Another song"
	again.People = append(again.People, w.person("newcomer"))
	ask(w, "", "create again", w.r.CreateProject(ctx, again))
	same(w, "still the project", must[project.Project](w)(w.r.Project(ctx, n.Project.ID)), n.Project)
	_, err = w.r.PersonByHandle(ctx, "newcomer")
	ask(w, project.NotFound, "a person of the repeat", err)

	_, err = w.r.Plan(ctx, "prj_none")
	ask(w, project.NotFound, "the plan of no project", err)
	_, err = w.r.LastEvent(ctx, "prj_none")
	ask(w, project.NotFound, "the last event of no project", err)
	if events := must[[]project.Event](w)(w.r.Events(ctx, "prj_none", 0, 10)); len(events) > 0 {
		w.Errorf("no project has %d events", len(events))
	}
	checkBooks(w, w.r, n.Project.ID)
}

// testRoster: a handle that exists keeps its row, and the plan then means that person.
func testRoster(w *world) {
	ctx := context.Background()
	n := w.draft(shape{subGigs: 1, sectionSize: 1, price: 500, candidates: 2})
	known := w.person(n.People[1].Handle)
	must[project.Person](w)(w.r.PutPerson(ctx, known))
	n.Project.Producer = n.People[1].ID
	ask(w, "", "create", w.r.CreateProject(ctx, n))
	same(w, "the known person", must[project.Person](w)(w.r.PersonByHandle(ctx, known.Handle)), known)
	got := must[project.SubGigRecord](w)(w.r.SubGig(ctx, n.SubGigs[0].ID))
	same(w, "the candidates", got.Terms.Candidates, []project.PersonID{n.People[0].ID, known.ID})
	if p := must[project.Project](w)(w.r.Project(ctx, n.Project.ID)); p.Producer != known.ID {
		w.Errorf("the producer is %s, not %s", p.Producer, known.ID)
	}

	thief := w.draft(shape{subGigs: 1, sectionSize: 1, price: 500, candidates: 1})
	thief.People[0].ID = known.ID
	ask(w, project.Conflict, "a new handle with the id of somebody else", w.r.CreateProject(ctx, thief))
	_, err := w.r.Project(ctx, thief.Project.ID)
	ask(w, project.NotFound, "nothing of a refused project", err)
}

func testReferences(w *world) {
	ctx := context.Background()
	n := w.one()
	id := n.Project.ID
	want := slices.SortedFunc(slices.Values(n.References), func(a, b project.Reference) int { return cmp.Compare(a.Key, b.Key) })
	same(w, "references", must[[]project.Reference](w)(w.r.References(ctx, id)), want)

	file := project.DeliveryFile{Name: "guide.wav", SHA256: "cafe", Size: 7, Type: "audio/wav"}
	at := w.at.Add(time.Minute)
	ask(w, "", "put", w.r.PutReferenceFile(ctx, id, "guide", file, "per_buyer", at))
	ask(w, "", "put again", w.r.PutReferenceFile(ctx, id, "guide", file, "per_buyer", at))
	want[0].File = &file
	same(w, "with the file", must[[]project.Reference](w)(w.r.References(ctx, id)), want)
	same(w, "one event", must[[]project.Event](w)(w.r.Events(ctx, id, 1, 0)), []project.Event{{Seq: 2, Project: id,
		LogEvent: project.LogEvent{Kind: project.LogReferenceAdded, Actor: "per_buyer", Detail: "guide", At: at}}})
	ask(w, project.NotFound, "an unknown reference", w.r.PutReferenceFile(ctx, id, "nothing", file, "per_buyer", at))
	ask(w, project.NotFound, "an unknown project", w.r.PutReferenceFile(ctx, "prj_none", "guide", file, "per_buyer", at))

	h := newHost(w, w.r, n)
	h.logged = 2
	h.fund(10000)
	ask(w, "", "the same file after the launch", w.r.PutReferenceFile(ctx, id, "guide", file, "per_buyer", at))
	ask(w, project.Conflict, "another file after the launch", w.r.PutReferenceFile(ctx, id, "score", file, "per_buyer", at))
	checkBooks(w, w.r, id)
}

func testSubGigs(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 7, sectionSize: 3, price: 100, candidates: 1})
	id := n.Project.ID
	var keys []string
	for after := ""; ; {
		page := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, id, project.SubGigFilter{}, project.Page{After: after, Limit: 3}))
		if len(page) == 0 {
			break
		}
		for _, g := range page {
			keys = append(keys, g.Key)
		}
		after = strconv.Itoa(page[len(page)-1].Position)
	}
	same(w, "pages in the order of the plan", keys, []string{"part-0", "part-1", "part-2", "part-3", "part-4", "part-5", "part-6"})
	_, err := w.r.SubGigs(ctx, id, project.SubGigFilter{}, project.Page{After: "x"})
	ask(w, project.Invalid, "a cursor that is no number", err)
	if n := must[int](w)(w.r.Sections(ctx, id)); n != 3 {
		w.Errorf("%d sections, not 3", n)
	}
	section := must[project.Section](w)(w.r.Section(ctx, id, 1))
	same(w, "a section", section.SubGigs, []project.SubGig{n.SubGigs[3].SubGig, n.SubGigs[4].SubGig, n.SubGigs[5].SubGig})
	_, err = w.r.Section(ctx, id, 3)
	ask(w, project.NotFound, "an unknown section", err)
	_, err = w.r.Sections(ctx, "prj_none")
	ask(w, project.NotFound, "sections of no project", err)
	same(w, "one", must[project.SubGigRecord](w)(w.r.SubGig(ctx, n.SubGigs[5].ID)), n.SubGigs[5])
	var outline []project.SubGigRecord
	for _, g := range n.SubGigs {
		outline = append(outline, project.SubGigRecord{SubGig: g.SubGig, Project: id, Key: g.Key, Title: g.Title, Section: g.Section, Position: g.Position})
	}
	same(w, "the outline", must[[]project.SubGigRecord](w)(w.r.Outline(ctx, id)), outline)
	if none := must[[]project.SubGigRecord](w)(w.r.Outline(ctx, "prj_none")); len(none) != 0 {
		w.Errorf("no project has %d sub-gigs", len(none))
	}
	_, err = w.r.SubGig(ctx, "sub_none")
	ask(w, project.NotFound, "an unknown sub-gig", err)
	some := must[[]project.SubGigRecord](w)(w.r.SubGigsByID(ctx, []project.SubGigID{n.SubGigs[2].ID, "sub_none", n.SubGigs[1].ID, n.SubGigs[2].ID}))
	slices.SortFunc(some, func(a, b project.SubGigRecord) int { return cmp.Compare(a.Position, b.Position) })
	same(w, "by ids", some, n.SubGigs[1:3])

	h := newHost(w, w.r, n)
	h.fund(700)
	h.start()
	h.accept(1, 1)
	working := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, id, project.SubGigFilter{State: project.Working}, project.Page{}))
	if len(working) != 1 || working[0].Key != "part-4" || !working[0].UpdatedAt.Equal(h.now) {
		w.Errorf("working: %+v", working)
	}
	same(w, "its process state", working[0].SubGig, h.subGig(1, 1))
	mine := project.SubGigFilter{Seller: n.People[0].ID}
	if got := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, id, mine, project.Page{})); len(got) != 1 {
		w.Errorf("the seller holds %d sub-gigs, not 1", len(got))
	}
	if got := must[[]project.SubGigRecord](w)(w.r.SubGigs(ctx, id, mine, project.Page{After: "4"})); len(got) != 0 {
		w.Errorf("after the last of them there are %d", len(got))
	}
}

func testProjects(w *world) {
	ctx := context.Background()
	var all []project.NewProject
	for range 4 {
		n := w.one()
		all = append(all, n)
	}
	list := func(actor project.Actor, page project.Page) []project.ProjectID {
		w.Helper()
		ids := []project.ProjectID{}
		for _, p := range must[[]project.Project](w)(w.r.Projects(ctx, actor, page)) {
			ids = append(ids, p.ID)
		}
		return ids
	}
	newest := []project.ProjectID{all[3].Project.ID, all[2].Project.ID, all[1].Project.ID, all[0].Project.ID}
	same(w, "the buyer's", list(project.Actor{ID: "per_buyer"}, project.Page{}), newest)
	same(w, "the producer's", list(project.Actor{ID: "per_producer"}, project.Page{}), newest)
	same(w, "the operator's", list(project.Actor{ID: "per_op", Roles: []project.Role{project.RoleOperator}}, project.Page{Limit: 2}), newest[:2])
	same(w, "the second page", list(project.Actor{ID: "per_buyer"}, project.Page{After: string(newest[1]), Limit: 5}), newest[2:])
	same(w, "a stranger's", list(project.Actor{ID: "per_x", Roles: []project.Role{project.RoleSeller}}, project.Page{}), []project.ProjectID{})

	seller := project.Actor{ID: all[1].People[0].ID}
	same(w, "a candidate's before the offer", list(seller, project.Page{}), []project.ProjectID{})
	if must[bool](w)(w.r.IsMember(ctx, newest[2], seller.ID)) {
		w.Errorf("a candidate is a member before the offer")
	}
	h := newHost(w, w.r, all[1])
	h.fund(10000)
	h.start()
	same(w, "a seller's after the offer", list(seller, project.Page{}), newest[2:3])
	if !must[bool](w)(w.r.IsMember(ctx, newest[2], seller.ID)) || must[bool](w)(w.r.IsMember(ctx, newest[1], seller.ID)) {
		w.Errorf("membership does not follow the offers")
	}
}

func testOffers(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 3, sectionSize: 3, price: 100, candidates: 2})
	h := newHost(w, w.r, n)
	h.fund(300)
	h.start()
	first := *h.subGig(0, 1).Offer
	h.now = h.now.Add(time.Second)
	ask(w, "", "decline", h.do(0, first.SubGig, project.Command{Kind: project.Decline, Actor: first.Seller, Offer: first.ID, Reason: "busy"}))
	ask(w, "", "note", w.r.NoteOffer(ctx, first.ID, "on tour"))
	ask(w, project.NotFound, "note of an unknown offer", w.r.NoteOffer(ctx, "off_none", "x"))
	got := must[project.OfferRecord](w)(w.r.Offer(ctx, first.ID))
	want := project.OfferRecord{Offer: first, Project: n.Project.ID, Note: "on tour"}
	want.State, want.Reason, want.Answered = project.OfferDeclined, "busy", h.now
	same(w, "the declined offer", got, want)
	_, err := w.r.Offer(ctx, "off_none")
	ask(w, project.NotFound, "an unknown offer", err)

	count := func(f project.OfferFilter) int {
		w.Helper()
		return len(must[[]project.OfferRecord](w)(w.r.Offers(ctx, f, project.Page{})))
	}
	got4 := []int{count(project.OfferFilter{Project: n.Project.ID}), count(project.OfferFilter{Seller: n.People[0].ID}),
		count(project.OfferFilter{Seller: n.People[1].ID, State: project.OfferOpen}), count(project.OfferFilter{SubGig: first.SubGig}),
		count(project.OfferFilter{SubGig: first.SubGig, State: project.OfferExpired})}
	same(w, "offers by filter", got4, []int{4, 3, 1, 2, 0})
	var ids []project.OfferID
	for after := ""; ; {
		page := must[[]project.OfferRecord](w)(w.r.Offers(ctx, project.OfferFilter{Project: n.Project.ID}, project.Page{After: after, Limit: 3}))
		if len(page) == 0 {
			break
		}
		for _, o := range page {
			ids = append(ids, o.ID)
		}
		after = string(ids[len(ids)-1])
	}
	if len(ids) != 4 || !slices.IsSortedFunc(ids, func(a, b project.OfferID) int { return cmp.Compare(b, a) }) || ids[0] != h.subGig(0, 1).Offer.ID {
		w.Errorf("offers by pages, newest first: %q", ids)
	}
}
