// Package tool runs ffmpeg, ffprobe, pdftoppm and work of our own on files that nobody trusts.
//
// Every run re-executes the running binary, which confines itself and only then becomes the tool: no network, one
// directory to write, a named list of files to read, limits on CPU, memory, files and output, and a wall clock in the
// parent. What could be confined on this machine is measured once and told by [Runner.Level]; it never degrades in silence.
//
// A program that uses this package calls [Main] as the first statement of main, and of TestMain in its tests.
package tool

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tutti/project"
)

// The tools that can be run.
const (
	FFmpeg    = "ffmpeg"
	FFprobe   = "ffprobe"
	PDFToPPM  = "pdftoppm"
	PDFToText = "pdftotext"
)

// Options says where the tools are and how strict the sandbox must be. The zero value is right for production.
type Options struct {
	Paths map[string]string // tool name to absolute path; the PATH is searched for a tool that is left out
	Weak  bool              // run even where the kernel lacks Landlock or seccomp; Level still tells the truth
}

// Job is one run of a tool.
type Job struct {
	Tool    string      // FFmpeg, FFprobe, PDFToPPM, PDFToText, or what a Work is called
	Args    []string    // arguments after the tool's name
	Inputs  []string    // absolute paths of the files it may read
	Trees   []string    // absolute paths of directories below which it may read, as fonts; missing ones are skipped
	Dir     string      // absolute path of the one directory it may write, which is also its working directory; "" for none
	Stdin   io.Reader   // what it reads as pipe:0; nil for nothing
	Outputs []io.Writer // what it writes to pipe:1, pipe:3, pipe:4 and so on
	Limits  Limits
}

// Limits bound one run. A zero field takes the default.
type Limits struct {
	Wall        time.Duration // from start to end; 10 minutes
	CPU         time.Duration // CPU time of the tool, rounded up to seconds; 5 minutes
	FileBytes   int64         // greatest size of one written file; 8 GiB
	OutputBytes int64         // greatest number of bytes through one pipe; 16 GiB
	MemoryBytes int64         // address space; 2 GiB
	OpenFiles   int           // open files; 64
}

// The default limits of a run.
const (
	DefaultWall        = 10 * time.Minute
	DefaultCPU         = 5 * time.Minute
	DefaultFileBytes   = 8 << 30
	DefaultOutputBytes = 16 << 30
	DefaultMemoryBytes = 2 << 30
	DefaultOpenFiles   = 64
)

// Report is what is known after a run, whether it ended well or not.
type Report struct {
	Log string        // the end of what the tool wrote to its standard error, at most MaxLog bytes
	CPU time.Duration // user and system time of the sandbox and the tool
}

// Runner starts tools. It is safe for use by several goroutines; make one per process.
type Runner struct {
	options  Options
	mu       sync.Mutex
	level    *Level
	versions map[string]string
}

// New makes a Runner. Nothing is started or searched for yet.
func New(o Options) *Runner {
	return &Runner{options: o, versions: map[string]string{}}
}

// Path gives the absolute path of a tool, or an Unavailable error that says how to install it. Work is done by this program.
func (r *Runner) Path(name string) (string, error) {
	if isWork(name) {
		return os.Executable()
	}
	path := r.options.Paths[name]
	if path == "" {
		path = name
	}
	found, err := exec.LookPath(path)
	if err != nil {
		return "", project.Because(err, project.Unavailable, "%s is not installed: run scripts/setup", name)
	}
	abs, err := filepath.Abs(found)
	if err != nil {
		return "", project.Because(err, project.Internal, "the path of %s cannot be made absolute", name)
	}
	return filepath.EvalSymlinks(abs)
}

// Version gives the tool's name and version as it stands in manifests, as "ffmpeg 5.1.9-0+deb12u1". It asks the tool once.
func (r *Runner) Version(ctx context.Context, name string) (string, error) {
	r.mu.Lock()
	known := r.versions[name]
	r.mu.Unlock()
	if known != "" {
		return known, nil
	}
	ask := "-version"
	if name == PDFToPPM || name == PDFToText {
		ask = "-v" // and they answer on their standard error
	}
	var out strings.Builder
	report, err := r.Run(ctx, Job{Tool: name, Args: []string{ask}, Outputs: []io.Writer{&out}})
	if err != nil {
		return "", err
	}
	words := strings.Fields(out.String() + report.Log)
	if len(words) < 3 {
		return "", project.Errorf(project.Unavailable, "%s does not tell its version: reinstall it with scripts/setup", name)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.versions[name] = name + " " + words[2]
	return r.versions[name], nil
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Wall:        orDefault(l.Wall, DefaultWall),
		CPU:         orDefault(l.CPU, DefaultCPU),
		FileBytes:   orDefault(l.FileBytes, DefaultFileBytes),
		OutputBytes: orDefault(l.OutputBytes, DefaultOutputBytes),
		MemoryBytes: orDefault(l.MemoryBytes, DefaultMemoryBytes),
		OpenFiles:   orDefault(l.OpenFiles, DefaultOpenFiles),
	}
}

func orDefault[T ~int | ~int64](v, otherwise T) T {
	if v == 0 {
		return otherwise
	}
	return v
}
