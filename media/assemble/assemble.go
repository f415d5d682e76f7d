// Package assemble builds artifacts out of approved deliveries, as a preview of what exists or as the final result: a file for
// each recipe. What a build makes on its way is kept by the content address of its step, so a change costs its own branch.
//
// The mix is an exact sum of integers: whatever the order, the number of workers and the history of changes, the same
// inputs give the same sum. The last sum of a project is kept in the cache, so a change costs the stems that changed.
// ffmpeg does all measuring, limiting and encoding.
package assemble

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/steps"
	"tutti/project"
)

// Options is what a Builder needs.
type Options struct {
	Decoder *audio.Decoder // required; its cache also keeps the sums
	Steps   *steps.Cache   // required; keeps what the steps of builds made
	Workers int            // goroutines of a mix and decoders at a time; the number of processors when 0
}

// Builder builds artifacts. It is safe for use by several goroutines; two builds of one project at a time waste work.
type Builder struct {
	decoder *audio.Decoder
	steps   *steps.Cache
	workers int
}

// New makes a Builder.
func New(o Options) (*Builder, error) {
	if o.Decoder == nil || o.Decoder.Tools == nil || o.Decoder.Cache == nil {
		return nil, project.Errorf(project.Internal, "a builder needs a decoder with tools and a cache")
	}
	if o.Steps == nil {
		return nil, project.Errorf(project.Internal, "a builder needs a cache for the steps of its builds")
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return &Builder{decoder: o.Decoder, steps: o.Steps, workers: o.Workers}, nil
}

// Request is one artifact to build.
type Request struct {
	Project   project.ProjectID
	Title     string
	Artifact  project.ArtifactID
	Kind      project.ArtifactKind
	Recipe    project.Recipe
	Inputs    []project.Input       // all sub-gigs in their order; those that are Missing leave a hole, named in the manifest
	Source    *project.DeliveryFile // the reference that Recipe.Source names; nil when it names none
	Watermark project.Watermark     // across the pages of a preview
	// Fetch brings an original delivery to the path dst and verifies its hash. It may be called by several goroutines at
	// once, and never for what the cache still holds.
	Fetch func(ctx context.Context, sha256, dst string) error
	Work  string // absolute path of an empty directory of this build alone; the files of the result are left in it
	// Store keeps a file of the result, of size bytes, that is made of delivered files: none of it lies in Work. It gives its
	// sha256, "" when the store put it together itself and nobody read it. When Store is nil, everything lies in Work.
	Store func(ctx context.Context, name, mediaType string, size int64, stretches []Stretch) (sha256 string, err error)
}

// LocalFile is one file of the result, in Request.Work, or kept by Request.Store already.
type LocalFile struct {
	Name   string
	Path   string // "" when it is kept already
	Type   string
	SHA256 string
	Size   int64 // bytes
}

// Result is a built artifact. Files ends with credits.txt and manifest.json; Manifest.Files names all but the last, and
// leaves the object keys to the caller.
type Result struct {
	Files    []LocalFile
	Manifest project.Manifest
}

// Build makes the artifact. The same request gives the same bytes with the same tools and architecture.
//
// Errors: Invalid when the inputs cannot be assembled (nothing approved, or a missing input in a final); those of Fetch
// as they are; Unavailable and Limited as tool.Run gives them; trouble of the disk.
func (b *Builder) Build(ctx context.Context, r Request) (Result, error) {
	r.Recipe = r.Recipe.WithDefaults()
	if err := r.check(); err != nil {
		return Result{}, err
	}
	m, err := b.newManifest(ctx, r)
	if err != nil {
		return Result{}, err
	}
	w := &workshop{Builder: b, request: r, manifest: m}
	if err := w.make(ctx); err != nil {
		return Result{}, err
	}
	return w.finish()
}

// make follows the recipe.
func (w *workshop) make(ctx context.Context) error {
	switch kind := w.request.Recipe.Kind; kind {
	case project.RecipeAudioMix:
		return w.audioMix(ctx)
	case project.RecipeAudioConcat:
		return w.audioConcat(ctx)
	case project.RecipeVideoConcat:
		return w.videoConcat(ctx)
	case project.RecipeVideoGrid:
		return w.videoGrid(ctx)
	case project.RecipePhotoBook:
		return w.photoBook(ctx)
	case project.RecipeBundle:
		return w.bundle(ctx, slugOf(w.request.Title)+".zip")
	case project.RecipeBook:
		return w.book(ctx)
	case project.RecipeSubtitles:
		return w.subtitles(ctx)
	case project.RecipeTranslation:
		return w.translation(ctx)
	case project.RecipeTable:
		return w.table(ctx)
	default:
		return project.Errorf(project.Invalid, "a result of the recipe %q cannot be built yet", kind)
	}
}

// audioMix mixes what is there.
func (w *workshop) audioMix(ctx context.Context) error {
	want, err := wanted(w.request)
	if err != nil {
		return err
	}
	return w.sound(ctx, want)
}

// sound makes a sum into sound files.
func (w *workshop) sound(ctx context.Context, want state) error {
	sum, err := w.sumOf(ctx, w.request, want)
	if err != nil {
		return err
	}
	defer sum.Close()
	w.manifest.Seconds = pcm.Seconds(sum.Frames)
	if w.request.Recipe.Kind == project.RecipeAudioMix {
		w.placeEntries(sum)
	}
	if w.request.Kind == project.ArtifactPreview {
		return w.preview(ctx, sum)
	}
	return w.final(ctx, sum)
}

func (r Request) check() error {
	switch {
	case !slices.Contains(project.RecipeKinds(), r.Recipe.Kind):
		return project.Errorf(project.Invalid, "the recipe %q is unknown; write one of %v", r.Recipe.Kind, project.RecipeKinds())
	case r.Kind != project.ArtifactPreview && r.Kind != project.ArtifactFinal:
		return project.Errorf(project.Invalid, "the kind of artifact %q is unknown; write preview or final", r.Kind)
	case !filepath.IsAbs(r.Work) || r.Fetch == nil:
		return project.Errorf(project.Internal, "a build needs an absolute work directory and a way to fetch originals")
	}
	some := false
	for _, in := range r.Inputs {
		if in.Missing() && r.Kind == project.ArtifactFinal {
			return project.Errorf(project.Invalid, "the final cannot be built: nothing is approved for %q yet", in.Key)
		}
		some = some || !in.Missing()
	}
	if !some {
		return project.Errorf(project.Invalid, "there is nothing to assemble: no delivery is approved")
	}
	return nil
}

// step brings the result of a step of the build to a file of the work directory, and gives its path. What is kept from an earlier
// build is not made again; else work writes it to the path that it is given.
func (w *workshop) step(ctx context.Context, s steps.Step, name string, work func(ctx context.Context, path string) error) (string, error) {
	path := w.path(name)
	return path, w.steps.Do(ctx, s, path, work)
}

// original brings a delivered file to the work directory, once, and gives its path.
func (w *workshop) original(ctx context.Context, file project.FileFacts) (string, error) {
	path := w.path("original-" + file.SHA256)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, w.request.Fetch(ctx, file.SHA256, path)
}

// workshop is one build on its way.
type workshop struct {
	*Builder
	request  Request
	manifest project.Manifest
	files    []LocalFile
}

// path is where a file of the build lies.
func (w *workshop) path(name string) string { return filepath.Join(w.request.Work, name) }

// take hashes a finished file of the work directory and adds it to the result.
func (w *workshop) take(name, mediaType string) error {
	f, err := os.Open(w.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{f}, make([]byte, 1<<20))
	if err != nil {
		return err
	}
	file := LocalFile{Name: name, Path: w.path(name), Type: mediaType, SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size}
	w.files = append(w.files, file)
	return nil
}

// text writes a small file and adds it to the result.
func (w *workshop) text(name, mediaType string, content []byte) error {
	if err := os.WriteFile(w.path(name), content, 0o600); err != nil {
		return err
	}
	return w.take(name, mediaType)
}

// finish adds the credits and the manifest, which names every other file.
func (w *workshop) finish() (Result, error) {
	if err := w.text(creditsName, "text/plain; charset=utf-8", credits(w.manifest)); err != nil {
		return Result{}, err
	}
	for _, f := range w.files {
		w.manifest.Files = append(w.manifest.Files, project.ArtifactFile{Name: f.Name, SHA256: f.SHA256, Size: f.Size, Type: f.Type})
	}
	content, err := Canonical(w.manifest)
	if err != nil {
		return Result{}, err
	}
	if err := w.text(manifestName, "application/json", content); err != nil {
		return Result{}, err
	}
	return Result{Files: w.files, Manifest: w.manifest}, nil
}
