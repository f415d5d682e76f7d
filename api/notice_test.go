package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/mail"
	"tutti/project"
	"tutti/tell"
)

func withLines(t *testing.T) func(*api.Options) {
	t.Helper()
	texts, err := mail.NewTexts()
	must(t, err)
	return func(o *api.Options) { o.Lines, o.PublicURL = texts, "https://tutti.example" }
}

// toldOf writes down what people are told of everything so far.
func (w *world) toldOf() {
	w.t.Helper()
	_, err := (&tell.Teller{Records: w.records, Zones: time.LoadLocation, Log: slog.New(slog.DiscardHandler)}).Round(context.Background(), w.clock.Now())
	must(w.t, err)
}

// told lists the kinds of one's unread notices, newest first.
func (w *world) told(handle string) []project.NoticeKind {
	w.t.Helper()
	list, err := w.as(handle).Notices(context.Background(), true, client.Page{})
	must(w.t, err)
	var kinds []project.NoticeKind
	for _, n := range list.Items {
		kinds = append(kinds, n.Kind)
	}
	if list.Unread != len(kinds) {
		w.t.Errorf("%s has %d unread, and %d are listed", handle, list.Unread, len(kinds))
	}
	return kinds
}

// TestPeopleAreToldWhatConcernsThem through a project: each their own, in their own language, and once.
func TestPeopleAreToldWhatConcernsThem(t *testing.T) {
	w := newWorld(t, withLines(t))
	ctx := context.Background()
	w.launched()
	w.toldOf()
	if got := w.told("ama"); !slices.Equal(got, []project.NoticeKind{project.NoticeOffer}) {
		t.Fatalf("ama is told %v", got)
	}
	offer := w.accepted("ama")
	w.delivered("ama", offer, "one")
	for range 3 {
		w.toldOf()
	}
	if got := w.told("ida"); !slices.Equal(got, []project.NoticeKind{project.NoticeDelivered, project.NoticeAccepted}) {
		t.Errorf("the producer is told %v", got)
	}
	for _, handle := range []string{"ben", "cem", "bob"} {
		if got := w.told(handle); len(got) != 0 {
			t.Errorf("%s is told %v", handle, got)
		}
	}
	must(t, w.records.PutProfile(ctx, project.Profile{Person: w.ids["ama"], Languages: []string{"de"}}))
	list, err := w.as("ama").Notices(ctx, false, client.Page{})
	must(t, err)
	n := list.Items[0]
	if n.Text != "Anfrage an dich: Drums in Nine bars" || n.Page != "/sub-gigs/"+string(offer.SubGigID) {
		t.Errorf("%+v", n)
	}
	must(t, w.as("ida").ReadNotices(ctx, wire.NoticesRead{IDs: []project.NoticeID{n.ID}, UpTo: n.ID}))
	if len(w.told("ama")) != 1 {
		t.Error("somebody else read it")
	}
	must(t, w.as("ama").ReadNotices(ctx, wire.NoticesRead{UpTo: n.ID}))
	if got := w.told("ama"); len(got) != 0 {
		t.Errorf("after reading ama is told %v", got)
	}
}

func TestOneChoosesHowOneIsTold(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	all, err := w.as("ama").SetNotify(ctx, wire.ChoiceList{Items: []wire.Choice{{Kind: "casting", Mail: project.Weekly, Inside: true}, {Kind: "offer", Mail: project.Never}}})
	must(t, err)
	for _, c := range all.Items {
		want := map[string]project.Cadence{"offer": project.Never, "accepted": project.Weekly, "revision": project.Now}[c.Kind]
		if want != "" && c.Mail != want {
			t.Errorf("%+v", c)
		}
	}
	_, err = w.as("ama").SetNotify(ctx, wire.ChoiceList{Items: []wire.Choice{{Kind: "sign_in", Mail: project.Never}}})
	refuses(t, err, project.Invalid, "sign_in")
}

