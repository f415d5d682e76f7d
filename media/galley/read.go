package galley

import (
	"bytes"
	"os"

	"tutti/media/archive"
	"tutti/media/catalogue"
	"tutti/media/docx"
	"tutti/media/prose"
	"tutti/media/subtitle"
	"tutti/media/table"
	"tutti/media/typeset"
	"tutti/project"
)

// Reading gives the blocks of the file at a path. Errors: Invalid for what cannot be read, those of the disk.
type Reading func(path string) ([]typeset.Block, error)

// ReadText reads a text of a format: md, txt or docx. Of one that is too long for pages the beginning is given, as it is written.
func ReadText(format string) Reading {
	return func(path string) ([]typeset.Block, error) {
		src, err := load(path, prose.MaxBytes)
		if err != nil {
			return nil, err
		}
		blocks, err := Text(format, src)
		if err == nil || format != "docx" {
			if err != nil {
				blocks = beginning(src)
			}
			return blocks, nil
		}
		d, err := docx.Read(bytes.NewReader(src), int64(len(src)))
		if err != nil {
			return nil, err
		}
		return beginning(d.Text()), nil
	}
}

// ReadPlain reads any plain text.
func ReadPlain(path string) ([]typeset.Block, error) {
	src, err := load(path, prose.MaxBytes)
	if err == nil {
		err = prose.Check(src)
	}
	if err != nil {
		return nil, err
	}
	return beginning(src), nil
}

// ReadSubtitles reads subtitles of a format: srt or vtt.
func ReadSubtitles(format string) Reading {
	return func(path string) ([]typeset.Block, error) {
		src, err := load(path, subtitle.MaxBytes)
		if err != nil {
			return nil, err
		}
		track, err := subtitle.Read(src, subtitle.Format(format))
		return Subtitles(track), err
	}
}

// ReadCatalogue reads messages of a format: po or xliff.
func ReadCatalogue(format string) Reading {
	return func(path string) ([]typeset.Block, error) {
		src, err := load(path, catalogue.MaxBytes)
		if err != nil {
			return nil, err
		}
		c, err := catalogue.Read(src, catalogue.Format(format))
		return Catalogue(c), err
	}
}

// ReadTable reads rows of a format: csv or jsonl.
func ReadTable(format string) Reading {
	return func(path string) ([]typeset.Block, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		rows, err := table.NewReader(f, table.Format(format))
		if err != nil {
			return nil, err
		}
		return Table(rows)
	}
}

// ReadArchive reads the names of what is in an archive.
func ReadArchive(path string) ([]typeset.Block, error) {
	r, err := archive.Open(path)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the archive cannot be read")
	}
	defer r.Close()
	return Archive(r.Entries), nil
}

// load brings a file into memory that fits there.
func load(path string, most int64) ([]byte, error) {
	stat, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if stat.Size() > most {
		return nil, project.Errorf(project.Invalid, "the file has %d bytes, at most %d are shown", stat.Size(), most)
	}
	return os.ReadFile(path)
}
