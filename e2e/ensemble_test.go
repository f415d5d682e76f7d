package e2e

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// ensemble drives a project through the public API, as its people would.
type ensemble struct {
	t        *testing.T
	operator *client.Client
	url      string
	id       project.ProjectID
	sellers  map[string]*client.Client
}

// patience is how long a test waits for something that has to happen.
const patience = 60 * time.Second

func newEnsemble(t *testing.T, p *program) *ensemble {
	t.Helper()
	return &ensemble{t: t, operator: p.ready(), url: p.server(), sellers: map[string]*client.Client{}}
}

// launch creates the project of a plan and starts it.
func (e *ensemble) launch(plan string) {
	e.t.Helper()
	created, err := e.operator.CreateProject(e.ctx(), []byte(plan))
	e.must(err, "create the project")
	e.id = created.ID
	_, err = e.operator.Launch(e.ctx(), e.id)
	e.must(err, "launch")
}

func (e *ensemble) ctx() context.Context { return e.t.Context() }

func (e *ensemble) must(err error, format string, args ...any) {
	e.t.Helper()
	if err != nil {
		e.t.Fatalf("%s: %v", fmt.Sprintf(format, args...), err)
	}
}

// seller gives the client of a person of the plan, invited with a token of their own.
func (e *ensemble) seller(handle string) *client.Client {
	e.t.Helper()
	if c := e.sellers[handle]; c != nil {
		return c
	}
	list, err := e.operator.People(e.ctx(), client.Page{Limit: 200})
	e.must(err, "list people")
	for _, person := range list.Items {
		if person.Handle != handle {
			continue
		}
		token, err := e.operator.CreateToken(e.ctx(), person.ID, wire.TokenRequest{Name: "test"})
		e.must(err, "invite %s", handle)
		c, err := client.New(e.url, token.Token, client.Options{})
		e.must(err, "client of %s", handle)
		e.sellers[handle] = c
		return c
	}
	e.t.Fatalf("there is nobody called %s", handle)
	return nil
}

// sub finds a sub-gig by its key.
func (e *ensemble) sub(key string) wire.SubGig {
	e.t.Helper()
	for s, err := range e.operator.AllSubGigs(e.ctx(), e.id, "") {
		e.must(err, "list sub-gigs")
		if s.Key == key {
			return s
		}
	}
	e.t.Fatalf("there is no sub-gig %s", key)
	return wire.SubGig{}
}

// states gives every sub-gig's state by key.
func (e *ensemble) states() map[string]project.SubGigState {
	e.t.Helper()
	found := map[string]project.SubGigState{}
	for s, err := range e.operator.AllSubGigs(e.ctx(), e.id, "") {
		e.must(err, "list sub-gigs")
		found[s.Key] = s.State
	}
	return found
}

// await waits until the sub-gig is in the state.
func (e *ensemble) await(key string, state project.SubGigState) wire.SubGig {
	e.t.Helper()
	var last wire.SubGig
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if last = e.sub(key); last.State == state {
			return last
		}
	}
	e.t.Fatalf("%s is %s, not %s", key, last.State, state)
	return last
}

// awaitProject waits until the project is in the state.
func (e *ensemble) awaitProject(state project.ProjectState) wire.Project {
	e.t.Helper()
	var last wire.Project
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		found, err := e.operator.Project(e.ctx(), e.id)
		e.must(err, "read the project")
		if last = found; last.State == state {
			return last
		}
	}
	e.t.Fatalf("the project is %s, not %s", last.State, state)
	return last
}

// accept lets the seller take the open offer of a sub-gig.
func (e *ensemble) accept(key, handle string) {
	e.t.Helper()
	offered := e.await(key, project.Offered)
	_, err := e.seller(handle).Accept(e.ctx(), offered.Offer.ID)
	e.must(err, "%s accepts %s", handle, key)
}

// deliver sends bytes up and submits them.
func (e *ensemble) deliver(key, handle, name string, content []byte) wire.Delivery {
	e.t.Helper()
	seller, sub := e.seller(handle), e.sub(key)
	upload, err := seller.UploadReader(e.ctx(), wire.UploadRequest{
		ProjectID: e.id, SubGigID: sub.ID, Name: name, Size: int64(len(content)), Fingerprint: fmt.Sprintf("%s-%s-%d", key, name, len(content)),
	}, bytes.NewReader(content), nil)
	e.must(err, "%s sends %s", handle, name)
	delivery, err := seller.Deliver(e.ctx(), sub.ID, wire.DeliveryRequest{UploadIDs: []project.UploadID{upload.ID}, Note: "here it is",
		Declaration: &project.Declaration{}})
	e.must(err, "%s delivers %s", handle, key)
	return delivery
}

// approve decides on the delivery in review.
func (e *ensemble) approve(key string) {
	e.t.Helper()
	reviewed := e.await(key, project.InReview)
	_, err := e.operator.Review(e.ctx(), reviewed.DeliveryID, wire.ReviewRequest{Decision: project.Approve, Notes: []project.Note{{Text: "Good as it is."}}})
	e.must(err, "approve %s", key)
}

// whole takes a sub-gig from its offer to its approval.
func (e *ensemble) whole(key, handle string, content []byte) {
	e.t.Helper()
	e.accept(key, handle)
	e.deliver(key, handle, key+".txt", content)
	e.approve(key)
	e.await(key, project.Approved)
}

// finish approves the final.
func (e *ensemble) finish() {
	e.t.Helper()
	e.awaitProject(project.ProjectInReview)
	finals, err := e.operator.Artifacts(e.ctx(), e.id, project.ArtifactFinal)
	e.must(err, "list finals")
	if len(finals.Items) == 0 {
		e.t.Fatal("the project is in review and has no final")
	}
	_, err = e.operator.DecideFinal(e.ctx(), e.id, wire.FinalRequest{ArtifactID: finals.Items[0].ID, Decision: wire.FinalApprove})
	e.must(err, "approve the final")
	e.awaitProject(project.ProjectCompleted)
}

// checkLog makes sure that the project's log has no gap and no kind twice where it can happen once.
func (e *ensemble) checkLog() {
	e.t.Helper()
	after := int64(0)
	for {
		page, err := e.operator.EventPage(e.ctx(), e.id, after, 200)
		e.must(err, "read the log")
		if len(page.Items) == 0 {
			return
		}
		for _, event := range page.Items {
			if event.Seq != after+1 {
				e.t.Fatalf("the log has a gap: %d after %d", event.Seq, after)
			}
			after = event.Seq
		}
	}
}

// checkLedger makes sure that the money adds up as the totals say. Nothing of what is released clears within a test.
func (e *ensemble) checkLedger(want project.Totals) {
	e.t.Helper()
	want.Clearing = want.Released
	ledger, err := e.operator.Ledger(e.ctx(), e.id, client.Page{Limit: 200})
	e.must(err, "read the ledger")
	if got := ledger.Totals; got != want {
		e.t.Errorf("the ledger says %+v, want %+v", got, want)
	}
}
