package api

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerErasure() {
	const text = "A zip with a JSON file for each kind of thing: who they are, their profile, tokens without their secrets, offers, deliveries with the hashes of " +
		"their files, words, earnings, payouts, and their lines of the audit log. Nothing in it is somebody else's."
	for _, o := range []operation{
		{id: "export-me", path: root + "/me/export", summary: "Gives everything that is known of oneself"},
		{id: "export-person", path: root + "/people/{id}/export", summary: "Gives everything that is known of a person"},
	} {
		o.method, o.tag, o.text, o.files, o.rules = post, "people", text, []string{"application/zip"}, rules{within: longTimeout}
		if o.id == "export-me" {
			add(a, o, func(ctx context.Context, _ *nothing) (*rosterFile, error) {
				return a.exportPerson(ctx, &PersonPath{ID: actor(ctx).ID})
			})
			continue
		}
		add(a, o, a.exportPerson)
	}
	add(a, operation{id: "erase-person", method: post, path: root + "/people/{id}/erasure", tag: "people", summary: "Replaces a person by a pseudonym, for ever",
		text: "Oneself, or an operator. Their name, handle, e-mail, country, profile, words, tokens, payout destination and the names of their files go; their id " +
			"stays, for the ledger and the work of others. 409 with the reason while they hold an open sub-gig, are in a dispute, run a project or have money that is " +
			"not paid out. The answer names what was made before and has their name in it.",
		rules: rules{command: true, within: longTimeout}}, a.erasePerson)
}

// opened gives the person, for whoever decides on what is known of them.
func (a *API) opened(ctx context.Context, id project.PersonID) (project.Person, error) {
	if err := may(ctx, project.OwnData, project.Thing{Person: id}); err != nil {
		return project.Person{}, hide(err)
	}
	p, err := a.o.Records.Person(ctx, id)
	return p, hide(err)
}

func (a *API) exportPerson(ctx context.Context, in *PersonPath) (*rosterFile, error) {
	p, err := a.opened(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.PersonRows(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	file, err := personZip(rows, a.o.Now())
	if err != nil {
		return nil, err
	}
	return &rosterFile{Type: "application/zip", Disposition: `attachment; filename="` + string(p.ID) + `.zip"`, Body: file}, nil
}

// personZip writes a file for each table that has rows, and one that says what they are.
func personZip(tables []project.RowTable, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	write := func(name string, v any) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC()})
		if err != nil {
			return err
		}
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(v)
	}
	about := map[string]any{"format": "tutti-person-1", "made_at": at.UTC(),
		"reads": "times are microseconds since 1970 UTC, money is in minor units of its currency; ids begin with what they are of"}
	err := write("about.json", about)
	for _, t := range tables {
		if err == nil && len(t.Rows) > 0 {
			err = write(t.Name+".json", each(t.Rows, unfolded))
		}
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, project.Because(err, project.Internal, "the archive could not be written")
	}
	return out.Bytes(), nil
}

// unfolded is a row in which a text that is JSON itself stands as such.
func unfolded(row string) map[string]any {
	var columns map[string]any
	_ = json.Unmarshal([]byte(row), &columns) // the records have written it
	for name, value := range columns {
		text, _ := value.(string)
		var inner any
		if strings.ContainsAny(text[:min(1, len(text))], "[{") && json.Unmarshal([]byte(text), &inner) == nil {
			columns[name] = inner
		}
	}
	return columns
}

func (a *API) erasePerson(ctx context.Context, in *struct {
	PersonPath
	Body wire.ErasureRequest
}) (*body[wire.Erasure], error) {
	p, err := a.opened(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	self := p.ID == actor(ctx).ID
	switch {
	case strings.TrimSpace(in.Body.Reason) == "":
		return nil, project.Errorf(project.Invalid, "an erasure needs a reason: say who asks for it and why")
	case self && actor(ctx).Is(project.RoleOperator):
		return nil, project.Errorf(project.Conflict, "an operator is erased by another operator, so that somebody is left")
	}
	done, err := a.o.Records.ErasePerson(ctx, p.ID, commandOf(ctx).at)
	if err != nil {
		return nil, err
	}
	changed(ctx, "roles", listText(p.Roles), "")
	if self { // what they say is theirs, too
		line := &requestOf(ctx).line
		line.Reason, line.Salt = "", ""
	}
	return &body[wire.Erasure]{wire.Erasure{Person: personView(done.Person), Exports: some(done.Exports), Results: some(done.Results)}}, nil
}
