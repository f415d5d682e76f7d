// Package split cuts a source into pieces that become sub-gigs: a book by its headings, a table by its rows, a film by its
// scenes. It is the inverse of assembling: the recipe that a split proposes puts the untouched pieces together to the source
// again, to the byte where the format allows it, else in content.
//
// A splitter never writes a source anew where it can cut it: pieces of texts are stretches of the original bytes.
package split

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"tutti/media/slug"
	"tutti/media/tool"
	"tutti/project"
)

// Limits of a split.
const (
	MaxPieces      = 10_000
	maxKeyRunes    = 40
	maxTitleRunes  = 120
	defaultPieces  = 8 // of a source that has no natural borders
	maxSourceBytes = 64 << 30
)

// Options is what a Splitter needs.
type Options struct {
	Tools *tool.Runner // required
}

// Splitter cuts sources. It is safe for use by several goroutines.
type Splitter struct {
	tools *tool.Runner
}

// New makes a Splitter.
func New(o Options) (*Splitter, error) {
	if o.Tools == nil {
		return nil, project.Errorf(project.Internal, "a splitter needs tools")
	}
	return &Splitter{tools: o.Tools}, nil
}

// Request is one source to cut.
type Request struct {
	Name  string          // as its owner named it; shown, and it tells texts apart that look alike
	Path  string          // absolute, of our making
	By    project.SplitBy // at what to cut; the format's own way when empty
	Parts int             // so many pieces, as even as the units allow; 0 leaves it to Every, or to the natural borders
	Every float64         // so many units a piece (seconds for time); 0 for none
	Work  string          // absolute path of an empty directory; the pieces are left in it
}

// Piece is one cut with its file, in Request.Work.
type Piece struct {
	project.Cut
	Path string
}

// Result is a source in pieces. Split.Cuts are those of the pieces.
type Result struct {
	project.Split
	Pieces []Piece
}

// format is one kind of source that can be cut.
type format struct {
	name string
	is   func(m *mimetype.MIME, name string) bool
	ways []project.SplitBy // the first is its own way
	unit string
	cut  func(ctx context.Context, s *Splitter, r Request) (draft, error)
}

// draft is what the splitter of a format gives: the pieces without their hashes, and how they belong together.
type draft struct {
	pieces []Piece // From, To, Title, File.Name, Inventory, Place and Path are filled in; Key may be
	total  int64   // in the unit of the format
	recipe project.Recipe
	spec   project.Spec
}

// formats lists what can be cut. The first that fits is taken, so what looks like something more general stands first.
func formats() []format {
	return slices.Concat(pageFormats(), []format{audioFormat(), videoFormat()}, textFormats())
}

// Split cuts the source.
//
// Errors: Invalid when the source cannot be cut (an unknown format, a way that the format does not know, too many pieces, a
// damaged file), with a sentence for its owner; Unavailable and Limited as tool.Run gives them; trouble of the disk.
func (s *Splitter) Split(ctx context.Context, r Request) (Result, error) {
	f, err := formatOf(r)
	if err != nil {
		return Result{}, err
	}
	if r.By, err = f.way(r.By); err != nil {
		return Result{}, err
	}
	if err := r.check(); err != nil {
		return Result{}, err
	}
	made, err := f.cut(ctx, s, r)
	if err != nil {
		return Result{}, err
	}
	return finish(f, r, made)
}

func (r Request) check() error {
	switch {
	case !filepath.IsAbs(r.Path) || !filepath.IsAbs(r.Work):
		return project.Errorf(project.Internal, "a split needs absolute paths")
	case r.Parts < 0 || r.Parts > MaxPieces:
		return project.Errorf(project.Invalid, "%d parts are outside 0 to %d", r.Parts, MaxPieces)
	case !(r.Every >= 0): // not a number is refused too
		return project.Errorf(project.Invalid, "%g units cannot go into each piece; write a number above 0, or leave it out", r.Every)
	case r.Parts > 0 && r.Every > 0:
		return project.Errorf(project.Invalid, "say either how many parts you want or how much goes into each, not both")
	}
	return nil
}

