package app

import (
	"context"
	"time"

	"tutti/media/export"
	"tutti/project"
)

// Imported says what was brought here.
type Imported struct {
	Project   project.ProjectID    `json:"project_id"`
	Title     string               `json:"title"`
	State     project.ProjectState `json:"state"`
	StateHash string               `json:"state_hash"`
	Objects   int                  `json:"objects"`
	Withheld  int                  `json:"withheld"` // originals that are in the vault of where it came from
}

// Import brings the project of an archive here, with the same ids and the same state hash. Bytes come first, each under its
// hash, then the records in one transaction: a refusal leaves no record behind. The same archive again changes nothing.
func (a *App) Import(ctx context.Context, path string) (Imported, error) {
	archive, err := export.OpenArchive(path)
	if err != nil {
		return Imported{}, err
	}
	defer archive.Close()
	head := archive.Head
	done := Imported{Project: head.Project, Title: head.Title, State: head.State, StateHash: head.StateHash}
	if err := project.MayMove(head.State); err != nil {
		return done, err
	}
	for _, o := range head.Objects {
		if o.Withheld {
			done.Withheld++
			continue
		}
		if err := a.importObject(ctx, archive, o); err != nil {
			return done, err
		}
		done.Objects++
	}
	return done, a.records.ImportProject(ctx, archive.Rows, head.People, time.Now())
}

func (a *App) importObject(ctx context.Context, archive *export.Archive, o project.ArchiveObject) error {
	body, err := archive.Open(o)
	if err != nil {
		return err
	}
	defer body.Close()
	return a.ports.Objects.Put(ctx, o.Key, body, o.Size, o.Type, o.SHA256)
}
