package app

import (
	"archive/zip"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// gated is a plan of two sections whose every sub-gig waits for the lyrics.
func gated() []byte {
	const n = project.SectionSize + 20
	plan := "title: Gated\ncurrency: EUR\ndelivery: {kind: file}\nrecipe: {kind: bundle}\nclocks: {preview: 1h}\nwatermark: Q\n" +
		"requirements:\n  - {key: lyrics, title: The lyrics, kind: text}\nsub_gigs:\n"
	for i := range n {
		plan += fmt.Sprintf("  - {key: s%d, title: Part %d, role: tester, price: \"10.00\", cast: [ama]}\n", i, i)
	}
	return []byte(plan)
}

// TestNoAnswerIsLostInTheLaunch answers before, after and in the middle of a launch of the whole of Tutti; whenever the
// answer comes, every sub-gig is offered. Then one of them goes from hand to hand, and its pack comes out of the real store.
func TestNoAnswerIsLostInTheLaunch(t *testing.T) {
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, Log: heard(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	for _, order := range []string{"answer, launch", "launch, answer", "both", "both", "both", "both"} {
		created, err := w.buyer.CreateProject(w.ctx(), gated())
		w.must(err)
		w.id = created.ID
		steps := map[string]func(){
			"launch": func() {
				if _, err := w.buyer.Launch(w.ctx(), w.id); err != nil {
					t.Errorf("launch: %v", err)
				}
			},
			"answer": func() {
				if _, err := w.buyer.AnswerRequirement(w.ctx(), w.id, "lyrics", wire.RequirementRequest{Value: "La la la"}); err != nil {
					t.Errorf("answer: %v", err)
				}
			},
		}
		if order == "both" {
			var both sync.WaitGroup
			both.Go(steps["launch"])
			both.Go(steps["answer"])
			both.Wait()
		}
		for step := range strings.SplitSeq(order, ", ") {
			if do := steps[step]; do != nil {
				do()
			}
		}
		w.noneWaits(order)
	}
	w.takenOver()
}

// noneWaits gives the sections the time to offer what is theirs.
func (w *world) noneWaits(order string) {
	w.t.Helper()
	waiting := 0
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		waiting = 0
		for _, err := range w.buyer.AllSubGigs(w.ctx(), w.id, project.Waiting) {
			w.must(err)
			waiting++
		}
		if waiting == 0 {
			return
		}
	}
	w.t.Errorf("%s: %d sub-gigs wait for an answer that was given", order, waiting)
}

func (w *world) takenOver() {
	w.t.Helper()
	sub := w.sub(0, project.Offered)
	_, err := w.seller.Accept(w.ctx(), sub.Offer.ID)
	w.must(err)
	w.deliver(0, "the first version")
	reviewed := w.sub(0, project.InReview)
	_, err = w.buyer.Review(w.ctx(), reviewed.DeliveryID, wire.ReviewRequest{Decision: project.Release})
	w.must(err)
	path := filepath.Join(w.t.TempDir(), "pack.zip")
	w.must(w.buyer.TakeoverPack(w.ctx(), sub.ID, path))
	pack, err := zip.OpenReader(path)
	w.must(err)
	defer func() { _ = pack.Close() }()
	names := []string{}
	for _, f := range pack.File {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "brief.md comments.md record.json references/requirements.md versions/v1/work.proof.pdf versions/v1/about.md" {
		w.t.Error(got)
	}
	if text := w.textOf(pack, "versions/v1/work.proof.pdf"); strings.TrimSpace(text) != "Q" {
		w.t.Errorf("the pages of the proof say %q: not just the watermark of the plan", text)
	}
	record, err := w.buyer.SubGigRecord(w.ctx(), sub.ID, "")
	w.must(err)
	if len(record.Record.Transactions) != 2 || len(record.Record.Deliveries) != 1 || record.Record.Standing.Clock.Seller == 0 {
		w.t.Errorf("%+v", record)
	}
}

// textOf is what can be taken out of the pages of a PDF in a pack.
func (w *world) textOf(pack *zip.ReadCloser, name string) string {
	w.t.Helper()
	f, err := pack.Open(name)
	w.must(err)
	defer func() { _ = f.Close() }()
	convert := exec.CommandContext(w.ctx(), "pdftotext", "-", "-")
	convert.Stdin = f
	text, err := convert.Output()
	w.must(err)
	return string(text)
}
