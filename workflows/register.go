package workflows

import (
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// The names under which the workflows are known. They stand in histories: a name never changes.
const (
	projectName  = "Project"
	sectionName  = "Section"
	assemblyName = "Assembly"
	treasuryName = "Treasury"
	errandName   = "Errand"
	exportName   = "Export"
	webhookName  = "Webhook"
	courierName  = "Courier"
)

// Register makes the workflows known to a worker or a replayer.
func Register(r worker.WorkflowRegistry) {
	r.RegisterWorkflowWithOptions(Project, workflow.RegisterOptions{Name: projectName})
	r.RegisterWorkflowWithOptions(Section, workflow.RegisterOptions{Name: sectionName})
	r.RegisterWorkflowWithOptions(Assembly, workflow.RegisterOptions{Name: assemblyName})
	r.RegisterWorkflowWithOptions(Export, workflow.RegisterOptions{Name: exportName})
	r.RegisterWorkflowWithOptions(Treasury, workflow.RegisterOptions{Name: treasuryName})
	r.RegisterWorkflowWithOptions(Webhook, workflow.RegisterOptions{Name: webhookName})
	r.RegisterWorkflowWithOptions(Courier, workflow.RegisterOptions{Name: courierName})
	r.RegisterWorkflowWithOptions(Errand, workflow.RegisterOptions{Name: errandName})
}
