package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
	"tutti/storage/memory"
)

// letters are those that are to be sent, the oldest first.
func (w *world) letters() []project.Letter {
	w.t.Helper()
	rows, err := w.records.Letters(context.Background(), project.LetterFilter{}, project.Page{})
	must(w.t, err)
	var all []project.Letter
	for _, r := range slices.Backward(rows) {
		all = append(all, r.Letter)
	}
	return all
}

// letterTo waits for the nth letter to somebody.
func (w *world) letterTo(handle string, n int) project.Letter {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		var theirs []project.Letter
		for _, l := range w.letters() {
			if l.To == w.ids[handle] {
				theirs = append(theirs, l)
			}
		}
		if len(theirs) >= n {
			return theirs[n-1]
		}
	}
	w.t.Fatalf("%s gets no letter %d", handle, n)
	return project.Letter{}
}

// secretsOf makes what a letter says when it is sent.
func (w *world) secretsOf(l project.Letter) (secret, code string) {
	w.t.Helper()
	link, err := w.records.Link(context.Background(), l.Link)
	must(w.t, err)
	return w.options.LinkKey.Secret(link), w.options.LinkKey.Code(link)
}

// addressed puts somebody with an e-mail address, and no token, on the roster.
func (w *world) addressed(handle, email string, roles ...project.Role) {
	w.t.Helper()
	p := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, w.clock.Now(), handle)), Handle: handle, Name: "The " + handle, Email: email,
		Roles: roles, CreatedAt: w.clock.Now()}
	_, err := w.records.PutPerson(context.Background(), p)
	must(w.t, err)
	w.ids[handle] = p.ID
}

// asks has somebody ask for a link, and gives the letter.
func (w *world) asks(handle, email string, n int) project.Letter {
	w.t.Helper()
	if got := w.ask("", "POST", path("/sign-in"), `{"email":"`+email+`"}`); got.status != 202 {
		w.t.Fatalf("%d %s", got.status, got.body)
	}
	return w.letterTo(handle, n)
}

// signIn uses a link as a browser does, and gives the cookie.
func (w *world) signIn(l project.Letter) string {
	w.t.Helper()
	secret, _ := w.secretsOf(l)
	got := w.ask("", "POST", path("/sign-in/links/%s/use", l.Link), `{"secret":"`+secret+`"}`)
	if got.status != 200 {
		w.t.Fatalf("%d %s", got.status, got.body)
	}
	cookie, _, _ := strings.Cut(got.header.Get("Set-Cookie"), ";")
	return cookie
}

func newSignIn(t *testing.T, change ...func(*api.Options)) *world {
	t.Helper()
	w := newWorld(t, change...)
	w.addressed("zoe", "Zoe@Example.org", project.RoleSeller)
	return w
}

