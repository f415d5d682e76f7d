package export

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"tutti/project"
)

// ArchiveFormat names the form of an archive. It changes when an older program could not read it.
const ArchiveFormat = "tutti-archive-1"

const archiveHead = "archive.json"

// The bounds of an archive that is read.
const (
	maxArchiveEntries = 1_000_000
	maxHeadBytes      = 256 << 20
	maxTableBytes     = 2 << 30
	maxRowBytes       = 64 << 20
)

// ArchiveHead is what an archive says of itself.
type ArchiveHead struct {
	Format    string                  `json:"format"`
	Project   project.ProjectID       `json:"project_id"`
	Title     string                  `json:"title"`
	State     project.ProjectState    `json:"state"`
	Schema    int64                   `json:"schema"`
	StateHash string                  `json:"state_hash"`
	Tables    []string                `json:"tables"`
	People    []project.ArchivePerson `json:"people"`
	Objects   []project.ArchiveObject `json:"objects"`
}

// ArchiveEntries are the files of an archive of a whole project: what it says of itself, every table, and every object once
// under its hash, as open gives it. Withheld objects are named and not there.
func ArchiveEntries(rows project.ProjectRows, people []project.ArchivePerson, objects []project.ArchiveObject,
	open func(ctx context.Context, key string) (io.ReadCloser, error)) ([]Entry, error) {
	state, title, err := rows.State()
	if err != nil {
		return nil, err
	}
	head := ArchiveHead{Format: ArchiveFormat, Project: rows.Project, Title: title, State: state, Schema: rows.Schema, StateHash: rows.StateHash(),
		Tables: []string{}, People: people, Objects: objects}
	var tables []File
	for _, t := range rows.Tables {
		head.Tables = append(head.Tables, t.Name)
		tables = append(tables, File{"records/" + t.Name + ".jsonl", []byte(strings.Join(append(slices.Clone(t.Rows), ""), "\n"))})
	}
	first, err := encoded(archiveHead, head)
	if err != nil {
		return nil, err
	}
	out := []Entry{Text(first)}
	for _, f := range tables {
		out = append(out, Text(f))
	}
	there := map[string]bool{}
	for _, o := range objects {
		if o.Withheld || there[o.SHA256] {
			continue
		}
		there[o.SHA256] = true
		out = append(out, Entry{Path: "objects/" + o.SHA256, SHA256: o.SHA256, Size: o.Size,
			Open: func(ctx context.Context) (io.ReadCloser, error) { return open(ctx, o.Key) }})
	}
	return out, nil
}

// Archive is an archive that was opened and checked: everything in it is what its records say, but for the bytes of objects,
// which are compared with their hash when they are read.
type Archive struct {
	Head  ArchiveHead
	Rows  project.ProjectRows
	file  *zip.ReadCloser
	files map[string]*zip.File
}

// OpenArchive reads and checks an archive. Invalid, with a sentence, when it is none, is damaged, or holds what does not belong
// into it.
func OpenArchive(path string) (*Archive, error) {
	stat, err := os.Stat(path)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the archive cannot be read: %v", err)
	}
	file, err := zip.OpenReader(path)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "%s is no archive: it is no zip, or was cut off", path)
	}
	a := &Archive{file: file, files: map[string]*zip.File{}}
	for _, check := range []func() error{func() error { return a.list(stat.Size()) }, a.head, a.tables, a.objects} {
		if err := check(); err != nil {
			return nil, errors.Join(err, file.Close())
		}
	}
	return a, nil
}

// Close ends the reading.
func (a *Archive) Close() error { return a.file.Close() }

func unfit(format string, args ...any) error {
	return project.Errorf(project.Invalid, "the archive is refused: "+format, args...)
}

// list takes in the names. Files of an archive are stored as they are, so their sizes sum to no more than its own: there is
// nothing in it that grows.
func (a *Archive) list(size int64) error {
	form := regexp.MustCompile(`^(archive\.json|SHA256SUMS|records/[a-z_]{1,60}\.jsonl|objects/[0-9a-f]{64})$`)
	if len(a.file.File) > maxArchiveEntries {
		return unfit("it holds %d files, at most %d are read", len(a.file.File), maxArchiveEntries)
	}
	var sum uint64
	for _, f := range a.file.File {
		switch {
		case !form.MatchString(f.Name):
			return unfit("%q is no file of an archive", clipped(f.Name))
		case a.files[f.Name] != nil:
			return unfit("%q is there twice", f.Name)
		case f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64 || !f.Mode().IsRegular():
			return unfit("%q is compressed, encrypted or no plain file", f.Name)
		}
		if sum += f.UncompressedSize64; f.UncompressedSize64 > uint64(size) || sum > uint64(size) {
			return unfit("its files are larger than itself")
		}
		a.files[f.Name] = f
	}
	return nil
}

