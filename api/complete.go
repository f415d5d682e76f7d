package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

const (
	completeTimeout = 4 * time.Hour // the largest file, from a slow store
	// checkingBeat tells the records that somebody is still reading; checkingLost is when they are taken for gone.
	checkingBeat = 5 * time.Second
	checkingLost = 30 * time.Second
	// missingListed is how many missing parts are named.
	missingListed = 100
)

// completeUpload makes an upload trusted: the parts are joined, the server reads the whole again and hashes it, and the
// bytes go to where their hash names them. Each step may be repeated, so a server that dies here is no harm.
func (a *API) completeUpload(ctx context.Context, in *UploadPath) (*body[wire.Upload], error) {
	up, err := a.upload(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	switch up.State {
	case project.UploadReady:
	case project.UploadOpen, project.UploadChecking:
		if up, err = a.checkOnce(ctx, up); err != nil {
			return nil, err
		}
	default:
		return nil, project.Errorf(project.Conflict, "the upload was thrown away; begin a new one")
	}
	view, err := a.uploadView(ctx, up)
	return &body[wire.Upload]{view}, err
}

// checkOnce is content when somebody else has finished the same upload meanwhile.
func (a *API) checkOnce(ctx context.Context, up project.Upload) (project.Upload, error) {
	done, err := a.check(ctx, up)
	if err == nil {
		return done, nil
	}
	if now, lost := a.o.Records.Upload(ctx, up.ID); lost == nil && now.State == project.UploadReady {
		return now, nil
	}
	return up, err
}

func (a *API) check(ctx context.Context, up project.Upload) (project.Upload, error) {
	if up.State == project.UploadChecking && !a.lost(up.UpdatedAt, checkingLost) {
		return up, later{project.Errorf(project.Conflict, "the upload is being read at this moment; ask again with the same key"), 2 * time.Second}
	}
	if up.State == project.UploadOpen {
		if err := a.join(ctx, up); err != nil {
			return up, err
		}
	}
	if err := a.o.Records.MoveUpload(ctx, up.ID, project.UploadChecking, project.UploadChecking, "", a.o.Now().UTC()); err != nil {
		return up, err
	}
	stop := a.beat(ctx, up.ID)
	sum, err := a.hash(ctx, up)
	if err == nil {
		up, err = a.promote(ctx, up, sum)
	}
	stop()
	if err != nil {
		a.letGo(ctx, up.ID)
	}
	return up, err
}

// letGo dates the last beat back, so that nobody waits for a reading that has failed.
func (a *API) letGo(ctx context.Context, id project.UploadID) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	err := a.o.Records.MoveUpload(ctx, id, project.UploadChecking, project.UploadChecking, "", a.o.Now().Add(-checkingLost).UTC())
	if err != nil {
		a.o.Log.WarnContext(ctx, "an upload stays locked for a moment", "upload", id, "error", err)
	}
}

// join puts the parts together. Only then is the upload checking, so that one with missing parts stays open.
func (a *API) join(ctx context.Context, up project.Upload) error {
	key := project.UploadKey(up.ID)
	parts, err := a.o.Objects.Parts(ctx, key, up.StoreID)
	if project.CodeOf(err) == project.NotFound {
		if _, err = a.o.Objects.Stat(ctx, key); err != nil { // not joined before either
			return project.Because(err, project.Conflict, "the store has nothing of this upload any more; begin a new one")
		}
		return a.o.Records.MoveUpload(ctx, up.ID, project.UploadOpen, project.UploadChecking, "", a.o.Now().UTC())
	}
	if err != nil {
		return err
	}
	if parts, err = whole(up, parts); err != nil {
		return err
	}
	if err := a.o.Objects.FinishParts(ctx, key, up.StoreID, parts); err != nil {
		return err
	}
	return a.o.Records.MoveUpload(ctx, up.ID, project.UploadOpen, project.UploadChecking, "", a.o.Now().UTC())
}

// whole gives the parts 1..n, or a Conflict that names those that are not there.
func whole(up project.Upload, parts []project.Part) ([]project.Part, error) {
	byNumber := make(map[int]project.Part, len(parts))
	for _, p := range parts {
		byNumber[p.Number] = p
	}
	e := &project.Error{Code: project.Conflict}
	all, missing := make([]project.Part, 0, up.Parts), 0
	for n := 1; n <= up.Parts; n++ {
		p, ok := byNumber[n]
		if ok && p.Size == partSize(up, n) {
			all = append(all, p)
			continue
		}
		if missing++; missing <= missingListed {
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("parts[%d]", n), Message: "has not arrived whole"})
		}
	}
	if missing == 0 {
		return all, nil
	}
	e.Message = fmt.Sprintf("%d of %d parts are missing; send them and complete the upload again", missing, up.Parts)
	return nil, e
}

// beat says from time to time that the reading goes on.
func (a *API) beat(ctx context.Context, id project.UploadID) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var beating sync.WaitGroup
	beating.Go(func() {
		tick := time.NewTicker(checkingBeat)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if err := a.o.Records.MoveUpload(ctx, id, project.UploadChecking, project.UploadChecking, "", a.o.Now().UTC()); err != nil && ctx.Err() == nil {
				a.o.Log.WarnContext(ctx, "the beat of an upload was not recorded", "upload", id, "error", err)
			}
		}
	})
	return func() {
		cancel()
		beating.Wait()
	}
}

// hash reads the object as a stream, so its size does not matter to our memory.
func (a *API) hash(ctx context.Context, up project.Upload) (string, error) {
	bytes, _, err := a.o.Objects.Get(ctx, project.UploadKey(up.ID))
	if err != nil {
		return "", err
	}
	defer func() { _ = bytes.Close() }()
	sum := sha256.New()
	n, err := io.Copy(sum, bytes)
	if err != nil {
		return "", project.Because(err, project.Unavailable, "the object store stopped while the upload was read; ask again with the same key")
	}
	if n != up.Size {
		return "", project.Errorf(project.Conflict, "the upload has %d bytes instead of %d; throw it away and begin again", n, up.Size)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// promote moves the bytes to where their hash names them. They leave their first place last: what is left over after a
// crash is swept up, what is missing could not be mended.
func (a *API) promote(ctx context.Context, up project.Upload, sum string) (project.Upload, error) {
	key := project.UploadKey(up.ID)
	// Claimed before the copy: an older copy that is there already is not taken for unused from here on.
	if err := a.o.Records.MoveUpload(ctx, up.ID, project.UploadChecking, project.UploadChecking, sum, a.o.Now().UTC()); err != nil {
		return up, err
	}
	if err := a.o.Objects.Copy(ctx, key, project.ObjectKey(sum)); err != nil {
		return up, err
	}
	if err := a.o.Records.MoveUpload(ctx, up.ID, project.UploadChecking, project.UploadReady, sum, a.o.Now().UTC()); err != nil {
		return up, err
	}
	if err := a.o.Objects.Delete(ctx, key); err != nil {
		a.o.Log.WarnContext(ctx, "an upload was left in the store", "key", key, "error", err)
	}
	return a.o.Records.Upload(ctx, up.ID)
}
