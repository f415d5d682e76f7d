package project

import (
	"testing"
	"time"
)

func TestHousehold(t *testing.T) {
	for address, want := range map[string]string{"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "203.0.113.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "somewhere": ""} {
		if got := Household(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestALimitSaysWhatIsLeft(t *testing.T) {
	l := Limit{Most: 2, Within: time.Minute}
	for count, want := range map[int64]Allowance{1: {OK: true, Left: 1, Ends: time.Second}, 2: {OK: true, Ends: time.Second}, 3: {Ends: time.Second}} {
		if got := l.Of(count, time.Second); got != want {
			t.Errorf("%d: %+v", count, got)
		}
	}
}
