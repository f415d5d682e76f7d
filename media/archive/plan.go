package archive

import (
	"archive/zip"
	"io"
	"math"
	"unicode/utf8"

	"tutti/project"
)

// Item is one file of an archive that is to be written: stored as it is, with what is known of it before.
type Item struct {
	Name  string
	Size  int64
	CRC32 uint32
}

// Segment is a stretch of an archive: bytes of the format, or the content of one item.
type Segment struct {
	Bytes []byte // nil for content
	Item  int    // position among the items, for content
}

// Plan lays out an archive of stored entries without touching any content: the segments in their order, and the size of
// the whole in bytes. The bytes depend on the items alone. Sizes and checksums stand before each content, so that the
// archive can be read as a stream; only an entry of 4 GiB and more has them behind, which the format asks for.
func Plan(items []Item) ([]Segment, int64, error) {
	p := &planner{}
	z := zip.NewWriter(p)
	for i, item := range items {
		if item.Size < 0 {
			return nil, 0, project.Errorf(project.Invalid, "the size of %q is not known", item.Name)
		}
		if err := p.item(z, i, item); err != nil {
			return nil, 0, project.Because(err, project.Invalid, "%q cannot be put into an archive", item.Name)
		}
	}
	if err := z.Close(); err != nil {
		return nil, 0, err
	}
	return p.segments, p.size, nil
}

// planner is what an archive is written to: it keeps the bytes of the format and counts those of the contents, which are
// zeros here. They cost nothing: no byte of them is copied.
type planner struct {
	segments []Segment
	size     int64
	inside   bool // what comes is content
}

func (p *planner) Write(b []byte) (int, error) {
	p.size += int64(len(b))
	if p.inside {
		return len(b), nil
	}
	last := len(p.segments) - 1
	if last < 0 || p.segments[last].Bytes == nil {
		p.segments = append(p.segments, Segment{})
		last++
	}
	p.segments[last].Bytes = append(p.segments[last].Bytes, b...)
	return len(b), nil
}

// utf8Flag tells readers that the name is UTF-8, behindFlag that sizes stand behind the content.
const (
	behindFlag = 0x8
	utf8Flag   = 0x800
)

func (p *planner) item(z *zip.Writer, i int, item Item) error {
	header := &zip.FileHeader{Name: item.Name, Method: zip.Store, CRC32: item.CRC32,
		CompressedSize64: uint64(item.Size), UncompressedSize64: uint64(item.Size)}
	if len(item.Name) != utf8.RuneCountInString(item.Name) {
		header.Flags |= utf8Flag
	}
	if item.Size >= math.MaxUint32 {
		header.Flags |= behindFlag
	}
	entry, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	if err := z.Flush(); err != nil || item.Size == 0 {
		return err
	}
	p.segments = append(p.segments, Segment{Item: i})
	p.inside = true
	defer func() { p.inside = false }()
	zeros := make([]byte, 1<<20)
	for left := item.Size; left > 0; left -= int64(len(zeros)) {
		if _, err := entry.Write(zeros[:min(left, int64(len(zeros)))]); err != nil {
			return err
		}
	}
	return z.Flush()
}

// Write writes the archive, with the content of each item from open. Every byte is checked against what is known of it.
func Write(w io.Writer, items []Item, open func(i int) (io.ReadCloser, error)) error {
	segments, _, err := Plan(items)
	if err != nil {
		return err
	}
	for _, s := range segments {
		if s.Bytes != nil {
			_, err = w.Write(s.Bytes)
		} else {
			err = copyItem(w, items[s.Item], func() (io.ReadCloser, error) { return open(s.Item) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func copyItem(w io.Writer, item Item, open func() (io.ReadCloser, error)) error {
	content, err := open()
	if err != nil {
		return err
	}
	defer content.Close()
	_, err = io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{Checked(content, item)}, make([]byte, 1<<20))
	return err
}
