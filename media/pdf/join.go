package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// join makes one document of the chapters at path.
func join(b Book, path string) (Joined, error) {
	var out Joined
	var whole *model.Context
	var marks []pdfcpu.Bookmark
	for i, c := range b.Chapters {
		ctx, err := open(c.Path) // joining unpacks no page, so what was weighed at its delivery is not weighed again
		if err == nil {
			err = validate(ctx)
		}
		if err != nil {
			return out, fmt.Errorf("chapter %d: %w", i+1, err)
		}
		own := bookmarks(ctx)
		quiet(ctx)
		from, pages := 0, ctx.PageCount
		if whole == nil {
			whole = ctx
		} else {
			from = whole.PageCount
			if err := pdfcpu.MergeXRefTables(fmt.Sprint(i), ctx, whole, false, false); err != nil {
				return out, fmt.Errorf("chapter %d: %w", i+1, err)
			}
		}
		out.Ranges = append(out.Ranges, Range{from, from + pages})
		marks = append(marks, chapter(c.Title, own, from)...)
	}
	if whole == nil {
		return out, fmt.Errorf("there is no chapter to join")
	}
	if err := setOutline(whole, marks); err != nil {
		return out, err
	}
	return out, write(whole, path, properties(b.Title, b.Author))
}

// bookmarks are those of a document; a broken outline counts as none.
func bookmarks(ctx *model.Context) []pdfcpu.Bookmark {
	ground(ctx)
	marks, err := pdfcpu.Bookmarks(ctx)
	if err != nil {
		return nil
	}
	return marks
}

// chapter is the bookmark of a chapter with its own below, or only its own when it has no title.
func chapter(title string, own []pdfcpu.Bookmark, from int) []pdfcpu.Bookmark {
	own = shift(own, from)
	if title == "" {
		return own
	}
	return []pdfcpu.Bookmark{{Title: title, PageFrom: from + 1, Kids: own}}
}

// shift moves bookmarks by pages. Those that lead nowhere are left out, those below them move up.
func shift(marks []pdfcpu.Bookmark, by int) []pdfcpu.Bookmark {
	var out []pdfcpu.Bookmark
	for _, m := range marks {
		kids := shift(m.Kids, by)
		if m.PageFrom < 1 || strings.TrimSpace(m.Title) == "" {
			out = append(out, kids...)
			continue
		}
		out = append(out, pdfcpu.Bookmark{Title: m.Title, PageFrom: m.PageFrom + by, Bold: m.Bold, Italic: m.Italic, Kids: kids})
	}
	return out
}

// quiet takes away what acts by itself, what belongs to the file and not to its pages, and what joining would break.
func quiet(ctx *model.Context) {
	for _, key := range []string{"OpenAction", "AA", "Metadata", "StructTreeRoot", "MarkInfo", "PieceInfo", "AF", "Collection", "Outlines",
		"PageLabels", "PageMode", "URI", "Perms", "Legal", "Threads"} {
		delete(ctx.RootDict, key)
	}
	if names, err := ctx.DereferenceDict(ctx.RootDict["Names"]); err == nil {
		for _, key := range []string{"JavaScript", "EmbeddedFiles", "Renditions", "AlternatePresentations"} {
			delete(names, key)
			delete(ctx.Names, key)
		}
	}
	ctx.Outlines = nil
}

// properties are the title and the author as readers show them.
func properties(title, author string) types.Dict {
	d := types.Dict{"Producer": unicode("Tutti")}
	if title != "" {
		d["Title"] = unicode(title)
	}
	if author != "" {
		d["Author"] = unicode(author)
	}
	return d
}

// unicode encodes a text in the way that holds every letter.
func unicode(s string) types.HexLiteral {
	var out strings.Builder
	out.WriteString("FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return types.HexLiteral(out.String())
}
