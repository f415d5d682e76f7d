package video

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// errNoTable says that an MP4 does not tell its pictures.
var errNoTable = errors.New("the MP4 has no table of pictures")

// Count gives the number of pictures of an MP4 that Normalise, Still or Join made, from its table: no tool is started.
func Count(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return count(f, stat.Size())
}

// count walks the boxes down to the sample sizes of the first track, which is the pictures.
func count(r io.ReaderAt, size int64) (int64, error) {
	from, to := int64(0), size
	for _, kind := range []string{"moov", "trak", "mdia", "minf", "stbl", "stsz"} {
		var err error
		if from, to, err = box(r, from, to, kind); err != nil {
			return 0, err
		}
	}
	var table [12]byte // version and flags, common size, number
	if to-from < int64(len(table)) {
		return 0, errNoTable
	}
	if _, err := r.ReadAt(table[:], from); err != nil {
		return 0, err
	}
	return int64(binary.BigEndian.Uint32(table[8:])), nil
}

// box finds the first box of a kind between two offsets and gives the offsets of its content.
func box(r io.ReaderAt, from, to int64, kind string) (int64, int64, error) {
	var head [16]byte
	for to-from >= 8 {
		n, err := r.ReadAt(head[:min(16, to-from)], from)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, 0, err
		}
		size, skip := int64(binary.BigEndian.Uint32(head[:])), int64(8)
		switch {
		case size == 1 && n == 16:
			size, skip = int64(binary.BigEndian.Uint64(head[8:])), 16
		case size == 0:
			size = to - from // the last box reaches to the end
		}
		if size < skip || size > to-from {
			return 0, 0, errNoTable
		}
		if string(head[4:8]) == kind {
			return from + skip, from + size, nil
		}
		from += size
	}
	return 0, 0, errNoTable
}
