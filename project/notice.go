package project

import (
	"context"
	"slices"
	"time"
)

// Notice is something that one person is told inside of the application, and perhaps by a letter too.
type Notice struct {
	ID      NoticeID
	To      PersonID
	Kind    NoticeKind
	Project ProjectID
	SubGig  SubGigID // empty when it is about none
	Detail  string   // a code word, as in the log
	Letter  LetterID // which tells it too; empty for none
	Shown   bool     // inside
	Push    bool     // in the browsers of the person, once; not kept
	At      time.Time
	ReadAt  time.Time // zero until it was read
}

// Titles looks up what projects and sub-gigs are called, each once.
type Titles struct {
	records  Records
	projects map[ProjectID]string
	subGigs  map[SubGigID]string
}

// NewTitles begins with nothing looked up.
func NewTitles(r Records) Titles {
	return Titles{records: r, projects: map[ProjectID]string{}, subGigs: map[SubGigID]string{}}
}

// Fill adds the titles of what something is about to its merge fields, as project and sub_gig; none for an empty id.
func (t Titles) Fill(ctx context.Context, fields map[string]string, id ProjectID, sub SubGigID) error {
	if id != "" {
		if _, known := t.projects[id]; !known {
			p, err := t.records.Project(ctx, id)
			if err != nil {
				return err
			}
			t.projects[id] = p.Title
		}
		fields["project"] = t.projects[id]
	}
	if sub != "" {
		if _, known := t.subGigs[sub]; !known {
			g, err := t.records.SubGig(ctx, sub)
			if err != nil {
				return err
			}
			t.subGigs[sub] = g.Title
		}
		fields["sub_gig"] = t.subGigs[sub]
	}
	return nil
}

// Operators lists who runs the instance. It reads everybody, which happens only when something is theirs to look at.
func Operators(ctx context.Context, r Records) ([]PersonID, error) {
	const atOnce = 200
	var all []PersonID
	for after := ""; ; {
		people, err := r.People(ctx, after, atOnce)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if slices.Contains(p.Roles, RoleOperator) {
				all = append(all, p.ID)
			}
			after = p.Handle
		}
		if len(people) < atOnce {
			return all, nil
		}
	}
}

// NoticeKind names what somebody is told.
type NoticeKind string

// The kinds of notice.
const (
	NoticeOffer        NoticeKind = "offer"         // you are asked
	NoticeOfferEnded   NoticeKind = "offer_ended"   // you are asked no more
	NoticeAccepted     NoticeKind = "accepted"      // a seller has accepted
	NoticeDeclined     NoticeKind = "declined"      // a seller has declined, or stayed silent
	NoticeNobodyLeft   NoticeKind = "nobody_left"   // nobody is left to ask
	NoticeReminder     NoticeKind = "reminder"      // your clock runs; detail: the state and the mark
	NoticeOverdue      NoticeKind = "overdue"       // your clock has run out; the grace runs
	NoticeLate         NoticeKind = "late"          // the clock of somebody you wait for has run out
	NoticeTakenOver    NoticeKind = "taken_over"    // it is not yours any more
	NoticeSellerLeft   NoticeKind = "seller_left"   // the seller has gone, the next is asked
	NoticeQuestion     NoticeKind = "question"      // somebody asks you
	NoticeProposal     NoticeKind = "proposal"      // detail: the kind of proposal
	NoticeAnswered     NoticeKind = "answered"      // what you asked or proposed has its answer; detail: the kind of proposal
	NoticeMention      NoticeKind = "mention"       // a message mentions you; detail: as in the log
	NoticeMessage      NoticeKind = "message"       // something was said in a room that you are in; detail: as in the log
	NoticeComment      NoticeKind = "comment"       // something was said about a delivery or the result
	NoticeModerated    NoticeKind = "moderated"     // your message was hidden, or is shown again
	NoticeReported     NoticeKind = "reported"      // somebody asks you to look at a message
	NoticeBrief        NoticeKind = "brief"         // an answer was added to your brief; detail: its version
	NoticeDelivered    NoticeKind = "delivered"     // a delivery is there
	NoticeNotPassed    NoticeKind = "not_passed"    // your delivery has not passed inspection
	NoticeApproved     NoticeKind = "approved"      // your delivery is approved
	NoticeRevision     NoticeKind = "revision"      // your delivery is asked for again
	NoticeReopened     NoticeKind = "reopened"      // your approved delivery is to be replaced
	NoticeCancelled    NoticeKind = "cancelled"     // your sub-gig is cancelled
	NoticeChanged      NoticeKind = "changed"       // what your sub-gig asks for has changed
	NoticePaused       NoticeKind = "paused"        // your sub-gig stands still
	NoticeResumed      NoticeKind = "resumed"       // it goes on
	NoticeDispute      NoticeKind = "dispute"       // a dispute was opened or has moved; detail: the stage
	NoticeRuling       NoticeKind = "ruling"        // a dispute is settled or ruled on
	NoticeSupply       NoticeKind = "supply"        // something of yours is missing
	NoticeFinal        NoticeKind = "final"         // the final is ready
	NoticeFinalWaits   NoticeKind = "final_waits"   // the final waits for you
	NoticeBuildFailed  NoticeKind = "build_failed"  // the result could not be built
	NoticeEnded        NoticeKind = "ended"         // the project has ended; detail: how
	NoticeCredits      NoticeKind = "credits"       // they are public; say whether you are named
	NoticePaid         NoticeKind = "paid"          // a payout was sent to you
	NoticePayoutFailed NoticeKind = "payout_failed" // a payout to you came back
	NoticeTip          NoticeKind = "tip"
	NoticeChargedBack  NoticeKind = "charged_back" // your bank took money back
	NoticeRated        NoticeKind = "rated"
	NoticeAppeal       NoticeKind = "appeal"       // your appeal is decided
	NoticeLetterStuck  NoticeKind = "letter_stuck" // for operators: a letter did not arrive, or may not have; detail: its state
	NoticeWebhook      NoticeKind = "webhook"      // for operators and who made it: a webhook was disabled; detail: its id and why
	NoticeLevel        NoticeKind = "level"        // you are trusted further; detail: the level, and what it came with
	NoticeDemotion     NoticeKind = "demotion"     // a demotion is announced to you; detail: likewise
	NoticeEscalated    NoticeKind = "escalated"    // for operators: it is theirs to decide
)

