package project

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Webhook is an address of somebody's program that is told what happens, as Standard Webhooks has it.
type Webhook struct {
	ID        WebhookID
	Owner     PersonID  // who made it: nothing goes there that they may not see
	Project   ProjectID // empty for one of the whole instance
	URL       string    // may hold a secret of the receiver's in its path, so it is in no log and no error
	Kinds     []string  // what is wanted, as review.approved or offer.*; none for everything
	Form      WebhookForm
	Secrets   []WebhookSecret // the newest first
	State     WebhookState
	Reason    WebhookReason // why it is disabled
	Failures  int           // attempts in a row that failed
	Tries     int           // attempts for the message that is next
	FailingAt time.Time     // when the first of Failures was; zero when none
	NextTry   time.Time     // nothing is sent before
	Attempts  int64         // that were ever made: the number of the last
	CreatedAt time.Time
	EndedAt   time.Time // when it was disabled
}

// WebhookForm is what the body of a message looks like.
type WebhookForm string

// The forms of a message.
const (
	WebhookStandard WebhookForm = "standard" // type, timestamp, data
	WebhookSlack    WebhookForm = "slack"    // a text, as Slack and what is compatible with it take
)

// WebhookState is whether an endpoint is sent to.
type WebhookState string

// The states of an endpoint.
const (
	WebhookActive   WebhookState = "active"
	WebhookDisabled WebhookState = "disabled" // until somebody enables it by hand
)

// WebhookReason is why an endpoint was disabled.
type WebhookReason string

// The reasons.
const (
	WebhookFailing WebhookReason = "failing" // for a week
	WebhookGone    WebhookReason = "gone"    // it answered 410: it wants no more
	WebhookNotSeen WebhookReason = "owner"   // who made it may not see the events any more
)

// WebhookSecret is what messages are signed with, encrypted.
type WebhookSecret struct {
	ID     string    `json:"id"` // the same again is the same secret
	Sealed string    `json:"sealed"`
	From   time.Time `json:"from"`
	Until  time.Time `json:"until,omitzero"` // when it was replaced, plus WebhookOverlap; zero while it is the newest
}

// Limits of webhooks.
const (
	MaxWebhooks        = 20                 // of a project, and of the instance
	MaxWebhookKinds    = 100                // that one wants by name
	MaxWebhookURL      = 2000               // bytes
	MaxWebhookLog      = 1000               // attempts that are kept of each
	MaxWebhookAnswer   = 1 << 10            // bytes of an answer that are kept
	WebhookOverlap     = 24 * time.Hour     // for which the former secret signs too
	WebhookGivesUp     = 7 * 24 * time.Hour // of nothing but failures
	WebhookTries       = 10                 // of one message, then the next has its turn
	webhookGoneStatus  = 410
	webhookOnlySecrets = 2 // that sign at a time
)

// webhookPauses are how long to wait after the first failure, the second and so on; the last is for all that follow. A
// message that an endpoint cannot take is in the way of the others for less than a day.
func webhookPauses() []time.Duration {
	return []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour,
		2 * time.Hour, 4 * time.Hour, 6 * time.Hour}
}

// Wants reports whether a kind of event is to be sent; never what is for those who moderate alone.
func (w Webhook) Wants(kind LogKind) bool {
	return !kind.ForModerators() && (len(w.Kinds) == 0 || slices.ContainsFunc(w.Kinds, func(wanted string) bool { return fits(wanted, kind) }))
}

func fits(wanted string, kind LogKind) bool {
	group, all := strings.CutSuffix(wanted, "*")
	return wanted == string(kind) || all && strings.HasPrefix(string(kind), group)
}

// CheckWebhookKinds names what is no kind of event, nor a group of them as offer.*.
func CheckWebhookKinds(kinds []string) []Field {
	var faults []Field
	for _, wanted := range kinds {
		known := slices.ContainsFunc(LogKinds(), func(k LogKind) bool { return fits(wanted, k) })
		if !known || strings.HasSuffix(wanted, "*") && !strings.HasSuffix(wanted, ".*") {
			faults = append(faults, Field{Path: "kinds", Message: "has " + clip(wanted, 60) + ", which is no kind of event; write one as review.approved, or a group as offer.*"})
		}
	}
	return faults
}

// Signing gives the secrets that sign at the time, the newest first.
func (w Webhook) Signing(at time.Time) []WebhookSecret {
	return slices.DeleteFunc(slices.Clone(w.Secrets), func(s WebhookSecret) bool { return !s.Until.IsZero() && !at.Before(s.Until) })
}

