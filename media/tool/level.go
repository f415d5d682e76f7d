package tool

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"tutti/project"
)

// Level is what the sandbox could put in force on this machine, as tried out by a child that did nothing else.
type Level struct {
	Namespaces bool   `json:"namespaces"` // own user, network, process, IPC, host name and mount namespaces
	Landlock   int    `json:"landlock"`   // ABI version of Landlock; 0 for none
	Seccomp    bool   `json:"seccomp"`    // system calls for networks, tracing, mounting and the like are refused
	Limits     bool   `json:"limits"`     // resource limits and a wall clock
	Reason     string `json:"reason,omitempty"`
}

// Confined reports whether a tool can neither reach the network nor files other than those of its job.
func (l Level) Confined() bool { return l.Landlock > 0 && l.Seccomp && l.Limits }

func (l Level) String() string {
	var in []string
	if l.Namespaces {
		in = append(in, "namespaces")
	}
	if l.Landlock > 0 {
		in = append(in, fmt.Sprintf("landlock %d", l.Landlock))
	}
	if l.Seccomp {
		in = append(in, "seccomp")
	}
	if l.Limits {
		in = append(in, "limits")
	}
	if len(in) == 0 {
		in = append(in, "nothing")
	}
	text := strings.Join(in, " + ")
	if l.Reason != "" {
		text += " (" + l.Reason + ")"
	}
	return text
}

// Level tries the sandbox out on first use and tells what is in force. An Unavailable error means that not even a plain
// child can be started.
func (r *Runner) Level(ctx context.Context) (Level, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.level != nil {
		return *r.level, nil
	}
	level, err := probe(ctx, true)
	if err != nil && ctx.Err() == nil {
		reason := err
		if level, err = probe(ctx, false); err == nil {
			level.Reason = strings.TrimPrefix("no namespaces: "+firstLine(reason.Error())+"; "+level.Reason, "; ")
			level.Reason = strings.TrimSuffix(level.Reason, "; ")
		}
	}
	if err != nil {
		return Level{}, project.Because(err, project.Unavailable, "no sandbox can be started on this machine: %s", firstLine(err.Error()))
	}
	r.level = &level
	return level, nil
}

// probe starts a child that confines itself, attacks its own walls and prints what held.
func probe(ctx context.Context, namespaces bool) (Level, error) {
	var out strings.Builder
	job := Job{Tool: "sandbox probe", Outputs: []io.Writer{&out}, Limits: Limits{Wall: 10 * time.Second}.withDefaults()}
	report, err := run(ctx, job, policyOf(job, "", Level{}), namespaces)
	if err != nil {
		return Level{}, fmt.Errorf("%w %s", err, report.Log)
	}
	var level Level
	if err := json.Unmarshal([]byte(out.String()), &level); err != nil {
		return Level{}, fmt.Errorf("main does not call tool.Main first: %w", err)
	}
	level.Namespaces = namespaces
	return level, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
