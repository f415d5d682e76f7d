package app

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"

	"tutti/project"
)

// retention is how long ended workflows can be looked at. The records keep everything for good.
const retention = 7 * 24 * time.Hour

// ensureNamespace registers the namespace unless it is there, and waits until it can be used: other parts of a cluster
// learn of a new one with a delay.
func ensureNamespace(ctx context.Context, c client.Client, name string) error {
	service := c.WorkflowService()
	_, err := service.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: name})
	var missing *serviceerror.NamespaceNotFound
	if err == nil {
		return nil
	}
	if !errors.As(err, &missing) {
		return project.Because(err, project.Unavailable, "the Temporal namespace %s cannot be looked up: %v", name, err)
	}
	_, err = service.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: name, WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	var exists *serviceerror.NamespaceAlreadyExists
	if err != nil && !errors.As(err, &exists) {
		return project.Because(err, project.Unavailable, "the Temporal namespace %s cannot be registered: %v", name, err)
	}
	return awaitNamespace(ctx, c, name)
}

func awaitNamespace(ctx context.Context, c client.Client, name string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		_, err := c.WorkflowService().GetWorkflowExecutionHistory(ctx, &workflowservice.GetWorkflowExecutionHistoryRequest{Namespace: name, Execution: nil})
		var missing *serviceerror.NamespaceNotFound
		if !errors.As(err, &missing) {
			return nil // any other answer comes from a part that knows the namespace
		}
		select {
		case <-ctx.Done():
			return project.Because(err, project.Unavailable, "the Temporal namespace %s did not become usable within a minute", name)
		case <-time.After(200 * time.Millisecond):
		}
	}
}
