package project

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestLogKindsAreAll holds the list of kinds to the constants beside it.
func TestLogKindsAreAll(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[LogKind]bool{}
	for _, k := range LogKinds() {
		listed[k] = true
	}
	constants := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || fmt.Sprint(spec.Type) != "LogKind" {
			return true
		}
		constants++
		text, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if !listed[LogKind(text)] {
			t.Errorf("LogKinds leaves out %s", spec.Names[0].Name)
		}
		return true
	})
	if constants != len(listed) || constants < 50 {
		t.Errorf("%d constants, %d in the list", constants, len(listed))
	}
}

// TestAnEndpointStopsAfterAWeekOfFailuresOnly plays any sequence of successes and failures against the rules said otherwise.
func TestAnEndpointStopsAfterAWeekOfFailuresOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := Webhook{ID: "whk_1", State: WebhookActive}
		now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		var since time.Time
		tries := 0
		for range rapid.IntRange(1, 60).Draw(t, "attempts") {
			now = now.Add(time.Duration(rapid.IntRange(0, 20*3600).Draw(t, "later")) * time.Second)
			a := WebhookAttempt{Seq: 1, Project: "prj_1", Problem: rapid.SampledFrom([]WebhookProblem{"", WebhookBadStatus, WebhookTooSlow}).Draw(t, "problem")}
			if rapid.IntRange(0, 5).Draw(t, "a test") == 0 {
				test := a
				test.Seq = 0
				if after, done := w.After(WebhookStep{Attempt: &test, At: now}); done || after.Failures != w.Failures || after.State != w.State {
					t.Fatalf("a test changes something: %+v", after)
				}
			}
			var done bool
			w, done = w.After(WebhookStep{Attempt: &a, At: now})
			if a.Problem == "" {
				since, tries = time.Time{}, 0
				if !done || w.Failures != 0 || !w.NextTry.IsZero() {
					t.Fatalf("after a success: %+v", w)
				}
				continue
			}
			if since.IsZero() {
				since = now
			}
			if stop := now.Sub(since) >= 7*24*time.Hour; stop != (w.State == WebhookDisabled) {
				t.Fatalf("failing since %s, now %s: %+v", since, now, w)
			} else if stop {
				return
			}
			if tries++; done != (tries == WebhookTries) || !w.NextTry.After(now) || w.NextTry.Sub(now) > 6*time.Hour {
				t.Fatalf("try %d: done %t, %+v", tries, done, w)
			}
			if done {
				tries = 0
			}
		}
	})
}

func TestAnEndpointThatIsGone(t *testing.T) {
	w, done := Webhook{State: WebhookActive}.After(WebhookStep{Attempt: &WebhookAttempt{Seq: 1, Status: 410, Problem: WebhookBadStatus}})
	if w.State != WebhookDisabled || w.Reason != WebhookGone || done {
		t.Errorf("%+v", w)
	}
}

func TestWhatAnEndpointWants(t *testing.T) {
	for _, c := range []struct {
		kinds []string
		kind  LogKind
		want  bool
	}{
		{nil, LogOfferMade, true},
		{nil, LogSaid, true},
		{nil, LogMessageReported, false},
		{[]string{"message.reported"}, LogMessageReported, false},
		{[]string{"offer.*"}, LogOfferMade, true},
		{[]string{"offer.made"}, LogOfferMade, true},
		{[]string{"offer.made"}, LogOfferAccepted, false},
		{[]string{"review.*", "offer.declined"}, LogOfferMade, false},
	} {
		if got := (Webhook{Kinds: c.kinds}).Wants(c.kind); got != c.want {
			t.Errorf("%v wants %s: %t", c.kinds, c.kind, got)
		}
	}
}

// TestTwoSecretsSignAtATime whatever the rotations are.
func TestTwoSecretsSignAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		w := Webhook{Secrets: []WebhookSecret{{ID: "0", From: now}}}
		for i := range rapid.IntRange(1, 8).Draw(t, "rotations") {
			now = now.Add(time.Duration(rapid.IntRange(0, 30*3600).Draw(t, "later")) * time.Second)
			s := WebhookSecret{ID: fmt.Sprint(i + 1), From: now}
			former := w.Secrets[0].ID
			w = w.Rotated(s).Rotated(s)
			if in := w.Signing(now); len(in) != 2 || in[0].ID != s.ID || in[1].ID != former {
				t.Fatalf("%+v", in)
			}
			if in := w.Signing(now.Add(WebhookOverlap)); len(in) != 1 || in[0].ID != s.ID {
				t.Fatalf("a day later: %+v", in)
			}
		}
	})
}

// TestWhoKeepsWebhooksSeesTheWhole: an endpoint is told the whole log.
func TestWhoKeepsWebhooksSeesTheWhole(t *testing.T) {
	p := Project{ID: "prj_1", Buyer: "per_b", Producer: "per_p"}
	kept := 0
	for _, of := range []ProjectID{"", p.ID} {
		for _, id := range []PersonID{"per_b", "per_p", "per_o"} {
			for _, role := range Roles() {
				who := Actor{ID: id, Roles: []Role{role}}
				if KeepsWebhook(who, Webhook{Project: of}, p) != nil {
					continue
				}
				if kept++; Can(who, SeeWhole, Thing{Buyer: p.Buyer, Producer: p.Producer}) != nil {
					t.Errorf("%s, %s keeps webhooks of %q", id, role, of)
				}
			}
		}
	}
	if kept != 3+2*len(Roles()) {
		t.Errorf("%d of them keep webhooks", kept)
	}
}
