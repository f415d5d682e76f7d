package activities

import (
	"context"
	"errors"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"

	"tutti/project"
)

// RetryLater is the type of a refusal that passes by itself within milliseconds: the workflow is handing over to its
// next run. It never reaches a person.
const RetryLater = "retry_later"

// Failure turns an error into what crosses Temporal's borders: an ApplicationError whose type is the code. Final codes
// are not retried. The cause stays on this side, so nothing secret enters a history.
func Failure(err error) error {
	if err == nil {
		return nil
	}
	var app *temporal.ApplicationError
	if errors.As(err, &app) || errors.Is(err, context.Canceled) {
		return err
	}
	var e *project.Error
	if !errors.As(err, &e) {
		return temporal.NewApplicationErrorWithOptions("something went wrong on our side", string(project.Internal), temporal.ApplicationErrorOptions{})
	}
	return temporal.NewApplicationErrorWithOptions(e.Message, string(e.Code), temporal.ApplicationErrorOptions{
		NonRetryable: e.Code.Final(),
		Details:      []any{e.Fields},
	})
}

// FromFailure is the way back: it gives the domain's Error out of whatever Temporal returned.
func FromFailure(err error) error {
	if err == nil {
		return nil
	}
	var own *project.Error
	if errors.As(err, &own) {
		return own
	}
	var app *temporal.ApplicationError
	if errors.As(err, &app) {
		return fromApplication(app)
	}
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		return project.Because(err, project.Conflict, "this has ended: nothing can happen to it any more")
	}
	var exhausted *serviceerror.ResourceExhausted
	if errors.As(err, &exhausted) {
		return project.Because(err, project.Limited, "too many commands at once; repeat in a moment with the same Idempotency-Key")
	}
	return project.Because(err, project.Unavailable, "it is not known whether this happened; repeat with the same Idempotency-Key")
}

func fromApplication(app *temporal.ApplicationError) error {
	e := &project.Error{Code: project.Code(app.Type()), Message: app.Message()}
	if app.HasDetails() {
		_ = app.Details(&e.Fields) // fields are a help, not a condition
	}
	for _, known := range project.Codes() {
		if e.Code == known {
			return e
		}
	}
	return project.Because(app, project.Internal, "something went wrong on our side")
}
