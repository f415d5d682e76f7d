package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func TestLoginCommands(t *testing.T) {
	t.Parallel()
	link := project.NewID(project.PrefixLink, time.Unix(1, 0), "x")
	in := wire.SignedIn{Person: wire.Person{ID: "per_1", Handle: "ama", Name: "Ama Mensah"}, Session: wire.Session{ID: "ses_1"}, Token: "tus_secret"}
	env := answers{
		"POST /api/v1/sign-in":                        wire.SignInAsked{Words: "a letter is on its way"},
		"POST /api/v1/sign-in/links/" + link + "/use": in,
		"POST /api/v1/sign-in/code":                   echo(func(sent string) any { return codeAnswer(in, sent) }),
		"POST /api/v1/sign-out":                       struct{}{},
		"GET /api/v1/me":                              wire.Me{Person: in.Person},
		"GET /api/v1/me/sessions":                     wire.SessionList{Items: []wire.Session{{ID: "ses_1", Agent: "tutti/dev", Address: "192.0.2.1", Current: true}}},
		"DELETE /api/v1/me/sessions":                  struct{}{},
		"DELETE /api/v1/me/sessions/ses_1":            struct{}{},
		"GET /api/v1/people":                          wire.PersonList{Items: []wire.Person{in.Person}},
		"GET /api/v1/people/per_1/tokens":             wire.TokenList{Items: []wire.Token{{ID: "tok_1", Name: "robot", Scopes: []project.Scope{project.ScopeMoney}}, {ID: "tok_2", Name: "laptop"}}},
		"POST /api/v1/people/per_1/tokens":            echo(func(sent string) any { return wire.Token{ID: "tok_3", Token: "tut_" + sent} }),
		"DELETE /api/v1/tokens/tok_1":                 struct{}{},
		"POST /api/v1/people/per_1/invitation":        wire.Invitation{PersonID: "per_1", ExpiresAt: time.Unix(1_800_000_000, 0)},
	}.serve(t)
	server := env["TUTTI_SERVER"]
	for _, c := range []struct {
		args, typed string
		code        int
		says        string
	}{
		{"login ama@example.org", "123 456\n", exitOK, "Ama Mensah"},
		{"login ama@example.org", server + "/sign-in#" + link + ".abc\n", exitOK, "Ama Mensah"},
		{"login ama@example.org", "", exitUsage, "nothing was typed"},
		{"login ama --code 123456", "", exitOK, "Ama Mensah"},
		{"login ama --code 000000", "", exitFailed, "is not right"},
		{"login " + server + "/sign-in#" + link + ".abc", "", exitOK, "Ama Mensah"},
		{"login", "", exitUsage, "EMAIL|LINK is missing"},
		{"session list", "", exitOK, "192.0.2.1"},
		{"session revoke ses_1", "", exitOK, ""},
		{"session revoke --all", "", exitOK, ""},
		{"session revoke", "", exitUsage, "name one SESSION"},
		{"token list", "", exitOK, "everything"},
		{"token list ama", "", exitOK, "robot"},
		{"token create --scope read,money --name robot", "", exitOK, `"scopes":["read","money"]`},
		{"token revoke tok_1", "", exitOK, ""},
		{"people invite ama --project prj_1", "", exitOK, "2027"},
		{"logout", "", exitOK, ""},
	} {
		env["TUTTI_LOGIN"] = filepath.Join(t.TempDir(), "tutti", "login.json")
		if c.args == "logout" {
			if got := tuttiWith(t, t.Context(), env, "", "login", "ama", "--code", "123456"); got.code != exitOK {
				t.Fatal(got.errs)
			}
		}
		got := tuttiWith(t, t.Context(), env, c.typed, strings.Fields(c.args)...)
		if got.code != c.code || !strings.Contains(got.out+got.errs, c.says) {
			t.Errorf("%s: %d\n%s%s", c.args, got.code, got.out, got.errs)
		}
		if strings.Contains(got.out+got.errs, "tus_") {
			t.Errorf("%s shows the token: %s%s", c.args, got.out, got.errs)
		}
		_, err := os.Stat(env["TUTTI_LOGIN"])
		if kept := strings.HasPrefix(c.args, "login") && c.code == exitOK; (err == nil) != kept {
			t.Errorf("%s: the sign-in is kept: %v", c.args, err)
		}
	}
}

func codeAnswer(in wire.SignedIn, sent string) any {
	if strings.Contains(sent, "000000") {
		return wire.Problem{Status: http.StatusUnauthorized, Code: string(project.Unauthenticated), Detail: "this code is not right"}
	}
	return in
}

// TestASignInIsUsed: commands act as whoever has signed in, at the server they signed in to.
func TestASignInIsUsed(t *testing.T) {
	t.Parallel()
	env := answers{
		"POST /api/v1/sign-in/code": wire.SignedIn{Person: wire.Person{Name: "Ama"}, Token: "tus_secret"},
		"GET /api/v1/me":            wire.Me{Person: wire.Person{ID: "per_1", Handle: "ama-mensah"}},
	}.serve(t)
	path := filepath.Join(t.TempDir(), "login.json")
	env["TUTTI_LOGIN"] = path
	if got := tutti(t, env, "login", "ama", "--code", "123456"); got.code != exitOK {
		t.Fatal(got.errs)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	got := tutti(t, map[string]string{"TUTTI_LOGIN": path}, "people", "me")
	if got.code != exitOK || !strings.Contains(got.out, "ama-mensah") {
		t.Errorf("%d %s%s", got.code, got.out, got.errs)
	}
	if got := tutti(t, map[string]string{}, "logout"); got.code != exitFailed || !strings.Contains(got.errs, "nobody has signed in here") {
		t.Errorf("%d %s", got.code, got.errs)
	}
}
