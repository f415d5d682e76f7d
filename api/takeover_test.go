package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
)

// pack fetches a takeover pack and gives its bytes.
func (w *world) pack(handle string, id project.SubGigID) ([]byte, error) {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "pack.zip")
	if err := w.as(handle).TakeoverPack(context.Background(), id, path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// unpacked opens a zip: names in their order, and content.
func unpacked(t *testing.T, data []byte) ([]string, map[string]string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var order []string
	content := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		order = append(order, f.Name)
		content[f.Name] = string(text)
	}
	return order, content
}

// left is a project whose bass is offered to dan after cem delivered it twice and left, with a requirement and an upstream
// delivery.
func (w *world) left() wire.Offer {
	t, ctx := w.t, context.Background()
	w.person("dan", project.RoleSeller)
	p := w.asked(false)
	for key, value := range map[string]string{"lyrics": "La la la", "tuning": "442 Hz"} {
		must(t, w.say(p, key, value))
	}
	_, err := w.as("bea").AnswerRequirement(ctx, p.ID, "photo", wire.RequirementRequest{UploadID: w.sendFor(p, "photo", "me.png", pixel).ID})
	must(t, err)
	up, err := w.as("bea").UploadReader(ctx, wire.UploadRequest{ProjectID: p.ID, Reference: "notes", Name: "notes.txt", Size: 5}, strings.NewReader("notes"), nil)
	must(t, err)
	_, err = w.as("bea").PutReference(ctx, p.ID, "notes", up.ID)
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	d := w.delivered("ama", w.accepted("ama"), "drums")
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	bass := w.accepted("cem")
	d = w.delivered("cem", bass, "bass one")
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{From: 3, Text: "too <loud> & late"}}})
	must(t, err)
	w.delivered("cem", bass, "bass two")
	must(t, w.as("cem").StepOut(ctx, bass.SubGigID, "busy"))
	_, err = w.as("ida").Cast(ctx, bass.SubGigID, "dan")
	must(t, err)
	return w.offer("dan")
}

func TestTheNextSellerIsHandedATakeoverPack(t *testing.T) {
	w := newWorld(t)
	o := w.left()
	first, err := w.pack("dan", o.SubGigID)
	must(t, err)
	order, content := unpacked(t, first)
	want := []string{"brief.md", "comments.md", "record.json", "references/notes/notes.txt", "references/photo/me.png", "references/requirements.md",
		"upstream/drums/take.wav", "versions/v1/take.wav", "versions/v1/about.md", "versions/v2/take.wav", "versions/v2/about.md"}
	if !slices.Equal(order, want) {
		t.Fatalf("%q", order)
	}
	for name, says := range map[string]string{"references/notes/notes.txt": "notes", "references/photo/me.png": pixel, "upstream/drums/take.wav": "drums",
		"versions/v1/take.wav": "bass one", "versions/v2/take.wav": "bass two", "comments.md": "too <loud> & late", "references/requirements.md": "La la la",
		"versions/v1/about.md": "as asked", "brief.md": "Play it straight."} {
		if !strings.Contains(content[name], says) {
			t.Errorf("%s: %s", name, content[name])
		}
	}
	for name, text := range content {
		for _, secret := range []string{"Cem", "cem", "Ama", string(w.ids["cem"]), "8000", "80.00", "12000", string(w.ids["ama"])} {
			if regexp.MustCompile(`\b` + regexp.QuoteMeta(secret) + `\b`).MatchString(text) {
				t.Errorf("%s tells %q", name, secret)
			}
		}
	}
	_, err = w.as("dan").Accept(context.Background(), o.ID)
	must(t, err)
	w.delivered("dan", o, "bass of dan")
	for _, handle := range []string{"dan", "ida", "bea", "olga"} {
		again, err := w.pack(handle, o.SubGigID)
		must(t, err)
		if !bytes.Equal(first, again) {
			t.Errorf("%s gets another pack", handle)
		}
	}
	for _, handle := range []string{"cem", "ama", "ben", "bob"} {
		_, err := w.pack(handle, o.SubGigID)
		wantCode(t, err, project.NotFound)
	}
}

func TestThereIsNoPackBeforeSomebodyLeft(t *testing.T) {
	s := newStage(t)
	for _, handle := range []string{"ben", "bea"} {
		got := s.ask(handle, "GET", path("/sub-gigs/%s/takeover-pack", s.offer.SubGigID), "")
		if got.status != 409 || got.problem(t).Code != "conflict" {
			t.Errorf("%s: %d %s", handle, got.status, got.body)
		}
	}
}

