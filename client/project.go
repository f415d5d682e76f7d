package client

import (
	"bytes"
	"context"
	"iter"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// planCall sends a plan as it is, in YAML or JSON.
func planCall(path string, plan []byte, out any) call {
	k := call{method: http.MethodPost, path: root + path, body: plan, type_: "application/yaml", out: out}
	if bytes.HasPrefix(bytes.TrimSpace(plan), []byte("{")) {
		k.type_ = "application/json"
	}
	return k
}

// ValidatePlan says what a plan amounts to, or everything that is wrong with it, each fault with line and column.
func (c *Client) ValidatePlan(ctx context.Context, plan []byte) (out wire.PlanReport, err error) {
	return out, c.do(ctx, planCall("/plans/validate", plan, &out))
}

// CreateProject makes a draft project out of a plan in YAML or JSON.
func (c *Client) CreateProject(ctx context.Context, plan []byte) (out wire.Project, err error) {
	k := planCall("/projects", plan, &out)
	k.command, k.timeout = true, 2*requestTimeout
	return out, c.do(ctx, k)
}

// Projects lists, newest first, the projects one has a part in.
func (c *Client) Projects(ctx context.Context, p Page) (out wire.ProjectList, err error) {
	return out, c.get(ctx, root+"/projects", p.query(), &out)
}

// Project gives one project.
func (c *Client) Project(ctx context.Context, id project.ProjectID) (out wire.Project, err error) {
	return out, c.get(ctx, to("projects", id), nil, &out)
}

// Plan gives the plan of a project.
func (c *Client) Plan(ctx context.Context, id project.ProjectID) (out wire.PlanDocument, err error) {
	return out, c.get(ctx, to("projects", id, "plan"), nil, &out)
}

// References lists the references of a project.
func (c *Client) References(ctx context.Context, id project.ProjectID) (out wire.ReferenceList, err error) {
	return out, c.get(ctx, to("projects", id, "references"), nil, &out)
}

// PutReference attaches a finished upload to a reference of a draft project.
func (c *Client) PutReference(ctx context.Context, id project.ProjectID, key string, upload project.UploadID) (out wire.Reference, err error) {
	return out, c.command(ctx, http.MethodPut, to("projects", id, "references", key), wire.ReferenceRequest{UploadID: upload}, &out)
}

// Requirements lists what the buyer must supply, with the answers.
func (c *Client) Requirements(ctx context.Context, id project.ProjectID) (out wire.RequirementList, err error) {
	return out, c.get(ctx, to("projects", id, "requirements"), nil, &out)
}

// AnswerRequirement answers a requirement, in words or with a finished upload.
func (c *Client) AnswerRequirement(ctx context.Context, id project.ProjectID, key string, in wire.RequirementRequest) (out wire.Requirement, err error) {
	k, err := jsonCall(http.MethodPut, to("projects", id, "requirements", key), in, &out)
	if err != nil {
		return out, err
	}
	k.command, k.timeout = true, 3*requestTimeout
	return out, c.do(ctx, k)
}

// Launch starts a draft project.
func (c *Client) Launch(ctx context.Context, id project.ProjectID) (out wire.Project, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "launch"), nil, &out)
}

// CancelProject ends a project: approved work stays paid, everything else is returned.
func (c *Client) CancelProject(ctx context.Context, id project.ProjectID) (out wire.Project, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "cancel"), nil, &out)
}

// DecideFinal approves the final or asks for it to be built again.
func (c *Client) DecideFinal(ctx context.Context, id project.ProjectID, in wire.FinalRequest) (out wire.Project, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "final"), in, &out)
}

// Credits names who made the project.
func (c *Client) Credits(ctx context.Context, id project.ProjectID) (out wire.CreditList, err error) {
	return out, c.get(ctx, to("projects", id, "credits"), nil, &out)
}

// ConsentToCredit says whether one is named in the public credits of a project.
func (c *Client) ConsentToCredit(ctx context.Context, id project.ProjectID, in wire.CreditConsentRequest) error {
	return c.command(ctx, http.MethodPut, to("projects", id, "credits", "consent"), in, nil)
}

// PublishCredits makes the credits of a completed project public.
func (c *Client) PublishCredits(ctx context.Context, id project.ProjectID) (out wire.CreditPage, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "credits", "page"), nil, &out)
}

// WithdrawCredits takes public credits back.
func (c *Client) WithdrawCredits(ctx context.Context, id project.ProjectID) error {
	return c.command(ctx, http.MethodDelete, to("projects", id, "credits", "page"), nil, nil)
}

// PublicCredits gives credits that are public, by the last part of their address.
func (c *Client) PublicCredits(ctx context.Context, secret string) (out wire.PublicCredits, err error) {
	return out, c.get(ctx, to("public-credits", secret), nil, &out)
}

// Ledger gives totals, balances and a part of the transactions.
func (c *Client) Ledger(ctx context.Context, id project.ProjectID, p Page) (out wire.Ledger, err error) {
	return out, c.get(ctx, to("projects", id, "ledger"), p.query(), &out)
}

// AuditLedger recomputes the money of a project and says what is wrong with it.
func (c *Client) AuditLedger(ctx context.Context, id project.ProjectID) (out wire.Audit, err error) {
	return out, c.get(ctx, to("projects", id, "ledger", "audit"), nil, &out)
}

// Audits says how far the audits of all projects have come, and what they found.
func (c *Client) Audits(ctx context.Context) (out wire.AuditSummary, err error) {
	return out, c.get(ctx, root+"/audits", nil, &out)
}

// Artifacts lists the newest artifacts; kind may be empty.
func (c *Client) Artifacts(ctx context.Context, id project.ProjectID, kind project.ArtifactKind) (out wire.ArtifactList, err error) {
	q := Page{}.query()
	set(q, "kind", string(kind))
	return out, c.get(ctx, to("projects", id, "artifacts"), q, &out)
}

// Artifact gives one artifact with its manifest and links to its files.
func (c *Client) Artifact(ctx context.Context, id project.ArtifactID) (out wire.Artifact, err error) {
	return out, c.get(ctx, to("artifacts", id), nil, &out)
}

// SubGigQuery narrows a list of sub-gigs.
type SubGigQuery struct {
	State project.SubGigState
	Page
}

// SubGigs lists sub-gigs in the order of the plan.
func (c *Client) SubGigs(ctx context.Context, id project.ProjectID, q SubGigQuery) (out wire.SubGigList, err error) {
	values := q.query()
	set(values, "state", string(q.State))
	return out, c.get(ctx, to("projects", id, "sub-gigs"), values, &out)
}

// AllSubGigs walks through every sub-gig of the list; it ends after the first error.
func (c *Client) AllSubGigs(ctx context.Context, id project.ProjectID, state project.SubGigState) iter.Seq2[wire.SubGig, error] {
	return func(yield func(wire.SubGig, error) bool) {
		q := SubGigQuery{State: state, Page: Page{Limit: wire.MaxPageLimit}}
		for {
			list, err := c.SubGigs(ctx, id, q)
			if err != nil {
				yield(wire.SubGig{}, err)
				return
			}
			for _, s := range list.Items {
				if !yield(s, nil) {
					return
				}
			}
			if q.Cursor = list.Next; q.Cursor == "" {
				return
			}
		}
	}
}
