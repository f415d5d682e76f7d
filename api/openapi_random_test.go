package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"tutti/api"
	"tutti/api/wire"
	"tutti/outside"
	"tutti/project"
)

var (
	randomRequests = flag.Int("openapi.requests", 1000, "requests that are made of openapi.json")
	randomSeed     = flag.Uint64("openapi.seed", 1, "which requests; one that fails says which to give")
)

// requestsOfAWorld are sent to one world, then a new one begins: what one of them has broken is found again with its seed alone.
const requestsOfAWorld = 250

// TestNothingThatIsSentIsAFaultOfOurs makes requests of the contract, half of them not quite right, and holds every answer to the
// contract: none is a 5xx, each has the shape that is promised for it.
func TestNothingThatIsSentIsAFaultOfOurs(t *testing.T) {
	for done := 0; done < *randomRequests; done += requestsOfAWorld {
		seed := *randomSeed + uint64(done/requestsOfAWorld)
		m := newMonkey(t, seed)
		for n := range min(requestsOfAWorld, *randomRequests-done) {
			r := m.request(n)
			if err := m.send(r); err != nil {
				t.Fatalf("go test ./api -run NothingThatIsSent -args -openapi.seed=%d -openapi.requests=%d\nrequest %d, %v: %v", seed, n+1, n, r, err)
			}
		}
		if m.good < requestsOfAWorld/20 && *randomRequests-done >= requestsOfAWorld {
			t.Errorf("seed %d: only %d requests had an effect or an answer", seed, m.good)
		}
	}
}

// monkey sends what the contract lets it think of.
type monkey struct {
	*house
	chance *rand.Rand
	routes []*routers.Route
	ids    []string // of things that are there
	good   int      // answers of 2xx
}

// sent is one request.
type sent struct {
	route       *routers.Route
	who, target string
	body        string
	kind, key   string
}

func (s sent) String() string {
	return fmt.Sprintf("%s %s as %q (%s): %.2000q", s.route.Method, s.target, s.who, s.kind, s.body)
}

