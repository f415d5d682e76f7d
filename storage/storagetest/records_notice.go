package storagetest

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tutti/project"
)

// testTellings: each stretch of a log is told of once, with all that follows from it or not at all.
func testTellings(w *world) {
	ctx := context.Background()
	n := w.one()
	untold := must[[]project.Untold](w)(w.r.Untold(ctx, 10))
	if len(untold) != 1 || untold[0].Project != n.Project.ID || untold[0].Seq != 0 || !untold[0].Week.IsZero() {
		w.Fatalf("%+v", untold)
	}
	last := must[int64](w)(w.r.LastEvent(ctx, n.Project.ID))
	var told atomic.Int64
	var rivals sync.WaitGroup
	week := project.WeekOf(w.at)
	for i := range 4 {
		rivals.Go(func() {
			l := w.letterOf(i)
			notice := project.Notice{ID: project.NoticeID(project.NewID(project.PrefixNotice, w.at, l.Key)), To: l.To, Kind: project.NoticeOffer, Letter: l.ID, At: w.at}
			err := w.r.Tell(ctx, project.Telling{Untold: untold[0], To: last, NewWeek: week, Notices: []project.Notice{notice}, Letters: []project.Letter{l}})
			switch project.CodeOf(err) {
			case "":
				told.Add(1)
			case project.Conflict:
			default:
				w.Errorf("%v", err)
			}
		})
	}
	rivals.Wait()
	notices := must[[]project.Notice](w)(w.r.Notices(ctx, project.NoticeFilter{}, project.Page{}))
	letters := must[[]project.LetterRecord](w)(w.r.Letters(ctx, project.LetterFilter{}, project.Page{}))
	if told.Load() != 1 || len(notices) != 1 || len(letters) != 1 || notices[0].Letter != letters[0].ID {
		w.Errorf("%d told, %d notices, %d letters", told.Load(), len(notices), len(letters))
	}
	same(w, "nothing is left", len(must[[]project.Untold](w)(w.r.Untold(ctx, 10))), 0)
	ask(w, "", "something happens", w.r.PutReferenceFile(ctx, n.Project.ID, "score", project.DeliveryFile{Name: "a", SHA256: "b", Size: 1}, "per_buyer", w.at))
	same(w, "there is more", must[[]project.Untold](w)(w.r.Untold(ctx, 10)), []project.Untold{{Project: n.Project.ID, Seq: last, Week: week}})
}

func (w *world) letterOf(i int) project.Letter {
	return project.Letter{Key: string(rune('a' + i)), Kind: project.LetterKind(project.NoticeOffer), To: "per_1", At: w.at}.Named()
}

