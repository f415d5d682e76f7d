package e2e

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/mail"
	"tutti/project"
)

// prefix is the path under which a proxy has the server in TestPagesElsewhere.
const prefix = "/ensemble"

// elsewhere is what the tests in web/browser/elsewhere find ready: a server behind a proxy, whose people and plan are as malicious as
// they can be, and the links by which people sign in.
type elsewhere struct {
	Server   string            `json:"server"` // as people reach it, with the prefix
	Project  project.ProjectID `json:"project"`
	Art      project.SubGigID  `json:"art"`
	Later    project.SubGigID  `json:"later"`
	Operator string            `json:"operator"` // links to sign in by, each once
	Seller   string            `json:"seller"`
	Stranger string            `json:"stranger"`
	Title    string            `json:"title"`
	Shots    string            `json:"shots"`
}

// The corpus: what runs in a page that takes text for something else.
const (
	evilTitle = `Night <img src=x onerror="alert(1)"> Ferry`
	evilGig   = `"><svg onload=alert(2)> cover`
	evilName  = `Ama <script>alert(3)</script> Mensah`
	evilBrief = `</textarea><a href="javascript:alert(4)">brief</a> {{constructor.constructor('alert(5)')()}}`
)

// TestPagesElsewhere opens the pages in a real browser where they are harder to keep whole: under the path of a reverse proxy, signed
// in by letters, without a network, in two tabs, by a stranger, and with texts and files that want to run.
func TestPagesElsewhere(t *testing.T) {
	needBrowser(t)
	post, err := mail.StartSink(mail.SinkOptions{Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(post.Close)
	inside := net.JoinHostPort("127.0.0.1", freePort(t))
	outside := behindAProxy(t, inside)
	p := start(t, t.TempDir(), "dev", "--listen", inside, "--public-url", outside, "--smtp", post.Address(), "--smtp-from", "tutti@example.org", "--smtp-tls", "off")
	e := newEnsemble(t, p)
	s := elsewhere{Server: outside, Title: evilTitle, Shots: *shots, Operator: p.printed(`http://\S+/sign-in#\S+`)}
	s.Seller = e.invited(post, wire.PersonRequest{Handle: "ama", Name: evilName, Email: "ama@example.org", Country: "GH", Zone: "Africa/Accra", Roles: []project.Role{project.RoleSeller}})
	s.Stranger = e.invited(post, wire.PersonRequest{Handle: "zoe", Name: "Zoe Nobody", Email: "zoe@example.org", Roles: []project.Role{project.RoleSeller}})
	plan, err := json.Marshal(map[string]any{
		"title": evilTitle, "brief": evilBrief, "currency": "EUR", "vault": "open", "recipe": map[string]any{"kind": "bundle"}, "clocks": map[string]any{"preview": "50ms"},
		"sub_gigs": []map[string]any{
			{"key": "art", "title": evilGig, "role": "illustrator", "brief": []string{evilBrief}, "price": "10.00", "cast": []string{"ama"}, "delivery": map[string]any{"kind": "file"}},
			{"key": "later", "title": evilGig + " 2", "role": "illustrator", "brief": []string{evilBrief}, "price": "10.00", "cast": []string{"ama"}, "delivery": map[string]any{"kind": "file"}},
		},
	})
	e.must(err, "write the plan")
	e.launch(string(plan))
	s.Project, s.Art, s.Later = e.id, e.await("art", project.Offered).ID, e.await("later", project.Offered).ID
	e.browse(s, "browser/elsewhere/*.test.ts")
}

// behindAProxy puts a reverse proxy with a path before a server. Nothing of the server is outside that path: whoever asks there made a
// mistake.
func behindAProxy(t *testing.T, inside string) (address string) {
	t.Helper()
	proxy := &httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: inside})
		r.Out.Host = r.In.Host // it is signed
	}}
	mux := http.NewServeMux()
	mux.Handle(prefix+"/", http.StripPrefix(prefix, proxy))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s was asked outside the path of the proxy", r.Method, r.URL.Path)
		http.NotFound(w, r)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + prefix
}

// invited adds somebody and gives the link of the letter that invites them.
func (e *ensemble) invited(post *mail.Sink, who wire.PersonRequest) string {
	e.t.Helper()
	made, err := e.operator.CreatePerson(e.ctx(), who)
	e.must(err, "add %s", who.Handle)
	_, err = e.operator.Invite(e.ctx(), made.ID, wire.InvitationRequest{})
	e.must(err, "invite %s", who.Handle)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		for _, m := range post.Mails() {
			if m.To == who.Email {
				return regexp.MustCompile(`http://\S+/sign-in#\S+`).FindString(m.Text)
			}
		}
	}
	e.t.Fatalf("no letter comes to %s", who.Email)
	return ""
}
