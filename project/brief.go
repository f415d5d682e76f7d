package project

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// AnswerID names a pinned answer: ans_...
type AnswerID string

// PrefixAnswer begins the ids of pinned answers.
const PrefixAnswer = "ans"

// MaxPinned is the greatest number of pinned answers in one project.
const MaxPinned = 500

// PinnedAnswer is a question that the producer has answered for everybody whom it concerns. It is a part of their briefs from
// then on. Who asked is not in it.
type PinnedAnswer struct {
	ID       AnswerID
	Project  ProjectID
	Version  int // of the briefs that it is in, from 1 and counted in the project: each answer makes the next one
	Question string
	Answer   string
	Role     string   // for all sub-gigs of the role
	SubGig   SubGigID // for this one alone; with neither it is for all of the project
	Message  MessageID
	Actor    PersonID
	At       time.Time
}

// Check names what is wrong with an answer before it is pinned.
func (a PinnedAnswer) Check() error {
	var f faults
	f.checkText("question", a.Question, MaxText)
	f.checkText("answer", a.Answer, MaxText)
	if a.Role != "" && a.SubGig != "" {
		f.addf("role", "is named besides sub_gig_id; name one of them, or none for everybody")
	}
	return f.refuse("the answer cannot be pinned as it is")
}

// IsFor reports whether the answer is a part of the sub-gig's brief.
func (a PinnedAnswer) IsFor(g SubGigRecord) bool {
	switch {
	case a.SubGig != "":
		return a.SubGig == g.ID
	case a.Role != "":
		return a.Role == g.Role
	}
	return true
}

// Readers are those who hold a sub-gig, not ended, whose brief the answer is a part of, each once.
func (a PinnedAnswer) Readers(subGigs []SubGigRecord) (people []PersonID) {
	for _, g := range subGigs {
		if g.Seller != "" && !g.State.Ended() && a.IsFor(g) && !slices.Contains(people, g.Seller) {
			people = append(people, g.Seller)
		}
	}
	return people
}

// Brief is what a sub-gig asks for: the items of the plan, and the answers that were pinned since.
type Brief struct {
	Items   []string       // of the plan, numbered from 1
	Pinned  []PinnedAnswer // numbered on after the items, so that revisions cite them alike
	Version int            // of the last answer; 0 while the brief is that of the plan
}

// BriefOf gives the brief of a sub-gig. pinned are the answers of its project, by version.
func BriefOf(g SubGigRecord, pinned []PinnedAnswer) Brief {
	b := Brief{Items: g.Brief}
	for _, a := range pinned {
		if a.IsFor(g) {
			b.Pinned, b.Version = append(b.Pinned, a), a.Version
		}
	}
	return b
}

// Len is how many items can be cited.
func (b Brief) Len() int { return len(b.Items) + len(b.Pinned) }

// Item gives the words of an item, from 1.
func (b Brief) Item(n int) string {
	switch {
	case n >= 1 && n <= len(b.Items):
		return b.Items[n-1]
	case n > len(b.Items) && n <= b.Len():
		a := b.Pinned[n-len(b.Items)-1]
		return fmt.Sprintf("%s %s", a.Question, a.Answer)
	}
	return ""
}

// Lines gives the words of all items.
func (b Brief) Lines() []string {
	lines := []string{}
	for n := 1; n <= b.Len(); n++ {
		lines = append(lines, b.Item(n))
	}
	return lines
}

// Unread is the refusal of a delivery by somebody who has acknowledged an earlier version than the brief has; nil when they
// have read it all.
func (b Brief) Unread(id SubGigID, acknowledged int) error {
	if acknowledged >= b.Version {
		return nil
	}
	return Errorf(Conflict, "the brief has a new version, %d: an answer was pinned that you have not acknowledged. Read it with `tutti brief show %s`, "+
		"acknowledge it with `tutti brief ack %s`, and deliver again", b.Version, id, id)
}

// Acknowledge says whether a version can be acknowledged: only the newest, so that nobody agrees to what they have not read.
func (b Brief) Acknowledge(version int) error {
	if version == b.Version {
		return nil
	}
	return Errorf(Conflict, "the brief has the version %d, not %d; read it again and acknowledge that", b.Version, version)
}

// Acknowledgement is that a seller has read a version of a sub-gig's brief.
type Acknowledgement struct {
	Project ProjectID
	SubGig  SubGigID
	Person  PersonID
	Version int
	At      time.Time
}

// BriefRecords keeps what is added to briefs, and who has read it.
type BriefRecords interface {
	// PinAnswer records a once under the project's next version, with its line in the log; the same id again returns the
	// stored row. Conflict when the project has MaxPinned.
	PinAnswer(ctx context.Context, a PinnedAnswer) (PinnedAnswer, error)
	// PinnedAnswers lists the answers of a project by version.
	PinnedAnswers(ctx context.Context, id ProjectID) ([]PinnedAnswer, error)
	// AcknowledgeBrief records a, with its line in the log, unless the person has acknowledged as much before.
	AcknowledgeBrief(ctx context.Context, a Acknowledgement) error
	// Acknowledged gives the newest version that the person has acknowledged; 0 for none.
	Acknowledged(ctx context.Context, id SubGigID, person PersonID) (int, error)
}
