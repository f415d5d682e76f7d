package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// write says something with a file in the room of a project.
func (w *world) write(id project.ProjectID, text string) (project.Message, project.DeliveryFile) {
	w.Helper()
	_, file := w.arrived(id, "with "+text)
	m := project.Message{ID: project.MessageID(w.id(project.PrefixMessage)), Project: id, Room: project.ProjectRoom, Author: project.Voice{Person: "per_ama"},
		Text: text, Files: []project.DeliveryFile{file}, Version: 1, CreatedAt: w.at}
	return must[project.Message](w)(w.r.PutMessage(context.Background(), m)), file
}

// ends records that a project was cancelled, with what was logged before.
func (w *world) ends(id project.ProjectID, logged ...project.LogKind) {
	w.Helper()
	var log []project.LogEvent
	for _, kind := range append(logged, project.LogProjectState) {
		log = append(log, project.LogEvent{Kind: kind, At: w.at})
	}
	must[project.Committed](w)(w.r.Commit(context.Background(), project.Commit{Key: project.CommitKey{Project: id, Writer: "project", Seq: 1}, At: w.at,
		Project: &project.ProjectChange{State: project.ProjectCancelled, Log: log}}))
}

// testForgottenMessages: what was said in rooms goes with its files when the project has ended for long enough and nobody needs it.
func testForgottenMessages(w *world) {
	ctx := context.Background()
	running, disputed, last := w.one().Project.ID, w.one().Project.ID, w.one()
	ended := last.Project.ID
	staying := map[string]project.Message{}
	staying["of a project that runs"], _ = w.write(running, "of one that runs")
	staying["of a project with a dispute"], _ = w.write(disputed, "of a dispute")
	staying["reported"], _ = w.write(ended, "rude")
	ask(w, "", "report", w.r.ReportMessage(ctx, project.Report{Project: ended, Message: staying["reported"].ID, Reporter: "per_1", Reason: project.ReportAbuse, At: w.at},
		staying["reported"].Event(project.LogMessageReported, "per_1", w.at)))
	comment := w.note(last, w.artifact(ended), "of the work")
	staying["about the work"] = must[project.Message](w)(w.r.PutMessage(ctx, comment))
	first, one := w.write(ended, "one")
	second, two := w.write(ended, "two")
	edited := must[project.Message](w)(first.Edit("one, edited", nil, w.at))
	ask(w, "", "edit", w.r.ChangeMessage(ctx, edited, edited.Event(project.LogMessageEdited, "per_ama", w.at)))
	w.retire(5) // the uploads; what was said refers to their files
	w.ends(disputed, project.LogDisputeOpened)
	w.ends(ended)

	retire := func(before time.Time, limit, want int) {
		w.Helper()
		if n := must[int](w)(w.r.RetireMessages(ctx, before, w.at.AddDate(1, 0, 0), limit)); n != want {
			w.Errorf("%d messages went with the limit %d, not %d", n, limit, want)
		}
	}
	retire(w.at, 0, 0)
	later := w.at.Add(time.Hour)
	events := must[int64](w)(w.r.LastEvent(ctx, ended))
	retire(later, 1, 1)
	same(w, "the first file leaves", must[[]string](w)(w.r.LeavingFiles(ctx, 0)), []string{one.SHA256})
	retire(later, 0, 1)
	retire(later, 0, 0)
	if leaving := must[[]string](w)(w.r.LeavingFiles(ctx, 0)); len(leaving) != 2 {
		w.Errorf("%v leave, not %s and %s", leaving, one.SHA256, two.SHA256)
	}
	same(w, "what remains", must[project.Message](w)(w.r.Message(ctx, second.ID)), second.Forget(w.at.AddDate(1, 0, 0)))
	if left := must[[]project.MessageText](w)(w.r.MessageHistory(ctx, first.ID)); len(left) > 0 {
		w.Errorf("left of what was edited: %+v", left)
	}
	for what, m := range staying {
		same(w, what, must[project.Message](w)(w.r.Message(ctx, m.ID)), m)
	}
	same(w, "nothing is logged", must[int64](w)(w.r.LastEvent(ctx, ended)), events)
	checkBooks(w, w.r, ended)
}
