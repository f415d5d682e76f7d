package archive

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// The end of a directory, as the format has it.
const (
	endSize      = 22
	endComment   = 1 << 16
	endSignature = "PK\x05\x06"
	bigSize      = 20
	bigSignature = "PK\x06\x07"
	maxDirectory = 64 << 20 // bytes: 20,000 entries of 3 kB
)

// boundDirectory refuses an archive whose directory would not fit: its length stands in the last bytes of the file.
func boundDirectory(at io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, endSize+endComment+bigSize))
	if _, err := at.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	end := bytes.LastIndex(tail, []byte(endSignature))
	if end < 0 || len(tail)-end < endSize {
		return fmt.Errorf("%w: the end of its directory is missing", ErrNotArchive)
	}
	length := int64(binary.LittleEndian.Uint32(tail[end+12:]))
	if length == 1<<32-1 && end >= bigSize && string(tail[end-bigSize:end-bigSize+4]) == bigSignature {
		big := make([]byte, 56)
		if _, err := at.ReadAt(big, int64(binary.LittleEndian.Uint64(tail[end-bigSize+8:])&(1<<62-1))); err != nil {
			return fmt.Errorf("%w: the end of its directory leads nowhere", ErrNotArchive)
		}
		length = int64(binary.LittleEndian.Uint64(big[40:]) & (1<<62 - 1))
	}
	if length > maxDirectory || length > size {
		return fmt.Errorf("%w: its directory says to have %d bytes, the file has %d, and at most %d are read", ErrNotArchive, length, size, int64(maxDirectory))
	}
	return nil
}