func clipped(text string) string { return text[:min(len(text), 80)] }

func (a *Archive) open(name string, limit int64) (io.ReadCloser, error) {
	f := a.files[name]
	if f == nil {
		return nil, unfit("%s is missing", name)
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, unfit("%s is larger than %d bytes", name, limit)
	}
	body, err := f.Open()
	if err != nil {
		return nil, unfit("%s cannot be read", name)
	}
	return body, nil
}

func (a *Archive) head() error {
	body, err := a.open(archiveHead, maxHeadBytes)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := json.NewDecoder(body).Decode(&a.Head); err != nil {
		return unfit("%s cannot be read", archiveHead)
	}
	if a.Head.Format != ArchiveFormat {
		return unfit("it is of the form %q, this program reads %s", clipped(a.Head.Format), ArchiveFormat)
	}
	if project.CheckID(project.PrefixProject, string(a.Head.Project)) != nil {
		return unfit("it names no project")
	}
	return nil
}

func (a *Archive) tables() error {
	a.Rows = project.ProjectRows{Project: a.Head.Project, Schema: a.Head.Schema}
	for _, name := range a.Head.Tables {
		body, err := a.open("records/"+name+".jsonl", maxTableBytes)
		if err != nil {
			return err
		}
		t := project.RowTable{Name: name, Rows: []string{}}
		lines := bufio.NewScanner(body)
		lines.Buffer(nil, maxRowBytes)
		for lines.Scan() {
			t.Rows = append(t.Rows, lines.Text())
		}
		if err := errors.Join(lines.Err(), body.Close()); err != nil {
			return unfit("the records of %s are damaged", name)
		}
		if !slices.IsSorted(t.Rows) {
			return unfit("the records of %s are not in their order", name)
		}
		a.Rows.Tables = append(a.Rows.Tables, t)
	}
	if got := a.Rows.StateHash(); got != a.Head.StateHash {
		return unfit("its records hash to %s, it says %s", got, clipped(a.Head.StateHash))
	}
	return nil
}

// objects holds the objects of the archive against those that the records name: none more, and none less but what is withheld.
func (a *Archive) objects() error {
	wanted, err := a.Rows.Objects()
	if err != nil {
		return unfit("%v", err)
	}
	named := map[string]project.ArchiveObject{}
	for _, o := range wanted {
		named[o.Key] = o
	}
	there := map[string]bool{}
	for _, o := range a.Head.Objects {
		if err := a.object(o, named); err != nil {
			return err
		}
		there[o.Key] = true
	}
	for _, o := range wanted {
		if o.SHA256 != "" && !there[o.Key] {
			return unfit("the object %s is named by the records and is missing", o.Key)
		}
	}
	return nil
}

func (a *Archive) object(o project.ArchiveObject, named map[string]project.ArchiveObject) error {
	record, known := named[o.Key]
	kind, rest, _ := strings.Cut(o.Key, "/")
	switch f := a.files["objects/"+o.SHA256]; {
	case project.CheckKey(o.Key) != nil || !known:
		return unfit("the object %q is not named by the records", clipped(o.Key))
	case record.SHA256 != "" && (record.SHA256 != o.SHA256 || record.Size != o.Size):
		return unfit("the object %s is not what the records say", o.Key)
	case kind == "obj" && rest != o.SHA256, kind == "art" && !strings.HasPrefix(rest, string(a.Head.Project)+"/"), kind != "obj" && kind != "art" && kind != "pre":
		return unfit("the object %s does not belong to the project", o.Key)
	case o.Withheld:
		return nil
	case f == nil || f.UncompressedSize64 != uint64(o.Size):
		return unfit("the object %s is missing or has another size", o.Key)
	}
	return nil
}

// Open gives the bytes of an object of Head.Objects that is not withheld. The reader compares them with their hash.
func (a *Archive) Open(o project.ArchiveObject) (io.ReadCloser, error) {
	return a.open("objects/"+o.SHA256, 1<<62)
}
