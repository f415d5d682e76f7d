package api_test

import (
	"context"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// withOptions is the plan with no revision included in the drums, which can be had for 20.00, and a solo to be ordered.
func withOptions(more string) string {
	return strings.Replace(plan, "    price: 120.00\n", "    price: 120.00\n    revisions: 0\n"+more, 1)
}

const solo = "    revision_price: 20.00\n    extras: [{key: solo, title: A solo, price: 45.50, work: 24h}]\n"

// started launches a plan in which ama plays the drums.
func (w *world) started(text string) (wire.Project, wire.Offer) {
	t, ctx := w.t, context.Background()
	t.Helper()
	p, err := w.as("bea").CreateProject(ctx, []byte(text))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	return p, w.accepted("ama")
}

func TestAnExtraIsOrderedAndConfirmed(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	_, drums := w.started(withOptions(solo))
	sub, err := w.as("ama").SubGig(ctx, drums.SubGigID)
	must(t, err)
	if want := (wire.Extra{Key: "solo", Title: "A solo", PriceMinor: 4550, TimeSeconds: 86400}); len(sub.Extras) != 1 || sub.Extras[0] != want {
		t.Fatalf("%+v", sub.Extras)
	}
	_, err = w.as("bea").OrderExtra(ctx, drums.SubGigID, "duet")
	if project.CodeOf(err) != project.NotFound || !strings.Contains(err.Error(), "choose among solo") {
		t.Errorf("%v", err)
	}
	ordered, err := w.as("bea").OrderExtra(ctx, drums.SubGigID, "solo")
	must(t, err)
	if ordered.Kind != project.ChangeOrder || ordered.Minor != 4550 || ordered.TimeSeconds != 86400 || ordered.Words != "Ordered besides: A solo" {
		t.Errorf("%+v", ordered)
	}
	_, err = w.as("ama").Agree(ctx, ordered.ID, "gladly")
	must(t, err)
	if sub, err = w.as("bea").SubGig(ctx, drums.SubGigID); err != nil || sub.PriceMinor != 16550 {
		t.Errorf("%d %v", sub.PriceMinor, err)
	}
}

// TestARevisionThatIsNotIncludedIsOffered at the price of the plan or of the producer, and begins when the seller agrees.
func TestARevisionThatIsNotIncludedIsOffered(t *testing.T) {
	price := int64(3000)
	for name, c := range map[string]struct {
		more string
		body *int64
		want int64
		code project.Code
	}{"the plan's": {solo, nil, 2000, ""}, "the producer's": {solo, &price, 3000, ""}, "only the producer's": {"", &price, 3000, ""}, "none": {"", nil, 0, project.Conflict}} {
		t.Run(name, func(t *testing.T) {
			w, ctx := newWorld(t), context.Background()
			_, drums := w.started(withOptions(c.more))
			d := w.delivered("ama", drums, "take one")
			r, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Revise, PriceMinor: c.body, Notes: []project.Note{{Brief: 2, Text: "no fills"}}})
			if wantCode(t, err, c.code); c.code != "" {
				if !strings.Contains(err.Error(), "name a price for one more") {
					t.Errorf("%v", err)
				}
				return
			}
			p := w.theQuestion("ama", drums.SubGigID)
			if p.ID != r.ProposalID || p.Minor != c.want || !strings.Contains(p.Words, "2: no fills") || p.TimeSeconds != 3.5*86400 {
				t.Fatalf("%+v", p)
			}
			seen, err := w.as("ama").Delivery(ctx, d.ID)
			must(t, err)
			if seen.State != project.DeliveryInReview || len(seen.Reviews) != 0 {
				t.Errorf("before the answer: %+v", seen)
			}
			_, err = w.as("ama").Agree(ctx, p.ID, "")
			must(t, err)
			seen, err = w.as("ama").Delivery(ctx, d.ID)
			must(t, err)
			sub, err := w.as("ama").SubGig(ctx, drums.SubGigID)
			must(t, err)
			if seen.State != project.DeliveryRevised || len(seen.Reviews) != 1 || sub.State != project.Working || sub.PriceMinor != 12000+c.want {
				t.Errorf("after it: %+v %+v", seen, sub)
			}
		})
	}
}
