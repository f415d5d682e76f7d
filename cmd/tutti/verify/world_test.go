package verify_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/cmd/tutti/verify"
	"tutti/project"
	"tutti/storage/memory"
)

// plan has two sub-gigs; drums is revised once, so it has two versions.
const plan = `title: Two bars
currency: EUR
budget: 300.00
producer: ida
references:
  - {key: notes, file: notes.txt}
people:
  - {handle: ida, name: Ida, country: IT}
  - {handle: ama, name: Ama, country: GH}
  - {handle: cem, name: Cem, country: TR}
sub_gigs:
  - {key: drums, title: Drums, role: drummer, price: "120.00", brief: [Straight], cast: [ama]}
  - {key: bass, title: Bass, role: bassist, price: "80.00", brief: [Deep], cast: [cem], needs: [drums]}
recipe: {kind: bundle}
`

// world is a finished project behind two servers that can be made to lie.
type world struct {
	t       *testing.T
	records *memory.Records
	objects *memory.Objects
	server  *httptest.Server
	id      project.ProjectID

	mu     sync.Mutex
	bytes  func(path string, body []byte) []byte // changes what the object store hands out
	answer func(path string, body []byte) []byte // changes what the API says
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, records: memory.NewRecords(project.FeePolicy{BasisPoints: 500}), objects: memory.NewObjects()}
	live := &memory.Live{}
	process := memory.NewProcess(w.records, memory.ProcessOptions{Live: live, Inspect: inspect, Build: w.build})
	store := httptest.NewServer(w.lying(w.objects.Handler(), func() func(string, []byte) []byte { return w.bytes }))
	w.objects.PublicAt(store.URL)
	handler, err := api.New(api.Options{Records: w.records, Objects: w.objects, Live: live, Process: process,
		Fee: project.FeePolicy{BasisPoints: 500}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(w.lying(handler, func() func(string, []byte) []byte { return w.answer }))
	t.Cleanup(func() { _ = handler.Close(); w.server.Close(); store.Close() })
	w.play()
	return w
}

// lying passes answers of GET requests through the present lie.
func (w *world) lying(h http.Handler, lie func() func(string, []byte) []byte) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		change := lie()
		w.mu.Unlock()
		if change == nil || r.Method != http.MethodGet {
			h.ServeHTTP(out, r)
			return
		}
		kept := httptest.NewRecorder()
		h.ServeHTTP(kept, r)
		body := change(r.URL.Path, kept.Body.Bytes())
		for name, values := range kept.Header() {
			out.Header()[name] = values
		}
		out.Header().Set("Content-Length", strconv.Itoa(len(body)))
		out.WriteHeader(kept.Code)
		_, _ = out.Write(body)
	})
}

func inspect(d project.Delivery) (project.Inspection, bool) {
	i := project.Inspection{Delivery: d.ID, Passed: true, Findings: []project.Finding{}}
	for _, f := range d.Files {
		i.Files = append(i.Files, project.FileFacts{Name: f.Name, SHA256: f.SHA256, Size: f.Size, CRC32: sums()[f.SHA256]})
	}
	return i, false
}

// build makes a final with one file.
func (w *world) build(ctx context.Context, p project.Project, inputs []project.Input) (project.Artifact, error) {
	a := project.Artifact{Project: p.ID, Kind: project.ArtifactFinal, Build: "b1", CreatedAt: p.UpdatedAt}
	a.ID = project.ArtifactID(project.NewID(project.PrefixArtifact, p.CreatedAt, string(p.ID)))
	text := "the whole"
	file := project.ArtifactFile{Name: "whole.zip", Key: project.ArtifactKey(p.ID, a.Build, "whole.zip"), SHA256: hashOf(text), Size: int64(len(text)), Type: "application/zip"}
	a.Manifest = project.Manifest{Project: p.ID, Title: p.Title, Artifact: a.ID, Kind: a.Kind, Missing: []project.Input{}, Files: []project.ArtifactFile{file}}
	for _, i := range inputs {
		a.Manifest.Entries = append(a.Manifest.Entries, project.Entry{Input: i})
	}
	return a, w.objects.Put(ctx, file.Key, strings.NewReader(text), file.Size, file.Type, file.SHA256)
}

