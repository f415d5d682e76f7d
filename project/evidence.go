package project

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Evidence is everything the records know of a sub-gig, each list in the order of time. It holds ids and no names, and
// nothing that depends on who reads it or when: until something happens, the same part has the same bytes.
type Evidence struct {
	Format       string                `json:"format" doc:"tutti-record-1"`
	Part         PersonID              `json:"part,omitempty" doc:"the seller whose part of the record it is; the whole when absent"`
	Project      ProjectID             `json:"project_id"`
	Buyer        PersonID              `json:"buyer_id"`
	Producer     PersonID              `json:"producer_id"`
	Currency     string                `json:"currency"`
	SubGig       SubGigID              `json:"sub_gig_id"`
	Key          string                `json:"key"`
	Title        string                `json:"title"`
	Role         string                `json:"role"`
	Brief        []string              `json:"brief" doc:"numbered from 1; revisions cite the numbers"`
	Spec         Spec                  `json:"delivery" doc:"what a delivery must be"`
	Standing     *EvidenceStanding     `json:"standing,omitempty" doc:"how the sub-gig stands; absent in the part of somebody who does not hold it"`
	Requirements []EvidenceRequirement `json:"requirements" doc:"what the buyer supplied for it"`
	Offers       []EvidenceOffer       `json:"offers"`
	Deliveries   []EvidenceDelivery    `json:"deliveries"`
	Reviews      []EvidenceReview      `json:"reviews"`
	Events       []EvidenceEvent       `json:"events"`
	Transactions []EvidenceTransaction `json:"transactions" doc:"of the ledger"`
}

// EvidenceFormat names the form of Evidence. It changes when the same facts would give other bytes.
const EvidenceFormat = "tutti-record-1"

// EvidenceStanding is how a sub-gig stands.
type EvidenceStanding struct {
	State         SubGigState   `json:"state"`
	Seller        PersonID      `json:"seller_id,omitempty"`
	Version       int           `json:"version,omitempty" doc:"of the latest delivery"`
	Revisions     int           `json:"revisions_included"`
	RevisionsUsed int           `json:"revisions_used"`
	PriceMinor    int64         `json:"price_minor"`
	AgreedMicros  int64         `json:"agreed_us,omitempty" doc:"the seller's own time agreed on, in microseconds"`
	WorkedMicros  int64         `json:"worked_us,omitempty" doc:"the seller's own time so far, in microseconds, up to charged_until"`
	Clock         EvidenceClock `json:"clock"`
}

// EvidenceClock is the time charged to each party, in microseconds. In the part of a seller it has that seller's time only.
type EvidenceClock struct {
	Until    time.Time `json:"charged_until,omitzero"`
	Party    Party     `json:"party,omitempty" doc:"who is charged from then on"`
	Seller   int64     `json:"seller_us,omitempty"`
	Producer int64     `json:"producer_us,omitempty"`
	Buyer    int64     `json:"buyer_us,omitempty"`
	Upstream int64     `json:"upstream_us,omitempty"`
	Platform int64     `json:"platform_us,omitempty"`
}

// EvidenceRequirement is a requirement with its answer.
type EvidenceRequirement struct {
	Key   string        `json:"key"`
	Title string        `json:"title"`
	Value string        `json:"value,omitempty"`
	File  *DeliveryFile `json:"file,omitempty"`
	Actor PersonID      `json:"actor_id"`
	At    time.Time     `json:"at"`
}

// EvidenceOffer is an offer with the words that were given with it.
type EvidenceOffer struct {
	Offer
	Note string `json:"note,omitempty"`
}

// EvidenceDelivery is a version with the hashes of its files and the machine's judgement.
type EvidenceDelivery struct {
	ID         DeliveryID     `json:"id"`
	Seller     PersonID       `json:"seller_id"`
	Version    int            `json:"version"`
	State      DeliveryState  `json:"state"`
	Note       string         `json:"note,omitempty"`
	Declared   *Declaration   `json:"declaration,omitempty"`
	Files      []DeliveryFile `json:"files"`
	Inspection *Inspection    `json:"inspection,omitempty"`
	At         time.Time      `json:"submitted_at"`
}

