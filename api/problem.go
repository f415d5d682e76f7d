package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

// statusOf is the table from the domain's codes to HTTP. Its inverse is in the client.
func statusOf(code project.Code) int {
	switch code {
	case project.Invalid:
		return http.StatusBadRequest
	case project.Unauthenticated:
		return http.StatusUnauthorized
	case project.Forbidden:
		return http.StatusForbidden
	case project.NotFound:
		return http.StatusNotFound
	case project.Conflict:
		return http.StatusConflict
	case project.Limited:
		return http.StatusTooManyRequests
	case project.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// codeOf is for the errors of the HTTP layer, which know only a status.
func codeOf(status int) project.Code {
	for _, code := range project.Codes() {
		if statusOf(code) == status {
			return code
		}
	}
	if status >= http.StatusInternalServerError {
		return project.Internal
	}
	return project.Invalid
}

func titleOf(code project.Code) string {
	return map[project.Code]string{
		project.Invalid: "The request is not right", project.Unauthenticated: "Say who you are", project.Forbidden: "Not yours to do",
		project.NotFound: "Not found", project.Conflict: "Not possible as things stand", project.Limited: "Too many requests",
		project.Unavailable: "Not available at the moment", project.Internal: "A fault of ours",
	}[code]
}

// refusal is a problem document on its way out.
type refusal struct {
	wire.Problem
	after time.Duration // Retry-After, none when 0
}

func refusalOf(status int, code project.Code, format string, args ...any) *refusal {
	return &refusal{Problem: wire.Problem{Type: wire.ProblemType + string(code), Title: titleOf(code), Status: status,
		Code: string(code), Detail: fmt.Sprintf(format, args...)}}
}

func (r *refusal) Error() string { return r.Detail }

// GetStatus tells huma the HTTP status.
func (r *refusal) GetStatus() int { return r.Status }

// GetHeaders tells huma the headers that go with it.
func (r *refusal) GetHeaders() http.Header {
	h := http.Header{}
	if r.after > 0 {
		h.Set(wire.HeaderRetryAfter, strconv.Itoa(wholeSeconds(r.after)))
	}
	if r.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="tutti"`)
	}
	return h
}

// ContentType tells huma what a problem is written as.
func (r *refusal) ContentType(string) string { return "application/problem+json" }

// later is an error that passes by itself.
type later struct {
	error
	after time.Duration
}

func (l later) Unwrap() error { return l.error }

// nobody is the answer to everything that is not there or not to be seen.
func nobody() error {
	return project.Errorf(project.NotFound, "there is nothing here, or it is not yours to see")
}

// hide makes what is not there look like what is not to be seen.
func hide(err error) error {
	if project.CodeOf(err) == project.NotFound {
		return nobody()
	}
	return err
}

// unseen is hide for what is named by itself: nobody learns that it is there who may not see it, also when they see something
// around it.
func unseen(err error) error {
	if project.CodeOf(err) == project.Forbidden {
		return nobody()
	}
	return hide(err)
}

// refusal turns any error into what the client is told, and logs what it is not told.
func (a *API) refusal(ctx context.Context, err error) *refusal {
	var r *refusal
	if errors.As(err, &r) {
		return r
	}
	err = a.cause(ctx, err)
	var e *project.Error
	if !errors.As(err, &e) {
		a.o.Log.ErrorContext(ctx, "request failed", "request_id", requestOf(ctx).id, "error", err)
		e = project.Errorf(project.Internal, "something went wrong on our side; name the request id when you ask about it")
	} else if !e.Code.Final() && e.Code != project.Limited {
		a.o.Log.WarnContext(ctx, "request not served", "request_id", requestOf(ctx).id, "error", e.Message, "cause", errors.Unwrap(e))
	}
	r = refusalOf(statusOf(e.Code), e.Code, "%s", e.Message)
	r.RequestID, r.after = requestOf(ctx).id, patience(err, e.Code)
	for _, f := range e.Fields {
		r.Fields = append(r.Fields, wire.ProblemField{Path: f.Path, Message: f.Message})
	}
	return r
}

// cause finds out why a request was cut short: a dependency is away, or it took too long.
func (a *API) cause(ctx context.Context, err error) error {
	if why := context.Cause(ctx); why != nil && project.CodeOf(why) == project.Unavailable {
		return why
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return project.Because(err, project.Unavailable, "the request took too long and was given up; send it again with the same key")
	}
	return err
}

func patience(err error, code project.Code) time.Duration {
	var l later
	switch {
	case errors.As(err, &l):
		return l.after
	case code == project.Unavailable, code == project.Limited:
		return time.Second
	}
	return 0
}

// refuse answers a request that does not reach a handler.
func (a *API) refuse(c *gin.Context, err error) {
	r := a.refusal(c.Request.Context(), err)
	r.RequestID = requestOf(c.Request.Context()).id
	r.write(c.Writer)
	c.Abort()
}

func (r *refusal) write(w http.ResponseWriter) {
	for name, values := range r.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", r.ContentType(""))
	w.WriteHeader(r.Status)
	text, _ := json.Marshal(r)
	_, _ = w.Write(text)
}

// problemOfHuma writes the faults that huma finds in a request as ours: same shape, no values echoed, which might be
// secrets.
func problemOfHuma(ctx huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	status := ours(m.Status)
	r := refusalOf(status, codeOf(status), "%s", sentenceOf(m))
	r.RequestID = requestOf(ctx.Context()).id
	if status < http.StatusInternalServerError {
		for _, e := range m.Errors {
			r.Fields = append(r.Fields, wire.ProblemField{Path: strings.TrimPrefix(e.Location, "body."), Message: e.Message})
		}
	}
	return r, nil
}

func sentenceOf(m *huma.ErrorModel) string {
	switch m.Status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return "the request cannot be taken as it is; every fault is named with its place"
	case http.StatusUnsupportedMediaType:
		return "send the body as application/json"
	case http.StatusInternalServerError:
		return "something went wrong on our side; name the request id when you ask about it"
	}
	return m.Detail
}

// ours maps huma's 422 to the one status that the code invalid has.
func ours(status int) int {
	if status == http.StatusUnprocessableEntity {
		return http.StatusBadRequest
	}
	return status
}

// statusOfOurs is a huma middleware that does so for the status line.
func statusOfOurs(ctx huma.Context, next func(huma.Context)) { next(oursContext{ctx}) }

// adapted is huma.Context under a name that does not hide its method Context.
type adapted huma.Context

type oursContext struct{ adapted }

// SetStatus maps the status.
func (c oursContext) SetStatus(status int) { c.adapted.SetStatus(ours(status)) }

// Unwrap gives the adapter's context.
func (c oursContext) Unwrap() huma.Context { return c.adapted }
