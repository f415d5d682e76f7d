package storagetest

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tutti/project"
)

// somebody records a person.
func (w *world) somebody(handle string) project.Person {
	w.Helper()
	return must[project.Person](w)(w.r.PutPerson(context.Background(), w.person(handle)))
}

func (w *world) link(person project.PersonID, purpose project.LinkPurpose) project.Link {
	return project.NewLink(project.LinkID(w.id(project.PrefixLink)), person, purpose, "per_inviter", w.at)
}

func (w *world) session(person project.PersonID) project.Session {
	id := project.SessionID(w.id(project.PrefixSession))
	return project.NewSession(id, person, "hash of "+string(id), "Browser/1", "192.0.2.7", w.at)
}

func testTokenLists(w *world) {
	ctx := context.Background()
	p, other := w.somebody("kofi"), w.somebody("ama")
	token := func(of project.PersonID, expires time.Time, scopes ...project.Scope) project.Token {
		id := project.TokenID(w.id(project.PrefixToken))
		t := project.Token{ID: id, Person: of, Hash: "hash of " + string(id), Name: "a", Scopes: scopes, CreatedAt: w.at, ExpiresAt: expires}
		ask(w, "", "put", w.r.PutToken(ctx, t))
		return t
	}
	first := token(p.ID, time.Time{}, project.ScopeRead, project.ScopeMoney)
	second := token(p.ID, w.at.Add(time.Hour))
	token(p.ID, w.at.Add(-time.Second))
	revoked := token(p.ID, time.Time{})
	token(other.ID, time.Time{})
	ask(w, "", "revoke", w.r.RevokeToken(ctx, revoked.ID, w.at))
	same(w, "those that hold, the newest first", must[[]project.Token](w)(w.r.Tokens(ctx, p.ID, w.at)), []project.Token{second, first})

	ask(w, "", "seen", w.r.SeenToken(ctx, first.ID, w.at))
	ask(w, "", "seen again at once", w.r.SeenToken(ctx, first.ID, w.at.Add(project.SeenEvery-time.Second)))
	first.SeenAt = w.at
	got, _, err := w.r.TokenByHash(ctx, first.Hash)
	ask(w, "", "by hash", err)
	same(w, "a use within the same minute is not written", got, first)
	first.SeenAt = w.at.Add(project.SeenEvery)
	ask(w, "", "seen later", w.r.SeenToken(ctx, first.ID, first.SeenAt))
	same(w, "a later one is", must[[]project.Token](w)(w.r.Tokens(ctx, p.ID, w.at))[1], first)
	ask(w, "", "seen an absent one", w.r.SeenToken(ctx, "tok_absent", w.at))
	testPeopleByEmail(w, p)
}

func testPeopleByEmail(w *world, p project.Person) {
	ctx := context.Background()
	twin, nobody := w.person("twin"), w.person("nobody")
	twin.Email, nobody.Email = "KOFI@example.org", ""
	for _, x := range []project.Person{twin, nobody} {
		must[project.Person](w)(w.r.PutPerson(ctx, x))
	}
	find := func(email string, limit int) []project.Person {
		return must[[]project.Person](w)(w.r.PeopleByEmail(ctx, email, limit))
	}
	same(w, "by e-mail, the oldest first", find("Kofi@Example.org", 0), []project.Person{p, twin})
	same(w, "the first of them", find("kofi@example.org", 1), []project.Person{p})
	if n := len(find("", 0)) + len(find("kofi", 0)) + len(find("%", 0)); n > 0 {
		w.Errorf("%d people by an address that is none", n)
	}
}

