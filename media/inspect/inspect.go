// Package inspect judges deliveries: what a file is, whether it can be used, and whether it is what was asked for.
//
// A finding is not an error. An error of this package is our own trouble (a missing tool, a full disk, an ended context)
// and says nothing about the delivery.
package inspect

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/gabriel-vasile/mimetype"

	"tutti/media/audio"
	"tutti/project"
)

// Options is what an Inspector needs.
type Options struct {
	Decoder *audio.Decoder // required; its cache takes the canonical PCM of what was inspected
}

// Inspector judges deliveries. It is safe for use by several goroutines.
type Inspector struct {
	decoder *audio.Decoder
}

// New makes an Inspector.
func New(o Options) (*Inspector, error) {
	if o.Decoder == nil || o.Decoder.Tools == nil || o.Decoder.Cache == nil {
		return nil, project.Errorf(project.Internal, "an inspector needs a decoder with tools and a cache")
	}
	return &Inspector{decoder: o.Decoder}, nil
}

// File is one file on disk.
type File struct {
	Name   string // as the seller named it; shown, never opened
	Path   string // absolute, of our making
	SHA256 string // of the content; computed when left out
	Size   int64  // in bytes; taken from the disk when 0
}

// Request is a delivery to judge.
type Request struct {
	Delivery  project.DeliveryID
	Files     []File
	Spec      project.Spec
	Before    []File            // of the version before, with which what is made of words is compared
	Guide     *File             // the plan's guide, compared where Spec.AlignGuide asks for it
	Work      string            // absolute path of an empty directory; what is derived is left in it
	Watermark project.Watermark // across what is made for reviewers
	Trial     bool              // nobody will look at it: proofs of what is made of words are not drawn
}

// Result is the judgement and what the same pass made.
type Result struct {
	project.Inspection
	Derived []Derived
}

// Derived is something small made of a delivered file: the waveform of a sound, or a reduced form for reviewers. The facts
// of the file name it by its key already.
type Derived struct {
	Key  string // where it belongs in the object store
	Path string // where it lies, in Request.Work
	Type string // media type
}

// Profiles of what is derived: the last part of its key.
const (
	waveformProfile = "waveform.dat" // .dat of audiowaveform, version 2, 512 frames a pair
	proxyProfile    = "proxy.mp4"    // 360 lines at most, with sound
	posterProfile   = "poster.jpg"   // one picture of the proxy
)

// Inspect judges a delivery, file by file. The canonical PCM of each sound file is in the decoder's cache afterwards.
// Errors: Unavailable when a tool is missing or was stopped from outside, or trouble of the disk.
func (i *Inspector) Inspect(ctx context.Context, r Request) (Result, error) {
	if !filepath.IsAbs(r.Work) {
		return Result{}, project.Errorf(project.Internal, "an inspection needs an absolute directory for what it derives")
	}
	out := Result{Inspection: project.Inspection{Delivery: r.Delivery, Findings: []project.Finding{}, Files: []project.FileFacts{}}}
	if len(r.Files) == 0 {
		none := &judge{}
		none.block("no_files", "Add at least one file.", "the delivery has no files")
		out.Findings = none.findings
	}
	wanted := inventory{asked: r.Spec.Inventory, found: map[string]bool{}}
	for n, f := range r.Files {
		j := &judge{inventory: &wanted, spec: r.Spec, file: f, number: n, guide: r.Guide, work: r.Work, trial: r.Trial, watermark: r.Watermark, before: versionBefore(r, f)}
		if err := i.file(ctx, j); err != nil {
			return Result{}, err
		}
		out.Files = append(out.Files, j.facts)
		out.Findings = append(out.Findings, j.findings...)
		out.Derived = append(out.Derived, j.derived...)
	}
	out.Findings = append(out.Findings, wanted.check(r.Files)...)
	var err error
	out.Tools, err = i.tools(ctx, r.Spec.Kind)
	out.Judge()
	return out, err
}

// versionBefore finds what a file was in the version before: the one of its name, or the only one.
func versionBefore(r Request, f File) *File {
	for _, before := range r.Before {
		if before.Name == f.Name || len(r.Before) == 1 && len(r.Files) == 1 {
			return &before
		}
	}
	return nil
}

// tools names what judged. A plain file needs no tool, so a missing one is no trouble then.
func (i *Inspector) tools(ctx context.Context, kind project.MediaKind) ([]string, error) {
	if kind != project.KindAudio && kind != project.KindVideo {
		return []string{}, nil
	}
	version, err := i.decoder.Version(ctx)
	if err != nil {
		return nil, err
	}
	level, err := i.decoder.Tools.Level(ctx)
	return []string{version, "sandbox " + level.String()}, err
}

// file judges one file by its family.
func (i *Inspector) file(ctx context.Context, j *judge) error {
	readable, err := j.identify(ctx)
	if err != nil || !readable {
		return err
	}
	switch j.spec.Kind {
	case project.KindAudio:
		j.holdsItself()
		return i.audio(ctx, j)
	case project.KindVideo:
		j.holdsItself()
		return i.video(ctx, j)
	case project.KindImage:
		j.holdsItself()
		return i.image(ctx, j)
	case project.KindPDF:
		return i.pdf(ctx, j)
	case project.KindText:
		return i.text(ctx, j)
	case project.KindSubtitles:
		return i.subtitles(ctx, j)
	case project.KindTable:
		return i.table(ctx, j)
	case project.KindTranslation:
		return i.translation(ctx, j)
	case project.KindArchive:
		return i.archive(ctx, j)
	}
	j.holdsItself()
	j.checkFileFormat()
	return i.proofOfFile(ctx, j)
}

// judge collects what is found about one file.
type judge struct {
	inventory *inventory // of the delivery

	spec      project.Spec
	file      File
	number    int // of the file in the delivery, from 0
	guide     *File
	work      string
	trial     bool
	watermark project.Watermark
	before    *File // what this file was in the version before
	facts     project.FileFacts
	mime      *mimetype.MIME
	findings  []project.Finding
	derived   []Derived
}

// derive has something made of the file, under a key that its profile ends, and gives the key.
func (j *judge) derive(profile, mediaType string, write func(path string) error) (key string, err error) {
	d := Derived{Key: project.DerivedKey(j.facts.SHA256, profile), Path: filepath.Join(j.work, fmt.Sprintf("derived-%d-%s", j.number, path.Base(profile))), Type: mediaType}
	if err := write(d.Path); err != nil {
		return "", err
	}
	j.derived = append(j.derived, d)
	return d.Key, nil
}

func (j *judge) add(severity project.Severity, code, fix, format string, args ...any) *project.Finding {
	j.findings = append(j.findings, project.Finding{Code: code, Severity: severity, Message: fmt.Sprintf(format, args...), Fix: fix, File: j.file.Name})
	return &j.findings[len(j.findings)-1]
}

func (j *judge) block(code, fix, format string, args ...any) *project.Finding {
	return j.add(project.Block, code, fix, format, args...)
}

func (j *judge) warn(code, fix, format string, args ...any) *project.Finding {
	return j.add(project.Warn, code, fix, format, args...)
}

func (j *judge) info(code, fix, format string, args ...any) *project.Finding {
	return j.add(project.Info, code, fix, format, args...)
}

// identify checks the size, then types and hashes the content. False means that there is nothing to look into.
func (j *judge) identify(ctx context.Context) (bool, error) {
	stat, err := os.Stat(j.file.Path)
	if err != nil {
		return false, err
	}
	if j.file.Size != 0 && j.file.Size != stat.Size() {
		return false, project.Errorf(project.Internal, "the file %q has %d bytes on disk, %d were announced", j.file.Name, stat.Size(), j.file.Size)
	}
	j.facts = project.FileFacts{Name: j.file.Name, Size: stat.Size(), SHA256: j.file.SHA256}
	limit := int64(project.MaxDeliveryBytes)
	if j.spec.MaxBytes > 0 {
		limit = min(limit, j.spec.MaxBytes)
	}
	if stat.Size() > limit {
		j.block("too_large", "Deliver a smaller file, or agree on a greater limit.", "%d bytes, at most %d are accepted", stat.Size(), limit)
		return false, nil
	}
	if err := j.hash(ctx); err != nil {
		return false, err
	}
	if stat.Size() == 0 {
		j.facts.Type = "application/x-empty"
		if j.spec.MayBeEmpty {
			j.holdsItself()
			return false, nil
		}
		j.block("empty_file", "Export the file again and check its size before you deliver.", "the file is empty (0 bytes)")
		return false, nil
	}
	j.mime, err = mimetype.DetectFile(j.file.Path)
	if err == nil {
		j.facts.Type = j.mime.String()
	}
	return true, err
}

// hash fills in the checksum that a bundle needs, and the sha256 where the caller did not bring it.
func (j *judge) hash(ctx context.Context) error {
	f, err := os.Open(j.file.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	crc := crc32.NewIEEE()
	hashes := []io.Writer{crc}
	var sum hash.Hash
	if j.file.SHA256 == "" {
		sum = sha256.New()
		hashes = append(hashes, sum)
	}
	buf := make([]byte, 256<<10) // stays in a core's cache between the copy and the hashes
	for {
		n, err := f.Read(buf)
		for _, h := range hashes {
			h.Write(buf[:n]) // a hash never fails
		}
		if err == io.EOF {
			break
		}
		if err := firstError(err, ctx.Err()); err != nil {
			return err
		}
	}
	j.facts.CRC32 = crc.Sum32()
	if sum != nil {
		j.facts.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// toolTrouble reports whether an error of a run is ours; the others judge the file.
func toolTrouble(err error) bool {
	code := project.CodeOf(err)
	return code != project.Invalid && code != project.Limited
}
