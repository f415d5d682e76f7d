package client

import (
	"context"
	"net/http"
	"net/url"

	"tutti/api/wire"
	"tutti/project"
)

// Profile gives what is known of a person as a seller.
func (c *Client) Profile(ctx context.Context, id project.PersonID) (out wire.Profile, err error) {
	return out, c.get(ctx, to("people", id, "profile"), nil, &out)
}

// PutProfile says what a person does as a seller, for what and when.
func (c *Client) PutProfile(ctx context.Context, id project.PersonID, in wire.ProfileRequest) (out wire.Profile, err error) {
	return out, c.command(ctx, http.MethodPut, to("people", id, "profile"), in, &out)
}

// Reel gives what a seller shows of their work.
func (c *Client) Reel(ctx context.Context, id project.PersonID) (out wire.Reel, err error) {
	return out, c.get(ctx, to("people", id, "reel"), nil, &out)
}

// PutReel says what a seller shows of their work; what is left out goes.
func (c *Client) PutReel(ctx context.Context, id project.PersonID, in wire.ReelRequest) (out wire.Reel, err error) {
	return out, c.command(ctx, http.MethodPut, to("people", id, "reel"), in, &out)
}

// RosterQuery narrows a roster; zero fields ask for nothing.
type RosterQuery struct {
	Role         string
	Language     string
	Country      string
	MaxRateMinor int64
	Currency     string // of the greatest rate
	Free         bool
	Kept         bool
	Tag          string
	Page
}

func (q RosterQuery) values() url.Values {
	values := q.query()
	set(values, "role", q.Role)
	set(values, "language", q.Language)
	set(values, "country", q.Country)
	setInt(values, "max_rate_minor", q.MaxRateMinor)
	set(values, "currency", q.Currency)
	set(values, "tag", q.Tag)
	for name, asked := range map[string]bool{"free": q.Free, "kept": q.Kept} {
		if asked {
			values.Set(name, "true")
		}
	}
	return values
}

// Roster lists sellers by handle.
func (c *Client) Roster(ctx context.Context, q RosterQuery) (out wire.RosterList, err error) {
	return out, c.get(ctx, root+"/roster", q.values(), &out)
}

// KeepSeller puts somebody on one's own roster.
func (c *Client) KeepSeller(ctx context.Context, id project.PersonID, in wire.KeepRequest) (out wire.RosterEntry, err error) {
	return out, c.command(ctx, http.MethodPut, to("roster", id), in, &out)
}

// DropSeller takes somebody off one's own roster.
func (c *Client) DropSeller(ctx context.Context, id project.PersonID) error {
	return c.command(ctx, http.MethodDelete, to("roster", id), nil, nil)
}

// ExportRoster gives a roster as a CSV file; the page of the query is not looked at.
func (c *Client) ExportRoster(ctx context.Context, q RosterQuery) (file []byte, err error) {
	q.Page = Page{}
	return file, c.do(ctx, call{method: http.MethodGet, path: root + "/roster.csv", query: q.values(), out: &file, timeout: 2 * requestTimeout})
}

// ImportRoster makes the people of a CSV file as the file says, all of them or none.
func (c *Client) ImportRoster(ctx context.Context, file []byte) (out wire.RosterReport, err error) {
	return out, c.do(ctx, call{method: http.MethodPost, path: root + "/roster/import", body: file, type_: "text/csv", command: true, timeout: 2 * requestTimeout, out: &out})
}

// Rank ranks sellers for a sub-gig by the published rule.
func (c *Client) Rank(ctx context.Context, id project.SubGigID, in wire.RankRequest) (out wire.Ranking, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "rank"), in, &out)
}

// Ranking gives a ranking and whether computing it again gives the same.
func (c *Client) Ranking(ctx context.Context, id project.RankingID) (out wire.Ranking, err error) {
	return out, c.get(ctx, to("rankings", id), nil, &out)
}

// Appeal is for the person themselves, against a demotion that is announced.
func (c *Client) Appeal(ctx context.Context, id project.PersonID, in wire.AppealRequest) (out wire.Trust, err error) {
	return out, c.command(ctx, http.MethodPost, to("people", id, "appeals"), in, &out)
}

// DecideAppeal upholds or dismisses an appeal.
func (c *Client) DecideAppeal(ctx context.Context, id project.PersonID, in wire.AppealDecision) (out wire.Trust, err error) {
	return out, c.command(ctx, http.MethodPost, to("people", id, "appeals", "decide"), in, &out)
}

// Appeals lists the appeals that nobody has decided.
func (c *Client) Appeals(ctx context.Context) (out wire.AppealList, err error) {
	return out, c.get(ctx, root+"/appeals", nil, &out)
}

// Trust says where a seller stands, by published rules.
func (c *Client) Trust(ctx context.Context, id project.PersonID) (out wire.Trust, err error) {
	return out, c.get(ctx, to("people", id, "trust"), nil, &out)
}

// Rate rates approved work with 1 to 5 stars.
func (c *Client) Rate(ctx context.Context, id project.SubGigID, stars int) (out wire.Rating, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "rating"), wire.RatingRequest{Stars: stars}, &out)
}
