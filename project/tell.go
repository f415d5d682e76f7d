package project

import (
	"fmt"
	"slices"
	"time"
)

// hearer is whom an event concerns.
type hearer int

const (
	toActor    hearer = iota // the event names them as its actor
	toHolder                 // whose sub-gig it was at the time
	toProducer               // or the buyer, where nobody else produces
	toBuyer
	toOther    // the other side of a proposal
	toMaker    // who made the proposal that is answered
	toAwaited  // whose clock runs
	toOperator // where it is theirs to decide
	toMentioned
	toAuthor  // of the message
	toReaders // whose brief has the answer
	toRoom    // everybody who is in it
	toUnasked // whose part is in public credits, and who have not said whether they are named
)

// word is one notice that an event may become.
type word struct {
	kind NoticeKind
	to   hearer
}

// words says who is told of what: of each kind of event, whom it concerns and as what. What is not here is in the log for
// whoever looks.
func words() map[LogKind][]word {
	return map[LogKind][]word{
		LogOfferMade: {{NoticeOffer, toActor}}, LogOfferExpired: {{NoticeOfferEnded, toActor}, {NoticeDeclined, toProducer}},
		LogOfferWithdrawn: {{NoticeOfferEnded, toActor}}, LogOfferAccepted: {{NoticeAccepted, toProducer}}, LogOfferDeclined: {{NoticeDeclined, toProducer}},
		LogCastExhausted: {{NoticeNobodyLeft, toProducer}}, LogCastOverdue: {{NoticeNobodyLeft, toProducer}},
		LogReminder: {{NoticeReminder, toAwaited}}, LogOverdue: {{NoticeOverdue, toActor}, {NoticeLate, toProducer}},
		LogReviewOverdue: {{NoticeOverdue, toProducer}, {NoticeLate, toActor}}, LogSupplyOverdue: {{NoticeOverdue, toBuyer}},
		LogTakenOver: {{NoticeTakenOver, toActor}, {NoticeSellerLeft, toProducer}}, LogReleased: {{NoticeTakenOver, toHolder}},
		LogSteppedOut: {{NoticeSellerLeft, toProducer}}, LogLeaveTaken: {{NoticeSellerLeft, toProducer}},
		LogProposed: {{NoticeProposal, toOther}}, LogAgreed: {{NoticeAnswered, toMaker}}, LogRefused: {{NoticeAnswered, toMaker}}, LogLapsed: {{NoticeAnswered, toMaker}},
		LogDelivered: {{NoticeDelivered, toProducer}}, LogInspectionFailed: {{NoticeNotPassed, toHolder}},
		LogApproved: {{NoticeApproved, toHolder}}, LogRevisionAsked: {{NoticeRevision, toHolder}}, LogReopened: {{NoticeReopened, toHolder}},
		LogSubGigCancelled: {{NoticeCancelled, toHolder}}, LogAmended: {{NoticeChanged, toHolder}}, LogPaused: {{NoticePaused, toHolder}}, LogResumed: {{NoticeResumed, toHolder}},
		LogDisputeOpened: {{NoticeDispute, toHolder}, {NoticeDispute, toProducer}, {NoticeEscalated, toOperator}},
		LogDisputeMoved:  {{NoticeDispute, toHolder}, {NoticeDispute, toProducer}, {NoticeEscalated, toOperator}},
		LogRuled:         {{NoticeRuling, toHolder}, {NoticeRuling, toProducer}}, LogDisputeSettled: {{NoticeRuling, toHolder}, {NoticeRuling, toProducer}},
		LogDisputeRuled:     {{NoticeRuling, toActor}, {NoticeRuling, toProducer}},
		LogRequirementAsked: {{NoticeSupply, toBuyer}}, LogFinalBuilt: {{NoticeFinal, toBuyer}}, LogFinalReminder: {{NoticeFinalWaits, toBuyer}},
		LogFinalEscalated: {{NoticeFinalWaits, toBuyer}, {NoticeEscalated, toOperator}}, LogBuildFailed: {{NoticeBuildFailed, toProducer}},
		LogProjectState: {{NoticeEnded, toBuyer}, {NoticeEnded, toProducer}},
		LogPayoutSent:   {{NoticePaid, toActor}}, LogPayoutReturned: {{NoticePayoutFailed, toActor}}, LogTipGiven: {{NoticeTip, toActor}},
		LogChargedBack: {{NoticeChargedBack, toBuyer}}, LogRated: {{NoticeRated, toHolder}},
		LogSaid: {{NoticeMention, toMentioned}, {NoticeMessage, toRoom}}, LogCommented: {{NoticeMention, toMentioned}, {NoticeComment, toHolder}, {NoticeComment, toProducer}},
		LogMessageHidden: {{NoticeModerated, toAuthor}}, LogMessageRestored: {{NoticeModerated, toAuthor}},
		LogMessageReported: {{NoticeReported, toProducer}}, LogMessageAppealed: {{NoticeEscalated, toOperator}}, LogPinned: {{NoticeBrief, toReaders}},
		LogWebhookDisabled:  {{NoticeWebhook, toActor}, {NoticeWebhook, toOperator}},
		LogCreditsPublished: {{NoticeCredits, toUnasked}},
		LogAppealUpheld:     {{NoticeAppeal, toActor}}, LogAppealDismissed: {{NoticeAppeal, toActor}},
	}
}

