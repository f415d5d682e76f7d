package workflows

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"tutti/activities"
	"tutti/project"
)

// Client gives people's commands to the workflows. It implements project.Process and activities.Assembly.
type Client struct {
	temporal client.Client
	gates    gates
	limits   Limits
}

// answerWithin is how long a command may take until the caller is told to repeat it.
const answerWithin = 6 * time.Second

// NewClient wraps a Temporal client. The zero Limits are right outside tests.
func NewClient(c client.Client, limits Limits) *Client {
	return &Client{temporal: c, limits: limits}
}

// Launch starts the project's workflow, unless it is there, and asks it to launch.
func (c *Client) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	if err := c.begin(ctx, id); err != nil {
		return err
	}
	return c.ask(ctx, ProjectWorkflowID(id), UpdateLaunch, key, LaunchInput{Actor: actor, Key: key})
}

// begin makes sure that the project has its workflow. One that has ended is left as it is.
func (c *Client) begin(ctx context.Context, id project.ProjectID) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: ProjectWorkflowID(id), TaskQueue: ProcessQueue, WorkflowTaskTimeout: taskTimeout,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
	}, projectName, ProjectInput{Project: id, Limits: c.limits})
	var ended *serviceerror.WorkflowExecutionAlreadyStarted
	if err != nil && !errors.As(err, &ended) {
		return activities.FromFailure(err)
	}
	return nil
}

// StartTreasury makes sure that the treasury runs. One that was ended is started anew: it keeps nothing to itself.
func (c *Client) StartTreasury(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: TreasuryWorkflowID, TaskQueue: ProcessQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}, treasuryName, TreasuryInput{Limits: c.limits})
	return activities.FromFailure(err)
}

// StartCourier makes sure that letters that are due are being sent. One that runs is left alone, and learns nothing of it.
func (c *Client) StartCourier(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: CourierWorkflowID, TaskQueue: ProcessQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}, courierName, CourierInput{Limits: c.limits})
	return activities.FromFailure(err)
}

// Export makes sure that an export is being made. One whose workflow has ended is made again: it knows what is done already.
func (c *Client) Export(ctx context.Context, id project.ExportID) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: ExportWorkflowID(id), TaskQueue: ProcessQueue, WorkflowTaskTimeout: taskTimeout,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}, exportName, ExportInput{Export: id})
	return activities.FromFailure(err)
}

// StartWebhook makes sure that an endpoint is being told. One that waits after a failure is left to wait.
func (c *Client) StartWebhook(ctx context.Context, id project.WebhookID) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, webhookStart(id), webhookName, WebhookInput{Webhook: id, Limits: c.limits})
	return activities.FromFailure(err)
}

// Webhook has an endpoint told at once.
func (c *Client) Webhook(ctx context.Context, id project.WebhookID) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.SignalWithStartWorkflow(ctx, WebhookWorkflowID(id), SignalTellNow, nil, webhookStart(id), webhookName, WebhookInput{Webhook: id, Limits: c.limits})
	return activities.FromFailure(err)
}

func webhookStart(id project.WebhookID) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: WebhookWorkflowID(id), TaskQueue: ProcessQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}
}

// SubGig gives a command to a sub-gig.
func (c *Client) SubGig(ctx context.Context, id project.ProjectID, section int, sub project.SubGigID, command project.Command, key string) error {
	if command.Kind.Awakens() {
		return c.askAwake(ctx, id, SubGigInput{SubGig: sub, Command: command, Key: key}, section)
	}
	return c.ask(ctx, SectionWorkflowID(id, section), UpdateSubGig, key, SubGigInput{SubGig: sub, Command: command, Key: key})
}

// DecideFinal approves the final or has it built again.
func (c *Client) DecideFinal(ctx context.Context, id project.ProjectID, actor project.PersonID, artifact project.ArtifactID, approve bool, key string) error {
	return c.ask(ctx, ProjectWorkflowID(id), UpdateDecideFinal, key, DecideFinalInput{Actor: actor, Artifact: artifact, Approve: approve, Key: key})
}

// CancelProject ends the project, also one that was never launched.
func (c *Client) CancelProject(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	if err := c.begin(ctx, id); err != nil {
		return err
	}
	return c.ask(ctx, ProjectWorkflowID(id), UpdateCancel, key, CancelInput{Actor: actor, Key: key})
}

// Pause stops every clock of the project until the time.
func (c *Client) Pause(ctx context.Context, id project.ProjectID, actor project.PersonID, until time.Time, key string) error {
	return c.ask(ctx, ProjectWorkflowID(id), UpdatePause, key, PauseInput{Actor: actor, Until: until, Key: key})
}

// Resume lets every clock of the project run on.
func (c *Client) Resume(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return c.ask(ctx, ProjectWorkflowID(id), UpdatePause, key, PauseInput{Actor: actor, Key: key})
}

// Run has an errand done. One that runs or has ended is left as it is.
func (c *Client) Run(ctx context.Context, id project.ErrandID) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: ErrandWorkflowID(id), TaskQueue: ProcessQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
	}, errandName, id)
	var ended *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &ended) {
		return nil
	}
	return activities.FromFailure(err)
}

// Changed wakes the project's assembly. One that has ended needs no waking, nor one that has more wake-ups than it can hold.
func (c *Client) Changed(ctx context.Context, id project.ProjectID) error {
	err := c.temporal.SignalWorkflow(ctx, AssemblyWorkflowID(id), "", SignalChanged, nil)
	var ended *serviceerror.NotFound
	var full *serviceerror.InvalidArgument
	if errors.As(err, &ended) || errors.As(err, &full) {
		return nil
	}
	if err != nil {
		return activities.FromFailure(err)
	}
	return nil
}

// Ping asks the workflow service for a sign of life.
func (c *Client) Ping(ctx context.Context) error {
	if _, err := c.temporal.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return project.Because(err, project.Unavailable, "the workflow service does not answer")
	}
	return nil
}

// ask sends an update and waits until its effect is recorded. A workflow that is handing over to its next run refuses
// for some milliseconds; that is waited out here.
func (c *Client) ask(ctx context.Context, workflowID, update, key string, arg any) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	leave, err := c.gates.enter(ctx, workflowID)
	if err != nil {
		return project.Because(err, project.Unavailable, "too many commands wait for the same part of the project; repeat with the same Idempotency-Key")
	}
	defer leave()
	for {
		err := c.update(ctx, workflowID, update, key, arg)
		if !retryLater(err) {
			return activities.FromFailure(err)
		}
		select {
		case <-ctx.Done():
			return activities.FromFailure(ctx.Err())
		case <-time.After(20*time.Millisecond + rand.N(30*time.Millisecond)):
		}
	}
}

func (c *Client) update(ctx context.Context, workflowID, update, key string, arg any) error {
	handle, err := c.temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: workflowID, UpdateID: key, UpdateName: update, Args: []any{arg},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}

func retryLater(err error) bool {
	var app *temporal.ApplicationError
	return errors.As(err, &app) && app.Type() == activities.RetryLater
}
