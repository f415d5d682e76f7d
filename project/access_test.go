package project

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// person is one kind of person: an actor who is one thing and nothing else.
type person struct {
	actor Actor
	thing Thing
}

// persons are the kinds of people, each towards a thing of their own.
func persons() map[string]person {
	me := PersonID("per_me")
	role := func(r Role) person { return person{actor: Actor{ID: me, Roles: []Role{r}}} }
	thing := func(t Thing) person { return person{Actor{ID: me}, t} }
	as := func(r MemberRole) person { return thing(Thing{As: []MemberRole{r}}) }
	return map[string]person{
		"operator": role(RoleOperator), "inspector": role(RoleAuditor), "any-buyer": role(RoleBuyer), "any-producer": role(RoleProducer),
		"buyer": thing(Thing{Buyer: me}), "producer": thing(Thing{Producer: me}), "seller": thing(Thing{Seller: me}), "offered": thing(Thing{Offered: me}),
		"former": thing(Thing{Held: true}), "called": thing(Thing{Called: true}), "asked": thing(Thing{Asked: true}),
		"viewer": as(MemberViewer), "lead": as(MemberLead), "mentor": as(MemberMentor), "guest": as(MemberGuest), "auditor": as(MemberAuditor),
		"inside": thing(Thing{InRoom: true}), "owner": thing(Thing{Owner: me}), "self": thing(Thing{Person: me}),
		"keeper":           {Actor{ID: me, Roles: []Role{RoleBuyer}}, Thing{Person: "per_other", Keeper: me}},
		"bringer":          {Actor{ID: me, Roles: []Role{RoleBuyer}}, Thing{Person: "per_other", Keeper: "per_another", Newcomer: true}},
		"seller-who-leads": thing(Thing{Seller: me, As: []MemberRole{MemberLead}}), "stranger": {actor: Actor{ID: me}},
	}
}

