package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tutti/api"
)

// insecure names what an answer lacks.
func insecure(h http.Header) (missing []string) {
	for name, part := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
		"Content-Security-Policy": "default-src 'none'; ", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age="} {
		if values := h.Values(name); len(values) != 1 || !strings.Contains(values[0], part) {
			missing = append(missing, name+": "+strings.Join(values, ", "))
		}
	}
	if !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		missing = append(missing, "frame-ancestors")
	}
	return missing
}

// TestEveryAnswerIsSecure walks every route, as somebody who may and as nobody, and what is no route.
func TestEveryAnswerIsSecure(t *testing.T) {
	h := newHouse(t, func(o *api.Options) { o.PublicURL = "https://tutti.example" })
	for i, row := range readAccess(t, accessTable) {
		for _, who := range []string{"nobody", "buyer"} {
			got := h.try(tried{row: row, person: who, scope: own}, false, fmt.Sprintf("secure-%s-%d", who, i))
			judgeHeaders(t, row.method, row.path, got)
		}
	}
	for _, route := range []string{"GET /nothing", "GET /api/v1/nothing", "PATCH /api/v1/people", "GET /openapi.json", "OPTIONS /api/v1/me"} {
		method, target, _ := strings.Cut(route, " ")
		judgeHeaders(t, method, target, h.ask("buyer", method, target, ""))
	}
}

func judgeHeaders(t *testing.T, method, target string, got answer) {
	t.Helper()
	if missing := insecure(got.header); len(missing) > 0 {
		t.Errorf("%s %s (%d): %v", method, target, got.status, missing)
	}
	ours := strings.HasPrefix(target, "/api/")
	if kind := got.header.Get("Content-Type"); ours && strings.HasPrefix(kind, "text/html") {
		t.Errorf("%s %s is answered as %s", method, target, kind)
	}
	if ours && method == "GET" && got.status == 200 && got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s %s may be kept: %q", method, target, got.header.Get("Cache-Control"))
	}
}

func TestPagesHaveTheirOwnPolicy(t *testing.T) {
	pages := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
	})
	w := newWorld(t, func(o *api.Options) { o.Web = pages })
	got := w.ask("", "GET", "/", "")
	if got.header.Get("Content-Security-Policy") != "default-src 'self'" || got.header.Get("X-Frame-Options") != "DENY" || got.header.Get("Strict-Transport-Security") != "" {
		t.Errorf("%v", got.header)
	}
}
