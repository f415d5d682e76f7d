package records

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

var _ project.ArchiveRecords = (*Store)(nil)

// archiveTable is a table whose rows belong to a project.
type archiveTable struct {
	name  string
	where string            // which rows are of project $1
	of    map[string]string // columns that hold the id of a row of another table of the archive
	drop  []string          // columns that belong to the instance
}

const (
	ofProject  = `project_id = $1`
	ofDelivery = `delivery_id IN (SELECT id FROM deliveries WHERE project_id = $1)`
)

// archiveTables are those of an archive, in the order in which they refer to each other.
func archiveTables() []archiveTable {
	sub := map[string]string{"sub_gig_id": "sub_gigs"}
	return []archiveTable{
		{name: "projects", where: `id = $1`, drop: []string{"frozen"}},
		{name: "plans", where: ofProject},
		{name: "project_references", where: ofProject},
		{name: "sub_gigs", where: ofProject},
		{name: "dependencies", where: `sub_gig_id IN (SELECT id FROM sub_gigs WHERE project_id = $1)`, of: map[string]string{"sub_gig_id": "sub_gigs", "upstream_id": "sub_gigs"}},
		{name: "offers", where: ofProject, of: sub},
		{name: "deliveries", where: ofProject, of: sub},
		{name: "inspections", where: ofDelivery, of: map[string]string{"delivery_id": "deliveries"}},
		{name: "reviews", where: ofDelivery, of: map[string]string{"delivery_id": "deliveries"}},
		{name: "artifacts", where: ofProject},
		{name: "messages", where: ofProject, of: map[string]string{"delivery_id": "deliveries", "artifact_id": "artifacts"}},
		{name: "pinned_answers", where: ofProject},
		{name: "brief_acknowledgements", where: ofProject, of: sub},
		{name: "round_notes", where: ofProject, of: map[string]string{"sub_gig_id": "sub_gigs", "delivery_id": "deliveries"}},
		{name: "message_texts", where: `message_id IN (SELECT id FROM messages WHERE project_id = $1)`, of: map[string]string{"message_id": "messages"}},
		{name: "events", where: ofProject},
		{name: "ledger_transactions", where: ofProject},
		{name: "ledger_entries", where: ofProject},
		{name: "balances", where: ofProject},
		{name: "ledger_clearing", where: ofProject},
		{name: "payouts", where: ofProject, drop: []string{"account"}},
		{name: "ratings", where: ofProject, of: sub},
		{name: "requirement_answers", where: ofProject},
		{name: "proposals", where: ofProject, of: sub},
		{name: "plan_consents", where: `proposal_id IN (SELECT id FROM proposals WHERE project_id = $1)`, of: map[string]string{"proposal_id": "proposals"}},
		{name: "applications", where: ofProject, of: sub},
	}
}

// schemaVersion is the newest migration that was applied.
const schemaVersion = `SELECT MAX(version_id) FROM goose_db_version WHERE is_applied`

// ProjectRows reads all records of a project.
func (s *Store) ProjectRows(ctx context.Context, id project.ProjectID) (project.ProjectRows, error) {
	var rows project.ProjectRows
	err := s.snapshot(ctx, "project "+string(id), func(ctx context.Context, from source) (err error) {
		rows, err = rowsOf(ctx, from, id)
		return err
	})
	return rows, err
}

func rowsOf(ctx context.Context, from source, id project.ProjectID) (project.ProjectRows, error) {
	out := project.ProjectRows{Project: id}
	var err error
	if out.Schema, err = one(ctx, from, scanNumber, schemaVersion); err != nil {
		return out, err
	}
	for _, t := range archiveTables() {
		found, err := t.read(ctx, from, id)
		if err != nil {
			return out, err
		}
		if t.name == "projects" && len(found) == 0 {
			return out, project.Errorf(project.NotFound, "there is no project %s", id)
		}
		out.Tables = append(out.Tables, project.RowTable{Name: t.name, Rows: found})
	}
	return out, nil
}

// read gives the rows as canonical JSON, sorted, so that both engines give the same.
func (t archiveTable) read(ctx context.Context, from source, id project.ProjectID) ([]string, error) {
	return t.query(ctx, from, `SELECT * FROM `+t.name+` WHERE `+t.where, string(id))
}

func (t archiveTable) query(ctx context.Context, from source, text, id string) ([]string, error) {
	rows, err := from.QueryContext(ctx, text, id)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	out := []string{}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		text, err := t.encode(columns, values)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return out, rows.Err()
}

