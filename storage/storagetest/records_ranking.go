package storagetest

import (
	"context"

	"tutti/project"
)

// testRankings: a ranking comes back with its inputs, so that it can be made again.
func testRankings(w *world) {
	ctx := context.Background()
	h := w.oneFor(w.seller("ama", project.Profile{}))
	in := project.RankingInputs{Rule: project.RankingVersion, SubGig: h.subGig(0, 0).ID, Role: "drummer", PriceMinor: 100, Currency: "EUR", Languages: []string{"pt-BR"},
		Candidates: []project.CandidateFacts{{Person: "per_a", Handle: "a", Roles: []project.RoleRate{{Role: "drummer", RateMinor: 200, Currency: "EUR"}}, Languages: []string{"pt"}},
			{Person: "per_b", Handle: "b", Roles: []project.RoleRate{}, Languages: []string{}}}, At: w.at}
	result := must[project.Ranking](w)(project.Rank(in))
	k := project.RankingRecord{ID: project.RankingID(w.id(project.PrefixRanking)), Project: h.id, SubGig: in.SubGig, Actor: "per_buyer", Inputs: in, Result: result, CreatedAt: w.at}
	same(w, "stored", must[project.RankingRecord](w)(w.r.PutRanking(ctx, k)), k)
	again := k
	again.Inputs.PriceMinor = 7
	same(w, "the same id again", must[project.RankingRecord](w)(w.r.PutRanking(ctx, again)), k)
	got := must[project.RankingRecord](w)(w.r.Ranking(ctx, k.ID))
	same(w, "read", got, k)
	if ok := must[bool](w)(got.Agrees()); !ok {
		w.Errorf("the ranking that was read is not what its inputs give")
	}
	_, err := w.r.Ranking(ctx, "rnk_none")
	ask(w, project.NotFound, "no ranking", err)
	again.ID, again.SubGig = "rnk_other", "sub_none"
	_, err = w.r.PutRanking(ctx, again)
	ask(w, project.NotFound, "a ranking of no sub-gig", err)
}
