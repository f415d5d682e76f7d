package project

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var tellDay = time.Date(2026, 3, 4, 10, 20, 0, 0, time.UTC) // a wednesday

// around is a project with a buyer, a producer, ama who holds the drums, ben who held them before, and cem who is asked.
func around() Circle {
	at := func(h int) time.Time { return tellDay.Add(time.Duration(h) * time.Hour) }
	offer := func(id OfferID, seller PersonID, state OfferState, made, answered time.Time) OfferRecord {
		return OfferRecord{Offer: Offer{ID: id, SubGig: "drums", Seller: seller, State: state, Made: made, Answered: answered}}
	}
	return Circle{Project: Project{ID: "prj_1", Buyer: "buyer", Producer: "producer"}, Operators: []PersonID{"operator"},
		Offers: []OfferRecord{offer("off_2", "ama", OfferAccepted, at(-5), at(-4)), offer("off_1", "ben", OfferWithdrawn, at(-10), at(-5)), offer("off_0", "cem", OfferOpen, at(-12), time.Time{})},
		Proposals: map[ProposalID]ProposalRecord{"mine": {Proposal: Proposal{By: SideSeller, Offer: "off_2"}}, "theirs": {Proposal: Proposal{By: SideProducer, Offer: "off_2"}},
			"asks": {Proposal: Proposal{By: SideSeller, Offer: "off_0"}}},
		Messages: map[MessageID]Message{"msg_1": {Author: Voice{Person: "ama"}, Text: "@ben @ama", Mentions: []Mention{{"ben", Voice{Person: "ben"}}, {"ama", Voice{Person: "ama"}}}},
			"msg_2": {Author: Voice{Person: "ben"}, Mentions: []Mention{{"ama", Voice{Person: "ama"}}}, Moderation: &Moderation{Hidden: true}}},
		Readers: map[string][]PersonID{"3": {"ama", "ben"}}, Rooms: map[RoomName][]PersonID{"section-0": {"producer", "ama", "ben", "dan"}, "project": {"ama", "ben"}}}
}

func TestWhoIsToldOfWhat(t *testing.T) {
	for _, c := range []struct {
		event LogEvent
		want  string
	}{
		{LogEvent{Kind: LogOfferMade, Actor: "cem"}, "offer:cem"},
		{LogEvent{Kind: LogOfferAccepted, Actor: "ama"}, "accepted:producer"},
		{LogEvent{Kind: LogOfferDeclined, Actor: "cem"}, "declined:producer"},
		{LogEvent{Kind: LogOfferExpired, Actor: "cem"}, "offer_ended:cem declined:producer"},
		{LogEvent{Kind: LogReminder, Actor: "ama", Detail: "working/half"}, "reminder:ama"},
		{LogEvent{Kind: LogReminder, Detail: "in_review/half"}, "reminder:producer"},
		{LogEvent{Kind: LogReminder, Detail: "waiting/half"}, "reminder:buyer"},
		{LogEvent{Kind: LogOverdue, Actor: "ama"}, "overdue:ama late:producer"},
		{LogEvent{Kind: LogReviewOverdue, Actor: "ama"}, "overdue:producer late:ama"},
		{LogEvent{Kind: LogSupplyOverdue}, "overdue:buyer"},
		{LogEvent{Kind: LogTakenOver, Actor: "ama"}, "taken_over:ama seller_left:producer"},
		{LogEvent{Kind: LogProposed, Actor: "cem", Detail: "question", Proposal: "asks"}, "question:producer"},
		{LogEvent{Kind: LogProposed, Actor: "producer", Detail: "change_order", Proposal: "theirs"}, "proposal:ama"},
		{LogEvent{Kind: LogAgreed, Actor: "producer", Proposal: "asks"}, "answered:cem"},
		{LogEvent{Kind: LogLapsed, Proposal: "theirs"}, "answered:producer"},
		{LogEvent{Kind: LogDelivered, Actor: "ama"}, "delivered:producer"},
		{LogEvent{Kind: LogInspectionFailed}, "not_passed:ama"},
		{LogEvent{Kind: LogInspectionPassed}, ""},
		{LogEvent{Kind: LogApproved, Actor: "producer"}, "approved:ama"},
		{LogEvent{Kind: LogRevisionAsked, Actor: "producer"}, "revision:ama"},
		{LogEvent{Kind: LogDisputeMoved, Detail: string(StageOperator)}, "dispute:ama dispute:producer escalated:operator"},
		{LogEvent{Kind: LogDisputeOpened, Actor: "ama", Detail: string(StageDirect)}, "dispute:producer"},
		{LogEvent{Kind: LogPayoutSent, Actor: "ama"}, "paid:ama"},
		{LogEvent{Kind: LogFinalBuilt}, "final:buyer"},
		{LogEvent{Kind: LogProjectState, Actor: "buyer", Detail: "completed"}, "ended:producer"},
		{LogEvent{Kind: LogProjectState, Detail: "running"}, ""},
		{LogEvent{Kind: LogPreviewBuilt}, ""},
		{LogEvent{Kind: LogWebhookDisabled, Actor: "producer", Detail: "whk_1/failing"}, "webhook:producer webhook:operator"},
		{LogEvent{Kind: LogSaid, Actor: "ama", Detail: "section-0/msg_1"}, "mention:ben message:producer message:dan"},
		{LogEvent{Kind: LogSaid, Actor: "ben", Detail: "project/msg_2"}, ""},
		{LogEvent{Kind: LogCommented, Actor: "ben", Detail: "msg_1"}, "mention:ama comment:producer"},
		{LogEvent{Kind: LogMessageHidden, Actor: "producer", Detail: "project/msg_1"}, "moderated:ama"},
		{LogEvent{Kind: LogMessageReported, Actor: "ben", Detail: "project/msg_1"}, "reported:producer"},
		{LogEvent{Kind: LogMessageAppealed, Actor: "ama", Detail: "project/msg_1"}, "escalated:operator"},
		{LogEvent{Kind: LogPinned, Actor: "producer", Detail: "3"}, "brief:ama brief:ben"},
	} {
		c.event.SubGig, c.event.At = "drums", tellDay
		var got []string
		for _, n := range around().Notices(Event{Seq: 7, Project: "prj_1", LogEvent: c.event}) {
			got = append(got, fmt.Sprintf("%s:%s", n.Kind, n.To))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: %v, want %s", c.event.Kind, c.event.Detail, got, c.want)
		}
	}
}

