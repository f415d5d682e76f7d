package api

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"strings"

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
	Base  string // the path prefix of a proxy before this server, as /tutti; empty without one
	Lang  string
	Dir   string            // ltr or rtl
	Text  map[string]string // what stands on the page, by key
	Staff bool              // there is an identity provider
	Words string            // what went wrong; empty on the page that links lead to
}

// pageTexts are the words of the page by language and key.
type pageTexts map[string]map[string]string

// spoken gives the first of a browser's languages that there are words in. Browsers name the best first.
func (t pageTexts) spoken(accept string) string {
	for part := range strings.SplitSeq(accept, ",") {
		tag, _, _ := strings.Cut(part, ";")
		base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if t[base] != nil {
			return base
		}
	}
	return "en"
}

// serveSignIn serves the page that links lead to. Opening it changes nothing: programs that look at letters open links too.
// Only its button sends the secret, which stands in the fragment and comes here with the button alone.
func (a *API) serveSignIn() error {
	var err error
	if a.page, err = template.ParseFS(pageFiles, "pages/sign-in.html"); err != nil {
		return err
	}
	texts, err := pageFiles.ReadFile("pages/sign-in.json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(texts, &a.says); err != nil {
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
	page := signInPage{Base: a.base, Lang: a.says.spoken(c.GetHeader("Accept-Language")), Dir: "ltr", Staff: a.o.Staff != nil, Words: words}
	page.Text = a.says[page.Lang]
	if page.Lang == "ar" {
		page.Dir = "rtl"
	}
	if err := a.page.Execute(&text, page); err != nil {
		a.refuse(c, err)
		return
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language")
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	c.Data(status, "text/html; charset=utf-8", text.Bytes())
}
