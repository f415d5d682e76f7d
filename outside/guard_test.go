package outside

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"tutti/project"
)

// names is a resolver of one's own: a DNS server at the other end of a pipe. A name with several answers gives one after the other,
// each time it is asked for; that is what rebinding is.
type names struct {
	mu    sync.Mutex
	found map[string][]string
	asked map[string]int
}

func (n *names) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, StrictErrors: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go n.serve(there)
		return here, nil
	}}
}

func (n *names) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	in := bufio.NewReader(c)
	for {
		var size uint16
		if binary.Read(in, binary.BigEndian, &size) != nil {
			return
		}
		question := make([]byte, size)
		if _, err := io.ReadFull(in, question); err != nil {
			return
		}
		answer := n.answer(question)
		if binary.Write(c, binary.BigEndian, uint16(len(answer))) != nil {
			return
		}
		if _, err := c.Write(answer); err != nil {
			return
		}
	}
}

func (n *names) answer(question []byte) []byte {
	var m dnsmessage.Message
	if m.Unpack(question) != nil {
		return nil
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	q := m.Questions[0]
	ip, ok := n.next(q)
	if !ok {
		m.RCode = dnsmessage.RCodeNameError
	}
	header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
	switch {
	case ip.Is4() && q.Type == dnsmessage.TypeA:
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: ip.As4()}})
	case ip.Is6() && q.Type == dnsmessage.TypeAAAA:
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
	}
	raw, _ := m.Pack()
	return raw
}

// next gives the address of a name, the next one for each time that both of its kinds were asked for.
func (n *names) next(q dnsmessage.Question) (netip.Addr, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	name := strings.TrimSuffix(q.Name.String(), ".")
	all, ok := n.found[name]
	if !ok {
		return netip.Addr{}, false
	}
	key := name + q.Type.String()
	ip := netip.MustParseAddr(all[min(n.asked[key], len(all)-1)])
	n.asked[key]++
	return ip, true
}

// canary listens where nobody from outside may come, and counts who comes.
func canary(t *testing.T) (port string, hits *atomic.Int64) {
	t.Helper()
	hits = &atomic.Int64{}
	count := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) })
	server := httptest.NewUnstartedServer(count)
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			hits.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	_, port, _ = net.SplitHostPort(server.Listener.Addr().String())
	if second, err := net.Listen("tcp6", "[::1]:"+port); err == nil { // where there is IPv6
		go func() { _ = http.Serve(second, count) }()
		t.Cleanup(func() { _ = second.Close() })
	}
	return port, hits
}

// ways are addresses by which somebody may try to reach this machine or its network; PORT is the canary's.
func ways() []string {
	return []string{
		// plain
		"http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://LOCALHOST:PORT/", "http://localhost.:PORT/", "http://127.255.255.254:PORT/",
		"http://0.0.0.0:PORT/", "http://0:PORT/", "http://[::1]:PORT/", "http://[::]:PORT/", "http://[0:0:0:0:0:0:0:1]:PORT/",
		// short, decimal, octal, hex
		"http://127.1:PORT/", "http://127.0.1:PORT/", "http://2130706433:PORT/", "http://017700000001:PORT/", "http://0177.0.0.1:PORT/",
		"http://0x7f.0.0.1:PORT/", "http://0x7f000001:PORT/", "http://0x7f.1:PORT/", "http://127.0.0.0x1:PORT/", "http://127.000.000.001:PORT/",
		"http://127.0.0.1.:PORT/", "http://4294967295:PORT/", "http://0x7F.0X00.0.1:PORT/",
		// IPv4 inside of IPv6, translated, tunnelled
		"http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/", "http://[::127.0.0.1]:PORT/",
		"http://[64:ff9b::127.0.0.1]:PORT/", "http://[64:ff9b:1::7f00:1]:PORT/", "http://[2002:7f00:1::]:PORT/", "http://[2001:0:7f00:1::80ff:fffe]:PORT/",
		// zones and local IPv6
		"http://[fe80::1%25lo]:PORT/", "http://[::1%25lo]:PORT/", "http://[fe80::1]:PORT/", "http://[fc00::1]:PORT/", "http://[fd00:ec2::254]:PORT/",
		"http://[ff02::1]:PORT/", "http://[fec0::1]:PORT/", "http://[2001:db8::1]:PORT/", "http://[100::1]:PORT/", "http://[3fff::1]:PORT/",
		// networks that are not public
		"http://10.0.0.1:PORT/", "http://172.16.0.1:PORT/", "http://172.31.255.255:PORT/", "http://192.168.1.1:PORT/", "http://169.254.169.254:PORT/",
		"http://100.64.0.1:PORT/", "http://100.127.255.255:PORT/", "http://198.18.0.1:PORT/", "http://192.0.0.1:PORT/", "http://192.0.2.1:PORT/",
		"http://198.51.100.1:PORT/", "http://203.0.113.1:PORT/", "http://224.0.0.1:PORT/", "http://239.255.255.250:PORT/", "http://240.0.0.1:PORT/",
		"http://255.255.255.255:PORT/",
		// user-info and other tricks of writing
		"http://public.example@127.0.0.1:PORT/", "http://public.example:80@127.0.0.1:PORT/", "http://127.0.0.1:PORT\\@public.example/",
		"http://public.example#@127.0.0.1:PORT/", "http://127.0.0.1%2e:PORT/", "http://127%2e0.0.1:PORT/", "http://１２７.０.０.１:PORT/", "http://①②⑦.0.0.1:PORT/",
		"http://127。0。0。1:PORT/", "http://127.0.0.1\t:PORT/", " http://127.0.0.1:PORT/", "http:127.0.0.1:PORT/", "http:///127.0.0.1:PORT/", "//127.0.0.1:PORT/",
		"HTTP://127.0.0.1:PORT/", "gopher://127.0.0.1:PORT/", "file:///etc/passwd", "unix:///run/x.sock", "http://127.0.0.1:22/", "http://127.0.0.1:0/", "http://127.0.0.1:99999/",
		// names that lead here
		"http://here.example:PORT/", "http://mapped.example:PORT/", "http://six.example:PORT/", "http://metadata.example:PORT/", "http://zero.example:PORT/",
		"http://nat.example:PORT/", "http://cgnat.example:PORT/", "http://absent.example:PORT/", "http://rebinding.example:PORT/",
	}
}

