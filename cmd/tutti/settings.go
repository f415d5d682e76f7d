package main

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"tutti/app"
	"tutti/project"
)

// settings are the flags of the commands that run Tutti. Each can also be given in the environment.
type settings struct {
	listen, publicURL             string
	temporal, namespace           string
	database, redis, s3, logLevel string
	s3ThroughAPI                  bool
	mediaSlots                    int
	feeBasisPoints                int64
	clearing                      time.Duration
	payouts                       app.Payouts
	webhooks                      app.Webhooks
	mail                          mailSettings
	secretKey                     string
	staff                         app.Staff
	limits                        app.Limits
	keep                          kept
	backups                       app.Backups
}

// serving adds the flags of a process that serves the API.
func (s *settings) serving(flags *pflag.FlagSet, listen string) {
	flags.StringVar(&s.listen, "listen", listen, "host:port of the API; port 0 takes a free one")
	flags.BoolVar(&s.s3ThroughAPI, "s3-through-api", false, "hand the bytes of S3 through the API's port, when clients cannot reach S3")
	flags.Var((*networks)(&s.limits.TrustedProxies), "trusted-proxy", "networks of proxies that are believed when they say in X-Forwarded-For who asks, as 10.0.0.0/8,::1/128; nobody is when left out")
	flags.IntVar(&s.limits.RequestsOfPerson, "requests-per-person", 0, "answered in a minute; 6000 when 0")
	flags.IntVar(&s.limits.RequestsOfAddress, "requests-per-address", 0, "answered in a minute to one network address; 12000 when 0")
	flags.StringVar(&s.staff.Issuer, "oidc-issuer", "", "OpenID Connect provider that signs staff in; they come back to PUBLIC-URL/sign-in/staff/callback")
	flags.StringVar(&s.staff.ClientID, "oidc-client-id", "", "what this instance is called there")
	flags.StringVar(&s.staff.ClientSecret, "oidc-client-secret", "", "its secret there; better in the environment than here")
	fromEnv(flags, "listen", "s3-through-api", "trusted-proxy", "requests-per-person", "requests-per-address", "oidc-issuer", "oidc-client-id", "oidc-client-secret")
}

// inviting adds the flags that say what stands in the links that people sign in by. The API and the workers have to be given the
// same.
func (s *settings) inviting(flags *pflag.FlagSet) {
	flags.StringVar(&s.publicURL, "public-url", "", "address under which people reach the API; http://LISTEN when left out")
	flags.StringVar(&s.secretKey, "secret-key", "", "64 hexadecimal digits that sign-in links are made with; better in the environment than here; a data directory of one machine keeps its own")
	fromEnv(flags, "public-url", "secret-key")
}

// booking adds the flags that say how money is booked. The API tells them and the workers book with them, so the
// processes of a cluster have to be given the same.
func (s *settings) booking(flags *pflag.FlagSet) {
	flags.Int64Var(&s.feeBasisPoints, "fee-basis-points", 0, "what the platform keeps of a release, in 1/100 of a percent")
	flags.DurationVar(&s.clearing, "clearing", app.DefaultClearing, "how long what sellers have earned waits until it can be paid out")
	flags.StringVar((*string)(&s.payouts.Minimum), "payout-minimum", "", "the least sum that is paid out to a seller, as 10.00 of any currency; everything when left out")
	flags.StringVar(&s.payouts.Stripe.Key, "stripe-key", "", "secret key of Stripe, to pay sellers through it; better in the environment than here; payouts are made by hand when left out")
	flags.StringVar(&s.payouts.Stripe.WebhookSecret, "stripe-webhook-secret", "", "signing secret of the webhook at PUBLIC-URL/api/v1/webhooks/stripe; better in the environment than here")
	flags.StringVar(&s.payouts.Stripe.URL, "stripe-url", "", "address of Stripe; another one for tests")
	fromEnv(flags, "fee-basis-points", "clearing", "payout-minimum", "stripe-key", "stripe-webhook-secret", "stripe-url")
}

// telling adds the flags that say where webhooks may lead. The API checks addresses and the workers send to them, so the processes
// of a cluster have to be given the same.
func (s *settings) telling(flags *pflag.FlagSet) {
	flags.BoolVar(&s.webhooks.HTTP, "webhook-http", false, "let webhooks lead to http addresses; for development")
	flags.Var((*networks)(&s.webhooks.Networks), "webhook-networks", "networks that webhooks may lead to although they are not public, as 127.0.0.0/8,10.1.0.0/16; for development")
	fromEnv(flags, "webhook-http", "webhook-networks")
}

// keeping adds the flag that says how long data is kept. The API tells it and the workers forget by it, so the processes of a
// cluster have to be given the same.
func (s *settings) keeping(flags *pflag.FlagSet) {
	flags.Var(&s.keep, "keep", "how long data is kept where it is not the usual, as letters=30d,audit_log=730d; docs/retention.md tells what there is")
	fromEnv(flags, "keep")
}

// copying adds the flags that say where backups are kept.
func (s *settings) copying(flags *pflag.FlagSet) {
	flags.StringVar(&s.backups.Dir, "backups", "", "folder for backups of this instance, best on another disk; none are taken when left out")
	flags.DurationVar(&s.backups.Every, "backup-every", 24*time.Hour, "how often one is taken by itself; only when an operator asks, when 0")
	flags.IntVar(&s.backups.Keep, "backup-keep", 7, "how many stay; the oldest go")
	fromEnv(flags, "backups", "backup-every", "backup-keep")
}

