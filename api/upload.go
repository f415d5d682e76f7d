package api

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tutti/api/wire"
	"tutti/project"
)

const (
	putValid = 15 * time.Minute // signed addresses for sending
	getValid = 5 * time.Minute  // and for fetching
)

func (a *API) registerUpload() {
	add(a, operation{id: "create-upload", method: post, path: root + "/uploads", tag: "upload", status: http.StatusCreated,
		summary: "Begins an upload, or finds the one that was begun before",
		text:    "201 for a new upload, 200 for one with the same fingerprint, which goes on with the parts that are not done.",
		rules:   rules{command: true}}, a.createUpload)
	create := a.huma.OpenAPI().Paths[root+"/uploads"].Post
	create.Responses["200"] = create.Responses["201"]
	add(a, operation{id: "get-upload", method: get, path: root + "/uploads/{id}", tag: "upload", summary: "Gives one upload and its parts that have arrived"}, a.getUpload)
	add(a, operation{id: "delete-upload", method: del, path: root + "/uploads/{id}", tag: "upload", status: http.StatusNoContent,
		summary: "Throws an upload away", rules: rules{command: true}}, a.deleteUpload)
	add(a, operation{id: "sign-parts", method: post, path: root + "/uploads/{id}/sign", tag: "upload", summary: "Gives addresses to PUT parts to",
		text: "Changes nothing, so it needs no Idempotency-Key. The addresses hold for 15 minutes."}, a.signParts)
	add(a, operation{id: "complete-upload", method: post, path: root + "/uploads/{id}/complete", tag: "upload", summary: "Joins the parts and reads the whole again",
		text:  "Answers with the SHA-256 as the server read it, or 409 naming the parts that are missing. It takes as long as the reading takes.",
		rules: rules{command: true, within: completeTimeout}}, a.completeUpload)
}

// upload opens an upload: it is its owner's alone.
func (a *API) upload(ctx context.Context, id project.UploadID) (project.Upload, error) {
	if project.CheckID(project.PrefixUpload, string(id)) != nil {
		return project.Upload{}, nobody()
	}
	up, err := a.o.Records.Upload(ctx, id)
	if err != nil {
		return up, hide(err)
	}
	if may(ctx, project.UseUpload, project.Thing{Owner: up.Owner}) != nil {
		return up, nobody()
	}
	return up, nil
}

func (a *API) createUpload(ctx context.Context, in *struct{ Body wire.UploadRequest }) (*made[wire.Upload], error) {
	if err := a.checkUpload(ctx, in.Body); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	id := project.UploadID(c.id(project.PrefixUpload))
	size := project.PartSizeFor(in.Body.Size)
	up := project.Upload{ID: id, Owner: actor(ctx).ID, Project: in.Body.ProjectID, SubGig: in.Body.SubGigID, Name: in.Body.Name, Size: in.Body.Size,
		Type: mediaType(in.Body.Type), Fingerprint: fingerprint(in.Body), PartSize: size, Parts: project.PartCount(in.Body.Size, size),
		State: project.UploadOpen, CreatedAt: c.at, UpdatedAt: c.at}
	found, err := a.goOn(ctx, up)
	if err != nil {
		return nil, err
	}
	if found != nil && found.ID != id {
		return &made[wire.Upload]{http.StatusOK, *found}, nil
	}
	if found == nil {
		if found, err = a.begin(ctx, up); err != nil {
			return nil, err
		}
	}
	return &made[wire.Upload]{http.StatusCreated, *found}, nil
}

// fingerprint keeps uploads for different places of one project apart.
func fingerprint(in wire.UploadRequest) string {
	switch {
	case in.Reference != "":
		return in.Fingerprint + "/" + in.Reference
	case in.Requirement != "":
		return in.Fingerprint + "/requirement/" + in.Requirement
	case in.Attachment:
		return in.Fingerprint + "/attachment"
	case in.Reel:
		return in.Fingerprint + "/reel"
	}
	return in.Fingerprint
}

