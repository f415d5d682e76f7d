package split

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"tutti/media/archive"
	"tutti/project"
)

// cutArchive makes every file of an archive a piece, as it is. Folders have no piece of their own: they come back with the
// files in them.
func cutArchive(ctx context.Context, _ *Splitter, r Request) (draft, error) {
	if r.Parts > 0 || r.Every > 1 {
		return draft{}, project.Errorf(project.Invalid, "an archive is cut into its files, one each; take parts and every away")
	}
	in, err := archive.Open(r.Path)
	if errors.Is(err, archive.ErrNotArchive) {
		return draft{}, project.Errorf(project.Invalid, "%q: %s", r.Name, err)
	}
	if err != nil {
		return draft{}, err
	}
	defer in.Close()
	if found := in.Judge(); len(found) > 0 {
		return draft{}, project.Errorf(project.Invalid, "%q is not safe to take apart: %s", r.Name, found[0].Text)
	}
	out := draft{recipe: project.Recipe{Kind: project.RecipeBundle, Outputs: []string{"zip"}, Plain: true}}
	pictures := true
	for i, e := range in.Entries {
		if err := ctx.Err(); err != nil {
			return draft{}, err
		}
		if e.Dir {
			continue
		}
		if why := undeliverable(e.Name); why != "" {
			return draft{}, project.Errorf(project.Invalid, "the name %q in the archive %s; rename the file and pack it again", e.Name, why)
		}
		n := len(out.pieces)
		if n == MaxPieces {
			return draft{}, project.Errorf(project.Invalid, "%q has more than %d files", r.Name, MaxPieces)
		}
		piece, err := takeOut(in, i, n, r.Work)
		if err != nil {
			return draft{}, err
		}
		pictures = pictures && isPicture(piece.Path)
		out.pieces = append(out.pieces, piece)
	}
	if len(out.pieces) == 0 {
		return draft{}, project.Errorf(project.Invalid, "there is nothing in %q: it has no files, or folders only", r.Name)
	}
	out.total = int64(len(out.pieces))
	out.spec = project.Spec{Kind: project.KindFile}
	if pictures {
		out.spec.Kind = project.KindImage
	}
	return out, nil
}

// undeliverable says why nobody could deliver a file under the name it has in the archive, "" when one can.
func undeliverable(name string) string {
	switch {
	case !utf8.ValidString(name):
		return "is not in UTF-8"
	case strings.ContainsAny(name, `:*?"<>|`):
		return `has one of : * ? " < > | in it, which not every system can keep`
	case slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.Trim(part, ". ") == "" }):
		return "has an empty part, or one of dots and blanks only"
	case slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return len(part) > maxNameBytes }):
		return fmt.Sprintf("has a part of more than %d bytes", maxNameBytes)
	}
	return ""
}

// maxNameBytes is the longest name that a plan takes as part of a path.
const maxNameBytes = 200

// takeOut unpacks an entry into a file of our own naming.
func takeOut(in *archive.Reader, i, n int, work string) (Piece, error) {
	e := in.Entries[i]
	p := Piece{Path: filepath.Join(work, fmt.Sprintf("%05d", n)), Cut: project.Cut{Title: e.Name, From: int64(n), To: int64(n) + 1, Inventory: []string{path.Base(e.Name)},
		File: project.DeliveryFile{Name: path.Base(e.Name)}}}
	if folder := path.Dir(e.Name); folder != "." {
		p.Place.Path = folder
	}
	f, err := os.OpenFile(p.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return p, err
	}
	var damage *archive.EntryError
	if err = errors.Join(in.Copy(f, i), f.Close()); errors.As(err, &damage) {
		return p, project.Errorf(project.Invalid, "the archive is damaged: %s", damage)
	}
	return p, err
}

func isPicture(path string) bool {
	m, err := mimetype.DetectFile(path)
	return err == nil && strings.HasPrefix(m.String(), "image/") && !m.Is("image/svg+xml")
}
