package project

import (
	"slices"
	"time"
)

// Role is what a person may be; a person may be several.
type Role string

// The roles of people.
const (
	RoleOperator Role = "operator"
	RoleBuyer    Role = "buyer"
	RoleProducer Role = "producer"
	RoleSeller   Role = "seller"
	RoleAuditor  Role = "auditor" // reads the audit log
)

// Roles lists every role.
func Roles() []Role { return []Role{RoleOperator, RoleBuyer, RoleProducer, RoleSeller, RoleAuditor} }

// Person is somebody known to this instance.
type Person struct {
	ID        PersonID
	Handle    string // unique, as people are named in plans
	Name      string // credit name
	Country   string // ISO 3166-1 alpha-2
	Zone      string // IANA
	Email     string
	Roles     []Role
	CreatedAt time.Time
}

// Token lets a client act as a person. Only the hash of its secret is stored.
type Token struct {
	ID        TokenID
	Person    PersonID
	Hash      string // hex sha256 of the secret
	Name      string
	CreatedAt time.Time
	ExpiresAt time.Time // zero: does not expire
	RevokedAt time.Time // zero: holds
}

// Actor is who asks for something.
type Actor struct {
	ID    PersonID
	Roles []Role
}

// Is reports whether the actor has the role.
func (a Actor) Is(r Role) bool { return slices.Contains(a.Roles, r) }

// Action is something that an actor may or may not do with a thing.
type Action string

// The actions.
const (
	ManagePeople  Action = "manage_people"
	CreateProject Action = "create_project"
	SeeProject    Action = "see_project"  // title, state, brief, own part of the log
	SeeWhole      Action = "see_whole"    // every sub-gig, offer and delivery, the plan, the log, artifacts
	SeeMoney      Action = "see_money"    // the ledger
	RunProject    Action = "run_project"  // references, launch, cancel, recast
	DecideFinal   Action = "decide_final" // approve the final or build it again
	SeeSubGig     Action = "see_sub_gig"  // its brief, references, own deliveries
	AnswerOffer   Action = "answer_offer" // accept or decline
	Deliver       Action = "deliver"      // upload, submit, step out
	ReviewWork    Action = "review_work"  // decide on deliveries
	SeeDelivery   Action = "see_delivery" // files, inspection, reviews
	Negotiate     Action = "negotiate"    // propose, answer, open a dispute
	RuleDispute   Action = "rule_dispute" // decide it
	SeeDisputes   Action = "see_disputes" // of the whole instance
	AnswerCall    Action = "answer_call"  // take an open call, apply
	UseUpload     Action = "use_upload"   // send parts, complete, abort
	SeeKnockOn    Action = "see_knock_on" // what more time for a sub-gig does to the dates of the project
	SeeRoster     Action = "see_roster"   // everybody's profiles
	KeepRoster    Action = "keep_roster"  // whom one keeps, with notes and tags
	SeeProfile    Action = "see_profile"  // of one person
	EditProfile   Action = "edit_profile" // of one person
	RankSellers   Action = "rank_sellers" // for a sub-gig
	RateWork      Action = "rate_work"    // stars for approved work
	SeeTrust      Action = "see_trust"    // the events behind a level and a score
	SeeEarnings   Action = "see_earnings" // a seller's payouts and statements
	MarkPaid      Action = "mark_paid"    // say that a payout was made by hand, or failed
	FundProject   Action = "fund_project" // add money to it
	GiveTip       Action = "give_tip"     // to the seller of approved work
	MakeAppeal    Action = "make_appeal"  // against one's own demotion
	DecideAppeal  Action = "decide_appeal"
	BePaid        Action = "be_paid"   // name where one's own money goes, and see what was named
	SeeAudit      Action = "see_audit" // the audit log

	SeeRoom     Action = "see_room" // read what is said there, and who is in it
	Say         Action = "say"      // in a room
	Moderate    Action = "moderate" // hide what was said, look at reports
	RuleMessage Action = "rule_message"

	AdviseReview Action = "advise_review" // note what is to be changed, for the producer's list
)

// Actions lists every action.
func Actions() []Action {
	return []Action{ManagePeople, CreateProject, SeeProject, SeeWhole, SeeMoney, RunProject, DecideFinal, SeeSubGig,
		AnswerOffer, Deliver, ReviewWork, SeeDelivery, Negotiate, RuleDispute, SeeDisputes, AnswerCall, UseUpload, SeeKnockOn,
		SeeRoster, KeepRoster, SeeProfile, EditProfile, RankSellers, RateWork, SeeTrust, SeeEarnings, MarkPaid, BePaid, FundProject, GiveTip, MakeAppeal, DecideAppeal, SeeAudit,
		SeeRoom, Say, Moderate, RuleMessage, AdviseReview}
}