// isTruth names the columns that are BOOLEAN, which the engines give differently.
func isTruth(column string) bool {
	return column == "guide" || column == "passed" || column == "by_rule"
}

func (t archiveTable) encode(columns []string, values []any) (string, error) {
	row := map[string]any{}
	for i, column := range columns {
		if slices.Contains(t.drop, column) {
			continue
		}
		switch v := values[i].(type) {
		case []byte:
			row[column] = string(v)
		case int64:
			row[column] = v
			if isTruth(column) {
				row[column] = v != 0
			}
		case string, bool:
			row[column] = v
		default:
			return "", project.Errorf(project.Internal, "%s.%s holds a %T, which no archive can hold", t.name, column, v)
		}
	}
	return canonicalRow(row)
}

func canonicalRow(row map[string]any) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(row)
	return strings.TrimSuffix(out.String(), "\n"), err
}

// ImportProject writes the records of a project in one transaction; see project.ArchiveRecords.
func (s *Store) ImportProject(ctx context.Context, rows project.ProjectRows, people []project.ArchivePerson, at time.Time) error {
	state, _, err := rows.State()
	if err == nil {
		err = project.MayMove(state)
	}
	if err != nil {
		return err
	}
	return s.writeWithin(ctx, bulkLimit, "project "+string(rows.Project), func(ctx context.Context, t *tx) error {
		known, err := one(ctx, t, scanNumber, schemaVersion)
		if err != nil {
			return err
		}
		if rows.Schema != known {
			return project.Errorf(project.Invalid, "the archive was made with version %d of the records, this instance has %d; make both the same version of Tutti", rows.Schema, known)
		}
		there, err := rowsOf(ctx, t, rows.Project)
		switch {
		case err == nil && there.StateHash() == rows.StateHash():
			return nil
		case err == nil:
			return project.Errorf(project.Conflict, "the project %s is here already, and is not the same as in the archive", rows.Project)
		case project.CodeOf(err) != project.NotFound:
			return err
		}
		if err := t.importPeople(ctx, people, at); err != nil {
			return err
		}
		if err := t.importRows(ctx, rows, state != project.ProjectDraft); err != nil {
			return err
		}
		return t.checkImported(ctx, rows)
	})
}

// importPeople adds who is not here. The same id is the same person, and their own row stands.
func (t *tx) importPeople(ctx context.Context, people []project.ArchivePerson, at time.Time) error {
	for _, p := range people {
		if err := project.CheckID(project.PrefixPerson, string(p.ID)); err != nil {
			return project.Because(err, project.Invalid, "the archive names a person by %q, which is no id", p.ID)
		}
		_, err := t.exec(ctx, `INSERT INTO people (id, handle, name, country, zone, email, roles, created_at) VALUES ($1, $2, $3, $4, $5, '', $6, $7)
			ON CONFLICT DO NOTHING`, p.ID, p.Handle, p.Name, p.Country, p.Zone, asJSON{importedRoles(p.Roles)}, micros(at))
		if err != nil {
			return err
		}
		n, err := one(ctx, t, scanNumber, `SELECT COUNT(*) FROM people WHERE id = $1`, p.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return project.Errorf(project.Conflict, "the handle %q is somebody else's here; one of both has to take another before the project can be brought here", p.Handle)
		}
	}
	return nil
}

// importedRoles never makes an operator or a buyer: an archive gives nobody rights here.
func importedRoles(roles []project.Role) []project.Role {
	return slices.DeleteFunc(append([]project.Role{}, roles...), func(r project.Role) bool { return r != project.RoleSeller && r != project.RoleProducer })
}

// importRows writes the rows, each of which must belong to the project and refer to others of the archive only.
func (t *tx) importRows(ctx context.Context, rows project.ProjectRows, frozen bool) error {
	known := archiveTables()
	ids := map[string]map[string]bool{}
	for i, table := range rows.Tables {
		if i >= len(known) || known[i].name != table.Name {
			return project.Errorf(project.Invalid, "the archive holds the table %q where %d others are known", table.Name, len(known))
		}
		ids[table.Name] = map[string]bool{}
		columns, err := t.columnsOf(ctx, table.Name)
		if err != nil {
			return err
		}
		for _, text := range table.Rows {
			if err := t.importRow(ctx, known[i], columns, rows.Project, text, ids, frozen); err != nil {
				return err
			}
		}
	}
	return nil
}

