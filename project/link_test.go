package project

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestLinkSecrets(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	key := LinkKey(bytes.Repeat([]byte{7}, LinkKeyBytes))
	l := NewLink(LinkID(NewID(PrefixLink, at, "one")), "per_1", LinkSignIn, "", at)
	twin, sibling := l, l
	twin.Purpose = LinkInvitation
	sibling.ID = LinkID(NewID(PrefixLink, at, "two"))
	otherKey := LinkKey(bytes.Repeat([]byte{8}, LinkKeyBytes))
	secret, code := key.Secret(l), key.Code(l)
	if !key.Opens(l, secret) || !key.Knows(l, code) || !key.Knows(l, " "+code[:3]+" "+code[3:]) {
		t.Error("a link does not know its own secret")
	}
	if !regexp.MustCompile(`^[a-z2-7]{52}$`).MatchString(secret) || !regexp.MustCompile(`^[0-9]{6}$`).MatchString(code) {
		t.Errorf("the secret %q and the code %q", secret, code)
	}
	if key.Opens(twin, secret) || key.Opens(sibling, secret) || otherKey.Opens(l, secret) || key.Opens(l, "") || key.Knows(l, "") || key.Knows(l, secret) {
		t.Error("a secret opens another link")
	}
	base, id, got, ok := ParseLinkAddress(key.Address("https://tutti.example/", l))
	if !ok || base != "https://tutti.example" || id != l.ID || got != secret {
		t.Errorf("the address reads as %q %q %q %v", base, id, got, ok)
	}
}

func TestLinksEnd(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, purpose := range []LinkPurpose{LinkInvitation, LinkSignIn, LinkSetup} {
		l := NewLink("lnk_1", "per_1", purpose, "", at)
		if l.Check(at) != nil || l.Check(l.ExpiresAt.Add(-1)) != nil || CodeOf(l.Check(l.ExpiresAt)) != Conflict {
			t.Errorf("a link for %s ends at %s", purpose, l.ExpiresAt)
		}
		if l.UsedAt = at; CodeOf(l.Check(at)) != Conflict {
			t.Errorf("a used link for %s can be used", purpose)
		}
	}
}

// TestAnyLinkAddress: whatever is pasted, an address that is taken has the form of one.
func TestAnyLinkAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := NewID(PrefixLink, time.Unix(int64(rapid.Uint32().Draw(t, "at")), 0), "x")
		text := rapid.OneOf(rapid.String(), rapid.Just("https://a.example/sign-in#"+id+".abc"), rapid.Just(id+".abc"), rapid.Just("#"+id)).Draw(t, "text")
		_, got, secret, ok := ParseLinkAddress(text)
		if ok && (CheckID(PrefixLink, string(got)) != nil || secret == "" || !strings.Contains(text, string(got)+"."+secret)) {
			t.Fatalf("%q reads as %q and %q", text, got, secret)
		}
	})
}

func FuzzParseLinkAddress(f *testing.F) {
	f.Add("https://tutti.example/sign-in#" + NewID(PrefixLink, time.Unix(1, 0), "x") + ".abc")
	f.Add("#.")
	f.Fuzz(func(t *testing.T, text string) {
		if _, id, secret, ok := ParseLinkAddress(text); ok && (CheckID(PrefixLink, string(id)) != nil || secret == "") {
			t.Errorf("%q is taken", text)
		}
	})
}

func TestParseLinkKey(t *testing.T) {
	good := strings.Repeat("0f", LinkKeyBytes)
	if key, err := ParseLinkKey(" " + good + "\n"); err != nil || len(key) != LinkKeyBytes {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"", good[2:], good + "00", strings.Repeat("zz", LinkKeyBytes)} {
		_, err := ParseLinkKey(bad)
		if CodeOf(err) != Invalid {
			t.Errorf("%q: %v", bad, err)
		}
		if err != nil && bad != "" && strings.Contains(err.Error(), bad) {
			t.Error("the error tells the key")
		}
	}
}

func TestSessionsEnd(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s := NewSession("ses_1", "per_1", "h", "Brow\nser\x00\xff "+strings.Repeat("x", 300), "192.0.2.1", at)
	if len(s.Agent) > MaxAgent+2 || strings.ContainsAny(s.Agent, "\n\x00") || !utf8.ValidString(s.Agent) || !strings.HasPrefix(s.Agent, "Browser ") {
		t.Errorf("the agent is kept as %q", s.Agent)
	}
	if !s.Holds(at.Add(SessionIdle-1)) || s.Holds(at.Add(SessionIdle)) {
		t.Error("a session that is not used ends after its idle time")
	}
	s.SeenAt = s.ExpiresAt
	if !s.Holds(s.ExpiresAt.Add(-1)) || s.Holds(s.ExpiresAt) {
		t.Error("a session that is used ends after its whole time")
	}
	s.RevokedAt = at
	if s.Holds(at) {
		t.Error("a revoked session holds")
	}
}

// FuzzCode: of all that can be typed, the six digits of the link open it and nothing else does; blanks do not count.
func FuzzCode(f *testing.F) {
	key := LinkKey(strings.Repeat("k", LinkKeyBytes))
	l := NewLink(LinkID(NewID(PrefixLink, time.Unix(1, 0), "x")), "per_1", LinkSignIn, "", time.Unix(1, 0))
	code := key.Code(l)
	for _, seed := range []string{code, code[:3] + " " + code[3:], "", "000000", code + "0", key.Secret(l)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if key.Knows(l, typed) != (strings.Join(strings.Fields(typed), "") == code) {
			t.Errorf("%q and the code %q", typed, code)
		}
		if key.Opens(l, typed) != (typed == key.Secret(l)) {
			t.Errorf("%q and the secret", typed)
		}
	})
}