func TestSigningInByALink(t *testing.T) {
	w := newSignIn(t)
	letter := w.asks("zoe", "zoe@example.ORG", 1)
	if letter.Kind != project.LetterSignIn || letter.Facts != nil {
		t.Errorf("the letter is %+v", letter)
	}
	secret, code := w.secretsOf(letter)
	use := path("/sign-in/links/%s/use", letter.Link)
	if got := w.ask("", "GET", use, ""); got.status != 405 {
		t.Errorf("a link that is looked at: %d", got.status)
	}
	if got := w.ask("", "POST", use, `{"secret":"`+strings.Repeat("a", 52)+`"}`); got.status != 401 || got.header.Get("Set-Cookie") != "" {
		t.Errorf("a wrong secret: %d %v", got.status, got.header)
	}
	got := w.ask("", "POST", use, `{"secret":"`+secret+`"}`, "User-Agent", "Browser/7")
	set := got.header.Get("Set-Cookie")
	for _, part := range []string{"__Host-tutti=tus_", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(set, part) {
			t.Errorf("the cookie has no %s: %d %q %s", part, got.status, set, got.body)
		}
	}
	if strings.Contains(set, "Domain") || strings.Contains(got.body, "tus_") || strings.Contains(got.body, secret) {
		t.Errorf("%q %s", set, got.body)
	}
	cookie, _, _ := strings.Cut(set, ";")
	me := w.ask("", "GET", path("/me"), "", "Cookie", cookie)
	if me.status != 200 || !strings.Contains(me.body, `"handle":"zoe"`) || !strings.Contains(me.body, `"session_id":"ses_`) {
		t.Errorf("%d %s", me.status, me.body)
	}
	if got := w.ask("", "POST", use, `{"secret":"`+secret+`"}`); got.status != 409 {
		t.Errorf("a used link: %d %s", got.status, got.body)
	}
	if got := w.ask("", "POST", path("/sign-in/code"), `{"who":"zoe","code":"`+code+`"}`); got.status != 401 {
		t.Errorf("the code of a used link: %d", got.status)
	}
	second := w.signIn(w.asks("zoe", "zoe@example.org", 2))
	if second == cookie {
		t.Error("two sign-ins have one token")
	}
	for what, text := range map[string]string{"secret": secret, "token": cookie[len("__Host-tutti="):], "code": `"` + code} {
		if strings.Contains(w.log.String(), text) {
			t.Errorf("the log tells the %s", what)
		}
	}
}

func TestALinkExpires(t *testing.T) {
	w := newSignIn(t)
	letter := w.asks("zoe", "zoe@example.org", 1)
	secret, code := w.secretsOf(letter)
	w.clock.add(project.LinkSignIn.Lasts())
	if got := w.ask("", "POST", path("/sign-in/links/%s/use", letter.Link), `{"secret":"`+secret+`"}`); got.status != 409 {
		t.Errorf("an expired link: %d", got.status)
	}
	if got := w.ask("", "POST", path("/sign-in/code"), `{"who":"zoe","code":"`+code+`"}`); got.status != 401 {
		t.Errorf("an expired code: %d", got.status)
	}
}

// TestNobodyLearnsWhoIsKnown: the answer to who asks for a link says nothing, nor does the refusal of a code.
func TestNobodyLearnsWhoIsKnown(t *testing.T) {
	w := newSignIn(t)
	letter := w.asks("zoe", "zoe@example.org", 1)
	known := w.ask("", "POST", path("/sign-in"), `{"email":"zoe@example.org"}`)
	unknown := w.ask("", "POST", path("/sign-in"), `{"email":"nobody@example.org"}`)
	if known.status != 202 || anonymous(known) != anonymous(unknown) {
		t.Errorf("%d %s\n%d %s", known.status, known.body, unknown.status, unknown.body)
	}
	var all []string
	for _, who := range []string{"zoe", "zoe@example.org", "nobody", "nobody@example.org"} {
		all = append(all, anonymous(w.ask("", "POST", path("/sign-in/code"), `{"who":"`+who+`","code":"`+wrongCode(w, letter)+`"}`)))
	}
	if len(slices.Compact(all)) != 1 {
		t.Errorf("the refusals differ: %q", all)
	}
	w.letterTo("zoe", 2)
	for _, l := range w.letters() {
		if l.To != w.ids["zoe"] {
			t.Errorf("a letter to %s", l.To)
		}
	}
}

// wrongCode is not the code of the letter, nor of another that may have come since, but for one chance in 500,000.
func wrongCode(w *world, l project.Letter) string {
	if _, code := w.secretsOf(l); code == "123456" {
		return "654321"
	}
	return "123456"
}

