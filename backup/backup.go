package backup

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tutti/project"
)

// Format names the form of a backup.
const Format = "tutti-backup-1"

const (
	reportFile = "backup.json"
	prefix     = "tutti-"
	unfinished = ".unfinished"
	stamp      = "2006-01-02T150405.000Z"
	private    = 0o700
)

// Report says what a backup holds. It is written last, into the backup.
type Report struct {
	Format    string     `json:"format"`
	Program   string     `json:"program"` // version that took it
	At        time.Time  `json:"at"`      // the moment
	Databases []Database `json:"databases"`
	Files     int        `json:"files"`            // of the store
	Bytes     int64      `json:"bytes"`            // of all files and databases
	Folder    string     `json:"folder,omitempty"` // where it was found; it does not say so itself
}

// Database is a copied database.
type Database struct {
	Name   string `json:"name"`
	Size   int64  `json:"size_bytes"`
	SHA256 string `json:"sha256"` // hex
}

// databases are those of a data directory; small files go along as they are, the trees are the store's.
func databases() []string { return []string{"tutti.db", "temporal.db"} }
func keptFiles() []string {
	return []string{"temporal.version", "operator.json", "secret.key", "s3.key"}
}
func trees() []string { return []string{"s3", "s3-meta"} }

// Take copies the data directory into a new folder within dir, named after the moment, and gives its report. Files that the
// newest backup there has too are linked, so that they take room once. A backup that was cut short is not there.
func Take(ctx context.Context, data, dir, program string) (Report, error) {
	if err := os.MkdirAll(dir, private); err != nil {
		return Report{}, project.Because(err, project.Invalid, "the folder %s for backups cannot be made: %v", dir, err)
	}
	if _, err := os.Stat(filepath.Join(data, databases()[0])); err != nil {
		return Report{}, project.Because(err, project.NotFound, "%s is no data directory of an instance with its own databases: %v", data, err)
	}
	earlier, err := List(dir)
	if err != nil {
		return Report{}, err
	}
	made, err := os.MkdirTemp(dir, "*"+unfinished)
	if err != nil {
		return Report{}, project.Because(err, project.Invalid, "nothing can be written into %s: %v", dir, err)
	}
	defer os.RemoveAll(made) // finds nothing once it has its name
	r := Report{Format: Format, Program: program}
	if r.At, err = copyDatabases(ctx, data, made); err != nil {
		return Report{}, err
	}
	before := ""
	if len(earlier) > 0 {
		before = earlier[0].Folder
	}
	if err := r.copyFiles(ctx, data, made, before); err != nil {
		return Report{}, err
	}
	r.Folder = filepath.Join(dir, prefix+r.At.UTC().Format(stamp))
	if err := r.write(made); err != nil {
		return Report{}, err
	}
	return r, errors.Join(os.Rename(made, r.Folder), syncPath(dir))
}

// copyFiles copies all but the databases, and counts.
func (r *Report) copyFiles(ctx context.Context, data, to, before string) error {
	for _, name := range databases() {
		sum, size, err := hashFile(filepath.Join(to, name))
		if err != nil {
			return err
		}
		r.Databases, r.Bytes = append(r.Databases, Database{Name: name, Size: size, SHA256: sum}), r.Bytes+size
	}
	c := copier{until: r.At, linked: before}
	for _, name := range keptFiles() {
		if err := c.file(filepath.Join(data, name), filepath.Join(to, name), ""); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	c.files = 0
	for _, name := range trees() {
		if err := c.tree(ctx, data, to, name); err != nil {
			return err
		}
	}
	r.Files, r.Bytes = c.files, r.Bytes+c.bytes
	return nil
}

func (r Report) write(to string) error {
	r.Folder = ""
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(to, reportFile)
	if err := os.WriteFile(path, append(text, '\n'), 0o600); err != nil {
		return err
	}
	return errors.Join(syncPath(path), syncPath(to))
}

// Read gives the report of the backup in a folder.
func Read(folder string) (Report, error) {
	text, err := os.ReadFile(filepath.Join(folder, reportFile))
	if err != nil {
		return Report{}, project.Because(err, project.NotFound, "%s is no backup: it has no %s", folder, reportFile)
	}
	var r Report
	if err := json.Unmarshal(text, &r); err != nil || r.Format != Format {
		return Report{}, project.Errorf(project.Invalid, "%s in %s is not of the form %s that this program reads", reportFile, folder, Format)
	}
	r.Folder = folder
	return r, nil
}

// List gives the backups in a folder, newest first; none when there is no such folder.
func List(dir string) ([]Report, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, project.Because(err, project.Unavailable, "the backups in %s cannot be listed: %v", dir, err)
	}
	all := []Report{}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if r, err := Read(filepath.Join(dir, e.Name())); err == nil { // what is not whole is none
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b Report) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Folder, a.Folder)) })
	return all, nil
}

