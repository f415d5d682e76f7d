package assemble

import (
	"bytes"
	"context"
	"os"
	"slices"

	"tutti/project"
)

// Texts, subtitles, tables and catalogues are made of parts: the files that each sub-gig delivered, in the order of the plan.

// maxTextBytes is the greatest size of all parts of a result that is joined in memory.
const maxTextBytes = 256 << 20

// piece is what one sub-gig gives to the result: a file, or a placeholder where nothing is there yet.
type piece struct {
	input  project.Input
	entry  *project.Entry // nil for a placeholder
	file   project.FileFacts
	format string
}

// missing reports whether a placeholder stands here.
func (p piece) missing() bool { return p.entry == nil }

// pieces lists what the result is made of. format gives the format of a file of the recipe's family, "" for any other file, of
// which the result takes nothing. Errors: Invalid for a delivery without a file of the family.
func (w *workshop) pieces(format func(project.FileFacts) string) ([]piece, error) {
	entries := map[project.SubGigID]*project.Entry{}
	for i := range w.manifest.Entries {
		entries[w.manifest.Entries[i].SubGig] = &w.manifest.Entries[i]
	}
	var out []piece
	for _, in := range w.request.Inputs {
		if in.Missing() {
			out = append(out, piece{input: in})
			continue
		}
		before := len(out)
		for _, f := range in.Files {
			if name := format(f); name != "" {
				out = append(out, piece{input: in, entry: entries[in.SubGig], file: f, format: name})
			}
		}
		if len(out) == before {
			return nil, project.Errorf(project.Invalid, "the delivery of %q holds no file that a result of the recipe %s can be made of", in.Key, w.request.Recipe.Kind)
		}
	}
	return out, nil
}

// unplaced are the parts, without a say in what the manifest tells of their places.
func unplaced(parts []piece) []piece {
	out := slices.Clone(parts)
	for i, p := range out {
		if !p.missing() {
			out[i].entry = new(project.Entry)
		}
	}
	return out
}

// formatsOf lists the formats of the parts that are there, each once, in their order.
func formatsOf(parts []piece) []string {
	var out []string
	for _, p := range parts {
		if !p.missing() && !slices.Contains(out, p.format) {
			out = append(out, p.format)
		}
	}
	return out
}

// outputs are the files to make: those of the recipe, or the one format that all parts have.
func (w *workshop) outputs(parts []piece) ([]string, error) {
	if outputs := w.request.Recipe.Outputs; len(outputs) > 0 {
		return outputs, nil
	}
	formats := formatsOf(parts)
	if len(formats) > 1 {
		return nil, project.Errorf(project.Invalid, "the parts are %v; say in the recipe which outputs to make of them", formats)
	}
	return formats, nil
}

// heldPieces lists the pieces of a result that is put together in memory, and refuses what is too much for that.
func (w *workshop) heldPieces(format func(project.FileFacts) string) ([]piece, error) {
	parts, err := w.pieces(format)
	if err != nil {
		return nil, err
	}
	return parts, fitMemory(parts)
}

// fitMemory refuses parts that are too much to be held in memory together.
func fitMemory(parts []piece) error {
	total := int64(0)
	for _, p := range parts {
		if total += p.file.Size; total > maxTextBytes {
			return project.Errorf(project.Invalid, "the deliveries up to that of %q have more than %d bytes; a result of this kind is made of fewer", p.input.Key, maxTextBytes)
		}
	}
	return nil
}

// load reads a part into memory.
func (w *workshop) load(ctx context.Context, p piece) ([]byte, error) {
	path, err := w.original(ctx, p.file)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// resultName names the file of a result.
func (w *workshop) resultName(ending string) string {
	if w.request.Kind == project.ArtifactPreview {
		return slugOf(w.request.Title) + "-preview." + ending
	}
	return slugOf(w.request.Title) + "." + ending
}

// stretch widens the rows that an entry takes to those from one to before another, counted from 0. A delivery of several
// files may stand in several places.
func (p piece) stretch(from, to int64) {
	if p.entry == nil || to <= from {
		return
	}
	if p.entry.FromRow == 0 || from+1 < p.entry.FromRow {
		p.entry.FromRow = from + 1
	}
	p.entry.ToRow = max(p.entry.ToRow, to+1)
}

// lines places parts of a text by the lines they take.
func lines(parts []piece, text []byte, starts []int) {
	row := int64(0)
	for i, p := range parts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		n := int64(bytes.Count(text[starts[i]:end], []byte("\n")))
		open := end == len(text) && end > starts[i] && text[end-1] != '\n'
		if open {
			n++
		}
		p.stretch(row, row+n)
		row += n
	}
}

// remark says what a person should know of this build.
func (w *workshop) remark(code, at string, row int64, message string) {
	if len(w.manifest.Remarks) < maxRemarks {
		w.manifest.Remarks = append(w.manifest.Remarks, project.Finding{Code: code, Severity: project.Warn, Message: message, At: at, Row: row})
	}
}

// maxRemarks bounds what a manifest says about a build.
const maxRemarks = 500
