package project

import "testing"

// FuzzReadUnsubscribe: a token says whom it is about only when it was signed with the key.
func FuzzReadUnsubscribe(f *testing.F) {
	f.Add(UnsubscribeToken("key", "per_1", LetterBulletin))
	f.Add(UnsubscribeToken("another key", "per_1", LetterBulletin))
	f.Add("..")
	f.Fuzz(func(t *testing.T, token string) {
		person, kind, err := ReadUnsubscribe("key", token)
		switch {
		case err == nil && UnsubscribeToken("key", person, kind) != token:
			t.Errorf("%q reads as %q and %q", token, person, kind)
		case err != nil && (CodeOf(err) != NotFound || person != "" || kind != ""):
			t.Errorf("%q: %q %q %v", token, person, kind, err)
		}
	})
}