// TestCan is the table of who may do what, one row for each action: who may, and who is told that they may not. Nobody else
// learns that the thing is there. "*" is everybody.
func TestCan(t *testing.T) {
	const (
		whole   = "operator inspector auditor buyer viewer producer"
		crew    = whole + " lead mentor"
		subGig  = crew + " seller offered seller-who-leads"
		known   = crew + " guest asked"
		sellers = " seller seller-who-leads"
		buyers  = " any-buyer keeper bringer"
	)
	rows := map[Action][2]string{
		ManagePeople:  {"operator" + buyers, "*"},
		SeePeople:     {"operator inspector auditor" + buyers, "*"},
		CreateProject: {"operator" + buyers, "*"},
		SeeDisputes:   {"operator inspector auditor", "*"},
		SeeRoster:     {"operator inspector auditor any-producer" + buyers, "*"},
		KeepRoster:    {"operator" + buyers, "*"},
		SeeProfile:    {"operator inspector auditor self any-producer" + buyers, ""},
		EditProfile:   {"operator self keeper", "inspector auditor any-producer any-buyer bringer"},
		SeeTrust:      {"operator inspector auditor self", "*"},
		MakeAppeal:    {"self", "*"},
		SeeAppeals:    {"operator inspector auditor", "*"},
		DecideAppeal:  {"operator", "*"},
		KeepAllHooks:  {"operator", "*"},
		ManageAccess:  {"operator self", "*"},
		InvitePeople:  {"operator any-producer" + buyers, "*"},
		SetEmail:      {"operator self bringer", "*"},
		SeeAudit:      {"operator inspector auditor", "*"},
		SeeRetention:  {"operator inspector auditor", "*"},
		SeeBackups:    {"operator inspector auditor", "*"},
		TakeBackup:    {"operator", "*"},
		OwnData:       {"operator self", ""},
		SeeEarnings:   {"operator inspector auditor" + sellers, ""},
		MarkPaid:      {"operator", "inspector auditor" + sellers},
		BePaid:        {"owner", ""},
		UseUpload:     {"owner", whole},

		SeeRoom:      {"operator inspector auditor producer inside", ""},
		Say:          {"producer inside", "operator inspector auditor"},
		SayOfWork:    {"operator buyer producer lead mentor" + sellers, "inspector auditor viewer"},
		Moderate:     {"operator producer", "inspector auditor buyer viewer lead mentor guest asked"},
		RuleMessage:  {"operator", "inspector auditor buyer viewer producer lead mentor guest asked"},
		AdviseReview: {"buyer producer lead mentor", "operator inspector auditor viewer" + sellers},

		SeeProject:    {known, ""},
		SeeCast:       {crew + " asked", "guest"},
		SeeWork:       {whole + " mentor", known},
		SeeWhole:      {whole, known},
		SeeMoney:      {"operator inspector auditor buyer", known},
		SeeArtifacts:  {crew + " guest", known},
		SeeCredits:    {crew + " guest", known},
		BeNamed:       {"asked", known},
		OpenCredits:   {"buyer", known},
		RunProject:    {"buyer producer", known},
		FundProject:   {"buyer", known},
		DecideFinal:   {"operator producer", known},
		MakeExport:    {"operator buyer producer", known},
		KeepWebhooks:  {"buyer producer", known},
		ManageMembers: {"buyer producer", known},
		ManageViewers: {"buyer", known},

		SeePreview:  {crew + " guest", ""},
		SeeFinal:    {crew, ""},
		MakeComment: {"operator buyer producer lead mentor guest", crew},

		SeeSubGig:   {subGig, ""},
		SeePrice:    {whole + " offered" + sellers, subGig},
		SeeKnockOn:  {whole + sellers, subGig},
		SeeVersions: {subGig + " former", ""},
		Deliver:     {"seller seller-who-leads", subGig},
		ReviewWork:  {"producer lead", subGig},
		DirectWork:  {"producer", subGig},
		Negotiate:   {"buyer producer offered" + sellers, subGig},
		RuleDispute: {"operator producer", subGig},
		AnswerCall:  {"called", subGig},
		RankSellers: {"buyer producer", subGig},
		RateWork:    {"buyer producer", subGig},
		GiveTip:     {"buyer", subGig},

		SeeOffer:    {whole + sellers, ""},
		AnswerOffer: {"seller seller-who-leads", whole},
		SeeDelivery: {crew + " guest" + sellers, ""},
		SeeReviews:  {crew + sellers, "guest"},
	}
	for _, action := range Actions() {
		row, there := rows[action]
		if !there {
			t.Errorf("%s is not in the table of this test: write who may, and who is told that they may not", action)
		}
		if words := action.permission().words; words == "" || strings.Contains(words, "_") {
			t.Errorf("%s is called %q", action, words)
		}
		for name, p := range persons() {
			want := NotFound
			switch {
			case slices.Contains(strings.Fields(row[0]), name):
				want = ""
			case row[1] == "*" || slices.Contains(strings.Fields(row[1]), name):
				want = Forbidden
			}
			if err := Can(p.actor, action, p.thing); CodeOf(err) != want {
				t.Errorf("%s, %s: %v, want %q", name, action, err, want)
			}
		}
		if CodeOf(Can(Actor{}, action, Thing{})) != Unauthenticated {
			t.Errorf("nobody in particular may %s", action)
		}
	}
	if len(rows) != len(Actions()) {
		t.Errorf("Actions lists %d of %d", len(Actions()), len(rows))
	}
	if err := Can(Actor{ID: "per_b", Roles: []Role{RoleBuyer}}, EditProfile, Thing{Person: "per_me"}); err != nil {
		t.Errorf("a buyer cannot write the first profile of somebody: %v", err)
	}
	if Can(persons()["operator"].actor, "be_everything", Thing{}) == nil {
		t.Error("what is not in the table is allowed")
	}
}

// TestWhoOnlyLooksChangesNothing: auditors and viewers look, and mentors and guests do no more than comment.
func TestWhoOnlyLooksChangesNothing(t *testing.T) {
	for name, more := range map[string][]Action{"inspector": nil, "auditor": nil, "viewer": nil, "mentor": {MakeComment, SayOfWork, AdviseReview}, "guest": {MakeComment}, "lead": {MakeComment, ReviewWork, SayOfWork, AdviseReview}} {
		p := persons()[name]
		for _, action := range Actions() {
			if Can(p.actor, action, p.thing) == nil && !strings.HasPrefix(string(action), "see_") && !slices.Contains(more, action) {
				t.Errorf("%s may %s", name, action)
			}
		}
	}
	for _, name := range []string{"lead", "mentor", "guest"} {
		for _, secret := range []Action{SeePrice, SeeMoney, SeeOffer, SeeWhole, SeeEarnings} {
			if p := persons()[name]; Can(p.actor, secret, p.thing) == nil {
				t.Errorf("%s may %s", name, secret)
			}
		}
	}
}

