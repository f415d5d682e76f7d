package client

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"tutti/project"
)

// FuzzProblem: whatever a server or something in between answers, it is an error with a code and words, and a wait that is none
// or some time ahead.
func FuzzProblem(f *testing.F) {
	f.Add(409, "application/problem+json", "1", `{"code":"conflict","detail":"taken","fields":[{"path":"a","message":"b"}]}`)
	f.Add(502, "text/html", "Thu, 01 Jan 1970 00:00:00 GMT", "<html>")
	f.Add(200, "application/problem+json; charset=\"", "-1", "{")
	f.Add(429, "", "9223372036854775807", "")
	f.Fuzz(func(t *testing.T, status int, kind, after, body string) {
		res := &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {kind}, "Retry-After": {after}}, Body: io.NopCloser(strings.NewReader(body))}
		err := problemOf(res)
		if project.CodeOf(err) == "" || err.Error() == "" {
			t.Errorf("%d %q %q: %v", status, kind, body, err)
		}
		if wait, _ := retryAfter(res); wait < 0 {
			t.Errorf("after %q to wait %v", after, wait)
		}
	})
}