// checkUpload says whether the caller may send this here.
func (a *API) checkUpload(ctx context.Context, in wire.UploadRequest) error {
	e := &project.Error{Code: project.Invalid, Message: "the upload cannot be begun"}
	add := func(path, message string) { e.Fields = append(e.Fields, project.Field{Path: path, Message: message}) }
	if !onlyOne(in.SubGigID != "", in.Reference != "", in.Requirement != "", in.Source, in.Attachment, in.Reel) {
		add("sub_gig_id", "write one of sub_gig_id, for a delivery, reference or requirement, for material of the buyer, source, for what is to be split, attachment, for what goes with a message, and reel, for a sample of your work")
		return e
	}
	if (in.Source || in.Reel) != (in.ProjectID == "") {
		add("project_id", "says where the upload goes; only a source and a sample for a reel have none")
		return e
	}
	limit, err := a.uploadLimit(ctx, in)
	if err != nil {
		return err
	}
	if in.Size > limit {
		add("size", fmt.Sprintf("is more than the %d bytes that are allowed here", limit))
	}
	if !plainName(in.Name) {
		add("name", "is no file name; leave out folders and signs that no file system takes")
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// uploadLimit gives the greatest size in bytes of what is sent to the place, when the caller may send there at all.
func (a *API) uploadLimit(ctx context.Context, in wire.UploadRequest) (int64, error) {
	switch {
	case in.Source:
		return project.MaxDeliveryBytes, may(ctx, project.CreateProject, project.Thing{})
	case in.Reel:
		return project.MaxSampleBytes, may(ctx, project.EditProfile, project.Thing{Person: actor(ctx).ID})
	case in.Attachment:
		return project.MaxAttachmentBytes, a.checkAttachment(ctx, in.ProjectID)
	case in.Requirement != "":
		return project.MaxDeliveryBytes, a.checkRequirement(ctx, in.ProjectID, in.Requirement)
	case in.Reference != "":
		return project.MaxDeliveryBytes, a.checkReference(ctx, in.ProjectID, in.Reference)
	}
	w, err := a.subGig(ctx, in.SubGigID, project.Deliver)
	switch {
	case err != nil && may(ctx, project.AnswerCall, w.in.thing) != nil: // a sample for an audition is no delivery
		return 0, err
	case w.Project != in.ProjectID:
		return 0, nobody()
	case w.Spec.MaxBytes > 0:
		return w.Spec.MaxBytes, nil
	}
	return project.MaxDeliveryBytes, nil
}

func (a *API) checkReference(ctx context.Context, id project.ProjectID, key string) error {
	p, err := a.project(ctx, id, project.RunProject)
	if err != nil {
		return err
	}
	refs, err := a.o.Records.References(ctx, p.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(refs, func(r project.Reference) bool { return r.Key == key }) {
		return &project.Error{Code: project.Invalid, Message: "the upload cannot be begun",
			Fields: []project.Field{{Path: "reference", Message: "the project has no reference with this key"}}}
	}
	return nil
}

func (a *API) checkRequirement(ctx context.Context, id project.ProjectID, key string) error {
	p, err := a.project(ctx, id, project.RunProject)
	if err != nil {
		return err
	}
	r, err := a.requirement(ctx, p.Project, key)
	if project.CodeOf(err) != project.NotFound && (err != nil || r.Kind == project.RequirementFile) {
		return err
	}
	return &project.Error{Code: project.Invalid, Message: "the upload cannot be begun",
		Fields: []project.Field{{Path: "requirement", Message: "the project requires no file with this key"}}}
}

func onlyOne(list ...bool) bool {
	n := 0
	for _, is := range list {
		if is {
			n++
		}
	}
	return n == 1
}

func plainName(name string) bool {
	bad := strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) })
	return utf8.ValidString(name) && !bad && len(name) <= wire.MaxFileName && strings.Trim(name, ". ") != ""
}

// mediaType keeps the types that a browser shows without running anything; the rest is bytes. Inspection finds out what
// a file really is.
func mediaType(given string) string {
	kind, _, err := mime.ParseMediaType(given)
	family, _, _ := strings.Cut(kind, "/")
	shown := slices.Contains([]string{"audio", "video", "image"}, family) && kind != "image/svg+xml"
	if err != nil || !shown && kind != "application/pdf" && kind != "text/plain" {
		return "application/octet-stream"
	}
	return kind
}

// goOn finds the upload that this one repeats or resumes; nil when there is none that can be gone on with.
func (a *API) goOn(ctx context.Context, up project.Upload) (*wire.Upload, error) {
	found, err := a.o.Records.Upload(ctx, up.ID)
	if project.CodeOf(err) == project.NotFound {
		found, err = a.o.Records.OpenUpload(ctx, up)
	}
	if project.CodeOf(err) == project.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	view, err := a.uploadView(ctx, found)
	if err == nil && found.State == project.UploadReady {
		_, err = a.o.Objects.Stat(ctx, project.ObjectKey(found.SHA256))
	}
	if project.CodeOf(err) == project.NotFound { // the store has thrown the bytes away: begin again
		return nil, a.o.Records.MoveUpload(ctx, found.ID, found.State, project.UploadAborted, "", up.CreatedAt)
	}
	if err != nil {
		return nil, err
	}
	return &view, a.touch(ctx, found)
}

// touch keeps the sweeper away from an upload that somebody is sending.
func (a *API) touch(ctx context.Context, up project.Upload) error {
	if up.State != project.UploadOpen {
		return nil
	}
	return a.o.Records.MoveUpload(ctx, up.ID, project.UploadOpen, project.UploadOpen, "", a.o.Now().UTC())
}

