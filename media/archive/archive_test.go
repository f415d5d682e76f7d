package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tutti/project"
)

// entry is one entry of an archive for the tests.
type entry struct {
	name    string
	content []byte
	mode    fs.FileMode
	method  uint16
}

func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: e.method}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func onDisk(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// troubles opens, judges and checks, and gives the kinds.
func troubles(t testing.TB, content []byte) []string {
	t.Helper()
	r, err := Open(onDisk(t, content))
	if err != nil {
		return []string{Unreadable}
	}
	defer r.Close()
	found := r.Judge()
	if len(found) == 0 {
		if found, err = r.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var kinds []string
	for _, f := range found {
		kinds = append(kinds, f.Kind)
		if f.Text == "" {
			t.Errorf("%+v says nothing", f)
		}
	}
	return kinds
}

// overlapping has two entries in the directory that point to the same bytes.
func overlapping(t testing.TB) []byte {
	content := zipped(t, entry{name: "a", content: []byte("same")}, entry{name: "b", content: []byte("same")})
	first := bytes.Index(content, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(content[first+4:], []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(content[second+42:], 0)
	return content
}

func TestTroubles(t *testing.T) {
	text := []byte("once upon a time")
	good := zipped(t, entry{name: "chapter/1.txt", content: text, method: zip.Deflate}, entry{name: "chapter/", mode: fs.ModeDir | 0o755}, entry{name: "ä.txt", content: text})
	locked := slices.Clone(good)
	binary.LittleEndian.PutUint16(locked[bytes.Index(locked, []byte("PK\x01\x02"))+8:], 1)
	odd := slices.Clone(good)
	binary.LittleEndian.PutUint16(odd[bytes.Index(odd, []byte("PK\x01\x02"))+10:], 99)
	flipped := zipped(t, entry{name: "a", content: text})
	flipped[bytes.Index(flipped, text)] ^= 1
	many := make([]entry, MaxEntries+1)
	for i := range many {
		many[i].name = fmt.Sprint(i)
	}
	for name, c := range map[string]struct {
		content []byte
		want    []string
	}{
		"good":                 {good, nil},
		"empty":                {zipped(t), nil},
		"one within":           {zipped(t, entry{name: "inner.zip", content: good}), nil},
		"two within":           {zipped(t, entry{name: "a.zip", content: zipped(t, entry{name: "b.zip", content: good})}), []string{Nested}},
		"too many":             {zipped(t, many...), []string{TooMany}},
		"a bomb":               {zipped(t, entry{name: "zeros", content: make([]byte, 8<<20), method: zip.Deflate}), []string{Bomb}},
		"a bomb within":        {zipped(t, entry{name: "x.zip", content: zipped(t, entry{name: "zeros", content: make([]byte, 8<<20), method: zip.Deflate})}), []string{Bomb}},
		"overlapping":          {overlapping(t), []string{Overlap}},
		"up and out":           {zipped(t, entry{name: "a/../../b", content: text}), []string{Outside}},
		"up with backslashes":  {zipped(t, entry{name: `..\b`, content: text}), []string{Outside}},
		"from the root":        {zipped(t, entry{name: "/etc/passwd", content: text}), []string{Outside}},
		"a drive":              {zipped(t, entry{name: `C:\b`, content: text}), []string{Outside}},
		"a link":               {zipped(t, entry{name: "a", content: []byte("/etc/passwd"), mode: fs.ModeSymlink | 0o777}), []string{Link}},
		"a device":             {zipped(t, entry{name: "a", mode: fs.ModeDevice | 0o777}), []string{Link}},
		"twice":                {zipped(t, entry{name: "Take.wav"}, entry{name: "take.WAV"}), []string{Duplicate}},
		"twice, two spellings": {zipped(t, entry{name: "\u00e4.txt"}, entry{name: "a\u0308.txt"}), []string{Duplicate}},
		"encrypted":            {locked, []string{Encrypted}},
		"unknown method":       {odd, []string{Method}},
		"a bit flipped":        {flipped, []string{Damaged}},
		"a bell in a name":     {zipped(t, entry{name: "a\ab"}), []string{BadName}},
		"cut off":              {good[:len(good)-10], []string{Unreadable}},
		"a text":               {text, []string{Unreadable}},
		"nothing":              {nil, []string{Unreadable}},
	} {
		if got := troubles(t, c.content); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestADirectoryThatLiesIsNotRead(t *testing.T) {
	content := zipped(t, entry{name: "a"})
	end := bytes.LastIndex(content, []byte(endSignature))
	binary.LittleEndian.PutUint32(content[end+12:], 1<<31)
	if _, err := Open(onDisk(t, content)); err == nil || !strings.Contains(err.Error(), "directory") {
		t.Errorf("a directory of 2 GiB in %d bytes: %v", len(content), err)
	}
}

// TestPlan: what is written along the plan is an archive that everybody reads, and as long as planned.
func TestPlan(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		contents := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 3000), 0, 20).Draw(r, "contents")
		var items []Item
		for i, c := range contents {
			items = append(items, Item{fmt.Sprintf("%s/%d.bin", rapid.SampledFrom([]string{"a", "ö", "本"}).Draw(r, "folder"), i), int64(len(c)), crc32.ChecksumIEEE(c)})
		}
		var out bytes.Buffer
		if err := Write(&out, items, func(i int) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(contents[i])), nil }); err != nil {
			r.Fatal(err)
		}
		if _, size, err := Plan(items); err != nil || size != int64(out.Len()) {
			r.Fatalf("planned %d bytes, written %d (%v)", size, out.Len(), err)
		}
		z, err := newReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			r.Fatal(err)
		}
		if found := z.Judge(); len(found) > 0 || len(z.Entries) != len(items) {
			r.Fatalf("%d of %d entries, %v", len(z.Entries), len(items), found)
		}
		for i, e := range z.Entries {
			var content bytes.Buffer
			if err := z.Copy(&content, i); err != nil || e.Name != items[i].Name || !bytes.Equal(content.Bytes(), contents[i]) {
				r.Fatalf("entry %d is %q with %d bytes (%v)", i, e.Name, content.Len(), err)
			}
		}
	})
}

