package api_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tutti/api/wire"
)

// accessTable is who may do what, one line for each route.
const accessTable = "testdata/access.txt"

// The verdicts in the cells of the table.
const (
	allowed   = 'A' // let through, whatever comes of it then
	forbidden = 'F' // 403
	hidden    = 'H' // 404, byte for byte what is answered when there is nothing
	nameless  = 'U' // 401: say who you are
	empty     = 'N' // let through, and what the body names is not there: 404, in other words
	gone      = 'G' // 409: it was theirs, and is not any more
)

// accessRow is one line of the table: a route, what everybody gets, and the body that is sent.
type accessRow struct {
	method, path string            // with names in braces
	cells        map[string]string // by person: a verdict for each scope that the route has
	body         string
}

// readAccess reads a table: its lines that begin with neither # nor a blank, below a line with the people.
func readAccess(t *testing.T, file string) (rows []accessRow) {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	var people []string
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		line, body, _ := strings.Cut(line, " | ")
		fields := strings.Fields(line)
		if people == nil {
			people = fields[2:]
			continue
		}
		if len(fields) != 2+len(people) {
			t.Fatalf("%s:%d has %d cells; there are %d people: %s", file, n+1, len(fields)-2, len(people), line)
		}
		row := accessRow{fields[0], fields[1], map[string]string{}, strings.TrimSpace(body)}
		for i, who := range people {
			row.cells[who] = fields[2+i]
		}
		rows = append(rows, row)
	}
	if !slices.Equal(people, everyone()) {
		t.Fatalf("the columns of %s are not %v", file, everyone())
	}
	return rows
}

// String writes the row as it stands in the file.
func (r accessRow) String() string {
	line := fmt.Sprintf("%-6s %-73s ", r.method, r.path)
	for i, who := range everyone() {
		width := max(len(who), 4) + 1
		if i == 0 {
			width = 7
		}
		line += fmt.Sprintf("%-*s", width, r.cells[who])
	}
	if r.body != "" {
		line += "| " + r.body
	}
	return strings.TrimRight(line, " ")
}

// target is the address without the words that tell rows of one route apart.
func (r accessRow) target() string {
	path, _, _ := strings.Cut(r.path, "#")
	return regexp.MustCompile(`\{([^}]*)\}`).ReplaceAllString(path, "{{$1}}")
}

// route is the row as the router writes it, as far as it can be told.
func (r accessRow) matches(route string) bool {
	method, path, _ := strings.Cut(route, " ")
	mine, _, _ := strings.Cut(r.target(), "?")
	pattern := regexp.MustCompile(`:[^/]+`).ReplaceAllString(regexp.QuoteMeta(path), `[^/]+`)
	pattern = regexp.MustCompile(`\\\*[^/]+$`).ReplaceAllString(pattern, `.*`)
	return method == r.method && regexp.MustCompile("^"+pattern+"$").MatchString(mine)
}

// scopes are those that the row has: of what belongs to a sub-gig or a person three, of what belongs to a project two.
func (r accessRow) scopes() []scope {
	for _, name := range []string{"sub-gig", "offer", "upload", "delivery", "dry-run", "proposal", "ranking", "payout", "person", "handle", "token", "session", "browser", "member", "message", "note"} {
		if strings.Contains(r.path, "{"+name+"}") || strings.Contains(r.body, "{{"+name+"}}") {
			return []scope{own, another, foreign}
		}
	}
	if strings.Contains(r.path, "{") || strings.Contains(r.body, "{{") {
		return []scope{own, foreign}
	}
	return []scope{own}
}

// changes reports whether the route is a command.
func (r accessRow) changes() bool { return r.method != "GET" && r.method != "HEAD" }

// tried is one request: who asks for what in which scope.
type tried struct {
	row    accessRow
	person string
	scope  scope
	want   byte
}

func (r accessRow) tries(t *testing.T) (out []tried) {
	t.Helper()
	for _, who := range everyone() {
		scopes, cell := r.scopes(), r.cells[who]
		if len(cell) != len(scopes) && who != "nobody" || len(cell) == 0 {
			t.Fatalf("%s %s: the cell of %s is %q; it needs a letter for each of %d scopes", r.method, r.path, who, cell, len(scopes))
		}
		if who == "nobody" {
			scopes = scopes[:1]
		}
		for i, s := range scopes {
			out = append(out, tried{r, who, s, cell[i]})
		}
	}
	return out
}

