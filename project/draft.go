package project

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Draft is what is needed, besides a plan, to write a project down.
type Draft struct {
	Buyer  PersonID
	Roster map[string]Person // who is known already, by handle
	At     time.Time
	Seed   string // decides about the ids: the same seed and time make the same project
}

func (d Draft) id(prefix string, more ...string) string {
	return NewID(prefix, d.At, d.Seed+"/"+strings.Join(more, "/"))
}

// Handles lists everybody whom the plan names, once, in alphabetical order.
func (p Plan) Handles() []string {
	handles := []string{}
	if p.Producer != "" {
		handles = append(handles, p.Producer)
	}
	for _, person := range p.People {
		handles = append(handles, person.Handle)
	}
	for _, s := range p.SubGigs {
		handles = append(handles, s.Candidates()...)
	}
	slices.Sort(handles)
	return slices.Compact(handles)
}

// Candidates lists who is asked, in the order of asking: the cast, then the standbys.
func (s PlanSubGig) Candidates() []string { return slices.Concat(s.Cast, s.Standby) }

// Newcomers are the plan's people who are not on the roster yet.
func (p Plan) Newcomers(roster map[string]Person) []PlanPerson {
	var fresh []PlanPerson
	for _, person := range p.People {
		if _, there := roster[person.Handle]; !there {
			fresh = append(fresh, person)
		}
	}
	return fresh
}

// CheckPeople names every handle that is neither on the roster nor among the plan's people, each with its place.
func (p Plan) CheckPeople(roster map[string]Person) error {
	fresh := map[string]bool{}
	for _, person := range p.People {
		fresh[person.Handle] = true
	}
	e := &Error{Code: Invalid, Message: "the plan names people who are not known; add them under people or to the roster"}
	check := func(path, handle string) {
		if _, there := roster[handle]; !there && !fresh[handle] && len(e.Fields) < MaxFaultsListed {
			e.Fields = append(e.Fields, Field{Path: path, Message: fmt.Sprintf("nobody has the handle %q", handle)})
		}
	}
	if p.Producer != "" {
		check("producer", p.Producer)
	}
	for i, s := range p.SubGigs {
		for j, h := range s.Cast {
			check(fmt.Sprintf("sub_gigs[%d].cast[%d]", i, j), h)
		}
		for j, h := range s.Standby {
			check(fmt.Sprintf("sub_gigs[%d].standby[%d]", i, j), h)
		}
	}
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}

// Sections is the number of sections of a plan.
func (p Plan) Sections() int { return (len(p.SubGigs) + SectionSize - 1) / SectionSize }

// Draft turns a valid plan whose people are all known into everything that is written down for a new project.
func (p Plan) Draft(d Draft) (NewProject, error) {
	budget, err := p.BudgetMinor()
	if err != nil {
		return NewProject{}, err
	}
	n := NewProject{Plan: p, People: p.people(d), At: d.At}
	handles := idsByHandle(d.Roster, n.People)
	n.Project = Project{
		ID: ProjectID(d.id(PrefixProject)), Title: p.Title, State: ProjectDraft, Buyer: d.Buyer, Producer: d.Buyer, Currency: p.Currency,
		BudgetMinor: budget, PlanVersion: 1, SubGigs: len(p.SubGigs), CreatedAt: d.At, UpdatedAt: d.At,
	}
	if p.Producer != "" {
		n.Project.Producer = handles[p.Producer]
	}
	if p.Due != "" {
		n.Project.Due, _ = time.Parse(time.DateOnly, p.Due) // validated
	}
	for _, ref := range p.References {
		n.References = append(n.References, Reference{Project: n.Project.ID, Key: ref.Key, Title: ref.Title, Guide: ref.Guide})
	}
	n.SubGigs, err = p.subGigs(d, n.Project.ID, handles)
	return n, err
}

func (p Plan) people(d Draft) []Person {
	people := []Person{}
	for _, fresh := range p.Newcomers(d.Roster) {
		roles := []Role{RoleSeller}
		if fresh.Handle == p.Producer {
			roles = []Role{RoleProducer, RoleSeller}
		}
		people = append(people, Person{
			ID: PersonID(d.id(PrefixPerson, fresh.Handle)), Handle: fresh.Handle, Name: fresh.Name,
			Country: fresh.Country, Zone: fresh.Zone, Email: fresh.Email, Roles: roles, CreatedAt: d.At,
		})
	}
	return people
}

func idsByHandle(roster map[string]Person, newcomers []Person) map[string]PersonID {
	ids := make(map[string]PersonID, len(roster)+len(newcomers))
	for handle, person := range roster {
		ids[handle] = person.ID
	}
	for _, person := range newcomers {
		ids[person.Handle] = person.ID
	}
	return ids
}

func (p Plan) subGigs(d Draft, id ProjectID, people map[string]PersonID) ([]SubGigRecord, error) {
	keys := make(map[string]SubGigID, len(p.SubGigs))
	for _, s := range p.SubGigs {
		keys[s.Key] = SubGigID(d.id(PrefixSubGig, s.Key))
	}
	requires := p.requires()
	out := make([]SubGigRecord, 0, len(p.SubGigs))
	for i, s := range p.SubGigs {
		g, err := p.subGig(s, keys, people)
		if err != nil {
			return nil, err
		}
		g.Requires = requires[s.Key]
		out = append(out, SubGigRecord{
			SubGig: g, Project: id, Key: s.Key, Section: i / SectionSize, Position: i, Title: s.Title, Role: s.Role,
			Brief: append([]string{}, s.Brief...), Spec: p.SpecOf(s), Place: s.Place, NeedsAll: g.Needs,
			References: unique(p.ReferencesOf(s)), UpdatedAt: d.At,
		})
	}
	return out, nil
}

// subGig gives the process state with which a sub-gig of the plan begins.
func (p Plan) subGig(s PlanSubGig, keys map[string]SubGigID, people map[string]PersonID) (SubGig, error) {
	price, err := s.Price.Minor(p.Currency)
	if err != nil {
		return SubGig{}, err
	}
	clocks, exits := p.ClocksOf(s), p.ExitsOf(s)
	killFee, err := exits.KillFee.BasisPoints()
	if err != nil {
		return SubGig{}, err
	}
	g := SubGig{ID: keys[s.Key], State: Waiting, Terms: Terms{
		PriceMinor: price, Mode: s.Casting, Candidates: []PersonID{}, Revisions: s.RevisionsIncluded(),
		OfferFor: clocks.Offer.Std(), WorkFor: clocks.Work.Std(), ReviewFor: clocks.Review.Std(), GraceFor: clocks.Grace.Std(),
		AnswerFor: clocks.Answer.Std(), IdleFor: clocks.Idle.Std(), DisputeFor: clocks.Dispute.Std(),
		KillFee: killFee, ApproveSilent: exits.SilentReview == SilenceApproves,
	}}
	asked := s.Candidates()
	if s.Casting.Calls() {
		asked = s.Standby // the cast are those who may answer the call
		for _, handle := range s.Cast {
			g.Terms.Invited = append(g.Terms.Invited, people[handle])
		}
	}
	for _, handle := range asked {
		g.Terms.Candidates = append(g.Terms.Candidates, people[handle])
	}
	for _, need := range unique(s.Needs) {
		g.Needs = append(g.Needs, keys[need])
	}
	return g, nil
}

// unique takes repeats away and keeps the order.
func unique(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
