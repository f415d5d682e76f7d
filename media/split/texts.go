package split

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"tutti/project"
)

// textFormats are the formats whose pieces are stretches of the original text. They look alike, so the name tells them apart.
func textFormats() []format {
	return []format{
		{name: "docx", is: isWord, ways: []project.SplitBy{project.ByHeadings}, unit: "blocks", cut: cutWord},
		{name: "srt", is: isText(".srt"), ways: []project.SplitBy{project.ByCues}, unit: "cues", cut: cutSubtitles("srt")},
		{name: "vtt", is: isText(".vtt"), ways: []project.SplitBy{project.ByCues}, unit: "cues", cut: cutSubtitles("vtt")},
		{name: "po", is: isText(".po", ".pot"), ways: []project.SplitBy{project.ByUnits}, unit: "units", cut: cutCatalogue("po")},
		{name: "xliff", is: isText(".xlf", ".xliff"), ways: []project.SplitBy{project.ByUnits}, unit: "units", cut: cutCatalogue("xliff")},
		{name: "csv", is: isText(".csv", ".tsv"), ways: []project.SplitBy{project.ByRows}, unit: "rows", cut: cutTable("csv")},
		{name: "jsonl", is: isText(".jsonl", ".ndjson"), ways: []project.SplitBy{project.ByRows}, unit: "rows", cut: cutTable("jsonl")},
		{name: "markdown", is: isText(".md", ".markdown"), ways: []project.SplitBy{project.ByHeadings}, unit: "bytes", cut: cutMarkdown},
		{name: "text", is: isText(".txt", ".text"), ways: []project.SplitBy{project.ByChapters}, unit: "bytes", cut: cutProse},
	}
}

// isText finds a text by its ending; XML and JSON are texts too.
func isText(endings ...string) func(*mimetype.MIME, string) bool {
	return func(m *mimetype.MIME, name string) bool {
		text := false
		for ; m != nil; m = m.Parent() {
			text = text || m.Is("text/plain")
		}
		for _, ending := range endings {
			if text && strings.EqualFold(filepath.Ext(name), ending) {
				return true
			}
		}
		return false
	}
}

func isWord(m *mimetype.MIME, name string) bool {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	return m.Is(word) || m.Is("application/zip") && strings.EqualFold(filepath.Ext(name), ".docx")
}

// readText reads a source into memory that fits there.
func readText(r Request, limit int64) ([]byte, error) {
	info, err := os.Stat(r.Path)
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, project.Errorf(project.Invalid, "%q has %d bytes; at most %d can be cut, so cut it by hand first", r.Name, info.Size(), limit)
	}
	return os.ReadFile(r.Path)
}

// writePiece leaves a piece in the work directory. Its name starts with its number, so that a folder of pieces is in order.
func writePiece(r Request, number int, ending string, p Piece, content []byte) (Piece, error) {
	p = placePiece(r, number, ending, p)
	return p, os.WriteFile(p.Path, content, 0o600)
}

// placePiece names the file of a piece.
func placePiece(r Request, number int, ending string, p Piece) Piece {
	name := keyOf(p.Title)
	if name == "" {
		name = "part"
	}
	p.File.Name = fmt.Sprintf("%03d-%s%s", number+1, name, ending)
	p.Path = filepath.Join(r.Work, p.File.Name)
	return p
}

// stretch is a part of a text that is not cut further: a chapter, a paragraph.
type stretch struct {
	title    string
	level    int // of its heading; 0 when it has none
	from, to int
	empty    bool // nothing but the heading
}

// chapters gathers sections under the headings that divide a document: those of the highest level that is there twice. What
// stands before the first of them is a chapter of its own, unless it is a bare title.
func chapters(sections []stretch) [][]stretch {
	level := dividing(sections)
	var out [][]stretch
	bare := true
	for i, s := range sections {
		divides := s.level > 0 && s.level <= level
		if i == 0 || divides && !bare {
			out = append(out, nil)
		}
		bare = s.empty && (bare || divides) && s.level < level
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// dividing is the highest level with two headings; the lowest level there is, when none has two.
func dividing(sections []stretch) int {
	count := [10]int{}
	lowest := 0
	for _, s := range sections {
		count[s.level]++
		lowest = max(lowest, s.level)
	}
	for level := 1; level < len(count); level++ {
		if count[level] > 1 {
			return level
		}
	}
	return lowest
}

// inventory lists the titles of sections, each once.
func inventory(sections []stretch) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range sections {
		if title := strings.TrimSpace(s.title); title != "" && !seen[title] && len(out) < project.MaxInventory {
			seen[title] = true
			out = append(out, title)
		}
	}
	return out
}

// titleOf names a piece after its first heading that is not a bare title above others.
func titleOf(sections []stretch) string {
	title := ""
	for _, s := range sections {
		if title == "" || s.title != "" && !s.empty {
			title = s.title
		}
		if title != "" && !s.empty {
			break
		}
	}
	return title
}

// textPieces cuts a text at chapters and leaves the pieces as files.
func textPieces(r Request, src []byte, ending string, parts [][]stretch, natural bool) (draft, error) {
	out := draft{total: int64(len(src))}
	for i, g := range groups(len(parts), r, natural) {
		var sections []stretch
		for _, p := range parts[g[0]:g[1]] {
			sections = append(sections, p...)
		}
		from, to := sections[0].from, sections[len(sections)-1].to
		cut := project.Cut{Title: titleOf(sections), From: int64(from), To: int64(to), Inventory: inventory(sections)}
		piece, err := writePiece(r, i, ending, Piece{Cut: cut}, src[from:to])
		if err != nil {
			return draft{}, err
		}
		out.pieces = append(out.pieces, piece)
	}
	return out, nil
}
