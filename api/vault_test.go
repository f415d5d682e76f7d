package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// sealed is a stage whose delivery is sound with a preview, of a plan with the vault as it is when nothing is said.
func sealed(t *testing.T) *stage {
	t.Helper()
	w := newWorld(t)
	w.held.verdict = func(d project.Delivery) project.Inspection {
		i := inspected(d, "audio/vnd.wave")
		for n, f := range i.Files {
			key := project.DerivedKey(f.SHA256, "preview.mp3")
			must(t, w.objects.Put(context.Background(), key, strings.NewReader("reduced"), 7, "audio/mpeg", ""))
			i.Files[n].Previews = []string{key}
		}
		return i
	}
	return newStageIn(t, w)
}

// original is what ben delivers on a stage.
const original = "the whole take, as it was played"

// reach gives everything that a reader gets from every route that can be read: the answers, and what is behind every link in
// them.
func (s *stage) reach(handle string) map[string]string {
	s.t.Helper()
	out := map[string]string{}
	links := regexp.MustCompile(`"url":"([^"]+)"`)
	for _, row := range readAccess(s.t, accessTable) {
		if row.changes() || strings.HasSuffix(row.path, "/stream") || !strings.HasPrefix(row.path, "/api/") {
			continue
		}
		route := row.method + " " + row.path
		got := s.ask(handle, row.method, s.fill(row.target()), "")
		out[route] = got.body
		for _, link := range links.FindAllStringSubmatch(got.body, -1) {
			if link[1] == nobodyThere { // the program of somebody, which gives us nothing
				continue
			}
			out[route] += s.fetched(strings.ReplaceAll(link[1], `\u0026`, "&"))
		}
	}
	return out
}

// fill puts the ids of the stage into an address of the table; what the stage does not have is not there.
func (s *stage) fill(target string) string {
	for name, id := range map[string]any{"person": s.ids["ben"], "project": s.project.ID, "sub-gig": s.offer.SubGigID, "offer": s.offer.ID, "upload": s.upload.ID,
		"delivery": s.delivery.ID, "proposal": s.proposal, "preview": s.artifact, "final": s.artifact, "ranking": s.ranking, "dry-run": s.dryRun, "split": s.split,
		"export": s.export} {
		target = strings.ReplaceAll(target, "{{"+name+"}}", fmt.Sprint(id))
	}
	return target
}

func (w *world) fetched(url string) string {
	w.t.Helper()
	res, err := http.Get(url)
	must(w.t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	must(w.t, err)
	if res.StatusCode != http.StatusOK {
		w.t.Errorf("%s: %d", url, res.StatusCode)
	}
	return string(text)
}

func (s *stage) leaks(handle string) (routes []string) {
	for route, text := range s.reach(handle) {
		if strings.Contains(text, original) {
			routes = append(routes, route)
		}
	}
	slices.Sort(routes)
	return routes
}

// TestNoPathGivesAnOriginalBeforeItIsPaid walks every route that gives bytes or links, while the delivery is in review,
// after its seller has gone, and after the money was released.
func TestNoPathGivesAnOriginalBeforeItIsPaid(t *testing.T) {
	s := sealed(t)
	others := []string{"bea", "ida", "olga", "bob", "ama", "cem", "dan"}
	for _, handle := range others {
		if routes := s.leaks(handle); len(routes) > 0 {
			t.Errorf("in review, %s has the original by %q", handle, routes)
		}
	}
	file := "GET /api/v1/deliveries/{delivery}/files/take.wav"
	if routes := s.leaks("ben"); !slices.Equal(routes, []string{file}) {
		t.Errorf("ben has his own by %q", routes)
	}
	for _, handle := range []string{"bea", "ida", "olga"} {
		if got := s.reach(handle); !strings.HasSuffix(got[file], "reduced") || !strings.HasSuffix(got[file+"/previews"], "reduced") {
			t.Errorf("%s has no preview: %s", handle, got[file])
		}
	}
	_, err := s.as("ida").Review(context.Background(), s.delivery.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	for _, handle := range []string{"bea", "ida", "olga"} {
		if routes := s.leaks(handle); !slices.Contains(routes, file) {
			t.Errorf("after the release, %s has the original by %q", handle, routes)
		}
	}
}

// TestTheNextSellerTakesOverPreviews: somebody who went was not paid, so their work stays theirs.
func TestTheNextSellerTakesOverPreviews(t *testing.T) {
	s := sealed(t)
	ctx := context.Background()
	must(t, s.as("ben").StepOut(ctx, s.offer.SubGigID, "busy"))
	_, err := s.as("ida").Cast(ctx, s.offer.SubGigID, "dan")
	must(t, err)
	for _, handle := range []string{"dan", "bea", "ida", "olga", "ama", "cem", "bob"} {
		if routes := s.leaks(handle); len(routes) > 0 {
			t.Errorf("%s has the original by %q", handle, routes)
		}
	}
	pack, err := s.pack("dan", s.offer.SubGigID)
	must(t, err)
	order, content := unpacked(t, pack)
	if content["versions/v1/take.preview.mp3"] != "reduced" || slices.Contains(order, "versions/v1/take.wav") {
		t.Errorf("%q", order)
	}
	link, err := s.as("ben").DeliveryFile(ctx, s.delivery.ID, "take.wav")
	must(t, err)
	if link.Preview || s.fetched(link.URL) != original {
		t.Errorf("ben has lost his own: %+v", link)
	}
}

// TestApprovedWorkIsHandedOn: what is approved is released into clearing, and the next seller works from the original.
func TestApprovedWorkIsHandedOn(t *testing.T) {
	s := sealed(t)
	ctx := context.Background()
	_, err := s.as("ida").Review(ctx, s.delivery.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	bass := s.accepted("cem")
	refs, err := s.as("cem").SubGigReferences(ctx, bass.SubGigID)
	must(t, err)
	if got := s.fetched(refs.Upstream[0].Files[0].URL); got != original {
		t.Errorf("%q", got)
	}
}

func TestThePlanDecidesAboutTheVault(t *testing.T) {
	for said, c := range map[string]struct {
		kind string
		want project.Code
	}{"vault: open\n": {"audio/vnd.wave", ""}, "": {"text/plain", project.Conflict}} {
		w := newWorld(t)
		w.held.verdict = func(d project.Delivery) project.Inspection { return inspected(d, c.kind) }
		p, err := w.as("bea").CreateProject(context.Background(), []byte(plan+said))
		must(t, err)
		_, err = w.as("bea").Launch(context.Background(), p.ID)
		must(t, err)
		d := w.delivered("ama", w.accepted("ama"), original)
		_, err = w.as("ida").DeliveryFile(context.Background(), d.ID, "take.wav")
		if project.CodeOf(err) != c.want {
			t.Errorf("%q: %v", said, err)
		}
		previews, err := w.as("ida").DeliveryPreviews(context.Background(), d.ID, "take.wav")
		if err != nil || len(previews.Items) != 0 {
			t.Errorf("%q: %+v %v", said, previews, err)
		}
	}
}
