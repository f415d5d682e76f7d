package api_test

import (
	"context"
	"fmt"
	"regexp"
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
	dryRun   project.ErrandID // ben's
	split    project.ErrandID // bea's
	export   project.ExportID // a release, ready
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
	return s
}

// anonymous is a problem without what differs from request to request.
func anonymous(a answer) string {
	return fmt.Sprint(a.status, regexp.MustCompile(`"request_id":"[^"]*"`).ReplaceAllString(a.body, ""))
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
	w := newWorld(t, func(o *api.Options) { o.RequestsOfPerson = 5 })
	var got answer
	for range 6 {
		got = w.ask("bea", "GET", "/api/v1/me", "")
	}
	if got.status != 429 || got.header.Get("Retry-After") == "" || got.problem(t).Code != "limited" {
		t.Errorf("%d %v %s", got.status, got.header, got.body)
	}
}
