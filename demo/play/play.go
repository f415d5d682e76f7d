// Package play brings templates to their assembled results: for each a buyer, a producer and the sellers of its plan, who
// deliver the files that the template ships. All are ordinary clients of the public HTTP API.
package play

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"tutti/api/planfile"
	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/ensemble"
	"tutti/examples"
	"tutti/project"
)

// Options say where the examples are played. All are required.
type Options struct {
	Server string            // address of the API
	Token  string            // of an operator, who invites everybody else
	Dir    string            // absolute; each result is left in a folder of the example's name
	Say    func(line string) // tells what happens; called by several goroutines
}

const (
	// patience is after how long an example that does not end says what it waits for.
	patience = 3 * time.Minute
	// atATime bounds the examples that are played at once: the server needs the processor too.
	atATime = 3
)

// Result is what an example came to.
type Result struct {
	Name       string             `json:"name"`
	Project    project.ProjectID  `json:"project_id"`
	Title      string             `json:"title"`
	Recipe     project.RecipeKind `json:"recipe"`
	SubGigs    int                `json:"sub_gigs"`
	Deliveries int                `json:"deliveries"` // versions, those that were sent back included
	Countries  int                `json:"countries"`
	Dir        string             `json:"dir"`
	Files      []ensemble.File    `json:"files"`
	Manifest   *project.Manifest  `json:"-"`
	Took       time.Duration      `json:"took_ns"`
}

// Run plays the templates and gives their results in the same order. The error names every example that did not come to its
// end, and why; the others are played nevertheless.
func Run(ctx context.Context, o Options, templates []examples.Template) ([]Result, error) {
	if !filepath.IsAbs(o.Dir) {
		return nil, project.Errorf(project.Invalid, "the folder %q for the results is not absolute", o.Dir)
	}
	company, err := ensemble.Gather(ctx, o.Server, o.Token, "play")
	if err != nil {
		return nil, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		company.Dismiss(ctx)
	}()
	var buyer *client.Client
	if buyer, err = company.Invite(ctx, theBuyer()); err != nil {
		return nil, err
	}
	results, failures := make([]Result, len(templates)), make([]error, len(templates))
	var group errgroup.Group
	group.SetLimit(atATime)
	for i, one := range templates {
		group.Go(func() error {
			results[i], failures[i] = play(ctx, o, company, buyer, one)
			return nil
		})
	}
	_ = group.Wait()
	return results, failed(templates, failures)
}

// failed gathers what went wrong.
func failed(templates []examples.Template, failures []error) error {
	e := &project.Error{Code: project.Internal}
	var names []string
	for i, err := range failures {
		if err != nil {
			names = append(names, templates[i].Name)
			e.Code = project.CodeOf(err)
			e.Fields = append(e.Fields, project.Field{Path: templates[i].Name, Message: err.Error()})
		}
	}
	if len(names) == 0 {
		return nil
	}
	e.Message = "not every example came to its result: " + strings.Join(names, ", ")
	return e
}

// performance is one example on its way.
type performance struct {
	options  Options
	template examples.Template
	company  *ensemble.Company
	plan     project.Plan
	buyer    *client.Client
	producer *client.Client
	sellers  map[string]*client.Client // by handle
	scratch  string                    // where the template's files lie for the time of the performance
	result   Result
}

func play(ctx context.Context, o Options, company *ensemble.Company, buyer *client.Client, one examples.Template) (Result, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	began := time.Now()
	p := &performance{options: o, template: one, company: company, buyer: buyer, sellers: map[string]*client.Client{},
		result: Result{Name: one.Name, Dir: filepath.Join(o.Dir, one.Name)}}
	defer p.leave(ctx)
	for _, step := range []func(context.Context) error{p.unpack, p.invite, p.launch, p.perform, p.collect} {
		if err := step(ctx); err != nil {
			return p.result, p.explain(ctx, err)
		}
	}
	p.result.Took = time.Since(began)
	return p.result, nil
}

func (p *performance) say(format string, args ...any) {
	p.options.Say(p.template.Name + ": " + fmt.Sprintf(format, args...))
}

// unpack reads the plan and lays every file of the template out, so that it can be sent up.
func (p *performance) unpack(context.Context) error {
	text, err := p.template.Plan()
	if err != nil {
		return err
	}
	if p.plan, err = planfile.Parse(text); err != nil {
		return err
	}
	p.result.Title, p.result.Recipe, p.result.SubGigs = p.plan.Title, p.plan.Recipe.Kind, len(p.plan.SubGigs)
	if p.scratch, err = os.MkdirTemp(p.options.Dir, "."+p.template.Name+"-"); err != nil {
		return project.Because(err, project.Invalid, "cannot make a folder in %s: %v", p.options.Dir, err)
	}
	return nil
}