func TestACodeIsTriedFiveTimes(t *testing.T) {
	w := newSignIn(t)
	letter := w.asks("zoe", "zoe@example.org", 1)
	_, code := w.secretsOf(letter)
	who := "ZOE@example.org"
	try := func(code string) int {
		return w.ask("", "POST", path("/sign-in/code"), `{"who":"`+who+`","code":"`+code+`"}`).status
	}
	for range project.MaxLinkTries - 1 {
		if got := try(wrongCode(w, letter)); got != 401 {
			t.Errorf("a wrong code: %d", got)
		}
	}
	if got := try(code[:3] + " " + code[3:]); got != 200 {
		t.Errorf("the right code at the last try: %d", got)
	}
	letter, who = w.asks("zoe", "zoe@example.org", 2), "zoe" // whose tries are counted apart
	secret, code := w.secretsOf(letter)
	for range project.MaxLinkTries {
		try(wrongCode(w, letter))
	}
	if got := try(code); got != 401 {
		t.Errorf("the right code after the last try: %d", got)
	}
	if got := w.ask("", "POST", path("/sign-in/links/%s/use", letter.Link), `{"secret":"`+secret+`","bearer":true}`); got.status != 200 {
		t.Errorf("the link itself goes on to work: %d", got.status)
	}
}

func TestSigningInIsLimited(t *testing.T) {
	w := newSignIn(t)
	statuses := map[int]int{}
	for range 6 {
		statuses[w.ask("", "POST", path("/sign-in"), `{"email":"nobody@example.org"}`).status]++
	}
	if statuses[202] != 5 || statuses[429] != 1 {
		t.Errorf("one address: %v", statuses)
	}
	last := answer{}
	for range 31 {
		last = w.ask("", "POST", path("/sign-in/code"), `{"who":"nobody","code":"123456"}`)
	}
	if last.status != 429 || last.header.Get("Retry-After") == "" {
		t.Errorf("guessing codes: %d %v", last.status, last.header)
	}
	for range 61 {
		last = w.ask("", "POST", path("/sign-in/links/lnk_1/use"), `{"secret":"x"}`)
	}
	if last.status != 429 {
		t.Errorf("guessing links: %d", last.status)
	}
}

func TestProgramsSignInWithABearer(t *testing.T) {
	w := newSignIn(t)
	_, code := w.secretsOf(w.asks("zoe", "zoe@example.org", 1))
	got := w.ask("", "POST", path("/sign-in/code"), `{"who":"zoe","code":"`+code+`","bearer":true}`)
	var in wire.SignedIn
	must(t, json.Unmarshal([]byte(got.body), &in))
	if got.header.Get("Set-Cookie") != "" || !strings.HasPrefix(in.Token, "tus_") || in.Person.Handle != "zoe" || !in.Session.Current {
		t.Errorf("%v %s", got.header, got.body)
	}
	w.tokens["zoe"] = in.Token
	if got := w.ask("zoe", "GET", path("/me"), "", "Cookie", "__Host-tutti=nonsense"); got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := w.ask("zoe", "POST", path("/sign-out"), ""); got.status != 204 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := w.ask("zoe", "GET", path("/me"), ""); got.status != 401 {
		t.Errorf("after signing out: %d", got.status)
	}
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	w := newSignIn(t)
	first := w.signIn(w.asks("zoe", "zoe@example.org", 1))
	w.clock.add(time.Minute)
	second := w.signIn(w.asks("zoe", "zoe@example.org", 2))
	list := func(cookie string) (out wire.SessionList) {
		t.Helper()
		got := w.ask("", "GET", path("/me/sessions"), "", "Cookie", cookie)
		must(t, json.Unmarshal([]byte(got.body), &out))
		return out
	}
	status := func(cookie string) int { return w.ask("", "GET", path("/me"), "", "Cookie", cookie).status }
	all := list(first)
	if len(all.Items) != 2 || all.Items[0].Current == all.Items[1].Current || all.Items[0].Address == "" {
		t.Fatalf("%+v", all)
	}
	other := all.Items[slices.IndexFunc(all.Items, func(s wire.Session) bool { return !s.Current })]
	if got := w.ask("", "DELETE", path("/me/sessions/%s", other.ID), "", "Cookie", first, wire.HeaderIdempotencyKey, "k1"); got.status != 204 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if status(first) != 200 || status(second) != 401 {
		t.Errorf("the first gets %d, the second, which was ended, %d", status(first), status(second))
	}
	third := w.signIn(w.asks("zoe", "zoe@example.org", 3))
	if got := w.ask("", "DELETE", path("/me/sessions"), "", "Cookie", third, wire.HeaderIdempotencyKey, "k2"); got.status != 204 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if status(first) != 401 || status(third) != 401 {
		t.Error("somebody who signed out everywhere is signed in")
	}
	fourth := w.signIn(w.asks("zoe", "zoe@example.org", 4))
	out := w.ask("", "POST", path("/sign-out"), "", "Cookie", fourth)
	if out.status != 204 || !strings.Contains(out.header.Get("Set-Cookie"), "Max-Age=0") || status(fourth) != 401 {
		t.Errorf("%d %v", out.status, out.header)
	}
}

