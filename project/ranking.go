package project

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// MaxRanked is the greatest number of people in one ranking.
const MaxRanked = 200

// RankingVersion is the version of the rule that rankings are made by today.
const RankingVersion = 1

// RankingInputs are everything a ranking is made of. They are stored with it: the same inputs give the same ranking, for
// ever.
type RankingInputs struct {
	Rule       int              `json:"rule" doc:"version of the rule"`
	SubGig     SubGigID         `json:"sub_gig_id"`
	Role       string           `json:"role" doc:"role key of the sub-gig"`
	PriceMinor int64            `json:"price_minor"`
	Currency   string           `json:"currency"`
	Languages  []string         `json:"languages" doc:"asked for, as BCP 47 ranges"`
	Countries  []string         `json:"countries" doc:"any of them is asked for"`
	Minutes    int              `json:"minutes" doc:"a week that whoever runs the project works"`
	Candidates []CandidateFacts `json:"candidates"`
	At         time.Time        `json:"at"`
}

// CandidateFacts are what a ranking knows of one person.
type CandidateFacts struct {
	Person    PersonID   `json:"person_id"`
	Handle    string     `json:"handle"`
	Country   string     `json:"country,omitempty"`
	Languages []string   `json:"languages"`
	Roles     []RoleRate `json:"roles"`
	Capacity  int        `json:"capacity"`
	Held      int        `json:"held" doc:"sub-gigs that are theirs and have not ended"`
	OnLeave   bool       `json:"on_leave"`
	HasHours  bool       `json:"has_hours" doc:"whether they say when they work"`
	Overlap   int        `json:"overlap_minutes" doc:"a week in which both work"`
	OnTime    int        `json:"on_time" doc:"deliveries approved on time"`
	Late      int        `json:"late"`
	Score     int        `json:"score" doc:"0 to 1000"`
	Past      int        `json:"past" doc:"approved sub-gigs in projects of the same buyer"`
}

// Ranking is candidates in the order of their points; among equals, of their handles.
type Ranking struct {
	Rule       int      `json:"rule"`
	Candidates []Ranked `json:"candidates"`
}

// Ranked is one candidate with every factor of their points.
type Ranked struct {
	Person  PersonID     `json:"person_id"`
	Handle  string       `json:"handle"`
	Points  int          `json:"points" doc:"sum over the factors, 0 to 100,000"`
	Factors []RankFactor `json:"factors"`
}

// RankFactor is one thing that was judged: its weight times its value are its points.
type RankFactor struct {
	Name   string `json:"name"`
	Weight int    `json:"weight"`
	Value  int    `json:"value" doc:"0 to 1000"`
	Points int    `json:"points"`
	Why    string `json:"why" doc:"a sentence"`
}

// RankingRecord is a ranking as it is kept.
type RankingRecord struct {
	ID        RankingID
	Project   ProjectID
	SubGig    SubGigID
	Actor     PersonID
	Inputs    RankingInputs
	Result    Ranking
	CreatedAt time.Time
}

// RankingID names a ranking: rnk_...
type RankingID string

// PrefixRanking is the prefix of the ids of rankings.
const PrefixRanking = "rnk"

// RankingRecords keeps rankings.
type RankingRecords interface {
	// PutRanking records r once; the same id again gives the stored row.
	PutRanking(ctx context.Context, r RankingRecord) (RankingRecord, error)
	Ranking(ctx context.Context, id RankingID) (RankingRecord, error)
}

// RankingRule is one factor of a rule: how much it weighs, what it gives, and in words why.
type RankingRule struct {
	Name   string
	Weight int
	Doc    string
	judge  func(RankingInputs, CandidateFacts) (value int, why string)
}

// RankingRules gives the factors of a version of the rule, whose weights sum to 100, and whether there is such a version.
func RankingRules(version int) ([]RankingRule, bool) {
	if version != 1 {
		return nil, false
	}
	return []RankingRule{
		{"role", 30, "1000 for who fills the sub-gig's role", judgeRole},
		{"price", 15, "1000 up to the price; above it 1000 x price / rate; 500 when no rate is stated or it is in another currency", judgePrice},
		{"capacity", 15, "1000 x free places / capacity; 1000 for who has no limit; 0 on leave", judgeCapacity},
		{"language", 10, "for each language asked for 1000, or 500 for another variety of it; the mean of them, 1000 when none is asked for", judgeLanguage},
		{"on_time", 10, "permille of the approved deliveries that were on time; 500 for who has none yet", judgeOnTime},
		{"score", 5, "the score, by the rules in trust.md", judgeScore},
		{"country", 5, "1000 in a country that is asked for, or when none is", judgeCountry},
		{"hours", 5, "1000 x minutes of a week in which both work / minutes that whoever runs the project works; 500 for who says no hours", judgeHours},
		{"past", 5, "200 for each approved sub-gig in projects of the same buyer, up to 1000", judgePast},
	}, true
}

// Rank orders the candidates by the rule that the inputs name. It computes in whole numbers and reads nothing but its
// inputs. Invalid is a rule that nobody knows.
func Rank(in RankingInputs) (Ranking, error) {
	rules, ok := RankingRules(in.Rule)
	if !ok {
		return Ranking{}, Errorf(Invalid, "there is no version %d of the ranking rule", in.Rule)
	}
	r := Ranking{Rule: in.Rule, Candidates: make([]Ranked, 0, len(in.Candidates))}
	for _, c := range in.Candidates {
		one := Ranked{Person: c.Person, Handle: c.Handle}
		for _, rule := range rules {
			value, why := rule.judge(in, c)
			f := RankFactor{Name: rule.Name, Weight: rule.Weight, Value: value, Points: rule.Weight * value, Why: why}
			one.Points += f.Points
			one.Factors = append(one.Factors, f)
		}
		r.Candidates = append(r.Candidates, one)
	}
	slices.SortFunc(r.Candidates, func(a, b Ranked) int { return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(a.Handle, b.Handle)) })
	return r, nil
}

