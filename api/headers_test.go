package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tutti/api"
)

// insecure names what an answer lacks.
func insecure(h http.Header) (missing []string) {
	for name, part := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age="} {
		if values := h.Values(name); len(values) != 1 || !strings.Contains(values[0], part) {
			missing = append(missing, name+": "+strings.Join(values, ", "))
		}
	}
	return missing
}

// TestEveryAnswerIsSecure walks every route, as somebody who may and as nobody, and what is no route.
func TestEveryAnswerIsSecure(t *testing.T) {
	s := newStageIn(t, newWorld(t, func(o *api.Options) { o.PublicURL = "https://tutti.example" }))
	s.payout = s.paidOut(s.project.ID, "ben", 100)
	cells := s.matrix()
	for _, route := range []string{"GET /nothing", "GET /api/v1/nothing", "PATCH /api/v1/people", "GET /openapi.json", "OPTIONS /api/v1/me"} {
		cells = append(cells, cell{route: route})
	}
	for _, c := range cells {
		for _, handle := range []string{"", "bea"} {
			got := s.try(handle, c, false, "secure-"+handle+"-"+strings.Map(func(r rune) rune {
				if r <= ' ' || r > '~' {
					return '-'
				}
				return r
			}, c.route)[:min(len(c.route), 60)])
			if missing := insecure(got.header); len(missing) > 0 {
				t.Errorf("%s as %q (%d): %v", c.route, handle, got.status, missing)
			}
			if kind := got.header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") {
				t.Errorf("%s is answered as %s", c.route, kind)
			}
			if strings.HasPrefix(c.route, "GET /api/") && got.status == 200 && got.header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s may be kept: %q", c.route, got.header.Get("Cache-Control"))
			}
		}
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