func known() *names {
	return &names{asked: map[string]int{}, found: map[string][]string{
		"here.example": {"127.0.0.1"}, "mapped.example": {"::ffff:127.0.0.1"}, "six.example": {"::1"}, "metadata.example": {"169.254.169.254"},
		"zero.example": {"0.0.0.0"}, "nat.example": {"64:ff9b::7f00:1"}, "cgnat.example": {"100.64.0.1"},
		"rebinding.example": {"93.184.215.14", "127.0.0.1"}, "public.example": {"93.184.215.14"}, "localhost": {"127.0.0.1"},
	}}
}

// sender tells through a guard. The secrets are as they are stored.
func sender(o Options) *Webhooks { return NewWebhooks(NewGuard(o), open{}) }

// open is a sealer that hides nothing.
type open struct{}

func (open) Seal(secret []byte, _ string) (string, error) { return string(secret), nil }
func (open) Open(sealed, _ string) ([]byte, error) {
	if sealed == "broken" {
		return nil, project.Errorf(project.Invalid, "another key")
	}
	return []byte(sealed), nil
}

func endpoint(url string) project.Webhook {
	return project.Webhook{ID: "whk_1", URL: url, State: project.WebhookActive, Secrets: []project.WebhookSecret{{ID: "1", Sealed: "0123456789abcdef01234567"}}}
}

// TestNobodyReachesInside tries every way at the save and, as if it had been saved, at the sending: the canary is never reached.
func TestNobodyReachesInside(t *testing.T) {
	port, hits := canary(t)
	if len(ways()) < 60 {
		t.Fatalf("only %d ways", len(ways()))
	}
	for _, way := range ways() {
		address := strings.ReplaceAll(way, "PORT", port)
		s := sender(Options{HTTP: true, Resolver: known().resolver()})
		err := s.Check(t.Context(), address)
		if rebinds := strings.Contains(way, "rebinding"); rebinds != (err == nil) {
			t.Errorf("%s is checked: %v", way, err)
		}
		if err != nil && (project.CodeOf(err) != project.Invalid || strings.Contains(err.Error(), "127")) {
			t.Errorf("%s: %v", way, err)
		}
		if a := s.Send(t.Context(), endpoint(address), project.WebhookMessage{ID: "msg_1", Body: []byte("{}")}); a.Problem == "" || a.Status != 0 {
			t.Errorf("%s is sent to: %+v", way, a)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the canary was reached %d times", n)
	}
	allowed := sender(Options{HTTP: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if a := allowed.Send(t.Context(), endpoint("http://127.0.0.1:"+port+"/"), project.WebhookMessage{ID: "msg_1"}); a.Problem != "" || hits.Load() == 0 {
		t.Errorf("the canary cannot be reached at all: %+v", a)
	}
}

func TestHTTPIsForDevelopment(t *testing.T) {
	g := NewGuard(Options{Resolver: known().resolver()})
	for address, taken := range map[string]bool{
		"http://public.example/hook": false, "https://public.example/hook": true, "https://public.example:8443/hook?x=1": true,
		"https://93.184.215.14/": true, "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/": true, "https://public.example:25/": false,
	} {
		if err := g.Check(t.Context(), address); (err == nil) != taken {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// FuzzCheck: whatever is written, what is taken has one reading.
func FuzzCheck(f *testing.F) {
	for _, way := range ways() {
		f.Add(way)
	}
	f.Add("https://93.184.215.14/")
	g := NewGuard(Options{HTTP: true})
	f.Fuzz(func(t *testing.T, address string) {
		u, err := g.parse(address)
		if err != nil {
			return
		}
		again, err := g.parse(u.String())
		if err != nil || again.Host != u.Host {
			t.Errorf("%q is read as %q, and that as %v, %v", address, u, again, err)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err != nil && strings.Trim(u.Hostname(), "0123456789.xX") == "" {
			t.Errorf("%q is a number and no address: %v", address, ip)
		}
	})
}
