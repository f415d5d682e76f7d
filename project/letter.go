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

// LetterRecords keeps letters until they are sent.
type LetterRecords interface {
	// PutLetters keeps the letters that are not kept yet.
	PutLetters(ctx context.Context, letters ...Letter) error
}

// Linker makes the secrets of sign-in links when a letter is sent, so that none is ever stored.
type Linker interface {
	// SignInLink gives the address to open, with the secret in its fragment, and the six-digit code beside it. The same
	// link has the same secret each time. NotFound when there is no such link; Conflict when it was used or has expired.
	SignInLink(ctx context.Context, id LinkID) (address, code string, err error)
}
