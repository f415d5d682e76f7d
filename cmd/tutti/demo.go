package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"tutti/app"
	"tutti/demo"
	"tutti/demo/board"
	"tutti/media/tool"
	"tutti/project"
)

func (c *cli) demoCommand() *cobra.Command {
	cmd := leaf("demo", "", "run the 24-musician track from brief to finished mix", func(ctx context.Context, _ []string) error {
		return c.demo(ctx)
	})
	cmd.Long = "demo starts everything embedded under --data, lets 24 simulated sellers from 12 countries act as ordinary clients\n" +
		"of the API, leaves the finished mix in DATA/demo and ends. Run it again for another project on the same data. It plays on a server\n" +
		"that runs already, when there is one on --data or when --server and an operator's --token are given."
	cmd.AddCommand(leaf("guide", "FILE", "write the click track that examples/24-musician-track.yaml refers to", func(_ context.Context, args []string) error {
		return demo.WriteGuide(args[0])
	}))
	cmd.AddCommand(c.demoPlay())
	return cmd
}

func (c *cli) demo(ctx context.Context) error {
	ffmpeg, err := tool.New(tool.Options{}).Path(tool.FFmpeg)
	if err != nil {
		return err
	}
	data, dir, log, err := c.backstage()
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	report, err := c.perform(ctx, data, log, demo.Options{Dir: dir, FFmpeg: ffmpeg})
	if err != nil {
		c.note("the server's log is in %s", log.Name())
		return err
	}
	return c.applaud(ctx, report)
}

// backstage makes the folder for results, and opens the server's log in it.
func (c *cli) backstage() (data, dir string, log *os.File, err error) {
	if data, err = filepath.Abs(c.data); err != nil { // the embedded S3 changes the working directory
		return "", "", nil, project.Because(err, project.Invalid, "the data directory %q cannot be found", c.data)
	}
	c.dataGiven, c.data = c.data, data
	dir = filepath.Join(data, "demo")
	if err = os.MkdirAll(dir, 0o755); err != nil {
		return "", "", nil, project.Because(err, project.Invalid, "cannot make the folder %s: %v", dir, err)
	}
	if log, err = os.OpenFile(filepath.Join(dir, "log.txt"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644); err != nil {
		return "", "", nil, project.Because(err, project.Invalid, "cannot write in %s: %v", dir, err)
	}
	return data, dir, log, nil
}

// perform shows the board while everything runs; it is closed, and the server stopped, before anything else is said.
func (c *cli) perform(ctx context.Context, data string, log *os.File, o demo.Options) (demo.Report, error) {
	shown := board.New(c.out, c.env)
	if c.format != "table" {
		shown = board.New(c.errs, c.env)
	}
	defer shown.Close()
	o.Board = shown
	began := time.Now()
	on, end, err := c.stage(ctx, data, log, shown.Say)
	if err != nil {
		return demo.Report{}, err
	}
	defer end()
	o.Server, o.Token = on.server, on.token
	up := demo.Phase{Name: "start", Took: time.Since(began)}
	report, err := demo.Run(ctx, o)
	report.Phases = append([]demo.Phase{up}, report.Phases...)
	return report, err
}

// stage finds the server to play on: the one that is given or that works on the data directory already, else everything
// is started in this process until end is called.
func (c *cli) stage(ctx context.Context, data string, log *os.File, say func(string)) (on place, end func(), err error) {
	p, err := c.find()
	if err == nil && (c.server != "" || p.answers(ctx)) {
		say("playing on the server at " + p.server)
		_, err = c.connect(ctx)
		return p, func() {}, err
	}
	s := settings{listen: freePort, mediaSlots: max(2, runtime.NumCPU())} // nobody else needs the processor
	config := s.config(data, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelWarn})))
	config.API, config.Worker = true, true
	say("starting Temporal, database, Redis and S3 under " + data)
	running, err := app.Start(ctx, config)
	if err != nil {
		return place{}, nil, err
	}
	say("Tutti is up at " + running.URL())
	return place{server: running.URL(), token: running.Operator().Token, own: true}, running.Stop, nil
}

func (c *cli) applaud(ctx context.Context, r demo.Report) error {
	if err := c.answer(r, outcome(r), credits(r.Credits)); err != nil || c.format != "table" {
		return err
	}
	id := string(r.Project.ID) + c.dataFlag()
	next := []string{"project show " + id, "project credits " + id, "verify " + id + "      reads and recomputes everything"}
	p, err := c.find()
	gone := err == nil && !p.answers(ctx)
	if gone {
		next = append([]string{"dev" + c.dataFlag() + "      serves these data, stays up and prints links to sign in by"}, next...)
		p.server = "http://" + ownListen
	}
	if err := c.recommend(next...); err != nil {
		return err
	}
	return c.pointAt(p.server+"/projects/"+string(r.Project.ID), gone)
}

// pointAt ends with where the finished project is seen and heard.
func (c *cli) pointAt(address string, later bool) error {
	when := ""
	if later {
		when = "      once the data are served"
	}
	_, err := fmt.Fprintf(c.out, "\nIn your browser\n  %s%s\n", address, when)
	return err
}
