// Package client speaks Tutti's API from Go: one method for each operation, in the types of package wire.
//
// A command carries an Idempotency-Key that stays the same over all its repeats, so an answer that was lost is asked
// for again without a second effect. Every error is a *project.Error with the server's code, sentence and fields.
package client

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tutti/project"
)

// Options change what New leaves at its default.
type Options struct {
	HTTP      *http.Client  // for the API and the object store; nil: one of our own
	UserAgent string        // "tutti-client" when empty
	Attempts  int           // how often a request is tried; 16 when 0
	Patience  time.Duration // how long one request is tried in all; 90 s when 0
	Parallel  int           // parts of an upload under way at a time; 4 when 0

	// Sleep waits between two tries and says whether ctx lasted so long; real time when nil.
	Sleep func(ctx context.Context, d time.Duration) bool
}

const (
	defaultAttempts = 16
	defaultPatience = 90 * time.Second
	defaultParallel = 4
)

// Client speaks the API as one person. Any number of goroutines may use it.
type Client struct {
	base     *url.URL
	token    string
	http     *http.Client
	agent    string
	attempts int
	patience time.Duration
	parallel int
	sleep    func(context.Context, time.Duration) bool
}

// New makes a client for the server at baseURL, as http://localhost:8080, and the person behind the token. It sends
// nothing yet.
func New(baseURL, token string, o Options) (*Client, error) {
	base, err := url.Parse(strings.TrimRight(baseURL, "/"))
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, project.Errorf(project.Invalid, "the server's address %q is no URL; write for example http://localhost:8080", baseURL)
	}
	c := &Client{base: base, token: token, http: o.HTTP, agent: o.UserAgent, attempts: o.Attempts, patience: o.Patience, parallel: o.Parallel,
		sleep: o.Sleep}
	c.fill()
	return c, nil
}

func (c *Client) fill() {
	if c.http == nil {
		c.http = &http.Client{Transport: transport()}
	}
	if c.agent == "" {
		c.agent = "tutti-client"
	}
	if c.attempts <= 0 {
		c.attempts = defaultAttempts
	}
	if c.patience <= 0 {
		c.patience = defaultPatience
	}
	if c.parallel <= 0 {
		c.parallel = defaultParallel
	}
	if c.sleep == nil {
		c.sleep = sleep
	}
}

// transport has no time-out on the body: uploads and streams last. A server that accepts and then says nothing is given
// up by the time-out of the request, see timeoutOf.
func transport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       30 * time.Second,
		ForceAttemptHTTP2:     true,
	}
}

type keyOfContext struct{}

// WithKey makes the next command under ctx use this Idempotency-Key instead of a new one, so that a program that was
// restarted can repeat a command. One key is for one command.
func WithKey(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, keyOfContext{}, key)
}

func keyOf(ctx context.Context) string {
	if key, ok := ctx.Value(keyOfContext{}).(string); ok && key != "" {
		return key
	}
	return rand.Text()
}
