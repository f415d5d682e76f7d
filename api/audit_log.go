package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tutti/api/wire"
	"tutti/project"

	"github.com/gin-gonic/gin"
)

func (a *API) registerAuditLog() {
	add(a, operation{id: "list-audit", method: get, path: root + "/audit", tag: "audit", summary: "Lists who did what, newest first",
		text: "For operators and auditors. Lines are sealed one behind the other; whoever has all of them can recompute the chain. " +
			"Commands are written down when they end, and so are looks of operators and auditors at money and at what is known of people, " +
			"before they are answered: also this one."}, a.auditLog)
	add(a, operation{id: "get-audit-head", method: get, path: root + "/audit/head", tag: "audit", summary: "Says what the audit log ends with",
		text: "Keep it elsewhere from time to time: the log cannot be cut short or written anew behind it without being found."}, a.auditHead)
}

// auditQuery narrows the log.
type auditQuery struct {
	Paging
	Actor     project.PersonID `query:"actor_id" maxLength:"40"`
	About     string           `query:"about" maxLength:"40" pattern:"^[a-z0-9_]*$" doc:"an id among those that a line is about, or for whom it was done"`
	Operation string           `query:"operation" maxLength:"60" doc:"as it is called in openapi.json"`
	Oldest    bool             `query:"oldest" doc:"oldest first, as the chain goes"`
}

func (a *API) auditLog(ctx context.Context, in *auditQuery) (*body[wire.AuditLog], error) {
	if err := may(ctx, project.SeeAudit, project.Thing{}); err != nil {
		return nil, err
	}
	filter := project.AuditFilter{Actor: in.Actor, About: in.About, Operation: in.Operation, Oldest: in.Oldest}
	rows, err := a.o.Records.AuditLines(ctx, filter, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, project.AuditCursor)
	return &body[wire.AuditLog]{wire.AuditLog{Items: each(rows, auditLineView), Next: next}}, nil
}

func auditLineView(l project.AuditLine) wire.AuditLine {
	l.At, l.About, l.Changes = l.At.UTC(), some(l.About), some(l.Changes)
	return wire.AuditLine(l)
}

func (a *API) auditHead(ctx context.Context, _ *nothing) (*body[project.AuditHead], error) {
	if err := may(ctx, project.SeeAudit, project.Thing{}); err != nil {
		return nil, err
	}
	head, err := a.o.Records.AuditHead(ctx)
	return &body[project.AuditHead]{head}, err
}

// lineOf begins what the audit log says of a request.
func (a *API) lineOf(c *gin.Context, r rules) project.AuditLine {
	q := requestOf(c.Request.Context())
	l := project.AuditLine{At: a.o.Now().UTC(), Operation: r.operation, Request: q.id, Address: project.Network(q.address), Salt: rand.Text()}
	if q.caller != nil {
		l.Actor, l.Token = q.caller.ID, q.caller.token.ID
		if l.Token == "" {
			l.Token = project.TokenID(q.caller.session.ID)
		}
	}
	for _, p := range c.Params {
		if isID(p.Value) {
			l.About = append(l.About, p.Value)
		}
	}
	for _, id := range append(l.About, c.Query("seller_id")) { // a person in the address is for whom it is done
		if project.CheckID(project.PrefixPerson, id) == nil && project.PersonID(id) != l.Actor {
			l.Behalf = project.PersonID(id)
		}
	}
	return l.Because(reasonOf(c.GetHeader(wire.HeaderReason), q.body))
}

// wayIn writes down that somebody got in or out, or was refused: these are no commands. Who was refused is nobody known, so the
// line is about whom it would have been. Nothing of a secret stands in it.
func (a *API) wayIn(ctx context.Context, operation string, who project.PersonID, status int, session project.SessionID) error {
	q := requestOf(ctx)
	l := project.AuditLine{At: a.o.Now().UTC(), Operation: operation, Status: status, Request: q.id, Address: project.Network(q.address)}
	if status < http.StatusBadRequest {
		l.Actor, l.Token = who, project.TokenID(session)
	} else {
		l.About = []string{string(who)}
	}
	return a.o.Records.AppendAudit(ctx, []project.AuditLine{l})
}

func isID(text string) bool {
	prefix, _, _ := strings.Cut(text, "_")
	return len(prefix) == 3 && project.CheckID(prefix, text) == nil
}

// reasonOf is why somebody does it: the header, percent-encoded where it is not ASCII, or else the field of the body.
func reasonOf(header string, body []byte) string {
	if words, err := url.PathUnescape(header); err == nil && words != "" {
		return words
	}
	var in struct {
		Reason string `json:"reason"`
	}
	_ = json.Unmarshal(body, &in) // a body that is no JSON, or whose reason is no text, says no reason
	return in.Reason
}

// endLine is what the log says of a command once it has ended: with the id of what it made, and what it changed.
func endLine(l project.AuditLine, q *request, status int, answer []byte) project.AuditLine {
	var out struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal(answer, &out) // an answer that is no JSON has made nothing with an id
	if isID(out.ID) && !slices.Contains(l.About, out.ID) {
		l.About = append(l.About, out.ID)
	}
	l.Status = status
	if status < http.StatusBadRequest {
		l.Changes = q.changes
	}
	return l
}

// reveals says which operations read money, or what is known of people beside their name: operators and auditors who do are
// written down. Whoever adds an operation that reads decides; a test asks.
func reveals(operation string) bool {
	switch operation {
	case "get-ledger", "audit-ledger", "get-audits", "list-payouts", "get-project-statement", "get-my-statement",
		"list-people", "list-letters", "get-person", "list-tokens", "get-profile", "get-reel", "list-roster", "export-roster", "get-trust", "list-appeals", "get-ranking",
		"list-offers", "get-offer", "list-applications", "list-disputes", "list-proposals", "get-sub-gig-record", "get-takeover-pack",
		"list-deliveries", "get-delivery", "get-delivery-file", "list-delivery-previews", "list-comments", "get-export", "export-person", "get-work-record", "list-audit",
		"list-messages", "list-room-members", "list-delivery-comments", "get-message", "list-replies", "get-message-history", "get-attachment",
		"list-reports", "list-message-appeals", "list-notes":
		return true
	}
	return false
}

// readPrivately writes the look of an operator or an auditor down before it is answered; who cannot be written down may not
// look. What is one's own is nobody's business.
func (a *API) readPrivately(c *gin.Context, r rules) error {
	who := actor(c.Request.Context())
	own := func(p gin.Param) bool { return p.Value == string(who.ID) }
	if !reveals(r.operation) || !who.Is(project.RoleOperator) && !who.Is(project.RoleAuditor) || slices.ContainsFunc(c.Params, own) {
		return nil
	}
	return a.o.Records.AppendAudit(c.Request.Context(), []project.AuditLine{a.lineOf(c, r)})
}

// changed notes for the audit log what a setting or a permission was and is. Empty is: there was, or is, none. Words that
// people chose go in by changedWords.
func changed(ctx context.Context, field, before, after string) {
	if before != after {
		q := requestOf(ctx)
		q.changes = append(q.changes, project.AuditChange{Field: field, Before: before, After: after})
	}
}

// changedWords notes hashes instead of the words.
func changedWords(ctx context.Context, field, before, after string) {
	l := requestOf(ctx).line
	changed(ctx, field, l.HashWords(before), l.HashWords(after))
}