func TestSessionsEndByThemselves(t *testing.T) {
	w := newSignIn(t)
	cookie := w.signIn(w.asks("zoe", "zoe@example.org", 1))
	status := func() int { return w.ask("", "GET", path("/me"), "", "Cookie", cookie).status }
	for range 6 { // used often enough, for 78 of 90 days
		w.clock.add(13 * 24 * time.Hour)
		if status() != 200 {
			t.Fatal("a session that is used has ended")
		}
	}
	w.clock.add(13 * 24 * time.Hour)
	if status() != 401 {
		t.Error("a session goes on after its whole time")
	}
	idle := w.signIn(w.asks("zoe", "zoe@example.org", 2))
	w.clock.add(project.SessionIdle + time.Minute)
	if got := w.ask("", "GET", path("/me"), "", "Cookie", idle).status; got != 401 {
		t.Errorf("a session that is not used goes on: %d", got)
	}
}

// TestOtherSitesCannotUseACookie sends what a browser sends for a page of another site.
func TestOtherSitesCannotUseACookie(t *testing.T) {
	w := newSignIn(t, func(o *api.Options) { o.PublicURL = "https://tutti.example" })
	cookie := w.signIn(w.asks("zoe", "zoe@example.org", 1))
	out := func(headers ...string) int { return w.ask("", "POST", path("/sign-out"), "", headers...).status }
	for _, foreign := range [][]string{
		{"Cookie", cookie, "Sec-Fetch-Site", "cross-site"}, {"Cookie", cookie, "Sec-Fetch-Site", "same-site", "Origin", "https://evil.tutti.example"},
		{"Cookie", cookie, "Origin", "https://evil.example"}, {"Cookie", cookie, "Origin", "null"},
	} {
		if got := out(foreign...); got != 403 {
			t.Errorf("%v: %d", foreign, got)
		}
	}
	if got := w.ask("", "POST", path("/sign-in"), `{"email":"zoe@example.org"}`, "Origin", "https://evil.example").status; got != 403 {
		t.Errorf("another site signs people in: %d", got)
	}
	if got := w.ask("", "GET", path("/me"), "", "Cookie", cookie, "Sec-Fetch-Site", "cross-site").status; got != 200 {
		t.Errorf("a link from another site: %d", got)
	}
	if got := w.ask("bea", "POST", path("/plans/validate"), plan, "Origin", "https://tools.example", "Content-Type", "application/yaml").status; got != 200 {
		t.Errorf("a token is not the browser's: %d", got)
	}
	if got := out("Cookie", cookie, "Origin", "https://tutti.example"); got != 204 {
		t.Errorf("our own page behind a proxy: %d", got)
	}
}

