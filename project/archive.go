package project

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"time"
)

// ProjectRows are all records of a project as rows of tables, for an archive. What belongs to the instance is left out:
// tokens, answers to commands, uploads on their way, and the bookkeeping of the process.
type ProjectRows struct {
	Project ProjectID  `json:"project_id"`
	Schema  int64      `json:"schema"` // version of the tables
	Tables  []RowTable `json:"-"`      // in an order in which no row refers to one of a later table
}

// RowTable are the rows of one table, each as canonical JSON by column, sorted.
type RowTable struct {
	Name string
	Rows []string
}

// StateHash is the hex sha256 of all the rows: of everything that is known of the project, with the hashes of its objects and
// the head of its ledger's chain. Two instances that hold the same project have the same.
func (r ProjectRows) StateHash() string {
	sum := sha256.New()
	_, _ = sum.Write([]byte("tutti-state-1\n")) // a hash never fails
	for _, t := range r.Tables {
		_, _ = sum.Write([]byte("table " + t.Name + "\n"))
		for _, row := range t.Rows {
			_, _ = sum.Write([]byte(row + "\n"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Of gives the rows of one table.
func (r ProjectRows) Of(table string) []string {
	for _, t := range r.Tables {
		if t.Name == table {
			return t.Rows
		}
	}
	return nil
}

// People lists everybody whom the rows name.
func (r ProjectRows) People() []PersonID {
	form := regexp.MustCompile(PrefixPerson + "_[0-9a-hjkmnp-tv-z]{26}")
	var out []PersonID
	for _, t := range r.Tables {
		for _, row := range t.Rows {
			for _, id := range form.FindAllString(row, -1) {
				out = append(out, PersonID(id))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ArchiveObject is an object that the rows refer to.
type ArchiveObject struct {
	Key      string     `json:"key"`
	SHA256   string     `json:"sha256"`
	Size     int64      `json:"size_bytes"`
	Type     string     `json:"type,omitempty"`
	Delivery DeliveryID `json:"delivery_id,omitempty"` // whose original it is
	Withheld bool       `json:"withheld,omitempty"`    // it is in the vault, and not in the archive
}

// Objects lists what the rows refer to in the object store: material, deliveries, files of artifacts. Previews come without
// size and hash, which nobody has written down.
func (r ProjectRows) Objects() ([]ArchiveObject, error) {
	var out []ArchiveObject
	files := func(delivery DeliveryID, list ...DeliveryFile) {
		for _, f := range list {
			out = append(out, ArchiveObject{Key: ObjectKey(f.SHA256), SHA256: f.SHA256, Size: f.Size, Type: f.Type, Delivery: delivery})
		}
	}
	err := eachRow(r, func(table string, row archiveRow) error {
		switch table {
		case "project_references", "requirement_answers":
			var file *DeliveryFile
			if row.File == "" {
				return nil
			}
			err := json.Unmarshal([]byte(row.File), &file)
			if file != nil {
				files("", *file)
			}
			return err
		case "deliveries", "applications", "messages":
			var list []DeliveryFile
			id := DeliveryID("")
			if table == "deliveries" {
				id = DeliveryID(row.ID)
			}
			err := json.Unmarshal([]byte(cmp.Or(row.Files, "null")), &list)
			files(id, list...)
			return err
		case "inspections":
			var i Inspection
			err := json.Unmarshal([]byte(row.Body), &i)
			for _, f := range i.Files {
				for _, key := range append([]string{f.Peaks}, f.Previews...) {
					if key != "" {
						out = append(out, ArchiveObject{Key: key})
					}
				}
			}
			return err
		case "artifacts":
			var m Manifest
			err := json.Unmarshal([]byte(row.Manifest), &m)
			for _, f := range m.Files {
				out = append(out, ArchiveObject{Key: f.Key, SHA256: f.SHA256, Size: f.Size, Type: f.Type})
			}
			return err
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b ArchiveObject) int { return cmp.Compare(a.Key, b.Key) })
	return out, err
}

// archiveRow are the columns in which objects are named, and the id.
type archiveRow struct {
	ID       string `json:"id"`
	State    string `json:"state"`
	Title    string `json:"title"`
	File     string `json:"file"`
	Files    string `json:"files"`
	Body     string `json:"body"`
	Manifest string `json:"manifest"`
}

func eachRow(r ProjectRows, do func(table string, row archiveRow) error) error {
	for _, t := range r.Tables {
		switch t.Name {
		case "project_references", "requirement_answers", "deliveries", "applications", "messages", "inspections", "artifacts", "projects":
		default:
			continue
		}
		for _, text := range t.Rows {
			var row archiveRow
			err := json.Unmarshal([]byte(text), &row)
			if err == nil {
				err = do(t.Name, row)
			}
			if err != nil {
				return Because(err, Invalid, "a row of %s cannot be read: %v", t.Name, err)
			}
		}
	}
	return nil
}

// State gives the state of the project that the rows are of, and its title.
func (r ProjectRows) State() (state ProjectState, title string, err error) {
	err = eachRow(r, func(table string, row archiveRow) error {
		if table == "projects" {
			state, title = ProjectState(row.State), row.Title
		}
		return nil
	})
	return state, title, err
}

// MayMove reports, as Conflict, a project that lives: its clocks and offers are held by the workflows of one instance.
func MayMove(state ProjectState) error {
	switch state {
	case ProjectDraft, ProjectCompleted, ProjectCancelled:
		return nil
	}
	return Errorf(Conflict, "the project is %s: its clocks and offers live in this instance. It can be archived as a draft, and when it is completed or cancelled", state)
}

// ArchivePerson is somebody whom a project names, as far as they are known by their work.
type ArchivePerson struct {
	ID      PersonID `json:"id"`
	Handle  string   `json:"handle"`
	Name    string   `json:"name"`
	Country string   `json:"country,omitempty"`
	Zone    string   `json:"zone,omitempty"`
	Roles   []Role   `json:"roles,omitempty"`
}

// ArchiveRecords give the records of a project for an archive, and take them from one.
type ArchiveRecords interface {
	// ProjectRows reads all records of a project on one state of the database.
	ProjectRows(ctx context.Context, id ProjectID) (ProjectRows, error)
	// ImportProject writes the records of a project that is not here, and the people among them who are not, all or nothing. The
	// very same project again changes nothing. A project that has ended is frozen: nothing changes it any more.
	//
	// Conflict: an id is taken by something else, a handle by somebody else, the project lives, or its books are wrong. Invalid:
	// the rows are of another version, of another project, or of no table that is known.
	ImportProject(ctx context.Context, rows ProjectRows, people []ArchivePerson, at time.Time) error
}
