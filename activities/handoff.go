package activities

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"tutti/media/convert"
	"tutti/project"
)

// Handoff holds what converting approved deliveries for the next sub-gigs needs.
type Handoff struct {
	Records   project.Records
	Objects   project.Objects
	Converter *convert.Converter
	Scratch   string // directory for files while they are worked on
}

// handOn makes every form in which an approved file is handed on, once for the same bytes. It runs with each build, because that is
// what follows each approval. A file that cannot be converted is handed on as it is: only trouble of ours is an error.
func (h *Handoff) handOn(ctx context.Context, id project.ProjectID, inputs []project.Input) error {
	if h == nil {
		return nil
	}
	all, err := h.Records.SubGigs(ctx, id, project.SubGigFilter{}, project.Page{})
	if err != nil {
		return err
	}
	approved := map[project.SubGigID][]project.FileFacts{}
	for _, in := range inputs {
		approved[in.SubGig] = in.Files
	}
	for _, file := range project.Handoffs(all, approved) {
		if err := h.make(ctx, file); err != nil {
			return err
		}
	}
	return nil
}

// refusedKey is where it is kept why a file cannot be converted, so that nobody tries again.
func refusedKey(key string) string { return key + ".refused" }

func (h *Handoff) make(ctx context.Context, file project.HandoffFile) error {
	for _, key := range []string{file.Key, refusedKey(file.Key)} {
		if _, err := h.Objects.Stat(ctx, key); err == nil || project.CodeOf(err) != project.NotFound {
			return err
		}
	}
	dir, err := os.MkdirTemp(h.Scratch, "handoff-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	from, to := filepath.Join(dir, "delivered"), filepath.Join(dir, "made")
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	if err := fetch(ctx, h.Objects, file.File.SHA256, from); err != nil {
		return err
	}
	to = filepath.Join(to, "handoff."+file.Format)
	err = h.Converter.Convert(ctx, file.Handoff, from, to)
	if code := project.CodeOf(err); err != nil && (code == project.Invalid || code == project.Limited) {
		why := err.Error()
		return h.Objects.Put(ctx, refusedKey(file.Key), strings.NewReader(why), int64(len(why)), "text/plain; charset=utf-8", "")
	}
	if err != nil {
		return err
	}
	body, err := os.Open(to)
	if err != nil {
		return err
	}
	defer body.Close()
	info, err := body.Stat()
	if err != nil {
		return err
	}
	return h.Objects.Put(ctx, file.Key, body, info.Size(), file.Type(), "")
}
