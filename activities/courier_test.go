package activities

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/memory"
)

// server is a mail server that does what it is told, by address.
type server struct {
	mu   sync.Mutex
	does map[string]error // after it was given the mail, but for Invalid and Unavailable, which come before
	took []project.Mail
	ask  func()
}

func (s *server) Send(_ context.Context, m project.Mail, hand func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ask != nil {
		s.ask()
	}
	err := s.does[m.Email]
	if code := project.CodeOf(err); code == project.Invalid || code == project.Unavailable {
		return err
	}
	if err := hand(); err != nil {
		return err
	}
	s.took = append(s.took, m)
	return err
}

// scribe writes nothing but the fields.
type scribe struct{ err error }

func (s scribe) Write(w project.Wording) (project.Mail, error) {
	return project.Mail{ID: w.Letter.ID, Kind: w.Letter.Kind, Email: w.Reader.Email, Text: fmt.Sprint(w.Fields, w.Link, w.Zone)}, s.err
}

// links knows one link.
type links struct{ err error }

func (l links) SignInLink(_ context.Context, id project.LinkID) (string, string, error) {
	return "https://tutti.example/in#" + string(id), "123456", l.err
}

type postOffice struct {
	*Courier
	t      *testing.T
	rows   *memory.Records
	server *server
	log    *bytes.Buffer
}

func newPostOffice(t *testing.T) *postOffice {
	p := &postOffice{t: t, rows: memory.NewRecords(project.FeePolicy{}), server: &server{does: map[string]error{}}, log: &bytes.Buffer{}}
	p.Courier = &Courier{Records: p.rows, Mailer: p.server, Scribe: scribe{}, Linker: links{}, Zones: time.LoadLocation, Log: slog.New(slog.NewTextHandler(p.log, nil))}
	return p
}

// letter puts one to somebody whose address is so.
func (p *postOffice) letter(email string, at time.Time) project.LetterID {
	p.t.Helper()
	id := project.PersonID(project.NewID(project.PrefixPerson, time.Now(), email))
	if _, err := p.rows.PutPerson(p.t.Context(), project.Person{ID: id, Handle: email, Name: "Ama", Email: email, Zone: "Asia/Tokyo"}); err != nil {
		p.t.Fatal(err)
	}
	l := project.Letter{Key: "sign-in/" + email, Kind: project.LetterSignIn, To: id, Link: "lnk_1", At: at}.Named()
	if err := p.rows.PutLetters(p.t.Context(), l); err != nil {
		p.t.Fatal(err)
	}
	return l.ID
}

