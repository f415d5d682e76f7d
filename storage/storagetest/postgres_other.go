//go:build !linux

package storagetest

import "syscall"

// endWithParent does nothing here: only Linux can tie a program to its parent.
func endWithParent(*syscall.SysProcAttr) {}
