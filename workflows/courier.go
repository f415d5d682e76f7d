package workflows

import (
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
)

// Courier sends the letters that are due, and ends when none is. There is one at a time, so nobody else sends them. It is
// started whenever letters are due: which, when and how often stands in the records alone, and so a history holds nothing but
// that letters were sent.
func Courier(ctx workflow.Context, in CourierInput) error {
	var a acts
	for workflow.GetInfo(ctx).GetCurrentHistoryLength() <= in.Limits.events() {
		var sent activities.LettersSent
		err := workflow.ExecuteActivity(sending(ctx), a.courier.SendLetters).Get(ctx, &sent)
		if err != nil || !sent.More {
			return err
		}
	}
	return nil // whoever started it does so again
}