// Rotated signs with a new secret; the one before it signs too for WebhookOverlap. The same secret again changes nothing, nor does one
// that is older than the newest.
func (w Webhook) Rotated(s WebhookSecret) Webhook {
	if slices.ContainsFunc(w.Secrets, func(there WebhookSecret) bool { return there.ID == s.ID || s.From.Before(there.From) }) {
		return w
	}
	former := w.Signing(s.From)
	former = slices.Clone(former[:min(len(former), webhookOnlySecrets-1)])
	for i := range former {
		former[i].Until = s.From.Add(WebhookOverlap)
	}
	w.Secrets = append([]WebhookSecret{s}, former...)
	return w
}

// Enabled is the endpoint as somebody set it going again: what it has missed is sent at once.
func (w Webhook) Enabled() Webhook {
	w.State, w.Reason, w.EndedAt = WebhookActive, "", time.Time{}
	w.Failures, w.Tries, w.FailingAt, w.NextTry = 0, 0, time.Time{}, time.Time{}
	return w
}

func (w Webhook) disabled(why WebhookReason, at time.Time) Webhook {
	w.State, w.Reason, w.EndedAt, w.NextTry = WebhookDisabled, why, at, time.Time{}
	return w
}

// WebhookAttempt is one message that was sent, or could not be, and what came back.
type WebhookAttempt struct {
	Number   int64  // among those to the endpoint, from 1; given when it is recorded
	Message  string // the same in every attempt
	Type     string // of the message
	Project  ProjectID
	Seq      int64 // of the event; 0 for a test
	Status   int   // of HTTP; 0 when there was no answer
	Duration time.Duration
	Answer   string         // its first MaxWebhookAnswer bytes, as text
	Problem  WebhookProblem // why it failed; empty when it did not
	At       time.Time
}

// WebhookProblem is a code word for why an attempt failed.
type WebhookProblem string

// The problems.
const (
	WebhookRefused     WebhookProblem = "refused_address" // not one that anybody may be sent to
	WebhookNoAddress   WebhookProblem = "unknown_host"
	WebhookUnreachable WebhookProblem = "unreachable"
	WebhookNotSecure   WebhookProblem = "tls" // its certificate does not hold
	WebhookTooSlow     WebhookProblem = "timeout"
	WebhookRedirects   WebhookProblem = "redirect" // which nobody follows
	WebhookBadStatus   WebhookProblem = "status"   // other than 2xx
	WebhookBroken      WebhookProblem = "broken"   // an answer that is no HTTP, or was cut off
	WebhookUnsigned    WebhookProblem = "secret"   // it cannot be decrypted with the server's key
)

// WebhookStep is what one look at an endpoint came to.
type WebhookStep struct {
	Webhook WebhookID
	Passed  []WebhookPlace  // up to where the logs need not be read again
	Attempt *WebhookAttempt // nil: nothing was sent
	Denied  bool            // who made it may not see the events any more
	At      time.Time
	Notices []Notice // that people are told if one of the instance stops with the step: it has no log to be told of
	Letters []Letter
}

// WebhookPlace is a place in the log of a project.
type WebhookPlace struct {
	Project ProjectID
	Seq     int64
}

// After is the endpoint after the step, and whether the event of the attempt is done with: it was sent, or tried often enough.
// A test tells nothing about the events.
func (w Webhook) After(s WebhookStep) (next Webhook, done bool) {
	if s.Denied && w.State == WebhookActive {
		return w.disabled(WebhookNotSeen, s.At), false
	}
	if s.Attempt == nil {
		return w, false
	}
	w.Attempts++
	switch {
	case s.Attempt.Seq == 0 || w.State != WebhookActive:
		return w, false
	case s.Attempt.Problem == "":
		return w.Enabled(), true
	case s.Attempt.Status == webhookGoneStatus:
		return w.disabled(WebhookGone, s.At), false
	}
	return w.failed(s.At)
}

func (w Webhook) failed(at time.Time) (next Webhook, done bool) {
	if w.Failures == 0 {
		w.FailingAt = at
	}
	pauses := webhookPauses()
	w.NextTry = at.Add(pauses[min(w.Failures, len(pauses)-1)])
	w.Failures++
	w.Tries++
	if at.Sub(w.FailingAt) >= WebhookGivesUp {
		return w.disabled(WebhookFailing, at), false
	}
	if done = w.Tries >= WebhookTries; done {
		w.Tries = 0
	}
	return w, done
}

