package workflows

import (
	"go.temporal.io/sdk/workflow"

	"tutti/project"
)

// Errand has work on bytes done that somebody asked for beside the process of a project. When it cannot be done, its owner is
// told instead of waiting for ever.
func Errand(ctx workflow.Context, id project.ErrandID) error {
	var a acts
	err := workflow.ExecuteActivity(media(ctx, InspectQueue), a.errands.RunErrand, id).Get(ctx, nil)
	if err == nil {
		return nil
	}
	workflow.GetLogger(ctx).Error("an errand failed", "errand", id, "error", err)
	return workflow.ExecuteActivity(quick(ctx), a.errands.GiveUpErrand, id).Get(ctx, nil)
}
