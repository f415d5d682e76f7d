package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"time"

	"tutti/app"
	"tutti/client"
	"tutti/project"
)

// knockFor is how long a server may take to accept a connection.
const knockFor = 3 * time.Second

// place is a server and the token to speak to it with.
type place struct {
	server, token string
	own           bool // it is the one of the data directory
}

// find says which server is meant: the one of --server, else the one that works on the data directory, else the one that
// somebody has signed in to.
func (c *cli) find() (place, error) {
	known, err := app.ReadCredentials(c.data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return place{}, project.Because(err, project.Invalid, "%s cannot be read: %v", app.CredentialsPath(c.data), err)
	}
	login, err := c.readLogin()
	if err != nil {
		return place{}, err
	}
	p := place{server: c.server, token: c.token}
	if p.server == "" {
		p.server, p.own = known.Server, true
	}
	if p.server == "" {
		p.server, p.own = login.Server, false
	}
	for _, have := range []app.Credentials{login, known} { // who has signed in wants to be themselves
		if p.token == "" && p.server == have.Server {
			p.token = have.Token
		}
	}
	if p.server == "" {
		return p, project.Errorf(project.Unavailable, "no server is known: start one with `%s dev`, sign in to one with `tutti login`, or give --server and --token (TUTTI_SERVER, TUTTI_TOKEN)", c.name())
	}
	return p, nil
}

func (p place) client() (*client.Client, error) {
	return client.New(p.server, p.token, client.Options{UserAgent: "tutti/" + version})
}

// answers reports whether somebody listens there.
func (p place) answers(ctx context.Context) bool {
	u, err := url.Parse(p.server)
	if err != nil || u.Host == "" {
		return true // the client says better what is wrong with it
	}
	host := u.Host
	if u.Port() == "" {
		host = net.JoinHostPort(u.Hostname(), map[string]string{"https": "443"}[u.Scheme])
		if u.Scheme != "https" {
			host = net.JoinHostPort(u.Hostname(), "80")
		}
	}
	dialer := net.Dialer{Timeout: knockFor}
	conn, err := dialer.DialContext(ctx, "tcp", host)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// connect gives a client for the server that is meant.
func (c *cli) connect(ctx context.Context) (*client.Client, error) {
	p, err := c.find()
	if err != nil {
		return nil, err
	}
	if !p.answers(ctx) {
		return nil, project.Errorf(project.Unavailable, "the server at %s does not answer: start it with `%s dev%s`, or give another --server", p.server, c.name(), c.dataFlag())
	}
	return p.client()
}

// dataFlag is what a recommended command needs to find the same data.
func (c *cli) dataFlag() string {
	given := cmp.Or(c.dataGiven, c.data)
	if given == "data" || given == c.env("TUTTI_DATA") {
		return ""
	}
	return " --data " + given
}

// opened is a client and, when the server had to be opened for the time of a command, its end.
type opened struct {
	*client.Client
	close func()
}

// open gives a client for reading: when the data directory's own server does not run, the data are opened in this
// process for the time of the command.
func (c *cli) open(ctx context.Context) (opened, error) {
	p, err := c.find()
	if err != nil {
		return opened{}, err
	}
	if !p.own || p.answers(ctx) {
		found, err := c.connect(ctx)
		return opened{found, func() {}}, err
	}
	c.note("no server runs on %s; it is opened for this command", c.data)
	return c.openData(ctx, c.data)
}

// openAnywhere is open for commands that need a server but no data: without any it is opened on a folder that is thrown
// away.
func (c *cli) openAnywhere(ctx context.Context) (opened, error) {
	if found, err := c.open(ctx); project.CodeOf(err) != project.Unavailable || c.server != "" {
		return found, err
	}
	dir, err := os.MkdirTemp("", "tutti-")
	if err != nil {
		return opened{}, project.Because(err, project.Invalid, "cannot make a temporary folder: %v", err)
	}
	found, err := c.openData(ctx, dir)
	if err != nil {
		_ = os.RemoveAll(dir)
		return found, err
	}
	end := found.close
	found.close = func() { end(); _ = os.RemoveAll(dir) }
	return found, nil
}

// openData starts the API, without workers: nothing moves while somebody only looks.
func (c *cli) openData(ctx context.Context, dir string) (opened, error) {
	settings := settings{listen: freePort}
	for variable, value := range map[string]*string{"TUTTI_DATABASE": &settings.database, "TUTTI_REDIS": &settings.redis, "TUTTI_S3": &settings.s3, "TUTTI_TEMPORAL": &settings.temporal, "TUTTI_NAMESPACE": &settings.namespace} {
		*value = c.env(variable)
	}
	config := settings.config(dir, slog.New(slog.DiscardHandler))
	config.API = true
	running, err := app.Start(ctx, config)
	if err != nil {
		return opened{}, err
	}
	p := place{server: running.URL(), token: c.token}
	if p.token == "" {
		p.token = running.Operator().Token
	}
	found, err := p.client()
	if err != nil {
		running.Stop()
	}
	return opened{found, running.Stop}, err
}

// freePort lets the system choose a port that only this machine can reach.
const freePort = "127.0.0.1:0"
