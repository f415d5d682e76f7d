package pcm

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"math"
	"os"
)

// A file is a header, the caller's meta data and blocks of samples, each followed by its checksum. The frame count is
// written last, so a file that was not finished says so itself; a block that does not match its checksum is never given out.
//
//	 0  magic "tuttipcm"      8  version uint32      12  length of meta uint32
//	16  frames uint64        24  peak uint32         28  checksum of meta uint32
//	32  sha256 of samples    64  checksum of bytes 0 to 63
const (
	magic      = "tuttipcm"
	version    = 1
	headerSize = 68
	sumSize    = 4
)

// BlockFrames is the number of frames in every block but the last: 512 KiB, which stays in a core's cache while mixing.
const BlockFrames = 64 << 10

const blockBytes = BlockFrames * FrameBytes

// MaxMeta is the greatest size of the meta data in bytes.
const MaxMeta = 16 << 20

// ErrTorn says that a file is incomplete or damaged. Its content must be made again.
var ErrTorn = errors.New("pcm: file is torn")

// castagnoli is computed by the processor; a table is made by the standard library once.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// Info is what a file says of its samples.
type Info struct {
	Frames int64
	Peak   int32  // greatest absolute sample value
	SHA256 string // of the samples as little-endian bytes; "" when the writer was told to skip it
	Meta   []byte // the caller's
}

// File reads canonical PCM. Blocks may be read by several goroutines at once.
type File struct {
	Info
	f     *os.File
	start int64
}

// Open opens a finished file. A file that is damaged as far as the header tells, or of the wrong size, is ErrTorn.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	file, err := readHeader(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return file, nil
}

func readHeader(f *os.File) (*File, error) {
	stat, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var h [headerSize]byte
	if _, err := f.ReadAt(h[:], 0); err != nil {
		return nil, fmt.Errorf("%w: no header", ErrTorn)
	}
	if string(h[:8]) != magic || le(h[8:]) != version || le(h[64:]) != crc32.Checksum(h[:64], castagnoli()) || le(h[12:]) > MaxMeta {
		return nil, fmt.Errorf("%w: bad header", ErrTorn)
	}
	meta := make([]byte, le(h[12:]))
	if _, err := f.ReadAt(meta, headerSize); err != nil || crc32.Checksum(meta, castagnoli()) != le(h[28:]) {
		return nil, fmt.Errorf("%w: bad meta data", ErrTorn)
	}
	file := &File{f: f, start: headerSize + int64(len(meta))}
	file.Frames = int64(binary.LittleEndian.Uint64(h[16:]))
	file.Peak = int32(le(h[24:]))
	file.Meta = meta
	if sum := [32]byte(h[32:64]); sum != [32]byte{} {
		file.SHA256 = hex.EncodeToString(sum[:])
	}
	if file.Frames < 0 || file.Frames > 1<<48 || stat.Size() != file.start+file.Frames*FrameBytes+file.Blocks()*sumSize {
		return nil, fmt.Errorf("%w: wrong size", ErrTorn)
	}
	return file, nil
}

func le(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }

// Blocks is the number of blocks.
func (f *File) Blocks() int64 { return (f.Frames + BlockFrames - 1) / BlockFrames }

// Block reads block i as little-endian bytes into buf, which holds at least BlockBuffer bytes, and returns the part in
// use; blocks outside the file are empty. A block that does not match its checksum is ErrTorn.
func (f *File) Block(i int64, buf []byte) ([]byte, error) {
	if i < 0 || i >= f.Blocks() {
		return nil, nil
	}
	n := min(BlockFrames, f.Frames-i*BlockFrames) * FrameBytes
	buf = buf[:n+sumSize]
	if _, err := f.f.ReadAt(buf, f.start+i*(blockBytes+sumSize)); err != nil {
		return nil, fmt.Errorf("%w: block %d: %w", ErrTorn, i, err)
	}
	if crc32.Checksum(buf[:n], castagnoli()) != le(buf[n:]) {
		return nil, fmt.Errorf("%w: block %d", ErrTorn, i)
	}
	return buf[:n], nil
}

// BlockBuffer is the size of a buffer for Block.
const BlockBuffer = blockBytes + sumSize

// Reader gives the samples from the first to the last as little-endian bytes.
func (f *File) Reader() io.Reader { return &reader{file: f, buf: make([]byte, BlockBuffer)} }

type reader struct {
	file *File
	next int64
	buf  []byte
	rest []byte
}

