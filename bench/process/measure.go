package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// rounds alternate the two sides, so that a noisy minute hits both.
const (
	rounds   = 6
	perRound = 40
)

// cpu is what the process has used so far: the server, the worker and the callers all run in it.
func cpu() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // cannot fail for oneself
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// resident is the resident memory of the process in MiB.
func resident() float64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseFloat(strings.Fields(string(text))[1], 64)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}

func spent(what func() error) (time.Duration, error) {
	began := cpu()
	err := what()
	return cpu() - began, err
}

func row(figure, goal, format string, args ...any) {
	fmt.Printf("| %s | %s | %s |\n", figure, goal, fmt.Sprintf(format, args...))
}

// commands measures accept against a bare update with one SQL activity.
func (b *bench) commands(ctx context.Context) error {
	var product, limit time.Duration
	for round := range rounds {
		e, err := b.launched(ctx, perRound)
		if err != nil {
			return err
		}
		ours, err := spent(func() error { return each(perRound, func(i int) error { return b.accept(ctx, e, i) }) })
		if err != nil {
			return err
		}
		bare, err := b.bareUpdates(ctx, fmt.Sprintf("commands-%d", round), perRound)
		if err != nil {
			return err
		}
		if round > 0 { // the first round warms both sides up
			product, limit = product+ours, limit+bare
		}
	}
	n := time.Duration((rounds - 1) * perRound)
	row("a command against a bare Update + one SQL activity", "<= 1.3 x CPU", "%.2f x (%.1f ms against %.1f ms CPU each)", ratio(product, limit), ms(product/n), ms(limit/n))
	return nil
}

// lives measures accept, submit, inspect, approve against the sum of three updates with an activity and two activities.
func (b *bench) lives(ctx context.Context) error {
	var product, limit time.Duration
	events := 0
	for round := range rounds {
		e, err := b.launched(ctx, perRound)
		if err != nil {
			return err
		}
		ours, err := spent(func() error { return each(perRound, func(i int) error { return b.life(ctx, e, i) }) })
		if err != nil {
			return err
		}
		bare, err := b.bareLives(ctx, fmt.Sprintf("lives-%d", round), perRound)
		if err != nil {
			return err
		}
		if round > 0 {
			product, limit = product+ours, limit+bare
		}
		if events, err = b.sectionEvents(ctx, e); err != nil {
			return err
		}
	}
	n := time.Duration((rounds - 1) * perRound)
	row("a whole sub-gig life against the sum of its bare updates and activities", "<= 1.2 x CPU", "%.2f x (%.1f ms against %.1f ms CPU each)", ratio(product, limit), ms(product/n), ms(limit/n))
	row("history events of a sub-gig's life", "<= 45", "%.1f", float64(events)/perRound)
	return nil
}

func (b *bench) life(ctx context.Context, e ensemble, i int) error {
	for _, step := range []func(context.Context, ensemble, int) error{b.accept, b.submit, b.reviewed, b.approve} {
		if err := step(ctx, e, i); err != nil {
			return err
		}
	}
	return nil
}

// launch measures a project of 2,000 sub-gigs from the launch to its offers.
func (b *bench) launch(ctx context.Context) error {
	const many = 2000
	e, draft := b.draft(many)
	before := resident()
	if err := b.records.CreateProject(ctx, draft); err != nil {
		return err
	}
	began := time.Now()
	if err := b.process.Launch(ctx, e.id, "per_buyer", "launch-"+string(e.id)); err != nil {
		return err
	}
	if err := b.until(ctx, func() bool { return b.offers(ctx, e) > 0 }); err != nil {
		return err
	}
	first := time.Since(began)
	if err := b.until(ctx, func() bool { return b.offers(ctx, e) == many }); err != nil {
		return err
	}
	row("2,000 sub-gigs launched: first offers out", "<= 2 s", "%.2f s (all 2,000 after %.2f s)", first.Seconds(), time.Since(began).Seconds())
	row("memory of worker + server grows", "<= 100 MiB", "%.0f MiB", resident()-before)
	return nil
}

func (b *bench) bareUpdates(ctx context.Context, id string, n int) (time.Duration, error) {
	if err := b.bare.start(ctx, id); err != nil {
		return 0, err
	}
	used, err := spent(func() error {
		return each(n, func(i int) error { return b.bare.update(ctx, id, strconv.Itoa(i)) })
	})
	if err != nil {
		return 0, err
	}
	return used, b.temporal.SignalWorkflow(ctx, id, "", "end", nil)
}

// bareLives adds, for each life, three updates with an activity and two activities without (the inspection, and the
// commit of its result).
func (b *bench) bareLives(ctx context.Context, id string, n int) (time.Duration, error) {
	updates, err := b.bareUpdates(ctx, id+"-updates", 3*n)
	if err != nil {
		return 0, err
	}
	if err := b.bare.start(ctx, id); err != nil {
		return 0, err
	}
	activities, err := spent(func() error {
		return each(2*n, func(i int) error {
			if err := b.temporal.SignalWorkflow(ctx, id, "", "step", fmt.Sprintf("%s/%d", id, i)); err != nil {
				return err
			}
			return b.until(ctx, func() bool { return b.bare.done(id, i) })
		})
	})
	if err != nil {
		return 0, err
	}
	return updates + activities, b.temporal.SignalWorkflow(ctx, id, "", "end", nil)
}

func each(n int, do func(int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
