package api

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"

	"tutti/project"

	"github.com/gin-gonic/gin"
)

//go:embed pages/*
var pageFiles embed.FS

// pagePolicy lets a page of ours load its own script and style and speak to this server, and nothing else. No other site can
// show it in a frame.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// signInPage is what the page says.
type signInPage struct {
	Staff bool   // there is an identity provider
	Words string // what went wrong; empty on the page that links lead to
}

// serveSignIn serves the page that links lead to. Opening it changes nothing: programs that look at letters open links too.
// Only its button sends the secret, which stands in the fragment and comes here with the button alone.
func (a *API) serveSignIn() error {
	var err error
	if a.page, err = template.ParseFS(pageFiles, "pages/sign-in.html"); err != nil {
		return err
	}
	a.engine.GET(project.SignInPath, func(c *gin.Context) { a.showSignIn(c, http.StatusOK, "") })
	a.serveStaff()
	for name, kind := range map[string]string{"sign-in.js": "text/javascript; charset=utf-8", "sign-in.css": "text/css; charset=utf-8"} {
		text, err := pageFiles.ReadFile("pages/" + name)
		if err != nil {
			return err
		}
		a.engine.GET(project.SignInPath+"/"+name, func(c *gin.Context) {
			c.Header("Cache-Control", "no-cache")
			c.Data(http.StatusOK, kind, text)
		})
	}
	return nil
}

func (a *API) showSignIn(c *gin.Context, status int, words string) {
	var text bytes.Buffer
	if err := a.page.Execute(&text, signInPage{Staff: a.o.Staff != nil, Words: words}); err != nil {
		a.refuse(c, err)
		return
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	c.Data(status, "text/html; charset=utf-8", text.Bytes())
}
