package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"

	"tutti/api"
	"tutti/examples"
	"tutti/project"
	"tutti/web"
)

// Limits of the HTTP server. Answers have none: event streams and downloads last.
const (
	headerWithin   = 10 * time.Second
	idleWithin     = 2 * time.Minute
	shutdownWithin = 10 * time.Second
	maxHeaderBytes = 64 << 10
)

// listen takes the port early, so that presigned links can name it and a taken port is told at once.
func (a *App) listen() error {
	if !a.config.API {
		return nil
	}
	listener, err := net.Listen("tcp", a.config.Listen)
	if err != nil {
		return project.Because(err, project.Conflict, "cannot listen on %s: %v; give another --listen", a.config.Listen, err)
	}
	a.listener = listener
	a.onStop(func() { listener.Close() })
	if a.config.PublicURL == "" {
		a.config.PublicURL = "http://" + reachable(listener.Addr())
	}
	return nil
}

// reachable turns the address of a socket into one that a client on this machine can dial.
func reachable(addr net.Addr) string {
	host, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

func (a *App) serve(context.Context) error {
	if !a.config.API {
		return nil
	}
	handler, err := a.handler()
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headerWithin, IdleTimeout: idleWithin, MaxHeaderBytes: maxHeaderBytes}
	go func() {
		if err := server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- err
		}
	}()
	a.onStop(func() {
		handler.Close() // event streams end first: Shutdown waits for them
		ctx, cancel := context.WithTimeout(context.Background(), shutdownWithin)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			server.Close()
		}
	})
	return nil
}

func (a *App) handler() (*api.API, error) {
	staff, err := a.staff()
	if err != nil {
		return nil, err
	}
	pages, err := a.pages()
	if err != nil {
		return nil, err
	}
	plans, err := templates()
	if err != nil {
		return nil, err
	}
	options := api.Options{
		Records: a.ports.Records, Objects: a.ports.Objects, Live: a.ports.Live, Process: a.ports.Process,
		Log: a.config.Log, PublicURL: a.config.PublicURL, Bucket: a.backends.store.bucket, Fee: a.config.Fee, Version: a.config.Version,
		Settlement: a.pays, Notices: a.notices, Archive: a.records, LinkKey: a.key, Staff: staff, Web: pages,
		Webhooks: a.hooks, Push: a.pushes, Sealer: a.sealer, Lines: a.texts, DevMail: a.mailPages(), Templates: plans, Retention: a.config.Retention,
		Backups:          a.backupPort(),
		RequestsOfPerson: a.config.Limits.RequestsOfPerson, RequestsOfAddress: a.config.Limits.RequestsOfAddress,
		TrustedProxies: a.config.Limits.TrustedProxies,
		Alone:          a.config.Database == "", // the lock on the data directory keeps a second process from an embedded database
	}
	if a.backends.through {
		proxied, err := url.Parse(a.backends.Store)
		if err != nil {
			return nil, err
		}
		options.S3Proxy = proxied
	}
	return api.New(options)
}

// templates are the plans that come with the program.
func templates() ([]api.Template, error) {
	list, err := examples.Templates()
	if err != nil {
		return nil, err
	}
	var out []api.Template
	for _, one := range list {
		plan, err := one.Plan()
		if err != nil {
			return nil, err
		}
		out = append(out, api.Template{Name: one.Name, About: one.About, Plan: plan})
	}
	return out, nil
}

// pages are told of the store only when browsers reach it by themselves.
func (a *App) pages() (http.Handler, error) {
	options := web.Options{PublicURL: a.config.PublicURL}
	if !a.backends.through {
		options.Store = a.backends.Store
	}
	return web.New(options)
}
