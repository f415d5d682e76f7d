package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

const (
	// tooOld is how many events behind a reader is told to read everything again instead.
	tooOld = 5000
	// writeWithin is how long one write to a slow reader may take.
	writeWithin = 10 * time.Second
	// reconnectAfter is what browsers are told to wait before they connect again.
	reconnectAfter = time.Second
)

type streamQuery struct {
	ProjectPath
	After  int64  `query:"after" minimum:"-1" default:"-1" doc:"sequence number of the last event seen; from now on when left out"`
	LastID string `header:"Last-Event-ID" maxLength:"20" doc:"the same, as browsers send it when they connect again; it counts more than after"`
}

func (a *API) registerStream() {
	o := operation{id: "stream-events", method: get, path: root + "/projects/{id}/events/stream", tag: "event",
		summary: "Follows the log of a project as server-sent events",
		text: "The id of an event is its sequence number, its name the kind, its data an Event. An id without data moves the place on past " +
			"events that are not the reader's. The event resync says that the place is too old or unknown: read everything again. " +
			"The event notice has no id and says that what the reader has not read has changed, as the stream of notices does. " +
			"A comment comes every 15 seconds.", rules: rules{stream: true}}
	add(a, o, a.stream)
	a.answersWithEvents(o)
}

// answersWithEvents says in the document what the answer of a stream is.
func (a *API) answersWithEvents(o operation) {
	op := a.huma.OpenAPI().Paths[o.path].Get
	op.Responses["200"] = &huma.Response{Description: "A stream of events", Content: map[string]*huma.MediaType{
		"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}
}

func (a *API) stream(ctx context.Context, in *streamQuery) (*huma.StreamResponse, error) {
	last, err := a.o.Records.LastEvent(ctx, in.ID) // before the reader is judged, so that what changes the judgement comes after it
	if err != nil {
		return nil, hide(err)
	}
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	who := requestOf(ctx).caller
	b, err := a.bells.listen(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	f := a.hub.follow(p.ID, last)
	if f == nil {
		a.bells.leave(who.ID, b)
		return nil, stopping()
	}
	from := in.After
	if seq, err := strconv.ParseInt(in.LastID, 10, 64); err == nil {
		from = seq
	}
	s := &streaming{api: a, project: p, proof: who.proof, follower: f, bell: b, last: from}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer a.hub.leave(p.ID, f)
		defer a.bells.leave(who.ID, b)
		s.outlet = outletTo(humagin.Unwrap(hc).Writer)
		s.run(hc.Context(), last)
	}}, nil
}

func stopping() error {
	return project.Errorf(project.Unavailable, "the server is stopping; connect again")
}

// streaming is one reader of one log, and of their own notices.
type streaming struct {
	outlet
	api      *API
	project  seen
	follower *follower
	bell     *bell
	last     int64 // the place of the reader in the log
	proof    proof // of who reads
}

// run writes until the reader goes, the hub closes, or something fails: the reader then connects again from its place.
func (s *streaming) run(ctx context.Context, newest int64) {
	if s.open() != nil || s.begin(ctx, newest) != nil {
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
		case batch, open := <-s.follower.batches:
			if !open {
				return
			}
			err = s.take(ctx, batch)
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

// stillWelcome ends a stream whose reader may not read it any more: the token or session was revoked or has expired, or the
// person has lost what let them in. What they may do from now on counts for what comes.
func (s *streaming) stillWelcome(ctx context.Context) error {
	within, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	who, err := s.api.callerBy(within, s.proof)
	if err == nil {
		requestOf(ctx).caller = who
		var now seen
		if now, err = s.api.project(within, s.project.ID, project.SeeProject); err == nil {
			s.project = now
		}
	}
	return sendsAway(err)
}

// begin brings the reader from its place to the newest event.
func (s *streaming) begin(ctx context.Context, newest int64) error {
	switch {
	case s.last < 0:
		s.last = newest
		return s.write(fmt.Sprintf("id: %d\n\n", newest))
	case s.last > newest, newest-s.last > tooOld:
		s.last = newest
		text, _ := json.Marshal(wire.Resync{Last: newest})
		return s.write(fmt.Sprintf("event: %s\nid: %d\ndata: %s\n\n", wire.EventResync, newest, text))
	}
	return s.readUpTo(ctx, newest)
}

// take writes a batch that the hub handed out. A gap before it is read first.
func (s *streaming) take(ctx context.Context, batch []project.Event) error {
	if first := batch[0].Seq; first > s.last+1 {
		if err := s.readUpTo(ctx, first-1); err != nil {
			return err
		}
	}
	for len(batch) > 0 && batch[0].Seq <= s.last {
		batch = batch[1:]
	}
	return s.send(ctx, batch)
}

func (s *streaming) readUpTo(ctx context.Context, seq int64) error {
	for s.last < seq {
		within, cancel := context.WithTimeout(ctx, lookTimeout)
		batch, err := s.api.o.Records.Events(within, s.project.ID, s.last, readAtOnce)
		cancel()
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := s.send(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// send writes what the reader may see of a batch, and moves its place on past the rest.
func (s *streaming) send(ctx context.Context, batch []project.Event) error {
	if len(batch) == 0 {
		return nil
	}
	if err := s.judgeAgain(ctx, batch); err != nil {
		return err
	}
	last := batch[len(batch)-1].Seq
	mine, err := s.api.eventsFor(ctx, s.project, batch)
	if err != nil {
		return err
	}
	text := ""
	for _, e := range mine {
		data, err := json.Marshal(eventView(e))
		if err != nil {
			return err
		}
		text += fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", e.Seq, e.Kind, data)
	}
	if len(mine) == 0 || mine[len(mine)-1].Seq < last {
		text += fmt.Sprintf("id: %d\n\n", last)
	}
	s.last = last
	return s.write(text)
}

// judgeAgain finds out anew what the reader is in the project when the batch says that memberships have changed: what was
// taken away ends the stream here. What became of a seller's offers is looked up with every batch, see eventsFor.
func (s *streaming) judgeAgain(ctx context.Context, batch []project.Event) error {
	if !slices.ContainsFunc(batch, func(e project.Event) bool { return e.OfMember() }) {
		return nil
	}
	within, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	p, err := s.api.project(within, s.project.ID, project.SeeProject)
	if err == nil {
		s.project = p
	}
	return err
}
