package project

import (
	"testing"
	"time"
)

func TestOriginalsUnlockWithTheRelease(t *testing.T) {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	paid := func(kind PostingKind, seller PersonID, after time.Duration) []Transaction {
		return []Transaction{{Posting: Posting{Kind: PostHold, SubGig: "sub_1"}, At: at.Add(time.Hour)}, {Posting: Posting{Kind: kind, SubGig: "sub_1", Seller: seller}, At: at.Add(after)}}
	}
	for name, c := range map[string]struct {
		state  DeliveryState
		ledger []Transaction
		want   bool
	}{
		"in review":                 {DeliveryInReview, nil, false},
		"approved, not yet booked":  {DeliveryApproved, nil, false},
		"released":                  {DeliveryApproved, paid(PostRelease, "per_a", 2*time.Hour), true},
		"released to another":       {DeliveryWithdrawn, paid(PostRelease, "per_b", 2*time.Hour), false},
		"an earlier version":        {DeliveryRevised, paid(PostRelease, "per_a", 2*time.Hour), true},
		"reopened, a new version":   {DeliveryInReview, paid(PostRelease, "per_a", -time.Hour), false},
		"a kill fee":                {DeliveryWithdrawn, paid(PostSettle, "per_a", 2*time.Hour), false},
		"ruled to be worth half":    {DeliveryApproved, paid(PostSettle, "per_a", 2*time.Hour), true},
		"ruled to be worth nothing": {DeliveryApproved, paid(PostReturn, "", 2*time.Hour), true},
		"given back":                {DeliveryWithdrawn, paid(PostReturn, "", 2*time.Hour), false},
		"replaced since":            {DeliveryReplaced, paid(PostRelease, "per_a", 2*time.Hour), true},
	} {
		d := Delivery{SubGig: "sub_1", Seller: "per_a", State: c.state, SubmittedAt: at.Add(time.Nanosecond)}
		if got := d.Released(c.ledger); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if (Delivery{Seller: "per_a", State: DeliveryDraft}).Released(paid(PostRelease, "per_a", 0)) {
		t.Error("a draft is released")
	}
}

func TestSellersHaveTheirOwn(t *testing.T) {
	d := Delivery{Seller: "per_a", Files: []DeliveryFile{{Name: "take 1.wav"}, {Name: "notes.txt"}},
		Inspection: &Inspection{Files: []FileFacts{{Name: "take 1.wav", Type: "audio/wav", Previews: []string{"pre/aa/preview.mp3"}}, {Name: "notes.txt", Type: "text/plain"}}}}
	for reader, vaulted := range map[PersonID]bool{"per_a": false, "per_b": true, "": true} {
		got := VaultClosed.Show(d, nil, reader)
		if got[0].Vaulted != vaulted || got[1].Vaulted != vaulted || got[0].PreviewName(0) != "take 1.preview.mp3" {
			t.Errorf("%q: %+v", reader, got)
		}
	}
	if got := VaultOpen.Show(d, nil, "per_b"); got[0].Vaulted || got[1].Vaulted {
		t.Error("something waits in an open vault")
	}
	d.Seller = ""
	if got := VaultClosed.Show(d, nil, ""); !got[0].Vaulted {
		t.Error("nobody is taken for the seller")
	}
}
