package storagetest

import (
	"context"
	"fmt"
	"time"

	"tutti/project"
)

func (w *world) browser(person project.PersonID, session project.SessionID, hash string) project.PushSubscription {
	w.Helper()
	s := project.PushSubscription{ID: project.PushID(w.id(project.PrefixPush)), Person: person, Session: session, Name: "phone", Sealed: "sealed " + hash, Hash: hash, CreatedAt: w.at}
	ask(w, "", "a browser", w.r.PutPush(context.Background(), s))
	return s
}

// noticed tells people something, for their browsers too.
func (w *world) noticed(n project.NewProject, kind project.LogKind, people ...project.PersonID) []project.Notice {
	w.Helper()
	ctx := context.Background()
	w.happened(n, kind)
	untold := must[[]project.Untold](w)(w.r.Untold(ctx, 0))
	var notices []project.Notice
	for _, to := range people {
		notices = append(notices, project.Notice{ID: project.NoticeID(w.id(project.PrefixNotice)), To: to, Kind: project.NoticeOffer, Project: n.Project.ID, Shown: true, Push: true, At: w.at})
	}
	for _, u := range untold {
		if u.Project == n.Project.ID {
			ask(w, "", "tell", w.r.Tell(ctx, project.Telling{Untold: u, To: must[int64](w)(w.r.LastEvent(ctx, u.Project)), Notices: notices}))
		}
	}
	for i := range notices {
		notices[i].Push = false // which is not kept
	}
	return notices
}

// happened writes a line into the log of a project.
func (w *world) happened(n project.NewProject, kind project.LogKind) {
	w.Helper()
	w.made++
	must[project.Committed](w)(w.r.Commit(context.Background(), project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "push", Seq: w.made}, At: w.at,
		Project: &project.ProjectChange{Log: []project.LogEvent{{Kind: kind, At: w.at}}}}))
}

// testPush: a notice is given for every browser of its person, once.
func testPush(w *world) {
	ctx := context.Background()
	n := w.one()
	take := func(limit int) []project.Push {
		w.Helper()
		return must[[]project.Push](w)(w.r.TakePushes(ctx, w.at, limit))
	}
	phone, desk, other := w.browser("per_1", "", "phone"), w.browser("per_1", "", "desk"), w.browser("per_2", "", "other")
	ask(w, "", "the same again", w.r.PutPush(ctx, phone))
	same(w, "of one", must[[]project.PushSubscription](w)(w.r.PushSubscriptions(ctx, "per_1")), []project.PushSubscription{phone, desk})
	first := w.noticed(n, project.LogApproved, "per_1", "per_3")[0]
	one, two := take(1), take(0)
	if len(one) != 1 || len(two) != 1 || one[0].Subscription.ID == two[0].Subscription.ID {
		w.Fatalf("taken are %+v and %+v", one, two)
	}
	for _, p := range append(one, two...) {
		same(w, "the notice", p.Notice, first)
	}
	same(w, "no more", take(0), []project.Push(nil))

	ask(w, "", "once more", w.r.PushAgain(ctx, one[0], w.at.Add(time.Minute)))
	same(w, "not yet", take(0), []project.Push(nil))
	w.at = w.at.Add(time.Minute)
	again := take(0)
	if len(again) != 1 || again[0].Tries != 1 || again[0].Subscription != one[0].Subscription {
		w.Errorf("again are %+v", again)
	}

	w.noticed(n, project.LogApproved, "per_1")
	ask(w, "", "read", w.r.ReadNotices(ctx, "per_1", nil, project.NoticeID(w.id(project.PrefixNotice)), w.at))
	same(w, "what was read", take(0), []project.Push(nil))

	w.noticed(n, project.LogApproved, "per_1")
	ask(w, project.NotFound, "somebody else's", w.r.RemovePush(ctx, "per_2", phone.ID))
	ask(w, "", "remove", w.r.RemovePush(ctx, "per_1", phone.ID))
	ask(w, project.NotFound, "remove again", w.r.RemovePush(ctx, "per_1", phone.ID))
	if left := take(0); len(left) != 1 || left[0].Subscription != desk {
		w.Errorf("left are %+v", left)
	}
	ask(w, "", "one that has gone", w.r.PushAgain(ctx, project.Push{Subscription: phone, Notice: first}, w.at))
	same(w, "nothing for it", take(0), []project.Push(nil))
	w.browser("per_3", "", "other") // somebody else sits there now
	if left := must[[]project.PushSubscription](w)(w.r.PushSubscriptions(ctx, other.Person)); len(left) > 0 {
		w.Errorf("the browser still shows what its former person is told: %+v", left)
	}
}

// testPushEnds: nothing is shown in a session that has ended, and a person has not too many browsers.
func testPushEnds(w *world) {
	ctx := context.Background()
	n, p := w.one(), w.somebody("ama")
	held, revoked := w.session(p.ID), w.session(p.ID)
	for _, s := range []project.Session{held, revoked} {
		ask(w, "", "session", w.r.PutSession(ctx, s))
	}
	stays := w.browser(p.ID, held.ID, "held")
	w.browser(p.ID, revoked.ID, "revoked")
	w.browser(p.ID, "ses_none", "none")
	ask(w, "", "revoke", w.r.RevokeSession(ctx, p.ID, revoked.ID, w.at))
	w.noticed(n, project.LogApproved, p.ID)
	if due := must[[]project.Push](w)(w.r.TakePushes(ctx, w.at, 0)); len(due) != 1 || due[0].Subscription != stays {
		w.Errorf("due are %+v", due)
	}
	for i := 3; i < project.MaxPushes; i++ {
		w.browser(p.ID, "", fmt.Sprint(i))
	}
	ask(w, project.Limited, "one too many", w.r.PutPush(ctx, project.PushSubscription{ID: "psh_more", Person: p.ID, Hash: "more", CreatedAt: w.at}))
}
