package temporal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	sdktemporal "go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"tutti/storage/storagetest"
)

const (
	taskQueue  = "count"
	workflowID = "counter/1"
	addUpdate  = "add"
	endUpdate  = "end"
)

// TestMain lets the test binary be the server that the crash test kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		countUntilKilled(dir)
	}
	os.Exit(storagetest.Main(m))
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// counter adds numbers, each by an activity, until it is told to end.
func counter(ctx workflow.Context) (int, error) {
	total, ended := 0, false
	add := func(ctx workflow.Context, n int) (int, error) {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
			StartToCloseTimeout: 2 * time.Second,
			RetryPolicy:         &sdktemporal.RetryPolicy{InitialInterval: 50 * time.Millisecond},
		})
		var checked int
		if err := workflow.ExecuteActivity(ctx, "Check", n).Get(ctx, &checked); err != nil {
			return 0, err
		}
		total += checked
		return total, nil
	}
	positive := func(n int) error {
		if n <= 0 {
			return errors.New("only positive numbers")
		}
		return nil
	}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, addUpdate, add, workflow.UpdateHandlerOptions{Validator: positive}); err != nil {
		return 0, err
	}
	end := func(workflow.Context) (int, error) { ended = true; return total, nil }
	if err := workflow.SetUpdateHandler(ctx, endUpdate, end); err != nil {
		return 0, err
	}
	err := workflow.Await(ctx, func() bool { return ended && workflow.AllHandlersFinished(ctx) })
	return total, err
}

// activities is the worker's side; before, if set, runs inside every activity.
type activities struct{ before func(n int) }

func (a *activities) Check(_ context.Context, n int) (int, error) {
	if a.before != nil {
		a.before(n)
	}
	return n, nil
}

// work dials s once, without retries, and runs a worker; the returned function ends both.
func work(s *Server, a *activities) (client.Client, func(), error) {
	logger := sdklog.NewStructuredLogger(quiet())
	c, err := client.Dial(client.Options{HostPort: s.HostPort(), Namespace: s.Namespace(), Logger: logger})
	if err != nil {
		return nil, nil, fmt.Errorf("dial right after Start: %w", err)
	}
	w := worker.New(c, taskQueue, worker.Options{})
	w.RegisterWorkflow(counter)
	w.RegisterActivity(a)
	if err := w.Start(); err != nil {
		c.Close()
		return nil, nil, fmt.Errorf("start the worker: %w", err)
	}
	return c, func() { w.Stop(); c.Close() }, nil
}

func mustStart(t *testing.T, opts Options) *Server {
	t.Helper()
	if opts.Logger == nil {
		opts.Logger = quiet()
	}
	s, err := Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

func mustWork(t *testing.T, s *Server) (client.Client, func()) {
	t.Helper()
	c, stop, err := work(s, &activities{})
	if err != nil {
		t.Fatal(err)
	}
	return c, stop
}

func begin(ctx context.Context, c client.Client) error {
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: workflowID, TaskQueue: taskQueue}, counter)
	return err
}

// update sends a command with an id of its own and waits for the answer.
func update(ctx context.Context, c client.Client, name, id string, args ...any) (int, error) {
	h, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: workflowID, UpdateName: name, UpdateID: id, Args: args, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return 0, err
	}
	var total int
	err = h.Get(ctx, &total)
	return total, err
}

func mustUpdate(t *testing.T, c client.Client, want int, name, id string, args ...any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	got, err := update(ctx, c, name, id, args...)
	if err != nil {
		t.Fatalf("%s %s: %v", name, id, err)
	}
	if got != want {
		t.Fatalf("%s %s answered %d, want %d", name, id, got, want)
	}
}

// throughRestart runs a workflow across a stop and a start with the same options.
func throughRestart(t *testing.T, opts Options) {
	t.Helper()
	s := mustStart(t, opts)
	c, stop := mustWork(t, s)
	checkRetention(t, c, s.Namespace())
	if err := begin(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, c, 2, addUpdate, "first", 2)
	if _, err := update(t.Context(), c, addUpdate, "refused", -1); err == nil {
		t.Fatal("the validator let -1 through")
	}
	stop()
	s.Stop()
	s.Stop()

	opts.FrontendPort = portOf(t, s.HostPort()) // it must be free again
	s = mustStart(t, opts)
	c, stop = mustWork(t, s)
	defer stop()
	mustUpdate(t, c, 2, addUpdate, "first", 2) // a repeat, also after the restart
	mustUpdate(t, c, 5, addUpdate, "second", 3)
	mustUpdate(t, c, 5, endUpdate, "end")
}

func checkRetention(t *testing.T, c client.Client, namespace string) {
	t.Helper()
	d, err := c.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	if err != nil {
		t.Fatal(err)
	}
	if kept := d.Config.WorkflowExecutionRetentionTtl.AsDuration(); kept != retention {
		t.Fatalf("closed workflows are kept for %v, want %v", kept, retention)
	}
}

func TestStateSurvivesRestart(t *testing.T) {
	began := time.Now()
	throughRestart(t, Options{Dir: t.TempDir()})
	t.Logf("two starts and stops with a workflow took %v", time.Since(began).Round(time.Millisecond))
}

func TestStateSurvivesRestartOnPostgres(t *testing.T) {
	base, err := url.Parse(storagetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	base.Path += "_temporal"
	throughRestart(t, Options{Postgres: base.String()})
}

// TestDeletedDirectoryBeginsAnew: the server's connection pool outlives it, and must not bring the old file back.
func TestDeletedDirectoryBeginsAnew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "da ta%20#1?ü") // every sign that means something in a URI
	s := mustStart(t, Options{Dir: dir, Namespace: "other"})
	if s.Namespace() != "other" {
		t.Fatalf("namespace is %q", s.Namespace())
	}
	c, stop := mustWork(t, s)
	if err := begin(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	stop()
	s.Stop()
	for _, name := range []string{databaseFile, versionFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	s = mustStart(t, Options{Dir: dir, Namespace: "other"})
	c, stop = mustWork(t, s)
	defer stop()
	if d, err := c.DescribeWorkflowExecution(t.Context(), workflowID, ""); err == nil {
		t.Fatalf("the workflow of the deleted directory is still there: %v", d.WorkflowExecutionInfo.Status)
	}
	if err := begin(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, c, 1, addUpdate, "first", 1)
}

func TestIdleMemoryIsModest(t *testing.T) {
	const limitMiB = 300
	s := mustStart(t, Options{Dir: t.TempDir()})
	c, stop := mustWork(t, s)
	defer stop()
	if err := begin(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, c, 1, addUpdate, "first", 1)
	time.Sleep(2 * time.Second)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("this system does not tell the memory of a process in /proc")
	}
	for line := range strings.Lines(string(status)) {
		name, rest, _ := strings.Cut(line, ":")
		if name != "VmRSS" && name != "RssAnon" {
			continue
		}
		kib, err := strconv.Atoi(strings.Fields(rest)[0])
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s %d MiB", name, kib/1024)
		if kib/1024 > limitMiB {
			t.Fatalf("%s is %d MiB, the limit is %d", name, kib/1024, limitMiB)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func portOf(t *testing.T, addr string) int {
	t.Helper()
	_, text, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return port
}
