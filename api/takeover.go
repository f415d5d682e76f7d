package api

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"golang.org/x/text/unicode/norm"
)

const (
	takeoverTimeout = 4 * time.Hour // the largest versions, to a slow reader
	// takeoverWriteWithin is how long one write to a reader may take.
	takeoverWriteWithin = time.Minute
)

func (a *API) registerTakeover() {
	o := operation{id: "get-takeover-pack", method: get, path: root + "/sub-gigs/{id}/takeover-pack", tag: "sub-gig",
		summary: "Gives what the next seller needs to take a sub-gig over, as a zip",
		text: "Brief, references, answers, approved upstream deliveries, all versions of all earlier sellers with notes and findings, and every comment and answer to it. " +
			"Earlier sellers have no names in it, and it has no prices. 409 while nobody has held the sub-gig before. " +
			"The same state of things gives the same bytes. An answer that is cut off is no zip.",
		rules: rules{within: takeoverTimeout}}
	add(a, o, a.takeoverPack)
	a.huma.OpenAPI().Paths[o.path].Get.Responses["200"] = &huma.Response{Description: "The pack", Content: map[string]*huma.MediaType{
		"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
}

func (a *API) takeoverPack(ctx context.Context, in *SubGigPath) (*huma.StreamResponse, error) {
	w, err := a.subGig(ctx, in.ID, project.SeeSubGig)
	if err != nil {
		return nil, err
	}
	facts, err := a.takeover(ctx, w)
	if err != nil {
		return nil, err
	}
	files, err := facts.Files()
	if err != nil {
		return nil, err
	}
	if err := a.o.Objects.Ping(ctx); err != nil { // later it could only be said by cutting off
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		out := humagin.Unwrap(hc).Writer
		out.Header().Set("Content-Type", "application/zip")
		out.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="takeover-%s.zip"`, w.Key))
		if err := a.writePack(hc.Context(), patientWriter{out, http.NewResponseController(out)}, files); err != nil {
			a.o.Log.WarnContext(ctx, "a takeover pack was cut off", "request_id", requestOf(ctx).id, "sub_gig", w.ID, "error", err)
			panic(http.ErrAbortHandler) // nothing else tells the reader that it is not whole
		}
	}}, nil
}

// takeover gathers what the records know of the sub-gig that the next seller needs.
func (a *API) takeover(ctx context.Context, w work) (project.Takeover, error) {
	t := project.Takeover{Project: w.in.Project, SubGig: w.SubGigRecord}
	events, err := a.o.Records.SubGigEvents(ctx, w.ID)
	if err != nil {
		return t, err
	}
	offers, err := a.o.Records.Offers(ctx, project.OfferFilter{SubGig: w.ID}, project.Page{})
	if err != nil {
		return t, err
	}
	t.Assignments = project.Assignments(events, offers)
	if t.Deliveries, err = a.o.Records.Deliveries(ctx, w.ID); err != nil {
		return t, err
	}
	if t.Reviews, err = a.o.Records.Reviews(ctx, w.ID); err != nil {
		return t, err
	}
	if t.Messages, err = a.o.Records.Messages(ctx, project.MessageFilter{SubGig: w.ID}, project.Page{}); err != nil {
		return t, err
	}
	if t.Pinned, err = a.o.Records.PinnedAnswers(ctx, w.Project); err != nil {
		return t, err
	}
	if t.Shown, err = a.shownToOthers(ctx, w, t.Deliveries); err != nil {
		return t, err
	}
	for i := range t.Deliveries {
		t.Deliveries[i].Files = composed(t.Deliveries[i].Files)
	}
	for i := range t.Messages {
		t.Messages[i].Files = composed(t.Messages[i].Files)
	}
	if err := a.takeoverMaterial(ctx, w, &t); err != nil {
		return t, err
	}
	return t, a.takeoverUpstream(ctx, w, &t)
}

// takeoverMaterial adds what the buyer gave.
func (a *API) takeoverMaterial(ctx context.Context, w work, t *project.Takeover) error {
	facts, err := a.facts(ctx, w.in.Project)
	if err != nil {
		return err
	}
	t.Brief = facts.brief
	for _, r := range facts.requirements {
		if r.IsFor(w.Key) {
			t.Requirements = append(t.Requirements, r)
		}
	}
	if t.Answers, err = a.o.Records.RequirementAnswers(ctx, w.Project); err != nil {
		return err
	}
	if t.References, err = a.o.Records.References(ctx, w.Project); err != nil {
		return err
	}
	t.References = slices.DeleteFunc(t.References, func(r project.Reference) bool { return !slices.Contains(w.References, r.Key) })
	for i := range t.Answers {
		composeName(t.Answers[i].File)
	}
	for i := range t.References {
		composeName(t.References[i].File)
	}
	return nil
}

// takeoverUpstream adds what is handed on to the sub-gig.
func (a *API) takeoverUpstream(ctx context.Context, w work, t *project.Takeover) error {
	upstream, err := a.o.Records.SubGigsByID(ctx, w.NeedsAll)
	if err != nil {
		return err
	}
	slices.SortFunc(upstream, func(x, y project.SubGigRecord) int { return x.Position - y.Position })
	for _, g := range upstream {
		if g.State != project.Approved {
			continue
		}
		d, err := a.o.Records.Delivery(ctx, g.SubGig.Delivery)
		if err != nil {
			return err
		}
		d.Files = composed(d.Files)
		t.Upstream = append(t.Upstream, project.TakeoverUpstream{Key: g.Key, Title: g.Title, Role: g.Role, Delivery: d})
	}
	return nil
}

// composed writes names as most file systems do, so that two that look the same are the same.
func composed(files []project.DeliveryFile) []project.DeliveryFile {
	for i := range files {
		composeName(&files[i])
	}
	return files
}

func composeName(f *project.DeliveryFile) {
	if f != nil {
		f.Name = norm.NFC.String(f.Name)
	}
}

// packTime stands at every entry of a pack: the earliest that a zip knows.
func packTime() time.Time { return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) }

// writePack writes the files one after another; stored bytes go through in pieces and are verified on their way.
func (a *API) writePack(ctx context.Context, out io.Writer, files []project.TakeoverFile) error {
	pack := zip.NewWriter(out)
	for _, f := range files {
		entry, err := pack.CreateHeader(&zip.FileHeader{Name: f.Path, Method: zip.Store, Modified: packTime()})
		if err != nil {
			return err
		}
		switch {
		case f.Stored == nil:
			_, err = io.Copy(entry, bytes.NewReader(f.Text))
		case f.Preview != "":
			err = a.copyPreview(ctx, entry, f.Preview)
		default:
			err = a.copyStored(ctx, entry, *f.Stored)
		}
		if err != nil {
			return err
		}
	}
	return pack.Close()
}

// copyStored copies a stored file; other bytes than its hash says are an error.
func (a *API) copyStored(ctx context.Context, out io.Writer, f project.DeliveryFile) error {
	stored, _, err := a.o.Objects.Get(ctx, project.ObjectKey(f.SHA256))
	if err != nil {
		return err
	}
	defer func() { _ = stored.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(out, sum), stored); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != f.SHA256 {
		return project.Errorf(project.Internal, "the stored bytes of %s hash to %s", f.SHA256, got)
	}
	return nil
}

// copyPreview copies a preview, which has no hash of its own on record.
func (a *API) copyPreview(ctx context.Context, out io.Writer, key string) error {
	stored, _, err := a.o.Objects.Get(ctx, key)
	if err != nil {
		return err
	}
	defer func() { _ = stored.Close() }()
	_, err = io.Copy(out, stored)
	return err
}

// patientWriter gives each write its own time, so that a slow reader is waited for and a silent one is not.
type patientWriter struct {
	out     io.Writer
	control *http.ResponseController
}

func (w patientWriter) Write(p []byte) (int, error) {
	_ = w.control.SetWriteDeadline(time.Now().Add(takeoverWriteWithin)) // not every server can, tests for one
	return w.out.Write(p)
}