func TestCookiesOfOnesOwnMachine(t *testing.T) {
	for address, name := range map[string]string{"http://localhost:8080": "tutti", "http://127.0.0.1:8080": "tutti", "http://tutti.example": "__Host-tutti", "https://localhost": "__Host-tutti", "": "__Host-tutti"} {
		w := newSignIn(t, func(o *api.Options) { o.PublicURL = address })
		letter := w.asks("zoe", "zoe@example.org", 1)
		secret, _ := w.secretsOf(letter)
		set := w.ask("", "POST", path("/sign-in/links/%s/use", letter.Link), `{"secret":"`+secret+`"}`).header.Get("Set-Cookie")
		if !strings.HasPrefix(set, name+"=") || strings.Contains(set, "Secure") != (name != "tutti") {
			t.Errorf("%s: %s", address, set)
		}
	}
}

func TestInvitations(t *testing.T) {
	w := newSignIn(t)
	p := w.launched()
	invite := func(handle, who, body, key string) answer {
		return w.ask(handle, "POST", path("/people/%s/invitation", w.ids[who]), body, wire.HeaderIdempotencyKey, key)
	}
	for range 2 { // the same command again sends no second letter
		got := invite("bea", "zoe", `{"project_id":"`+string(p.ID)+`"}`, "k1")
		if got.status != 201 || strings.Contains(got.body, "lnk_") {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	letter := w.letterTo("zoe", 1)
	if n := len(w.letters()); n != 1 || letter.Kind != project.LetterInvitation || letter.Project != p.ID || letter.Facts["inviter"] != "Bea" || letter.Facts["project"] != "Nine bars" {
		t.Errorf("%d letters, %+v", n, letter)
	}
	w.clock.add(13 * 24 * time.Hour)
	w.signIn(letter)
	if got := invite("bea", "ama", `{}`, "k2"); got.status != 409 || !strings.Contains(got.body, "no e-mail address") {
		t.Errorf("somebody without an address: %d %s", got.status, got.body)
	}
	if got := invite("bob", "zoe", `{"project_id":"`+string(p.ID)+`"}`, "k3"); got.status != 404 {
		t.Errorf("into somebody else's project: %d %s", got.status, got.body)
	}
	statuses := map[int]int{}
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		statuses[invite("olga", "zoe", `{}`, key).status]++
	}
	if statuses[201] != 4 || statuses[429] != 1 {
		t.Errorf("an hour's invitations: %v", statuses)
	}
}

func TestWithoutAKeyNobodyIsSentALink(t *testing.T) {
	w := newSignIn(t, func(o *api.Options) { o.LinkKey = nil })
	if got := w.ask("", "POST", path("/sign-in"), `{"email":"zoe@example.org"}`); got.status != 503 {
		t.Errorf("%d %s", got.status, got.body)
	}
	l := project.NewLink(project.LinkID(project.NewID("lnk", w.clock.Now(), "x")), w.ids["zoe"], project.LinkSignIn, "", w.clock.Now())
	_, err := w.records.PutLink(context.Background(), l)
	must(t, err)
	empty := project.LinkKey(nil)
	if got := w.ask("", "POST", path("/sign-in/links/%s/use", l.ID), `{"secret":"`+empty.Secret(l)+`"}`); got.status != 401 {
		t.Errorf("a link that an empty key opens: %d", got.status)
	}
	if got := w.ask("", "POST", path("/sign-in/code"), `{"who":"zoe","code":"`+empty.Code(l)+`"}`); got.status != 401 {
		t.Errorf("a code of an empty key: %d", got.status)
	}
}

func TestTheSignInPage(t *testing.T) {
	w := newSignIn(t)
	letter := w.asks("zoe", "zoe@example.org", 1)
	page := w.ask("", "GET", "/sign-in", "", "Accept", "text/html")
	policy := page.header.Get("Content-Security-Policy")
	if page.status != 200 || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || page.header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v", page.status, page.header)
	}
	if strings.Contains(page.body, "<script>") || strings.Contains(page.body, "<style") || strings.Contains(page.body, "onclick") || strings.Contains(page.body, "organisation") {
		t.Error("the page has a script or a style in it, or offers what is not there")
	}
	for _, file := range []string{"/sign-in/sign-in.js", "/sign-in/sign-in.css"} {
		if !strings.Contains(page.body, `"`+file+`"`) || w.ask("", "GET", file, "").status != 200 {
			t.Errorf("%s is not there, or not used", file)
		}
	}
	for accept, want := range map[string]string{"de-AT,en;q=0.8": `lang="de" dir="ltr"`, "fr, ar;q=0.5": `lang="ar" dir="rtl"`, "fr": `lang="en" dir="ltr"`, "": `lang="en"`} {
		if got := w.ask("", "GET", "/sign-in", "", "Accept-Language", accept); !strings.Contains(got.body, want) || strings.Contains(got.body, "no value") {
			t.Errorf("to %q the page says %s", accept, got.body)
		}
	}
	l, err := w.records.Link(context.Background(), letter.Link)
	if err != nil || !l.UsedAt.IsZero() {
		t.Errorf("looking at the page used the link: %+v %v", l, err)
	}
}

