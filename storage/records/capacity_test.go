package records_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tutti/project"
	"tutti/storage/memory"
	"tutti/storage/storagetest"
)

// pair is a store and the reference beside it: everything is asked of both, and both have to say the same.
type pair struct {
	*rapid.T
	stores  [2]project.Records
	now     time.Time
	people  []project.PersonID
	subGigs []project.SubGig
	project project.ProjectID
	seq     int
}

// TestPlacesLikeTheReference gives and takes places at random and compares what the store says with what memory says.
func TestPlacesLikeTheReference(t *testing.T) {
	s, round := open(t, sqliteURL(t)), 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		p := &pair{T: t, stores: [2]project.Records{s, memory.NewRecords(storagetest.RecordsFee())}, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
		p.begin(fmt.Sprintf("round-%d", round))
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			p.now = p.now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minutes")) * time.Minute)
			p.act()
			p.both("free offers", func(r project.Records) (any, error) {
				all, err := r.FreeOffers(context.Background(), p.now, 0)
				return p.mine(all), err
			})
			p.both("free people", func(r project.Records) (any, error) {
				return r.Roster(context.Background(), project.RosterFilter{Free: p.now, People: p.people}, project.Page{})
			})
		}
	})
}

// mine leaves out what earlier rounds have left in the store.
func (p *pair) mine(all []project.FreedOffer) []project.FreedOffer {
	var mine []project.FreedOffer
	for _, f := range all {
		if f.Project == p.project {
			mine = append(mine, f)
		}
	}
	return mine
}

func (p *pair) both(what string, do func(project.Records) (any, error)) error {
	p.Helper()
	var said [2]string
	var err error
	for i, r := range p.stores {
		var v any
		v, err = do(r)
		text, _ := json.Marshal(v)
		said[i] = string(text) + " " + fmt.Sprint(err)
		if code := project.CodeOf(err); code == project.NotFound || code == project.Internal {
			p.Fatalf("%s: %v", what, err)
		}
	}
	if said[0] != said[1] {
		p.Fatalf("%s at %s:\n store %s\nmemory %s", what, p.now, said[0], said[1])
	}
	return err
}

func (p *pair) begin(name string) {
	n := large(name, 6, false)
	n.People = nil
	for i := range 3 {
		who := project.Person{ID: project.PersonID(project.NewID("per", n.At, fmt.Sprint(name, i))), Handle: fmt.Sprintf("%s-%d", name, i), Roles: []project.Role{project.RoleSeller}, CreatedAt: n.At}
		n.People, p.people = append(n.People, who), append(p.people, who.ID)
	}
	for i := range n.SubGigs {
		n.SubGigs[i].State = project.Casting
		p.subGigs = append(p.subGigs, n.SubGigs[i].SubGig)
	}
	p.project = n.Project.ID
	_ = p.both("create", func(r project.Records) (any, error) { return nil, r.CreateProject(context.Background(), n) })
}

// act changes one sub-gig, or what one person takes.
func (p *pair) act() {
	who := rapid.SampledFrom(p.people).Draw(p.T, "who")
	switch rapid.SampledFrom([]string{"sub-gig", "sub-gig", "sub-gig", "profile", "leave"}).Draw(p.T, "what") {
	case "profile":
		profile := project.Profile{Person: who, Capacity: rapid.IntRange(0, 2).Draw(p.T, "capacity"), UpdatedAt: p.now}
		_ = p.both("profile", func(r project.Records) (any, error) { return nil, r.PutProfile(context.Background(), profile) })
	case "leave":
		leave := project.Leave{From: p.now, To: p.now.Add(time.Duration(rapid.IntRange(1, 60).Draw(p.T, "leave")) * time.Minute)}
		_ = p.both("leave", func(r project.Records) (any, error) { return nil, r.TakeLeave(context.Background(), who, leave) })
	default:
		p.commit(who)
	}
}

// commit moves up to two sub-gigs in one step: offered open or queued, taken, left, ended.
func (p *pair) commit(who project.PersonID) {
	p.seq++
	c := project.Commit{Key: project.CommitKey{Project: p.project, Writer: "0", Seq: p.seq}, At: p.now}
	places := rapid.SliceOfNDistinct(rapid.IntRange(0, len(p.subGigs)-1), 1, 2, rapid.ID[int]).Draw(p.T, "places")
	for _, place := range places {
		c.Changes = append(c.Changes, p.change(p.subGigs[place], who))
	}
	if p.both("commit", func(r project.Records) (any, error) { return r.Commit(context.Background(), c) }) == nil {
		for i, place := range places {
			p.subGigs[place] = c.Changes[i].SubGig
		}
	}
}

func (p *pair) change(g project.SubGig, who project.PersonID) project.Change {
	switch rapid.SampledFrom([]string{"offer", "queue", "take", "leave", "end"}).Draw(p.T, "change") {
	case "offer", "queue":
		if g.Offer == nil {
			g.Offers++
			g.Offer = &project.Offer{ID: project.OfferID(project.NewID("off", p.now, fmt.Sprint(g.ID, g.Offers))), SubGig: g.ID, Seller: who, Made: p.now, Expires: p.now.Add(time.Hour)}
		}
		offer := *g.Offer
		offer.State = rapid.SampledFrom([]project.OfferState{project.OfferOpen, project.OfferQueued}).Draw(p.T, "state")
		g.State, g.Seller, g.Offer = project.Offered, "", &offer
		return project.Change{SubGig: g, Effects: project.Effects{Offers: []project.Offer{offer}}}
	case "take":
		g.State, g.Seller = project.Working, who
	case "leave":
		g.State, g.Seller = project.Casting, ""
	default:
		g.State = rapid.SampledFrom([]project.SubGigState{project.Approved, project.Cancelled}).Draw(p.T, "end")
	}
	return project.Change{SubGig: g}
}