func newMonkey(t *testing.T, seed uint64) *monkey {
	t.Helper()
	ids := 0
	h := newHouse(t, func(o *api.Options) {
		o.Seed = func() string { ids++; return fmt.Sprint("seed ", ids) }
		nowhere := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no names here") }}
		guard := outside.NewGuard(outside.Options{HTTP: true, Resolver: nowhere, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
		o.Webhooks, o.Push = outside.NewWebhooks(guard, o.Sealer), outside.NewPushes(guard, []byte("key"), "ops@example.org")
	})
	m := &monkey{house: h, chance: rand.New(rand.NewPCG(seed, 0)), routes: routesOf(t, h.api)}
	for _, id := range h.names {
		if prefix, _, ok := strings.Cut(id, "_"); ok {
			m.ids = append(m.ids, id, project.NewID(prefix, h.clock.Now(), "not there"))
		}
	}
	slices.Sort(m.ids) // the same seed makes the same requests
	return m
}

// routesOf reads the contract as it is served. Streams do not end, so they are left out.
func routesOf(t *testing.T, a *api.API) []*routers.Route {
	t.Helper()
	text, err := a.OpenAPI30()
	must(t, err)
	text = bytes.ReplaceAll(text, []byte(`"$ref":"/plan.schema.json"`), []byte(`"description":"a plan"`))
	doc, err := openapi3.NewLoader().LoadFromData(text)
	must(t, err)
	var all []*routers.Route
	for _, path := range doc.Paths.InMatchingOrder() {
		item := doc.Paths.Value(path)
		for _, method := range slices.Sorted(maps.Keys(item.Operations())) {
			if !strings.HasSuffix(path, "/stream") {
				all = append(all, &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: item.Operations()[method]})
			}
		}
	}
	return all
}

func pick[T any](m *monkey, from ...T) T { return from[m.chance.IntN(len(from))] }

func (m *monkey) oneIn(n int) bool { return m.chance.IntN(n) == 0 }

func (m *monkey) request(n int) sent {
	r := sent{route: pick(m, m.routes...), who: pick(m, append(everyone(), "buyer", "buyer", "producer", "seller", "seller")...), key: fmt.Sprint("random-", n)}
	r.target = m.target(r.route)
	if r.route.Operation.RequestBody == nil {
		return r
	}
	content := r.route.Operation.RequestBody.Value.Content
	r.kind = pick(m, slices.Sorted(maps.Keys(content))...)
	schema := content[r.kind].Schema
	switch {
	case r.kind == "application/yaml":
		r.body = m.broken(housePlan("New", "producer", "standby", "stranger", "stranger"))
	case r.kind != "application/json" || schema == nil:
		r.body = m.text(nil)
	default:
		r.body = m.json(schema.Value)
	}
	if m.oneIn(10) {
		r.body = m.broken(r.body)
	}
	return r
}

// target fills the address: parameters of the path by the kind of thing that stands before them, and some of the query.
func (m *monkey) target(route *routers.Route) string {
	target, query := route.Path, []string{}
	for _, p := range append(slices.Clone(route.Operation.Parameters), route.PathItem.Parameters...) {
		switch p := p.Value; p.In {
		case "path":
			target = strings.Replace(target, "{"+p.Name+"}", escaped(m.pathValue(route.Path, p)), 1)
		case "query":
			if p.Required || m.oneIn(3) {
				query = append(query, p.Name+"="+escaped(strings.Trim(m.value(p.Schema.Value, p.Name, 0), `"`)))
			}
		}
	}
	if m.oneIn(40) {
		query = append(query, "surplus=1")
	}
	if len(query) > 0 {
		target += "?" + strings.Join(query, "&")
	}
	return target
}

// escaped writes every byte that is not plain as %XX.
func escaped(text string) string {
	out := ""
	for _, b := range []byte(text) {
		if 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '_' || b == '-' {
			out += string(rune(b))
		} else {
			out += fmt.Sprintf("%%%02X", b)
		}
	}
	return out
}

func (m *monkey) pathValue(path string, p *openapi3.Parameter) string {
	of := map[string]string{"projects": "prj", "sub-gigs": "sub", "people": "per", "roster": "per", "offers": "off", "uploads": "upl", "deliveries": "dlv", "proposals": "prp",
		"artifacts": "art", "rankings": "rnk", "dry-runs": "run", "splits": "run", "payouts": "pay", "exports": "exp", "webhooks": "whk", "members": "mem", "sessions": "ses", "tokens": "tok", "links": "lnk"}
	parts := strings.Split(path, "/")
	at := slices.Index(parts, "{"+p.Name+"}")
	if m.oneIn(12) {
		return m.text(nil) + "x"
	}
	if prefix := of[parts[max(0, at-1)]]; prefix != "" {
		if fit := m.of(prefix); len(fit) > 0 {
			return pick(m, fit...)
		}
	}
	return pick(m, "notes", "lyrics", "take.wav", "solo", "drums", "x")
}

func (m *monkey) of(prefix string) []string {
	return slices.DeleteFunc(slices.Clone(m.ids), func(id string) bool { return !strings.HasPrefix(id, prefix) })
}

func (m *monkey) json(s *openapi3.Schema) string { return m.value(s, "", 0) }

// value writes JSON for a schema; now and then it is something else.
func (m *monkey) value(s *openapi3.Schema, name string, depth int) string {
	if m.oneIn(15) || depth > 8 {
		return pick(m, "null", "0", "-1", "1e400", "9223372036854775808", "0.5", `""`, `"\u0000"`, `"\ud800"`, "[]", "{}", "true", `{"a":{"a":[1]}}`, `"`+strings.Repeat("é", 3000)+`"`)
	}
	if len(s.Enum) > 0 && !m.oneIn(10) {
		return quoted(fmt.Sprint(pick(m, s.Enum...)))
	}
	switch {
	case s.Type == nil:
		return "1"
	case s.Type.Is("object"):
		return m.object(s, depth)
	case s.Type.Is("array"):
		var items []string
		for range m.chance.IntN(3) {
			items = append(items, m.value(s.Items.Value, name, depth+1))
		}
		return "[" + strings.Join(items, ",") + "]"
	case s.Type.Is("boolean"):
		return pick(m, "true", "false")
	case s.Type.Is("integer"), s.Type.Is("number"):
		return m.number(s)
	}
	return quoted(m.word(s, name))
}

func (m *monkey) object(s *openapi3.Schema, depth int) string {
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if needed := slices.Contains(s.Required, name); needed && !m.oneIn(20) || !needed && m.oneIn(2) {
			fields = append(fields, quoted(name)+":"+m.value(s.Properties[name].Value, name, depth+1))
		}
	}
	if m.oneIn(25) {
		fields = append(fields, `"surplus":1`)
	}
	return "{" + strings.Join(fields, ",") + "}"
}

func (m *monkey) number(s *openapi3.Schema) string {
	low, high := int64(0), int64(1000)
	if s.Min != nil {
		low = int64(*s.Min)
	}
	if s.Max != nil {
		high = int64(*s.Max)
	}
	return fmt.Sprint(pick(m, low, high, low+m.chance.Int64N(max(1, min(high-low, 1000))), low-1, high+1, 1))
}

