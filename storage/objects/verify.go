package objects

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"tutti/project"
)

// Verify reads the whole object again and gives its sha256 in hex and its size in bytes. It works on any store and uses
// constant memory. Conflict means that the store gave another number of bytes than it says the object has.
func Verify(ctx context.Context, store project.Objects, key string) (sum string, size int64, err error) {
	body, info, err := store.Get(ctx, key)
	if err != nil {
		return "", 0, err
	}
	defer body.Close()
	hash := sha256.New()
	size, err = io.Copy(hash, body)
	if err != nil {
		return "", size, fmt.Errorf("verify %s: %w", key, err)
	}
	if size != info.Size {
		return "", size, project.Errorf(project.Conflict, "%s has %d bytes but %d came", key, info.Size, size)
	}
	return hex.EncodeToString(hash.Sum(nil)), size, nil
}
