package project

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// DataClass is a kind of data that is kept for a time and no longer. What is in no class is kept for as long as the instance:
// see docs/retention.md.
type DataClass string

// The classes.
const (
	KeepAnswers    DataClass = "answers"            // to commands, for who repeats one
	KeepUnfinished DataClass = "unfinished_uploads" // that nobody goes on with
	KeepUnused     DataClass = "unused_uploads"     // whose bytes are here, and what became of the others
	KeepCommits    DataClass = "commits"            // keys of steps of the process, for a repeat of one
	KeepErrands    DataClass = "errands"            // dry runs and splits that have ended
	KeepLetters    DataClass = "letters"            // what letters that have ended said
	KeepNotices    DataClass = "notices"            // inside, to people
	KeepMessages   DataClass = "room_messages"      // of projects that have ended
	KeepLinks      DataClass = "links"              // to sign in by, once they have expired
	KeepSessions   DataClass = "sessions"           // that have ended
	KeepAttempts   DataClass = "webhook_attempts"   // to tell a program of somebody
	KeepAudit      DataClass = "audit_log"          // lines of it
)

const aDay = Duration(24 * time.Hour)

// RetentionRule says how long data of a class is kept. The time begins when the data is done with: an answer when its command
// was begun, a letter when it has ended, a session when it has ended.
type RetentionRule struct {
	Class   DataClass
	Keep    Duration
	Least   Duration // Keep is at least this,
	Most    Duration // and at most this
	What    string
	Why     string // it is kept at all
	Remains string // when it goes
}

// check refuses a length of time out of bounds.
func (r RetentionRule) check() error {
	if r.Keep < r.Least || r.Keep > r.Most {
		return Errorf(Invalid, "%s cannot be kept for %s: give at least %s and at most %s", r.Class, r.Keep, r.Least, r.Most)
	}
	return nil
}

// Before is the time of which everything older goes.
func (r RetentionRule) Before(now time.Time) time.Time { return now.Add(-r.Keep.Std()) }

// Retention is the policy of an instance: one rule for each class, in the order of docs/retention.md.
type Retention []RetentionRule

// DefaultRetention keeps what is needed to repeat, to look up and to account for, and not longer.
func DefaultRetention() Retention {
	return Retention{
		{KeepAnswers, 7 * aDay, aDay, 90 * aDay, "answers to commands, by their Idempotency-Key",
			"a client that repeats a command gets the same answer", "nothing; the audit log says that it was given"},
		{KeepUnfinished, 7 * aDay, aDay, 90 * aDay, "uploads that nobody goes on with, and their parts",
			"an upload goes on after a cut", "a row that says it was thrown away"},
		{KeepUnused, 30 * aDay, 7 * aDay, 365 * aDay, "files that were uploaded and that nothing refers to, and the rows of uploads that have ended",
			"an upload may be delivered later", "files that something refers to"},
		{KeepCommits, 30 * aDay, 14 * aDay, 730 * aDay, "keys of the steps that workflows recorded",
			"a step that is repeated is not booked twice", "the steps themselves, and every key that a workflow may still repeat"},
		{KeepErrands, 30 * aDay, aDay, 365 * aDay, "dry runs and splits that have ended, with what was found",
			"their owner looks the result up", "files that a project or a delivery took over"},
		{KeepLetters, 90 * aDay, 7 * aDay, 730 * aDay, "what letters said that were sent, or could not be",
			"an operator has one sent again", "that it was sent, what kind it was, to whom and when"},
		{KeepNotices, 365 * aDay, 30 * aDay, 1460 * aDay, "notices inside, read or not",
			"people look back at what they were told", "the log of the project"},
		{KeepMessages, 730 * aDay, 30 * aDay, 3650 * aDay, "what was said in the rooms of projects that have ended, with its files",
			"people look up what was agreed", "that somebody wrote, and when; pinned answers; what is reported or waits for a ruling; all of a project that had a dispute"},
		{KeepLinks, 30 * aDay, aDay, 365 * aDay, "links to sign in by, once they have expired",
			"somebody looks into how a person got in", "the line of the audit log"},
		{KeepSessions, 30 * aDay, aDay, 365 * aDay, "sessions that have ended, with their network and browser",
			"somebody looks into where a person was signed in", "the line of the audit log"},
		{KeepAttempts, 30 * aDay, aDay, 365 * aDay, "what endpoints of webhooks answered",
			"who keeps one finds out why it fails", "how far the endpoint was told"},
		{KeepAudit, 1095 * aDay, 90 * aDay, 3650 * aDay, "lines of the audit log",
			"somebody asks who did what", "the number and the hash of the newest line that went, behind which the chain begins"},
	}
}

