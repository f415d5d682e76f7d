package sim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Coverage counts how often each thing happened, over all runs. Any number of goroutines may use it; nil counts nothing.
type Coverage struct {
	mu     sync.Mutex
	counts map[string]map[string]int
}

func (c *Coverage) count(group, what string) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[string]map[string]int{}
	}
	if c.counts[group] == nil {
		c.counts[group] = map[string]int{}
	}
	c.counts[group][what]++
}

// Of says how often a thing of a group happened.
func (c *Coverage) Of(group, what string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts[group][what]
}

// String lists everything, a group a paragraph.
func (c *Coverage) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out strings.Builder
	for _, group := range slices.Sorted(maps.Keys(c.counts)) {
		fmt.Fprintf(&out, "%s\n", group)
		for _, what := range slices.Sorted(maps.Keys(c.counts[group])) {
			fmt.Fprintf(&out, "  %7d  %s\n", c.counts[group][what], what)
		}
	}
	return out.String()
}
