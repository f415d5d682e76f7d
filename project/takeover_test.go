package project

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// handedOn is a sub-gig that two sellers held before a third: two versions by Ama, one by Ben, one by Cem who holds it.
func handedOn() Takeover {
	at := func(hours int) time.Time { return day().Add(time.Duration(hours) * time.Hour) }
	delivery := func(version int, seller PersonID, hours int, names ...string) Delivery {
		d := Delivery{ID: DeliveryID(fmt.Sprint("dlv_", version)), Seller: seller, Version: version, State: DeliveryRevised,
			Note: "take\n# one", SubmittedAt: at(hours)}
		for i, name := range names {
			d.Files = append(d.Files, DeliveryFile{Name: name, SHA256: fmt.Sprintf("%d%d", version, i), Size: 3, Type: "audio/wav"})
		}
		return d
	}
	t := Takeover{
		Project: Project{ID: "prj_1", Title: "Nine bars", Due: day().AddDate(0, 1, 0), BudgetMinor: 987654321, Buyer: "per_buyer"},
		Brief:   "Play it straight.",
		SubGig: SubGigRecord{SubGig: SubGig{ID: "sub_1", Seller: "per_cem", Terms: terms("per_ama", "per_ben", "per_cem")}, Key: "drums", Title: "Drums",
			Role: "drummer", Brief: []string{"Straight eights", "No fills\nat all"}, Spec: Spec{Kind: KindAudio, Formats: []string{"wav", "flac"}, SampleRates: []int{48000}, MaxSeconds: 90}},
		References:   []Reference{{Key: "guide", Title: "Guide", Guide: true, File: &DeliveryFile{Name: "guide.wav", SHA256: "aa", Size: 1}}, {Key: "link"}},
		Requirements: withRequirements().Requirements[:3],
		Answers: []RequirementAnswer{{Requirement: "lyrics", Value: "La\nla"},
			{Requirement: "photo", File: &DeliveryFile{Name: "../me.png", SHA256: "bb", Size: 1}}, {Requirement: "other", Value: "not theirs"}},
		Upstream: []TakeoverUpstream{{Key: "click", Title: "Click", Role: "engineer", Delivery: Delivery{Version: 2, Files: []DeliveryFile{{Name: "click.wav", SHA256: "cc", Size: 1}}}}},
		Assignments: []Assignment{{Offer: "off_1", Seller: "per_ama", From: at(1), Until: at(30)}, {Offer: "off_2", Seller: "per_ben", From: at(31), Until: at(50)},
			{Offer: "off_3", Seller: "per_cem", From: at(51)}},
		Deliveries: []Delivery{delivery(1, "per_ama", 10, "take.wav", "TAKE.wav", "about.md"), delivery(2, "per_ama", 20, "take.wav"), delivery(3, "per_ben", 40, "take.wav"),
			delivery(4, "per_cem", 60, "take.wav")},
		Reviews: []Review{{Delivery: "dlv_1", Reviewer: "per_ida", Decision: Revise, CreatedAt: at(12), Notes: []Note{{Brief: 2, From: 1.5, To: 3, Text: "a fill"}, {Text: "nice"}}},
			{Delivery: "dlv_4", Reviewer: "per_ida", Decision: Revise, CreatedAt: at(61), Notes: []Note{{Text: "for cem alone"}}}},
	}
	late := 4.5
	t.Pinned = []PinnedAnswer{{Version: 1, Question: "How fast?", Answer: "120", Role: "drummer"}, {Version: 2, Question: "Vibrato?", Answer: "No", Role: "cellist"}}
	t.Messages = []Message{{ID: "msg_1", Delivery: "dlv_1", Author: Voice{Person: "per_ida"}, Spot: Spot{Seconds: &late}, Text: "late, @ama", CreatedAt: at(12),
		Mentions: []Mention{{"ama", Voice{Person: "per_ama"}}}, Files: []DeliveryFile{{Name: "score.png", SHA256: "dd", Size: 1}}},
		{ID: "msg_2", ReplyTo: "msg_1", Delivery: "dlv_1", Author: Voice{Person: "per_ama"}, Text: "I hear it", CreatedAt: at(13)},
		{ID: "msg_3", Delivery: "dlv_1", Author: Voice{Person: "per_ida"}, DeletedAt: at(14)},
		{ID: "msg_4", Delivery: "dlv_1", Author: Voice{Person: "per_ama"}, Text: "rude words", Moderation: &Moderation{Hidden: true}},
		{ID: "msg_5", Delivery: "dlv_4", Author: Voice{Person: "per_ida"}, Text: "about the work of cem"}}
	t.Shown = map[DeliveryID][]Shown{}
	for _, d := range t.Deliveries {
		t.Shown[d.ID] = VaultOpen.Show(d, nil, "")
	}
	t.Deliveries[0].Inspection = &Inspection{Passed: true, Findings: []Finding{{Code: "loud", Severity: Warn, Message: "-9 LUFS", Fix: "Turn it down.", File: "take.wav", From: 2}}}
	return t
}

