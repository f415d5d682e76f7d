package wire

import (
	"time"

	"tutti/project"
)

// The parts that somebody may have in a conversation, besides the roles of members.
const (
	PartBuyer    = "buyer"
	PartProducer = "producer"
	PartSeller   = "seller"
	PartOther    = "other" // an operator, or who was a member once
)

// Speaker is somebody in a project as the reader may know them. Sellers are known to each other by what each has chosen.
type Speaker struct {
	ID       project.SpeakerID `json:"id" doc:"of this person in this project alone"`
	Name     string            `json:"name" doc:"how they are called; names of people are data, never markup"`
	Mention  string            `json:"mention" doc:"what to write behind an @ to mention them"`
	Part     string            `json:"part" enum:"buyer,producer,seller,buyer_viewer,section_lead,mentor,guest_reviewer,auditor,other"`
	SubGig   string            `json:"sub_gig,omitempty" doc:"key of the sub-gig that a seller holds, or held when it was said"`
	You      bool              `json:"you,omitempty"`
	PersonID project.PersonID  `json:"person_id,omitempty" doc:"only for who sees the whole project, and of oneself"`
}

// SpeakerList is a part of those who are in a room.
type SpeakerList struct {
	Items []Speaker `json:"items"`
	Next  string    `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// Room is a conversation that the reader is in.
type Room struct {
	Name    project.RoomName `json:"name" doc:"project, or section-0, section-1 and so on"`
	Section *int             `json:"section,omitempty" doc:"number of the section, from 0; absent for the project's room"`
	MaySay  bool             `json:"may_say" doc:"the reader may speak there"`
}

// RoomList is the rooms that the reader is in.
type RoomList struct {
	Items []Room          `json:"items"`
	Shows project.Showing `json:"shows" enum:"part,handle,name" doc:"how the reader is called by other sellers"`
}

// ShowingRequest says how one wants to be called by the other sellers of a project.
type ShowingRequest struct {
	Shows project.Showing `json:"shows" enum:"part,handle,name" doc:"part: by the key of one's sub-gig, as cello; handle; name: the credit name"`
}

// MessageRequest says something in a room.
type MessageRequest struct {
	Text      string             `json:"text" minLength:"1" maxLength:"10000" doc:"plain text; @cello or @handle mentions somebody in the room; no control characters but line feeds and tabs"`
	ReplyTo   project.MessageID  `json:"reply_to,omitempty" maxLength:"60" doc:"the message that is answered; answers to one message are its thread"`
	UploadIDs []project.UploadID `json:"upload_ids,omitempty" maxItems:"10" doc:"completed uploads of one's own with attachment: true"`
}

// CommentRequest says something about a delivery or an artifact, at a spot of it. What is said about an artifact, and answers
// nothing, needs a spot.
type CommentRequest struct {
	project.Spot
	MessageRequest
}

// EditRequest changes the words of a message.
type EditRequest struct {
	Text string `json:"text" minLength:"1" maxLength:"10000"`
}

// Message is something that was said. Its place stays when its words are gone.
type Message struct {
	ID          project.MessageID  `json:"id"`
	ProjectID   project.ProjectID  `json:"project_id"`
	Room        project.RoomName   `json:"room,omitempty"`
	DeliveryID  project.DeliveryID `json:"delivery_id,omitempty"`
	ArtifactID  project.ArtifactID `json:"artifact_id,omitempty"`
	ReplyTo     project.MessageID  `json:"reply_to,omitempty" doc:"the message that begins the thread"`
	Author      Speaker            `json:"author"`
	AuthorID    project.PersonID   `json:"author_id,omitempty" doc:"as author.person_id"`
	Spot        project.Spot       `json:"spot" doc:"empty: all of it"`
	Text        string             `json:"text" doc:"plain text, empty when deleted or hidden; mentions stand as the reader may know the people"`
	Mentions    []Speaker          `json:"mentions"`
	Unknown     []string           `json:"unknown_mentions,omitempty" doc:"in the answer to who wrote it: names behind an @ of which nobody here has one"`
	Attachments []Attachment       `json:"attachments"`
	SubGigIDs   []project.SubGigID `json:"sub_gig_ids" doc:"that sound or stand at the spot of an artifact"`
	Version     int                `json:"version" doc:"from 1; the ETag, and what If-Match names"`
	Edited      bool               `json:"edited"`
	EditedAt    *time.Time         `json:"edited_at,omitempty"`
	Deleted     bool               `json:"deleted"`
	Hidden      bool               `json:"hidden" doc:"by those who moderate"`
	Moderation  *Moderation        `json:"moderation,omitempty" doc:"for the author and those who moderate"`
	CreatedAt   time.Time          `json:"created_at"`
}

// Attachment is a file that goes with a message. It is fetched by its number and always saved, never shown in place.
type Attachment struct {
	Number int    `json:"number" doc:"from 1"`
	Name   string `json:"name"`
	Size   int64  `json:"size_bytes"`
	SHA256 string `json:"sha256"`
}

// Moderation is why a message was hidden, and what was said to that.
type Moderation struct {
	Reason     string     `json:"reason"`
	At         time.Time  `json:"at"`
	MayAppeal  bool       `json:"may_appeal,omitempty" doc:"the reader may appeal, once"`
	Appeal     string     `json:"appeal,omitempty"`
	AppealedAt *time.Time `json:"appealed_at,omitempty"`
	Ruling     string     `json:"ruling,omitempty" doc:"the operator's reason"`
	RuledAt    *time.Time `json:"ruled_at,omitempty"`
}

// MessageList is a part of what was said.
type MessageList struct {
	Items []Message `json:"items"`
	Next  string    `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// MessageText is what a message said before it was edited.
type MessageText struct {
	Version int       `json:"version"`
	Text    string    `json:"text"`
	At      time.Time `json:"at" doc:"when it was written"`
}

// MessageHistory is what a message said before, oldest first.
type MessageHistory struct {
	Items []MessageText `json:"items"`
}

// ReportRequest asks those who moderate to look at a message.
type ReportRequest struct {
	Reason project.ReportReason `json:"reason" enum:"spam,abuse,personal_data,other"`
	Words  string               `json:"words,omitempty" maxLength:"10000"`
}

// Report is an open report of a message.
type Report struct {
	MessageID project.MessageID    `json:"message_id"`
	Reason    project.ReportReason `json:"reason" enum:"spam,abuse,personal_data,other"`
	Words     string               `json:"words,omitempty"`
	Text      string               `json:"text" doc:"the words that were reported, also when they were edited or deleted since"`
	Reporter  PersonName           `json:"reporter"`
	Author    PersonName           `json:"author"`
	At        time.Time            `json:"at"`
}

// ReportList is the open reports of a project, oldest first.
type ReportList struct {
	Items []Report `json:"items"`
}

// ReasonRequest is a decision with its reason.
type ReasonRequest struct {
	Reason string `json:"reason" minLength:"1" maxLength:"10000"`
}

// MessageAppealRequest is what the author of a hidden message says against it.
type MessageAppealRequest struct {
	Words string `json:"words" minLength:"1" maxLength:"10000"`
}

// MessageRulingRequest decides on an appeal.
type MessageRulingRequest struct {
	Uphold bool   `json:"uphold" doc:"true: the message is there for everybody again"`
	Reason string `json:"reason" minLength:"1" maxLength:"10000"`
}