// NoticeClass is what several kinds have in common, so that they can be chosen together.
type NoticeClass string

// The classes.
const (
	ClassCasting  NoticeClass = "casting"
	ClassClock    NoticeClass = "clock"
	ClassTalk     NoticeClass = "talk"
	ClassWork     NoticeClass = "work"
	ClassMoney    NoticeClass = "money"
	ClassResult   NoticeClass = "result"
	ClassTrust    NoticeClass = "trust"
	ClassInstance NoticeClass = "instance" // for operators, and who keeps webhooks
	ClassBulletin NoticeClass = "bulletin" // what has happened in a project, from time to time
)

// noticeRule says what belongs to a kind.
type noticeRule struct {
	kind   NoticeKind
	class  NoticeClass
	mail   Cadence // when nothing else is chosen
	subGig bool    // it is about a sub-gig
}

// noticeRules lists every kind. What somebody has to act on is told now, the rest in the hour or the day.
func noticeRules() []noticeRule {
	return []noticeRule{
		{NoticeOffer, ClassCasting, Now, true}, {NoticeOfferEnded, ClassCasting, Hourly, true}, {NoticeAccepted, ClassCasting, Daily, true},
		{NoticeDeclined, ClassCasting, Daily, true}, {NoticeNobodyLeft, ClassCasting, Now, true},
		{NoticeReminder, ClassClock, Now, true}, {NoticeOverdue, ClassClock, Now, true}, {NoticeLate, ClassClock, Hourly, true},
		{NoticeTakenOver, ClassClock, Now, true}, {NoticeSellerLeft, ClassClock, Hourly, true},
		{NoticeQuestion, ClassTalk, Now, true}, {NoticeProposal, ClassTalk, Now, true}, {NoticeAnswered, ClassTalk, Now, true},
		{NoticeDispute, ClassTalk, Now, true}, {NoticeRuling, ClassTalk, Now, true},
		{NoticeMention, ClassTalk, Now, false}, {NoticeMessage, ClassTalk, Daily, false}, {NoticeComment, ClassTalk, Hourly, false}, {NoticeModerated, ClassTalk, Now, false},
		{NoticeReported, ClassTalk, Now, false}, {NoticeBrief, ClassWork, Now, false},
		{NoticeDelivered, ClassWork, Hourly, true}, {NoticeNotPassed, ClassWork, Now, true}, {NoticeApproved, ClassWork, Now, true},
		{NoticeRevision, ClassWork, Now, true}, {NoticeReopened, ClassWork, Now, true}, {NoticeCancelled, ClassWork, Now, true},
		{NoticeChanged, ClassWork, Now, true}, {NoticePaused, ClassWork, Hourly, true}, {NoticeResumed, ClassWork, Hourly, true},
		{NoticeSupply, ClassResult, Now, true}, {NoticeFinal, ClassResult, Now, false}, {NoticeFinalWaits, ClassResult, Now, false},
		{NoticeBuildFailed, ClassResult, Now, false}, {NoticeEnded, ClassResult, Daily, false}, {NoticeCredits, ClassResult, Now, false},
		{NoticePaid, ClassMoney, Daily, false}, {NoticePayoutFailed, ClassMoney, Now, false}, {NoticeTip, ClassMoney, Now, false},
		{NoticeChargedBack, ClassMoney, Now, false},
		{NoticeRated, ClassTrust, Daily, true}, {NoticeAppeal, ClassTrust, Now, false}, {NoticeLevel, ClassTrust, Now, true}, {NoticeDemotion, ClassTrust, Now, true},
		{NoticeLetterStuck, ClassInstance, Never, false}, {NoticeWebhook, ClassInstance, Now, false}, {NoticeEscalated, ClassInstance, Now, false},
	}
}

