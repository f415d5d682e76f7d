package api_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// publicCredits reads an address without a token.
func (w *world) publicCredits(page wire.CreditPage) answer {
	w.t.Helper()
	secret, ours := strings.CutPrefix(page.Address, "https://tutti.example/credits/")
	if !ours {
		w.t.Fatalf("the address is %q", page.Address)
	}
	return w.ask("", http.MethodGet, path("/public-credits/%s", secret), "")
}

// TestPublicCredits: they name who has agreed and nobody else, can be taken back, and are nobody's to open but the buyer's.
func TestPublicCredits(t *testing.T) {
	w := newWorld(t, withLines(t))
	ctx := context.Background()
	w.wholeProject()
	list, err := w.as("bea").Projects(ctx, client.Page{})
	must(t, err)
	id := list.Items[0].ID
	say := func(handle string, agrees bool, want project.Code) {
		t.Helper()
		if err := w.as(handle).ConsentToCredit(ctx, id, wire.CreditConsentRequest{Agrees: agrees}); project.CodeOf(err) != want {
			t.Errorf("%s says %v: %v", handle, agrees, err)
		}
	}
	for handle, want := range map[string]project.Code{"ida": project.Forbidden, "ben": project.Forbidden, "bob": project.NotFound} {
		if _, err := w.as(handle).PublishCredits(ctx, id); project.CodeOf(err) != want {
			t.Errorf("%s publishes: %v", handle, err)
		}
		if err := w.as(handle).WithdrawCredits(ctx, id); project.CodeOf(err) != want {
			t.Errorf("%s withdraws: %v", handle, err)
		}
	}
	say("cem", true, "") // before anything is public
	say("ama", true, project.Conflict)
	say("ida", true, project.Forbidden)
	say("bob", true, project.NotFound)
	page, err := w.as("bea").PublishCredits(ctx, id)
	must(t, err)
	if again, err := w.as("bea").PublishCredits(ctx, id); err != nil || again != page {
		t.Errorf("published again: %+v, %v", again, err)
	}
	w.toldOf()
	for handle, asked := range map[string]bool{"ben": true, "cem": false, "ama": false, "ida": false} {
		if got := w.told(handle); slices.Contains(got, project.NoticeCredits) != asked {
			t.Errorf("%s is told %v", handle, got)
		}
	}

	reads := func(what string, want, never []string) {
		t.Helper()
		a := w.publicCredits(page)
		for _, text := range want {
			if !strings.Contains(a.body, text) {
				t.Errorf("%s: %s is not in %s", what, text, a.body)
			}
		}
		for _, text := range append(never, "per_", "sub_", string(id), "\"ben\"", "\"cem\"") {
			if strings.Contains(a.body, text) {
				t.Errorf("%s: %s is in %s", what, text, a.body)
			}
		}
		if a.status != http.StatusOK {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	reads("cem has agreed", []string{"Nine bars", "Drums", "Bass", "drummer", `"name":"Cem"`}, []string{"Ben", "Ama"})
	say("ben", true, "")
	say("cem", false, "")
	reads("then ben", []string{`"name":"Ben"`, "Bass"}, []string{"Cem"})
	seen, err := w.as("ben").Credits(ctx, id)
	must(t, err)
	if own, other := seen.Items[0], seen.Items[1]; !own.Own || own.Agrees == nil || !*own.Agrees || other.Own || other.Agrees != nil || seen.Public.Address != page.Address {
		t.Errorf("ben sees %+v", seen)
	}
	if seen, err = w.as("bea").Credits(ctx, id); err != nil || seen.Items[1].Agrees == nil || *seen.Items[1].Agrees {
		t.Errorf("the buyer sees %+v, %v", seen, err)
	}

	must(t, w.as("bea").WithdrawCredits(ctx, id))
	if a := w.publicCredits(page); a.status != http.StatusNotFound || !strings.Contains(a.body, "taken them back") {
		t.Errorf("taken back: %d %s", a.status, a.body)
	}
	anew, err := w.as("bea").PublishCredits(ctx, id)
	must(t, err)
	if anew.Address == page.Address || w.publicCredits(page).status != http.StatusNotFound || w.publicCredits(anew).status != http.StatusOK {
		t.Errorf("public once more at %s", anew.Address)
	}
	for range 40 { // whoever guesses is soon told to wait, and whoever knows the address is not
		w.ask("", http.MethodGet, path("/public-credits/guess"), "")
	}
	if a := w.ask("", http.MethodGet, path("/public-credits/guess"), ""); a.status != http.StatusTooManyRequests {
		t.Errorf("a guess too many: %d", a.status)
	}
	if a := w.publicCredits(anew); a.status != http.StatusOK {
		t.Errorf("after the guesses of somebody: %d", a.status)
	}
}

// TestCreditsOfARunningProjectStayWithinIt: they can still change.
func TestCreditsOfARunningProjectStayWithinIt(t *testing.T) {
	w := newWorld(t)
	p := w.launched()
	_, err := w.as("bea").PublishCredits(context.Background(), p.ID)
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "running") {
		t.Error(err)
	}
}
