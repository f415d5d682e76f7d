package project

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// PushID names a browser that shows what its person is told: psh_...
type PushID string

// PrefixPush begins the ids of such browsers.
const PrefixPush = "psh"

// Limits of telling browsers.
const (
	MaxPushes    = 20             // browsers of one person
	MaxPushName  = 100            // characters
	PushTries    = 5              // and then it stands at the bell alone
	PushOutdated = 24 * time.Hour // after which nobody wants to be called
)

// PushSubscription is a browser that shows what its person is told, by its push service (W3C Push API, RFC 8030).
type PushSubscription struct {
	ID        PushID
	Person    PersonID
	Session   SessionID // in which it was asked for, and with which it ends; empty when it was by a token
	Name      string    // of the browser, for its person
	Sealed    string    // a PushTarget, sealed for the id
	Hash      string    // of the target's endpoint: a browser shows what one person is told, the last who asked
	CreatedAt time.Time
}

// PushTarget is where a browser is reached. Whoever has it can write to the browser, so it is stored sealed.
type PushTarget struct {
	Endpoint string `json:"endpoint"` // address at the push service of the browser's maker
	Key      string `json:"p256dh"`   // public key of the browser on P-256, uncompressed, base64url (RFC 8291, 2)
	Auth     string `json:"auth"`     // 16 bytes, base64url
}

const pushAuthBytes = 16

// Check names what is wrong with the keys. Whether the endpoint may be reached is asked of who reaches it.
func (t PushTarget) Check() []Field {
	var faults []Field
	key, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(t.Key, "="))
	if err == nil {
		_, err = ecdh.P256().NewPublicKey(key)
	}
	if err != nil {
		faults = append(faults, Field{Path: "keys.p256dh", Message: "is no public key on P-256 in base64url"})
	}
	if auth, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(t.Auth, "=")); err != nil || len(auth) != pushAuthBytes {
		faults = append(faults, Field{Path: "keys.auth", Message: "is not 16 bytes in base64url"})
	}
	return faults
}

// Push is a notice that a browser has to show.
type Push struct {
	Subscription PushSubscription
	Notice       Notice
	Tries        int // that have failed
}

// Again says when to try once more after a failure at the time; false when it is not worth it any more.
func (p Push) Again(at time.Time) (time.Time, bool) {
	pauses := [PushTries - 1]time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour}
	if p.Tries >= len(pauses) {
		return time.Time{}, false
	}
	due := at.Add(pauses[p.Tries])
	return due, due.Before(p.Notice.At.Add(PushOutdated))
}

// PushMessage is what a browser shows, as its service worker reads it.
type PushMessage struct {
	Text string   `json:"text"` // one line, in the language of its reader
	Page string   `json:"page"` // path in the application
	Tag  NoticeID `json:"tag"`  // the same shows once
}

// JSON is the message as it is encrypted.
func (m PushMessage) JSON() []byte {
	text, _ := json.Marshal(m) // of strings: never fails
	return text
}

// PushOutcome is what became of a message.
type PushOutcome string

// The outcomes.
const (
	PushTaken   PushOutcome = "taken"   // the push service brings it when it can
	PushGone    PushOutcome = "gone"    // the browser is not there any more
	PushLater   PushOutcome = "later"   // the push service is busy or cannot be reached
	PushRefused PushOutcome = "refused" // for good
)

// PushSender is the port to the push services of browsers.
type PushSender interface {
	// Check refuses, as Invalid, an endpoint that would not be reached.
	Check(ctx context.Context, endpoint string) error
	// Key is the public key on P-256 by which services know this instance (RFC 8292), uncompressed, base64url.
	Key() string
	// Push encrypts the message for the browser and hands it to its service. Nothing of the target is in the outcome.
	Push(ctx context.Context, to PushTarget, message []byte) PushOutcome
}

// PushRecords keeps browsers that show notices, and what they have still to show. A notice that asks for it is written down for
// every browser of its person in the transaction that records it.
type PushRecords interface {
	// PutPush records s once. Another one with the same hash goes: the browser is now this one's. Limited when the person has
	// MaxPushes.
	PutPush(ctx context.Context, s PushSubscription) error
	// PushSubscriptions lists the browsers of a person, oldest first.
	PushSubscriptions(ctx context.Context, person PersonID) ([]PushSubscription, error)
	// RemovePush forgets a browser of the person, and what it had still to show. NotFound when they have none of the id.
	RemovePush(ctx context.Context, person PersonID, id PushID) error
	// TakePushes gives what is due, each to one caller and once: who takes it and dies has lost it. Left out is what was read
	// meanwhile, and what is for a session that has ended.
	TakePushes(ctx context.Context, at time.Time, limit int) ([]Push, error)
	// PushAgain lets one that was taken be due once more, with a try more, unless its browser has gone.
	PushAgain(ctx context.Context, p Push, due time.Time) error
}
