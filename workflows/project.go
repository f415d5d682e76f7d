package workflows

import (
	"slices"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// ProjectState is everything a project's workflow carries from run to run.
type ProjectState struct {
	Facts     activities.Facts     `json:"facts"`
	State     project.ProjectState `json:"state"`
	Opened    bool                 `json:"opened"`   // sections and assembly are started
	Done      []int                `json:"done"`     // sections that have ended
	Approved  int                  `json:"approved"` // sub-gigs approved in them; one that was reopened counts again
	Artifact  project.ArtifactID   `json:"artifact,omitempty"`
	Broken    bool                 `json:"broken,omitempty"` // the final cannot be built until something is changed
	Asked     bool                 `json:"asked,omitempty"`  // the final was asked for
	Cancelled project.PersonID     `json:"cancelled,omitempty"`
	Until     time.Time            `json:"until,omitzero"`    // of a pause
	Review    project.Countdown    `json:"review,omitzero"`   // of the final
	Plan      int                  `json:"plan,omitempty"`    // version of the plan in force; 0 for the first
	Replans   []answer             `json:"replans,omitempty"` // what those who asked for other plans were told
	Epochs    map[int]int          `json:"epochs,omitempty"`  // the last of sections that have ended, when it was not 0
}

// ensemble is the durable shell of one project, from launch to archive.
type ensemble struct {
	in       ProjectInput
	state    ProjectState
	acts     acts
	seq      int
	launch   *pendingLaunch
	decision *DecideFinalInput
	pauses   []*pendingPause
	alarm    alarm
	stepping bool // a step is being recorded: readers of SQL may be ahead of the state
	draining bool
	dones    workflow.ReceiveChannel
	builts   workflow.ReceiveChannel
	answers  workflow.ReceiveChannel
	lates    workflow.ReceiveChannel
	replans  []*pendingReplan
	obeyed   map[int]int // by section: the last plan it has carried out, as far as this run knows
	wakes    []int
	late     []project.Unblocked
}

type pendingLaunch struct {
	actor project.PersonID
	done  bool
	err   error
}

// Project launches the sections, asks for the final when all have ended, and completes with the producer's approval.
func Project(ctx workflow.Context, in ProjectInput) error {
	p := &ensemble{
		in:      in,
		state:   ProjectState{State: project.ProjectDraft},
		dones:   workflow.GetSignalChannel(ctx, SignalSectionDone),
		builts:  workflow.GetSignalChannel(ctx, SignalBuilt),
		answers: workflow.GetSignalChannel(ctx, SignalObeyed),
		lates:   workflow.GetSignalChannel(ctx, SignalLate),
	}
	if in.State != nil {
		p.state = *in.State
	}
	if err := p.listen(ctx); err != nil {
		return err
	}
	return p.run(ctx)
}

func (p *ensemble) listen(ctx workflow.Context) error {
	launch := workflow.UpdateHandlerOptions{Validator: p.mayLaunch}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateLaunch, p.handleLaunch, launch); err != nil {
		return err
	}
	decide := workflow.UpdateHandlerOptions{Validator: p.mayDecide}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateDecideFinal, p.handleDecide, decide); err != nil {
		return err
	}
	pause := workflow.UpdateHandlerOptions{Validator: p.mayPause}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, UpdatePause, p.handlePause, pause); err != nil {
		return err
	}
	replan := workflow.UpdateHandlerOptions{Validator: p.mayReplan}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateReplan, p.handleReplan, replan); err != nil {
		return err
	}
	wake := workflow.UpdateHandlerOptions{Validator: p.mayWake}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateWake, p.handleWake, wake); err != nil {
		return err
	}
	cancel := workflow.UpdateHandlerOptions{Validator: p.mayCancel}
	return workflow.SetUpdateHandlerWithOptions(ctx, UpdateCancel, p.handleCancel, cancel)
}

func (p *ensemble) run(ctx workflow.Context) error {
	for !p.state.State.Ended() {
		if err := p.advance(ctx); err != nil {
			return err
		}
		if p.state.State.Ended() {
			break
		}
		if workflow.GetInfo(ctx).GetCurrentHistoryLength() > p.in.Limits.events() {
			return p.handOver(ctx)
		}
		p.alarm.set(ctx, p.nextRing())
		if err := workflow.Await(ctx, p.hasWork); err != nil {
			return err
		}
	}
	if p.state.Opened {
		tell(ctx, AssemblyWorkflowID(p.in.Project), SignalStop, nil)
	}
	return workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
}

