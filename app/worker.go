package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"go.temporal.io/sdk/worker"

	"tutti/activities"
	"tutti/media/assemble"
	"tutti/media/audio"
	"tutti/media/convert"
	"tutti/media/inspect"
	"tutti/media/pcm"
	"tutti/media/split"
	"tutti/media/steps"
	"tutti/media/tool"
	"tutti/project"
	"tutti/workflows"
)

// stopWithin is how long a worker lets its activities finish when the process is told to stop.
const stopWithin = 10 * time.Second

// work starts the workers: one for the process (workflows and SQL), two for media.
func (a *App) work(ctx context.Context) error {
	if !a.config.Worker {
		return nil
	}
	if err := a.workProcess(ctx); err != nil {
		return err
	}
	if err := a.workMedia(); err != nil {
		return err
	}
	a.sweep(ctx)
	a.again(ctx, 0, a.tellOnce)
	a.tellWebhooks(ctx)
	if err := a.pushNotices(ctx); err != nil {
		return err
	}
	if a.ports.Mailer != nil {
		a.again(ctx, 0, a.postOnce)
	}
	return a.process.StartTreasury(ctx)
}

func (a *App) workProcess(ctx context.Context) error {
	w := worker.New(a.temporal, workflows.ProcessQueue, worker.Options{
		MaxConcurrentWorkflowTaskPollers: 8,
		MaxConcurrentActivityTaskPollers: 8,
		// A killed worker leaves workflows pinned to its memory; this is how long a task waits for the dead.
		StickyScheduleToStartTimeout: time.Second,
		WorkerStopTimeout:            stopWithin,
	})
	workflows.Register(w)
	record := &activities.Record{Records: a.ports.Records, Live: a.ports.Live, Assembly: a.ports.Assembly, Log: a.config.Log}
	w.RegisterActivity(record.Commit)
	w.RegisterActivity(record.OpenProject)
	w.RegisterActivity(record.OpenSection)
	w.RegisterActivity(record.Replan)
	w.RegisterActivity(record.Orders)
	w.RegisterActivity((&activities.Errands{Records: a.ports.Records}).GiveUpErrand)
	treasury := &activities.Treasury{Records: a.ports.Records, Live: a.ports.Live, Settlement: a.pays, Every: a.config.treasuryEvery(), Log: a.config.Log,
		Policy: project.PayoutPolicy{Minimum: a.config.Payouts.Minimum, ByHand: a.pays.ByHand()}}
	exports := &activities.Export{Records: a.ports.Records, Objects: a.ports.Objects, Archive: a.records}
	if err := a.workMail(ctx, w); err != nil {
		return err
	}
	w.RegisterActivity(exports.Fail)
	w.RegisterActivity(treasury.SettleDue)
	w.RegisterActivity(treasury.SendPayout)
	a.workWebhooks(w)
	return a.run(w)
}

// workMail sends letters, where there is a way to send them.
func (a *App) workMail(ctx context.Context, w worker.Worker) error {
	if a.ports.Mailer == nil {
		return nil
	}
	key, err := a.unsubscribeKey(ctx)
	if err != nil {
		return err
	}
	courier := &activities.Courier{Records: a.ports.Records, Mailer: a.ports.Mailer, Scribe: a.texts, Linker: a.linker(), Zones: time.LoadLocation,
		AnswerWithin: a.config.Mail.AnswerWithin, PublicURL: a.config.PublicURL, Key: key, Log: a.config.Log}
	w.RegisterActivity(courier.SendLetters)
	return nil
}

func (a *App) workMedia() error {
	shelf, err := a.media()
	if err != nil {
		return err
	}
	inspecting := a.mediaWorker(workflows.InspectQueue, a.config.MediaSlots)
	inspecting.RegisterActivity(shelf.inspect.Inspect)
	inspecting.RegisterActivity(shelf.errands.RunErrand)
	assembling := a.mediaWorker(workflows.AssemblyQueue, 1) // a build uses every core by itself
	assembling.RegisterActivity(shelf.assemble.Build)
	exports := &activities.Export{Records: a.ports.Records, Objects: a.ports.Objects, Archive: a.records}
	assembling.RegisterActivity(exports.Make)
	return errors.Join(a.run(inspecting), a.run(assembling))
}

func (a *App) mediaWorker(queue string, slots int) worker.Worker {
	return worker.New(a.temporal, queue, worker.Options{
		DisableWorkflowWorker:              true,
		MaxConcurrentActivityExecutionSize: slots,
		MaxConcurrentActivityTaskPollers:   2,
		DisableEagerActivities:             true,
		WorkerStopTimeout:                  stopWithin,
	})
}

func (a *App) run(w worker.Worker) error {
	if err := w.Start(); err != nil {
		return err
	}
	a.onStop(w.Stop)
	return nil
}

type mediaActivities struct {
	inspect  *activities.Inspect
	assemble *activities.Assemble
	errands  *activities.Errands
}

// media opens the cache and the sandboxed tools.
func (a *App) media() (mediaActivities, error) {
	scratch := filepath.Join(a.config.DataDir, "scratch")
	if err := os.RemoveAll(scratch); err != nil { // what a killed process left half done
		return mediaActivities{}, err
	}
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return mediaActivities{}, err
	}
	cache, err := pcm.OpenCache(filepath.Join(a.config.DataDir, "cache"), a.config.CacheBytes)
	if err != nil {
		return mediaActivities{}, err
	}
	tools := tool.New(tool.Options{})
	decoder := &audio.Decoder{Tools: tools, Cache: cache}
	inspector, err := inspect.New(inspect.Options{Decoder: decoder})
	if err != nil {
		return mediaActivities{}, err
	}
	made, err := steps.Open(filepath.Join(a.config.DataDir, "cache", "steps"), a.config.CacheBytes)
	if err != nil {
		return mediaActivities{}, err
	}
	builder, err := assemble.New(assemble.Options{Decoder: decoder, Steps: made})
	if err != nil {
		return mediaActivities{}, err
	}
	converter, err := convert.New(decoder)
	if err != nil {
		return mediaActivities{}, err
	}
	handoff := &activities.Handoff{Records: a.ports.Records, Objects: a.ports.Objects, Converter: converter, Scratch: scratch}
	splitter, err := split.New(split.Options{Tools: tools})
	looks := &activities.Inspect{Records: a.ports.Records, Objects: a.ports.Objects, Inspector: inspector, Scratch: scratch}
	return mediaActivities{
		inspect:  looks,
		errands:  &activities.Errands{Records: a.ports.Records, Objects: a.ports.Objects, Inspect: looks, Splitter: splitter, Scratch: scratch},
		assemble: &activities.Assemble{Records: a.ports.Records, Objects: a.ports.Objects, Builder: builder, Handoff: handoff, Scratch: scratch},
	}, err
}
