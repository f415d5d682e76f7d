package api

import (
	"net/http"
	"strings"
)

// apart is the policy of an answer that is no page: opened by itself it runs nothing, loads nothing and is framed by nobody.
const apart = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"

// secure says to browsers, with every answer, how little they may do with it. Pages put their own policy in its place.
func (a *API) secure(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", apart)
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer") // addresses may be signed
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if strings.HasPrefix(a.o.PublicURL, "https://") {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// secureFile is for the bytes of strangers on our own origin: they are kept, never shown.
func secureFile(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	if !strings.HasPrefix(strings.ToLower(h.Get("Content-Disposition")), "attachment") {
		h.Set("Content-Disposition", "attachment")
	}
	h.Del("Server")
}
