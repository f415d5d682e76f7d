package records

import (
	"context"
	"fmt"

	"tutti/project"
)

// newConsents drafts the proposals that ask sellers, with what the plan says once they agree.
func (t *tx) newConsents(ctx context.Context, r project.Replanning) error {
	drafts, changes := make([][]any, 0, len(r.Consents)), make([][]any, 0, len(r.Consents))
	for _, c := range r.Consents {
		c.State = project.ProposalDraft
		drafts = append(drafts, proposalRow(r.Commit.Key.Project, c.Proposal, c.Words))
		changes = append(changes, []any{c.ID, asJSON{c.Change}})
	}
	if _, err := t.insert(ctx, `INSERT INTO proposals (`+proposalColumns+`)`, drafts, ``); err != nil {
		return err
	}
	_, err := t.insert(ctx, `INSERT INTO plan_consents (proposal_id, change)`, changes, ``)
	return err
}

// agree has the plan say what sellers have agreed to with this step: a new version of it, and the words of their sub-gigs.
func (s *step) agree(ctx context.Context) error {
	asked := project.Agreed(s.asked)
	if len(asked) == 0 {
		return nil
	}
	scan := func(r row) (c project.PlanChange, err error) {
		err = r.Scan(document{&c})
		return c, err
	}
	changes, err := listIn(ctx, s.tx, scan, `SELECT change FROM plan_consents WHERE proposal_id IN `, ``, nil, asked)
	if err != nil || len(changes) == 0 {
		return err
	}
	id := s.project.id
	version, err := one(ctx, s.tx, scanNumber, `SELECT plan_version FROM projects WHERE id = $1`, id)
	if err != nil {
		return err
	}
	plan, err := one(ctx, s.tx, scanPlan, `SELECT body FROM plans WHERE project_id = $1 AND version = $2`, id, version)
	if err == nil {
		plan, err = plan.With(changes...)
	}
	if err != nil {
		return err
	}
	version++
	if err := s.tx.insertPlan(ctx, project.Project{ID: id, PlanVersion: int(version)}, plan); err != nil {
		return err
	}
	s.log = append(s.log, project.LogEvent{Kind: project.LogReplanned, Detail: fmt.Sprint(version)})
	if err := s.tx.must(ctx, `UPDATE projects SET plan_version = $2, sub_gigs = $3 WHERE id = $1`, id, version, len(plan.SubGigs)); err != nil {
		return err
	}
	return s.tx.sayAgreed(ctx, id, s.commit, plan, changes)
}

// sayAgreed writes the brief, the spec and the needs of the sub-gigs anew.
func (t *tx) sayAgreed(ctx context.Context, id project.ProjectID, c project.Commit, plan project.Plan, changes []project.PlanChange) error {
	rows, err := list(ctx, t, scanSubGig, `SELECT `+subGigWords+` FROM sub_gigs WHERE project_id = $1`, id)
	if err != nil {
		return err
	}
	changed := project.Replanning{Commit: c}
	for _, row := range plan.Reworded(rows, changes) {
		changed.Words, changed.Rewired = append(changed.Words, row), append(changed.Rewired, row)
	}
	for _, do := range []func(context.Context, project.Replanning) error{t.newWords, t.newNeeds, t.rewired} {
		if err := do(ctx, changed); err != nil {
			return err
		}
	}
	return nil
}