// play lives the project to its end through the API.
func (w *world) play() {
	ctx := w.t.Context()
	w.person("olga", project.RoleOperator, project.RoleBuyer)
	olga := w.as("olga")
	p, err := olga.CreateProject(ctx, []byte(plan))
	w.must(err)
	w.id = p.ID
	up, err := olga.UploadReader(ctx, wire.UploadRequest{ProjectID: p.ID, Reference: "notes", Name: "notes.txt", Size: 5}, strings.NewReader("notes"), nil)
	w.must(err)
	_, err = olga.PutReference(ctx, p.ID, "notes", up.ID)
	w.must(err)
	_, err = olga.Launch(ctx, p.ID)
	w.must(err)
	drums := w.accept("ama")
	first := w.deliver("ama", drums, "drums one")
	_, err = w.as("ida").Review(ctx, first.ID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Brief: 1, Text: "straighter"}}})
	w.must(err)
	w.approve(w.deliver("ama", drums, "drums two"))
	w.approve(w.deliver("cem", w.accept("cem"), "bass"))
	p, err = olga.Project(ctx, p.ID)
	w.must(err)
	finals, err := olga.Artifacts(ctx, p.ID, project.ArtifactFinal)
	w.must(err)
	_, err = w.as("ida").DecideFinal(ctx, p.ID, wire.FinalRequest{ArtifactID: finals.Items[0].ID, Decision: wire.FinalApprove})
	w.must(err)
}

func (w *world) accept(handle string) project.SubGigID {
	w.t.Helper()
	list, err := w.as(handle).Offers(w.t.Context(), client.OfferQuery{State: project.OfferOpen})
	w.must(err)
	o, err := w.as(handle).Accept(w.t.Context(), list.Items[0].ID)
	w.must(err)
	return o.SubGigID
}

func (w *world) deliver(handle string, sub project.SubGigID, text string) wire.Delivery {
	w.t.Helper()
	up, err := w.as(handle).UploadReader(w.t.Context(), wire.UploadRequest{ProjectID: w.id, SubGigID: sub, Name: "take.wav", Size: int64(len(text))}, strings.NewReader(text), nil)
	w.must(err)
	d, err := w.as(handle).Deliver(w.t.Context(), sub, wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}})
	w.must(err)
	return d
}

func (w *world) approve(d wire.Delivery) {
	w.t.Helper()
	_, err := w.as("ida").Review(w.t.Context(), d.ID, wire.ReviewRequest{Decision: project.Approve})
	w.must(err)
}

func (w *world) person(handle string, roles ...project.Role) {
	w.t.Helper()
	now := time.Now()
	_, err := w.records.PutPerson(w.t.Context(), project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, now, handle)),
		Handle: handle, Name: handle, Country: "GH", Roles: roles, CreatedAt: now})
	w.must(err)
}

// as gives a client for somebody on the roster, with a token of its own.
func (w *world) as(handle string) *client.Client {
	w.t.Helper()
	who, err := w.records.PersonByHandle(w.t.Context(), handle)
	w.must(err)
	secret := api.NewSecret()
	id := project.TokenID(project.NewID(project.PrefixToken, time.Now(), secret))
	w.must(w.records.PutToken(w.t.Context(), project.Token{ID: id, Person: who.ID, Hash: api.HashSecret(secret), CreatedAt: time.Now()}))
	c, err := client.New(w.server.URL, api.FormatToken(id, secret), client.Options{Attempts: 1})
	w.must(err)
	return c
}

func (w *world) verify(handle string) verify.Result {
	w.t.Helper()
	r, err := verify.Project(w.t.Context(), w.as(handle), w.id, verify.Options{})
	w.must(err)
	return r
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// replaced changes one text in answers whose path ends so.
func replaced(suffix, old, new string) func(string, []byte) []byte {
	return func(path string, body []byte) []byte {
		if !strings.HasSuffix(path, suffix) {
			return body
		}
		return bytes.Replace(body, []byte(old), []byte(new), 1)
	}
}
