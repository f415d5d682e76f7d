package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// note makes a message about an artifact of the project.
func (w *world) note(n project.NewProject, a project.ArtifactID, text string) project.Message {
	at := 83.25
	return project.Message{ID: project.MessageID(w.id(project.PrefixMessage)), Project: n.Project.ID, Artifact: a, Author: project.Voice{Person: "per_producer"},
		Spot: project.Spot{Seconds: &at}, Text: text, SubGigs: []project.SubGigID{n.SubGigs[0].ID}, Version: 1, CreatedAt: w.at}
}

func (w *world) artifact(id project.ProjectID) project.ArtifactID {
	w.Helper()
	a := must[project.Artifact](w)(w.r.PutArtifact(context.Background(), project.Artifact{ID: project.ArtifactID(w.id(project.PrefixArtifact)), Project: id,
		Kind: project.ArtifactPreview, Build: "b", CreatedAt: w.at}))
	return a.ID
}

// lines asks for a list of messages and gives their texts.
func (w *world) lines(filter project.MessageFilter, page project.Page) []string {
	w.Helper()
	var out []string
	for _, m := range must[[]project.Message](w)(w.r.Messages(context.Background(), filter, page)) {
		out = append(out, m.Text)
	}
	return out
}

func testMessages(w *world) {
	ctx := context.Background()
	n := w.one()
	id := n.Project.ID
	art := w.artifact(id)
	c := w.note(n, art, "naïve ☃\nlouder <b>")
	c.Mentions = []project.Mention{{Name: "ama", Voice: project.Voice{Person: "per_ama", SubGig: n.SubGigs[0].ID}}}
	c.Files = []project.DeliveryFile{{Name: "a.wav", SHA256: "cafe", Size: 1 << 40, Type: "audio/wav"}}
	before := must[int64](w)(w.r.LastEvent(ctx, id))
	same(w, "put", must[project.Message](w)(w.r.PutMessage(ctx, c)), c)
	again := c
	again.Text = "something else"
	same(w, "the first one stands", must[project.Message](w)(w.r.PutMessage(ctx, again)), c)
	log := project.LogEvent{Kind: project.LogCommented, Actor: "per_producer", Artifact: art, Detail: string(c.ID), At: c.CreatedAt}
	same(w, "one event", must[[]project.Event](w)(w.r.Events(ctx, id, before, 0)), []project.Event{{Seq: before + 1, Project: id, LogEvent: log}})
	same(w, "read", must[project.Message](w)(w.r.Message(ctx, c.ID)), c)
	_, err := w.r.Message(ctx, "msg_none")
	ask(w, project.NotFound, "an absent one", err)
	for _, wrong := range []func(*project.Message){func(m *project.Message) { m.Project = "prj_none" }, func(m *project.Message) { m.Artifact = "art_none" },
		func(m *project.Message) { m.Delivery = "dlv_none" }, func(m *project.Message) { m.ReplyTo = "msg_none" }} {
		bad := w.note(n, art, "bad")
		wrong(&bad)
		_, err := w.r.PutMessage(ctx, bad)
		ask(w, project.NotFound, "a message about nothing", err)
	}
	checkBooks(w, w.r, id)
}