func (p *postOffice) round() LettersSent {
	p.t.Helper()
	sent, err := p.SendLetters(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	return sent
}

func (p *postOffice) state(id project.LetterID) project.LetterRecord {
	p.t.Helper()
	l, err := p.rows.Letter(p.t.Context(), id)
	if err != nil {
		p.t.Fatal(err)
	}
	return l
}

func TestALetterIsSentOnce(t *testing.T) {
	p := newPostOffice(t)
	id := p.letter("ama@example.org", time.Now())
	later := p.letter("ben@example.org", time.Now().Add(time.Hour))
	for range 3 {
		p.round()
	}
	if l := p.state(id); l.State != project.LetterSent || l.Tries != 1 || len(p.server.took) != 1 || p.state(later).State != project.LetterWaiting {
		t.Fatalf("%+v, %d mails", l, len(p.server.took))
	}
	if got := p.server.took[0].Text; got != "map[name:Ama]https://tutti.example/in#lnk_1Asia/Tokyo" {
		t.Errorf("it says %s", got)
	}
}

// TestWhatBecomesOfALetter: refused for good it has failed, not taken just now it waits and is given up after a day, without
// an answer it is in doubt and not sent again.
func TestWhatBecomesOfALetter(t *testing.T) {
	for _, c := range []struct {
		code  project.Code
		since time.Duration
		want  project.LetterState
		takes int
	}{
		{project.Invalid, 0, project.LetterFailed, 0},
		{project.Unavailable, 0, project.LetterWaiting, 0},
		{project.Unavailable, 23*time.Hour + 59*time.Minute + 45*time.Second, project.LetterFailed, 0},
		{project.Internal, 0, project.LetterInDoubt, 1},
	} {
		p := newPostOffice(t)
		id := p.letter("ama@example.org", time.Now().Add(-c.since))
		p.server.does["ama@example.org"] = project.Errorf(c.code, "no")
		p.round()
		p.round()
		l := p.state(id)
		if l.State != c.want || len(p.server.took) != c.takes || l.Tries != 1 || l.Problem != "no" {
			t.Errorf("%s: %+v, %d taken", c.code, l, len(p.server.took))
		}
		if strings.Contains(p.log.String(), "example.org") {
			t.Errorf("the log names the reader: %s", p.log)
		}
	}
}

// TestWhoWasKilledWhileHandingOverLeavesADoubt: the next one does not ask the server again.
func TestWhoWasKilledWhileHandingOverLeavesADoubt(t *testing.T) {
	p := newPostOffice(t)
	id := p.letter("ama@example.org", time.Now())
	if err := p.rows.HandLetter(t.Context(), id, 0, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	p.round()
	if l := p.state(id); l.State != project.LetterHanded {
		t.Fatalf("while the answer may come it is %s", l.State)
	}
	if err := p.rows.HearLetter(t.Context(), id, project.LetterNews{State: project.LetterWaiting, Due: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := p.rows.HandLetter(t.Context(), id, 1, time.Now()); err != nil {
		t.Fatal(err)
	}
	p.round()
	if l := p.state(id); l.State != project.LetterInDoubt || len(p.server.took) != 0 {
		t.Fatalf("%+v, %d mails", l, len(p.server.took))
	}
	if err := p.rows.AgainLetter(t.Context(), id, time.Now()); err != nil {
		t.Fatal(err)
	}
	p.round()
	if l := p.state(id); l.State != project.LetterSent || len(p.server.took) != 1 {
		t.Errorf("an operator asked for it: %+v", l)
	}
}

// TestARivalWhoHandsItOverFirstHasIt: between the look and the last line somebody else may have sent it.
func TestARivalWhoHandsItOverFirstHasIt(t *testing.T) {
	p := newPostOffice(t)
	id := p.letter("ama@example.org", time.Now())
	p.server.ask = func() {
		if err := p.rows.HandLetter(context.Background(), id, 0, time.Now().Add(time.Hour)); err != nil {
			t.Error(err)
		}
	}
	p.round()
	if l := p.state(id); l.State != project.LetterHanded || len(p.server.took) != 0 {
		t.Errorf("%+v, %d mails", l, len(p.server.took))
	}
}

func TestALetterThatCannotBeWrittenIsNotSent(t *testing.T) {
	p := newPostOffice(t)
	p.Scribe = scribe{project.Errorf(project.Internal, "a field is missing")}
	hole := p.letter("ama@example.org", time.Now())
	p.round()
	p.Scribe, p.Linker = scribe{}, links{project.Errorf(project.Conflict, "used")}
	used := p.letter("ben@example.org", time.Now())
	p.round()
	p.Linker = nil
	nobody := p.letter("cem@example.org", time.Now())
	p.round()
	if p.state(hole).State != project.LetterFailed || p.state(used).State != project.LetterMoot || p.state(nobody).State != project.LetterFailed || len(p.server.took) != 0 {
		t.Errorf("%+v %+v %+v", p.state(hole), p.state(used), p.state(nobody))
	}
}

// TestAServerThatIsAwayIsNotAskedForEveryLetter, and a batch says when there is more.
func TestAServerThatIsAwayIsNotAskedForEveryLetter(t *testing.T) {
	p := newPostOffice(t)
	for n := range lettersAtOnce + 5 {
		p.letter(fmt.Sprintf("a%d@example.org", n), time.Now().Add(-time.Minute))
	}
	asked := 0
	p.server.ask = func() { asked++ }
	for n := range lettersAtOnce + 5 {
		p.server.does[fmt.Sprintf("a%d@example.org", n)] = project.Errorf(project.Unavailable, "away")
	}
	if sent := p.round(); sent.More || asked != courierGivesUp {
		t.Errorf("asked %d times, more %v", asked, sent.More)
	}
	p.server.does = nil
	if !p.round().More || p.round().More || len(p.server.took) != lettersAtOnce+5-courierGivesUp {
		t.Errorf("%d mails", len(p.server.took))
	}
}

// TestADigestTellsWhatWasNotRead, and when all of it was read there is none.
func TestADigestTellsWhatWasNotRead(t *testing.T) {
	p := newPostOffice(t)
	p.Key, p.PublicURL = "key", "https://tutti.example"
	p.letter("ama@example.org", time.Now().Add(time.Hour)) // to have somebody
	ama, err := p.rows.PersonByHandle(t.Context(), "ama@example.org")
	if err != nil {
		t.Fatal(err)
	}
	n := project.NewProject{At: time.Now(), Plan: project.Plan{Title: "A song", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle}},
		Project: project.Project{ID: "prj_1", Title: "A song", State: project.ProjectDraft, Buyer: "per_b", Currency: "EUR", PlanVersion: 1}}
	if err := p.rows.CreateProject(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	digest := project.Letter{Kind: project.DigestKind(project.Daily), Key: "digest", To: ama.ID, At: time.Now()}.Named()
	told := project.Telling{Untold: project.Untold{Project: "prj_1"}, To: 1, Letters: []project.Letter{digest}}
	for _, id := range []project.NoticeID{"not_1", "not_2", "not_3"} {
		told.Notices = append(told.Notices, project.Notice{ID: id, To: ama.ID, Kind: project.NoticeFinal, Project: "prj_1", Letter: digest.ID, Shown: true})
	}
	if err := p.rows.Tell(t.Context(), told); err != nil {
		t.Fatal(err)
	}
	if err := p.rows.ReadNotices(t.Context(), ama.ID, []project.NoticeID{"not_2"}, "", time.Now()); err != nil {
		t.Fatal(err)
	}
	w, err := p.wording(t.Context(), digest)
	if err != nil || w.Fields["count"] != "2" || len(w.Items) != 2 || w.Items[0].Fields["project"] != "A song" {
		t.Fatalf("%+v %v", w, err)
	}
	token := strings.TrimPrefix(w.Unsubscribe, "https://tutti.example/unsubscribe/")
	if person, kind, err := project.ReadUnsubscribe("key", token); person != ama.ID || kind != digest.Kind || err != nil {
		t.Errorf("%s %s %v", person, kind, err)
	}
	if err := p.rows.ReadNotices(t.Context(), ama.ID, nil, "not_3", time.Now()); err != nil {
		t.Fatal(err)
	}
	p.round()
	if l := p.state(digest.ID); l.State != project.LetterMoot || len(p.server.took) != 0 {
		t.Errorf("%+v, %d mails", l, len(p.server.took))
	}
}
