// Command browser measures how soon pages can be used in headless Chromium, against the same picture as bare HTML.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"tutti/bench/running"
)

func main() {
	cards := flag.Int("cards", 500, "sub-gigs on the board")
	many := flag.Int("many", 17_572, "sub-gigs on the large board")
	stems := flag.Int("stems", 24, "stems in the review room")
	seconds := flag.Int("seconds", 210, "seconds of each stem")
	flag.Parse()
	if err := run(context.Background(), *cards, *many, *stems, *seconds); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cards, many, stems, seconds int) error {
	dir, err := os.MkdirTemp("", "tutti-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p, err := running.Start(ctx, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer p.Stop()
	board, err := p.Launch(ctx, boardPlan(cards))
	if err != nil {
		return err
	}
	large, err := p.Launch(ctx, boardPlan(many))
	if err != nil {
		return err
	}
	reviewed, err := recordTrack(ctx, p, dir, stems, seconds)
	if err != nil {
		return err
	}
	p.Settle()
	fmt.Println("| figure | goal | measured |")
	fmt.Println("|---|---|---|")
	return measure(ctx, p, []page{
		{Figure: fmt.Sprintf("board of %d cards", cards), Goal: "<= 1.5 s", Path: "/projects/" + string(board), Cards: cards},
		{Figure: fmt.Sprintf("board of %d cards", many), Path: "/projects/" + string(large), Cards: many},
		{Figure: fmt.Sprintf("review room of %d stems of %d s, all in the mix", stems, seconds), Goal: "<= 2 s", Path: "/deliveries/" + string(reviewed), Lanes: stems},
	})
}

// page is what web/browser/measure.mjs opens, and what must be there before it counts as ready.
type page struct {
	Figure string `json:"-"`
	Goal   string `json:"-"`
	Path   string `json:"path"`
	Cards  int    `json:"cards,omitempty"`
	Lanes  int    `json:"lanes,omitempty"`
}

// found are medians, in seconds.
type found struct {
	Ours  float64 `json:"ours"`  // from the request until everything is there and the browser idles
	First float64 `json:"first"` // until the first card or lane is there
	Bare  float64 `json:"bare"`  // as ours, of the same picture as one file of HTML without programs
	React float64 `json:"react"` // from a key or press to the picture that answers it
}

func measure(ctx context.Context, p *running.Program, pages []page) error {
	asked, err := json.Marshal(map[string]any{"server": p.Server, "token": p.Token, "pages": pages})
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", "browser/measure.mjs")
	cmd.Dir, cmd.Stderr = "web", os.Stderr
	cmd.Env = append(os.Environ(), "TUTTI_MEASURE="+string(asked))
	text, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("measure in the browser: %w", err)
	}
	var all []found
	if err := json.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("what the browser measured: %w", err)
	}
	for i, f := range all {
		fmt.Printf("| %s: interactive | %s | %.2f s, %.1f x of the bare page (%.2f s); the first after %.2f s, answers in %.2f s |\n",
			pages[i].Figure, cmp.Or(pages[i].Goal, "usable"), f.Ours, f.Ours/f.Bare, f.Bare, f.First, f.React)
	}
	return nil
}
