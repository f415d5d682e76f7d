package app

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"go.temporal.io/sdk/worker"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/workflows"
)

// receiver is a program that is told what happens. It refuses the first message.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	secret string
	tries  map[string]int // by message
	taken  []string       // their types
	wrong  int            // messages that do not verify
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{tries: map[string]int{}}
	r.Server = httptest.NewServer(http.HandlerFunc(r.take))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) take(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	verifier, err := standardwebhooks.NewWebhook(r.secret)
	if err != nil || verifier.Verify(body, req.Header) != nil {
		r.wrong++
	}
	id := req.Header.Get(standardwebhooks.HeaderWebhookID)
	r.tries[id]++
	if len(r.taken) == 0 && r.tries[id] == 1 {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(string(body), `{"type":"`), `"`)
	r.taken = append(r.taken, kind)
}

// TestAProgramIsToldWhatHappens from the commit through the log and Temporal to a receiver outside, which fails once.
func TestAProgramIsToldWhatHappens(t *testing.T) {
	var log bytes.Buffer
	r := newReceiver(t)
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, Log: slog.New(slog.NewTextHandler(io.MultiWriter(&log, watch().Stream(t.Name())), nil)),
		Webhooks: Webhooks{HTTP: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	created, err := w.buyer.CreateProject(w.ctx(), []byte(twoSubGigsOf("ama")))
	w.must(err)
	w.id = created.ID
	hook, err := w.buyer.CreateWebhook(w.ctx(), w.id, wire.WebhookRequest{URL: r.URL + "/path-that-is-secret", Kinds: []string{"project.launched", "offer.*"}})
	w.must(err)
	r.mu.Lock()
	r.secret = hook.Secret
	r.mu.Unlock()
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)
	want := "project.launched offer.made"
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		r.mu.Lock()
		all := strings.Join(r.taken, " ")
		r.mu.Unlock()
		if all == want {
			break
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if got := strings.Join(r.taken, " "); got != want || r.wrong > 0 {
		t.Errorf("told %q, %d do not verify", got, r.wrong)
	}
	attempts, err := w.buyer.WebhookAttempts(w.ctx(), hook.ID, client.Page{})
	w.must(err)
	if n := len(attempts.Items); n < 3 || attempts.Items[n-1].Problem != project.WebhookBadStatus || attempts.Items[n-1].MessageID != attempts.Items[n-2].MessageID {
		t.Errorf("%+v", attempts.Items)
	}
	w.toldNothing(workflows.WebhookWorkflowID(hook.ID), hook.Secret, r.URL)
	a.Stop()
	for _, secret := range []string{hook.Secret, "path-that-is-secret"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// TestABrowserShowsWhatItsPersonIsTold from the commit through the log to a push service, once; no log says where.
func TestABrowserShowsWhatItsPersonIsTold(t *testing.T) {
	var log bytes.Buffer
	asked := make(chan *http.Request, 10)
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r
		w.WriteHeader(http.StatusCreated)
	}))
	t.Cleanup(service.Close)
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, Log: slog.New(slog.NewTextHandler(io.MultiWriter(&log, watch().Stream(t.Name())), nil)),
		Webhooks: Webhooks{HTTP: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	public, err := w.seller.PushKey(w.ctx())
	w.must(err)
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	w.must(err)
	keys := wire.PushKeys{P256dh: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), Auth: base64.RawURLEncoding.EncodeToString(make([]byte, 16))}
	_, err = w.seller.CreatePushSubscription(w.ctx(), wire.PushRequest{Endpoint: service.URL + "/path-that-is-secret", Keys: keys, Name: "phone"})
	w.must(err)
	created, err := w.buyer.CreateProject(w.ctx(), []byte(twoSubGigsOf("ama")))
	w.must(err)
	_, err = w.buyer.Launch(w.ctx(), created.ID)
	w.must(err)
	select {
	case r := <-asked:
		if r.URL.Path != "/path-that-is-secret" || r.Header.Get("Content-Encoding") != "aes128gcm" || !strings.HasSuffix(r.Header.Get("Authorization"), ", k="+public.Key) {
			t.Errorf("asked %s %v", r.URL.Path, r.Header)
		}
	case <-time.After(patience):
		t.Fatal("no browser was told")
	}
	left, err := a.ports.Records.TakePushes(w.ctx(), time.Now().Add(24*time.Hour), 0)
	if err != nil || len(left) > 0 || len(asked) > 0 {
		t.Errorf("still to show %+v, shown again %d: %v", left, len(asked), err)
	}
	a.Stop()
	if strings.Contains(log.String(), "path-that-is-secret") {
		t.Error("the log says where the browser is reached")
	}
}

// toldNothing replays the histories of a workflow and looks for what must not be in them.
func (w *world) toldNothing(id string, secrets ...string) {
	w.t.Helper()
	for n, run := range w.histories(id) {
		replayer := worker.NewWorkflowReplayer()
		workflows.Register(replayer)
		if err := replayer.ReplayWorkflowHistory(nil, run); err != nil {
			w.t.Errorf("run %d: %v", n, err)
		}
		for _, secret := range secrets {
			if strings.Contains(run.String(), secret) {
				w.t.Errorf("run %d holds %q", n, secret)
			}
		}
	}
}

// twoSubGigsOf is a plan of two sub-gigs, the second of which waits for the first.
func twoSubGigsOf(seller string) string {
	return "title: Told\ncurrency: EUR\ndelivery: {kind: file}\nrecipe: {kind: bundle}\nsub_gigs:\n" +
		"  - {key: one, title: One, role: tester, price: \"10.00\", cast: [" + seller + "]}\n" +
		"  - {key: two, title: Two, role: tester, price: \"10.00\", cast: [" + seller + "], needs: [one]}\n"
}
