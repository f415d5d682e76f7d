package assemble

import (
	"context"
	"errors"
	"io"
	"os"

	"tutti/media/table"
	"tutti/project"
)

// table writes rows one part below the other, or by the consensus of several deliveries of the same rows. Parts that were cut
// from one table give that table to the byte.
func (w *workshop) table(ctx context.Context) error {
	parts, err := w.pieces(func(f project.FileFacts) string {
		if f.Table == nil {
			return ""
		}
		return f.Table.Format
	})
	if err != nil {
		return err
	}
	formats := formatsOf(parts)
	if len(formats) != 1 {
		return project.Errorf(project.Invalid, "a table cannot be made of parts as %v; ask for one format of all", formats)
	}
	format := table.Format(formats[0])
	var there []piece
	for _, p := range parts {
		if !p.missing() {
			there = append(there, p)
		}
	}
	if w.request.Recipe.Consensus > 0 {
		return w.consensus(ctx, there, format)
	}
	return w.rows(ctx, there, format)
}

func tableType(f table.Format) string {
	if f == table.JSONL {
		return "application/jsonl"
	}
	return "text/csv; charset=utf-8"
}

// rows joins the parts. None of them is held in memory.
func (w *workshop) rows(ctx context.Context, parts []piece, format table.Format) error {
	name := w.resultName(string(format))
	out, err := os.Create(w.path(name))
	if err != nil {
		return err
	}
	defer out.Close()
	var sources []table.Opener
	for _, p := range parts {
		path, err := w.original(ctx, p.file)
		if err != nil {
			return err
		}
		sources = append(sources, func() (io.ReadSeekCloser, error) { return os.Open(path) })
	}
	spans, err := table.Join(out, format, sources)
	var bad *table.PartError
	if errors.As(err, &bad) {
		p := parts[bad.Part]
		return project.Errorf(project.Invalid, "%q of %q: %s", p.file.Name, p.input.Key, bad.Err)
	}
	if err != nil {
		return err
	}
	for i, s := range spans {
		parts[i].stretch(s.From, s.To)
	}
	if err := out.Close(); err != nil {
		return err
	}
	return w.takeTable(format)
}

// takeTable adds a table that was written in the format of its parts to the result, in each format that the recipe asks for.
func (w *workshop) takeTable(format table.Format) error {
	outputs := w.request.Recipe.Outputs
	if len(outputs) == 0 {
		outputs = []string{string(format)}
	}
	made := w.path(w.resultName(string(format)))
	for _, output := range outputs {
		name := w.resultName(output)
		if output != string(format) {
			if err := convertTable(made, format, w.path(name), table.Format(output)); err != nil {
				return err
			}
		}
		if err := w.take(name, tableType(table.Format(output))); err != nil {
			return err
		}
	}
	return nil
}

func convertTable(from string, as table.Format, to string, other table.Format) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	return errors.Join(table.Convert(out, other, in, as), out.Close())
}
