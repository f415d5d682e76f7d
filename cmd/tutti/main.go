// Command tutti is Tutti: the server, the workers, the demonstration and the command line, in one binary.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"tutti/app"
	"tutti/media/tool"
)

// version is set by the build: -ldflags "-X main.version=v1.2.3". The linker can only set a variable.
var version = "dev"

func main() {
	tool.Main(app.SandboxWork()...) // a sandboxed tool is this binary started again; nothing may come before
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the process at once
	os.Exit(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// run is the whole program as a function: the exit status comes back instead of ending the process.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer, env func(string) string) int {
	c := &cli{self: args[0], in: in, out: out, errs: errs, env: env}
	root := c.root()
	root.SetArgs(args[1:])
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	return c.finish(ctx, root.ExecuteContext(ctx))
}