// Prune removes all backups in a folder but the newest, and what was left of any that were cut short.
func Prune(dir string, keep int) error {
	all, err := List(dir)
	if err != nil {
		return err
	}
	for _, r := range all[min(max(keep, 1), len(all)):] {
		// Its report goes first: what is half removed is no backup.
		err = errors.Join(err, os.Remove(filepath.Join(r.Folder, reportFile)), os.RemoveAll(r.Folder))
	}
	left, globErr := filepath.Glob(filepath.Join(dir, "*"+unfinished))
	for _, folder := range left {
		err = errors.Join(err, os.RemoveAll(folder))
	}
	return errors.Join(err, globErr)
}

// Check compares a backup with its report: every byte of the databases, and that they hold together.
func Check(ctx context.Context, folder string) (Report, error) {
	r, err := Read(folder)
	if err != nil {
		return r, err
	}
	for _, d := range r.Databases {
		sum, _, err := hashFile(filepath.Join(folder, d.Name))
		if err != nil || sum != d.SHA256 {
			return r, project.Errorf(project.Conflict, "%s of the backup %s is missing or not what was copied: take another backup", d.Name, folder)
		}
		if err := wholeDatabase(ctx, filepath.Join(folder, d.Name)); err != nil {
			return r, err
		}
	}
	files, bytes, err := measure(folder)
	if err == nil && (files != r.Files || bytes != r.Bytes) {
		err = project.Errorf(project.Conflict, "the backup %s has %d files and %d bytes, and had %d and %d: take another backup", folder, files, bytes, r.Files, r.Bytes)
	}
	return r, err
}

// measure counts the files of the store, and the bytes of them, the databases and the small files.
func measure(folder string) (files int, bytes int64, err error) {
	err = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || e.Name() == reportFile {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		bytes += info.Size()
		if filepath.Dir(path) != folder {
			files++
		}
		return nil
	})
	return files, bytes, err
}

// Restore lays a backup out as a data directory, which must not be there or be empty. It checks it first.
func Restore(ctx context.Context, folder, data string) (Report, error) {
	r, err := Check(ctx, folder)
	if err != nil {
		return r, err
	}
	if there, err := os.ReadDir(data); err == nil && len(there) > 0 {
		return r, project.Errorf(project.Conflict, "%s is not empty, and nothing there is written over: give another --data", data)
	}
	if err := os.MkdirAll(data, private); err != nil {
		return r, project.Because(err, project.Invalid, "the data directory %s cannot be made: %v", data, err)
	}
	c := copier{until: time.Now().Add(time.Hour)}
	for _, name := range append(keptFiles(), databases()...) {
		if err := c.file(filepath.Join(folder, name), filepath.Join(data, name), ""); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return r, err
		}
	}
	for _, name := range trees() {
		if err := c.tree(ctx, folder, data, name); err != nil {
			return r, err
		}
	}
	return r, syncPath(data)
}

func hashFile(path string) (sum string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	h := sha256.New()
	size, err = io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// syncPath brings a file or a folder to the disk.
func syncPath(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
