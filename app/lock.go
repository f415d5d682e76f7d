package app

import (
	"os"
	"path/filepath"
	"syscall"

	"tutti/project"
)

// lock makes sure that one process works on a data directory. The kernel frees the lock when the process dies.
func (a *App) lock() error {
	path := filepath.Join(a.config.DataDir, "lock")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return project.Because(err, project.Invalid, "the data directory %s cannot be written: %v", a.config.DataDir, err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return project.Because(err, project.Conflict, "another Tutti works on %s: stop it, or give another --data", a.config.DataDir)
	}
	a.onStop(func() { file.Close() })
	return nil
}
