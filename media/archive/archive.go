// Package archive reads ZIP archives that nobody trusts: first what the directory says, judged as a whole, then single
// entries within limits. Nothing of an archive ever becomes a path on our disk.
package archive

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The limits of an archive.
const (
	MaxEntries  = 20_000
	MaxBytes    = 64 << 30 // all entries, unpacked
	MaxRatio    = 200      // unpacked to packed, for entries that unpack to more than RatioFrom
	RatioFrom   = 1 << 20  // bytes
	MaxNesting  = 2        // archives within archives
	maxNameByte = 1024
)

// The kinds of trouble.
const (
	TooMany    = "too_many"   // entries
	TooLarge   = "too_large"  // unpacked
	Bomb       = "bomb"       // a ratio that no honest content has
	Overlap    = "overlap"    // entries share their bytes
	Outside    = "outside"    // a path that leads out of the archive
	Link       = "link"       // a symbolic link, or a device
	Duplicate  = "duplicate"  // two entries of one name
	Encrypted  = "encrypted"  // an entry wants a password
	Nested     = "nested"     // an archive too deep in archives
	Damaged    = "damaged"    // bytes are missing or wrong
	Method     = "method"     // packed in a way that is not read
	BadName    = "bad_name"   // a name that some system cannot keep
	Unreadable = "unreadable" // it is no archive
)

// Trouble is one reason not to trust an archive.
type Trouble struct {
	Kind  string
	Entry string // "" for the archive as a whole
	Text  string // what and where, for a person
}

// Entry is one file of an archive.
type Entry struct {
	Name   string // with slashes; cleaned of nothing
	Size   int64  // unpacked, as the directory says
	Packed int64
	CRC32  uint32
	Dir    bool
}

// Reader is an open archive. It is for one goroutine.
type Reader struct {
	file    *os.File
	size    int64
	zip     *zip.Reader
	Entries []Entry // in the order of the directory
}

// ErrNotArchive is given for content that is no ZIP archive, or whose directory cannot be read.
var ErrNotArchive = errors.New("it cannot be read as a ZIP archive")

// Open reads the directory of the archive at path. Errors: ErrNotArchive, trouble of the disk.
func Open(path string) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	stat, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	r, err := newReader(f, stat.Size())
	if err != nil {
		f.Close()
		return nil, err
	}
	r.file = f
	return r, nil
}

// newReader bounds the directory first: the library reads all of it into memory.
func newReader(at io.ReaderAt, size int64) (*Reader, error) {
	if err := boundDirectory(at, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // paths are judged by us
		return nil, fmt.Errorf("%w: %w", ErrNotArchive, err)
	}
	r := &Reader{size: size, zip: z}
	for _, f := range z.File {
		r.Entries = append(r.Entries, Entry{Name: f.Name, Size: int64(min(f.UncompressedSize64, 1<<62)), Packed: int64(min(f.CompressedSize64, 1<<62)),
			CRC32: f.CRC32, Dir: strings.HasSuffix(f.Name, "/")})
	}
	return r, nil
}

// Close lets go of the file.
func (r *Reader) Close() error { return r.file.Close() }

// Judge gives every reason not to trust the archive, as far as its directory shows it; nothing is unpacked.
func (r *Reader) Judge() []Trouble {
	j := judgement{}
	if len(r.Entries) > MaxEntries {
		j.add(TooMany, "", "it has %d entries, at most %d are read", len(r.Entries), MaxEntries)
		return j.found
	}
	j.sizes(r.Entries)
	j.names(r.zip.File)
	j.overlaps(r.zip.File, r.size)
	return j.found
}

// judgement collects troubles; one of each kind and entry.
type judgement struct{ found []Trouble }

func (j *judgement) add(kind, entry, format string, args ...any) {
	j.found = append(j.found, Trouble{kind, entry, fmt.Sprintf(format, args...)})
}

func (j *judgement) sizes(entries []Entry) {
	var sum int64
	for _, e := range entries {
		if sum += e.Size; sum > MaxBytes || sum < 0 {
			j.add(TooLarge, "", "its entries unpack to more than %d bytes", int64(MaxBytes))
			return
		}
		if e.Size > RatioFrom && e.Size/MaxRatio > e.Packed {
			j.add(Bomb, e.Name, "%d bytes of %q unpack to %d, more than %d times as many", e.Packed, e.Name, e.Size, MaxRatio)
		}
	}
}

