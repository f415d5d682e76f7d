// Package demo plays the 24-musician track from brief to finished mix: a buyer, a producer and the sellers of the plan,
// each an ordinary client of the public HTTP API and nothing more. What goes wrong on the way goes wrong on purpose: one
// seller declines, one stays silent, one delivers an empty recording, one is asked for a revision.
package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"tutti/api/wire"
	"tutti/demo/board"
	"tutti/demo/ensemble"
	"tutti/demo/score"
	"tutti/examples"
	"tutti/project"
)

// Options say where the demo plays. All are required.
type Options struct {
	Server string // address of the API
	Token  string // of an operator, who invites everybody else
	Dir    string // absolute; the guide and the result are left here, in a folder of the project
	FFmpeg string // path of ffmpeg, with which the players encode what they recorded
	Board  board.Board

	record recorder // the synthesiser when nil
}

// patience is after how long a demo that does not end says what it waits for.
const patience = 4 * time.Minute

// Run plays everything and gives what there is to say about it. It can be called again on the same server: the same
// people make another project.
func Run(ctx context.Context, o Options) (Report, error) {
	d := &demo{options: o, began: time.Now()}
	if !filepath.IsAbs(o.Dir) {
		return Report{}, project.Errorf(project.Invalid, "the demo's folder %q is not absolute", o.Dir)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errSlow)
	defer cancel()
	defer d.leave(ctx)
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{{"invite", d.invite}, {"launch", d.launch}, {"play", d.play}, {"collect", d.collect}} {
		started := time.Now()
		if err := step.do(ctx); err != nil {
			return d.report, d.explain(ctx, err)
		}
		d.report.Phases = append(d.report.Phases, Phase{step.name, time.Since(started)})
	}
	d.report.Took = time.Since(d.began)
	return d.report, nil
}

var errSlow = errors.New("the demo took too long") // a sentinel that is only compared

// demo is one performance.
type demo struct {
	options Options
	began   time.Time
	cast    *cast
	studio  *studio
	project project.ProjectID
	dir     string // of this project
	report  Report
}

// launch makes the project out of the plan, sends the guide up and starts it, all as the buyer.
func (d *demo) launch(ctx context.Context) error {
	text, err := examples.Plan(examples.Track)
	if err != nil {
		return err
	}
	made, err := d.cast.buyer.CreateProject(ctx, text)
	if err != nil {
		return err
	}
	d.project, d.dir = made.ID, filepath.Join(d.options.Dir, string(made.ID))
	if err := d.openStudio(ctx); err != nil {
		return err
	}
	if err := d.sendGuide(ctx); err != nil {
		return err
	}
	_, err = d.cast.buyer.Launch(ctx, made.ID)
	return err
}

// openStudio lets the recording begin while the offers go out.
func (d *demo) openStudio(ctx context.Context) error {
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return project.Because(err, project.Invalid, "cannot make the folder %s: %v", d.dir, err)
	}
	takes, err := os.MkdirTemp(d.dir, "takes-")
	if err != nil {
		return project.Because(err, project.Invalid, "cannot make a folder in %s: %v", d.dir, err)
	}
	record := d.options.record
	if record == nil {
		record = synthesiser(d.options.FFmpeg)
	}
	d.studio = newStudio(takes, record)
	d.studio.begin(ctx, schedule())
	return nil
}

func (d *demo) sendGuide(ctx context.Context) error {
	path := filepath.Join(d.dir, "guide.wav")
	if err := WriteGuide(path); err != nil {
		return err
	}
	up, err := d.cast.buyer.UploadFile(ctx, wire.UploadRequest{ProjectID: d.project, Reference: "guide"}, path, nil)
	if err != nil {
		return err
	}
	if _, err = d.cast.buyer.PutReference(ctx, d.project, "guide", up.ID); err != nil {
		return err
	}
	d.options.Board.Say(fmt.Sprintf("the guide is sent up: %.1f MB, sha256 %.12s", float64(up.Size)/1e6, up.SHA256))
	return nil
}

// WriteGuide writes the click track that everybody records to.
func WriteGuide(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return project.Because(err, project.Invalid, "cannot write the guide: %v", err)
	}
	if err := errors.Join(score.WriteWAV(file, score.Guide(), 16), file.Close()); err != nil {
		return project.Because(err, project.Invalid, "cannot write the guide: %v", err)
	}
	return nil
}

// play lets everybody act by themselves until the producer has approved the final.
func (d *demo) play(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	p := ensemble.NewProducer(d.cast.producer, d.project)
	p.Review, p.Judge = review, d.listen
	follower, err := board.NewFollower(ctx, d.cast.producer, d.project, d.options.Board)
	if err != nil {
		return err
	}
	told := make(chan struct{})
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(told)
		return ended(ctx, follower.Follow(ctx, p.Look))
	})
	for _, s := range d.cast.sellers {
		group.Go(func() error { return ended(ctx, s.run(ctx, d.project, d.studio)) })
	}
	group.Go(func() error {
		defer end() // whoever still waits for an offer goes home
		err := p.Run(ctx)
		awaitLastWords(told)
		return err
	})
	return group.Wait()
}

// awaitLastWords lets the board tell the end, for a moment.
func awaitLastWords(told <-chan struct{}) {
	select {
	case <-told:
	case <-time.After(time.Second):
	}
}

// ended turns "the performance is over" into no error.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// explain says what a demo that took too long was waiting for.
func (d *demo) explain(ctx context.Context, err error) error {
	if !errors.Is(context.Cause(ctx), errSlow) || d.project == "" {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	var open []string
	for sub, err := range d.cast.producer.AllSubGigs(ctx, d.project, "") {
		if err == nil && !sub.State.Ended() {
			open = append(open, fmt.Sprintf("%s is %s", sub.Key, sub.State))
		}
	}
	return project.Because(err, project.Unavailable, "the demo did not end within %s: %s", patience, board.And(append(open, "the project is "+d.stateNow(ctx))))
}

func (d *demo) stateNow(ctx context.Context) string {
	now, err := d.cast.producer.Project(ctx, d.project)
	if err != nil {
		return "not to be seen"
	}
	return string(now.State)
}

// leave takes the keys back and the takes away: what was delivered is on the server. A project that did not come to its
// end is cancelled, so that nobody is asked for it again.
func (d *demo) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if d.studio != nil {
		d.studio.close()
	}
	if d.project != "" && d.report.Took == 0 {
		if _, err := d.cast.buyer.CancelProject(ctx, d.project); err != nil {
			d.options.Board.Say("the unfinished project " + string(d.project) + " could not be cancelled")
		}
	}
	if d.cast != nil {
		d.cast.Dismiss(ctx)
	}
}