// Of gives the rule of a class.
func (r Retention) Of(c DataClass) (RetentionRule, bool) {
	for _, rule := range r {
		if rule.Class == c {
			return rule, true
		}
	}
	return RetentionRule{}, false
}

// Keeping gives the policy with other lengths of time, as people write them: "letters=30d,audit_log=730d". Invalid names what is
// no class or out of its bounds.
func (r Retention) Keeping(text string) (Retention, error) {
	changed := slices.Clone(r)
	if text == "" {
		return changed, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		class, length, _ := strings.Cut(strings.TrimSpace(part), "=")
		i := slices.IndexFunc(changed, func(rule RetentionRule) bool { return rule.Class == DataClass(class) })
		if i < 0 {
			return nil, Errorf(Invalid, "%q is no kind of data that is kept for a time; there are %s", clip(class, 24), changed.classes())
		}
		keep, err := ParseDuration(length)
		if err != nil {
			return nil, err
		}
		changed[i].Keep = keep
		if err := changed[i].check(); err != nil {
			return nil, err
		}
	}
	return changed, nil
}

func (r Retention) classes() string {
	names := make([]string, 0, len(r))
	for _, rule := range r {
		names = append(names, string(rule.Class))
	}
	return strings.Join(names, ", ")
}

// Table writes the policy as it stands in docs/retention.md.
func (r Retention) Table() string {
	var b strings.Builder
	b.WriteString("| class | what | kept | least | most | why | what remains |\n|---|---|---|---|---|---|---|\n")
	for _, rule := range r {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s |\n", rule.Class, rule.What, rule.Keep, rule.Least, rule.Most, rule.Why, rule.Remains)
	}
	return b.String()
}

// RetentionRecords forget what is old.
type RetentionRecords interface {
	// Forget deletes, or empties, what is of the class and was done with before the time, the oldest first and at most limit rows
	// (0: all), and says how many. Invalid for what is no class of rows: uploads and messages have bytes too, see RetireUploads and
	// RetireMessages.
	//
	// The link of a new instance, an answer that has no line in the audit log yet, and whatever has not ended stay. So does a
	// commit unless its workflow has handed over to a later run since, or its project has ended before the time and it is not the
	// newest of its writer: nobody can repeat the others. What goes of the audit log is written down in its head.
	Forget(ctx context.Context, class DataClass, before time.Time, limit int) (int, error)
	// RetireUploads deletes uploads that are ready or were thrown away, and were not touched since the time, at most limit of them
	// (0: all), and says how many. A file of theirs that nothing refers to is marked as leaving in the same transaction: from then
	// on nothing can refer to it.
	RetireUploads(ctx context.Context, before, at time.Time, limit int) (int, error)
	// RetireMessages empties messages of rooms that were written before the time, in projects that ended before it and had no
	// dispute, the oldest first and at most limit of them (0: all), and says how many. Those that are reported or wait for a
	// ruling stay. Files of theirs that nothing else refers to are marked as RetireUploads marks them.
	RetireMessages(ctx context.Context, before, at time.Time, limit int) (int, error)
	// LeavingFiles lists the hashes of files that are marked and not gone, at most limit of them.
	LeavingFiles(ctx context.Context, limit int) ([]string, error)
	// FilesGone says that the bytes are out of the store. Whoever sends the same bytes again makes them stay; until then, and for
	// LeavingLasts, nothing can refer to them.
	FilesGone(ctx context.Context, sums []string, at time.Time) error
}

// LeavingLasts is how long after its bytes are gone a file cannot be referred to: longer than any request lasts that has read
// before that it was there.
const LeavingLasts = 24 * time.Hour

// LeavingError refuses what refers to a file that is leaving or gone.
func LeavingError() error {
	return Errorf(Conflict, "a file was thrown away because nobody had used it; send it again")
}

// LeavingNowError refuses an upload of the bytes that are just being removed.
func LeavingNowError() error {
	return Errorf(Unavailable, "an older copy of these bytes is being removed at this moment; ask again with the same key")
}
