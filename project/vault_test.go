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

func TestWhatWaitsInTheVault(t *testing.T) {
	for mode, want := range map[VaultMode]map[string]bool{
		VaultReduced: {"audio/vnd.wave": true, "video/mp4": true, "image/png": true, "application/pdf": true, "": true, "text/markdown": false, "text/csv; charset=utf-8": false, "application/zip": false},
		VaultStrict:  {"audio/flac": true, "text/plain": true, "": true},
		VaultOpen:    {"audio/flac": false, "text/plain": false, "": false},
	} {
		for kind, vaulted := range want {
			if mode.Vaults(kind) != vaulted {
				t.Errorf("%q with %q: %t", kind, mode, !vaulted)
			}
		}
	}
}

func TestSellersHaveTheirOwn(t *testing.T) {
	d := Delivery{Seller: "per_a", Files: []DeliveryFile{{Name: "take 1.wav"}, {Name: "notes.txt"}},
		Inspection: &Inspection{Files: []FileFacts{{Name: "take 1.wav", Type: "audio/wav", Previews: []string{"pre/aa/preview.mp3"}}, {Name: "notes.txt", Type: "text/plain"}}}}
	for reader, vaulted := range map[PersonID]bool{"per_a": false, "per_b": true, "": true} {
		got := VaultReduced.Show(d, nil, reader)
		if got[0].Vaulted != vaulted || got[1].Vaulted || got[0].PreviewName(0) != "take 1.preview.mp3" {
			t.Errorf("%q: %+v", reader, got)
		}
	}
	d.Seller = ""
	if got := VaultReduced.Show(d, nil, ""); !got[0].Vaulted {
		t.Error("nobody is taken for the seller")
	}
}