func filesOf(t *testing.T, x Takeover) ([]string, map[string]string) {
	t.Helper()
	files, err := x.Files()
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	content := map[string]string{}
	for _, f := range files {
		order = append(order, f.Path)
		content[f.Path] = string(f.Text)
		if f.Stored != nil {
			content[f.Path] = "stored " + f.Stored.SHA256
		}
	}
	return order, content
}

func TestATakeoverPackHoldsWhatTheNextSellerNeeds(t *testing.T) {
	order, content := filesOf(t, handedOn())
	want := []string{"brief.md", "comments.md", "record.json", "references/guide/guide.wav", "references/photo/me.png", "references/requirements.md",
		"upstream/click/click.wav", "versions/v1/take.wav", "versions/v1/TAKE (2).wav", "versions/v1/about (2).md", "versions/v1/about.md", "versions/v1/comments/score.png",
		"versions/v2/take.wav", "versions/v2/about.md", "versions/v3/take.wav", "versions/v3/about.md"}
	if !slices.Equal(order, want) {
		t.Fatalf("%q", order)
	}
	for path, says := range map[string][]string{
		"brief.md": {"# Drums", "1. Straight eights\n2. No fills\n   at all\n3. How fast? 120\n\n", "> Play it straight.", "- format: wav or flac\n- sample rate: 48000 Hz\n- at most 90 seconds long",
			"- 7 days to deliver after accepting\n- 2 revisions included\n- a delivery is reviewed within 3 days", "- the result is wanted on 2026-12-02\n- earlier seller 1 held it from 2026-11-02 10:00 UTC to 2026-11-03 15:00 UTC\n- earlier seller 2 held"},
		"comments.md": {"## Version 1, by earlier seller 1: revise", "- brief item 2, 1.5 to 3 s: a fill\n- nice\n", "## Said about version 1",
			"those who review, 2026", ", at 4.5 s:\n\n> late, @earlier-seller-1\n\n- versions/v1/comments/score.png", "> I hear it"},
		"references/requirements.md": {"## The lyrics\n\n> La\n> la\n", "## Which key\n\nNot answered.", "See references/photo/me.png."},
		"versions/v1/about.md":       {"- by earlier seller 1\n- submitted 2026-11-02 19:00 UTC\n- state: revised\n", "> take\n> # one", "It passed.\n\n- warn: -9 LUFS (take.wav, 2 s). Turn it down.", "- versions/v1/TAKE (2).wav (3 bytes, sha256 11)"},
		"versions/v3/about.md":       {"by earlier seller 2", "It was not inspected."},
		"versions/v1/TAKE (2).wav":   {"stored 11"},
	} {
		for _, text := range says {
			if !strings.Contains(content[path], text) {
				t.Errorf("%s does not say %q:\n%s", path, text, content[path])
			}
		}
	}
	var record takeoverRecord
	if err := json.Unmarshal([]byte(content["record.json"]), &record); err != nil || len(record.Versions) != 3 || len(record.Sellers) != 2 ||
		record.Versions[0].Files[1].Path != "versions/v1/TAKE (2).wav" || record.Versions[0].Files[1].Name != "TAKE.wav" || record.Versions[2].Seller != "earlier seller 2" {
		t.Errorf("%v %s", err, content["record.json"])
	}
}

// TestATakeoverPackTellsNoNamesAndNoPrices: neither who the others were nor what anybody earns, nor what the present seller
// did.
func TestATakeoverPackTellsNoNamesAndNoPrices(t *testing.T) {
	x := handedOn()
	x.SubGig.Offer = &Offer{ID: "off_3", Seller: "per_cem"}
	_, content := filesOf(t, x)
	for path, text := range content {
		for _, secret := range []string{"per_", "12000", "120.00", "987654321", "off_", "dlv_", "for cem alone", "not theirs", "stored 40", "price"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s tells %q:\n%s", path, secret, text)
			}
		}
	}
}

func TestATakeoverPackIsTheSameEachTime(t *testing.T) {
	a, errA := handedOn().Files()
	b, errB := handedOn().Files()
	if errA != nil || errB != nil || !slices.EqualFunc(a, b, func(x, y TakeoverFile) bool {
		return x.Path == y.Path && bytes.Equal(x.Text, y.Text) && (x.Stored == nil) == (y.Stored == nil)
	}) {
		t.Error("the same facts give two packs")
	}
}

