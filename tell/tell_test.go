package tell

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/memory"
)

var day = time.Date(2026, 3, 4, 10, 20, 0, 0, time.UTC)

// place is records with a project of one sub-gig that is offered to ama.
type place struct {
	*Teller
	t    *testing.T
	rows *memory.Records
	id   project.ProjectID
	seq  int
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{t: t, rows: memory.NewRecords(project.FeePolicy{}), id: "prj_1"}
	p.Teller = &Teller{Records: p.rows, Zones: time.LoadLocation, Log: slog.New(slog.DiscardHandler)}
	for _, id := range []string{"buyer", "ama", "ben"} {
		person := project.Person{ID: project.PersonID(id), Handle: id, Name: id, Email: id + "@example.org", Zone: "Asia/Tokyo"}
		if _, err := p.rows.PutPerson(t.Context(), person); err != nil {
			t.Fatal(err)
		}
	}
	n := project.NewProject{At: day, Plan: project.Plan{Title: "A song", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle}},
		Project: project.Project{ID: p.id, Title: "A song", State: project.ProjectDraft, Buyer: "buyer", Currency: "EUR", PlanVersion: 1, SubGigs: 1, CreatedAt: day, UpdatedAt: day},
		SubGigs: []project.SubGigRecord{{SubGig: project.SubGig{ID: "sub_1", State: project.Waiting, Terms: project.Terms{Candidates: []project.PersonID{"ama"}, OfferFor: time.Hour}},
			Project: p.id, Key: "one", Title: "Drums", Role: "r", Spec: project.Spec{Kind: project.KindFile}}}}
	if err := p.rows.CreateProject(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	return p
}

// log appends events, as a commit of the process does.
func (p *place) log(state project.ProjectState, events ...project.LogEvent) {
	p.t.Helper()
	p.seq++
	c := project.Commit{Key: project.CommitKey{Project: p.id, Writer: "project", Seq: p.seq}, At: day, Project: &project.ProjectChange{State: state, Log: events}}
	if _, err := p.rows.Commit(p.t.Context(), c); err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) round(now time.Time) {
	p.t.Helper()
	if _, err := p.Round(p.t.Context(), now); err != nil {
		p.t.Fatal(err)
	}
}

// told lists notices and letters, in the order of their making.
func (p *place) told() []string {
	p.t.Helper()
	var all []string
	notices, err := p.rows.Notices(p.t.Context(), project.NoticeFilter{}, project.Page{})
	if err != nil {
		p.t.Fatal(err)
	}
	letters, err := p.rows.Letters(p.t.Context(), project.LetterFilter{}, project.Page{})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, n := range notices {
		all = append(all, fmt.Sprintf("notice %s to %s", n.Kind, n.To))
	}
	for _, l := range letters {
		all = append(all, fmt.Sprintf("letter %s to %s", l.Kind, l.To))
	}
	slices.Sort(all)
	return all
}

func offered(to project.PersonID) project.LogEvent {
	return project.LogEvent{Kind: project.LogOfferMade, SubGig: "sub_1", Actor: to, At: day}
}

