package mail

import (
	"html/template"
	"net"
	"net/http"
	"strconv"
)

const mailPages = `{{define "head"}}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>Mailbox</title>
<style>body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5;color-scheme:light dark}
table{width:100%;border-collapse:collapse}td,th{text-align:start;padding:.4rem .6rem;border-bottom:1px solid #8884}
pre{white-space:pre-wrap;padding:1rem;border:1px solid #8884}iframe{width:100%;height:34rem;border:1px solid #8884;background:#fff}</style></head><body>{{end}}
{{define "list"}}{{template "head"}}<h1>Mailbox</h1>
{{if .}}<table><thead><tr><th>To</th><th>Subject</th><th>Kind</th><th>Came</th></tr></thead><tbody>
{{range .}}<tr><td>{{.To}}</td><td><a href="mail/{{.Number}}" dir="auto">{{.Subject}}</a></td><td>{{.Kind}}</td><td>{{.At.Format "15:04:05"}} UTC</td></tr>
{{end}}</tbody></table>{{else}}<p>No mail has come yet. Every mail of this instance ends here; none is sent.</p>{{end}}</body></html>{{end}}
{{define "mail"}}{{template "head"}}<p><a href="../mail">All mails</a></p><h1 dir="auto">{{.Subject}}</h1>
<table><tbody><tr><th>To</th><td>{{.To}}</td></tr><tr><th>Kind</th><td>{{.Kind}}</td></tr><tr><th>Language</th><td>{{.Header.Get "Content-Language"}}</td></tr>
<tr><th>Message-ID</th><td>{{.MessageID}}</td></tr><tr><th>List-Unsubscribe</th><td>{{.Header.Get "List-Unsubscribe"}}</td></tr></tbody></table>
<h2>Text</h2><pre dir="auto">{{.Text}}</pre>
<h2>HTML</h2><iframe sandbox title="the mail as HTML" src="{{.Number}}/html"></iframe></body></html>{{end}}`

// Pages shows the mails of a mailbox under /dev/mail: the list, and one mail as text and as HTML. It answers only browsers on
// this machine by its own name, so that no page from elsewhere can read links to sign in.
func Pages(s *Sink) http.Handler {
	p := pages{sink: s, templates: template.Must(template.New("").Parse(mailPages))}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /dev/mail", p.list)
	mux.HandleFunc("GET /dev/mail/{number}", p.mail)
	mux.HandleFunc("GET /dev/mail/{number}/html", p.html)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !local(r.Host) || !localAddress(r.RemoteAddr) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		mux.ServeHTTP(w, r)
	})
}

type pages struct {
	sink      *Sink
	templates *template.Template
}

// pagePolicy lets the pages have their own style and the mail in its frame, and nothing that runs.
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// mailPolicy is for HTML of a mail: it is shown, and runs, loads and sends nothing.
const mailPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

func (p pages) list(w http.ResponseWriter, _ *http.Request) { p.write(w, "list", p.sink.Mails()) }

func (p pages) mail(w http.ResponseWriter, r *http.Request) {
	if m, ok := p.asked(w, r); ok {
		p.write(w, "mail", m)
	}
}

func (p pages) html(w http.ResponseWriter, r *http.Request) {
	if m, ok := p.asked(w, r); ok {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", mailPolicy)
		_, _ = w.Write([]byte(m.HTML)) // the reader has gone
	}
}

func (p pages) asked(w http.ResponseWriter, r *http.Request) (Received, bool) {
	number, err := strconv.Atoi(r.PathValue("number"))
	m, ok := p.sink.Mail(number)
	if err != nil || !ok {
		http.NotFound(w, r)
	}
	return m, err == nil && ok
}

func (p pages) write(w http.ResponseWriter, name string, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", pagePolicy)
	_ = p.templates.ExecuteTemplate(w, name, data) // the reader has gone
}

// local reports whether a host is this machine by a name that nobody else can take.
func local(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

func localAddress(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}
