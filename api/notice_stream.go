package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

func (a *API) registerNoticeStream() {
	o := operation{id: "stream-notices", method: get, path: root + "/me/notices/stream", tag: "notice",
		summary: "Says as server-sent events when what one has not read changes",
		text: "The event notice names the newest notice that was not read and its kind, and nothing when all were read; ask for the notices " +
			"then. The stream of a project has it too, so that nobody needs both at a time. What changed before the stream began is not in " +
			"it. A comment comes every 15 seconds.", rules: rules{stream: true}}
	add(a, o, a.streamNotices)
	a.answersWithEvents(o)
}

func (a *API) streamNotices(ctx context.Context, _ *nothing) (*huma.StreamResponse, error) {
	who := requestOf(ctx).caller
	b, err := a.bells.listen(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	s := &noticeStream{api: a, proof: who.proof, bell: b}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer a.bells.leave(who.ID, b)
		s.outlet = outletTo(humagin.Unwrap(hc).Writer)
		s.run(hc.Context())
	}}, nil
}

// noticeStream is one person who waits for notices.
type noticeStream struct {
	outlet
	api   *API
	proof proof
	bell  *bell
}

// run writes until the reader goes, the server stops, or something fails: the reader then connects again.
func (s *noticeStream) run(ctx context.Context) {
	if s.open() != nil {
		return
	}
	beat := time.NewTicker(s.api.o.Heartbeat)
	defer beat.Stop()
	recheck := time.NewTicker(s.api.o.Recheck)
	defer recheck.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			err = s.beat()
		case <-recheck.C:
			err = s.stillWelcome(ctx)
		case unread, open := <-s.bell.rings:
			if !open {
				return
			}
			err = s.ring(unread)
		}
		if err != nil {
			return
		}
	}
}

// stillWelcome ends the stream of who is signed out: the token or session was revoked or has expired.
func (s *noticeStream) stillWelcome(ctx context.Context) error {
	within, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	_, err := s.api.callerBy(within, s.proof)
	return sendsAway(err)
}

// sendsAway gives the errors that end a stream: that the records are away is no reason to send readers away.
func sendsAway(err error) error {
	switch project.CodeOf(err) {
	case project.Unauthenticated, project.Forbidden, project.NotFound:
		return err
	}
	return nil
}

// outlet writes server-sent events to one reader.
type outlet struct {
	out     http.ResponseWriter
	control *http.ResponseController
}

func outletTo(w http.ResponseWriter) outlet { return outlet{w, http.NewResponseController(w)} }

// open begins the answer.
func (o outlet) open() error {
	h := o.out.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // proxies must not gather it
	o.out.WriteHeader(http.StatusOK)
	return o.write(fmt.Sprintf("retry: %d\n\n", reconnectAfter.Milliseconds()))
}

func (o outlet) beat() error { return o.write(": still here\n\n") }

// ring says that what the reader has not read has changed. It has no id: it is no place in any log.
func (o outlet) ring(unread project.Unread) error {
	data, err := json.Marshal(wire.NoticeNews{ID: unread.Newest, Kind: unread.Kind})
	if err != nil {
		return err
	}
	return o.write(fmt.Sprintf("event: %s\ndata: %s\n\n", wire.EventNotice, data))
}

func (o outlet) write(text string) error {
	_ = o.control.SetWriteDeadline(time.Now().Add(writeWithin)) // not every server can, tests for one
	if _, err := o.out.Write([]byte(text)); err != nil {
		return err
	}
	if err := o.control.Flush(); err != nil {
		return err
	}
	_ = o.control.SetWriteDeadline(time.Time{})
	return nil
}
