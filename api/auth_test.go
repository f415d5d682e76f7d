package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
)

// stage is a world in the middle of a project: ama declined the drums, ben holds them and has delivered, cem is cast
// for the bass and not asked yet, dan has nothing to do with it.
type stage struct {
	*world
	project wire.Project
	offer   wire.Offer // ben's, accepted

	upload   wire.Upload
	delivery wire.Delivery
	artifact project.ArtifactID
	proposal project.ProposalID
	ranking  project.RankingID
	dryRun   project.ErrandID  // ben's
	split    project.ErrandID  // bea's
	export   project.ExportID  // a release, ready
	payout   project.PayoutID  // ben's, pending, by hand; of the matrix only
	said     project.MessageID // ida's, in the project's room; of the matrix only
	noted    project.NoteID    // bea's; of the matrix only
	session  project.SessionID // ben's
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageIn(t, newWorld(t))
}

func newStageIn(t *testing.T, w *world) *stage {
	t.Helper()
	w.person("dan", project.RoleSeller)
	ctx := context.Background()
	s := &stage{world: w, project: w.launched()}
	_, err := w.as("ama").Decline(ctx, w.offer("ama").ID, wire.DeclineRequest{Reason: "busy"})
	must(t, err)
	s.offer = w.accepted("ben")
	s.upload = w.sent("ben", s.offer, "take.wav", []byte(original))
	s.delivery, err = w.as("ben").Deliver(ctx, s.offer.SubGigID, wire.DeliveryRequest{UploadIDs: []project.UploadID{s.upload.ID}})
	must(t, err)
	a, err := w.records.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(project.NewID("art", w.clock.Now(), "x")), Project: s.project.ID,
		Kind: project.ArtifactFinal, Build: "b", CreatedAt: w.clock.Now()})
	must(t, err)
	s.artifact = a.ID
	made, err := w.records.BeginExport(ctx, project.Export{ID: project.ExportID(project.NewID("exp", w.clock.Now(), "x")), Project: s.project.ID,
		Kind: project.ExportRelease, Of: "x", CreatedAt: w.clock.Now()})
	must(t, err)
	s.export = made.ID
	asked, err := w.as("ben").Propose(ctx, s.offer.SubGigID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 100, Words: "one more take"})
	must(t, err)
	s.proposal = asked.ID
	must(t, w.records.PutProfile(ctx, project.Profile{Person: w.ids["ben"], Keeper: w.ids["ben"], Country: "GH"}))
	k, err := w.as("bea").Rank(ctx, s.offer.SubGigID, wire.RankRequest{})
	must(t, err)
	s.ranking = k.ID
	dry, err := w.as("ben").DryRun(ctx, s.offer.SubGigID, wire.DryRunRequest{UploadIDs: []project.UploadID{s.upload.ID}})
	must(t, err)
	s.dryRun = dry.ID
	s.split = w.splitOf("bea").ID
	opened := project.NewSession(project.SessionID(project.NewID("ses", w.clock.Now(), "x")), w.ids["ben"], "x", "", "", w.clock.Now())
	must(t, w.records.PutSession(ctx, opened))
	s.session = opened.ID
	return s
}

// everybody are the columns of the matrix: nobody, an operator, the buyer, another buyer, the producer, the seller who
// holds the drums, a seller who was asked before, a seller who is cast and not asked, a seller of another planet.
func everybody() []string {
	return []string{"", "olga", "bea", "bob", "ida", "ben", "ama", "cem", "dan"}
}

// cell is one route: what each column gets. y: let through (whatever comes of it then), 1: 401, 3: 403, 4: 404.
type cell struct{ route, body, want string }

