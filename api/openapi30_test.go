package api

// OpenAPI30 is the contract in the older version of OpenAPI, which the tools of tests read.
func (a *API) OpenAPI30() ([]byte, error) { return a.huma.OpenAPI().Downgrade() }
