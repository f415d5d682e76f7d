package api_test

import (
	"bufio"
	"context"
	"net/http"
	"time"
)

// askStream opens a stream and gives its answer and, when it is one, its first line.
func (w *world) askStream(handle, target string) answer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", w.server.URL+target, http.NoBody)
	must(w.t, err)
	if handle != "" {
		req.Header.Set("Authorization", "Bearer "+w.tokens[handle])
	}
	res, err := http.DefaultClient.Do(req)
	must(w.t, err)
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewScanner(res.Body)
	lines.Scan()
	return answer{res.StatusCode, res.Header, lines.Text()}
}
