package tell

import (
	"context"

	"tutti/project"
)

// levels gives what sellers are told of their levels after events of a project. A level is computed out of everything that counts, and
// changes with an event: so it is looked at when one is told of.
func (t *Teller) levels(ctx context.Context, u project.Untold, to int64, events []project.Event) ([]project.Notice, error) {
	people, err := t.counted(ctx, events)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	counts, err := t.Records.TrustEventsOf(ctx, people)
	if err != nil {
		return nil, err
	}
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	fresh := func(e project.TrustEvent) bool { return e.Project == u.Project && e.Seq > u.Seq && e.Seq <= to }
	var notices []project.Notice
	for _, person := range people {
		for _, news := range project.LevelNewsOf(rules, person, counts[person], fresh) {
			notices = append(notices, news.Notice())
		}
	}
	return notices, nil
}

// counted lists the sellers whose score the events may change: those who were asked for their sub-gigs, each once.
func (t *Teller) counted(ctx context.Context, events []project.Event) ([]project.PersonID, error) {
	var people []project.PersonID
	looked, there := map[project.SubGigID]bool{}, map[project.PersonID]bool{}
	for _, e := range events {
		if e.SubGig == "" || looked[e.SubGig] || !project.MovesLevel(e.Kind) {
			continue
		}
		looked[e.SubGig] = true
		offers, err := t.Records.Offers(ctx, project.OfferFilter{SubGig: e.SubGig}, project.Page{})
		if err != nil {
			return nil, err
		}
		for _, o := range offers {
			if !there[o.Seller] {
				there[o.Seller] = true
				people = append(people, o.Seller)
			}
		}
	}
	return people, nil
}
