package project

import "slices"

// Scope is a part of what a person may do, for a token that is given away.
type Scope string

// The scopes. Each of them lets a token read what its person may see.
const (
	ScopeRead    Scope = "read"
	ScopeDeliver Scope = "deliver" // what sellers do: answer offers and calls, upload, deliver
	ScopeReview  Scope = "review"  // what producers decide
	ScopeManage  Scope = "manage"  // projects, people and rosters
	ScopeMoney   Scope = "money"   // fund, tip, mark as paid, say where one is paid
)

// Scopes lists every scope.
func Scopes() []Scope { return []Scope{ScopeRead, ScopeDeliver, ScopeReview, ScopeManage, ScopeMoney} }

// Allow reports whether a token of these scopes may do the action for its person; one without scopes may do all of it.
// What stands in no line here, such as making further tokens, no scope allows.
func Allow(scopes []Scope, a Action) bool {
	if len(scopes) == 0 {
		return true
	}
	return slices.ContainsFunc(a.scopes(), func(s Scope) bool { return slices.Contains(scopes, s) })
}

// CheckCommand refuses every command of a token that is for reading, whatever the command does.
func (a Actor) CheckCommand() error {
	if len(a.Scopes) > 0 && !slices.ContainsFunc(a.Scopes, func(s Scope) bool { return s != ScopeRead }) {
		return Errorf(Forbidden, "this token is for reading and changes nothing")
	}
	return nil
}

// scopes are those that allow the action.
func (a Action) scopes() []Scope {
	switch a {
	case SeePeople, SeeProject, SeeCast, SeeWork, SeeWhole, SeeMoney, SeeSubGig, SeePrice, SeeOffer, SeeVersions, SeeDelivery, SeeReviews, SeeArtifacts, SeePreview,
		SeeFinal, SeeCredits, SeeDisputes, SeeKnockOn, SeeRoster, SeeProfile, SeeTrust, SeeEarnings, SeeAppeals, SeeAudit, SeeRetention, SeeBackups, SeeRoom:
		return Scopes()
	case AnswerOffer, Deliver, AnswerCall, BeNamed:
		return []Scope{ScopeDeliver}
	case MakeAppeal:
		return []Scope{ScopeDeliver, ScopeManage}
	case UseUpload: // references, deliveries and sources of splits
		return []Scope{ScopeDeliver, ScopeManage}
	case ReviewWork, DirectWork, MakeComment, AdviseReview, Moderate, DecideFinal, RateWork:
		return []Scope{ScopeReview}
	case Negotiate, Say, SayOfWork:
		return []Scope{ScopeDeliver, ScopeReview, ScopeManage}
	case CreateProject, RunProject, ManagePeople, InvitePeople, KeepRoster, EditProfile, SetEmail, RankSellers, RuleDispute, DecideAppeal, RuleMessage, MakeExport, OpenCredits, ManageMembers, ManageViewers, KeepWebhooks, KeepAllHooks, TakeBackup:
		return []Scope{ScopeManage}
	case FundProject, GiveTip, MarkPaid, BePaid:
		return []Scope{ScopeMoney}
	}
	return nil
}

// CheckScopes refuses scopes that do not exist.
func CheckScopes(scopes []Scope) error {
	var f faults
	for _, s := range scopes {
		if !slices.Contains(Scopes(), s) {
			f.addf("scopes", "%q is no scope; there are read, deliver, review, manage and money", clip(string(s), 24))
		}
	}
	return f.asError("the token")
}