func (s *stage) matrix() []cell {
	upload := fmt.Sprintf(`{"project_id":%q,"sub_gig_id":%q,"name":"a.wav","size":5,"fingerprint":"f"}`, s.project.ID, s.offer.SubGigID)
	reference := fmt.Sprintf(`{"project_id":%q,"reference":"notes","name":"a.wav","size":5,"fingerprint":"f"}`, s.project.ID)
	attachment := fmt.Sprintf(`{"project_id":%q,"attachment":true,"name":"a.wav","size":5,"fingerprint":"f"}`, s.project.ID)
	return []cell{
		{"GET /livez", "", "yyyyyyyyy"},
		{"GET /readyz", "", "yyyyyyyyy"},
		{"POST /api/v1/sign-in", `{"email":"ben@example.org"}`, "yyyyyyyyy"},
		{"POST /api/v1/sign-in/links/{link}/use", `{"secret":"x"}`, "111111111"},
		{"POST /api/v1/sign-in/code", `{"who":"ben","code":"000000"}`, "111111111"},
		{"POST /api/v1/sign-out", "", "1yyyyyyyy"},
		{"GET /api/v1/me/sessions", "", "1yyyyyyyy"},
		{"DELETE /api/v1/me/sessions", "", "1yyyyyyyy"},
		{"DELETE /api/v1/me/sessions/{session}", "", "14444y444"},
		{"GET /api/v1/people/{ben}/tokens", "", "1y333y333"},
		{"POST /api/v1/people/{ben}/invitation", `{}`, "1yyy33333"},
		{"GET /api/v1/me", "", "1yyyyyyyy"},
		{"POST /api/v1/people", `{"handle":"new","name":"New"}`, "1yyy33333"},
		{"GET /api/v1/people", "", "1yyy33333"},
		{"GET /api/v1/people/{ben}", "", "1yyy3y333"},
		{"GET /api/v1/people/{ben}/profile", "", "1yyy4y444"},
		{"PUT /api/v1/people/{ben}/profile", `{"capacity":1}`, "1y334y444"},
		{"GET /api/v1/people/{ben}/trust", "", "1yyyyyyyy"},
		{"POST /api/v1/people/{ben}/appeals", `{"project_id":"{project}","seq":1}`, "13333p333"},
		{"POST /api/v1/people/{ben}/appeals/decide", `{"project_id":"{project}","seq":1,"uphold":true}`, "1p3333333"},
		{"GET /api/v1/appeals", "", "1y3333333"},
		{"GET /api/v1/roster", "", "1yyy33333"},
		{"GET /api/v1/roster.csv", "", "1yyy33333"},
		{"POST /api/v1/roster/import", "handle", "1yyy33333"},
		{"PUT /api/v1/roster/{ben}", `{"note":"x"}`, "1yyy33333"},
		{"DELETE /api/v1/roster/{ben}", "", "1yyy33333"},
		{"POST /api/v1/people/{ben}/tokens", `{"name":"x"}`, "1y333y333"},
		{"DELETE /api/v1/tokens/{token}", "", "1y4444444"},
		{"POST /api/v1/plans/validate", plan, "1yyy33333"},
		{"POST /api/v1/projects", plan, "1yyy33333"},
		{"GET /api/v1/projects", "", "1yyyyyyyy"},
		{"GET /api/v1/projects/{project}", "", "1yy4yyy44"},
		{"POST /api/v1/projects/{project}/members", `{"handle":"dan","role":"mentor"}`, "13y4y3344"},
		{"GET /api/v1/projects/{project}/members", "", "1yy4yyy44"},
		{"DELETE /api/v1/projects/{project}/members/{token}", "", "144444444"},
		{"GET /api/v1/projects/{project}/plan", "", "1yy4y3344"},
		{"GET /api/v1/projects/{project}/references", "", "1yy4y3344"},
		{"PUT /api/v1/projects/{project}/references/notes", `{"upload_id":"x"}`, "13p4p3344"},
		{"GET /api/v1/projects/{project}/requirements", "", "1yy4y3344"},
		{"PUT /api/v1/projects/{project}/requirements/lyrics", `{"value":"x"}`, "13p4p3344"},
		{"POST /api/v1/projects/{project}/launch", "", "13y4y3344"},
		{"POST /api/v1/projects/{project}/cancel", "", "13y4y3344"},
		{"POST /api/v1/projects/{project}/final", fmt.Sprintf(`{"artifact_id":%q,"decision":"approve"}`, s.artifact), "1y34y3344"},
		{"GET /api/v1/projects/{project}/sub-gigs", "", "1yy4yyy44"},
		{"GET /api/v1/projects/{project}/artifacts", "", "1yy4y3344"},
		{"GET /api/v1/projects/{project}/events", "", "1yy4yyy44"},
		{"GET /api/v1/projects/{project}/events/stream", "", "1yy4yyy44"},
		{"GET /api/v1/projects/{project}/ledger", "", "1yy433344"},
		{"GET /api/v1/projects/{project}/ledger/audit", "", "1yy433344"},
		{"POST /api/v1/projects/{project}/funds", `{"minor":5}`, "13y433344"},
		{"POST /api/v1/sub-gigs/{drums}/tips", `{"minor":5}`, "13y433444"},
		{"GET /api/v1/audits", "", "1y4444444"},
		{"GET /api/v1/audit", "", "1y3333333"},
		{"GET /api/v1/audit/head", "", "1y3333333"},
		{"GET /api/v1/payouts", "", "1yyyyyyyy"},
		{"POST /api/v1/payouts/{payout}/paid", `{"reference":"R 17"}`, "1y4443444"},
		{"POST /api/v1/payouts/{payout}/failed", `{"reason":"returned"}`, "1y4443444"},
		{"GET /api/v1/me/payout-destination", "", "1yyyyyyyy"},
		{"PUT /api/v1/me/payout-destination", `{"account":"acct_00000000"}`, "1yyyyyyyy"},
		{"POST /api/v1/webhooks/stripe", `{}`, "444444444"}, // no provider is configured here
		{"GET /api/v1/projects/{project}/statement?month=2026-03", "", "1yy43yy44"},
		{"GET /api/v1/projects/{project}/statement?month=2026-03&seller_id={ben}", "", "1y444y444"},
		{"GET /api/v1/me/statement?month=2026-03", "", "1yyyyyyyy"},
		{"GET /api/v1/me/statement?month=2026-03&seller_id={ben}", "", "1y444y444"},
		{"GET /api/v1/projects/{project}/credits", "", "1yy4yyy44"},
		{"GET /api/v1/sub-gigs/{drums}", "", "1yy4yy444"},
		{"GET /api/v1/sub-gigs/{drums}/references", "", "1yy4yy444"},
		{"GET /api/v1/sub-gigs/{drums}/takeover-pack", "", "1yy4yy444"},
		{"GET /api/v1/sub-gigs/{drums}/record", "", "1yy4yyy44"},
		{"GET /api/v1/sub-gigs/{drums}/record?part={ben}", "", "1yy4yy444"},
		{"GET /api/v1/sub-gigs/{drums}/deliveries", "", "1yy4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/deliveries", `{"upload_ids":["x"]}`, "13343y444"},
		{"POST /api/v1/sub-gigs/{drums}/dry-runs", `{"upload_ids":["x"]}`, "13343y444"},
		{"GET /api/v1/dry-runs/{dry-run}", "", "14444y444"},
		{"POST /api/v1/splits", `{"upload_id":"x"}`, "1yyy33333"},
		{"GET /api/v1/splits/{split}", "", "14y444444"},
		{"GET /api/v1/splits/{split}/plan", "", "14y444444"},
		{"POST /api/v1/uploads", `{"source":true,"name":"walk.md","size":5,"fingerprint":"f"}`, "1yyy33333"},
		{"POST /api/v1/sub-gigs/{drums}/cast", `{"handles":["dan"]}`, "13y4y3444"},
		{"POST /api/v1/sub-gigs/{drums}/rank", `{}`, "13y4y3444"},
		{"POST /api/v1/sub-gigs/{drums}/rating", `{"stars":5}`, "13y4y3444"},
		{"GET /api/v1/rankings/{ranking}", "", "1yy4y4444"},
		{"POST /api/v1/sub-gigs/{drums}/cancel", "", "13y4y3444"},
		{"POST /api/v1/sub-gigs/{drums}/release", "", "1334y3444"},
		{"POST /api/v1/sub-gigs/{drums}/step-out", `{"reason":"busy"}`, "13343y444"},
		{"GET /api/v1/projects/{project}/schedule", "", "1yy4y3344"},
		{"POST /api/v1/projects/{project}/replan/preview", plan, "13y4y3344"},
		{"POST /api/v1/projects/{project}/replan?base_version=1", plan, "13y4y3344"},
		{"POST /api/v1/sub-gigs/{drums}/reopen", `{"price_minor":1}`, "1334y3444"},
		{"POST /api/v1/sub-gigs/{drums}/stale", `{"choice":"keep"}`, "1334y3444"},
		{"POST /api/v1/sub-gigs/{drums}/knock-on", `{"extra_seconds":60}`, "1yy4yy444"},
		{"GET /api/v1/offers", "", "1yyyyyyyy"},
		{"GET /api/v1/offers/{offer}", "", "1yy4yy444"},
		{"POST /api/v1/offers/{offer}/accept", "", "13343y444"},
		{"POST /api/v1/offers/{offer}/decline", `{"reason":"busy"}`, "13343y444"},
		{"POST /api/v1/uploads", upload, "13343y444"},
		{"POST /api/v1/uploads", reference, "13y4y3344"},
		{"GET /api/v1/uploads/{upload}", "", "14444y444"},
		{"DELETE /api/v1/uploads/{upload}", "", "14444y444"},
		{"POST /api/v1/uploads/{upload}/sign", `{"parts":[1]}`, "14444y444"},
		{"POST /api/v1/uploads/{upload}/complete", "", "14444y444"},
		{"GET /api/v1/deliveries/{delivery}", "", "1yy4yy444"},
		{"GET /api/v1/deliveries/{delivery}/files/take.wav", "", "1yy4yy444"},
		{"GET /api/v1/deliveries/{delivery}/files/take.wav/previews", "", "1yy4yy444"},
		{"POST /api/v1/deliveries/{delivery}/reviews", `{"decision":"approve"}`, "1334y3444"},
		{"POST /api/v1/sub-gigs/{drums}/proposals", `{"kind":"cancellation","outcome":"recast"}`, "13y4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/extras/solo/order", "", "13p4p3444"},
		{"GET /api/v1/sub-gigs/{drums}/proposals", "", "1yy4yy444"},
		{"POST /api/v1/proposals/{proposal}/agree", `{}`, "13y4yy444"},
		{"POST /api/v1/proposals/{proposal}/refuse", `{}`, "13y4yy444"},
		{"POST /api/v1/proposals/{proposal}/withdraw", "", "13y4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/dispute", `{"words":"it is not what was asked for"}`, "13y4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/dispute/appeal", "", "13y4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/dispute/rule", `{"share_minor":0,"outcome":"resume"}`, "1y34y3444"},
		{"GET /api/v1/disputes", "", "1y3333333"},
		{"GET /api/v1/calls", "", "1yyyyyyyy"},
		{"POST /api/v1/sub-gigs/{drums}/claim", "", "133433444"},
		{"POST /api/v1/sub-gigs/{drums}/applications", `{}`, "133433444"},
		{"GET /api/v1/sub-gigs/{drums}/applications", "", "1yy4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/choose", `{"handle":"dan"}`, "13y4y3444"},
		{"POST /api/v1/projects/{project}/pause", `{"until":"2026-03-20T00:00:00Z"}`, "13y4y3344"},
		{"POST /api/v1/projects/{project}/resume", "", "13y4y3344"},
		{"GET /api/v1/artifacts/{artifact}", "", "1yy4y4444"},
		{"POST /api/v1/projects/{project}/exports", `{"kind":"release"}`, "1yy4y3344"},
		{"POST /api/v1/projects/{project}/exports", `{"kind":"archive"}`, "1yy433344"},
		{"POST /api/v1/projects/{project}/exports", `{"kind":"work"}`, "14444yy44"},
		{"GET /api/v1/projects/{project}/exports", "", "1yy4yyy44"},
		{"GET /api/v1/projects/{project}/state-hash", "", "1yy433344"},
		{"GET /api/v1/exports/{export}", "", "1yy4y4444"},
		{"GET /api/v1/projects/{project}/places", "", "1yy4yyy44"},
		{"GET /api/v1/projects/{project}/places?person={ben}", "", "1yy4yy444"},
		{"GET /api/v1/projects/{project}/at?seconds=1", "", "1yy4yyy44"},
		{"POST /api/v1/artifacts/{artifact}/comments", `{"seconds":83,"text":"louder"}`, "1yy4y4444"},
		{"GET /api/v1/artifacts/{artifact}/comments", "", "1yy4y4444"},
		{"POST /api/v1/deliveries/{delivery}/comments", `{"text":"louder"}`, "1yy4yy444"},
		{"GET /api/v1/deliveries/{delivery}/comments", "", "1yy4yy444"},
		{"GET /api/v1/projects/{project}/rooms", "", "1yy4yyy44"},
		{"PUT /api/v1/projects/{project}/rooms/name", `{"shows":"name"}`, "1yy4yyy44"},
		{"GET /api/v1/projects/{project}/rooms/project/members", "", "1yy4yy444"},
		{"GET /api/v1/projects/{project}/rooms/section-0/members", "", "1y44yy444"},
		{"GET /api/v1/projects/{project}/rooms/project/messages", "", "1yy4yy444"},
		{"POST /api/v1/projects/{project}/rooms/project/messages", `{"text":"hello"}`, "13y4yy444"},
		{"POST /api/v1/projects/{project}/rooms/section-0/messages", `{"text":"hello"}`, "1344yy444"},
		{"POST /api/v1/uploads", attachment, "1yy4yy444"},
		{"GET /api/v1/messages/{said}", "", "1yy4yy444"},
		{"PATCH /api/v1/messages/{said}", `{"text":"hello"}`, "1334y3444"},
		{"DELETE /api/v1/messages/{said}", "", "1334y3444"},
		{"GET /api/v1/messages/{said}/replies", "", "1yy4yy444"},
		{"GET /api/v1/messages/{said}/history", "", "1yy4yy444"},
		{"GET /api/v1/messages/{said}/attachments/1", "", "144444444"},
		{"POST /api/v1/messages/{said}/reports", `{"reason":"spam"}`, "1yy4yy444"},
		{"GET /api/v1/projects/{project}/reports", "", "1y34y3344"},
		{"POST /api/v1/messages/{said}/keep", "", "1y34y3444"},
		{"POST /api/v1/messages/{said}/hide", `{"reason":"rude"}`, "1y34y3444"},
		{"POST /api/v1/messages/{said}/appeal", `{"words":"it is not"}`, "1334y3444"},
		{"POST /api/v1/messages/{said}/ruling", `{"uphold":true,"reason":"fine"}`, "1y3433444"},
		{"GET /api/v1/message-appeals", "", "1y4444444"},
		{"POST /api/v1/projects/{project}/answers", `{"question":"How fast?","answer":"120"}`, "13y4y3344"},
		{"GET /api/v1/sub-gigs/{drums}/brief", "", "1yy4yy444"},
		{"POST /api/v1/sub-gigs/{drums}/brief/acknowledge", `{"version":0}`, "13343y444"},
		{"POST /api/v1/deliveries/{delivery}/notes", `{"brief_item":1,"text":"louder"}`, "13y4y3444"},
		{"GET /api/v1/deliveries/{delivery}/notes", "", "13y4y3444"},
		{"DELETE /api/v1/notes/{note}", "", "14y4y4444"},
	}
}

