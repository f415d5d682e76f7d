package project

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestARankingShowsItsFactors(t *testing.T) {
	in := RankingInputs{Rule: 1, SubGig: "sub_1", Role: "drummer", PriceMinor: 12000, Currency: "EUR", Languages: []string{"pt-BR", "en"}, Countries: []string{"GH", "BR"},
		Minutes: 2400, Candidates: []CandidateFacts{
			{Handle: "zoe", Languages: []string{"en"}},
			{Handle: "best", Country: "BR", Languages: []string{"pt-BR", "en-GB"}, Roles: []RoleRate{{"drummer", 12000, "EUR"}}, Capacity: 4, Held: 1, HasHours: true, Overlap: 1200,
				OnTime: 9, Late: 1, Score: 800, Past: 7},
			{Handle: "dear", Country: "GH", Languages: []string{"pt", "fr"}, Roles: []RoleRate{{"drummer", 15000, "EUR"}}, Capacity: 1, Held: 1, Score: 500},
			{Handle: "away", Country: "DE", Roles: []RoleRate{{"drummer", 100, "USD"}}, OnLeave: true, Past: 1, HasHours: true},
			{Handle: "ann", Languages: []string{"en"}},
		}}
	r, err := Rank(in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range r.Candidates {
		line := fmt.Sprint(c.Handle, " ", c.Points, ":")
		sum := 0
		for _, f := range c.Factors {
			line += fmt.Sprint(" ", f.Name, " ", f.Value)
			sum += f.Weight * f.Value
			if f.Why == "" || f.Points != f.Weight*f.Value || f.Value < 0 || f.Value > 1000 {
				t.Errorf("%s: %+v", c.Handle, f)
			}
		}
		if sum != c.Points {
			t.Errorf("%s has %d points, the factors sum to %d", c.Handle, c.Points, sum)
		}
		got = append(got, line)
	}
	want := []string{
		"best 91750: role 1000 price 1000 capacity 750 language 1000 on_time 900 score 800 country 1000 hours 500 past 1000",
		"dear 59500: role 1000 price 800 capacity 0 language 250 on_time 500 score 500 country 1000 hours 500 past 0",
		"away 43500: role 1000 price 500 capacity 0 language 0 on_time 500 score 0 country 0 hours 0 past 200",
		"ann 35000: role 0 price 500 capacity 1000 language 500 on_time 500 score 0 country 0 hours 500 past 0",
		"zoe 35000: role 0 price 500 capacity 1000 language 500 on_time 500 score 0 country 0 hours 500 past 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if why := r.Candidates[0].Factors[3].Why; why != "speaks pt-BR, en" {
		t.Error(why)
	}
	if why := r.Candidates[1].Factors[3].Why; why != "another variety of pt-BR; does not say to speak en" {
		t.Error(why)
	}
	if _, err := Rank(RankingInputs{Rule: 99}); CodeOf(err) != Invalid {
		t.Errorf("a rule that nobody knows: %v", err)
	}
}

func drawInputs(t *rapid.T) RankingInputs {
	in := RankingInputs{Rule: RankingVersion, Role: "drummer", PriceMinor: rapid.Int64Range(0, MaxAmountMinor).Draw(t, "price"), Currency: "EUR",
		Languages: rapid.SliceOfN(rapid.SampledFrom([]string{"en", "pt", "pt-BR"}), 0, 3).Draw(t, "languages"), Minutes: rapid.IntRange(0, 10080).Draw(t, "minutes"),
		Countries: rapid.SliceOfN(rapid.SampledFrom([]string{"GH", "BR"}), 0, 2).Draw(t, "countries"), At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := range rapid.IntRange(0, 12).Draw(t, "candidates") {
		p := drawProfile(t)
		e := RosterEntry{Person: Person{ID: PersonID(fmt.Sprint("per_", i)), Handle: fmt.Sprintf("h%02d", i), Country: p.Country}, Profile: p, Held: rapid.IntRange(0, 1200).Draw(t, "held")}
		c := e.Facts(in.At)
		c.Overlap, c.OnTime, c.Late = rapid.IntRange(0, 10080).Draw(t, "overlap"), rapid.IntRange(0, 50).Draw(t, "on time"), rapid.IntRange(0, 50).Draw(t, "late")
		c.Score, c.Past = rapid.IntRange(0, 1000).Draw(t, "score"), rapid.IntRange(0, 20).Draw(t, "past")
		in.Candidates = append(in.Candidates, c)
	}
	return in
}

// TestARankingIsRecomputed: stored and read again, in whatever order its candidates come, it is the same.
func TestARankingIsRecomputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInputs(t)
		first, err := Rank(in)
		if err != nil {
			t.Fatal(err)
		}
		var stored RankingRecord
		if err := json.Unmarshal([]byte(mustJSON(t, RankingRecord{Inputs: in, Result: first})), &stored); err != nil {
			t.Fatal(err)
		}
		stored.Inputs.Candidates = rapid.Permutation(stored.Inputs.Candidates).Draw(t, "order")
		if same, err := stored.Agrees(); !same || err != nil {
			t.Errorf("the stored ranking: %v %v", same, err)
		}
		for _, c := range first.Candidates {
			if c.Points < 0 || c.Points > 100_000 {
				t.Errorf("%d points", c.Points)
			}
		}
		if len(stored.Result.Candidates) > 1 {
			stored.Result.Candidates[0], stored.Result.Candidates[1] = stored.Result.Candidates[1], stored.Result.Candidates[0]
			if same, _ := stored.Agrees(); same {
				t.Error("a ranking in another order agrees")
			}
		}
	})
}

