//go:build !race

package tool

// raceDetector reports whether this binary was built with the race detector, which maps terabytes of addresses: a Work in
// such a binary cannot have its address space bounded. Nothing that is shipped is built so.
const raceDetector = false
