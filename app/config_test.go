package app

import (
	"strings"
	"testing"

	"tutti/project"
	"tutti/settlement"
)

func TestAddressesAreCheckedBeforeAnythingStarts(t *testing.T) {
	good := Config{Temporal: "localhost:7233", Database: "postgresql://t:p@localhost/t", Redis: "rediss://localhost:6379/0", S3: "http://k:s@localhost:7070/b", OutsideOnly: true}
	for _, c := range []struct {
		says   string
		change func(*Config)
	}{
		{"", func(*Config) {}},
		{"", func(c *Config) { *c = Config{} }},
		{"write --database postgres://", func(c *Config) { c.Database = "localhost:5432" }},
		{"write --redis redis://", func(c *Config) { c.Redis = "localhost:6379" }},
		{"the S3 address has the wrong form", func(c *Config) { c.S3 = "localhost:7070" }},
		{"", func(c *Config) { c.Payouts.Stripe = settlement.StripeOptions{Key: "sk", WebhookSecret: "whsec"} }},
		{"signing secret of its webhook", func(c *Config) { c.Payouts.Stripe.Key = "sk" }},
		{"needs an API key", func(c *Config) { c.Payouts.Stripe.WebhookSecret = "whsec" }},
		{"the least payout is wrong", func(c *Config) { c.Payouts.Minimum = "ten" }},
		{"give --temporal, --database, --redis, --s3, or", func(c *Config) { *c = Config{OutsideOnly: true} }},
	} {
		config := good
		c.change(&config)
		config.DataDir = t.TempDir()
		_, err := config.complete()
		if c.says == "" && err != nil || c.says != "" && (project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("want %q, got %v", c.says, err)
		}
	}
}
