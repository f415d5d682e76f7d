package api

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// headerForwarded is where proxies write who has asked them.
const headerForwarded = "X-Forwarded-For"

// addressOf is the network address that a request comes from; empty when it has none.
func (a *API) addressOf(r *http.Request) string {
	at := clientAddress(r.RemoteAddr, r.Header.Values(headerForwarded), a.o.TrustedProxies)
	if !at.IsValid() {
		return ""
	}
	return at.String()
}

// clientAddress believes what trusted proxies have written and nobody else. Each of them adds at the right end who has asked it, so
// the first from the right that is no trusted proxy is who asks; what stands further left anybody may have written.
func clientAddress(remote string, forwarded []string, trusted []netip.Prefix) netip.Addr {
	at := readAddress(remote)
	if len(trusted) == 0 {
		return at
	}
	for _, hop := range slices.Backward(strings.Split(strings.Join(forwarded, ","), ",")) {
		next := readAddress(strings.TrimSpace(hop))
		if !next.IsValid() || !slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Contains(at) }) {
			break
		}
		at = next
	}
	return at
}

// readAddress takes an address with its port or without, IPv4 as such even where it is written as IPv6; the zero one for anything else.
func readAddress(text string) netip.Addr {
	at, err := netip.ParseAddr(text)
	if err != nil {
		with, err := netip.ParseAddrPort(text)
		if err != nil {
			return netip.Addr{}
		}
		at = with.Addr()
	}
	return at.Unmap().WithZone("")
}