// testMessageLists: every way to ask for messages, in both directions, and in parts.
func testMessageLists(w *world) {
	ctx := context.Background()
	n, other := w.one(), w.one()
	about := w.note(n, w.artifact(n.Project.ID), "about")
	d := project.Delivery{ID: project.DeliveryID(w.id(project.PrefixDelivery)), Project: n.Project.ID, SubGig: n.SubGigs[0].ID, Seller: "per_ama", CreatedAt: w.at}
	ask(w, "", "draft", w.r.DraftDelivery(ctx, d))
	take := w.note(n, "", "take")
	take.Delivery, take.SubGig = d.ID, d.SubGig
	say := func(p project.ProjectID, room project.RoomName, text string, to project.MessageID) project.Message {
		return project.Message{ID: project.MessageID(w.id(project.PrefixMessage)), Project: p, Room: room, ReplyTo: to, Author: project.Voice{Person: "per_ama"}, Text: text, Version: 1, CreatedAt: w.at}
	}
	hello := say(n.Project.ID, project.ProjectRoom, "hello", "")
	for _, m := range []project.Message{about, take, hello, say(n.Project.ID, project.ProjectRoom, "yes", hello.ID), say(n.Project.ID, project.SectionRoom(0), "psst", ""),
		say(other.Project.ID, project.ProjectRoom, "elsewhere", ""), say(n.Project.ID, project.ProjectRoom, "bye", "")} {
		must[project.Message](w)(w.r.PutMessage(ctx, m))
	}
	room := project.MessageFilter{Project: n.Project.ID, Room: project.ProjectRoom}
	newest := room
	newest.Newest = true
	for what, c := range map[string]struct {
		filter project.MessageFilter
		page   project.Page
		want   []string
	}{
		"all of the project":   {project.MessageFilter{Project: n.Project.ID}, project.Page{}, []string{"about", "take", "hello", "yes", "psst", "bye"}},
		"a room":               {room, project.Page{}, []string{"hello", "yes", "bye"}},
		"a room, in parts":     {room, project.Page{After: string(hello.ID), Limit: 1}, []string{"yes"}},
		"the newest of a room": {newest, project.Page{Limit: 2}, []string{"bye", "yes"}},
		"and what was before":  {newest, project.Page{After: string(hello.ID)}, nil},
		"another room":         {project.MessageFilter{Project: n.Project.ID, Room: project.SectionRoom(0)}, project.Page{}, []string{"psst"}},
		"a thread":             {project.MessageFilter{Thread: hello.ID}, project.Page{}, []string{"yes"}},
		"of an artifact":       {project.MessageFilter{Artifact: about.Artifact}, project.Page{}, []string{"about"}},
		"of a delivery":        {project.MessageFilter{Delivery: d.ID}, project.Page{}, []string{"take"}},
		"of a sub-gig":         {project.MessageFilter{SubGig: d.SubGig}, project.Page{}, []string{"take"}},
		"of nothing":           {project.MessageFilter{Artifact: "art_none"}, project.Page{}, nil},
	} {
		same(w, what, w.lines(c.filter, c.page), c.want)
	}
}

// testMessageChanges: what an edit keeps and a deletion does not, and that of two changes of the same version one counts.
func testMessageChanges(w *world) {
	ctx := context.Background()
	n := w.one()
	m := w.note(n, w.artifact(n.Project.ID), "one")
	must[project.Message](w)(w.r.PutMessage(ctx, m))
	change := func(next project.Message, kind project.LogKind) error {
		return w.r.ChangeMessage(ctx, next, next.Event(kind, "per_producer", w.at))
	}
	at := w.at.Add(time.Minute)
	second := must[project.Message](w)(m.Edit("two @ama", []project.Mention{{Name: "ama", Voice: project.Voice{Person: "per_ama"}}}, at))
	ask(w, "", "edit", change(second, project.LogMessageEdited))
	same(w, "edited", must[project.Message](w)(w.r.Message(ctx, m.ID)), second)
	ask(w, project.Conflict, "the same version again", change(second, project.LogMessageEdited))
	history := []project.MessageText{{Version: 1, Text: "one", At: m.CreatedAt}}
	same(w, "history", must[[]project.MessageText](w)(w.r.MessageHistory(ctx, m.ID)), history)
	third := must[project.Message](w)(second.Edit("three", nil, at.Add(time.Minute)))
	ask(w, "", "edit again", change(third, project.LogMessageEdited))
	history = append(history, project.MessageText{Version: 2, Text: "two @ama", At: at})
	same(w, "both", must[[]project.MessageText](w)(w.r.MessageHistory(ctx, m.ID)), history)
	hidden := must[project.Message](w)(third.Hide(project.Actor{ID: "per_producer"}, "rude", at.Add(time.Hour)))
	ask(w, "", "hide", change(hidden, project.LogMessageHidden))
	same(w, "nothing to keep", must[[]project.MessageText](w)(w.r.MessageHistory(ctx, m.ID)), history)
	open := project.MessageFilter{Appealed: true}
	same(w, "no appeal", w.lines(open, project.Page{}), []string(nil))
	appealed := must[project.Message](w)(hidden.Appeal("it is not", at.Add(2*time.Hour)))
	ask(w, "", "appeal", change(appealed, project.LogMessageAppealed))
	same(w, "an appeal", w.lines(open, project.Page{}), []string{"three"})
	ruled := must[project.Message](w)(appealed.Rule("per_operator", true, "harmless", at.Add(3*time.Hour)))
	ask(w, "", "rule", change(ruled, project.LogMessageRestored))
	same(w, "decided", w.lines(open, project.Page{}), []string(nil))
	said, file := w.write(n.Project.ID, "sent by mistake")
	w.retire(1)
	ask(w, "", "delete with its file", change(said.Delete(at), project.LogMessageDeleted))
	same(w, "its file leaves", must[[]string](w)(w.r.LeavingFiles(ctx, 0)), []string{file.SHA256})
	gone := ruled.Delete(at.Add(4 * time.Hour))
	ask(w, "", "delete", change(gone, project.LogMessageDeleted))
	same(w, "its place stays", must[project.Message](w)(w.r.Message(ctx, m.ID)), gone)
	if left := must[[]project.MessageText](w)(w.r.MessageHistory(ctx, m.ID)); len(left) > 0 {
		w.Errorf("a deleted message has kept %+v", left)
	}
	absent := gone.Delete(at)
	absent.ID = "msg_none"
	ask(w, project.NotFound, "an absent one", change(absent, project.LogMessageDeleted))
	checkBooks(w, w.r, n.Project.ID)
}

