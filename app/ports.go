package app

import (
	"tutti/activities"
	"tutti/project"
)

// Ports are the adapters behind everything that this process does for people and for workflows.
type Ports struct {
	Records  project.Records
	Objects  project.Objects
	Live     project.Live
	Process  project.Process
	Assembly activities.Assembly
	Mailer   project.Mailer // nil: nothing can be sent
}

// join puts the adapters together once all are open, and lets a test step between them and the program.
func (a *App) join() {
	a.ports = Ports{Records: a.records, Objects: a.objects, Live: a.live, Process: a.process, Assembly: a.process, Mailer: a.mails()}
	if a.config.Wrap != nil {
		a.ports = a.config.Wrap(a.ports)
	}
}
