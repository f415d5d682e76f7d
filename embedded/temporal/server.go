// Package temporal runs the real Temporal server inside this process, for the default of Tutti that needs nothing
// installed: all four services on the loopback, over one SQLite file or a PostgreSQL. Clients dial it
// over TCP as they would dial a cluster.
//
// What it promises: whatever the server has acknowledged survives a kill and a power cut (SQLite writes through
// to the disk), and when Start returns, clients can work at once.
//
// It has no authentication, so it listens on 127.0.0.1 only. One server per directory at a time; the caller
// keeps a second process out.
package temporal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/temporal"
	"go.uber.org/dig"
	"go.uber.org/fx"
)

const (
	defaultNamespace = "tutti"
	maxPort          = 65535
	startTimeout     = 30 * time.Second
	readyTimeout     = 30 * time.Second
	stopTimeout      = 30 * time.Second
)

// Options says where the state lives and how to be reached.
type Options struct {
	// Dir is the data directory, an absolute path; it is made if it is missing. It holds temporal.db with
	// its WAL, and temporal.version. Not used with Postgres.
	Dir string
	// Postgres, if set, keeps the state in PostgreSQL instead: postgres://user:password@host:port/db, optionally with
	// ?sslmode=disable|require|verify-full (default disable). Two databases, db and db_visibility, are made and their
	// schema is brought up to date.
	Postgres string
	// Namespace is registered if it is missing, with a retention of 7 days; empty means "tutti".
	Namespace string
	// FrontendPort is where clients dial, on 127.0.0.1; 0 takes a free one.
	FrontendPort int
	// Logger receives the server's errors, and a line at start and stop; nil means slog.Default().
	Logger *slog.Logger
}

// Server is a running Temporal. Its methods may be called from several goroutines at once.
type Server struct {
	hostPort  string
	namespace string
	logger    *slog.Logger
	server    *temporal.ServerFx
	once      sync.Once
}

// Start opens or creates the state, starts the server and returns when its namespace answers.
//
// Errors, one sentence each: a missing or relative Dir, a port out of range or taken, a Postgres URL that is not one, a
// database that cannot be used, or a file that was written with another schema than this program's. After an
// error nothing runs.
func Start(opts Options) (*Server, error) {
	opts, err := opts.checked()
	if err != nil {
		return nil, err
	}
	state, err := openState(opts)
	if err != nil {
		return nil, err
	}
	ports, err := choosePorts(opts.FrontendPort)
	if err != nil {
		return nil, err
	}
	s := &Server{hostPort: ports.frontendAddress(), namespace: opts.Namespace, logger: opts.Logger}
	began := time.Now()
	if err := s.run(serverConfig(state, ports)); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), readyTimeout)
	defer cancel()
	if err := awaitNamespace(ctx, s.hostPort, s.namespace); err != nil {
		s.Stop()
		return nil, fmt.Errorf("temporal: %w", err)
	}
	s.logger.Info("embedded temporal started", "address", s.hostPort, "namespace", s.namespace,
		"store", state.kind, "took", time.Since(began).Round(time.Millisecond))
	return s, nil
}

// HostPort is where clients dial, as "127.0.0.1:port".
func (s *Server) HostPort() string { return s.hostPort }

// Namespace is the name of the namespace that Start made sure of.
func (s *Server) Namespace() string { return s.namespace }

// Stop ends the server; it takes about a second. Stop workers and close clients before. It may be called twice.
func (s *Server) Stop() {
	s.once.Do(func() {
		if err := s.server.Stop(); err != nil {
			s.logger.Error("embedded temporal stopped badly", "err", err)
			return
		}
		s.logger.Info("embedded temporal stopped", "address", s.hostPort)
	})
}

// checked refuses wrong options and fills in the defaults.
func (o Options) checked() (Options, error) {
	if o.FrontendPort < 0 || o.FrontendPort > maxPort {
		return o, fmt.Errorf("temporal: port %d is not between 0 and %d", o.FrontendPort, maxPort)
	}
	if o.Namespace == "" {
		o.Namespace = defaultNamespace
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Postgres != "" {
		return o, nil
	}
	if o.Dir == "" {
		return o, errors.New("temporal: Options.Dir is missing: name the data directory")
	}
	if !filepath.IsAbs(o.Dir) {
		return o, fmt.Errorf("temporal: Options.Dir must be an absolute path, it is %q", o.Dir)
	}
	o.Dir = filepath.Clean(o.Dir)
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return o, fmt.Errorf("temporal: make the data directory: %w", err)
	}
	return o, nil
}

// run starts the four services. When one does not come up, the library leaves the others running and gives no way
// to stop them; so the services are picked out of its modules, to be stopped here.
func (s *Server) run(conf *config.Config) error {
	logger := slogger{to: s.logger}
	authorizer, err := authorization.GetAuthorizerFromConfig(&conf.Global.Authorization)
	if err != nil {
		return fmt.Errorf("temporal: authorizer: %w", err)
	}
	claims, err := authorization.GetClaimMapperFromConfig(&conf.Global.Authorization, logger)
	if err != nil {
		return fmt.Errorf("temporal: claim mapper: %w", err)
	}
	var services *temporal.ServerImpl
	s.server, err = temporal.NewServerFx(
		fx.Options(temporal.TopLevelModule, fx.Populate(&services)),
		temporal.WithConfig(conf),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(staticHosts(conf)),
		temporal.WithLogger(logger),
		temporal.WithNamespaceLogger(log.NewNoopLogger()),
		temporal.WithAuthorizer(authorizer),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return claims }),
		temporal.WithDynamicConfigClient(dynamicConfig()),
	)
	if err != nil {
		return fmt.Errorf("temporal: assemble the server: %w", dig.RootCause(err)) // without the path of modules to it
	}
	if err := s.server.Start(); err != nil {
		ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		_ = services.Stop(ctx) // it only ever returns nil
		return fmt.Errorf("temporal: start the server: %w", err)
	}
	return nil
}
