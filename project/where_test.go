package project

import (
	"slices"
	"strings"
	"testing"
)

// laid is an artifact of every kind of place.
func laid() Manifest {
	entry := func(key string, s Span) Entry {
		return Entry{Input: Input{SubGig: SubGigID("sub_" + key), Key: key, Title: key, Delivery: DeliveryID("dlv_" + key), Version: 2, Credit: Credit{Name: "Ama"}}, Span: s}
	}
	return Manifest{Entries: []Entry{
		entry("drums", Span{FromSeconds: 0, ToSeconds: 90}),
		entry("bass", Span{FromSeconds: 83, ToSeconds: 120}),
		entry("one", Span{FromPage: 1, ToPage: 40}),
		entry("two", Span{FromPage: 40, ToPage: 45}),
		entry("rows", Span{FromRow: 10, ToRow: 21}),
		entry("face", Span{FromSeconds: 0, ToSeconds: 10, Cell: &Area{X: 0.5, Y: 0, Width: 0.5, Height: 1}}),
		entry("files", Span{Paths: []string{"drums/take.wav", "drums-2/take.wav"}}),
		entry("nowhere", Span{}),
	}, Missing: []Input{{SubGig: "sub_choir", Key: "choir", Title: "Choir", State: InReview, Awaited: "Dan"}}}
}

func TestWhatSoundsOrStandsThere(t *testing.T) {
	seconds := func(s float64) Spot { return Spot{Seconds: &s} }
	point := func(x, y float64) Spot { return Spot{X: &x, Y: &y} }
	for want, spots := range map[string][]Spot{
		"drums face": {seconds(0)},
		"drums":      {seconds(82.999)},
		"drums bass": {seconds(83)},
		"bass":       {seconds(90), seconds(119.9)},
		"":           {seconds(120), {Page: 45}, {Row: 9}, {Row: 21}, {Path: "drum"}, point(0.49, 0.5), point(0.5, 1)},
		"one":        {{Page: 1}, {Page: 39}},
		"two":        {{Page: 40}, {Page: 44}},
		"rows":       {{Row: 10}, {Row: 20}},
		"face":       {point(0.5, 0)},
		"files":      {{Path: "drums/take.wav"}, {Path: "drums"}, {Path: "drums-2/"}},
	} {
		for _, at := range spots {
			var got []string
			for _, e := range laid().At(at) {
				got = append(got, e.Key)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%+v: %q, want %q", at, got, want)
			}
		}
	}
}

func TestASpotNamesSomething(t *testing.T) {
	half, below := 0.5, -1.0
	for _, s := range []Spot{{}, {X: &half}, {Seconds: &below}, {Page: -1}} {
		if CodeOf(s.Check()) != Invalid {
			t.Errorf("%+v passes", s)
		}
	}
	if err := (Spot{Row: 1}).Check(); err != nil {
		t.Error(err)
	}
}

func TestEverySubGigIsInItOrSaysWhyNot(t *testing.T) {
	got := laid().Whereabouts()
	last := got[len(got)-1]
	if len(got) != 9 || !got[0].In || got[0].ToSeconds != 90 || got[0].Version != 2 || last.In || last.Reason != "nothing was approved for it when this was built: it is in review: Dan" {
		t.Errorf("%+v", got)
	}
}

func TestASellerIsToldOfTheirOwn(t *testing.T) {
	m := laid()
	for state, reason := range map[DeliveryState]string{DeliveryInReview: "not decided yet", DeliveryApproved: "after this was built", DeliveryRevised: "a revision",
		DeliveryWithdrawn: "had left before", DeliveryRejected: "did not pass", DeliveryReplaced: "replaced by a later"} {
		w := m.PartIn(SubGigRecord{SubGig: SubGig{ID: "sub_choir", State: InReview}, Key: "choir"}, "per_a",
			[]Delivery{{ID: "dlv_9", Seller: "per_a", State: state}, {ID: "dlv_x", Seller: "per_b", State: DeliveryApproved}})
		if w.In || !strings.Contains(w.Reason, reason) || w.Delivery != "" {
			t.Errorf("%s: %+v", state, w)
		}
	}
	own := []Delivery{{ID: "dlv_old", Seller: "per_a", State: DeliveryRevised}, {ID: "dlv_bass", Seller: "per_a", State: DeliveryApproved}}
	bass := SubGigRecord{SubGig: SubGig{ID: "sub_bass"}, Key: "bass"}
	if w := m.PartIn(bass, "per_a", own); !w.In || w.FromSeconds != 83 || w.Version != 2 {
		t.Errorf("%+v", w)
	}
	if w := m.PartIn(bass, "per_b", own); w.In || w.Reason != "nothing was delivered for it" || w.Credit != nil {
		t.Errorf("%+v", w)
	}
	gone := bass
	gone.State = Cancelled
	if w := m.PartIn(gone, "per_b", nil); w.Reason != "the sub-gig was cancelled" {
		t.Errorf("%+v", w)
	}
	if !slices.ContainsFunc(m.Entries, func(e Entry) bool { return e.Empty() }) {
		t.Error("nothing is without a place")
	}
}
