package split

import (
	"context"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tutti/media/archive"
	"tutti/project"
)

// Folder writes the files of a folder and of those within it as an archive to the file at to, which must not exist, so that a folder is
// split as an archive is. They stand in the order of their names, without times and rights: the same files give the same bytes, and
// assembling the untouched pieces gives them again. Names that begin with a dot, which systems leave behind, are left out.
//
// Errors: Invalid for a folder without files, with too many, or with something in it that is no file; trouble of the disk.
func Folder(ctx context.Context, dir, to string) error {
	items, err := folderItems(ctx, dir)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = archive.Write(out, items, func(i int) (io.ReadCloser, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return os.Open(filepath.Join(dir, filepath.FromSlash(items[i].Name)))
	})
	return errors.Join(err, out.Close())
}

// folderItems lists the files with their sizes and checksums.
func folderItems(ctx context.Context, dir string) ([]archive.Item, error) {
	var items []archive.Item
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == dir:
			return ctx.Err()
		case strings.HasPrefix(entry.Name(), ".") && entry.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(entry.Name(), "."), entry.IsDir():
			return ctx.Err()
		case !entry.Type().IsRegular():
			return project.Errorf(project.Invalid, "%s is no file but a link, pipe or device; take it out of the folder, or put the file itself there", path)
		case len(items) == MaxPieces:
			return project.Errorf(project.Invalid, "%s has more than %d files", dir, MaxPieces)
		}
		item, err := folderItem(dir, path)
		items = append(items, item)
		return err
	})
	if err == nil && len(items) == 0 {
		err = project.Errorf(project.Invalid, "the folder %s has no files to split", dir)
	}
	return items, err
}

func folderItem(dir, path string) (archive.Item, error) {
	name, err := filepath.Rel(dir, path)
	if err != nil {
		return archive.Item{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return archive.Item{}, err
	}
	defer f.Close()
	sum := crc32.NewIEEE()
	n, err := io.Copy(sum, f)
	return archive.Item{Name: filepath.ToSlash(name), Size: n, CRC32: sum.Sum32()}, err
}
