package sim

import (
	"container/heap"
	"context"
	"time"

	"tutti/project"
)

// plan is something that somebody means to do at a time.
type plan struct {
	at  time.Time
	seq int // plans for the same time are done in the order in which they were made
	who *actor
	do  string // a word for the log and the coverage
	sub project.SubGigID
	act func(ctx context.Context) error
}

// agenda is every plan of a run, the next one first.
type agenda struct {
	plans []plan
	made  int
}

func (a *agenda) Len() int { return len(a.plans) }
func (a *agenda) Less(i, j int) bool {
	x, y := a.plans[i], a.plans[j]
	return x.at.Before(y.at) || x.at.Equal(y.at) && x.seq < y.seq
}
func (a *agenda) Swap(i, j int) { a.plans[i], a.plans[j] = a.plans[j], a.plans[i] }
func (a *agenda) Push(x any)    { a.plans = append(a.plans, x.(plan)) }
func (a *agenda) Pop() any {
	last := a.plans[len(a.plans)-1]
	a.plans = a.plans[:len(a.plans)-1]
	return last
}

func (a *agenda) add(p plan) {
	a.made++
	p.seq = a.made
	heap.Push(a, p)
}

// next is when the first plan is due; zero when there is none.
func (a *agenda) next() time.Time {
	if len(a.plans) == 0 {
		return time.Time{}
	}
	return a.plans[0].at
}
