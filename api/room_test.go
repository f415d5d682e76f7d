package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// orchestra is a project whose sellers ama (violin), ben (cello) and dan (viola) are at work. Every section has one
// sub-gig; ida produces for bea.
type orchestra struct {
	*world
	id  project.ProjectID
	sub map[string]project.SubGigID // by handle
}

const orchestraPlan = `title: Trio
currency: EUR
producer: ida
%ssub_gigs:
  - {key: violin, title: Violin, role: strings, price: 10.00, brief: [In tune], cast: [ama]}
  - {key: cello, title: Cello, role: strings, price: 10.00, brief: [In tune], cast: [ben]}
  - {key: horn, title: Horn, role: brass, price: 10.00, brief: [In tune, Soft], cast: [dan]}
recipe: {kind: bundle}
`

func newOrchestra(t *testing.T, change ...func(*api.Options)) *orchestra {
	t.Helper()
	return newOrchestraOf(t, "", change...)
}

func newOrchestraOf(t *testing.T, more string, change ...func(*api.Options)) *orchestra {
	t.Helper()
	w := newWorld(t, change...)
	w.person("dan", project.RoleSeller)
	ctx := context.Background()
	p, err := w.as("bea").CreateProject(ctx, []byte(fmt.Sprintf(orchestraPlan, more)))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	o := &orchestra{w, p.ID, map[string]project.SubGigID{}}
	for _, handle := range []string{"ama", "ben", "dan"} {
		o.sub[handle] = w.accepted(handle).SubGigID
	}
	return o
}

func (o *orchestra) says(handle, text string) wire.Message {
	o.t.Helper()
	m, err := o.as(handle).Say(context.Background(), o.id, project.ProjectRoom, wire.MessageRequest{Text: text})
	must(o.t, err)
	return m
}

// TestARoomTalks: what is said is read by everybody who is in, newest first, in parts, under the names that each chose.
func TestARoomTalks(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	_, err := o.as("ben").ChooseName(ctx, o.id, project.ShowName)
	must(t, err)
	o.says("ida", "Welcome, @ben and @violin; <b>write</b> to ida@example.org, @nobody")
	o.says("ama", "@ida thanks. @cello, do you hear me? @ben")
	first, err := o.as("ben").Messages(ctx, o.id, project.ProjectRoom, client.Page{Limit: 1})
	must(t, err)
	rest, err := o.as("ben").Messages(ctx, o.id, project.ProjectRoom, client.Page{Cursor: first.Next})
	must(t, err)
	if len(first.Items) != 1 || len(rest.Items) != 1 || rest.Next != "" {
		t.Fatalf("%+v %+v", first, rest)
	}
	if m := first.Items[0]; m.Text != "@ida thanks. @ben, do you hear me? @ben" || m.Author.Name != "violin" || m.Author.PersonID != "" || len(m.Mentions) != 2 {
		t.Errorf("ben reads %+v", m)
	}
	if m := rest.Items[0]; m.Text != "Welcome, @ben and @violin; <b>write</b> to ida@example.org, @nobody" || m.Author.Name != "Ida" || m.Author.Part != wire.PartProducer {
		t.Errorf("ben reads %+v", m)
	}
	dan, err := o.as("dan").Messages(ctx, o.id, project.ProjectRoom, client.Page{})
	must(t, err)
	if m := dan.Items[1]; m.Text != "Welcome, @cello and @violin; <b>write</b> to ida@example.org, @nobody" || m.Mentions[0].Name != "Ben" || m.Mentions[1].Name != "violin" {
		t.Errorf("dan reads %+v", m)
	}
	bea, err := o.as("bea").Messages(ctx, o.id, project.ProjectRoom, client.Page{})
	must(t, err)
	if m := bea.Items[1]; !strings.Contains(m.Text, "@ben and @ama;") || m.Mentions[1].Name != "Ama" || m.AuthorID != o.ids["ida"] {
		t.Errorf("bea reads %+v", m)
	}
}

