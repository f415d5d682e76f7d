package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerRanking() {
	add(a, operation{id: "rank-sellers", method: post, path: root + "/sub-gigs/{id}/rank", tag: "roster", status: http.StatusCreated,
		summary: "Ranks sellers for a sub-gig by the published rule", text: "The ranking is kept with everything it was made of.", rules: rules{command: true}}, a.rank)
	add(a, operation{id: "get-ranking", method: get, path: root + "/rankings/{id}", tag: "roster",
		summary: "Gives a ranking, computed again from its inputs to see whether it agrees"}, a.ranking)
}

func (a *API) rank(ctx context.Context, in *struct {
	SubGigPath
	Body wire.RankRequest
}) (*body[wire.Ranking], error) {
	w, err := a.subGig(ctx, in.ID, project.RankSellers)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	inputs := project.RankingInputs{Rule: project.RankingVersion, SubGig: w.ID, Role: project.RoleKey(w.Role), PriceMinor: w.Terms.PriceMinor, Currency: w.in.Currency,
		Languages: []string{}, Countries: some(in.Body.Countries), At: c.at}
	if inputs.Languages, err = ranges(in.Body.Languages); err != nil {
		return nil, err
	}
	entries, err := a.toRank(ctx, inputs.Role, in.Body)
	if err != nil {
		return nil, err
	}
	if err := a.candidates(ctx, w, entries, &inputs); err != nil {
		return nil, err
	}
	result, err := project.Rank(inputs)
	if err != nil {
		return nil, err
	}
	stored, err := a.o.Records.PutRanking(ctx, project.RankingRecord{ID: project.RankingID(c.id(project.PrefixRanking)), Project: w.Project, SubGig: w.ID, Actor: actor(ctx).ID,
		Inputs: inputs, Result: result, CreatedAt: c.at})
	if err != nil {
		return nil, err
	}
	return rankingAnswer(stored)
}

// ranges reads the languages that are asked for.
func ranges(wanted []string) ([]string, error) {
	out := []string{}
	e := &project.Error{Code: project.Invalid, Message: "nobody was ranked"}
	for i, text := range wanted {
		tag, ok := project.LanguageTag(text)
		if !ok {
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("languages[%d]", i), Message: "is no language; write a BCP 47 tag, as pt or pt-BR"})
		}
		out = append(out, tag)
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	return out, nil
}

// toRank finds the people: those who are named, or everybody who fills the role.
func (a *API) toRank(ctx context.Context, role string, in wire.RankRequest) ([]project.RosterEntry, error) {
	filter := project.RosterFilter{Buyer: actor(ctx).ID, Kept: in.Kept, Tag: in.Tag}
	if len(in.Handles) > 0 {
		people, err := a.o.Records.PeopleByHandle(ctx, in.Handles)
		if err != nil {
			return nil, err
		}
		e := &project.Error{Code: project.Invalid, Message: "nobody was ranked"}
		for i, handle := range in.Handles {
			if _, ok := people[handle]; !ok {
				e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("handles[%d]", i), Message: "nobody on the roster has this handle"})
			}
			filter.People = append(filter.People, people[handle].ID)
		}
		if len(e.Fields) > 0 {
			return nil, e
		}
	} else {
		filter.Role = role
	}
	entries, err := a.o.Records.Roster(ctx, filter, project.Page{Limit: project.MaxRanked + 1})
	if len(entries) > project.MaxRanked {
		return nil, project.Errorf(project.Invalid, "more than %d people fill this role; name some, or ask for those you keep under a tag", project.MaxRanked)
	}
	return entries, err
}

// candidates adds what is known of the people to the inputs. Working hours are compared with those of whoever asks.
func (a *API) candidates(ctx context.Context, w work, entries []project.RosterEntry, in *project.RankingInputs) error {
	ids := make([]project.PersonID, 0, len(entries))
	for _, e := range entries {
		ids = append(ids, e.Person.ID)
	}
	past, err := a.o.Records.PastWork(ctx, w.in.Buyer, ids)
	if err != nil {
		return err
	}
	events, err := a.o.Records.TrustEventsOf(ctx, ids)
	if err != nil {
		return err
	}
	mine, err := a.o.Records.Profile(ctx, actor(ctx).ID)
	if err != nil {
		return err
	}
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	find := zones()
	if len(mine.Hours) == 0 {
		mine.Hours = project.OfficeHours()
	}
	in.Minutes = project.WeekMinutes(mine.Hours)
	in.Candidates = make([]project.CandidateFacts, 0, len(entries))
	for _, e := range entries {
		c := e.Facts(in.At)
		trust := project.TrustOf(rules, c.Person, events[c.Person], in.At)
		c.OnTime, c.Late, c.Score, c.Past = trust.OnTime, trust.Late, trust.Score, past[c.Person]
		c.Overlap = project.OverlapMinutes(e.Profile.Hours, find.OrUTC(e.Profile.Zone), mine.Hours, find.OrUTC(mine.Zone), in.At)
		in.Candidates = append(in.Candidates, c)
	}
	slices.SortFunc(in.Candidates, func(x, y project.CandidateFacts) int { return cmp.Compare(x.Handle, y.Handle) })
	return nil
}

func (a *API) ranking(ctx context.Context, in *struct {
	ID project.RankingID `path:"id"`
}) (*body[wire.Ranking], error) {
	if project.CheckID(project.PrefixRanking, string(in.ID)) != nil {
		return nil, nobody()
	}
	k, err := a.o.Records.Ranking(ctx, in.ID)
	if err != nil {
		return nil, hide(err)
	}
	switch _, err := a.project(ctx, k.Project, project.SeeWhole); project.CodeOf(err) {
	case "":
	case project.Forbidden, project.NotFound: // who does not see the whole must not learn that there is a ranking
		return nil, nobody()
	default:
		return nil, err
	}
	return rankingAnswer(k)
}

func rankingAnswer(k project.RankingRecord) (*body[wire.Ranking], error) {
	agrees, err := k.Agrees()
	if err != nil {
		return nil, err
	}
	k.Inputs.At = k.Inputs.At.UTC()
	return &body[wire.Ranking]{wire.Ranking{ID: k.ID, SubGigID: k.SubGig, ActorID: k.Actor, Rule: k.Inputs.Rule, Agrees: agrees,
		Candidates: some(k.Result.Candidates), Inputs: k.Inputs, CreatedAt: k.CreatedAt.UTC()}}, nil
}
