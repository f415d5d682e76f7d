package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

const page = `<head><base href="/" /></head>`

func build() fstest.MapFS {
	return fstest.MapFS{
		"dist/index.html":              {Data: []byte("placeholder")},
		"dist/app/index.html":          {Data: []byte(page)},
		"dist/app/icon.svg":            {Data: []byte("<svg/>")},
		"dist/app/assets/main-a1b2.js": {Data: []byte("run()")},
	}
}

func ask(t *testing.T, h http.Handler, method, path, accept string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func pagesOf(t *testing.T, files fstest.MapFS, o Options) http.Handler {
	t.Helper()
	p, err := newPages(files, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const browser = "text/html,application/xhtml+xml,*/*;q=0.8"

func TestEveryAddressThatABrowserAsksIsThePage(t *testing.T) {
	h := pagesOf(t, build(), Options{})
	for _, path := range []string{"/", "/projects/prj_a/board", "/index.html", "/sub-gigs/x?tab=notes"} {
		w := ask(t, h, "GET", path, browser)
		if w.Code != 200 || w.Body.String() != page || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %q, cached %q", path, w.Code, w.Body, w.Header().Get("Cache-Control"))
		}
	}
}

func TestProgramsAndLostAssetsGetNoPage(t *testing.T) {
	h := pagesOf(t, build(), Options{})
	for path, accept := range map[string]string{"/projects": "*/*", "/x": "application/json", "/y": "", "/assets/old-c3d4.js": browser} {
		if w := ask(t, h, "GET", path, accept); w.Code != 404 || strings.Contains(w.Body.String(), "base") {
			t.Errorf("%s for %q: %d %q", path, accept, w.Code, w.Body)
		}
	}
	if w := ask(t, h, "POST", "/", browser); w.Code != 405 {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestAssetsAreKeptForYearsAndTheRestIsAskedAgain(t *testing.T) {
	h := pagesOf(t, build(), Options{})
	asset := ask(t, h, "GET", "/assets/main-a1b2.js", "*/*")
	if asset.Code != 200 || asset.Header().Get("Cache-Control") != forYears || !strings.HasPrefix(asset.Header().Get("Content-Type"), "text/javascript") {
		t.Errorf("asset: %d %v", asset.Code, asset.Header())
	}
	icon := ask(t, h, "GET", "/icon.svg", "image/*")
	if icon.Code != 200 || icon.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("icon: %d %v", icon.Code, icon.Header())
	}
	again := httptest.NewRequest("GET", "/icon.svg", nil)
	again.Header.Set("If-None-Match", icon.Header().Get("ETag"))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, again)
	if w.Code != 304 || w.Body.Len() != 0 {
		t.Errorf("the same icon again: %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestTheBaseIsWhereThePagesAre(t *testing.T) {
	for public, base := range map[string]string{
		"": "/", "https://tutti.example": "/", "https://example.org/tutti/": "/tutti/", "https://example.org/a/b": "/a/b/",
		`https://example.org/"><script>`: "/%22%3E%3Cscript%3E/",
	} {
		w := ask(t, pagesOf(t, build(), Options{PublicURL: public}), "GET", "/", browser)
		if want := `<base href="` + base + `"`; !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %s in %q", public, want, w.Body)
		}
	}
}

func TestThePolicyNamesTheStoreAndNobodyElse(t *testing.T) {
	w := ask(t, pagesOf(t, build(), Options{Store: "https://s3.example"}), "GET", "/", browser)
	policy := w.Header().Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'self';", "connect-src 'self' https://s3.example;", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("no %q in %q", part, policy)
		}
	}
	if script := "script-src"; strings.Contains(policy, script) || strings.Contains(policy, "unsafe-eval") {
		t.Errorf("scripts are not the default's alone: %q", policy)
	}
}

func TestAProgramWithoutPagesSaysSo(t *testing.T) {
	files := build()
	delete(files, "dist/app/index.html")
	delete(files, "dist/app/icon.svg")
	delete(files, "dist/app/assets/main-a1b2.js")
	if w := ask(t, pagesOf(t, files, Options{}), "GET", "/", browser); w.Body.String() != "placeholder" {
		t.Errorf("%q", w.Body)
	}
}

// TestWhatIsEmbedded is about this build, with pages or without.
func TestWhatIsEmbedded(t *testing.T) {
	h, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if w := ask(t, h, "GET", "/", browser); w.Code != 200 || !strings.Contains(w.Body.String(), "<title>Tutti</title>") {
		t.Errorf("%d %.200s", w.Code, w.Body)
	}
}
