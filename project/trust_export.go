package project

import (
	"fmt"
	"slices"
	"time"
)

// TrustAccount is where a seller stands with everything it is made of, so that anybody can compute it again.
type TrustAccount struct {
	Trust
	Events []TrustStep `json:"events"`
}

// AccountOf is Explain as one document.
func AccountOf(rules TrustRules, person PersonID, events []TrustEvent, at time.Time) TrustAccount {
	trust, steps := Explain(rules, person, events, at)
	return TrustAccount{Trust: trust, Events: steps}
}

// Check computes the account again from its events and the published rules, and gives a sentence for everything in it that
// is not so. Invalid is an account that cannot be computed: of rules that nobody knows, or without its parts.
func (a TrustAccount) Check() ([]string, error) {
	if a.Rules == 0 || a.Person == "" || a.At.IsZero() {
		return nil, Errorf(Invalid, "there are no events to compute from; only the seller and an operator get them")
	}
	rules, ok := TrustRulesOf(a.Rules)
	if !ok {
		return nil, Errorf(Invalid, "the rules of version %d are not known here", a.Rules)
	}
	events := make([]TrustEvent, 0, len(a.Events))
	for _, s := range a.Events {
		events = append(events, s.TrustEvent)
	}
	trust, steps := Explain(rules, a.Person, events, a.At)
	return append(a.stands(trust), a.steps(steps)...), nil
}

func (a TrustAccount) stands(again Trust) []string {
	var wrong []string
	differs := func(what string, says, is any) {
		if says != is {
			wrong = append(wrong, fmt.Sprintf("%s is said to be %v; by the events it is %v", what, says, is))
		}
	}
	differs("the level", a.Level, again.Level)
	differs("the score", a.Score, again.Score)
	differs("the number of deliveries on time", a.OnTime, again.OnTime)
	differs("the number of late deliveries", a.Late, again.Late)
	same := func(x, y Demotion) bool {
		return x.To == y.To && x.Reason == y.Reason && x.Project == y.Project && x.Seq == y.Seq && x.Announced.Equal(y.Announced) && x.Holds.Equal(y.Holds)
	}
	if !slices.EqualFunc(a.Demotions, again.Demotions, same) {
		wrong = append(wrong, fmt.Sprintf("%d demotions are announced in it; by the events there are %d, or others", len(a.Demotions), len(again.Demotions)))
	}
	return wrong
}

func (a TrustAccount) steps(again []TrustStep) []string {
	if len(again) != len(a.Events) {
		return []string{fmt.Sprintf("%d of its %d events are somebody else's, or later than the account", len(a.Events)-len(again), len(a.Events))}
	}
	var wrong []string
	for i, s := range a.Events {
		is := again[i]
		if s.Seq != is.Seq || s.Project != is.Project || s.Kind != is.Kind || s.Points != is.Points || s.Effect != is.Effect || s.Score != is.Score || s.Level != is.Level {
			wrong = append(wrong, fmt.Sprintf("event %d (%s, %s %d) is said to have the effect %+d and leave %d, %s; by the rules it is %s %d with %+d, %d, %s",
				i+1, s.Kind, s.Project, s.Seq, s.Effect, s.Score, s.Level, is.Project, is.Seq, is.Effect, is.Score, is.Level))
		}
	}
	return wrong
}
