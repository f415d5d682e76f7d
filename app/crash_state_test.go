package app

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
)

// ending is what a data directory says of its one project when everything is over: a line for each fact, with names in the
// place of ids, so that two lives can be compared.
type ending struct {
	t     *testing.T
	dir   string
	id    project.ProjectID
	store *records.Store
	names []string // id, name, id, name ...
	lines []string
}

// endingOf reads the directory of a program that does not run.
func endingOf(t *testing.T, dir string, id project.ProjectID) []string {
	t.Helper()
	store, err := records.Open(t.Context(), records.Options{URL: "sqlite:" + filepath.Join(dir, "tutti.db"), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	e := &ending{t: t, dir: dir, id: id, store: store}
	e.name(string(id), "the project")
	e.people()
	e.subGigs()
	e.artifacts()
	e.money()
	e.log()
	e.rows()
	e.audit()
	plain := strings.NewReplacer(e.names...)
	for i, line := range e.lines {
		e.lines[i] = plain.Replace(line)
	}
	return e.lines
}

func (e *ending) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

func (e *ending) name(id, name string) { e.names = append(e.names, id, name) }

func (e *ending) say(format string, args ...any) {
	e.lines = append(e.lines, fmt.Sprintf(format, args...))
}

func (e *ending) people() {
	people, err := e.store.People(e.t.Context(), "", 0)
	e.must(err)
	for _, p := range people {
		e.name(string(p.ID), p.Handle)
		e.say("person %s", p.Handle)
	}
}

func (e *ending) subGigs() {
	found, err := e.store.Project(e.t.Context(), e.id)
	e.must(err)
	e.say("project %s, %d approved, final %s", found.State, found.Approved, found.Final)
	subs, err := e.store.SubGigs(e.t.Context(), e.id, project.SubGigFilter{}, project.Page{})
	e.must(err)
	for _, s := range subs {
		e.name(string(s.ID), s.Key)
		e.say("sub-gig %s %s, version %d, delivery %s, seller %s, price %d, revisions %d, asked %d, offers %d, proposed %d, needs %v", s.Key, s.State,
			s.Version, s.Delivery, s.Seller, s.Price(), s.RevisionsUsed, s.Asked, s.Offers, s.Proposed, s.Needs)
		e.offers(s)
		e.deliveries(s)
		e.proposals(s)
	}
}

func (e *ending) offers(s project.SubGigRecord) {
	offers, err := e.store.Offers(e.t.Context(), project.OfferFilter{SubGig: s.ID}, project.Page{})
	e.must(err)
	slices.SortFunc(offers, func(a, b project.OfferRecord) int { return a.Made.Compare(b.Made) })
	for n, o := range offers {
		e.name(string(o.ID), fmt.Sprintf("offer %s/%d", s.Key, n+1))
		e.say("%s to %s %s, price %d, for %s, reason %q, note %q", o.ID, o.Seller, o.State, o.PriceMinor, o.WorkFor, o.Reason, o.Note)
	}
}

func (e *ending) deliveries(s project.SubGigRecord) {
	deliveries, err := e.store.Deliveries(e.t.Context(), s.ID)
	e.must(err)
	for _, d := range deliveries {
		e.name(string(d.ID), fmt.Sprintf("delivery %s/%d", s.Key, d.Version))
		e.say("%s by %s %s, note %q, passed %v", d.ID, d.Seller, d.State, d.Note, d.Inspection != nil && d.Inspection.Passed)
		for _, f := range d.Files {
			e.say("%s has %s, %s", d.ID, f.Name, f.SHA256)
			if _, sum := e.object(project.ObjectKey(f.SHA256)); sum != f.SHA256 {
				e.t.Errorf("the bytes of %s hash to %s, not to %s", f.Name, sum, f.SHA256)
			}
		}
	}
	reviews, err := e.store.Reviews(e.t.Context(), s.ID)
	e.must(err)
	for _, r := range reviews {
		e.say("review of %s by %s: %s %s, %+v", r.Delivery, r.Reviewer, r.State, r.Decision, r.Notes)
	}
}

func (e *ending) proposals(s project.SubGigRecord) {
	proposals, err := e.store.Proposals(e.t.Context(), project.ProposalFilter{SubGig: s.ID}, project.Page{})
	e.must(err)
	slices.SortFunc(proposals, func(a, b project.ProposalRecord) int { return a.Made.Compare(b.Made) })
	for n, p := range proposals {
		e.name(string(p.ID), fmt.Sprintf("proposal %s/%d", s.Key, n+1))
		e.say("%s: %s by %s %s about %s, %d, %s, %q, %q", p.ID, p.Kind, p.By, p.State, p.Offer, p.Minor, p.Time, p.Words, p.Reply)
	}
}

// object reads a stored object from the embedded store's files, and its sha256 in hex.
func (e *ending) object(key string) ([]byte, string) {
	content, err := os.ReadFile(filepath.Join(e.dir, "s3", defaultBucket, filepath.FromSlash(key)))
	e.must(err)
	sum := sha256.Sum256(content)
	return content, hex.EncodeToString(sum[:])
}

// artifacts says what the finals are. Of previews only the bytes are checked: approvals that come close together are gathered
// into one, so how many there are depends on how long the machine took.
func (e *ending) artifacts() {
	artifacts, err := e.store.Artifacts(e.t.Context(), e.id, "", 0)
	e.must(err)
	slices.SortFunc(artifacts, func(a, b project.Artifact) int { return a.CreatedAt.Compare(b.CreatedAt) })
	finals := 0
	for _, a := range artifacts {
		if a.Kind == project.ArtifactFinal {
			finals++
			e.name(string(a.ID), fmt.Sprintf("artifact %d", finals))
			e.name(a.Build, fmt.Sprintf("build %d", finals))
			e.say("%s: %s, %d missing", a.ID, a.Kind, len(a.Manifest.Missing))
		}
		for _, f := range a.Manifest.Files {
			content, sum := e.object(f.Key)
			if sum != f.SHA256 {
				e.t.Errorf("the bytes of %s hash to %s, not to %s", f.Key, sum, f.SHA256)
			}
			if a.Kind == project.ArtifactFinal {
				e.say("%s has %s", a.ID, f.Name)
				e.content(a, f, content)
			}
		}
	}
}

// content says what is in a file of an artifact. The manifest names ids, which differ from life to life, and hashes of what
// names them; so it is compared by its names.
func (e *ending) content(a project.Artifact, f project.ArtifactFile, content []byte) {
	plain := strings.NewReplacer(e.names...)
	digest := func(content []byte) string {
		text := plain.Replace(string(content))
		for _, other := range a.Manifest.Files {
			text = strings.ReplaceAll(text, other.SHA256, "the hash of "+other.Name)
		}
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:8])
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		e.say("%s %s is %s", a.ID, f.Name, digest(content))
		return
	}
	for _, packed := range archive.File {
		r, err := packed.Open()
		e.must(err)
		var inside bytes.Buffer
		_, err = inside.ReadFrom(r)
		e.must(err)
		e.say("%s %s holds %s, %s", a.ID, f.Name, packed.Name, digest(inside.Bytes()))
	}
}

