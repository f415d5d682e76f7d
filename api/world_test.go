package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/outside"
	"tutti/project"
	"tutti/storage/memory"
	"tutti/storage/seal"
)

// world is an API over the memory fakes, with people in it.
type world struct {
	t       *testing.T
	clock   *clock
	records project.Records
	objects *memory.Objects
	live    *memory.Live
	process *memory.Process
	held    *hold
	sealer  project.Sealer
	hooks   project.WebhookSender                         // reaches this machine only
	makes   func(context.Context, project.ExportID) error // makes exports; nobody does when nil
	options api.Options
	api     *api.API
	server  *httptest.Server
	log     *lockedBuffer
	tokens  map[string]string // by handle
	ids     map[string]project.PersonID

	declares map[string]*project.Declaration // what sellers say of the rights to what they deliver
}

// clock is the time of a world. It goes on a little with every look, as time does.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Millisecond)
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// hold says how the machine judges deliveries.
type hold struct {
	mu      sync.Mutex
	held    bool
	verdict func(project.Delivery) project.Inspection
}

func (h *hold) inspect(d project.Delivery) (project.Inspection, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.verdict != nil {
		return h.verdict(d), h.held
	}
	return inspected(d, "text/plain"), h.held
}

// inspected finds every file to be of the media type, and nothing wrong.
func inspected(d project.Delivery, mediaType string) project.Inspection {
	i := project.Inspection{Delivery: d.ID, Passed: true, Findings: []project.Finding{}, Tools: []string{"none"}}
	for _, f := range d.Files {
		i.Files = append(i.Files, project.FileFacts{Name: f.Name, SHA256: f.SHA256, Size: f.Size, Type: mediaType})
	}
	return i
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newWorld(t *testing.T, change ...func(*api.Options)) *world {
	t.Helper()
	return newWorldOver(t, memory.NewRecords(project.FeePolicy{BasisPoints: 500}), change...)
}

func newWorldOver(t *testing.T, records project.Records, change ...func(*api.Options)) *world {
	t.Helper()
	w := &world{t: t, clock: &clock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}, objects: memory.NewObjects(), live: &memory.Live{},
		records: records, held: &hold{}, log: &lockedBuffer{},
		tokens: map[string]string{}, ids: map[string]project.PersonID{}}
	w.process = memory.NewProcess(w.records, memory.ProcessOptions{Now: w.clock.Now, Live: w.live, Inspect: w.held.inspect, Errand: w.errand, Export: w.exporting})
	key, err := seal.New(make([]byte, seal.KeyBytes))
	must(t, err)
	w.sealer = key
	guard := outside.NewGuard(outside.Options{HTTP: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	w.hooks = outside.NewWebhooks(guard, key)
	w.options = api.Options{Records: w.records, Objects: w.objects, Live: w.live, Process: w.process, Now: w.clock.Now, Version: "test",
		Webhooks: w.hooks, Push: outside.NewPushes(guard, []byte("key"), "ops@example.org"), Sealer: w.sealer, Log: slog.New(slog.NewTextHandler(w.log, nil)), Fee: project.FeePolicy{BasisPoints: 500}, Poll: 50 * time.Millisecond,
		LinkKey: bytes.Repeat([]byte{7}, project.LinkKeyBytes)}
	for _, c := range change {
		c(&w.options)
	}
	store := httptest.NewServer(w.objects.Handler())
	w.objects.PublicAt(store.URL)
	if w.api, err = api.New(w.options); err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(w.api)
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(w.log.String())
		}
		_ = w.api.Close()
		w.server.Close()
		store.Close()
	})
	w.person("olga", project.RoleOperator)
	w.person("bea", project.RoleBuyer)
	w.person("bob", project.RoleBuyer)
	for _, handle := range []string{"ida", "ama", "ben", "cem"} {
		w.person(handle, project.RoleSeller)
	}
	return w
}

func (w *world) exporting(ctx context.Context, id project.ExportID) error {
	if w.makes == nil {
		return nil
	}
	return w.makes(ctx, id)
}

