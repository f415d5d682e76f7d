package records

import (
	"context"
	"time"

	"tutti/project"
)

func (t *tx) insertPlan(ctx context.Context, p project.Project, plan project.Plan) error {
	_, err := t.exec(ctx, `INSERT INTO plans (project_id, version, body) VALUES ($1, $2, $3)`, p.ID, p.PlanVersion, asJSON{plan})
	return err
}

// Plan gives the plan that holds at present.
func (s *Store) Plan(ctx context.Context, id project.ProjectID) (project.Plan, error) {
	return readOne(ctx, s, "plan of "+string(id), scanPlan, `
		SELECT plans.body FROM plans JOIN projects ON projects.id = plans.project_id AND projects.plan_version = plans.version
		WHERE plans.project_id = $1`, id)
}

func scanPlan(r row) (p project.Plan, err error) {
	err = r.Scan(document{&p})
	return p, err
}

func (t *tx) insertReferences(ctx context.Context, id project.ProjectID, references []project.Reference) error {
	rows := make([][]any, 0, len(references))
	for _, r := range references {
		rows = append(rows, []any{id, r.Key, r.Title, r.Guide, fileText(r.File)})
	}
	_, err := t.insert(ctx, `INSERT INTO project_references (project_id, key, title, guide, file)`, rows, ``)
	return err
}

// fileText is empty for a file that was not sent up yet.
func fileText(f *project.DeliveryFile) any {
	if f == nil {
		return ""
	}
	return asJSON{f}
}

// References lists by key.
func (s *Store) References(ctx context.Context, id project.ProjectID) ([]project.Reference, error) {
	return readList(ctx, s, "references", scanReference, `
		SELECT project_id, key, title, guide, file FROM project_references WHERE project_id = $1 ORDER BY key`, id)
}

func scanReference(r row) (ref project.Reference, err error) {
	err = r.Scan(&ref.Project, &ref.Key, &ref.Title, &ref.Guide, document{&ref.File})
	return ref, err
}

// PutReferenceFile attaches the file while the project is a draft and logs it; the same file again changes nothing.
func (s *Store) PutReferenceFile(ctx context.Context, id project.ProjectID, key string, file project.DeliveryFile, actor project.PersonID, at time.Time) error {
	return s.write(ctx, "reference "+key+" of "+string(id), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, id)
		if err != nil {
			return err
		}
		stored, err := one(ctx, t, scanReference, `
			SELECT project_id, key, title, guide, file FROM project_references WHERE project_id = $1 AND key = $2`, id, key)
		if err != nil {
			return err
		}
		if stored.File != nil && *stored.File == file {
			return nil
		}
		if p.state != project.ProjectDraft {
			return project.Errorf(project.Conflict, "the reference %q cannot be changed: the project is %s, not a draft any more", key, p.state)
		}
		if err := t.referTo(ctx, file); err != nil {
			return err
		}
		if err := t.must(ctx, `UPDATE project_references SET file = $3 WHERE project_id = $1 AND key = $2`, id, key, asJSON{file}); err != nil {
			return err
		}
		added := project.LogEvent{Kind: project.LogReferenceAdded, Actor: actor, Detail: key, At: at}
		return t.logAlone(ctx, p, added)
	})
}