// TestTheSignInPageUnderAPathPrefix: a proxy takes the prefix of the public address away, and everything that the page names
// comes by that proxy. The script is told the prefix; it names nothing from the root itself.
func TestTheSignInPageUnderAPathPrefix(t *testing.T) {
	for public, base := range map[string]string{"https://tutti.example": "", "https://tutti.example/": "", "https://tutti.example/studio": "/studio",
		"https://tutti.example/a/b/": "/a/b"} {
		w := newSignIn(t, func(o *api.Options) { o.PublicURL = public })
		page := w.ask("", "GET", "/sign-in", "", "Accept", "text/html")
		named := regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(page.body, -1)
		if len(named) < 2 || !strings.Contains(page.body, `data-base="`+base+`"`) {
			t.Errorf("%s: %s", public, page.body)
		}
		for _, one := range named {
			inside, ok := strings.CutPrefix(one[1], base)
			if got := w.ask("", "GET", inside, ""); !ok || got.status != 200 {
				t.Errorf("%s: %s: %d", public, one[1], got.status)
			}
		}
		script := w.ask("", "GET", "/sign-in/sign-in.js", "").body
		for _, path := range regexp.MustCompile(`.{7}"/(?:api|")`).FindAllString(script, -1) {
			if !strings.HasPrefix(path, "base + ") {
				t.Errorf("the script names an address from the root: %s", path)
			}
		}
	}
}

// TestAnEmailDecidesWhoGetsIn: a buyer writes the first address of somebody new, and no later one.
func TestAnEmailDecidesWhoGetsIn(t *testing.T) {
	w := newSignIn(t)
	w.addressed("new", "", project.RoleSeller)
	write := func(handle, who, email, key string) answer {
		return w.ask(handle, "POST", path("/roster/import"), rosterHead+who+","+"The "+who+","+email+",,,,,,,,,,\n", "Content-Type", "text/csv", wire.HeaderIdempotencyKey, key)
	}
	for _, c := range []struct {
		handle, who string
		want        int
	}{{"bea", "new", 200}, {"bea", "new", 400}, {"bob", "zoe", 400}, {"bea", "cem", 400}, {"olga", "zoe", 200}, {"olga", "new", 200}} {
		got := write(c.handle, c.who, strings.ToLower(c.handle)+"@evil.example", c.handle+c.who+string(rune('a'+c.want%7)))
		if c.handle == "bea" && c.want == 400 {
			got = write(c.handle, c.who, "other@evil.example", "again"+c.who)
		}
		if got.status != c.want || c.want == 400 && !strings.Contains(got.body, "email") {
			t.Errorf("%s writes the address of %s: %d %s", c.handle, c.who, got.status, got.body)
		}
	}
}