func (p *ensemble) hasWork() bool {
	return p.launch != nil || p.decision != nil || p.state.Cancelled != "" || len(p.pauses) > 0 || len(p.replans) > 0 || len(p.wakes) > 0 ||
		len(p.late) > 0 || p.alarm.rang() || p.mail() || p.finalDue()
}

// finalDue reports whether all is done, and the final was not yet asked for: also by a plan that changes nothing but the recipe.
func (p *ensemble) finalDue() bool {
	return p.state.Opened && p.state.State == project.ProjectRunning && len(p.state.Done) == p.state.Facts.Sections && !p.state.Broken
}

// mail reports whether other workflows have told something that was not read yet.
func (p *ensemble) mail() bool {
	return p.dones.Len() > 0 || p.builts.Len() > 0 || p.answers.Len() > 0 || p.lates.Len() > 0
}

// advance takes every step that is possible now; it reads like the life of a project.
func (p *ensemble) advance(ctx workflow.Context) error {
	p.receive(ctx)
	switch {
	case p.state.State == project.ProjectDraft && p.state.Cancelled != "":
		return p.record(ctx, project.ProjectChange{State: project.ProjectCancelled})
	case p.state.State == project.ProjectDraft:
		return p.begin(ctx)
	case !p.state.Opened:
		return p.open(ctx)
	case p.state.Cancelled != "":
		return p.end(ctx, project.ProjectCancelled)
	case len(p.pauses) > 0:
		return p.paused(ctx)
	case p.state.State == project.ProjectPaused && !workflow.Now(ctx).Before(p.state.Until):
		p.pauses = append(p.pauses, &pendingPause{}) // by itself
		return p.paused(ctx)
	case p.state.State == project.ProjectInReview && p.decision != nil:
		return p.decided(ctx)
	case len(p.wakes) > 0 || len(p.late) > 0:
		return p.wake(ctx)
	case len(p.replans) > 0:
		return p.replan(ctx)
	case p.state.Broken && p.decision != nil:
		return p.decided(ctx)
	case p.finalDue():
		return p.assemble(ctx)
	case p.state.State == project.ProjectAssembling && p.state.Broken: // it runs again, so that all that can change is open
		return p.record(ctx, project.ProjectChange{State: project.ProjectRunning})
	case p.state.State == project.ProjectAssembling && p.state.Artifact != "":
		p.state.Review = project.FinalReview(workflow.Now(ctx), p.state.Facts.ReviewFor, p.state.Facts.GraceFor)
		return p.record(ctx, project.ProjectChange{State: project.ProjectInReview})
	case p.state.State == project.ProjectInReview:
		return p.remind(ctx)
	}
	return nil
}

// receive reads what sections and the assembly have told.
func (p *ensemble) receive(ctx workflow.Context) {
	var done SectionDone
	for p.dones.ReceiveAsync(&done) {
		if !slices.Contains(p.state.Done, done.Section) {
			p.state.Done = append(p.state.Done, done.Section)
			p.state.Approved += done.Approved
		}
		if done.Epoch > 0 {
			if p.state.Epochs == nil {
				p.state.Epochs = map[int]int{}
			}
			p.state.Epochs[done.Section] = done.Epoch
		}
		done = SectionDone{}
	}
	var obeyed Obeyed
	for p.answers.ReceiveAsync(&obeyed) {
		p.obeys(obeyed)
		obeyed = Obeyed{}
	}
	var late []project.Unblocked
	for p.lates.ReceiveAsync(&late) {
		p.late = append(p.late, late...)
		late = nil
	}
	var built Built
	for p.builts.ReceiveAsync(&built) {
		p.state.Artifact, p.state.Broken = built.Artifact, built.Artifact == ""
		built = Built{}
	}
}

// begin records that the project runs and takes the buyer's money in.
func (p *ensemble) begin(ctx workflow.Context) error {
	if p.launch == nil {
		return nil
	}
	launch := p.launch // it stays until it is answered: who asks meanwhile waits for the same launch
	err := workflow.ExecuteActivity(quick(ctx), p.acts.record.OpenProject, p.in.Project).Get(ctx, &p.state.Facts)
	if err == nil {
		err = p.record(ctx, project.ProjectChange{
			State:    project.ProjectRunning,
			Log:      []project.LogEvent{{Kind: project.LogProjectLaunched, Actor: launch.actor}},
			Postings: project.LaunchPostings(p.in.Project, p.state.Facts.BudgetMinor, p.state.Facts.PricesMinor),
		})
	}
	if err == nil {
		if failed := p.open(ctx); failed != nil {
			return failed
		}
	}
	launch.err, launch.done = activities.FromFailure(err), true
	p.launch = nil
	return nil // a launch that was refused leaves the draft, which waits for the next one
}

