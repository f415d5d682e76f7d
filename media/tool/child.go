package tool

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// childName is the argv[0] by which a child knows what it is.
const childName = "tutti-sandbox"

// setupFailed is the exit status of a child that could not confine itself; the tool was not started then.
const setupFailed = 125

// policy is what the parent asks of the child. An empty Path asks for a report of the walls instead of a tool.
type policy struct {
	Path     string   `json:"path"`
	Args     []string `json:"args"`
	Read     []string `json:"read"`  // files the tool may read
	Trees    []string `json:"trees"` // directories below which it may read
	Dir      string   `json:"dir"`   // directory it may write
	Landlock int      `json:"landlock"`
	Seccomp  bool     `json:"seccomp"`
	CPU      uint64   `json:"cpu_seconds"`
	File     uint64   `json:"file_bytes"`
	Memory   uint64   `json:"memory_bytes"`
	Open     uint64   `json:"open_files"`
}

func policyOf(job Job, path string, level Level) policy {
	return policy{
		Path: path, Args: append([]string{job.Tool}, job.Args...), Read: job.Inputs, Trees: job.Trees, Dir: job.Dir,
		Landlock: level.Landlock, Seccomp: level.Seccomp,
		CPU:    uint64((job.Limits.CPU + time.Second - 1) / time.Second),
		File:   uint64(job.Limits.FileBytes),
		Memory: uint64(job.Limits.MemoryBytes),
		Open:   uint64(job.Limits.OpenFiles),
	}
}

func (p policy) encode() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return string(b)
}

// runChild confines the process and becomes the tool. It never returns. Everything is done by raw system calls on one
// locked thread: the others die at exec, and a wrapper that wants all threads to agree hangs as process 1 of a namespace.
func runChild(encoded string) {
	runtime.LockOSThread()
	var p policy
	err := json.Unmarshal([]byte(encoded), &p)
	if err == nil && p.Path == "" {
		err = report(p)
	} else if err == nil {
		err = become(p)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sandbox:", err)
		os.Exit(setupFailed)
	}
	os.Exit(0)
}

// become confines this thread as the policy says and executes the tool.
func become(p policy) error {
	if err := dropCapabilities(); err != nil {
		return fmt.Errorf("dropping capabilities: %w", err)
	}
	if err := restrictFiles(p); err != nil {
		return fmt.Errorf("landlock: %w", err)
	}
	filter := denyFilter()
	env := os.Environ()
	if isWork(p.Args[0]) {
		env = workEnvironment(env, p.Memory)
		if raceDetector {
			p.Memory = unix.RLIM_INFINITY
		}
	}
	if err := setLimits(p); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	if err := restrictCalls(filter); err != nil && p.Seccomp {
		return fmt.Errorf("seccomp: %w", err)
	}
	return fmt.Errorf("exec %s: %w", p.Path, unix.Exec(p.Path, p.Args, env))
}

// dropCapabilities leaves root without power where no user namespace does it; no_new_privs keeps exec from giving it back.
func dropCapabilities() error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var none [2]unix.CapUserData
	return unix.Capset(&header, &none[0])
}

func setLimits(p policy) error {
	// The hard limit of CPU time is a second later: SIGXCPU does not reach process 1 of a namespace, SIGKILL does.
	limits := []struct {
		what       int
		soft, hard uint64
	}{
		{unix.RLIMIT_CORE, 0, 0},
		{unix.RLIMIT_CPU, p.CPU, p.CPU + 1},
		{unix.RLIMIT_FSIZE, p.File, p.File},
		{unix.RLIMIT_NOFILE, p.Open, p.Open},
		{unix.RLIMIT_AS, p.Memory, p.Memory}, // last: the Go runtime of this process maps more than that
	}
	for _, l := range limits {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.soft, Max: l.hard}); err != nil {
			return err
		}
	}
	return nil
}

// report puts the walls up, runs against them and prints those that held.
func report(p policy) error {
	var level Level
	if err := dropCapabilities(); err != nil {
		return err
	}
	abi := landlockABI()
	p.Landlock = abi
	if err := restrictFiles(p); err != nil {
		level.Reason = "no landlock: " + err.Error()
	} else if _, err := os.ReadFile("/etc/passwd"); abi > 0 && errors.Is(err, os.ErrPermission) {
		level.Landlock = abi
	} else {
		level.Reason = "no landlock in this kernel"
	}
	if err := restrictCalls(denyFilter()); err != nil {
		level.Reason += " no seccomp: " + err.Error()
	} else if _, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0); errors.Is(err, unix.EPERM) {
		level.Seccomp = true
	}
	// The address space stays as it is: this process has to go on as a Go program.
	p.Memory = unix.RLIM_INFINITY
	level.Limits = setLimits(p) == nil
	return json.NewEncoder(os.Stdout).Encode(level)
}
