package project

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// LinkPurpose says what a sign-in link is for.
type LinkPurpose string

// The purposes of links.
const (
	LinkInvitation LinkPurpose = "invitation" // somebody asked this person in
	LinkSignIn     LinkPurpose = "sign_in"    // they asked for it themselves
	LinkSetup      LinkPurpose = "setup"      // the operator of a new instance
)

// Lasts is how long a link of the purpose can be used.
func (p LinkPurpose) Lasts() time.Duration {
	switch p {
	case LinkInvitation:
		return 14 * 24 * time.Hour
	case LinkSetup:
		return 24 * time.Hour
	}
	return 20 * time.Minute
}

// MaxLinkTries is how often the code of a link may be tried. A code has a million values; the secret of the link goes on
// to work when the tries are used up.
const MaxLinkTries = 5

// Link lets one person in, once. Its secret and its code are made from the key of the instance whenever they are needed,
// so a row holds neither of them, nor what would help to guess them.
type Link struct {
	ID        LinkID
	Person    PersonID
	Purpose   LinkPurpose
	Tries     int      // of its code
	By        PersonID // who asked for it; empty for the instance, or whoever typed the address
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time // zero: not yet
}

// NewLink makes a link that lasts as long as its purpose lets it. The same id in a repeat is the caller's business.
func NewLink(id LinkID, person PersonID, purpose LinkPurpose, by PersonID, at time.Time) Link {
	return Link{ID: id, Person: person, Purpose: purpose, By: by, CreatedAt: at, ExpiresAt: at.Add(purpose.Lasts())}
}

// Check is the refusal of a link that cannot be used at the time.
func (l Link) Check(now time.Time) error {
	switch {
	case !l.UsedAt.IsZero():
		return Errorf(Conflict, "this link was used already; ask for a new one")
	case !now.Before(l.ExpiresAt):
		return Errorf(Conflict, "this link has expired; ask for a new one")
	}
	return nil
}

// LinkKeyBytes is the length of a LinkKey.
const LinkKeyBytes = 32

// LinkKey is what an instance makes the secrets of its links from. All processes of an instance have the same one; with
// another key every link that is on its way stops working, and nothing else.
type LinkKey []byte

// ParseLinkKey reads a key that is written as 64 hexadecimal digits.
func ParseLinkKey(text string) (LinkKey, error) {
	key, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != LinkKeyBytes {
		return nil, Errorf(Invalid, "a secret key is %d hexadecimal digits, as `openssl rand -hex %d` writes them", 2*LinkKeyBytes, LinkKeyBytes)
	}
	return key, nil
}

// Secret is what the holder of the link proves it with: 52 small letters and digits.
func (k LinkKey) Secret(l Link) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(k.derive("secret", l)))
}

// Code is what a person can type instead: six digits.
func (k LinkKey) Code(l Link) string {
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(k.derive("code", l))%1_000_000)
}

// Opens reports whether the secret is the link's.
func (k LinkKey) Opens(l Link, secret string) bool { return equal(k.Secret(l), secret) }

// Knows reports whether the code is the link's. Blanks in it do not count: people write 123 456.
func (k LinkKey) Knows(l Link, code string) bool {
	return equal(k.Code(l), strings.Join(strings.Fields(code), ""))
}

func (k LinkKey) derive(what string, l Link) []byte {
	mac := hmac.New(sha256.New, k)
	_, _ = fmt.Fprintf(mac, "tutti sign-in %s\x00%s\x00%s", what, l.Purpose, l.ID) // a hash takes everything
	return mac.Sum(nil)
}

// equal takes the same time wherever two texts differ.
func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// Address is where the link is opened. The secret stands in the fragment, which no server and no log gets to see.
func (k LinkKey) Address(publicURL string, l Link) string {
	return strings.TrimRight(publicURL, "/") + SignInPath + "#" + string(l.ID) + "." + k.Secret(l)
}

// SignInPath is the page that links lead to.
const SignInPath = "/sign-in"

// ParseLinkAddress takes the address of a link apart. base is what comes before the page; empty when only the fragment
// was given.
func ParseLinkAddress(address string) (base string, id LinkID, secret string, ok bool) {
	page, fragment, found := strings.Cut(strings.TrimSpace(address), "#")
	if !found {
		page, fragment = "", page
	}
	head, secret, dot := strings.Cut(fragment, ".")
	if !dot || secret == "" || CheckID(PrefixLink, head) != nil {
		return "", "", "", false
	}
	return strings.TrimSuffix(page, SignInPath), LinkID(head), secret, true
}

// LinkRecords keeps sign-in links.
type LinkRecords interface {
	// PutLink records l once and says whether it was not there before.
	PutLink(ctx context.Context, l Link) (made bool, err error)
	Link(ctx context.Context, id LinkID) (Link, error)
	// TryLinks counts one try at the code of each link of the person that is open at the time, and gives those whose tries
	// were not used up before, newest first, as they are after it.
	TryLinks(ctx context.Context, person PersonID, at time.Time) ([]Link, error)
	// UseLink ends the link and records the session that it opens, in one transaction. Conflict, with nothing recorded, when
	// the link was used before, or has expired when the session begins.
	UseLink(ctx context.Context, id LinkID, s Session) error
}
