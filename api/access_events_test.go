package api_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// eventTable is who hears what, one line for each kind of event.
const eventTable = "testdata/access_events.txt"

// logKinds reads every kind of event out of the source of the domain, so that none is forgotten.
func logKinds(t *testing.T) (kinds []project.LogKind) {
	t.Helper()
	files, err := fs.Glob(os.DirFS("../project"), "*.go")
	must(t, err)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), "../project/"+name, nil, parser.SkipObjectResolution)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if c, is := n.(*ast.ValueSpec); is && fmt.Sprint(c.Type) == "LogKind" && len(c.Values) == 1 {
				text, err := strconv.Unquote(c.Values[0].(*ast.BasicLit).Value)
				must(t, err)
				kinds = append(kinds, project.LogKind(text))
			}
			return true
		})
	}
	slices.Sort(kinds)
	if len(kinds) < 50 {
		t.Fatalf("only %d kinds of event were found in the source", len(kinds))
	}
	return kinds
}

// happened logs an event of each kind about the drums, about the bass and about the project, and gives their places in the log.
func (h *house) happened(kinds []project.LogKind) (from int64, places map[int64]string) {
	h.t.Helper()
	ctx := context.Background()
	from, err := h.records.LastEvent(ctx, h.project)
	must(h.t, err)
	places = map[int64]string{}
	var log []project.LogEvent
	for _, kind := range kinds {
		for i, at := range []struct {
			sub project.SubGigID
			s   scope
		}{{h.drums, own}, {h.bass, another}, {"", own}} {
			e := project.LogEvent{Kind: kind, SubGig: at.sub, Detail: "mentor/" + string(h.ids["max"]), At: h.clock.Now()}
			if strings.HasPrefix(string(kind), "offer.") && at.sub != "" {
				e.Offer = project.OfferID(h.names[place{at.s, "", "offer"}])
			}
			if kind == project.LogSaid { // in a room, which is all that it is about
				room := map[bool]project.RoomName{true: project.ProjectRoom, false: project.SectionRoom(0)}[at.sub == ""]
				e.SubGig, e.Detail = "", string(room)+"/"+project.NewID(project.PrefixMessage, h.clock.Now(), "x")
			}
			log = append(log, e)
			places[from+int64(len(log))] = fmt.Sprintf("%s %d", kind, i)
		}
	}
	_, err = h.records.Commit(ctx, project.Commit{Key: project.CommitKey{Project: h.project, Writer: "everything", Epoch: 1, Seq: 1}, At: h.clock.Now(),
		Project: &project.ProjectChange{Log: log}})
	must(h.t, err)
	must(h.t, h.live.Wake(ctx, h.project))
	return from, places
}

// heard are the places that the person gets after from, in a list and as a stream; the same ones, or the test fails.
func (h *house) heard(who string, from, last int64) (seqs []int64) {
	h.t.Helper()
	page, err := h.as(who).EventPage(context.Background(), h.project, from, 1000)
	if project.CodeOf(err) == project.NotFound {
		if got := h.askStream(who, stream(h.project)); got.status != 404 {
			h.t.Errorf("%s gets no list, and a stream with %d", who, got.status)
		}
		return nil
	}
	must(h.t, err)
	s := h.open(who, stream(h.project), "Last-Event-ID", fmt.Sprint(from))
	defer s.close()
	var streamed []int64
	for at := int64(0); at < last; {
		message := s.next()
		if message == "" {
			h.t.Fatalf("the stream of %s ended at %d of %d", who, at, last)
		}
		id, found := strings.CutPrefix(message, "id: ")
		if !found {
			continue
		}
		id, event, _ := strings.Cut(id, "|")
		if at, err = strconv.ParseInt(id, 10, 64); err == nil && event != "" {
			streamed = append(streamed, at)
		}
		must(h.t, err)
	}
	for _, e := range page.Items {
		seqs = append(seqs, e.Seq)
	}
	if !slices.Equal(seqs, streamed) {
		h.t.Errorf("%s is listed %v and streamed %v", who, seqs, streamed)
	}
	return seqs
}

// TestWhoHearsWhat holds the log and the event stream to the table: a kind of event that is not in it fails.
func TestWhoHearsWhat(t *testing.T) {
	want := map[string]accessRow{}
	for _, row := range readAccess(t, eventTable) {
		want[row.path] = row
	}
	delete(want, wire.EventNotice) // it is of no log: see TestWhoHearsOfNotices
	h := newHouse(t)
	kinds := logKinds(t)
	from, places := h.happened(kinds)
	got := map[string]map[string][]byte{}
	for _, kind := range kinds {
		got[string(kind)] = map[string][]byte{"nobody": []byte("---")}
		for _, who := range everyone()[1:] {
			got[string(kind)][who] = []byte("---")
		}
	}
	for _, who := range everyone()[1:] {
		for _, seq := range h.heard(who, from, from+int64(len(places))) {
			kind, i, _ := strings.Cut(places[seq], " ")
			got[kind][who][i[0]-'0'] = '+'
		}
	}
	for _, kind := range kinds {
		now := accessRow{method: "HEAR", path: string(kind), cells: map[string]string{}}
		for _, who := range everyone() {
			now.cells[who] = string(got[string(kind)][who])
		}
		row, there := want[string(kind)]
		delete(want, string(kind))
		switch {
		case !there:
			t.Errorf("nobody has said who hears %s: add a line to api/%s; as it stands it would be\n%s", kind, eventTable, now)
		case row.String() != now.String():
			t.Errorf("who hears %s is not what api/%s says:\n%s\nis now\n%s", kind, eventTable, row, now)
		}
	}
	for kind := range want {
		t.Errorf("there is no event %s any more; take its line out of api/%s", kind, eventTable)
	}
}

