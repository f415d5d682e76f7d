package project

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// AuditLine says of one command, or of one look at what is not one's own, who did what to what, and why. Lines are never
// changed: each is sealed behind the one before, over the whole instance.
//
// Of what people write in their own words a line holds a hash only. The reason is the exception: it stands beside the seal,
// so that it can be erased with the person who wrote it while the chain holds.
type AuditLine struct {
	Seq       int64         `json:"seq"` // from 1, without a gap
	At        time.Time     `json:"at"`
	Actor     PersonID      `json:"actor_id,omitempty"`  // empty: the program itself, by its policies, or somebody who was not let in
	Behalf    PersonID      `json:"behalf_id,omitempty"` // for whom it was done, when not for oneself
	Token     TokenID       `json:"token_id,omitempty"`  // what the actor was known by: a token, or a session
	Operation string        `json:"operation"`           // its id in openapi.json, or the program's own name for it
	About     []string      `json:"about,omitempty"`     // ids, those of the address first
	Status    int           `json:"status"`              // of the answer, as HTTP has it; see AuditRead and AuditLost
	Request   string        `json:"request_id,omitempty"`
	Address   string        `json:"address,omitempty"` // the network it came from; see Network
	Changes   []AuditChange `json:"changes,omitempty"`
	Reason    string        `json:"reason,omitempty"`      // in the actor's words, until they are erased
	Sealed    string        `json:"reason_hash,omitempty"` // HashWords of the reason
	Salt      string        `json:"salt,omitempty"`        // of HashWords; goes when the reason goes
	Hash      string        `json:"hash"`
}

// AuditChange is a setting or a permission before and after. What is made was empty before; what is ended is empty after.
type AuditChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Statuses that no answer has.
const (
	AuditRead = 0   // a reading; its line is written before it is answered
	AuditLost = 599 // nobody knows how it ended: whoever began it was cut off and it was not repeated
)

// MaxReason is the longest reason, in bytes.
const MaxReason = 500

// auditFormat begins what is hashed, so that another format can never be mistaken for this one.
const auditFormat = "tutti audit 1"

// HashAfter seals the line behind another one: the sha256, in hex, of the previous line's hash (empty for the first) and of
// everything the line says except its own hash, the words of its reason and the salt. The text is a row of netstrings, as
// Transaction.HashAfter has it:
//
//	format, previous hash, seq, at, actor, behalf, token, operation, number of ids, ids, status, request, address, number of
//	changes, for each change field, before and after, and the hash of the reason
func (l AuditLine) HashAfter(previous string) string {
	var room [1024]byte
	text := room[:0]
	text = appendNet(appendNet(text, auditFormat), previous)
	text = appendNetNumber(appendNetNumber(text, l.Seq), microseconds(l.At))
	for _, field := range [...]string{string(l.Actor), string(l.Behalf), string(l.Token), l.Operation} {
		text = appendNet(text, field)
	}
	text = appendNetNumber(text, int64(len(l.About)))
	for _, id := range l.About {
		text = appendNet(text, id)
	}
	text = appendNetNumber(text, int64(l.Status))
	text = appendNet(appendNet(text, l.Request), l.Address)
	text = appendNetNumber(text, int64(len(l.Changes)))
	for _, c := range l.Changes {
		text = appendNet(appendNet(appendNet(text, c.Field), c.Before), c.After)
	}
	text = appendNet(text, l.Sealed)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// HashWords is what a line holds of somebody's words: their sha256, in hex, behind the line's salt. Once the salt is erased
// nobody can find the words by trying. Empty for no words.
func (l AuditLine) HashWords(words string) string {
	if words == "" {
		return ""
	}
	sum := sha256.Sum256(appendNet(appendNet(nil, l.Salt), words))
	return hex.EncodeToString(sum[:])
}

// Because gives the line its reason, cut to MaxReason.
func (l AuditLine) Because(words string) AuditLine {
	if len(words) > MaxReason {
		words = strings.ToValidUTF8(words[:MaxReason], "")
	}
	l.Reason = words
	l.Sealed = l.HashWords(l.Reason)
	return l
}

// Network is the part of an address that a line keeps: its /24, or its /48 for IPv6. Empty for what is no address.
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	bits := 48
	if ip.Is4() {
		bits = 24
	}
	network, _ := ip.Prefix(bits) // the number of bits fits
	return network.String()
}

// AuditHead is what the records keep beside the lines: the newest one, and the newest that was forgotten for its age.
type AuditHead struct {
	Seq           int64  `json:"seq"`
	Hash          string `json:"hash"`
	Forgotten     int64  `json:"forgotten"` // 0: the first line is there
	ForgottenHash string `json:"forgotten_hash,omitempty"`
}

// AuditTrail follows the log, oldest line first, and finds the first place where it is not what was written.
type AuditTrail struct {
	head AuditHead
	seq  int64 // of the line before
	hash string
}

// FollowAudit begins at the oldest line that is kept.
func FollowAudit(head AuditHead) *AuditTrail {
	return &AuditTrail{head: head, seq: head.Forgotten, hash: head.ForgottenHash}
}

// Next takes the next line. Conflict, naming the line, when it is not the one that was written there.
func (c *AuditTrail) Next(l AuditLine) error {
	next := c.seq + 1
	switch {
	case l.Seq != next:
		return Errorf(Conflict, "audit log: line %d is missing, line %d stands in its place", next, l.Seq)
	case l.Hash != l.HashAfter(c.hash):
		return Errorf(Conflict, "audit log: line %d is not what was written, or the line before it is another", l.Seq)
	case l.Reason != "" && l.Sealed != l.HashWords(l.Reason):
		return Errorf(Conflict, "audit log: line %d has another reason than was written", l.Seq)
	}
	c.seq, c.hash = l.Seq, l.Hash
	return nil
}

// Done reports whether every line up to the head was taken.
func (c *AuditTrail) Done() bool { return c.seq >= c.head.Seq }

// End tells, as Conflict, that lines are missing at the end.
func (c *AuditTrail) End() error {
	switch {
	case c.seq < c.head.Seq:
		return Errorf(Conflict, "audit log: line %d is missing, and all after it up to %d", c.seq+1, c.head.Seq)
	case c.seq == c.head.Seq && c.hash != c.head.Hash:
		return Errorf(Conflict, "audit log: line %d is not the one that was written last", c.seq)
	}
	return nil
}

// AuditFilter narrows the log; zero fields ask for nothing.
type AuditFilter struct {
	Actor     PersonID
	About     string // an id among those that a line is about, or for whom it was done
	Operation string
	Oldest    bool // oldest first; newest first otherwise
}

// AuditCursor is the cursor of a list behind the line.
func AuditCursor(l AuditLine) string { return strconv.FormatInt(l.Seq, 10) }

// AuditLogRecords keeps the audit log of the instance. Lines come also with EndCommand.
type AuditLogRecords interface {
	// AppendAudit seals the lines behind the newest one, all or none, and gives them their numbers.
	AppendAudit(ctx context.Context, lines []AuditLine) error
	// AuditLines lists the log; the cursor is the number of the last line seen.
	AuditLines(ctx context.Context, filter AuditFilter, page Page) ([]AuditLine, error)
	// AuditHead gives what the log has to end with.
	AuditHead(ctx context.Context) (AuditHead, error)
	// LoseCommands writes a line, with AuditLost, for commands that were begun before the time and have no end, at most limit
	// of them (0: all), and says how many. A command that ends after that has a second line.
	LoseCommands(ctx context.Context, before time.Time, limit int) (int, error)
}
