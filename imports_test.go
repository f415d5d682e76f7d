package tutti_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// rule says what a folder may import of ours, and why. A folder without a rule fails the test.
type rule struct {
	folder string
	may    []string
	why    string
}

// rules is the direction in which everything points, from the ground up. docs/architecture.md draws it.
func rules() []rule {
	return []rule{
		{"project", nil, "the domain has no dependencies; everything points at it"},
		{"storage", []string{"project", "storage"}, "adapters know the ports they fill, not who calls them"},
		{"embedded", []string{"embedded"}, "the embedded servers are servers like any other: they know nothing of Tutti"},
		{"media", []string{"project", "media"}, "work on bytes knows specs and findings, not where bytes are kept"},
		{"settlement", []string{"project"}, "payment providers fill a port; they know nothing of the ledger or the process"},
		{"backup", []string{"project"}, "a data directory is copied by what lies in it, whoever works on it"},
		{"outside", []string{"project"}, "what reaches addresses that people name fills ports, behind one guard"},
		{"tell", []string{"project"}, "who is told of what is read from the log through ports, and decided in the domain"},
		{"mail", []string{"project"}, "letters are written and sent; whom they are for and when is not decided there"},
		{"statement", []string{"project", "media/lettering"}, "a statement is computed from transactions, wherever they come from, and set in letters"},
		{"record", []string{"project", "media/lettering"}, "what is taken along is signed, verified and set in letters, wherever it comes from"},
		{"signin", []string{"project"}, "identity providers and links fill ports; they know nothing of who asks"},
		{"activities", []string{"project", "media"}, "activities use ports, so that they run against any adapter"},
		{"workflows", []string{"project", "activities"}, "deterministic code only: activity names and inputs, never their dependencies"},
		{"api", []string{"project", "statement", "record", "api"}, "handlers speak to ports, not to Temporal or SQL"},
		{"client", []string{"project", "api/wire"}, "a client knows what goes over the wire and nothing else"},
		{"demo", []string{"project", "client", "api/wire", "api/planfile", "demo", "examples"}, "the demo's sellers are ordinary clients"},
		{"examples", nil, "plans are data"},
		{"web", nil, "the pages are files, and clients of the API in a browser"},
		{"app", []string{"project", "storage", "embedded", "media", "settlement", "mail", "tell", "signin", "outside", "backup", "activities", "workflows", "api", "web", "examples", "app"}, "wiring is the only place that knows everything"},
		{"cmd", []string{"project", "app", "backup", "mail", "record", "client", "api/wire", "api/planfile", "demo", "examples", "media/split", "media/audio", "media/tool", "cmd"}, "commands are clients, start the wiring, or cut or mark a file where it lies"},
		{"bench", []string{""}, "benchmarks compare any part with its bare limit"},
		{"e2e", []string{""}, "end-to-end tests look at everything from outside"},
		{"sim", []string{"project", "storage", "api", "client"}, "the simulation plays on the reference process: a server, or the wiring, would be linked with it"},
	}
}

type pkg struct {
	ImportPath string
	Imports    []string
}

// packages lists ours, tests left out: a test may look wherever it must.
func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func within(path, folder string) bool {
	return folder == "" || path == folder || strings.HasPrefix(path, folder+"/")
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		at, ours := strings.CutPrefix(p.ImportPath, "tutti/")
		if !ours {
			continue
		}
		r, ok := ruleFor(at)
		if !ok {
			t.Errorf("%s has no rule: say in imports_test.go what it may import and why", at)
		}
		for _, imported := range p.Imports {
			to, ours := strings.CutPrefix(imported, "tutti/")
			if ours && !allowed(r, to) {
				t.Errorf("%s imports %s, but %s", at, to, r.why)
			}
		}
	}
}

func ruleFor(at string) (rule, bool) {
	for _, r := range rules() {
		if within(at, r.folder) {
			return r, true
		}
	}
	return rule{}, false
}

func allowed(r rule, to string) bool {
	for _, folder := range r.may {
		if within(to, folder) {
			return true
		}
	}
	return false
}

// TestTheDomainImportsOnlyTheStandardLibrary keeps the domain pure.
func TestTheDomainImportsOnlyTheStandardLibrary(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath != "tutti/project" {
			continue
		}
		for _, imported := range p.Imports {
			if strings.Contains(imported, ".") || strings.HasPrefix(imported, "tutti/") {
				t.Errorf("project imports %s", imported)
			}
		}
	}
}