func testNotices(w *world) {
	ctx := context.Background()
	n := w.one()
	untold := must[[]project.Untold](w)(w.r.Untold(ctx, 1))[0]
	var put []project.Notice
	for i := range 5 {
		put = append(put, project.Notice{ID: project.NoticeID(w.id(project.PrefixNotice)), To: "per_1", Kind: project.NoticeApproved, Project: n.Project.ID,
			SubGig: n.SubGigs[0].ID, Detail: "on_time", Shown: i != 0, At: w.at})
	}
	put[1].Letter, put[4].To = "let_1", "per_2"
	ask(w, "", "tell", w.r.Tell(ctx, project.Telling{Untold: untold, To: 1, Notices: put}))
	mine := project.NoticeFilter{To: "per_1", Shown: true}
	same(w, "a person's, newest first", must[[]project.Notice](w)(w.r.Notices(ctx, mine, project.Page{})), []project.Notice{put[3], put[2], put[1]})
	same(w, "a part", must[[]project.Notice](w)(w.r.Notices(ctx, mine, project.Page{After: string(put[3].ID), Limit: 1})), []project.Notice{put[2]})
	same(w, "of a letter", must[[]project.Notice](w)(w.r.Notices(ctx, project.NoticeFilter{Letter: "let_1"}, project.Page{})), []project.Notice{put[1]})
	same(w, "unread", must[int](w)(w.r.UnreadNotices(ctx, "per_1")), 3)
	unread := func() map[project.PersonID]project.Unread {
		return must[map[project.PersonID]project.Unread](w)(w.r.UnreadOf(ctx, []project.PersonID{"per_1", "per_2", "per_3"}))
	}
	two := project.Unread{Count: 1, Newest: put[4].ID, Kind: project.NoticeApproved}
	same(w, "unread by person", unread(), map[project.PersonID]project.Unread{"per_1": {Count: 3, Newest: put[3].ID, Kind: project.NoticeApproved}, "per_2": two})
	ask(w, "", "read one, and one of somebody else", w.r.ReadNotices(ctx, "per_1", []project.NoticeID{put[3].ID, put[4].ID}, "", w.at.Add(time.Hour)))
	same(w, "unread", must[int](w)(w.r.UnreadNotices(ctx, "per_1")), 2)
	same(w, "of somebody else", must[int](w)(w.r.UnreadNotices(ctx, "per_2")), 1)
	ask(w, "", "read up to one", w.r.ReadNotices(ctx, "per_1", nil, put[1].ID, w.at.Add(2*time.Hour)))
	same(w, "unread", must[int](w)(w.r.UnreadNotices(ctx, "per_1")), 1)
	ask(w, "", "read all", w.r.ReadNotices(ctx, "per_1", nil, put[4].ID, w.at.Add(3*time.Hour)))
	same(w, "who has read all is not among them", unread(), map[project.PersonID]project.Unread{"per_2": two})
	mine.Unread = true
	same(w, "none is left", len(must[[]project.Notice](w)(w.r.Notices(ctx, mine, project.Page{}))), 0)
	mine.Unread = false
	if first := must[[]project.Notice](w)(w.r.Notices(ctx, mine, project.Page{}))[0]; !first.ReadAt.Equal(w.at.Add(time.Hour)) {
		w.Errorf("read first at %s", first.ReadAt)
	}
}

func testChoices(w *world) {
	ctx := context.Background()
	first := []project.Choice{{Kind: "offer", Mail: project.Daily, Inside: true}, {Kind: "work", Mail: project.Never, Push: true}}
	ask(w, "", "choose", w.r.PutChoices(ctx, "per_1", first, w.at))
	ask(w, "", "choose again", w.r.PutChoices(ctx, "per_1", []project.Choice{{Kind: "offer", Mail: project.Now}}, w.at))
	ask(w, "", "choose nothing", w.r.PutChoices(ctx, "per_2", nil, w.at))
	want := map[project.PersonID][]project.Choice{"per_1": {{Kind: "offer", Mail: project.Now}, first[1]}}
	same(w, "choices", must[map[project.PersonID][]project.Choice](w)(w.r.Choices(ctx, []project.PersonID{"per_1", "per_2"})), want)

	ask(w, "", "a calendar", w.r.PutCalendar(ctx, "per_1", "one", w.at))
	ask(w, "", "another", w.r.PutCalendar(ctx, "per_2", "two", w.at))
	same(w, "whose", must[project.PersonID](w)(w.r.CalendarOf(ctx, "two")), project.PersonID("per_2"))
	ask(w, "", "a new secret", w.r.PutCalendar(ctx, "per_1", "three", w.at))
	_, err := w.r.CalendarOf(ctx, "one")
	ask(w, project.NotFound, "the old one", err)
	ask(w, "", "none any more", w.r.PutCalendar(ctx, "per_1", "", w.at))
	_, err = w.r.CalendarOf(ctx, "three")
	ask(w, project.NotFound, "a calendar that was taken away", err)

	key := must[string](w)(w.r.InstanceKey(ctx, "unsubscribe", "secret"))
	same(w, "the key stays", must[string](w)(w.r.InstanceKey(ctx, "unsubscribe", "other")), key)
	same(w, "another key", must[string](w)(w.r.InstanceKey(ctx, "else", "other")), "other")
}
