// Package pdf reads, cuts and joins PDF files that nobody trusts.
//
// All of it happens in a [Work] of the sandbox, because a file of a megabyte can ask a reader for gigabytes; only the words are
// read by Poppler, in the sandbox too. What is
// written is written in one order of objects, without dates and with an identifier made of the content: the same pages
// give the same bytes.
package pdf

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// Version names what decides about the bytes that are written; it changes whenever the same pages would give others.
const Version = "tutti-pdf 1 (pdfcpu 0.15.0)"

// workName is what the sandbox calls this work.
const workName = tool.WorkPrefix + "pdf"

// The limits of one run in the sandbox. The memory counts addresses: the runtime alone reserves up to 1.5 GiB of them, and
// a 300-page book needs a tenth of the rest.
const (
	memoryLimit = 3 << 30
	cpuLimit    = 2 * time.Minute
	wallLimit   = 5 * time.Minute
)

// Press does the work. It is safe for use by several goroutines.
type Press struct{ tools *tool.Runner }

// New makes a Press. The program that uses it names [Work] in its call of tool.Main.
func New(tools *tool.Runner) *Press { return &Press{tools: tools} }

// Document is what is known of a file after a look. A file that is Encrypted was not looked into.
type Document struct {
	Version     string     `json:"version"` // of the format, as 1.7
	Pages       []Page     `json:"pages"`
	Fonts       []Font     `json:"fonts"`     // by name
	Bookmarks   []Bookmark `json:"bookmarks"` // in their order, flattened
	Active      []Active   `json:"active"`
	Title       string     `json:"title,omitempty"`
	Author      string     `json:"author,omitempty"`
	Encrypted   bool       `json:"encrypted,omitempty"`
	Bomb        string     `json:"bomb,omitempty"` // why it was not read on, "" when it is none
	DecodedSize int64      `json:"decoded_size"`   // bytes of all streams, unpacked
}

// Page is one page.
type Page struct {
	Width   float64 `json:"width_mm"` // as shown, rotation included
	Height  float64 `json:"height_mm"`
	Rotated int     `json:"rotated,omitempty"` // degrees
	Damaged string  `json:"damaged,omitempty"` // why its content cannot be read
}

// Font is one font that pages use.
type Font struct {
	Name     string `json:"name"`
	Type     string `json:"type"` // as TrueType
	Embedded bool   `json:"embedded"`
	Page     int    `json:"page"` // the first that uses it, from 1
}

// Bookmark is one line of the outline.
type Bookmark struct {
	Title string `json:"title"`
	Page  int    `json:"page"`  // from 1
	Level int    `json:"level"` // 0 at the top
}

// Active is something in a document that does more than being shown.
type Active struct {
	Kind string `json:"kind"`           // as script, launch, file, form, remote, media
	What string `json:"what,omitempty"` // a name, as far as there is one
	Page int    `json:"page,omitempty"` // from 1; 0 when it belongs to the whole document
}

// Range is pages From to To, counted from 0, To not included.
type Range struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Chapter is one part of a joined document.
type Chapter struct {
	Path  string `json:"path"`            // absolute
	Title string `json:"title,omitempty"` // of its bookmark; "" for none
}

// Joined says where the chapters stand.
type Joined struct {
	Ranges []Range `json:"ranges"` // one for each chapter
}

// Book is what shall become one document.
type Book struct {
	Title    string    `json:"title"`
	Author   string    `json:"author"`
	Chapters []Chapter `json:"chapters"`
}

// Look gives the facts of the file at path, absolute.
//
// Errors: Invalid when it cannot be read as PDF, with the reason; Limited when reading it takes more than the sandbox
// gives; the others of tool.Run.
func (p *Press) Look(ctx context.Context, path string) (Document, error) {
	var d Document
	err := p.run(ctx, order{Do: "look", Files: []string{path}}, "", &d)
	return d, err
}

// Digests gives a hash of each page: of its content, its resources and its size, whatever the numbers of objects are.
func (p *Press) Digests(ctx context.Context, path string) ([]string, error) {
	var pages []string
	err := p.run(ctx, order{Do: "digest", Files: []string{path}}, "", &pages)
	return pages, err
}

// Cut writes each range of pages as a document of its own into dir, absolute, under the name at the same position.
// Bookmarks within a range go along. Errors: Invalid when a range is outside the document or the file is none; as Look.
func (p *Press) Cut(ctx context.Context, path, dir string, ranges []Range, names []string) error {
	return p.run(ctx, order{Do: "cut", Files: []string{path}, Ranges: ranges, Targets: targets(dir, names...)}, dir, &struct{}{})
}

// Join writes all chapters as one document, named name, into dir, absolute: a bookmark for each that has a title, its own
// bookmarks below. Scripts, actions on opening and attached files of the chapters stay behind. Errors: as Look.
func (p *Press) Join(ctx context.Context, b Book, dir, name string) (Joined, error) {
	var out Joined
	files := make([]string, 0, len(b.Chapters))
	for _, c := range b.Chapters {
		files = append(files, c.Path)
	}
	err := p.run(ctx, order{Do: "join", Files: files, Book: b, Targets: targets(dir, name)}, dir, &out)
	return out, err
}

// order is what the sandbox is asked to do; it comes through standard input, because a book can have a thousand chapters.
type order struct {
	Do      string   `json:"do"`
	Files   []string `json:"files"`
	Ranges  []Range  `json:"ranges,omitempty"`
	Targets []string `json:"targets,omitempty"` // the files to write, absolute
	Book    Book     `json:"book"`
}

// targets are files of a directory.
func targets(dir string, names ...string) []string {
	paths := make([]string, 0, len(names))
	for _, name := range names {
		paths = append(paths, filepath.Join(dir, filepath.Base(name)))
	}
	return paths
}

// run gives an order to the sandbox and decodes its answer.
func (p *Press) run(ctx context.Context, o order, dir string, answer any) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	_, err = p.tools.Run(ctx, tool.Job{Tool: workName, Inputs: o.Files, Dir: dir, Stdin: bytes.NewReader(text), Outputs: []io.Writer{&out},
		Limits: tool.Limits{MemoryBytes: memoryLimit, CPU: cpuLimit, Wall: wallLimit, FileBytes: project.MaxDeliveryBytes, OutputBytes: 64 << 20}})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out.Bytes(), answer); err != nil {
		return project.Because(err, project.Internal, "the work on the PDF gave no answer that can be read")
	}
	return nil
}
