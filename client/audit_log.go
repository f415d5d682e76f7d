package client

import (
	"context"

	"tutti/api/wire"
	"tutti/project"
)

type reasonOfContext struct{}

// WithReason makes the commands under ctx say why they are given, for the audit log.
func WithReason(ctx context.Context, reason string) context.Context {
	return context.WithValue(ctx, reasonOfContext{}, reason)
}

func reasonOf(ctx context.Context) string {
	reason, _ := ctx.Value(reasonOfContext{}).(string)
	return reason
}

// AuditQuery narrows the audit log.
type AuditQuery struct {
	Actor     project.PersonID
	About     string // an id
	Operation string
	Oldest    bool // oldest first; newest first otherwise
	Page
}

// AuditLog lists who did what.
func (c *Client) AuditLog(ctx context.Context, q AuditQuery) (out wire.AuditLog, err error) {
	values := q.query()
	for name, value := range map[string]string{"actor_id": string(q.Actor), "about": q.About, "operation": q.Operation} {
		set(values, name, value)
	}
	if q.Oldest {
		values.Set("oldest", "true")
	}
	return out, c.get(ctx, root+"/audit", values, &out)
}

// AuditHead says what the audit log ends with.
func (c *Client) AuditHead(ctx context.Context) (out project.AuditHead, err error) {
	return out, c.get(ctx, root+"/audit/head", nil, &out)
}

// VerifyAudit follows the whole log from its oldest line, without believing the server, and gives how many lines it has. The
// first break is a Conflict. A head that was kept before shows that the log was not written anew: its line has to be there with
// its hash, unless it was forgotten since.
func (c *Client) VerifyAudit(ctx context.Context, before project.AuditHead) (lines int, head project.AuditHead, err error) {
	if head, err = c.AuditHead(ctx); err != nil {
		return 0, head, err
	}
	trail := project.FollowAudit(head)
	for q := (AuditQuery{Oldest: true, Page: Page{Limit: wire.MaxPageLimit}}); !trail.Done(); {
		part, err := c.AuditLog(ctx, q)
		if err != nil {
			return lines, head, err
		}
		for _, l := range part.Items {
			if trail.Done() { // what came after the head was asked for
				break
			}
			if err := trail.Next(project.AuditLine(l)); err != nil {
				return lines, head, err
			}
			if l.Seq == before.Seq && l.Hash != before.Hash {
				return lines, head, project.Errorf(project.Conflict, "audit log: line %d is not the one that was the last before; the log was written anew", l.Seq)
			}
			lines++
		}
		if q.Cursor = part.Next; part.Next == "" {
			break
		}
	}
	if head.Seq < before.Seq {
		return lines, head, project.Errorf(project.Conflict, "audit log: it had %d lines before and ends with line %d", before.Seq, head.Seq)
	}
	return lines, head, trail.End()
}
