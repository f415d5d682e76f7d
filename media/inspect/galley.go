package inspect

import (
	"context"

	"tutti/media/galley"
	"tutti/media/typeset"
	"tutti/project"
)

// changesProfile names the proof of what changed since another version, of which it is followed by the hash.
const changesProfile = "changes-"

// Compares says whether a delivery of a kind is compared with the version before.
func Compares(kind project.MediaKind) bool {
	switch kind {
	case project.KindText, project.KindSubtitles, project.KindTable, project.KindTranslation:
		return true
	}
	return false
}

// proof derives what reviewers see of a delivery that is made of words: set on pages and drawn, and once more with what changed since
// the version before. Also what is refused is seen, as far as it can be read; what cannot be drawn has no proof.
func (i *Inspector) proof(ctx context.Context, j *judge, read galley.Reading) error {
	if j.trial {
		return nil
	}
	blocks, err := read(j.file.Path)
	if err != nil || len(blocks) == 0 {
		return unlessInvalid(err)
	}
	if err := i.draw(ctx, j, "proof.pdf", blocks); err != nil || j.before == nil {
		return err
	}
	before, err := read(j.before.Path)
	if err != nil {
		return unlessInvalid(err)
	}
	changes, any := galley.Changes(before, blocks)
	if !any {
		return nil
	}
	return i.draw(ctx, j, changesProfile+j.before.SHA256[:12]+".pdf", changes)
}

// unlessInvalid forgets that a file cannot be shown; trouble of ours stays.
func unlessInvalid(err error) error {
	if project.CodeOf(err) == project.Invalid {
		return nil
	}
	return err
}

// draw derives a proof.
func (i *Inspector) draw(ctx context.Context, j *judge, profile string, blocks []typeset.Block) error {
	key, err := j.derive(j.watermark.Profile(profile), "application/pdf", func(path string) error {
		return galley.Make(ctx, i.decoder.Tools, blocks, j.watermark.Words(), path)
	})
	switch {
	case err == nil:
		j.facts.Previews = append(j.facts.Previews, key)
	case toolTrouble(err):
		return err
	}
	return nil
}

// proofOfFile shows a file of any kind by what its content is: a text, or the list of what is in an archive. Others have no proof.
func (i *Inspector) proofOfFile(ctx context.Context, j *judge) error {
	switch {
	case j.mime.Is("application/zip"):
		return i.proof(ctx, j, galley.ReadArchive)
	case j.mime.Is("text/plain"):
		return i.proof(ctx, j, galley.ReadPlain)
	}
	return nil
}