func TestAPackIsNamedAndTyped(t *testing.T) {
	w := newWorld(t)
	got := w.ask("dan", "GET", path("/sub-gigs/%s/takeover-pack", w.left().SubGigID), "")
	if got.status != 200 || got.header.Get("Content-Type") != "application/zip" || got.header.Get("Content-Disposition") != `attachment; filename="takeover-bass.zip"` {
		t.Errorf("%d %v", got.status, got.header)
	}
}

// spoiltStore has other bytes than were stored, or none, for one object.
type spoiltStore struct {
	project.Objects
	key  string
	away error
}

func (s *spoiltStore) Get(ctx context.Context, key string) (io.ReadCloser, project.ObjectInfo, error) {
	if s.key != "" && key == s.key {
		return io.NopCloser(strings.NewReader("bass two!")), project.ObjectInfo{Size: 9}, nil
	}
	return s.Objects.Get(ctx, key)
}

func (s *spoiltStore) Ping(context.Context) error { return s.away }

// TestAPackThatIsNotWholeIsCutOff: the reader must not take it for one, and keeps nothing of it.
func TestAPackThatIsNotWholeIsCutOff(t *testing.T) {
	spoilt := &spoiltStore{}
	w := newWorld(t, func(o *api.Options) { spoilt.Objects, o.Objects = o.Objects, spoilt })
	o := w.left()
	sum := sha256.Sum256([]byte("bass two"))
	spoilt.key = project.ObjectKey(hex.EncodeToString(sum[:]))
	req, err := http.NewRequest(http.MethodGet, w.server.URL+path("/sub-gigs/%s/takeover-pack", o.SubGigID), http.NoBody)
	must(t, err)
	req.Header.Set("Authorization", "Bearer "+w.tokens["dan"])
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	if _, err := io.ReadAll(res.Body); res.StatusCode != 200 || err == nil {
		t.Errorf("%d, %v", res.StatusCode, err)
	}
	dir := t.TempDir()
	err = w.as("dan").TakeoverPack(context.Background(), o.SubGigID, filepath.Join(dir, "pack.zip"))
	wantCode(t, err, project.Unavailable)
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left over", left)
	}
	spoilt.away = project.Errorf(project.Unavailable, "away")
	if got := w.ask("dan", "GET", path("/sub-gigs/%s/takeover-pack", o.SubGigID), ""); got.status != 503 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// greatStore has one object that is larger than what memory should hold.
type greatStore struct {
	project.Objects
	key  string
	size int64
}

func (g *greatStore) Get(ctx context.Context, key string) (io.ReadCloser, project.ObjectInfo, error) {
	if g.key != key {
		return g.Objects.Get(ctx, key)
	}
	return io.NopCloser(io.LimitReader(zeros{}, g.size)), project.ObjectInfo{Size: g.size}, nil
}

// TestAGreatPackTakesNoMemory streams a version of 256 MiB.
func TestAGreatPackTakesNoMemory(t *testing.T) {
	ctx := context.Background()
	great := &greatStore{size: 256 << 20}
	w := newWorld(t, func(o *api.Options) { great.Objects, o.Objects = o.Objects, great })
	w.left()
	o := w.accepted("dan")
	sum := sha256.New()
	_, err := io.Copy(sum, io.LimitReader(zeros{}, great.size))
	must(t, err)
	hash := hex.EncodeToString(sum.Sum(nil))
	great.key = project.ObjectKey(hash)
	d := project.Delivery{ID: project.DeliveryID(project.NewID("dlv", w.clock.Now(), "great")), Project: o.ProjectID, SubGig: o.SubGigID, Seller: w.ids["dan"],
		Files: []project.DeliveryFile{{Name: "great.wav", SHA256: hash, Size: great.size}}, CreatedAt: w.clock.Now()}
	must(t, w.records.DraftDelivery(ctx, d))
	must(t, w.process.SubGig(ctx, o.ProjectID, 0, o.SubGigID, project.Command{Kind: project.Submit, Actor: w.ids["dan"], Delivery: d.ID}, "k"))
	must(t, w.as("dan").StepOut(ctx, o.SubGigID, "busy"))
	req, err := http.NewRequest(http.MethodGet, w.server.URL+path("/sub-gigs/%s/takeover-pack", o.SubGigID), http.NoBody)
	must(t, err)
	req.Header.Set("Authorization", "Bearer "+w.tokens["bea"])
	var got int64
	grown := growth(func() {
		var res *http.Response
		if res, err = http.DefaultClient.Do(req); err == nil {
			got, err = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
	})
	must(t, err)
	if got < great.size || grown > 32<<20 {
		t.Errorf("%d bytes came, and %d MiB were needed", got, grown>>20)
	}
}