// fill puts the ids of the stage into a route; other puts in ids of the same kind that are not there.
func (s *stage) fill(route string, other bool) string {
	ids := map[string]string{
		"{ben}": string(s.ids["ben"]), "{project}": string(s.project.ID), "{drums}": string(s.offer.SubGigID), "{offer}": string(s.offer.ID),
		"{upload}": string(s.upload.ID), "{delivery}": string(s.delivery.ID), "{proposal}": string(s.proposal), "{artifact}": string(s.artifact),
		"{ranking}": string(s.ranking), "{dry-run}": string(s.dryRun), "{split}": string(s.split), "{payout}": string(s.payout), "{export}": string(s.export), "{said}": string(s.said), "{note}": string(s.noted),
		"{session}": string(s.session), "{link}": project.NewID("lnk", s.clock.Now(), "nobody's"),
		"{token}": project.NewID("tok", s.clock.Now(), "nobody's"),
	}
	for name, id := range ids {
		if other {
			id = project.NewID(id[:3], s.clock.Now(), "not there")
		}
		route = strings.ReplaceAll(route, name, id)
	}
	return route
}

func (s *stage) try(handle string, c cell, other bool, key string) answer {
	method, target, _ := strings.Cut(s.fill(c.route, other), " ")
	if strings.HasSuffix(target, "/stream") {
		return s.askStream(handle, target)
	}
	headers := []string{wire.HeaderIdempotencyKey, key}
	if c.body == plan {
		headers = append(headers, "Content-Type", "application/yaml")
	}
	return s.ask(handle, method, target, c.body, headers...)
}

