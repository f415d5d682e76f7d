package app

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"google.golang.org/protobuf/proto"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/workflows"
)

// bird is in everything that one person of this test is called, says and sends; nothing else has it.
const bird = "Kanarienvogel"

const canaryPlan = `
title: A short life
currency: EUR
people:
  - {handle: kanarienvogel, name: Kanarienvogel Müller, country: GH, email: kanarienvogel@example.org}
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 50ms}
sub_gigs:
  - {key: song, title: Song, role: tester, price: "10.00", cast: [kanarienvogel]}
`

// TestNothingIsLeftOfAPersonAnywhere: a person with a canary in every field lives through a project on the whole of Tutti, is
// paid and erased. The canary is then in no column of any table, in no key and no metadata of an object, in no history of a
// workflow, and never was in the log. The bytes of what they delivered belong to the buyer and stay.
func TestNothingIsLeftOfAPersonAnywhere(t *testing.T) {
	dir, log := t.TempDir(), &safeLog{}
	a, err := Start(t.Context(), Config{DataDir: dir, Listen: "127.0.0.1:0", API: true, Worker: true, Clearing: 10 * time.Millisecond,
		Payouts: Payouts{Every: 100 * time.Millisecond}, Log: slog.New(slog.NewTextHandler(io.MultiWriter(log, watch().Stream(t.Name())), &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	id, errand := w.shortLife()
	w.paidByHand()
	place := traces{t: t, w: w, dir: dir}
	if before := place.inTables(); len(before) < 8 {
		t.Errorf("the canary was planted in %d columns only: %v", len(before), before)
	}
	own, err := w.seller.ExportPerson(w.ctx(), "")
	w.must(err)
	if len(own) == 0 {
		t.Error("nothing is known of them")
	}
	gone, err := w.seller.ErasePerson(w.ctx(), id, "this is "+bird+" speaking")
	w.must(err)
	if len(gone.Results) == 0 {
		t.Errorf("results with their name in the credits are not named: %+v", gone)
	}
	for column, text := range place.inTables() {
		t.Errorf("table: %s: %s", column, text)
	}
	for _, key := range place.inObjects() {
		t.Errorf("object: %s", key)
	}
	for _, run := range place.inHistories(errand) {
		t.Errorf("history: %s", run)
	}
	if at := strings.Index(strings.ToLower(log.String()), strings.ToLower(bird)); at >= 0 {
		t.Errorf("log: %s", log.String()[max(0, at-200):min(len(log.String()), at+200)])
	}
	lines, _, err := w.buyer.VerifyAudit(w.ctx(), project.AuditHead{})
	if err != nil || lines < 10 {
		t.Errorf("%d lines of the audit log: %v", lines, err)
	}
}

// shortLife is that of the person, from the question about the offer to the approved final.
func (w *world) shortLife() (id project.PersonID, errand project.ErrandID) {
	w.t.Helper()
	created, err := w.buyer.CreateProject(w.ctx(), []byte(canaryPlan))
	w.must(err)
	w.id = created.ID
	w.seller = w.personal(strings.ToLower(bird))
	me, err := w.seller.Me(w.ctx())
	w.must(err)
	_, err = w.seller.CreateToken(w.ctx(), me.ID, wire.TokenRequest{Name: bird})
	w.must(err)
	_, err = w.seller.PutProfile(w.ctx(), me.ID, wire.ProfileRequest{Country: "GH", Roles: []project.RoleRate{{Role: strings.ToLower(bird)}}})
	w.must(err)
	_, err = w.buyer.KeepSeller(w.ctx(), me.ID, wire.KeepRequest{Note: bird + " is good", Tags: []string{strings.ToLower(bird)}})
	w.must(err)
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)
	sub := w.sub(0, project.Offered)
	question, err := w.seller.Propose(w.ctx(), sub.ID, wire.ProposalRequest{Kind: project.Question, Words: bird + " asks"})
	w.must(err)
	_, err = w.buyer.Agree(w.ctx(), question.ID, "yes")
	w.must(err)
	_, err = w.seller.Accept(client.WithReason(w.ctx(), bird+" likes it"), sub.Offer.ID)
	w.must(err)
	errand = w.handsIn(sub)
	_, err = w.buyer.Review(w.ctx(), w.sub(0, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Approve})
	w.must(err)
	_, err = w.buyer.DecideFinal(w.ctx(), w.id, wire.FinalRequest{ArtifactID: w.final(), Decision: wire.FinalApprove})
	w.must(err)
	return me.ID, errand
}

// handsIn sends a file with the canary in its name, has it tried dry, and delivers it.
func (w *world) handsIn(sub wire.SubGig) project.ErrandID {
	w.t.Helper()
	content := []byte("la la la")
	upload, err := w.seller.UploadReader(w.ctx(), wire.UploadRequest{ProjectID: w.id, SubGigID: sub.ID, Name: bird + ".txt", Size: int64(len(content)),
		Fingerprint: bird}, bytes.NewReader(content), nil)
	w.must(err)
	files := []project.UploadID{upload.ID}
	dry, err := w.seller.DryRun(w.ctx(), sub.ID, wire.DryRunRequest{UploadIDs: files})
	w.must(err)
	_, err = w.seller.Deliver(w.ctx(), sub.ID, wire.DeliveryRequest{UploadIDs: files, Note: bird + " hopes you like it"})
	w.must(err)
	return dry.ID
}

// paidByHand waits until their money is out.
func (w *world) paidByHand() {
	w.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		list, err := w.buyer.Payouts(w.ctx(), client.PayoutQuery{Project: w.id})
		w.must(err)
		for _, p := range list.Items {
			_, err := w.buyer.MarkPaid(w.ctx(), p.ID, "to "+bird)
			w.must(err)
			return
		}
	}
	w.t.Fatal("nobody was paid")
}

// traces looks for the canary.
type traces struct {
	t   *testing.T
	w   *world
	dir string
}

func (x traces) in(text string) bool {
	if raw, err := base64.StdEncoding.DecodeString(text); err == nil {
		text += string(raw)
	}
	return strings.Contains(strings.ToLower(text), strings.ToLower(bird))
}

// inTables gives the columns that have it, each with one of its values.
func (x traces) inTables() map[string]string {
	x.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(x.dir, "tutti.db"))
	x.w.must(err)
	defer func() { _ = db.Close() }()
	found := map[string]string{}
	for _, table := range x.rows(db, `SELECT name FROM sqlite_master WHERE type = 'table'`) {
		for _, row := range x.rows(db, `SELECT * FROM `+table["name"]) {
			for column, text := range row {
				if x.in(text) {
					found[table["name"]+"."+column] = text
				}
			}
		}
	}
	return found
}

// rows reads everything as text.
func (x traces) rows(db *sql.DB, query string) (all []map[string]string) {
	x.t.Helper()
	rows, err := db.QueryContext(x.w.ctx(), query)
	x.w.must(err)
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	x.w.must(err)
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		x.w.must(rows.Scan(into...))
		row := map[string]string{}
		for i, column := range columns {
			row[column] = fmt.Sprintf("%s", values[i])
		}
		all = append(all, row)
	}
	x.w.must(rows.Err())
	return all
}

