package project

import "time"

// Notice is something that one person is told inside of the application, and perhaps by a letter too.
type Notice struct {
	ID      NoticeID
	To      PersonID
	Kind    NoticeKind
	Project ProjectID
	SubGig  SubGigID // empty when it is about none
	Detail  string   // a code word, as in the log
	Letter  LetterID // which tells it too; empty for none
	Shown   bool     // inside
	At      time.Time
	ReadAt  time.Time // zero until it was read
}

// NoticeKind names what somebody is told.
type NoticeKind string

// NoticeLetterStuck tells an operator that a letter did not arrive, or may not have; detail: its state.
const NoticeLetterStuck NoticeKind = "letter_stuck"