// phrase names the action as people do, after "to".
func (a Action) phrase() string {
	switch a {
	case ManagePeople:
		return "manage people"
	case CreateProject:
		return "create projects"
	case SeeProject:
		return "see the project"
	case SeeWhole:
		return "see the whole project"
	case SeeMoney:
		return "see the money"
	case RunProject:
		return "run the project"
	case DecideFinal:
		return "decide on the final"
	case SeeSubGig:
		return "see the sub-gig"
	case AnswerOffer:
		return "answer the offer"
	case Deliver:
		return "deliver"
	case ReviewWork:
		return "review deliveries"
	case SeeDelivery:
		return "see the delivery"
	case Negotiate:
		return "negotiate"
	case RuleDispute:
		return "rule on the dispute"
	case SeeDisputes:
		return "see all disputes"
	case AnswerCall:
		return "answer the call"
	case UseUpload:
		return "use the upload"
	case SeeKnockOn:
		return "see what more time does"
	case SeeRoster:
		return "see the roster"
	case KeepRoster:
		return "keep a roster"
	case SeeProfile:
		return "see the profile"
	case EditProfile:
		return "change the profile"
	case RankSellers:
		return "rank sellers"
	case RateWork:
		return "rate the work"
	case SeeTrust:
		return "see what the level and the score are made of"
	case SeeEarnings:
		return "see the earnings"
	case MarkPaid:
		return "mark payouts as paid"
	case FundProject:
		return "add money"
	case GiveTip:
		return "give a tip"
	case MakeAppeal:
		return "appeal"
	case DecideAppeal:
		return "decide on appeals"
	case BePaid:
		return "say where they are paid"
	case SeeRoom:
		return "see the room"
	case Say:
		return "speak in the room"
	case Moderate:
		return "moderate what is said"
	case RuleMessage:
		return "decide on appeals about messages"
	case AdviseReview:
		return "note what is to be changed"
	case SeeAudit:
		return "see the audit log"
	}
	return string(a)
}

// Thing is what an action is about, as far as permission depends on it. Leave out what does not apply.
type Thing struct {
	Buyer    PersonID
	Producer PersonID
	Seller   PersonID    // who holds the sub-gig, or whom the offer, delivery or money belongs to
	Offered  PersonID    // to whom the sub-gig is offered at present
	Member   bool        // the actor has or had an offer in the project
	Called   bool        // the actor may answer the sub-gig's call
	Owner    PersonID    // of an upload or a payout destination
	State    SubGigState // of the sub-gig
	Person   PersonID    // whom a profile or a score is about
	Keeper   PersonID    // who wrote the profile last; empty when nobody has
	InRoom   bool        // the actor is let into the room by what they are in the project
}

// Can says whether the actor may do it: nil, NotFound when they may not even know of it, Forbidden otherwise.
// What is not allowed here is denied.
func Can(a Actor, action Action, t Thing) error {
	if a.ID == "" {
		return Errorf(Unauthenticated, "say who you are: send an API token as Authorization: Bearer tut_...")
	}
	if allowed(a, action, t) {
		return nil
	}
	if visible(a, action, t) {
		return Errorf(Forbidden, "you may see this, but it is not yours to %s", action.phrase())
	}
	return Errorf(NotFound, "there is nothing here, or it is not yours to see")
}

func allowed(a Actor, action Action, t Thing) bool {
	operator := a.Is(RoleOperator)
	buyer := a.ID == t.Buyer
	producer := a.ID == t.Producer
	seller := a.ID == t.Seller
	switch action {
	case ManagePeople, CreateProject:
		return operator || a.Is(RoleBuyer)
	case SeeProject:
		return operator || buyer || producer || t.Member
	case SeeWhole:
		return operator || buyer || producer
	case SeeMoney:
		return operator || buyer
	case RunProject:
		return buyer || producer
	case FundProject, GiveTip: // it is the buyer's own money
		return buyer
	case ReviewWork:
		return producer
	case DecideFinal:
		return producer || operator // who is told when the producer stays silent
	case SeeSubGig:
		return operator || buyer || producer || seller || a.ID == t.Offered
	case AnswerOffer, Deliver:
		return seller
	case SeeDelivery, SeeKnockOn:
		return operator || buyer || producer || seller
	case Negotiate:
		return buyer || producer || seller || a.ID == t.Offered
	case RuleDispute:
		return operator || producer
	case SeeDisputes, MarkPaid:
		return operator
	case AnswerCall:
		return t.Called
	case UseUpload, BePaid:
		return a.ID == t.Owner
	case SeeRoster:
		return operator || a.Is(RoleBuyer) || a.Is(RoleProducer)
	case KeepRoster:
		return operator || a.Is(RoleBuyer)
	case SeeProfile:
		return a.ID == t.Person || allowed(a, SeeRoster, t)
	case EditProfile: // a buyer writes it for somebody they bring along, until that person does so themselves
		return a.ID == t.Person || operator || a.Is(RoleBuyer) && (t.Keeper == "" || t.Keeper == a.ID)
	case RankSellers, RateWork:
		return buyer || producer
	case SeeTrust:
		return a.ID == t.Person || operator
	case MakeAppeal:
		return a.ID == t.Person
	case DecideAppeal:
		return operator
	case SeeEarnings:
		return operator || seller
	case SeeRoom:
		return operator || producer || t.InRoom
	case Say:
		return producer || t.InRoom
	case Moderate:
		return operator || producer
	case RuleMessage:
		return operator
	case AdviseReview:
		return buyer || producer
	case SeeAudit:
		return operator || a.Is(RoleAuditor)
	}
	return false
}

// visible says whether a refusal may admit that the thing exists.
func visible(a Actor, action Action, t Thing) bool {
	switch action {
	case ManagePeople, CreateProject, SeeDisputes, SeeRoster, KeepRoster, SeeAudit:
		return true
	case EditProfile:
		return allowed(a, SeeProfile, t)
	case SeeTrust, MakeAppeal, DecideAppeal: // level and score are for everybody
		return true
	case AnswerOffer, UseUpload:
		return allowed(a, SeeWhole, t)
	case Deliver, SeeDelivery, ReviewWork, AdviseReview, Negotiate, RuleDispute, AnswerCall, SeeKnockOn, RankSellers, RateWork, GiveTip:
		return allowed(a, SeeSubGig, t)
	case MarkPaid:
		return allowed(a, SeeEarnings, t)
	case SeeRoom: // that a section has a room says how the project is cut
		return false
	case Say:
		return allowed(a, SeeRoom, t)
	}
	return allowed(a, SeeProject, t)
}
