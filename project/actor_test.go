package project

import (
	"slices"
	"strings"
	"testing"
)

// TestCan is the table of who may do what: each row an actor, each column an action; everything not named is refused.
func TestCan(t *testing.T) {
	thing := Thing{Buyer: "per_b", Producer: "per_p", Seller: "per_s", Offered: "per_o", Owner: "per_s", Person: "per_me", Keeper: "per_bk"}
	open := []Action{SeeDisputes, CreateProject, ManagePeople, SeeRoster, KeepRoster, SeeTrust, MakeAppeal, DecideAppeal, SeeAudit} // whose refusal gives nothing away
	may := map[PersonID][]Action{
		"per_b": {SeeProject, SeeWhole, SeeMoney, RunProject, SeeSubGig, SeeDelivery, Negotiate, SeeKnockOn, CreateProject, ManagePeople,
			SeeRoster, KeepRoster, SeeProfile, RankSellers, RateWork, FundProject, GiveTip, AdviseReview},
		"per_p": {SeeProject, SeeWhole, RunProject, DecideFinal, SeeSubGig, ReviewWork, SeeDelivery, Negotiate, RuleDispute, SeeKnockOn,
			SeeRoster, SeeProfile, RankSellers, RateWork, SeeRoom, Say, Moderate, AdviseReview},
		"per_s": {SeeProject, SeeSubGig, AnswerOffer, Deliver, SeeDelivery, Negotiate, SeeKnockOn, UseUpload, SeeEarnings, BePaid, SeeRoom, Say},
		"per_o": {SeeProject, SeeSubGig, Negotiate},
		"per_c": {AnswerCall},
		"per_op": {SeeProject, SeeWhole, SeeMoney, DecideFinal, SeeSubGig, SeeDelivery, RuleDispute, SeeDisputes, SeeKnockOn, CreateProject, ManagePeople,
			SeeRoster, KeepRoster, SeeProfile, EditProfile, SeeTrust, SeeEarnings, MarkPaid, DecideAppeal, SeeAudit, SeeRoom, Moderate, RuleMessage},
		"per_au": {SeeAudit},
		"per_me": {SeeProfile, EditProfile, SeeTrust, MakeAppeal},
		"per_bk": {CreateProject, ManagePeople, SeeRoster, KeepRoster, SeeProfile, EditProfile},
		"per_x":  {},
	}
	actors := map[PersonID]Actor{
		"per_b": {ID: "per_b", Roles: []Role{RoleBuyer}}, "per_p": {ID: "per_p", Roles: []Role{RoleProducer}},
		"per_s": {ID: "per_s", Roles: []Role{RoleSeller}}, "per_o": {ID: "per_o", Roles: []Role{RoleSeller}},
		"per_op": {ID: "per_op", Roles: []Role{RoleOperator}}, "per_x": {ID: "per_x", Roles: []Role{RoleSeller}},
		"per_au": {ID: "per_au", Roles: []Role{RoleAuditor}},
		"per_c":  {ID: "per_c", Roles: []Role{RoleSeller}},
		"per_me": {ID: "per_me", Roles: []Role{RoleSeller}}, "per_bk": {ID: "per_bk", Roles: []Role{RoleBuyer}},
	}
	for _, action := range Actions() {
		if p := action.phrase(); p == "" || strings.Contains(p, "_") {
			t.Errorf("%s is called %q", action, p)
		}
	}
	for id, actor := range actors {
		allowed := map[Action]bool{}
		for _, a := range may[id] {
			allowed[a] = true
		}
		at := thing
		at.Called, at.InRoom = id == "per_c", id == "per_s"
		at.Member = id == "per_s" || id == "per_o"
		for _, action := range Actions() {
			err := Can(actor, action, at)
			if (err == nil) != allowed[action] {
				t.Errorf("%s %s: %v", id, action, err)
			}
			if id == "per_x" && err != nil && !slices.Contains(open, action) && CodeOf(err) != NotFound {
				t.Errorf("a stranger learns that it exists: %s: %v", action, err)
			}
		}
	}
	if err := Can(actors["per_bk"], EditProfile, Thing{Person: "per_me"}); err != nil {
		t.Errorf("a buyer cannot write the first profile of somebody: %v", err)
	}
	if CodeOf(Can(Actor{}, SeeProject, thing)) != Unauthenticated {
		t.Error("nobody in particular was let in")
	}
}