// TestPeersLearnNoMoreThanWasChosen reads everything that a seller reads of a room and looks for what was not shown.
func TestPeersLearnNoMoreThanWasChosen(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	m := o.says("ida", "@ama @ben @dan")
	edited, err := o.as("ida").EditMessage(ctx, m.ID, 1, "@ama and @ben!")
	must(t, err)
	reply, err := o.as("ama").Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "@ben?", ReplyTo: m.ID})
	must(t, err)
	if !slices.Equal(reply.Unknown, []string{"ben"}) {
		t.Errorf("ama finds ben by a name that he did not show: %+v", reply)
	}
	read := []any{}
	add := func(v any, err error) {
		t.Helper()
		must(t, err)
		read = append(read, v)
	}
	c := o.as("dan")
	add(c.Rooms(ctx, o.id))
	add(c.RoomMembers(ctx, o.id, project.ProjectRoom, client.Page{}))
	add(c.Messages(ctx, o.id, project.ProjectRoom, client.Page{}))
	add(c.Message(ctx, edited.ID))
	add(c.Replies(ctx, m.ID))
	add(c.MessageHistory(ctx, m.ID))
	add(c.EventPage(ctx, o.id, 0, 0))
	text, err := json.Marshal(read)
	must(t, err)
	for what, secret := range map[string]string{"ama": string(o.ids["ama"]), "ben": string(o.ids["ben"]), "ama's handle": `"ama"`, "in a text": "@ama", "ama's name": `"Ama"`, "ben's name": `"Ben"`} {
		if strings.Contains(string(text), secret) {
			t.Errorf("dan sees %s: %s", what, text)
		}
	}
	if !strings.Contains(string(text), string(project.SpeakerOf(o.id, o.ids["ama"]))) {
		t.Errorf("dan cannot tell who is who: %s", text)
	}
}

// TestWhoIsInARoom: who holds a sub-gig is in, who left is out, and a section is among itself.
func TestWhoIsInARoom(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	section := project.SectionRoom(0)
	for handle, want := range map[string]struct {
		rooms string
		say   project.Code
		look  project.Code
	}{
		"ida": {"project section-0", "", ""}, "ama": {"project section-0", "", ""}, "bea": {"project", "", project.NotFound}, "olga": {"project section-0", project.Forbidden, ""},
		"cem": {"", project.NotFound, project.NotFound}, "bob": {"", project.NotFound, project.NotFound},
	} {
		rooms, err := o.as(handle).Rooms(ctx, o.id)
		names := []string{}
		for _, r := range rooms.Items {
			names = append(names, string(r.Name))
		}
		if got := strings.Join(names, " "); got != want.rooms || want.rooms == "" && project.CodeOf(err) != project.NotFound {
			t.Errorf("%s is in %q: %v", handle, got, err)
		}
		if _, err := o.as(handle).Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "hi"}); project.CodeOf(err) != want.say {
			t.Errorf("%s says: %v", handle, err)
		}
		if _, err := o.as(handle).Messages(ctx, o.id, section, client.Page{}); project.CodeOf(err) != want.look {
			t.Errorf("%s looks into the section's room: %v", handle, err)
		}
	}
	for _, name := range []project.RoomName{"section-1", "section-01", "kitchen", "name"} {
		if _, err := o.as("ida").Messages(ctx, o.id, name, client.Page{}); project.CodeOf(err) != project.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	said := o.says("ben", "I go")
	members, err := o.as("ama").RoomMembers(ctx, o.id, project.ProjectRoom, client.Page{Limit: 3})
	must(t, err)
	rest, err := o.as("ama").RoomMembers(ctx, o.id, project.ProjectRoom, client.Page{Cursor: members.Next})
	must(t, err)
	if all := append(members.Items, rest.Items...); len(all) != 5 || all[0].Part != wire.PartBuyer || all[2].Name != "Ama" || !all[2].You || all[3].Name != "cello" || rest.Next != "" {
		t.Errorf("%+v", all)
	}
	must(t, o.as("ben").StepOut(ctx, o.sub["ben"], "busy"))
	_, err = o.as("ben").Messages(ctx, o.id, project.ProjectRoom, client.Page{})
	wantCode(t, err, project.NotFound)
	left, err := o.as("ama").Message(ctx, said.ID)
	must(t, err)
	if left.Author.Name != "earlier cello" || left.Text != "I go" {
		t.Errorf("%+v", left)
	}
}

func TestAPlanWithoutRooms(t *testing.T) {
	o := newOrchestraOf(t, "rooms: off\n")
	ctx := context.Background()
	rooms, err := o.as("ida").Rooms(ctx, o.id)
	must(t, err)
	_, err = o.as("ida").Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "hi"})
	if wantCode(t, err, project.NotFound); len(rooms.Items) != 0 {
		t.Errorf("%+v", rooms)
	}
}

