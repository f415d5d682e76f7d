package client

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// streamSilence is how long a stream may say nothing, not even a comment, before it is taken for dead.
const streamSilence = 40 * time.Second

// EventPage lists the log after a sequence number, oldest first.
func (c *Client) EventPage(ctx context.Context, id project.ProjectID, after int64, limit int) (out wire.EventList, err error) {
	q := url.Values{}
	setInt(q, "after", after)
	setInt(q, "limit", int64(limit))
	return out, c.get(ctx, to("projects", id, "events"), q, &out)
}

// Events follows the log from after on, for ever: it connects again by itself, from where it was, and no event is lost
// or given twice. It ends when ctx ends or with an error that repeating cannot mend. An event of the kind
// wire.EventResync says: what lies between cannot be told any more, read everything again.
func (c *Client) Events(ctx context.Context, id project.ProjectID, after int64) iter.Seq2[wire.Event, error] {
	return func(yield func(wire.Event, error) bool) {
		s := &stream{client: c, project: id, last: after, yield: yield}
		for try := 1; ctx.Err() == nil; try++ {
			before := s.last
			err := s.follow(ctx)
			if s.stopped || ctx.Err() != nil {
				return
			}
			if err != nil && project.CodeOf(err).Final() {
				yield(wire.Event{}, err)
				return
			}
			if s.last != before {
				try = 1
			}
			sleep(ctx, backoff(try))
		}
	}
}

// stream is the state of following one log over many connections.
type stream struct {
	client  *Client
	project project.ProjectID
	last    int64
	yield   func(wire.Event, error) bool
	stopped bool
}

func (s *stream) follow(ctx context.Context) error {
	last := strconv.FormatInt(s.last, 10)
	at := call{method: http.MethodGet, path: to("projects", s.project, "events", "stream"), query: url.Values{"after": {last}}}
	return s.client.listen(ctx, at, last, func(m message) (bool, error) {
		err := s.deliver(m)
		return !s.stopped, err
	})
}

// listen reads one connection of a stream to its end, from the place last on when it has places. It ends too when take says
// that it wants no more.
func (c *Client) listen(ctx context.Context, at call, last string, take func(message) (more bool, err error)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := c.request(ctx, at, "")
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/event-stream")
	if last != "" {
		req.Header.Set(wire.HeaderLastEventID, last)
	}
	silence := time.AfterFunc(streamSilence, cancel)
	defer silence.Stop()
	res, err := c.http.Do(req)
	if err != nil {
		return away(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return problemOf(res)
	}
	return readMessages(res.Body, func() { silence.Reset(streamSilence) }, take)
}

// readMessages takes messages apart: lines of field and value, ended by an empty line.
func readMessages(body io.Reader, alive func(), take func(message) (more bool, err error)) error {
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 1<<20)
	var m message
	for lines.Scan() {
		alive()
		if line := lines.Text(); line != "" {
			m.take(line)
			continue
		}
		if more, err := take(m); err != nil || !more {
			return err
		}
		m = message{}
	}
	return awayOrNil(lines.Err())
}

// message is one server-sent event as it comes in.
type message struct {
	id, name, data, retry string
}

func (m *message) take(line string) {
	field, value, _ := strings.Cut(line, ":")
	value = strings.TrimPrefix(value, " ")
	switch field {
	case "id":
		m.id = value
	case "event":
		m.name = value
	case "data":
		m.data += value
	case "retry":
		m.retry = value
	}
}

func (s *stream) deliver(m message) error {
	seq, err := strconv.ParseInt(m.id, 10, 64)
	if m.id == "" || err != nil {
		return nil
	}
	if m.data == "" { // only the place in the log moves on
		s.last = max(s.last, seq)
		return nil
	}
	event := wire.Event{Seq: seq, ProjectID: s.project, Kind: wire.EventResync}
	if m.name != wire.EventResync {
		if seq <= s.last {
			return nil
		}
		if err := json.Unmarshal([]byte(m.data), &event); err != nil {
			return project.Because(err, project.Unavailable, "an event of the stream is no JSON")
		}
	}
	s.last = seq
	s.stopped = !s.yield(event, nil)
	return nil
}
