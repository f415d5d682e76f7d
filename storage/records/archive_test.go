package records_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// ended is a project whose only sub-gig was lived to its approval, and that is completed.
func ended(t *testing.T, s *records.Store) project.ProjectRows {
	t.Helper()
	ctx := context.Background()
	n := large("archive", 1, false)
	n.Project.ID = project.ProjectID(project.NewID(project.PrefixProject, n.At, "archive"))
	for i := range n.SubGigs {
		n.SubGigs[i].Project = n.Project.ID
	}
	for i := range n.References {
		n.References[i].Project = n.Project.ID
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(s.CreateProject(ctx, n))
	life(t, s, n)
	at := n.At.Add(24 * time.Hour)
	a, err := s.PutArtifact(ctx, project.Artifact{ID: "art_1", Project: n.Project.ID, Kind: project.ArtifactFinal, Build: "b", CreatedAt: at})
	check(err)
	_, err = s.PutMessage(ctx, project.Message{ID: "msg_1", Project: n.Project.ID, Artifact: a.ID, Author: project.Voice{Person: "per_buyer"}, Spot: project.Spot{Page: 1}, Text: "naïve ☃ <b>", Version: 1, CreatedAt: at})
	check(err)
	done := project.ProjectChange{State: project.ProjectCompleted, Final: a.ID, RefundReserve: true}
	_, err = s.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "project", Seq: 2}, Project: &done, At: at})
	check(err)
	rows, err := s.ProjectRows(ctx, n.Project.ID)
	check(err)
	return rows
}

func lite(t *testing.T) *records.Store {
	t.Helper()
	return open(t, "sqlite:"+filepath.Join(t.TempDir(), "records.db"))
}

