package app

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// twoSubGigs is the project that meets everything that changes something: two sub-gigs, one of which needs the other, and one
// that nobody takes.
const twoSubGigs = `
title: Killed at every call
currency: EUR
budget: "100.00"
people:
  - {handle: ama, name: Ama Mensah, country: GH, zone: Africa/Accra}
  - {handle: noor, name: Noor Haddad, country: JO, zone: Asia/Amman}
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 100ms}
sub_gigs:
  - {key: first, title: First, role: tester, price: "30.00", cast: [ama], standby: [noor], brief: [loud]}
  - {key: second, title: Second, role: tester, price: "20.00", cast: [ama], needs: [first]}
  - {key: spare, title: Spare, role: tester, price: "10.00"}
`

// driver is the people of the project. Their clients repeat a command that was not answered, with the same key, as those of
// real people do.
type driver struct {
	t       *testing.T
	url     string
	buyer   *client.Client
	sellers map[string]*client.Client
	known   memory
}

// memory is what the people know when one scene is over and the next begins.
type memory struct {
	operator string
	tokens   map[string]string
	id       project.ProjectID
}

func (m memory) copy() memory {
	m.tokens = maps.Clone(m.tokens)
	return m
}

// patience is how long something that has to happen may take: a time-out of the process in the middle, on a busy machine.
const patience = 2 * time.Minute

func (d *driver) ctx() context.Context { return d.t.Context() }

func (d *driver) must(err error, doing string) {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("%s: %v", doing, err)
	}
}

// clientOf gives the client of whoever has the token.
func (d *driver) clientOf(token string) *client.Client {
	d.t.Helper()
	c, err := client.New(d.url, token, client.Options{Attempts: 100, Patience: patience})
	d.must(err, "make a client")
	return c
}

func (d *driver) seller(handle string) *client.Client {
	if d.sellers[handle] == nil {
		d.sellers[handle] = d.clientOf(d.known.tokens[handle])
	}
	return d.sellers[handle]
}

// until waits for what has to come. The program may be away meanwhile.
func (d *driver) until(what string, come func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if come() {
			return
		}
	}
	d.t.Fatalf("it does not come that %s", what)
}

// enter waits for the program and learns the operator's token, which its first start leaves in the data directory.
func (d *driver) enter(dir string) {
	d.t.Helper()
	d.until("the program has an operator", func() bool {
		found, err := ReadCredentials(dir)
		d.known.operator = found.Token
		return err == nil && found.Token != ""
	})
	d.buyer = d.clientOf(d.known.operator)
	_, err := d.buyer.Me(d.ctx())
	d.must(err, "ask who the operator is")
}

func (d *driver) sub(key string, state project.SubGigState) wire.SubGig {
	d.t.Helper()
	var found wire.SubGig
	d.until(key+" is "+string(state), func() bool {
		for s, err := range d.buyer.AllSubGigs(d.ctx(), d.known.id, "") {
			d.must(err, "list sub-gigs")
			if s.Key == key {
				found = s
			}
		}
		return found.State == state
	})
	return found
}

// scenes are the life of the project, in parts between which it is quiet.
func scenes() []func(*driver) {
	return []func(*driver){(*driver).begins, (*driver).replaces, (*driver).negotiates, (*driver).revises, (*driver).approves, (*driver).goesOn, (*driver).ends}
}

func (d *driver) begins() {
	created, err := d.buyer.CreateProject(d.ctx(), []byte(twoSubGigs))
	d.must(err, "create the project")
	d.known.id, d.known.tokens = created.ID, map[string]string{}
	list, err := d.buyer.People(d.ctx(), client.Page{Limit: 100})
	d.must(err, "list people")
	for _, p := range list.Items {
		if p.Handle == "operator" {
			continue
		}
		token, err := d.buyer.CreateToken(d.ctx(), p.ID, wire.TokenRequest{Name: "test"})
		d.must(err, "invite "+p.Handle)
		d.known.tokens[p.Handle] = token.Token
	}
	_, err = d.buyer.Launch(d.ctx(), d.known.id)
	d.must(err, "launch")
	d.sub("first", project.Offered)
	d.sub("spare", project.Casting)
}

