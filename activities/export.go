package activities

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"tutti/media/export"
	"tutti/project"
)

// Export holds what making archives of a project needs.
type Export struct {
	Records project.Records
	Objects project.Objects
	Archive project.ArchiveRecords // nil: nothing can be archived
}

// Make builds the archive of an export and records it. Bytes stream from the store into the store. One that is made already
// is left as it is.
func (x *Export) Make(ctx context.Context, id project.ExportID) error {
	stop := beat(ctx, beatEvery)
	defer stop()
	e, err := x.Records.Export(ctx, id)
	if err != nil || e.State != project.ExportBuilding {
		return Failure(err)
	}
	name, entries, err := x.entries(ctx, e)
	if err != nil {
		return Failure(err)
	}
	file, err := x.store(ctx, e, name, entries)
	if err != nil {
		return Failure(err)
	}
	return Failure(x.Records.EndExport(ctx, id, &file, "", time.Now()))
}

// FailInput says why an export cannot be made.
type FailInput struct {
	Export project.ExportID `json:"export"`
	Reason string           `json:"reason"` // a sentence for people
}

// Fail records that an export cannot be made. Whoever asks again begins it anew.
func (x *Export) Fail(ctx context.Context, in FailInput) error {
	defer beat(ctx, quickBeatEvery)()
	return Failure(x.Records.EndExport(ctx, in.Export, nil, in.Reason, time.Now()))
}

// entries gathers what an export is made of, and what it is called.
func (x *Export) entries(ctx context.Context, e project.Export) (string, []export.Entry, error) {
	switch e.Kind {
	case project.ExportWork:
		return x.work(ctx, e)
	case project.ExportArchive:
		return x.archive(ctx, e)
	}
	w, err := x.whole(ctx, e)
	if err != nil {
		return "", nil, err
	}
	switch e.Kind {
	case project.ExportRelease:
		entries, err := w.release()
		return w.name + "-release.zip", entries, err
	case project.ExportDAW:
		entries, err := w.session("audio", export.DAWprojectFiles(w.laid("audio"), false))
		return w.name + ".dawproject", entries, err
	case project.ExportREAPER:
		s := w.laid("audio")
		files := []export.File{{Path: w.name + ".rpp", Text: export.REAPER(s)}, {Path: w.name + ".txt", Text: export.AudacityLabels(s)}}
		entries, err := w.session("audio", files)
		return w.name + "-reaper.zip", entries, err
	case project.ExportOTIO:
		s := w.laid("media")
		lists, err := export.EDL(s, w.name)
		if err != nil {
			return "", nil, err
		}
		entries, err := w.session("media", append([]export.File{{Path: w.name + ".otio", Text: export.OTIO(s)}}, lists...))
		return w.name + "-otio.zip", entries, err
	}
	return "", nil, project.Errorf(project.Internal, "there is no export of the kind %q", e.Kind)
}

// store packs the entries and streams them into the object store. The same entries give the same bytes, so a key that is
// there already holds them.
func (x *Export) store(ctx context.Context, e project.Export, name string, entries []export.Entry) (project.ArtifactFile, error) {
	sums := e.Kind != project.ExportDAW // a container of its own form
	file := project.ArtifactFile{Name: name, Key: project.ExportKey(e.Project, e.ID, name), Type: "application/zip"}
	size, err := export.PackSize(ctx, entries, sums)
	if err != nil {
		return file, err
	}
	file.Size = size
	read, write := io.Pipe()
	sum := sha256.New()
	packed := make(chan error, 1)
	go func() {
		err := export.Pack(ctx, io.MultiWriter(write, sum), entries, sums)
		_ = write.CloseWithError(err) // never fails
		packed <- err
	}()
	err = x.Objects.Put(ctx, file.Key, read, size, file.Type, "")
	if err == nil {
		_, err = io.Copy(io.Discard, read) // it was there before: it is read to its end for its hash
	}
	_ = read.CloseWithError(cmp.Or(err, io.ErrClosedPipe))
	if broken := <-packed; err == nil {
		err = broken
	}
	file.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return file, err
}

// stored makes an entry of bytes in the object store.
func (x *Export) stored(at, key, sha string, size int64) export.Entry {
	return export.Entry{Path: at, SHA256: sha, Size: size, Open: func(ctx context.Context) (io.ReadCloser, error) {
		body, _, err := x.Objects.Get(ctx, key)
		return body, err
	}}
}

// whole is an export of a whole project on its way: an artifact and what the records say of its entries.
type whole struct {
	*Export
	name     string
	project  project.Project
	licence  *project.Licence
	artifact project.Artifact
	made     []made // by entry
	notes    []export.Note
}

