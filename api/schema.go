package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/invopop/jsonschema"
)

//go:generate go test -run TestCommittedDocuments -update .

// apiVersion is that of the contract, not of the program: it changes when a client must.
const apiVersion = "1.0.0"

// describe writes what the OpenAPI document says besides the operations.
func describe(doc *huma.OpenAPI) {
	doc.Info.Description = "Tutti runs a large creative project as an ensemble: one buyer, one plan, a sub-gig for every seller, one result.\n\n" +
		"Every error is a problem document with a stable code. Every command carries an Idempotency-Key: the same request with the same key has " +
		"one effect and one answer. Money is integer minor units. What the caller may not see is answered like what does not exist."
	doc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", BearerFormat: "tut_<id>_<secret>_<crc>"},
		"session": {Type: "apiKey", In: "cookie", Name: secureCookie, Description: "set when somebody signs in; on plain http on one's own machine it is named " + plainCookie},
	}
}

// tidyOpenAPI makes the document say what is so: our problem documents, lists that are never null, plans in two forms.
func (a *API) tidyOpenAPI() {
	doc := a.huma.OpenAPI()
	problem := doc.Components.Schemas.Schema(reflect.TypeFor[wire.Problem](), true, "")
	schemas := doc.Components.Schemas.Map()
	delete(schemas, "ErrorModel")
	delete(schemas, "ErrorDetail")
	for _, s := range schemas {
		neverNull(s)
	}
	for _, path := range doc.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Put, path.Patch, path.Delete} {
			if op == nil {
				continue
			}
			for _, res := range op.Responses {
				if m := res.Content["application/problem+json"]; m != nil {
					m.Schema = problem
				}
			}
			if op.RequestBody != nil && op.RequestBody.Content["application/yaml"] != nil {
				plan := &huma.Schema{Ref: "/plan.schema.json"}
				op.RequestBody.Content = map[string]*huma.MediaType{"application/yaml": {Schema: plan}, "application/json": {Schema: plan}}
			}
		}
	}
}

func neverNull(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	neverNull(s.Items)
	for _, p := range s.Properties {
		neverNull(p)
	}
}

// OpenAPI gives the document that is committed as openapi.json.
func (a *API) OpenAPI() ([]byte, error) { return json.MarshalIndent(a.huma.OpenAPI(), "", "  ") }

// PlanSchema gives the JSON Schema of a plan, committed as plan.schema.json, for editors and for other programs.
func PlanSchema() ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, DoNotReference: false, Mapper: planTypesOf, LookupComment: docOf}
	s := r.ReflectFromType(reflect.TypeFor[project.Plan]())
	s.Title = "Tutti plan"
	return json.MarshalIndent(s, "", "  ")
}

// planTypesOf describes the types that are more than their Go kind says.
func planTypesOf(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[project.Decimal]():
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{
			{Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?$`}, {Type: "number", Minimum: "0"}}}
	case reflect.TypeFor[project.Duration]():
		return &jsonschema.Schema{Type: "string", Pattern: `^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h|d|w))+$|^0$`}
	case reflect.TypeFor[project.Percent]():
		return &jsonschema.Schema{Type: "string", Pattern: `^([0-9]{1,2}(\.[0-9]{1,2})?|100(\.0{1,2})?)%$`}
	case reflect.TypeFor[project.CastingMode]():
		return oneOf(project.CastingModes()...)
	case reflect.TypeFor[project.Silence]():
		return oneOf(project.SilenceApproves, project.SilenceEscalates)
	case reflect.TypeFor[project.RecipeKind]():
		return oneOf(project.RecipeKinds()...)
	case reflect.TypeFor[project.VaultMode]():
		return oneOf(project.VaultOpen)
	case reflect.TypeFor[project.MediaKind]():
		return oneOf(project.MediaKinds()...)
	case reflect.TypeFor[project.RequirementKind]():
		return oneOf(project.RequirementText, project.RequirementChoice, project.RequirementFile, project.RequirementLink)
	}
	return nil
}

// oneOf describes a type that has few values.
func oneOf[S ~string](values ...S) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, v := range values {
		s.Enum = append(s.Enum, v)
	}
	return s
}

// docOf takes descriptions from the doc tags, which are what the plan's struct says of itself.
func docOf(t reflect.Type, field string) string {
	if t.Kind() != reflect.Struct {
		return ""
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if slices.Contains([]string{t.Field(i).Name, name}, field) {
			return t.Field(i).Tag.Get("doc")
		}
	}
	return ""
}

// serveDocuments makes both documents once. What is served names this server; what is committed names none.
func (a *API) serveDocuments() error {
	plan, err := PlanSchema()
	if err != nil {
		return err
	}
	doc := *a.huma.OpenAPI()
	if a.o.PublicURL != "" {
		doc.Servers = []*huma.Server{{URL: a.o.PublicURL}}
	}
	openapi, err := json.Marshal(&doc)
	if err != nil {
		return err
	}
	serve := func(path, kind string, text []byte) {
		a.engine.GET(path, func(c *gin.Context) {
			c.Header("Cache-Control", "no-cache")
			c.Data(http.StatusOK, kind, text)
		})
	}
	serve("/openapi.json", "application/json", openapi)
	serve("/plan.schema.json", "application/schema+json", plan)
	return nil
}
