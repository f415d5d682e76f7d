package workflows

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"tutti/activities"
	"tutti/project"
)

// TestAnExportThatCannotBeMadeSaysWhy: a refusal is told as it is, trouble of ours is not.
func TestAnExportThatCannotBeMadeSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		made error
		want string
	}{
		"made":    {nil, ""},
		"refused": {activities.Failure(project.Errorf(project.Conflict, "drums are in the vault")), "drums are in the vault"},
		"trouble": {activities.Failure(errors.New("password=secret")), "it could not be made; ask again"},
	} {
		var suite testsuite.WorkflowTestSuite
		env := suite.NewTestWorkflowEnvironment()
		tries, reason := 0, ""
		makes := func(context.Context, project.ExportID) error { tries++; return c.made }
		fails := func(_ context.Context, in activities.FailInput) error { reason = in.Reason; return nil }
		env.RegisterActivity(&activities.Export{})
		env.OnActivity((*activities.Export)(nil).Make, mock.Anything, mock.Anything).Return(makes)
		env.OnActivity((*activities.Export)(nil).Fail, mock.Anything, mock.Anything).Return(fails)
		env.ExecuteWorkflow(Export, ExportInput{Export: "exp_1"})
		if err := env.GetWorkflowError(); err != nil || reason != c.want || !env.IsWorkflowCompleted() {
			t.Errorf("%s: %q %v", name, reason, err)
		}
		var app *temporal.ApplicationError
		if final := errors.As(c.made, &app) && app.NonRetryable(); (c.made == nil || final) != (tries == 1) {
			t.Errorf("%s: %d tries", name, tries)
		}
	}
}
