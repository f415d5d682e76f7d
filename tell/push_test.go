package tell

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/mail"
	"tutti/project"
)

// pushService answers for the services of browsers, by the ends of their endpoints.
type pushService struct {
	mu   sync.Mutex
	sent map[string][]project.PushMessage
}

func (*pushService) Check(context.Context, string) error { return nil }
func (*pushService) Key() string                         { return "key" }

func (s *pushService) Push(_ context.Context, to project.PushTarget, message []byte) project.PushOutcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	var m project.PushMessage
	if err := json.Unmarshal(message, &m); err != nil {
		return project.PushRefused
	}
	s.sent[to.Endpoint] = append(s.sent[to.Endpoint], m)
	return project.PushOutcome(to.Endpoint)
}

// plainly seals nothing.
type plainly struct{}

func (plainly) Seal(secret []byte, about string) (string, error) { return about + string(secret), nil }
func (plainly) Open(sealed, about string) ([]byte, error) {
	text, ok := strings.CutPrefix(sealed, about)
	if !ok {
		return nil, project.Errorf(project.Invalid, "sealed for something else")
	}
	return []byte(text), nil
}

func TestBrowsersShowWhatPeopleAreTold(t *testing.T) {
	p := newPlace(t)
	texts, err := mail.NewTexts()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.rows.PutProfile(t.Context(), project.Profile{Person: "ama", Languages: []string{"de"}}); err != nil {
		t.Fatal(err)
	}
	service := &pushService{sent: map[string][]project.PushMessage{}}
	pusher := &Pusher{Records: p.rows, Sender: service, Sealer: plainly{}, Lines: texts, Log: slog.New(slog.DiscardHandler)}
	for _, outcome := range []project.PushOutcome{project.PushTaken, project.PushGone, project.PushLater, project.PushRefused} {
		id := project.PushID("psh_" + outcome)
		sealed, _ := plainly{}.Seal([]byte(`{"endpoint":"`+string(outcome)+`"}`), string(id))
		if err := p.rows.PutPush(t.Context(), project.PushSubscription{ID: id, Person: "ama", Sealed: sealed, Hash: string(outcome), CreatedAt: day}); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.rows.PutPush(t.Context(), project.PushSubscription{ID: "psh_other", Person: "ama", Sealed: "by another key", Hash: "other", CreatedAt: day}); err != nil {
		t.Fatal(err)
	}
	p.log("", offered("ama"))
	p.round(day)
	for at := day; at.Before(day.AddDate(0, 0, 2)); at = at.Add(30 * time.Second) {
		if _, err := pusher.Round(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
	for outcome, times := range map[project.PushOutcome]int{project.PushTaken: 1, project.PushGone: 1, project.PushLater: project.PushTries, project.PushRefused: 1} {
		if n := len(service.sent[string(outcome)]); n != times {
			t.Errorf("%s: asked %d times, not %d", outcome, n, times)
		}
	}
	left, err := p.rows.PushSubscriptions(t.Context(), "ama")
	if err != nil || len(left) != 3 {
		t.Errorf("left are %+v: %v", left, err)
	}
	if m := service.sent["taken"]; len(m) > 0 && (!strings.Contains(m[0].Text, "Drums") || !strings.Contains(m[0].Text, "Anfrage") || m[0].Page != "/sub-gigs/sub_1") {
		t.Errorf("shown is %+v", m[0])
	}
}
