package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/gin-gonic/gin"
)

const (
	// stillRunning is how long the first of two equal commands is waited for; after that it is taken for lost.
	stillRunning = 30 * time.Second
	// endWithin is how long the answer waits for being kept.
	endWithin = 2 * time.Second
)

// command is what a handler needs to have its effect once: a repeat has the same seed and time, so it makes the same
// ids, and the same key for the process.
type command struct {
	seed string
	at   time.Time
	key  string // for project.Process

	// repeat: it was begun before and its answer is not known. What it did may have taken from the caller what they needed to do
	// it; the process remembers.
	repeat bool
}

// commandOf gives the command behind ctx. Only handlers of commands may ask.
func commandOf(ctx context.Context) command { return *requestOf(ctx).command }

// id makes an id that is the same in every repeat of the command. More tells apart several of one kind.
func (c command) id(prefix string, more ...string) string {
	return project.NewID(prefix, c.at, c.seed+"/"+strings.Join(more, "/"))
}

// once runs a command once for each key and keeps its answer.
func (a *API) once(c *gin.Context, r rules) {
	ctx := c.Request.Context()
	key := c.GetHeader(wire.HeaderIdempotencyKey)
	if err := checkKey(key); err != nil {
		a.refuse(c, err)
		return
	}
	line := a.lineOf(c, r)
	requestOf(ctx).line = line
	mine := project.CommandRecord{Actor: actor(ctx).ID, Key: key, Request: requestHash(c, r), Seed: a.o.Seed(), At: a.o.Now().UTC(), Line: line}
	stored, err := a.o.Records.BeginCommand(ctx, mine)
	if err != nil {
		a.refuse(c, err)
		return
	}
	switch {
	case stored.Request != mine.Request:
		a.refuse(c, project.Errorf(project.Conflict, "this Idempotency-Key was used for another request; take a new key for a new command"))
	case stored.Seed == mine.Seed: // the first
		a.run(c, r, stored, false)
	case stored.Status != 0 && !r.again:
		replay(c, stored)
	case stored.Status != 0, a.unanswered.take(stored), a.lost(stored.At, stillRunning):
		a.run(c, r, stored, true)
	default:
		a.refuse(c, later{project.Errorf(project.Conflict, "the same command is still running; ask again with the same key"), time.Second})
	}
}

// lost reports whether what somebody began at the time, and has not ended, is not under way any more: it has taken too long,
// or whoever began it was this process's predecessor.
func (a *API) lost(at time.Time, within time.Duration) bool {
	return a.o.Alone && at.Before(a.started) || a.o.Now().Sub(at) >= within
}

func checkKey(key string) error {
	if key == "" {
		return project.Errorf(project.Invalid, "a command needs the header Idempotency-Key: a text of your choice, new for each command and the same when you repeat it")
	}
	odd := strings.ContainsFunc(key, func(r rune) bool { return r < '!' || r > '~' })
	if len(key) > wire.MaxKeyLength || odd {
		return project.Errorf(project.Invalid, "an Idempotency-Key has 1 to %d letters, digits and signs without blanks", wire.MaxKeyLength)
	}
	return nil
}

// requestHash tells two requests apart. An answer that is made again depends on the token too.
func requestHash(c *gin.Context, r rules) string {
	sum := sha256.New()
	info := requestOf(c.Request.Context())
	for _, part := range []string{c.Request.Method, c.Request.URL.Path, c.Request.URL.RawQuery} {
		_, _ = io.WriteString(sum, part+"\x00")
	}
	if r.again {
		_, _ = io.WriteString(sum, info.caller.proof.id+"\x00")
	}
	sum.Write(info.body)
	return hex.EncodeToString(sum.Sum(nil))
}

// processKey is unique for the actor, their key and the request: a key that is used again after its answer was
// forgotten, for something else, is no repeat.
func processKey(r project.CommandRecord) string {
	sum := sha256.Sum256([]byte(string(r.Actor) + "\x00" + r.Key + "\x00" + r.Request))
	return hex.EncodeToString(sum[:20])
}