// TestMessagesAreEditedAndDeleted: the ETag keeps two changes apart, what was said before is kept until it is deleted.
func TestMessagesAreEditedAndDeleted(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	m := o.says("ama", "one")
	if m.Version != 1 || m.Edited || m.Deleted {
		t.Errorf("%+v", m)
	}
	at := path("/messages/%s", m.ID)
	if got := o.ask("ben", "GET", at, ""); got.header.Get("ETag") != `"1"` {
		t.Errorf("%v", got.header)
	}
	for match, want := range map[string]int{"": 428, `"7"`: 412, `"1"`: 200} {
		headers := []string{wire.HeaderIdempotencyKey, "edit-" + match[:min(len(match), 1)] + fmt.Sprint(want)}
		if match != "" {
			headers = append(headers, "If-Match", match)
		}
		if got := o.ask("ama", http.MethodPatch, at, `{"text":"two"}`, headers...); got.status != want {
			t.Errorf("If-Match %s: %d %s", match, got.status, got.body)
		} else if again := o.ask("ama", http.MethodPatch, at, `{"text":"two"}`, headers...); want == 200 && (again.status != 200 || again.header.Get("ETag") != `"2"`) {
			t.Errorf("again: %d %v", again.status, again.header)
		}
	}
	_, err := o.as("ben").EditMessage(ctx, m.ID, 2, "mine")
	wantCode(t, err, project.Forbidden)
	_, err = o.as("ben").DeleteMessage(ctx, m.ID)
	wantCode(t, err, project.Forbidden)
	history, err := o.as("ben").MessageHistory(ctx, m.ID)
	must(t, err)
	if len(history.Items) != 1 || history.Items[0].Text != "one" {
		t.Errorf("%+v", history)
	}
	reply, err := o.as("ben").Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "yes", ReplyTo: m.ID})
	must(t, err)
	below, err := o.as("dan").Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "no", ReplyTo: reply.ID})
	must(t, err)
	if below.ReplyTo != m.ID {
		t.Errorf("an answer to an answer stands in %s", below.ReplyTo)
	}
	_, err = o.as("dan").Say(ctx, o.id, project.SectionRoom(0), wire.MessageRequest{Text: "no", ReplyTo: m.ID})
	wantCode(t, err, project.Invalid)
	for range 2 {
		gone, err := o.as("ama").DeleteMessage(ctx, m.ID)
		must(t, err)
		if !gone.Deleted || gone.Text != "" || gone.Version != 3 {
			t.Errorf("%+v", gone)
		}
	}
	if history, err = o.as("ben").MessageHistory(ctx, m.ID); err != nil || len(history.Items) != 0 {
		t.Errorf("%+v %v", history, err)
	}
	thread, err := o.as("ben").Replies(ctx, m.ID)
	must(t, err)
	if len(thread.Items) != 2 || thread.Items[0].Text != "yes" {
		t.Errorf("%+v", thread)
	}
	_, err = o.as("ama").EditMessage(ctx, m.ID, 3, "back")
	wantCode(t, err, project.Conflict)
}

// TestAttachmentsAreFilesToSave: whatever is in a file, a browser saves it.
func TestAttachmentsAreFilesToSave(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	page := "<script>alert(1)</script>"
	sent := func(handle string) (wire.Upload, error) {
		return o.as(handle).UploadReader(ctx, wire.UploadRequest{ProjectID: o.id, Attachment: true, Name: "a page.html", Size: int64(len(page))}, strings.NewReader(page), nil)
	}
	up, err := sent("ama")
	must(t, err)
	_, err = sent("cem")
	wantCode(t, err, project.NotFound)
	_, err = o.as("ben").Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "not mine", UploadIDs: []project.UploadID{up.ID}})
	wantCode(t, err, project.Invalid)
	m, err := o.as("ama").Say(ctx, o.id, project.ProjectRoom, wire.MessageRequest{Text: "see", UploadIDs: []project.UploadID{up.ID}})
	must(t, err)
	got := o.ask("ben", "GET", path("/messages/%s/attachments/1", m.ID), "")
	if got.body != page || got.header.Get("Content-Type") != "application/octet-stream" || got.header.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment; filename=") || !strings.HasPrefix(got.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%v %s", got.header, got.body)
	}
	file := filepath.Join(t.TempDir(), "page.html")
	must(t, o.as("ben").Attachment(ctx, m.ID, 1, file))
	if text, err := os.ReadFile(file); err != nil || string(text) != page {
		t.Errorf("%s %v", text, err)
	}
	wantCode(t, o.as("ben").Attachment(ctx, m.ID, 2, file), project.NotFound)
	wantCode(t, o.as("cem").Attachment(ctx, m.ID, 1, file), project.NotFound)
	_, err = o.as("ama").CreateUpload(ctx, wire.UploadRequest{ProjectID: o.id, Attachment: true, Name: "big", Size: project.MaxAttachmentBytes + 1, Fingerprint: "f"})
	wantCode(t, err, project.Invalid)
	_, err = o.as("ama").DeleteMessage(ctx, m.ID)
	must(t, err)
	wantCode(t, o.as("ben").Attachment(ctx, m.ID, 1, file), project.NotFound)
}

