package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// answers gives what the person gets from every route that can be read, in every scope, by route.
func (h *house) answers(who string) map[string]string {
	h.t.Helper()
	out := map[string]string{}
	for _, row := range readAccess(h.t, accessTable) {
		if row.changes() || strings.HasSuffix(row.path, "/stream") || !strings.HasPrefix(row.path, "/api/") {
			continue
		}
		for _, s := range row.scopes() {
			out[row.path] += h.try(tried{row: row, person: who, scope: s}, false, "").body
		}
	}
	return out
}

// links are the signed addresses in an answer.
func links(answer string) (out []string) {
	for _, link := range regexp.MustCompile(`"url":"([^"]+)"`).FindAllStringSubmatch(answer, -1) {
		if link[1] != nobodyThere { // a program of somebody, which gives us nothing
			out = append(out, strings.ReplaceAll(link[1], `\u0026`, "&"))
		}
	}
	return out
}

func send(t *testing.T, method, address, body string) int {
	t.Helper()
	req, err := http.NewRequest(method, address, strings.NewReader(body))
	must(t, err)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	must(t, res.Body.Close())
	return res.StatusCode
}

// TestWhoGetsALink: behind the links that somebody gets are the originals of their own deliveries, and nobody else's before
// these are paid.
func TestWhoGetsALink(t *testing.T) {
	h := newHouse(t)
	own := 0
	for _, who := range everyone()[1:] {
		for route, answer := range h.answers(who) {
			for _, link := range links(answer) {
				switch seller, is := strings.CutPrefix(h.fetched(link), original+" by "); {
				case is && seller == who:
					own++
				case is:
					t.Errorf("%s has the original of %s by %s", who, seller, route)
				}
			}
		}
	}
	if own != 2 {
		t.Errorf("seller and replaced have %d of their own originals, not one each", own)
	}
}

// TestALinkIsForOneMethodOneKeyAndAShortTime takes the links for fetching and for sending apart.
func TestALinkIsForOneMethodOneKeyAndAShortTime(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	o := h.names[place{own, "", "delivery"}]
	link, err := h.as("seller").DeliveryFile(ctx, project.DeliveryID(o), "take.wav")
	must(t, err)
	other, err := h.as("other").DeliveryFile(ctx, project.DeliveryID(h.names[place{another, "", "delivery"}]), "take.wav")
	must(t, err)
	up, err := h.as("seller").CreateUpload(ctx, wire.UploadRequest{ProjectID: h.project, SubGigID: h.drums, Name: "b.wav", Size: 5, Fingerprint: "f"})
	must(t, err)
	parts, err := h.as("seller").SignParts(ctx, up.ID, 1)
	must(t, err)
	put := parts.Parts[0].URL
	for what, c := range map[string]struct {
		method, address, body string
		want                  int
	}{
		"fetched":                     {"GET", link.URL, "", 200},
		"sent to":                     {"PUT", link.URL, "hello", 403},
		"thrown away":                 {"DELETE", link.URL, "", 403},
		"posted to":                   {"POST", link.URL, "hello", 403},
		"of somebody else's key":      {"GET", withKeyOf(t, link.URL, other.URL), "", 403},
		"for longer":                  {"GET", with(t, link.URL, "until", "99999999999999"), "", 403},
		"under another name":          {"GET", with(t, link.URL, "name", "x.html"), "", 403},
		"without a seal":              {"GET", with(t, link.URL, "seal", ""), "", 403},
		"a part, fetched":             {"GET", put, "", 403},
		"a part, longer than said":    {"PUT", put, "hello, world", 403},
		"a part, as another":          {"PUT", with(t, put, "part", "2"), "hello", 403},
		"a part, over somebody's key": {"PUT", withKeyOf(t, put, other.URL), "hello", 403},
		"a part, as it was signed":    {"PUT", put, "hello", 200},
	} {
		if got := send(t, c.method, c.address, c.body); got != c.want {
			t.Errorf("a link that is %s: %d, want %d", what, got, c.want)
		}
	}
	for what, c := range map[string]struct {
		expires time.Time
		within  time.Duration
	}{"fetching": {link.Expires, 5 * time.Minute}, "sending": {parts.Expires, 15 * time.Minute}} {
		if left := c.expires.Sub(h.clock.Now()); left > c.within || left < c.within-time.Minute {
			t.Errorf("a link for %s holds %v", what, left)
		}
	}
}

// with changes one word of an address.
func with(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	query := u.Query()
	query.Set(name, value)
	u.RawQuery = query.Encode()
	return u.String()
}

// withKeyOf points an address at the object of another.
func withKeyOf(t *testing.T, address, other string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	o, err := url.Parse(other)
	must(t, err)
	u.Path = o.Path
	return u.String()
}

// TestWhoHelpsSeesNoMoney reads everything that a section lead, a mentor and a guest reviewer can read. A guest sees no name but
// credit names besides.
func TestWhoHelpsSeesNoMoney(t *testing.T) {
	h := newHouse(t)
	money := regexp.MustCompile(`"[a-z_]*(minor|price|budget|offer_id|offer)"`)
	if all := fmt.Sprint(h.answers("seller")); !money.MatchString(all) || !strings.Contains(all, `"handle":"buyer"`) {
		t.Error("what is looked for is not even in the answers for a seller")
	}
	for _, who := range []string{"lead", "mentor", "guest"} {
		for route, answer := range h.answers(who) {
			if strings.HasSuffix(route, "/me/notify") { // that one is told of offers
				continue
			}
			if found := money.FindString(answer); found != "" {
				t.Errorf("%s reads %s by %s: %s", who, found, route, answer)
			}
			for _, handle := range []string{"buyer", "producer", "seller", "replaced", "other", "zoe"} {
				if who == "guest" && strings.Contains(answer, `"handle":"`+handle+`"`) {
					t.Errorf("a guest reads the handle of %s by %s", handle, route)
				}
			}
		}
	}
}
