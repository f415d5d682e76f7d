package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"

	"tutti/activities"
	"tutti/project"
)

// Replan puts the draft of a plan in force.
func (c *Client) Replan(ctx context.Context, id project.ProjectID, actor project.PersonID, version int, key string) error {
	return c.ask(ctx, ProjectWorkflowID(id), UpdateReplan, key, ReplanInput{Actor: actor, Version: version, Key: key})
}

// awakePause is how long a section that is about to end is left alone before it is woken again.
const awakePause = 50 * time.Millisecond

// askAwake gives a command to a section that may have ended: the project brings it back. It may end between the two
// questions, so both are asked again until the time for an answer is over.
func (c *Client) askAwake(ctx context.Context, id project.ProjectID, in SubGigInput, section int) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	for try := 1; ; try++ {
		if err := c.ask(ctx, ProjectWorkflowID(id), UpdateWake, fmt.Sprintf("%s/wake/%d", in.Key, try), WakeInput{Section: section}); err != nil {
			return err
		}
		err := c.askOnce(ctx, SectionWorkflowID(id, section), in)
		var ended *serviceerror.NotFound
		if !retryLater(err) && !errors.As(err, &ended) {
			return activities.FromFailure(err)
		}
		select {
		case <-ctx.Done():
			return activities.FromFailure(ctx.Err())
		case <-time.After(awakePause):
		}
	}
}

// askOnce gives what Temporal says, as it is.
func (c *Client) askOnce(ctx context.Context, workflowID string, in SubGigInput) error {
	leave, err := c.gates.enter(ctx, workflowID)
	if err != nil {
		return err
	}
	defer leave()
	return c.update(ctx, workflowID, UpdateSubGig, in.Key, in)
}