func TestATakeoverPackHoldsPreviewsOfWhatIsInTheVault(t *testing.T) {
	x := handedOn()
	x.Shown["dlv_1"] = []Shown{{DeliveryFile: x.Deliveries[0].Files[0], Vaulted: true, Previews: []string{"pre/10/preview.mp3"}}, {DeliveryFile: x.Deliveries[0].Files[1], Vaulted: true}}
	files, err := x.Files()
	if err != nil {
		t.Fatal(err)
	}
	previews := map[string]string{}
	for _, f := range files {
		if f.Preview != "" {
			previews[f.Path] = f.Preview
		} else if f.Stored != nil && strings.HasPrefix(f.Path, "versions/v1/") && !strings.HasPrefix(f.Path, "versions/v1/comments/") {
			t.Errorf("%s is an original", f.Path)
		}
	}
	if len(previews) != 1 || previews["versions/v1/take.preview.mp3"] != "pre/10/preview.mp3" {
		t.Errorf("%v", previews)
	}
	_, content := filesOf(t, x)
	for _, text := range []string{"- versions/v1/take.preview.mp3, a preview of take.wav, which is in the vault", "- TAKE.wav is in the vault until it is paid for (3 bytes"} {
		if !strings.Contains(content["versions/v1/about.md"], text) {
			t.Errorf("no %q in %s", text, content["versions/v1/about.md"])
		}
	}
}

func TestThereIsNothingToTakeOverFromNobody(t *testing.T) {
	x := handedOn()
	x.Assignments = x.Assignments[2:]
	if _, err := x.Files(); CodeOf(err) != Conflict {
		t.Errorf("%v", err)
	}
}

// TestSomebodyWhoComesBack keeps the first name, and what they did the first time is there.
func TestSomebodyWhoComesBack(t *testing.T) {
	x := handedOn()
	x.Assignments[2].Seller, x.Deliveries[3].Seller = "per_ama", "per_ama"
	order, content := filesOf(t, x)
	if slices.Contains(order, "versions/v4/take.wav") || !slices.Contains(order, "versions/v1/take.wav") || strings.Contains(content["brief.md"], "seller 3") {
		t.Errorf("%q", order)
	}
	x.Assignments[2].Until = day().Add(70 * time.Hour)
	if order, content = filesOf(t, x); !slices.Contains(order, "versions/v4/take.wav") || !strings.Contains(content["versions/v4/about.md"], "by earlier seller 1") {
		t.Errorf("%q", order)
	}
}

func TestAssignmentsAreReadFromWhatHappened(t *testing.T) {
	now := day()
	event := func(kind LogKind, o OfferID, hours int) Event {
		return Event{LogEvent: LogEvent{Kind: kind, Offer: o, At: now.Add(time.Duration(hours) * time.Hour)}}
	}
	events := []Event{event(LogOfferMade, "off_1", 0), event(LogOfferDeclined, "off_1", 1), event(LogOfferMade, "off_2", 1), event(LogOfferAccepted, "off_2", 2),
		event(LogOfferMade, "off_3", 5), event(LogOfferAccepted, "off_3", 6), event(LogOfferAccepted, "off_9", 7)}
	offers := []OfferRecord{{Offer: Offer{ID: "off_3", Seller: "per_c", State: OfferAccepted, Answered: now.Add(6 * time.Hour)}},
		{Offer: Offer{ID: "off_2", Seller: "per_b", State: OfferWithdrawn, Answered: now.Add(5 * time.Hour)}}, {Offer: Offer{ID: "off_1", State: OfferDeclined}}}
	got := Assignments(events, offers)
	want := []Assignment{{"off_2", "per_b", now.Add(2 * time.Hour), now.Add(5 * time.Hour)}, {"off_3", "per_c", now.Add(6 * time.Hour), time.Time{}}}
	if !slices.Equal(got, want) || !got[0].Ended() || got[1].Ended() {
		t.Errorf("%+v", got)
	}
	if !got[0].Covers("per_b", now.Add(5*time.Hour)) || got[0].Covers("per_b", now.Add(6*time.Hour)) || got[0].Covers("per_c", now.Add(3*time.Hour)) {
		t.Error("an assignment covers what its seller did while it lasted")
	}
}

func TestASpecInWords(t *testing.T) {
	peak := -1.0
	s := Spec{Kind: KindAudio, Formats: []string{"wav"}, SampleRates: []int{44100, 48000}, MinBitDepth: 24, Channels: []int{1, 2}, MinSeconds: 5, MaxSeconds: 9.5,
		MinLUFS: -20, MaxLUFS: -14, MaxPeakDBFS: &peak, MaxBytes: 10, AlignGuide: true}
	want := "a sound file; format: wav; sample rate: 44100 or 48000 Hz; at least 24 bits a sample; channels: 1 or 2; at least 5 seconds long; at most 9.5 seconds long; " +
		"not quieter than -20 LUFS (EBU R 128); not louder than -14 LUFS (EBU R 128); no sample peak above -1 dBFS; at most 10 bytes; starts with the guide among the references"
	if got := strings.Join(s.Sentences(), "; "); got != want {
		t.Error(got)
	}
	if got := (Spec{Kind: KindFile}).Sentences(); !slices.Equal(got, []string{"a file"}) {
		t.Errorf("%q", got)
	}
}