// NoticeKinds lists every kind.
func NoticeKinds() []NoticeKind {
	var kinds []NoticeKind
	for _, r := range noticeRules() {
		kinds = append(kinds, r.kind)
	}
	return kinds
}

// NoticeClasses lists every class.
func NoticeClasses() []NoticeClass {
	return []NoticeClass{ClassCasting, ClassClock, ClassTalk, ClassWork, ClassMoney, ClassResult, ClassTrust, ClassInstance, ClassBulletin}
}

func ruleOfNotice(k NoticeKind) (noticeRule, bool) {
	rules := noticeRules()
	at := slices.IndexFunc(rules, func(r noticeRule) bool { return r.kind == k })
	if at < 0 {
		return noticeRule{}, false
	}
	return rules[at], true
}

// Class gives the class of a kind; empty for none.
func (k NoticeKind) Class() NoticeClass {
	r, _ := ruleOfNotice(k)
	return r.class
}

// NoticeFields lists the merge fields of a line about a kind.
func NoticeFields(k NoticeKind) []string {
	switch r, known := ruleOfNotice(k); {
	case k == NoticeLetterStuck, k == NoticeWebhook, !known:
		return nil
	case r.subGig:
		return []string{"project", "sub_gig"}
	}
	return []string{"project"}
}

// Untold is a project in whose log there is more than people were told of.
type Untold struct {
	Project ProjectID
	Seq     int64     // the last event that they were told of
	Week    time.Time // the last week for which the project's bulletin was put; zero for none
}

// Telling is what follows from a stretch of a project's log, written down whole or not at all.
type Telling struct {
	Untold            // as it was read
	To      int64     // the last event that people were told of now
	NewWeek time.Time // for which the bulletin is put with this
	Notices []Notice
	Letters []Letter
}

// NoticeFilter narrows a list of notices; zero fields ask for nothing.
type NoticeFilter struct {
	To      PersonID
	Project ProjectID
	Shown   bool // only what is told inside
	Unread  bool
	Letter  LetterID
}

// Unread is what one person has not read of what they are told inside.
type Unread struct {
	Count  int
	Newest NoticeID // and its kind; empty when Count is 0
	Kind   NoticeKind
}

// NoticeRecords keeps what people are told, how they want it told, and up to where the logs were told of.
type NoticeRecords interface {
	// Untold lists projects in whose log there is more than people were told of.
	Untold(ctx context.Context, limit int) ([]Untold, error)
	// Tell writes a telling down. Conflict when somebody else has told of the project since it was read.
	Tell(ctx context.Context, t Telling) error
	// Notices lists, newest first; the cursor is the notice's id.
	Notices(ctx context.Context, filter NoticeFilter, page Page) ([]Notice, error)
	// UnreadNotices counts those that are told inside and were not read.
	UnreadNotices(ctx context.Context, to PersonID) (int, error)
	// UnreadOf says what people have not read; who has read everything is absent.
	UnreadOf(ctx context.Context, people []PersonID) (map[PersonID]Unread, error)
	// ReadNotices marks notices of the person as read: those that are named, or all up to one that is named. What was read stays
	// as it is.
	ReadNotices(ctx context.Context, to PersonID, ids []NoticeID, upTo NoticeID, at time.Time) error
	// Choices gives what people have chosen.
	Choices(ctx context.Context, people []PersonID) (map[PersonID][]Choice, error)
	// PutChoices writes choices of a person over those that are there for the same kinds.
	PutChoices(ctx context.Context, person PersonID, choices []Choice, at time.Time) error
	// PutCalendar makes the hash of a secret the one of the person's calendar; the one before is none any more. An empty hash
	// takes the calendar away.
	PutCalendar(ctx context.Context, person PersonID, hash string, at time.Time) error
	// CalendarOf gives whose calendar has the hash. NotFound when there is none.
	CalendarOf(ctx context.Context, hash string) (PersonID, error)
	// InstanceKey gives the key of the name; fresh becomes it when there is none yet.
	InstanceKey(ctx context.Context, name, fresh string) (string, error)
}