// run has the handler write into memory, keeps the answer, and only then sends it: an answer that was seen can be had
// again.
func (a *API) run(c *gin.Context, r rules, record project.CommandRecord, repeat bool) {
	requestOf(c.Request.Context()).command = &command{seed: record.Seed, at: record.At, key: processKey(record), repeat: repeat}
	out := c.Writer
	held := &heldWriter{ResponseWriter: out, status: http.StatusOK}
	c.Writer = held
	ended := false
	defer func() {
		c.Writer = out
		if !ended { // a panic is on its way to observe
			a.unanswered.put(record)
		}
	}()
	c.Next()
	ended = true
	if held.status >= http.StatusInternalServerError || held.Header().Get(wire.HeaderRetryAfter) != "" {
		a.unanswered.put(record)
	} else {
		record.Status, record.AnswerHdr = held.status, kept(held.Header())
		if !r.again {
			record.Answer = held.body.Bytes()
		}
		info := requestOf(c.Request.Context())
		record.Line = endLine(info.line, info, held.status, held.body.Bytes())
		a.end(c.Request.Context(), record)
	}
	out.WriteHeader(held.status)
	_, _ = out.Write(held.body.Bytes())
}

// end keeps the answer even when the client has gone. A lost answer is no harm: the repeat runs again and finds
// everything done.
func (a *API) end(ctx context.Context, record project.CommandRecord) {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), endWithin)
	defer cancel()
	if err := a.o.Records.EndCommand(within, record); err != nil {
		a.unanswered.put(record)
		a.o.Log.WarnContext(ctx, "the answer of a command was not kept", "request_id", requestOf(ctx).id, "error", err)
	}
}

// endings remembers, in this process, commands that ended without an answer worth keeping, so that their repeat need
// not wait until the first is taken for lost. Forgetting one only costs that wait.
type endings struct {
	mu    sync.Mutex
	ended map[[2]string]time.Time
}

func (e *endings) put(r project.CommandRecord) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended == nil {
		e.ended = map[[2]string]time.Time{}
	}
	for key, at := range e.ended {
		if time.Since(at) > stillRunning {
			delete(e.ended, key)
		}
	}
	e.ended[[2]string{string(r.Actor), r.Key}] = time.Now()
}

// take says whether the command has ended, to one caller only: that one runs it again.
func (e *endings) take(r project.CommandRecord) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := [2]string{string(r.Actor), r.Key}
	_, ok := e.ended[key]
	delete(e.ended, key)
	return ok
}

func kept(h http.Header) map[string]string {
	out := map[string]string{}
	for _, name := range []string{"Content-Type", "Location", "ETag"} {
		if value := h.Get(name); value != "" {
			out[name] = value
		}
	}
	return out
}

func replay(c *gin.Context, record project.CommandRecord) {
	h := c.Writer.Header()
	for name, value := range record.AnswerHdr {
		h.Set(name, value)
	}
	h.Set(wire.HeaderReplayed, "true")
	c.Status(record.Status)
	c.Writer.WriteHeaderNow()
	_, _ = c.Writer.Write(record.Answer)
	c.Abort()
}

// heldWriter holds an answer back.
type heldWriter struct {
	gin.ResponseWriter
	status int
	body   bytes.Buffer
}

func (w *heldWriter) WriteHeader(status int)            { w.status = status }
func (w *heldWriter) WriteHeaderNow()                   {}
func (w *heldWriter) Write(p []byte) (int, error)       { return w.body.Write(p) }
func (w *heldWriter) WriteString(s string) (int, error) { return w.body.WriteString(s) }
func (w *heldWriter) Status() int                       { return w.status }
func (w *heldWriter) Size() int                         { return w.body.Len() }
func (w *heldWriter) Written() bool                     { return false }
func (w *heldWriter) Flush()                            {}
