package storagetest

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tutti/project"
)

// letter makes one that is due after a while.
func (w *world) letter(key string, after time.Duration) project.Letter {
	return project.Letter{Key: key, Kind: project.LetterInvitation, To: "per_1", Project: "prj_1", SubGig: "sub_1", Link: "lnk_1",
		Facts: map[string]string{"project": "A song", "inviter": "Ida"}, At: w.at.Add(after)}.Named()
}

func testLetters(w *world) {
	ctx := context.Background()
	operator := w.person("olga")
	operator.Roles = []project.Role{project.RoleSeller, project.RoleOperator}
	must[project.Person](w)(w.r.PutPerson(ctx, operator))
	must[project.Person](w)(w.r.PutPerson(ctx, w.person("ama")))

	first, second := w.letter("invite/1", 0), w.letter("invite/2", time.Minute)
	second.To = "per_2"
	ask(w, "", "put", w.r.PutLetters(ctx, first, second))
	again := w.letter("invite/1", time.Hour) // made again later: the key says that it is the same
	ask(w, "", "put again", w.r.PutLetters(ctx, again, first))
	_, err := w.r.Letter(ctx, again.ID)
	ask(w, project.NotFound, "the same key under another id", err)
	want := project.LetterRecord{Letter: first, State: project.LetterWaiting, Due: first.At}
	same(w, "a letter", must[project.LetterRecord](w)(w.r.Letter(ctx, first.ID)), want)

	due := func(after time.Duration) []project.LetterID {
		return must[[]project.LetterID](w)(w.r.DueLetters(ctx, w.at.Add(after), 10))
	}
	same(w, "due at once", due(0), []project.LetterID{first.ID})
	same(w, "due in a minute", due(time.Minute), []project.LetterID{first.ID, second.ID})
	same(w, "one of them", must[[]project.LetterID](w)(w.r.DueLetters(ctx, w.at.Add(time.Hour), 1)), []project.LetterID{first.ID})

	answerBy := w.at.Add(2 * time.Minute)
	ask(w, project.Conflict, "another try", w.r.HandLetter(ctx, first.ID, 1, answerBy))
	ask(w, "", "hand over", w.r.HandLetter(ctx, first.ID, 0, answerBy))
	ask(w, project.Conflict, "twice", w.r.HandLetter(ctx, first.ID, 0, answerBy))
	same(w, "handed over, it is not due", due(time.Minute), []project.LetterID{second.ID})
	same(w, "without an answer it is", due(2*time.Minute), []project.LetterID{second.ID, first.ID})
	retry := project.LetterNews{State: project.LetterWaiting, Problem: "busy", Due: w.at.Add(3 * time.Minute), At: w.at.Add(time.Second)}
	ask(w, "", "not taken", w.r.HearLetter(ctx, first.ID, retry))
	want.Tries, want.Problem, want.Due = 1, "busy", retry.Due
	same(w, "it waits", must[project.LetterRecord](w)(w.r.Letter(ctx, first.ID)), want)

	ask(w, "", "hand over again", w.r.HandLetter(ctx, first.ID, 1, answerBy))
	doubt := project.LetterNews{State: project.LetterInDoubt, Problem: "no answer", At: w.at.Add(4 * time.Minute)}
	ask(w, "", "in doubt", w.r.HearLetter(ctx, first.ID, doubt))
	ask(w, "", "and no try changes that", w.r.HearLetter(ctx, first.ID, retry))
	ask(w, "", "the answer came after all", w.r.HearLetter(ctx, first.ID, project.LetterNews{State: project.LetterSent, At: w.at.Add(5 * time.Minute)}))
	ask(w, "", "it stays sent", w.r.HearLetter(ctx, first.ID, doubt))
	got := must[project.LetterRecord](w)(w.r.Letter(ctx, first.ID))
	if got.State != project.LetterSent || got.Tries != 2 || !got.EndedAt.Equal(w.at.Add(5*time.Minute)) {
		w.Errorf("%+v", got)
	}
	ask(w, project.Conflict, "once more", w.r.AgainLetter(ctx, first.ID, w.at))

	failed := project.LetterNews{State: project.LetterFailed, Problem: "no such box", At: w.at.Add(6 * time.Minute)}
	ask(w, "", "refused before it was handed over", w.r.HearLetter(ctx, second.ID, failed))
	same(w, "nothing is due", len(due(time.Hour)), 0)
	same(w, "failed", len(must[[]project.LetterRecord](w)(w.r.Letters(ctx, project.LetterFilter{State: project.LetterFailed, To: "per_2"}, project.Page{}))), 1)
	ask(w, "", "once more", w.r.AgainLetter(ctx, second.ID, w.at.Add(7*time.Minute)))
	same(w, "it is due again", due(time.Hour), []project.LetterID{second.ID})

	list := must[[]project.LetterRecord](w)(w.r.Letters(ctx, project.LetterFilter{}, project.Page{Limit: 1}))
	if len(list) != 1 || list[0].ID != second.ID || list[0].Problem != "" || list[0].Tries != 1 {
		w.Errorf("the newest is %+v", list)
	}
	list = must[[]project.LetterRecord](w)(w.r.Letters(ctx, project.LetterFilter{}, project.Page{After: string(second.ID), Limit: 5}))
	if len(list) != 1 || list[0].ID != first.ID {
		w.Errorf("after it comes %+v", list)
	}
	for _, err := range []error{w.r.HandLetter(ctx, "let_absent", 0, answerBy), w.r.HearLetter(ctx, "let_absent", failed), w.r.AgainLetter(ctx, "let_absent", w.at)} {
		ask(w, project.NotFound, "an absent letter", err)
	}
}

// testLettersOfRivals: of many who would send the same letter one hands it over.
func testLettersOfRivals(w *world) {
	l := w.letter("sign-in/1", 0)
	ask(w, "", "put", w.r.PutLetters(context.Background(), l))
	var handed atomic.Int64
	var rivals sync.WaitGroup
	for range 8 {
		rivals.Go(func() {
			switch err := w.r.HandLetter(context.Background(), l.ID, 0, w.at); project.CodeOf(err) {
			case "":
				handed.Add(1)
			case project.Conflict:
			default:
				w.Errorf("%v", err)
			}
		})
	}
	rivals.Wait()
	if handed.Load() != 1 {
		w.Errorf("%d handed it over", handed.Load())
	}
}
