package api_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// TestASellerSeesNothingOfTheOthers reads everything that a seller may read and looks for what is not theirs: other
// people of the cast, other prices, the budget, the work of those who held the sub-gig before.
func TestASellerSeesNothingOfTheOthers(t *testing.T) {
	s := newStage(t)
	ctx := context.Background()
	must(t, s.as("ben").StepOut(ctx, s.offer.SubGigID, "busy"))
	_, err := s.as("ida").Cast(ctx, s.offer.SubGigID, "dan")
	must(t, err)
	dan := s.offerOf("dan")
	read := []any{}
	add := func(v any, err error) {
		t.Helper()
		must(t, err)
		read = append(read, v)
	}
	addAll := func() {
		c := s.as("dan")
		add(c.Project(ctx, s.project.ID))
		add(c.Projects(ctx, client.Page{}))
		add(c.SubGigs(ctx, s.project.ID, client.SubGigQuery{}))
		add(c.SubGig(ctx, dan.SubGigID))
		add(c.SubGigReferences(ctx, dan.SubGigID))
		add(c.Deliveries(ctx, dan.SubGigID))
		add(c.Offers(ctx, client.OfferQuery{}))
		add(c.Offer(ctx, dan.ID))
		add(c.EventPage(ctx, s.project.ID, 0, 0))
		add(c.Credits(ctx, s.project.ID))
	}
	addAll()
	s.accepted("dan")
	addAll()
	text, err := json.Marshal(read)
	must(t, err)
	for what, secret := range map[string]string{
		"ama": string(s.ids["ama"]), "ben": string(s.ids["ben"]), "cem": string(s.ids["cem"]), "name": `"Ben"`, "handle": `"ama"`,
		"the other price": "8000", "the budget": "30000", "ben's delivery": string(s.delivery.ID), "ben's file": "take.wav", "the bass": `"bass"`,
	} {
		if strings.Contains(string(text), secret) {
			t.Errorf("dan sees %s: %s", what, text)
		}
	}
	list, err := s.as("dan").SubGigs(ctx, s.project.ID, client.SubGigQuery{})
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].NextAction != wire.NextDeliver {
		t.Errorf("%+v", list)
	}
	if none, err := s.as("ben").SubGigs(ctx, s.project.ID, client.SubGigQuery{}); err != nil || len(none.Items) != 0 {
		t.Errorf("ben, who left, still sees %+v %v", none, err)
	}
	if own, err := s.as("ben").Delivery(ctx, s.delivery.ID); err != nil || own.State != project.DeliveryWithdrawn {
		t.Errorf("ben does not see his own delivery: %+v %v", own, err)
	}
}

// TestWhoHeldASubGigBeforeIsToldThatItIsGone tells a former seller what became of it, and strangers nothing.
func TestWhoHeldASubGigBeforeIsToldThatItIsGone(t *testing.T) {
	s := newStage(t)
	ctx := context.Background()
	must(t, s.as("ben").StepOut(ctx, s.offer.SubGigID, "busy"))
	wantCode(t, s.as("ben").StepOut(ctx, s.offer.SubGigID, "busy"), project.Conflict)
	_, err := s.as("ida").Cast(ctx, s.offer.SubGigID, "dan")
	must(t, err)
	s.accepted("dan")
	for handle, want := range map[string]project.Code{"ben": project.Conflict, "ama": project.NotFound, "cem": project.NotFound, "bob": project.NotFound} {
		c := s.as(handle)
		_, deliver := c.Deliver(ctx, s.offer.SubGigID, wire.DeliveryRequest{UploadIDs: []project.UploadID{s.upload.ID}})
		_, upload := c.CreateUpload(ctx, wire.UploadRequest{ProjectID: s.project.ID, SubGigID: s.offer.SubGigID, Name: "b.wav", Size: 5, Fingerprint: "f"})
		for what, err := range map[string]error{"deliver": deliver, "upload": upload, "step out": c.StepOut(ctx, s.offer.SubGigID, "busy")} {
			gone := err != nil && strings.Contains(err.Error(), "this sub-gig went to somebody else; your earlier work is kept")
			if project.CodeOf(err) != want || gone != (want == project.Conflict) {
				t.Errorf("%s, %s: %v", handle, what, err)
			}
		}
	}
}

func (w *world) offerOf(handle string) wire.Offer { return w.offer(handle) }

func TestAnExpiredOfferIsNotSeenAnyMore(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	o := w.offer("ama")
	w.clock.add(49 * 60 * 60 * 1e9)
	must(t, w.process.Elapse(ctx, p.ID))
	_, err := w.as("ama").Accept(ctx, o.ID)
	wantCode(t, err, project.Conflict)
	_, err = w.as("ama").SubGig(ctx, o.SubGigID)
	wantCode(t, err, project.NotFound)
	if next := w.offer("ben"); next.SubGigID != o.SubGigID {
		t.Errorf("%+v", next)
	}
}

