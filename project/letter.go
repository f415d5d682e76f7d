package project

import (
	"context"
	"time"
)

// Letter is something that one person is told outside of the application. It is written in the transaction of what it is
// about, and sent afterwards, once. It holds no secret and no text: what it says is made of its kind and its facts when it
// is sent, in the language and the zone of who reads it.
type Letter struct {
	ID      LetterID          // of its key
	Key     string            // what it is about, for ever unique: the same key again is the same letter
	Kind    LetterKind        // which text it becomes
	To      PersonID          // whose address and language are looked up when it is sent
	Project ProjectID         // empty when it is about none
	SubGig  SubGigID          // empty when it is about none
	Link    LinkID            // the sign-in link it carries, whose secret is made when it is sent; empty for none
	Facts   map[string]string // what else it has to say, by the name of the merge field
	At      time.Time
}

// LetterKind names a text.
type LetterKind string

// The kinds of letter that somebody gets without a choice: they cannot get in without them.
const (
	LetterInvitation LetterKind = "invitation" // to a person who has not been here; facts: project, inviter
	LetterSignIn     LetterKind = "sign_in"    // asked for at the sign-in page
)

// LetterBulletin tells once a week what has happened in a project.
const LetterBulletin LetterKind = "bulletin"

// LetterKinds lists every kind: those that nobody chooses, digests, the bulletin, and one for each kind of notice.
func LetterKinds() []LetterKind {
	kinds := []LetterKind{LetterInvitation, LetterSignIn, DigestKind(Hourly), DigestKind(Daily), DigestKind(Weekly), LetterBulletin}
	for _, k := range NoticeKinds() {
		kinds = append(kinds, LetterKind(k))
	}
	return kinds
}

// Digests reports whether letters of the kind tell of many things.
func (k LetterKind) Digests() bool {
	return k == DigestKind(Hourly) || k == DigestKind(Daily) || k == DigestKind(Weekly)
}

// Compulsory reports whether somebody gets the kind without a choice.
func (k LetterKind) Compulsory() bool { return k == LetterInvitation || k == LetterSignIn }

// LetterState is where a letter stands.
type LetterState string

// The states of a letter. The last four are ends, but for a letter in doubt: who knows that it was sent may still say so.
const (
	LetterWaiting LetterState = "waiting"  // to be sent when it is due
	LetterHanded  LetterState = "handed"   // the mail server is being given it and has not answered yet
	LetterSent    LetterState = "sent"     // the mail server has taken it
	LetterFailed  LetterState = "failed"   // refused for good, or not taken in time; Problem says why
	LetterInDoubt LetterState = "in_doubt" // it was handed over and no answer came: it is not sent again by itself
	LetterMoot    LetterState = "moot"     // there was nothing left to say when it was due
)

// LetterStates lists every state.
func LetterStates() []LetterState {
	return []LetterState{LetterWaiting, LetterHanded, LetterSent, LetterFailed, LetterInDoubt, LetterMoot}
}

// LetterRecord is a letter as the records know it.
type LetterRecord struct {
	Letter
	State   LetterState
	Tries   int       // how often it was tried
	Due     time.Time // when it is to be sent; of one that was handed over, when the answer must have come
	Problem string    // why it failed, is in doubt or has to wait; a sentence without anything personal
	EndedAt time.Time // zero until it has ended
}

// LetterNews is what became of a try.
type LetterNews struct {
	State   LetterState // waiting for another try; or an end
	Problem string
	Due     time.Time // of another try
	At      time.Time
}

// Named gives the letter with its id, which is made of its time and its key when it has none.
func (l Letter) Named() Letter {
	if l.ID == "" {
		l.ID = LetterID(NewID(PrefixLetter, l.At, l.Key))
	}
	return l
}

// Ended reports whether nothing more is done about the letter.
func (s LetterState) Ended() bool { return s != LetterWaiting && s != LetterHanded }

// Hand gives the letter as it stands while the mail server takes it. Conflict when it does not wait, or somebody else has
// tried it since it was read with so many tries.
func (l LetterRecord) Hand(tries int, answerBy time.Time) (LetterRecord, error) {
	if l.State != LetterWaiting || l.Tries != tries {
		return l, Errorf(Conflict, "the letter %s does not wait to be sent by this try: it is %s after %d", l.ID, l.State, l.Tries)
	}
	l.State, l.Tries, l.Due = LetterHanded, l.Tries+1, answerBy
	return l, nil
}

// Hear gives the letter after news of a try. One that has ended stays as it is, but that it was sent is always true: who was
// taken for dead while they waited for the answer of the server may still bring it.
func (l LetterRecord) Hear(news LetterNews) LetterRecord {
	if l.State == LetterSent || l.State.Ended() && news.State != LetterSent {
		return l
	}
	if l.State == LetterWaiting && news.State != LetterSent {
		l.Tries++ // it was not handed over: the try ended before
	}
	l.State, l.Problem, l.EndedAt = news.State, news.Problem, news.At
	if !news.State.Ended() {
		l.Due, l.EndedAt = news.Due, time.Time{}
	}
	return l
}

// Again lets a letter wait once more that failed or is in doubt.
func (l LetterRecord) Again(at time.Time) (LetterRecord, error) {
	if l.State != LetterFailed && l.State != LetterInDoubt {
		return l, Errorf(Conflict, "the letter is %s: only one that failed or is in doubt is sent once more", l.State)
	}
	l.State, l.Due, l.Problem, l.EndedAt = LetterWaiting, at, "", time.Time{}
	return l, nil
}