// try sends the request; with missing, the ids in it are nothing's.
func (h *house) try(x tried, missing bool, key string) answer {
	h.t.Helper()
	body := map[string]string{"<plan>": housePlan("New", "producer", "standby", "stranger", "stranger"), "<roster>": "handle"}[x.row.body]
	if body == "" {
		body = h.fill(x.row.body, x.person, x.scope, missing)
	}
	target, handle := h.fill(x.row.target(), x.person, x.scope, missing), x.person
	if handle == "nobody" {
		handle = ""
	}
	if strings.HasSuffix(target, "/stream") {
		return h.askStream(handle, target)
	}
	headers := []string{wire.HeaderIdempotencyKey, key}
	if x.row.body == "<plan>" {
		headers = append(headers, "Content-Type", "application/yaml")
	}
	return h.ask(handle, x.row.method, target, body, headers...)
}

// verdict says what an answer amounts to.
func verdict(a answer) byte {
	switch {
	case a.status == 401:
		return nameless
	case a.status == 403:
		return forbidden
	case a.status == 404 && (a.body == "" || strings.Contains(a.body, "or it is not yours to see") || strings.Contains(a.body, "no such address")):
		return hidden
	case a.status == 404:
		return empty
	case a.status == 409 && strings.Contains(a.body, "your earlier work is kept"):
		return gone
	case a.status >= 500 || a.status == 429:
		return '!'
	}
	return allowed
}

// TestWhoMayDoWhat sends every line of the table for everybody. A refusal changes nothing, and what is hidden is answered
// byte for byte like what is not there.
func TestWhoMayDoWhat(t *testing.T) {
	rows := readAccess(t, accessTable)
	got := make([]accessRow, len(rows))
	for i, row := range rows {
		got[i] = row
		got[i].cells = map[string]string{}
	}
	look := newHouse(t)
	before := look.state()
	for i, row := range rows {
		commands := look
		for _, x := range refusalsFirst(row.tries(t)) {
			h := look
			if row.changes() && strings.IndexByte("FHUG", x.want) < 0 {
				if commands == look {
					commands = newHouse(t)
				}
				h = commands
			}
			answered := h.try(x, false, fmt.Sprintf("key-%s-%d-%d", x.person, x.scope, i))
			v := verdict(answered)
			if v != x.want {
				t.Errorf("%s %s as %s: %c, want %c: %d %.300q", row.method, row.path, x.person, v, x.want, answered.status, answered.body)
			}
			if v == hidden {
				h.sameAsMissing(t, x, answered)
			}
			got[i].put(x, v)
		}
	}
	for i, row := range rows {
		if now := got[i].String(); now != row.String() {
			t.Errorf("it is now\n%s", now)
		}
	}
	if after := look.state(); after != before {
		t.Errorf("what was refused has changed something: %s, before %s", after, before)
	}
}

// put writes the verdict at its place in the row.
func (r accessRow) put(x tried, v byte) {
	cell := []byte(r.cells[x.person])
	at := slices.Index(r.scopes(), x.scope)
	for len(cell) <= at {
		cell = append(cell, '?')
	}
	cell[at] = v
	r.cells[x.person] = string(cell)
}

// refusalsFirst puts what may change something last.
func refusalsFirst(list []tried) []tried {
	slices.SortStableFunc(list, func(x, y tried) int {
		late := func(x tried) int {
			if x.want == allowed {
				return 1
			}
			return 0
		}
		return late(x) - late(y)
	})
	return list
}

// sameAsMissing compares a refusal with the answer about things that are not there.
func (h *house) sameAsMissing(t *testing.T, x tried, got answer) {
	t.Helper()
	missing := h.try(x, true, fmt.Sprintf("missing-%s-%d", x.person, h.clock.Now().UnixNano()))
	if a, b := anonymous(got), anonymous(missing); a != b {
		t.Errorf("%s %s tells %s what is there:\n%s\n%s", x.row.method, x.row.path, x.person, a, b)
	}
}

// state is how far both projects have come.
func (h *house) state() string {
	h.t.Helper()
	out := ""
	for _, id := range []string{h.names[place{own, "", "project"}], h.names[place{foreign, "", "project"}]} {
		p := h.ask("operator", "GET", path("/projects/%s", id), "")
		out += regexp.MustCompile(`"last_event":\d+`).FindString(p.body) + " "
	}
	return out
}

// TestEveryRouteIsInTheTable walks the router.
func TestEveryRouteIsInTheTable(t *testing.T) {
	rows := readAccess(t, accessTable)
	h := newHouse(t)
	used := make([]bool, len(rows))
	for _, route := range h.api.Routes() {
		found := false
		for i, row := range rows {
			if row.matches(route) {
				found, used[i] = true, true
			}
		}
		if !found {
			t.Errorf("nobody has said who may use %s: add a line for it to api/%s, with a letter for each person and scope, and see that TestWhoMayDoWhat agrees", route, accessTable)
		}
	}
	for i, row := range rows {
		if !used[i] {
			t.Errorf("there is no route %s %s any more; take its line out of api/%s", row.method, row.path, accessTable)
		}
	}
}
