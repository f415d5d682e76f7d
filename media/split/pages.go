package split

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"tutti/media/pdf"
	"tutti/project"
)

// pageFormats are documents of pages, and archives.
func pageFormats() []format {
	return []format{
		{name: "pdf", is: func(m *mimetype.MIME, _ string) bool { return m.Is("application/pdf") },
			ways: []project.SplitBy{project.ByPages, project.ByBookmarks}, unit: "pages", cut: cutPDF},
		{name: "zip", is: func(m *mimetype.MIME, _ string) bool { return m.Is("application/zip") },
			ways: []project.SplitBy{project.ByEntries}, unit: "entries", cut: cutArchive},
	}
}

// cutPDF cuts a document at pages, or where its bookmarks lead.
func cutPDF(ctx context.Context, s *Splitter, r Request) (draft, error) {
	press := pdf.New(s.tools)
	d, err := press.Look(ctx, r.Path)
	switch {
	case err != nil:
		return draft{}, err
	case d.Encrypted:
		return draft{}, project.Errorf(project.Invalid, "%q is encrypted; export it without a password and without restrictions", r.Name)
	case d.Bomb != "":
		return draft{}, project.Errorf(project.Invalid, "%q unpacks to far more than it is: %s", r.Name, d.Bomb)
	}
	runs := evenly(len(d.Pages), r)
	if r.By == project.ByBookmarks {
		if runs, err = atBookmarks(d, r); err != nil {
			return draft{}, err
		}
	}
	out := draft{total: int64(len(d.Pages)), recipe: project.Recipe{Kind: project.RecipeBook, Outputs: []string{"pdf"}}, spec: pdfSpec(d)}
	var ranges []pdf.Range
	var names []string
	for i, one := range runs {
		name := fmt.Sprintf("%03d.pdf", i+1)
		ranges, names = append(ranges, one.Range), append(names, name)
		out.pieces = append(out.pieces, Piece{Path: filepath.Join(r.Work, name), Cut: project.Cut{Title: one.title, From: int64(one.From), To: int64(one.To),
			Inventory: one.marks, File: project.DeliveryFile{Name: pieceName(i, one.title, ".pdf")}}})
	}
	return out, press.Cut(ctx, r.Path, r.Work, ranges, names)
}

// pageRun is a part of a document with what it is called and the bookmarks that lead into it.
type pageRun struct {
	pdf.Range
	title string
	marks []string
}

func evenly(pages int, r Request) []pageRun {
	var out []pageRun
	for _, g := range groups(pages, r, false) {
		title := fmt.Sprintf("Pages %d to %d", g[0]+1, g[1])
		if g[1] == g[0]+1 {
			title = fmt.Sprintf("Page %d", g[1])
		}
		out = append(out, pageRun{Range: pdf.Range{From: g[0], To: g[1]}, title: title})
	}
	return out
}

// atBookmarks cuts before each page that a dividing bookmark leads to. What stands before the first is a piece too.
func atBookmarks(d pdf.Document, r Request) ([]pageRun, error) {
	natural := []pageRun{{title: "Front matter"}}
	for _, b := range dividingMarks(d) {
		at := b.Page - 1
		last := &natural[len(natural)-1]
		switch {
		case at == last.From && len(last.marks) > 0:
			last.title += " / " + b.Title
		case at == last.From:
			last.title = b.Title
		default:
			natural = append(natural, pageRun{Range: pdf.Range{From: at}, title: b.Title})
			last = &natural[len(natural)-1]
		}
		last.marks = append(last.marks, b.Title)
	}
	if len(natural) == 1 && len(natural[0].marks) == 0 {
		return nil, project.Errorf(project.Invalid, "%q has no bookmarks to cut at; split it by pages", r.Name)
	}
	var out []pageRun
	for _, g := range groups(len(natural), r, true) {
		one := natural[g[0]]
		for _, next := range natural[g[0]+1 : g[1]] {
			one.title, one.marks = one.title+" / "+next.title, slices.Concat(one.marks, next.marks)
		}
		one.To = len(d.Pages)
		if g[1] < len(natural) {
			one.To = natural[g[1]].From
		}
		out = append(out, one)
	}
	return out, nil
}

// dividingMarks are the bookmarks to cut at, by their pages: those of the first level with two of them, else of the first with
// one. A bookmark that leads nowhere is a mere group, so those below it stand in its place.
func dividingMarks(d pdf.Document) []pdf.Bookmark {
	levels := map[int][]pdf.Bookmark{}
	groups := []bool{} // whether the bookmark above, on each level, is a group
	for _, b := range d.Bookmarks {
		leads := b.Page >= 1 && b.Page <= len(d.Pages)
		groups = append(groups[:min(b.Level, len(groups))], !leads)
		if level := b.Level - count(groups[:len(groups)-1]); leads {
			levels[level] = append(levels[level], b)
		}
	}
	var found []pdf.Bookmark
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		if marks := levels[level]; len(found) == 0 || len(found) == 1 && len(marks) > 1 {
			found = marks
		}
	}
	slices.SortStableFunc(found, func(a, b pdf.Bookmark) int { return cmp.Compare(a.Page, b.Page) })
	return found
}

func count(all []bool) int {
	n := 0
	for _, one := range all {
		if one {
			n++
		}
	}
	return n
}

// pdfSpec asks for what every page of the source has in common.
func pdfSpec(d pdf.Document) project.Spec {
	spec := project.Spec{Kind: project.KindPDF}
	if len(d.Pages) == 0 {
		return spec
	}
	first := d.Pages[0]
	for _, p := range d.Pages {
		if p.Width != first.Width || p.Height != first.Height {
			return spec
		}
	}
	size := fmt.Sprintf("%gx%g", first.Width, first.Height)
	if _, _, err := project.ParsePageSize(size); err == nil {
		spec.PDF = &project.PDFSpec{PageSize: size}
	}
	return spec
}

// pieceName names the file of a piece, so that files sort as the pieces follow one another.
func pieceName(i int, title, ending string) string {
	return strings.Trim(fmt.Sprintf("%03d-%s", i+1, keyOf(title)), "-") + ending
}
