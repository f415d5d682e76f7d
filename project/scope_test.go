package project

import (
	"slices"
	"strings"
	"testing"
)

// TestScopes: what is only looked at is within every scope, what changes something within few, and what opens further ways
// in, or takes out or erases all that is known of a person, within none.
func TestScopes(t *testing.T) {
	for _, a := range Actions() {
		var by []Scope
		for _, s := range Scopes() {
			if Allow([]Scope{s}, a) {
				by = append(by, s)
			}
		}
		looks := strings.HasPrefix(string(a), "see_")
		switch {
		case !Allow(nil, a):
			t.Errorf("%s: a token without scopes may not", a)
		case looks && len(by) != len(Scopes()):
			t.Errorf("%s: only with %v", a, by)
		case !looks && slices.Contains(by, ScopeRead):
			t.Errorf("%s: with a token that is for reading", a)
		case (a == ManageAccess || a == OwnData) != (len(by) == 0):
			t.Errorf("%s: with %v", a, by)
		}
	}
}

func TestCanWithScopes(t *testing.T) {
	buyer := Actor{ID: "per_b", Roles: []Role{RoleBuyer}, Scopes: []Scope{ScopeManage}}
	own, other := Thing{Buyer: "per_b"}, Thing{Buyer: "per_c"}
	for _, c := range []struct {
		action Action
		thing  Thing
		want   Code
	}{
		{RunProject, own, ""}, {SeeMoney, own, ""}, {FundProject, own, Forbidden}, {FundProject, other, NotFound},
		{ManageAccess, Thing{Person: "per_b"}, Forbidden},
	} {
		if got := CodeOf(Can(buyer, c.action, c.thing)); got != c.want {
			t.Errorf("%s of %s: %q, not %q", c.action, c.thing.Buyer, got, c.want)
		}
	}
	if CheckScopes(Scopes()) != nil || CodeOf(CheckScopes([]Scope{"everything"})) != Invalid {
		t.Error("a scope that is none")
	}
}