// formatOf finds the format by content; the name only tells texts apart.
func formatOf(r Request) (format, error) {
	info, err := os.Stat(r.Path)
	if err != nil {
		return format{}, err
	}
	if info.Size() == 0 || info.Size() > maxSourceBytes {
		return format{}, project.Errorf(project.Invalid, "%q has %d bytes; a source has 1 to %d", r.Name, info.Size(), int64(maxSourceBytes))
	}
	m, err := mimetype.DetectFile(r.Path)
	if err != nil {
		return format{}, err
	}
	for _, f := range formats() {
		if f.is(m, r.Name) {
			return f, nil
		}
	}
	return format{}, project.Errorf(project.Invalid, "%q is %s, which cannot be split; split one of %s", r.Name, m, strings.Join(Formats(), ", "))
}

// Formats names what can be cut.
func Formats() []string {
	names := []string{}
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

func (f format) way(by project.SplitBy) (project.SplitBy, error) {
	if by == "" {
		return f.ways[0], nil
	}
	if !slices.Contains(f.ways, by) {
		return "", project.Errorf(project.Invalid, "a source of the format %s cannot be split by %q; use %v", f.name, by, f.ways)
	}
	return by, nil
}

// finish hashes the pieces, names those that have no key, and holds the split to its law.
func finish(f format, r Request, made draft) (Result, error) {
	if n := len(made.pieces); n == 0 || n > MaxPieces {
		return Result{}, project.Errorf(project.Invalid, "%q falls into %d pieces; ask for 1 to %d", r.Name, n, MaxPieces)
	}
	source, err := fileAt(r.Path, filepath.Base(r.Name))
	if err != nil {
		return Result{}, err
	}
	out := Result{Pieces: made.pieces, Split: project.Split{Source: source, Format: f.name, By: r.By, Unit: f.unit, Total: made.total,
		Recipe: made.recipe, Spec: made.spec}}
	if r.Parts > len(made.pieces) {
		out.Wanted = r.Parts
	}
	keys := keyring{}
	for i := range out.Pieces {
		p := &out.Pieces[i]
		p.Title = clip(cmp.Or(strings.TrimSpace(p.Title), fmt.Sprintf("Part %d", i+1)), maxTitleRunes)
		p.Key = keys.take(cmp.Or(p.Key, keyOf(p.Title), fmt.Sprintf("part-%d", i+1)))
		if p.File, err = fileAt(p.Path, p.File.Name); err != nil {
			return Result{}, err
		}
		out.Cuts = append(out.Cuts, p.Cut)
	}
	return out, out.Check()
}

// fileAt hashes and types a file.
func fileAt(path, name string) (project.DeliveryFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return project.DeliveryFile{}, err
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{f}, make([]byte, 1<<20))
	if err != nil {
		return project.DeliveryFile{}, err
	}
	m, err := mimetype.DetectFile(path)
	if err != nil {
		return project.DeliveryFile{}, err
	}
	return project.DeliveryFile{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size, Type: m.String()}, nil
}

// keyring gives each key once.
type keyring map[string]bool

func (k keyring) take(key string) string {
	unique := key
	for n := 2; k[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", key, n)
	}
	k[unique] = true
	return unique
}

// keyOf makes a key of a title: small letters, digits and -; empty when nothing of it can stand in a key.
func keyOf(title string) string { return slug.Of(title, maxKeyRunes) }

func clip(s string, runes int) string {
	if all := []rune(s); len(all) > runes {
		return string(all[:runes-1]) + "…"
	}
	return s
}

// groups gathers n units into pieces: so many parts, as even as possible, or so many units each; else one unit a piece when
// they are natural borders, or a few even parts. Each group is a half-open range.
func groups(n int, r Request, natural bool) [][2]int {
	parts := r.Parts
	switch {
	case r.Every >= 1:
		parts = 0
	case parts == 0 && natural:
		parts = n
	case parts == 0:
		parts = defaultPieces
	}
	var out [][2]int
	if parts == 0 {
		each := int(r.Every)
		for at := 0; at < n; at += each {
			out = append(out, [2]int{at, min(at+each, n)})
		}
		return out
	}
	parts = min(parts, n)
	for i := range parts {
		out = append(out, [2]int{i * n / parts, (i + 1) * n / parts})
	}
	return out
}