func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.next >= r.file.Blocks() {
			return 0, io.EOF
		}
		block, err := r.file.Block(r.next, r.buf)
		if err != nil {
			return 0, err
		}
		r.rest, r.next = block, r.next+1
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// Close closes the file. A file may be removed or replaced while it is open; reading goes on with what was opened.
func (f *File) Close() error { return f.f.Close() }

// Writer makes a file. Only Close with a nil error makes it readable.
type Writer struct {
	f      *os.File
	header [headerSize]byte
	frames int64
	peak   int32
	buf    []byte
	used   int
	sum    hash.Hash
}

// Create starts a file with the caller's meta data. With digest the sha256 of the samples is kept too.
func Create(path string, meta []byte, digest bool) (*Writer, error) {
	if len(meta) > MaxMeta {
		return nil, fmt.Errorf("pcm: %d bytes of meta data, at most %d are kept", len(meta), MaxMeta)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	w := &Writer{f: f, buf: make([]byte, BlockBuffer)}
	if digest {
		w.sum = sha256.New()
	}
	copy(w.header[:], magic)
	binary.LittleEndian.PutUint32(w.header[8:], version)
	binary.LittleEndian.PutUint32(w.header[12:], uint32(len(meta)))
	binary.LittleEndian.PutUint32(w.header[28:], crc32.Checksum(meta, castagnoli()))
	// The header stays zero until Close: what is not finished has no magic.
	if _, err = f.Write(append(make([]byte, headerSize), meta...)); err != nil {
		f.Close()
		return nil, err
	}
	return w, nil
}

// Write appends samples; the number of all samples must be even in the end.
func (w *Writer) Write(samples []int32) error {
	for len(samples) > 0 {
		n := min(len(samples), (blockBytes-w.used)/4)
		low, top := encode(w.buf[w.used:], samples[:n])
		w.peak = max(w.peak, top, magnitude(low))
		w.used += 4 * n
		samples = samples[n:]
		if w.used == blockBytes {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// encode does what Encode does, and gives the least and the greatest sample, or 0. Four at a time are checked against the bounds of the
// slices once, which takes half the time.
func encode(dst []byte, src []int32) (low, top int32) {
	for ; len(src) >= 4 && len(dst) >= 16; src, dst = src[4:], dst[16:] {
		a, b, c, d := src[0], src[1], src[2], src[3]
		low, top = min(low, a, b, c, d), max(top, a, b, c, d)
		binary.LittleEndian.PutUint32(dst[0:], uint32(a))
		binary.LittleEndian.PutUint32(dst[4:], uint32(b))
		binary.LittleEndian.PutUint32(dst[8:], uint32(c))
		binary.LittleEndian.PutUint32(dst[12:], uint32(d))
	}
	for i, s := range src {
		low, top = min(low, s), max(top, s)
		binary.LittleEndian.PutUint32(dst[4*i:], uint32(s))
	}
	return low, top
}

// magnitude is the absolute value; the most negative sample has none and gives the greatest.
func magnitude(s int32) int32 {
	if s == math.MinInt32 {
		return math.MaxInt32
	}
	return max(s, -s)
}

func (w *Writer) flush() error {
	if w.used == 0 {
		return nil
	}
	block := w.buf[:w.used]
	if w.sum != nil {
		w.sum.Write(block)
	}
	w.frames += int64(w.used / FrameBytes)
	binary.LittleEndian.PutUint32(w.buf[w.used:], crc32.Checksum(block, castagnoli()))
	_, err := w.f.Write(w.buf[:w.used+sumSize])
	w.used = 0
	return err
}

// Close finishes the file and returns what it says of its samples.
func (w *Writer) Close() (Info, error) {
	if w.used%FrameBytes != 0 {
		w.f.Close()
		return Info{}, errors.New("pcm: half a frame was written")
	}
	if err := w.flush(); err != nil {
		w.f.Close()
		return Info{}, err
	}
	info := Info{Frames: w.frames, Peak: w.peak}
	binary.LittleEndian.PutUint64(w.header[16:], uint64(w.frames))
	binary.LittleEndian.PutUint32(w.header[24:], uint32(w.peak))
	if w.sum != nil {
		copy(w.header[32:], w.sum.Sum(nil))
		info.SHA256 = hex.EncodeToString(w.header[32:64])
	}
	binary.LittleEndian.PutUint32(w.header[64:], crc32.Checksum(w.header[:64], castagnoli()))
	if _, err := w.f.WriteAt(w.header[:], 0); err != nil {
		w.f.Close()
		return Info{}, err
	}
	return info, w.f.Close()
}

// Abandon closes the file unfinished; Open refuses it.
func (w *Writer) Abandon() error { return w.f.Close() }