func testLinks(w *world) {
	ctx := context.Background()
	p := w.somebody("ama")
	l := w.link(p.ID, project.LinkInvitation)
	if !must[bool](w)(w.r.PutLink(ctx, l)) || must[bool](w)(w.r.PutLink(ctx, project.NewLink(l.ID, p.ID, project.LinkSetup, "", w.at))) {
		w.Error("a link is made once")
	}
	same(w, "the stored link", must[project.Link](w)(w.r.Link(ctx, l.ID)), l)
	_, err := w.r.Link(ctx, "lnk_absent")
	ask(w, project.NotFound, "an absent link", err)
	_, err = w.r.PutLink(ctx, w.link("per_nobody", project.LinkSignIn))
	ask(w, project.NotFound, "a link of nobody", err)

	s := w.session(p.ID)
	late := s
	late.CreatedAt = l.ExpiresAt
	ask(w, project.Conflict, "use too late", w.r.UseLink(ctx, l.ID, late))
	ask(w, project.NotFound, "use an absent one", w.r.UseLink(ctx, "lnk_absent", s))
	ask(w, "", "use", w.r.UseLink(ctx, l.ID, s))
	ask(w, project.Conflict, "use again", w.r.UseLink(ctx, l.ID, w.session(p.ID)))
	l.UsedAt = s.CreatedAt
	same(w, "the used link", must[project.Link](w)(w.r.Link(ctx, l.ID)), l)
	same(w, "one session", must[[]project.Session](w)(w.r.Sessions(ctx, p.ID, w.at)), []project.Session{s})
	testLinkTries(w, p)
}

// testLinkTries: a used link has no tries any more, and each open one has its own.
func testLinkTries(w *world, p project.Person) {
	ctx := context.Background()
	if open := must[[]project.Link](w)(w.r.TryLinks(ctx, p.ID, w.at)); len(open) > 0 {
		w.Errorf("a used link can be tried: %+v", open)
	}
	old, young := w.link(p.ID, project.LinkSignIn), w.link(p.ID, project.LinkInvitation)
	other := w.link(w.somebody("ben").ID, project.LinkSignIn)
	for _, l := range []project.Link{old, other} {
		must[bool](w)(w.r.PutLink(ctx, l))
	}
	for try := 1; try <= 2; try++ {
		old.Tries = try
		same(w, "the open one", must[[]project.Link](w)(w.r.TryLinks(ctx, p.ID, w.at)), []project.Link{old})
	}
	must[bool](w)(w.r.PutLink(ctx, young))
	for old.Tries < project.MaxLinkTries {
		old.Tries++
		young.Tries++
		same(w, "the newest first", must[[]project.Link](w)(w.r.TryLinks(ctx, p.ID, w.at)), []project.Link{young, old})
	}
	young.Tries++
	same(w, "without the one that was tried too often", must[[]project.Link](w)(w.r.TryLinks(ctx, p.ID, old.ExpiresAt.Add(-time.Second))), []project.Link{young})
	same(w, "the tries stop at the limit", must[project.Link](w)(w.r.Link(ctx, old.ID)), old)
	if gone := must[[]project.Link](w)(w.r.TryLinks(ctx, p.ID, young.ExpiresAt)); len(gone) > 0 {
		w.Errorf("an expired link can be tried: %+v", gone)
	}
	same(w, "somebody else's is not touched", must[project.Link](w)(w.r.Link(ctx, other.ID)), other)
}

// testConcurrentLinks: however many use a link at once, one gets in; however many guess at once, the tries are counted.
func testConcurrentLinks(w *world) {
	const rivals = 12
	ctx := context.Background()
	p := w.somebody("ama")
	l, guessed := w.link(p.ID, project.LinkInvitation), w.link(w.somebody("ben").ID, project.LinkInvitation)
	must[bool](w)(w.r.PutLink(ctx, l))
	must[bool](w)(w.r.PutLink(ctx, guessed))
	sessions := make([]project.Session, rivals)
	for i := range sessions {
		sessions[i] = w.session(p.ID)
	}
	var in, tries atomic.Int64
	var all sync.WaitGroup
	for _, s := range sessions {
		all.Go(func() {
			if err := w.r.UseLink(ctx, l.ID, s); err == nil {
				in.Add(1)
			} else if project.CodeOf(err) != project.Conflict {
				w.Errorf("use: %v", err)
			}
			open, err := w.r.TryLinks(ctx, guessed.Person, w.at)
			if err != nil {
				w.Errorf("try: %v", err)
			}
			tries.Add(int64(len(open)))
		})
	}
	all.Wait()
	if in.Load() != 1 || tries.Load() != project.MaxLinkTries || len(must[[]project.Session](w)(w.r.Sessions(ctx, p.ID, w.at))) != 1 {
		w.Errorf("%d got in by one link, %d tries", in.Load(), tries.Load())
	}
}

