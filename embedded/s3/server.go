// Package s3 runs an S3 gateway inside this process over a plain directory, for the default of Tutti that needs
// nothing installed. Clients speak ordinary S3 to it over TCP on the loopback, as they would to any other store.
//
// What it promises: an object is visible only when it is whole; an answered write has reached the disk; uploads
// in parts survive a kill and go on. Keys are files, so no key may be a path prefix of another and no
// segment of a key may be longer than 255 bytes.
//
// Start changes the working directory of the whole process to the bucket tree and nothing
// changes it back, not even Stop: the gateway opens its files relative to it. Make every path absolute before
// Start, and never call os.Chdir afterwards.
package s3

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/embedgw"
	"github.com/versity/versitygw/s3api"
)

const (
	maxConnections    = 4096
	maxRequests       = 2048  // in flight; beyond it the gateway answers 503 SlowDown
	maxMultipartParts = 10000 // the limit of S3 itself
	maxPort           = 65535
	portAttempts      = 5 // a free port can be lost between finding it and taking it
	startTimeout      = 30 * time.Second
	defaultRegion     = "us-east-1"
)

// Options says where the objects live and where to listen.
type Options struct {
	// Dir is the data directory, an absolute path; it is made if it is missing. Inside it:
	// s3/ (one directory per bucket), s3.key (the access key and secret, readable by the owner only)
	// and, on file systems without extended attributes, s3-meta/.
	Dir string
	// Port to listen on, on 127.0.0.1; 0 takes a free one.
	Port int
	// Region clients must sign for; empty means us-east-1.
	Region string
	// Logger receives starts, stops and repairs; nil means slog.Default().
	Logger *slog.Logger
}

// Server is a running gateway. Its methods may be called from several goroutines at once.
type Server struct {
	endpoint string
	region   string
	keys     keyPair
	logger   *slog.Logger
	cancel   context.CancelFunc
	done     chan error // receives once, when the gateway has returned
	once     sync.Once
}

// Start opens the directory, repairs what a kill left half done, listens on the loopback and returns a gateway
// that already answers. It changes the working directory of the process (see the package comment).
//
// Errors, one sentence each: a missing or relative Dir, a port out of range or taken, a directory that cannot be
// used, unreadable keys, objects whose metadata cannot be read here, or a gateway that already runs in this process.
func Start(opts Options) (*Server, error) {
	opts, err := opts.checked()
	if err != nil {
		return nil, err
	}
	keys, err := loadOrCreateKeys(filepath.Join(opts.Dir, keyFile))
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		s, err := listen(opts, keys)
		if err == nil {
			s.logger.Info("embedded s3 started", "endpoint", s.endpoint, "dir", opts.Dir)
			return s, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, err
		}
		if opts.Port != 0 || attempt == portAttempts {
			return nil, fmt.Errorf("s3: port %d on 127.0.0.1 is taken by another program", opts.Port)
		}
	}
}

// Endpoint is where clients connect, as "127.0.0.1:port", without a scheme; the scheme is http.
func (s *Server) Endpoint() string { return s.endpoint }

// AccessKey is the public half of the root credentials.
func (s *Server) AccessKey() string { return s.keys.Access }

// SecretKey is the secret half of the root credentials. Never log it.
func (s *Server) SecretKey() string { return s.keys.Secret }

// Region is the region clients sign for.
func (s *Server) Region() string { return s.region }

// Stop ends the gateway: requests under way get up to ten seconds. It may be called twice. A new Start works once
// Stop has returned.
func (s *Server) Stop() {
	s.once.Do(func() {
		s.cancel()
		if err := <-s.done; err != nil {
			s.logger.Error("embedded s3 stopped badly", "err", err)
			return
		}
		s.logger.Info("embedded s3 stopped", "endpoint", s.endpoint)
	})
}

// checked refuses wrong options and fills in the defaults.
func (o Options) checked() (Options, error) {
	if o.Dir == "" {
		return o, errors.New("s3: Options.Dir is missing: name the data directory")
	}
	if !filepath.IsAbs(o.Dir) {
		return o, fmt.Errorf("s3: Options.Dir must be an absolute path, it is %q", o.Dir)
	}
	if o.Port < 0 || o.Port > maxPort {
		return o, fmt.Errorf("s3: port %d is not between 0 and %d", o.Port, maxPort)
	}
	o.Dir = filepath.Clean(o.Dir)
	if err := os.MkdirAll(filepath.Join(o.Dir, bucketDir), privateDir); err != nil {
		return o, fmt.Errorf("s3: make the data directory: %w", err)
	}
	if o.Region == "" {
		o.Region = defaultRegion
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o, nil
}

// listen makes one attempt to run the gateway and waits until it accepts connections.
func listen(opts Options, keys keyPair) (*Server, error) {
	port := opts.Port
	if port == 0 {
		free, err := freePort()
		if err != nil {
			return nil, err
		}
		port = free
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &Server{
		endpoint: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)),
		region:   opts.Region, keys: keys, logger: opts.Logger, cancel: cancel, done: make(chan error, 1),
	}
	st := &store{dir: opts.Dir, logger: opts.Logger}
	ready := make(chan struct{})
	go func() { s.done <- embedgw.RunVersityGW(ctx, st, s.config(st, ready)) }()
	if err := s.await(st, ready); err != nil {
		cancel()
		return nil, err
	}
	return s, nil
}

// config is the gateway's own configuration. The store is opened from within an option, because that runs after
// the gateway has claimed to be the only one of this process: opening changes the working directory, and a
// second gateway must be refused before it pulls that away from the first.
func (s *Server) config(st *store, ready chan<- struct{}) *embedgw.Config {
	root := auth.Account{Access: s.keys.Access, Secret: s.keys.Secret, Role: auth.RoleAdmin}
	return &embedgw.Config{
		RootUserAccess: s.keys.Access, RootUserSecret: s.keys.Secret,
		IAMService:     auth.NewIAMServiceSingle(root), // given, so that the gateway does not print that it made one
		Region:         s.region,
		Ports:          []string{s.endpoint},
		MaxConnections: maxConnections, MaxRequests: maxRequests, MultipartMaxParts: maxMultipartParts,
		KeepAlive: true,
		Quiet:     true,
		S3Options: []s3api.Option{
			func(*s3api.S3ApiServer) { st.open() },
			s3api.WithOnListen(func() { close(ready) }),
		},
	}
}

// await returns when the gateway listens over an open store, or why it does not. On an error the gateway has
// ended.
func (s *Server) await(st *store, ready <-chan struct{}) error {
	select {
	case <-ready:
		if st.err == nil {
			return nil
		}
		s.cancel()
		<-s.done
		return st.err
	case err := <-s.done:
		if !st.opened {
			return fmt.Errorf("s3: a gateway already runs in this process, and there can be only one: %w", err)
		}
		return fmt.Errorf("s3: run the gateway on %s: %w", s.endpoint, errors.Join(st.err, err))
	case <-time.After(startTimeout):
		s.cancel()
		<-s.done
		return fmt.Errorf("s3: the gateway did not listen on %s within %v", s.endpoint, startTimeout)
	}
}

// freePort finds a TCP port of the loopback that nothing holds at this moment.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("s3: find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
