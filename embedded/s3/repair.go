package s3

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/versity/versitygw/backend"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
)

const (
	// claimed marks the directory of an upload that is being completed. The library renames it so, joins the parts and
	// removes it. After a kill in between the mark stays, and the library then answers every repeat with
	// "200, still being completed by someone else", although nobody is: the object would never exist.
	claimed = ".inprogress"

	// Names of attributes the library keeps but does not export.
	keyAttribute    = "objname"
	uploadAttribute = "mp-metadata"
)

// repairUploads puts right what a kill in the middle of completing an upload left in the tree. Nothing else
// is at work yet, so a mark can only be a left-over. Paths given to the metadata are relative to the working
// directory, which is root by now.
func repairUploads(root string, metadata meta.MetadataStorer, logger *slog.Logger) error {
	marks, err := filepath.Glob(filepath.Join(escapeGlob(root), "*", posix.MetaTmpMultipartDir, "*", "*"+claimed))
	if err != nil {
		return err
	}
	for _, path := range marks {
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		bucket, upload, _ := strings.Cut(relative, string(filepath.Separator))
		if err := repairUpload(root, bucket, upload, metadata); err != nil {
			return err
		}
		logger.Warn("embedded s3 repaired an upload that a kill interrupted", "bucket", bucket, "upload", filepath.Base(upload))
	}
	return nil
}

// repairUpload removes an upload whose object is already there, and otherwise gives it its name back, so that it
// can be completed again. The upload is the path of its marked directory below the bucket.
func repairUpload(root, bucket, upload string, metadata meta.MetadataStorer) error {
	id, _, _ := strings.Cut(filepath.Base(upload), ".")
	if published(bucket, filepath.Dir(upload), id, metadata) {
		_ = metadata.DeleteAttributes(bucket, upload) // a left-over attribute file harms nothing
		return os.RemoveAll(filepath.Join(root, bucket, upload))
	}
	plain := filepath.Join(filepath.Dir(upload), id)
	err := os.Rename(filepath.Join(root, bucket, upload), filepath.Join(root, bucket, plain))
	if err != nil {
		return fmt.Errorf("give upload %s its name back: %w", id, err)
	}
	if err := metadata.RenameObject(bucket, upload, plain); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("give the metadata of upload %s its name back: %w", id, err)
	}
	return nil
}

// published says whether the upload already became its object: the object carries the id of the upload it was made
// of. The directory of all uploads of one key carries the key.
func published(bucket, keyDir, id string, metadata meta.MetadataStorer) bool {
	key, err := metadata.RetrieveAttribute(nil, bucket, keyDir, keyAttribute)
	if err != nil {
		return false
	}
	text, err := metadata.RetrieveAttribute(nil, bucket, string(key), uploadAttribute)
	if err != nil {
		return false
	}
	made, err := backend.UnmarshalMpUploadMetadata(text, false)
	return err == nil && made.UploadID == id
}

// escapeGlob keeps a path with the signs of a pattern in it from being read as one.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}
