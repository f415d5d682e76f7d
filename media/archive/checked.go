package archive

import (
	"hash"
	"hash/crc32"
	"io"

	"tutti/project"
)

// Checked reads the content of an item, and gives an Internal error in place of its end when it is not what is known of
// it: an archive must not be written with a checksum that is wrong.
func Checked(r io.Reader, item Item) io.Reader {
	return &checked{r: r, item: item, sum: crc32.NewIEEE()}
}

type checked struct {
	r    io.Reader
	item Item
	sum  hash.Hash32
	n    int64
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.sum.Write(p[:n])
	wrong := c.n > c.item.Size || err == io.EOF && (c.n != c.item.Size || c.sum.Sum32() != c.item.CRC32)
	if wrong {
		return n, project.Errorf(project.Internal, "%q has %d bytes with checksum %08x, its inspection saw %d with %08x",
			c.item.Name, c.n, c.sum.Sum32(), c.item.Size, c.item.CRC32)
	}
	return n, err
}
