package api_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// newsIn waits for the next news of notices on a stream; false when it ends.
func newsIn(t *testing.T, s *openStream) (news wire.NoticeNews, there bool) {
	t.Helper()
	for message := s.next(); message != ""; message = s.next() {
		if data, is := strings.CutPrefix(message, "event: "+wire.EventNotice+"|data: "); is {
			must(t, json.Unmarshal([]byte(data), &news))
			return news, true
		}
	}
	return news, false
}

const noticesStream = "/api/v1/me/notices/stream"

// TestTheBellRingsByItself: on one's own stream and on that of a project, when something comes and when all is read; and the list
// says how many there are.
func TestTheBellRingsByItself(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	p := w.launched()
	w.toldOf()
	for _, target := range []string{noticesStream, stream(p.ID)} {
		s := w.open("ida", target)
		s.next()
		w.tellIda(t)
		list, err := w.as("ida").Notices(ctx, true, client.Page{})
		must(t, err)
		if news, there := newsIn(t, s); !there || news.ID != list.Items[0].ID || news.Kind != project.NoticeFinal || list.Unread != len(list.Items) {
			t.Errorf("%s says %+v of %+v", target, news, list)
		}
		must(t, w.as("ida").ReadNotices(ctx, wire.NoticesRead{UpTo: list.Items[0].ID}))
		if news, there := newsIn(t, s); !there || news != (wire.NoticeNews{}) {
			t.Errorf("%s says %+v when all is read", target, news)
		}
		s.close()
	}
}

// tellIda writes down a notice for ida.
func (w *world) tellIda(t *testing.T) {
	t.Helper()
	w.tellThat(t, project.Notice{To: w.ids["ida"], Kind: project.NoticeFinal})
}

// tellThat writes notices down, newer than all before.
func (w *world) tellThat(t *testing.T, notices ...project.Notice) {
	t.Helper()
	w.clock.add(time.Second)
	for i := range notices {
		n := &notices[i]
		n.ID = project.NoticeID(project.NewID(project.PrefixNotice, w.clock.Now(), rand.Text()))
		n.Shown, n.At = true, w.clock.Now()
	}
	must(t, w.records.Tell(context.Background(), project.Telling{Untold: project.Untold{Project: project.ProjectID(rand.Text())}, To: 1, Notices: notices}))
}

// TestTheClientFollowsNotices: it is told when it has connected, and then of what comes.
func TestTheClientFollowsNotices(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	w := newWorld(t)
	w.launched()
	w.toldOf()
	connected := false
	for news, err := range w.as("ida").NoticeNews(ctx) {
		must(t, err)
		if connected {
			if news.Kind != project.NoticeFinal || news.ID == "" {
				t.Errorf("%+v", news)
			}
			return
		}
		connected = true
		w.tellIda(t)
	}
	t.Error("nothing came")
}

// TestABellOfWhoIsSignedOutEnds: also when nothing rings it.
func TestABellOfWhoIsSignedOutEnds(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.Recheck = 5 * time.Millisecond })
	s := w.open("ama", noticesStream)
	defer s.close()
	s.next()
	id, _, _ := api.ParseToken(w.tokens["ama"])
	must(t, w.records.RevokeToken(context.Background(), id, w.clock.Now()))
	if news, there := newsIn(t, s); there || s.lines.Err() != nil {
		t.Errorf("%+v %v", news, s.lines.Err())
	}
}

// TestWhoHearsOfNotices holds the streams to the line of the table: a notice to oneself on one's own stream, one to somebody else,
// and one to oneself on the stream of the project, for each kind of person.
func TestWhoHearsOfNotices(t *testing.T) {
	h := newHouse(t)
	want := slices.Collect(func(yield func(accessRow) bool) {
		for _, row := range readAccess(t, eventTable) {
			if row.path == wire.EventNotice && !yield(row) {
				return
			}
		}
	})
	if len(want) != 1 {
		t.Fatalf("api/%s has %d lines of notices", eventTable, len(want))
	}
	got := accessRow{method: "HEAR", path: wire.EventNotice, cells: map[string]string{"nobody": "---"}}
	if answer := h.askStream("", noticesStream); answer.status != 401 {
		t.Errorf("nobody gets a stream with %d", answer.status)
	}
	for _, who := range everyone()[1:] {
		cell := []byte("---")
		for i, target := range []string{0: noticesStream, 2: stream(h.project)} {
			if target != "" && h.askStream(who, target).status == 200 {
				own, others := h.rings(who, target)
				if own {
					cell[i] = '+'
				}
				if others {
					cell[1] = '+'
				}
			}
		}
		got.cells[who] = string(cell)
	}
	if got.String() != want[0].String() {
		t.Errorf("who hears of notices is not what api/%s says:\n%s\nis now\n%s", eventTable, want[0], got)
	}
}

// rings tells everybody else something and then the person, and reports what their stream had of either.
func (h *house) rings(who, target string) (own, others bool) {
	h.t.Helper()
	s := h.open(who, target)
	defer s.close()
	s.next()
	var rest []project.Notice
	for _, other := range everyone()[1:] {
		if other != who {
			rest = append(rest, project.Notice{To: h.ids[other], Kind: project.NoticeTip})
		}
	}
	h.tellThat(h.t, rest...)
	h.tellThat(h.t, project.Notice{To: h.ids[who], Kind: project.NoticeFinal})
	for {
		news, there := newsIn(h.t, s)
		if !there || news.Kind == project.NoticeFinal {
			return there, others
		}
		others = true
	}
}
