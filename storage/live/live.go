// Package live is project.Live on Redis: wake-ups by PUBLISH and SUBSCRIBE, and rate limits. Nothing in Redis is
// needed again: it may be away, restart empty or be flushed at any moment. While it is away, wake-ups reach the
// listeners of this process only and rates are counted in this process.
//
// Every call ends within Options.Timeout. After a failure the next calls do without Redis for a second, so that a Redis
// that swallows everything does not add its time-out to every request.
package live

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"tutti/project"
)

const (
	defaultTimeout = 500 * time.Millisecond
	defaultPrefix  = "tutti"
	rest           = time.Second // how long calls do without Redis after a failure
)

// Options says which Redis to use.
type Options struct {
	URL     string        // redis://[user:password@]host:port[/db], or rediss:// with TLS
	Prefix  string        // begins every key and channel, so that installations can share a Redis; empty: tutti
	Timeout time.Duration // of one call; 0: 500 ms
	Logger  *slog.Logger  // told when the wake-ups are lost and found; nil: slog.Default()
}

// Live speaks to one Redis. Its methods may be called from several goroutines at once.
type Live struct {
	commands   *redis.Client
	subscriber *redis.Client // its own, so that the subscription never takes a connection from the commands
	prefix     string
	timeout    time.Duration
	logger     *slog.Logger

	hub       *hub
	limits    *limits      // counts while Redis is away
	strict    *limits      // counts always
	restUntil atomic.Int64 // Unix nanoseconds

	listening sync.Once
	closing   sync.Once
	quit      chan struct{}
	following sync.WaitGroup
}

var _ project.Live = (*Live)(nil)

// Open prepares the clients. It sends nothing: a Redis that is away now is used when it comes. The only error is
// Invalid, for a URL that cannot be one.
func Open(opts Options) (*Live, error) {
	if opts.Timeout == 0 {
		opts.Timeout = defaultTimeout
	}
	if opts.Prefix == "" {
		opts.Prefix = defaultPrefix
	}
	if opts.Logger == nil {
		opts.Logger = slog.Default()
	}
	commands, err := clientOptions(opts)
	if err != nil {
		return nil, err
	}
	subscriber, err := clientOptions(opts)
	if err != nil {
		return nil, err
	}
	subscriber.PoolSize = 1
	return &Live{
		commands: redis.NewClient(commands), subscriber: redis.NewClient(subscriber),
		prefix: opts.Prefix, timeout: opts.Timeout, logger: opts.Logger,
		hub: newHub(), limits: newLimits(false), strict: newLimits(true), quit: make(chan struct{}),
	}, nil
}

// clientOptions bounds everything that the library would otherwise wait for or repeat.
func clientOptions(opts Options) (*redis.Options, error) {
	o, err := redis.ParseURL(opts.URL)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the address of Redis must read redis://host:port")
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = opts.Timeout, opts.Timeout, opts.Timeout, opts.Timeout
	o.ContextTimeoutEnabled = true
	o.MaxRetries = 1 // for a connection that died in the pool
	o.MinRetryBackoff, o.MaxRetryBackoff = time.Millisecond, 10*time.Millisecond
	o.DialerRetries = 1
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return o, nil
}

// Close ends the subscription and closes the channels of all listeners. It may be called twice.
func (l *Live) Close() {
	l.closing.Do(func() {
		close(l.quit)
		l.listening.Do(func() {}) // nobody starts to follow any more
		l.following.Wait()
		_ = l.commands.Close() // only says that it was closed before
		_ = l.subscriber.Close()
	})
}

// Wake tells every process. When Redis is away it tells the listeners of this process and gives Unavailable.
func (l *Live) Wake(ctx context.Context, id project.ProjectID) error {
	err := l.call(ctx, func(ctx context.Context) error {
		return l.commands.Publish(ctx, l.channel(), string(id)).Err()
	})
	if err != nil {
		l.hub.wake(id)
	}
	return err
}

// Ping reports whether Redis answers, and asks it even when the other calls rest.
func (l *Live) Ping(ctx context.Context) error {
	l.restUntil.Store(0)
	return l.call(ctx, func(ctx context.Context) error { return l.commands.Ping(ctx).Err() })
}

func (l *Live) channel() string { return l.prefix + ":wake" }

// call gives one bounded try to Redis; every failure is Unavailable, for there is nothing else to know about hints.
func (l *Live) call(ctx context.Context, do func(context.Context) error) error {
	if time.Now().UnixNano() < l.restUntil.Load() {
		return project.Errorf(project.Unavailable, "Redis did not answer a moment ago")
	}
	bounded, cancel := context.WithTimeout(ctx, l.timeout)
	defer cancel()
	err := do(bounded)
	if err == nil {
		return nil
	}
	if ctx.Err() == nil { // a caller that has gone says nothing about Redis
		l.restUntil.Store(time.Now().Add(rest).UnixNano())
	}
	return project.Because(err, project.Unavailable, "Redis does not answer")
}
