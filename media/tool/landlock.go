package tool

import (
	"errors"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The rights of the three kinds of place. Execute covers the tool and its loader only as far as /usr/lib reaches.
const (
	readFile = unix.LANDLOCK_ACCESS_FS_READ_FILE
	readTree = readFile | unix.LANDLOCK_ACCESS_FS_READ_DIR | unix.LANDLOCK_ACCESS_FS_EXECUTE
	writeDir = readFile | unix.LANDLOCK_ACCESS_FS_READ_DIR | unix.LANDLOCK_ACCESS_FS_WRITE_FILE |
		unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
)

// libraries are the places where a dynamically linked tool finds its loader and libraries; missing ones are skipped.
func libraries() []string {
	return []string{"/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/etc/ld.so.cache"}
}

// landlockABI gives the version of Landlock in this kernel, 0 when there is none.
func landlockABI() int {
	v, _, errno := unix.RawSyscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0
	}
	return int(v)
}

// restrictFiles closes the file system for this thread but for the tool, its libraries, its inputs and its directory.
// It refuses to run under an older Landlock than the one that was reported.
func restrictFiles(p policy) error {
	abi := landlockABI()
	if abi < p.Landlock {
		return errors.New("the kernel offers less than it did before")
	}
	if abi == 0 {
		return nil // as reported by Level; Run refuses unless Options.Weak
	}
	handled := handledAt(abi)
	ruleset, _, errno := unix.RawSyscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&handled)), unsafe.Sizeof(handled), 0)
	if errno != 0 {
		return errno
	}
	defer unix.Close(int(ruleset))
	for _, rule := range rulesOf(p) {
		if err := allow(int(ruleset), rule, handled.Handled_access_fs); err != nil {
			return err
		}
	}
	if _, _, errno := unix.RawSyscall(unix.SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// handledAt names everything that an ABI can refuse: each file right, TCP, and signals and abstract sockets to others.
func handledAt(abi int) unix.LandlockRulesetAttr {
	fs := uint64(unix.LANDLOCK_ACCESS_FS_REFER - 1) // the 13 rights of ABI 1
	var net, scoped uint64
	if abi >= 2 {
		fs |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if abi >= 3 {
		fs |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if abi >= 4 {
		net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
	}
	if abi >= 5 {
		fs |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	if abi >= 6 {
		scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
	}
	return unix.LandlockRulesetAttr{Handled_access_fs: fs, Handled_access_net: net, Scoped: scoped}
}

// place is a path and the rights below it.
type place struct {
	path     string
	rights   uint64
	optional bool
}

func rulesOf(p policy) []place {
	var rules []place
	for _, path := range libraries() {
		rules = append(rules, place{path, readTree, true})
	}
	rules = append(rules, place{"/dev/null", readFile | unix.LANDLOCK_ACCESS_FS_WRITE_FILE, true})
	if p.Path != "" {
		rules = append(rules, place{p.Path, readFile | unix.LANDLOCK_ACCESS_FS_EXECUTE, false})
	}
	for _, path := range p.Read {
		rules = append(rules, place{path, readFile, false})
	}
	for _, path := range p.Trees {
		rules = append(rules, place{path, readFile | unix.LANDLOCK_ACCESS_FS_READ_DIR, true})
	}
	if p.Dir != "" {
		rules = append(rules, place{p.Dir, writeDir, false})
	}
	return rules
}

// allow adds one rule. Rights of directories on a plain file are an error to the kernel, so they are masked out.
func allow(ruleset int, rule place, handled uint64) error {
	fd, err := unix.Open(rule.path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ENOENT) && rule.optional {
		return nil
	}
	if err != nil {
		return &os.PathError{Op: "open", Path: rule.path, Err: err}
	}
	defer unix.Close(fd)
	rights := rule.rights & handled
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return err
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= readFile | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	attr := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)}
	_, _, errno := unix.RawSyscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(ruleset), unix.LANDLOCK_RULE_PATH_BENEATH,
		uintptr(unsafe.Pointer(&attr)), 0, 0, 0)
	if errno != 0 {
		return &os.PathError{Op: "landlock", Path: rule.path, Err: errno}
	}
	return nil
}
