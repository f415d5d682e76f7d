package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
)

// rules say how a route is admitted. The zero rules are those of a read with a token.
type rules struct {
	public  bool          // no token
	command bool          // an Idempotency-Key; one effect and one answer however often it is sent
	again   bool          // a command whose answer is not kept but made again, because there is a secret in it
	stream  bool          // lasts for ever
	within  time.Duration // 0: readTimeout or commandTimeout
	body    int64         // greatest body in bytes; 0: wire.MaxJSONBytes
	raw     bool          // the body is no JSON

	operation string // its id; add sets it
}

const (
	readTimeout    = 10 * time.Second
	commandTimeout = 15 * time.Second
	longTimeout    = time.Minute
)

func (r rules) timeout() time.Duration {
	switch {
	case r.within != 0:
		return r.within
	case r.command:
		return commandTimeout
	}
	return readTimeout
}

// patient requests may rightly last: they are not given up while the dependencies look away.
func (r rules) patient() bool { return r.stream || r.within > commandTimeout }

func (r rules) bodyLimit() int64 {
	if r.body == 0 {
		return wire.MaxJSONBytes
	}
	return r.body
}

// operation is one route as it stands in the OpenAPI document.
type operation struct {
	id, method, path string
	tag, summary     string
	text             string   // more than the summary says
	status           int      // of success, 200 when 0
	files            []string // media types of an answer that is a file, not JSON
	rules
}

// add registers a typed handler. Its errors become problem documents.
func add[I, O any](a *API, o operation, do func(context.Context, *I) (*O, error)) {
	op := o.document()
	o.operation = o.id
	a.rules[o.method+" "+ginPath(o.path)] = o.rules
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, a.refusal(ctx, err)
		}
		return out, nil
	})
}

func ginPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}

func (o operation) document() huma.Operation {
	op := huma.Operation{OperationID: o.id, Method: o.method, Path: o.path, Tags: []string{o.tag}, Summary: o.summary, Description: o.text,
		DefaultStatus: o.status, MaxBodyBytes: o.bodyLimit() + 1, SkipValidateBody: o.raw}
	if !o.public {
		op.Security = []map[string][]string{{"token": {}}, {"session": {}}}
	}
	if len(o.files) > 0 {
		res := &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{}}
		for _, kind := range o.files {
			res.Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
		}
		op.Responses = map[string]*huma.Response{"200": res}
	}
	if o.command {
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: wire.HeaderIdempotencyKey, In: "header", Required: true, Schema: &huma.Schema{Type: huma.TypeString},
			Description: "chosen by the client, new for each command and the same for each repeat of it",
		})
	}
	return op
}

// The shapes of what handlers take and give. Those that are embedded are exported, or huma does not see them.

// body is an answer with a JSON body.
type body[T any] struct{ Body T }

// made is an answer whose status says whether something was made or found.
type made[T any] struct {
	Status int
	Body   T
}

// nothing is an answer or a request without a body.
type nothing struct{}

// PersonPath names a person in the address.
type PersonPath struct {
	ID project.PersonID `path:"id"`
}

// ProjectPath names a project in the address.
type ProjectPath struct {
	ID project.ProjectID `path:"id"`
}

// SubGigPath names a sub-gig in the address.
type SubGigPath struct {
	ID project.SubGigID `path:"id"`
}

// ProposalPath names a proposal in the address.
type ProposalPath struct {
	ID project.ProposalID `path:"id"`
}

// OfferPath names an offer in the address.
type OfferPath struct {
	ID project.OfferID `path:"id"`
}

// UploadPath names an upload in the address.
type UploadPath struct {
	ID project.UploadID `path:"id"`
}

// DeliveryPath names a delivery in the address.
type DeliveryPath struct {
	ID project.DeliveryID `path:"id"`
}

// ArtifactPath names an artifact in the address.
type ArtifactPath struct {
	ID project.ArtifactID `path:"id"`
}

// MessagePath names a message in the address.
type MessagePath struct {
	ID project.MessageID `path:"id"`
}

// Paging asks for a part of a list.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"the next of the part before; the beginning when left out"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// page asks the records for one row more, which tells whether there is a next part.
func (p Paging) page() project.Page { return project.Page{After: p.Cursor, Limit: p.Limit + 1} }

// cut takes the row too many off and gives the cursor of the next part.
func cut[T any](rows []T, p Paging, cursor func(T) string) ([]T, string) {
	if len(rows) <= p.Limit {
		return rows, ""
	}
	rows = rows[:p.Limit]
	return rows, cursor(rows[len(rows)-1])
}

// each turns rows into what is sent, never into a null.
func each[T, W any](rows []T, view func(T) W) []W {
	out := make([]W, 0, len(rows))
	for _, row := range rows {
		out = append(out, view(row))
	}
	return out
}

// some gives an empty list instead of none, which JSON would write as null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// moment gives a time that may be absent.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

const (
	get  = http.MethodGet
	post = http.MethodPost
	put  = http.MethodPut
	del  = http.MethodDelete
)
