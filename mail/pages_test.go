package mail

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheMailboxShowsMailsAndRunsNothingOfThem(t *testing.T) {
	s, m := sink(t, nil)
	sent := letter("ama@example.org")
	sent.HTML, sent.Subject = `<p>Hello</p><script>alert(1)</script>`, `<b>bold</b>`
	if err := m.Send(t.Context(), sent, free); err != nil {
		t.Fatal(err)
	}
	pages := Pages(s)
	ask := func(path, host, from string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host, r.RemoteAddr = host, from
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		return w
	}
	here, port := "127.0.0.1:8080", "127.0.0.1:5555"
	list := ask("/dev/mail", here, port)
	if list.Code != 200 || !strings.Contains(list.Body.String(), "&lt;b&gt;bold") || strings.Contains(list.Body.String(), "<b>bold") {
		t.Errorf("%d %s", list.Code, list.Body)
	}
	one := ask("/dev/mail/1", "localhost:8080", port)
	if !strings.Contains(one.Body.String(), "<iframe sandbox ") || strings.Contains(one.Body.String(), "<script") || !strings.Contains(one.Body.String(), "Grüße") {
		t.Errorf("%s", one.Body)
	}
	html := ask("/dev/mail/1/html", here, port)
	if policy := html.Header().Get("Content-Security-Policy"); !strings.Contains(html.Body.String(), "<script>") || !strings.HasPrefix(policy, "sandbox; default-src 'none'") {
		t.Errorf("%s %s", policy, html.Body)
	}
	for _, c := range [][3]string{{"/dev/mail/2", here, port}, {"/dev/mail/x", here, port}, {"/dev/mail", "evil.example", port}, {"/dev/mail", here, "192.0.2.1:80"}} {
		if got := ask(c[0], c[1], c[2]); got.Code != http.StatusNotFound {
			t.Errorf("%v: %d", c, got.Code)
		}
	}
}