// person puts somebody on the roster, with a token.
func (w *world) person(handle string, roles ...project.Role) {
	w.t.Helper()
	ctx := context.Background()
	p := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, w.clock.Now(), handle)), Handle: handle,
		Name: strings.ToUpper(handle[:1]) + handle[1:], Country: "GH", Roles: roles, CreatedAt: w.clock.Now()}
	if _, err := w.records.PutPerson(ctx, p); err != nil {
		w.t.Fatal(err)
	}
	w.ids[handle] = p.ID
	w.tokens[handle] = w.token(handle, time.Time{})
}

func (w *world) token(handle string, expires time.Time) string {
	w.t.Helper()
	secret := api.NewSecret()
	id := project.TokenID(project.NewID(project.PrefixToken, w.clock.Now(), secret))
	err := w.records.PutToken(context.Background(), project.Token{ID: id, Person: w.ids[handle], Hash: api.HashSecret(secret), Name: "test",
		CreatedAt: w.clock.Now(), ExpiresAt: expires})
	if err != nil {
		w.t.Fatal(err)
	}
	return api.FormatToken(id, secret)
}

func (w *world) as(handle string) *client.Client {
	w.t.Helper()
	c, err := client.New(w.server.URL, w.tokens[handle], client.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// answer is what came back over plain HTTP.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) problem(t *testing.T) wire.Problem {
	t.Helper()
	var p wire.Problem
	if kind := a.header.Get("Content-Type"); kind != "application/problem+json" {
		t.Fatalf("status %d is answered as %q: %s", a.status, kind, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// ask sends one request as it is. Headers come in pairs.
func (w *world) ask(handle, method, path, body string, headers ...string) answer {
	w.t.Helper()
	req, err := http.NewRequest(method, w.server.URL+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if handle != "" {
		req.Header.Set("Authorization", "Bearer "+w.tokens[handle])
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(text)}
}

// plan is a small project: drums first, then bass; ama is asked before ben, cem plays the bass, ida produces.
const plan = `title: Nine bars
brief: Play it straight.
currency: EUR
budget: 300.00
producer: ida
references:
  - key: notes
sub_gigs:
  - key: drums
    title: Drums
    role: drummer
    price: 120.00
    brief: [Straight eights, No fills]
    cast: [ama]
    standby: [ben]
    delivery: {kind: file, max_bytes: 100000000}
  - key: bass
    title: Bass
    role: bassist
    price: 80.00
    cast: [cem]
    needs: [drums]
recipe: {kind: bundle}
`

func (w *world) draft() wire.Project {
	w.t.Helper()
	p, err := w.as("bea").CreateProject(context.Background(), []byte(plan))
	must(w.t, err)
	return p
}

func (w *world) launched() wire.Project {
	w.t.Helper()
	p, err := w.as("bea").Launch(context.Background(), w.draft().ID)
	must(w.t, err)
	return p
}

// offer gives the only open offer of a seller.
func (w *world) offer(handle string) wire.Offer {
	w.t.Helper()
	list, err := w.as(handle).Offers(context.Background(), client.OfferQuery{State: project.OfferOpen})
	must(w.t, err)
	if len(list.Items) != 1 {
		w.t.Fatalf("%s has %d open offers", handle, len(list.Items))
	}
	return list.Items[0]
}

// accepted has the seller take their only offer.
func (w *world) accepted(handle string) wire.Offer {
	w.t.Helper()
	o, err := w.as(handle).Accept(context.Background(), w.offer(handle).ID)
	must(w.t, err)
	return o
}

// sent uploads bytes for a sub-gig.
func (w *world) sent(handle string, o wire.Offer, name string, data []byte) wire.Upload {
	w.t.Helper()
	up, err := w.as(handle).UploadReader(context.Background(),
		wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: name, Size: int64(len(data))}, bytes.NewReader(data), nil)
	must(w.t, err)
	return up
}

func (w *world) delivered(handle string, o wire.Offer, text string) wire.Delivery {
	w.t.Helper()
	up := w.sent(handle, o, "take.wav", []byte(text))
	d, err := w.as(handle).Deliver(context.Background(), o.SubGigID,
		wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}, Note: "as asked", Declaration: w.declares[handle]})
	must(w.t, err)
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code project.Code) {
	t.Helper()
	if project.CodeOf(err) != code {
		t.Fatalf("want %s, got %v (%s)", code, err, project.CodeOf(err))
	}
}

func path(format string, args ...any) string { return "/api/v1" + fmt.Sprintf(format, args...) }
