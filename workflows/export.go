package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
)

// Export makes one archive of a project. When it cannot be made, that is recorded with the reason, and whoever asks again
// begins it anew.
func Export(ctx workflow.Context, in ExportInput) error {
	var a acts
	err := workflow.ExecuteActivity(media(ctx, AssemblyQueue), a.export.Make, in.Export).Get(ctx, nil)
	if err == nil {
		return nil
	}
	workflow.GetLogger(ctx).Error("an export failed", "export", in.Export, "error", err)
	failed := activities.FailInput{Export: in.Export, Reason: "it could not be made; ask again"}
	var refused *temporal.ApplicationError
	if errors.As(err, &refused) && refused.NonRetryable() {
		failed.Reason = refused.Message()
	}
	return workflow.ExecuteActivity(quick(ctx), a.export.Fail, failed).Get(ctx, nil)
}
