package api

// Routes lists what the router knows, as "GET /api/v1/projects/:id": operations and everything else that is answered.
func (a *API) Routes() []string {
	var out []string
	for _, r := range a.engine.Routes() {
		out = append(out, r.Method+" "+r.Path)
	}
	return out
}