// DisabledEvent is the line that the project's log gets when the endpoint stops.
func (w Webhook) DisabledEvent() LogEvent {
	return LogEvent{Kind: LogWebhookDisabled, Actor: w.Owner, Detail: string(w.ID) + "/" + string(w.Reason), At: w.EndedAt}
}

// Stopped reports whether the endpoint was disabled since it was as it was.
func (w Webhook) Stopped(was Webhook) bool {
	return was.State == WebhookActive && w.State == WebhookDisabled
}

// Alarm is what people are told when an endpoint of the instance stops, each once.
func (w Webhook) Alarm(people []PersonID) []Notice {
	var notices []Notice
	for i, to := range people {
		if to == "" || slices.Contains(people[:i], to) {
			continue
		}
		key := string(w.ID) + "/" + w.EndedAt.UTC().Format(time.RFC3339Nano) + "/" + string(to)
		notices = append(notices, Notice{ID: NoticeID(NewID(PrefixNotice, w.EndedAt, key)), To: to, Kind: NoticeWebhook,
			Detail: string(w.ID) + "/" + string(w.Reason), At: w.EndedAt})
	}
	return notices
}

// WebhookFilter narrows a list of endpoints: those of a project, or with the empty one those of the instance.
type WebhookFilter struct {
	Project ProjectID
}

// WebhookRecords keeps endpoints, how far each has been told the logs, and what was sent.
type WebhookRecords interface {
	// PutWebhook records w once; the same id again gives the stored row. It is told what happens from now on. Limited when
	// there are MaxWebhooks of the project, or of the instance, already.
	PutWebhook(ctx context.Context, w Webhook) (Webhook, error)
	Webhook(ctx context.Context, id WebhookID) (Webhook, error)
	// Webhooks lists, oldest first.
	Webhooks(ctx context.Context, filter WebhookFilter) ([]Webhook, error)
	// RotateWebhook adds a secret; see Webhook.Rotated.
	RotateWebhook(ctx context.Context, id WebhookID, s WebhookSecret) (Webhook, error)
	// EnableWebhook sets it going again, at once.
	EnableWebhook(ctx context.Context, id WebhookID) (Webhook, error)
	// RemoveWebhook forgets the endpoint, its secrets and what was sent to it.
	RemoveWebhook(ctx context.Context, id WebhookID) error
	// WebhooksDue names active endpoints that have something to be told and need not wait, oldest first.
	WebhooksDue(ctx context.Context, now time.Time, limit int) ([]WebhookID, error)
	// WebhookBacklog gives events that the endpoint has not been told, those of one project in their order. What was brought
	// from another instance is none.
	WebhookBacklog(ctx context.Context, id WebhookID, limit int) ([]Event, error)
	// StepWebhook records the step: the attempt, how far the logs are passed, what follows for the endpoint. When it stops,
	// that is an event of its project's log; for one of the instance, the step's notices and letters are written down.
	StepWebhook(ctx context.Context, s WebhookStep) (Webhook, error)
	// WebhookAttempts lists what was sent, newest first; the cursor is the attempt's number.
	WebhookAttempts(ctx context.Context, id WebhookID, page Page) ([]WebhookAttempt, error)
}

// WebhookSender sends messages to addresses that people name. It lets nobody reach what is not in the public network.
type WebhookSender interface {
	// Check refuses, as Invalid, an address that nothing will be sent to.
	Check(ctx context.Context, address string) error
	// Send signs the message and sends it once. What goes wrong stands in the attempt.
	Send(ctx context.Context, w Webhook, m WebhookMessage) WebhookAttempt
}

// Sealer encrypts what has to be stored and must be read again. about binds the text to its place: it opens with the same
// only.
type Sealer interface {
	Seal(secret []byte, about string) (string, error)
	// Open refuses as Invalid what was not sealed with this key for this place.
	Open(sealed, about string) ([]byte, error)
}

// KeepsWebhook says whether the actor may keep the endpoint, with the answers of Can. p is its project, and none when it is of
// the instance.
func KeepsWebhook(a Actor, w Webhook, p Project) error {
	if w.Project == "" {
		return Can(a, KeepAllHooks, Thing{})
	}
	return Can(a, KeepWebhooks, Thing{Buyer: p.Buyer, Producer: p.Producer})
}