// TestAProjectMovesWithItsState: SQLite to SQLite and to PostgreSQL, and from there back.
func TestAProjectMovesWithItsState(t *testing.T) {
	ctx := context.Background()
	from := lite(t)
	rows := ended(t, from)
	people := []project.ArchivePerson{{ID: project.PersonID(project.NewID("per", time.Unix(1, 0), "x")), Handle: "x", Name: "X", Roles: []project.Role{project.RoleOperator, project.RoleSeller}}}
	post := open(t, storagetest.Postgres(t))
	for name, to := range map[string]*records.Store{"sqlite": lite(t), "postgres": post} {
		for range 2 { // the second time it is there already
			if err := to.ImportProject(ctx, rows, people, time.Now()); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		again, err := to.ProjectRows(ctx, rows.Project)
		if err != nil || again.StateHash() != rows.StateHash() {
			t.Errorf("%s: %s is not %s: %v", name, again.StateHash(), rows.StateHash(), err)
		}
		who, err := to.Person(ctx, people[0].ID)
		if err != nil || slices.Contains(who.Roles, project.RoleOperator) || !slices.Contains(who.Roles, project.RoleSeller) {
			t.Errorf("%s: %+v %v", name, who, err)
		}
		audit, err := to.Audit(ctx, rows.Project, time.Now())
		if err != nil || len(audit.Findings) > 0 {
			t.Errorf("%s: %v %v", name, audit.Findings, err)
		}
		frozen(t, to, rows.Project)
	}
	back := lite(t)
	moved, err := post.ProjectRows(ctx, rows.Project)
	if err == nil {
		err = back.ImportProject(ctx, moved, nil, time.Now())
	}
	if err != nil {
		t.Error(err)
	}
}

// frozen: what was brought here is not changed, cleared or paid.
func frozen(t *testing.T, s *records.Store, id project.ProjectID) {
	t.Helper()
	ctx, later := context.Background(), time.Now().Add(1000*time.Hour)
	before, _ := s.ProjectRows(ctx, id)
	_, err := s.PutMessage(ctx, project.Message{ID: "msg_2", Project: id, Artifact: "art_1", Version: 1, CreatedAt: later})
	if project.CodeOf(err) != project.Conflict {
		t.Errorf("a message: %v", err)
	}
	if due, err := s.ClearDue(ctx, later, 0); err != nil || due.Count > 0 || !due.Next.IsZero() {
		t.Errorf("%+v %v", due, err)
	}
	if owed, err := s.Payables(ctx, "manual", project.Page{}); err != nil || len(owed) > 0 {
		t.Errorf("%+v %v", owed, err)
	}
	if after, err := s.ProjectRows(ctx, id); err != nil || after.StateHash() != before.StateHash() {
		t.Errorf("the state has changed: %v", err)
	}
}

func TestAStateHashTellsEverything(t *testing.T) {
	s := lite(t)
	rows := ended(t, s)
	if len(rows.Of("deliveries")) != 1 || len(rows.Of("ledger_transactions")) != 3 || !strings.Contains(rows.Of("messages")[0], "naïve ☃ <b>") {
		t.Errorf("%d tables", len(rows.Tables))
	}
	seen := map[string]bool{rows.StateHash(): true}
	for i := range rows.Tables {
		for j := range rows.Tables[i].Rows {
			changed := rows
			changed.Tables = slices.Clone(rows.Tables)
			changed.Tables[i].Rows = slices.Clone(rows.Tables[i].Rows)
			changed.Tables[i].Rows[j] += " "
			if h := changed.StateHash(); seen[h] {
				t.Errorf("row %d of %s does not count", j, rows.Tables[i].Name)
			} else {
				seen[h] = true
			}
		}
	}
}

// TestHostileRowsAreRefusedWhole: nothing of a refused archive is left.
func TestHostileRowsAreRefusedWhole(t *testing.T) {
	ctx := context.Background()
	from := lite(t)
	good := ended(t, from)
	edit := func(table string, row int, from, to string) func(*project.ProjectRows) {
		return func(r *project.ProjectRows) {
			for i := range r.Tables {
				if r.Tables[i].Name == table {
					r.Tables[i].Rows[row] = strings.Replace(r.Tables[i].Rows[row], from, to, 1)
				}
			}
		}
	}
	for name, c := range map[string]struct {
		change func(*project.ProjectRows)
		code   project.Code
		says   string
	}{
		"another project's row":    {edit("events", 0, string(good.Project), "prj_other"), project.Invalid, "is not of the project"},
		"a foreign delivery":       {edit("inspections", 0, `,"delivery_id":"dlv_1"`, `,"delivery_id":"dlv_2"`), project.Invalid, "not in the archive"},
		"a foreign sub-gig":        {edit("offers", 0, `"sub_gig_id":"`, `"sub_gig_id":"x`), project.Invalid, "not in the archive"},
		"a column that is none":    {edit("plans", 0, `"body":`, `"bodi":`), project.Invalid, "which is none"},
		"a column of the instance": {edit("projects", 0, `"final_id":`, `"frozen":false,"final_id":`), project.Invalid, "cannot be read"},
		"sql for a column":         {edit("plans", 0, `"body":`, `"a) VALUES (1); --":`), project.Invalid, "which is none"},
		"a number with a point":    {edit("projects", 0, `"epoch":0`, `"epoch":0.5`), project.Invalid, "cannot be read"},
		"a row that is no object":  {edit("plans", 0, `{`, `[`), project.Invalid, "cannot be read"},
		"money that is not there":  {edit("balances", 0, `"minor":`, `"minor":1`), project.Conflict, "books of the archive are wrong"},
		"another version":          {func(r *project.ProjectRows) { r.Schema++ }, project.Invalid, "the same version"},
		"a running project":        {edit("projects", 0, `"state":"completed"`, `"state":"running"`), project.Conflict, "live in this instance"},
		"a table that is none":     {func(r *project.ProjectRows) { r.Tables[3].Name = "tokens" }, project.Invalid, "tokens"},
		"a table twice":            {func(r *project.ProjectRows) { r.Tables = append(r.Tables, r.Tables[1]) }, project.Invalid, "plans"},
		"a table left out":         {func(r *project.ProjectRows) { r.Tables = r.Tables[:10] }, project.Invalid, "reads back otherwise"},
	} {
		to := lite(t)
		bad := good
		bad.Tables = slices.Clone(good.Tables)
		for i := range bad.Tables {
			bad.Tables[i].Rows = slices.Clone(bad.Tables[i].Rows)
		}
		c.change(&bad)
		err := to.ImportProject(ctx, bad, nil, time.Now())
		if project.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := to.ProjectRows(ctx, good.Project); project.CodeOf(err) != project.NotFound {
			t.Errorf("%s: something was imported: %v", name, err)
		}
	}
	to := lite(t)
	taken := large("taken", 1, false)
	if err := to.CreateProject(ctx, taken); err != nil {
		t.Fatal(err)
	}
	if _, err := to.PutArtifact(ctx, project.Artifact{ID: "art_1", Project: taken.Project.ID, Kind: project.ArtifactFinal, Build: "b"}); err != nil {
		t.Fatal(err)
	}
	before, _ := to.ProjectRows(ctx, taken.Project.ID)
	if err := to.ImportProject(ctx, good, nil, time.Now()); project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "taken here already") {
		t.Errorf("an id that is taken: %v", err)
	}
	if after, err := to.ProjectRows(ctx, taken.Project.ID); err != nil || after.StateHash() != before.StateHash() {
		t.Errorf("the other project has changed: %v", err)
	}
}

