package objects

import (
	"context"
	"errors"
	"fmt"

	"tutti/project"
)

// Sweep removes what the uploads left in the store: their parts, and the joined bytes under their upload keys. The store
// keeps no list that all S3s can be asked for, so the uploads come from the records. Mark them as aborted there before;
// then a client that still sends parts is refused, and a repeat of Sweep after a failure is safe.
//
// It gives the uploads that are gone. It goes on after an error of one upload, but not when the store is away.
func Sweep(ctx context.Context, store project.Objects, stale []project.Upload) ([]project.UploadID, error) {
	var gone []project.UploadID
	var failures []error
	for _, u := range stale {
		err := sweepOne(ctx, store, u)
		if err == nil {
			gone = append(gone, u.ID)
			continue
		}
		failures = append(failures, fmt.Errorf("sweep %s: %w", u.ID, err))
		if project.CodeOf(err) == project.Unavailable {
			break
		}
	}
	return gone, errors.Join(failures...)
}

func sweepOne(ctx context.Context, store project.Objects, u project.Upload) error {
	key := project.UploadKey(u.ID)
	if u.StoreID != "" {
		if err := store.AbortParts(ctx, key, u.StoreID); err != nil {
			return err
		}
	}
	return store.Delete(ctx, key)
}
