package workflows

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// webhookRun plays what the drains find, one after the other, and says when each was.
func webhookRun(t *testing.T, in WebhookInput, wake time.Duration, found ...any) (after []time.Duration, err error) {
	t.Helper()
	suite := &testsuite.WorkflowTestSuite{}
	env := suite.NewTestWorkflowEnvironment()
	Register(env)
	env.RegisterActivity(&activities.Webhooks{})
	env.SetCurrentHistoryLength(2)
	begin := env.Now()
	var a acts
	env.OnActivity(a.webhooks.DrainWebhook, mock.Anything, project.WebhookID("whk_1")).Return(func(context.Context, project.WebhookID) (activities.Drained, error) {
		after = append(after, env.Now().Sub(begin))
		next := found[min(len(after), len(found))-1]
		if err, ok := next.(error); ok {
			return activities.Drained{}, err
		}
		return next.(activities.Drained), nil
	})
	if wake > 0 {
		env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalTellNow, nil) }, wake)
	}
	env.ExecuteWorkflow(webhookName, in)
	if !env.IsWorkflowCompleted() {
		t.Fatal("it has not ended")
	}
	return after, env.GetWorkflowError()
}

func TestAnEndpointIsToldUntilNothingIsLeft(t *testing.T) {
	in := WebhookInput{Webhook: "whk_1"}
	done, more, waits := activities.Drained{Done: true}, activities.Drained{}, activities.Drained{Wait: time.Hour}
	for name, c := range map[string]struct {
		wake  time.Duration
		found []any
		want  []time.Duration
	}{
		"nothing":         {0, []any{done}, []time.Duration{0}},
		"much":            {0, []any{more, more, done}, []time.Duration{0, 0, 0}},
		"a failure":       {0, []any{waits, waits, done}, []time.Duration{0, time.Hour, 2 * time.Hour}},
		"enabled by hand": {time.Minute, []any{waits, done}, []time.Duration{0, time.Minute}},
		"a defect":        {0, []any{activities.Failure(project.Errorf(project.Invalid, "x")), done}, []time.Duration{0, webhookRests}},
	} {
		got, err := webhookRun(t, in, c.wake, c.found...)
		if err != nil || len(got) != len(c.want) {
			t.Errorf("%s: %v %v", name, got, err)
			continue
		}
		for i := range got {
			if got[i].Round(time.Second) != c.want[i] {
				t.Errorf("%s: drained at %v, not %v", name, got, c.want)
			}
		}
	}
}

func TestALongTellingIsHandedOver(t *testing.T) {
	_, err := webhookRun(t, WebhookInput{Webhook: "whk_1", Limits: Limits{Events: 1}}, 0, activities.Drained{Wait: time.Minute})
	if !workflow.IsContinueAsNewError(err) {
		t.Errorf("%v", err)
	}
}
