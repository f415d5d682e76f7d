package api_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func TestEveryRefusalIsAProblemDocument(t *testing.T) {
	w := newWorld(t)
	big := `{"handle":"` + strings.Repeat("x", 1<<20) + `"}`
	cases := []struct {
		name, method, path, body string
		status                   int
		code, says               string
	}{
		{"no such address", "GET", "/api/v1/nothing", "", 404, "not_found", "no such address"},
		{"no such page", "GET", "/nothing", "", 404, "not_found", ""},
		{"method", "PATCH", "/api/v1/people", "", 405, "invalid", "PATCH"},
		{"unknown query", "GET", "/api/v1/people?limits=3", "", 400, "invalid", "query.limits"},
		{"limit too great", "GET", "/api/v1/people?limit=201", "", 400, "invalid", "query.limit"},
		{"no number", "GET", "/api/v1/people?limit=x", "", 400, "invalid", "query.limit"},
		{"no JSON", "POST", "/api/v1/people", `{"handle":`, 400, "invalid", "body"},
		{"unknown field", "POST", "/api/v1/people", `{"handle":"a","name":"A","hat":"secret-hat"}`, 400, "invalid", "hat"},
		{"a field twice", "POST", "/api/v1/people", `{"handle":"a","name":"A","name":"secret-hat"}`, 400, "invalid", `"path":"name"`},
		{"nested without sense", "POST", "/api/v1/people", `{"handle":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`, 400, "invalid", "nested deeper than 32"},
		{"several faults", "POST", "/api/v1/people", `{"handle":"A B","country":"germany"}`, 400, "invalid", "country"},
		{"no body", "POST", "/api/v1/people", "", 400, "invalid", ""},
		{"too large", "POST", "/api/v1/people", big, 413, "invalid", "1048576"},
		{"no id", "GET", "/api/v1/projects/prj_x", "", 404, "not_found", ""},
		{"id of another kind", "GET", "/api/v1/projects/" + project.NewID("sub", w.clock.Now(), "x"), "", 404, "not_found", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := w.ask("bea", c.method, c.path, c.body, keyHeader, c.name+"")
			if strings.Contains(c.name, " ") {
				got = w.ask("bea", c.method, c.path, c.body, keyHeader, strings.ReplaceAll(c.name, " ", "-"))
			}
			p := got.problem(t)
			if got.status != c.status || p.Status != c.status || p.Code != c.code || p.Type != wire.ProblemType+c.code || p.Title == "" || p.RequestID == "" {
				t.Errorf("%d %s", got.status, got.body)
			}
			if !strings.Contains(got.body, c.says) || strings.Contains(got.body, "secret-hat") || p.RequestID != got.header.Get(wire.HeaderRequestID) {
				t.Errorf("%s", got.body)
			}
		})
	}
}

func TestABodyOfAnotherTypeIsRefused(t *testing.T) {
	w := newWorld(t)
	for _, p := range []string{"/api/v1/people", "/api/v1/projects"} {
		got := w.ask("bea", "POST", p, "a=b", keyHeader, "k"+p[8:], "Content-Type", "application/x-www-form-urlencoded")
		if got.status != 415 || got.problem(t).Code != "invalid" {
			t.Errorf("%s: %d %s", p, got.status, got.body)
		}
	}
}

func TestCurlsAcceptHeaderIsFine(t *testing.T) {
	w := newWorld(t)
	for _, accept := range []string{"*/*", "text/html", ""} {
		if got := w.ask("bea", "GET", "/api/v1/me", "", "Accept", accept); got.status != 200 {
			t.Errorf("%q: %d %s", accept, got.status, got.body)
		}
	}
}

// brokenRecords fail in two ways.
type brokenRecords struct {
	project.Records
	panics bool
}

func (b brokenRecords) People(context.Context, string, int) ([]project.Person, error) {
	if b.panics {
		panic("a secret cause")
	}
	return nil, errors.New("a secret cause")
}

func TestAFaultOfOursSaysNothingOfItsCause(t *testing.T) {
	for _, panics := range []bool{false, true} {
		w := newWorld(t, func(o *api.Options) { o.Records = brokenRecords{o.Records, panics} })
		got := w.ask("bea", "GET", "/api/v1/people", "")
		if p := got.problem(t); got.status != 500 || p.Code != "internal" || strings.Contains(got.body, "secret") {
			t.Errorf("%d %s", got.status, got.body)
		}
		if !strings.Contains(w.log.String(), "a secret cause") {
			t.Error("the log does not say why")
		}
	}
}

// TestEveryCodeArrives sends every code of the domain through the API and the client.
func TestEveryCodeArrives(t *testing.T) {
	for _, code := range project.Codes() {
		refusing := &refusingRecords{}
		w := newWorld(t, func(o *api.Options) { refusing.Records, o.Records = o.Records, refusing })
		refusing.err = &project.Error{Code: code, Message: "because", Fields: []project.Field{{Path: "a[1]", Message: "is odd"}}}
		c, err := client.New(w.server.URL, w.tokens["bea"], client.Options{Attempts: 1})
		must(t, err)
		_, err = c.People(context.Background(), client.Page{})
		var e *project.Error
		if !errors.As(err, &e) || e.Code != code || e.Message != "because" || fmt.Sprint(e.Fields) != "[{a[1] is odd}]" {
			t.Errorf("%s arrives as %v", code, err)
		}
	}
}

type refusingRecords struct {
	project.Records
	err error
}

func (r refusingRecords) People(context.Context, string, int) ([]project.Person, error) {
	return nil, r.err
}

// TestTheLogHasNoSecrets looks for tokens, queries and signatures after a whole life.
func TestTheLogHasNoSecrets(t *testing.T) {
	s := newStage(t)
	s.ask("bea", "GET", "/api/v1/projects?cursor=hush-hush", "")
	s.ask("bea", "GET", "/nothing?password=hush-hush", "")
	s.ask("bea", "POST", path("/people/%s/tokens", s.ids["bea"]), `{"name":"x"}`, keyHeader, "hush-hush")
	log := s.log.String()
	for handle, token := range s.tokens {
		_, secret, _ := api.ParseToken(token)
		if strings.Contains(log, secret) {
			t.Errorf("the token of %s is in the log", handle)
		}
	}
	for _, wrong := range []string{"hush-hush", "tut_", "seal=", "Bearer"} {
		if strings.Contains(log, wrong) {
			t.Errorf("%q is in the log", wrong)
		}
	}
	if !strings.Contains(log, "route=/api/v1/projects") {
		t.Error("there is no access log")
	}
}