// TestALinkEndsMailsWhenItIsPosted and not when it is opened, for its kind alone.
func TestALinkEndsMailsWhenItIsPosted(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	key, err := w.records.InstanceKey(ctx, "unsubscribe", "key")
	must(t, err)
	link := "/unsubscribe/" + project.UnsubscribeToken(key, w.ids["ama"], project.LetterKind(project.NoticeApproved))
	mails := func(kind project.NoticeKind) project.Cadence {
		chosen, err := w.records.Choices(ctx, []project.PersonID{w.ids["ama"]})
		must(t, err)
		return project.ChoiceFor(chosen[w.ids["ama"]], kind).Mail
	}
	opened := w.ask("", http.MethodGet, link, "")
	if opened.status != 200 || mails(project.NoticeApproved) != project.Now || !strings.Contains(opened.body, `<form method="post">`) {
		t.Fatalf("opening: %d %s, %s", opened.status, mails(project.NoticeApproved), opened.body)
	}
	posted := w.ask("", http.MethodPost, link, "List-Unsubscribe=One-Click", "Content-Type", "application/x-www-form-urlencoded")
	if posted.status != 200 || mails(project.NoticeApproved) != project.Never || mails(project.NoticeRevision) != project.Now {
		t.Errorf("posting: %d, %s", posted.status, mails(project.NoticeApproved))
	}
	if forged := w.ask("", http.MethodPost, link[:len(link)-1], ""); forged.status != http.StatusNotFound {
		t.Errorf("a forged link: %d", forged.status)
	}
}

// TestACalendarHasOnesOwnDeadlines and its address can be taken away.
func TestACalendarHasOnesOwnDeadlines(t *testing.T) {
	w := newWorld(t, withLines(t))
	ctx := context.Background()
	w.launched()
	made, err := w.as("ama").CreateCalendar(ctx)
	must(t, err)
	file, ok := strings.CutPrefix(made.Address, "https://tutti.example")
	if !ok {
		t.Fatalf("the address is %s", made.Address)
	}
	got := w.ask("", http.MethodGet, file, "")
	if got.status != 200 || strings.Count(got.body, "BEGIN:VEVENT") != 1 || !strings.Contains(got.body, "SUMMARY:Drums · Nine bars") {
		t.Errorf("%d %s", got.status, got.body)
	}
	again, err := w.as("ama").CreateCalendar(ctx)
	must(t, err)
	if old := w.ask("", http.MethodGet, file, ""); old.status != http.StatusNotFound || again.Address == made.Address {
		t.Errorf("the old address: %d", old.status)
	}
	must(t, w.as("ama").DeleteCalendar(ctx))
	if gone := w.ask("", http.MethodGet, strings.TrimPrefix(again.Address, "https://tutti.example"), ""); gone.status != http.StatusNotFound {
		t.Errorf("an ended address: %d", gone.status)
	}
}

func TestOperatorsSeeLettersAndNobodyElse(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	l := project.Letter{Key: "k", Kind: project.LetterInvitation, To: w.ids["ama"], At: w.clock.Now()}.Named()
	must(t, w.records.PutLetters(ctx, l))
	must(t, w.records.HearLetter(ctx, l.ID, project.LetterNews{State: project.LetterFailed, Problem: "no such box", At: w.clock.Now()}))
	list, err := w.as("olga").Letters(ctx, project.LetterFailed, client.Page{})
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Problem != "no such box" || !slices.Equal(w.told("olga"), []project.NoticeKind{project.NoticeLetterStuck}) {
		t.Errorf("%+v, told %v", list.Items, w.told("olga"))
	}
	must(t, w.as("olga").SendLetterAgain(ctx, l.ID))
	refuses(t, w.as("olga").SendLetterAgain(ctx, l.ID), project.Conflict, "waiting")
	_, err = w.as("bea").Letters(ctx, "", client.Page{})
	wantCode(t, err, project.NotFound)
	wantCode(t, w.as("ama").SendLetterAgain(ctx, l.ID), project.NotFound)
}
