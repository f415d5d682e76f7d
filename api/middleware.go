package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/gin-gonic/gin"
)

type requestKey struct{}

// request is what is known of a request besides HTTP.
type request struct {
	id      string
	agent   string      // what the browser calls itself
	address string      // where it comes from; empty when nobody knows
	header  http.Header // of the answer
	limits  []counted   // that it was counted against
	caller  *caller     // nil: nobody said who they are
	command *command    // nil: no command
	body    []byte
	line    project.AuditLine     // what the audit log will say of a command
	changes []project.AuditChange // and what it changed; see changed
}

func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{}
}

// observe gives the request its id, writes the access log and turns a panic into a problem document. The log has no
// query and no header: addresses may be signed, headers hold tokens.
func (a *API) observe(c *gin.Context) {
	begin := time.Now()
	h := c.Writer.Header()
	r := &request{id: requestID(c.GetHeader(wire.HeaderRequestID)), agent: c.Request.UserAgent(), address: a.addressOf(c.Request), header: h}
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), requestKey{}, r))
	h.Set(wire.HeaderRequestID, r.id)
	a.secure(h)
	defer func() {
		if p := recover(); p != nil {
			a.panicked(c, p)
		}
		a.accessLog(c, r, time.Since(begin))
	}()
	c.Next()
}

func (a *API) panicked(c *gin.Context, p any) {
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(p) // net/http's own way to cut a connection
	}
	a.o.Log.Error("panic", "request_id", requestOf(c.Request.Context()).id, "panic", p, "stack", string(debug.Stack()))
	if !c.Writer.Written() {
		a.refuse(c, refusalOf(http.StatusInternalServerError, project.Internal, "something went wrong on our side; name the request id when you ask about it"))
	}
	c.Abort()
}

func (a *API) accessLog(c *gin.Context, r *request, took time.Duration) {
	route := c.FullPath()
	if route == "" {
		route = "(none)"
	}
	level := slog.LevelInfo
	if c.Writer.Status() >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	fields := []any{"request_id", r.id, "method", c.Request.Method, "route", route, "status", c.Writer.Status(),
		"bytes", max(0, c.Writer.Size()), "ms", took.Milliseconds()}
	if r.caller != nil {
		fields = append(fields, "person", r.caller.ID)
	}
	a.o.Log.Log(c.Request.Context(), level, "request", fields...)
}

func requestID(given string) string {
	if regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`).MatchString(given) {
		return given
	}
	return rand.Text()
}

// admit lets a request through to its handler: deadline, token, rate, body, key.
func (a *API) admit(c *gin.Context) {
	r, known := a.rules[c.Request.Method+" "+c.FullPath()]
	if !known {
		c.Next()
		return
	}
	c.Writer.Header().Set("Cache-Control", "no-store")
	if !r.stream { // a reader who takes for ever must not hold the connection
		_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(r.timeout() + bodyTimeout))
	}
	ctx, done := a.deadline(c.Request.Context(), r)
	defer done()
	c.Request = c.Request.WithContext(ctx)
	if err := a.sameOrigin(c.Request); err != nil {
		a.refuse(c, err)
		return
	}
	if underRoot(c.Request.URL.Path) { // who asks whether the program runs is always answered
		if err := a.allowAddress(ctx, a.o.ofAddress()); err != nil {
			a.refuse(c, err)
			return
		}
	}
	if !r.public {
		if err := a.authenticate(c); err != nil {
			a.refuse(c, err)
			return
		}
	}
	if err := a.readPrivately(c, r); err != nil {
		a.refuse(c, err)
		return
	}
	if c.Request.Method != get {
		if err := takeBody(c, r); err != nil {
			a.refuse(c, err)
			return
		}
	}
	if r.command {
		if err := actor(c.Request.Context()).CheckCommand(); err != nil {
			a.refuse(c, err)
			return
		}
		a.once(c, r)
		return
	}
	c.Next()
}

// lookAfter is how long a request may last before the dependencies are looked at.
const lookAfter = time.Second

// deadline ends a request that lasts too long, and soon one whose dependency is away, so that a client is told within
// two seconds instead of waiting for time-outs within time-outs.
func (a *API) deadline(ctx context.Context, r rules) (context.Context, func()) {
	if r.stream {
		return ctx, func() {}
	}
	ctx, stop := context.WithTimeout(ctx, r.timeout())
	if r.patient() {
		return ctx, stop
	}
	ctx, cancel := context.WithCancelCause(ctx)
	look := time.AfterFunc(lookAfter, func() {
		if err := a.health.away(r.command); err != nil {
			cancel(err)
		}
	})
	return ctx, func() {
		look.Stop()
		cancel(nil)
		stop()
	}
}

const bodyTimeout = time.Minute

// takeBody reads the whole body, within its limit, before anything else happens.
func takeBody(c *gin.Context, r rules) error {
	control := http.NewResponseController(c.Writer)
	_ = control.SetReadDeadline(time.Now().Add(bodyTimeout)) // not every server can, tests for one
	whole, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, r.bodyLimit()))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return refusalOf(http.StatusRequestEntityTooLarge, project.Invalid, "the body is larger than %d bytes", r.bodyLimit())
	case err != nil:
		return refusalOf(http.StatusRequestTimeout, project.Invalid, "the body did not arrive whole")
	}
	_ = control.SetReadDeadline(time.Time{})
	c.Request.Body = io.NopCloser(bytes.NewReader(whole))
	c.Request.ContentLength = int64(len(whole))
	requestOf(c.Request.Context()).body = whole
	if r.raw { // whoever reads it has rules of their own
		return nil
	}
	return checkJSON(whole)
}