// made is what the records know of one entry.
type made struct {
	delivery project.Delivery
	ledger   []project.Transaction // of the sub-gig
	accepted time.Time             // when its seller accepted the licence; zero when there is none
}

// whole reads what a release or a session is made of: the artifact that the export was asked for. Nothing that is in the vault
// goes into it.
func (x *Export) whole(ctx context.Context, e project.Export) (*whole, error) {
	w := &whole{Export: x}
	var err error
	if w.project, err = x.Records.Project(ctx, e.Project); err != nil {
		return nil, err
	}
	plan, err := x.Records.Plan(ctx, e.Project)
	if err != nil {
		return nil, err
	}
	w.licence = plan.Licence
	artifact, _, _ := strings.Cut(e.Of, "/")
	if w.artifact, err = x.Records.Artifact(ctx, project.ArtifactID(artifact)); err != nil {
		return nil, err
	}
	w.name = export.FileName(w.project.Title)
	for _, entry := range w.artifact.Manifest.Entries {
		if err := w.read(ctx, plan.Vault, entry); err != nil {
			return nil, err
		}
	}
	said, err := x.Records.Messages(ctx, project.MessageFilter{Artifact: w.artifact.ID}, project.Page{})
	for _, m := range said {
		if m.Said() && m.Spot.Seconds != nil {
			w.notes = append(w.notes, export.Note{Seconds: *m.Spot.Seconds, Text: m.Text})
		}
	}
	return w, err
}

// read adds what is known of one entry, and refuses what is in the vault.
func (w *whole) read(ctx context.Context, vault project.VaultMode, entry project.Entry) error {
	d, err := w.Records.Delivery(ctx, entry.Delivery)
	if err != nil {
		return err
	}
	ledger, err := w.Records.SubGigTransactions(ctx, entry.SubGig)
	if err != nil {
		return err
	}
	for _, f := range vault.Show(d, ledger, "") {
		if f.Vaulted {
			return project.Errorf(project.Conflict, "%q of %s is in the vault until its seller's money is released", f.Name, entry.Key)
		}
	}
	reviews, err := w.Records.Reviews(ctx, entry.SubGig)
	for _, r := range reviews {
		for _, n := range r.Notes {
			if r.Delivery == d.ID && (n.From > 0 || n.To > 0) {
				w.notes = append(w.notes, export.Note{SubGig: entry.SubGig, Seconds: n.From, Text: n.Text})
			}
		}
	}
	if err != nil {
		return err
	}
	accepted, err := w.accepted(ctx, d)
	w.made = append(w.made, made{d, ledger, accepted})
	return err
}

// accepted gives when the seller of a delivery took the offer, and with it the licence.
func (w *whole) accepted(ctx context.Context, d project.Delivery) (at time.Time, err error) {
	if w.licence == nil {
		return at, nil
	}
	offers, err := w.Records.Offers(ctx, project.OfferFilter{SubGig: d.SubGig, Seller: d.Seller, State: project.OfferAccepted}, project.Page{})
	for _, o := range offers {
		if o.Answered.After(at) && !o.Answered.After(d.SubmittedAt) {
			at = o.Answered.UTC()
		}
	}
	return at, err
}

// laid is the session whose media lie in the folder.
func (w *whole) laid(folder string) export.Session {
	return export.FromManifest(w.artifact.Manifest, w.notes, folder)
}

// session is a session with its media. Invalid when the result has no time.
func (w *whole) session(folder string, files []export.File) ([]export.Entry, error) {
	if !export.OfTime(w.artifact.Manifest) {
		return nil, project.Errorf(project.Invalid, "a result of the recipe %s has no timeline: ask for the release instead", w.artifact.Manifest.Recipe.Kind)
	}
	return append(texts(files), w.media(folder)...), nil
}

func texts(files []export.File) []export.Entry {
	out := make([]export.Entry, 0, len(files))
	for _, f := range files {
		out = append(out, export.Text(f))
	}
	return out
}

// media are the delivered files under readable names.
func (w *whole) media(folder string) []export.Entry {
	var out []export.Entry
	names := export.Names(w.artifact.Manifest.Entries)
	for i, e := range w.artifact.Manifest.Entries {
		for n, f := range e.Files {
			out = append(out, w.stored(path.Join(folder, names[i][n]), project.ObjectKey(f.SHA256), f.SHA256, f.Size))
		}
	}
	return out
}

// release is the final with everything that goes with it.
func (w *whole) release() ([]export.Entry, error) {
	folder := "parts"
	if export.OfTime(w.artifact.Manifest) {
		folder = "stems"
	}
	finals, whole := w.finals()
	papers, err := w.papers()
	if err != nil {
		return nil, err
	}
	out := append(finals, w.media(folder)...)
	return append(append(out, w.sessions(folder, whole)...), texts(papers)...), nil
}