// kept is a flag that changes the retention.
type kept struct {
	text   string
	policy project.Retention // nil: the usual one
}

// String gives what was given.
func (k *kept) String() string { return k.text }

// Set reads it.
func (k *kept) Set(text string) (err error) {
	k.text = text
	k.policy, err = project.DefaultRetention().Keeping(text)
	return err
}

// Type names the value in the help.
func (k *kept) Type() string { return "times" }

// networks is a flag of networks with commas between.
type networks []netip.Prefix

// String writes them as they are given.
func (n *networks) String() string {
	all := make([]string, 0, len(*n))
	for _, p := range *n {
		all = append(all, p.String())
	}
	return strings.Join(all, ",")
}

// Set reads them.
func (n *networks) Set(text string) error {
	*n = nil
	for part := range strings.SplitSeq(text, ",") {
		p, err := netip.ParsePrefix(strings.TrimSpace(part))
		if err != nil {
			return project.Errorf(project.Invalid, "%q is no network; write it as 127.0.0.0/8", part)
		}
		*n = append(*n, p)
	}
	return nil
}

// Type names the value in the help.
func (n *networks) Type() string { return "networks" }

// working adds the flags of a process that runs workers.
func (s *settings) working(flags *pflag.FlagSet) {
	flags.IntVar(&s.mediaSlots, "media-slots", 0, "inspections at a time, besides one build; processors - 1 when 0")
	fromEnv(flags, "media-slots")
	s.mail.add(flags)
}

// servers adds the flags that name outside servers.
func (s *settings) servers(flags *pflag.FlagSet, without string) {
	flags.StringVar(&s.temporal, "temporal", "", "host:port of a Temporal frontend"+without)
	flags.StringVar(&s.namespace, "namespace", "tutti", "Temporal namespace")
	flags.StringVar(&s.database, "database", "", "postgres://user:password@host/database"+without)
	flags.StringVar(&s.redis, "redis", "", "redis://host:port/0"+without)
	flags.StringVar(&s.s3, "s3", "", "http(s)://KEY:SECRET@host:port/bucket?region=us-east-1"+without)
	flags.StringVar(&s.logLevel, "log-level", "info", "debug, info, warn or error")
	fromEnv(flags, "temporal", "namespace", "database", "redis", "s3", "log-level")
}

// embeddedWhenEmpty ends the description of a server that can be embedded.
const embeddedWhenEmpty = "; embedded when left out"

func (s *settings) check() error {
	switch {
	case s.feeBasisPoints < 0 || s.feeBasisPoints > 10_000:
		return project.Errorf(project.Invalid, "--fee-basis-points %d is outside 0 to 10000 (100 %%)", s.feeBasisPoints)
	case s.clearing <= 0:
		return project.Errorf(project.Invalid, "--clearing %s is no time to wait; 1s is as good as none", s.clearing)
	case s.limits.RequestsOfPerson < 0 || s.limits.RequestsOfAddress < 0:
		return project.Errorf(project.Invalid, "--requests-per-person %d and --requests-per-address %d: a limit is not negative", s.limits.RequestsOfPerson, s.limits.RequestsOfAddress)
	case s.mediaSlots < 0:
		return project.Errorf(project.Invalid, "--media-slots %d is negative", s.mediaSlots)
	}
	_, err := s.level()
	return err
}

func (s *settings) level() (slog.Level, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return level, project.Errorf(project.Invalid, "--log-level %q is none of debug, info, warn, error", s.logLevel)
	}
	return level, nil
}

func (s *settings) config(data string, log *slog.Logger) app.Config {
	return app.Config{
		DataDir: data, Listen: s.listen, PublicURL: s.publicURL,
		Temporal: s.temporal, Namespace: s.namespace, Database: s.database, Redis: s.redis, S3: s.s3, S3ThroughAPI: s.s3ThroughAPI,
		MediaSlots: s.mediaSlots, Fee: project.FeePolicy{BasisPoints: s.feeBasisPoints}, Clearing: s.clearing, Payouts: s.payouts,
		Mail: s.mail.config(), SecretKey: s.secretKey, Staff: s.staff, Limits: s.limits, Webhooks: s.webhooks, Retention: s.keep.policy, Backups: s.backups, Version: version, Log: log,
	}
}

// shown lists the configuration for the beginning of the log, secrets masked.
func shown(c app.Config, a *app.App) table {
	server := func(given, used string) string {
		if given == "" {
			return masked(used) + " (embedded)"
		}
		return masked(used)
	}
	b := a.Backends()
	t := facts(
		"API", a.URL(),
		"data", c.DataDir,
		"Temporal", server(c.Temporal, b.Temporal)+", namespace "+c.Namespace,
		"database", server(c.Database, b.Database),
		"Redis", server(c.Redis, b.Redis),
		"S3", server(c.S3, b.Store),
	)
	t.add("mail", mailOf(c, a))
	if c.API {
		t.add("fee", fmt.Sprintf("%.2f %%", float64(c.Fee.BasisPoints)/100))
		t.add("clearing", c.Clearing.String())
		t.add("payouts", payoutsOf(c.Payouts))
	}
	return t
}

// payoutsOf says who pays sellers; never with what key.
func payoutsOf(p app.Payouts) string {
	text := "by hand"
	if p.Stripe.Key != "" {
		text = "through Stripe"
	}
	if p.Minimum != "" {
		text += ", from " + string(p.Minimum)
	}
	return text
}

// masked hides the password of an address.
func masked(address string) string {
	if !strings.Contains(address, "://") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return "(set)"
	}
	return u.Redacted()
}
