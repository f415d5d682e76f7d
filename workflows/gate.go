package workflows

import (
	"context"
	"sync"
)

// gateWidth is how many commands may be under way to one workflow from this process. The server forgets updates that
// it has admitted when more than its limit are in flight at the moment a run hands over to the next.
const gateWidth = 8

// gates lets a bounded number of commands through to each workflow. The zero value is ready.
type gates struct {
	mu   sync.Mutex
	open map[string]*gate
}

type gate struct {
	slots chan struct{}
	users int // inside or waiting; the gate is forgotten when nobody is
}

// enter waits for a place and gives the function that frees it.
func (g *gates) enter(ctx context.Context, id string) (func(), error) {
	mine := g.join(id)
	select {
	case mine.slots <- struct{}{}:
		return func() { <-mine.slots; g.leave(id, mine) }, nil
	case <-ctx.Done():
		g.leave(id, mine)
		return nil, ctx.Err()
	}
}

func (g *gates) join(id string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == nil {
		g.open = map[string]*gate{}
	}
	mine, ok := g.open[id]
	if !ok {
		mine = &gate{slots: make(chan struct{}, gateWidth)}
		g.open[id] = mine
	}
	mine.users++
	return mine
}

func (g *gates) leave(id string, mine *gate) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if mine.users--; mine.users == 0 {
		delete(g.open, id)
	}
}