func testSessions(w *world) {
	ctx := context.Background()
	p, other := w.somebody("ama"), w.somebody("ben")
	first, second, foreign := w.session(p.ID), w.session(p.ID), w.session(other.ID)
	for _, s := range []project.Session{first, second, foreign, first} {
		ask(w, "", "put", w.r.PutSession(ctx, s))
	}
	taken := w.session(p.ID)
	taken.Hash = first.Hash
	ask(w, project.Conflict, "another id with the same secret", w.r.PutSession(ctx, taken))
	ask(w, project.NotFound, "a session of nobody", w.r.PutSession(ctx, w.session("per_nobody")))
	got, owner, err := w.r.SessionByHash(ctx, first.Hash)
	ask(w, "", "by hash", err)
	same(w, "the session", got, first)
	same(w, "its person", owner, p)
	_, _, err = w.r.SessionByHash(ctx, "nothing")
	ask(w, project.NotFound, "an unknown hash", err)

	first.SeenAt = first.SeenAt.Add(project.SeenEvery)
	ask(w, "", "seen at once", w.r.SeenSession(ctx, second.ID, second.SeenAt.Add(time.Second)))
	ask(w, "", "seen", w.r.SeenSession(ctx, first.ID, first.SeenAt))
	list := func(at time.Time) []project.Session { return must[[]project.Session](w)(w.r.Sessions(ctx, p.ID, at)) }
	same(w, "the last used first", list(w.at), []project.Session{first, second})
	same(w, "without the idle one", list(second.SeenAt.Add(project.SessionIdle)), []project.Session{first})
	same(w, "without the expired ones", list(first.ExpiresAt), []project.Session(nil))

	ask(w, project.NotFound, "revoke somebody else's", w.r.RevokeSession(ctx, other.ID, first.ID, w.at))
	ask(w, "", "revoke", w.r.RevokeSession(ctx, p.ID, first.ID, w.at))
	ask(w, "", "revoke again", w.r.RevokeSession(ctx, p.ID, first.ID, w.at.Add(time.Hour)))
	got, _, err = w.r.SessionByHash(ctx, first.Hash)
	ask(w, "", "a revoked session is given", err)
	first.RevokedAt = w.at
	same(w, "the revoked session", got, first)
	same(w, "the other one holds", list(w.at), []project.Session{second})
	ask(w, "", "revoke all", w.r.RevokeSessions(ctx, p.ID, w.at.Add(time.Minute)))
	same(w, "none holds", list(w.at), []project.Session(nil))
	if n := len(must[[]project.Session](w)(w.r.Sessions(ctx, other.ID, w.at))); n != 1 {
		w.Errorf("somebody else has %d sessions, not 1", n)
	}
}

func testForgottenSignIns(w *world) {
	ctx := context.Background()
	p, away, token := w.somebody("ama"), w.somebody("ben"), w.somebody("cem")
	links := []project.Link{w.link(p.ID, project.LinkSignIn), w.link(p.ID, project.LinkInvitation), w.link(p.ID, project.LinkSetup)}
	for _, l := range links {
		must[bool](w)(w.r.PutLink(ctx, l))
	}
	revoked, idle, held := w.session(p.ID), w.session(p.ID), w.session(p.ID)
	held.SeenAt = w.at.Add(project.SessionIdle)
	for _, s := range []project.Session{revoked, idle, held} {
		ask(w, "", "put", w.r.PutSession(ctx, s))
	}
	ask(w, "", "revoke", w.r.RevokeSession(ctx, p.ID, revoked.ID, w.at))
	ask(w, "", "a token", w.r.PutToken(ctx, project.Token{ID: "tok_1", Person: token.ID, Hash: "h", CreatedAt: w.at}))
	here := must[map[project.PersonID]bool](w)(w.r.BeenHere(ctx, []project.PersonID{p.ID, away.ID, token.ID}))
	same(w, "who has been here", here, map[project.PersonID]bool{p.ID: true, token.ID: true})
	same(w, "of nobody", must[map[project.PersonID]bool](w)(w.r.BeenHere(ctx, nil)), map[project.PersonID]bool{})

	later := w.at.Add(project.SessionIdle + time.Hour)
	for _, class := range []project.DataClass{project.KeepLinks, project.KeepSessions} {
		w.forget(class, w.at, 0)
		w.forget(class, later, 2)
	}
	must[project.Link](w)(w.r.Link(ctx, links[2].ID))
	_, _, err := w.r.SessionByHash(ctx, held.Hash)
	ask(w, "", "the one that is used stays", err)
}
