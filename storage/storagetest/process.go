package storagetest

import (
	"os/exec"
	"runtime"
)

// StartTied starts a program so that it ends with this process, even when this one is killed. The channel is closed when it has
// ended by itself or by a signal.
//
// The system ties a program to the thread that started it, so that thread is kept for as long as the program runs, and
// handed back afterwards: a thread that ends takes along whatever else it ever started.
func StartTied(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	endWithParent(cmd)
	started, gone := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(gone)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended is seen in what it did
		}
	}()
	return gone, <-started
}
