package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

func (w *world) upload(id project.ProjectID, name string) project.Upload {
	return project.Upload{ID: project.UploadID(w.id(project.PrefixUpload)), Owner: "per_a", Project: id, SubGig: "sub_a", Name: name, Size: 1 << 40,
		Type: "audio/wav", Fingerprint: "f1", PartSize: 8 << 20, Parts: 3, StoreID: "s1", State: project.UploadOpen, CreatedAt: w.at, UpdatedAt: w.at}
}

func testUploads(w *world) {
	ctx := context.Background()
	n := w.one()
	u := w.upload(n.Project.ID, "take.wav")
	same(w, "put", must[project.Upload](w)(w.r.PutUpload(ctx, u)), u)
	again := u
	again.StoreID = "s2"
	same(w, "put again", must[project.Upload](w)(w.r.PutUpload(ctx, again)), u)
	same(w, "get", must[project.Upload](w)(w.r.Upload(ctx, u.ID)), u)
	_, err := w.r.Upload(ctx, "upl_none")
	ask(w, project.NotFound, "an unknown upload", err)
	_, err = w.r.PutUpload(ctx, w.upload("prj_none", "x"))
	ask(w, project.NotFound, "an upload to no project", err)

	same(w, "open one like it", must[project.Upload](w)(w.r.OpenUpload(ctx, again)), u)
	for name, change := range map[string]func(*project.Upload){
		"owner": func(u *project.Upload) { u.Owner = "per_b" }, "sub-gig": func(u *project.Upload) { u.SubGig = "" },
		"name": func(u *project.Upload) { u.Name = "x" }, "size": func(u *project.Upload) { u.Size = 1 }, "fingerprint": func(u *project.Upload) { u.Fingerprint = "f2" },
	} {
		other := u
		change(&other)
		_, err := w.r.OpenUpload(ctx, other)
		ask(w, project.NotFound, "another "+name, err)
	}
	testMoves(w, u)

	old := must[project.Upload](w)(w.r.PutUpload(ctx, w.upload(n.Project.ID, "old.wav")))
	must[project.Upload](w)(w.r.PutUpload(ctx, w.upload(n.Project.ID, "young.wav")))
	same(w, "stale", must[[]project.Upload](w)(w.r.StaleUploads(ctx, old.UpdatedAt.Add(time.Microsecond), 10)), []project.Upload{old})
}

func testMoves(w *world, u project.Upload) {
	ctx := context.Background()
	at := w.at.Add(time.Minute)
	ask(w, "", "open to checking", w.r.MoveUpload(ctx, u.ID, project.UploadOpen, project.UploadChecking, "", at))
	_, err := w.r.OpenUpload(ctx, u)
	ask(w, project.NotFound, "while it is checked", err)
	ask(w, "", "checking to ready", w.r.MoveUpload(ctx, u.ID, project.UploadChecking, project.UploadReady, "cafe", at))
	ask(w, "", "again", w.r.MoveUpload(ctx, u.ID, project.UploadChecking, project.UploadReady, "cafe", at.Add(time.Hour)))
	ask(w, project.Conflict, "from a state it is not in", w.r.MoveUpload(ctx, u.ID, project.UploadOpen, project.UploadAborted, "", at))
	ask(w, project.NotFound, "an unknown upload", w.r.MoveUpload(ctx, "upl_none", project.UploadOpen, project.UploadAborted, "", at))
	u.State, u.SHA256, u.UpdatedAt = project.UploadReady, "cafe", at
	same(w, "the ready upload", must[project.Upload](w)(w.r.OpenUpload(ctx, u)), u)
}

