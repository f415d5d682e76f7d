package activities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"tutti/media/assemble"
	"tutti/project"
)

// Assemble holds what building artifacts needs.
type Assemble struct {
	Records project.Records
	Objects project.Objects
	Builder *assemble.Builder
	Handoff *Handoff // converts what is handed on; nil hands everything on as it is
	Scratch string   // directory for files while they are worked on
	// ComposeFrom is the size in bytes from which an archive is put together inside the store; DefaultComposeFrom when 0.
	ComposeFrom int64
}

// BuildInput asks for an artifact of a project as its deliveries stand now.
type BuildInput struct {
	Project project.ProjectID    `json:"project"`
	Kind    project.ArtifactKind `json:"kind"`
}

// BuildResult names what was built. It is empty when there was nothing to build from.
type BuildResult struct {
	Artifact project.ArtifactID `json:"artifact,omitempty"`
}

// Build assembles the approved deliveries and stores the result under the content address of its inputs: the same inputs
// give the same build, which is made and recorded once. What is approved is handed on before, in the form that its next seller
// works in.
func (a *Assemble) Build(ctx context.Context, in BuildInput) (BuildResult, error) {
	stop := beat(ctx, beatEvery)
	defer stop()
	request, build, err := a.request(ctx, in)
	if err != nil || request == nil {
		return BuildResult{}, Failure(err)
	}
	if err := a.Handoff.handOn(ctx, in.Project, request.Inputs); err != nil {
		return BuildResult{}, Failure(err)
	}
	if known, err := a.Records.Artifact(ctx, request.Artifact); err == nil {
		return BuildResult{Artifact: known.ID}, nil
	}
	done, err := a.make(ctx, *request, build)
	return BuildResult{Artifact: done}, Failure(err)
}

// request gathers what the build is made of, and gives its content address; nil when nothing is approved yet.
func (a *Assemble) request(ctx context.Context, in BuildInput) (*assemble.Request, string, error) {
	found, err := a.Records.Project(ctx, in.Project)
	if err != nil {
		return nil, "", err
	}
	plan, err := a.Records.Plan(ctx, in.Project)
	if err != nil {
		return nil, "", err
	}
	inputs, err := a.Records.Inputs(ctx, in.Project)
	if err != nil || !anyApproved(inputs) {
		return nil, "", err
	}
	source, err := a.source(ctx, in.Project, plan.Recipe)
	if err != nil {
		return nil, "", err
	}
	build, err := address(in.Kind, plan.Recipe, inputs, source)
	if err != nil {
		return nil, "", err
	}
	return &assemble.Request{
		Project: in.Project, Title: found.Title, Kind: in.Kind, Recipe: plan.Recipe.WithDefaults(), Inputs: inputs, Source: source, Watermark: plan.Watermark,
		Artifact: project.ArtifactID(project.NewID(project.PrefixArtifact, found.CreatedAt, string(in.Project)+build)),
	}, build, nil
}

// source gives the reference that the pieces were cut from, when the recipe needs it.
func (a *Assemble) source(ctx context.Context, id project.ProjectID, recipe project.Recipe) (*project.DeliveryFile, error) {
	if recipe.Source == "" {
		return nil, nil
	}
	references, err := a.Records.References(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, r := range references {
		if r.Key == recipe.Source && r.File != nil {
			return r.File, nil
		}
	}
	return nil, project.Errorf(project.Invalid, "the result cannot be assembled: the source %q was not sent up; add it to the references of the project", recipe.Source)
}

func anyApproved(inputs []project.Input) bool {
	for _, i := range inputs {
		if !i.Missing() {
			return true
		}
	}
	return false
}

// address hashes everything that decides about the bytes of a build, except the tools.
func address(kind project.ArtifactKind, recipe project.Recipe, inputs []project.Input, source *project.DeliveryFile) (string, error) {
	text, err := json.Marshal(struct {
		Kind   project.ArtifactKind
		Recipe project.Recipe
		Inputs []project.Input
		Source *project.DeliveryFile `json:",omitempty"`
	}{kind, recipe, inputs, source})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), err
}

func (a *Assemble) make(ctx context.Context, request assemble.Request, build string) (project.ArtifactID, error) {
	dir, err := os.MkdirTemp(a.Scratch, "assemble-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	request.Work = dir
	request.Fetch = func(ctx context.Context, sum, path string) error { return fetch(ctx, a.Objects, sum, path) }
	request.Store = Layer{a.Objects, a.ComposeFrom}.Lay(request.Project, build)
	result, err := a.Builder.Build(ctx, request)
	if err != nil {
		return "", err
	}
	artifact := project.Artifact{ID: request.Artifact, Project: request.Project, Kind: request.Kind, Build: build, Manifest: result.Manifest, CreatedAt: time.Now()}
	artifact.Manifest.Files = nil
	for _, file := range result.Files {
		stored, err := a.keep(ctx, request.Project, build, file)
		if err != nil {
			return "", err
		}
		artifact.Manifest.Files = append(artifact.Manifest.Files, stored)
	}
	kept, err := a.Records.PutArtifact(ctx, artifact)
	return kept.ID, err
}

func (a *Assemble) keep(ctx context.Context, id project.ProjectID, build string, file assemble.LocalFile) (project.ArtifactFile, error) {
	key := project.ArtifactKey(id, build, filepath.Base(file.Name))
	if file.Path == "" {
		return project.ArtifactFile{Name: file.Name, Key: key, SHA256: file.SHA256, Size: file.Size, Type: file.Type}, nil
	}
	body, err := os.Open(file.Path)
	if err != nil {
		return project.ArtifactFile{}, err
	}
	defer body.Close()
	err = a.Objects.Put(ctx, key, body, file.Size, file.Type, file.SHA256)
	return project.ArtifactFile{Name: file.Name, Key: key, SHA256: file.SHA256, Size: file.Size, Type: file.Type}, err
}
