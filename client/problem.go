package client

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// problemOf turns an answer that is no success into the error it stands for.
func problemOf(res *http.Response) error {
	var p wire.Problem
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if kind == "application/problem+json" {
		_ = json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(&p)
	}
	e := &project.Error{Code: project.Code(p.Code), Message: p.Detail}
	if e.Code == "" {
		e.Code = codeOf(res.StatusCode)
	}
	if e.Message == "" {
		e.Message = "the server answered " + res.Status
	}
	for _, f := range p.Fields {
		e.Fields = append(e.Fields, project.Field{Path: f.Path, Message: f.Message})
	}
	return e
}

// codeOf is for answers that are not the API's own, such as those of a proxy in between.
func codeOf(status int) project.Code {
	switch status {
	case http.StatusUnauthorized:
		return project.Unauthenticated
	case http.StatusForbidden:
		return project.Forbidden
	case http.StatusNotFound:
		return project.NotFound
	case http.StatusConflict:
		return project.Conflict
	case http.StatusTooManyRequests:
		return project.Limited
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return project.Unavailable
	}
	if status >= 500 {
		return project.Internal
	}
	return project.Invalid
}