// columnsOf lists the columns of one of our tables.
func (t *tx) columnsOf(ctx context.Context, table string) ([]string, error) {
	rows, err := t.QueryContext(ctx, `SELECT * FROM `+table+` WHERE 1 = 0`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	return columns, rows.Err()
}

func (t *tx) importRow(ctx context.Context, table archiveTable, known []string, id project.ProjectID, text string, ids map[string]map[string]bool, frozen bool) error {
	row, err := decodeRow(table.name, text)
	if err != nil {
		return err
	}
	if err := table.belongs(row, id, ids); err != nil {
		return err
	}
	if own, ok := row["id"].(string); ok {
		ids[table.name][own] = true
	}
	switch table.name {
	case "projects":
		row["frozen"] = frozen
	case "payouts":
		row["account"] = ""
	}
	columns, marks, args := []string{}, []string{}, []any{}
	for column, value := range row {
		if !slices.Contains(known, column) {
			return project.Errorf(project.Invalid, "a row of %s has the column %q, which is none", table.name, column)
		}
		columns, args = append(columns, column), append(args, value)
		marks = append(marks, "$"+strconv.Itoa(len(args)))
	}
	_, err = t.exec(ctx, `INSERT INTO `+table.name+` (`+strings.Join(columns, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, args...)
	if err != nil && codeOf(err) == project.Conflict {
		return project.Because(err, project.Conflict, "a row of %s has an id that is taken here already; nothing was imported", table.name)
	}
	return err
}

// decodeRow reads a row as encode wrote it: texts, whole numbers and truths.
func decodeRow(table, text string) (map[string]any, error) {
	wrong := func(err error) error {
		return project.Because(err, project.Invalid, "a row of %s cannot be read", table)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var row map[string]any
	if err := decoder.Decode(&row); err != nil || row == nil {
		return nil, wrong(err)
	}
	for column, value := range row {
		switch v := value.(type) {
		case string, bool:
		case json.Number:
			n, err := v.Int64()
			if err != nil {
				return nil, wrong(err)
			}
			row[column] = n
		default:
			return nil, wrong(nil)
		}
	}
	canonical, err := canonicalRow(row)
	if err != nil || canonical != text {
		return nil, wrong(err)
	}
	return row, nil
}

// belongs refuses rows of another project, and those that refer to something outside of the archive.
func (t archiveTable) belongs(row map[string]any, id project.ProjectID, ids map[string]map[string]bool) error {
	column := "project_id"
	if t.name == "projects" {
		column = "id"
	}
	if owner, there := row[column]; there && owner != string(id) || !there && strings.HasPrefix(t.where, column) {
		return project.Errorf(project.Invalid, "a row of %s is not of the project %s", t.name, id)
	}
	for column, table := range t.of {
		if to, _ := row[column].(string); !ids[table][to] && !t.mayBeEmpty(to) {
			return project.Errorf(project.Invalid, "a row of %s refers to something that is not in the archive", t.name)
		}
	}
	for _, column := range t.drop {
		if _, there := row[column]; there {
			return project.Errorf(project.Invalid, "a row of %s has the column %s, which no archive holds", t.name, column)
		}
	}
	return nil
}

// mayBeEmpty reports whether a row may refer to nothing: a message is about one of several things.
func (t archiveTable) mayBeEmpty(to string) bool { return to == "" && t.name == "messages" }

// checkImported reads everything back before it counts: the same state, and books that add up.
func (t *tx) checkImported(ctx context.Context, rows project.ProjectRows) error {
	there, err := rowsOf(ctx, t, rows.Project)
	if err != nil {
		return err
	}
	if there.StateHash() != rows.StateHash() {
		return project.Errorf(project.Invalid, "the archive is not what a project of this version looks like: it reads back otherwise; nothing was imported")
	}
	books, err := booksOf(ctx, t, rows.Project)
	if err != nil {
		return err
	}
	if findings := project.AuditLedger(books); len(findings) > 0 {
		return project.Errorf(project.Conflict, "the books of the archive are wrong: %s; nothing was imported", findings[0])
	}
	events, err := auditEvents(ctx, t, rows.Project)
	if err == nil && len(events) > 0 {
		err = project.Errorf(project.Conflict, "the log of the archive is wrong: %s; nothing was imported", events[0])
	}
	return err
}
