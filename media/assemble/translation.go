package assemble

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"tutti/media/catalogue"
	"tutti/project"
)

// translation puts translated messages back into the source that they were cut from. Everything else in the source stays as it
// is; what is missing in a preview stays untranslated.
func (w *workshop) translation(ctx context.Context) error {
	parts, err := w.heldPieces(func(f project.FileFacts) string {
		if f.Translation == nil {
			return ""
		}
		return f.Translation.Format
	})
	if err != nil {
		return err
	}
	src, source, err := w.catalogueSource(ctx)
	if err != nil {
		return err
	}
	edits, headers, err := w.edits(ctx, parts, source)
	if err != nil {
		return err
	}
	text, unknown, altered := source.Replace(src, edits)
	for _, id := range unknown {
		w.remark("unit_unknown", id, 0, "a message was delivered that the source does not have; it was left out")
	}
	for _, u := range altered {
		w.remark("source_changed", u.Name, int64(u.Line), "a delivery has another text to translate here; that of the source was kept, so check whether the translation fits it")
	}
	return w.translated(source.Complete(text, headers), source.Format)
}

// translated adds the translated source to the result, in each format that the recipe asks for.
func (w *workshop) translated(text []byte, format catalogue.Format) error {
	outputs := w.request.Recipe.Outputs
	if len(outputs) == 0 {
		outputs = []string{string(format)}
	}
	types := map[string]string{"po": "text/x-gettext-translation", "xliff": "application/xliff+xml"}
	for _, output := range outputs {
		made, err := catalogue.Convert(text, format, catalogue.Format(output))
		if err != nil {
			return err
		}
		if err := w.text(w.resultName(output), types[output], made); err != nil {
			return err
		}
	}
	return nil
}

// catalogueSource reads the reference that the recipe names.
func (w *workshop) catalogueSource(ctx context.Context) ([]byte, catalogue.Catalogue, error) {
	file := w.request.Source
	if file == nil {
		return nil, catalogue.Catalogue{}, project.Errorf(project.Invalid, "a translation needs the source it was cut from; name it in the recipe and send it up")
	}
	if file.Size > catalogue.MaxBytes {
		return nil, catalogue.Catalogue{}, project.Errorf(project.Invalid, "the source %q has %d bytes, at most %d can be read", file.Name, file.Size, catalogue.MaxBytes)
	}
	path, err := w.original(ctx, project.FileFacts{SHA256: file.SHA256})
	if err != nil {
		return nil, catalogue.Catalogue{}, err
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, catalogue.Catalogue{}, err
	}
	format := catalogue.PO
	if bytes.HasPrefix(bytes.TrimLeft(src, "\xef\xbb\xbf \t\r\n"), []byte("<")) {
		format = catalogue.XLIFF
	}
	c, err := catalogue.Read(src, format)
	if err != nil {
		return nil, c, project.Errorf(project.Invalid, "the source %q: %s", file.Name, err)
	}
	return src, c, nil
}

// edits collects the messages of all deliveries, and their headers. Of a message that several delivered, the first that is
// translated counts.
func (w *workshop) edits(ctx context.Context, parts []piece, source catalogue.Catalogue) (out []catalogue.Edit, headers []string, err error) {
	number := map[string]int64{}
	for i, u := range source.Units {
		number[u.ID] = int64(i)
	}
	taken := map[string]int{}
	for _, p := range parts {
		if p.missing() {
			continue
		}
		src, err := w.load(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		c, err := catalogue.Read(src, source.Format)
		if err != nil {
			return nil, nil, project.Errorf(project.Invalid, "%q of %q: %s", p.file.Name, p.input.Key, err)
		}
		headers = append(headers, c.Header)
		for _, u := range c.Units {
			at, twice := taken[u.ID]
			switch {
			case !twice:
				taken[u.ID] = len(out)
				out = append(out, catalogue.Edit{Unit: u, From: src})
			case u.Translated() && !out[at].Unit.Translated():
				out[at] = catalogue.Edit{Unit: u, From: src}
			case u.Translated() && !bytes.Equal(u.Content(src), out[at].Unit.Content(out[at].From)):
				w.remark("unit_twice", u.Name, number[u.ID]+1, fmt.Sprintf("several deliveries translate it differently; that of %q was not taken", p.input.Key))
				continue
			default:
				continue
			}
			if n, known := number[u.ID]; known {
				p.stretch(n, n+1)
			}
		}
	}
	return out, headers, nil
}
