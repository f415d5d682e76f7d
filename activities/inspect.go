package activities

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"go.temporal.io/sdk/activity"

	"tutti/media/inspect"
	"tutti/project"
)

// Inspect holds what judging a delivery needs.
type Inspect struct {
	Records   project.Records
	Objects   project.Objects
	Inspector *inspect.Inspector
	Scratch   string // directory for files while they are worked on
}

// Verdict is what the process has to know of an inspection; the findings are in the records.
type Verdict struct {
	Passed bool `json:"passed"`
}

// Inspect downloads a delivery, judges it against its sub-gig's spec and records the findings. A delivery that was judged
// before is not judged again.
func (i *Inspect) Inspect(ctx context.Context, id project.DeliveryID) (Verdict, error) {
	stop := beat(ctx, beatEvery)
	defer stop()
	delivery, err := i.Records.Delivery(ctx, id)
	if err != nil {
		return Verdict{}, Failure(err)
	}
	if delivery.Inspection == nil {
		found, err := i.judge(ctx, delivery)
		if err != nil {
			return Verdict{}, Failure(err)
		}
		return Verdict{Passed: found.Passed}, nil
	}
	return Verdict{Passed: delivery.Inspection.Passed}, nil
}

func (i *Inspect) judge(ctx context.Context, d project.Delivery) (project.Inspection, error) {
	found, err := i.look(ctx, d, i.keepAll)
	if err != nil {
		return project.Inspection{}, err
	}
	return found, i.Records.PutInspection(ctx, found, time.Now())
}

// tryOut judges files as if they were delivered. Nothing is kept of what was derived from them.
func (i *Inspect) tryOut(ctx context.Context, e project.Errand) (project.Inspection, error) {
	found, err := i.look(ctx, project.Delivery{SubGig: e.SubGig, Files: e.Files}, func(context.Context, string, []inspect.File, *inspect.Result) error { return nil })
	for n := range found.Files {
		found.Files[n].Peaks, found.Files[n].Previews = "", nil
	}
	return found, err
}

// keeper takes what was made of the files of an inspection, while it is there; dir is for what it makes itself.
type keeper func(ctx context.Context, dir string, files []inspect.File, result *inspect.Result) error

// look brings the files of a delivery, or of a trial that has no id, and judges them against the spec of the sub-gig. keep takes what
// was derived, while it is there.
func (i *Inspect) look(ctx context.Context, d project.Delivery, keep keeper) (project.Inspection, error) {
	dir, err := os.MkdirTemp(i.Scratch, "inspect-")
	if err != nil {
		return project.Inspection{}, err
	}
	defer os.RemoveAll(dir)
	sub, err := i.Records.SubGig(ctx, d.SubGig)
	if err != nil {
		return project.Inspection{}, err
	}
	request := inspect.Request{Delivery: d.ID, Spec: sub.Spec, Work: filepath.Join(dir, "derived"), Trial: d.ID == ""}
	if err := os.Mkdir(request.Work, 0o700); err != nil {
		return project.Inspection{}, err
	}
	for n, file := range d.Files {
		local, err := i.bring(ctx, dir, n, file)
		if err != nil {
			return project.Inspection{}, err
		}
		request.Files = append(request.Files, local)
	}
	if request.Before, err = i.before(ctx, dir, sub.Spec, d); err != nil {
		return project.Inspection{}, err
	}
	if request.Guide, err = i.guide(ctx, dir, sub); err != nil {
		return project.Inspection{}, err
	}
	if request.Watermark, err = i.watermark(ctx, sub); err != nil {
		return project.Inspection{}, err
	}
	result, err := i.Inspector.Inspect(ctx, request)
	if err != nil {
		return project.Inspection{}, err
	}
	err = keep(ctx, dir, request.Files, &result)
	return result.Inspection, err
}

// before brings the version before, of what is compared with it.
func (i *Inspect) before(ctx context.Context, dir string, spec project.Spec, d project.Delivery) ([]inspect.File, error) {
	if d.Version < 2 || !inspect.Compares(spec.Kind) {
		return nil, nil
	}
	versions, err := i.Records.Deliveries(ctx, d.SubGig)
	if err != nil {
		return nil, err
	}
	var out []inspect.File
	for _, v := range versions {
		if v.Version != d.Version-1 || v.Seller != d.Seller {
			continue
		}
		for n, file := range v.Files {
			local, err := i.bring(ctx, dir, project.MaxDeliveryFiles+n, file)
			if err != nil {
				return nil, err
			}
			out = append(out, local)
		}
	}
	return out, nil
}

