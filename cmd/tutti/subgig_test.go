package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// TestAPackIsWrittenWhereOneWants: -o names the file here, not the form of the answer, also when the environment asks for one.
func TestAPackIsWrittenWhereOneWants(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/sub-gigs/sub_1/takeover-pack" {
			_, _ = w.Write([]byte("PK pack"))
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	env := map[string]string{"TUTTI_SERVER": server.URL, "TUTTI_TOKEN": "tut_test", "TUTTI_OUTPUT": "json"}
	file := filepath.Join(t.TempDir(), "file.zip")
	got := tutti(t, env, "subgig", "pack", "sub_1", "-o", file)
	if text, err := os.ReadFile(file); got.code != exitOK || err != nil || string(text) != "PK pack" || got.out != file+"\n" {
		t.Errorf("status %d, %q, %v: %s%s", got.code, text, err, got.out, got.errs)
	}
	other := filepath.Join(filepath.Dir(file), "other.zip")
	if got := tutti(t, env, "subgig", "pack", "sub_2", "-o", other); got.code == exitOK {
		t.Error("a sub-gig that is not there has a pack")
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("something was written")
	}
}

func TestARecordIsShownWithItsHash(t *testing.T) {
	t.Parallel()
	e := project.Evidence{SubGig: "sub_1", Key: "drums", Currency: "EUR", Deliveries: []project.EvidenceDelivery{{Version: 1, State: project.DeliveryInReview, At: time.Now(),
		Files: []project.DeliveryFile{{Name: "take.wav", SHA256: strings.Repeat("ab", 32)}}}},
		Transactions: []project.EvidenceTransaction{{Kind: project.PostHold, Entries: []project.LedgerEntry{{Account: "held/sub_1", Minor: 12000}}}}}
	hash, err := e.Hash()
	if err != nil {
		t.Fatal(err)
	}
	env := answers{"GET /api/v1/sub-gigs/sub_1/record": wire.SubGigRecord{SHA256: hash, Record: e},
		"GET /api/v1/sub-gigs/sub_2/record": wire.SubGigRecord{SHA256: strings.Repeat("0", 64), Record: e}}.serve(t)
	got := tutti(t, env, "subgig", "record", "sub_1")
	for _, says := range []string{hash, "take.wav abababababab", "in review", "120.00 EUR"} {
		if got.code != exitOK || !strings.Contains(got.out, says) {
			t.Errorf("status %d, no %q:\n%s%s", got.code, says, got.out, got.errs)
		}
	}
	if got := tutti(t, env, "subgig", "record", "sub_2"); got.code != exitFailed || !strings.Contains(got.errs, "is not the one that its hash says") {
		t.Errorf("a record with another hash: status %d: %s", got.code, got.errs)
	}
}

func TestRequirementsAreListedAndAnswered(t *testing.T) {
	t.Parallel()
	env := answers{
		"GET /api/v1/projects/prj_1/requirements": wire.RequirementList{Items: []wire.Requirement{
			{Key: "lyrics", Title: "The lyrics", Kind: project.RequirementText, Required: true, Answered: true, Value: "La\nla"},
			{Key: "tuning", Title: "Which tuning", Kind: project.RequirementChoice, Choices: []string{"440 Hz", "442 Hz"}},
			{Key: "photo", Title: "A photo", Kind: project.RequirementFile, Required: true}}},
		"PUT /api/v1/projects/prj_1/requirements/lyrics": wire.Requirement{Key: "lyrics"},
	}.serve(t)
	list := tutti(t, env, "project", "answer", "prj_1")
	for _, says := range []string{"lyrics  text    yes     La …", "open: 440 Hz or 442 Hz", "Which tuning"} {
		if list.code != exitOK || !strings.Contains(list.out, says) {
			t.Errorf("status %d, no %q:\n%s%s", list.code, says, list.out, list.errs)
		}
	}
	text := filepath.Join(t.TempDir(), "lyrics.txt")
	if err := os.WriteFile(text, []byte("La la\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"lyrics La":       {exitOK, ""},
		"lyrics @" + text: {exitOK, ""},
		"lyrics":          {exitUsage, "the answer is missing"},
		"lyrics @nowhere": {exitUsage, "cannot be read"},
		"photo me.png":    {exitUsage, "write @me.png"},
		"shoe-size 44":    {exitFailed, "there is nothing here"},
	} {
		got := tutti(t, env, append([]string{"project", "answer", "prj_1"}, strings.Fields(args)...)...)
		if got.code != want.code || !strings.Contains(got.errs, want.says) {
			t.Errorf("%s: status %d: %s", args, got.code, got.errs)
		}
	}
}

// TestWhatASellerWorksFromIsFetched: two files of one name stay apart, and what was converted lies beside its original.
func TestWhatASellerWorksFromIsFetched(t *testing.T) {
	t.Parallel()
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.URL.Path)) }))
	t.Cleanup(store.Close)
	link := func(path, name string) wire.Link {
		return wire.Link{Name: name, Size: int64(len(path)), URL: store.URL + path}
	}
	guide := link("/guide", "take.wav")
	env := answers{"GET /api/v1/sub-gigs/sub_1/references": wire.SubGigReferences{
		References:   []wire.Reference{{Key: "guide", Title: "The guide", File: &guide}, {Key: "score", Title: "The score"}},
		Requirements: []wire.Requirement{{Key: "tempo", Title: "Tempo", Value: "92"}},
		Upstream:     []wire.Upstream{{Key: "drums", Title: "Drums", Files: []wire.Link{link("/drums", "take.wav")}, Converted: []wire.Converted{{Link: link("/made", "take.flac"), Of: "take.wav"}}}},
	}}.serve(t)
	got := tutti(t, env, "subgig", "references", "sub_1")
	for _, says := range []string{"The guide", "not there yet", "92", "the same as take.wav"} {
		if got.code != exitOK || !strings.Contains(got.out, says) {
			t.Errorf("status %d, no %q:\n%s%s", got.code, says, got.out, got.errs)
		}
	}
	dir := t.TempDir()
	if got := tutti(t, env, "subgig", "references", "sub_1", "--dir", dir); got.code != exitOK {
		t.Fatalf("status %d: %s%s", got.code, got.out, got.errs)
	}
	for name, want := range map[string]string{"guide/take.wav": "/guide", "drums/take.wav": "/drums", "drums/take.flac": "/made"} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(text) != want {
			t.Errorf("%s holds %q: %v", name, text, err)
		}
	}
}
