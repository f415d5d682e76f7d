package api

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"tutti/project"

	"github.com/gabriel-vasile/mimetype"
)

// sniffedBytes of a file tell what it is.
const sniffedBytes = 3072

// content is what a stored file is, by its bytes and not by what its sender says.
type content struct {
	*mimetype.MIME
	name string
}

func (a *API) content(ctx context.Context, f project.DeliveryFile) (content, error) {
	bytes, _, err := a.o.Objects.Get(ctx, project.ObjectKey(f.SHA256))
	if err != nil {
		return content{}, err
	}
	defer func() { _ = bytes.Close() }()
	head := make([]byte, sniffedBytes)
	n, err := io.ReadFull(bytes, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return content{}, project.Because(err, project.Unavailable, "the object store stopped while the file was read; ask again with the same key")
	}
	return content{mimetype.Detect(head[:n]), f.Name}, nil
}

// String gives the media type without parameters.
func (c content) String() string {
	kind, _, _ := strings.Cut(c.MIME.String(), ";")
	return kind
}

// is reports whether the content is of the media type, of a family (audio/*), or a special case of it. Texts that have no
// mark in them are told by their name.
func (c content) is(wanted string) bool {
	family, whole := strings.CutSuffix(wanted, "*")
	of := func(m *mimetype.MIME) bool {
		return whole && strings.HasPrefix(m.String(), family) || !whole && m.Is(wanted)
	}
	for m := c.MIME; m != nil; m = m.Parent() {
		if anything := m.Parent() == nil && m != c.MIME; !anything && of(m) {
			return true
		}
	}
	named := textTypes()[strings.ToLower(path.Ext(c.name))]
	return c.Is("text/plain") && named != "" && (named == wanted || whole && strings.HasPrefix(named, family))
}

// textTypes are the media types of texts that look alike, by the ending of the name.
func textTypes() map[string]string {
	return map[string]string{".md": "text/markdown", ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".vtt": "text/vtt",
		".srt": "application/x-subrip", ".tex": "text/x-tex", ".json": "application/json", ".yaml": "application/yaml", ".yml": "application/yaml"}
}