// file lays a file of the template out and gives its path.
func (p *performance) file(name string) (string, error) {
	content, err := p.template.Read(name)
	if err != nil {
		return "", err
	}
	path := filepath.Join(p.scratch, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, content, 0o600)
}

// theBuyer launches every example.
func theBuyer() wire.PersonRequest {
	return wire.PersonRequest{Handle: "rosalind", Name: "Rosalind Achterberg", Country: "NL", Zone: "Europe/Amsterdam", Roles: []project.Role{project.RoleBuyer}}
}

// invite gives everybody who has a part in the plan a client.
func (p *performance) invite(ctx context.Context) error {
	var list []ensemble.Invitation
	clients := make([]*client.Client, len(p.plan.People))
	for i, person := range p.plan.People {
		who := wire.PersonRequest{Handle: person.Handle, Name: person.Name, Country: person.Country, Zone: person.Zone, Roles: []project.Role{project.RoleSeller}}
		if person.Handle == p.plan.Producer {
			who.Roles = []project.Role{project.RoleProducer}
			list = append(list, ensemble.Invitation{Who: who, To: &p.producer})
			continue
		}
		list = append(list, ensemble.Invitation{Who: who, To: &clients[i]})
	}
	if err := p.company.InviteAll(ctx, list); err != nil {
		return err
	}
	for i, person := range p.plan.People {
		p.sellers[person.Handle] = clients[i]
	}
	return nil
}

// launch makes the project, sends its references up and starts it, as the buyer.
func (p *performance) launch(ctx context.Context) error {
	text, err := p.template.Plan()
	if err != nil {
		return err
	}
	made, err := p.buyer.CreateProject(ctx, text)
	if err != nil {
		return err
	}
	p.result.Project = made.ID
	for _, ref := range p.plan.References {
		path, err := p.file(ref.File)
		if err != nil {
			return err
		}
		up, err := p.buyer.UploadFile(ctx, wire.UploadRequest{ProjectID: made.ID, Reference: ref.Key}, path, nil)
		if err != nil {
			return err
		}
		if _, err := p.buyer.PutReference(ctx, made.ID, ref.Key, up.ID); err != nil {
			return err
		}
	}
	if _, err = p.buyer.Launch(ctx, made.ID); err != nil {
		return err
	}
	p.say("%q is launched: %d sub-gigs", p.plan.Title, len(p.plan.SubGigs))
	return nil
}

// perform lets everybody act by themselves until the producer has approved the final.
func (p *performance) perform(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	subs := map[string]project.SubGigID{}
	for sub, err := range p.buyer.AllSubGigs(ctx, p.result.Project, "") {
		if err != nil {
			return err
		}
		subs[sub.Key] = sub.ID
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, sub := range p.plan.SubGigs {
		group.Go(func() error { return ended(ctx, p.sell(ctx, sub, subs[sub.Key])) })
	}
	producer := ensemble.NewProducer(p.producer, p.result.Project)
	producer.Judge = p.judge
	group.Go(func() error { return ended(ctx, p.listen(ctx, producer)) })
	group.Go(func() error {
		defer end() // nobody has anything left to wait for
		return producer.Run(ctx)
	})
	return group.Wait()
}

// listen wakes the producer when something has happened.
func (p *performance) listen(ctx context.Context, producer *ensemble.Producer) error {
	for event, err := range p.producer.Events(ctx, p.result.Project, 0) {
		if err != nil || producer.Look(event) {
			return err
		}
	}
	return ctx.Err()
}

// ended turns "the performance is over" into no error: whoever ended it says why.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// explain says what an example that took too long was waiting for.
func (p *performance) explain(ctx context.Context, err error) error {
	if !errors.Is(ctx.Err(), context.DeadlineExceeded) || p.result.Project == "" {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	var open []string
	for sub, err := range p.buyer.AllSubGigs(ctx, p.result.Project, "") {
		if err == nil && !sub.State.Ended() {
			open = append(open, fmt.Sprintf("%s is %s", sub.Key, sub.State))
		}
	}
	return project.Because(err, project.Unavailable, "it did not end within %s; still open: %s", patience, strings.Join(append(open, "the final"), ", "))
}

// leave takes the files away. A project that did not come to its end is cancelled, so that nobody is asked for it again.
func (p *performance) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if p.scratch != "" {
		_ = os.RemoveAll(p.scratch)
	}
	if p.result.Project != "" && p.result.Files == nil {
		if _, err := p.buyer.CancelProject(ctx, p.result.Project); err != nil {
			p.say("the unfinished project %s could not be cancelled", p.result.Project)
		}
	}
}
