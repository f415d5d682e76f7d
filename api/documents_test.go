package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/api"
	"tutti/api/planfile"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write openapi.json and plan.schema.json anew")

// TestCommittedDocuments fails when the contract has changed and the committed documents have not.
func TestCommittedDocuments(t *testing.T) {
	w := newWorld(t)
	openapi, err := w.api.OpenAPI()
	must(t, err)
	schema, err := api.PlanSchema()
	must(t, err)
	for name, now := range map[string][]byte{"openapi.json": openapi, "plan.schema.json": schema} {
		now = append(now, '\n')
		if *update {
			must(t, os.WriteFile(name, now, 0o644))
		}
		committed, err := os.ReadFile(name)
		must(t, err)
		if !bytes.Equal(committed, now) {
			t.Errorf("%s is not what the code says; look at the difference, then run go generate ./api", name)
		}
	}
}

func TestDocumentsAreServed(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"/openapi.json", "/plan.schema.json"} {
		got := w.ask("", "GET", name, "")
		if got.status != 200 || !json.Valid([]byte(got.body)) {
			t.Errorf("%s: %d %.200s", name, got.status, got.body)
		}
	}
}

// TestTheOpenAPIDocumentSaysWhatIsSo looks for what huma would say if it were left alone.
func TestTheOpenAPIDocumentSaysWhatIsSo(t *testing.T) {
	text, err := os.ReadFile("openapi.json")
	must(t, err)
	for _, wrong := range []string{"ErrorModel", "$schema", `"null"`, "/docs", `"422"`} {
		if strings.Contains(string(text), wrong) {
			t.Errorf("openapi.json has %s in it", wrong)
		}
	}
	for _, right := range []string{"Idempotency-Key", "application/problem+json", "text/event-stream", "/plan.schema.json", `"bearer"`} {
		if !strings.Contains(string(text), right) {
			t.Errorf("openapi.json has no %s in it", right)
		}
	}
}

func planSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("plan.schema.json")
	must(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	must(t, err)
	c := jsonschema.NewCompiler()
	must(t, c.AddResource("plan.schema.json", doc))
	schema, err := c.Compile("plan.schema.json")
	must(t, err)
	return schema
}

// valueOf reads YAML as a schema validator wants it.
func valueOf(t *testing.T, text []byte) any {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON(text)
	must(t, err)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	must(t, err)
	return value
}

func TestPlansFitTheSchema(t *testing.T) {
	schema := planSchema(t)
	plans := map[string][]byte{"the plan of these tests": []byte(plan)}
	files, _ := filepath.Glob("../examples/*.yaml")
	templates, _ := filepath.Glob("../examples/*/plan.yaml")
	if len(files) == 0 || len(templates) == 0 {
		t.Fatal("there are no examples")
	}
	files = append(files, templates...)
	for _, name := range files {
		text, err := os.ReadFile(name)
		must(t, err)
		plans[name] = text
	}
	for name, text := range plans {
		if err := schema.Validate(valueOf(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := planfile.Parse(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheSchemaRefusesWhatTheParserRefuses(t *testing.T) {
	schema := planSchema(t)
	cases := map[string][2]string{
		"unknown key": {"    role: drummer", "    rolle: drummer"}, "negative price": {"price: 120.00", "price: -1"},
		"no amount": {"price: 120.00", "price: cheap"}, "kind of recipe": {"kind: bundle", "kind: stew"},
		"kind of requirement": {"sub_gigs:", "requirements:\n  - {key: a, title: A, kind: essay}\nsub_gigs:"}, "no title": {"title: Nine bars\n", ""},
	}
	for name, c := range cases {
		text := []byte(strings.Replace(plan, c[0], c[1], 1))
		if schema.Validate(valueOf(t, text)) == nil {
			t.Errorf("%s: the schema takes it", name)
		}
		if _, err := planfile.Parse(text); err == nil {
			t.Errorf("%s: the parser takes it", name)
		}
	}
}
