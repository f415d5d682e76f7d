package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// askStream opens a stream and gives its answer and its first line.
func (w *world) askStream(handle, target string, headers ...string) answer {
	w.t.Helper()
	s := w.open(handle, target, headers...)
	defer s.close()
	s.lines.Scan()
	return answer{s.res.StatusCode, s.res.Header, s.lines.Text()}
}

// openStream is a stream that is read by hand.
type openStream struct {
	t     *testing.T
	res   *http.Response
	lines *bufio.Scanner
	close func()
}

func (w *world) open(handle, target string, headers ...string) *openStream {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	req, err := http.NewRequestWithContext(ctx, "GET", w.server.URL+target, http.NoBody)
	must(w.t, err)
	if handle != "" {
		req.Header.Set("Authorization", "Bearer "+w.tokens[handle])
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	must(w.t, err)
	return &openStream{w.t, res, bufio.NewScanner(res.Body), func() { cancel(); _ = res.Body.Close() }}
}

// next gives the next message as its lines, comments too; "" at the end.
func (s *openStream) next() string {
	var lines []string
	for s.lines.Scan() {
		if s.lines.Text() == "" {
			return strings.Join(lines, "|")
		}
		lines = append(lines, s.lines.Text())
	}
	return ""
}

func stream(id project.ProjectID) string { return path("/projects/%s/events/stream", id) }

// follow gathers events of a project until one of the kind comes.
func (w *world) follow(handle string, id project.ProjectID, after int64, until project.LogKind) []wire.Event {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var got []wire.Event
	for e, err := range w.as(handle).Events(ctx, id, after) {
		must(w.t, err)
		if got = append(got, e); e.Kind == until {
			return got
		}
	}
	w.t.Fatalf("%s never came; %+v", until, got)
	return nil
}

func kinds(events []wire.Event) []project.LogKind {
	out := []project.LogKind{}
	for _, e := range events {
		out = append(out, e.Kind)
	}
	return out
}

func TestTheLogIsFollowedFromAnyPlace(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	all := w.follow("bea", p.ID, 0, project.LogOfferMade)
	if !slices.Equal(kinds(all), []project.LogKind{project.LogProjectCreated, project.LogProjectLaunched, project.LogSubGigReady, project.LogOfferMade}) {
		t.Errorf("%v", kinds(all))
	}
	for i, e := range all {
		if e.Seq != int64(i+1) || e.ProjectID != p.ID || e.At.IsZero() {
			t.Errorf("%+v", e)
		}
	}
	if rest := w.follow("bea", p.ID, 2, project.LogOfferMade); len(rest) != 2 || rest[0].Seq != 3 {
		t.Errorf("%+v", rest)
	}
	done := make(chan []wire.Event)
	go func() { done <- w.follow("bea", p.ID, p.LastEvent, project.LogOfferAccepted) }()
	w.accepted("ama")
	if got := <-done; len(got) != 1 || got[0].Seq != p.LastEvent+1 || got[0].ActorID != w.ids["ama"] {
		t.Errorf("%+v", got)
	}
}

func TestTheStreamAsBrowsersSeeIt(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.Heartbeat = 30 * time.Millisecond })
	p := w.launched()
	s := w.open("bea", stream(p.ID), "Last-Event-ID", "3")
	defer s.close()
	if kind := s.res.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("Content-Type %q", kind)
	}
	if got := s.next(); got != "retry: 1000" {
		t.Errorf("%q", got)
	}
	if got := s.next(); !strings.HasPrefix(got, `id: 4|event: offer.made|data: {"seq":4,`) {
		t.Errorf("%q", got)
	}
	for range p.LastEvent - 4 {
		s.next()
	}
	if got := s.next(); got != ": still here" {
		t.Errorf("%q", got)
	}
}

func TestAStreamWithoutAPlaceBeginsNow(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	s := w.open("bea", stream(p.ID))
	defer s.close()
	s.next()
	if got := s.next(); got != fmt.Sprintf("id: %d", p.LastEvent) {
		t.Errorf("%q", got)
	}
	w.accepted("ama")
	if got := s.next(); !strings.HasPrefix(got, fmt.Sprintf("id: %d|event: offer.accepted", p.LastEvent+1)) {
		t.Errorf("%q", got)
	}
}

func TestAPlaceThatIsUnknownIsToldToReadAgain(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	s := w.open("bea", stream(p.ID), "Last-Event-ID", "900")
	defer s.close()
	s.next()
	if got := s.next(); got != fmt.Sprintf(`event: resync|id: %d|data: {"last":%[1]d}`, p.LastEvent) {
		t.Errorf("%q", got)
	}
	w.accepted("ama")
	if got := s.next(); !strings.HasPrefix(got, fmt.Sprintf("id: %d|", p.LastEvent+1)) {
		t.Errorf("%q", got)
	}
}

// deafLive never wakes anybody.
type deafLive struct{ project.Live }

func (deafLive) Listen(context.Context) <-chan project.ProjectID { return make(chan project.ProjectID) }

func TestLostWakeUpsLoseNothing(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.Live = deafLive{o.Live} })
	p := w.launched()
	done := make(chan []wire.Event)
	go func() { done <- w.follow("bea", p.ID, p.LastEvent, project.LogOfferAccepted) }()
	time.Sleep(20 * time.Millisecond)
	w.accepted("ama")
	if got := <-done; len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestASlowReaderMissesNothing floods a log while a reader looks away.