// EvidenceReview is a decided review.
type EvidenceReview struct {
	ID       ReviewID   `json:"id"`
	Delivery DeliveryID `json:"delivery_id"`
	Reviewer PersonID   `json:"reviewer_id"`
	Decision Decision   `json:"decision"`
	Notes    []Note     `json:"notes"`
	At       time.Time  `json:"at"`
}

// EvidenceEvent is a line of the project's log about the sub-gig.
type EvidenceEvent struct {
	Seq int64 `json:"seq"`
	LogEvent
}

// EvidenceTransaction is a transaction of the ledger about the sub-gig.
type EvidenceTransaction struct {
	Key     string        `json:"key"`
	Kind    PostingKind   `json:"kind"`
	Entries []LedgerEntry `json:"entries"`
	At      time.Time     `json:"at"`
}

// Canonical gives the bytes that stand for the evidence: its JSON as the API writes it, in one line without white space.
func (e Evidence) Canonical() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(e)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// Hash gives the hex sha256 of the canonical bytes, by which both sides can cite the same record.
func (e Evidence) Hash() (string, error) {
	text, err := e.Canonical()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// EvidenceFacts are what Gather makes evidence of: rows as the records give them.
type EvidenceFacts struct {
	Project      Project
	SubGig       SubGigRecord
	Requirements []PlanRequirement // those that the sub-gig works from
	Answers      []RequirementAnswer
	Offers       []OfferRecord
	Deliveries   []Delivery
	Reviews      []Review
	Events       []Event
	Transactions []Transaction
}

// Gather makes the whole record of the sub-gig.
func (f EvidenceFacts) Gather() Evidence {
	p, g := f.Project, f.SubGig
	e := Evidence{Format: EvidenceFormat, Project: p.ID, Buyer: p.Buyer, Producer: p.Producer, Currency: p.Currency, SubGig: g.ID, Key: g.Key, Title: g.Title,
		Role: g.Role, Brief: append([]string{}, g.Brief...), Spec: g.Spec, Standing: standingOf(g.SubGig), Requirements: f.requirements(),
		Offers: []EvidenceOffer{}, Deliveries: []EvidenceDelivery{}, Reviews: []EvidenceReview{}, Events: []EvidenceEvent{}, Transactions: []EvidenceTransaction{}}
	for _, o := range f.Offers {
		e.Offers = append(e.Offers, EvidenceOffer{o.Offer, o.Note})
	}
	slices.SortStableFunc(e.Offers, func(a, b EvidenceOffer) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.ID, b.ID)) })
	for _, d := range f.Deliveries {
		e.Deliveries = append(e.Deliveries, EvidenceDelivery{d.ID, d.Seller, d.Version, d.State, d.Note, d.Declaration, append([]DeliveryFile{}, d.Files...), listed(d.Inspection), d.SubmittedAt})
	}
	for _, r := range f.Reviews {
		e.Reviews = append(e.Reviews, EvidenceReview{r.ID, r.Delivery, r.Reviewer, r.Decision, append([]Note{}, r.Notes...), r.CreatedAt})
	}
	for _, l := range f.Events {
		e.Events = append(e.Events, EvidenceEvent{l.Seq, l.LogEvent})
	}
	for _, t := range f.Transactions {
		e.Transactions = append(e.Transactions, EvidenceTransaction{t.Key, t.Kind, append([]LedgerEntry{}, t.Entries...), t.At})
	}
	return e
}

// listed is an inspection whose lists are there even when nothing is in them: a record has no null.
func listed(i *Inspection) *Inspection {
	if i == nil {
		return nil
	}
	whole := *i
	whole.Findings, whole.Files, whole.Tools = append([]Finding{}, i.Findings...), append([]FileFacts{}, i.Files...), append([]string{}, i.Tools...)
	return &whole
}

