package project

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// WorkRecordFormat names the form of WorkRecord. It changes when the same facts would give other bytes.
const WorkRecordFormat = "tutti-work-record-1"

// WorkRecord is what somebody has made as a seller, for them to take along. It says nothing of other sellers, and nothing
// of money unless they ask for it.
type WorkRecord struct {
	Format   string           `json:"format"`
	Instance string           `json:"instance"` // its public address
	IssuedAt time.Time        `json:"issued_at"`
	Person   WorkRecordPerson `json:"person"`
	Trust    WorkRecordTrust  `json:"trust"`
	Totals   WorkRecordTotals `json:"totals"`
	Work     []WorkDone       `json:"work"` // oldest first
}

// WorkRecordPerson is whose record it is.
type WorkRecordPerson struct {
	ID            PersonID `json:"id"`
	Handle        string   `json:"handle"`
	Name          string   `json:"name"` // credit name
	Pronunciation string   `json:"pronunciation,omitempty"`
}

// WorkRecordTrust is where they stand, by the published rules. It counts every approval there ever was.
type WorkRecordTrust struct {
	Rules          int   `json:"rules"`
	Level          Level `json:"level"`
	Score          int   `json:"score"`
	OnTime         int   `json:"on_time"`
	Late           int   `json:"late"`
	OnTimePermille *int  `json:"on_time_permille,omitempty"` // absent without approved deliveries
}

// WorkRecordTotals count the entries.
type WorkRecordTotals struct {
	Approved  int `json:"approved"`
	OnTime    int `json:"on_time"`
	Revisions int `json:"revisions"`
}

// WorkDone is one sub-gig that somebody finished. Digest says what it is known by on a certificate.
type WorkDone struct {
	SubGig       SubGigID  `json:"sub_gig_id"`
	Project      ProjectID `json:"project_id"`
	ProjectTitle string    `json:"project_title"`
	Title        string    `json:"title"`
	Role         string    `json:"role"`
	ApprovedAt   time.Time `json:"approved_at"`
	Versions     int       `json:"versions"`
	Revisions    int       `json:"revisions"` // that were asked for
	OnTime       bool      `json:"on_time"`
	Digest       string    `json:"digest"` // hex sha256, the same with the price and without
	PriceMinor   *int64    `json:"price_minor,omitempty"`
	Currency     string    `json:"currency,omitempty"`
}

// digest is of everything but the price, and of whose work it is.
func (w WorkDone) digest(seller PersonID) string {
	w.Digest, w.PriceMinor, w.Currency = "", nil, ""
	text, _ := json.Marshal(struct { // texts, numbers and a time: it cannot fail
		Seller PersonID `json:"seller_id"`
		WorkDone
	}{seller, w})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// WorkDoneBy gives what of the sub-gigs is approved and the seller's, oldest first. events are what counts for them; projects
// are those of the sub-gigs, and one that is missing leaves its sub-gigs out.
func WorkDoneBy(seller PersonID, events []TrustEvent, rows []SubGigRecord, projects map[ProjectID]Project) []WorkDone {
	approved := map[SubGigID]TrustEvent{}
	for _, e := range events {
		if e.Person == seller && (e.Kind == TrustOnTime || e.Kind == TrustLate) {
			approved[e.SubGig] = e
		}
	}
	done := []WorkDone{}
	for _, g := range rows {
		e, counted := approved[g.ID]
		p, known := projects[g.Project]
		if !counted || !known || g.State != Approved || g.Seller != seller {
			continue
		}
		price := g.Price()
		w := WorkDone{SubGig: g.ID, Project: g.Project, ProjectTitle: p.Title, Title: g.Title, Role: g.Role, ApprovedAt: e.At.UTC(), Versions: g.Version,
			Revisions: g.RevisionsUsed, OnTime: e.Kind == TrustOnTime, PriceMinor: &price, Currency: p.Currency}
		w.Digest = w.digest(seller)
		done = append(done, w)
	}
	slices.SortFunc(done, WorkDone.compare)
	return done
}

func (w WorkDone) compare(other WorkDone) int {
	if c := w.ApprovedAt.Compare(other.ApprovedAt); c != 0 {
		return c
	}
	if w.SubGig < other.SubGig {
		return -1
	}
	return 1
}

// NewWorkRecord puts together what somebody takes along. Without prices the money is left out.
func NewWorkRecord(instance string, at time.Time, who Person, trust Trust, done []WorkDone, prices bool) WorkRecord {
	r := WorkRecord{Format: WorkRecordFormat, Instance: instance, IssuedAt: at.UTC().Truncate(time.Second), Work: slices.Clone(done),
		Person: WorkRecordPerson{ID: who.ID, Handle: who.Handle, Name: who.Name, Pronunciation: who.Pronunciation},
		Trust:  WorkRecordTrust{Rules: trust.Rules, Level: trust.Level, Score: trust.Score, OnTime: trust.OnTime, Late: trust.Late}}
	if rate, ok := trust.OnTimeRate(); ok {
		r.Trust.OnTimePermille = &rate
	}
	for i := range r.Work {
		if !prices {
			r.Work[i].PriceMinor, r.Work[i].Currency = nil, ""
		}
	}
	r.Totals = r.count()
	return r
}

func (r WorkRecord) count() (t WorkRecordTotals) {
	for _, w := range r.Work {
		t.Approved++
		t.Revisions += w.Revisions
		if w.OnTime {
			t.OnTime++
		}
	}
	return t
}

// Check says what in a record that was signed does not fit together. Whoever signs checks nothing else than this.
func (r WorkRecord) Check() error {
	switch {
	case r.Format != WorkRecordFormat:
		return Errorf(Invalid, "the record has the form %q; this program reads %s", clip(r.Format, 40), WorkRecordFormat)
	case r.Totals != r.count():
		return Errorf(Invalid, "the totals of the record are not those of its entries")
	}
	for i, w := range r.Work {
		if w.Digest != w.digest(r.Person.ID) {
			return Errorf(Invalid, "entry %d of the record has not the digest of what it says", i+1)
		}
	}
	return nil
}
