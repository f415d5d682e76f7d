package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/project"
)

// finalTypes are the failures that a repeat cannot help.
func finalTypes() []string {
	var types []string
	for _, code := range project.Codes() {
		if code.Final() {
			types = append(types, string(code))
		}
	}
	return types
}

// quick is for SQL. It is repeated until the database is back: a step that was decided must be recorded. Every attempt
// after the first is logged by the worker, and readiness names the database while it is away.
func quick(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           ProcessQueue,
		StartToCloseTimeout: 10 * time.Second,
		HeartbeatTimeout:    3 * time.Second, // the longest wait after a worker was killed; so each of these activities beats
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 2 * time.Second,
			NonRetryableErrorTypes: finalTypes(),
		},
	})
}

// bulk is for SQL over a whole project, of thousands of sub-gigs.
func bulk(ctx workflow.Context) workflow.Context {
	return workflow.WithStartToCloseTimeout(quick(ctx), 2*time.Minute)
}

// mediaAttempts is how often media work is tried before a person is told.
const mediaAttempts = 8

// media is for work on bytes: long, on a queue of its own, alive as long as it says so.
func media(ctx workflow.Context, queue string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           queue,
		StartToCloseTimeout: 4 * time.Hour,
		HeartbeatTimeout:    12 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 15 * time.Second,
			MaximumAttempts: mediaAttempts, NonRetryableErrorTypes: finalTypes(),
		},
	})
}

// taskTimeout is how long the server waits for a worker that took a workflow's next step and died. A step takes
// milliseconds, a cold replay of the longest history a fifth of a second. With what a start takes besides, a clock that ran
// out meanwhile is heard within 5 s.
const taskTimeout = 3 * time.Second

// outsideAttempts is how often somebody outside is asked before the workflow goes on without an answer. It asks again
// later by itself, so nothing is lost and nothing is repeated for ever in one place.
const outsideAttempts = 4

// outside is for asking others: a payment provider. An attempt is given the time of one slow answer.
func outside(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           ProcessQueue,
		StartToCloseTimeout: time.Minute, // a lookup of several pages and a transfer
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: time.Second, BackoffCoefficient: 3, MaximumInterval: 30 * time.Second,
			MaximumAttempts: outsideAttempts, NonRetryableErrorTypes: finalTypes(),
		},
	})
}

// sending is for a batch of letters. The mail server is asked letter by letter and each answer is written down, so a try that
// was killed is followed by another one soon; it never asks again for what was handed over.
func sending(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           ProcessQueue,
		StartToCloseTimeout: 15 * time.Minute, // twenty letters to the slowest server
		HeartbeatTimeout:    3 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second,
			MaximumAttempts: 10, NonRetryableErrorTypes: finalTypes(),
		},
	})
}
