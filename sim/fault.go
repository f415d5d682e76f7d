package sim

import (
	"context"
	"math/rand/v2"
	"time"

	"tutti/project"
)

// blow is what happens to one call of a port.
type blow string

// The blows. The first is none.
const (
	spared blow = ""
	before blow = "away before it was done"
	after  blow = "done, but the caller saw a time-out"
	slow   blow = "slow"
)

// Faults strikes the calls of the ports by chance, and takes a port away for a while from time to time. It strikes only
// calls under a context of its Mark, which are those of the one goroutine that plays; so a seed is struck the same way every
// time.
type Faults struct {
	rng      *rand.Rand
	rate     int // in ten thousand
	clock    *Clock
	coverage *Coverage
	outages  map[string]outage // by port
}

// outage is when a port is away altogether.
type outage struct{ from, to time.Time }

// NewFaults decides how hard a seed is struck: not at all, now and then, or often, and with or without outages.
func NewFaults(seed uint64, clock *Clock, coverage *Coverage) *Faults {
	f := &Faults{rng: chance(seed, 3), clock: clock, coverage: coverage, outages: map[string]outage{}}
	f.rate = pick(f.rng, 0, 20, 60, 150)
	if f.rng.IntN(2) == 0 {
		for _, port := range []string{"records", "objects", "process", "live"} {
			from := clock.Now().Add(time.Duration(f.rng.Int64N(int64(20 * 24 * time.Hour))))
			f.outages[port] = outage{from, from.Add(time.Duration(f.rng.Int64N(int64(6 * time.Hour))))}
		}
	}
	return f
}

type struck struct{}

// Mark makes the calls under ctx subject to faults.
func (f *Faults) Mark(ctx context.Context) context.Context {
	return context.WithValue(ctx, struck{}, true)
}

func (f *Faults) draw(ctx context.Context, port string) blow {
	if ctx.Value(struck{}) == nil {
		return spared
	}
	b := f.chance(port)
	if b != spared {
		f.coverage.count("fault", port+": "+string(b))
	}
	return b
}

func (f *Faults) chance(port string) blow {
	now := f.clock.Now()
	if o, ok := f.outages[port]; ok && !now.Before(o.from) && now.Before(o.to) {
		return before
	}
	if f.rate == 0 || f.rng.IntN(10_000) >= f.rate {
		return spared
	}
	return pick(f.rng, before, after, after, slow)
}

// delay is how long a slow call takes.
func (f *Faults) delay() {
	f.clock.Advance(time.Duration(1 + f.rng.Int64N(int64(20*time.Second))))
}

func away(port, method string) error {
	return project.Errorf(project.Unavailable, "%s: %s did not answer", port, method)
}

// through lets a call of a port with an answer pass, or strikes it.
func through[T any](ctx context.Context, f *Faults, port, method string, do func() (T, error)) (T, error) {
	var none T
	switch f.draw(ctx, port) {
	case before:
		return none, away(port, method)
	case after:
		_, _ = do()
		return none, away(port, method)
	case slow:
		f.delay()
	}
	return do()
}

// through0 lets a call of a port without an answer pass, or strikes it.
func through0(ctx context.Context, f *Faults, port, method string, do func() error) error {
	_, err := through(ctx, f, port, method, func() (struct{}, error) { return struct{}{}, do() })
	return err
}

// faultyLive may lose a wake-up, and may refuse a request that was within its rate.
type faultyLive struct {
	project.Live
	faults *Faults
}

func (l faultyLive) Wake(ctx context.Context, id project.ProjectID) error {
	return through0(ctx, l.faults, "live", "Wake", func() error { return l.Live.Wake(ctx, id) })
}

// Allow counts in this process when Redis is away, so that it answers always; a blow is a burst of somebody else's requests.
func (l faultyLive) Allow(ctx context.Context, limit project.Limit, key string) project.Allowance {
	switch l.faults.draw(ctx, "live") {
	case after:
		return project.Allowance{Ends: time.Second}
	case slow:
		l.faults.delay()
	}
	return l.Live.Allow(ctx, limit, key)
}
