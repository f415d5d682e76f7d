package records

import (
	"context"

	"tutti/project"
)

const proposalColumns = `id, project_id, sub_gig_id, offer_id, kind, side, actor_id, state, minor, time, outcome, by_rule, words, reply,
	made_at, expires_at, answered_at`

func scanProposal(r row) (p project.ProposalRecord, err error) {
	err = r.Scan(&p.ID, &p.Project, &p.SubGig, &p.Offer, &p.Kind, &p.By, &p.Actor, &p.State, &p.Minor, length{&p.Time}, &p.Outcome, &p.ByRule,
		&p.Words, &p.Reply, instant{&p.Made}, instant{&p.Expires}, instant{&p.Answered})
	return p, err
}

func proposalRow(id project.ProjectID, p project.Proposal, words string) []any {
	return []any{p.ID, id, p.SubGig, p.Offer, p.Kind, p.By, p.Actor, p.State, p.Minor, p.Time.Microseconds(), p.Outcome, p.ByRule, words, "",
		micros(p.Made), micros(p.Expires), micros(p.Answered)}
}

// DraftProposal records p once as a draft, whatever state it names.
func (s *Store) DraftProposal(ctx context.Context, p project.ProposalRecord) error {
	p.State = project.ProposalDraft
	return s.write(ctx, "proposal "+string(p.ID), func(ctx context.Context, t *tx) error {
		_, err := t.insert(ctx, `INSERT INTO proposals (`+proposalColumns+`)`, [][]any{proposalRow(p.Project, p.Proposal, p.Words)}, `ON CONFLICT (id) DO NOTHING`)
		return err
	})
}

// saveProposals writes the proposals of a commit over their drafts; of two states of one proposal the later counts.
func (t *tx) saveProposals(ctx context.Context, id project.ProjectID, proposals []project.Proposal) error {
	last := make(map[project.ProposalID]int, len(proposals))
	for i, p := range proposals {
		last[p.ID] = i
	}
	rows := make([][]any, 0, len(last))
	for i, p := range proposals {
		if last[p.ID] == i {
			rows = append(rows, proposalRow(id, p, ""))
		}
	}
	_, err := t.insert(ctx, `INSERT INTO proposals (`+proposalColumns+`)`, rows, `
		ON CONFLICT (id) DO UPDATE SET offer_id = excluded.offer_id, side = excluded.side, state = excluded.state, by_rule = excluded.by_rule,
		made_at = excluded.made_at, expires_at = excluded.expires_at, answered_at = excluded.answered_at`)
	return err
}

// Proposal gives one proposal.
func (s *Store) Proposal(ctx context.Context, id project.ProposalID) (project.ProposalRecord, error) {
	return readOne(ctx, s, "proposal "+string(id), scanProposal, `SELECT `+proposalColumns+` FROM proposals WHERE id = $1`, id)
}

// Proposals lists newest first, drafts left out.
func (s *Store) Proposals(ctx context.Context, filter project.ProposalFilter, page project.Page) ([]project.ProposalRecord, error) {
	where := conditions{args: []any{limitOf(page.Limit)}}
	where.add("id < ?", page.After)
	where.add("project_id = ?", string(filter.Project))
	where.add("sub_gig_id = ?", string(filter.SubGig))
	where.add("kind = ?", string(filter.Kind))
	where.add("state = ?", string(filter.State))
	return readList(ctx, s, "proposals", scanProposal,
		`SELECT `+proposalColumns+` FROM proposals WHERE state <> 'draft'`+where.text+` ORDER BY id DESC LIMIT $1`, where.args...)
}

// ReplyProposal keeps the words of who answers.
func (s *Store) ReplyProposal(ctx context.Context, id project.ProposalID, reply string) error {
	return s.write(ctx, "proposal "+string(id), func(ctx context.Context, t *tx) error {
		return t.must(ctx, `UPDATE proposals SET reply = $2 WHERE id = $1`, id, reply)
	})
}
