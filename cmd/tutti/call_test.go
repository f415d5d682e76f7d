package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func someCalls() wire.CallList {
	terms := func(title string) wire.OfferTerms {
		return wire.OfferTerms{ProjectTitle: "A song", Title: title, PriceMinor: 12_000, FeeMinor: 840, Currency: "EUR"}
	}
	return wire.CallList{Items: []wire.Call{
		{SubGigID: "sub_1", ProjectID: "prj_1", Mode: project.CastOpenCall, Terms: terms("Drums")},
		{SubGigID: "sub_2", ProjectID: "prj_1", Mode: project.CastAudition, Terms: terms("Voice")},
		{SubGigID: "sub_3", ProjectID: "prj_1", Mode: project.CastApplications, Terms: terms("Bass"), Applied: true},
		{SubGigID: "sub_4", ProjectID: "prj_1", Mode: project.CastApplications, Terms: terms("Horn")},
	}}
}

func TestCallsSayHowTheyAreAnswered(t *testing.T) {
	t.Parallel()
	got := tutti(t, answers{"GET /api/v1/calls": someCalls()}.serve(t), "call", "ls")
	want := "sub-gig  answer with      pays        closes  part   project\n" +
		"sub_1    call claim       111.60 EUR          Drums  A song\n" +
		"sub_2    call apply FILE  111.60 EUR          Voice  A song\n" +
		"sub_3    applied          111.60 EUR          Bass   A song\n" +
		"sub_4    call apply       111.60 EUR          Horn   A song\n"
	if got.out != want {
		t.Errorf("the table reads:\n%s%s", got.out, got.errs)
	}
}

// TestNothingIsSentUpForAnApplicationThatCannotBe: no path of uploads is known to this server.
func TestNothingIsSentUpForAnApplicationThatCannotBe(t *testing.T) {
	t.Parallel()
	env := answers{"GET /api/v1/calls": someCalls(), "POST /api/v1/sub-gigs/sub_4/applications": wire.Application{ID: "app_1", Alias: 1}}.serve(t)
	file := filepath.Join(t.TempDir(), "sample.wav")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, c := range map[string]struct {
		code int
		says string
	}{
		"sub_1 " + file:                       {exitFailed, "`tutti call claim sub_1`"},
		"sub_2":                               {exitUsage, "an audition is judged by a sample"},
		"sub_3 " + file:                       {exitFailed, "you have applied to Bass already"},
		"sub_9 " + file:                       {exitFailed, "no call for sub_9 is open to you"},
		"sub_4" + strings.Repeat(" "+file, 6): {exitUsage, "6 files are too many"},
		"sub_4":                               {exitOK, ""},
	} {
		got := tutti(t, env, append([]string{"call", "apply"}, strings.Fields(args)...)...)
		if got.code != c.code || !strings.Contains(got.errs, c.says) {
			t.Errorf("%s: status %d, wanted %d with %q:\n%s", args, got.code, c.code, c.says, got.errs)
		}
	}
}

func TestWhoIsChosen(t *testing.T) {
	t.Parallel()
	for who, want := range map[string]string{
		"2": `{"application_id":"app_b"}`, "app_b": `{"application_id":"app_b"}`, "ama-mensah": `{"handle":"ama-mensah"}`,
	} {
		sent := ""
		env := answers{"GET /api/v1/sub-gigs/sub_1/applications": wire.ApplicationList{Items: []wire.Application{{ID: "app_a", Alias: 1}, {ID: "app_b", Alias: 2}}},
			"POST /api/v1/sub-gigs/sub_1/choose": echo(func(body string) any { sent = body; return wire.SubGig{ID: "sub_1"} })}.serve(t)
		if got := tutti(t, env, "call", "choose", "sub_1", who); got.code != exitOK || sent != want {
			t.Errorf("%s: status %d, sent %s, wanted %s\n%s", who, got.code, sent, want, got.errs)
		}
		if got := tutti(t, env, "call", "choose", "sub_1", "3"); got.code != exitFailed || !strings.Contains(got.errs, "there is no application number 3; there are 2") {
			t.Errorf("status %d: %s", got.code, got.errs)
		}
	}
}
