package api_test

import (
	"context"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// demoted gives ama three approved deliveries and has her leave twice: she was proven, and is announced to be new again.
func (w *world) demoted() project.Demotion {
	t, ctx := w.t, context.Background()
	for range 3 {
		_, drums := w.started(plan)
		d := w.delivered("ama", drums, "take one")
		_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
		must(t, err)
	}
	for range 2 {
		_, drums := w.started(plan)
		must(t, w.as("ama").StepOut(ctx, drums.SubGigID, "busy"))
	}
	trust, err := w.as("ama").Trust(ctx, w.ids["ama"])
	must(t, err)
	if len(trust.Demotions) != 1 {
		t.Fatalf("%+v", trust)
	}
	return trust.Demotions[0]
}

// TestAnAppealIsDecidedByAnOperator, once; what was upheld does not count, and whoever computes it again finds the same.
func TestAnAppealIsDecidedByAnOperator(t *testing.T) {
	for name, uphold := range map[string]bool{"upheld": true, "dismissed": false} {
		t.Run(name, func(t *testing.T) {
			w, ctx := newWorld(t), context.Background()
			d := w.demoted()
			in := wire.AppealRequest{ProjectID: d.Project, Seq: d.Seq}
			_, err := w.as("olga").DecideAppeal(ctx, w.ids["ama"], wire.AppealDecision{AppealRequest: in, Uphold: uphold})
			wantCode(t, err, project.Conflict)
			_, err = w.as("ama").Appeal(ctx, w.ids["ama"], in)
			must(t, err)
			list, err := w.as("olga").Appeals(ctx)
			must(t, err)
			if len(list.Items) != 1 || list.Items[0].Person.Handle != "ama" || list.Items[0].Seq != d.Seq {
				t.Errorf("%+v", list)
			}
			trust, err := w.as("olga").DecideAppeal(ctx, w.ids["ama"], wire.AppealDecision{AppealRequest: in, Uphold: uphold})
			must(t, err)
			if trust.Level != project.LevelProven || (len(trust.Demotions) == 0) != uphold || (trust.Score == 545) != uphold {
				t.Errorf("%+v", trust)
			}
			last := trust.Events[len(trust.Events)-1]
			if (last.Kind == project.TrustUpheld) != uphold || last.Of != d.Seq || (last.Effect == 15) != uphold {
				t.Errorf("%+v", last)
			}
			account := project.TrustAccount{Events: trust.Events, Trust: project.Trust{Person: trust.PersonID, Rules: trust.Rules, At: *trust.At, Level: trust.Level,
				Score: trust.Score, OnTime: *trust.OnTime, Late: *trust.Late, Demotions: trust.Demotions}}
			if wrong, err := account.Check(); err != nil || len(wrong) > 0 {
				t.Errorf("computed again: %v %v", wrong, err)
			}
			_, err = w.as("olga").DecideAppeal(ctx, w.ids["ama"], wire.AppealDecision{AppealRequest: in, Uphold: !uphold})
			wantCode(t, err, project.Conflict)
			if list, err = w.as("olga").Appeals(ctx); err != nil || len(list.Items) != 0 {
				t.Errorf("%+v %v", list, err)
			}
			events, err := w.as("ama").EventPage(ctx, d.Project, 0, 200)
			must(t, err)
			if last := events.Items[len(events.Items)-1]; (last.Kind == project.LogAppealUpheld) != uphold {
				t.Errorf("ama hears %+v", last)
			}
		})
	}
}
