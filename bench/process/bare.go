package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	_ "modernc.org/sqlite" // the driver that the records use
)

// bare is the limit: an empty workflow with an update that runs one activity with one SQL transaction.
type bare struct {
	temporal client.Client
	db       *sql.DB
}

const bareQueue = "bare"

func newBare(c client.Client, dir string) (*bare, func(), error) {
	url := "file:" + filepath.Join(dir, "bare.db") + "?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)"
	db, err := sql.Open("sqlite", url)
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("create table step (id text primary key, body text not null)"); err != nil {
		return nil, nil, err
	}
	b := &bare{temporal: c, db: db}
	w := worker.New(c, bareQueue, worker.Options{})
	w.RegisterWorkflow(Bare)
	w.RegisterActivity(b.Step)
	if err := w.Start(); err != nil {
		return nil, nil, err
	}
	return b, func() { w.Stop(); db.Close() }, nil
}

// Step is one SQL transaction with one row.
func (b *bare) Step(ctx context.Context, id string) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("insert into step (id, body) values ($1, $2)", id, "a body of about as many bytes as an event has"); err != nil {
		_ = tx.Rollback() // the insert's error is the one that counts
		return err
	}
	return tx.Commit()
}

// Bare waits for updates until it is told to end.
func Bare(ctx workflow.Context) error {
	var b *bare
	step := func(ctx workflow.Context, id string) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 10 * time.Second})
		return workflow.ExecuteActivity(ctx, b.Step, id).Get(ctx, nil)
	}
	if err := workflow.SetUpdateHandler(ctx, "step", step); err != nil {
		return err
	}
	steps := workflow.GetSignalChannel(ctx, "step") // an activity without an update, as after an inspection
	ended := workflow.GetSignalChannel(ctx, "end")
	for {
		var id string
		over := false
		s := workflow.NewSelector(ctx)
		s.AddReceive(steps, func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, &id) })
		s.AddReceive(ended, func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, nil); over = true })
		s.Select(ctx)
		if over {
			return nil
		}
		if err := step(ctx, id); err != nil {
			return err
		}
	}
}

func (b *bare) start(ctx context.Context, id string) error {
	_, err := b.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: bareQueue}, Bare)
	return err
}

func (b *bare) update(ctx context.Context, id, step string) error {
	handle, err := b.temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateID: step, UpdateName: "step", Args: []any{fmt.Sprintf("%s/%s", id, step)}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}

// done reports whether a step is recorded.
func (b *bare) done(id string, i int) bool {
	var found int
	err := b.db.QueryRow("select count(*) from step where id = $1", fmt.Sprintf("%s/%d", id, i)).Scan(&found)
	return err == nil && found == 1
}
