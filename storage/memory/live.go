package memory

import (
	"context"
	"sync"
	"time"

	"tutti/project"
)

// heardAhead is how many wake-ups a listener of the reference may be behind before it misses some.
const heardAhead = 1024

// Live is the reference of project.Live in one process. Its zero value is ready.
type Live struct {
	mu        sync.Mutex
	listeners map[chan project.ProjectID]struct{}
	windows   map[[2]string]*rateWindow
}

type rateWindow struct {
	count int64
	ends  time.Time
}

var _ project.Live = (*Live)(nil)

// Wake tells the listeners; one that is far behind misses it.
func (l *Live) Wake(_ context.Context, id project.ProjectID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for ear := range l.listeners {
		select {
		case ear <- id:
		default:
		}
	}
	return nil
}

// Listen gives the wake-ups until ctx ends.
func (l *Live) Listen(ctx context.Context) <-chan project.ProjectID {
	ear := make(chan project.ProjectID, heardAhead)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listeners == nil {
		l.listeners = map[chan project.ProjectID]struct{}{}
	}
	l.listeners[ear] = struct{}{}
	context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.listeners, ear)
		close(ear)
	})
	return ear
}

// Allow counts in fixed windows.
func (l *Live) Allow(_ context.Context, limit project.Limit, key string) project.Allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.windows == nil {
		l.windows = map[[2]string]*rateWindow{}
	}
	now, counted := time.Now(), [2]string{limit.Name, key}
	w := l.windows[counted]
	if w == nil || !now.Before(w.ends) {
		w = &rateWindow{ends: now.Add(limit.Within)}
		l.windows[counted] = w
	}
	w.count++
	return limit.Of(w.count, w.ends.Sub(now))
}

// Ping always succeeds.
func (l *Live) Ping(context.Context) error { return nil }
