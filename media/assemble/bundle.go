package assemble

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"hash/crc32"
	"io"
	"math"
	"os"
	"unicode/utf8"

	"tutti/project"
)

// bundle puts every delivered file into one archive, as it is, under its place's folder or its sub-gig's key, with the
// manifest and the credits. Names, order and header fields depend on the inputs alone.
func (w *workshop) bundle(ctx context.Context, name string) error {
	f, err := os.Create(w.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	archive := zip.NewWriter(f)
	taken := names{manifestName: true, creditsName: true}
	for _, in := range w.manifest.Entries {
		folder := folderOf(cmp.Or(in.Place.Path, in.Key))
		for _, file := range in.Files {
			if err := w.pack(ctx, archive, taken.unique(folder, safeName(file.Name)), file); err != nil {
				return err
			}
		}
	}
	if err := w.packTexts(archive); err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return w.take(name, "application/zip")
}

// packTexts adds the manifest without the archive, which cannot name its own hash, and the credits.
func (w *workshop) packTexts(archive *zip.Writer) error {
	manifest, err := Canonical(w.manifest)
	if err != nil {
		return err
	}
	if err := store(archive, manifestName, int64(len(manifest)), crc32.ChecksumIEEE(manifest), bytes.NewReader(manifest)); err != nil {
		return err
	}
	text := credits(w.manifest)
	return store(archive, creditsName, int64(len(text)), crc32.ChecksumIEEE(text), bytes.NewReader(text))
}

// pack fetches one file and stores it. The checksum of the inspection is compared with what was written.
func (w *workshop) pack(ctx context.Context, archive *zip.Writer, name string, file project.FileFacts) error {
	path := w.path("bundle.part")
	defer os.Remove(path)
	if err := w.request.Fetch(ctx, file.SHA256, path); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return err
	}
	if stat.Size() != file.Size {
		return project.Errorf(project.Internal, "the file %q has %d bytes, its inspection saw %d", file.Name, stat.Size(), file.Size)
	}
	return store(archive, name, file.Size, file.CRC32, f)
}

// utf8Flag tells readers that the name is UTF-8.
const utf8Flag = 0x800

// store writes one uncompressed entry. Sizes and checksum stand before the content, so the archive can also be read as a
// stream; only an entry of 4 GiB and more has them behind, which the format asks for.
func store(archive *zip.Writer, name string, size int64, crc uint32, content io.Reader) error {
	header := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc, CompressedSize64: uint64(size), UncompressedSize64: uint64(size)}
	if len(name) != utf8.RuneCountInString(name) {
		header.Flags |= utf8Flag
	}
	create := archive.CreateRaw
	if size >= math.MaxUint32 {
		create = archive.CreateHeader
	}
	entry, err := create(header)
	if err != nil {
		return err
	}
	sum := crc32.NewIEEE()
	n, err := io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(entry, sum)}, struct{ io.Reader }{content}, make([]byte, 1<<20))
	if err != nil {
		return err
	}
	if n != size || sum.Sum32() != crc {
		return project.Errorf(project.Internal, "%q has %d bytes with checksum %08x, its inspection saw %d with %08x", name, n, sum.Sum32(), size, crc)
	}
	return nil
}
