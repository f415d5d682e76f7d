package api_test

import (
	"context"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
)

// TestWhatIsLeftIsSaid: an answer names each limit, what it allows, what is left of it, and when it begins anew.
func TestWhatIsLeftIsSaid(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.RequestsOfPerson, o.RequestsOfAddress = 2, 10 })
	for n, want := range []struct {
		status int
		left   string
	}{{200, `"address";r=9;t=60, "person";r=1;t=60`}, {200, `"address";r=8;t=60, "person";r=0;t=60`}, {429, `"address";r=7;t=60, "person";r=0;t=60`}} {
		got := w.ask("bea", "GET", path("/me"), "")
		if got.status != want.status || withoutEnds(got.header.Get(wire.HeaderRateLimit)) != withoutEnds(want.left) ||
			got.header.Get(wire.HeaderRateLimitPolicy) != `"address";q=10;w=60, "person";q=2;w=60` {
			t.Errorf("request %d: %d %v", n+1, got.status, got.header)
		}
		after, _ := strconv.Atoi(got.header.Get(wire.HeaderRetryAfter))
		if (got.status == 429) != (after >= 1 && after <= 60) {
			t.Errorf("request %d: %d, again after %d", n+1, got.status, after)
		}
	}
	if got := w.ask("bob", "GET", path("/me"), ""); got.status != 200 {
		t.Errorf("somebody else gets %d", got.status)
	}
	if got := w.ask("", "GET", "/livez", ""); got.status != 200 || got.header.Get(wire.HeaderRateLimit) != "" {
		t.Errorf("a probe is counted: %d %v", got.status, got.header)
	}
}

// withoutEnds leaves the seconds out of a RateLimit, which pass.
func withoutEnds(header string) string {
	var items []string
	for item := range strings.SplitSeq(header, ", ") {
		before, _, _ := strings.Cut(item, ";t=")
		items = append(items, before)
	}
	return strings.Join(items, ", ")
}

// TestOneAddressIsLimited, before anybody is looked up; behind a proxy that is trusted each has their own.
func TestOneAddressIsLimited(t *testing.T) {
	w := newWorld(t, func(o *api.Options) {
		o.RequestsOfAddress, o.TrustedProxies = 3, []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	})
	from := func(who, forwarded string) int {
		return w.ask(who, "GET", path("/me"), "", "X-Forwarded-For", forwarded).status
	}
	for _, who := range []string{"bea", "bob", "", "bea"} {
		w.ask(who, "GET", path("/me"), "")
	}
	if got := w.ask("bob", "GET", path("/me"), ""); got.status != 429 || got.problem(t).Code != "limited" {
		t.Errorf("the fifth request of an address: %d %s", got.status, got.body)
	}
	statuses := []int{}
	for n := range 5 { // what a client has written itself stands on the left
		statuses = append(statuses, from("bea", fmt.Sprintf("198.51.100.%d, 203.0.113.7", n)))
	}
	if fmt.Sprint(statuses) != "[200 200 200 429 429]" {
		t.Errorf("behind a proxy: %v", statuses)
	}
	if got := from("bea", "203.0.113.8"); got != 200 {
		t.Errorf("its neighbour gets %d", got)
	}
}

// TestLimitsOfWaysInAreStrict: every limit that guards a way in is one that Redis cannot open.
func TestLimitsOfWaysInAreStrict(t *testing.T) {
	live := &noted{seen: map[string]bool{}}
	w := newWorld(t, func(o *api.Options) { o.Live, live.Live = live, o.Live })
	w.tokens["guess"] = "tut_a_b_c"
	w.ask("guess", "GET", path("/me"), "")
	w.ask("", "POST", path("/sign-in"), `{"email":"nobody@example.org"}`)
	w.ask("", "POST", path("/sign-in/code"), `{"who":"nobody","code":"123456"}`)
	w.ask("", "POST", path("/sign-in/links/lnk_1/use"), `{"secret":"x"}`)
	w.ask("", "GET", "/calendar/nonsense.ics", "")
	live.mu.Lock()
	defer live.mu.Unlock()
	seen := live.seen
	for _, name := range []string{"bad-tokens", "links", "links-of-one", "codes", "codes-of-one", "bad-links", "bad-calendars"} {
		if strict, there := seen[name]; !there || !strict {
			t.Errorf("%s: counted %t, strict %t", name, there, strict)
		}
	}
	if strict, there := seen["person"]; strict || seen["address"] || there {
		t.Errorf("requests of nobody: %v", seen)
	}
}

// noted writes down which limits are asked for.
type noted struct {
	project.Live
	mu   sync.Mutex
	seen map[string]bool // strict, by name
}

func (n *noted) Allow(ctx context.Context, l project.Limit, key string) project.Allowance {
	n.mu.Lock()
	n.seen[l.Name] = l.Strict
	n.mu.Unlock()
	return n.Live.Allow(ctx, l, key)
}

// TestCodesOfOnePersonAreLimited, wherever they are tried from: each new letter would give five tries more.
func TestCodesOfOnePersonAreLimited(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	statuses := map[int]int{}
	for n := range 22 {
		got := w.ask("", "POST", path("/sign-in/code"), `{"who":"Ama","code":"123456"}`, "X-Forwarded-For", fmt.Sprintf("203.0.113.%d", n))
		statuses[got.status]++
	}
	if statuses[401] != 20 || statuses[429] != 2 {
		t.Errorf("%v", statuses)
	}
}
