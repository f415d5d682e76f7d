package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

func testPeople(w *world) {
	ctx := context.Background()
	first := w.person("ama-mensah")
	same(w, "the stored person", must[project.Person](w)(w.r.PutPerson(ctx, first)), first)
	again := first
	again.Name = "Somebody else"
	same(w, "the same id again", must[project.Person](w)(w.r.PutPerson(ctx, again)), first)
	_, err := w.r.PutPerson(ctx, w.person("ama-mensah"))
	ask(w, project.Conflict, "another id with the same handle", err)
	_, err = w.r.Person(ctx, "per_nobody")
	ask(w, project.NotFound, "an unknown person", err)
	_, err = w.r.PersonByHandle(ctx, "nobody")
	ask(w, project.NotFound, "an unknown handle", err)
	same(w, "by id", must[project.Person](w)(w.r.Person(ctx, first.ID)), first)
	same(w, "by handle", must[project.Person](w)(w.r.PersonByHandle(ctx, first.Handle)), first)
	testChangePerson(w, first)
	testPeopleLists(w, must[project.Person](w)(w.r.Person(ctx, first.ID)))
}

// testChangePerson: what is not named stays, and nobody takes no name.
func testChangePerson(w *world, p project.Person) {
	ctx := context.Background()
	name, said, language, none := "Ama Mensah-Owusu", "AH-ma", "ar", ""
	for _, c := range []project.PersonChange{{Name: &name}, {Pronunciation: &said, Language: &language}, {}, {Language: &none}} {
		was, is, err := w.r.ChangePerson(ctx, p.ID, c)
		ask(w, "", "change", err)
		same(w, "as they were", was, p)
		p = p.With(c)
		same(w, "as they are", is, p)
		same(w, "as they are read", must[project.Person](w)(w.r.Person(ctx, p.ID)), p)
	}
	_, _, err := w.r.ChangePerson(ctx, "per_nobody", project.PersonChange{Name: &name})
	ask(w, project.NotFound, "change nobody", err)
}

// testPeopleLists uses handles whose order differs between bytes and languages.
func testPeopleLists(w *world, first project.Person) {
	ctx := context.Background()
	all := []project.Person{first}
	for _, handle := range []string{"ama0", "amab", "a-z", "a0", "ab", "b"} {
		all = append(all, must[project.Person](w)(w.r.PutPerson(ctx, w.person(handle))))
	}
	var handles []string
	for after := ""; ; {
		page := must[[]project.Person](w)(w.r.People(ctx, after, 2))
		if len(page) == 0 {
			break
		}
		for _, p := range page {
			handles = append(handles, p.Handle)
		}
		after = handles[len(handles)-1]
	}
	same(w, "the order of handles", handles, []string{"a-z", "a0", "ab", "ama-mensah", "ama0", "amab", "b"})
	byID := must[map[project.PersonID]project.Person](w)(w.r.PeopleByID(ctx, []project.PersonID{all[2].ID, "per_nobody", all[0].ID}))
	same(w, "by ids", byID, map[project.PersonID]project.Person{all[0].ID: all[0], all[2].ID: all[2]})
	byHandle := must[map[string]project.Person](w)(w.r.PeopleByHandle(ctx, []string{"b", "nobody"}))
	same(w, "by handles", byHandle, map[string]project.Person{"b": all[6]})
	same(w, "by no ids", must[map[project.PersonID]project.Person](w)(w.r.PeopleByID(ctx, nil)), map[project.PersonID]project.Person{})
	many := make([]project.PersonID, 3000)
	for i := range many {
		many[i] = all[i%len(all)].ID
	}
	if got := len(must[map[project.PersonID]project.Person](w)(w.r.PeopleByID(ctx, many))); got != len(all) {
		w.Errorf("%d people by 3,000 ids, not %d", got, len(all))
	}
}

