package api

import "testing"

// FuzzCalendarSecret: an address is looked up only when it has the one form in which secrets are written.
func FuzzCalendarSecret(f *testing.F) {
	good := NewSecret()
	for _, seed := range []string{good + ".ics", good, good[1:] + ".ics", "A" + good[1:] + ".ics", ".ics", "../../etc/passwd.ics", good + ".ics.ics"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		secret, ok := calendarSecret(file)
		if ok && (secret+".ics" != file || len(secret) != len(good)) {
			t.Errorf("%q reads as %q", file, secret)
		}
		for _, letter := range secret {
			if ok && !('a' <= letter && letter <= 'z' || '2' <= letter && letter <= '7') {
				t.Errorf("%q is taken", file)
			}
		}
	})
}
