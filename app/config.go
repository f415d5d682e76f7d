// Package app wires Tutti together: it starts or finds the servers, opens the adapters, runs workers and the API. It is
// the only package that imports everything; nothing but commands and end-to-end tests imports it.
package app

import (
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"tutti/project"
	"tutti/settlement"
	"tutti/signin"
)

// Config says what runs in this process and which servers it uses. An empty address means: start it embedded.
type Config struct {
	DataDir   string // holds everything embedded, and the operator's token; made when absent
	Listen    string // host:port of the API; port 0 takes a free one
	PublicURL string // address under which people and presigned links reach the API; http://Listen when empty

	Temporal  string // host:port of a Temporal frontend
	Namespace string
	Database  string // postgres://user:password@host/database
	Redis     string // redis://host:port/0
	S3        string // http(s)://key:secret@host:port/bucket?region=us-east-1

	// S3ThroughAPI hands the bytes of an outside S3 through the API's port, for stores that clients cannot reach.
	S3ThroughAPI bool

	TemporalPort int  // port of the embedded Temporal; 0 takes a free one
	API          bool // serve the API
	Worker       bool // run workflows, activities and media work
	OutsideOnly  bool // refuse to embed anything: a cluster process must not start its own servers by mistake

	MediaSlots  int               // inspections at a time, besides one build; cores - 1, at least 1, when 0
	CacheBytes  int64             // bound of the media cache on disk; 20 GiB when 0
	Fee         project.FeePolicy // what the platform keeps of a release
	Clearing    time.Duration     // how long what is released waits until it can be paid out; DefaultClearing when 0
	Payouts     Payouts           // how sellers are paid
	Webhooks    Webhooks          // what programs of others are told
	Mail        Mail              // how letters leave
	EventsLimit int               // history length at which workflows hand over; 0 is right outside tests
	Limits      Limits            // how much anybody may ask for
	Retention   project.Retention // how long data is kept; project.DefaultRetention when nil
	Backups     Backups           // where copies of this instance are kept
	Staff       Staff             // who signs staff in, but for the callback; nobody when there is no issuer
	SecretKey   string            // 64 hexadecimal digits that sign-in links are made with; kept in DataDir when empty
	Version     string
	Log         *slog.Logger

	// Wrap stands between the program and its adapters, in tests. Nothing that a person can set reaches it.
	Wrap func(Ports) Ports
}

// Staff names the OpenID Connect provider that signs staff in.
type Staff = signin.OIDCOptions

// Limits say how much anybody may ask for, and who is believed about where a request comes from.
type Limits struct {
	RequestsOfPerson  int            // in a minute; the API's own limit when 0
	RequestsOfAddress int            // likewise, of one network address
	TrustedProxies    []netip.Prefix // nobody when empty
}

// Payouts say who pays sellers, and when.
type Payouts struct {
	Stripe  settlement.StripeOptions // pays through Stripe when it has a key; without one the operator pays by hand
	Minimum project.Decimal          // the least sum of a seller, in major units of a currency, that is paid out; any when empty
	Every   time.Duration            // the longest time between two looks at what is due; an hour when 0
}

// treasuryEvery is how often the treasury looks at least: what is earned while it rests is due one clearing time later.
func (c Config) treasuryEvery() time.Duration {
	if c.Payouts.Every > 0 {
		return c.Payouts.Every
	}
	return max(time.Second, min(time.Hour, c.Clearing))
}

// settlement makes what is configured, and refuses what cannot work. Nobody is asked.
func (p Payouts) settlement() (project.PaymentProvider, project.SettlementNotices, error) {
	if err := (project.PayoutPolicy{Minimum: p.Minimum}).Check(); err != nil {
		return nil, nil, project.Because(err, project.Invalid, "the least payout is wrong: %v", err)
	}
	if p.Stripe.Key == "" && p.Stripe.WebhookSecret == "" {
		return settlement.Manual{}, nil, nil
	}
	stripe, err := settlement.NewStripe(p.Stripe)
	return stripe, stripe, err
}

