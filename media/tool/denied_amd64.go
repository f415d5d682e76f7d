package tool

import "golang.org/x/sys/unix"

const (
	auditArch    = unix.AUDIT_ARCH_X86_64
	foreignCalls = 0x40000000 // calls of the x32 ABI start here; they would slip past the numbers below
)

// deniedHere are the calls that only this architecture has.
func deniedHere() []uint32 {
	return []uint32{unix.SYS_FORK, unix.SYS_VFORK, unix.SYS_MODIFY_LDT, unix.SYS_IOPERM, unix.SYS_IOPL,
		unix.SYS_MKNOD, unix.SYS_USELIB, unix.SYS_KEXEC_FILE_LOAD}
}