// requirements are those that were answered, by the time of the answer.
func (f EvidenceFacts) requirements() []EvidenceRequirement {
	out := []EvidenceRequirement{}
	for _, r := range f.Requirements {
		for _, a := range f.Answers {
			if a.Requirement == r.Key {
				out = append(out, EvidenceRequirement{r.Key, r.Title, a.Value, a.File, a.Actor, a.At})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b EvidenceRequirement) int { return a.At.Compare(b.At) })
	return out
}

func standingOf(g SubGig) *EvidenceStanding {
	c := g.Clock
	s := &EvidenceStanding{State: g.State, Seller: g.Seller, Version: g.Version, Revisions: g.Terms.Revisions, RevisionsUsed: g.RevisionsUsed,
		PriceMinor: g.Price(), Clock: EvidenceClock{Until: c.Since.UTC(), Party: c.Party, Seller: c.Seller.Microseconds(),
			Producer: c.Producer.Microseconds(), Buyer: c.Buyer.Microseconds(), Upstream: c.Upstream.Microseconds(), Platform: c.Platform.Microseconds()}}
	if g.Seller != "" {
		s.AgreedMicros, s.WorkedMicros = g.Agreed.Microseconds(), (c.Seller - g.WorkedBefore).Microseconds()
	}
	return s
}

// PartOf gives the part of one seller: their offers, versions and reviews, what the ledger moved for them, the events
// that they may hear, and how the sub-gig stands while they hold it. Who sees the whole can ask for the part too, and
// gets the same bytes as the seller.
func (e Evidence) PartOf(seller PersonID, hears func(EvidenceEvent) bool) Evidence {
	part := e
	part.Part = seller
	part.Offers = only(e.Offers, func(o EvidenceOffer) bool { return o.Seller == seller })
	part.Deliveries = only(e.Deliveries, func(d EvidenceDelivery) bool { return d.Seller == seller })
	part.Reviews = only(e.Reviews, func(r EvidenceReview) bool {
		return slices.ContainsFunc(part.Deliveries, func(d EvidenceDelivery) bool { return d.ID == r.Delivery })
	})
	part.Events = only(e.Events, hears)
	part.Transactions = only(e.Transactions, func(t EvidenceTransaction) bool { return e.movedFor(seller, t) })
	if part.Standing = nil; e.Standing != nil && e.Standing.Seller == seller {
		own := *e.Standing
		own.Clock = EvidenceClock{Until: own.Clock.Until, Party: own.Clock.Party, Seller: own.WorkedMicros}
		part.Standing = &own
	}
	return part
}

// movedFor reports whether the transaction concerns the seller: it names their offer, or one of their accounts, or else it
// happened while they held the sub-gig.
func (e Evidence) movedFor(seller PersonID, t EvidenceTransaction) bool {
	for _, o := range e.Offers {
		if strings.Contains(t.Key, string(o.ID)) {
			return o.Seller == seller
		}
	}
	for _, entry := range t.Entries {
		if _, owner, ok := strings.Cut(string(entry.Account), "/"+PrefixPerson+"_"); ok {
			return PrefixPerson+"_"+owner == string(seller)
		}
	}
	return slices.ContainsFunc(e.assignments(), func(a Assignment) bool { return a.Covers(seller, t.At) && t.At.After(a.From) })
}

func (e Evidence) assignments() []Assignment {
	events, offers := make([]Event, 0, len(e.Events)), make([]OfferRecord, 0, len(e.Offers))
	for _, l := range e.Events {
		events = append(events, Event{Seq: l.Seq, LogEvent: l.LogEvent})
	}
	for _, o := range e.Offers {
		offers = append(offers, OfferRecord{Offer: o.Offer})
	}
	return Assignments(events, offers)
}

func only[T any](list []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(append([]T{}, list...), func(v T) bool { return !wanted(v) })
}