func TestADeliveryIsRefusedWithFindings(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.held.verdict = func(d project.Delivery) project.Inspection {
		return project.Inspection{Delivery: d.ID, Files: inspected(d, "text/plain").Files, Findings: []project.Finding{{Code: "duration_short", Severity: project.Block, Message: "3 s", Fix: "play on"}}}
	}
	w.launched()
	o := w.accepted("ama")
	d := w.delivered("ama", o, "short")
	if d.State != project.DeliveryRejected || d.Inspection.Passed || d.Inspection.Findings[0].Fix != "play on" {
		t.Errorf("%+v", d)
	}
	_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	wantCode(t, err, project.Conflict)
	link, err := w.as("ama").DeliveryFile(ctx, d.ID, "take.wav")
	must(t, err)
	var got strings.Builder
	must(t, w.as("ama").Download(ctx, link, &got, nil))
	_, err = w.as("ida").DeliveryFile(ctx, d.ID, "take.wav") // it has no preview
	wantCode(t, err, project.Conflict)
	_, err = w.as("ida").DeliveryFile(ctx, d.ID, "other.wav")
	wantCode(t, err, project.NotFound)
}

func TestWarningsAreApprovedWithAWord(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.held.verdict = func(d project.Delivery) project.Inspection {
		return project.Inspection{Delivery: d.ID, Passed: true, Files: inspected(d, "text/plain").Files, Findings: []project.Finding{{Code: "placeholder", Severity: project.Warn, Message: "TBD"}}}
	}
	w.launched()
	d := w.delivered("ama", w.accepted("ama"), "words, TBD")
	_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	wantCode(t, err, project.Invalid)
	if !strings.Contains(err.Error(), "placeholder") {
		t.Errorf("it does not say what was warned of: %v", err)
	}
	r, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve, Notes: []project.Note{{Text: "The name comes later."}}})
	must(t, err)
	if r.Decision != project.Approve || len(r.Notes) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAReviewCitesTheBrief(t *testing.T) {
	s := newStage(t)
	_, err := s.as("ida").Review(context.Background(), s.delivery.ID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Text: "louder"}}})
	wantCode(t, err, project.Invalid)
}

func TestTheProducerReleasesASilentSeller(t *testing.T) {
	w := newWorld(t)
	w.launched()
	o := w.accepted("ama")
	g, err := w.as("ida").ReleaseSubGig(context.Background(), o.SubGigID)
	must(t, err)
	if g.State != project.Offered || w.offer("ben").SubGigID != g.ID {
		t.Errorf("%+v", g)
	}
}

func TestRolesAreGivenByOperatorsOnly(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for _, role := range []project.Role{project.RoleOperator, project.RoleBuyer} {
		in := wire.PersonRequest{Handle: "x-" + string(role), Name: "X", Roles: []project.Role{role}}
		_, err := w.as("bea").CreatePerson(ctx, in)
		wantCode(t, err, project.Forbidden)
		_, err = w.as("olga").CreatePerson(ctx, in)
		must(t, err)
	}
	_, err := w.as("bea").CreatePerson(ctx, wire.PersonRequest{Handle: "ama", Name: "Other"})
	wantCode(t, err, project.Conflict)
	_, err = w.as("bea").CreatePerson(ctx, wire.PersonRequest{Handle: "zed", Name: "Zed", Zone: "Moon/Base"})
	wantCode(t, err, project.Invalid)
	first, err := w.as("bea").People(ctx, client.Page{Limit: 2})
	must(t, err)
	rest, err := w.as("bea").People(ctx, client.Page{Cursor: first.Next})
	must(t, err)
	if len(first.Items) != 2 || first.Items[0].Handle != "ama" || len(rest.Items) != 7 {
		t.Errorf("%+v\n%+v", first, rest)
	}
}

func TestACancelledProjectGivesTheMoneyBack(t *testing.T) {
	s := newStage(t)
	ctx := context.Background()
	p, err := s.as("bea").CancelProject(ctx, s.project.ID)
	must(t, err)
	ledger, err := s.as("bea").Ledger(ctx, p.ID, client.Page{})
	must(t, err)
	if p.State != project.ProjectCancelled || ledger.Totals.Refunded != 30000 || !ledger.Balanced {
		t.Errorf("%+v %+v", p, ledger.Totals)
	}
	_, err = s.as("bea").CancelSubGig(ctx, s.offer.SubGigID)
	wantCode(t, err, project.Conflict)
}

// noProcess must not be asked for anything.
type noProcess struct {
	project.Process
	t *testing.T
}

func (p noProcess) Launch(context.Context, project.ProjectID, project.PersonID, string) error {
	p.t.Error("the process was asked to launch")
	return nil
}

func (p noProcess) CancelProject(context.Context, project.ProjectID, project.PersonID, string) error {
	p.t.Error("the process was asked to cancel")
	return nil
}

// TestAnEndedProjectIsNotBegunAgain holds what the workflow service cannot: it forgets ended projects after a week.
func TestAnEndedProjectIsNotBegunAgain(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.draft().ID
	_, err := w.as("bea").CancelProject(ctx, id)
	must(t, err)
	w.options.Process = noProcess{w.process, t}
	later, err := api.New(w.options)
	must(t, err)
	defer func() { _ = later.Close() }()
	server := httptest.NewServer(later)
	defer server.Close()
	bea, err := client.New(server.URL, w.tokens["bea"], client.Options{})
	must(t, err)
	_, err = bea.Launch(ctx, id)
	wantCode(t, err, project.Conflict)
	p, err := bea.CancelProject(ctx, id)
	must(t, err)
	if p.State != project.ProjectCancelled {
		t.Errorf("%+v", p)
	}
}