// TestABetterCandidateNeverRanksLower: whoever improves in anything has no fewer points.
func TestABetterCandidateNeverRanksLower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInputs(t)
		if len(in.Candidates) == 0 {
			return
		}
		in.Candidates = in.Candidates[:1]
		before, _ := Rank(in)
		c := &in.Candidates[0]
		for what, better := range map[string]func(){
			"on time": func() { c.OnTime++; c.Late = max(0, c.Late-1) }, "score": func() { c.Score = min(1000, c.Score+1) }, "past": func() { c.Past++ },
			"held": func() { c.Held = max(0, c.Held-1) }, "leave": func() { c.OnLeave = false }, "overlap": func() { c.Overlap++ },
		} {
			kept := *c
			if better(); what == "on time" && kept.OnTime+kept.Late == 0 {
				*c = kept
				continue
			}
			after, _ := Rank(in)
			if after.Candidates[0].Points < before.Candidates[0].Points {
				t.Errorf("%s: %d points, then %d", what, before.Candidates[0].Points, after.Candidates[0].Points)
			}
			*c = kept
		}
	})
}

func TestWeightsSumToAHundred(t *testing.T) {
	rules, _ := RankingRules(RankingVersion)
	sum, names := 0, map[string]bool{}
	for _, r := range rules {
		sum += r.Weight
		names[r.Name] = true
	}
	if sum != 100 || len(names) != len(rules) {
		t.Errorf("%d factors weigh %d", len(names), sum)
	}
}

func TestRankingIsDocumented(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, `# Ranking of candidates

Version %d. Generated from `+"`project/ranking.go`"+` by `+"`make generate`"+`. Each factor has a value from 0 to 1000; weight times value are
its points. Candidates stand in the order of their points, and among equals in that of their handles. Everything is computed in
whole numbers, rounded down.

| factor | weight | value |
|---|---|---|
`, RankingVersion)
	rules, _ := RankingRules(RankingVersion)
	for _, r := range rules {
		fmt.Fprintf(&b, "| %s | %d | %s |\n", r.Name, r.Weight, r.Doc)
	}
	b.WriteString("\nThe inputs of a ranking are stored with it: asked for again, it is computed again and says whether it agrees.\n")
	isDocumented(t, "ranking.md", b.String())
}

func TestFactsAreThoseOfTheEntry(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	e := RosterEntry{Person: Person{ID: "per_a", Handle: "a", Country: "GH"}, Held: 2, Profile: Profile{Languages: []string{"en"}, Roles: []RoleRate{{Role: "drummer"}},
		Capacity: 3, Hours: OfficeHours(), Leave: []Leave{{at, at.Add(1)}}}}
	want := CandidateFacts{Person: "per_a", Handle: "a", Country: "GH", Languages: []string{"en"}, Roles: []RoleRate{{Role: "drummer"}}, Capacity: 3, Held: 2, OnLeave: true, HasHours: true}
	if got := e.Facts(at); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
