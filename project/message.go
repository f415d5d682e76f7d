package project

import (
	"context"
	"slices"
	"strings"
	"time"
)

// MessageID names something that was said: msg_...
type MessageID string

// PrefixMessage begins the ids of messages.
const PrefixMessage = "msg"

// Limits of messages.
const (
	MaxMessage         = MaxText  // characters
	MaxAttachments     = 10       // files of one message
	MaxAttachmentBytes = 50 << 20 // of one file
)

// Message is what somebody says in a room, or about a delivery or an artifact, at a spot of it. It stays where it was said,
// also when its words are gone.
type Message struct {
	ID      MessageID
	Project ProjectID
	// One of the three says where. What is said about a delivery is for its seller and those who see the whole project.
	Room     RoomName
	Delivery DeliveryID
	Artifact ArtifactID
	SubGig   SubGigID  // of the delivery
	ReplyTo  MessageID // the message that begins the thread; empty in that message itself

	Author   Voice
	Spot     Spot   // of the delivery or the artifact; zero: all of it
	Text     string // as it was written, never read as markup
	Mentions []Mention
	Files    []DeliveryFile
	SubGigs  []SubGigID // that sound or stand at the spot of the artifact, in the order of the plan

	Version    int // from 1; every change counts it up
	Moderation *Moderation
	CreatedAt  time.Time
	EditedAt   time.Time // zero: never
	DeletedAt  time.Time // zero: it is there
}

// Mention is somebody whom a message names, found when it was written.
type Mention struct {
	Name string `json:"name"` // as it was written behind the @
	Voice
}

// Moderation is that a message was hidden, and what its author and the operator said to that.
type Moderation struct {
	Hidden     bool      `json:"hidden"`
	By         PersonID  `json:"by_id"`
	Reason     string    `json:"reason"`
	At         time.Time `json:"at"`
	Appeal     string    `json:"appeal,omitempty"` // the author's words, once
	AppealedAt time.Time `json:"appealed_at,omitzero"`
	RuledBy    PersonID  `json:"ruled_by_id,omitempty"`
	Ruling     string    `json:"ruling,omitempty"` // the operator's reason
	RuledAt    time.Time `json:"ruled_at,omitzero"`
}

// Hidden reports whether the words are kept from everybody but the author and those who moderate.
func (m Message) Hidden() bool { return m.Moderation != nil && m.Moderation.Hidden }

// Appealed reports whether an appeal waits for the operator.
func (m Message) Appealed() bool {
	return m.Hidden() && !m.Moderation.AppealedAt.IsZero() && m.Moderation.RuledAt.IsZero()
}

// Said reports whether the words are there for everybody who is.
func (m Message) Said() bool { return m.DeletedAt.IsZero() && !m.Hidden() }

// Check names what is wrong with a message before it is recorded.
func (m Message) Check() error {
	var f faults
	f.checkText("text", m.Text, MaxMessage)
	if n := len(Mentions(m.Text)); n > MaxMentions {
		f.addf("text", "mentions %d people; at most %d", n, MaxMentions)
	}
	if len(m.Files) > MaxAttachments {
		f.addf("upload_ids", "has %d files; at most %d", len(m.Files), MaxAttachments)
	}
	return f.refuse("the message cannot be taken as it is")
}

// Beside reports whether both were said in the same place.
func (m Message) Beside(o Message) bool {
	return m.Project == o.Project && m.Room == o.Room && m.Delivery == o.Delivery && m.Artifact == o.Artifact
}

// Thread is the message that begins the thread in which this one stands.
func (m Message) Thread() MessageID {
	if m.ReplyTo != "" {
		return m.ReplyTo
	}
	return m.ID
}

// Event is a line of the log about the message: ids only. Whoever hears it asks for the message, if they may.
func (m Message) Event(kind LogKind, actor PersonID, at time.Time) LogEvent {
	e := LogEvent{Kind: kind, Actor: actor, SubGig: m.SubGig, Delivery: m.Delivery, Artifact: m.Artifact, Detail: string(m.ID), At: at}
	if m.Room != "" {
		e.Detail = string(m.Room) + "/" + e.Detail
	}
	return e
}

