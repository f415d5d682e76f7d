package records

import (
	"context"
	"time"

	"tutti/project"
)

const uploadColumns = `id, owner_id, project_id, sub_gig_id, name, size_bytes, type, fingerprint, part_size, parts, store_id, state, sha256, created_at, updated_at`

func scanUpload(r row) (u project.Upload, err error) {
	err = r.Scan(&u.ID, &u.Owner, &u.Project, &u.SubGig, &u.Name, &u.Size, &u.Type, &u.Fingerprint, &u.PartSize, &u.Parts, &u.StoreID,
		&u.State, &u.SHA256, instant{&u.CreatedAt}, instant{&u.UpdatedAt})
	return u, err
}

// PutUpload records u once; the same id again gives the stored row.
func (s *Store) PutUpload(ctx context.Context, u project.Upload) (project.Upload, error) {
	var stored project.Upload
	err := s.write(ctx, "upload "+string(u.ID), func(ctx context.Context, t *tx) error {
		if err := uploadPlace(ctx, t, u); err != nil {
			return err
		}
		_, err := t.exec(ctx, `
			INSERT INTO uploads (`+uploadColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
			ON CONFLICT (id) DO NOTHING`,
			u.ID, u.Owner, u.Project, u.SubGig, u.Name, u.Size, u.Type, u.Fingerprint, u.PartSize, u.Parts, u.StoreID, u.State, u.SHA256,
			micros(u.CreatedAt), micros(u.UpdatedAt))
		if err != nil {
			return err
		}
		stored, err = one(ctx, t, scanUpload, `SELECT `+uploadColumns+` FROM uploads WHERE id = $1`, u.ID)
		return err
	})
	return stored, err
}

// uploadPlace reports, as NotFound, a project that is not there. A source that is to be split belongs to none.
func uploadPlace(ctx context.Context, t *tx, u project.Upload) error {
	if u.Project == "" {
		return nil
	}
	count := func(r row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}
	found, err := one(ctx, t, count, `SELECT COUNT(*) FROM projects WHERE id = $1`, u.Project)
	if err == nil && found == 0 {
		return project.Errorf(project.NotFound, "the upload %s refers to something that is not there", u.ID)
	}
	return err
}

// Upload gives one upload.
func (s *Store) Upload(ctx context.Context, id project.UploadID) (project.Upload, error) {
	return readOne(ctx, s, "upload "+string(id), scanUpload, `SELECT `+uploadColumns+` FROM uploads WHERE id = $1`, id)
}

// OpenUpload finds the newest upload that the client may go on with.
func (s *Store) OpenUpload(ctx context.Context, like project.Upload) (project.Upload, error) {
	return readOne(ctx, s, "open upload of this file", scanUpload, `
		SELECT `+uploadColumns+` FROM uploads
		WHERE owner_id = $1 AND fingerprint = $2 AND project_id = $3 AND sub_gig_id = $4 AND name = $5 AND size_bytes = $6
		  AND state IN ('open', 'ready') ORDER BY id DESC LIMIT 1`,
		like.Owner, like.Fingerprint, like.Project, like.SubGig, like.Name, like.Size)
}

// MoveUpload changes the state; a repeat finds it changed and is content.
func (s *Store) MoveUpload(ctx context.Context, id project.UploadID, from, to project.UploadState, sha256 string, at time.Time) error {
	return s.write(ctx, "upload "+string(id), func(ctx context.Context, t *tx) error {
		if sha256 != "" {
			if err := t.claimFile(ctx, sha256); err != nil {
				return err
			}
		}
		n, err := t.exec(ctx, `
			UPDATE uploads SET state = $3, sha256 = CASE WHEN $4 = '' THEN sha256 ELSE $4 END, updated_at = $5 WHERE id = $1 AND state = $2`,
			id, from, to, sha256, micros(at))
		if err != nil || n == 1 {
			return err
		}
		stored, err := one(ctx, t, scanUpload, `SELECT `+uploadColumns+` FROM uploads WHERE id = $1`, id)
		if err == nil && stored.State != to {
			return project.Errorf(project.Conflict, "the upload is %s, not %s", stored.State, from)
		}
		return err
	})
}

// StaleUploads lists those under way that nobody touched since, oldest first.
func (s *Store) StaleUploads(ctx context.Context, before time.Time, limit int) ([]project.Upload, error) {
	return readList(ctx, s, "uploads", scanUpload, `
		SELECT `+uploadColumns+` FROM uploads WHERE state IN ('open', 'checking') AND updated_at < $1 ORDER BY updated_at, id LIMIT $2`, micros(before), limitOf(limit))
}