func (e *ending) money() {
	transactions, err := e.store.Transactions(e.t.Context(), e.id, project.Page{})
	e.must(err)
	for _, x := range transactions {
		e.say("transaction %s: %s of %s %s %v", x.Key, x.Kind, x.SubGig, x.Currency, x.Entries)
	}
	balances, err := e.store.Balances(e.t.Context(), e.id)
	e.must(err)
	for account, minor := range balances {
		e.say("balance of %s: %d", account, minor)
	}
}

// log says every event. Where it stands is left out: what a section and the assembly write has no order between them.
func (e *ending) log() {
	events, err := e.store.Events(e.t.Context(), e.id, 0, 0)
	e.must(err)
	for n, event := range events {
		if event.Seq != int64(n+1) {
			e.t.Fatalf("the log has a gap: %d in place %d", event.Seq, n+1)
		}
		if event.Kind == project.LogPreviewBuilt {
			continue
		}
		e.say("event %s %s by %s: %s %s %s %s %q", event.Kind, event.SubGig, event.Actor, event.Offer, event.Delivery, event.Proposal, event.Artifact, event.Detail)
	}
}

// rows counts what lists leave out: drafts that nobody asked for, a second upload, a second token.
func (e *ending) rows() {
	db, err := sql.Open("sqlite", filepath.Join(e.dir, "tutti.db"))
	e.must(err)
	defer db.Close()
	for _, table := range []string{"people", "tokens", "projects", "sub_gigs", "offers", "proposals", "uploads", "deliveries", "inspections",
		"reviews", "artifacts WHERE kind = 'final'", "ledger_transactions", "ledger_entries", "commands"} {
		var n int
		e.must(db.QueryRowContext(e.t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n))
		e.say("%d rows in %s", n, table)
	}
}

func (e *ending) audit() {
	audit, err := e.store.Audit(e.t.Context(), e.id, time.Now())
	e.must(err)
	for _, finding := range audit.Findings {
		e.t.Errorf("the audit finds: %+v", finding)
	}
}

// differences names what is said by one of two endings only.
func differences(golden, found []string) []string {
	count := map[string]int{}
	for _, line := range golden {
		count[line]++
	}
	for _, line := range found {
		count[line]--
	}
	var differ []string
	for line, n := range count {
		switch {
		case n > 0:
			differ = append(differ, fmt.Sprintf("- %s (%d)", line, n))
		case n < 0:
			differ = append(differ, fmt.Sprintf("+ %s (%d)", line, -n))
		}
	}
	slices.Sort(differ)
	return differ
}
