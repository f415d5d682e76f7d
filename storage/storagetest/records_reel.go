package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// testReels: what somebody shows is what they said last, in its order; what they show no more leaves, unless something refers to it.
func testReels(w *world) {
	ctx := context.Background()
	who := w.somebody("reel")
	reel := func() []project.Sample { return must[[]project.Sample](w)(w.r.Reel(ctx, who.ID)) }
	if got := reel(); len(got) != 0 {
		w.Errorf("who shows nothing shows %+v", got)
	}
	sample := func(title, sum string) project.Sample {
		w.at = w.at.Add(time.Second)
		return project.Sample{Title: title, File: project.DeliveryFile{Name: title + ".wav", SHA256: sum, Size: 3, Type: "audio/wav"}, AddedAt: w.at}
	}
	one, two := sample("one", "aa11"), sample("two", "bb22")
	ask(w, "", "put", w.r.PutReel(ctx, who.ID, []project.Sample{two, one}, w.at))
	same(w, "the reel", reel(), []project.Sample{two, one})
	ask(w, "", "put less", w.r.PutReel(ctx, who.ID, []project.Sample{one}, w.at))
	same(w, "what is left", reel(), []project.Sample{one})
	same(w, "what leaves", must[[]string](w)(w.r.LeavingFiles(ctx, 0)), []string{two.File.SHA256})
	ask(w, project.Conflict, "put what leaves", w.r.PutReel(ctx, who.ID, []project.Sample{one, two}, w.at))
	same(w, "after a refusal", reel(), []project.Sample{one})
	other := w.somebody("reel-2")
	ask(w, "", "put the same", w.r.PutReel(ctx, other.ID, []project.Sample{one}, w.at))
	ask(w, "", "put none", w.r.PutReel(ctx, who.ID, nil, w.at))
	if got := reel(); len(got) != 0 {
		w.Errorf("who shows nothing any more shows %+v", got)
	}
	same(w, "what another shows stays", must[[]string](w)(w.r.LeavingFiles(ctx, 0)), []string{two.File.SHA256})
	ask(w, project.NotFound, "the reel of nobody", w.r.PutReel(ctx, "per_nobody", []project.Sample{one}, w.at))
}
