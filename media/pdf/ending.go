package pdf

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
)

// tailBytes is how far back from its end a file may keep its last mark, as readers have it.
const tailBytes = 2048

// Ending says in words why the end of a file is not that of a whole PDF, "" when it is. The library, like most readers,
// mends a file that was cut off, and so tells nothing of what is lost. Nothing is parsed but the last marks.
func Ending(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return "", err
	}
	tail := make([]byte, min(size, tailBytes))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return "", err
	}
	end := bytes.LastIndex(tail, []byte("%%EOF"))
	if end < 0 {
		return "its last line, %%EOF, is missing", nil
	}
	return reference(f, tail[:end], size)
}

// reference checks that the last startxref leads to a table of objects.
func reference(f io.ReaderAt, tail []byte, size int64) (string, error) {
	marks := regexp.MustCompile(`startxref\s+(\d{1,12})\s`).FindAllSubmatch(tail, -1)
	if len(marks) == 0 {
		return "the place of its table of objects, startxref, is missing", nil
	}
	at, err := strconv.ParseInt(string(marks[len(marks)-1][1]), 10, 64)
	if err != nil || at >= size {
		return fmt.Sprintf("its startxref leads to byte %d of %d", at, size), nil
	}
	head := make([]byte, 32)
	n, err := f.ReadAt(head, at)
	if err != nil && err != io.EOF {
		return "", err
	}
	if !regexp.MustCompile(`^\s*(xref|\d+\s+\d+\s+obj)`).Match(head[:n]) {
		return fmt.Sprintf("its startxref leads to byte %d, and there is no table of objects", at), nil
	}
	return "", nil
}
