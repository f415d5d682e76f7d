package project

import "slices"

// Action is something that an actor may or may not do with a thing.
type Action string

// The actions.
const (
	ManagePeople  Action = "manage_people"
	SeePeople     Action = "see_people" // everybody, with handles and addresses
	CreateProject Action = "create_project"
	SeeProject    Action = "see_project"   // title, state, brief, own part of the log
	SeeCast       Action = "see_cast"      // who people are besides their credit names
	SeeWork       Action = "see_work"      // every sub-gig and delivery; no prices and no offers
	SeeWhole      Action = "see_whole"     // every sub-gig, offer and delivery, the plan, the log, artifacts
	SeeMoney      Action = "see_money"     // the ledger
	RunProject    Action = "run_project"   // references, launch, cancel, recast
	DecideFinal   Action = "decide_final"  // approve the final or build it again
	SeeSubGig     Action = "see_sub_gig"   // its brief, references, own deliveries
	SeePrice      Action = "see_price"     // of a sub-gig
	SeeOffer      Action = "see_offer"     // to one seller
	AnswerOffer   Action = "answer_offer"  // accept or decline
	Deliver       Action = "deliver"       // upload, submit, step out
	ReviewWork    Action = "review_work"   // approve deliveries or ask for a revision
	DirectWork    Action = "direct_work"   // what more a review may lead to: release the seller, pay for a revision, reopen
	SeeVersions   Action = "see_versions"  // of a sub-gig: those deliveries of it that one sees
	SeeDelivery   Action = "see_delivery"  // files, inspection
	SeeReviews    Action = "see_reviews"   // of a delivery, and the words that came with it
	SeeArtifacts  Action = "see_artifacts" // those among them that one sees
	SeePreview    Action = "see_preview"   // and what is said about it
	SeeFinal      Action = "see_final"     // and what is said about it
	SeeCredits    Action = "see_credits"   // before the project is completed
	BeNamed       Action = "be_named"      // or not, in public credits
	OpenCredits   Action = "open_credits"  // to the public, and close them
	MakeComment   Action = "make_comment"  // about a preview or a final
	MakeExport    Action = "make_export"
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
	SeeAppeals    Action = "see_appeals"
	DecideAppeal  Action = "decide_appeal"
	BePaid        Action = "be_paid"        // name where one's own money goes, and see what was named
	ManageMembers Action = "manage_members" // section leads, mentors and guest reviewers of a project
	ManageViewers Action = "manage_viewers" // those who see more: buyer viewers and auditors
	SeeAudit      Action = "see_audit"      // the audit log of the instance
	SeeRetention  Action = "see_retention"  // how long the instance keeps data
	SeeBackups    Action = "see_backups"    // of the instance
	TakeBackup    Action = "take_backup"
	OwnData       Action = "own_data"       // take out what is known of a person, or have it erased
	ManageAccess  Action = "manage_access"  // tokens and sessions of a person
	InvitePeople  Action = "invite_people"  // have a sign-in link sent to somebody
	SetEmail      Action = "set_email"      // say where a person gets their sign-in links
	SeeRoom       Action = "see_room"       // what is said there, and who is in it
	Say           Action = "say"            // in a room
	SayOfWork     Action = "say_of_work"    // about a delivery
	Moderate      Action = "moderate"       // hide what was said, look at reports
	RuleMessage   Action = "rule_message"   // decide on appeals about what was hidden
	AdviseReview  Action = "advise_review"  // note what is to be changed, for the producer's list
	KeepWebhooks  Action = "keep_webhooks"  // of a project
	KeepAllHooks  Action = "keep_all_hooks" // webhooks of the instance, told of every project
)

// Actions lists every action.
func Actions() []Action {
	return []Action{ManagePeople, SeePeople, CreateProject, SeeProject, SeeCast, SeeWork, SeeWhole, SeeMoney, RunProject, DecideFinal, SeeSubGig, SeePrice,
		SeeOffer, AnswerOffer, Deliver, ReviewWork, DirectWork, SeeVersions, SeeDelivery, SeeReviews, SeeArtifacts, SeePreview, SeeFinal, SeeCredits, BeNamed, OpenCredits, MakeComment, MakeExport,
		Negotiate, RuleDispute, SeeDisputes, AnswerCall, UseUpload, SeeKnockOn, SeeRoster, KeepRoster, SeeProfile, EditProfile, RankSellers, RateWork, SeeTrust,
		SeeEarnings, MarkPaid, FundProject, GiveTip, MakeAppeal, SeeAppeals, DecideAppeal, BePaid, ManageMembers, ManageViewers, SeeAudit, SeeRetention,
		ManageAccess, InvitePeople, SetEmail, KeepWebhooks, KeepAllHooks, OwnData, SeeBackups, TakeBackup,
		SeeRoom, Say, SayOfWork, Moderate, RuleMessage, AdviseReview}
}