// Circle is who is around a project: all that has to be known to say whom its events concern.
type Circle struct {
	Project   Project
	Offers    []OfferRecord // of the sub-gigs that the events name
	Proposals map[ProposalID]ProposalRecord
	Operators []PersonID
	Messages  map[MessageID]Message // that the events are about
	Readers   map[string][]PersonID // by the version of a pinned answer, whose briefs it is in
	Rooms     map[RoomName][]PersonID
	Unasked   []PersonID // who made parts and have not said whether they are named in public
}

// Notices gives what people are told of an event, one notice to each of them. Nobody is told of what they did themselves.
func (c Circle) Notices(e Event) []Notice {
	var out []Notice
	for _, w := range words()[e.Kind] {
		kind := w.kind
		if !telling(e, w) {
			continue
		}
		if kind == NoticeProposal && e.Detail == string(Question) {
			kind = NoticeQuestion
		}
		for _, to := range c.hear(e, w.to) {
			if to == "" || to == e.Actor && w.to != toActor && w.to != toAwaited || slices.ContainsFunc(out, func(n Notice) bool { return n.To == to }) {
				continue
			}
			out = append(out, Notice{ID: kind.id(e, to), To: to, Kind: kind, Project: e.Project, SubGig: e.SubGig, Detail: e.Detail, At: e.At})
		}
	}
	return out
}

// id makes the same notice of the same event. What is said in a room in an hour is one notice, so that a lively room floods nobody.
func (k NoticeKind) id(e Event, to PersonID) NoticeID {
	if k == NoticeMessage {
		hour := e.At.Truncate(time.Hour)
		return NoticeID(NewID(PrefixNotice, hour, fmt.Sprintf("%s/%s/%s/%s", e.Project, e.RoomOf(), hour.UTC().Format(time.RFC3339), to)))
	}
	return NoticeID(NewID(PrefixNotice, e.At, fmt.Sprintf("%s/%d/%s", e.Project, e.Seq, to)))
}

// telling leaves out what only some details of an event make worth a notice.
func telling(e Event, w word) bool {
	switch {
	case e.Kind == LogProjectState:
		return ProjectState(e.Detail).Ended()
	case w.to == toOperator && (e.Kind == LogDisputeOpened || e.Kind == LogDisputeMoved):
		return e.Detail == string(StageOperator)
	}
	return true
}

// hear names the people behind a hearer.
func (c Circle) hear(e Event, h hearer) []PersonID {
	switch h {
	case toActor:
		return []PersonID{e.Actor}
	case toHolder:
		return []PersonID{c.holder(e)}
	case toProducer:
		return []PersonID{c.producer()}
	case toBuyer:
		return []PersonID{c.Project.Buyer}
	case toOperator:
		return c.Operators
	case toAwaited:
		return []PersonID{c.awaited(e)}
	case toOther:
		return []PersonID{c.across(e, c.Proposals[e.Proposal].By)}
	case toMentioned:
		return c.mentioned(e)
	case toAuthor:
		return []PersonID{c.Messages[e.MessageOf()].Author.Person}
	case toReaders:
		return c.Readers[e.Detail]
	case toRoom:
		return c.inRoom(e)
	case toUnasked:
		return c.Unasked
	}
	if c.Proposals[e.Proposal].By == SideSeller { // toMaker
		return []PersonID{c.across(e, SideProducer)}
	}
	return []PersonID{c.across(e, SideSeller)}
}

// mentioned are those whom a message names; nobody when its words are gone meanwhile.
func (c Circle) mentioned(e Event) (people []PersonID) {
	m := c.Messages[e.MessageOf()]
	if !m.Said() {
		return nil
	}
	for _, x := range m.Mentions {
		people = append(people, x.Person)
	}
	return people
}

// inRoom are those who are in the room of a message; nobody when its words are gone meanwhile.
func (c Circle) inRoom(e Event) []PersonID {
	if m := c.Messages[e.MessageOf()]; !m.Said() {
		return nil
	}
	return c.Rooms[e.RoomOf()]
}

