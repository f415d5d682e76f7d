package api

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

func (a *API) registerMessage() {
	add(a, operation{id: "list-messages", method: get, path: root + "/projects/{id}/rooms/{room}/messages", tag: "room", summary: "Lists what was said in a room, newest first"}, a.messages)
	add(a, operation{id: "say", method: post, path: root + "/projects/{id}/rooms/{room}/messages", tag: "room", status: http.StatusCreated,
		summary: "Says something in a room", text: "A name behind an @ mentions somebody in the room. One person says at most 30 messages a minute.", rules: rules{command: true}}, a.say)
	add(a, operation{id: "create-comment", method: post, path: root + "/artifacts/{id}/comments", tag: "artifact", status: http.StatusCreated,
		summary: "Says something about a spot of an artifact", text: "It is kept with the sub-gigs that sound or stand there.", rules: rules{command: true}}, a.comment)
	add(a, operation{id: "list-comments", method: get, path: root + "/artifacts/{id}/comments", tag: "artifact", summary: "Lists what was said about an artifact, oldest first"}, a.comments)
	add(a, operation{id: "create-delivery-comment", method: post, path: root + "/deliveries/{id}/comments", tag: "delivery", status: http.StatusCreated,
		summary: "Says something about a delivery, or a spot of it", text: "Its seller and those who see the whole project read it.", rules: rules{command: true}}, a.commentDelivery)
	add(a, operation{id: "list-delivery-comments", method: get, path: root + "/deliveries/{id}/comments", tag: "delivery", summary: "Lists what was said about a delivery, oldest first"}, a.deliveryComments)
	add(a, operation{id: "get-message", method: get, path: root + "/messages/{id}", tag: "message", summary: "Gives one message", text: "Its ETag is what a change names in If-Match."}, a.getMessage)
	add(a, operation{id: "edit-message", method: http.MethodPatch, path: root + "/messages/{id}", tag: "message", summary: "Changes the words of one's own message",
		text:  "What it said before is kept. Needs If-Match: 428 without it, 412 when the message was changed meanwhile.",
		rules: rules{command: true}}, a.editMessage)
	add(a, operation{id: "delete-message", method: del, path: root + "/messages/{id}", tag: "message", summary: "Takes the words and files of one's own message away",
		text: "Its place stays, with the answers to it.", rules: rules{command: true}}, a.deleteMessage)
	add(a, operation{id: "list-replies", method: get, path: root + "/messages/{id}/replies", tag: "message", summary: "Lists the answers to a message, oldest first"}, a.replies)
	add(a, operation{id: "get-message-history", method: get, path: root + "/messages/{id}/history", tag: "message", summary: "Lists what a message said before it was edited, oldest first"}, a.messageHistory)
	o := operation{id: "get-attachment", method: get, path: root + "/messages/{id}/attachments/{number}", tag: "message", summary: "Gives a file that goes with a message",
		text: "Always as a file to be saved, whatever is in it.", rules: rules{within: attachmentTimeout}}
	add(a, o, a.attachment)
	a.huma.OpenAPI().Paths[o.path].Get.Responses["200"] = &huma.Response{Description: "The file", Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
}

const attachmentTimeout = 10 * time.Minute // the largest attachment, to a slow reader

// place is where something is said: a room, a delivery or an artifact, with those who are there.
type place struct {
	seen
	head   project.Message // with the place and the author, and nothing said yet
	voices func(context.Context) ([]project.Voice, error)
}

func (a *API) roomPlace(ctx context.Context, in RoomPath, action project.Action) (place, error) {
	r, err := a.room(ctx, in, action)
	return place{seen: r.seen, head: project.Message{Project: r.ID, Room: r.name, Author: r.voice},
		voices: func(ctx context.Context) ([]project.Voice, error) { return a.voicesIn(ctx, r) }}, err
}

// deliveryPlace is a delivery: its seller talks there with those who see the work.
func (a *API) deliveryPlace(ctx context.Context, id project.DeliveryID, action project.Action) (place, error) {
	d, err := a.delivery(ctx, id, action)
	if err != nil {
		return place{}, err
	}
	head := project.Message{Project: d.Project, Delivery: d.ID, SubGig: d.SubGig, Author: project.Voice{Person: actor(ctx).ID}}
	seller := project.Voice{Person: d.Seller, SubGig: d.SubGig}
	if head.Author.Person == d.Seller {
		head.Author = seller
	}
	return place{seen: d.in, head: head, voices: a.runners(d.in, seller)}, nil
}

// artifactPlace is an artifact, for those who see it.
func (a *API) artifactPlace(ctx context.Context, id project.ArtifactID) (place, project.Artifact, error) {
	f, p, err := a.artifact(ctx, id)
	head := project.Message{Project: p.ID, Artifact: f.ID, Author: project.Voice{Person: actor(ctx).ID}}
	return place{seen: p, head: head, voices: a.runners(p)}, f, err
}

// runners are those who run the project, its section leads and mentors, and more.
func (a *API) runners(p seen, more ...project.Voice) func(context.Context) ([]project.Voice, error) {
	return func(ctx context.Context) ([]project.Voice, error) {
		voices := append([]project.Voice{{Person: p.Buyer}, {Person: p.Producer}}, more...)
		members, err := a.o.Records.Members(ctx, project.MemberFilter{Project: p.ID})
		for _, m := range members {
			if m.Role == project.MemberLead || m.Role == project.MemberMentor {
				voices = append(voices, project.Voice{Person: m.Person})
			}
		}
		return voices, err
	}
}

// spoken is a message, and the place where it was said.
type spoken struct {
	project.Message
	place
}

func (s spoken) own(ctx context.Context) bool { return s.Author.Person == actor(ctx).ID }

// moderates reports whether the caller decides what stays.
func (s spoken) moderates(ctx context.Context) bool {
	return may(ctx, project.Moderate, s.thing) == nil
}

// message opens a message for those who are where it was said.
func (a *API) message(ctx context.Context, id project.MessageID) (spoken, error) {
	if project.CheckID(project.PrefixMessage, string(id)) != nil {
		return spoken{}, nobody()
	}
	m, err := a.o.Records.Message(ctx, id)
	if err != nil {
		return spoken{}, hide(err)
	}
	var at place
	switch {
	case m.Room != "":
		at, err = a.roomPlace(ctx, RoomPath{ProjectPath{m.Project}, m.Room}, project.SeeRoom)
	case m.Delivery != "":
		at, err = a.deliveryPlace(ctx, m.Delivery, project.SeeReviews)
	default:
		at, _, err = a.artifactPlace(ctx, m.Artifact)
	}
	return spoken{m, at}, unseen(err)
}

func (a *API) messages(ctx context.Context, in *struct {
	RoomPath
	Paging
}) (*body[wire.MessageList], error) {
	at, err := a.roomPlace(ctx, in.RoomPath, project.SeeRoom)
	if err != nil {
		return nil, err
	}
	return a.said(ctx, at, project.MessageFilter{Project: at.ID, Room: in.Room, Newest: true}, in.Paging)
}

// said gives a part of what was said in a place.
func (a *API) said(ctx context.Context, at place, filter project.MessageFilter, p Paging) (*body[wire.MessageList], error) {
	rows, err := a.o.Records.Messages(ctx, filter, p.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(m project.Message) string { return string(m.ID) })
	views, err := a.messageViews(ctx, at, rows)
	return &body[wire.MessageList]{wire.MessageList{Items: views, Next: next}}, err
}

// messageViews shows messages of one place, looking everybody up once.
func (a *API) messageViews(ctx context.Context, at place, rows []project.Message) ([]wire.Message, error) {
	var voices []project.Voice
	for _, m := range rows {
		voices = append(voices, m.Author)
		for _, x := range m.Mentions {
			voices = append(voices, x.Voice)
		}
	}
	c, err := a.called(ctx, at.seen, voices)
	if err != nil {
		return nil, err
	}
	return each(rows, func(m project.Message) wire.Message { return messageView(ctx, c, spoken{m, at}) }), nil
}

// messageView shows a message as the caller may read it.
func messageView(ctx context.Context, c callers, m spoken) wire.Message {
	author := c.speaker(m.Author)
	out := wire.Message{ID: m.Message.ID, ProjectID: m.Message.Project, Room: m.Room, DeliveryID: m.Delivery, ArtifactID: m.Artifact, ReplyTo: m.ReplyTo,
		Author: author, AuthorID: author.PersonID, Spot: m.Spot, Mentions: []wire.Speaker{}, Attachments: []wire.Attachment{}, SubGigIDs: some(m.SubGigs),
		Version: m.Version, Edited: !m.EditedAt.IsZero(), EditedAt: moment(m.EditedAt), Deleted: !m.DeletedAt.IsZero(), Hidden: m.Hidden(), CreatedAt: m.CreatedAt.UTC()}
	closely := m.own(ctx) || m.moderates(ctx)
	if closely {
		out.Moderation = moderationView(m.Message, m.own(ctx))
	}
	if m.Hidden() && !closely {
		return out
	}
	out.Text = c.text(m.Message)
	for _, x := range m.Mentions {
		out.Mentions = append(out.Mentions, c.speaker(x.Voice))
	}
	for i, f := range m.Files {
		out.Attachments = append(out.Attachments, wire.Attachment{Number: i + 1, Name: f.Name, Size: f.Size, SHA256: f.SHA256})
	}
	return out
}

func moderationView(m project.Message, own bool) *wire.Moderation {
	d := m.Moderation
	if d == nil {
		return nil
	}
	return &wire.Moderation{Reason: d.Reason, At: d.At.UTC(), Appeal: d.Appeal, AppealedAt: moment(d.AppealedAt), Ruling: d.Ruling, RuledAt: moment(d.RuledAt),
		MayAppeal: own && d.Hidden && d.AppealedAt.IsZero() && m.DeletedAt.IsZero()}
}

// tagged is a message with its version as ETag.
type tagged struct {
	ETag string `header:"ETag"`
	Body wire.Message
}

func (a *API) messageAnswer(ctx context.Context, m project.Message, at place, unknown []string) (*tagged, error) {
	views, err := a.messageViews(ctx, at, []project.Message{m})
	if err != nil {
		return nil, err
	}
	views[0].Unknown = unknown
	return &tagged{fmt.Sprintf("%q", strconv.Itoa(m.Version)), views[0]}, nil
}

func (a *API) say(ctx context.Context, in *struct {
	RoomPath
	Body wire.MessageRequest
}) (*tagged, error) {
	at, err := a.roomPlace(ctx, in.RoomPath, project.Say)
	if err != nil {
		return nil, err
	}
	return a.utter(ctx, at, in.Body)
}

func (a *API) comment(ctx context.Context, in *struct {
	ArtifactPath
	Body wire.CommentRequest
}) (*tagged, error) {
	at, f, err := a.artifactPlace(ctx, in.ID)
	if err == nil {
		err = may(ctx, project.MakeComment, at.thing)
	}
	if err != nil {
		return nil, err
	}
	if in.Body.ReplyTo == "" || !in.Body.Whole() {
		if err := in.Body.Spot.Check(); err != nil {
			return nil, err
		}
		for _, e := range f.Manifest.At(in.Body.Spot) {
			at.head.SubGigs = append(at.head.SubGigs, e.SubGig)
		}
	}
	at.head.Spot = in.Body.Spot
	return a.utter(ctx, at, in.Body.MessageRequest)
}

func (a *API) comments(ctx context.Context, in *struct {
	ArtifactPath
	Paging
}) (*body[wire.MessageList], error) {
	at, f, err := a.artifactPlace(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.said(ctx, at, project.MessageFilter{Artifact: f.ID}, in.Paging)
}

func (a *API) commentDelivery(ctx context.Context, in *struct {
	DeliveryPath
	Body wire.CommentRequest
}) (*tagged, error) {
	at, err := a.deliveryPlace(ctx, in.ID, project.SayOfWork)
	if err != nil {
		return nil, err
	}
	if !in.Body.Whole() {
		if err := in.Body.Spot.Check(); err != nil {
			return nil, err
		}
	}
	at.head.Spot = in.Body.Spot
	return a.utter(ctx, at, in.Body.MessageRequest)
}

func (a *API) deliveryComments(ctx context.Context, in *struct {
	DeliveryPath
	Paging
}) (*body[wire.MessageList], error) {
	at, err := a.deliveryPlace(ctx, in.ID, project.SeeReviews)
	if err != nil {
		return nil, err
	}
	return a.said(ctx, at, project.MessageFilter{Delivery: in.ID}, in.Paging)
}

// utter records what is said in a place.
func (a *API) utter(ctx context.Context, at place, in wire.MessageRequest) (*tagged, error) {
	c := commandOf(ctx)
	m := at.head
	m.ID, m.Text, m.Version, m.CreatedAt = project.MessageID(c.id(project.PrefixMessage)), in.Text, 1, c.at
	var err error
	if m.ReplyTo, err = a.answered(ctx, m, in.ReplyTo); err != nil {
		return nil, err
	}
	if m.Files, err = a.attached(ctx, m.Project, in.UploadIDs); err != nil {
		return nil, err
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	unknown, err := a.find(ctx, at, &m)
	if err != nil {
		return nil, err
	}
	if err := a.tooMuch(ctx); err != nil {
		return nil, err
	}
	stored, err := a.o.Records.PutMessage(ctx, m)
	if err != nil {
		return nil, err
	}
	a.wake(ctx, m.Project)
	return a.messageAnswer(ctx, stored, at, unknown)
}

// find fills in whom the message mentions, and gives the names that nobody there has.
func (a *API) find(ctx context.Context, at place, m *project.Message) (unknown []string, err error) {
	if len(project.Mentions(m.Text)) == 0 {
		m.Mentions = nil
		return nil, nil
	}
	voices, err := at.voices(ctx)
	if err != nil {
		return nil, err
	}
	m.Mentions, unknown, err = a.mentions(ctx, at.seen, voices, m.Text)
	return unknown, err
}

// tooMuch refuses who says more than a person can.
func (a *API) tooMuch(ctx context.Context) error {
	limit := project.Limit{Name: "messages", Most: a.o.MessagesPerMinute, Within: time.Minute}
	return a.allow(ctx, limit, string(actor(ctx).ID), fmt.Sprintf("more than %d messages in a minute; wait a little", limit.Most))
}

// answered gives the thread that an answer belongs to.
func (a *API) answered(ctx context.Context, m project.Message, to project.MessageID) (project.MessageID, error) {
	if to == "" {
		return "", nil
	}
	first, err := a.o.Records.Message(ctx, to)
	if project.CodeOf(err) == project.NotFound || err == nil && !first.Beside(m) {
		return "", &project.Error{Code: project.Invalid, Message: "the message cannot be taken as it is",
			Fields: []project.Field{{Path: "reply_to", Message: "names no message that was said here"}}}
	}
	return first.Thread(), err
}

// attached gives the files behind uploads that the caller sent up as attachments of the project.
func (a *API) attached(ctx context.Context, id project.ProjectID, ids []project.UploadID) ([]project.DeliveryFile, error) {
	e := &project.Error{Code: project.Invalid, Message: "the message cannot be taken as it is"}
	var files []project.DeliveryFile
	for i, upload := range ids {
		up, err := a.upload(ctx, upload)
		wrong := ""
		switch {
		case project.CodeOf(err) == project.NotFound || err == nil && (up.Project != id || up.SubGig != "" || up.Size > project.MaxAttachmentBytes):
			wrong = "is no attachment that you sent up for this project"
		case err != nil:
			return nil, err
		case up.State != project.UploadReady:
			wrong = "is " + string(up.State) + "; complete it first"
		}
		if wrong != "" {
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("upload_ids[%d]", i), Message: wrong})
			continue
		}
		files = append(files, project.DeliveryFile{Name: up.Name, SHA256: up.SHA256, Size: up.Size, Type: up.Type})
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	return files, nil
}

// checkAttachment lets everybody send files who may say something in the project.
func (a *API) checkAttachment(ctx context.Context, id project.ProjectID) error {
	p, err := a.project(ctx, id, project.SeeProject)
	if err != nil {
		return err
	}
	held, err := a.heldBy(ctx, p.ID, actor(ctx).ID)
	if err != nil || len(held) > 0 || may(ctx, project.MakeComment, p.thing) == nil {
		return err
	}
	return hide(may(ctx, project.Say, p.thing))
}

func (a *API) getMessage(ctx context.Context, in *MessagePath) (*tagged, error) {
	m, err := a.message(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.messageAnswer(ctx, m.Message, m.place, nil)
}

// ownMessage opens a message for its author.
func (a *API) ownMessage(ctx context.Context, id project.MessageID) (spoken, error) {
	m, err := a.message(ctx, id)
	if err == nil && !m.own(ctx) {
		err = project.Errorf(project.Forbidden, "you may see this, but only its author changes a message")
	}
	return m, err
}

// change records the next version of a message. A command that is repeated after it was recorded finds it done.
func (a *API) change(ctx context.Context, m spoken, next project.Message, kind project.LogKind) error {
	if err := a.o.Records.ChangeMessage(ctx, next, next.Event(kind, actor(ctx).ID, commandOf(ctx).at)); err != nil {
		return err
	}
	a.wake(ctx, m.Message.Project)
	return nil
}

// matched refuses a change that was not made from the version that stands.
func matched(header string, version int) error {
	tag := strings.Trim(strings.TrimPrefix(header, "W/"), `"`)
	switch {
	case header == "":
		return refusalOf(http.StatusPreconditionRequired, project.Invalid, "send the ETag of the message that you have read as If-Match, so that no change is lost")
	case tag != strconv.Itoa(version) && header != "*":
		return refusalOf(http.StatusPreconditionFailed, project.Conflict, "the message was changed meanwhile; read it again")
	}
	return nil
}

func (a *API) editMessage(ctx context.Context, in *struct {
	MessagePath
	IfMatch string `header:"If-Match" maxLength:"100" doc:"the ETag of the message as it was read"`
	Body    wire.EditRequest
}) (*tagged, error) {
	m, err := a.ownMessage(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	if c.repeat && m.EditedAt.Equal(c.at) && m.Text == in.Body.Text { // this very command did it
		return a.messageAnswer(ctx, m.Message, m.place, nil)
	}
	if err := matched(in.IfMatch, m.Version); err != nil {
		return nil, err
	}
	edited := m.Message
	edited.Text = in.Body.Text
	unknown, err := a.find(ctx, m.place, &edited)
	if err != nil {
		return nil, err
	}
	next, err := m.Edit(in.Body.Text, edited.Mentions, c.at)
	if err == nil {
		err = a.tooMuch(ctx)
	}
	if err == nil {
		err = a.change(ctx, m, next, project.LogMessageEdited)
	}
	if err != nil {
		return nil, err
	}
	return a.messageAnswer(ctx, next, m.place, unknown)
}

func (a *API) deleteMessage(ctx context.Context, in *MessagePath) (*tagged, error) {
	m, err := a.ownMessage(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	next := m.Message
	if next.DeletedAt.IsZero() {
		next = next.Delete(commandOf(ctx).at)
		if err := a.change(ctx, m, next, project.LogMessageDeleted); err != nil {
			return nil, err
		}
	}
	return a.messageAnswer(ctx, next, m.place, nil)
}

func (a *API) replies(ctx context.Context, in *struct {
	MessagePath
	Paging
}) (*body[wire.MessageList], error) {
	m, err := a.message(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.said(ctx, m.place, project.MessageFilter{Thread: m.Message.ID}, in.Paging)
}

// messageHistory shows what was said before to those who may read what is said now.
func (a *API) messageHistory(ctx context.Context, in *MessagePath) (*body[wire.MessageHistory], error) {
	m, err := a.message(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := wire.MessageHistory{Items: []wire.MessageText{}}
	if m.Hidden() && !m.own(ctx) && !m.moderates(ctx) {
		return &body[wire.MessageHistory]{out}, nil
	}
	rows, err := a.o.Records.MessageHistory(ctx, m.Message.ID)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		out.Items = append(out.Items, wire.MessageText{Version: row.Version, Text: m.textBefore(ctx, row.Text), At: row.At.UTC()})
	}
	return &body[wire.MessageHistory]{out}, nil
}

// textBefore shows an earlier text. Whom it mentioned is not kept: names behind an @ are left out for those who may not know
// everybody.
func (s spoken) textBefore(ctx context.Context, text string) string {
	if s.own(ctx) || s.whole(ctx) {
		return text
	}
	return project.WithMentions(text, func(string) (string, bool) { return "…", true })
}

func (a *API) attachment(ctx context.Context, in *struct {
	MessagePath
	Number int `path:"number" minimum:"1" maximum:"10"`
}) (*huma.StreamResponse, error) {
	m, err := a.message(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.Number > len(m.Files) || m.Hidden() && !m.own(ctx) && !m.moderates(ctx) {
		return nil, nobody()
	}
	f := m.Files[in.Number-1]
	bytes, _, err := a.o.Objects.Get(ctx, project.ObjectKey(f.SHA256))
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer func() { _ = bytes.Close() }()
		out := humagin.Unwrap(hc).Writer
		h := out.Header() // nosniff is said of every answer
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
		if _, err := io.Copy(patientWriter{out, http.NewResponseController(out)}, bytes); err != nil {
			a.o.Log.WarnContext(ctx, "an attachment was cut off", "request_id", requestOf(ctx).id, "message", m.Message.ID, "error", err)
			panic(http.ErrAbortHandler)
		}
	}}, nil
}
