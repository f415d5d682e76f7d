package api

import (
	"context"
	"crypto/rand"
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"

	"tutti/project"
)

// unsubscribePage is what a link to end mails opens. Opening it changes nothing, because scanners of mail open links; the
// button's POST does, and so does the one-click POST of mail programs (RFC 8058).
const unsubscribePage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>Mails from Tutti</title></head>
<body style="font-family:system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;line-height:1.5">
{{if .Done}}<h1>Done</h1><p>You get no more mails of this kind ({{.Kind}}). You can choose again at any time among your notices.</p>
{{else}}<h1>No more mails of this kind?</h1><p>This ends mails of the kind “{{.Kind}}”. What they say still stands in the application.</p>
<form method="post"><button type="submit" style="font-size:1rem;padding:.6rem 1.2rem">No more of these</button></form>{{end}}
</body></html>
`

func (a *API) serveUnsubscribe() {
	page := template.Must(template.New("unsubscribe").Parse(unsubscribePage))
	a.engine.GET("/unsubscribe/:token", func(c *gin.Context) { a.unsubscribe(c, page, false) })
	a.engine.POST("/unsubscribe/:token", func(c *gin.Context) { a.unsubscribe(c, page, true) })
}

func (a *API) unsubscribe(c *gin.Context, page *template.Template, done bool) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readTimeout)
	defer cancel()
	kind, err := a.unsubscribed(ctx, c.Param("token"), done)
	if err != nil {
		a.refuse(c, err)
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	c.Status(http.StatusOK)
	_ = page.Execute(c.Writer, map[string]any{"Kind": kind, "Done": done}) // the reader has gone
}

// unsubscribed reads the token, and ends the mails it is about when they are to be ended.
func (a *API) unsubscribed(ctx context.Context, token string, done bool) (project.LetterKind, error) {
	key, err := a.o.Records.InstanceKey(ctx, "unsubscribe", rand.Text())
	if err != nil {
		return "", err
	}
	person, kind, err := project.ReadUnsubscribe(key, token)
	if err != nil || !done {
		return kind, err
	}
	chosen, err := a.o.Records.Choices(ctx, []project.PersonID{person})
	if err != nil {
		return kind, err
	}
	return kind, a.o.Records.PutChoices(ctx, person, project.Unsubscribed(chosen[person], kind), a.o.Now())
}
