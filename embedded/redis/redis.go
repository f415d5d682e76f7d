// Package redis runs a Redis that lives in this process, for the default of Tutti that needs nothing
// installed. It keeps everything in memory: Stop loses it all, which is allowed, because Redis
// holds only hints (wake-ups, sessions, rate limits). Clients reach it over TCP on the
// loopback, exactly as they reach a real server.
//
// Time-outs are counted in steps of 100 ms: a key goes at most 100 ms before its time, and on a busy machine later.
package redis

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// tick is how often keys are aged. The server has no clock of its own; one sweep over all keys that carry a
// time-out is cheap ten times a second and would not be on every command.
const tick = 100 * time.Millisecond

// maxPort is the highest TCP port.
const maxPort = 65535

// Options says how to start. The zero value is valid.
type Options struct {
	// Port to listen on, on 127.0.0.1; 0 takes a free one.
	Port int
	// Logger receives one line at start and one at stop; nil means slog.Default().
	Logger *slog.Logger
}

// Server is a running Redis. Its methods may be called from several goroutines at once.
type Server struct {
	mini   *miniredis.Miniredis
	addr   string
	logger *slog.Logger
	quit   chan struct{}
	aged   chan struct{} // closed when the ageing goroutine has left
	once   sync.Once
}

// Start listens on the loopback and returns a server that already answers.
//
// Errors: a port outside 0..65535, or a port that something else holds.
func Start(opts Options) (*Server, error) {
	if opts.Port < 0 || opts.Port > maxPort {
		return nil, fmt.Errorf("redis: port %d is not between 0 and %d", opts.Port, maxPort)
	}
	addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(opts.Port))
	mini := miniredis.NewMiniRedis()
	if err := mini.StartAddr(addr); err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("redis: port %d on 127.0.0.1 is taken by another program", opts.Port)
		}
		return nil, fmt.Errorf("redis: listen on %s: %w", addr, err)
	}
	s := &Server{
		mini: mini, addr: mini.Addr(), logger: opts.Logger,
		quit: make(chan struct{}), aged: make(chan struct{}),
	}
	if s.logger == nil {
		s.logger = slog.Default()
	}
	go s.age()
	s.logger.Info("embedded redis started", "addr", s.addr)
	return s, nil
}

// Addr is where clients connect, as "127.0.0.1:port". It stays valid text after Stop.
func (s *Server) Addr() string { return s.addr }

// Flush removes every key of every database, as FLUSHALL does. It is for tests that want to see the product
// live through the loss of Redis.
func (s *Server) Flush() { s.mini.FlushAll() }

// Stop cuts all connections and forgets all data. It may be called twice.
func (s *Server) Stop() {
	s.once.Do(func() {
		close(s.quit)
		<-s.aged
		s.mini.Close()
		s.logger.Info("embedded redis stopped", "addr", s.addr)
	})
}

// age moves the time-outs of keys forward by the time that passed, but never by more than one step: a key that was set a moment
// before a late step would lose what it never had.
func (s *Server) age() {
	defer close(s.aged)
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-s.quit:
			return
		case <-ticker.C:
			now := time.Now()
			s.mini.FastForward(min(now.Sub(last), tick))
			last = now
		}
	}
}