// Agrees reports whether the ranking is what its inputs give: the same people in the same order for the same points.
func (r RankingRecord) Agrees() (bool, error) {
	again, err := Rank(r.Inputs)
	same := again.Rule == r.Result.Rule && slices.EqualFunc(again.Candidates, r.Result.Candidates, func(a, b Ranked) bool {
		return a.Person == b.Person && a.Handle == b.Handle && a.Points == b.Points && slices.Equal(a.Factors, b.Factors)
	})
	return same, err
}

// Facts are what a ranking knows of the person of a roster entry. Overlap, past work and trust are the caller's to add.
func (e RosterEntry) Facts(at time.Time) CandidateFacts {
	return CandidateFacts{Person: e.Person.ID, Handle: e.Person.Handle, Country: e.Person.Country, Languages: append([]string{}, e.Profile.Languages...),
		Roles: append([]RoleRate{}, e.Profile.Roles...), Capacity: e.Profile.Capacity, Held: e.Held, OnLeave: e.Profile.OnLeave(at), HasHours: len(e.Profile.Hours) > 0}
}

const whole = 1000 // the value of a factor that is fulfilled

func judgeRole(in RankingInputs, c CandidateFacts) (int, string) {
	if _, ok := (Profile{Roles: c.Roles}).Rate(in.Role); ok {
		return whole, "fills the role " + in.Role
	}
	return 0, "does not say to fill the role " + in.Role
}

func judgePrice(in RankingInputs, c CandidateFacts) (int, string) {
	r, _ := Profile{Roles: c.Roles}.Rate(in.Role)
	asks, pays := FormatMinor(r.RateMinor, r.Currency), FormatMinor(in.PriceMinor, in.Currency)
	switch {
	case r.RateMinor == 0:
		return whole / 2, "states no rate"
	case r.Currency != in.Currency:
		return whole / 2, fmt.Sprintf("asks for %s, which cannot be compared with %s", asks, pays)
	case r.RateMinor <= in.PriceMinor:
		return whole, fmt.Sprintf("asks for %s, the price is %s", asks, pays)
	}
	return int(whole * in.PriceMinor / r.RateMinor), fmt.Sprintf("asks for %s, more than the price of %s", asks, pays)
}

func judgeCapacity(_ RankingInputs, c CandidateFacts) (int, string) {
	free := max(0, c.Capacity-c.Held)
	switch {
	case c.OnLeave:
		return 0, "is on leave; an offer would be queued"
	case c.Capacity == 0:
		return whole, "states no limit"
	case free == 0:
		return 0, fmt.Sprintf("holds %d of %d sub-gigs; an offer would be queued", c.Held, c.Capacity)
	}
	return whole * free / c.Capacity, fmt.Sprintf("has %d of %d places free", free, c.Capacity)
}

func judgeLanguage(in RankingInputs, c CandidateFacts) (int, string) {
	if len(in.Languages) == 0 {
		return whole, "no language is asked for"
	}
	sum := 0
	var speaks, near, lacks []string
	for _, wanted := range in.Languages {
		primary, _, _ := strings.Cut(wanted, "-")
		switch {
		case slices.ContainsFunc(c.Languages, func(tag string) bool { return Speaks(tag, wanted) }):
			sum, speaks = sum+whole, append(speaks, wanted)
		case slices.ContainsFunc(c.Languages, func(tag string) bool { return Speaks(tag, primary) }):
			sum, near = sum+whole/2, append(near, wanted)
		default:
			lacks = append(lacks, wanted)
		}
	}
	var parts []string
	for _, part := range []struct {
		says string
		tags []string
	}{{"speaks ", speaks}, {"another variety of ", near}, {"does not say to speak ", lacks}} {
		if len(part.tags) > 0 {
			parts = append(parts, part.says+strings.Join(part.tags, ", "))
		}
	}
	return sum / len(in.Languages), strings.Join(parts, "; ")
}

func judgeCountry(in RankingInputs, c CandidateFacts) (int, string) {
	switch {
	case len(in.Countries) == 0:
		return whole, "no country is asked for"
	case slices.Contains(in.Countries, c.Country):
		return whole, "is in " + c.Country
	}
	return 0, "is not in " + strings.Join(in.Countries, ", ")
}

func judgeHours(in RankingInputs, c CandidateFacts) (int, string) {
	if !c.HasHours || in.Minutes <= 0 {
		return whole / 2, "says no working hours"
	}
	return min(whole, whole*c.Overlap/in.Minutes), fmt.Sprintf("works %d of the %d hours of a week at the same time", c.Overlap/60, in.Minutes/60)
}

func judgeOnTime(_ RankingInputs, c CandidateFacts) (int, string) {
	rate, ok := Trust{OnTime: c.OnTime, Late: c.Late}.OnTimeRate()
	if !ok {
		return whole / 2, "has no approved delivery yet"
	}
	return rate, fmt.Sprintf("%d of %d deliveries were on time", c.OnTime, c.OnTime+c.Late)
}

func judgeScore(_ RankingInputs, c CandidateFacts) (int, string) {
	return min(max(0, c.Score), whole), fmt.Sprintf("has a score of %d", c.Score)
}

func judgePast(_ RankingInputs, c CandidateFacts) (int, string) {
	return min(whole, 200*c.Past), fmt.Sprintf("%d approved sub-gigs for this buyer", c.Past)
}