// TestARevokedSessionEndsItsStream counts looks, not seconds: the stream ends at the first look after the end of the session.
func TestARevokedSessionEndsItsStream(t *testing.T) {
	s := newStageIn(t, newWorld(t, func(o *api.Options) { o.Recheck = 5 * time.Millisecond }))
	s.follows(func(w *world, as func(*http.Request)) {
		must(t, w.records.RevokeSessions(context.Background(), w.ids["ida"], w.clock.Now()))
	})
}

// TestWhoIsNoLongerInTheProjectReadsNoFurther takes the role away from an operator who follows a stranger's project.
func TestWhoLosesTheirRoleReadsNoFurther(t *testing.T) {
	store := &demoted{Records: memory.NewRecords(project.FeePolicy{BasisPoints: 500})}
	s := newStageIn(t, newWorldOver(t, store, func(o *api.Options) { o.Recheck = 5 * time.Millisecond }))
	store.person = s.ids["olga"]
	s.followsAs("olga", func() { store.mu.Lock(); store.gone = true; store.mu.Unlock() })
}

// demoted takes every role from one person.
type demoted struct {
	project.Records
	mu     sync.Mutex
	person project.PersonID
	gone   bool
}

func (d *demoted) TokenByHash(ctx context.Context, hash string) (project.Token, project.Person, error) {
	t, p, err := d.Records.TokenByHash(ctx, hash)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gone && p.ID == d.person {
		p.Roles = nil
	}
	return t, p, err
}

// follows opens a stream in a session of ida's, and waits for its end once something has happened.
func (s *stage) follows(then func(*world, func(*http.Request))) {
	s.t.Helper()
	secret := api.NewSecret()
	id := project.SessionID(project.NewID(project.PrefixSession, s.clock.Now(), secret))
	must(s.t, s.records.PutSession(context.Background(), project.NewSession(id, s.ids["ida"], api.HashSecret(secret), "", "", s.clock.Now())))
	s.tokens["ida's browser"] = api.FormatSession(id, secret)
	s.followsAs("ida's browser", func() { then(s.world, nil) })
}

func (s *stage) followsAs(handle string, then func()) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	req := httptest.NewRequest("GET", path("/projects/%s/events/stream", s.project.ID), nil).WithContext(ctx)
	req.Header.Set("Authorization", "Bearer "+s.tokens[handle])
	out := &firstWrite{ResponseRecorder: httptest.NewRecorder(), began: make(chan struct{})}
	ended := make(chan struct{})
	go func() { s.api.ServeHTTP(out, req); close(ended) }()
	select {
	case <-out.began:
	case <-ended:
		s.t.Fatalf("the stream does not begin: %d %s", out.Code, out.Body)
	}
	then()
	<-ended
	if ctx.Err() != nil {
		s.t.Error("the stream went on")
	}
	if s.ask(handle, "GET", path("/projects/%s", s.project.ID), "").status == 200 {
		s.t.Error("the next request is let through")
	}
}

// firstWrite tells when a stream has begun.
type firstWrite struct {
	*httptest.ResponseRecorder
	once  sync.Once
	began chan struct{}
}

func (f *firstWrite) Write(p []byte) (int, error) {
	n, err := f.ResponseRecorder.Write(p)
	f.once.Do(func() { close(f.began) })
	return n, err
}

// TestScopedTokens tries every command with tokens that are for reading: whoever holds one, nothing changes.
func TestScopedTokens(t *testing.T) {
	h := newHouse(t)
	for _, who := range everyone()[1:] {
		h.tokens[who] = h.scoped(who, project.ScopeRead)
	}
	harmless := regexp.MustCompile(`/sign-|/webhooks/|/(validate|preview|knock-on)$|^/tutti/`)
	for i, row := range readAccess(t, accessTable) {
		if !row.changes() || harmless.MatchString(row.path) {
			continue
		}
		for _, who := range everyone()[1:] {
			got := h.try(tried{row: row, person: who}, false, fmt.Sprintf("key-%d", i))
			if !slices.Contains([]int{403, 404}, got.status) {
				t.Errorf("%s %s as %s with a token for reading: %d %s", row.method, row.path, who, got.status, got.body)
			}
		}
	}
	if got := h.ask("buyer", "GET", path("/projects/%s/ledger", h.project), ""); got.status != 200 {
		t.Errorf("a token for reading does not read: %d", got.status)
	}
}