// TestBeingMoreTakesNothingAway: whoever gets one more role keeps what they could do, but for reviewing their own work.
func TestBeingMoreTakesNothingAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		who := rapid.SliceOf(rapid.SampledFrom([]PersonID{"buyer", "producer", "offered", "owner", "person"})).Draw(t, "is")
		thing := Thing{Held: rapid.Bool().Draw(t, "held"), Asked: rapid.Bool().Draw(t, "asked"), Called: rapid.Bool().Draw(t, "called")}
		for name, field := range map[PersonID]*PersonID{"buyer": &thing.Buyer, "producer": &thing.Producer, "offered": &thing.Offered, "owner": &thing.Owner, "person": &thing.Person} {
			if slices.Contains(who, name) {
				*field = "per_me"
			}
		}
		thing.As = rapid.SliceOf(rapid.SampledFrom(MemberRoles())).Draw(t, "as")
		actor := Actor{ID: "per_me", Roles: rapid.SliceOf(rapid.SampledFrom(Roles())).Draw(t, "roles")}
		more, as := actor, thing
		more.Roles = append(slices.Clone(actor.Roles), rapid.SampledFrom(Roles()).Draw(t, "one more role"))
		as.As = append(slices.Clone(thing.As), rapid.SampledFrom(MemberRoles()).Draw(t, "one more membership"))
		for _, action := range Actions() {
			if Can(actor, action, thing) == nil && Can(more, action, as) != nil {
				t.Fatalf("%+v may %s, %+v may not", actor, action, more)
			}
		}
	})
}

func TestHowFarAMembershipReaches(t *testing.T) {
	one, two := 1, 2
	drums := SubGigRecord{Section: 1, Role: "Lead drummer"}
	for name, c := range map[string]struct {
		m        Member
		sub, dlv bool
	}{
		"section":              {Member{Role: MemberLead, Reach: Reach{Section: &one}}, true, true},
		"other section":        {Member{Role: MemberLead, Reach: Reach{Section: &two}}, false, false},
		"role":                 {Member{Role: MemberLead, Reach: Reach{Roles: []string{"Lead  Drummer"}}.Tidy()}, true, true},
		"role or section":      {Member{Role: MemberLead, Reach: Reach{Section: &two, Roles: []string{"lead-drummer"}}}, true, true},
		"nothing":              {Member{Role: MemberLead}, false, false},
		"mentor":               {Member{Role: MemberMentor}, true, true},
		"guest":                {Member{Role: MemberGuest}, false, false},
		"guest, shown":         {Member{Role: MemberGuest, Reach: Reach{Deliveries: []DeliveryID{"dlv_1"}}}, false, true},
		"guest, another":       {Member{Role: MemberGuest, Reach: Reach{Deliveries: []DeliveryID{"dlv_2"}}}, false, false},
		"deliveries of a lead": {Member{Role: MemberLead, Reach: Reach{Deliveries: []DeliveryID{"dlv_1"}}}, false, false},
	} {
		if got := c.m.ReachesSubGig(drums); got != c.sub {
			t.Errorf("%s reaches the sub-gig: %v", name, got)
		}
		if got := c.m.ReachesDelivery(drums, "dlv_1"); got != c.dlv {
			t.Errorf("%s reaches the delivery: %v", name, got)
		}
	}
}

func TestAReachIsChecked(t *testing.T) {
	at := func(n int) *int { return &n }
	for name, c := range map[string]struct {
		role  MemberRole
		reach Reach
		field string
	}{
		"a lead of nothing":      {MemberLead, Reach{}, "section"},
		"a section that is none": {MemberLead, Reach{Section: at(2)}, "section"},
		"before the first":       {MemberLead, Reach{Section: at(-1)}, "section"},
		"a mentor of a section":  {MemberMentor, Reach{Section: at(0)}, "section"},
		"an auditor of roles":    {MemberAuditor, Reach{Roles: []string{"drummer"}}, "section"},
		"no word":                {MemberLead, Reach{Roles: []string{"--"}}, "roles"},
		"deliveries of a viewer": {MemberViewer, Reach{Deliveries: []DeliveryID{"dlv_1"}}, "delivery_ids"},
		"a lead of a section":    {MemberLead, Reach{Section: at(1)}, ""},
		"a lead of roles":        {MemberLead, Reach{Roles: []string{"Drummer"}}, ""},
		"a guest":                {MemberGuest, Reach{Deliveries: []DeliveryID{"dlv_1"}}, ""},
		"a mentor":               {MemberMentor, Reach{}, ""},
	} {
		err := c.reach.Tidy().Check(c.role, 2)
		e, _ := err.(*Error)
		if (err == nil) != (c.field == "") || e != nil && (e.Code != Invalid || e.Fields[0].Path != c.field) {
			t.Errorf("%s: %+v", name, err)
		}
	}
}
