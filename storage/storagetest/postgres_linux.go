package storagetest

import "syscall"

// endWithParent has the system end the program when the thread that started it ends.
func endWithParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGQUIT }
