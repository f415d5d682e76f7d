package assemble

import (
	"bytes"
	"cmp"
	"context"
	"hash/crc32"
	"io"
	"os"

	"tutti/media/archive"
	"tutti/project"
)

const zipType = "application/zip"

// content is what goes into an archive: a delivered file, or a text of ours.
type content struct {
	item archive.Item
	file project.FileFacts
	text []byte // nil for a file
}

// Stretch is a part of an archive that is stored without lying on our disk: bytes, or the whole of a delivered file.
type Stretch struct {
	Bytes []byte // nil for a file
	File  project.FileFacts
}

// bundle puts every delivered file into one archive, as it is, under its place's folder or its sub-gig's key, with the
// manifest and the credits. Names, order and header fields depend on the inputs alone.
//
// A plain one has the delivered files alone, under their place's folder or at the top, by their own names: so an archive that was
// cut into its files becomes itself again.
func (w *workshop) bundle(ctx context.Context, name string) error {
	var all []content
	plain := w.request.Recipe.Plain
	taken := names{manifestName: !plain, creditsName: !plain}
	for i := range w.manifest.Entries {
		e := &w.manifest.Entries[i]
		for _, file := range e.Files {
			folder, name := folderOf(cmp.Or(e.Place.Path, e.Key)), safeName(file.Name)
			if plain {
				folder, name = ownName(e.Place.Path, file.Name)
			}
			path := taken.unique(folder, name)
			e.Span.Paths = append(e.Span.Paths, path)
			all = append(all, content{item: archive.Item{Name: path, Size: file.Size, CRC32: file.CRC32}, file: file})
		}
	}
	if !plain {
		texts, err := w.texts()
		if err != nil {
			return err
		}
		all = append(all, texts...)
	}
	if w.request.Store != nil {
		return w.lay(ctx, name, all)
	}
	return w.pack(ctx, name, all)
}

// texts are the manifest without the archive, which cannot name its own hash, and the credits.
func (w *workshop) texts() ([]content, error) {
	manifest, err := Canonical(w.manifest)
	if err != nil {
		return nil, err
	}
	return []content{ours(manifestName, manifest), ours(creditsName, credits(w.manifest))}, nil
}

func ours(name string, text []byte) content {
	return content{item: archive.Item{Name: name, Size: int64(len(text)), CRC32: crc32.ChecksumIEEE(text)}, text: text}
}

func itemsOf(all []content) []archive.Item {
	items := make([]archive.Item, 0, len(all))
	for _, c := range all {
		items = append(items, c.item)
	}
	return items
}

// lay has the archive stored without fetching it: only its layout is made here.
func (w *workshop) lay(ctx context.Context, name string, all []content) error {
	segments, size, err := archive.Plan(itemsOf(all))
	if err != nil {
		return err
	}
	var stretches []Stretch
	for _, s := range segments {
		switch {
		case s.Bytes != nil:
			stretches = append(stretches, Stretch{Bytes: s.Bytes})
		case all[s.Item].text != nil:
			stretches = append(stretches, Stretch{Bytes: all[s.Item].text})
		default:
			stretches = append(stretches, Stretch{File: all[s.Item].file})
		}
	}
	sum, err := w.request.Store(ctx, name, zipType, size, stretches)
	w.files = append(w.files, LocalFile{Name: name, Type: zipType, SHA256: sum, Size: size})
	return err
}

// pack fetches one file after the other and writes the archive to the disk. Every byte is compared with its inspection.
func (w *workshop) pack(ctx context.Context, name string, all []content) error {
	f, err := os.Create(w.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	err = archive.Write(f, itemsOf(all), func(i int) (io.ReadCloser, error) {
		if all[i].text != nil {
			return io.NopCloser(bytes.NewReader(all[i].text)), nil
		}
		return w.fetched(ctx, all[i].file)
	})
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return w.take(name, zipType)
}

// fetched brings a file to the disk for as long as it is read.
func (w *workshop) fetched(ctx context.Context, file project.FileFacts) (io.ReadCloser, error) {
	path := w.path("bundle.part")
	if err := w.request.Fetch(ctx, file.SHA256, path); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, os.Remove(path) // it stays as long as it is open
}
