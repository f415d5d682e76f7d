package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// nobodyThere is an address at which nothing answers.
const nobodyThere = "http://127.0.0.1:65535/hook"

// listener is a program that is told what happens.
type listener struct {
	*httptest.Server
	mu      sync.Mutex
	status  int
	bodies  [][]byte
	headers []http.Header
}

func listen(t *testing.T) *listener {
	t.Helper()
	l := &listener{status: http.StatusNoContent}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.bodies, l.headers = append(l.bodies, text), append(l.headers, r.Header.Clone())
		w.WriteHeader(l.status)
		if l.status != http.StatusNoContent {
			_, _ = io.WriteString(w, "no\x00\x1b[2J thanks")
		}
	}))
	t.Cleanup(l.Close)
	return l
}

// last verifies the newest message with a secret, as a receiver would. The clock of the world is not that of the receiver.
func (l *listener) last(t *testing.T, secret string) (map[string]any, error) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	text, header := l.bodies[len(l.bodies)-1], l.headers[len(l.headers)-1]
	verifier, err := standardwebhooks.NewWebhook(secret)
	must(t, err)
	var body map[string]any
	must(t, json.Unmarshal(text, &body))
	return body, verifier.VerifyIgnoringTimestamp(text, header)
}

func TestAWebhookLives(t *testing.T) {
	w, l := newWorld(t), listen(t)
	ctx, bea := context.Background(), w.as("bea")
	p := w.draft()
	made, err := bea.CreateWebhook(ctx, p.ID, wire.WebhookRequest{URL: l.URL + "/in", Kinds: []string{"offer.*", "review.approved"}})
	must(t, err)
	if !strings.HasPrefix(made.Secret, "whsec_") || made.State != project.WebhookActive || made.Form != project.WebhookStandard || made.OwnerID != w.ids["bea"] {
		t.Fatalf("%+v", made)
	}
	a, err := bea.TestWebhook(ctx, made.ID)
	must(t, err)
	if a.Problem != "" || a.Status != http.StatusNoContent || a.Number != 1 || a.Type != project.WebhookTest {
		t.Errorf("%+v", a)
	}
	body, err := l.last(t, made.Secret)
	if err != nil || body["type"] != project.WebhookTest || body["timestamp"] == "" {
		t.Errorf("%v %v", body, err)
	}

	turned, err := bea.RotateWebhook(ctx, made.ID)
	must(t, err)
	if turned.Secret == made.Secret || turned.FormerUntil == nil {
		t.Fatalf("%+v", turned)
	}
	heard := func(secret string) error {
		t.Helper()
		_, err := bea.TestWebhook(ctx, made.ID)
		must(t, err)
		_, err = l.last(t, secret)
		return err
	}
	for _, secret := range []string{made.Secret, turned.Secret} {
		if err := heard(secret); err != nil {
			t.Errorf("within a day: %v", err)
		}
	}
	w.clock.add(25 * time.Hour)
	if heard(made.Secret) == nil || heard(turned.Secret) != nil {
		t.Error("after a day the former secret still signs, or the new one does not")
	}

	l.status = http.StatusTeapot
	a, err = bea.TestWebhook(ctx, made.ID)
	must(t, err)
	if a.Problem != project.WebhookBadStatus || a.Status != http.StatusTeapot || a.Answer != "no[2J thanks" {
		t.Errorf("%+v", a)
	}
	log, err := bea.WebhookAttempts(ctx, made.ID, client.Page{Limit: 2})
	must(t, err)
	if len(log.Items) != 2 || log.Items[0].Number != a.Number || log.Next == "" {
		t.Errorf("%+v", log)
	}
	list, err := bea.Webhooks(ctx, p.ID)
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Secret != "" || list.Items[0].Failures != 0 {
		t.Errorf("a secret is shown, or a test counts: %+v", list)
	}
	stored, err := w.records.Webhook(ctx, made.ID)
	must(t, err)
	for _, secret := range []string{made.Secret, turned.Secret} {
		bare := strings.TrimPrefix(secret, "whsec_")
		if text, _ := json.Marshal(stored); strings.Contains(string(text), bare) || strings.Contains(w.log.String(), bare) || strings.Contains(w.log.String(), l.URL) {
			t.Error("a secret or the address is in the records or the log")
		}
	}
	must(t, bea.RemoveWebhook(ctx, made.ID))
	if got := w.ask("bea", "GET", path("/webhooks/%s", made.ID), ""); got.status != 404 {
		t.Errorf("a removed one: %d", got.status)
	}
}

