package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"tutti/backup"
	"tutti/project"
)

// Backups say where copies of an instance with its own servers are kept.
type Backups struct {
	Dir   string        // none are taken when empty
	Every time.Duration // only when somebody asks, when 0
	Keep  int           // of them; the newest stays in any case
}

// of refuses backups of what is kept elsewhere: those servers have their own. It names the folder wherever the process will work.
func (b Backups) of(c Config) (Backups, error) {
	if b.Dir == "" {
		return b, nil
	}
	if c.Database != "" || c.Temporal != "" || c.S3 != "" {
		return b, project.Errorf(project.Invalid, "backups are taken of an instance with its own database, Temporal and S3: leave --backups out, and see docs/operations.md for servers of your own")
	}
	dir, err := filepath.Abs(b.Dir) // the embedded S3 changes the working directory
	if err != nil {
		return b, project.Because(err, project.Invalid, "the folder %q for backups cannot be found", b.Dir)
	}
	b.Dir = dir
	return b, nil
}

// backups takes them for as long as the app runs.
type backups struct {
	of      Backups
	data    string
	program string
	log     *slog.Logger
	ask     chan struct{} // holds one wish

	mu      sync.Mutex
	running bool
	failure string
}

// backup begins to take backups, when there is somewhere to put them.
func (a *App) backup(context.Context) error {
	of := a.config.Backups
	if of.Dir == "" {
		return nil
	}
	b := &backups{of: of, data: a.config.DataDir, program: a.config.Version, log: a.config.Log, ask: make(chan struct{}, 1)}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.keep(ctx)
	}()
	a.onStop(func() { stop(); <-ended })
	a.backupsOf = b
	return nil
}

// backupPort is nil when none are taken.
func (a *App) backupPort() project.Backups {
	if a.backupsOf == nil {
		return nil
	}
	return a.backupsOf
}

// keep takes one when it is due and when somebody asks.
func (b *backups) keep(ctx context.Context) {
	for {
		var due <-chan time.Time
		if b.of.Every > 0 {
			due = time.After(b.next(time.Now()))
		}
		select {
		case <-ctx.Done():
			return
		case <-due:
		case <-b.ask:
		}
		b.take(ctx)
	}
}

// next says how long it is until one is due: what was taken before a restart counts. After a failure it is tried again soon.
func (b *backups) next(now time.Time) time.Duration {
	all, err := backup.List(b.of.Dir)
	if err != nil || b.failure != "" {
		return min(b.of.Every, time.Minute)
	}
	if len(all) == 0 {
		return 0
	}
	return max(0, b.of.Every-now.Sub(all[0].At))
}

func (b *backups) take(ctx context.Context) {
	b.set(true, "")
	r, err := backup.Take(ctx, b.data, b.of.Dir, b.program)
	if err == nil {
		_, err = backup.Check(ctx, r.Folder)
	}
	if err == nil {
		err = backup.Prune(b.of.Dir, b.of.Keep)
	}
	switch {
	case err != nil && ctx.Err() != nil: // the process ends: what was begun is thrown away
		b.set(false, "")
		return
	case err != nil:
		b.log.Error("a backup could not be taken", "error", err)
		b.set(false, err.Error())
		return
	}
	b.log.Info("backup taken", "folder", r.Folder, "files", r.Files, "bytes", r.Bytes)
	b.set(false, "")
}

func (b *backups) set(running bool, failure string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.running, b.failure = running, failure
}

// State says how the backups stand.
func (b *backups) State(context.Context) (project.BackupState, error) {
	b.mu.Lock()
	s := project.BackupState{Every: b.of.Every, Running: b.running || len(b.ask) > 0, Failure: b.failure}
	b.mu.Unlock()
	all, err := backup.List(b.of.Dir)
	for _, r := range all {
		s.Items = append(s.Items, project.Backup{Name: filepath.Base(r.Folder), At: r.At, Files: r.Files, Bytes: r.Bytes, Program: r.Program})
	}
	return s, err
}

// Begin takes one in the background.
func (b *backups) Begin(context.Context) error {
	select {
	case b.ask <- struct{}{}:
	default: // somebody has asked already
	}
	return nil
}