// TestADeliveryIsTalkedAbout: by its seller and those who run the project, at a place; no other seller hears of it.
func TestADeliveryIsTalkedAbout(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	d := o.delivered("ama", wire.Offer{ProjectID: o.id, SubGigID: o.sub["ama"]}, "take")
	from, to, x := 3.5, 4.0, 0.25
	said, err := o.as("ida").CommentDelivery(ctx, d.ID, wire.CommentRequest{Spot: project.Spot{Seconds: &from, To: &to}, MessageRequest: wire.MessageRequest{Text: "@ama late here"}})
	must(t, err)
	if *said.Spot.To != 4 || said.DeliveryID != d.ID || len(said.Mentions) != 1 {
		t.Errorf("%+v", said)
	}
	_, err = o.as("ama").CommentDelivery(ctx, d.ID, wire.CommentRequest{MessageRequest: wire.MessageRequest{Text: "I hear it", ReplyTo: said.ID}})
	must(t, err)
	_, err = o.as("ama").CommentDelivery(ctx, d.ID, wire.CommentRequest{Spot: project.Spot{X: &x}, MessageRequest: wire.MessageRequest{Text: "half a point"}})
	wantCode(t, err, project.Invalid)
	for _, handle := range []string{"ama", "ida", "bea"} {
		list, err := o.as(handle).DeliveryComments(ctx, d.ID)
		must(t, err)
		if len(list.Items) != 2 || list.Items[0].Text != "@ama late here" || list.Items[1].ReplyTo != said.ID {
			t.Errorf("%s reads %+v", handle, list)
		}
	}
	_, err = o.as("ben").DeliveryComments(ctx, d.ID)
	wantCode(t, err, project.NotFound)
	_, err = o.as("ben").Message(ctx, said.ID)
	wantCode(t, err, project.NotFound)
	for handle, want := range map[string]int{"ama": 2, "ben": 0} {
		if n := o.heard(handle, project.LogCommented); n != want {
			t.Errorf("%s hears of %d comments", handle, n)
		}
	}
}

// heard counts the events of a kind that somebody may see.
func (o *orchestra) heard(handle string, kinds ...project.LogKind) (n int) {
	o.t.Helper()
	events, err := o.as(handle).EventPage(context.Background(), o.id, 0, 0)
	must(o.t, err)
	for _, e := range events.Items {
		if slices.Contains(kinds, e.Kind) {
			n++
		}
	}
	return n
}

// TestEventsOfRoomsAreHeardInside: ids only, by who is in; peers stay unknown.
func TestEventsOfRoomsAreHeardInside(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	must(t, o.as("ben").StepOut(ctx, o.sub["ben"], "busy"))
	m, err := o.as("ama").Say(ctx, o.id, project.SectionRoom(0), wire.MessageRequest{Text: "very secret"})
	must(t, err)
	for handle, want := range map[string]int{"ama": 1, "dan": 1, "ben": 0, "ida": 1} {
		if n := o.heard(handle, project.LogSaid); n != want {
			t.Errorf("%s hears %d", handle, n)
		}
	}
	events, err := o.as("dan").EventPage(ctx, o.id, 0, 0)
	must(t, err)
	last := events.Items[len(events.Items)-1]
	if last.ActorID != "" || last.Detail != "section-0/"+string(m.ID) {
		t.Errorf("%+v", last)
	}
	must(t, o.as("dan").ReportMessage(ctx, m.ID, wire.ReportRequest{Reason: project.ReportAbuse}))
	if n := o.heard("ama", project.LogMessageReported); n != 0 {
		t.Errorf("the author hears of %d reports", n)
	}
}

// TestOnePersonsMessagesAreLimited: who talks too much is told to wait; others are not.
func TestOnePersonsMessagesAreLimited(t *testing.T) {
	o := newOrchestra(t, func(x *api.Options) { x.MessagesPerMinute = 2 })
	o.says("ama", "one")
	o.says("ama", "two")
	got := o.ask("ama", "POST", path("/projects/%s/rooms/project/messages", o.id), `{"text":"three"}`, wire.HeaderIdempotencyKey, "three")
	if got.status != 429 || got.header.Get("Retry-After") == "" || !strings.Contains(got.problem(t).Detail, "2 messages in a minute") {
		t.Errorf("%d %v %s", got.status, got.header, got.body)
	}
	o.says("ben", "me")
}