func TestEachEventIsToldOfOnce(t *testing.T) {
	p := newPlace(t)
	p.log("", offered("ama"), project.LogEvent{Kind: project.LogFinalBuilt, At: day}, offered("nobody"))
	for range 3 {
		p.round(day)
	}
	want := []string{"letter final to buyer", "letter offer to ama", "notice final to buyer", "notice offer to ama"}
	if got := p.told(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	p.log("", offered("ben"))
	p.round(day)
	if got := p.told(); len(got) != 6 {
		t.Errorf("%v", got)
	}
}

func TestALongLogIsToldInParts(t *testing.T) {
	p := newPlace(t)
	var many []project.LogEvent
	for range 2*eventsAtOnce + 10 {
		many = append(many, offered("ama"))
	}
	p.log("", many...)
	rounds := 1
	for more := true; more; rounds++ {
		var err error
		if more, err = p.Round(t.Context(), day); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := p.rows.UnreadNotices(context.Background(), "ama"); err != nil || n != len(many) || rounds != 4 {
		t.Errorf("%d notices in %d rounds, %v", n, rounds-1, err)
	}
}

func TestWhatSomebodyChoseHolds(t *testing.T) {
	p := newPlace(t)
	if err := p.rows.PutChoices(t.Context(), "ama", []project.Choice{{Kind: "casting", Mail: project.Daily}, {Kind: "bulletin", Mail: project.Never}}, day); err != nil {
		t.Fatal(err)
	}
	p.log("", offered("ama"), offered("ama"))
	p.round(day)
	if got := p.told(); !slices.Equal(got, []string{"letter digest_daily to ama", "notice offer to ama", "notice offer to ama"}) {
		t.Errorf("%v", got)
	}
	if n, err := p.rows.UnreadNotices(t.Context(), "ama"); err != nil || n != 0 {
		t.Errorf("%d are shown inside, %v", n, err)
	}
}

// TestABulletinComesOnceInAWeekInWhichSomethingHappens, for as long as the project lives.
func TestABulletinComesOnceInAWeekInWhichSomethingHappens(t *testing.T) {
	p := newPlace(t)
	bulletins := func() int {
		n := 0
		for _, line := range p.told() {
			if line == "letter bulletin to buyer" {
				n++
			}
		}
		return n
	}
	for i, c := range []struct {
		state project.ProjectState
		at    time.Time
		want  int
	}{{project.ProjectRunning, day, 1}, {project.ProjectRunning, day.AddDate(0, 0, 2), 1}, {project.ProjectRunning, day.AddDate(0, 0, 7), 2}, {project.ProjectCompleted, day.AddDate(0, 0, 14), 2}} {
		p.log(c.state, project.LogEvent{Kind: project.LogPreviewBuilt, At: c.at})
		p.round(c.at)
		if got := bulletins(); got != c.want {
			t.Errorf("step %d: %d bulletins", i, got)
		}
	}
}

// TestTheFirstOfferBringsSomebodyIn who was never here: their letter is an invitation with a link, once. Whoever has been here, has no
// address or was told something before gets the letter that everybody gets.
func TestTheFirstOfferBringsSomebodyIn(t *testing.T) {
	p := newPlace(t)
	p.Invites = true
	if err := p.rows.PutSession(t.Context(), project.NewSession("ses_1", "ben", "hash", "", "", day)); err != nil {
		t.Fatal(err)
	}
	if err := p.rows.PutChoices(t.Context(), "ama", []project.Choice{{Kind: "casting", Mail: project.Never, Inside: true}}, day); err != nil {
		t.Fatal(err)
	}
	p.log("", offered("ama"), offered("ama"), offered("ben"))
	p.round(day)
	want := []string{"letter invitation to ama", "letter offer to ben", "notice offer to ama", "notice offer to ama", "notice offer to ben"}
	if got := p.told(); !slices.Equal(got, want) {
		t.Fatalf("%v", got)
	}
	letters, err := p.rows.Letters(t.Context(), project.LetterFilter{To: "ama"}, project.Page{})
	if err != nil || len(letters) != 1 {
		t.Fatalf("%v %v", letters, err)
	}
	l := letters[0]
	link, err := p.rows.Link(t.Context(), l.Link)
	if err != nil || link.Person != "ama" || link.Purpose != project.LinkInvitation || l.Facts["project"] != "A song" || l.Facts["inviter"] != "buyer" {
		t.Errorf("%+v %+v %v", l, link, err)
	}
	notices, err := p.rows.Notices(t.Context(), project.NoticeFilter{Letter: l.ID}, project.Page{})
	if err != nil || len(notices) != 1 {
		t.Errorf("%d notices are told by it, %v", len(notices), err)
	}
	p.log("", offered("ama"))
	p.round(day.Add(time.Hour))
	if got := p.told(); len(got) != 6 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("a second offer: %v", got)
	}
}

// TestALevelIsToldOfWithTheEventThatBroughtIt, once, and to nobody else.
func TestALevelIsToldOfWithTheEventThatBroughtIt(t *testing.T) {
	p := newPlace(t)
	offer := project.Offer{ID: "off_1", SubGig: "sub_1", Seller: "ama", State: project.OfferAccepted, Made: day, Answered: day}
	c := project.Commit{Key: project.CommitKey{Project: p.id, Writer: "section", Seq: 1}, At: day, Changes: []project.Change{{SubGig: project.SubGig{ID: "sub_1", State: project.Working, Offer: &offer}, Effects: project.Effects{Offers: []project.Offer{offer}}}}}
	if _, err := p.rows.Commit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	approved := project.LogEvent{Kind: project.LogApproved, SubGig: "sub_1", Offer: "off_1", Actor: "buyer", At: day}
	for i := range 4 {
		approved.At = day.Add(time.Duration(i) * time.Hour)
		accepted := project.LogEvent{Kind: project.LogOfferAccepted, SubGig: "sub_1", Offer: "off_1", Actor: "ama", At: approved.At}
		p.log(project.ProjectRunning, accepted, approved)
		p.round(approved.At)
		p.round(approved.At)
	}
	var told []project.Notice
	all, err := p.rows.Notices(t.Context(), project.NoticeFilter{}, project.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if n.Kind == project.NoticeLevel || n.Kind == project.NoticeDemotion {
			told = append(told, n)
		}
	}
	if len(told) != 1 || told[0].To != "ama" || told[0].Detail != "proven/approved_on_time" || !told[0].At.Equal(day.Add(2*time.Hour)) || told[0].Letter == "" {
		t.Errorf("%+v", told)
	}
}

// TestARoomIsToldInTheDigest: who is in it, whoever was not mentioned, and not who has said it.
func TestARoomIsToldInTheDigest(t *testing.T) {
	p := newPlace(t)
	m := project.Member{ID: "mem_1", Project: p.id, Person: "ama", Role: project.MemberMentor, AddedBy: "buyer", AddedAt: day}
	if _, err := p.rows.PutMember(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		at := day.Add(time.Duration(i) * time.Minute)
		id := project.MessageID(project.NewID(project.PrefixMessage, at, fmt.Sprint(i)))
		m := project.Message{ID: id, Project: p.id, Room: project.ProjectRoom, Author: project.Voice{Person: "buyer"}, Text: "hello", Version: 1, CreatedAt: at}
		if _, err := p.rows.PutMessage(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		p.round(at)
	}
	told, err := p.rows.Notices(t.Context(), project.NoticeFilter{}, project.Page{})
	if err != nil {
		t.Fatal(err)
	}
	told = slices.DeleteFunc(told, func(n project.Notice) bool { return n.Kind != project.NoticeMessage })
	if len(told) != 1 || told[0].To != "ama" || !told[0].Shown {
		t.Fatalf("%+v", told)
	}
	letter, err := p.rows.Letter(t.Context(), told[0].Letter)
	if err != nil || letter.Kind != project.DigestKind(project.Daily) {
		t.Errorf("%+v %v", letter, err)
	}
}
