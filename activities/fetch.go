package activities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"tutti/project"
)

// fetch brings a stored object to a file and checks that its bytes still hash to its name.
func fetch(ctx context.Context, objects project.Objects, sum, path string) error {
	body, info, err := objects.Get(ctx, project.ObjectKey(sum))
	if err != nil {
		return err
	}
	defer body.Close()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, hash), body)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if found := hex.EncodeToString(hash.Sum(nil)); found != sum || size != info.Size {
		return project.Errorf(project.Conflict, "the stored object %s is damaged: its %d bytes hash to %s", sum, size, found)
	}
	return nil
}

func numbered(name string, n int) string { return fmt.Sprintf("%s-%d", name, n) }