func TestASlowReaderMissesNothing(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	const many = int64(3000)
	read := make(chan struct{})
	done := make(chan int64)
	go func() {
		var last int64
		for e, err := range w.as("bea").Events(ctx, p.ID, 0) {
			if err != nil || e.Seq != last+1 {
				t.Errorf("after %d came %+v %v", last, e, err)
				break
			}
			if last = e.Seq; last == 1 {
				<-read
			}
			if last == many+p.LastEvent {
				break
			}
		}
		done <- last
	}()
	for i := range many {
		_, err := w.records.Commit(ctx, project.Commit{Key: project.CommitKey{Project: p.ID, Writer: "flood", Epoch: 1, Seq: int(i) + 1}, At: w.clock.Now(),
			Project: &project.ProjectChange{Log: []project.LogEvent{{Kind: project.LogPreviewBuilt, Detail: strings.Repeat("x", 300)}}}})
		must(t, err)
		must(t, w.live.Wake(ctx, p.ID))
	}
	close(read)
	if last := <-done; last != many+p.LastEvent {
		t.Errorf("the reader got to %d", last)
	}
}

func TestManyReadersShareOneLook(t *testing.T) {
	counting := &countingRecords{}
	w := newWorld(t, func(o *api.Options) { counting.Records, o.Records, o.Poll = o.Records, counting, time.Hour })
	p := w.launched()
	const readers = 20
	done := make(chan []wire.Event, readers)
	for range readers {
		go func() { done <- w.follow("bea", p.ID, p.LastEvent, project.LogOfferAccepted) }()
	}
	for counting.projects.Load() < readers {
		time.Sleep(time.Millisecond)
	}
	before := counting.events.Load()
	for begun := int64(-1); begun != before; before = counting.events.Load() { // until all have looked once
		begun = before
		time.Sleep(300 * time.Millisecond)
	}
	w.accepted("ama")
	for range readers {
		<-done
	}
	if looks := counting.events.Load() - before; looks > readers/4 {
		t.Errorf("%d looks at the log for %d readers", looks, readers)
	}
}

func TestAStreamEndsWithItsToken(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.Heartbeat = 20 * time.Millisecond })
	p := w.launched()
	w.tokens["ending"] = w.token("bea", w.clock.Now().Add(time.Hour))
	s := w.open("ending", stream(p.ID))
	defer s.close()
	s.next()
	s.next()
	if got := s.next(); got != ": still here" {
		t.Errorf("%q", got)
	}
	w.clock.add(2 * time.Hour)
	for got := s.next(); got != ""; got = s.next() {
	}
	if s.lines.Err() != nil {
		t.Errorf("the stream was not ended: %v", s.lines.Err())
	}
}

func TestCloseEndsStreams(t *testing.T) {
	w := newWorld(t)
	s := w.open("bea", stream(w.launched().ID))
	defer s.close()
	s.next()
	s.next()
	must(t, w.api.Close())
	must(t, w.api.Close())
	if got := s.next(); got != "" {
		t.Errorf("%q", got)
	}
	if got := w.ask("bea", "GET", stream(w.draftID()), ""); got.status != 503 {
		t.Errorf("a stream after the end: %d", got.status)
	}
}

func (w *world) draftID() project.ProjectID {
	list, err := w.as("bea").Projects(context.Background(), client.Page{})
	must(w.t, err)
	return list.Items[0].ID
}

// TestASellerHearsOnlyWhatConcernsThem has three sellers in one project and looks through each one's ears.
func TestASellerHearsOnlyWhatConcernsThem(t *testing.T) {
	s := newStage(t)
	ctx := context.Background()
	_, err := s.as("ida").Review(ctx, s.delivery.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	s.accepted("cem")
	hear := func(handle string) string {
		list, err := s.as(handle).EventPage(ctx, s.project.ID, 0, 0)
		must(t, err)
		whole, err := s.as("bea").EventPage(ctx, s.project.ID, 0, 0)
		must(t, err)
		if list.Last != whole.Last {
			t.Errorf("%s stays at %d of %d", handle, list.Last, whole.Last)
		}
		streamed := []wire.Event{}
		within, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		for e, err := range s.as(handle).Events(within, s.project.ID, 0) {
			must(t, err)
			if streamed = append(streamed, e); len(streamed) == len(list.Items) {
				break
			}
		}
		if a, b := fmt.Sprint(kinds(list.Items)), fmt.Sprint(kinds(streamed)); a != b {
			t.Errorf("%s is listed %s and streamed %s", handle, a, b)
		}
		text, err := json.Marshal(list.Items)
		must(t, err)
		for _, other := range []string{"ama", "ben", "cem"} {
			if other != handle && strings.Contains(string(text), string(s.ids[other])) {
				t.Errorf("%s hears of %s: %s", handle, other, text)
			}
		}
		return strings.Trim(fmt.Sprint(kinds(list.Items)), "[]")
	}
	const everybody = "project.created project.launched "
	for handle, want := range map[string]string{
		"ama": everybody + "offer.made offer.declined",
		"ben": everybody + "offer.made offer.accepted delivery.submitted inspection.passed proposal.made review.approved proposal.withdrawn",
		"cem": everybody + "offer.made offer.accepted",
	} {
		if got := hear(handle); got != want {
			t.Errorf("%s hears\n%s\nnot\n%s", handle, got, want)
		}
	}
}