// TestWhoMayDoWhat is every route x every role. What is let through may fail for another reason; what is not visible
// must be answered exactly like what is not there.
func TestWhoMayDoWhat(t *testing.T) {
	for _, c := range newStage(t).matrix() {
		t.Run(c.route, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.payout = s.paidOut(s.project.ID, "ben", 100)
			said, err := s.as("ida").Say(context.Background(), s.project.ID, project.ProjectRoom, wire.MessageRequest{Text: "welcome"})
			must(t, err)
			s.said = said.ID
			noted, err := s.as("bea").NoteChange(context.Background(), s.delivery.ID, project.Note{Brief: 1, Text: "louder"})
			must(t, err)
			s.noted = noted.ID
			c := s.matrix()[slices.IndexFunc(s.matrix(), func(x cell) bool { return x.route == c.route && (x.body == c.body || len(x.body) == len(c.body)) })]
			columns := everybody()
			slices.SortStableFunc(columns, func(x, y string) int { return weight(c, x) - weight(c, y) }) // refusals change nothing
			for i, handle := range columns {
				got := s.try(handle, c, false, fmt.Sprintf("key-%d", i))
				s.judge(t, c, handle, got)
			}
		})
	}
}

func weight(c cell, handle string) int {
	if c.want[slices.Index(everybody(), handle)] == 'y' {
		return 1
	}
	return 0
}