func testDeliveries(w *world) {
	ctx := context.Background()
	n := w.one()
	h := newHost(w, w.r, n)
	h.fund(10000)
	h.start()
	h.accept(0, 0)
	sub := n.SubGigs[0].ID
	draft := project.Delivery{ID: project.DeliveryID(w.id(project.PrefixDelivery)), Project: n.Project.ID, SubGig: sub, Seller: n.People[0].ID, Version: 9,
		State: project.DeliveryApproved, Note: "naïve ☃",
		Declaration: &project.Declaration{Material: []project.Material{{Title: "Rain", Licence: "CC0-1.0"}}, Generated: "☃"}, Files: []project.DeliveryFile{{Name: "a.wav", SHA256: "aa", Size: 1, Type: "audio/wav"}}, CreatedAt: w.at}
	ask(w, "", "draft", w.r.DraftDelivery(ctx, draft))
	stored := draft
	stored.Version, stored.State = 0, project.DeliveryDraft
	same(w, "a draft is a draft", must[project.Delivery](w)(w.r.Delivery(ctx, draft.ID)), stored)
	draft.Note = "changed"
	ask(w, "", "draft again", w.r.DraftDelivery(ctx, draft))
	same(w, "the first draft", must[project.Delivery](w)(w.r.Delivery(ctx, draft.ID)), stored)
	orphan := draft
	orphan.ID, orphan.SubGig = project.DeliveryID(w.id(project.PrefixDelivery)), "sub_none"
	ask(w, project.NotFound, "a delivery to no sub-gig", w.r.DraftDelivery(ctx, orphan))
	_, err := w.r.Delivery(ctx, "dlv_none")
	ask(w, project.NotFound, "an unknown delivery", err)

	first := h.submit(0, 0)
	h.inspect(0, 0, true)
	review := h.decide(0, 0, project.Revise)
	second := h.submit(0, 0)
	all := must[[]project.Delivery](w)(w.r.Deliveries(ctx, sub))
	if len(all) != 2 || all[0].ID != first || all[1].ID != second || all[0].Version != 1 || all[1].Version != 2 {
		w.Fatalf("versions: %+v", all)
	}
	if all[0].State != project.DeliveryRevised || all[0].Inspection == nil || all[1].State != project.DeliverySubmitted || all[1].Inspection != nil || !all[1].SubmittedAt.Equal(h.now) {
		w.Errorf("states: %+v", all)
	}
	judged := must[project.Delivery](w)(w.r.Delivery(ctx, first))
	ask(w, "", "inspect again", w.r.PutInspection(ctx, project.Inspection{Delivery: first}, w.at))
	same(w, "the first inspection counts", must[project.Delivery](w)(w.r.Delivery(ctx, first)), judged)
	ask(w, project.NotFound, "inspect nothing", w.r.PutInspection(ctx, project.Inspection{Delivery: "dlv_none"}, w.at))
	testReviews(w, h, sub, second, review)
}

func testReviews(w *world, h *host, sub project.SubGigID, delivery project.DeliveryID, decided project.ReviewID) {
	ctx := context.Background()
	h.inspect(0, 0, true)
	open := h.draftReview(h.subGig(0, 0), project.Approve)
	reviews := must[[]project.Review](w)(w.r.Reviews(ctx, sub))
	if len(reviews) != 1 || reviews[0].ID != decided || reviews[0].Decision != project.Revise || reviews[0].State != project.ReviewDecided || len(reviews[0].Notes) != 1 {
		w.Errorf("only what was decided is listed: %+v", reviews)
	}
	h.now = h.now.Add(time.Second)
	ask(w, "", "decide", h.do(0, sub, project.Command{Kind: project.Decide, Actor: "per_producer", Delivery: delivery, Decision: project.Approve, Review: open}))
	reviews = must[[]project.Review](w)(w.r.Reviews(ctx, sub))
	if len(reviews) != 2 || reviews[1].ID != open {
		w.Errorf("oldest first: %+v", reviews)
	}
	ask(w, "", "draft again", w.r.DraftReview(ctx, project.Review{ID: open, Delivery: delivery, Decision: project.Revise}))
	same(w, "a decided review stays", must[[]project.Review](w)(w.r.Reviews(ctx, sub)), reviews)
	ask(w, project.NotFound, "a review of nothing", w.r.DraftReview(ctx, project.Review{ID: "rev_new", Delivery: "dlv_none", CreatedAt: w.at}))
	checkBooks(w, w.r, h.id)
}