func (d *driver) accept(key, handle string) {
	d.t.Helper()
	var offer project.OfferID
	d.until(key+" is offered to "+handle, func() bool {
		open, err := d.seller(handle).Offers(d.ctx(), client.OfferQuery{State: project.OfferOpen, Project: d.known.id})
		d.must(err, "list offers")
		for _, o := range open.Items {
			offer = o.ID
		}
		return len(open.Items) == 1
	})
	_, err := d.seller(handle).Accept(d.ctx(), offer)
	d.must(err, handle+" accepts "+key)
}

func (d *driver) replaces() {
	d.accept("first", "ama")
	d.must(d.seller("ama").StepOut(d.ctx(), d.sub("first", project.Working).ID, "busy"), "ama steps out")
	d.accept("first", "noor")
}

func (d *driver) negotiates() {
	first := d.sub("first", project.Working)
	p, err := d.seller("noor").Propose(d.ctx(), first.ID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 500, TimeSeconds: 3600, Words: "one more take"})
	d.must(err, "noor proposes a change order")
	_, err = d.buyer.Agree(d.ctx(), p.ID, "yes")
	d.must(err, "agree to the change order")
}

func (d *driver) deliver(key, handle, content string) {
	d.t.Helper()
	sub := d.sub(key, project.Working)
	upload, err := d.seller(handle).UploadReader(d.ctx(), wire.UploadRequest{
		ProjectID: d.known.id, SubGigID: sub.ID, Name: key + ".txt", Size: int64(len(content)), Fingerprint: content,
	}, bytes.NewReader([]byte(content)), nil)
	d.must(err, handle+" sends "+content)
	_, err = d.seller(handle).Deliver(d.ctx(), sub.ID, wire.DeliveryRequest{UploadIDs: []project.UploadID{upload.ID}, Note: "here"})
	d.must(err, handle+" delivers "+content)
	d.sub(key, project.InReview)
}

func (d *driver) revises() {
	d.deliver("first", "noor", "the first take")
	reviewed := d.sub("first", project.InReview)
	_, err := d.buyer.Review(d.ctx(), reviewed.DeliveryID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Brief: 1, Text: "louder"}}})
	d.must(err, "ask for a revision")
	d.deliver("first", "noor", "the first take, LOUDER")
}

func (d *driver) approve(key string, previews int) {
	d.t.Helper()
	_, err := d.buyer.Review(d.ctx(), d.sub(key, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Approve})
	d.must(err, "approve "+key)
	d.until("a preview is built", func() bool { return d.logged(project.LogPreviewBuilt) >= previews })
}

// logged counts the events of a kind.
func (d *driver) logged(kind project.LogKind) int {
	d.t.Helper()
	page, err := d.buyer.EventPage(d.ctx(), d.known.id, 0, 500)
	d.must(err, "read the log")
	n := 0
	for _, e := range page.Items {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func (d *driver) approves() {
	d.approve("first", 1)
	d.sub("second", project.Offered)
}

func (d *driver) goesOn() {
	d.accept("second", "ama")
	d.deliver("second", "ama", "the second part")
	d.approve("second", 2)
}

func (d *driver) ends() {
	_, err := d.buyer.CancelSubGig(d.ctx(), d.sub("spare", project.Casting).ID)
	d.must(err, "cancel the spare")
	d.awaitProject(project.ProjectInReview)
	finals, err := d.buyer.Artifacts(d.ctx(), d.known.id, project.ArtifactFinal)
	d.must(err, "list finals")
	if len(finals.Items) != 1 {
		d.must(errors.New("there is not one final"), "look for the final")
	}
	_, err = d.buyer.DecideFinal(d.ctx(), d.known.id, wire.FinalRequest{ArtifactID: finals.Items[0].ID, Decision: wire.FinalApprove})
	d.must(err, "approve the final")
	d.awaitProject(project.ProjectCompleted)
}

func (d *driver) awaitProject(state project.ProjectState) {
	d.t.Helper()
	d.until("the project is "+string(state), func() bool {
		found, err := d.buyer.Project(d.ctx(), d.known.id)
		d.must(err, "read the project")
		return found.State == state
	})
}