// Thing is what an action is about, as far as permission depends on it. Leave out what does not apply.
type Thing struct {
	Buyer    PersonID
	Producer PersonID
	Seller   PersonID     // who holds the sub-gig, or whom the offer, delivery or money belongs to
	Offered  PersonID     // to whom the sub-gig is offered at present
	Asked    bool         // the actor has or had an offer in the project
	Held     bool         // the actor held the sub-gig and does not any more
	Called   bool         // the actor may answer the sub-gig's call
	As       []MemberRole // what the actor is in the project by memberships that hold and reach the thing
	Owner    PersonID     // of an upload or a payout destination
	State    SubGigState  // of the sub-gig
	Person   PersonID     // whom a profile or a score is about
	Keeper   PersonID     // who wrote the profile last; empty when nobody has
	Newcomer bool         // the person has no e-mail address and has never been here
	InRoom   bool         // the actor is let into the room by what they are in the project
}

// part is what an actor is to a thing. Somebody may be several, so parts are added up.
type part uint32

// The parts. The first four do not depend on the thing.
const (
	asOperator    part = 1 << iota
	asAnyBuyer         // may buy on this instance
	asAnyProducer      // may produce on this instance
	asAuditor          // of the instance, or of the project
	asBuyer            // of the project
	asViewer           // on the buyer's side
	asProducer         // of the project
	asLead             // of a section or role that reaches the thing
	asMentor           // of the project
	asGuest            // of the project, or whom the delivery is shown to
	asSeller           // who has the work, or had it when the delivery was made
	asFormer           // who had the work once
	asOffered          // who may take the work
	asCalled           // who may answer the call for the work
	asAsked            // who was ever offered work in the project
	asOwner            // of an upload or a payout destination
	asSelf             // whom it is about
	asKeeper           // who writes the profile of somebody they bring along
	asBringer          // who brings along somebody that nobody can reach yet
	asInside           // who is let into the room
)

// Those who often go together.
const (
	seesAll  = asOperator | asAuditor | asBuyer | asViewer | asProducer // who sees the whole project
	seesWork = seesAll | asLead | asMentor                              // who sees work that is not theirs before it is approved
)

// partsOf says what the actor is to the thing.
func partsOf(a Actor, t Thing) part {
	var is part
	for _, r := range []struct {
		part part
		is   bool
	}{
		{asOperator, a.Is(RoleOperator)},
		{asAnyBuyer, a.Is(RoleBuyer)},
		{asAnyProducer, a.Is(RoleProducer)},
		{asAuditor, a.Is(RoleAuditor) || slices.Contains(t.As, MemberAuditor)},
		{asBuyer, a.ID == t.Buyer},
		{asViewer, slices.Contains(t.As, MemberViewer)},
		{asProducer, a.ID == t.Producer},
		{asLead, slices.Contains(t.As, MemberLead) && a.ID != t.Seller}, // nobody leads their own work
		{asMentor, slices.Contains(t.As, MemberMentor)},
		{asGuest, slices.Contains(t.As, MemberGuest)},
		{asSeller, a.ID == t.Seller},
		{asFormer, t.Held},
		{asOffered, a.ID == t.Offered},
		{asCalled, t.Called},
		{asAsked, t.Asked},
		{asOwner, a.ID == t.Owner},
		{asSelf, a.ID == t.Person},
		{asKeeper, a.Is(RoleBuyer) && t.Person != "" && (t.Keeper == "" || t.Keeper == a.ID)}, // until that person does so themselves
		{asBringer, a.Is(RoleBuyer) && t.Newcomer},
		{asInside, t.InRoom},
	} {
		if r.is {
			is |= r.part
		}
	}
	return is
}

// everybody is the action that stands for no action: nothing is given away when it is refused.
const everybody Action = ""