func testTokens(w *world) {
	ctx := context.Background()
	p := must[project.Person](w)(w.r.PutPerson(ctx, w.person("kofi")))
	token := project.Token{ID: project.TokenID(w.id(project.PrefixToken)), Person: p.ID, Hash: "abc", Name: "laptop", CreatedAt: w.at, ExpiresAt: w.at.Add(time.Hour)}
	ask(w, "", "put", w.r.PutToken(ctx, token))
	again := token
	again.Name = "phone"
	ask(w, "", "the same id again", w.r.PutToken(ctx, again))
	other := token
	other.ID = project.TokenID(w.id(project.PrefixToken))
	ask(w, project.Conflict, "another id with the same secret", w.r.PutToken(ctx, other))
	other.Hash, other.Person = "def", "per_nobody"
	ask(w, project.NotFound, "a token of nobody", w.r.PutToken(ctx, other))

	got, owner, err := w.r.TokenByHash(ctx, "abc")
	ask(w, "", "by hash", err)
	same(w, "the token", got, token)
	same(w, "its person", owner, p)
	_, _, err = w.r.TokenByHash(ctx, "nothing")
	ask(w, project.NotFound, "an unknown hash", err)

	ask(w, project.NotFound, "revoke an unknown token", w.r.RevokeToken(ctx, "tok_none", w.at))
	ask(w, "", "revoke", w.r.RevokeToken(ctx, token.ID, w.at))
	ask(w, "", "revoke again", w.r.RevokeToken(ctx, token.ID, w.at.Add(time.Hour)))
	token.RevokedAt = w.at
	got, _, err = w.r.TokenByHash(ctx, "abc")
	ask(w, "", "a revoked token is given", err)
	same(w, "the revoked token", got, token)
}

func testCommands(w *world) {
	ctx := context.Background()
	c := project.CommandRecord{Actor: "per_a", Key: "k1", Request: "r1", Seed: "s1", At: w.at}
	same(w, "first", must[project.CommandRecord](w)(w.r.BeginCommand(ctx, c)), c)
	rival := c
	rival.Request, rival.Seed = "r2", "s2"
	same(w, "a repeat gets the first", must[project.CommandRecord](w)(w.r.BeginCommand(ctx, rival)), c)
	rival.Actor = "per_b"
	same(w, "another actor has keys of their own", must[project.CommandRecord](w)(w.r.BeginCommand(ctx, rival)), rival)

	ended := c
	ended.Status, ended.Answer, ended.AnswerHdr = 201, []byte("{\"a\":\x00\xff}"), map[string]string{"Location": "/x"}
	ask(w, "", "end", w.r.EndCommand(ctx, ended))
	late := ended
	late.Status, late.Answer = 409, []byte("no")
	ask(w, "", "end again", w.r.EndCommand(ctx, late))
	same(w, "the first answer counts", must[project.CommandRecord](w)(w.r.BeginCommand(ctx, c)), ended)
	late.Key = "unknown"
	ask(w, project.NotFound, "end an unknown command", w.r.EndCommand(ctx, late))

	young := project.CommandRecord{Actor: "per_a", Key: "k2", At: w.at.Add(time.Hour)}
	must[project.CommandRecord](w)(w.r.BeginCommand(ctx, young))
	if n := must[int](w)(w.r.Forget(ctx, project.KeepAnswers, w.at.Add(time.Minute), 0)); n != 2 {
		w.Errorf("%d commands forgotten, not 2", n)
	}
	same(w, "the young one stays", must[project.CommandRecord](w)(w.r.BeginCommand(ctx, young)), young)
}

// testCancelledCallers: who gives up must not be told that the service is broken.
func testCancelledCallers(w *world) {
	n := w.one()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := w.r.Project(ctx, n.Project.ID)
	ask(w, project.Unavailable, "read", err)
	_, err = w.r.PutPerson(ctx, w.person("late"))
	ask(w, project.Unavailable, "write", err)
	_, err = w.r.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "0", Seq: 1}, At: w.at})
	ask(w, project.Unavailable, "commit", err)
	ask(w, project.Unavailable, "ping", w.r.Ping(ctx))
	ask(w, "", "ping of another caller", w.r.Ping(context.Background()))
}
