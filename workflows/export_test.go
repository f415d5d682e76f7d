package workflows

import (
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
)

func converterOf() converter.DataConverter { return converter.GetDefaultDataConverter() }

func failureConverter() converter.FailureConverter { return temporal.GetDefaultFailureConverter() }