// TestWordsAreRefusedThatCannotBeShown: the refusal names the limit.
func TestWordsAreRefusedThatCannotBeShown(t *testing.T) {
	o := newOrchestra(t)
	for body, says := range map[string]string{
		`{"text":"a\u0000b"}`: "control character", `{"text":"  "}`: "1 to 10000 characters", `{"text":"` + strings.Repeat("x", 10001) + `"}`: "10000",
		`{"text":"a\u001b[2J"}`: "control character", `{"text":"a","html":true}`: "unexpected property",
	} {
		got := o.ask("ama", "POST", path("/projects/%s/rooms/project/messages", o.id), body, wire.HeaderIdempotencyKey, fmt.Sprintf("key-%d", len(body)))
		if got.status != 400 || !strings.Contains(got.body, says) {
			t.Errorf("%.40s: %d %s", body, got.status, got.body)
		}
	}
}

// TestModeration: reported, kept, hidden with a reason, appealed against and decided by the operator.
func TestModeration(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	m := o.says("ama", "rude words")
	must(t, o.as("ben").ReportMessage(ctx, m.ID, wire.ReportRequest{Reason: project.ReportAbuse, Words: "look"}))
	wantCode(t, o.as("ama").ReportMessage(ctx, m.ID, wire.ReportRequest{Reason: project.ReportSpam}), project.Conflict)
	_, err := o.as("ama").EditMessage(ctx, m.ID, 1, "kind words")
	must(t, err)
	reports, err := o.as("ida").Reports(ctx, o.id)
	must(t, err)
	if len(reports.Items) != 1 || reports.Items[0].Text != "rude words" || reports.Items[0].Reporter.Handle != "ben" {
		t.Errorf("%+v", reports)
	}
	_, err = o.as("ama").Reports(ctx, o.id)
	wantCode(t, err, project.Forbidden)
	_, err = o.as("ben").HideMessage(ctx, m.ID, "I do not like it")
	wantCode(t, err, project.Forbidden)
	_, err = o.as("ida").KeepMessage(ctx, m.ID)
	must(t, err)
	if reports, err = o.as("ida").Reports(ctx, o.id); err != nil || len(reports.Items) != 0 {
		t.Errorf("%+v %v", reports, err)
	}
	_, err = o.as("ida").HideMessage(ctx, m.ID, "it was rude")
	must(t, err)
	seen, err := o.as("ben").Message(ctx, m.ID)
	must(t, err)
	if !seen.Hidden || seen.Text != "" || seen.Moderation != nil {
		t.Errorf("ben sees %+v", seen)
	}
	if history, err := o.as("ben").MessageHistory(ctx, m.ID); err != nil || len(history.Items) != 0 {
		t.Errorf("%+v %v", history, err)
	}
	own, err := o.as("ama").Message(ctx, m.ID)
	must(t, err)
	if own.Text != "kind words" || own.Moderation == nil || own.Moderation.Reason != "it was rude" || !own.Moderation.MayAppeal {
		t.Errorf("ama sees %+v", own)
	}
	_, err = o.as("ben").AppealMessage(ctx, m.ID, "let it be")
	wantCode(t, err, project.Forbidden)
	_, err = o.as("ama").AppealMessage(ctx, m.ID, "I have mended it")
	must(t, err)
	_, err = o.as("ida").MessageAppeals(ctx, client.Page{})
	wantCode(t, err, project.NotFound)
	appeals, err := o.as("olga").MessageAppeals(ctx, client.Page{})
	must(t, err)
	if len(appeals.Items) != 1 || appeals.Items[0].Moderation.Appeal != "I have mended it" {
		t.Errorf("%+v", appeals)
	}
	_, err = o.as("ida").RuleMessage(ctx, m.ID, wire.MessageRulingRequest{Uphold: false, Reason: "no"})
	wantCode(t, err, project.Forbidden)
	_, err = o.as("olga").RuleMessage(ctx, m.ID, wire.MessageRulingRequest{Uphold: true, Reason: "it is kind now"})
	must(t, err)
	if seen, err = o.as("ben").Message(ctx, m.ID); err != nil || seen.Hidden || seen.Text != "kind words" {
		t.Errorf("ben sees %+v %v", seen, err)
	}
	_, err = o.as("ida").HideMessage(ctx, m.ID, "again")
	wantCode(t, err, project.Conflict)
}
