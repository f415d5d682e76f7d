package api

import (
	"log/slog"
	"net/http"
	"net/http/httputil"
	"time"

	"tutti/project"

	"github.com/gin-gonic/gin"
)

// serveStore puts the object store behind this port: one public address, no CORS. Only signed requests pass, and the
// store itself verifies them, so the Host header that was signed is kept.
func (a *API) serveStore() {
	if a.o.S3Proxy == nil {
		return
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(a.o.S3Proxy)
			r.Out.Host = r.In.Host
			r.Out.Header.Del("Authorization") // the address is signed; a token is not the store's to know
			r.Out.Header.Del("Cookie")
		},
		FlushInterval: -1,
		ModifyResponse: func(res *http.Response) error { // files of strangers, on our own origin
			secureFile(res.Header)
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			a.o.Log.WarnContext(r.Context(), "the object store did not answer", "request_id", requestOf(r.Context()).id, "error", err)
			a.secure(w.Header())
			away := refusalOf(http.StatusServiceUnavailable, project.Unavailable, "the object store cannot be reached at the moment; try again")
			away.RequestID, away.after = requestOf(r.Context()).id, time.Second
			away.write(w)
		},
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError), // it would print addresses
	}
	pass := func(c *gin.Context) {
		if c.Request.URL.Query().Get("X-Amz-Signature") == "" {
			a.noRoute(c)
			return
		}
		for _, name := range []string{"X-Content-Type-Options", "Content-Security-Policy"} { // the file brings its own
			c.Writer.Header().Del(name)
		}
		proxy.ServeHTTP(c.Writer, c.Request)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut} {
		a.engine.Handle(method, "/"+a.o.Bucket+"/*key", pass)
	}
}
