package project

import "testing"

// A release is made anew when somebody has earned more since, or something was said; not when money moved otherwise.
func TestAReleaseFollowsWhatWasEarned(t *testing.T) {
	hold := Transaction{Posting: Posting{Kind: PostHold, Minor: 5}, Seq: 1}
	release := Transaction{Posting: Posting{Kind: PostRelease, Minor: 5}, Seq: 2}
	tip := Transaction{Posting: Posting{Kind: PostTip, Minor: 5}, Seq: 3}
	settle := Transaction{Posting: Posting{Kind: PostSettle, Minor: 5, Share: 2}, Seq: 4}
	of := func(said []Message, ledger ...Transaction) string { return ExportOf("art_1", said, ledger) }
	if of(nil, hold, release) != of(nil, hold, release, tip) {
		t.Error("a tip makes another release")
	}
	if of(nil, hold, release) == of(nil, hold, release, tip, settle) {
		t.Error("a settlement leaves the old shares")
	}
	if of(nil, hold) == of([]Message{{Version: 1}}, hold) {
		t.Error("a comment is not in the release")
	}
}