// across is who sits on the other side of the table.
func (c Circle) across(e Event, side Side) PersonID {
	if side == SideSeller {
		return c.producer()
	}
	at := slices.IndexFunc(c.Offers, func(o OfferRecord) bool { return o.ID == c.Proposals[e.Proposal].Offer })
	if at < 0 {
		return c.holder(e)
	}
	return c.Offers[at].Seller
}

func (c Circle) producer() PersonID {
	if c.Project.Producer != "" {
		return c.Project.Producer
	}
	return c.Project.Buyer
}

// awaited is whose clock runs: the seller, whom the event names, or who has to act in the state that its detail begins with.
func (c Circle) awaited(e Event) PersonID {
	switch {
	case e.Actor != "":
		return e.Actor
	case len(e.Detail) >= len(Waiting) && SubGigState(e.Detail[:len(Waiting)]) == Waiting:
		return c.Project.Buyer
	}
	return c.producer()
}

// holder is whose sub-gig it was when the event happened; empty for nobody's. One seller leaves at the very moment at which
// the next one is asked: what happened at that moment was the former's.
func (c Circle) holder(e Event) PersonID {
	for _, o := range c.Offers {
		if o.SubGig != e.SubGig || !e.At.After(o.Made) {
			continue
		}
		if o.State == OfferAccepted || o.State == OfferWithdrawn && !e.At.After(o.Answered) {
			return o.Seller
		}
	}
	return ""
}

// Addressed decides how somebody is told: inside, by a letter now, or with others in a digest. The letter is nil for no mail.
func (n Notice) Addressed(to Person, chosen []Choice, zone *time.Location, now time.Time) (Notice, *Letter) {
	c := ChoiceFor(chosen, n.Kind)
	n.Shown, n.Push = c.Inside, c.Push
	if c.Mail == Never || to.Email == "" {
		return n, nil
	}
	l := Letter{Kind: LetterKind(n.Kind), Key: "notice/" + string(n.ID), To: n.To, Project: n.Project, SubGig: n.SubGig, At: now}
	if digest := DigestKind(c.Mail); digest != "" {
		at := NextDigest(c.Mail, zone, now)
		l = Letter{Kind: digest, Key: fmt.Sprintf("%s/%s/%s", digest, n.To, at.UTC().Format(time.RFC3339)), To: n.To, At: at}
	}
	l = l.Named()
	n.Letter = l.ID
	return n, &l
}

// Invitation is the letter that brings somebody in with their first offer, and the link in it. Both are made of the notice, so that a
// second try makes the same.
func (n Notice) Invitation(title, inviter string, now time.Time) (Link, Letter) {
	link := NewLink(LinkID(NewID(PrefixLink, n.At, "offer/"+string(n.ID))), n.To, LinkInvitation, "", now)
	l := Letter{Kind: LetterInvitation, Key: "notice/" + string(n.ID), To: n.To, Project: n.Project, SubGig: n.SubGig, Link: link.ID,
		Facts: map[string]string{"project": title, "inviter": inviter}, At: now}
	return link, l.Named()
}

// Bulletin is the letter that tells somebody once a week what has happened in a project.
func Bulletin(p ProjectID, to PersonID, zone *time.Location, now time.Time) Letter {
	at := NextDigest(Weekly, zone, now)
	return Letter{Kind: LetterBulletin, Key: fmt.Sprintf("bulletin/%s/%s/%s", p, to, at.UTC().Format(time.RFC3339)), To: to, Project: p, At: at}.Named()
}

// WeekOf is the week in which a bulletin is put, by its monday in UTC.
func WeekOf(t time.Time) time.Time {
	t = t.UTC()
	year, month, day := t.Date()
	return time.Date(year, month, day-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
}

// Needed is what has to be looked up to say whom an event concerns.
type Needed struct {
	Offers    bool // of its sub-gig
	Proposal  bool
	Operators bool
	Message   bool
	Readers   bool
	Room      bool
	Unasked   bool
}

// Needs says what has to be looked up for an event.
func Needs(e Event) Needed {
	var n Needed
	for _, w := range words()[e.Kind] {
		switch {
		case !telling(e, w):
		case w.to == toOperator:
			n.Operators = true
		case w.to == toHolder:
			n.Offers = true
		case w.to == toOther, w.to == toMaker:
			n.Offers, n.Proposal = true, true
		case w.to == toMentioned, w.to == toAuthor:
			n.Message = true
		case w.to == toReaders:
			n.Readers = true
		case w.to == toRoom:
			n.Message, n.Room = true, true
		case w.to == toUnasked:
			n.Unasked = true
		}
	}
	return n
}