// Announced is the line of the log when the message is new.
func (m Message) Announced() LogEvent {
	kind := LogCommented
	if m.Room != "" {
		kind = LogSaid
	}
	return m.Event(kind, m.Author.Person, m.CreatedAt)
}

// RoomOf gives the room in which an event about a message happened; empty for every other event.
func (e LogEvent) RoomOf() RoomName {
	room, _, inRoom := strings.Cut(e.Detail, "/"+PrefixMessage+"_")
	if !inRoom {
		return ""
	}
	return RoomName(room)
}

// ForModerators reports whether only those who moderate hear of it, and who did it: who reported what is nobody else's business.
func (k LogKind) ForModerators() bool {
	return k == LogMessageReported || k == LogMessageDismissed || k == LogMessageAppealed
}

// MessageOf gives the message that an event of a message is about.
func (e LogEvent) MessageOf() MessageID {
	return MessageID(e.Detail[strings.LastIndexByte(e.Detail, '/')+1:])
}

// next is the message in its next version.
func (m Message) next() Message {
	m.Version++
	m.Mentions, m.Files = slices.Clone(m.Mentions), slices.Clone(m.Files)
	if m.Moderation != nil {
		same := *m.Moderation
		m.Moderation = &same
	}
	return m
}

// Edit gives the message with other words. What was written before is kept beside it.
func (m Message) Edit(text string, mentions []Mention, at time.Time) (Message, error) {
	switch {
	case !m.DeletedAt.IsZero():
		return m, Errorf(Conflict, "this message was deleted; write a new one")
	case m.Hidden():
		return m, Errorf(Conflict, "this message is hidden (%s); its author can appeal, or delete it and write a new one", m.Moderation.Reason)
	}
	next := m.next()
	next.Text, next.Mentions, next.EditedAt = text, mentions, at
	return next, next.Check()
}

// Delete gives the message without words and files. Its place stays, with the answers to it.
func (m Message) Delete(at time.Time) Message {
	next := m.next()
	next.Text, next.Mentions, next.Files, next.DeletedAt = "", nil, nil, at
	return next
}

// Forget gives the message without anything that anybody said in it or about it.
func (m Message) Forget(at time.Time) Message {
	next := m.Delete(at)
	next.Moderation = nil
	return next
}

// Hide gives the message kept from everybody but its author and those who moderate. When the operator has ruled that it
// stands, only the operator hides it again.
func (m Message) Hide(by Actor, reason string, at time.Time) (Message, error) {
	var f faults
	f.checkText("reason", reason, MaxText)
	switch ruled := m.Moderation != nil && !m.Moderation.RuledAt.IsZero(); {
	case len(f.list) > 0:
		return m, f.refuse("a message is hidden with a reason")
	case !m.DeletedAt.IsZero():
		return m, Errorf(Conflict, "this message was deleted; there is nothing left to hide")
	case m.Hidden():
		return m, Errorf(Conflict, "this message is hidden already")
	case ruled && !by.Is(RoleOperator):
		return m, Errorf(Conflict, "the operator has ruled that this message stands; ask the operator")
	}
	next := m.next()
	next.Moderation = &Moderation{Hidden: true, By: by.ID, Reason: reason, At: at}
	return next, nil
}

// Appeal gives the message with what its author says against its being hidden. It can be said once.
func (m Message) Appeal(words string, at time.Time) (Message, error) {
	var f faults
	f.checkText("words", words, MaxText)
	switch {
	case len(f.list) > 0:
		return m, f.refuse("an appeal says why")
	case !m.Hidden():
		return m, Errorf(Conflict, "this message is not hidden; there is nothing to appeal against")
	case !m.DeletedAt.IsZero():
		return m, Errorf(Conflict, "this message was deleted; there is nothing left to appeal for")
	case !m.Moderation.AppealedAt.IsZero():
		return m, Errorf(Conflict, "there was an appeal already; it is made once")
	}
	next := m.next()
	next.Moderation.Appeal, next.Moderation.AppealedAt = words, at
	return next, nil
}

