package api_test

import (
	"io"
	"net/http"
	"testing"

	"tutti/api"
)

// TestPagesAnswerEverythingThatIsNotTheAPIs: a handler that writes without a status has found something.
func TestPagesAnswerEverythingThatIsNotTheAPIs(t *testing.T) {
	w := newWorld(t, func(o *api.Options) {
		o.Web = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") })
	})
	for path, status := range map[string]int{"/": 200, "/projects/prj_a": 200, "/apish": 200, "/api/v1/nothing": 404, "/api": 404} {
		got := w.ask("", "GET", path, "")
		if got.status != status || (got.body == "page") != (status == 200) {
			t.Errorf("%s: %d %.80s", path, got.status, got.body)
		}
	}
}
