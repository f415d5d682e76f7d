// Package canary looks for secrets in what a program writes: for those that a test has planted, and for whatever has the form of
// one of ours.
package canary

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// minPlanted is the shortest value that can be planted: a shorter one might stand in a log by chance.
const minPlanted = 8

// maxLeaks bounds what is remembered; a program that tells everything need not be listened to for long.
const maxLeaks = 100

// Watch reads what programs write, line by line, while they run. Several goroutines may use it.
type Watch struct {
	forms []form

	mu      sync.Mutex
	planted map[string]string // what it is, by every way in which it may be written
	leaks   []string
	lines   int
}

// form is what a kind of secret looks like.
type form struct {
	what string
	like *regexp.Regexp
}

// New gives a watch that knows the forms of our secrets.
func New() *Watch {
	w := &Watch{planted: map[string]string{}}
	for _, f := range [][2]string{
		{"an API token or a session", `\btu[ts]_[0-9a-z]+_[a-z2-7]{52}_[0-9a-f]{8}`},
		{"a sign-in link", `\blnk_[0-9a-z]+(\.|%2E)[a-z2-7]{52}`},
		{"the secret of a link or a calendar", `\b[a-z2-7]{52}\b`},
		{"the secret of a webhook", `\bwhsec_[A-Za-z0-9+/_-]{20,}`},
		{"a presigned address", `X-Amz-(Signature|Credential|Security-Token)(=|%3D)[^&\s"]+`},
		{"a signature of Stripe", `\bv1=[0-9a-f]{64}`},
		{"a signature of Standard Webhooks", `\bv1,[A-Za-z0-9+/]{43}=`},
		{"a key of Stripe", `\b(sk|rk)_(test|live)_[A-Za-z0-9]{8,}`},
		{"a header that lets somebody in", `(?i)\b(bearer|basic) [A-Za-z0-9+/=._-]{16,}`},
		{"a cookie", `\b(__Host-)?tutti(-trip)?=[A-Za-z0-9_]{16,}`},
		{"a password in an address", `\b[a-z][a-z0-9+]*://[^/\s:@"]+:[^/\s:@"]+@`},
	} {
		w.forms = append(w.forms, form{f[0], regexp.MustCompile(f[1])})
	}
	return w
}

// Secret plants a new value that is in nothing else, with the beginning given, and returns it.
func (w *Watch) Secret(what, begin string) string {
	value := begin + rand.Text()
	w.Plant(what, value)
	return value
}

// Plant has the watch look for the value, also as it stands in addresses and in quoted text.
func (w *Watch) Plant(what, value string) {
	if len(value) < minPlanted {
		panic(fmt.Sprintf("%s: %q is too short to be told from chance", what, value))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, written := range []string{value, url.QueryEscape(value), url.PathEscape(value), strings.Trim(fmt.Sprintf("%q", value), `"`)} {
		w.planted[written] = what
	}
}

// Stream is a writer for what one program, named so, writes. Lines may come in parts.
func (w *Watch) Stream(name string) io.Writer { return &stream{watch: w, name: name} }

type stream struct {
	watch *Watch
	name  string

	mu   sync.Mutex
	rest []byte // of a line that has not ended
}

// Write looks at the lines that have ended.
func (s *stream) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = append(s.rest, p...)
	for {
		line, rest, ended := bytes.Cut(s.rest, []byte("\n"))
		if !ended {
			break
		}
		s.watch.look(s.name, string(line))
		s.rest = rest
	}
	s.rest = bytes.Clone(s.rest)
	return len(p), nil
}

// look notes what a line tells, without telling it again.
func (w *Watch) look(name, line string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines++
	line = strings.ReplaceAll(line, ":xxxxx@", "@") // a password that was taken out
	said := map[string]bool{}
	for value, what := range w.planted {
		if strings.Contains(line, value) {
			said[what], line = true, strings.ReplaceAll(line, value, "(secret)")
		}
	}
	for _, f := range w.forms {
		if f.like.MatchString(line) {
			said[f.what], line = true, f.like.ReplaceAllString(line, "(secret)")
		}
	}
	for what := range said {
		if len(w.leaks) < maxLeaks {
			w.leaks = append(w.leaks, fmt.Sprintf("%s tells %s: %.500s", name, what, line))
		}
	}
}

// Leaks says which program has told what, with the secrets taken out.
func (w *Watch) Leaks() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.leaks...)
}

// Lines is how many lines were looked at.
func (w *Watch) Lines() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lines
}