// TestAMemberWhoIsRemovedIsOut: from the next request on, and out of what they follow, also when nothing wakes the server.
func TestAMemberWhoIsRemovedIsOut(t *testing.T) {
	ctx := context.Background()
	h := newHouse(t)
	for _, who := range []string{"auditor", "viewer", "lead", "mentor", "guest"} {
		s := h.open(who, stream(h.project))
		s.next()
		if got := s.next(); !strings.HasPrefix(got, "id: ") {
			t.Fatalf("%s follows %q", who, got)
		}
		must(t, h.as("buyer").RemoveMember(ctx, h.project, project.MemberID(h.names[place{own, who, "member"}])))
		_, err := h.as(who).Project(ctx, h.project)
		wantCode(t, err, project.NotFound)
		if list, err := h.as(who).Projects(ctx, client.Page{}); err != nil || len(list.Items) != 0 {
			t.Errorf("%s still lists %+v %v", who, list, err)
		}
		for got := s.next(); got != ""; got = s.next() {
			if strings.Contains(got, "event: ") {
				t.Errorf("%s still hears %s", who, got)
			}
		}
		if s.lines.Err() != nil {
			t.Errorf("the stream of %s was not ended: %v", who, s.lines.Err())
		}
		s.close()
	}
	events, err := h.as("buyer").EventPage(ctx, h.project, 0, 1000)
	must(t, err)
	last := events.Items[len(events.Items)-1]
	if last.Kind != project.LogMemberRemoved || last.ActorID != h.ids["buyer"] || last.Detail != "guest_reviewer/"+string(h.ids["guest"]) {
		t.Errorf("the log ends with %+v", last)
	}
}

// TestAStreamGoesOnAsWhatItsReaderIsNow: who loses one of two roles hears from then on what is left to them.
func TestAStreamGoesOnAsWhatItsReaderIsNow(t *testing.T) {
	ctx := context.Background()
	h := newHouse(t)
	_, err := h.as("buyer").AddMember(ctx, h.project, wire.MemberRequest{Handle: "auditor", Role: project.MemberMentor})
	must(t, err)
	s := h.open("auditor", stream(h.project))
	defer s.close()
	s.next()
	s.next()
	must(t, h.as("buyer").RemoveMember(ctx, h.project, project.MemberID(h.names[place{own, "auditor", "member"}])))
	_, err = h.as("buyer").Fund(ctx, h.project, 700)
	must(t, err)
	_, err = h.as("producer").Review(ctx, project.DeliveryID(h.names[place{own, "", "delivery"}]), wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	var heard []string
	for len(heard) == 0 || heard[len(heard)-1] != "review.approved" {
		message := s.next()
		if message == "" {
			t.Fatalf("the stream ended after %v", heard)
		}
		if _, event, is := strings.Cut(message, "event: "); is {
			kind, _, _ := strings.Cut(event, "|")
			heard = append(heard, kind)
		}
	}
	if !slices.Equal(heard, []string{"member.removed", "review.approved"}) {
		t.Errorf("an auditor who is only a mentor now hears %v", heard)
	}
}

// TestWhoIsReplacedHearsNothingNewer: of the project, and of the drums while they are somebody else's.
func TestWhoIsReplacedHearsNothingNewer(t *testing.T) {
	h := newHouse(t)
	kinds := logKinds(t)
	from, places := h.happened(kinds)
	for _, seq := range h.heard("replaced", 0, from+int64(len(places))) {
		if seq > from {
			t.Errorf("replaced hears %s", places[seq])
		}
	}
	if list, err := h.as("replaced").Deliveries(context.Background(), h.drums); err != nil || len(list.Items) != 1 || list.Items[0].SellerID != h.ids["replaced"] {
		t.Errorf("replaced sees the deliveries %+v %v", list, err)
	}
	d, err := h.as("replaced").Delivery(context.Background(), project.DeliveryID(h.names[place{own, "replaced", "delivery"}]))
	if err != nil || len(d.Reviews) != 1 || d.Reviews[0].Notes[0].Text != "louder" {
		t.Errorf("replaced has lost what was said about their work: %+v %v", d, err)
	}
}
