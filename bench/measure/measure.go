// Package measure tells what work costs, for the benchmarks.
package measure

import (
	"time"

	"golang.org/x/sys/unix"
)

// Cost gives the CPU seconds of this process and its ended children, and the wall seconds, of some work.
func Cost(work func() error) (cpu, wall float64, err error) {
	before, began := cpuSeconds(), time.Now()
	err = work()
	return cpuSeconds() - before, time.Since(began).Seconds(), err
}

func cpuSeconds() float64 {
	var total float64
	for _, who := range []int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var u unix.Rusage
		if unix.Getrusage(who, &u) == nil {
			total += float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
		}
	}
	return total
}