// word is a text for a field: an id where one is asked for, a time, something of the enum or the form, or any text.
func (m *monkey) word(s *openapi3.Schema, name string) string {
	switch {
	case strings.HasSuffix(name, "_id") || strings.HasSuffix(name, "_ids"):
		if fit := m.of(name[:min(3, len(name))]); len(fit) > 0 && !m.oneIn(4) {
			return pick(m, fit...)
		}
		return pick(m, m.ids...)
	case s.Format == "date-time":
		return pick(m, "2026-03-20T00:00:00Z", "2026-03-01T12:00:05+14:00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z")
	case name == "handle" || name == "handles":
		return pick(m, "seller", "stranger", "standby", "new-one", "Ö")
	case name == "url":
		return nobodyThere
	case name == "month":
		return pick(m, "2026-03", "2026-13", "0000-00")
	}
	return m.text(s)
}

func (m *monkey) text(s *openapi3.Schema) string {
	word := pick(m, "x", "A few words.", "drums", "EUR", "Africa/Accra", "GH", "2026-03", "1.50", "naïve ☃", "a\u202eb", "'; DROP TABLE people; --", "<script>", "../../etc/passwd",
		"%00", "\x00", "\n", strings.Repeat("long ", 400))
	if s != nil && s.MaxLength != nil && uint64(len(word)) > *s.MaxLength && !m.oneIn(4) {
		return word[:*s.MaxLength]
	}
	return word
}

// broken changes a few bytes of a text.
func (m *monkey) broken(text string) string {
	raw := []byte(text)
	for range m.chance.IntN(3) {
		if len(raw) > 0 {
			raw[m.chance.IntN(len(raw))] = pick(m, byte('{'), '}', '"', ',', ':', '-', '\n', ' ', 0, 0xff, '9', '[')
		}
	}
	return string(raw)
}

func quoted(text string) string {
	raw, _ := json.Marshal(text) // a text always can be
	return string(raw)
}

// send gives the request to the handler and judges the answer.
func (m *monkey) send(r sent) error {
	req := httptest.NewRequest(r.route.Method, r.target, strings.NewReader(r.body))
	if r.who != "nobody" {
		req.Header.Set("Authorization", "Bearer "+m.tokens[r.who])
	}
	if r.kind != "" {
		req.Header.Set("Content-Type", r.kind)
	}
	req.Header.Set(wire.HeaderIdempotencyKey, r.key)
	out := httptest.NewRecorder()
	m.api.ServeHTTP(out, req)
	if out.Code >= 500 {
		return fmt.Errorf("%d %s", out.Code, out.Body)
	}
	if out.Code < 300 {
		m.good++
		m.learn(out.Body.Bytes())
	}
	return judge(r, req, out)
}

// judge holds an answer to what the contract promises for its status.
func judge(r sent, req *http.Request, out *httptest.ResponseRecorder) error {
	promised := r.route.Operation.Responses.Status(out.Code)
	if promised == nil {
		promised = r.route.Operation.Responses.Default()
	}
	if promised == nil {
		return fmt.Errorf("the contract knows no answer %d: %s", out.Code, out.Body)
	}
	kind, _, _ := strings.Cut(out.Header().Get("Content-Type"), ";")
	if out.Body.Len() > 0 && promised.Value.Content.Get(kind) == nil {
		return fmt.Errorf("%d is answered as %q, which the contract does not promise", out.Code, kind)
	}
	if !strings.HasSuffix(kind, "json") {
		return nil
	}
	in := &openapi3filter.ResponseValidationInput{Status: out.Code, Header: out.Header(), Body: io.NopCloser(bytes.NewReader(out.Body.Bytes())),
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, Route: r.route}, Options: &openapi3filter.Options{IncludeResponseStatus: true}}
	if err := openapi3filter.ValidateResponse(req.Context(), in); err != nil {
		return fmt.Errorf("%d %.2000s is not what the contract promises: %w", out.Code, out.Body, err)
	}
	return nil
}

// learn keeps ids of things that were made.
func (m *monkey) learn(answer []byte) {
	for _, word := range strings.FieldsFunc(string(answer), func(r rune) bool { return r == '"' }) {
		prefix, _, ok := strings.Cut(word, "_")
		if ok && len(m.ids) < 300 && prefix != project.PrefixToken && project.CheckID(prefix, word) == nil && !slices.Contains(m.ids, word) {
			m.ids = append(m.ids, word)
		}
	}
}