// Rule gives the message as the operator decides on the appeal: upheld, it is there for everybody again.
func (m Message) Rule(by PersonID, uphold bool, reason string, at time.Time) (Message, error) {
	var f faults
	f.checkText("reason", reason, MaxText)
	switch {
	case len(f.list) > 0:
		return m, f.refuse("an appeal is decided with a reason")
	case !m.Appealed():
		return m, Errorf(Conflict, "no appeal waits for a decision here")
	}
	next := m.next()
	next.Moderation.Hidden, next.Moderation.RuledBy, next.Moderation.Ruling, next.Moderation.RuledAt = !uphold, by, reason, at
	return next, nil
}

// MessageText is what a message said before it was edited.
type MessageText struct {
	Version int
	Text    string
	At      time.Time // when it was written
}

// ReportReason is why somebody thinks that a message should not be there.
type ReportReason string

// The reasons.
const (
	ReportSpam     ReportReason = "spam"
	ReportAbuse    ReportReason = "abuse"
	ReportPersonal ReportReason = "personal_data"
	ReportOther    ReportReason = "other"
)

// Report is somebody's wish that a message is looked at by those who moderate. It keeps the words that it is about until it is
// closed, since their author may edit or delete them meanwhile.
type Report struct {
	Project  ProjectID
	Message  MessageID
	Reporter PersonID
	Reason   ReportReason
	Words    string // of the reporter, may be empty
	Text     string // of the message, as it was reported
	At       time.Time
}

// Check names what is wrong with a report.
func (r Report) Check() error {
	var f faults
	if !slices.Contains([]ReportReason{ReportSpam, ReportAbuse, ReportPersonal, ReportOther}, r.Reason) {
		f.addf("reason", "is %q; write spam, abuse, personal_data or other", clip(string(r.Reason), 20))
	}
	if r.Words != "" {
		f.checkText("words", r.Words, MaxText)
	}
	return f.refuse("the report cannot be taken as it is")
}

// MessageFilter says which messages are wanted; zero fields ask for nothing.
type MessageFilter struct {
	Project  ProjectID
	Room     RoomName
	Delivery DeliveryID
	Artifact ArtifactID
	SubGig   SubGigID  // about deliveries of it
	Thread   MessageID // answers to it
	Appealed bool      // those whose appeal waits
	Newest   bool      // the newest first; otherwise the oldest
}

// MessageRecords keeps what people say. Ids sort by time, so they are the order and the cursor of every list.
type MessageRecords interface {
	// PutMessage records m once, with its line in the log; the same id again returns the stored row. NotFound when the
	// project, or the delivery, artifact or message that it is about, is not there.
	PutMessage(ctx context.Context, m Message) (Message, error)
	Message(ctx context.Context, id MessageID) (Message, error)
	Messages(ctx context.Context, filter MessageFilter, page Page) ([]Message, error)
	// ChangeMessage records the next version of a message, with a line in the log. Conflict unless its version is the one
	// after that which is stored. What it said before is kept when it was edited; nothing that it said is kept when it is
	// deleted, and files of it that nothing else refers to are marked as leaving: see RetentionRecords. Its reports are closed when it is hidden.
	ChangeMessage(ctx context.Context, next Message, log LogEvent) error
	// MessageHistory lists what a message said before, oldest first.
	MessageHistory(ctx context.Context, id MessageID) ([]MessageText, error)
	// ReportMessage records r, with its line in the log, unless the reporter has reported the message before.
	ReportMessage(ctx context.Context, r Report, log LogEvent) error
	// Reports lists the open reports of a project, oldest first.
	Reports(ctx context.Context, id ProjectID) ([]Report, error)
	// CloseReports forgets the reports of a message, with a line in the log; without any it changes nothing.
	CloseReports(ctx context.Context, id MessageID, log LogEvent) error
	// PutShowing records how a person wants to be called in a project.
	PutShowing(ctx context.Context, id ProjectID, person PersonID, s Showing) error
	// Showings gives what people have chosen; who has not is absent.
	Showings(ctx context.Context, id ProjectID, people []PersonID) (map[PersonID]Showing, error)
}
