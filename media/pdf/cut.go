package pdf

import (
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
)

// cut writes ranges of pages as documents of their own.
func cut(path string, ranges []Range, paths []string) error {
	ctx, err := read(path)
	if err != nil {
		return err
	}
	if len(ranges) != len(paths) {
		return fmt.Errorf("%d ranges have %d files", len(ranges), len(paths))
	}
	marks := bookmarks(ctx)
	for i, r := range ranges {
		if r.From < 0 || r.To > ctx.PageCount || r.From >= r.To {
			return fmt.Errorf("pages %d to %d are not within the %d of the document", r.From+1, r.To, ctx.PageCount)
		}
		numbers := make([]int, 0, r.To-r.From)
		for n := r.From; n < r.To; n++ {
			numbers = append(numbers, n+1)
		}
		part, err := pdfcpu.ExtractPages(ctx, numbers, false)
		if err != nil {
			return err
		}
		if err := setOutline(part, within(marks, r)); err != nil {
			return err
		}
		if err := write(part, paths[i], properties(ctx.Title, ctx.Author)); err != nil {
			return err
		}
	}
	return nil
}

// within keeps the bookmarks of a range, counted from its start. Those below one that falls away move up.
func within(marks []pdfcpu.Bookmark, r Range) []pdfcpu.Bookmark {
	var out []pdfcpu.Bookmark
	for _, m := range marks {
		kids := within(m.Kids, r)
		if m.PageFrom <= r.From || m.PageFrom > r.To {
			out = append(out, kids...)
			continue
		}
		out = append(out, pdfcpu.Bookmark{Title: m.Title, PageFrom: m.PageFrom - r.From, Bold: m.Bold, Italic: m.Italic, Kids: kids})
	}
	return out
}
