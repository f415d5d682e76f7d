// Package convert writes a file in another form: what is heard, seen or read stays, how it is written changes. It is how a
// delivery is handed on to a seller who works in another form than the one before.
//
// Sound, films and pictures are converted in the sandbox; texts by our own readers, which are bounded.
package convert

import (
	"bytes"
	"context"
	"os"

	"tutti/media/audio"
	"tutti/media/catalogue"
	"tutti/media/docx"
	"tutti/media/picture"
	"tutti/media/subtitle"
	"tutti/media/table"
	"tutti/media/video"
	"tutti/project"
)

// Converter writes files in other forms. It is safe for use by several goroutines.
type Converter struct {
	decoder *audio.Decoder
	editor  *video.Editor
	room    *picture.Darkroom
}

// New makes a Converter. The program that uses it names picture.Work in its call of tool.Main.
func New(decoder *audio.Decoder) (*Converter, error) {
	if decoder == nil || decoder.Tools == nil {
		return nil, project.Errorf(project.Internal, "a converter needs a decoder with tools")
	}
	return &Converter{decoder: decoder, editor: &video.Editor{Tools: decoder.Tools}, room: picture.NewDarkroom(decoder.Tools)}, nil
}

// Convert writes the file at from in the form h to the file at to, which must not exist; both are absolute, and nothing else
// lies in the directory of to. Errors: Invalid and Limited judge the file, the others are our own trouble.
func (c *Converter) Convert(ctx context.Context, h project.Handoff, from, to string) error {
	switch h.Kind {
	case project.KindAudio:
		return c.sound(ctx, h, from, to)
	case project.KindVideo:
		return c.film(ctx, h, from, to)
	case project.KindImage:
		return c.room.Fit(ctx, from, to, h.Format, h.MaxBytes)
	case project.KindTable:
		return rows(h, from, to)
	}
	return text(h, from, to)
}

func (c *Converter) sound(ctx context.Context, h project.Handoff, from, to string) error {
	header, err := audio.ReadHeader(from)
	if err != nil {
		return project.Because(err, project.Invalid, "the sound cannot be read: %s", err)
	}
	form := audio.Form{Format: h.Format, Rate: h.SampleRate, BitDepth: h.BitDepth}
	return c.decoder.Convert(ctx, audio.Source{Path: from, Header: header}, to, form)
}

func (c *Converter) film(ctx context.Context, h project.Handoff, from, to string) error {
	facts, err := c.editor.Read(ctx, from)
	if err != nil {
		return project.Because(err, project.Invalid, "the film cannot be read: %s", err)
	}
	form := video.Form{Format: h.Format}
	if h.FrameRate > 0 {
		form.Rate = video.RateOf(h.FrameRate)
	}
	return c.editor.Rewrap(ctx, video.Source{Path: from, Facts: facts}, form, to)
}

// rows converts a table, of which one row is held in memory.
func rows(h project.Handoff, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := table.Convert(out, table.Format(h.Format), in, table.Format(h.From)); err != nil {
		return err
	}
	return out.Close()
}

// maxText is the greatest size of a text that is converted, in bytes: that of the greatest Word document.
const maxText = docx.MaxBytes

// text converts what is read as a whole.
func text(h project.Handoff, from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.Size() > maxText {
		return project.Errorf(project.Invalid, "the file has %d bytes, at most %d are converted", info.Size(), maxText)
	}
	src, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	made, err := Text(h, src)
	if err != nil {
		return err
	}
	return os.WriteFile(to, made, 0o600)
}

// Text writes a text, subtitles or a catalogue in another form. Errors: Invalid for what cannot be read, or cannot be said in
// the other form.
func Text(h project.Handoff, src []byte) ([]byte, error) {
	switch h.Kind {
	case project.KindSubtitles:
		return subtitle.Convert(src, subtitle.Format(h.From), subtitle.Format(h.Format))
	case project.KindTranslation:
		return catalogue.Convert(src, catalogue.Format(h.From), catalogue.Format(h.Format))
	case project.KindText:
		return word(h, src)
	}
	return nil, project.Errorf(project.Internal, "nothing of the kind %s can be converted from %s to %s", h.Kind, h.From, h.Format)
}

// word gives the text of a Word document.
func word(h project.Handoff, src []byte) ([]byte, error) {
	if h.From != "docx" {
		return nil, project.Errorf(project.Internal, "a text cannot be converted from %s to %s", h.From, h.Format)
	}
	d, err := docx.Read(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, err
	}
	if h.Format == "md" {
		return d.Markdown(), nil
	}
	return bytes.ReplaceAll(d.Text(), []byte("\n"), []byte("\n\n")), nil
}