func (s *stage) judge(t *testing.T, c cell, handle string, got answer) {
	t.Helper()
	want := c.want[slices.Index(everybody(), handle)]
	refused := map[byte]int{'1': 401, '3': 403, '4': 404}
	switch {
	case want == 'p': // let through to look for an upload that is not there
		if got.status != 404 {
			t.Errorf("%s as %q: %d %s", c.route, handle, got.status, got.body)
		}
	case want == 'y':
		if slices.Contains([]int{401, 403, 404, 500}, got.status) && !(strings.HasPrefix(c.route, "DELETE /api/v1/tokens") && got.status == 404) {
			t.Errorf("%s as %q is refused: %d %s", c.route, handle, got.status, got.body)
		}
	case got.status != refused[want]:
		t.Errorf("%s as %q: %d, want %d: %s", c.route, handle, got.status, refused[want], got.body)
	case want == '4':
		missing := s.try(handle, c, true, "other-"+handle)
		if a, b := anonymous(got), anonymous(missing); a != b && !strings.Contains(c.body, string(s.project.ID)) {
			t.Errorf("%s as %q tells what is there:\n%s\n%s", c.route, handle, a, b)
		}
	}
}

// anonymous is a problem without what differs from request to request.
func anonymous(a answer) string {
	return fmt.Sprint(a.status, regexp.MustCompile(`"request_id":"[^"]*"`).ReplaceAllString(a.body, ""))
}

