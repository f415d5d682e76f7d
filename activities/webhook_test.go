package activities

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/memory"
)

// postbox is a sender that remembers what was sent.
type postbox struct {
	sent    []project.WebhookMessage
	problem project.WebhookProblem
}

func (p *postbox) Check(context.Context, string) error { return nil }

func (p *postbox) Send(_ context.Context, _ project.Webhook, m project.WebhookMessage) project.WebhookAttempt {
	p.sent = append(p.sent, m)
	return project.WebhookAttempt{Message: m.ID, Type: m.Type, Project: m.Project, Seq: m.Seq, Problem: p.problem, At: m.At}
}

// told is a project with an endpoint, at a time that the test moves.
type told struct {
	t       *testing.T
	records *memory.Records
	box     *postbox
	hooks   *Webhooks
	now     time.Time
	project project.ProjectID
	commits int
}

func newTold(t *testing.T) *told {
	t.Helper()
	w := &told{t: t, records: memory.NewRecords(project.FeePolicy{}), box: &postbox{}, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), project: "prj_1"}
	w.hooks = &Webhooks{Records: w.records, Sender: w.box, Live: &memory.Live{}, Zones: time.LoadLocation, Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler)}
	for id, role := range map[project.PersonID]project.Role{"per_b": project.RoleBuyer, "per_o": project.RoleOperator, "per_x": project.RoleBuyer} {
		_, err := w.records.PutPerson(t.Context(), project.Person{ID: id, Handle: string(id), Name: "Name of " + string(id), Roles: []project.Role{role}})
		w.ok(err)
	}
	w.ok(w.records.CreateProject(t.Context(), project.NewProject{At: w.now, Project: project.Project{ID: w.project, Title: "A song", Buyer: "per_b", Producer: "per_b", Currency: "EUR"}}))
	return w
}

func (w *told) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *told) endpoint(h project.Webhook) project.WebhookID {
	w.t.Helper()
	h.State, h.CreatedAt = project.WebhookActive, w.now
	_, err := w.records.PutWebhook(w.t.Context(), h)
	w.ok(err)
	return h.ID
}

func (w *told) happens(kinds ...project.LogKind) {
	w.t.Helper()
	for _, k := range kinds {
		w.commits++
		_, err := w.records.Commit(w.t.Context(), project.Commit{Key: project.CommitKey{Project: w.project, Writer: "test", Seq: w.commits}, At: w.now,
			Project: &project.ProjectChange{Log: []project.LogEvent{{Kind: k, Actor: "per_b"}}}})
		w.ok(err)
	}
}

func (w *told) drain(id project.WebhookID) Drained {
	w.t.Helper()
	d, err := w.hooks.DrainWebhook(w.t.Context(), id)
	w.ok(err)
	return d
}

// kinds are what was sent, and forgets it.
func (w *told) kinds() []string {
	var out []string
	for _, m := range w.box.sent {
		out = append(out, m.Type)
	}
	w.box.sent = nil
	return out
}

func TestAnEndpointIsToldWhatItWantsInOrder(t *testing.T) {
	w := newTold(t)
	id := w.endpoint(project.Webhook{ID: "whk_1", Owner: "per_b", Project: w.project, Kinds: []string{"final.*", "build.failed"}})
	w.happens("preview.built", "build.failed", "preview.built", "final.built", "preview.built")
	if d := w.drain(id); d.Wait != 0 {
		t.Errorf("%+v", d)
	}
	body := string(w.box.sent[0].Body)
	if got := w.kinds(); !slices.Equal(got, []string{"build.failed", "final.built"}) {
		t.Errorf("%v", got)
	}
	if !strings.Contains(body, `"project_title":"A song"`) || !strings.Contains(body, `"actor_name":"Name of per_b"`) {
		t.Error(body)
	}
	if d := w.drain(id); !d.Done || len(w.box.sent) != 0 {
		t.Errorf("told twice: %+v %v", d, w.kinds())
	}
}