// permission is one row of the table of who may do what.
type permission struct {
	who   part
	known Action // who may do this knows of the thing: a refusal may admit that it is there
	words string // names the action as people do, after "to"
}

// permission is the table. What is not in it nobody may do.
func (a Action) permission() permission {
	switch a {
	// On the instance.
	case ManagePeople:
		return permission{asOperator | asAnyBuyer, everybody, "manage people"}
	case SeePeople:
		return permission{asOperator | asAnyBuyer | asAuditor, everybody, "see the people"}
	case CreateProject:
		return permission{asOperator | asAnyBuyer, everybody, "create projects"}
	case SeeDisputes:
		return permission{asOperator | asAuditor, everybody, "see all disputes"}
	case SeeRoster:
		return permission{asOperator | asAnyBuyer | asAnyProducer | asAuditor, everybody, "see the roster"}
	case KeepRoster:
		return permission{asOperator | asAnyBuyer, everybody, "keep a roster"}
	case SeeProfile:
		return permission{asSelf | asOperator | asAnyBuyer | asAnyProducer | asAuditor, SeeProfile, "see the profile"}
	case EditProfile:
		return permission{asSelf | asOperator | asKeeper, SeeProfile, "change the profile"}
	case SeeTrust: // level and score are for everybody
		return permission{asSelf | asOperator | asAuditor, everybody, "see what the level and the score are made of"}
	case MakeAppeal:
		return permission{asSelf, everybody, "appeal"}
	case SeeAppeals:
		return permission{asOperator | asAuditor, everybody, "see the appeals"}
	case DecideAppeal:
		return permission{asOperator, everybody, "decide on appeals"}
	case KeepAllHooks:
		return permission{asOperator, everybody, "keep webhooks of the instance"}
	case ManageAccess:
		return permission{asSelf | asOperator, everybody, "manage tokens and sessions"}
	case InvitePeople:
		return permission{asOperator | asAnyBuyer | asAnyProducer, everybody, "invite people"}
	case SetEmail: // who sets the address of somebody can sign in as them
		return permission{asSelf | asOperator | asBringer, everybody, "change the e-mail address"}
	case SeeAudit:
		return permission{asOperator | asAuditor, everybody, "see the audit log"}
	case SeeRetention:
		return permission{asOperator | asAuditor, everybody, "see how long data is kept"}
	case SeeBackups:
		return permission{asOperator | asAuditor, everybody, "see the backups"}
	case TakeBackup:
		return permission{asOperator, everybody, "take backups"}
	case OwnData:
		return permission{asSelf | asOperator, OwnData, "decide on what is known of them"}
	case SeeEarnings:
		return permission{asSeller | asOperator | asAuditor, SeeEarnings, "see the earnings"}
	case MarkPaid:
		return permission{asOperator, SeeEarnings, "mark payouts as paid"}
	case BePaid:
		return permission{asOwner, BePaid, "say where they are paid"}
	case UseUpload:
		return permission{asOwner, SeeWhole, "use the upload"}

	// A project.
	case SeeProject:
		return permission{seesWork | asGuest | asAsked, SeeProject, "see the project"}
	case SeeCast:
		return permission{seesWork | asAsked, SeeProject, "see who takes part"}
	case SeeWork:
		return permission{seesAll | asMentor, SeeProject, "see all the work"}
	case SeeWhole:
		return permission{seesAll, SeeProject, "see the whole project"}
	case SeeMoney:
		return permission{asOperator | asAuditor | asBuyer, SeeProject, "see the money"}
	case SeeArtifacts:
		return permission{seesWork | asGuest, SeeProject, "see what was built"}
	case SeeCredits:
		return permission{seesWork | asGuest, SeeProject, "see all credits"}
	case BeNamed:
		return permission{asAsked, SeeProject, "say who is named in the credits"}
	case OpenCredits: // whose project it is says what everybody may know of it
		return permission{asBuyer, SeeProject, "make the credits public"}
	case RunProject:
		return permission{asBuyer | asProducer, SeeProject, "run the project"}
	case FundProject: // it is the buyer's own money
		return permission{asBuyer, SeeProject, "add money"}
	case DecideFinal: // operators are told when the producer stays silent
		return permission{asProducer | asOperator, SeeProject, "decide on the final"}
	case MakeExport:
		return permission{asOperator | asBuyer | asProducer, SeeProject, "make archives"}
	case KeepWebhooks: // an endpoint is told the whole log
		return permission{asBuyer | asProducer, SeeProject, "keep webhooks"}
	case ManageMembers:
		return permission{asBuyer | asProducer, SeeProject, "say who takes part"}
	case ManageViewers: // who sees no money can show it to nobody
		return permission{asBuyer, SeeProject, "say who sees what the buyer sees"}

	// A preview or a final.
	case SeePreview:
		return permission{seesWork | asGuest, SeePreview, "see the preview"}
	case SeeFinal:
		return permission{seesWork, SeeFinal, "see the final"}
	case MakeComment:
		return permission{asOperator | asBuyer | asProducer | asLead | asMentor | asGuest, SeePreview, "comment on it"}

	// A sub-gig.
	case SeeSubGig:
		return permission{seesWork | asSeller | asOffered, SeeSubGig, "see the sub-gig"}
	case SeePrice:
		return permission{seesAll | asSeller | asOffered, SeeSubGig, "see the price"}
	case SeeKnockOn:
		return permission{seesAll | asSeller, SeeSubGig, "see what more time does"}
	case SeeVersions:
		return permission{seesWork | asSeller | asOffered | asFormer, SeeVersions, "see the deliveries"}
	case Deliver:
		return permission{asSeller, SeeSubGig, "deliver"}
	case ReviewWork:
		return permission{asProducer | asLead, SeeSubGig, "review deliveries"}
	case DirectWork:
		return permission{asProducer, SeeSubGig, "decide who does the work and what it costs"}
	case Negotiate:
		return permission{asBuyer | asProducer | asSeller | asOffered, SeeSubGig, "negotiate"}
	case RuleDispute:
		return permission{asOperator | asProducer, SeeSubGig, "rule on the dispute"}
	case AnswerCall:
		return permission{asCalled, SeeSubGig, "answer the call"}
	case RankSellers:
		return permission{asBuyer | asProducer, SeeSubGig, "rank sellers"}
	case RateWork:
		return permission{asBuyer | asProducer, SeeSubGig, "rate the work"}
	case GiveTip:
		return permission{asBuyer, SeeSubGig, "give a tip"}

	// What people say.
	case SeeRoom: // that a section has a room says how the project is cut
		return permission{asOperator | asAuditor | asProducer | asInside, SeeRoom, "see the room"}
	case Say:
		return permission{asProducer | asInside, SeeRoom, "speak in the room"}
	case SayOfWork:
		return permission{asOperator | asBuyer | asProducer | asLead | asMentor | asSeller, SeeReviews, "comment on the delivery"}
	case Moderate:
		return permission{asOperator | asProducer, SeeProject, "moderate what is said"}
	case RuleMessage:
		return permission{asOperator, SeeProject, "decide on appeals about messages"}
	case AdviseReview:
		return permission{asBuyer | asProducer | asLead | asMentor, SeeReviews, "note what is to be changed"}

	// An offer or a delivery.
	case SeeOffer:
		return permission{seesAll | asSeller, SeeOffer, "see the offer"}
	case AnswerOffer:
		return permission{asSeller, SeeOffer, "answer the offer"}
	case SeeDelivery:
		return permission{seesWork | asSeller | asGuest, SeeDelivery, "see the delivery"}
	case SeeReviews:
		return permission{seesWork | asSeller, SeeDelivery, "see the reviews"}
	}
	return permission{}
}

// Can says whether the actor may do it: nil, NotFound when they may not even know of it, Forbidden otherwise.
// What is not allowed by the table is denied.
func Can(a Actor, action Action, t Thing) error {
	if a.ID == "" {
		return Errorf(Unauthenticated, "say who you are: sign in, or send an API token as Authorization: Bearer tut_...")
	}
	row, is := action.permission(), partsOf(a, t)
	switch {
	case row.who&is != 0:
		return withinScopes(a, action)
	case row.who != 0 && (row.known == everybody || row.known.permission().who&is != 0):
		return Errorf(Forbidden, "you may see this, but it is not yours to %s", row.words)
	}
	return Errorf(NotFound, "there is nothing here, or it is not yours to see")
}

// withinScopes refuses what the person may do and their token may not.
func withinScopes(a Actor, action Action) error {
	if Allow(a.Scopes, action) {
		return nil
	}
	return Errorf(Forbidden, "this token is not for that: none of its scopes lets you %s", action.permission().words)
}
