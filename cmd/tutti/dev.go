package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/app"
	"tutti/demo"
	"tutti/project"
)

// ownListen is where a newcomer's server listens: on this machine only.
const ownListen = "127.0.0.1:8080"

func (c *cli) devCommand() *cobra.Command {
	var s settings
	cmd := leaf("dev", "", "serve everything from one data directory, and stay up", func(ctx context.Context, _ []string) error {
		return c.stay(ctx, s, func(config *app.Config) { config.API, config.Worker = true, true }, c.visitors)
	})
	cmd.Long = "dev serves the API and runs the workers. Temporal, the database, Redis and S3 are embedded and keep their data\nunder --data, each unless its address is given. When the demo has played there, it prints links to sign in as people of it."
	s.serving(cmd.Flags(), ownListen)
	s.working(cmd.Flags())
	s.booking(cmd.Flags())
	s.inviting(cmd.Flags())
	s.telling(cmd.Flags())
	s.keeping(cmd.Flags())
	s.copying(cmd.Flags())
	s.servers(cmd.Flags(), embeddedWhenEmpty)
	return cmd
}

// more adds lines to what is said when Tutti is up.
type more func(context.Context, *app.App, *table) error

// stay runs Tutti until a signal comes or a part of it ends by itself.
func (c *cli) stay(ctx context.Context, s settings, shape func(*app.Config), add ...more) error {
	if err := s.check(); err != nil {
		return err
	}
	level, err := s.level()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(c.errs, &slog.HandlerOptions{Level: level}))
	data, err := filepath.Abs(c.data) // the embedded S3 changes the working directory
	if err != nil {
		return project.Because(err, project.Invalid, "the data directory %q cannot be found", c.data)
	}
	config := s.config(data, log)
	shape(&config)
	running, err := app.Start(ctx, config)
	if err != nil {
		return err
	}
	defer running.Stop()
	if err := c.welcome(ctx, config, running, add); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		c.note("stopping")
		return nil
	case err := <-running.Failed():
		return project.Because(err, project.Unavailable, "a part of Tutti ended by itself: %v", err)
	}
}

// welcome says where everything is and what can be done next.
func (c *cli) welcome(ctx context.Context, config app.Config, a *app.App, add []more) error {
	t := shown(config, a)
	t.title = "Tutti " + version + " is up"
	var next []string
	if config.API {
		t.add("operator's token", "in "+app.CredentialsPath(config.DataDir)+"; commands on this machine find it there")
		address, code, err := a.SetupLink(ctx)
		if err != nil {
			return err
		}
		if address != "" {
			t.add("operator signs in", address)
			t.add("", "works once, within a day; the code beside it is "+code)
		}
		next = []string{
			"project list" + c.dataFlag(),
			"project launch examples/podcast-trailer.yaml" + c.dataFlag(),
			"people token theo-marsh" + c.dataFlag() + "      a token to act as a seller of that plan",
		}
	}
	for _, more := range add {
		if err := more(ctx, a, &t); err != nil {
			return err
		}
	}
	if err := t.write(c.out); err != nil {
		return err
	}
	return c.recommend(next...)
}

// visitors adds links to sign in as people of the demo, when it has played on these data. Somebody real who has the name of one of
// them is not let out: people of the demo have no address.
func (c *cli) visitors(ctx context.Context, a *app.App, t *table) error {
	parts := []string{"buyer", "producer", "seller"}
	for i, invented := range demo.Visitors() {
		known, err := a.Known(ctx, invented.Handle)
		if project.CodeOf(err) == project.NotFound || err == nil && (known.Name != invented.Name || known.Email != "") {
			continue
		}
		if err != nil {
			return err
		}
		way, err := a.WayIn(ctx, known)
		if err != nil {
			return err
		}
		t.add("demo's "+parts[i]+" signs in", way)
	}
	return nil
}

// recommend lists commands to try.
func (c *cli) recommend(commands ...string) error {
	if len(commands) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString("\nNext\n")
	for _, command := range commands {
		fmt.Fprintf(&b, "  %s %s\n", c.name(), command)
	}
	_, err := io.WriteString(c.out, b.String())
	return err
}
