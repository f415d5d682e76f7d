package project

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"
)

// twoSellers is the record of a sub-gig that Ama left and Ben holds.
func twoSellers() EvidenceFacts {
	at := func(hours int) time.Time { return day().Add(time.Duration(hours) * time.Hour) }
	event := func(seq int64, kind LogKind, actor PersonID, o OfferID, hours int) Event {
		return Event{Seq: seq, Project: "prj_1", LogEvent: LogEvent{Kind: kind, SubGig: "sub_1", Actor: actor, Offer: o, At: at(hours)}}
	}
	g := SubGig{ID: "sub_1", State: Working, Seller: "per_ben", Terms: terms("per_ama", "per_ben"), Version: 1, Agreed: 7 * 24 * time.Hour,
		WorkedBefore: 20 * time.Hour, Clock: Clock{Since: at(40), Party: PartySeller, Seller: 25 * time.Hour, Producer: 3 * time.Hour}}
	hold := func(o OfferID, kind PostingKind, hours int) Transaction {
		return Transaction{Posting: Posting{Key: postingKey("sub_1", kind, o), Kind: kind, SubGig: "sub_1"}, At: at(hours),
			Entries: []LedgerEntry{{AccountFunding, -12_000}, {HeldAccount("sub_1"), 12_000}}}
	}
	paid := func(key string, seller PersonID, hours int) Transaction {
		return Transaction{Posting: Posting{Key: key, Kind: PostSettle, SubGig: "sub_1"}, At: at(hours), Entries: []LedgerEntry{{HeldAccount("sub_1"), -1}, {SellerAccount(seller), 1}}}
	}
	return EvidenceFacts{
		Project:      Project{ID: "prj_1", Buyer: "per_buyer", Producer: "per_ida", Currency: "EUR"},
		SubGig:       SubGigRecord{SubGig: g, Key: "drums", Title: "Drums <loud> & dry", Role: "drummer"},
		Requirements: []PlanRequirement{{Key: "lyrics", Title: "Lyrics"}, {Key: "key", Title: "Key"}, {Key: "open", Title: "Open"}},
		Answers:      []RequirementAnswer{{Requirement: "key", Value: "C", At: at(0)}, {Requirement: "lyrics", Value: "la", At: at(1)}, {Requirement: "other", Value: "x"}},
		Offers: []OfferRecord{{Offer: Offer{ID: "off_2", Seller: "per_ben", State: OfferAccepted, Made: at(30), Answered: at(31)}},
			{Offer: Offer{ID: "off_1", Seller: "per_ama", State: OfferWithdrawn, Made: at(2), Answered: at(30)}, Note: "sorry"}},
		Deliveries: []Delivery{{ID: "dlv_1", Seller: "per_ama", Version: 1, SubmittedAt: at(10), Files: []DeliveryFile{{Name: "a", SHA256: "aa"}}}},
		Reviews:    []Review{{ID: "rev_1", Delivery: "dlv_1", Reviewer: "per_ida", Decision: Revise, CreatedAt: at(12)}},
		Events: []Event{event(3, LogOfferMade, "per_ama", "off_1", 2), event(4, LogOfferAccepted, "per_ama", "off_1", 3), event(9, LogOfferMade, "per_ben", "off_2", 30),
			event(11, LogOfferAccepted, "per_ben", "off_2", 31)},
		Transactions: []Transaction{hold("off_1", PostHold, 3), {Posting: Posting{Key: "extra-1", Kind: PostAdjust, SubGig: "sub_1"}, At: at(5)}, paid("pay-1", "per_ama", 30),
			hold("off_1", PostReturn, 30), hold("off_2", PostHold, 31), {Posting: Posting{Key: "extra-2", Kind: PostAdjust, SubGig: "sub_1"}, At: at(33)}, paid("pay-2", "per_ben", 34)},
	}
}

func ledgerKeysOf(e Evidence) string {
	var keys []string
	for _, t := range e.Transactions {
		keys = append(keys, strings.TrimPrefix(t.Key, "sub_1/"))
	}
	return strings.Join(keys, " ")
}

func TestARecordHoldsEverythingInTheOrderOfTime(t *testing.T) {
	e := twoSellers().Gather()
	if e.Offers[0].ID != "off_1" || e.Offers[0].Note != "sorry" || e.Requirements[0].Key != "key" || len(e.Requirements) != 2 || len(e.Events) != 4 {
		t.Errorf("%+v", e)
	}
	if got := ledgerKeysOf(e); got != "hold/off_1 extra-1 pay-1 return/off_1 hold/off_2 extra-2 pay-2" {
		t.Error(got)
	}
	s := e.Standing
	if s.Clock.Seller != (25*time.Hour).Microseconds() || s.WorkedMicros != (5*time.Hour).Microseconds() || s.PriceMinor != 12_000 || s.Clock.Party != PartySeller {
		t.Errorf("%+v", s)
	}
}

// TestThePartOfASeller has what is theirs and nothing of the other.
func TestThePartOfASeller(t *testing.T) {
	whole := twoSellers().Gather()
	for seller, c := range map[PersonID]struct{ moved, other, otherOffer string }{
		"per_ama": {"hold/off_1 extra-1 pay-1 return/off_1", "per_ben", "off_2"},
		"per_ben": {"hold/off_2 extra-2 pay-2", "per_ama", "off_1"},
	} {
		part := whole.PartOf(seller, func(e EvidenceEvent) bool { return e.Actor == seller })
		text, err := part.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if got := ledgerKeysOf(part); got != c.moved || len(part.Offers) != 1 || len(part.Events) != 2 || part.Part != seller {
			t.Errorf("%s: %s %s", seller, got, text)
		}
		if strings.Contains(string(text), c.other) || strings.Contains(string(text), c.otherOffer) {
			t.Errorf("%s reads of %s: %s", seller, c.other, text)
		}
		holds := seller == "per_ben"
		if holds != (part.Standing != nil) || holds == (len(part.Deliveries) == 1) || holds == (len(part.Reviews) == 1) {
			t.Errorf("%s: %s", seller, text)
		}
		if holds && (part.Standing.Clock.Seller != (5*time.Hour).Microseconds() || part.Standing.Clock.Producer != 0) {
			t.Errorf("ben reads of the time of others: %+v", part.Standing.Clock)
		}
	}
	if len(whole.Offers) != 2 || whole.Standing.Clock.Producer == 0 || whole.Part != "" {
		t.Error("taking a part changes the whole")
	}
}

// TestARecordIsCitedByTheHashOfItsBytes: the same facts in another order of reading are the same record, any change is
// another one.
func TestARecordIsCitedByTheHashOfItsBytes(t *testing.T) {
	hash := func(change func(*EvidenceFacts)) string {
		f := twoSellers()
		change(&f)
		h, err := f.Gather().Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	first := hash(func(*EvidenceFacts) {})
	if first != hash(func(f *EvidenceFacts) { slices.Reverse(f.Offers); slices.Reverse(f.Answers) }) {
		t.Error("the order of reading counts")
	}
	if first == hash(func(f *EvidenceFacts) { f.Deliveries[0].Files[0].SHA256 = "ab" }) {
		t.Error("other bytes were delivered, and the record is the same")
	}
	text, err := twoSellers().Gather().Canonical()
	if sum := sha256.Sum256(text); err != nil || hex.EncodeToString(sum[:]) != first || !strings.Contains(string(text), "Drums <loud> & dry") || strings.HasSuffix(string(text), "\n") {
		t.Errorf("%.300s %v", text, err)
	}
}
