package api

import (
	"net/netip"
	"strings"
	"testing"
)

func TestClientAddress(t *testing.T) {
	inner := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for name, c := range map[string]struct {
		remote    string
		forwarded []string
		trusted   []netip.Prefix
		want      string
	}{
		"nobody is trusted":              {"10.0.0.1:99", []string{"203.0.113.7"}, nil, "10.0.0.1"},
		"a stranger says who they are":   {"198.51.100.1:99", []string{"203.0.113.7"}, inner, "198.51.100.1"},
		"a proxy":                        {"10.0.0.1:99", []string{"203.0.113.7"}, inner, "203.0.113.7"},
		"a proxy that says nothing":      {"10.0.0.1:99", nil, inner, "10.0.0.1"},
		"read from the right":            {"10.0.0.1:99", []string{"192.0.2.9, 203.0.113.7"}, inner, "203.0.113.7"},
		"two proxies":                    {"10.0.0.1:99", []string{"192.0.2.9, 203.0.113.7, 10.0.0.2"}, inner, "203.0.113.7"},
		"two headers":                    {"10.0.0.1:99", []string{"192.0.2.9", "203.0.113.7"}, inner, "203.0.113.7"},
		"a lie about a proxy":            {"10.0.0.1:99", []string{"10.0.0.9, 203.0.113.7"}, inner, "203.0.113.7"},
		"all of them are ours":           {"10.0.0.1:99", []string{"10.0.0.9, 10.0.0.2"}, inner, "10.0.0.9"},
		"no address":                     {"10.0.0.1:99", []string{"203.0.113.7, unknown"}, inner, "10.0.0.1"},
		"nothing between":                {"10.0.0.1:99", []string{"203.0.113.7, "}, inner, "10.0.0.1"},
		"with a port":                    {"10.0.0.1:99", []string{"203.0.113.7:4711"}, inner, "203.0.113.7"},
		"IPv6":                           {"[::1]:99", []string{"2001:db8::7"}, inner, "2001:db8::7"},
		"IPv6 with a port":               {"[::1]:99", []string{"[2001:db8::7]:80"}, inner, "2001:db8::7"},
		"IPv4 in IPv6 is the same":       {"[::ffff:10.0.0.1]:99", []string{"::ffff:203.0.113.7"}, inner, "203.0.113.7"},
		"no address at the socket's end": {"@", []string{"203.0.113.7"}, inner, "invalid IP"},
	} {
		if got := clientAddress(c.remote, c.forwarded, c.trusted).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// FuzzClientAddress: whatever stands to the left of what a trusted proxy has added changes nothing, and an untrusted sender is taken
// for nobody else.
func FuzzClientAddress(f *testing.F) {
	for _, seed := range []string{"", "203.0.113.7", "a, b, 10.0.0.1", "[::1]:80,,", strings.Repeat("10.0.0.1,", 50)} {
		f.Add(seed)
	}
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	f.Fuzz(func(t *testing.T, written string) {
		if got := clientAddress("10.0.0.1:99", []string{written, "203.0.113.7"}, trusted); got.String() != "203.0.113.7" {
			t.Errorf("behind a proxy %q makes it %v", written, got)
		}
		if got := clientAddress("198.51.100.1:99", []string{written}, trusted); got.String() != "198.51.100.1" {
			t.Errorf("%q makes a stranger %v", written, got)
		}
		clientAddress("10.0.0.1:99", []string{written}, trusted)
	})
}
