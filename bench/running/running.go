// Package running is the built program on an empty data directory, for benchmarks that measure it from outside.
package running

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// Program is a `tutti dev`.
type Program struct {
	Took     time.Duration // from its start to the first answer of the API
	Server   string        // its address, as http://127.0.0.1:1234
	Operator *client.Client
	Token    string // of the operator

	cmd *exec.Cmd
}

// Start runs bin/tutti with its data in an empty directory. An error says that it did not answer within a minute.
func Start(ctx context.Context, data string) (*Program, error) {
	cmd := exec.Command("bin/tutti", "dev", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "error")
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w; build it first: make build", err)
	}
	p := &Program{cmd: cmd}
	for time.Since(began) < time.Minute {
		if p.answers(ctx, data) {
			p.Took = time.Since(began)
			return p, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.Stop()
	return nil, fmt.Errorf("tutti dev did not answer within a minute")
}

func (p *Program) answers(ctx context.Context, data string) bool {
	text, err := os.ReadFile(filepath.Join(data, "operator.json"))
	if err != nil {
		return false
	}
	var found struct{ Server, Token string }
	if json.Unmarshal(text, &found) != nil {
		return false
	}
	once, err := client.New(found.Server, found.Token, client.Options{Attempts: 1})
	if err != nil {
		return false
	}
	if _, err = once.Me(ctx); err != nil {
		return false
	}
	p.Server, p.Token = found.Server, found.Token
	p.Operator, err = client.New(found.Server, found.Token, client.Options{})
	return err == nil
}

// Stop ends the program and waits until it has ended.
func (p *Program) Stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait() // it was told to end
}

// Launch creates the project of a plan and starts it.
func (p *Program) Launch(ctx context.Context, plan string) (project.ProjectID, error) {
	created, err := p.Operator.CreateProject(ctx, []byte(plan))
	if err != nil {
		return "", err
	}
	_, err = p.Operator.Launch(ctx, created.ID)
	return created.ID, err
}

// Seller gives the client of a person of a plan.
func (p *Program) Seller(ctx context.Context, handle string) (*client.Client, error) {
	people, err := p.Operator.People(ctx, client.Page{Limit: 200})
	if err != nil {
		return nil, err
	}
	for _, person := range people.Items {
		if person.Handle != handle {
			continue
		}
		token, err := p.Operator.CreateToken(ctx, person.ID, wire.TokenRequest{Name: "bench"})
		if err != nil {
			return nil, err
		}
		return client.New(p.Server, token.Token, client.Options{})
	}
	return nil, fmt.Errorf("there is nobody called %s", handle)
}

// Await asks until it is so, for at most two minutes.
func Await(what string, so func() (bool, error)) error {
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if done, err := so(); done || err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: it did not come within two minutes", what)
}

// ticks is how many units of CPU time /proc counts in a second; Linux promises 100 to programs.
const ticks = 100

// CPU is what the program has used so far.
func (p *Program) CPU() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / ticks
}

// Settle waits until the program has had little to do for a few seconds, for at most two minutes: what it was given before
// is not to be measured.
func (p *Program) Settle() {
	const pause, calm = 3 * time.Second, 300 * time.Millisecond
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); {
		before := p.CPU()
		if time.Sleep(pause); p.CPU()-before < calm {
			return
		}
	}
}

// Memory reads a line of /proc/PID/status, in MiB.
func (p *Program) Memory(name string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kib, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kib / 1024
		}
	}
	return 0
}