// TestARepeatedCommandGivesTheSameSecret: the answer is not kept, yet can be had again with the same key and token.
func TestARepeatedCommandGivesTheSameSecret(t *testing.T) {
	w := newWorld(t)
	p := w.draft()
	secretOf := func(key string) string {
		got := w.ask("bea", "POST", path("/projects/%s/webhooks", p.ID), `{"url":"`+nobodyThere+`"}`, wire.HeaderIdempotencyKey, key)
		var made wire.Webhook
		must(t, json.Unmarshal([]byte(got.body), &made))
		if made.Secret == "" {
			t.Fatalf("%d %s", got.status, got.body)
		}
		return made.Secret
	}
	first, again, other := secretOf("k1"), secretOf("k1"), secretOf("k2")
	if first != again || first == other {
		t.Errorf("%s, again %s, another %s", first, again, other)
	}
	if list, err := w.as("bea").Webhooks(context.Background(), p.ID); err != nil || len(list.Items) != 2 {
		t.Errorf("%d %v", len(list.Items), err)
	}
}

func TestWebhooksThatCannotBe(t *testing.T) {
	w := newWorld(t)
	p, n := w.draft(), 0
	for body, field := range map[string]string{
		`{"url":"https://10.0.0.7/hook"}`:                             "url",
		`{"url":"https://[::ffff:127.0.0.1]/"}`:                       "url",
		`{"url":"ftp://example.org/"}`:                                "url",
		`{"url":"` + nobodyThere + `","kinds":["offer.mode"]}`:        "kinds",
		`{"url":"` + nobodyThere + `","kinds":["*"]}`:                 "kinds",
		`{"url":"` + nobodyThere + `","kinds":["off*"]}`:              "kinds",
		`{"url":"` + nobodyThere + `","form":"teams"}`:                "form",
		`{"url":"` + nobodyThere + `","secret":"whsec_mine"}`:         "secret",
		`{"url":"` + strings.Repeat("https://x.example/", 200) + `"}`: "url",
	} {
		n++
		got := w.ask("bea", "POST", path("/projects/%s/webhooks", p.ID), body, wire.HeaderIdempotencyKey, fmt.Sprint("k", n))
		if got.status != 400 || len(got.problem(t).Fields) == 0 || got.problem(t).Fields[0].Path != field {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
	none := newWorld(t, func(o *api.Options) { o.Sealer = nil })
	if got := none.ask("olga", "POST", path("/webhooks"), `{"url":"`+nobodyThere+`"}`, wire.HeaderIdempotencyKey, "k"); got.status != 409 || !strings.Contains(got.body, "no key") {
		t.Errorf("without a key: %d %s", got.status, got.body)
	}
}

// TestAMessageSaysWhatTheEventSays holds the data of a message to the event as the API shows it.
func TestAMessageSaysWhatTheEventSays(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	e := project.Event{Seq: 7, Project: "prj_1", LogEvent: project.LogEvent{Kind: project.LogOfferMade, SubGig: "sub_1", Actor: "per_1", Offer: "off_1",
		Delivery: "dlv_1", Artifact: "art_1", Proposal: "prp_1", Detail: "d", At: at}}
	shown, err := json.Marshal(wire.Event{Seq: 7, ProjectID: "prj_1", Kind: e.Kind, SubGigID: "sub_1", ActorID: "per_1", OfferID: "off_1", DeliveryID: "dlv_1",
		ArtifactID: "art_1", ProposalID: "prp_1", Detail: "d", At: at})
	must(t, err)
	names := project.WebhookNames{Project: "A <song>", SubGig: project.SubGigRecord{Key: "drums", Title: "Drums & more"}, Actor: project.Person{Handle: "ama", Name: "Ama", Email: "ama@example.org"}}
	m := project.Webhook{ID: "whk_1"}.Message(e, names)
	var event map[string]any
	var body struct {
		Type string         `json:"type"`
		Data map[string]any `json:"data"`
	}
	must(t, json.Unmarshal(shown, &event))
	must(t, json.Unmarshal(m.Body, &body))
	for name, value := range event {
		if body.Data[name] != value {
			t.Errorf("%s is %v, the event says %v", name, body.Data[name], value)
		}
	}
	if more := len(body.Data) - len(event); body.Type != "offer.made" || more != 5 || strings.Contains(string(m.Body), "example.org") {
		t.Errorf("%d fields more: %s", more, m.Body)
	}
	slack := project.Webhook{ID: "whk_1", Form: project.WebhookSlack}.Message(e, names)
	if got := string(slack.Body); got != `{"text":"offer made (d) · Drums \u0026amp; more · A \u0026lt;song\u0026gt; · Ama"}` {
		t.Error(got)
	}
}