// TestAFailureIsTriedAgainWithTheSameID, and what follows waits for its turn, until the message has been tried often enough.
func TestAFailureIsTriedAgainWithTheSameID(t *testing.T) {
	w := newTold(t)
	id := w.endpoint(project.Webhook{ID: "whk_1", Owner: "per_b", Project: w.project})
	w.happens("build.failed", "final.built")
	w.box.problem = project.WebhookBadStatus
	ids := map[string]int{}
	for range project.WebhookTries {
		d := w.drain(id)
		if d.Wait <= 0 || d.Done {
			t.Fatalf("%+v", d)
		}
		if early := w.drain(id); early.Wait <= 0 || len(w.box.sent) != 1 {
			t.Fatalf("it does not wait: %+v", early)
		}
		ids[w.box.sent[0].ID+" "+w.box.sent[0].Type]++
		w.box.sent = nil
		w.now = w.now.Add(d.Wait)
	}
	if len(ids) != 1 {
		t.Errorf("%v", ids)
	}
	w.box.problem = ""
	w.drain(id)
	if got := w.kinds(); !slices.Equal(got, []string{"final.built"}) {
		t.Errorf("%v", got)
	}
}

func TestAnEndpointIsToldOnlyWhatItsOwnerMaySee(t *testing.T) {
	w := newTold(t)
	for owner, h := range map[string]project.Webhook{
		"another buyer":  {ID: "whk_x", Owner: "per_x", Project: w.project},
		"no operator":    {ID: "whk_i", Owner: "per_b"},
		"somebody gone":  {ID: "whk_g", Owner: "per_gone", Project: w.project},
		"the operator":   {ID: "whk_o", Owner: "per_o"},
		"an operator's,": {ID: "whk_p", Owner: "per_o", Project: w.project},
	} {
		w.endpoint(h)
		w.happens("build.failed")
		d := w.drain(h.ID)
		after, err := w.records.Webhook(t.Context(), h.ID)
		w.ok(err)
		if may := h.ID == "whk_o"; (len(w.kinds()) == 0) == may || (after.Reason == project.WebhookNotSeen) == may || d.Done == may {
			t.Errorf("%s: %+v, %+v", owner, d, after)
		}
	}
}

func TestManyEventsAreToldInParts(t *testing.T) {
	w := newTold(t)
	id := w.endpoint(project.Webhook{ID: "whk_1", Owner: "per_o"})
	for range drainAtOnce + 20 {
		w.happens("build.failed")
	}
	var all []string
	for range 5 {
		if d := w.drain(id); d.Done {
			break
		}
		for _, m := range w.box.sent {
			all = append(all, fmt.Sprint(m.Project, m.Seq))
		}
		w.box.sent = nil
	}
	if len(all) != drainAtOnce+20 || len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Errorf("%d messages", len(all))
	}
}

func TestARemovedEndpointIsDone(t *testing.T) {
	w := newTold(t)
	if d := w.drain("whk_absent"); !d.Done {
		t.Errorf("%+v", d)
	}
}

// TestWhoIsToldThatAnEndpointOfTheInstanceStopped: its owner and the operators, inside and by mail, and once.
func TestWhoIsToldThatAnEndpointOfTheInstanceStopped(t *testing.T) {
	w := newTold(t)
	_, err := w.records.PutPerson(t.Context(), project.Person{ID: "per_p", Handle: "per_p", Name: "Pia", Email: "pia@example.org", Roles: []project.Role{project.RoleOperator}})
	w.ok(err)
	w.endpoint(project.Webhook{ID: "whk_1", Owner: "per_o"})
	w.box.problem = project.WebhookUnreachable
	for range 40 {
		w.happens(project.LogApproved)
		_, err := w.hooks.DrainWebhook(t.Context(), "whk_1")
		w.ok(err)
		w.now = w.now.Add(6 * time.Hour)
	}
	notices, err := w.records.Notices(t.Context(), project.NoticeFilter{}, project.Page{})
	w.ok(err)
	told := map[project.PersonID]int{}
	for _, n := range notices {
		told[n.To]++
		if n.Kind != project.NoticeWebhook || n.Detail != "whk_1/failing" || !n.Shown {
			t.Errorf("%+v", n)
		}
	}
	letters, err := w.records.Letters(t.Context(), project.LetterFilter{}, project.Page{})
	w.ok(err)
	if len(told) != 2 || told["per_o"] != 1 || told["per_p"] != 1 || len(letters) != 1 || letters[0].To != "per_p" || letters[0].Kind != project.LetterKind(project.NoticeWebhook) {
		t.Errorf("told %v, letters %+v", told, letters)
	}
}
