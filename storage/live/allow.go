package live

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// maxLocalKeys bounds the memory of the local counts. Beyond it they start anew: while Redis is away, letting some
// requests through is better than growing.
const maxLocalKeys = 50_000

// Allow counts in fixed windows: across the border of two windows up to twice the limit may pass. When it refuses,
// retryAfter is the time until the window ends.
func (l *Live) Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration) {
	window = max(window, time.Millisecond)
	count, left, err := l.count(ctx, l.prefix+":limit:"+key, window)
	if err != nil {
		count, left = l.limits.count(key, window, time.Now())
	}
	if count <= int64(limit) {
		return true, 0
	}
	return false, left
}

// count adds one in Redis, in one round trip. NX keeps the end of a window where its first request has put it, and gives
// one to a counter whose maker was cut off between the two commands.
func (l *Live) count(ctx context.Context, key string, window time.Duration) (count int64, left time.Duration, err error) {
	var added *redis.IntCmd
	var expires *redis.DurationCmd
	err = l.call(ctx, func(ctx context.Context) error {
		_, err := l.commands.Pipelined(ctx, func(p redis.Pipeliner) error {
			added = p.Incr(ctx, key)
			p.Do(ctx, "PEXPIRE", key, window.Milliseconds(), "NX")
			expires = p.PTTL(ctx, key)
			return nil
		})
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	if left = expires.Val(); left <= 0 || left > window {
		left = window
	}
	return added.Val(), left, nil
}

// limits counts in this process.
type limits struct {
	mu      sync.Mutex
	windows map[string]*localWindow
}

type localWindow struct {
	count int64
	ends  time.Time
}

func newLimits() *limits { return &limits{windows: map[string]*localWindow{}} }

// count adds one to the key's window and gives the sum and how long the window goes on.
func (l *limits) count(key string, window time.Duration, now time.Time) (int64, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.windows[key]
	if w == nil || !now.Before(w.ends) {
		if len(l.windows) >= maxLocalKeys {
			clear(l.windows)
		}
		w = &localWindow{ends: now.Add(window)}
		l.windows[key] = w
	}
	w.count++
	return w.count, w.ends.Sub(now)
}