func (a *API) begin(ctx context.Context, up project.Upload) (*wire.Upload, error) {
	key := project.UploadKey(up.ID)
	storeID, err := a.o.Objects.StartParts(ctx, key, up.Type)
	if err != nil {
		return nil, err
	}
	up.StoreID = storeID
	stored, err := a.o.Records.PutUpload(ctx, up)
	if err != nil || stored.StoreID != storeID { // the same command got here at the same time: its upload counts
		if lost := a.o.Objects.AbortParts(context.WithoutCancel(ctx), key, storeID); lost != nil {
			a.o.Log.WarnContext(ctx, "an upload that nobody uses was left in the store", "key", key, "error", lost)
		}
	}
	if err != nil {
		return nil, err
	}
	view, err := a.uploadView(ctx, stored)
	return &view, err
}

// uploadView shows an upload with the parts that the store has whole.
func (a *API) uploadView(ctx context.Context, up project.Upload) (wire.Upload, error) {
	out := wire.Upload{ID: up.ID, ProjectID: up.Project, SubGigID: up.SubGig, Name: up.Name, Size: up.Size, Type: up.Type, State: up.State,
		PartSize: up.PartSize, Parts: up.Parts, Done: []int{}, SHA256: up.SHA256, CreatedAt: up.CreatedAt.UTC()}
	if up.State != project.UploadOpen {
		return out, nil
	}
	parts, err := a.o.Objects.Parts(ctx, project.UploadKey(up.ID), up.StoreID)
	if err != nil {
		return out, err
	}
	for _, p := range parts {
		if p.Number >= 1 && p.Number <= up.Parts && p.Size == partSize(up, p.Number) {
			out.Done = append(out.Done, p.Number)
		}
	}
	return out, nil
}

// partSize is that of one part: all but the last are alike.
func partSize(up project.Upload, number int) int64 {
	return min(up.PartSize, up.Size-int64(number-1)*up.PartSize)
}

func (a *API) getUpload(ctx context.Context, in *UploadPath) (*body[wire.Upload], error) {
	up, err := a.upload(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	view, err := a.uploadView(ctx, up)
	if err != nil {
		return nil, hide(err)
	}
	return &body[wire.Upload]{view}, nil
}

func (a *API) deleteUpload(ctx context.Context, in *UploadPath) (*nothing, error) {
	up, err := a.upload(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if up.State == project.UploadAborted {
		return nil, nil
	}
	if up.State == project.UploadChecking && !a.lost(up.UpdatedAt, checkingLost) {
		return nil, later{project.Errorf(project.Conflict, "the upload is being read at this moment"), time.Second}
	}
	if err := a.o.Records.MoveUpload(ctx, up.ID, up.State, project.UploadAborted, "", commandOf(ctx).at); err != nil {
		return nil, err
	}
	return nil, a.o.Objects.AbortParts(ctx, project.UploadKey(up.ID), up.StoreID)
}

func (a *API) signParts(ctx context.Context, in *struct {
	UploadPath
	Body wire.SignRequest
}) (*body[wire.SignedParts], error) {
	up, err := a.upload(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if up.State != project.UploadOpen {
		return nil, project.Errorf(project.Conflict, "the upload is %s; nothing can be sent to it", up.State)
	}
	out := wire.SignedParts{Parts: []wire.SignedPart{}, Expires: a.o.Now().Add(putValid).UTC()}
	for _, number := range in.Body.Parts {
		if number < 1 || number > up.Parts {
			return nil, &project.Error{Code: project.Invalid, Message: "there is no such part",
				Fields: []project.Field{{Path: "parts", Message: "holds a number that is no part of this upload; look at its parts"}}}
		}
		size := partSize(up, number)
		url, err := a.o.Objects.SignPart(ctx, project.UploadKey(up.ID), up.StoreID, number, size, putValid)
		if err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, wire.SignedPart{Number: number, URL: url, Size: size})
	}
	return &body[wire.SignedParts]{out}, a.touch(ctx, up)
}

// fileOf gives the stored file behind an upload that has arrived.
func fileOf(up project.Upload) (project.DeliveryFile, error) {
	if up.State != project.UploadReady {
		return project.DeliveryFile{}, project.Errorf(project.Conflict, "the upload %s is %s; complete it first", up.ID, up.State)
	}
	return project.DeliveryFile{Name: up.Name, SHA256: up.SHA256, Size: up.Size, Type: up.Type}, nil
}

// link gives a short-lived address of a stored file.
func (a *API) link(ctx context.Context, f project.DeliveryFile) (wire.Link, error) {
	return a.linkTo(ctx, project.ObjectKey(f.SHA256), wire.Link{Name: f.Name, SHA256: f.SHA256, Size: f.Size, Type: f.Type})
}

func (a *API) linkTo(ctx context.Context, key string, l wire.Link) (wire.Link, error) {
	var err error
	l.URL, err = a.o.Objects.SignGet(ctx, key, l.Name, getValid)
	l.Expires = a.o.Now().Add(getValid).UTC()
	return l, err
}
