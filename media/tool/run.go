package tool

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"tutti/project"
)

// errWall ends a run that took longer than its wall clock allows.
var errWall = errors.New("wall clock")

// Run starts the tool, feeds and drains its pipes and waits for its end. The Report is filled in also on an error.
//
// Errors: Unavailable when the tool is missing, the sandbox is refused by the machine or ctx ended (the cause is kept);
// Limited when a limit was reached; Invalid when the tool itself refused its input; an error of an output writer as it is.
func (r *Runner) Run(ctx context.Context, job Job) (Report, error) {
	job.Limits = job.Limits.withDefaults()
	path, err := r.Path(job.Tool)
	if err != nil {
		return Report{}, err
	}
	level, err := r.Level(ctx)
	if err != nil {
		return Report{}, err
	}
	if !level.Confined() && !r.options.Weak {
		return Report{}, project.Errorf(project.Unavailable, "%s was not started: this machine cannot confine it (%s)", job.Tool, level)
	}
	return run(ctx, job, policyOf(job, path, level), level.Namespaces)
}

// run starts one child with the policy. It stays on one thread, because the kernel kills the child when the thread that
// started it ends, not when the process ends.
func run(ctx context.Context, job Job, p policy, namespaces bool) (Report, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	ctx, stop := context.WithTimeoutCause(ctx, job.Limits.Wall, errWall)
	defer stop()
	ctx, abort := context.WithCancelCause(ctx)
	defer abort(nil)

	cmd := childCommand(ctx, p, namespaces)
	log := &tail{}
	cmd.Stderr = log
	streams, err := connect(cmd, job)
	if err != nil {
		return Report{}, project.Because(err, project.Unavailable, "no pipe can be made for %s", job.Tool)
	}
	if err := cmd.Start(); err != nil {
		streams.abandon()
		return Report{}, project.Because(err, project.Unavailable, "the sandbox cannot be started: %s", err)
	}
	streams.run(job, abort)
	// The streams end when the tool closes its side; reading them to the end before Wait loses nothing.
	streams.wait()
	err = cmd.Wait()
	report := Report{Log: log.String(), CPU: cpuOf(cmd.ProcessState)}
	return report, verdict(ctx, job, err, report)
}

func childCommand(ctx context.Context, p policy, namespaces bool) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "/proc/self/exe")
	cmd.Args = []string{childName, p.encode()}
	cmd.Dir = p.Dir
	if cmd.Dir == "" {
		cmd.Dir = "/"
	}
	// GOMAXPROCS and GOGC only make the start of the child cheaper; the tool ignores them.
	cmd.Env = []string{"PATH=/usr/bin", "LC_ALL=C", "HOME=" + cmd.Dir, "TMPDIR=" + cmd.Dir,
		"AV_LOG_FORCE_NOCOLOR=1", "GOMAXPROCS=1", "GOGC=off"}
	cmd.SysProcAttr = attributes(namespaces)
	cmd.WaitDelay = time.Second
	cmd.Cancel = func() error {
		err := cmd.Process.Kill()
		if err == nil {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what it started, if it got that far
		}
		return err
	}
	return cmd
}

func attributes(namespaces bool) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if !namespaces {
		return attr
	}
	attr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID |
		syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS | syscall.CLONE_NEWNS
	// Nobody inside: an id other than 0 loses every capability of the new namespaces at exec.
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getuid(), Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getgid(), Size: 1}}
	return attr
}

// nobody is the user and group id inside the namespaces.
const nobody = 65534

// verdict turns the end of a run into one of the errors that Run names.
func verdict(ctx context.Context, job Job, err error, report Report) error {
	if cause := context.Cause(ctx); cause != nil {
		return stopped(job, cause)
	}
	if err == nil {
		return nil
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return project.Because(err, project.Unavailable, "%s cannot be waited for", job.Tool)
	}
	return refused(job, exit, report)
}

// stopped tells why we ended the run: our clock, our output limit, an output that could not be written, or the caller.
func stopped(job Job, cause error) error {
	switch {
	case errors.Is(cause, errWall):
		return project.Errorf(project.Limited, "%s was stopped: it took longer than %s", job.Tool, job.Limits.Wall)
	case errors.Is(cause, context.Canceled), errors.Is(cause, context.DeadlineExceeded):
		return project.Because(cause, project.Unavailable, "the work with %s was stopped before its end", job.Tool)
	}
	return cause
}

// refused tells why the tool ended by itself.
func refused(job Job, exit *exec.ExitError, report Report) error {
	status, _ := exit.Sys().(syscall.WaitStatus)
	switch {
	case status.ExitStatus() == setupFailed:
		return project.Because(errors.New(report.Log), project.Unavailable, "the sandbox of %s could not be set up", job.Tool)
	case isWork(job.Tool) && status.ExitStatus() == workFailed:
		return workRefused(report)
	case status.Signaled() && (status.Signal() == syscall.SIGXCPU || report.CPU >= job.Limits.CPU-100*time.Millisecond):
		return project.Errorf(project.Limited, "%s was stopped: it needed more than %s of CPU time", job.Tool, job.Limits.CPU)
	case status.Signaled() && status.Signal() == syscall.SIGXFSZ, strings.Contains(report.Log, "File too large"):
		return project.Errorf(project.Limited, "%s was stopped: a file grew beyond %d bytes", job.Tool, job.Limits.FileBytes)
	case strings.Contains(report.Log, "Cannot allocate memory"), isWork(job.Tool) && strings.Contains(report.Log, "out of memory"):
		return project.Errorf(project.Limited, "%s was stopped: it needed more than %d bytes of memory", job.Tool, job.Limits.MemoryBytes)
	case status.Signaled() && status.Signal() == syscall.SIGKILL:
		return project.Because(exit, project.Unavailable, "%s was killed from outside", job.Tool)
	}
	return project.Because(fmt.Errorf("%w: %s", exit, report.Log), project.Invalid, "%s refused the input (%s)", job.Tool, exit)
}

func cpuOf(s *os.ProcessState) time.Duration {
	if s == nil {
		return 0
	}
	return s.UserTime() + s.SystemTime()
}