// TestWhatHappenedToTheFormerSellerIsTheirs: at the moment at which one leaves and the next is asked.
func TestWhatHappenedToTheFormerSellerIsTheirs(t *testing.T) {
	e := Event{Seq: 1, Project: "prj_1", LogEvent: LogEvent{Kind: LogReleased, Actor: "producer", SubGig: "drums", At: tellDay.Add(-5 * time.Hour)}}
	if got := around().Notices(e); len(got) != 1 || got[0].To != "ben" {
		t.Errorf("%+v", got)
	}
}

// TestEveryKindOfNoticeComesFromAnEvent, but for what tells of letters, and each is known as one.
func TestEveryKindOfNoticeComesFromAnEvent(t *testing.T) {
	made := map[NoticeKind]bool{NoticeLetterStuck: true, NoticeQuestion: true, NoticeLevel: true, NoticeDemotion: true}
	for _, all := range words() {
		for _, w := range all {
			made[w.kind] = true
			if w.kind.Class() == "" {
				t.Errorf("%s has no class", w.kind)
			}
		}
	}
	for _, k := range NoticeKinds() {
		if !made[k] {
			t.Errorf("nothing is told as %s", k)
		}
	}
}

func TestHowSomebodyIsTold(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*3600)
	n := Notice{ID: "not_1", To: "ama", Kind: NoticeApproved, Project: "prj_1", At: tellDay}
	reader := Person{ID: "ama", Email: "ama@example.org"}
	got, letter := n.Addressed(reader, nil, tokyo, tellDay)
	if letter == nil || letter.Kind != "approved" || !letter.At.Equal(tellDay) || got.Letter != letter.ID || !got.Shown {
		t.Errorf("by default %+v %+v", got, letter)
	}
	for choice, want := range map[Cadence]string{Hourly: "digest_hourly 2026-03-04T11:00:00Z", Daily: "digest_daily 2026-03-04T23:00:00Z", Weekly: "digest_weekly 2026-03-08T23:00:00Z"} {
		_, letter := n.Addressed(reader, []Choice{{Kind: string(ClassWork), Mail: choice}}, tokyo, tellDay)
		if text := string(letter.Kind) + " " + letter.At.UTC().Format(time.RFC3339); text != want {
			t.Errorf("%s: %s", choice, text)
		}
	}
	got, letter = n.Addressed(reader, []Choice{{Kind: string(ClassWork), Mail: Now}, {Kind: "approved", Mail: Never, Inside: true}}, tokyo, tellDay)
	if letter != nil || got.Letter != "" || !got.Shown {
		t.Errorf("never %+v %+v", got, letter)
	}
	if _, letter = n.Addressed(Person{ID: "ama"}, nil, tokyo, tellDay); letter != nil {
		t.Error("somebody without an address gets a letter")
	}
}

