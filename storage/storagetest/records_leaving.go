package storagetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"tutti/project"
)

// arrived is an upload of the content that is ready.
func (w *world) arrived(p project.ProjectID, content string) (project.Upload, project.DeliveryFile) {
	w.Helper()
	ctx := context.Background()
	up := must[project.Upload](w)(w.r.PutUpload(ctx, w.upload(p, content)))
	sum := sha256.Sum256([]byte(content))
	file := project.DeliveryFile{Name: content, SHA256: hex.EncodeToString(sum[:]), Size: up.Size, Type: up.Type}
	ask(w, "", "check", w.r.MoveUpload(ctx, up.ID, project.UploadOpen, project.UploadChecking, "", w.at))
	ask(w, "", "claim", w.r.MoveUpload(ctx, up.ID, project.UploadChecking, project.UploadChecking, file.SHA256, w.at))
	ask(w, "", "ready", w.r.MoveUpload(ctx, up.ID, project.UploadChecking, project.UploadReady, file.SHA256, w.at))
	return up, file
}

func (w *world) retire(want int) []string {
	w.Helper()
	ctx := context.Background()
	later := w.at.Add(time.Hour)
	if n := must[int](w)(w.r.RetireUploads(ctx, later, later, 0)); n != want {
		w.Errorf("%d uploads were retired, not %d", n, want)
	}
	return must[[]string](w)(w.r.LeavingFiles(ctx, 0))
}

// referring refers to a file in every way there is.
func (w *world) referring(n project.NewProject) map[string]func(project.DeliveryFile) error {
	ctx := context.Background()
	sub := n.SubGigs[0].ID
	return map[string]func(project.DeliveryFile) error{
		"a delivery": func(f project.DeliveryFile) error {
			return w.r.DraftDelivery(ctx, project.Delivery{ID: project.DeliveryID(w.id(project.PrefixDelivery)), Project: n.Project.ID, SubGig: sub, Seller: "per_1",
				Files: []project.DeliveryFile{f}, CreatedAt: w.at})
		},
		"a reference": func(f project.DeliveryFile) error {
			return w.r.PutReferenceFile(ctx, n.Project.ID, "score", f, "per_buyer", w.at)
		},
		"a requirement": func(f project.DeliveryFile) error {
			return w.r.PutRequirementAnswer(ctx, project.RequirementAnswer{Project: n.Project.ID, Requirement: "lyrics", File: &f, Actor: "per_buyer", At: w.at}, nil)
		},
		"an application": func(f project.DeliveryFile) error {
			_, err := w.r.PutApplication(ctx, project.Application{ID: project.ApplicationID(w.id(project.PrefixApplication)), Project: n.Project.ID, SubGig: sub,
				Seller: project.PersonID(w.id(project.PrefixPerson)), Files: []project.DeliveryFile{f}, CreatedAt: w.at})
			return err
		},
		"a message": func(f project.DeliveryFile) error {
			_, err := w.r.PutMessage(ctx, project.Message{ID: project.MessageID(w.id(project.PrefixMessage)), Project: n.Project.ID, Room: project.ProjectRoom,
				Author: project.Voice{Person: "per_1"}, Text: "see", Files: []project.DeliveryFile{f}, Version: 1, CreatedAt: w.at})
			return err
		},
		"a reel": func(f project.DeliveryFile) error {
			who := w.somebody(w.id("reel-"))
			return w.r.PutReel(ctx, who.ID, []project.Sample{{Title: "see", File: f, AddedAt: w.at}}, w.at)
		},
		"an errand": func(f project.DeliveryFile) error {
			_, err := w.r.PutErrand(ctx, project.Errand{ID: project.ErrandID(w.id(project.PrefixErrand)), Kind: project.DryRun, Owner: "per_1",
				Files: []project.DeliveryFile{f}, State: project.ErrandWorking, CreatedAt: w.at})
			return err
		},
	}
}

// testLeavingFiles: a file that something refers to stays, one that nothing refers to leaves and cannot be referred to again.
func testLeavingFiles(w *world) {
	ctx := context.Background()
	n := w.one()
	for how, refer := range w.referring(n) {
		_, used := w.arrived(n.Project.ID, "used as "+how)
		ask(w, "", how, refer(used))
		if leaving := w.retire(1); len(leaving) != 0 {
			w.Errorf("%s: its file leaves", how)
		}
		unused, file := w.arrived(n.Project.ID, "sent for "+how)
		same(w, "leaving", w.retire(1), []string{file.SHA256})
		_, err := w.r.Upload(ctx, unused.ID)
		ask(w, project.NotFound, "the upload", err)
		ask(w, project.Conflict, how+" of a file that leaves", refer(file))
		ask(w, "", "gone", w.r.FilesGone(ctx, []string{file.SHA256}, w.at))
		ask(w, project.Conflict, how+" of a file that is gone", refer(file))
	}
	testBytesComeAgain(w, n)
	testOlderUploads(w, n)
}

