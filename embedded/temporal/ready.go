package temporal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	retention  = 7 * 24 * time.Hour // how long a closed workflow can still be read; the product's own record is SQL
	retryPause = 20 * time.Millisecond
	callLimit  = 5 * time.Second
)

// awaitNamespace makes sure of the namespace and returns when the whole server can work in it. A server that
// has just started answers Unavailable for about half a second.
func awaitNamespace(ctx context.Context, hostPort, namespace string) error {
	steps := []func(context.Context, client.Client, string) error{register, describe, lookUp}
	c, err := client.NewLazyClient(client.Options{
		HostPort: hostPort, Namespace: namespace,
		Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	if err != nil {
		return fmt.Errorf("make a client: %w", err)
	}
	defer c.Close()
	for _, step := range steps {
		if err := retry(ctx, func(ctx context.Context) error { return step(ctx, c, namespace) }); err != nil {
			return fmt.Errorf("namespace %q is not usable: %w", namespace, err)
		}
	}
	return nil
}

// retry calls until there is no error or ctx ends; then it returns the last error of the call. A name the server will
// never take is not tried again.
func retry(ctx context.Context, call func(context.Context) error) error {
	for {
		limited, cancel := context.WithTimeout(ctx, callLimit)
		err := call(limited)
		cancel()
		var refused *serviceerror.InvalidArgument
		if err == nil || errors.As(err, &refused) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(retryPause):
		}
	}
}

func register(ctx context.Context, c client.Client, namespace string) error {
	_, err := c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        namespace,
		Description:                      "Tutti",
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	var exists *serviceerror.NamespaceAlreadyExists
	if errors.As(err, &exists) {
		return nil
	}
	return err
}

func describe(ctx context.Context, c client.Client, namespace string) error {
	_, err := c.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	return err
}

// lookUp asks for a workflow that does not exist. "Not found" is the answer of a server whose inner services all
// know the namespace; describing a namespace only reads the database.
func lookUp(ctx context.Context, c client.Client, _ string) error {
	_, err := c.DescribeWorkflowExecution(ctx, "tutti-readiness", "")
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		return nil
	}
	return err
}
