package split

import (
	"fmt"
	"strings"
	"testing"

	"tutti/media/pdf"
	"tutti/project"
)

// TestBookmarksDivideADocument: whatever the outline looks like, no chapter of it is lost.
func TestBookmarksDivideADocument(t *testing.T) {
	for name, c := range map[string]struct {
		marks []pdf.Bookmark
		want  string
	}{
		"plain":           {[]pdf.Bookmark{{Title: "A", Page: 1}, {Title: "deep", Page: 2, Level: 1}, {Title: "B", Page: 4}}, "A 0-3 [A]|B 3-9 [B]"},
		"front matter":    {[]pdf.Bookmark{{Title: "A", Page: 3}}, "Front matter 0-2 []|A 2-9 [A]"},
		"one book":        {[]pdf.Bookmark{{Title: "Book", Page: 1}, {Title: "A", Page: 2, Level: 1}, {Title: "B", Page: 5, Level: 1}}, "Front matter 0-1 []|A 1-4 [A]|B 4-9 [B]"},
		"one in one":      {[]pdf.Bookmark{{Title: "Book", Page: 1}, {Title: "Part", Page: 2, Level: 1}, {Title: "A", Page: 3, Level: 2}, {Title: "B", Page: 5, Level: 2}}, "Front matter 0-2 []|A 2-4 [A]|B 4-9 [B]"},
		"one in all":      {[]pdf.Bookmark{{Title: "Book", Page: 1}, {Title: "A", Page: 2, Level: 1}}, "Book 0-9 [Book]"},
		"groups":          {[]pdf.Bookmark{{Title: "G"}, {Title: "A", Page: 1, Level: 1}, {Title: "B", Page: 3, Level: 1}, {Title: "C", Page: 5}}, "A 0-2 [A]|B 2-4 [B]|C 4-9 [C]"},
		"group in groups": {[]pdf.Bookmark{{Title: "G"}, {Title: "H", Level: 1}, {Title: "A", Page: 1, Level: 2}, {Title: "deep", Page: 2, Level: 3}, {Title: "I"}, {Title: "B", Page: 3, Level: 1}}, "A 0-2 [A]|B 2-9 [B]"},
		"unordered":       {[]pdf.Bookmark{{Title: "B", Page: 5}, {Title: "A", Page: 1}, {Title: "A too", Page: 1}}, "A / A too 0-4 [A A too]|B 4-9 [B]"},
		"outside":         {[]pdf.Bookmark{{Title: "A", Page: 1}, {Title: "gone", Page: 10}, {Title: "B", Page: 9}}, "A 0-8 [A]|B 8-9 [B]"},
		"none":            {[]pdf.Bookmark{{Title: "G"}}, "has no bookmarks to cut at"},
	} {
		runs, err := atBookmarks(pdf.Document{Pages: make([]pdf.Page, 9), Bookmarks: c.marks}, Request{Name: "a.pdf"})
		var got []string
		for _, one := range runs {
			got = append(got, fmt.Sprintf("%s %d-%d %v", one.title, one.From, one.To, one.marks))
		}
		if text := strings.Join(got, "|"); text != c.want && (project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %s %v\nwant %s", name, text, err, c.want)
		}
	}
}
