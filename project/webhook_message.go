package project

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// WebhookMessage is what an endpoint is told.
type WebhookMessage struct {
	ID      string // the same in every attempt
	Type    string
	Project ProjectID
	Seq     int64
	Body    []byte
	At      time.Time // of the attempt: it is signed
}

// The types of messages that are about no event.
const WebhookTest = "webhook.test"

// WebhookNames are how people call what an event is about.
type WebhookNames struct {
	Project string       // title
	SubGig  SubGigRecord // zero when the event is about none
	Actor   Person       // zero when nobody did it
}

// webhookBody is the body by Standard Webhooks.
type webhookBody struct {
	Type      string      `json:"type"`
	Timestamp time.Time   `json:"timestamp"`
	Data      webhookData `json:"data"`
}

// webhookData is an event as the API shows it, with names. Prices, texts and addresses are not in it.
type webhookData struct {
	Seq          int64      `json:"seq,omitempty"`
	Project      ProjectID  `json:"project_id,omitempty"`
	ProjectTitle string     `json:"project_title,omitempty"`
	Kind         LogKind    `json:"kind,omitempty"`
	SubGig       SubGigID   `json:"sub_gig_id,omitempty"`
	SubGigKey    string     `json:"sub_gig_key,omitempty"`
	SubGigTitle  string     `json:"sub_gig_title,omitempty"`
	Actor        PersonID   `json:"actor_id,omitempty"`
	ActorHandle  string     `json:"actor_handle,omitempty"`
	ActorName    string     `json:"actor_name,omitempty"`
	Offer        OfferID    `json:"offer_id,omitempty"`
	Delivery     DeliveryID `json:"delivery_id,omitempty"`
	Artifact     ArtifactID `json:"artifact_id,omitempty"`
	Proposal     ProposalID `json:"proposal_id,omitempty"`
	Detail       string     `json:"detail,omitempty"`
	At           time.Time  `json:"at,omitzero"`
	Webhook      WebhookID  `json:"webhook_id,omitempty"` // of a test
}

// Message says an event to the endpoint.
func (w Webhook) Message(e Event, names WebhookNames) WebhookMessage {
	data := webhookData{Seq: e.Seq, Project: e.Project, ProjectTitle: names.Project, Kind: e.Kind, SubGig: e.SubGig, SubGigKey: names.SubGig.Key,
		SubGigTitle: names.SubGig.Title, Actor: e.Actor, ActorHandle: names.Actor.Handle, ActorName: names.Actor.Name, Offer: e.Offer,
		Delivery: e.Delivery, Artifact: e.Artifact, Proposal: e.Proposal, Detail: e.Detail, At: e.At.UTC()}
	id := NewID(PrefixHookMessage, e.At, fmt.Sprintf("%s/%s/%d", w.ID, e.Project, e.Seq))
	return WebhookMessage{ID: id, Type: string(e.Kind), Project: e.Project, Seq: e.Seq, Body: w.body(string(e.Kind), e.At, data)}
}

// TestMessage is what the test button sends; id makes it one.
func (w Webhook) TestMessage(id string, at time.Time) WebhookMessage {
	return WebhookMessage{ID: id, Type: WebhookTest, Project: w.Project, Body: w.body(WebhookTest, at, webhookData{Project: w.Project, Webhook: w.ID})}
}

func (w Webhook) body(kind string, at time.Time, data webhookData) []byte {
	var body any = webhookBody{kind, at.UTC(), data}
	if w.Form == WebhookSlack {
		body = struct {
			Text string `json:"text"`
		}{slackText(kind, data)}
	}
	text, _ := json.Marshal(body) // made of texts, numbers and times
	return text
}

// slackText is one line: what happened to what, where, by whom. Names cannot be taken for the marks of Slack's own.
func slackText(kind string, data webhookData) string {
	what, did, _ := strings.Cut(kind, ".")
	text := strings.ReplaceAll(what+" "+did, "_", " ")
	if data.Detail != "" {
		text += " (" + data.Detail + ")"
	}
	for _, name := range []string{data.SubGigTitle, data.ProjectTitle, data.ActorName} {
		if name != "" {
			text += " · " + name
		}
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