func TestAHandleOfSomebodyElse(t *testing.T) {
	ctx := context.Background()
	good := ended(t, lite(t))
	to := lite(t)
	if _, err := to.PutPerson(ctx, project.Person{ID: "per_here", Handle: "ama", Name: "Ama"}); err != nil {
		t.Fatal(err)
	}
	other := project.ArchivePerson{ID: project.PersonID(project.NewID("per", time.Unix(1, 0), "x")), Handle: "ama"}
	if err := to.ImportProject(ctx, good, []project.ArchivePerson{other}, time.Now()); project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "somebody else") {
		t.Errorf("%v", err)
	}
}

// TestEveryTableIsInTheArchiveOrLeftOutOnPurpose: a new table has to be thought about.
func TestEveryTableIsInTheArchiveOrLeftOutOnPurpose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.db")
	rows := ended(t, open(t, "sqlite:"+path))
	left := map[string]string{
		"people": "comes as those whom the rows name", "tokens": "secrets of the instance", "links": "ways into the instance", "sessions": "of people in the instance", "commands": "answers of the API", "audit_log": "the instance's", "audit_head": "the instance's", "commits": "keys of the process",
		"uploads": "bytes on their way", "audits": "found again", "exports": "made again", "message_reports": "what moderators have still to decide", "showings": "a choice of those who are here", "members": "an archive gives nobody rights", "errands": "nothing follows from them", "rankings": "what somebody looked up", "plan_drafts": "not in force",
		"plan_orders": "the process's", "payout_destinations": "a person's", "profiles": "a person's", "reels": "a person's", "profile_roles": "a person's", "profile_leaves": "a person's",
		"webhooks": "somebody's program, with secrets", "webhook_places": "of the instance", "webhook_attempts": "of the instance",
		"leaving_files": "of the store",
		"letters":       "on their way to people", "notices": "a person's", "told": "how far this instance told of it", "notify_choices": "a person's", "calendars": "secrets of the instance", "push_subscriptions": "browsers of a person", "pushes": "on their way to browsers",
		"credit_consents": "said to this instance", "credit_pages": "addresses of this instance",
		"instance_keys": "secrets of the instance", "kept_sellers": "a buyer's", "goose_db_version": "the tables' own", "sqlite_sequence": "the engine's",
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	found, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table'`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var name string
		if err := found.Scan(&name); err != nil {
			t.Fatal(err)
		}
		archived := slices.ContainsFunc(rows.Tables, func(x project.RowTable) bool { return x.Name == name })
		if _, out := left[name]; out == archived {
			t.Errorf("%s: in the archive %v, left out on purpose %v", name, archived, out)
		}
	}
}
