// Command process measures what the process costs: commands, whole lives and large launches, each against the bare
// primitives it is made of, side by side on the same server in one run. It prints CPU ratios as rows of a table; the
// machine is noisy, so absolute times mean little.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"

	"tutti/embedded/temporal"
	"tutti/storage/memory"
	"tutti/storage/records"
	"tutti/workflows"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one server with a product side and a bare side.
type bench struct {
	temporal client.Client
	records  *records.Store
	process  *workflows.Client
	bare     *bare
	serial   int
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "tutti-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	quiet := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	server, err := temporal.Start(temporal.Options{Dir: dir, Logger: quiet})
	if err != nil {
		return err
	}
	defer server.Stop()
	dialled, err := client.Dial(client.Options{HostPort: server.HostPort(), Namespace: server.Namespace(), Logger: sdklog.NewStructuredLogger(quiet)})
	if err != nil {
		return err
	}
	defer dialled.Close()
	db, err := records.Open(ctx, records.Options{URL: "sqlite:" + filepath.Join(dir, "tutti.db"), Logger: quiet})
	if err != nil {
		return err
	}
	defer db.Close()
	b := &bench{temporal: dialled, records: db, process: workflows.NewClient(dialled, workflows.Limits{})}
	stop, err := b.work(dir, quiet, &memory.Live{})
	if err != nil {
		return err
	}
	defer stop()
	return b.measure(ctx)
}

func (b *bench) measure(ctx context.Context) error {
	fmt.Println("| figure | goal | measured |")
	fmt.Println("|---|---|---|")
	for _, row := range []func(context.Context) error{b.commands, b.lives, b.launch} {
		if err := row(ctx); err != nil {
			return err
		}
	}
	return nil
}
