package records

import (
	"context"

	"tutti/project"
)

const commentColumns = `id, project_id, artifact_id, author_id, spot, body, sub_gigs, created_at`

func scanComment(r row) (c project.Comment, err error) {
	err = r.Scan(&c.ID, &c.Project, &c.Artifact, &c.Author, document{&c.Spot}, &c.Text, document{&c.SubGigs}, instant{&c.CreatedAt})
	return c, err
}

// PutComment records c once, with its line in the log.
func (s *Store) PutComment(ctx context.Context, c project.Comment) (project.Comment, error) {
	var stored project.Comment
	err := s.write(ctx, "comment "+string(c.ID), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, c.Project)
		if err != nil {
			return err
		}
		fresh, err := t.exec(ctx, `INSERT INTO comments (`+commentColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
			c.ID, c.Project, c.Artifact, c.Author, asJSON{c.Spot}, c.Text, asJSON{c.SubGigs}, micros(c.CreatedAt))
		if err == nil {
			stored, err = one(ctx, t, scanComment, `SELECT `+commentColumns+` FROM comments WHERE id = $1`, c.ID)
		}
		if err != nil || fresh == 0 {
			return err
		}
		return t.logAlone(ctx, p, project.LogEvent{Kind: project.LogCommented, Actor: c.Author, Artifact: c.Artifact, Detail: string(c.ID), At: c.CreatedAt})
	})
	return stored, err
}

// Comments lists what was said about an artifact, oldest first.
func (s *Store) Comments(ctx context.Context, id project.ArtifactID) ([]project.Comment, error) {
	return readList(ctx, s, "comments", scanComment, `SELECT `+commentColumns+` FROM comments WHERE artifact_id = $1 ORDER BY created_at, id`, id)
}

// ProjectComments lists what was said about every artifact of a project, oldest first.
func (s *Store) ProjectComments(ctx context.Context, id project.ProjectID) ([]project.Comment, error) {
	return readList(ctx, s, "comments", scanComment, `SELECT `+commentColumns+` FROM comments WHERE project_id = $1 ORDER BY created_at, id`, id)
}
