package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

const (
	requestTimeout = 30 * time.Second
	maxAnswerBytes = 64 << 20
	maxBackoff     = 5 * time.Second
	maxRetryAfter  = 1 << 30 // seconds; nobody waits that long
)

// call is one operation: what is sent, and where the answer goes.
type call struct {
	method  string
	path    string
	query   url.Values
	body    []byte
	type_   string
	command bool          // carries an Idempotency-Key
	match   string        // If-Match; empty: none
	timeout time.Duration // of one try; 0: requestTimeout; negative: none
	also    int           // a status from 400 on whose answer is read all the same
	out     any           // nil: the answer is not read
}

func (c *Client) get(ctx context.Context, path string, query url.Values, out any) error {
	return c.do(ctx, call{method: http.MethodGet, path: path, query: query, out: out})
}

// command sends in as JSON with an Idempotency-Key.
func (c *Client) command(ctx context.Context, method, path string, in, out any) error {
	k, err := jsonCall(method, path, in, out)
	if err != nil {
		return err
	}
	k.command = true
	return c.do(ctx, k)
}

func jsonCall(method, path string, in, out any) (call, error) {
	k := call{method: method, path: path, out: out}
	if in == nil {
		return k, nil
	}
	body, err := json.Marshal(in)
	if err != nil {
		return k, project.Because(err, project.Invalid, "the request cannot be written as JSON")
	}
	k.body, k.type_ = body, "application/json"
	return k, nil
}

// do sends the call, again while the server asks for patience, with the same key each time.
func (c *Client) do(ctx context.Context, k call) error {
	key := ""
	if k.command {
		key = keyOf(ctx)
	}
	until := time.Now().Add(c.patience)
	for try := 1; ; try++ {
		wait, again, err := c.once(ctx, k, key)
		if err == nil || !again || try >= c.attempts || ctx.Err() != nil {
			return err
		}
		wait = max(wait, backoff(try))
		if time.Now().Add(wait).After(until) || !c.sleep(ctx, wait) {
			return err
		}
	}
}

// once sends the call one time and says whether, and after how long, the same again may help.
func (c *Client) once(ctx context.Context, k call, key string) (wait time.Duration, again bool, err error) {
	if k.timeout >= 0 {
		timeout := k.timeout
		if timeout == 0 {
			timeout = requestTimeout
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	req, err := c.request(ctx, k, key)
	if err != nil {
		return 0, false, project.Because(err, project.Invalid, "the request cannot be made")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return 0, k.repeatable(), away(err)
	}
	defer drain(res.Body)
	if res.StatusCode >= 400 && res.StatusCode != k.also {
		err := problemOf(res)
		wait, asked := retryAfter(res)
		return wait, k.repeatable() && mayPass(res.StatusCode, asked), err
	}
	if err := decode(res, k.out); err != nil {
		_, flows := k.out.(*flow)
		return 0, k.repeatable() && !flows, err
	}
	return 0, false, nil
}

// repeatable calls have no second effect: they read, carry a key, or only compute.
func (k call) repeatable() bool {
	return k.method == http.MethodGet || k.command || k.method == http.MethodPost
}

func (c *Client) request(ctx context.Context, k call, key string) (*http.Request, error) {
	address := c.base.String() + k.path
	if len(k.query) > 0 {
		address += "?" + k.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, k.method, address, bytes.NewReader(k.body))
	if err != nil {
		return nil, err
	}
	if k.body == nil {
		req.Body, req.ContentLength = http.NoBody, 0
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.agent)
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if k.type_ != "" {
		req.Header.Set("Content-Type", k.type_)
	}
	if k.match != "" {
		req.Header.Set("If-Match", k.match)
	}
	if key != "" {
		req.Header.Set(wire.HeaderIdempotencyKey, key)
		if reason := reasonOf(ctx); reason != "" {
			req.Header.Set(wire.HeaderReason, url.PathEscape(reason))
		}
	}
	return req, nil
}

// flow is an answer of any size that is passed on as it comes; it cannot be asked for again once it has begun.
type flow struct{ to io.Writer }

func decode(res *http.Response, out any) error {
	if out == nil {
		return nil
	}
	if f, ok := out.(*flow); ok {
		if _, err := io.Copy(f.to, res.Body); err != nil {
			return project.Because(err, project.Unavailable, "the server's answer was cut off: %v", err)
		}
		return nil
	}
	body := io.LimitReader(res.Body, maxAnswerBytes)
	if raw, ok := out.(*[]byte); ok {
		all, err := io.ReadAll(body)
		*raw = all
		return awayOrNil(err)
	}
	if err := json.NewDecoder(body).Decode(out); err != nil {
		return project.Because(err, project.Unavailable, "the server's answer was cut off or is no JSON")
	}
	return nil
}

// mayPass says whether the same request can get another answer later. A conflict passes only when the server says so:
// the same command is still running.
func mayPass(status int, asked bool) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	case http.StatusConflict:
		return asked
	}
	return false
}

func retryAfter(res *http.Response) (time.Duration, bool) {
	text := res.Header.Get(wire.HeaderRetryAfter)
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, maxRetryAfter)) * time.Second, true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at)), true
	}
	return 0, false
}

// backoff doubles from 100 ms and is spread, so that many clients do not come back at once.
func backoff(try int) time.Duration {
	full := min(maxBackoff, 100*time.Millisecond<<min(try-1, 10))
	return full/2 + rand.N(full/2+1)
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// drain lets the connection be used again.
func drain(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 64<<10)
	_ = body.Close()
}

func away(err error) error {
	if errors.Is(err, context.Canceled) {
		return project.Because(err, project.Unavailable, "the request was given up")
	}
	return project.Because(err, project.Unavailable, "the server cannot be reached: %v", err)
}

func awayOrNil(err error) error {
	if err == nil {
		return nil
	}
	return away(err)
}
