// Package web holds the pages of Tutti and serves them. They are built by Node into dist/app; without that the program says
// so on one page, and everything else works.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

const (
	built       = "dist/app"
	placeholder = "dist/index.html"
	// forYears is for files whose names change with what is in them.
	forYears = "public, max-age=31536000, immutable"
)

// Options say where the pages are and what they may speak to.
type Options struct {
	PublicURL string // where people reach the server, with the path prefix of a proxy before it; "/" when empty
	Store     string // origin of an object store that browsers reach by themselves, as https://s3.example.org; "": this one
}

// New gives the handler of the pages. It answers the files of the build, and every other address that a browser asks as a
// page with the one page there is; all else is not found.
func New(o Options) (http.Handler, error) { return newPages(dist, o) }

// pages are ready to be sent: nothing is read or made for a request.
type pages struct {
	index  []byte
	policy string
	files  map[string]file // by path from the base, without the first slash
}

type file struct {
	bytes        []byte
	mediaType    string
	tag          string
	cacheControl string
}

func newPages(from fs.FS, o Options) (*pages, error) {
	base, err := url.Parse(o.PublicURL)
	if err != nil {
		return nil, fmt.Errorf("the public address %q is no URL: %w", o.PublicURL, err)
	}
	index, err := fs.ReadFile(from, built+"/index.html")
	if err != nil {
		if index, err = fs.ReadFile(from, placeholder); err != nil {
			return nil, fmt.Errorf("the pages were not built in: %w", err)
		}
	}
	prefix := html.EscapeString(strings.TrimSuffix(base.EscapedPath(), "/") + "/")
	p := &pages{policy: policy(o.Store), files: map[string]file{}}
	p.index = bytes.Replace(index, []byte(`<base href="/"`), []byte(`<base href="`+prefix+`"`), 1)
	return p, p.load(from)
}

// load reads the files of the build; there are none in a program without pages.
func (p *pages) load(from fs.FS) error {
	if _, err := fs.Stat(from, built); err != nil {
		return nil
	}
	return fs.WalkDir(from, built, func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || at == built+"/index.html" {
			return err
		}
		content, err := fs.ReadFile(from, at)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(at, built+"/")
		sum := sha256.Sum256(content)
		f := file{bytes: content, mediaType: mediaType(name), tag: `"` + hex.EncodeToString(sum[:12]) + `"`, cacheControl: "no-cache"}
		if strings.HasPrefix(name, "assets/") {
			f.cacheControl = forYears
		}
		p.files[name] = f
		return nil
	})
}

// mediaType does not ask the machine's own table for what matters: a browser refuses scripts of another type.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	}
	if known := mime.TypeByExtension(path.Ext(name)); known != "" {
		return known
	}
	return "application/octet-stream"
}

// policy lets the pages speak to this server and to the store, and nobody put them into a frame. Styles that are written
// into elements are allowed: the components place their pop-ups with them.
func policy(store string) string {
	and := ""
	if store != "" {
		and = " " + store
	}
	return strings.Join([]string{
		"default-src 'self'", "style-src 'self' 'unsafe-inline'",
		"img-src 'self' blob:" + and, "media-src 'self' blob:" + and, "connect-src 'self'" + and,
		"worker-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
	}, "; ")
}

func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "pages are only read", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Content-Security-Policy", p.policy)
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
	name := strings.TrimPrefix(r.URL.Path, "/")
	if f, ok := p.files[name]; ok {
		p.serveFile(w, r, f)
		return
	}
	if !wantsPage(r) || strings.HasPrefix(name, "assets/") { // an asset of another build is no page
		h.Set("Cache-Control", "no-store")
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
		return
	}
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", "Accept")
	_, _ = w.Write(p.index)
}

func (p *pages) serveFile(w http.ResponseWriter, r *http.Request, f file) {
	h := w.Header()
	h.Set("Cache-Control", f.cacheControl)
	h.Set("Content-Type", f.mediaType)
	h.Set("ETag", f.tag)
	if r.Header.Get("If-None-Match") == f.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(f.bytes)
}

// wantsPage is true for what people type and click; programs, which take anything, get no page.
func wantsPage(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}