func (w *world) scoped(handle string, scopes ...project.Scope) string {
	w.t.Helper()
	secret := api.NewSecret()
	id := project.TokenID(project.NewID(project.PrefixToken, w.clock.Now(), secret))
	must(w.t, w.records.PutToken(context.Background(), project.Token{ID: id, Person: w.ids[handle], Hash: api.HashSecret(secret), Name: "scoped", Scopes: scopes, CreatedAt: w.clock.Now()}))
	return api.FormatToken(id, secret)
}

func TestTokensAreListedWithTheirUse(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	made, err := w.as("bea").CreateToken(ctx, w.ids["bea"], wire.TokenRequest{Name: "robot", Scopes: []project.Scope{project.ScopeMoney}})
	must(t, err)
	w.tokens["robot"] = made.Token
	me := w.ask("robot", "GET", path("/me"), "")
	if !strings.Contains(me.body, `"scopes":["money"]`) {
		t.Error(me.body)
	}
	list, err := w.as("bea").Tokens(ctx, w.ids["bea"])
	must(t, err)
	at := slices.IndexFunc(list.Items, func(k wire.Token) bool { return k.ID == made.ID })
	if len(list.Items) != 2 || at < 0 || list.Items[at].SeenAt == nil || list.Items[at].Token != "" || !slices.Equal(list.Items[at].Scopes, made.Scopes) {
		t.Errorf("%+v", list)
	}
	if got := w.ask("robot", "GET", path("/people/%s/tokens", w.ids["bea"]), ""); got.status != 403 {
		t.Errorf("a token with a scope lists tokens: %d", got.status)
	}
	_, err = w.as("bea").CreateToken(ctx, w.ids["bea"], wire.TokenRequest{Name: "x", Scopes: []project.Scope{"all"}})
	wantCode(t, err, project.Invalid)
	must(t, w.as("bea").RevokeToken(ctx, made.ID)) // which is not the one she calls with
	wantCode(t, w.as("bob").RevokeToken(ctx, list.Items[1-at].ID), project.NotFound)
	if got := w.ask("robot", "GET", path("/me"), ""); got.status != 401 {
		t.Errorf("a revoked token works: %d", got.status)
	}
}

func FuzzProofs(f *testing.F) {
	f.Add("tut_a_b_00000000")
	f.Add(api.FormatToken("tok_1", "s"))
	f.Fuzz(func(t *testing.T, text string) {
		id, secret, ok := api.ParseToken(text)
		if ok && !bytes.Equal([]byte(api.FormatToken(id, secret)), []byte(text)) {
			t.Errorf("%q reads as %q and %q", text, id, secret)
		}
	})
}

// TestTheSignInPageSaysTheSameInEveryLanguage: no language lacks a text, and none is left in English.
func TestTheSignInPageSaysTheSameInEveryLanguage(t *testing.T) {
	file, err := os.ReadFile("pages/sign-in.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]map[string]string
	if err := json.Unmarshal(file, &texts); err != nil {
		t.Fatal(err)
	}
	for language, said := range texts {
		for key, english := range texts["en"] {
			if said[key] == "" || language != "en" && said[key] == english {
				t.Errorf("%s has no %s", language, key)
			}
		}
		if len(said) != len(texts["en"]) {
			t.Errorf("%s says %d things, English %d", language, len(said), len(texts["en"]))
		}
	}
	for _, language := range []string{"en", "de", "es", "ar"} {
		if texts[language] == nil {
			t.Errorf("the page does not speak %s", language)
		}
	}
}