func testReports(w *world) {
	ctx := context.Background()
	n := w.one()
	m := w.note(n, w.artifact(n.Project.ID), "rude")
	must[project.Message](w)(w.r.PutMessage(ctx, m))
	report := func(by project.PersonID) project.Report {
		w.at = w.at.Add(time.Second)
		return project.Report{Project: m.Project, Message: m.ID, Reporter: by, Reason: project.ReportAbuse, Words: "see", Text: m.Text, At: w.at}
	}
	put := func(r project.Report) error {
		return w.r.ReportMessage(ctx, r, m.Event(project.LogMessageReported, r.Reporter, r.At))
	}
	first, second := report("per_1"), report("per_2")
	ask(w, "", "report", put(first))
	ask(w, "", "another", put(second))
	before := must[int64](w)(w.r.LastEvent(ctx, m.Project))
	ask(w, "", "the same person again", put(report("per_1")))
	same(w, "open", must[[]project.Report](w)(w.r.Reports(ctx, m.Project)), []project.Report{first, second})
	closed := m.Event(project.LogMessageDismissed, "per_producer", w.at)
	ask(w, "", "close", w.r.CloseReports(ctx, m.ID, closed))
	ask(w, "", "close again", w.r.CloseReports(ctx, m.ID, closed))
	if left := must[[]project.Report](w)(w.r.Reports(ctx, m.Project)); len(left) > 0 {
		w.Errorf("left: %+v", left)
	}
	same(w, "one line", must[int64](w)(w.r.LastEvent(ctx, m.Project)), before+1)
	ask(w, "", "reported again", put(report("per_1")))
	hidden := must[project.Message](w)(m.Hide(project.Actor{ID: "per_producer"}, "rude", w.at))
	ask(w, "", "hide", w.r.ChangeMessage(ctx, hidden, hidden.Event(project.LogMessageHidden, "per_producer", w.at)))
	if left := must[[]project.Report](w)(w.r.Reports(ctx, m.Project)); len(left) > 0 {
		w.Errorf("hidden, and still reported: %+v", left)
	}
	lost := report("per_3")
	lost.Message = "msg_none"
	ask(w, project.NotFound, "a report of nothing", put(lost))
	ask(w, project.NotFound, "closing those of nothing", w.r.CloseReports(ctx, "msg_none", closed))
	checkBooks(w, w.r, m.Project)
}

func testShowings(w *world) {
	ctx := context.Background()
	id, other := w.one().Project.ID, w.one().Project.ID
	ask(w, "", "put", w.r.PutShowing(ctx, id, "per_1", project.ShowName))
	ask(w, "", "put", w.r.PutShowing(ctx, id, "per_2", project.ShowPart))
	ask(w, "", "put elsewhere", w.r.PutShowing(ctx, other, "per_1", project.ShowPart))
	ask(w, "", "put again", w.r.PutShowing(ctx, id, "per_1", project.ShowHandle))
	ask(w, project.NotFound, "in no project", w.r.PutShowing(ctx, "prj_none", "per_1", project.ShowName))
	same(w, "chosen", must[map[project.PersonID]project.Showing](w)(w.r.Showings(ctx, id, []project.PersonID{"per_1", "per_2", "per_3"})),
		map[project.PersonID]project.Showing{"per_1": project.ShowHandle, "per_2": project.ShowPart})
}