func TestEveryRouteIsInTheMatrix(t *testing.T) {
	s := newStage(t)
	text, err := s.api.OpenAPI()
	must(t, err)
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	must(t, json.Unmarshal(text, &doc))
	there := map[string]bool{}
	for _, c := range s.matrix() {
		there[shape(c.route)] = true
	}
	for p, methods := range doc.Paths {
		for m := range methods {
			if r := shape(strings.ToUpper(m) + " " + p); !there[r] {
				t.Errorf("%s is not in the matrix of TestWhoMayDoWhat", r)
			}
		}
	}
}

// shape makes routes with names for parameters alike.
func shape(route string) string {
	route, _, _ = strings.Cut(route, "?")
	route = regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(route, "*")
	return strings.NewReplacer("/references/notes", "/references/*", "/requirements/lyrics", "/requirements/*", "/files/take.wav", "/files/*", "/extras/solo/", "/extras/*/", "/rooms/project/", "/rooms/*/", "/rooms/section-0/", "/rooms/*/", "/attachments/1", "/attachments/*").Replace(route)
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	good := w.tokens["bea"]
	w.tokens["expired"] = w.token("bea", w.clock.Now().Add(-time.Second))
	w.tokens["ending"] = w.token("bea", w.clock.Now().Add(time.Hour))
	w.tokens["mistyped"] = good[:len(good)-1] + "x"
	w.tokens["unknown"] = api.FormatToken("tok_0000", api.NewSecret())
	id, secret, ok := api.ParseToken(good)
	if !ok {
		t.Fatal("a good token does not parse")
	}
	w.tokens["of another id"] = api.FormatToken(id+"x", secret)
	for handle, want := range map[string]int{"bea": 200, "ending": 200, "expired": 401, "mistyped": 401, "unknown": 401, "of another id": 401} {
		got := w.ask(handle, "GET", "/api/v1/me", "")
		if got.status != want {
			t.Errorf("%s: %d %s", handle, got.status, got.body)
		}
		if want == 401 && (got.problem(t).Code != "unauthenticated" || got.header.Get("WWW-Authenticate") == "") {
			t.Errorf("%s: %s", handle, got.body)
		}
	}
	w.clock.add(2 * time.Hour)
	if got := w.ask("ending", "GET", "/api/v1/me", ""); got.status != 401 {
		t.Errorf("an expired token works: %d", got.status)
	}
	must(t, w.as("bea").RevokeToken(context.Background(), id))
	if got := w.ask("bea", "GET", "/api/v1/me", ""); got.status != 401 {
		t.Errorf("a revoked token works: %d", got.status)
	}
}

func TestGuessingTokensIsLimited(t *testing.T) {
	w := newWorld(t)
	w.tokens["guess"] = "tut_a_b_c"
	last := 0
	for range 80 {
		last = w.ask("guess", "GET", "/api/v1/me", "").status
	}
	if last != 429 {
		t.Errorf("after 80 bad tokens: %d", last)
	}
	if got := w.ask("bea", "GET", "/api/v1/me", ""); got.status != 200 {
		t.Errorf("a good token from the same address: %d", got.status)
	}
}

func TestOnePersonsRequestsAreLimited(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.RequestsPerMinute = 5 })
	var got answer
	for range 6 {
		got = w.ask("bea", "GET", "/api/v1/me", "")
	}
	if got.status != 429 || got.header.Get("Retry-After") == "" || got.problem(t).Code != "limited" {
		t.Errorf("%d %v %s", got.status, got.header, got.body)
	}
}
