package examples

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The parts of a template's folder.
const (
	PlanFile   = "plan.yaml"
	deliveries = "deliveries"
)

// Template is an example of one kind of project: a plan, its references, and what each of its sellers delivers.
type Template struct {
	Name  string // of its folder
	About string // one line
	files fs.FS
}

// Templates lists the templates, by name.
func Templates() ([]Template, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var out []Template
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		t, err := Open(e.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// Open gives the template of a name; fs.ErrNotExist when there is none.
func Open(name string) (Template, error) {
	if strings.Contains(name, "/") {
		return Template{}, fs.ErrNotExist
	}
	folder, err := fs.Sub(files, name)
	if err != nil {
		return Template{}, errors.Join(fs.ErrNotExist, err)
	}
	t := Template{Name: name, files: folder}
	text, err := t.Plan()
	t.About = firstLine(text)
	return t, err
}

// firstLine is what a plan says about itself in its first comment.
func firstLine(plan []byte) string {
	lines := bufio.NewScanner(bytes.NewReader(plan))
	lines.Scan()
	return strings.TrimSpace(strings.TrimPrefix(lines.Text(), "#"))
}

// Plan is the plan as it is written.
func (t Template) Plan() ([]byte, error) { return fs.ReadFile(t.files, PlanFile) }

// Files lists what a buyer begins with: the plan and its references, by their paths.
func (t Template) Files() ([]string, error) {
	var out []string
	err := fs.WalkDir(t.files, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name == deliveries:
			return fs.SkipDir
		case !e.IsDir():
			out = append(out, name)
		}
		return nil
	})
	return out, err
}

// Read gives the content of a file.
func (t Template) Read(name string) ([]byte, error) { return fs.ReadFile(t.files, name) }

// Deliveries gives the paths of what the seller of a sub-gig delivers: the files of each version, one version after another
// until one is good. A sub-gig has one file, KEY.EXT, or a folder KEY; with several versions KEY.1.EXT, KEY.2.EXT.
func (t Template) Deliveries(key string) ([][]string, error) {
	entries, err := fs.ReadDir(t.files, deliveries)
	if err != nil {
		return nil, err
	}
	var versions [][]string
	for _, e := range entries { // in the order of their names, so version 1 before 2
		name, _, _ := strings.Cut(e.Name(), ".")
		switch {
		case name != key:
		case e.IsDir():
			folder, err := t.folder(path.Join(deliveries, e.Name()))
			if err != nil {
				return nil, err
			}
			versions = append(versions, folder)
		default:
			versions = append(versions, []string{path.Join(deliveries, e.Name())})
		}
	}
	if len(versions) == 0 {
		return nil, fmt.Errorf("the template %s has nothing to deliver for %s", t.Name, key)
	}
	return versions, nil
}

func (t Template) folder(name string) ([]string, error) {
	entries, err := fs.ReadDir(t.files, name)
	var out []string
	for _, e := range entries {
		out = append(out, path.Join(name, e.Name()))
	}
	slices.Sort(out)
	return out, err
}
