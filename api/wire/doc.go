// Package wire is the language of the API: the requests and the answers as they stand in JSON, and nothing else.
//
// The server (package api) and the Go client (package client) share it, and openapi.json is made out of it. Names are
// snake_case, times are RFC 3339 in UTC, money is integer minor units with an ISO 4217 currency, lists are never null.
// A field that the reader may not see is left out.
package wire

import "time"

// Limits that both ends check.
const (
	MaxJSONBytes      = 1 << 20 // of a request body that is no plan
	MaxPageLimit      = 200
	DefaultPageLimit  = 50
	MaxEventLimit     = 1000
	DefaultEventLimit = 200
	MaxSignParts      = 500
	MaxKeyLength      = 200 // of an Idempotency-Key
	MaxFileName       = 255 // bytes
)

// The headers that carry meaning.
const (
	HeaderIdempotencyKey = "Idempotency-Key"
	HeaderReplayed       = "Idempotency-Replayed" // "true" on an answer that was given before
	HeaderRequestID      = "X-Request-Id"
	HeaderRetryAfter     = "Retry-After" // whole seconds
	HeaderLastEventID    = "Last-Event-ID"

	// What somebody may ask for and what is left of it, by draft-ietf-httpapi-ratelimit-headers:
	//
	//	RateLimit-Policy: "person";q=6000;w=60
	//	RateLimit: "person";r=5999;t=60
	HeaderRateLimitPolicy = "RateLimit-Policy"
	HeaderRateLimit       = "RateLimit"
)

// ProblemType is the beginning of the type URI of a problem document; the code follows.
const ProblemType = "urn:tutti:problem:"

// Problem is an error as RFC 9457 has it, with a stable code.
type Problem struct {
	Type      string         `json:"type" doc:"URI of the kind of problem, as urn:tutti:problem:not_found"`
	Title     string         `json:"title" doc:"the kind of problem in words"`
	Status    int            `json:"status" doc:"the HTTP status"`
	Code      string         `json:"code" enum:"invalid,unauthenticated,forbidden,not_found,conflict,limited,unavailable,internal" doc:"stable name for programs"`
	Detail    string         `json:"detail,omitempty" doc:"a sentence for a person: what, where and what to do"`
	Fields    []ProblemField `json:"fields,omitempty" doc:"every fault of the input, each with its place"`
	RequestID string         `json:"request_id,omitempty" doc:"names this request in the server's log"`
}

// ProblemField is one fault of an input.
type ProblemField struct {
	Path    string `json:"path" doc:"place in the input, as sub_gigs[3].price"`
	Message string `json:"message"`
}

// Link is an address from which bytes can be fetched for a short while.
type Link struct {
	Name    string    `json:"name" doc:"file name for people"`
	SHA256  string    `json:"sha256" doc:"hex; the reader verifies it; empty for a preview"`
	Size    int64     `json:"size_bytes"`
	Type    string    `json:"type" doc:"media type"`
	URL     string    `json:"url" doc:"signed address; no token is sent to it"`
	Expires time.Time `json:"expires_at"`
	Preview bool      `json:"preview,omitempty" doc:"a reduced form; the original waits in the vault until its seller's money is released"`
}

// LinkList is several addresses.
type LinkList struct {
	Items []Link `json:"items"`
}