func (j *judgement) names(files []*zip.File) {
	seen := map[string]string{}
	for _, f := range files {
		if why := badPath(f.Name); why != "" {
			j.add(Outside, f.Name, "the path %q %s", clip(f.Name), why)
		} else if why := badName(f.Name); why != "" {
			j.add(BadName, f.Name, "the name %q %s", clip(f.Name), why)
		}
		if mode := f.Mode(); mode&fs.ModeType != 0 && !mode.IsDir() {
			j.add(Link, f.Name, "%q is a link or a device, not a file", clip(f.Name))
		}
		if f.Flags&1 != 0 {
			j.add(Encrypted, f.Name, "%q is encrypted", clip(f.Name))
		}
		if f.Method != zip.Store && f.Method != zip.Deflate {
			j.add(Method, f.Name, "%q is packed by method %d; only stored and deflated entries are read", clip(f.Name), f.Method)
		}
		key := strings.ToLower(norm.NFC.String(strings.TrimSuffix(f.Name, "/")))
		if other, twice := seen[key]; twice {
			j.add(Duplicate, f.Name, "%q and %q are one name on many systems", clip(other), clip(f.Name))
		}
		seen[key] = f.Name
	}
}

// Keeps reports whether a path may stand in an archive as it is: Judge would find nothing wrong with it.
func Keeps(path string) bool {
	return utf8.ValidString(path) && badPath(path) == "" && badName(path) == ""
}

// badPath says why a path leads out of the archive, "" when it does not.
func badPath(name string) string {
	slashed := strings.ReplaceAll(name, `\`, "/")
	switch {
	case strings.HasPrefix(slashed, "/"):
		return "begins at the root"
	case len(slashed) > 1 && slashed[1] == ':':
		return "names a drive"
	case slices.Contains(strings.Split(slashed, "/"), ".."):
		return "leads out of the archive"
	}
	return ""
}

// badName says why a name cannot be kept everywhere, "" when it can.
func badName(name string) string {
	switch {
	case name == "":
		return "is empty"
	case len(name) > maxNameByte:
		return fmt.Sprintf("is longer than %d bytes", maxNameByte)
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 127 }):
		return "has a control character in it"
	case strings.Contains(name, `\`):
		return `has a \ in it`
	}
	return ""
}

func clip(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}

// overlaps finds entries that share bytes with another, or with the directory: the way to put petabytes into a small file.
func (j *judgement) overlaps(files []*zip.File, size int64) {
	type span struct {
		from, to int64
		name     string
	}
	spans := make([]span, 0, len(files))
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil {
			j.add(Damaged, f.Name, "the place of %q in the archive cannot be read: %s", clip(f.Name), err)
			continue
		}
		to := from + int64(min(f.CompressedSize64, 1<<62))
		if to > size {
			j.add(Damaged, f.Name, "%q ends behind the end of the archive", clip(f.Name))
			continue
		}
		spans = append(spans, span{from, to, f.Name})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			j.add(Overlap, spans[i].name, "%q and %q share bytes of the archive", clip(spans[i-1].name), clip(spans[i].name))
			return // one is enough: a bomb has thousands
		}
	}
}

// Copy unpacks the entry at a position to w and checks its length and checksum. Errors: *EntryError when the content is
// not what the directory says; those of w as they are.
func (r *Reader) Copy(w io.Writer, i int) error {
	f := r.zip.File[i]
	in, err := f.Open()
	if err != nil {
		return &EntryError{f.Name, err}
	}
	defer in.Close()
	source := &remembering{r: in}
	n, err := io.CopyBuffer(struct{ io.Writer }{w}, io.LimitReader(source, r.Entries[i].Size+1), make([]byte, 1<<17))
	switch {
	case source.err != nil:
		return &EntryError{f.Name, source.err}
	case err != nil:
		return err
	case n != r.Entries[i].Size:
		return &EntryError{f.Name, fmt.Errorf("it has %d bytes, the directory says %d", n, r.Entries[i].Size)}
	}
	return nil
}

// EntryError is damage of one entry.
type EntryError struct {
	Entry string
	Err   error
}

func (e *EntryError) Error() string {
	return fmt.Sprintf("%q cannot be unpacked: %s", clip(e.Entry), e.Err)
}

// Unwrap gives the reason.
func (e *EntryError) Unwrap() error { return e.Err }

// remembering keeps the error of a source, to tell it from one of the writer.
type remembering struct {
	r   io.Reader
	err error
}

func (s *remembering) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// IsArchive reports whether a name or the first bytes of content are those of an archive of any common kind.
func IsArchive(name string, head []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar", ".cab", ".iso":
		return true
	}
	return strings.HasPrefix(string(head), "PK\x03\x04") || strings.HasPrefix(string(head), "PK\x05\x06")
}
