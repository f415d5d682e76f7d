package inspect

import (
	"context"
	"io"
	"os"

	"tutti/media/archive"
	"tutti/media/galley"
	"tutti/media/prose"
	"tutti/media/table"
	"tutti/media/typeset"
)

// proof derives what reviewers see of a delivery that is made of words: blocks, set on pages and drawn. Also what is refused is seen,
// as far as it could be read; what cannot be drawn has no proof.
func (i *Inspector) proof(ctx context.Context, j *judge, blocks []typeset.Block) error {
	if len(blocks) == 0 || j.trial {
		return nil
	}
	key, err := j.derive("proof.pdf", "application/pdf", func(path string) error { return galley.Make(ctx, i.decoder.Tools, blocks, path) })
	if err != nil {
		if toolTrouble(err) {
			return err
		}
		return nil
	}
	j.facts.Previews = append(j.facts.Previews, key)
	return nil
}

// proofOfText shows a text; one that is too long for its marks to be read is shown as it is written.
func (i *Inspector) proofOfText(ctx context.Context, j *judge, format string, written []byte) error {
	src, err := os.ReadFile(j.file.Path)
	if err != nil {
		return err
	}
	blocks, err := galley.Text(format, src)
	if err != nil {
		blocks = galley.Prose(written)
	}
	return i.proof(ctx, j, blocks)
}

// proofOfTable shows the rows of a table.
func (i *Inspector) proofOfTable(ctx context.Context, j *judge, format string) error {
	f, err := os.Open(j.file.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := table.NewReader(struct{ io.Reader }{f}, table.Format(format))
	if err != nil {
		return nil // it was refused
	}
	blocks, err := galley.Table(rows)
	if err != nil {
		return nil
	}
	return i.proof(ctx, j, blocks)
}

// proofOfFile shows a file of any kind by what its content is: a text, or the list of what is in an archive. Others have no proof.
func (i *Inspector) proofOfFile(ctx context.Context, j *judge) error {
	if j.mime.Is("application/zip") {
		return i.proofOfEntries(ctx, j)
	}
	if !j.mime.Is("text/plain") || j.facts.Size > prose.MaxBytes {
		return nil
	}
	src, err := os.ReadFile(j.file.Path)
	if err != nil || prose.Check(src) != nil {
		return err
	}
	return i.proof(ctx, j, galley.Prose(src))
}

func (i *Inspector) proofOfEntries(ctx context.Context, j *judge) error {
	r, err := archive.Open(j.file.Path)
	if err != nil {
		return nil
	}
	defer r.Close()
	return i.proof(ctx, j, galley.Archive(r.Entries))
}