func (i *Inspect) bring(ctx context.Context, dir string, n int, file project.DeliveryFile) (inspect.File, error) {
	path := filepath.Join(dir, numbered("file", n))
	if err := fetch(ctx, i.Objects, file.SHA256, path); err != nil {
		return inspect.File{}, err
	}
	return inspect.File{Name: file.Name, Path: path, SHA256: file.SHA256, Size: file.Size}, nil
}

// guide brings the take that all others are aligned with, when the spec asks for it and the buyer gave one.
func (i *Inspect) guide(ctx context.Context, dir string, sub project.SubGigRecord) (*inspect.File, error) {
	if !sub.Spec.AlignGuide {
		return nil, nil
	}
	references, err := i.Records.References(ctx, sub.Project)
	if err != nil {
		return nil, err
	}
	for n, r := range references {
		if r.Guide && r.File != nil {
			local, err := i.bring(ctx, dir, 2*project.MaxDeliveryFiles+n, *r.File)
			return &local, err
		}
	}
	return nil, nil
}

// watermark is what the plan wants across that which reviewers see. Nothing stands across sound.
func (i *Inspect) watermark(ctx context.Context, sub project.SubGigRecord) (project.Watermark, error) {
	if sub.Spec.Kind == project.KindAudio {
		return "", nil
	}
	plan, err := i.Records.Plan(ctx, sub.Project)
	return plan.Watermark, err
}

// keepAll stores what the inspection made, and the previews.
func (i *Inspect) keepAll(ctx context.Context, dir string, files []inspect.File, result *inspect.Result) error {
	if err := i.keep(ctx, result.Derived); err != nil {
		return err
	}
	return i.keepPreviews(ctx, dir, files, result)
}

// keep stores what the inspection made of the files, once for the same bytes.
func (i *Inspect) keep(ctx context.Context, made []inspect.Derived) error {
	for _, d := range made {
		if err := i.put(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// keepPreviews makes and stores the reduced form of every file that has one, once for the same bytes.
func (i *Inspect) keepPreviews(ctx context.Context, dir string, files []inspect.File, result *inspect.Result) error {
	for n, file := range files {
		if result.Files[n].Audio != nil && result.Files[n].PCM == "" { // it could not be decoded, or is too long
			continue
		}
		into := filepath.Join(dir, numbered("preview", n))
		if err := os.Mkdir(into, 0o700); err != nil {
			return err
		}
		key, err := i.preview(ctx, file, into)
		if err != nil {
			return err
		}
		if key != "" {
			result.Files[n].Previews = append(result.Files[n].Previews, key)
		}
	}
	return nil
}

// preview gives the key of a file's reduced form, "" when it has none.
func (i *Inspect) preview(ctx context.Context, file inspect.File, dir string) (string, error) {
	key := project.DerivedKey(file.SHA256, inspect.AudioPreview)
	if _, err := i.Objects.Stat(ctx, key); err == nil {
		return key, nil
	}
	path, err := i.Inspector.Preview(ctx, file, dir)
	if err != nil || path == "" {
		return "", err
	}
	review := inspect.Derived{Key: project.DerivedKey(file.SHA256, project.ReviewSound), Path: filepath.Join(dir, project.ReviewSound), Type: "application/octet-stream"}
	if err := i.put(ctx, review); err != nil {
		return "", err
	}
	return key, i.put(ctx, inspect.Derived{Key: key, Path: path, Type: inspect.AudioPreviewType})
}

func (i *Inspect) put(ctx context.Context, d inspect.Derived) error {
	body, err := os.Open(d.Path)
	if err != nil {
		return err
	}
	defer body.Close()
	info, err := body.Stat()
	if err != nil {
		return err
	}
	return i.Objects.Put(ctx, d.Key, body, info.Size(), d.Type, "")
}

// How often work says that it is alive: media work, and work on records, which hardly ever lasts that long.
const (
	beatEvery      = 4 * time.Second
	quickBeatEvery = time.Second
)

// beat says that the activity is alive until stopped. A worker that dies falls silent and another one takes over.
func beat(ctx context.Context, every time.Duration) (stop func()) {
	if !activity.IsActivity(ctx) {
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		for tick := time.NewTicker(every); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
				activity.RecordHeartbeat(ctx)
			}
		}
	}()
	return func() { close(done) }
}