func testArtifacts(w *world) {
	ctx := context.Background()
	n := w.one()
	make1 := func(kind project.ArtifactKind, build string) project.Artifact {
		return project.Artifact{ID: project.ArtifactID(w.id(project.PrefixArtifact)), Project: n.Project.ID, Kind: kind, Build: build, CreatedAt: w.at,
			Manifest: project.Manifest{Project: n.Project.ID, Title: "A song", Kind: kind, Tools: []string{"x"}, LUFS: -14}}
	}
	preview := make1(project.ArtifactPreview, "b1")
	same(w, "put", must[project.Artifact](w)(w.r.PutArtifact(ctx, preview)), preview)
	same(w, "the same id again", must[project.Artifact](w)(w.r.PutArtifact(ctx, preview)), preview)
	same(w, "the same build again", must[project.Artifact](w)(w.r.PutArtifact(ctx, make1(project.ArtifactPreview, "b1"))), preview)
	clash := preview
	clash.Build = "b9"
	_, err := w.r.PutArtifact(ctx, clash)
	ask(w, project.Conflict, "the same id for another build", err)
	same(w, "get", must[project.Artifact](w)(w.r.Artifact(ctx, preview.ID)), preview)
	_, err = w.r.Artifact(ctx, "art_none")
	ask(w, project.NotFound, "an unknown artifact", err)
	orphan := make1(project.ArtifactFinal, "b1")
	orphan.Project = "prj_none"
	_, err = w.r.PutArtifact(ctx, orphan)
	ask(w, project.NotFound, "an artifact of no project", err)

	second := must[project.Artifact](w)(w.r.PutArtifact(ctx, make1(project.ArtifactPreview, "b2")))
	final := must[project.Artifact](w)(w.r.PutArtifact(ctx, make1(project.ArtifactFinal, "b2")))
	same(w, "newest first", must[[]project.Artifact](w)(w.r.Artifacts(ctx, n.Project.ID, "", 2)), []project.Artifact{final, second})
	same(w, "previews", must[[]project.Artifact](w)(w.r.Artifacts(ctx, n.Project.ID, project.ArtifactPreview, 9)), []project.Artifact{second, preview})
}

func testInputs(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 4, sectionSize: 4, price: 100, candidates: 1})
	h := newHost(w, w.r, n)
	h.fund(400)
	h.start()
	h.approve(0, 2)
	h.accept(0, 3)
	ask(w, "", "cancel", h.do(0, n.SubGigs[1].ID, project.Command{Kind: project.Cancel, Actor: "per_buyer"}))
	inputs := must[[]project.Input](w)(w.r.Inputs(ctx, n.Project.ID))
	if len(inputs) != 3 {
		w.Fatalf("%d inputs, not 3: %+v", len(inputs), inputs)
	}
	missing := project.Input{SubGig: n.SubGigs[0].ID, Key: "part-0", Title: "Part 0", Role: "drummer", Place: n.SubGigs[0].Place,
		State: h.subGig(0, 0).State}
	same(w, "a missing one", inputs[0], missing)
	approved := project.Input{SubGig: n.SubGigs[2].ID, Key: "part-2", Title: "Part 2", Role: "drummer", Place: n.SubGigs[2].Place,
		Delivery: h.subGig(0, 2).Delivery, Version: 1, Credit: project.Credit{Name: n.People[0].Name, Role: "drummer", Country: "GH"},
		Files: must[project.Delivery](w)(w.r.Delivery(ctx, h.subGig(0, 2).Delivery)).Inspection.Files}
	same(w, "an approved one", inputs[1], approved)
	if !inputs[2].Missing() || inputs[2].Credit != (project.Credit{}) {
		w.Errorf("work in hand is missing and gives no credit: %+v", inputs[2])
	}
	if inputs[2].State != project.Working || inputs[2].Awaited != n.People[0].Name {
		w.Errorf("work in hand says who is waited for: %+v", inputs[2])
	}
}