// Alarms reports whether an operator has to look at the letter since it was as it was.
func (l LetterRecord) Alarms(was LetterRecord) bool {
	return l.State != was.State && (l.State == LetterFailed || l.State == LetterInDoubt)
}

// Alarm is what operators are told of a letter that did not arrive, or may not have.
func (l LetterRecord) Alarm(operators []PersonID) []Notice {
	notices := make([]Notice, 0, len(operators))
	for _, to := range operators {
		key := string(l.ID) + "/" + string(l.State) + "/" + string(to)
		notices = append(notices, Notice{ID: NoticeID(NewID(PrefixNotice, l.EndedAt, key)), To: to, Kind: NoticeLetterStuck,
			Project: l.Project, Detail: string(l.State), Shown: true, At: l.EndedAt})
	}
	return notices
}

// LetterFilter narrows a list of letters; zero fields ask for nothing.
type LetterFilter struct {
	State LetterState
	To    PersonID
}

// LetterRecords keeps letters: what is to be sent, and what was.
type LetterRecords interface {
	// PutLetters keeps the letters that are not kept yet, to be sent at their time.
	PutLetters(ctx context.Context, letters ...Letter) error
	// Letter gives one letter.
	Letter(ctx context.Context, id LetterID) (LetterRecord, error)
	// Letters lists, newest first; the cursor is the letter's id.
	Letters(ctx context.Context, filter LetterFilter, page Page) ([]LetterRecord, error)
	// DueLetters names the letters that wait and are due, and those that were handed over and have no answer in time. The
	// longest due comes first.
	DueLetters(ctx context.Context, at time.Time, limit int) ([]LetterID, error)
	// HandLetter writes down that the mail server is being given the letter, and until when it must have answered. Conflict
	// when it does not wait any more, or was tried since by somebody else: tries is how often it had been tried.
	HandLetter(ctx context.Context, id LetterID, tries int, answerBy time.Time) error
	// HearLetter writes down what became of a letter. One that has ended stays as it is, but that it was sent is always true.
	// Operators get a notice of one that failed or is in doubt.
	HearLetter(ctx context.Context, id LetterID, news LetterNews) error
	// AgainLetter lets a letter that failed or is in doubt wait once more. Conflict when it stands otherwise.
	AgainLetter(ctx context.Context, id LetterID, at time.Time) error
}

// The patience with mail servers that cannot take a letter just now.
const (
	letterPause    = 30 * time.Second
	letterPauseMax = time.Hour
	letterPatience = 24 * time.Hour
)

// NextTry gives when a letter that was tried so often, for the first time after due, is tried again; false when it was tried
// for long enough. The pauses double from half a minute to an hour, over a day.
func NextTry(tries int, since, now time.Time) (time.Time, bool) {
	pause := letterPauseMax
	if tries < 8 { // half a minute doubled seven times is more than an hour
		pause = min(letterPause<<max(0, tries-1), letterPauseMax)
	}
	next := now.Add(pause)
	return next, next.Sub(since) <= letterPatience
}

// Mail is a letter as it goes out.
type Mail struct {
	ID          LetterID // its Message-ID is made of it
	Kind        LetterKind
	Name, Email string // of who reads it
	Language    string // BCP 47
	Subject     string
	Text, HTML  string
	Unsubscribe string // address that takes the one-click POST; empty for what nobody chooses
	At          time.Time
}

// Mailer is the port to a mail server.
type Mailer interface {
	// Send gives a mail to the server. It calls hand once the server has agreed to take a mail to the address, and before it is
	// given any of it: an error of hand ends the try. The codes of its errors say what is certain: Invalid, it was refused for
	// good; Unavailable, it was not taken and may be another time; Internal, it is not known whether it was taken.
	Send(ctx context.Context, m Mail, hand func() error) error
}

// Linker makes the secrets of sign-in links when a letter is sent, so that none is ever stored.
type Linker interface {
	// SignInLink gives the address to open, with the secret in its fragment, and the six-digit code beside it. The same
	// link has the same secret each time. NotFound when there is no such link; Conflict when it was used or has expired.
	SignInLink(ctx context.Context, id LinkID) (address, code string, err error)
}

// Wording is what a letter is made of when it is sent.
type Wording struct {
	Letter      Letter
	Reader      Person
	Languages   []string // of the reader, the best first
	Zone        *time.Location
	Fields      map[string]string // by the name of the merge field: those of LetterFields
	Link        string            // where the letter leads; empty: nowhere
	Code        string            // beside a sign-in link
	Items       []WordingItem     // of a digest or a bulletin
	Unsubscribe string            // address of the page, and of the one-click POST
	Now         time.Time
}

// WordingItem is a line of a digest: a notice.
type WordingItem struct {
	Kind   NoticeKind
	Fields map[string]string
	At     time.Time
}

// Scribe is the port to the texts: it writes letters in the language of who reads them.
type Scribe interface {
	// Write gives the mail. A field that the text needs and the wording has not is Internal: nothing is sent with a hole in it.
	Write(w Wording) (Mail, error)
}

// Lines says what a notice is in one line, in the best of somebody's languages.
type Lines interface {
	Say(kind NoticeKind, fields map[string]string, languages []string) (string, error)
}

// LetterFields lists the merge fields of a kind of letter. The reader's name is one of every kind.
func LetterFields(k LetterKind) []string {
	switch k {
	case LetterInvitation:
		return []string{"name", "inviter", "project"}
	case LetterSignIn:
		return []string{"name"}
	case LetterBulletin:
		return []string{"name", "project", "approved", "total"}
	}
	if k.Digests() {
		return []string{"name", "count"}
	}
	return append([]string{"name"}, NoticeFields(NoticeKind(k))...)
}
