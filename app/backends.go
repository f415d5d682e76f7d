package app

import "path/filepath"

// Backends are the addresses of the four servers. Embedded or outside, the rest of the program sees only these.
type Backends struct {
	Temporal string // host:port
	Database string // sqlite:/path or postgres://...
	Redis    string // redis://host:port/0
	Store    string // endpoint of S3, http(s)://host:port
	store    store
	through  bool // clients cannot reach S3 themselves (an embedded one never), so the API hands its bytes through
}

// begin finds the outside servers and starts the embedded ones, in an order in which each finds what it needs: S3 comes
// last because it changes the working directory.
func (a *App) begin() error {
	a.backends.Database = a.config.Database
	if a.backends.Database == "" {
		a.backends.Database = "sqlite:" + filepath.Join(a.config.DataDir, "tutti.db")
	}
	for _, start := range []func() error{a.beginRedis, a.beginTemporal, a.beginStore} {
		if err := start(); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) beginRedis() error {
	a.backends.Redis = a.config.Redis
	if a.backends.Redis != "" {
		return nil
	}
	server, err := embedRedis(a.config)
	if err != nil {
		return err
	}
	a.onStop(server.Stop)
	a.backends.Redis = server.Address
	return nil
}

func (a *App) beginTemporal() error {
	a.backends.Temporal = a.config.Temporal
	if a.backends.Temporal != "" {
		return nil
	}
	server, err := embedTemporal(a.config)
	if err != nil {
		return err
	}
	a.onStop(server.Stop)
	a.backends.Temporal = server.Address
	return nil
}

func (a *App) beginStore() error {
	if a.config.S3 != "" {
		outside, err := parseStore(a.config.S3)
		a.backends.store, a.backends.Store, a.backends.through = outside, outside.endpoint, a.config.S3ThroughAPI
		return err
	}
	server, err := embedStore(a.config)
	if err != nil {
		return err
	}
	a.onStop(server.Stop)
	a.backends.store, a.backends.Store, a.backends.through = server.store, server.store.endpoint, true
	return nil
}

// embedded is a server that runs inside this process.
type embedded struct {
	Address string
	store   store
	Stop    func()
}
