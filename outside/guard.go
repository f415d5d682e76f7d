// Package outside reaches addresses that people name. One guard stands before all of it: nothing that is not in the public
// network is reached, whatever the name resolves to, so that nobody looks into our own network through us.
package outside

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"tutti/project"
)

// Limits of one request.
const (
	within        = 10 * time.Second // from the look-up of the name to the end of the answer
	dialWithin    = 4 * time.Second
	lookWithin    = 3 * time.Second // of the name, when it is only checked
	maxHeader     = 32 << 10
	maxAnswer     = 64 << 10
	lowestAnyPort = 1024
)

// Options loosen the guard. The zero Options are right for an instance that people reach.
type Options struct {
	HTTP     bool           // http is as good as https; for development
	Networks []netip.Prefix // that may be reached although they are not public; for development
	Resolver *net.Resolver  // the system's when nil; tests give another
}

// Guard says what may be reached.
type Guard struct{ o Options }

// NewGuard makes a guard.
func NewGuard(o Options) *Guard {
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	return &Guard{o}
}

// errRefused is the refusal of an address at the moment of dialling.
var errRefused = errors.New("the address is not in the public network")

// Check refuses, as Invalid, an address that would not be reached as things stand. Its sentence never holds the address.
func (g *Guard) Check(ctx context.Context, address string) error {
	u, err := g.parse(address)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	found := []netip.Addr{}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		found = append(found, ip)
	} else if found, err = g.o.Resolver.LookupNetIP(ctx, "ip", u.Hostname()); err != nil || len(found) == 0 {
		return project.Errorf(project.Invalid, "the name of the host cannot be found; is it spelled right?")
	}
	if slices.ContainsFunc(found, func(ip netip.Addr) bool { return !g.reaches(ip) }) {
		return project.Errorf(project.Invalid, "the address is private, local or special: only the public network is reached")
	}
	return nil
}

// parse takes an address apart and refuses what can be read in two ways.
func (g *Guard) parse(address string) (*url.URL, error) {
	odd := strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' })
	u, err := url.Parse(address)
	switch {
	case len(address) > project.MaxWebhookURL:
		return nil, project.Errorf(project.Invalid, "the address is longer than %d bytes", project.MaxWebhookURL)
	case odd || err != nil || u.Opaque != "" || u.Hostname() == "":
		return nil, project.Errorf(project.Invalid, "the address has the wrong form: write it as https://host/path, in ASCII")
	case u.Scheme != "https" && !(u.Scheme == "http" && g.o.HTTP):
		return nil, project.Errorf(project.Invalid, "the address does not begin with https://")
	case u.User != nil:
		return nil, project.Errorf(project.Invalid, "the address has a name or a password before the host; leave it out")
	case u.Fragment != "" || strings.Contains(address, "#"):
		return nil, project.Errorf(project.Invalid, "the address has a fragment, which is never sent; leave it out")
	case !hostForm(u.Hostname()):
		return nil, project.Errorf(project.Invalid, "the host is no name and no address as they are usually written")
	case !portForm(u.Port()) || strings.HasSuffix(u.Host, ":"):
		return nil, project.Errorf(project.Invalid, "the port is none that is sent to: 80, 443 and those from %d on are", lowestAnyPort)
	}
	return u, nil
}

// hostForm takes names, and addresses in the one usual form. What ends in a number and is no such address is an address for some
// readers: 0x7f.1, 2130706433, 0177.0.0.1.
func hostForm(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == "" && !ip.Is4In6()
	}
	labels := strings.Split(strings.TrimSuffix(strings.ToLower(host), "."), ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.ContainsFunc(label, func(r rune) bool { return !nameRune(r) }) {
			return false
		}
	}
	last := labels[len(labels)-1]
	return !strings.HasPrefix(last, "0x") && strings.ContainsFunc(last, func(r rune) bool { return r < '0' || r > '9' })
}

func nameRune(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '_'
}

func portForm(port string) bool {
	switch {
	case port == "" || port == "80" || port == "443":
		return true
	case len(port) > 5 || strings.ContainsFunc(port, func(r rune) bool { return r < '0' || r > '9' }):
		return false
	}
	n := 0
	for _, digit := range port {
		n = n*10 + int(digit-'0')
	}
	return n >= lowestAnyPort && n <= 65535
}

// reaches reports whether an address may be reached.
func (g *Guard) reaches(ip netip.Addr) bool {
	if ip.Zone() != "" {
		return false
	}
	if slices.ContainsFunc(g.o.Networks, func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return true
	}
	return public(ip)
}

// public reports whether an address is in the public network, by the registries of special addresses. Of IPv6 only what is given
// out for it is; so mapped, translated (NAT64) and local addresses are not.
func public(ip netip.Addr) bool {
	if !ip.IsValid() || ip.Is4In6() {
		return false
	}
	if ip.Is6() && !netip.MustParsePrefix("2000::/3").Contains(ip) {
		return false
	}
	return !slices.ContainsFunc(special(), func(p string) bool { return netip.MustParsePrefix(p).Contains(ip) })
}

// special are the networks that are not for everybody.
func special() []string {
	return []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
		"192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", // multicast, and what is kept for later with the broadcast
		"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", // Teredo is in the first, 6to4 the third: both hold IPv4
	}
}

// control looks at an address after its name was resolved and before anything is sent: a name that resolves otherwise than when it
// was checked leads nowhere.
func (g *Guard) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !g.reaches(to.Addr()) || !portForm(portOf(address)) {
		return errRefused
	}
	return nil
}

func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

// client follows nobody to another address, asks no proxy, keeps no connection and unpacks nothing.
func (g *Guard) client() *http.Client {
	dialer := &net.Dialer{Timeout: dialWithin, Resolver: g.o.Resolver, Control: g.control}
	return &http.Client{
		Timeout:       within,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: dialWithin, ResponseHeaderTimeout: within,
			DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: maxHeader,
		},
	}
}
