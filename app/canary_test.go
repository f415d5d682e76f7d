package app

import (
	"fmt"
	"log/slog"
	"os"
	"sync"
	"testing"

	secrets "tutti/e2e/canary" // canary is a word of TestNothingIsLeftOfAPersonAnywhere
)

// watch looks at every log of these tests; TestMain asks it in the end.
var watch = sync.OnceValue(secrets.New)

// heard is a log, in full, that is kept by nobody and looked at for secrets.
func heard(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(watch().Stream(t.Name()), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// told fails a run in which a log has told a secret.
func told(code int) int {
	leaks := watch().Leaks()
	fmt.Fprintf(os.Stderr, "canary: %d lines of logs, %d tell a secret\n", watch().Lines(), len(leaks))
	for _, leak := range leaks {
		fmt.Fprintln(os.Stderr, leak)
	}
	if len(leaks) > 0 {
		return max(1, code)
	}
	return code
}
