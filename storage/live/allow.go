package live

import (
	"context"
	"math"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tutti/project"
)

// maxLocalKeys bounds the memory of the counts of this process, those of strict limits and the others apart.
const maxLocalKeys = 50_000

// sweepEvery is how often a full table is looked through for windows that have ended.
const sweepEvery = time.Second

// Allow counts in fixed windows: across the border of two windows up to twice the limit may pass. Of a strict limit the
// greater count holds, that of Redis or that of this process.
func (l *Live) Allow(ctx context.Context, limit project.Limit, key string) project.Allowance {
	limit.Within = max(limit.Within, time.Millisecond)
	key = limit.Name + "/" + key
	var here project.Allowance
	if limit.Strict {
		here = limit.Of(l.strict.count(key, limit.Within, time.Now()))
	}
	count, left, err := l.count(ctx, l.prefix+":limit:"+key, limit.Within)
	there := limit.Of(count, left)
	switch {
	case err != nil && !limit.Strict:
		return limit.Of(l.limits.count(key, limit.Within, time.Now()))
	case err != nil, limit.Strict && (!here.OK || here.OK == there.OK && here.Left < there.Left):
		return here
	}
	return there
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
	strict bool // refuses whom there is no room for; else everybody begins anew, which is better than growing
	most   int  // keys

	mu      sync.Mutex
	windows map[string]*localWindow
	swept   time.Time
}

type localWindow struct {
	count int64
	ends  time.Time
}

func newLimits(strict bool) *limits {
	return &limits{strict: strict, most: maxLocalKeys, windows: map[string]*localWindow{}}
}

// count adds one to the key's window and gives the sum and how long the window goes on.
func (l *limits) count(key string, window time.Duration, now time.Time) (int64, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.windows[key]
	if w == nil {
		if !l.room(now) {
			return math.MaxInt64, window
		}
		w = &localWindow{}
		l.windows[key] = w
	}
	if !now.Before(w.ends) {
		*w = localWindow{ends: now.Add(window)}
	}
	w.count++
	return w.count, w.ends.Sub(now)
}

// room sees to it that one more key can be kept, or says that none can.
func (l *limits) room(now time.Time) bool {
	if len(l.windows) < l.most {
		return true
	}
	if now.Sub(l.swept) >= sweepEvery {
		l.swept = now
		for key, w := range l.windows {
			if !now.Before(w.ends) {
				delete(l.windows, key)
			}
		}
	}
	if len(l.windows) >= l.most && !l.strict {
		clear(l.windows)
	}
	return len(l.windows) < l.most
}
