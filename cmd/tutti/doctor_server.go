package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"tutti/app"
	"tutti/client"
	"tutti/project"
)

// lowSpace is less than a small project with its builds may need.
const lowSpace = 2 << 30

// dataDirectory looks at the disk and at what lies there.
func (c *cli) dataDirectory() []finding {
	path, err := filepath.Abs(c.data)
	if err != nil {
		return []finding{lacks("data directory", err.Error(), "give another --data")}
	}
	out := []finding{diskSpace(path)}
	if _, err := os.Stat(path); err != nil {
		return append(out, finding{What: "data directory", Verdict: noted, Text: path + " is not there yet; the first start makes it"})
	}
	state := "nobody works on it"
	if taken(filepath.Join(path, "lock")) {
		state = "a Tutti works on it"
	}
	known, err := app.ReadCredentials(path)
	switch {
	case os.IsNotExist(err):
		return append(out, finding{What: "data directory", Verdict: noted, Text: path + " is not Tutti's yet (no operator.json); " + state})
	case err != nil:
		return append(out, lacks("data directory", "operator.json cannot be read: "+err.Error(), "take the file away; the next start makes a new one"))
	}
	return append(out, found("data directory", "%s, last served at %s; %s", path, known.Server, state))
}

// diskSpace asks the folder, or the nearest one above it that is there.
func diskSpace(path string) finding {
	for {
		var fs syscall.Statfs_t
		if err := syscall.Statfs(path, &fs); err == nil {
			free := int64(fs.Bavail) * int64(fs.Bsize)
			if free < lowSpace {
				return warns("disk space", size(free)+" free", "make room, or give a --data on another disk")
			}
			return found("disk space", "%s free", size(free))
		}
		above := filepath.Dir(path)
		if above == path {
			return warns("disk space", "cannot be told", "")
		}
		path = above
	}
}

// taken reports whether a running process holds the lock of a data directory.
func taken(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }() // which gives the lock back
	return syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil
}

// network looks at the port and at the server that is meant, if there is one.
func (c *cli) network(ctx context.Context, listen string) []finding {
	p, err := c.find()
	running := err == nil && p.answers(ctx)
	out := []finding{c.port(listen, running && p.server == "http://"+listen)}
	switch {
	case project.CodeOf(err) == project.Unavailable:
		return append(out, finding{What: "server", Verdict: noted, Text: "none is known", Remedy: c.name() + " dev"})
	case err != nil:
		return append(out, lacks("server", err.Error(), ""))
	case !running && p.own:
		return append(out, finding{What: "server", Verdict: noted, Text: p.server + " does not answer", Remedy: c.name() + " dev" + c.dataFlag()})
	case !running:
		return append(out, lacks("server", p.server+" does not answer", "check --server and the network"))
	}
	return append(out, health(ctx, p)...)
}

func (c *cli) port(listen string, ours bool) finding {
	if ours {
		return found("port", "%s is used by Tutti itself", listen)
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return warns("port", err.Error(), "give another --listen")
	}
	_ = listener.Close()
	return found("port", "%s is free", listen)
}

// healthFor bounds how long the server may take to answer.
const healthFor = 5 * time.Second

func health(ctx context.Context, p place) []finding {
	ctx, cancel := context.WithTimeout(ctx, healthFor)
	defer cancel()
	server, err := p.client()
	if err != nil {
		return []finding{lacks("server", err.Error(), "")}
	}
	h, err := server.Ready(ctx)
	if err != nil {
		return []finding{lacks("server", p.server+": "+err.Error(), "is it a Tutti that listens there?")}
	}
	out := []finding{found("server", "%s is %s, version %s", p.server, h.Status, h.Version)}
	for _, d := range h.Dependencies {
		text := fmt.Sprintf("%s, seen %.0f s ago", d.State, max(0, d.AgeSeconds))
		switch {
		case d.State == "ok":
			out = append(out, found("server: "+d.Name, "%s", text))
		case d.Required:
			out = append(out, lacks("server: "+d.Name, text, "start it; the server goes on by itself"))
		default:
			out = append(out, warns("server: "+d.Name, text, "nothing is lost; start it again"))
		}
	}
	return append(out, ledgers(ctx, server)...)
}

// ledgers tells what the audits of the server have found. Only an operator may know.
func ledgers(ctx context.Context, server *client.Client) []finding {
	s, err := server.Audits(ctx)
	switch code := project.CodeOf(err); {
	case code == project.NotFound || code == project.Forbidden || code == project.Unauthenticated:
		return []finding{{What: "server: ledgers", Verdict: noted, Text: "only an operator sees the audits"}}
	case err != nil:
		return []finding{warns("server: ledgers", err.Error(), "")}
	}
	var out []finding
	for _, a := range s.Wrong {
		text := fmt.Sprintf("findings about %s: %d, the first: %s", a.ProjectID, len(a.Findings), a.Findings[0])
		out = append(out, lacks("server: ledgers", text, "tutti ledger audit "+string(a.ProjectID)+"; pay nobody of it before it is understood"))
	}
	if len(out) > 0 {
		return out
	}
	text := fmt.Sprintf("%d projects audited, nothing wrong; %d wait for their next audit", s.Audited, s.Waiting)
	if s.Oldest != nil {
		text += ", the oldest is of " + when(*s.Oldest)
	}
	return []finding{found("server: ledgers", "%s", text)}
}