// TestPlanOfHugeFiles reads an archive of 15 GiB that exists only as a plan.
func TestPlanOfHugeFiles(t *testing.T) {
	items := []Item{{"small", 5, 1}, {"large", 5 << 30, 2}, {"just below", math.MaxUint32 - 1, 3}, {"at the border", math.MaxUint32, 4}, {"last", 3, 5}}
	segments, size, err := Plan(items)
	if err != nil {
		t.Fatal(err)
	}
	z, err := newReader(planned{segments, items}, size)
	if err != nil {
		t.Fatal(err)
	}
	if found := z.Judge(); len(found) > 0 {
		t.Error(found)
	}
	for i, e := range z.Entries {
		if (Item{e.Name, e.Size, e.CRC32}) != items[i] {
			t.Errorf("%+v became %+v", items[i], e)
		}
	}
}

// planned reads a plan, with zeros for contents.
type planned struct {
	segments []Segment
	items    []Item
}

func (p planned) ReadAt(b []byte, at int64) (int, error) {
	clear(b)
	n, from := 0, int64(0)
	for _, s := range p.segments {
		length := int64(len(s.Bytes))
		if s.Bytes == nil {
			length = p.items[s.Item].Size
		}
		if lo, hi := max(at, from), min(at+int64(len(b)), from+length); lo < hi {
			if s.Bytes != nil {
				copy(b[lo-at:hi-at], s.Bytes[lo-from:hi-from])
			}
			n = int(hi - at)
		}
		from += length
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func TestWrongContentIsNotWritten(t *testing.T) {
	right := []byte("as inspected")
	item := Item{"a", int64(len(right)), crc32.ChecksumIEEE(right)}
	for name, content := range map[string]string{"shorter": "as inspecte", "longer": "as inspected!", "other": "as inspecteD"} {
		err := Write(io.Discard, []Item{item}, func(int) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil })
		if project.CodeOf(err) != project.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(zipped(f, entry{name: "a", content: []byte("a"), method: zip.Deflate}))
	f.Add(overlapping(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := newReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		if found := r.Judge(); len(found) == 0 {
			if _, err := r.Check(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
}
