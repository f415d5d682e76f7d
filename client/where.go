package client

import (
	"context"
	"net/url"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

// Places says where each sub-gig is in an artifact of the project, the newest when none is named, or why it is not. person may
// be empty.
func (c *Client) Places(ctx context.Context, id project.ProjectID, artifact project.ArtifactID, person project.PersonID) (out wire.Places, err error) {
	q := url.Values{}
	set(q, "artifact", string(artifact))
	set(q, "person", string(person))
	return out, c.get(ctx, to("projects", id, "places"), q, &out)
}

// At lists the sub-gigs that sound or stand at a spot of an artifact of the project, the newest when none is named.
func (c *Client) At(ctx context.Context, id project.ProjectID, artifact project.ArtifactID, at project.Spot) (out wire.Places, err error) {
	q := url.Values{}
	set(q, "artifact", string(artifact))
	set(q, "path", at.Path)
	for name, v := range map[string]*float64{"seconds": at.Seconds, "x": at.X, "y": at.Y} {
		if v != nil {
			q.Set(name, strconv.FormatFloat(*v, 'f', -1, 64))
		}
	}
	for name, v := range map[string]int64{"page": int64(at.Page), "row": at.Row} {
		if v != 0 {
			q.Set(name, strconv.FormatInt(v, 10))
		}
	}
	return out, c.get(ctx, to("projects", id, "at"), q, &out)
}
