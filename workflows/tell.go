package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// tellAttempts and tellPause bound how long a workflow tries to reach another one that has not started yet.
const (
	tellAttempts = 4
	tellPause    = 200 * time.Millisecond
)

// tell sends a signal to another workflow of ours. One that does not answer to its id has ended, and an ended workflow
// needs to be told nothing, unless the caller knows better; both are logged.
func tell(ctx workflow.Context, id, signal string, arg any) bool {
	return tellWithin(ctx, tellAttempts, id, signal, arg)
}

// tellWithin says whether the signal was taken within the attempts. One is enough for a workflow that has started.
func tellWithin(ctx workflow.Context, attempts int, id, signal string, arg any) bool {
	pause := tellPause
	for attempt := 1; ; attempt++ {
		err := workflow.SignalExternalWorkflow(ctx, id, "", signal, arg).Get(ctx, nil)
		if err == nil {
			return true
		}
		if attempt == attempts {
			workflow.GetLogger(ctx).Warn("a workflow could not be told", "workflow", id, "signal", signal, "error", err)
			return false
		}
		_ = workflow.Sleep(ctx, pause) // a cancelled run ends at its next await
		pause *= 2
	}
}
