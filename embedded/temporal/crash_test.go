package temporal

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
)

const (
	// childDir names the data directory to the child process; its presence makes the test binary a server.
	childDir = "TUTTI_TEMPORAL_TEST_CHILD_DIR"

	ready     = "ready"
	stuck     = 1000 // adding this number never ends in the child
	stuckID   = "stuck"
	ackedEach = 30 // acknowledged updates before the kill
)

// countUntilKilled is the child. It starts a workflow, reports on stdout that one of its activities is running, and then
// adds without end, reporting every acknowledged addition.
func countUntilKilled(dir string) {
	if err := count(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func count(dir string) error {
	s, err := Start(Options{Dir: dir, Logger: quiet()})
	if err != nil {
		return err
	}
	reached := make(chan struct{})
	c, _, err := work(s, &activities{before: func(n int) {
		if n == stuck {
			close(reached)
			select {}
		}
	}})
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := begin(ctx, c); err != nil {
		return err
	}
	_, err = c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: workflowID, UpdateName: addUpdate, UpdateID: stuckID, Args: []any{stuck},
		WaitForStage: client.WorkflowUpdateStageAccepted,
	})
	if err != nil {
		return err
	}
	<-reached
	fmt.Println(ready)
	for i := 0; ; i++ {
		total, err := update(ctx, c, addUpdate, fmt.Sprintf("add-%d", i), 1)
		if err != nil {
			return err
		}
		fmt.Println("acked", i, total)
	}
}

// TestKillLosesNothing kills a server that is in the middle of an activity and of a stream of updates.
func TestKillLosesNothing(t *testing.T) {
	dir := t.TempDir()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(exe)
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = child.Process.Kill() })
	answers := readAnswers(t, bufio.NewScanner(out))
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	checkIntegrity(t, filepath.Join(dir, databaseFile))

	c, stop := mustWork(t, mustStart(t, Options{Dir: dir}))
	defer stop()
	for i, total := range answers { // the same commands again must have the same answers
		mustUpdate(t, c, total, addUpdate, fmt.Sprintf("add-%d", i), 1)
	}
	// The interrupted activity is tried again when its time is up; unacknowledged additions may have been made.
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := update(ctx, c, addUpdate, stuckID, stuck); err != nil {
		t.Fatal(err)
	}
	total, err := update(ctx, c, endUpdate, "end")
	if err != nil {
		t.Fatal(err)
	}
	if total < stuck+len(answers) || total > stuck+len(answers)+1 {
		t.Fatalf("the workflow counted to %d, want %d acknowledged, or one more that was under way", total, stuck+len(answers))
	}
}

// readAnswers returns what the child was told, update by update, once it is busy and has enough of them.
func readAnswers(t *testing.T, lines *bufio.Scanner) []int {
	t.Helper()
	var answers []int
	busy := false
	for len(answers) < ackedEach && lines.Scan() {
		if lines.Text() == ready {
			busy = true
			continue
		}
		var i, total int
		if _, err := fmt.Sscanf(lines.Text(), "acked %d %d", &i, &total); err != nil || i != len(answers) {
			t.Fatalf("the child said %q", lines.Text())
		}
		answers = append(answers, total)
	}
	if !busy || len(answers) < ackedEach {
		t.Fatalf("the child ended early: busy %v, answers %d (%v)", busy, len(answers), lines.Err())
	}
	return answers
}

func checkIntegrity(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict, mode string
	if err := db.QueryRow("pragma integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity_check: %s (%v)", verdict, err)
	}
	if err := db.QueryRow("pragma journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Fatalf("journal_mode: %s (%v)", mode, err)
	}
}