// open starts the assembly and the sections. They live on their own; a run of this workflow may end before them.
func (p *ensemble) open(ctx workflow.Context) error {
	children := []workflow.ChildWorkflowFuture{workflow.ExecuteChildWorkflow(child(ctx, AssemblyWorkflowID(p.in.Project)), Assembly,
		AssemblyInput{Project: p.in.Project, Gather: p.state.Facts.Gather, Limits: p.in.Limits})}
	for k := range p.state.Facts.Sections {
		children = append(children, workflow.ExecuteChildWorkflow(child(ctx, SectionWorkflowID(p.in.Project, k)), Section,
			SectionInput{Project: p.in.Project, Section: k, Limits: p.in.Limits}))
	}
	for _, c := range children {
		if err := c.GetChildWorkflowExecution().Get(ctx, nil); err != nil {
			return err
		}
	}
	p.state.Opened = true
	return nil
}

func child(ctx workflow.Context, id string) workflow.Context {
	return workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
		WorkflowID: id, TaskQueue: ProcessQueue, WorkflowTaskTimeout: taskTimeout, ParentClosePolicy: enums.PARENT_CLOSE_POLICY_ABANDON,
	})
}

// assemble asks for the final once every section has ended.
func (p *ensemble) assemble(ctx workflow.Context) error {
	if p.state.Approved == 0 { // everything was cancelled: there is nothing to assemble
		return p.end(ctx, project.ProjectCancelled)
	}
	p.state.Artifact, p.state.Broken = "", false
	if err := p.record(ctx, project.ProjectChange{State: project.ProjectAssembling}); err != nil {
		return err
	}
	tell(ctx, AssemblyWorkflowID(p.in.Project), SignalBuildFinal, nil)
	return nil
}

func (p *ensemble) decided(ctx workflow.Context) error {
	decision := *p.decision
	p.decision = nil
	if decision.Approve {
		return p.end(ctx, project.ProjectCompleted)
	}
	return p.assemble(ctx)
}

// end closes the project and gives the buyer back what nobody earned.
func (p *ensemble) end(ctx workflow.Context, state project.ProjectState) error {
	change := project.ProjectChange{State: state, RefundReserve: true}
	if state == project.ProjectCompleted {
		change.Final = p.state.Artifact
	} else {
		p.stopSections(ctx)
	}
	return p.record(ctx, change)
}

// stopSections cancels what has not ended and waits until every section has given its holds back.
func (p *ensemble) stopSections(ctx workflow.Context) {
	for k := range p.state.Facts.Sections {
		if !slices.Contains(p.state.Done, k) {
			tell(ctx, SectionWorkflowID(p.in.Project, k), SignalCancelSection, CancelInput{Actor: p.state.Cancelled})
		}
	}
	for len(p.state.Done) < p.state.Facts.Sections {
		if err := workflow.Await(ctx, func() bool { return p.dones.Len() > 0 }); err != nil {
			return
		}
		p.receive(ctx)
	}
}

// record writes a step of the project down and then makes it the state.
func (p *ensemble) record(ctx workflow.Context, change project.ProjectChange) error {
	p.seq++
	if change.Log == nil {
		change.Log = []project.LogEvent{{Kind: project.LogProjectState, Detail: string(change.State)}}
	}
	commit := project.Commit{
		Key:     project.CommitKey{Project: p.in.Project, Writer: "project", Epoch: p.in.Epoch, Seq: p.seq},
		Project: &change, At: workflow.Now(ctx),
	}
	for i := range change.Log {
		change.Log[i].At = commit.At
	}
	p.stepping = true
	defer func() { p.stepping = false }()
	if err := workflow.ExecuteActivity(quick(ctx), p.acts.record.Commit, commit).Get(ctx, nil); err != nil {
		return err
	}
	p.state.State = change.State
	return nil
}

func (p *ensemble) handOver(ctx workflow.Context) error {
	p.draining = true
	for !workflow.AllHandlersFinished(ctx) || p.mail() || len(p.late) > 0 {
		if err := p.advance(ctx); err != nil {
			return err
		}
		if err := workflow.Sleep(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
	return workflow.NewContinueAsNewError(ctx, Project, ProjectInput{Project: p.in.Project, Limits: p.in.Limits, Epoch: p.in.Epoch + 1, State: &p.state})
}
