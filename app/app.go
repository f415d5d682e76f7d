package app

import (
	"context"
	"net"
	"slices"
	"sync"
	"time"

	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"

	"tutti/mail"
	"tutti/project"
	"tutti/storage/live"
	"tutti/storage/objects"
	"tutti/storage/records"
	"tutti/workflows"
)

// App is Tutti, running. The same value serves a newcomer's laptop and one process of a cluster.
type App struct {
	config    Config
	backends  Backends
	listener  net.Listener
	records   *records.Store
	objects   *objects.Store
	live      *live.Live
	temporal  client.Client
	process   *workflows.Client
	pays      project.PaymentProvider
	notices   project.SettlementNotices // nil: nobody tells anything
	mailer    *mail.SMTP                // nil: nothing can be sent
	texts     *mail.Texts               // what letters and notices say
	mailbox   *mail.Sink                // nil: a real server takes the mails
	key       project.LinkKey           // nil: nobody signs in by a link
	ports     Ports
	hooks     project.WebhookSender // nil: there is no key to keep secrets with
	sealer    project.Sealer        // nil as well
	pushes    project.PushSender    // nil as well
	operator  Credentials
	backupsOf *backups // nil: none are taken

	stopOnce sync.Once
	stops    []func() // what Stop undoes, latest first
	failed   chan error
}

// Start brings up everything the config asks for and returns when it answers. A start that fails is undone.
func Start(ctx context.Context, c Config) (*App, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	a := &App{config: c, failed: make(chan error, 1)}
	if a.pays, a.notices, err = c.Payouts.settlement(); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{a.prepare, a.open, a.post, a.connect, a.work, a.welcome, a.backup, a.serve} {
		if err := step(ctx); err != nil {
			a.Stop()
			return nil, err
		}
	}
	return a, nil
}

// Stop ends everything, the newest first. It may be called twice.
func (a *App) Stop() {
	a.stopOnce.Do(func() {
		for _, stop := range slices.Backward(a.stops) {
			stop()
		}
	})
}

func (a *App) onStop(stop func()) { a.stops = append(a.stops, stop) }

// URL is where the API answers; empty when this process does not serve it.
func (a *App) URL() string { return a.config.PublicURL }

// Backends gives the addresses in use.
func (a *App) Backends() Backends { return a.backends }

// Operator gives the operator's credentials of this instance.
func (a *App) Operator() Credentials { return a.operator }

// Failed tells of a part that ended by itself, after a successful start.
func (a *App) Failed() <-chan error { return a.failed }

func (a *App) prepare(context.Context) error {
	if err := a.lock(); err != nil {
		return err
	}
	for _, step := range []func() error{a.signInKey, a.webhooks, a.listen} {
		if err := step(); err != nil {
			return err
		}
	}
	return a.begin()
}

func (a *App) open(ctx context.Context) error {
	db, err := records.Open(ctx, records.Options{URL: a.backends.Database, Logger: a.config.Log, FeePolicy: a.config.Fee,
		Clearing: a.config.Clearing})
	if err != nil {
		return err
	}
	a.records = db
	a.onStop(func() { _ = db.Close() })
	hints, err := live.Open(live.Options{URL: a.backends.Redis, Logger: a.config.Log})
	if err != nil {
		return err
	}
	a.live = hints
	a.onStop(hints.Close)
	s := a.backends.store
	bytes, err := objects.Open(ctx, objects.Options{
		Endpoint: s.endpoint, AccessKey: s.access, SecretKey: s.secret, Region: s.region, Bucket: s.bucket,
		Public: a.publicStore(), Logger: a.config.Log,
	})
	if err != nil {
		return err
	}
	a.objects = bytes
	a.onStop(bytes.Close)
	return nil
}

// publicStore is the address in presigned links: the API's own when bytes go through it, the store's otherwise.
func (a *App) publicStore() string {
	if a.backends.through && a.config.API {
		return a.config.PublicURL
	}
	return ""
}

// dialFor is how long a Temporal server may take to come up beside us.
const dialFor = 60 * time.Second

func (a *App) connect(ctx context.Context) error {
	options := client.Options{HostPort: a.backends.Temporal, Namespace: a.config.Namespace, Logger: sdklog.NewStructuredLogger(a.config.Log)}
	deadline := time.Now().Add(dialFor)
	for {
		dialled, err := client.DialContext(ctx, options)
		if err == nil {
			a.temporal = dialled
			break
		}
		if time.Now().After(deadline) || ctx.Err() != nil {
			return project.Because(err, project.Unavailable, "the Temporal server at %s does not answer", a.backends.Temporal)
		}
		time.Sleep(200 * time.Millisecond)
	}
	a.onStop(a.temporal.Close)
	a.process = workflows.NewClient(a.temporal, workflows.Limits{Events: a.config.EventsLimit})
	a.join()
	return ensureNamespace(ctx, a.temporal, a.config.Namespace)
}