// testBytesComeAgain: the same bytes cannot arrive while they are removed, and can once they are gone.
func testBytesComeAgain(w *world, n project.NewProject) {
	ctx := context.Background()
	_, file := w.arrived(n.Project.ID, "again")
	w.retire(1)
	again := must[project.Upload](w)(w.r.PutUpload(ctx, w.upload(n.Project.ID, "again")))
	ask(w, "", "check", w.r.MoveUpload(ctx, again.ID, project.UploadOpen, project.UploadChecking, "", w.at))
	claim := func() error {
		return w.r.MoveUpload(ctx, again.ID, project.UploadChecking, project.UploadChecking, file.SHA256, w.at)
	}
	ask(w, project.Unavailable, "claim what leaves", claim())
	ask(w, "", "gone", w.r.FilesGone(ctx, []string{file.SHA256}, w.at))
	ask(w, "", "claim what is gone", claim())
	ask(w, "", "ready", w.r.MoveUpload(ctx, again.ID, project.UploadChecking, project.UploadReady, file.SHA256, w.at))
	ask(w, "", "refer to it", w.referring(n)["an errand"](file))
	if leaving := w.retire(1); len(leaving) != 0 {
		w.Errorf("%v leaves although it came again", leaving)
	}
}

// testOlderUploads: one of two uploads of the same bytes goes, the bytes stay; so they do while another is on its way.
func testOlderUploads(w *world, n project.NewProject) {
	ctx := context.Background()
	old, file := w.arrived(n.Project.ID, "twice")
	coming := must[project.Upload](w)(w.r.PutUpload(ctx, w.upload(n.Project.ID, "twice")))
	ask(w, "", "check", w.r.MoveUpload(ctx, coming.ID, project.UploadOpen, project.UploadChecking, "", w.at))
	ask(w, "", "claim", w.r.MoveUpload(ctx, coming.ID, project.UploadChecking, project.UploadChecking, file.SHA256, w.at))
	if leaving := w.retire(1); len(leaving) != 0 {
		w.Errorf("%v leaves while it arrives", leaving)
	}
	_, err := w.r.Upload(ctx, old.ID)
	ask(w, project.NotFound, "the older upload", err)
	ask(w, "", "abort", w.r.MoveUpload(ctx, coming.ID, project.UploadChecking, project.UploadAborted, "", w.at))
	same(w, "leaving", w.retire(1), []string{file.SHA256})
	ask(w, "", "gone", w.r.FilesGone(ctx, []string{file.SHA256}, w.at))
	much := w.at.Add(project.LeavingLasts + time.Hour)
	must[int](w)(w.r.RetireUploads(ctx, w.at, much, 0))
	ask(w, "", "refer to it long after", w.referring(n)["an errand"](file)) // nobody has read so long ago that it was there
}

// testConcurrentLeaving: whatever wins, nothing refers to a file that leaves.
func testConcurrentLeaving(w *world) {
	ctx := context.Background()
	n := w.one()
	const files = 12
	type rival struct {
		up   project.Upload
		file project.DeliveryFile
		err  error
	}
	rivals := make([]rival, files)
	for i := range rivals {
		rivals[i].up, rivals[i].file = w.arrived(n.Project.ID, fmt.Sprintf("file %d", i))
	}
	at := w.at.Add(time.Hour)
	ids := make([]project.ErrandID, files)
	for i := range ids {
		ids[i] = project.ErrandID(w.id(project.PrefixErrand))
	}
	var all sync.WaitGroup
	failed := make(chan error, files)
	for range 3 {
		all.Go(func() {
			for range files {
				if _, err := w.r.RetireUploads(ctx, at, at, 1); err != nil {
					failed <- err
				}
			}
		})
	}
	for i := range rivals {
		all.Go(func() {
			_, rivals[i].err = w.r.PutErrand(ctx, project.Errand{ID: ids[i], Kind: project.DryRun, Owner: "per_1", Files: []project.DeliveryFile{rivals[i].file},
				State: project.ErrandWorking, CreatedAt: at})
		})
	}
	all.Wait()
	close(failed)
	for err := range failed {
		w.Error(err)
	}
	w.retire(0)
	leaving := map[string]bool{}
	for _, sum := range must[[]string](w)(w.r.LeavingFiles(ctx, 0)) {
		leaving[sum] = true
	}
	for _, r := range rivals {
		switch code := project.CodeOf(r.err); {
		case code == "" && leaving[r.file.SHA256]:
			w.Errorf("%s is referred to and leaves", r.file.Name)
		case code == project.Conflict && !leaving[r.file.SHA256]:
			w.Errorf("%s was refused and stays", r.file.Name)
		case code != "" && code != project.Conflict:
			w.Error(r.err)
		}
	}
}
