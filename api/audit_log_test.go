package api_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// auditLog gives the whole log, oldest first, as the records have it.
func (w *world) auditLog() []project.AuditLine {
	w.t.Helper()
	lines, err := w.records.AuditLines(context.Background(), project.AuditFilter{Oldest: true}, project.Page{})
	must(w.t, err)
	return lines
}

// TestEveryCommandIsWrittenDown with who, what, about what, before and after, why, and from where; and without words.
func TestEveryCommandIsWrittenDown(t *testing.T) {
	w := newWorld(t)
	ctx := client.WithReason(context.Background(), "they joined: naïve ☃")
	secret := "Rosalind Q. Wordsworth"
	p, err := w.as("olga").CreatePerson(ctx, wire.PersonRequest{Handle: "roz", Name: secret, Email: "roz.q@example.org", Roles: []project.Role{project.RoleSeller, project.RoleAuditor}})
	must(t, err)
	token, err := w.as("olga").CreateToken(context.Background(), p.ID, wire.TokenRequest{Name: "a secret place"})
	must(t, err)
	_, err = w.as("bea").CreatePerson(context.Background(), wire.PersonRequest{Handle: "mighty", Name: "M", Roles: []project.Role{project.RoleOperator}})
	if project.CodeOf(err) != project.Forbidden {
		t.Fatal(err)
	}
	must(t, w.as("olga").RevokeToken(context.Background(), token.ID))
	lines := w.auditLog()
	if len(lines) != 4 {
		t.Fatalf("%d lines: %+v", len(lines), lines)
	}
	made, given, refused, ended := lines[0], lines[1], lines[2], lines[3]
	if made.Operation != "create-person" || made.Actor != w.ids["olga"] || made.Status != 201 || !slices.Equal(made.About, []string{string(p.ID)}) || made.Reason != "they joined: naïve ☃" ||
		made.Address != "127.0.0.0/24" || made.Request == "" || made.Token == "" || !slices.Equal(made.Changes, []project.AuditChange{{Field: "roles", After: "auditor seller"}}) {
		t.Errorf("%+v", made)
	}
	if given.Behalf != p.ID || !slices.Contains(given.About, string(token.ID)) || given.Changes[0].After != given.HashWords("a secret place") || given.Changes[2].After != string(p.ID) {
		t.Errorf("%+v", given)
	}
	if refused.Status != 403 || refused.Actor != w.ids["bea"] || len(refused.Changes) > 0 {
		t.Errorf("%+v", refused)
	}
	if ended.Operation != "revoke-token" || ended.Changes[0].Field != "token.revoked_at" || ended.Changes[0].After == "" {
		t.Errorf("%+v", ended)
	}
	text, err := json.Marshal(lines)
	must(t, err)
	for _, word := range []string{secret, "roz.q", "secret place", token.Token} {
		if strings.Contains(string(text), word) {
			t.Errorf("%q is in the audit log: %s", word, text)
		}
	}
}

// TestARepeatIsOneLine: a command that is sent twice was given once.
func TestARepeatIsOneLine(t *testing.T) {
	w := newWorld(t)
	ctx := client.WithKey(context.Background(), "twice")
	for range 2 {
		_, err := w.as("olga").CreatePerson(ctx, wire.PersonRequest{Handle: "roz", Name: "Roz"})
		must(t, err)
	}
	if lines := w.auditLog(); len(lines) != 1 {
		t.Errorf("%+v", lines)
	}
}

// TestLooksOfOperatorsAreWrittenDown, and nobody else's; the log can be verified from outside.
func TestLooksOfOperatorsAreWrittenDown(t *testing.T) {
	ctx, w := context.Background(), newWorld(t)
	w.person("aud", project.RoleAuditor)
	p := w.draft()
	before := len(w.auditLog())
	for _, handle := range []string{"bea", "olga"} {
		_, err := w.as(handle).Ledger(ctx, p.ID, client.Page{})
		must(t, err)
		_, err = w.as(handle).Person(ctx, w.ids["ama"])
		must(t, err)
		_, err = w.as(handle).Person(ctx, w.ids[handle]) // one's own
		must(t, err)
		_, err = w.as(handle).Project(ctx, p.ID)
		must(t, err)
	}
	var looked []string
	for _, l := range w.auditLog()[before:] {
		if l.Actor != w.ids["olga"] || l.Status != project.AuditRead {
			t.Errorf("%+v", l)
		}
		looked = append(looked, l.Operation+" "+strings.Join(l.About, " "))
	}
	if want := []string{"get-ledger " + string(p.ID), "get-person " + string(w.ids["ama"])}; !slices.Equal(looked, want) {
		t.Errorf("%q, not %q", looked, want)
	}
	if _, err := w.as("bea").AuditLog(ctx, client.AuditQuery{}); project.CodeOf(err) != project.Forbidden {
		t.Errorf("a buyer reads the audit log: %v", err)
	}
	log, err := w.as("aud").AuditLog(ctx, client.AuditQuery{About: string(w.ids["ama"])})
	if err != nil || len(log.Items) != 1 || log.Items[0].Operation != "get-person" {
		t.Errorf("%+v %v", log, err)
	}
	n, head, err := w.as("aud").VerifyAudit(ctx, project.AuditHead{})
	if err != nil || int64(n) != head.Seq || n < before+3 {
		t.Errorf("%d lines, %+v: %v", n, head, err)
	}
}

// TestEveryReadIsDecidedOn: whether the look of an operator at it is written down. Those here are not.
func TestEveryReadIsDecidedOn(t *testing.T) {
	w := newWorld(t)
	open := strings.Fields(`get-me list-projects get-project list-references get-plan list-sub-gigs get-sub-gig get-sub-gig-references get-schedule
		list-rooms get-brief list-events stream-events list-artifacts get-artifact get-credits list-exports get-state-hash list-calls list-places list-at list-requirements
		get-upload get-dry-run get-split get-split-plan get-payout-destination get-audit-head get-retention list-backups list-notices stream-notices get-notify list-members list-sessions live ready
		list-webhooks list-instance-webhooks get-webhook list-webhook-attempts list-templates list-stems list-delivery-stems
		get-keys get-my-work-record get-certificate get-push-key list-push-subscriptions get-public-credits`)
	var document struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		} `json:"paths"`
	}
	must(t, json.Unmarshal([]byte(w.ask("", "GET", "/openapi.json", "").body), &document))
	for path, methods := range document.Paths {
		for method, o := range methods {
			if looked := method == "get"; looked && slices.Contains(open, o.ID) == revealed(t, w, path) {
				t.Errorf("%s (%s): decide whether the look of an operator is written down: in reveals, or in this list", o.ID, path)
			}
		}
	}
}

// revealed asks as an operator and says whether a line came of it, whatever the answer.
func revealed(t *testing.T, w *world, path string) bool {
	t.Helper()
	before := len(w.auditLog())
	target := strings.NewReplacer("{id}", project.NewID("prj", time.Unix(1, 0), path), "{key}", "k", "{name}", "n").Replace(path)
	if strings.HasSuffix(target, "/stream") {
		w.askStream("olga", target) // which does not end by itself
	} else {
		w.ask("olga", "GET", target, "")
	}
	return len(w.auditLog()) > before
}