// finals are the files of the final, and the first of them that is the result itself.
func (w *whole) finals() (out []export.Entry, first string) {
	for _, f := range w.artifact.Manifest.Files {
		at := f.Name
		if loose := f.Name == "manifest.json" || f.Name == "credits.txt"; !loose {
			at = path.Join("final", path.Base(f.Name))
			first = cmp.Or(first, at)
		}
		out = append(out, w.stored(at, f.Key, f.SHA256, f.Size))
	}
	return out, first
}

// sessions are those of every tool, for a result that has a timeline; their media are the stems beside them.
func (w *whole) sessions(folder, whole string) []export.Entry {
	if !export.OfTime(w.artifact.Manifest) {
		return nil
	}
	s := w.laid(path.Join("..", folder))
	files, left := s.Files(w.name, path.Join("..", whole))
	if len(left) > 0 {
		files = append(files, export.File{Path: "left-out.txt", Text: []byte(strings.Join(left, "\n") + "\n")})
	}
	for i := range files {
		files[i].Path = path.Join("sessions", files[i].Path)
	}
	return append(texts(files), export.Nested(path.Join("sessions", w.name+".dawproject"), export.DAWprojectFiles(s, true)))
}

// papers are credits, shares and rights.
func (w *whole) papers() ([]export.File, error) {
	var people []project.Share
	parts := []export.Part{}
	for i, e := range w.artifact.Manifest.Entries {
		m := w.made[i]
		at := slices.IndexFunc(people, func(s project.Share) bool { return s.Person == m.delivery.Seller })
		if at < 0 {
			at = len(people)
			people = append(people, project.Share{Credit: e.Credit, Person: m.delivery.Seller})
		}
		people[at].SubGigs = append(people[at].SubGigs, e.Key)
		people[at].Minor += project.EarnedBy(m.delivery.Seller, m.ledger)
		part := partOf(e.Key, e.Title, m.delivery)
		part.Credit, part.Accepted = e.Credit, m.accepted
		parts = append(parts, part)
	}
	return export.Papers(w.project.Title, w.artifact.Manifest, project.Shares(people), w.licence, parts)
}

// partOf is what a delivery itself says of where it comes from.
func partOf(key, title string, d project.Delivery) export.Part {
	return export.Part{SubGig: key, Title: title, Version: d.Version, Submitted: d.SubmittedAt.UTC(), Note: d.Note, Declared: d.Declaration, Files: d.Files}
}

// work is everything that one seller has delivered in the project: theirs, whatever became of it.
func (x *Export) work(ctx context.Context, e project.Export) (string, []export.Entry, error) {
	p, err := x.Records.Project(ctx, e.Project)
	if err != nil {
		return "", nil, err
	}
	plan, err := x.Records.Plan(ctx, e.Project)
	if err != nil {
		return "", nil, err
	}
	deliveries, rows, err := x.ownWork(ctx, e)
	if err != nil {
		return "", nil, err
	}
	var out []export.Entry
	parts := []export.Part{}
	for i, d := range deliveries {
		part := partOf(rows[i].Key, rows[i].Title, d)
		part.State = d.State
		parts = append(parts, part)
		for n, f := range d.Files {
			out = append(out, x.stored(export.OwnName(rows[i].Key, d.Version, n, f.Name), project.ObjectKey(f.SHA256), f.SHA256, f.Size))
		}
	}
	about, err := export.Declarations(plan.Licence, parts)
	return export.FileName(p.Title) + "-work.zip", append(out, export.Text(about)), err
}

// ownWork gives every delivery of the seller who asks with its sub-gig, in the order of the plan.
func (x *Export) ownWork(ctx context.Context, e project.Export) ([]project.Delivery, []project.SubGigRecord, error) {
	offers, err := x.Records.Offers(ctx, project.OfferFilter{Seller: e.Actor, Project: e.Project}, project.Page{})
	if err != nil {
		return nil, nil, err
	}
	ids := []project.SubGigID{}
	for _, o := range offers {
		ids = append(ids, o.SubGig)
	}
	slices.Sort(ids)
	rows, err := x.Records.SubGigsByID(ctx, slices.Compact(ids))
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(rows, func(a, b project.SubGigRecord) int { return a.Position - b.Position })
	var own []project.Delivery
	var of []project.SubGigRecord
	for _, g := range rows {
		all, err := x.Records.Deliveries(ctx, g.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, d := range all {
			if d.Seller == e.Actor {
				own, of = append(own, d), append(of, g)
			}
		}
	}
	return own, of, nil
}