// inObjects gives the objects whose key or metadata have it.
func (x traces) inObjects() (found []string) {
	x.t.Helper()
	s := x.w.app.backends.store
	u, err := url.Parse(s.endpoint)
	x.w.must(err)
	c, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(s.access, s.secret, ""), Region: s.region})
	x.w.must(err)
	seen := 0
	for o := range c.ListObjects(context.WithoutCancel(x.w.ctx()), s.bucket, minio.ListObjectsOptions{Recursive: true}) {
		x.w.must(o.Err)
		info, err := c.StatObject(x.w.ctx(), s.bucket, o.Key, minio.StatObjectOptions{})
		x.w.must(err)
		seen++
		if text := fmt.Sprint(o.Key, info.Metadata, info.UserMetadata, info.UserTags); x.in(text) {
			found = append(found, text)
		}
	}
	if seen == 0 {
		x.t.Error("there are no objects")
	}
	return found
}

// inHistories gives the workflows that have it in an event.
func (x traces) inHistories(errand project.ErrandID) (found []string) {
	x.t.Helper()
	for _, id := range []string{workflows.ProjectWorkflowID(x.w.id), workflows.SectionWorkflowID(x.w.id, 0), workflows.AssemblyWorkflowID(x.w.id),
		workflows.TreasuryWorkflowID, workflows.ErrandWorkflowID(errand)} {
		for n, run := range x.w.historiesSoFar(id) {
			raw, err := proto.Marshal(run)
			x.w.must(err)
			if x.in(string(raw)) {
				found = append(found, fmt.Sprintf("%s, run %d", id, n))
			}
		}
	}
	return found
}

// safeLog is a log that several write at once.
type safeLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
