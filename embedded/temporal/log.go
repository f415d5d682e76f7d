package temporal

import (
	"context"
	"log/slog"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

// slogger passes the server's errors on to slog and drops the rest: the server is silent at this level in normal
// life, and chatty below it.
//
// Panic and Fatal become errors. The server shares the process with the product, and a library does
// not end that.
type slogger struct{ to *slog.Logger }

var (
	_ log.Logger      = slogger{}
	_ log.WithLogger  = slogger{}
	_ log.SLogWrapper = slogger{}
)

func (s slogger) Debug(string, ...tag.Tag) {}
func (s slogger) Info(string, ...tag.Tag)  {}
func (s slogger) Warn(string, ...tag.Tag)  {}

func (s slogger) Error(msg string, tags ...tag.Tag)  { s.to.Error("temporal: "+msg, attrs(tags)...) }
func (s slogger) DPanic(msg string, tags ...tag.Tag) { s.Error(msg, tags...) }
func (s slogger) Panic(msg string, tags ...tag.Tag)  { s.Error(msg, tags...) }
func (s slogger) Fatal(msg string, tags ...tag.Tag)  { s.Error(msg, tags...) }

// With returns a logger that adds tags to every line.
func (s slogger) With(tags ...tag.Tag) log.Logger { return slogger{to: s.to.With(attrs(tags)...)} }

// SLog serves the parts of the server that want slog itself, held to the same level.
func (s slogger) SLog() *slog.Logger { return slog.New(errorsOnly{s.to.Handler()}) }

func attrs(tags []tag.Tag) []any {
	out := make([]any, len(tags))
	for i, t := range tags {
		out[i] = slog.Any(t.Key(), t.Value())
	}
	return out
}

// errorsOnly hides everything below an error from a handler.
type errorsOnly struct{ slog.Handler }

func (h errorsOnly) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && h.Handler.Enabled(ctx, level)
}

func (h errorsOnly) WithAttrs(attrs []slog.Attr) slog.Handler {
	return errorsOnly{h.Handler.WithAttrs(attrs)}
}

func (h errorsOnly) WithGroup(name string) slog.Handler {
	return errorsOnly{h.Handler.WithGroup(name)}
}
