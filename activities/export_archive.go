package activities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"tutti/media/export"
	"tutti/project"
)

// archive is all records of a project, the people it names, and every object that is not in the vault.
func (x *Export) archive(ctx context.Context, e project.Export) (string, []export.Entry, error) {
	if x.Archive == nil {
		return "", nil, project.Errorf(project.Invalid, "these records cannot be archived")
	}
	rows, err := x.Archive.ProjectRows(ctx, e.Project)
	if err != nil {
		return "", nil, err
	}
	state, title, err := rows.State()
	if err == nil {
		err = project.MayMove(state)
	}
	if err != nil {
		return "", nil, err
	}
	objects, err := x.archiveObjects(ctx, rows)
	if err != nil {
		return "", nil, err
	}
	people, err := x.archivePeople(ctx, rows)
	if err != nil {
		return "", nil, err
	}
	entries, err := export.ArchiveEntries(rows, people, objects, func(ctx context.Context, key string) (io.ReadCloser, error) {
		body, _, err := x.Objects.Get(ctx, key)
		return body, err
	})
	return export.FileName(title) + "-archive.zip", entries, err
}

// archivePeople are those whom the rows name and who are known here, by id.
func (x *Export) archivePeople(ctx context.Context, rows project.ProjectRows) ([]project.ArchivePerson, error) {
	ids := rows.People()
	known, err := x.Records.PeopleByID(ctx, ids)
	out := []project.ArchivePerson{}
	for _, id := range ids {
		if p, ok := known[id]; ok {
			out = append(out, project.ArchivePerson{ID: p.ID, Handle: p.Handle, Name: p.Name, Country: p.Country, Zone: p.Zone, Roles: p.Roles})
		}
	}
	return out, err
}

// archiveObjects are the objects of the rows, each once: originals in the vault are withheld, and previews that are not there
// any more are left out.
func (x *Export) archiveObjects(ctx context.Context, rows project.ProjectRows) ([]project.ArchiveObject, error) {
	named, err := rows.Objects()
	if err != nil {
		return nil, err
	}
	plan, err := x.Records.Plan(ctx, rows.Project)
	if err != nil {
		return nil, err
	}
	out := []project.ArchiveObject{}
	for _, o := range named {
		if o.Withheld, err = x.vaulted(ctx, plan.Vault, o); err != nil {
			return nil, err
		}
		if o.SHA256 == "" {
			o, err = x.derived(ctx, o)
			if project.CodeOf(err) == project.NotFound {
				continue
			}
			if err != nil {
				return nil, err
			}
		}
		o.Delivery = ""
		if i := slices.IndexFunc(out, func(p project.ArchiveObject) bool { return p.Key == o.Key }); i < 0 {
			out = append(out, o)
		} else {
			out[i].Withheld = out[i].Withheld && o.Withheld // paid for once is enough
		}
	}
	return out, nil
}

func (x *Export) vaulted(ctx context.Context, vault project.VaultMode, o project.ArchiveObject) (bool, error) {
	if o.Delivery == "" {
		return false, nil
	}
	d, err := x.Records.Delivery(ctx, o.Delivery)
	if err != nil {
		return false, err
	}
	ledger, err := x.Records.SubGigTransactions(ctx, d.SubGig)
	for _, f := range vault.Show(d, ledger, "") {
		if f.SHA256 == o.SHA256 && f.Vaulted {
			return true, err
		}
	}
	return false, err
}

// derived fills in size and hash of a preview, which nobody has written down.
func (x *Export) derived(ctx context.Context, o project.ArchiveObject) (project.ArchiveObject, error) {
	body, info, err := x.Objects.Get(ctx, o.Key)
	if err != nil {
		return o, err
	}
	defer body.Close()
	sum := sha256.New()
	o.Size, err = io.Copy(sum, body)
	o.SHA256, o.Type = hex.EncodeToString(sum.Sum(nil)), info.Type
	return o, err
}
