package workflows

import (
	"context"
	"testing"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"

	"tutti/activities"
	"tutti/project"
)

// TestAnErrandEndsWhateverHappens: trouble that passes is waited out; when it does not pass, the owner is told.
func TestAnErrandEndsWhateverHappens(t *testing.T) {
	for _, c := range []struct {
		name    string
		trouble int // how often the work fails
		tries   int
		givenUp bool
	}{
		{"no trouble", 0, 1, false},
		{"trouble that passes", 3, 4, false},
		{"trouble that stays", 1000, mediaAttempts, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			suite := &testsuite.WorkflowTestSuite{}
			env := suite.NewTestWorkflowEnvironment()
			Register(env)
			env.RegisterActivity(&activities.Errands{})
			tries, givenUp := 0, false
			var a acts
			env.OnActivity(a.errands.RunErrand, mock.Anything, project.ErrandID("run_1")).Return(func(context.Context, project.ErrandID) error {
				if tries++; tries <= c.trouble {
					return activities.Failure(project.Errorf(project.Unavailable, "the object store does not answer"))
				}
				return nil
			})
			env.OnActivity(a.errands.GiveUpErrand, mock.Anything, project.ErrandID("run_1")).Return(func(context.Context, project.ErrandID) error {
				givenUp = true
				return nil
			})
			env.ExecuteWorkflow(errandName, project.ErrandID("run_1"))
			if err := env.GetWorkflowError(); err != nil || !env.IsWorkflowCompleted() {
				t.Fatal(err)
			}
			if tries != c.tries || givenUp != c.givenUp {
				t.Errorf("%d tries, given up %t; want %d, %t", tries, givenUp, c.tries, c.givenUp)
			}
		})
	}
}