const defaultCacheBytes = 20 << 30

// DefaultClearing is how long what is released waits until it can be paid out. Within this time most mistakes and
// chargebacks are noticed.
const DefaultClearing = 7 * 24 * time.Hour

// complete fills in defaults and names what is wrong, one sentence each.
func (c Config) complete() (Config, error) {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	var err error
	if c.Backups, err = c.Backups.of(c); err != nil {
		return c, err
	}
	if c.DataDir == "" {
		return c, project.Errorf(project.Invalid, "no data directory: give --data")
	}
	if err := c.checkForms(); err != nil {
		return c, err
	}
	if err := c.checkOutside(); err != nil {
		return c, err
	}
	if _, _, err := c.Payouts.settlement(); err != nil {
		return c, err
	}
	if err := c.Mail.check(); err != nil {
		return c, err
	}
	abs, err := filepath.Abs(c.DataDir) // the embedded S3 changes the working directory
	if err != nil {
		return c, project.Because(err, project.Invalid, "the data directory %q cannot be found", c.DataDir)
	}
	c.DataDir = abs
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return c, project.Because(err, project.Invalid, "the data directory %s cannot be made: %v", c.DataDir, err)
	}
	if c.Namespace == "" {
		c.Namespace = "tutti"
	}
	if c.MediaSlots == 0 {
		c.MediaSlots = max(1, runtime.NumCPU()-1)
	}
	if c.Retention == nil {
		c.Retention = project.DefaultRetention()
	}
	if c.Clearing == 0 {
		c.Clearing = DefaultClearing
	}
	if c.CacheBytes == 0 {
		c.CacheBytes = defaultCacheBytes
	}
	return c, nil
}

// checkForms refuses addresses that cannot be used, before anything is started.
func (c Config) checkForms() error {
	if c.Database != "" && !beginsWith(c.Database, "postgres://", "postgresql://") {
		return project.Errorf(project.Invalid, "the database address has the wrong form: write --database postgres://user:password@host/database")
	}
	if c.Redis != "" && !beginsWith(c.Redis, "redis://", "rediss://") {
		return project.Errorf(project.Invalid, "the Redis address has the wrong form: write --redis redis://host:port/0")
	}
	if c.S3 == "" {
		return nil
	}
	_, err := parseStore(c.S3)
	return err
}

func beginsWith(address string, schemes ...string) bool {
	return slices.ContainsFunc(schemes, func(s string) bool { return strings.HasPrefix(address, s) })
}

func (c Config) checkOutside() error {
	if !c.OutsideOnly {
		return nil
	}
	var missing []string
	for _, server := range []struct{ flag, address string }{{"--temporal", c.Temporal}, {"--database", c.Database}, {"--redis", c.Redis}, {"--s3", c.S3}} {
		if server.address == "" {
			missing = append(missing, server.flag)
		}
	}
	if len(missing) > 0 {
		return project.Errorf(project.Invalid, "a cluster process embeds nothing: give %s, or run `tutti dev`", strings.Join(missing, ", "))
	}
	return nil
}

// store is an S3 address taken apart.
type store struct {
	endpoint, access, secret, region, bucket string
}

// defaultBucket is used when the address names none.
const defaultBucket = "tutti"

func parseStore(address string) (store, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User == nil || u.Scheme != "http" && u.Scheme != "https" {
		return store{}, project.Errorf(project.Invalid, "the S3 address has the wrong form: write http(s)://KEY:SECRET@host:port/bucket?region=us-east-1")
	}
	secret, _ := u.User.Password()
	s := store{endpoint: u.Scheme + "://" + u.Host, access: u.User.Username(), secret: secret, region: u.Query().Get("region"), bucket: strings.Trim(u.Path, "/")}
	if s.bucket == "" {
		s.bucket = defaultBucket
	}
	return s, nil
}
