package project

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"
	"time"
)

// The ids. Each is a prefix, an underscore and 26 characters that sort by the time of creation.
type (
	// ProjectID names a project: prj_...
	ProjectID string
	// SubGigID names a sub-gig: sub_...
	SubGigID string
	// PersonID names a person: per_...
	PersonID string
	// OfferID names an offer: off_...
	OfferID string
	// UploadID names an upload: upl_...
	UploadID string
	// DeliveryID names a delivery: dlv_...
	DeliveryID string
	// ReviewID names a review: rev_...
	ReviewID string
	// ArtifactID names an artifact: art_...
	ArtifactID string
	// ProposalID names a proposal or an objection: prp_...
	ProposalID string
	// ApplicationID names an application to a call: app_...
	ApplicationID string
	// TokenID names an API token: tok_...
	TokenID string
	// PayoutID names a payout: pay_...
	PayoutID string
	// ErrandID names an errand: run_...
	ErrandID string
	// LetterID names a letter: let_...
	LetterID string
	// NoticeID names a notice: not_...
	NoticeID string
	// LinkID names a sign-in link: lnk_...
	LinkID string
	// SessionID names a session: ses_...
	SessionID string
	// WebhookID names an endpoint of a webhook: whk_...
	WebhookID string
)

// The prefixes of the ids.
const (
	PrefixProject     = "prj"
	PrefixSubGig      = "sub"
	PrefixPerson      = "per"
	PrefixOffer       = "off"
	PrefixUpload      = "upl"
	PrefixDelivery    = "dlv"
	PrefixReview      = "rev"
	PrefixArtifact    = "art"
	PrefixProposal    = "prp"
	PrefixApplication = "app"
	PrefixToken       = "tok"
	PrefixPayout      = "pay"
	PrefixErrand      = "run"
	PrefixLetter      = "let"
	PrefixNotice      = "not"
	PrefixLink        = "lnk"
	PrefixSession     = "ses"
	PrefixWebhook     = "whk"
	PrefixHookMessage = "whm" // what one webhook is told once
)

// idBytes is 6 bytes of milliseconds and 10 bytes that make the id unique.
const idBytes = 16

// idAlphabet is Crockford's: no I, L, O or U, in the order of ASCII, so ids sort as text.
var idAlphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID makes an id from a time and a seed. The same prefix, time and seed give the same id, which makes a repeated
// command harmless: the seed is the caller's idempotency key or a key of the workflow.
func NewID(prefix string, at time.Time, seed string) string {
	var raw [idBytes]byte
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(at.UnixMilli()))
	copy(raw[:6], ms[2:])
	sum := sha256.Sum256([]byte(prefix + "\x00" + seed))
	copy(raw[6:], sum[:10])
	return prefix + "_" + idAlphabet.EncodeToString(raw[:])
}

// IDTime is when an id was made, to the millisecond; zero for what is no id.
func IDTime(id string) time.Time {
	_, body, _ := strings.Cut(id, "_")
	raw, err := idAlphabet.DecodeString(body)
	if err != nil || len(raw) != idBytes {
		return time.Time{}
	}
	var ms [8]byte
	copy(ms[2:], raw[:6])
	return time.UnixMilli(int64(binary.BigEndian.Uint64(ms[:]))).UTC()
}

// CheckID reports whether s has the form of an id with the prefix.
func CheckID(prefix, s string) error {
	body, ok := strings.CutPrefix(s, prefix+"_")
	raw, err := idAlphabet.DecodeString(body)
	if !ok || err != nil || len(raw) != idBytes {
		return Errorf(NotFound, "there is nothing with the id %q (an id of this kind reads %s_ and 26 characters)", clip(s, 60), prefix)
	}
	return nil
}

// clip shortens s to at most n runes for use inside a message.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
