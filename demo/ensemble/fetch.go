package ensemble

import (
	"context"
	"os"
	"path/filepath"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// File is a file of a final as it was fetched and verified.
type File struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size_bytes"`
}

// Fetch leaves the files of a final below a folder, each verified while it comes in.
func Fetch(ctx context.Context, c *client.Client, final wire.Artifact, dir string) ([]File, error) {
	var out []File
	for _, link := range final.Files {
		if !filepath.IsLocal(link.Name) {
			return nil, project.Errorf(project.Internal, "the final has a file with the name %q", link.Name)
		}
		path := filepath.Join(dir, filepath.FromSlash(link.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, project.Because(err, project.Invalid, "cannot write in %s: %v", dir, err)
		}
		if err := c.DownloadFile(ctx, link, path, nil); err != nil {
			return nil, err
		}
		out = append(out, File{Path: path, SHA256: link.SHA256, Size: link.Size})
	}
	return out, nil
}