// TestALivelyRoomIsOneNoticeAnHour, in a digest of the day, and each room its own.
func TestALivelyRoomIsOneNoticeAnHour(t *testing.T) {
	c, ids := around(), map[NoticeID]int{}
	for i, room := range []RoomName{"section-0", "section-0", "project", "section-0"} {
		at := tellDay.Add(map[bool]time.Duration{true: time.Hour}[i == 3])
		e := Event{Seq: int64(i), Project: "prj_1", LogEvent: LogEvent{Kind: LogSaid, Actor: "ama", Detail: string(room) + "/msg_3", At: at}}
		c.Messages["msg_3"] = Message{Author: Voice{Person: "ama"}, Text: "hello"}
		for _, n := range c.Notices(e) {
			if n.To != "ben" {
				continue
			}
			ids[n.ID]++
			if _, letter := n.Addressed(Person{ID: "ben", Email: "b@example.org"}, nil, time.UTC, at); letter == nil || letter.Kind != DigestKind(Daily) {
				t.Errorf("%+v", letter)
			}
		}
	}
	if len(ids) != 3 {
		t.Errorf("%d notices of two rooms in two hours: %v", len(ids), ids)
	}
}

// TestTwoNoticesOfAnHourAreOneDigest, and a third of the next hour is another.
func TestTwoNoticesOfAnHourAreOneDigest(t *testing.T) {
	reader, chosen := Person{ID: "ama", Email: "a@example.org"}, []Choice{{Kind: "offer", Mail: Hourly}}
	var ids []LetterID
	for _, after := range []time.Duration{0, 10 * time.Minute, 39*time.Minute + 30*time.Second} {
		n := Notice{ID: NoticeID(fmt.Sprint(after)), To: "ama", Kind: NoticeOffer}
		_, letter := n.Addressed(reader, chosen, time.UTC, tellDay.Add(after))
		ids = append(ids, letter.ID)
	}
	if ids[0] != ids[1] || ids[1] == ids[2] {
		t.Errorf("%v", ids)
	}
}

func TestADigestComesAtEightByTheClockOnTheWall(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	before := time.Date(2026, 3, 28, 12, 0, 0, 0, berlin) // the clocks change in the night after
	if next := NextDigest(Daily, berlin, before); next.In(berlin).Hour() != 8 || next.Sub(before) != 19*time.Hour {
		t.Errorf("%s", next)
	}
}

func TestUnsubscribing(t *testing.T) {
	chosen := []Choice{{Kind: "work", Mail: Daily}, {Kind: "offer", Mail: Daily}}
	ended := Unsubscribed(chosen, "offer")
	if len(ended) != 1 || ended[0].Kind != "offer" || ended[0].Mail != Never {
		t.Errorf("of a kind %+v", ended)
	}
	for _, c := range Unsubscribed(chosen, DigestKind(Daily)) {
		chosen = append(chosen, c)
		if c.Mail != Never || ChoiceFor(chosen[:2], NoticeKind(c.Kind)).Mail != Daily {
			t.Errorf("of a digest %+v", c)
		}
	}
	if got := Unsubscribed(nil, LetterBulletin); len(got) != 1 || got[0].Kind != "bulletin" {
		t.Errorf("of the bulletin %+v", got)
	}
	token := UnsubscribeToken("key", "per_1", "offer")
	if p, k, err := ReadUnsubscribe("key", token); p != "per_1" || k != "offer" || err != nil {
		t.Errorf("%s %s %v", p, k, err)
	}
	for _, wrong := range []string{"", "per_1.offer", strings.Replace(token, "per_1", "per_2", 1), strings.Replace(token, "offer", "tip", 1), UnsubscribeToken("other", "per_1", "offer")} {
		if _, _, err := ReadUnsubscribe("key", wrong); CodeOf(err) != NotFound {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestChoicesThatAreNone(t *testing.T) {
	for _, c := range []Choice{{Kind: "sign_in", Mail: Never}, {Kind: "invitation", Mail: Daily}, {Kind: "offers", Mail: Now}, {Kind: "offer", Mail: "monthly"}, {Kind: "bulletin", Mail: Hourly}} {
		if CodeOf(c.Check()) != Invalid {
			t.Errorf("%+v", c)
		}
	}
	for _, c := range ChoicesOf(nil) {
		if err := c.Check(); err != nil || c.Kind != "bulletin" && !slices.Contains(NoticeKinds(), NoticeKind(c.Kind)) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
