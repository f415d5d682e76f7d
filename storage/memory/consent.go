package memory

import (
	"fmt"

	"tutti/project"
)

// newConsents drafts the proposals that ask sellers, with what the plan says once they agree.
func (r *Records) newConsents(w project.Replanning) {
	for _, c := range w.Consents {
		c.State, c.Consent, c.Reply = project.ProposalDraft, nil, ""
		c.Project, c.Made, c.Expires, c.Answered = w.Commit.Key.Project, stored(c.Made), stored(c.Expires), stored(c.Answered)
		r.proposals[c.ID], r.consents[c.ID] = c.ProposalRecord, c.Change
	}
}

// agree finds what sellers have agreed to with this step, and the plan that says so.
func (s *step) agree() error {
	for _, c := range s.changes {
		for _, id := range project.Agreed(c.Effects.Proposals) {
			if change, asked := s.records.consents[id]; asked {
				s.agreed = append(s.agreed, change)
			}
		}
	}
	if len(s.agreed) == 0 {
		return nil
	}
	plan, err := s.rows.plan.With(s.agreed...)
	s.plan = kept(plan)
	s.log = append(s.log, project.LogEvent{Kind: project.LogReplanned, Detail: fmt.Sprint(s.rows.project.PlanVersion + 1)})
	return err
}

// sayAgreed makes that plan the one that holds.
func (s *step) sayAgreed() {
	if len(s.agreed) == 0 {
		return
	}
	s.rows.plan = s.plan
	s.rows.project.PlanVersion, s.rows.project.SubGigs = s.rows.project.PlanVersion+1, len(s.plan.SubGigs)
	var rows []project.SubGigRecord
	for _, g := range s.rows.order {
		rows = append(rows, g.SubGigRecord)
	}
	changed := project.Replanning{Commit: s.commit}
	for _, row := range s.plan.Reworded(rows, s.agreed) {
		changed.Words, changed.Rewired = append(changed.Words, kept(row)), append(changed.Rewired, kept(row))
	}
	s.rows.newWords(changed)
}
